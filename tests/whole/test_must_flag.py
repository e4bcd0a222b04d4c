"""What a careful reader of the sample flagged and confirmed is found, item by item of the gold record."""

from __future__ import annotations

import pytest

from jospar.normalize.checks import check
from jospar.normalize.records import Outcome, Records
from tests.support.reading import SAMPLE, gold_record, read_records

# The issues that answer an item of `must_flag`, by where it stands and how it begins.
ANSWERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("1.1.1.1", "code differs"): ("code_out_of_place",),
    ("1.1.1.2", "code differs"): ("code_out_of_place",),
    ("1.1.2.2", "code differs"): ("code_out_of_place",),
    ("1.1.3.3", "code differs"): ("code_out_of_place",),
    ("4.2.4", "gap"): ("code_gap",),
    ("4.5.1", "outlier 5000"): ("target_unmet", "step_broken"),
    ("3.2.6", "name speaks of a share"): ("share_in_counts",),
    ("1.1.3.1", "missing value"): ("value_missing",),
    ("2.2.1", "missing value"): ("value_missing",),
    ("4", "year label"): ("year_mark_missing",),
    ("3.3.6", "mixed script"): ("mixed_script",),
    ("2.2.2", "камтамасыз"): ("word_unusual",),
    ("4.3", "target 90 to 200"): ("target_unlike",),
    ("1.1.3", "500 tenge"): ("unit_scale_differs",),
    ("3.2.1", "full stop"): ("party_separator",),
    ("table 4", "Russian header"): ("header_language",),
    ("table 1", "header typo"): ("header_misspelt",),
}
# The relations that answer an item of `confirmed`: the check, one record of it by its code, and the years in which it must hold.
ALL_YEARS = (2024, 2025, 2026, 2027, 2028, 2029)
CONFIRMED: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "measure 1.2.1.1": ("share", "1.2.1.1", ALL_YEARS),
    "measure 1.2.2.1": ("share", "1.2.2.1", ALL_YEARS),
    "task 2.2": ("target_met", "2.2", (2024, 2029)),
    "task 2.3": ("target_met", "2.3", (2024, 2029)),
    "task 3.2": ("target_met", "3.2", (2024, 2029)),
    "task 4.5": ("target_met", "4.5", (2029,)),
    "indicator 1": ("constant_growth", "1", ALL_YEARS),
}


@pytest.fixture(scope="module")
def records() -> Records:
    return check(read_records(SAMPLE.read_bytes()))


def _ids(records: Records, code: str) -> set[str]:
    """The records of a code: a direction's indicators for a direction, else a task or a measure; nothing for a table."""
    rows = {record.measure_id for record in records.measures if record.code == code}
    tasks = {record.task_id for record in records.tasks if record.code == code}
    indicators = {i.indicator_id for i in records.indicators if f"{records.document.document_id}/d{code}/" in i.indicator_id}
    return rows or tasks or indicators


@pytest.mark.parametrize("item", gold_record()["must_flag"], ids=lambda item: f"{item[0]} {item[2][:20]}")
def test_what_a_careful_reader_flagged(records: Records, item: tuple[str, int | None, str]) -> None:
    where, year, text = item
    (answers,) = [codes for (place, start), codes in ANSWERS.items() if place == where and text.startswith(start)]
    ids = _ids(records, where)
    for answer in answers:
        found = [issue for issue in records.issues if issue.code == answer and (not ids or issue.record_id in ids)]
        assert found, answer
        assert year is None or year in {issue.year for issue in found}


@pytest.mark.parametrize("item", gold_record()["confirmed"])
def test_what_a_careful_reader_confirmed(records: Records, item: str) -> None:
    (answer,) = [answer for start, answer in CONFIRMED.items() if item.startswith(start)]
    name, code, years = answer
    ids = {i.indicator_id for i in records.indicators if i.code == code} if item.startswith("indicator") else _ids(records, code)
    held = {
        int(year)
        for made in records.checks
        if made.check == name and made.outcome is Outcome.HOLDS and ids & set(made.records.splitlines())
        for year in made.years.split()
    }
    assert held >= set(years)


def test_the_number_that_would_fit_is_named(records: Records) -> None:
    (issue,) = [issue for issue in records.issues if issue.code == "target_unmet"]
    assert (issue.printed, issue.suggestion, issue.year) == ("5000", "500", 2024)


def test_what_is_sound_is_confirmed_and_what_is_not_is_not(records: Records) -> None:
    wrong = [value for value in records.values if value.value_text == "5000" and value.year == 2024 and value.unit_mult == 3]
    assert [value.confirmations for value in wrong] == [0]
    assert sum(value.confirmations > 0 for value in records.values) > 250


def test_errors_and_warnings_are_the_known_mistakes_and_no_others(records: Records) -> None:
    known = {code for codes in ANSWERS.values() for code in codes}
    assert [issue.code for issue in records.issues if issue.severity != "info" and issue.code not in known] == []
