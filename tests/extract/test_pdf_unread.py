"""What shows on a page of a PDF and is no text is told at the cell, or the place, that it stands in."""

from __future__ import annotations

import pytest

from jospar.extract.document import Paragraph, Unread
from jospar.extract.readers import pdf
from tests.extract.test_pdf_annotations import BLANK, annotated
from tests.extract.test_pdf_visibility import OTHERS, PLAN, RESOURCES, values
from tests.support.pdf import document, filled, line, shows, text
from tests.support.reading import read_records

# The blank cell of the second measure in 2025, and one behind its text in 2024.
X, Y = 404, 655
ROUND = "{x} {y} m {x} {t} {r} {t} {r} {y} c {r} {b} {x} {b} {x} {y} c h f "


def picture(x: float, y: float, width: float, height: float) -> str:
    return f"q {width} 0 0 {height} {x} {y} cm /X Do Q "


def dot(x: float, y: float, size: float) -> str:
    """A round spot whose left side is at x, as high above y as below."""
    return ROUND.format(x=x, y=y, r=x + size, t=y + 0.66 * size, b=y - 0.66 * size)


def digit(x: float, y: float, size: float = 7) -> str:
    """A seven, as its outline is drawn."""
    points = ((0, 0.9), (0, 1), (0.6, 1), (0.6, 0.9), (0.3, 0), (0.2, 0), (0.5, 0.9))
    first, *rest = (f"{x + right * size} {y + up * size}" for right, up in points)
    return f"{first} m " + "".join(f"{point} l " for point in rest) + "h f "


def made(content: str, plan: str = BLANK) -> bytes:
    return document(plan + content, resources=RESOURCES, others=OTHERS)


NO_TEXT = {
    "a picture": (picture(X, Y, 20, 10), Unread.PICTURE),
    "a picture within the content": (f"q 20 0 0 10 {X} {Y} cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q ", Unread.PICTURE),
    "outlines": (digit(X, Y) + digit(X + 5, Y), Unread.DRAWING),
    "outlines in one path": (digit(X, Y).replace("h f", "h") + digit(X + 5, Y), Unread.DRAWING),
    "outlines of low type": (digit(X, Y, 5), Unread.DRAWING),
    "outlines of high type": (digit(X, Y - 4, 14), Unread.DRAWING),
    "a spot alone": (dot(X, Y + 4, 5), Unread.DRAWING),
    "a stroke of a pen": (f"{X} {Y} m {X + 3} {Y - 3} l {X + 10} {Y + 7} l S ", Unread.DRAWING),
}


@pytest.mark.parametrize(("content", "unread"), NO_TEXT.values(), ids=NO_TEXT.keys())
def test_a_cell_with_no_text_in_it_is_not_blank(content: str, unread: Unread) -> None:
    data = made(content)
    [cell] = pdf.read(data, "plan.pdf").unread()
    assert (cell.text, cell.unread, cell.place.row, cell.place.column) == ("", unread, 3, 5)
    records = read_records(data, "plan", ".pdf")
    assert values(records) == ["41", "46", "52", "None"]
    assert [issue.code for issue in records.issues if issue.code == "content_unread"] == ["content_unread"]


def test_a_picture_over_several_cells_is_told_at_each_blank_one() -> None:
    plan = BLANK.replace(shows("46"), "")
    found = pdf.read(made(picture(402, 652, 56, 32), plan), "plan.pdf").unread()
    assert [(cell.place.row, cell.place.column) for cell in found] == [(2, 5), (3, 5)]


def test_a_number_beside_a_picture_is_in_doubt() -> None:
    assert values(read_records(made(picture(420, 671, 20, 10)), "plan", ".pdf")) == ["41", "None", "52", "None"]


