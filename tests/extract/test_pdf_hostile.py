"""PDFs that are no documents, or that no office program wrote: each is refused with its reason, or read for what it is.

Nothing here harms a reader of PDF: what would is played by an engine that is faked, and limits are lowered to what a small file exceeds.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument
from jospar.extract.readers import pdf
from jospar.extract.readers.pdf import grid, pdfium, pdfium_objects, plumber
from jospar.extract.readers.pdf.page import PageContent, Painted, make_page
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Records
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.system.process_limits import Limits
from tests.support.pdf import A4, build, document, line, packed, paragraphs, parts_of, read_shown, stream, table, text
from tests.support.reading import SAMPLE
from tests.support.seeds import choose_examples
from tests.support.word import shown

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

ENGINES = list(zip(PDF_ENGINES, (pdfium, plumber), strict=True))
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


@pytest.mark.parametrize("count", [1, 0, -1])
def test_a_number_of_pages_that_lies(count: int) -> None:
    assert read_shown(changed(2, f"<< /Type /Pages /Kids [10 0 R] /Count {count} >>")) == LINES


def test_pages_that_are_promised_and_not_there() -> None:
    assert reason(changed(2, "<< /Type /Pages /Kids [10 0 R 12 0 R] /Count 2 >>")) == "damaged_file"


@pytest.mark.parametrize(("engine", "module"), ENGINES)
def test_too_many_pages(engine: str, module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAGES", 2)
    with pytest.raises(UnreadableDocument) as refused:
        pdf.read(document(TEXT, TEXT, TEXT), "plan.pdf", engine)
    assert (refused.value.reason, refused.value.detail) == ("too_many_pages", "3 pages, at most 2")


@pytest.mark.parametrize("number", [1, 2, 10])
def test_an_object_that_is_missing(number: int) -> None:
    assert reason(changed(number, None)) == "damaged_file"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-" + b"\x00" * 1000, build(parts_of())])
def test_nothing_behind_the_mark(data: bytes) -> None:
    assert reason(data) == "damaged_file"


@pytest.mark.parametrize("box", ["0 0 14400 14400", "0 0 0 0", "600 800 0 0", "0 0 600", "", "/a /b /c /d"])
def test_pages_of_no_size_and_of_any(box: str) -> None:
    assert read_shown(document(TEXT, page=f"/MediaBox [{box}]")) == LINES


def test_a_page_without_a_box() -> None:
    assert read_shown(document(TEXT, page="")) == LINES
    assert read_shown(document(TEXT, page="/MediaBox 10 0 R /Rotate /Left")) == LINES


Char = tuple[str, float, float, float, float]
Shape = tuple[float, float, float, float]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[object]]:
    """Reads one page of which an engine says that it has these characters, these shapes and this size."""

    def read_faked(chars: list[Char], shapes: list[Shape] = (), bounds: Shape = (0, 0, 600, 800)) -> list[object]:  # type: ignore[assignment]
        def pages(*_: object) -> Iterator[PageContent]:
            yield make_page(1, bounds, chars, [], Painted(shapes))

        monkeypatch.setattr(pdf, "_read_pages", pages)
        return read_shown(b"%PDF-1.7")

    return read_faked


def set_text(left: float, low: float, words: str, size: float = 10) -> list[Char]:
    """The characters of a text, each half as wide as it is high."""
    return [(char, left + at * size / 2, low, left + (at + 1) * size / 2, low + size) for at, char in enumerate(words)]


@pytest.mark.parametrize("bounds", [(0, 0, 1e30, 1e30), (0, 0, 0, 0), (600, 800, 0, 0), (-1e9, -1e9, 1e9, 1e9)])
def test_an_engine_that_gives_a_page_any_size(engine: Callable[..., list[object]], bounds: Shape) -> None:
    found = outcome_of(lambda: engine(set_text(50, 740, LINES[0]), bounds=bounds))
    assert found in ("read", "empty_file")


def test_an_engine_that_gives_places_and_sizes_beyond_all_bounds(engine: Callable[..., list[object]]) -> None:
    far = [*set_text(1e20, 1e20, "алыс"), *set_text(-1e9, 50, "сол"), *set_text(10, 10, "ірі", 1e10)]
    assert engine([*set_text(50, 740, LINES[0]), *far], [(-1e38, 5, 1e38, 5), (5, -1e38, 5, 1e38)]) == LINES[:1]


@pytest.mark.parametrize(
    "content", [f"<< /Length 5000 >>\nstream\n{TEXT}\nendstream", f"<< >>\nstream\n{TEXT}\nendstream"], ids=["too long", "none"]
)
def test_a_length_that_lies(content: str) -> None:
    assert read_shown(changed(11, content)) == LINES


# ---- more than a page may have -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["99 0 R", "[99 0 R]", "[]", "(text)"])
def test_content_that_is_not_there(content: str) -> None:
    assert (
        reason(changed(10, f"<< /Type /Page /Parent 2 0 R /Contents {content} {A4} /Resources << /Font << /F 3 0 R >> >> >>"))
        == "empty_file"
    )


def test_content_packed_twice() -> None:
    assert read_shown(changed(11, packed(TEXT.encode(), 2))) == LINES


def test_the_same_text_a_hundred_times_in_one_place() -> None:
    assert read_shown(changed(11, stream(TEXT.encode() * 100))) == LINES


@pytest.mark.parametrize(("engine", "module"), ENGINES)
def test_too_many_characters(engine: str, module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAGE_CHARS", 20)
    with pytest.raises(UnreadableDocument) as refused:
        pdf.read(document(text(50, 700, "а" * 21)), "plan.pdf", engine)
    assert (refused.value.reason, refused.value.detail) == ("page_too_complex", "page 1 has 21 characters, at most 20")


@pytest.mark.parametrize(("engine", "module"), ENGINES)
@pytest.mark.parametrize(
    "content", [line(1, 1, 500, 500) * 25, ("1 1 m " + "300 400 l 2 2 l " * 12 + "S\n") * 2], ids=["paths", "parts of a path"]
)
def test_too_many_lines(content: str, engine: str, module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium_objects if module is pdfium else module, "MAX_PAGE_SHAPES", 20)
    with pytest.raises(UnreadableDocument) as refused:
        pdf.read(document(content + line(1, 1, 5, 5) + TEXT), "plan.pdf", engine)
    assert refused.value.reason == "page_too_complex"


def test_a_page_with_too_many_ruling_lines_has_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    ruled = document(TABLE + paragraphs(50, 600, *LINES))
    assert isinstance(read_shown(ruled)[0], list)
    monkeypatch.setattr(grid, "MAX_PAGE_RULES", 6)
    assert read_shown(ruled)[-2:] == LINES
    assert not any(isinstance(found, list) and "Атауы" in found for found in read_shown(document(TABLE[TABLE.rindex("ET") + 2 :] + TEXT)))


def form(content: str, uses: int) -> bytes:
    return stream(content.encode(), f"{FORM} /Resources << /Font << /F 3 0 R >> /XObject << /X {uses} 0 R >> >>")


def nested(depth: int, times: int) -> bytes:
    """Forms in forms; each shows the next one so many times."""
    inner = {100 + level: form("/X Do " * times if level < depth - 1 else TEXT, 101 + level) for level in range(depth)}
    return document("/X Do", resources=X_IS_100, others=inner)


def test_forms_in_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_shown(nested(5, 1)) == LINES
    assert read_shown(nested(3, 3)) == LINES
    monkeypatch.setattr(pdfium_objects, "MAX_PAGE_SHAPES", 10)
    assert reason(nested(3, 3)) == "page_too_complex"


@pytest.mark.parametrize(("inner", "others", "found"), [(1, 0, 0), (2, 0, 0), (2, 1, 255)])
def test_an_engine_whose_forms_hold_themselves(inner: int, others: int, found: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are followed as deep as forms may be, and no deeper."""

    def get(_: object, index: int) -> str:
        return "form" if index < inner else "path"

    class Matrix(SimpleNamespace):
        a, b, c, d, e, f = 1.0, 0.0, 0.0, 1.0, 0.0, 0.0

    faked = SimpleNamespace(
        FPDF_PAGEOBJ_FORM=5, FS_MATRIX=Matrix, FPDFPageObj_GetMatrix=lambda *_: 1,
        FPDFPage_CountObjects=lambda _: 1, FPDFPage_GetObject=get, FPDFPageObj_GetType=lambda item: 5 if item == "form" else 2,
        FPDFFormObj_CountObjects=lambda _: inner + others, FPDFFormObj_GetObject=get,
    )  # fmt: skip
    monkeypatch.setattr(pdfium_objects, "raw", faked)
    assert len(list(pdfium_objects._walk(None, 1, pdfium_objects.IDENTITY))) == found


