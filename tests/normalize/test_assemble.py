"""Typed records out of documents: ids, codes, units, values, parties, issues and the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.document import Cell, Finding, Place
from jospar.extract.outline import parse
from jospar.extract.readers.text import read
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.catalogue import CATALOGUE, Unreadable
from jospar.normalize.issues import Note, make_issues, note_finding, note_unreadable
from jospar.normalize.ledger import count_fates
from jospar.normalize.records import Fate, Issue, IssueState, LedgerCell, Measure, Records, Role, Severity, Stage, Status, Value
from tests.support.reading import SAMPLE, parties_of, read_records, values_of

HEADER = "Атауы | Өлшем бірлігі | 2024ж. | 2025ж. | Стейкхолдерлер | Жауапты орындаушы"


def _records(text: str) -> Records:
    return read_records(re.sub(r" ?\| ?", "\t", dedent(text).strip("\n").replace("HEADER", HEADER)), "plan")


def _rows(*rows: str, header: str = HEADER) -> Records:
    return _records("\n".join(("1. Қаржы", header, *rows)))


def _issues(records: Records) -> list[tuple[str, int | None, str | None]]:
    return [(issue.code, issue.place.line, issue.printed) for issue in records.issues]


def _codes(records: Records) -> set[str]:
    return {issue.code for issue in records.issues}


def _only(records: Records) -> Measure:
    (measure,) = records.measures
    return measure


def _amounts(values: Sequence[Value]) -> list[tuple[int, str | None, Status]]:
    return [(value.year, None if value.value is None else str(value.value), value.status) for value in values]


# ---- ids, positions, codes -------------------------------------------------------------------------------------------------------------

TREE = """
    Направление 1. Здоровье
    Наименование | Ед. изм. | 2024 г. | 2025 г. | Стейкхолдеры | Ответственные
    Цель 1.1. Охрана здоровья|||||
    Целевые индикаторы:|||||
    Продолжительность жизни | лет | 70 | 71 ||
    Подцель 1.1.1. Профилактика|||||
    Задача 1.1.1.1. Скрининг|||||
    Показатели прямых результатов:|||||
    1. Число осмотров | ед. | 5 | 6/ 7 | население, работодатели | Отдел, Управление
    2. Число больниц | ед. | 5 | 6 | население |
    Направление 2. Кадры
    Задача 2.1. Обучение|||||
    Обучено | чел. | 5 | 6 ||
    Задача 2.2. Аттестация|||||
    Аттестовано | чел. | 5 | 6 ||
    """


def test_ids_are_paths_of_positions() -> None:
    records = _records(TREE)
    assert [item.direction_id for item in records.directions] == ["plan/d1", "plan/d2"]
    assert [item.goal_id for item in records.goals] == ["plan/d1/g1", "plan/d1/g1/g1"]
    assert [item.task_id for item in records.tasks] == ["plan/d1/g1/g1/t1", "plan/d2/t1", "plan/d2/t2"]
    assert [item.indicator_id for item in records.indicators] == ["plan/d1/g1/i1"]
    assert [item.measure_id for item in records.measures] == [
        "plan/d1/g1/g1/t1/m1",
        "plan/d1/g1/g1/t1/m2",
        "plan/d2/t1/m1",
        "plan/d2/t2/m1",
    ]
    first = records.measures[0].measure_id
    assert [value.value_id for value in values_of(records, first)] == [f"{first}/v{number:02}" for number in (1, 2, 3)]
    assert [party.party_id for party in records.parties if party.measure_id == first] == [
        f"{first}/{name}" for name in ("e01", "e02", "s01", "s02")
    ]
    assert [issue.issue_id for issue in records.issues] == [f"plan/n{number:06}" for number in range(1, len(records.issues) + 1)]
    assert [cell.cell_id for cell in records.cells] == [f"plan/c{number:06}" for number in range(1, len(records.cells) + 1)]


def test_every_record_points_at_those_above_it() -> None:
    records = _records(TREE)
    task = records.tasks[0]
    assert (task.direction_id, task.goal_id) == ("plan/d1", "plan/d1/g1/g1")
    assert [(goal.direction_id, goal.position) for goal in records.goals] == [("plan/d1", 1), ("plan/d1", 1)]
    measure = records.measures[1]
    assert (measure.direction_id, measure.goal_id, measure.task_id, measure.position) == ("plan/d1", "plan/d1/g1/g1", task.task_id, 2)
    indicator = records.indicators[0]
    assert (indicator.direction_id, indicator.goal_id) == ("plan/d1", "plan/d1/g1")
    assert [task.position for task in records.tasks] == [1, 1, 2]


def test_a_pair_is_two_values_of_one_year() -> None:
    values = values_of(_records(TREE), "plan/d1/g1/g1/t1/m1")
    assert [(value.year, value.component, str(value.value)) for value in values] == [(2024, 0, "5"), (2025, 0, "6"), (2025, 1, "7")]


def test_rows_below_no_heading_have_ids_too() -> None:
    records = _records("HEADER\nОқу саны | адам | 5 | 6 | халық | ПБД\nБағыт 1. Кадр\nКадр саны | адам | 5 | 6 | халық | ПБД")
    measure = records.measures[0]
    assert (measure.measure_id, measure.direction_id, measure.task_id) == ("plan/m1", None, None)
    assert ("no_direction", 2, "Оқу саны") in _issues(records)


def test_codes_as_printed_and_as_placed() -> None:
    records = _records(
        """
        1. Қаржы
        1.1. Табыс
        HEADER
        1.1.1. Оқу саны | адам | 5 | 6 ||
        1.2. Ғылым саны | адам | 5 | 6 ||
        1.1.4. Кадр саны | адам | 5 | 6 ||
        Тағы бір саны | адам | 5 | 6 ||
        1. Кадр
        1.1. Аудит
        HEADER
        1.1.1. Аудит саны | адам | 5 | 6 ||
        """
    )
    assert [(measure.code_printed, measure.code) for measure in records.measures] == [
        ("1.1.1", "1.1.1"),
        ("1.2", "1.1.2"),
        ("1.1.4", "1.1.4"),
        (None, None),
        ("1.1.1", "2.1.1"),
    ]
    assert [(item.code_printed, item.code) for item in records.directions] == [("1", "1"), ("1", "2")]
    assert [(item.code_printed, item.code) for item in records.tasks] == [("1.1", "1.1"), ("1.1", "2.1")]
    placed = [(issue.code, issue.record_id, issue.printed, issue.suggestion) for issue in records.issues if issue.code.startswith("code_")]
    assert placed == [
        ("code_out_of_place", "plan/d1/t1/m2", "1.2", "1.1.2"),
        ("code_gap", "plan/d1/t1/m3", "1.1.4", None),
        ("code_missing", "plan/d1/t1/m4", None, None),
        ("code_out_of_place", "plan/d2", "1", "2"),
        ("code_out_of_place", "plan/d2/t1", "1.1", "2.1"),
        ("code_out_of_place", "plan/d2/t1/m1", "1.1.1", "2.1.1"),
    ]


def test_a_number_column_is_used_for_the_code() -> None:
    records = _rows("1. | Оқу саны | адам | 5", "2. | Ғылым саны | адам | 6", header="Р/с № | Атауы | Өлшем бірлігі | 2024ж.")
    assert [cell.column for cell in records.cells if cell.text in ("1.", "2.")] == ["code_printed", "code_printed"]


def test_the_target_of_a_task_and_a_title_without_one() -> None:
    records = _records(
        """
        1. Қаржы
        1.1. Білім алушылар санын көбейту (100 адамнан 250 адамға дейін)
        HEADER
        1.1.1. Оқу саны | адам | 5 | 6 ||
        1.2. Көлемі 1 млн. теңгеден астам жобалар
        HEADER
        1.2.1. Ғылым саны | адам | 5 | 6 ||
        1.3. Аудит
        HEADER
        1.3.1. Аудит саны | адам | 5 | 6 ||
        """
    )
    assert [(task.target_baseline, task.target_value, task.target_unit) for task in records.tasks] == [
        (Decimal(100), Decimal(250), "person"),
        (None, None, None),
        (None, None, None),
    ]
    assert [(issue.code, issue.record_id) for issue in records.issues if issue.code == "target_not_read"] == [
        ("target_not_read", "plan/d1/t2")
    ]


# ---- units -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "label", "unit", "mult", "codes"),
    [
        ("1.1. Қаржы | мың тг | 5 | 6 ||", "мың тг", "KZT", 3, set()),
        ("1.1. Қаржы | бағдаршам | 5 | 6 ||", "бағдаршам", None, 0, {"unit_unknown"}),
        ("1.1. Жұмыртқа, дана || 5 | 6 ||", "дана", "item", 0, set()),
        ("1.1. Үлесі (%) || 5 | 6 ||", "%", "percent", 0, set()),
        ("1.1. Қаржы || 5 | 6 ||", None, None, 0, {"unit_missing"}),
        ("1.1. Қаржы |||| халық |", None, None, 0, {"measure_without_number"}),
        ("1.1. Қаржы | - | 5 | 6 ||", None, None, 0, set()),
        ('1.1. Қаржы | " | 5 | 6 ||', '"', None, 0, {"ditto_without_unit"}),
    ],
)
def test_the_unit_of_a_row(row: str, label: str | None, unit: str | None, mult: int, codes: set[str]) -> None:
    records = _rows(row, "1.2. Оқу саны | адам | 5 | 6 ||")
    measure = records.measures[0]
    assert (measure.unit_label, measure.unit, measure.unit_mult) == (label, unit, mult)
    assert {issue.code for issue in records.issues if issue.record_id == measure.measure_id} == codes
    assert {(value.unit, value.unit_mult) for value in values_of(records, measure.measure_id)} == {(unit, mult)}


@pytest.mark.parametrize("mark", ['"', "-//-", "-''-", "»", "″"])
def test_a_ditto_mark_repeats_the_unit_above(mark: str) -> None:
    records = _rows("1.1. Қаржы | мың тг | 5 | 6 ||", f"1.2. Табыс | {mark} | 5 | 6 ||", f"1.3. Салық | {mark} | 5 | 6 ||")
    assert [(measure.unit_label, measure.unit, measure.unit_mult) for measure in records.measures] == [("мың тг", "KZT", 3)] * 3
    assert not _codes(records)


def test_a_ditto_mark_does_not_reach_over_a_new_header() -> None:
    records = _records('1. A\nHEADER\n1.1. Қаржы | мың тг | 5 | 6 ||\n2. B\nАтауы | Өлшем бірлігі | 2026ж.\n2.1. Табыс | " | 5')
    assert records.measures[1].unit is None
    assert "ditto_without_unit" in _codes(records)


def test_a_unit_in_the_header() -> None:
    records = _rows("Ет | 5 | 6", "Сүт, литр | 7 | 8", header="Түрлері | Тұтынылуы (кг) |\n| 2003 | 2004")
    assert [measure.unit_label for measure in records.measures] == ["кг", "литр"]
    assert records.measures[0].unit == "kg"


def test_a_unit_in_the_header_of_the_names() -> None:
    records = _rows("Табыс | 5 | 6", "Үлесі, % | 7 | 8", header="Көрсеткіш атауы (мың теңге) | 2024ж. | 2025ж.")
    assert [(measure.unit_label, measure.unit, measure.unit_mult) for measure in records.measures] == [
        ("мың теңге", "KZT", 3),
        ("%", "percent", 0),
    ]


def test_the_header_of_the_names_that_says_what_else_they_hold_is_no_unit() -> None:
    records = _rows("Табыс | 5 | 6", "Үлесі, % | 7 | 8", header="Көрсеткіш атауы, өлшем бірлігі | 2024ж. | 2025ж.")
    assert [measure.unit for measure in records.measures] == [None, "percent"]
    assert "unit_unknown" not in _codes(records)


def test_a_table_whose_names_have_another_unit_is_no_repeated_one() -> None:
    records = _records("1. A\nАтауы (мың теңге) | 2024ж.\nТабыс | 5\n2. B\nАтауы (адам) | 2024ж.\nҚызметкерлер | 6")
    assert [measure.unit for measure in records.measures] == ["KZT", "person"]


def test_a_unit_above_the_table() -> None:
    records = _records("1. A\n(мың теңге)\nАтауы | 2024ж. | 2025ж.\nТабыс | 5 | 6\nҮлесі, % | 5 | 6")
    assert [(measure.unit_label, measure.unit, measure.unit_mult) for measure in records.measures] == [
        ("мың теңге", "KZT", 3),
        ("%", "percent", 0),
    ]
    assert [(cell.fate, cell.rule) for cell in records.cells if cell.text == "(мың теңге)"] == [(Fate.IGNORED, "table_unit")]


def test_a_line_above_the_table_that_is_no_unit_is_flagged() -> None:
    records = _records("1. A\n(барлық деңгейде)\nАтауы | 2024ж. | 2025ж.\nТабыс | 5 | 6")
    assert _only(records).unit is None
    assert ("cell_not_used", 2, "(барлық деңгейде)") in _issues(records)


def test_a_cell_that_names_another_unit() -> None:
    records = _rows("1.1. Оқу саны | адам | 80 % | 6 адам ||")
    values = values_of(records, _only(records).measure_id)
    assert [(str(value.value), value.unit) for value in values] == [("80", "percent"), ("6", "person")]
    assert [(issue.code, issue.year, issue.printed) for issue in records.issues] == [("unit_conflict", 2024, "80 %")]


def test_a_cell_that_names_the_unit_of_a_row_without_one() -> None:
    records = _rows("1.1. Оқу саны || 80 % | 90 % ||")
    assert {value.unit for value in values_of(records, _only(records).measure_id)} == {"percent"}


@pytest.mark.parametrize(("first", "second"), [("95 100", "96"), ("1 200", "1 300")])
def test_two_percentages_that_slid_together(first: str, second: str) -> None:
    values = _rows(f"1.1. Үлесі | % | {first} | {second} ||").values
    assert (values[0].value, values[0].status) == (None, Status.UNREADABLE)
    assert all(value.value is None or value.value < 1000 for value in values)


def test_a_power_of_ten_in_the_cell() -> None:
    values = _rows("1.1. Жобалар | саны | 5 мың | 6 ||").values
    assert [(str(value.value), value.unit, value.unit_mult) for value in values] == [("5", "item", 3), ("6", "item", 0)]


def test_a_cell_with_a_unit_that_is_not_known_is_unreadable() -> None:
    records = _rows("1.1. Оқу саны | адам | 5 бағдаршам | 6 ||")
    assert _amounts(values_of(records, _only(records).measure_id)) == [(2024, None, Status.UNREADABLE), (2025, "6", Status.REPORTED)]
    assert "number_unreadable" in _codes(records)


# ---- values ----------------------------------------------------------------------------------------------------------------------------


def test_a_value_for_every_year_blank_ones_too() -> None:
    records = _rows("1.1. Оқу саны | адам | 9 976 | ||", "1.2. Ғылым саны | адам | - | 5 0 0 ||")
    assert _amounts(values_of(records, "plan/d1/m1")) == [(2024, "9976", Status.REPORTED), (2025, None, Status.BLANK)]
    assert _amounts(values_of(records, "plan/d1/m2")) == [(2024, None, Status.DASH), (2025, None, Status.UNREADABLE)]
    assert [(issue.code, issue.year, issue.severity) for issue in records.issues] == [
        ("value_missing", 2024, Severity.INFO),
        ("number_grouping", 2025, Severity.ERROR),
    ]
    assert [value.value_text for value in records.values] == ["9 976", "", "-", "5 0 0"]
    assert [(value.place.line, value.place.column) for value in records.values] == [(3, 3), (3, 4), (4, 3), (4, 4)]


def test_a_shifted_row_has_no_values() -> None:
    records = _rows("1.1. Оқу саны | 5 | 6 | жұмыс берушілер | ПБД |", "1.2. Ғылым саны | адам | 5 | 6 | халық | ПБД")
    assert _amounts(values_of(records, "plan/d1/m1")) == [(2024, None, Status.UNREADABLE), (2025, None, Status.UNREADABLE)]
    measure = records.measures[0]
    assert (measure.unit_label, measure.unit) == (None, None)
    assert [(issue.code, issue.year, issue.printed) for issue in records.issues] == [
        ("cell_not_used", None, "5 | ПБД"),
        ("row_shifted", 2024, "6"),
        ("row_shifted", 2025, "жұмыс берушілер"),
    ]


def test_a_shifted_row_has_no_parties() -> None:
    records = _rows("1.1. Оқу саны | 5 | 6 | жұмыс берушілер | ПБД |")
    assert records.parties == ()


def test_the_unit_cell_of_a_shifted_indicator_is_flagged() -> None:
    records = _rows("НЫСАНАЛЫ ИНДИКАТОР:|||||", "1. Оқу саны | 5 | 6 | жұмыс берушілер | ПБД |")
    assert [cell.fate for cell in records.cells if cell.text == "5"] == [Fate.FLAGGED]


@pytest.mark.parametrize(
    ("header", "stages", "unknown"),
    [
        ("Атауы | 2024ж. | 2025ж.", [Stage.PLAN, Stage.PLAN], 0),
        ("Атауы | 2003ж есеп | 2004ж бағалау", [Stage.FACT, Stage.ESTIMATE], 0),
        ("Атауы | 2003ж есеп | 2004ж жоспар | 2005ж", [Stage.FACT, Stage.PLAN, Stage.PLAN], 0),
        ("Атауы | 2003ж | 2004ж есеп | 2005ж", [None, Stage.FACT, Stage.PLAN], 1),
    ],
)
def test_stages(header: str, stages: list[Stage | None], unknown: int) -> None:
    records = _rows("1.1. Оқу саны, дана | 5 | 6 | 7", header=header)
    assert [value.stage for value in records.values] == stages
    assert sum(issue.code == "stage_unknown" for issue in records.issues) == unknown


def test_the_first_and_the_last_year_are_years_of_columns() -> None:
    records = _rows("1.1. Оқу саны | адам | 5 | 6 | 7", header="Атауы | Өлшем бірлігі | 1900ж. | 2024ж. | 2100ж.")
    assert [(value.year, str(value.value)) for value in records.values] == [(1900, "5"), (2024, "6"), (2100, "7")]
    assert not [issue for issue in records.issues if issue.code in ("column_unknown", "year_unreadable")]


def test_a_column_whose_year_cannot_be_read_is_flagged() -> None:
    records = _rows("1.1. Оқу саны | адам | 5 | 6", "1.2. Ғылым саны | адам | 7 | ", header="Атауы | Өлшем бірлігі | 2024ж. | 2025план")
    assert [(value.year, str(value.value)) for value in records.values] == [(2024, "5"), (2024, "7")]
    assert [(issue.code, issue.place.line, issue.printed) for issue in records.issues] == [("year_unreadable", 2, "2025план")]
    assert records.issues[0].message.endswith("(1 cells)")
    assert [(cell.fate, cell.rule) for cell in records.cells if cell.text == "6"] == [(Fate.FLAGGED, "year_unreadable")]


def test_a_column_whose_year_cannot_be_read_below_indicators_and_tasks() -> None:
    records = _records(
        """
        1. Қаржы
        Атауы | Өлшем бірлігі | 2023план | 2024ж.
        НЫСАНАЛЫ ИНДИКАТОР:|||
        1. Пайда | адам | 5 | 6
        Іс-шаралар:|||
        1.1. Табыс|||
        1.1.1. Оқу саны | адам | 7 | 8
        """
    )
    (issue,) = [issue for issue in records.issues if issue.code == "year_unreadable"]
    assert issue.message.endswith("(2 cells)")


def test_years_of_the_document() -> None:
    records = _rows("1.1. Оқу саны | адам | 5 | 6 ||")
    assert (records.document.first_year, records.document.last_year) == (2024, 2025)
    empty = _records("1. Қаржы")
    assert (empty.document.first_year, empty.document.last_year) == (None, None)


# ---- indicators that are sentences -----------------------------------------------------------------------------------------------------


def _indicator(sentence: str) -> Records:
    return _records(
        f"1. Қаржы\nНЫСАНАЛЫ ИНДИКАТОР:\n{sentence}\nНысаналы индикаторға қол жеткізу үшін\nHEADER\n1.1. Оқу саны | адам | 5 | 6 ||"
    )


def test_a_sentence_with_numbers_by_year() -> None:
    records = _indicator("1. Таза пайданы арттыру: 2024ж. – 110 120 мың теңге, 2025ж. – 117 828 мың теңге.")
    (indicator,) = records.indicators
    assert (indicator.code, indicator.name, indicator.unit, indicator.unit_mult) == ("1", "Таза пайданы арттыру", "KZT", 3)
    assert indicator.name_printed.endswith("117 828 мың теңге.")
    values = values_of(records, indicator.indicator_id)
    assert _amounts(values) == [(2024, "110120", Status.REPORTED), (2025, "117828", Status.REPORTED)]
    assert {value.owner_table for value in values} == {"indicators"}
    assert {value.stage for value in values} == {Stage.PLAN}


@pytest.mark.parametrize(
    ("sentence", "issues"),
    [
        ("1. Ашықтықты қамтамасыз ету", []),
        ("1. Мамандар: 2024ж. – 290 адам, 2028. – 340 адам.", [("year_mark_missing", "2028.")]),
        ("1. Кемінде 5 көшбасшылық позиция", [("number_not_read", "Кемінде 5")]),
        ("1. Мамандар: 2024ж. – 290 адам, 2025ж. – 30", [("series_unreadable", "30")]),
        ("1. Мамандар (адам): 2024ж. – 290, 2025ж. – 300.", []),
        ("1. Мамандар: 2024ж. – 290 адам, 2025ж. – жиырма адам.", [("number_unreadable", "жиырма адам")]),
        ("1. Мамандар: 2025ж. – 290 адам, 2024ж. – 340 адам.", [("series_unreadable", "Мамандар: 2025ж. – 290 адам, 2024ж. – 340 адам.")]),
        ("1. Төсектер: 2024ж. – 5 бағдаршам, 2025ж. – 6 бағдаршам.", [("unit_unknown", "бағдаршам"), ("unit_unknown", "бағдаршам")]),
    ],
)
def test_what_a_sentence_leaves_open(sentence: str, issues: list[tuple[str, str]]) -> None:
    records = _indicator(sentence)
    found = [(issue.code, issue.printed) for issue in records.issues if issue.table == "indicators"]
    assert [code for code, _ in found] == [code for code, _ in issues]
    assert all(printed is not None and wanted in printed for (_, printed), (_, wanted) in zip(found, issues, strict=True))


@pytest.mark.parametrize(
    ("mark", "stage", "codes"), [("факт", Stage.FACT, set()), ("жоспар", Stage.PLAN, set()), ("шартты", None, {"stage_unknown"})]
)
def test_the_stage_that_a_sentence_names(mark: str, stage: Stage | None, codes: set[str]) -> None:
    records = _indicator(f"1. Мамандар: 2024ж. ({mark}) – 290 адам, 2025ж. – 300 адам.")
    assert [value.stage for value in values_of(records, records.indicators[0].indicator_id)] == [stage, Stage.PLAN]
    assert {issue.code for issue in records.issues if issue.table == "indicators"} == codes


def test_words_behind_the_last_number_are_not_passed_over() -> None:
    records = _indicator("1. Мамандар: 2024ж. – 290 адам, 2025ж. – 300 адам (барлығы бойынша).")
    assert ("series_unreadable", "(барлығы бойынша)") in {(issue.code, issue.printed) for issue in records.issues}


def test_an_indicator_that_is_a_row() -> None:
    records = _rows("НЫСАНАЛЫ ИНДИКАТОР:|||||", "1. Пайда* | мың тг | 5 | 6 ||")
    (indicator,) = records.indicators
    assert (indicator.code, indicator.name, indicator.name_printed, indicator.unit_label) == ("1", "Пайда", "Пайда*", "мың тг")
    assert [value.value for value in values_of(records, indicator.indicator_id)] == [5, 6]
    assert {cell.column for cell in records.cells if cell.place.line == 4} == {"name_printed", "unit_label", "value_text"}


# ---- parties and names -----------------------------------------------------------------------------------------------------------------


def test_parties() -> None:
    records = _rows("1.1. Оқу саны | адам | 5 | 6 | жұмыс берушілер, бизнес-серіктестер. ПОҚ | Ректор, ПБД")
    assert parties_of(records, "plan/d1/m1", Role.STAKEHOLDER) == ["жұмыс берушілер", "бизнес-серіктестер", "ПОҚ"]
    assert parties_of(records, "plan/d1/m1", Role.EXECUTOR) == ["Ректор", "ПБД"]
    assert [party.position for party in records.parties] == [1, 2, 1, 2, 3]
    assert [issue.code for issue in records.issues] == ["party_separator"]
    assert [(cell.record_id, cell.column) for cell in records.cells if cell.place.column in (5, 6) and cell.place.line == 3] == [
        ("plan/d1/m1/s01", "name_printed"),
        ("plan/d1/m1/e01", "name_printed"),
    ]


def test_mixed_script_in_titles_and_names() -> None:
    records = _records(
        """
        1. Тиімділік индекcі
        НЫСАНАЛЫ ИНДИКАТОР:
        Сапа индекcі
        Нысаналы индикаторға қол жеткізу үшін
        HEADER
        1.1. Адалдық индекcі | % | 5 | 6 ||
        """
    )
    found = [(issue.table, issue.printed, issue.suggestion) for issue in records.issues if issue.code == "mixed_script"]
    assert found == [(table, "индекcі", "индексі") for table in ("directions", "indicators", "measures")]
    assert records.measures[0].name == "Адалдық индексі"


def test_a_row_without_a_name_is_noticed() -> None:
    records = _rows("1. || адам | 5", "2. | Ғылым саны | адам | 6", header="Р/с № | Атауы | Өлшем бірлігі | 2024ж.")
    assert (records.measures[0].name, records.measures[0].code_printed) == ("", "1")
    assert ("name_missing", "plan/d1/m1") in {(issue.code, issue.record_id) for issue in records.issues}


def test_an_indicator_without_a_name_has_a_place() -> None:
    records = _rows("НЫСАНАЛЫ ИНДИКАТОР:|||", "1. || адам | 5", header="Р/с № | Атауы | Өлшем бірлігі | 2024ж.")
    (indicator,) = records.indicators
    assert (indicator.name, indicator.place.line) == ("", 4)
    assert "name_missing" in _codes(records)


def test_an_indicator_has_parties_as_a_measure_has() -> None:
    records = _rows("НЫСАНАЛЫ ИНДИКАТОР:|||||", "1. Пайда | мың тг | 5 | 6 | халық | ПБД, қосалқы орындаушы: ҒЖИД")
    (indicator,) = records.indicators
    assert [(party.role, party.name, party.position) for party in records.parties] == [
        (Role.EXECUTOR, "ПБД", 1),
        (Role.CO_EXECUTOR, "ҒЖИД", 1),
        (Role.STAKEHOLDER, "халық", 1),
    ]
    owners = {(party.owner_table, party.owner_id, party.measure_id) for party in records.parties}
    assert owners == {("indicators", indicator.indicator_id, None)}
    assert records.issues == ()
    assert {cell.fate for cell in records.cells if cell.table == "parties"} == {Fate.USED}


def test_the_owner_of_a_party_of_a_measure_is_the_measure() -> None:
    records = _rows("1. Пайда | мың тг | 5 | 6 | халық | ПБД")
    owner = _only(records).measure_id
    assert {(party.owner_table, party.owner_id, party.measure_id) for party in records.parties} == {("measures", owner, owner)}


def test_lines_of_approval_that_cannot_be_read() -> None:
    records = _records(
        """
        «Сапа» КеАҚ
        Директорлар кеңесінің шешімімен
        (2024 жылғы «31» ақпандағы № 4 хаттама)
        БЕКІТІЛДІ

        1. Қаржы
        HEADER
        1.1. Оқу саны | адам | 5 | 6 ||
        """
    )
    (issue,) = [issue for issue in records.issues if issue.table == "documents"]
    assert (issue.code, issue.record_id, issue.place.line) == ("approval_unreadable", "plan", 1)
    assert records.document.approved_on is None


def test_header_words_of_another_language() -> None:
    text = "Оқу бағдарламаларының саны мен үлесін арттыру"
    records = _rows(f"1.1. {text} | адам | 5 | 6 |", f"1.2. {text} | адам | 5 | 6 |", header="Атауы | ед.изм. | 2024г. | 2025ж. | Жауапты")
    assert records.document.language == "kk"
    assert [issue.printed for issue in records.issues if issue.code == "header_language"] == ["ед.изм., 2024г."]


# ---- issues ----------------------------------------------------------------------------------------------------------------------------


def test_issues_stand_in_reading_order() -> None:
    records = read_records(SAMPLE.read_bytes())
    places = [(issue.place.line or 0, issue.place.column or 0) for issue in records.issues]
    assert places == sorted(places)


def test_an_issue_has_the_words_of_the_catalogue() -> None:
    note = Note(
        "number_grouping",
        Place(line=3),
        printed="5 0 0",
        detail="a detail",
        table="values",
        record_id="plan/d1/m1/v1",
        year=2024,
        suggestion="500",
    )
    (issue,) = make_issues("plan", [note])
    assert issue == Issue(
        "plan",
        "plan/n000001",
        Place(line=3),
        "number_grouping",
        Severity.ERROR,
        "values",
        "plan/d1/m1/v1",
        2024,
        "5 0 0",
        f"{CATALOGUE['number_grouping'].meaning} (a detail)",
        "500",
        IssueState.OPEN,
        None,
    )
    (bare,) = make_issues("plan", [Note("unit_missing", Place())])
    assert (bare.message, bare.printed) == (CATALOGUE["unit_missing"].meaning, None)


def test_issues_of_the_whole_document_come_first() -> None:
    notes = [Note("code_gap", Place(page=2, line=1)), Note("code_gap", Place(page=1, line=9)), Note("approver_unknown", Place())]
    assert [issue.place.page for issue in make_issues("plan", notes)] == [None, 1, 2]
    assert [issue.issue_id for issue in make_issues("plan", notes)] == ["plan/n000001", "plan/n000002", "plan/n000003"]


def test_a_note_of_what_was_found_or_refused() -> None:
    cell = Cell("x", Place(line=1))
    assert note_finding(Finding("column_unknown", cell.place, "", "1 cells", (cell,))) == Note(
        "column_unknown", cell.place, detail="1 cells", flags=(cell,)
    )
    assert note_unreadable(Unreadable("number_point", "1.234"), cell.place, "1.234", "values", "v1", 2024).detail == ""
    assert note_unreadable(Unreadable("series_unreadable", "2025 2024"), cell.place, "…", "indicators", "i1").detail == "2025 2024"


def test_a_code_without_an_entry_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        make_issues("plan", [Note("no_such_code", Place())])


# ---- the ledger ------------------------------------------------------------------------------------------------------------------------


def test_how_the_cells_of_a_document_end() -> None:
    records = _records(
        """
        Даму жоспары
        1. Қаржы
        Атауы | Өлшем бірлігі | 2024ж. | Ақпарат көзі
        1.1. Оқу саны | адам | 5 | есеп | артық
        | | 7 |
        - 2 -
        """
    )
    assert [(cell.text, cell.fate, cell.rule, cell.table, cell.column) for cell in records.cells] == [
        ("Даму жоспары", Fate.USED, "front_line", "documents", "title"),
        ("1. Қаржы", Fate.USED, "coded_heading", "directions", "title_printed"),
        ("Атауы", Fate.IGNORED, "header", None, None),
        ("Өлшем бірлігі", Fate.IGNORED, "header", None, None),
        ("2024ж.", Fate.IGNORED, "header", None, None),
        ("Ақпарат көзі", Fate.IGNORED, "header", None, None),
        ("1.1. Оқу саны", Fate.USED, "measure", "measures", "name_printed"),
        ("адам", Fate.USED, "measure", "measures", "unit_label"),
        ("5", Fate.USED, "measure", "values", "value_text"),
        ("есеп", Fate.USED, "measure", "measures", "information_source"),
        ("артық", Fate.FLAGGED, "column_unknown", None, None),
        ("7", Fate.FLAGGED, "cell_not_used", None, None),
        ("- 2 -", Fate.IGNORED, "page_number", None, None),
    ]
    document = records.document
    assert (document.cells, document.cells_used, document.cells_ignored, document.cells_flagged) == (13, 6, 5, 2)


def test_counts_of_fates() -> None:
    cells = [LedgerCell("plan", "c", Place(), "x", fate, "rule", None, None, None) for fate in (Fate.USED, Fate.USED, Fate.FLAGGED)]
    assert count_fates(cells) == {Fate.USED: 2, Fate.IGNORED: 0, Fate.FLAGGED: 1}


LINES = st.sampled_from(
    [
        "«Сапа» КеАҚ",
        "Директорлар кеңесінің шешімімен",
        "1. Қаржы",
        "1.1. Табыс (5 адамнан 7 адамға дейін)",
        "Направление 1. Туризм",
        "Цель 1.1. Рост",
        "Задача 1.1.1. Рост",
        "НЫСАНАЛЫ ИНДИКАТОР:",
        "Іс-шаралар:|||||",
        "Табыс: 2024ж. – 5 теңге, 2025. – 6 койка.",
        "1. Табыс: 2024ж. – 5, 2025ж. – 6.",
        HEADER,
        "1.1. Оқу саны | адам | 5 | 6 | халық | ПБД",
        'Оқу саны | " | 5 0 0 | - | халық. ПОҚ | ПБД',
        "Оқу саны | 5 | 6 | халық және басқа | ПБД | артық",
        "1.1. Табыс |||||",
        "жалғасы |||||",
        "|| 5 |||",
        "жалғасы",
        "Мәтін",
        "12",
        "",
        "--",
        "оның ішінде:|||||",
        "кестенің жалғасы:",
        "2026ж. | 2027ж.",
        "(мың теңге)",
        "1. | 2. | 3.",
        "|||| артық",
        "Атауы | 1975ж. | 2024ж. | 2024ж. | Ақпарат көзі",
        "Р/с № | Атауы | 2003ж есеп | 2004ж",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_every_cell_of_any_document_ends_in_one_way(lines: list[str]) -> None:
    records = _records("x\n" + "\n".join(lines))
    document = records.document
    assert document.cells_used + document.cells_ignored + document.cells_flagged == document.cells == len(records.cells)
    texts = [cell for line in ["x", *lines] for cell in re.sub(r" ?\| ?", "\t", line).split("\t") if cell.strip()]
    assert [cell.text for cell in records.cells] == texts
    ids = {item.measure_id for item in records.measures} | {item.indicator_id for item in records.indicators}
    assert {value.owner_id for value in records.values} <= ids
    assert {issue.code for issue in records.issues} <= set(CATALOGUE)
    for cell in records.cells:
        assert (cell.record_id is not None) == (cell.table is not None) == (cell.column is not None) == (cell.fate is Fate.USED)


@given(st.lists(LINES, max_size=10))
def test_no_two_records_have_one_id(lines: list[str]) -> None:
    records = _records("x\n" + "\n".join(lines))
    for ids in (
        [item.direction_id for item in records.directions],
        [item.goal_id for item in records.goals],
        [item.task_id for item in records.tasks],
        [item.measure_id for item in records.measures],
        [item.indicator_id for item in records.indicators],
        [item.value_id for item in records.values],
        [item.party_id for item in records.parties],
    ):
        assert len(ids) == len(set(ids))


def test_the_same_bytes_give_the_same_records() -> None:
    outline = parse(read(SAMPLE.read_bytes(), "plan.txt"))
    source = SourceFile("plan", "plan.txt", "0" * 64)
    assert normalize(outline, source) == normalize(outline, source)
    assert normalize(outline, source).document.source_sha256 == "0" * 64
