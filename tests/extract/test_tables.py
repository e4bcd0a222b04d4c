"""Lines with their layouts and rows with their fields: where headers begin and end, what a row's cells are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.columns.column import TableLayout
from jospar.extract.columns.fields import Fields
from jospar.extract.columns.tables import SourceLine, is_rule_of_dashes, read_tables
from jospar.extract.document import Gap
from jospar.extract.readers.text import read

HEADER = "Атауы | Өлшем бірлігі | 2024ж. | 2025ж. | Жауапты орындаушы"


def _read(*lines: str) -> tuple[tuple[SourceLine, ...], tuple[TableLayout, ...]]:
    text = "\n".join(re.sub(r" ?\| ?", "\t", line) for line in lines)
    return read_tables(read(text.encode(), "plan.txt").blocks)


def _fields(row: str, header: str = HEADER) -> Fields:
    line = _read(header, row)[0][-1]
    assert line.fields is not None
    return line.fields


def _headers(*lines: str) -> list[str]:
    return [line.header or "" for line in _read(*lines)[0]]


# ---- where headers stand ---------------------------------------------------------------------------------------------------------------

ROW = "1.1. Оқу саны | адам | 5 | 6 | ПБД"


@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        ((HEADER, ROW, ROW), ["header", "", ""]),
        ((HEADER, "1 | 2 | 3 | 4 | 5", ROW), ["header", "column_numbers", ""]),
        ((HEADER, "-- | -- | -- | -- | --", "1 | 2 | 3 | 4 | 5", ROW), ["header", "", "column_numbers", ""]),
        ((HEADER, "||||", "", "1 | 2 | 3 | 4 | 5", ROW), ["header", "column_numbers", ""]),
        ((HEADER, "Мәтін", "1 | 2 | 3 | 4 | 5"), ["header", "", ""]),
        ((HEADER, ROW, "1 | 2 | 3 | 4 | 5"), ["header", "", ""]),
        ((HEADER, ROW, HEADER, ROW), ["header", "", "repeated_header", ""]),
        ((HEADER, ROW, "- 2 -", HEADER, "1 | 2 | 3 | 4 | 5", ROW), ["header", "", "", "repeated_header", "column_numbers", ""]),
        ((HEADER, HEADER, ROW), ["header", "repeated_header", ""]),  # right after itself
        ((HEADER, ROW, "|| 2024ж. | 2025ж. |"), ["header", "", "repeated_header"]),
        ((HEADER, ROW, "|| 2024ж. | 2025ж. |", ROW), ["header", "", "repeated_header", ""]),
        ((HEADER, ROW, "Атауы | Өлшем бірлігі | 2026ж. | 2027ж. | Жауапты орындаушы", ROW), ["header", "", "header", ""]),
        ((ROW, ROW), ["", ""]),
        (("1. Қаржы", HEADER), ["", "header"]),
    ],
)
def test_where_headers_stand(lines: tuple[str, ...], headers: list[str]) -> None:
    assert _headers(*lines) == headers


FIRST = "Іс-шара | Сандық мәні ||| Жауапты"
SECOND = "| өлщ.бірл. | 2024ж. | 2025ж. |"


@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        ((FIRST, SECOND, ROW), ["header", "header", ""]),
        ((FIRST, SECOND, ROW, FIRST, SECOND, ROW), ["header", "header", "", "repeated_header", "repeated_header", ""]),
        ((FIRST, SECOND, ROW, SECOND, ROW), ["header", "header", "", "repeated_header", ""]),  # its second row only
        ((FIRST, SECOND, FIRST, SECOND, ROW), ["header", "header", "repeated_header", "repeated_header", ""]),
        ((FIRST, SECOND, ROW, "| өлш.бірл. | 2024ж. | 2025ж. |", ROW), ["header", "header", "", "repeated_header", ""]),
        ((FIRST, SECOND, "| % |||", ROW), ["header", "header", "", ""]),
        ((FIRST, "|| 2024ж. || 2025ж.", "|| план | факт | план", "|| 1-ж. | 2 | 3"), ["header", "header", "header", ""]),
    ],
)
def test_headers_of_more_rows(lines: tuple[str, ...], headers: list[str]) -> None:
    assert _headers(*lines) == headers


def test_a_header_has_three_rows_at_most() -> None:
    _, layouts = _read(FIRST, SECOND, "| план | план | факт |", "|| % | % |", "|| факт | факт |")
    assert [len(layout.header_rows) for layout in layouts] == [3, 1]


def test_group_labels_that_are_not_known_belong_to_the_header_below_them() -> None:
    lines, (layout,) = _read("Атауы | Қамту || Өсім |", "| 2024ж. | 2025ж. | 2024ж. | 2025ж.", "Оқу саны | 5 | 6 | 7 | 8")
    assert [line.header or "" for line in lines] == ["header", "header", ""]
    assert [column.role for column in layout.columns] == ["name", "value", "value", "value", "value"]
    assert {column.aspect for column in layout.values} == {"other"}


def test_a_layout_holds_until_the_next_header() -> None:
    other = "Атауы | 2026ж. | 2027ж."
    lines, layouts = _read("1. Қаржы", HEADER, ROW, "Мәтін", ROW, HEADER, ROW, other, "Саны | 1 | 2")
    assert len(layouts) == 2
    first, second = layouts
    assert [line.layout for line in lines] == [None, first, first, first, first, first, first, second, second]
    assert [line.fields is not None for line in lines] == [False, False, True, False, True, False, True, False, True]


_SHORT = HEADER.replace("Өлшем бірлігі", "өлш.бірл.")


@pytest.mark.parametrize(("first", "second"), [(_SHORT, _SHORT.replace("ш.", "щ.")), (_SHORT.replace("ш.", "щ."), _SHORT)])
def test_a_header_again_in_another_spelling(first: str, second: str) -> None:
    lines, layouts = _read(first, ROW, second, ROW)
    assert [line.header or "" for line in lines] == ["header", "", "repeated_header", ""]
    assert [finding.code for layout in layouts for finding in layout.findings] == ["header_misspelt"]


def test_the_rows_below_tell_what_the_header_leaves_open() -> None:
    _, (layout,) = _read("|| 2024ж. | 2025ж.", "1. Қаржы", "Оқу саны | адам | 5 | 6", "Үлесі | % | 5 | 6")
    assert [column.role for column in layout.columns] == ["name", "unit", "value", "value"]


def test_only_the_rows_up_to_the_next_header_tell() -> None:
    _, layouts = _read("|| 2024ж. | 2025ж.", "5 | 6 | 9 | 8", "|| 2026ж. | 2027ж.", "Оқу саны | адам | 5 | 6")
    assert [layout.columns[0].role for layout in layouts] == ["unknown", "name"]


# ---- gaps and blocks -------------------------------------------------------------------------------------------------------------------


def test_where_the_paper_may_have_been_cut() -> None:
    lines, _ = _read("1. Қаржы", "", HEADER, ROW, ROW, "-- | -- | -- | -- | --", ROW, "\f", ROW)
    assert [line.gap for line in lines] == [False, True, True, False, False, True, True]
    assert [line.starts_block for line in lines] == [True, True, True, False, False, True, True]
    assert not any(isinstance(line.block, Gap) for line in lines)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("--", True),
        ("-- | ---- | --", True),
        ("=====", True),
        ("___", True),
        ("– | —— | ", True),
        ("-", False),
        ("- | -", False),
        ("-- | 5", False),
    ],
)
def test_rules_of_dashes(line: str, expected: bool) -> None:
    assert is_rule_of_dashes(_read("Мәтін", line)[0][-1]) is expected


def test_the_only_cell_of_a_row_is_alone() -> None:
    lines, _ = _read(HEADER, "1.1. Сапа||||", "|| 5 ||", ROW, "Мәтін")
    assert [line.lone and line.lone.text for line in lines] == [None, "1.1. Сапа", "5", None, "Мәтін"]
    assert [line.is_row for line in lines] == [True, True, True, True, False]
    assert [line.place.line for line in lines] == [1, 2, 3, 4, 5]


# ---- fields ----------------------------------------------------------------------------------------------------------------------------


def test_the_fields_of_a_row() -> None:
    fields = _fields(ROW)
    assert (fields.code, fields.name and fields.name.text, fields.unit and fields.unit.text) == ("1.1", "Оқу саны", "адам")
    assert [(value.column.year, value.printed.text, value.place.column) for value in fields.values] == [
        ("2024ж.", "5", 3),
        ("2025ж.", "6", 4),
    ]
    assert fields.executors is not None and fields.executors.text == "ПБД"
    assert fields.stakeholders is None
    assert fields.code_cell is None
    assert (fields.has_values, fields.has_marks, fields.is_name_only, fields.shifted) == (True, True, False, False)


def test_a_row_that_is_shorter_or_longer_than_its_header() -> None:
    short = _fields("Оқу саны | адам | 5")
    assert [(value.printed.text, value.printed.cells == (), value.place.column) for value in short.values] == [
        ("5", False, 3),
        ("", True, 4),
    ]
    long = _fields("Оқу саны | адам | 5 | 6 | ПБД | қосымша || тағы")
    assert [cell.text for cell in long.extra] == ["қосымша", "тағы"]


@pytest.mark.parametrize(
    ("row", "values", "marks", "name_only"),
    [
        ("Оқу саны | адам | - | - |", False, True, False),
        ("Оқу саны | адам ||| ПБД", False, False, False),
        ("1.1. Сапа ||||", False, False, True),
        ("Сапа || 5 ||", True, True, False),
        ("Сапа |||| ПБД", False, False, False),
    ],
)
def test_what_a_row_holds(row: str, values: bool, marks: bool, name_only: bool) -> None:
    fields = _fields(row)
    assert (fields.has_values, fields.has_marks, fields.is_name_only) == (values, marks, name_only)


NUMBERED = "№ п/п | Наименование | Ед. изм. | 2024 г. | 2024 г. | 2025 г. | Срок | Xyz | Ответственный"


def test_a_number_column_and_columns_that_are_not_read() -> None:
    fields = _fields("1. | Обучение | чел. | 5 | 6 | 7 | декабрь | да | Отдел", NUMBERED)
    assert (fields.code, fields.code_cell and fields.code_cell.text, fields.name and fields.name.text) == ("1", "1.", "Обучение")
    assert [cell.text for cell in fields.repeated] == ["6"]
    assert {role.value: printed.text for role, printed in fields.facts.items()} == {"due": "декабрь"}
    assert [cell.text for cell in fields.extra] == ["да"]


@pytest.mark.parametrize(
    ("row", "code", "name"),
    [
        ("1.1 | Обучение |", "1.1", "Обучение"),
        ("| 1.1. Обучение |", "1.1", "Обучение"),
        ("Финансы ||", None, "Финансы"),  # a heading that stands in the number column
        ("1. Финансы ||", "1", "Финансы"),
        ("1 ||", "1", None),
        ("Задача 1.1 | Кадры |", None, "Задача 1.1 Кадры"),
        ("Всего | Кадры |", None, "Кадры"),
        ("|| чел.", None, None),
    ],
)
def test_where_the_number_stands(row: str, code: str | None, name: str | None) -> None:
    fields = _fields(row, NUMBERED)
    assert (fields.code, fields.name.text if fields.name else None) == (code, name)


@pytest.mark.parametrize(
    ("row", "shifted"),
    [
        ("Оқу саны | 5 | 6 | ПБД басшысы |", True),
        ("Оқу саны | 9 976 | 10 070 | қабылдау комиссиясы |", True),
        ("Оқу саны | 5 | 6 | 7 |", True),  # no unit is a bare number
        ("Оқу саны | адам | 6 | ПБД басшысы |", True),  # a year is lost
        ("Оқу саны || адам | 5 | 6", True),  # a cell too many
        ("Оқу саны || % | 5 | 6", True),
        ("Оқу саны | адам | 5 | 6 | ПБД", False),
        ("Оқу саны || 5 | 6 | ПБД басшысы", False),
        ("Оқу саны | адам | 5 | 6 |", False),
        ("Оқу саны | адам | - | - | ПБД басшысы", False),
        ("Оқу саны | адам | 5 | 7 адам |", False),
        ("Оқу саны || X | 6 | ПБД", False),
        ("Оқу саны | адам | жоқ | 6 | 2", True),
        ("1.1. Сапа ||||", False),
    ],
)
def test_rows_that_lost_a_cell(row: str, shifted: bool) -> None:
    assert _fields(row).shifted is shifted


def test_words_in_the_last_year_of_a_table_without_executors_are_no_shift() -> None:
    assert not _fields("Оқу саны | адам | 5 | болмайды", "Атауы | Өлшем бірлігі | 2024ж. | 2025ж.").shifted


def test_a_merged_row_that_was_copied_into_every_column_is_one_text() -> None:
    lines, _ = _read(HEADER, "1.1. Сапа" + " | 1.1. Сапа" * 4, "600 | 600 | 600 | 600 | 600")
    assert [line.lone and line.lone.text for line in lines] == [None, "1.1. Сапа", None]
    fields = lines[1].fields
    assert fields is not None and fields.name is not None
    assert (fields.code, fields.name.text, len(fields.name.cells), fields.is_name_only) == ("1.1", "Сапа", 5, True)


@pytest.mark.parametrize("between", [("Мәтін",), ("",)])
def test_a_header_of_unknown_words_ends_the_layout(between: tuple[str, ...]) -> None:
    lines, _ = _read(HEADER, ROW, *between, "Түрі | Белгі | Бірінші топ | Екінші топ | Үшінші топ", "а | б | 5 | 6 | 7")
    for line in lines[-2:]:
        assert line.layout is not None
        assert not any(column.year for column in line.layout.columns)
        assert {column.aspect for column in line.layout.values} <= {"other"}


@given(st.lists(st.text(" абв12.-|%", max_size=8), max_size=10))
def test_every_printed_cell_is_in_one_line(texts: list[str]) -> None:
    lines, layouts = _read(HEADER, *texts)
    raw = read("\n".join(re.sub(r" ?\| ?", "\t", line) for line in (HEADER, *texts)).encode(), "plan.txt")
    assert [cell for line in lines for cell in line.cells] == list(raw.cells())
    assert len(layouts) >= 1