def test_an_engine_whose_forms_hold_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium_objects, "MAX_PAGE_SHAPES", 3)
    with pytest.raises(UnreadableDocument) as refused:
        read_shown(document("/X Do", resources=X_IS_100, others={100: form(line(1, 1, 5, 5) * 4, 101)}))
    assert (refused.value.reason, refused.value.detail) == ("page_too_complex", "page 1 draws more than 3 things")


@pytest.mark.parametrize("opening", ["q " * 20, "[" * 5, "<<" * 5, "BT " * 5], ids=["states", "lists", "names", "texts"])
def test_openings_without_end(opening: str) -> None:
    assert read_shown(document(f"{TEXT}{opening}")) == LINES


@pytest.mark.parametrize("value", ["[" * 20 + "]" * 20, "<</A" * 20 + ">>" * 20])
def test_values_in_values(value: str) -> None:
    assert read_shown(document(TEXT, catalog="/X 100 0 R", others={100: value})) == LINES


@pytest.mark.parametrize("entries", ["/Filter /SomeonesOwn", "/Filter 5"])
def test_content_packed_in_a_way_that_nobody_knows(entries: str) -> None:
    assert outcome(changed(11, stream(TEXT.encode(), entries))) in ("empty_file", "read")


def test_pictures_are_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it does not matter how large one says that it is."""
    for name in ("FPDFImageObj_GetBitmap", "FPDFImageObj_GetRenderedBitmap", "FPDFImageObj_GetImageDataDecoded"):
        monkeypatch.setattr(pypdfium2.raw, name, lambda *_: pytest.fail("a picture was unpacked"))
    size = "/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    image = packed(b"\0" * 1000, 1, f"/Type /XObject /Subtype /Image {size}")
    assert read_shown(document(TEXT + "q 100 0 0 100 0 0 cm /X Do Q", resources=X_IS_100, others={100: image})) == LINES


def loop(*_: object) -> Iterator[PageContent]:
    while True:
        pass


DEEDS: dict[str, tuple[Callable[..., object], str]] = {
    "unpacks gigabytes": (lambda *_: bytearray(10**10), "out_of_memory"),
    "unpacks more and more": (lambda *_: [bytes(10**7) for _ in range(10**6)], "out_of_memory"),
    "is never done": (loop, "out_of_time"),
    "waits": (lambda *_: time.sleep(60), "out_of_time"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on memory are Linux's")
@pytest.mark.parametrize(("deed", "code"), DEEDS.values(), ids=DEEDS)
def test_an_engine_that_takes_too_much_ends_and_the_run_goes_on(
    tmp_path: Path, deed: Callable[..., object], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_read_pages", deed)
    paths = [tmp_path / name for name in ("a.txt", "b.pdf", "c.txt")]
    for path in paths:
        path.write_bytes(SAMPLE.read_bytes() if path.suffix == ".txt" else GOOD)
    with read_isolated(paths, Limits(memory=256 * 1024 * 1024, cpu_seconds=1, seconds=3)) as attempts:
        first, bad, last = (attempt.result for attempt in attempts)
    assert isinstance(bad, Refusal)
    assert bad.code == code
    assert isinstance(first, Records)
    assert isinstance(last, Records)


# ---- files that are cut or changed ---------------------------------------------------------------------------------------------------

TABLE = table(50, 750, [120, 90, 60], [["Атауы", "2024", "2025"], ["1.1. Білім", "3", "4"]])
GOOD = document(TABLE + paragraphs(50, 600, *LINES), paragraphs(50, 700, "Екінші бет."))
WHOLE = read_shown(GOOD)


def outcome(data: bytes) -> str:
    """The reason why a document can't be read, else that it was."""
    return outcome_of(lambda: shown(read(data, "plan.pdf")))


