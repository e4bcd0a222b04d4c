"""Marks that lead to notes are told by where they stand and how high they are, and are never glued to what they stand at."""

from __future__ import annotations

import pytest

from jospar.extract.document import Unread
from jospar.extract.readers import pdf
from tests.extract.test_pdf_unread import made
from tests.extract.test_pdf_visibility import PLAN, values
from tests.support.pdf import document, read_page, ruled, shows, text, width
from tests.support.reading import read_records

# Where the number of the blank cell begins and stands, and where its 55 ends.
LEFT, FOOT = 404, 658
NUMBER = text(LEFT, FOOT, "55")
BEHIND = LEFT + width("55")


def test_raised_figures_are_marked() -> None:
    assert read_page(text(50, 700, "м"), text(55, 704, "2", 6), text(62, 700, "ауданы")) == ["м² ауданы"]
    assert read_page(text(50, 700, "саны"), text(70, 704, "1)", 6)) == ["саны¹⁾"]
    assert read_page(f"BT /F 10 Tf 50 700 Td {shows('м')} /F 6 Tf 4 Ts {shows('2')} 0 Ts /F 10 Tf {shows(' ауданы')} ET") == ["м² ауданы"]


def test_lowered_figures_are_marked() -> None:
    assert read_page(text(50, 700, "CO"), text(60, 698.6, "2", 6.5), text(66, 700, "шығарындысы")) == ["CO₂ шығарындысы"]


MARKS = {
    "raised": text(BEHIND, FOOT + 3.5, "1", 6.5),
    "with a bracket": text(BEHIND, FOOT + 3.5, "1)", 6.5),
    "several": text(BEHIND, FOOT + 3.5, "1,2", 6.5),
    "from one to another": text(BEHIND, FOOT + 3.5, "1-3", 6.5),
    "several, one by one": text(BEHIND, FOOT + 3.5, "1", 6.5)
    + text(BEHIND + 3.2, FOOT + 3.5, ",", 6.5)
    + text(BEHIND + 6, FOOT + 3.5, "2", 6.5),
    "a star": text(BEHIND, FOOT + 3.5, "*", 6.5),
    "a letter": text(BEHIND, FOOT + 3.5, "a", 6.5),
    "lowered": text(BEHIND, FOOT - 2, "3", 6.5),
    "nearly as high": text(BEHIND, FOOT + 3, "4", 8.5),
    "as high": text(BEHIND, FOOT + 3.5, "4"),
    "after a blank": text(BEHIND + 2.5, FOOT + 3.5, "1", 6.5),
    "in one text with its number": f"BT /F 10 Tf {LEFT} {FOOT} Td {shows('55')} /F 6.5 Tf 3.5 Ts {shows('12')} 0 Ts ET ",
    "written first": text(BEHIND, FOOT + 3.5, "1", 6.5),
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_a_mark_behind_a_number(mark: str) -> None:
    number = "" if shows("55") in mark else NUMBER
    assert values(read_records(made(number + mark), "plan", ".pdf")) == ["41", "46", "52", "55"]
    assert values(read_records(made(mark + number), "plan", ".pdf")) == ["41", "46", "52", "55"]


def test_a_mark_before_a_number() -> None:
    data = made(text(LEFT, FOOT + 3.5, "9", 6.5) + text(LEFT + 3.3, FOOT, "55"))
    assert values(read_records(data, "plan", ".pdf")) == ["41", "46", "52", "55"]


def test_a_mark_at_a_number_with_decimals_in_groups() -> None:
    data = made(text(LEFT, FOOT, "150,5") + text(LEFT + width("150,5"), FOOT + 3.5, "2", 6.5))
    assert values(read_records(data, "plan", ".pdf"))[-1] == "150.5"


NO_MARKS = {
    "a negative exponent": text(LEFT, FOOT, "10") + text(LEFT + 10, FOOT + 3.5, "-3", 6.5),
    "a fraction": text(LEFT, FOOT + 3.5, "1", 6.5) + text(LEFT + 3.3, FOOT, "/") + text(LEFT + 8.3, FOOT - 2, "2", 6.5),
    "figures without end": text(LEFT, FOOT, "12") + text(LEFT + 10, FOOT + 3.5, "000", 6.5),
}


@pytest.mark.parametrize("content", NO_MARKS.values(), ids=NO_MARKS.keys())
def test_what_is_raised_and_no_mark_leaves_the_number_in_doubt(content: str) -> None:
    data = made(content)
    assert [cell.unread for cell in pdf.read(data, "plan.pdf").unread()] == [Unread.RAISED]
    assert values(read_records(data, "plan", ".pdf"))[-1] == "None"


@pytest.mark.parametrize("size", [6.5, 8.5])
@pytest.mark.parametrize(("x", "y"), [(404, 690), (344, 690), (294, 674), (94, 674)], ids=["a year", "the year before", "a unit", "a name"])
def test_a_mark_at_a_label(x: float, y: float, size: float) -> None:
    words = {(404, 690): "2025", (344, 690): "2024", (294, 674): "дана", (94, 674): "Гранттар саны"}[x, y]
    data = made(text(x + width(words), y + 3.5, "1", size), PLAN)
    records = read_records(data, "plan", ".pdf")
    assert [(value.year, value.unit, str(value.value)) for value in records.values] == [
        (2024, "item", "41"), (2025, "item", "46"), (2024, "percent", "52"), (2025, "percent", "55"),
    ]  # fmt: skip
    assert records.measures[0].name == "Гранттар саны"


def test_figures_of_other_size_on_the_line_are_no_marks() -> None:
    rows = ruled(50, 715, [100, 100], [20])
    assert read_page(text(60, 700, "Саны", 12), text(160, 701, "45", 8), rows) == [["Саны", "45"]]
    assert read_page(text(50, 700, "№", 12), text(58, 700, "45 бұйрық", 10)) == ["№ 45 бұйрық"]


def test_notes_below_a_table_begin_with_their_mark() -> None:
    raw = pdf.read(document(PLAN + text(50, 602, "1", 6) + text(54, 600, "Жоспар бойынша.")), "plan.pdf")
    assert [cell.text for cell in raw.cells()][-1] == "¹Жоспар бойынша."
