"""What nobody sees on a page of a PDF is not read, and what everybody sees is."""

from __future__ import annotations

import pytest

from jospar.extract.document import Row
from jospar.extract.readers import pdf
from jospar.normalize.records import Records
from tests.support.pdf import build, document, packed, parts_of, stream, table, text
from tests.support.reading import read_records

WIDTHS = [40, 200, 50, 60, 60]
HEAD = ["№", "Атауы", "Бірлік", "2024", "2025"]
ROWS = [["1.1.", "Гранттар саны", "дана", "41", "46"], ["1.2.", "Түлектер үлесі", "%", "52", "55"]]
LEFT, TOP = 50, 700
# Behind the 46.
BEHIND = (414.5, 672)
PLAN = text(50, 760, "1-бағыт. Білім беру") + text(50, 740, "1.1-міндет. Сапаны арттыру") + table(LEFT, TOP, WIDTHS, [HEAD, *ROWS])
STATES = (
    "/ExtGState << /Clear << /ca 0 >> /Faint << /ca 0.02 >> /Half << /ca 0.5 >> /Times << /BM /Multiply >> "
    "/Masked << /SMask << /Type /Mask /S /Luminosity /G 104 0 R >> >> >>"
)
IMAGE = packed(b"\xf0" * 300, 1, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB")
MASKED = packed(
    b"\xf0" * 300, 1, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB /SMask 102 0 R"
)
MASK = packed(b"\0" * 100, 1, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray")
DARK = packed(b"\x20" * 300, 1, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB")
BLACK = stream(
    b"0 g 0 0 600 800 re f", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /CS /DeviceGray >>"
)  # fmt: skip
OFF = "/OCProperties << /OCGs [110 0 R 111 0 R] /D << /OFF [110 0 R] >> >>"
RESOURCES = STATES + " /XObject << /X 100 0 R /M 101 0 R /D 103 0 R >> /Properties << /Off 110 0 R /On 111 0 R >>"
OTHERS: dict[int, bytes | str] = {
    100: IMAGE, 101: MASKED, 102: MASK, 103: DARK, 104: BLACK, 110: "<< /Type /OCG /Name (draft) >>", 111: "<< /Type /OCG /Name (final) >>",
}  # fmt: skip
BOX = "412 669 20 12"


def zero(before: str = "", size: float = 10) -> str:
    return text(*BEHIND, "0", size, before)


BELOW_PICTURE = f"{zero()} q 20 0 0 12 412 669 cm /X Do Q "
UNSEEN = {
    "white": f"1 g {zero()} 0 g ",
    "all but white": f"0.98 0.97 1 rg {zero()} 0 g ",
    "without ink": zero("3 Tr") + "0 Tr ",
    "to clip by": f"q {zero('7 Tr')} Q ",
    "transparent": f"q /Clear gs {zero()} Q ",
    "all but transparent": f"q /Faint gs {zero()} Q ",
    "of one point": zero(size=1),
    "clipped": f"q 0 0 10 10 re W n {zero()} Q ",
    "off the page": text(700, 674, "0"),
    "below a white box": f"{zero()} 1 g {BOX} re f 0 g ",
    "below a broad white line": f"{zero()} q 1 G 12 w 412 675 m 432 675 l S Q ",
    "masked": f"q /Masked gs {zero()} Q ",
    "all but without width": zero("1 Tz") + "BT 100 Tz ET ",
    "below a picture": BELOW_PICTURE,
    "in the colour of its cell": f"0.2 0.4 0.2 rg {BOX} re f {zero()} 0 g ",
    "white on a picture of a white box": f"1 g {BOX} re f {zero()} 0 g ",
    "a layer that is off": f"/OC /Off BDC {zero()} EMC ",
    "white with a white edge": f"1 g 1 G {zero('2 Tr')} 0 Tr 0 g 0 G ",
    "in a stroke that is white": f"1 G {zero('1 Tr')} 0 Tr 0 G ",
}
SEEN = {
    "black": zero(),
    "grey": f"0.6 g {zero()} 0 g ",
    "white on a dark box": f"0 0 0.5 rg {BOX} re f 1 g {zero()} 0 g ",
    "dark on a light box": f"0.9 g {BOX} re f 0 g {zero()}",
    "half transparent": f"q /Half gs {zero()} Q ",
    "below a marker": f"{zero()} q /Times gs 1 1 0 rg {BOX} re f Q ",
    "below a transparent box": f"{zero()} q /Clear gs 1 g {BOX} re f Q ",
    "below a transparent picture": f"{zero()} q 20 0 0 12 412 669 cm /M Do Q ",
    "on a picture": f"q 20 0 0 12 412 669 cm /X Do Q {zero()}",
    "white on a dark picture": f"q 20 0 0 12 412 669 cm /D Do Q 1 g {zero()} 0 g ",
    "a layer that is on": f"/OC /On BDC {zero()} EMC ",
    "stroked": f"{zero('1 Tr')} 0 Tr ",
    "beside a white box": f"{zero()} 1 g 100 300 20 12 re f 0 g ",
    "a box of the same path before": f"1 g {BOX} re f 0 g {zero()}",
}


def made(content: str) -> bytes:
    return document(PLAN + content, resources=RESOURCES, others=OTHERS, catalog=OFF)


def last_value(data: bytes) -> str:
    rows = [block for block in pdf.read(data, "plan.pdf").blocks if isinstance(block, Row)]
    return rows[1].cells[-1].text


@pytest.mark.parametrize("content", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_nobody_sees_is_told_and_not_read(content: str) -> None:
    data = made(content)
    assert last_value(data) == "46"
    [hidden] = pdf.read(data, "plan.pdf").hidden
    assert (hidden.text, hidden.place.page) == ("0", 1) and hidden.place.bbox
    records = read_records(data, "plan", ".pdf")
    assert values(records) == ["41", "None" if content == BELOW_PICTURE else "46", "52", "55"]
    assert [issue.code for issue in records.issues if issue.code == "text_hidden"] == ["text_hidden"]


@pytest.mark.parametrize("content", SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_is_read(content: str) -> None:
    data = made(content)
    assert last_value(data) == "460"
    assert pdf.read(data, "plan.pdf").hidden == ()


def values(records: Records) -> list[str]:
    return [str(value.value) for value in records.values]


def test_a_number_that_another_was_printed_over() -> None:
    """PDFium leaves out of the text what is printed over other text, though that one is covered."""
    first = text(60, 674 - 300, "131,1") + "1 g 55 370 60 14 re f 0 g " + text(60, 374, "133,8")
    raw = pdf.read(made(first), "plan.pdf")
    assert [cell.text for cell in raw.cells()][-1] == "133,8"
    assert [cell.text for cell in raw.hidden] == ["131,1"]


@pytest.mark.parametrize(
    ("matrix", "page"),
    [
        ("1 0 0 1 0 0", "/MediaBox [0 0 600 800] /Rotate 90"),
        ("0 1 -1 0 800 0", "/MediaBox [0 0 800 600]"),
        ("0 1 -1 0 800 0", "/MediaBox [0 0 800 600] /Rotate 270"),
        ("1 0 0 1 1000 -500", "/MediaBox [1000 -500 1600 300]"),
    ],
)
@pytest.mark.parametrize("unseen", ["white", "below a white box", "below a picture"])
def test_pages_are_looked_at_as_they_lie(matrix: str, page: str, unseen: str) -> None:
    content = f"q {matrix} cm {PLAN}{UNSEEN[unseen]} Q"
    [hidden] = pdf.read(document(content, page=page, resources=RESOURCES, others=OTHERS), "plan.pdf").hidden
    assert hidden.text == "0"


def test_layers_that_are_named_in_packed_objects_only() -> None:
    objects = parts_of(PLAN + UNSEEN["a layer that is off"], resources=RESOURCES, catalog=OFF)
    catalog = str(objects.pop(1)).encode()
    objects |= OTHERS
    plain = build(objects | {1: catalog})
    assert [cell.text for cell in pdf.read(plain, "plan.pdf").hidden] == ["0"]
    content = b"1 0 " + catalog
    objects[50] = packed(content, 1, "/Type /ObjStm /N 1 /First 4")
    assert [cell.text for cell in pdf.read(build_with_stream(objects), "plan.pdf").hidden] == ["0"]


def build_with_stream(objects: dict[int, bytes | str]) -> bytes:
    """A file whose first object stands in the packed stream of number 50, with a table of places that is a stream too."""
    written = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(written)
        written += f"{number} 0 obj\n".encode() + (content if isinstance(content, bytes) else content.encode("latin-1")) + b"\nendobj\n"
    size = max(places) + 2
    places[size - 1] = len(written)
    entries = b"".join(
        b"\2\0\0\0\x32\0" if number == 1 else b"\1" + places[number].to_bytes(4, "big") + b"\0" if number in places else b"\0" * 6
        for number in range(size)
    )
    table_of_places = stream(entries, f"/Type /XRef /W [1 4 1] /Size {size} /Root 1 0 R")
    return written + f"{size - 1} 0 obj\n".encode() + table_of_places + f"\nendobj\nstartxref\n{places[size - 1]}\n%%EOF".encode()
