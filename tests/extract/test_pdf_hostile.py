"""PDFs that are no documents, or that no honest program wrote: each is refused with its reason, or read for what it is."""

from __future__ import annotations

import io
import multiprocessing
import re
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument
from jospar.extract.readers import pdf
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Records
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.system.process_limits import Limits
from tests.support.pdf import A4, build, document, line, packed, paragraphs, parts_of, read_shown, stream, table, text
from tests.support.reading import SAMPLE
from tests.support.word import shown

LINES = ["1. Қаржы тұрақтылығы", "Мына мәтін осы бетте тұр."]
TEXT = paragraphs(50, 750, *LINES)
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
X_IS_100 = "/XObject << /X 100 0 R >>"


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as raised:
        read(data, "plan.pdf")
    return raised.value


def reason(data: bytes) -> str:
    return refusal(data).reason


def changed(number: int, content: bytes | str | None, *contents: str) -> bytes:
    """A good document with one object changed, or left out."""
    objects = parts_of(*(contents or (TEXT,)))
    if content is None:
        del objects[number]
    else:
        objects[number] = content
    return build(objects)


# ---- trees and numbers that lie ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kids", ["2 0 R 10 0 R", "100 0 R 10 0 R"], ids=["itself", "its parent"])
def test_a_page_tree_that_loops(kids: str) -> None:
    objects = parts_of(TEXT)
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count 2 >>"
    objects[100] = "<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>"
    assert reason(build(objects)) == "damaged_file"


@pytest.mark.parametrize("count", [2_000_000_000, 1, 0, -1])
def test_a_number_of_pages_that_lies(count: int) -> None:
    assert read_shown(changed(2, f"<< /Type /Pages /Kids [10 0 R] /Count {count} >>")) == LINES


def test_pages_that_are_promised_and_not_there() -> None:
    assert reason(changed(2, "<< /Type /Pages /Kids [10 0 R 12 0 R] /Count 2 >>")) == "damaged_file"
    assert reason(changed(2, "<< /Type /Pages /Kids [10 0 R] /Count 1500 >>")) == "damaged_file"


def test_too_many_pages() -> None:
    kids = "10 0 R " * 2001
    refused = refusal(changed(2, f"<< /Type /Pages /Kids [{kids}] /Count 2001 >>"))
    assert (refused.reason, refused.detail) == ("too_many_pages", "2,001 pages, at most 2,000")


@pytest.mark.parametrize("number", [1, 2, 10])
def test_an_object_that_is_missing(number: int) -> None:
    assert reason(changed(number, None)) == "damaged_file"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-" + b"\x00" * 1000, build(parts_of())])
def test_nothing_behind_the_mark(data: bytes) -> None:
    assert reason(data) == "damaged_file"


@pytest.mark.parametrize(
    "box",
    ["0 0 1e30 1e30", f"0 0 1{'0' * 30} 1{'0' * 30}", "0 0 0 0", "600 800 0 0", "0 0 nan inf", "0 0 600", "", "/a /b /c /d"],
)
def test_pages_of_no_size_and_of_any(box: str) -> None:
    assert read_shown(document(TEXT, page=f"/MediaBox [{box}]")) == LINES


def test_a_page_without_a_box() -> None:
    assert read_shown(document(TEXT, page="")) == LINES
    assert read_shown(document(TEXT, page="/MediaBox 10 0 R /Rotate /Left")) == LINES


def test_places_and_sizes_beyond_all_bounds() -> None:
    far = text(1e20, 1e20, "алыс") + text(-1e9, 50, "сол") + line(-1e38, 5, 1e38, 5) + line(5, -1e38, 5, 1e38)
    sizes = text(10, 10, "ірі", 1e10) + text(10, 20, "майда", 1e-9)
    assert read_shown(document(TEXT + far + sizes)) == LINES


@pytest.mark.parametrize(
    "content", [f"<< /Length 999999999 >>\nstream\n{TEXT}\nendstream", f"<< /Length -5 >>\nstream\n{TEXT}\nendstream",
                f"<< /Length 11 0 R >>\nstream\n{TEXT}\nendstream", f"<< >>\nstream\n{TEXT}\nendstream"],
    ids=["too long", "below nothing", "itself", "none"],
)  # fmt: skip
def test_a_length_that_lies(content: str) -> None:
    assert read_shown(changed(11, content)) == LINES