def test_a_stamp_on_a_cell_is_no_text_of_it() -> None:
    data = annotated("/Subtype /Stamp /F 4 /AP << /N 200 0 R >> /Rect [402 652 458 664]", appearance=digit(2, 2))
    assert [(cell.unread, cell.place.row, cell.place.column) for cell in pdf.read(data, "plan.pdf").unread()] == [(Unread.DRAWING, 3, 5)]


GROUNDS = {
    "none": "",
    "a picture below a cell's text": picture(342, 652, 56, 13),
    "a picture below the table": picture(45, 640, 420, 65),
    "rounded corners around a number": "342 655 m 340 665 360 668 370 660 c 368 650 345 652 342 655 c S ",
    "marks of a list": dot(90.5, 678, 3) + dot(90.5, 662, 3),
    "an emblem": picture(250, 740, 60, 50),
    "a small picture beside the table": picture(470, 660, 30, 30),
    "a drawing beside the table": digit(500, 600) + digit(510, 600),
    "dashed lines": "[2 2] 0 d " + line(50, 640, 460, 640) + "[] 0 d ",
}


@pytest.mark.parametrize("content", GROUNDS.values(), ids=GROUNDS.keys())
def test_what_text_stands_on_or_beside_is_no_matter(content: str) -> None:
    data = made(PLAN, content)
    raw = pdf.read(data, "plan.pdf")
    assert (list(raw.unread()), raw.hidden) == ([], ())
    assert values(read_records(data, "plan", ".pdf")) == ["41", "46", "52", "55"]


def test_a_table_that_is_a_picture_is_told_where_it_stands() -> None:
    data = made(text(50, 600, "1.2-міндет. Табысты арттыру") + picture(50, 400, 400, 180) + text(50, 380, "Ескерту: мәтін."), PLAN)
    blocks = [block for block in pdf.read(data, "plan.pdf").blocks if isinstance(block, Paragraph)][-3:]
    assert [(block.cell.text, block.cell.unread) for block in blocks] == [
        ("1.2-міндет. Табысты арттыру", None), ("", Unread.PICTURE), ("Ескерту: мәтін.", None),
    ]  # fmt: skip
    records = read_records(data, "plan", ".pdf")
    assert [issue.code for issue in records.issues if issue.code == "picture_not_read"] == ["picture_not_read"]


def test_a_grid_with_nothing_but_drawings_is_told() -> None:
    grid = "".join(line(50, y, 450, y) for y in (500, 480, 460)) + "".join(line(x, 460, x, 500) for x in (50, 250, 450))
    drawn = "".join(digit(x, y) for x in (60, 70, 260) for y in (485, 465))
    found = list(pdf.read(made(grid + drawn, PLAN), "plan.pdf").unread())
    assert [cell.unread for cell in found] == [Unread.DRAWING]


def test_a_table_without_lines_whose_letters_are_outlines_is_told() -> None:
    drawn = "".join(digit(x, y) for x in range(60, 400, 20) for y in (520, 500, 480))
    assert [(cell.unread, cell.place.table) for cell in pdf.read(made(drawn, PLAN), "plan.pdf").unread()] == [(Unread.DRAWING, None)]


def test_an_emblem_of_many_shapes_is_no_text() -> None:
    emblem = "".join(digit(250 + x, 500 + 2 * x, 2 + x) for x in range(30))
    assert list(pdf.read(made(emblem, PLAN), "plan.pdf").unread()) == []


def test_unruled_tables_too() -> None:
    rows = [["№", "Атауы", "Бірлік", "2024", "2025"], ["1.1.", "Гранттар саны", "дана", "41", "46"], ["1.2.", "Түлектер", "%", "52", ""]]
    data = made(picture(X, Y, 20, 10), text(50, 760, "1-бағыт. Білім беру") + filled(50, 700, [40, 200, 50, 60, 60], rows))
    assert [(cell.unread, cell.place.row, cell.place.column) for cell in pdf.read(data, "plan.pdf").unread()] == [(Unread.PICTURE, 3, 5)]