def outcome_of(read_it: Callable[[], list[object]]) -> str:
    """The same of what reads a document."""
    try:
        return "read" if read_it() else "read, and nothing is there"
    except UnreadableDocument as refused:
        return refused.reason


def test_a_file_that_is_cut_anywhere() -> None:
    end = GOOD.index(b"trailer")
    assert {outcome(GOOD[:at]) for at in range(20, end, 97)} == {"damaged_file"}


def test_a_file_that_lacks_its_last_lines_is_read_whole() -> None:
    for at in range(GOOD.index(b"startxref"), len(GOOD), 5):
        assert read_shown(GOOD[:at]) == WHOLE


_PLACES = st.floats(-1e6, 1e6, width=32) | st.integers(0, 800).map(float)
_BOXES = st.tuples(_PLACES, _PLACES, _PLACES, _PLACES)


@settings(max_examples=choose_examples(40, 100), deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["а", "1", " ", ".", "\ufffd", "\x00", ""]), _BOXES).map(lambda drawn: (drawn[0], *drawn[1])), max_size=60
    ),
    st.lists(_BOXES, max_size=20),
    _BOXES,
)
def test_any_characters_and_shapes_that_an_engine_gives(chars: list[Char], shapes: list[Shape], bounds: Shape) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_read_pages", lambda *_: iter([make_page(1, bounds, chars, [], Painted(shapes))]))
        found = outcome_of(lambda: shown(pdf.read(GOOD, "plan.pdf")))
    assert found.startswith("read") or found in CATALOGUE