# ---- bombs ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["11 0 R", "[11 0 R 11 0 R]", "[10 0 R 11 0 R]"])
def test_content_that_is_itself(content: str) -> None:
    assert reason(changed(11, content)) == "empty_file"


def test_content_packed_thirty_times() -> None:
    assert read_shown(changed(11, packed(TEXT.encode(), 30))) == LINES


def test_the_same_text_thousands_of_times_in_one_place() -> None:
    assert read_shown(changed(11, packed(TEXT.encode() * 5_000))) == LINES


def test_too_many_characters() -> None:
    content = "".join(text(1 + number % 500, 1 + number // 500, "аб", 1) for number in range(100_001))
    refused = refusal(changed(11, packed(content.encode())))
    assert refused.reason == "page_too_complex"
    assert re.fullmatch(r"page 1 has 200,\d{3} characters, at most 200,000", refused.detail)


@pytest.mark.parametrize(
    "content",
    [line(1, 1, 500, 500) * 200_001, ("1 1 m " + "300 400 l 2 2 l " * 60_000 + "S\n") * 2],
    ids=["paths", "parts of a path"],
)
def test_too_many_lines(content: str) -> None:
    assert reason(changed(11, packed((content + line(1, 1, 5, 5) + TEXT).encode()))) == "page_too_complex"


def test_a_page_with_thousands_of_ruling_lines_has_no_table() -> None:
    rules = "".join(line(number % 590, 5 * (number // 60), number % 590 + 4, 5 * (number // 60)) for number in range(10_000))
    assert read_shown(document(rules + TEXT)) == LINES


def form(content: str, uses: int) -> bytes:
    return stream(content.encode(), f"{FORM} /Resources << /Font << /F 3 0 R >> /XObject << /X {uses} 0 R >> >>")


def nested(depth: int, times: int) -> bytes:
    """Forms in forms; each shows the next one so many times."""
    inner = {100 + level: form("/X Do " * times if level < depth - 1 else TEXT, 101 + level) for level in range(depth)}
    return document("/X Do", resources=X_IS_100, others=inner)


def test_a_form_that_calls_itself() -> None:
    assert read_shown(document(TEXT + "/X Do", resources=X_IS_100, others={100: form(TEXT + "/X Do", 100)})) == LINES


def test_forms_that_call_each_other() -> None:
    others = {100: form("/X Do " + TEXT, 101), 101: form("/X Do ", 100)}
    assert read_shown(document("/X Do", resources=X_IS_100, others=others)) == LINES


def test_forms_in_forms() -> None:
    assert read_shown(nested(5, 1)) == LINES
    assert read_shown(nested(3, 10)) == LINES
    assert reason(nested(5, 10)) == "page_too_complex"


@pytest.mark.parametrize("opening", ["q " * 300_000, "[" * 500, "<<" * 500, "BT " * 10_000], ids=["states", "lists", "names", "texts"])
def test_openings_without_end(opening: str) -> None:
    assert read_shown(document(f"{TEXT}{opening}")) == LINES


@pytest.mark.parametrize("value", ["[" * 50_000 + "]" * 50_000, "<</A" * 50_000 + ">>" * 50_000, "[" * 50_000])
def test_values_nested_without_end(value: str) -> None:
    assert read_shown(document(TEXT, catalog="/X 100 0 R", others={100: value})) == LINES


@pytest.mark.parametrize(
    "entries",
    [
        "/DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 32 /BitsPerComponent 16 >>",
        "/DecodeParms << /Predictor 15 /Columns -1 >>",
    ],
)
def test_parameters_beyond_all_bounds(entries: str) -> None:
    data = changed(11, packed(TEXT.encode(), 1, entries))
    assert outcome(data) in ("empty_file", "read")


def test_a_picture_that_claims_to_be_huge() -> None:
    size = "/Width 1000000 /Height 1000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    image = packed(b"\0" * 1000, 1, f"/Type /XObject /Subtype /Image {size}")
    assert read_shown(document(TEXT + "q 100 0 0 100 0 0 cm /X Do Q", resources=X_IS_100, others={100: image})) == LINES


def zeros(size: int) -> bytes:
    """So many blanks, packed."""
    packer = zlib.compressobj(9)
    block = b"\n" * 1_000_000
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


WALLED: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "a stream of a gigabyte": (
        lambda: changed(11, stream(zeros(10**9), "/Filter /FlateDecode")), ("out_of_memory", "empty_file", "damaged_file")
    ),
    "a stream packed twice": (
        lambda: changed(11, stream(zlib.compress(zeros(10**9), 9), "/Filter [/FlateDecode /FlateDecode]")),
        ("out_of_memory", "empty_file", "damaged_file"),
    ),
    "forms in forms, thirty deep": (lambda: nested(30, 10), ("out_of_memory", "out_of_time")),
    "forms in forms, ten deep": (lambda: nested(10, 10), ("out_of_memory", "out_of_time")),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on memory are Linux's")
@pytest.mark.parametrize(("made", "reasons"), WALLED.values(), ids=WALLED.keys())
def test_bombs_end_at_the_wall_and_the_run_goes_on(tmp_path: Path, made: Callable[[], bytes], reasons: tuple[str, ...]) -> None:
    paths = [tmp_path / name for name in ("a.txt", "bomb.pdf", "c.txt")]
    for path in paths:
        path.write_bytes(SAMPLE.read_bytes() if path.suffix == ".txt" else made())
    with read_isolated(paths, Limits(memory=512 * 1024 * 1024, cpu_seconds=10, seconds=20)) as attempts:
        first, bomb, last = (attempt.result for attempt in attempts)
    assert isinstance(bomb, Refusal)
    assert bomb.code in reasons
    assert isinstance(first, Records)
    assert isinstance(last, Records)


# ---- files that are cut or changed ---------------------------------------------------------------------------------------------------

TABLE = table(50, 750, [120, 90, 60], [["Атауы", "2024", "2025"], ["1.1. Білім", "3", "4"]])
GOOD = document(TABLE + paragraphs(50, 600, *LINES), paragraphs(50, 700, "Екінші бет."))
WHOLE = read_shown(GOOD)


def outcome(data: bytes) -> str:
    """The reason why a document can't be read, else that it was."""
    try:
        return "read" if shown(read(data, "plan.pdf")) else "read, and nothing is there"
    except UnreadableDocument as refused:
        return refused.reason


@pytest.fixture(scope="module")
def apart() -> Iterator[Callable[[bytes], str]]:
    """Reads in another process, so that a crash fails one test and ends nothing."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield lambda data: pool.submit(outcome, data).result(timeout=60)


def test_a_file_that_is_cut_anywhere(apart: Callable[[bytes], str]) -> None:
    end = GOOD.index(b"trailer")
    found = {apart(GOOD[:at]) for at in range(20, end, 97)}
    assert found == {"damaged_file"}


def test_a_file_that_lacks_its_last_lines_is_read_whole() -> None:
    for at in range(GOOD.index(b"startxref"), len(GOOD), 5):
        assert read_shown(GOOD[:at]) == WHOLE


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(GOOD)), st.booleans())
def test_bytes_that_are_changed(apart: Callable[[bytes], str], changes: list[tuple[int, int]], cut: int, is_cut: bool) -> None:
    data = bytearray(GOOD)
    for at, byte in changes:
        data[at] = byte
    found = apart(bytes(data[:cut] if is_cut else data))
    assert found == "read" or found in CATALOGUE


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_words_that_are_changed(apart: Callable[[bytes], str], data: st.DataObject) -> None:
    """Changes where they hurt: numbers and names, one for another."""
    words = re.split(rb"(?<=[\s/<>\[\]()])", GOOD)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(words) - 1))
        words[at] = data.draw(st.sampled_from([*words, b"-1 ", b"4294967295 ", b"1e38 ", b"null ", b""]))
    found = apart(b"".join(words))
    assert found == "read" or found in CATALOGUE


# ---- whole files in other forms ------------------------------------------------------------------------------------------------------


def with_stream_table(objects: dict[int, bytes | str], in_stream: tuple[int, ...]) -> bytes:
    """A file whose table of places is a stream, some objects packed together in another."""
    written = b"%PDF-1.5\n"
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    inner = [(number, str(objects[number])) for number in in_stream]
    heads, body = "", ""
    for number, content in inner:
        heads += f"{number} {len(body)} "
        body += content + " "
    holder, table_at = max(objects) + 1, max(objects) + 2
    plain: dict[int, bytes | str] = {number: content for number, content in objects.items() if number not in in_stream}
    plain[holder] = packed((heads + body).encode("latin-1"), 1, f"/Type /ObjStm /N {len(inner)} /First {len(heads)}")
    for number, content in plain.items():
        places[number] = (1, len(written), 0)
        written += f"{number} 0 obj\n".encode() + (content if isinstance(content, bytes) else content.encode("latin-1")) + b"\nendobj\n"
    places.update({number: (2, holder, index) for index, (number, _) in enumerate(inner)})
    start = len(written)
    places[table_at] = (1, start, 0)
    rows = b"".join(
        kind.to_bytes(1, "big") + at.to_bytes(4, "big") + more.to_bytes(2, "big")
        for kind, at, more in (places.get(number, (0, 0, 65535)) for number in range(table_at + 1))
    )
    xref = packed(rows, 1, f"/Type /XRef /Size {table_at + 1} /W [1 4 2] /Root 1 0 R")
    return written + f"{table_at} 0 obj\n".encode() + xref + f"\nendobj\nstartxref\n{start}\n%%EOF\n".encode()


def test_objects_and_places_in_streams() -> None:
    assert read_shown(with_stream_table(parts_of(TEXT), (1, 2, 3, 4, 5, 10))) == LINES


def test_an_object_stream_that_holds_itself() -> None:
    objects = parts_of(TEXT)
    data = with_stream_table(objects, (1, 2, 3, 4, 5, 10))
    assert outcome(data.replace(b"/N 6 ", b"/N 99", 1)) in ("damaged_file", "read")
    assert outcome(data.replace(b"/ObjStm", b"/ObjStm /Extends 12 0 R", 1)) in ("damaged_file", "read")


@pytest.mark.parametrize("version", ["1.0", "1.4", "2.0", "9.9"])
def test_any_version(version: str) -> None:
    assert read_shown(build(parts_of(TEXT), version=version)) == LINES


def added_to() -> bytes:
    """A file whose only content is replaced by another at its end."""
    first = document(paragraphs(50, 700, "Ескі мәтін осында."))
    added = first + b"11 0 obj\n" + stream(TEXT.encode()) + b"\nendobj\n"
    before = int(first[first.rindex(b"startxref\n") + 10 :].split()[0])
    entry = f"xref\n11 1\n{len(first):010} 00000 n \ntrailer\n<< /Size 12 /Root 1 0 R /Prev {before} >>\n"
    return added + entry.encode() + f"startxref\n{len(added)}\n%%EOF\n".encode()


def test_a_file_that_was_changed_by_adding_to_its_end() -> None:
    assert read_shown(added_to()) == LINES


def test_a_file_that_is_cut_in_what_was_added() -> None:
    data = added_to()
    first = data.index(b"%%EOF") + len("%%EOF\n")
    for at in range(first + 10, data.rindex(b"startxref"), 50):
        assert reason(data[:at]) == "damaged_file"


def test_a_file_that_is_cut_behind_its_first_page() -> None:
    """Files for slow lines have an end behind all that their first page needs; what the other pages show comes later."""
    objects = parts_of(TEXT, paragraphs(50, 700, "Екінші бет."))
    late = objects.pop(13)
    assert isinstance(late, bytes)
    early = build(objects)
    whole = early + b"13 0 obj\n" + late + b"\nendobj\n"
    for at in range(len(early) + 10, len(whole), 20):
        assert reason(whole[:at]) == "damaged_file"


def test_tables_of_places_that_refer_to_themselves() -> None:
    data = document(TEXT)
    at = int(data[data.rindex(b"startxref\n") + 10 :].split()[0])
    looped = data.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {at}".encode())
    assert outcome(looped) in ("damaged_file", "read")


@pytest.mark.parametrize("places", [b"startxref\n5\n", b"startxref\n999999999999\n", b"startxref\n-1\n"])
def test_a_table_of_places_that_is_elsewhere(places: bytes) -> None:
    data = document(TEXT)
    start = data.rindex(b"startxref")
    assert read_shown(data[:start] + places + b"%%EOF\n") == LINES


def test_junk_before_and_behind() -> None:
    assert shown(pdf.read(b"junk before the file\r\n" * 20 + document(TEXT), "plan.pdf")) == LINES
    assert read_shown(document(TEXT) + b"\x00" * 5_000) == LINES


@pytest.mark.parametrize("name", ["plan.pdf", "plan.txt", "plan.docx", "plan"])
def test_a_wrong_suffix_does_not_count(name: str) -> None:
    assert shown(read(document(TEXT), name)) == LINES


# ---- passwords -----------------------------------------------------------------------------------------------------------------------


def encrypted(user: str, owner: str, bits: int) -> bytes:
    file = io.BytesIO()
    lock = StandardEncryption(user, ownerPassword=owner, canPrint=0, canCopy=0, canModify=0, strength=bits)
    canvas = Canvas(file, encrypt=lock, invariant=1)
    canvas.drawString(50, 700, "1. Finance of the university")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("bits", [40, 128])
def test_a_file_with_a_password_to_open_it(bits: int) -> None:
    assert reason(encrypted("secret", "owner", bits)) == "encrypted_file"


@pytest.mark.parametrize("bits", [40, 128])
def test_a_file_with_a_password_to_change_it_is_read(bits: int) -> None:
    assert read_shown(encrypted("", "owner", bits)) == ["1. Finance of the university"]


def test_a_file_locked_in_a_way_of_its_own() -> None:
    objects = parts_of(TEXT)
    objects[100] = "<< /Filter /Someones.Own /V 4 /R 4 >>"
    assert reason(build(objects, trailer="/Root 1 0 R /Encrypt 100 0 R /ID [<00> <00>]")) in ("encrypted_file", "damaged_file")


# ---- no text, or not that of the paper -----------------------------------------------------------------------------------------------

IMAGE = packed(b"\x80" * 100, 1, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray")
SCAN = "q 600 0 0 800 0 0 cm /X Do Q "
GLYPH = "{x} {y} m {a} {b} l {c} {y} l {c} {y} {a} {b} {x} {b} c {x} {y} {c} {b} {a} {y} c h f "
DRAWN = "".join(
    GLYPH.format(x=x, y=y, a=x + 3, b=y + 8, c=x + 6)
    for x, y in ((50 + 8 * (number % 60), 700 - 12 * (number // 60)) for number in range(600))
)


STAMP = paragraphs(
    50, 60, "Осы құжат электрондық цифрлық қолтаңба туралы заңға сәйкес", "қағаз жеткізгіштегі құжатпен бірдей болып табылады"
)  # fmt: skip


def pages(*contents: str) -> bytes:
    return document(*contents, resources=X_IS_100, others={100: IMAGE})


def found_on(data: bytes) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.page) for finding in pdf.read(data, "plan.pdf").findings]


@pytest.mark.parametrize("content", ["", " ", "0 0 0 rg 10 10 100 100 re f", text(50, 700, "   ")])
def test_a_page_without_anything(content: str) -> None:
    assert reason(document(content)) == "empty_file"


@pytest.mark.parametrize(
    "contents",
    [
        [SCAN],
        [SCAN, SCAN],
        [SCAN + text(290, 20, "1"), SCAN + text(290, 20, "2")],
        ["".join(f"q 600 0 0 100 0 {y} cm /X Do Q " for y in range(0, 800, 100))],
        ["q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"],
        [SCAN + STAMP],
    ],
    ids=["a page", "pages", "page numbers", "strips", "within the content", "a stamp"],
)
def test_a_scan(contents: list[str]) -> None:
    assert reason(pages(*contents)) == "scan_not_read"


def test_a_scan_among_pages_with_text_is_told() -> None:
    data = pages(TEXT, SCAN, TEXT)
    assert read_shown(data) == LINES * 2
    assert found_on(data) == [("page_not_read", 2)]


def test_a_scan_with_a_text_layer_is_read() -> None:
    lines = [f"{number}. Бұл жолда көрінбейтін мәтін осылай тұр." for number in range(1, 12)]
    data = pages(SCAN + "3 Tr " + paragraphs(50, 750, *lines))
    assert read_shown(data) == lines
    assert found_on(data) == []


def test_a_picture_beside_text_is_no_scan() -> None:
    data = pages("q 100 0 0 100 300 300 cm /X Do Q " + TEXT)
    assert read_shown(data) == LINES
    assert found_on(data) == []


def test_letters_that_are_drawn_as_shapes() -> None:
    assert reason(document(DRAWN)) == "scan_not_read"
    assert reason(document(DRAWN + text(290, 20, "1"), DRAWN + text(290, 20, "2"))) == "scan_not_read"
    assert found_on(document(DRAWN + text(290, 20, "1"), TEXT)) == [("page_not_read", 1)]


def test_a_table_of_hundreds_of_boxes_is_no_drawing() -> None:
    boxes = "".join(f"{50 + 10 * (number % 40)} {50 + 20 * (number // 40)} 10 20 re S " for number in range(600))
    assert found_on(document(boxes + TEXT)) == []


ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
PROSE = paragraphs(
    50,
    700,
    "Университеттің қаржылық тұрақтылығын қамтамасыз ету",
    "және білім беру бағдарламаларының сапасын арттыру,",
    "ғылыми зерттеулердің үлесі",
)


def mapped(to: Callable[[int], str]) -> bytes:
    """A document whose font says of its letters that they are others."""
    return document(PROSE, letters={letter.encode("kz1048")[0]: to(index) for index, letter in enumerate(ALPHABET)})


@pytest.mark.parametrize(
    "to",
    [
        lambda index: chr(0xE000 + index),
        lambda index: chr(0xF0C0 + index),
        lambda index: chr(0x4E00 + index),
        lambda index: chr(0xE0 + index),
        lambda index: chr(1 + index % 8),
        lambda index: "x",
        lambda index: chr(0x41 + index % 26),
        lambda index: ALPHABET[(index + 16) % 32],
        lambda index: ALPHABET[(index + 3) % 32],
        lambda index: ALPHABET[(index * 7 + 3) % 32],
    ],
    ids=["private", "symbols", "Chinese", "accented", "control", "one letter", "Latin", "shifted by 16", "shifted by 3", "shuffled"],
)
def test_a_text_layer_that_is_not_the_text(to: Callable[[int], str]) -> None:
    assert reason(mapped(to)) == "text_layer_garbage"


def test_most_shifts_of_the_alphabet_are_seen() -> None:
    found = [outcome(mapped(lambda index, shift=shift: ALPHABET[(index + shift) % 32])) for shift in range(1, 32)]  # type: ignore[misc]
    assert found.count("text_layer_garbage") >= 28


def test_little_text_of_no_language() -> None:
    letters = {letter.encode("kz1048")[0]: chr(0xE000 + index) for index, letter in enumerate(ALPHABET)}
    assert reason(document(text(50, 700, "Қаржы тұрақ"), letters=letters)) == "text_layer_garbage"


@pytest.mark.parametrize(
    "lines",
    [
        ["Обеспечение финансовой устойчивости университета и повышение", "качества образовательных программ, доля научных исследований"],
        ["Qarzhy turaqtylyghyn qamtamasyz etu zhane bilim beru", "baghdarlamalarynyng sapasyn arttyru zhane damytu"],
        ["12 480 551 3 4 5 6 7 8 9 10 11 12 13 14 15", "2024 2025 2026 2027 2028 2029 100 % 45,5 % 3,14"],
        ["бiлiм беру бағдарламаларының сапасын арттыру және", "қаржылық тұрақтылығын қамтамасыз ету, ғылыми iс"],
    ],
    ids=["Russian", "Latin", "numbers", "a Latin i"],
)
def test_text_that_is_text(lines: list[str]) -> None:
    assert outcome(document(paragraphs(50, 700, *lines))) == "read"


# ---- what is never run or read -------------------------------------------------------------------------------------------------------


def test_scripts_and_programs_are_not_run(tmp_path: Path) -> None:
    target = tmp_path / "made"
    actions = (
        f"/OpenAction << /S /Launch /F (/bin/sh) /P (-c 'touch {target}') >> "
        f"/AA << /WC << /S /JavaScript /JS (while\\(true\\);) >> /DP << /S /Launch /F (touch) /P ({target}) >> >> "
        "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while\\(true\\);) >>] >> >> "
    )
    page = f"{A4} /AA << /O << /S /URI /URI (http://127.0.0.1:9/) >> >>"
    assert read_shown(document(TEXT, catalog=actions, page=page)) == LINES
    assert not target.exists()


def test_files_within_the_file_are_not_read() -> None:
    secret = document(paragraphs(50, 700, "Ішкі файлдың мәтіні."))
    data = document(
        TEXT,
        catalog="/Names << /EmbeddedFiles << /Names [(inner.pdf) 100 0 R] >> >>",
        others={100: "<< /Type /Filespec /F (inner.pdf) /EF << /F 101 0 R >> >>", 101: stream(secret, "/Type /EmbeddedFile")},
    )
    assert read_shown(data) == LINES


def test_no_other_file_is_read(tmp_path: Path) -> None:
    other = tmp_path / "content"
    other.write_text(TEXT)
    outside = f"<< /Length 0 /F ({other}) >>\nstream\n\nendstream"
    assert reason(changed(11, outside)) == "empty_file"
    reference = stream(b"", f"{FORM} /Ref << /F ({other}) /Page 0 >>")
    assert reason(document("/X Do", resources=X_IS_100, others={100: reference})) == "empty_file"
