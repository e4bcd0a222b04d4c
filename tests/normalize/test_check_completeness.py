"""What a document leaves out where the rest of it has something, and what it may well leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.checks import check
from jospar.normalize.checks.completeness import check_completeness
from jospar.normalize.records import Issue, Status
from tests.support.reading import SAMPLE, read_records

HEADER = "Іс-шара\tөлш.бірл.\t2024ж.\t2025ж.\t2026ж.\t2027ж.\t2028ж.\tЖауапты орындаушы"
CODES = ("year_missing", "year_left_out", "executor_missing", "task_without_measure", "indicator_without_number")
NUMBERS = "5 | 6 | 7 | 8 | 9"


def _issues(*lines: str) -> list[Issue]:
    """The issues of a document: a line with `|` is a row `name | unit | values | executor`."""
    text = "\n".join(["1. Кадрлар", *lines]).replace(" | ", "\t").replace("|", "\t")
    return [issue for issue in check(read_records(text, "plan"), (check_completeness,)).issues if issue.code in CODES]


def _rows(*values: str) -> list[str]:
    return [HEADER, *(f"1.{number}. Ғалымдар санын арттыру {number} | адам | {value} | Ректор" for number, value in enumerate(values, 1))]


@pytest.mark.parametrize(
    ("values", "code", "year", "detail"),
    [
        ("5 | 6 || 8 | 9", "year_left_out", 2026, "2026"),
        ("|6 | 7 | 8 | 9", "year_missing", 2024, "2024"),
        ("||7 | 8 | 9", "year_missing", 2024, "2024 2025"),
        ("5 | 6 | 7 | 8 |", "year_missing", 2028, "2028"),
        ("|6 || 8 | 9", "year_missing", 2024, "2024 2026"),
    ],
)
def test_a_row_that_leaves_out_years(values: str, code: str, year: int, detail: str) -> None:
    (issue,) = _issues(*_rows(NUMBERS, values))
    assert (issue.code, issue.year, issue.record_id, issue.printed) == (code, year, "plan/d1/m2", None)
    assert issue.message.endswith(f"({detail})")


@pytest.mark.parametrize(
    "values",
    [
        NUMBERS,
        "5 | 6 | - | 8 | 9",  # a dash says that there is none
        "|| 1 ||",  # done in one year
        "5 |||| 9",  # a baseline and a target
        "5 | 6 | 12 а | 8 |",  # what can't be read has an error of its own
        "||||",
    ],
)
def test_rows_that_leave_nothing_out(values: str) -> None:
    assert _issues(*_rows(NUMBERS, values)) == []


def _sentence(*years: int) -> str:
    return ", ".join(f"{year}ж. – {10 + index} адам" for index, year in enumerate(years)) + "."


def _indicators(*sentences: str) -> list[str]:
    return ["НЫСАНАЛЫ ИНДИКАТОР:", *(f"{number}. Кірісті арттыру: {text}" for number, text in enumerate(sentences, 1)), *_rows(NUMBERS)]


def test_a_sentence_that_leaves_out_a_year() -> None:
    (issue,) = _issues(*_indicators(_sentence(2024, 2025, 2027, 2028)))
    assert (issue.code, issue.year, issue.table) == ("year_left_out", 2026, "indicators")


def test_a_sentence_without_a_year_that_all_others_have() -> None:
    (issue,) = _issues(*_indicators(_sentence(2024, 2025, 2026, 2027), _sentence(2025, 2026, 2027), _sentence(2024, 2025, 2026, 2027)))
    assert (issue.code, issue.year, issue.record_id) == ("year_missing", 2024, "plan/d1/i2")


@pytest.mark.parametrize("years", [(2024, 2026, 2028), (2020, 2025, 2029), (2024, 2025, 2026), (2024,), (2024, 2028)])
def test_sentences_that_leave_out_nothing(years: tuple[int, ...]) -> None:
    assert _issues(*_indicators(_sentence(*years))) == []


def _with_executors(*executors: str) -> list[str]:
    return [HEADER, *(f"1.{number}. Ғалымдар саны {number} | адам | {NUMBERS} | {name}" for number, name in enumerate(executors, 1))]


def test_one_measure_of_many_without_an_executor() -> None:
    (issue,) = _issues(*_with_executors(*["Ректор"] * 5, "", *["ПБД"] * 4))
    assert (issue.code, issue.record_id, issue.printed) == ("executor_missing", "plan/d1/m6", "Ғалымдар саны 6")


@pytest.mark.parametrize(
    "executors",
    [
        [""] * 10,
        ["Ректор", "", "ПБД"],
        ["Ректор", "", "", "", "ПБД", "", "", ""],  # one name for the rows below it
        ["Ректор"] * 10,
    ],
)
def test_measures_that_may_have_no_executor(executors: list[str]) -> None:
    assert _issues(*_with_executors(*executors)) == []


def test_a_second_table_without_executors() -> None:
    bare = [HEADER.rpartition("\t")[0], *(f"2.{number}. Жобалар саны {number} | дана | {NUMBERS}" for number in range(1, 3))]
    assert _issues(*_with_executors(*["Ректор"] * 20), "", "2. Ғылым", "", *bare) == []


def _tasks(*measures: int) -> list[str]:
    lines = [HEADER]
    for task, count in enumerate(measures, 1):
        lines.append(f"1.{task}. Міндетті орындау {task}")
        lines.extend(f"1.{task}.{number}. Ғалымдар саны {task} {number} | адам | {NUMBERS} | Ректор" for number in range(1, count + 1))
    return lines


def test_a_task_without_measures_among_others() -> None:
    (issue,) = _issues(*[f"{line}|" if "орындау" in line else line for line in _tasks(2, 0, 2)])  # in the table
    assert (issue.code, issue.record_id, issue.table) == ("task_without_measure", "plan/d1/t2", "tasks")


def test_a_line_that_is_missing_among_the_tasks() -> None:
    (issue,) = _issues(*_tasks(2, 0, 2))
    assert (issue.code, issue.record_id, issue.printed) == ("task_without_measure", None, "1.2. Міндетті орындау 2")


def test_a_list_of_contents_has_no_tasks_without_measures() -> None:
    tasks = _tasks(2, 1, 2)
    assert _issues(*[line for line in tasks if "орындау" in line], "", *tasks) == []


@pytest.mark.parametrize("measures", [(2, 1, 2), (2, 0, 0, 0)])
def test_tasks_that_may_have_no_measures(measures: tuple[int, ...]) -> None:
    assert _issues(*_tasks(*measures)) == []


def _targets(*sentences: str) -> list[str]:
    """Indicators as ktu prints them, and a table."""
    transition = "Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет."
    return ["", "НЫСАНАЛЫ ИНДИКАТОР:", "", *sentences, "", transition, "", *_rows(NUMBERS)]


def test_an_indicator_without_a_number() -> None:
    """ktu, direction 3."""
    (issue,) = _issues(*_targets("1. Бұзушылықтардың нөлдік деңгейін қамтамасыз ету"))
    assert (issue.code, issue.record_id, issue.table) == ("indicator_without_number", "plan/d1/i1", "indicators")


@pytest.mark.parametrize("sentence", ["1. Кемінде 3 бағдарламаны аккредиттеу", "1. Кірісті арттыру: 2024ж. – 10 адам, 2025ж. – 11 адам."])
def test_an_indicator_with_a_number_read_or_not(sentence: str) -> None:
    """What was not read has its own issue already."""
    assert read_records("1. Кадрлар\n" + "\n".join(_targets(sentence)), "plan").indicators
    assert _issues(*_targets(sentence)) == []


def test_the_sample_has_two_indicators_without_numbers_and_no_other_gap() -> None:
    records = check(read_records(SAMPLE.read_bytes()), (check_completeness,))
    assert [issue.record_id for issue in records.issues if issue.code in CODES] == ["ktu-2024/d3/i1", "ktu-2024/d3/i2"]


CHANGES = st.lists(st.tuples(st.integers(1990, 2100), st.sampled_from(list(Status)), st.booleans()), max_size=60)


@given(CHANGES, st.integers(0, 60), st.integers(0, 400))
def test_any_records_can_be_checked(changes: list[tuple[int, Status, bool]], measures: int, parties: int) -> None:
    records = read_records(SAMPLE.read_bytes())
    values = tuple(
        replace(value, year=year, status=status, value=value.value if number else None)
        for value, (year, status, number) in zip(records.values, changes, strict=False)
    )
    rest = records.values[len(values) :]
    changed = replace(records, values=(*values, *rest), measures=records.measures[:measures], parties=records.parties[:parties])
    assert check(changed, (check_completeness,)) == check(changed, (check_completeness,))
