"""Codes of a document against each other: what is said twice, left out, skipped, and what is only another manner of counting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.checks import check
from jospar.normalize.checks.numbering import check_numbering
from jospar.normalize.records import Issue
from tests.support.reading import SAMPLE, read_records

HEADER = "Іс-шара\tөлш.бірл.\t2024ж.\t2025ж.\tЖауапты орындаушы"


def _document(*lines: str) -> str:
    """Lines as they stand; one that begins with `-` is a row with that code and name."""
    rows = (f"{line[1:].strip()}\tадам\t5\t6\tРектор" if line.startswith("-") else line.replace("HEADER", HEADER) for line in lines)
    return "\n".join(rows)


def _issues(text: str) -> list[Issue]:
    records = read_records(text, "plan")
    known = [(issue.code, issue.record_id) for issue in records.issues]
    return [issue for issue in check(records, (check_numbering,)).issues if (issue.code, issue.record_id) not in known]


def _codes(text: str) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.printed) for issue in _issues(text)]


def _tasks(*codes: str) -> str:
    titles = ("Кадрларды дамыту", "Ғылымды дамыту", "Базаны жаңғырту", "Сапаны арттыру", "Табысты арттыру", "Имиджді нығайту")
    rows = [(f"{code}. {title}", f"- {code}.1. {title} санын арттыру") for code, title in zip(codes, titles, strict=False)]
    return _document("1. Даму", "HEADER", *(line for row in rows for line in row))


def test_a_gap_among_tasks_is_seen() -> None:
    (issue,) = _issues(_tasks("1.1", "1.3"))
    assert (issue.code, issue.printed, issue.record_id, issue.table) == ("code_gap", "1.3", "plan/d1/t2", "tasks")
    assert issue.message.endswith("(1.2)")


def test_the_first_task_may_be_the_lost_one() -> None:
    assert _codes(_tasks("1.2", "1.3")) == [("code_gap", "1.2")]


@pytest.mark.parametrize("codes", [("1.1", "1.2"), ("1.1",)])
def test_tasks_in_order_have_no_gap(codes: tuple[str, ...]) -> None:
    assert _codes(_tasks(*codes)) == []


def test_tasks_numbered_by_their_indicators_have_no_gap() -> None:
    """As in ktu-2024: 1.1.1, 1.2.1, 1.1.2, 1.2.2 below indicators 1.1 and 1.2."""
    indicators = "1.1. Кірісті арттыру: 2024ж. – 5 адам, 2025ж. – 6 адам.\n1.2. Өнімділікті арттыру: 2024ж. – 5 адам, 2025ж. – 6 адам.\n"
    text = _tasks("1.1.1", "1.2.1", "1.1.2", "1.2.2").replace("1. Даму\n", f"1. Даму\nНЫСАНАЛЫ ИНДИКАТОР:\n{indicators}")
    assert _codes(text) == []


def test_goals_that_count_on_through_the_document_have_no_gap() -> None:
    text = _document(
        "Стратегическое направление 1. Кадры",
        "Цель 1. Рост",
        "HEADER",
        "- Число студентов",
        "Цель 2. Качество",
        "HEADER",
        "- Число врачей",
        "Стратегическое направление 2. Наука",
        "Цель 3. Статьи",
        "HEADER",
        "- Число статей",
    )
    assert len(read_records(text, "plan").goals) == 3
    assert _codes(text) == []


def test_a_code_that_stands_twice_is_seen() -> None:
    text = _document("Кадры", "HEADER", *(f"- 1.{number}. Число {number}" for number in (1, 2, 3, 3, 4, 5, 6)))
    (issue,) = [issue for issue in _issues(text) if issue.code == "code_repeated"]
    assert issue.printed == "1.3"
    assert "m3" in issue.message


def test_numbers_that_begin_anew_in_each_table_are_no_repetition() -> None:
    rows = ("- 1. Число студентов", "- 2. Число врачей")
    assert _codes(_document("1. Кадры", "HEADER", *rows, "2. Наука", "HEADER", *rows)) == []


def test_what_is_out_of_its_place_is_not_spoken_of_twice() -> None:
    """Measure 1.1.1 below task 1.1.1: code_out_of_place says so."""
    text = _document("1. Даму", "HEADER", "1.1. Кадрлар", "- 1.1. Студенттер санын арттыру", "- 1.1.2. Ғалымдар санын арттыру")
    records = read_records(text, "plan")
    assert [issue.code for issue in records.issues if issue.printed == "1.1"] == ["code_out_of_place"]
    assert _codes(text) == []


def test_a_level_that_no_record_has_is_named_once() -> None:
    text = _document("1. Даму", "HEADER", "- 1.1.1. Студенттер санын арттыру", "- 1.1.2. Ғалымдар санын арттыру")
    (issue,) = _issues(text)
    assert (issue.code, issue.printed, issue.record_id) == ("level_skipped", "1.1.1", "plan/d1/m1")
    assert issue.message.endswith("(1.1)")


def test_a_level_that_a_heading_has_is_not_skipped() -> None:
    assert _codes(_document("1. Даму", "HEADER", "1.1. Кадрлар", "- 1.1.1. Студенттер санын арттыру")) == []


def test_the_sample_has_no_more_than_its_known_gap() -> None:
    records = check(read_records(SAMPLE.read_bytes()), (check_numbering,))
    assert [issue.printed for issue in records.issues if issue.code in ("code_gap", "code_repeated", "level_skipped")] == ["4.2.4"]


CODES = st.none() | st.from_regex(r"[0-9a-zа-я]{0,3}(\.[0-9]{0,12}){0,4}", fullmatch=True) | st.text(max_size=8)


@given(st.lists(CODES, max_size=40))
def test_any_codes_can_be_checked(codes: list[str | None]) -> None:
    records = read_records(SAMPLE.read_bytes())
    rows = tuple(replace(row, code=code, code_printed=code) for row, code in zip(records.measures, codes, strict=False))
    tasks = tuple(replace(row, code=code, code_printed=code) for row, code in zip(records.tasks, reversed(codes), strict=False))
    changed = replace(records, measures=rows, tasks=tasks)
    assert check(changed, (check_numbering,)) == check(changed, (check_numbering,))
