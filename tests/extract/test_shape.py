"""What the shape of a table says without a word of it: the rows of its header, and whether it goes on with the table above."""

from __future__ import annotations

import pytest

from jospar.extract.columns.column import TableLayout
from jospar.extract.columns.header import is_column_numbers
from jospar.extract.columns.layout import read_layout
from jospar.extract.columns.shape import goes_on, has_numbers, header_size
from jospar.extract.document import Cell, Place, Row
from jospar.extract.words.figures import is_one_number


def _rows(*lines: str) -> list[Row]:
    return [Row(tuple(Cell(text.strip(), Place()) for text in line.split("|")), Place()) for line in lines]


def _layout(*lines: str) -> TableLayout:
    header, *below = _rows(*lines)
    return read_layout([header], below)


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        (("Корпус | Коек | Этажей", "Северный | 120 | 5"), 1),
        (("Корпус | Площадь |", " | жилая | общая", "Северный | 120,5 | 300"), 2),
        (("Ғимарат | 2024 | 2025", "Солтүстік | 120 | 125"), 1),  # years are no data
        (("Ғимарат | Орын", "1 | 2", "Солтүстік | 120"), 2),  # the numbers of the columns are none either
        (("Ғимарат | Орын | Қабат", "Қала ішінде | |", "Солтүстік | 120 | 5"), 1),  # a row of one text heads a part
        (("Северный | 120 | 5", "Южный | 240 | 9"), 0),
        (("Корпус | Адрес", "Северный | улица Садовая"), 0),  # nothing to tell it by
        (("Корпус | |", "Северный | 120 | 5"), 0),  # no word stands over the numbers
        (("Корпус | Северный " + "и южный " * 40, "Коек | 120"), 0),  # a text is no label
        (("а | б", "в | г", "д | е", "ж | з", "и | к", "л | м", "н | 12"), 0),  # so many rows are no header
        (("1 | Ремонт школ | в течение года", "2 | Закуп книг | 25,8"), 0),  # a number in front is that of a row
        ((), 0),
    ],
)
def test_how_many_rows_are_the_header(lines: tuple[str, ...], size: int) -> None:
    assert header_size(_rows(*lines)) == size


def test_a_row_with_dashes_for_numbers_is_no_header() -> None:
    assert header_size(_rows("Северный корпус | - | -", "Южный корпус | 240 | 9")) == 0


@pytest.mark.parametrize("text", ["12", "1 200", "4,5", "-2,6", "+3", "75%", "2025", "4,5*"])
def test_a_number_is_nothing_else(text: str) -> None:
    assert is_one_number(text)


@pytest.mark.parametrize("text", ["", "-", "12 чел.", "1:12", "5/6", "I", "до 10"])
def test_what_has_more_than_a_number_is_none(text: str) -> None:
    assert not is_one_number(text)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Корпус | Коек",), False),
        (("Корпус | 2024 | 2025",), False),
        (("1 | 2 | 3",), False),
        (("1 | Корпус",), False),  # the number in front of a name is its own
        (("Корпус | 120",), True),
    ],
)
def test_rows_of_data_with_numbers(lines: tuple[str, ...], found: bool) -> None:
    assert has_numbers(_rows(*lines)) is found


PLAN = ("Көрсеткіш | Өлшем бірлігі | 2025 жыл | 2026 жыл", "Түлектер | адам | 31 | 32")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Курстар | дана | 3 | 4",), True),
        (("Курстар | дана | - | -",), True),  # nothing speaks against it
        (("Курстар | дана | - | -", "Үйірмелер | дана | 3 | 4"), True),
        (("Екінші бөлім |  |  | ", "Курстар | дана | 3 | 4"), True),
        (("Ғимарат | Орын | Қабат", "Бірінші | 130 | 5", "Екінші | 250 | 9"), False),  # a header of its own, in words nobody knows
        (("130 | 5 | 6 | 7", "250 | 9 | 8 | 7"), False),  # numbers where the names are
        (("Курстар | дана | 3 | 4 | 5 | 6",), False),  # more columns
    ],
)
def test_a_table_goes_on_where_its_rows_fit(lines: tuple[str, ...], found: bool) -> None:
    assert goes_on(_layout(*PLAN), _rows(*lines)) is found


def test_a_header_in_unknown_words_ends_the_columns_above_it() -> None:
    layout = _layout("Көрсеткіш | 2025 жыл | 2026 жыл", "Түлектер | 31 | 32")
    assert not goes_on(layout, _rows("Ғимарат | Орын | Қабат", "Бірінші | 130 | 5"))


@pytest.mark.parametrize("line", ["1 | 2 | 3", "1. | 2. | 3.", "(1) | (2)", "1 | 4 | 5 | 6", "6 | 7 | 8 | 9", "А | 1"])
def test_rows_that_number_the_columns(line: str) -> None:
    assert is_column_numbers(_rows(line)[0]) is (line != "А | 1")


@pytest.mark.parametrize("line", ["7 | 8", "1 | 3 | 5", "1", "31 | 32 | 33 | 35", "120 | 121 | 122 | 123", "1 | 2 | x"])
def test_numbers_that_count_something_else(line: str) -> None:
    assert not is_column_numbers(_rows(line)[0])
