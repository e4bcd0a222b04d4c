"""A minus is seen by its ink: drawn as a line, in a font of its own, or with a code that says something else."""

from __future__ import annotations

from io import BytesIO

import pytest

from jospar.extract.document import Row, Unread
from jospar.extract.readers import pdf
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from tests.extract.test_pdf_unread import X, Y, made
from tests.extract.test_pdf_visibility import values
from tests.generator.fonts import missing_fonts, register
from tests.support.pdf import line, text
from tests.support.programs import miss
from tests.support.reading import read_records

# The left end and the foot of a number in the blank cell.
LEFT, FOOT = 414, 658
NUMBER = text(LEFT, FOOT, "55")


def bar(x0: float, y: float, x1: float, thick: float = 0.7) -> str:
    return f"{x0} {y - thick / 2} {x1 - x0} {thick} re f\n"


MINUS = {
    "a line": line(LEFT - 5, FOOT + 3, LEFT - 1, FOOT + 3),
    "a bar": bar(LEFT - 5, FOOT + 3, LEFT - 1),
    "a thick bar, lower": bar(LEFT - 6, FOOT + 2.2, LEFT - 0.5, 1.2),
    "touching": bar(LEFT - 5, FOOT + 3, LEFT),
}
NO_MINUS = {
    "none": "",
    "a line below": line(LEFT, FOOT - 2, LEFT + 10, FOOT - 2),
    "a line below what is before": line(LEFT - 5, FOOT - 2, LEFT - 1, FOOT - 2),
    "a line above": line(LEFT - 5, FOOT + 9, LEFT - 1, FOOT + 9),
    "a line behind": line(LEFT + 11, FOOT + 3, LEFT + 15, FOOT + 3),
    "dashes of a line through the margin": "".join(line(x, FOOT + 3, x + 4, FOOT + 3) for x in range(10, 50, 6)),
    "a short line beside the table": line(500, FOOT + 3, 505, FOOT + 3),
}


def last(data: bytes) -> str:
    rows = [block for block in pdf.read(data, "plan.pdf").blocks if isinstance(block, Row)]
    return rows[2].cells[-1].text


@pytest.mark.parametrize("content", MINUS.values(), ids=MINUS.keys())
def test_a_minus_that_is_drawn(content: str) -> None:
    data = made(content + NUMBER)
    assert last(data) == "−55"
    assert values(read_records(data, "plan", ".pdf"))[-1] == "-55"


@pytest.mark.parametrize("content", NO_MINUS.values(), ids=NO_MINUS.keys())
def test_lines_that_are_none(content: str) -> None:
    data = made(content + NUMBER)
    assert last(data) == "55"
    assert list(pdf.read(data, "plan.pdf").unread()) == []


def test_a_dash_that_is_drawn_where_a_number_would_stand() -> None:
    [cell] = pdf.read(made(line(X, Y + 3, X + 5, Y + 3)), "plan.pdf").unread()
    assert (cell.unread, cell.place.row, cell.place.column) == (Unread.DRAWING, 3, 5)


CODES = ["2", "8", " ", "\u00a0", "\x03", "\x1f", ".", ",", "+", "\u2212", "-", "–"]


@pytest.mark.parametrize("engine", PDF_ENGINES)
@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("code", CODES, ids=[f"U+{ord(code):04X}" for code in CODES])
def test_a_minus_whose_code_says_something_else(code: str, turn: int, engine: str) -> None:
    """The font of the file has a minus, and its table of codes says that it is another sign."""
    if missing_fonts():
        miss(f"no fonts with Kazakh letters: {', '.join(missing_fonts())}")
    data = with_code(code, ["\u22124", "24", "2", "5,2"], turn)
    [row] = [block for block in pdf.read(data, "plan.pdf", engine).blocks if isinstance(block, Row)][1:]
    assert [cell.text.replace("-", "−").replace("–", "−") for cell in row.cells] == ["Ауытқу", "−4", "24", "2", "5,2"]


def with_code(code: str, texts: list[str], turn: int) -> bytes:
    """A table whose minus is mapped to another code, by a table of codes that is changed in the file."""
    from reportlab.pdfgen.canvas import Canvas

    font, _ = register("LiberationSerif")
    written = BytesIO()
    canvas = Canvas(written, pagesize=(600, 400), pageCompression=0)
    canvas.setFont(font, 10)
    if turn:
        canvas.setPageSize((400, 600))
        canvas.translate(400, 0)
        canvas.rotate(turn)
    xs = [50, 150, 250, 350, 450, 550]
    for y, row in ((330, ["Атауы", "2023", "2024", "2025", "2026"]), (310, ["Ауытқу", *texts])):
        for x, cell in zip(xs, row, strict=False):
            canvas.drawString(x + 4, y + 6, cell)
    canvas.grid(xs, [350, 330, 310])
    canvas.showPage()
    canvas.save()
    mapped = b"<2212>"
    assert mapped in written.getvalue()
    return written.getvalue().replace(mapped, f"<{ord(code):04X}>".encode())