@settings(max_examples=choose_examples(40, 100), deadline=None)
@given(st.data())
def test_numbers_of_a_page_that_stand_for_each_other(data: st.DataObject) -> None:
    """Places, sizes and steps of text and lines, one for another, in a file that is whole."""
    words = TABLE.split(" ")
    numbers = [at for at, word in enumerate(words) if word.replace(".", "").isdigit()]
    for _ in range(data.draw(st.integers(1, 5))):
        words[data.draw(st.sampled_from(numbers))] = words[data.draw(st.sampled_from(numbers))]
    found = outcome(document(" ".join(words)))
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


def test_an_object_stream_with_fewer_objects_than_it_says() -> None:
    data = with_stream_table(parts_of(TEXT), (1, 2, 3, 4, 5, 10))
    assert outcome(data.replace(b"/N 6 ", b"/N 7 ", 1)) in ("damaged_file", "read")


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


def test_an_earlier_table_of_places_that_is_not_there() -> None:
    data = document(TEXT)
    assert outcome(data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 5")) in ("damaged_file", "read")


@pytest.mark.parametrize("places", [b"startxref\n5\n", b"startxref\n99999\n"])
def test_a_table_of_places_that_is_elsewhere(places: bytes) -> None:
    data = document(TEXT)
    start = data.rindex(b"startxref")
    assert read_shown(data[:start] + places + b"%%EOF\n") == LINES


def test_junk_before_and_behind() -> None:
    assert shown(pdf.read(b"junk before the file\r\n" * 20 + document(TEXT), "plan.pdf")) == LINES
    assert read_shown(document(TEXT) + b"\x00" * 500) == LINES


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
WHITE = packed(b"\xff" * 100, 1, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray")
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


def test_a_scan_with_a_printed_cover_is_one() -> None:
    assert reason(pages(TEXT, SCAN, SCAN)) == "scan_not_read"
    assert found_on(pages(TEXT, SCAN, SCAN, TEXT)) == [("page_not_read", 2), ("page_not_read", 3)]


RECOGNISED = paragraphs(50, 750, *(f"{number}. Бұл жолда көрінбейтін мәтін осылай тұр." for number in range(1, 50)))
LAYERS = {
    "without ink": f"{SCAN} 3 Tr {RECOGNISED} 0 Tr ",
    "below the picture": RECOGNISED + SCAN,
    "transparent": f"{SCAN} /Clear gs {RECOGNISED} /Full gs ",
    "too small": SCAN + "".join(text(50, 750 - index, "Бұл жолда көрінбейтін мәтін", 1) for index in range(60)),
    "in a form": f"/Y Do {SCAN}",
    "on a part of the page": f"q 500 0 0 300 50 480 cm /X Do Q 3 Tr {RECOGNISED} 0 Tr ",
    "white, on a white picture": f"q 600 0 0 800 0 0 cm /W Do Q 1 g {RECOGNISED} 0 g ",
}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())
def test_text_that_was_recognised_on_a_scan_is_not_what_is_printed(layer: str) -> None:
    states = "/ExtGState << /Clear << /ca 0 >> /Full << /ca 1 >> >> /XObject << /X 100 0 R /Y 101 0 R /W 102 0 R >>"
    others = {100: IMAGE, 101: form(RECOGNISED, 100), 102: WHITE}
    assert reason(document(layer + STAMP, resources=states, others=others)) == "scan_not_read"
    mixed = document(TEXT, layer, TEXT, resources=states, others=others)
    assert read_shown(mixed) == LINES * 2
    assert found_on(mixed) == [("page_not_read", 2)]


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


def test_nothing_that_runs_scripts_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FPDFDOC_InitFormFillEnvironment", "FORM_DoDocumentJSAction", "FORM_DoDocumentOpenAction", "FORM_DoPageAAction"):
        monkeypatch.setattr(pypdfium2.raw, name, lambda *_: pytest.fail("scripts were to run"))
    actions = "/OpenAction << /S /JavaScript /JS (var a = 1;) >> /AA << /WC << /S /JavaScript /JS (var b = 2;) >> >>"
    page = f"{A4} /AA << /O << /S /JavaScript /JS (var c = 3;) >> >>"
    assert read_shown(document(TEXT, catalog=actions, page=page)) == LINES


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
