"""What holds for all checks together, whatever numbers a document has."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.checks import CHECKS, check
from jospar.normalize.records import Outcome, Records
from jospar.output.storage.tables.integrity import check_integrity
from tests.support.checking import check_text, rows
from tests.support.reading import SAMPLE, read_records

_NUMBERS = st.one_of(
    st.integers(-(10**6), 10**12).map(str),
    st.decimals(-(10**4), 10**6, places=2).map(lambda number: str(number).replace(".", ",")),
    st.sampled_from(["-", "", "0", "5000", "12 а", "31,0-38,0", "69,8/76,3", "не менее 5", "999999999999999999"]),
)
_UNITS = st.sampled_from(["ед.", "чел.", "%", "тыс. тенге", "тенге", "млн. тенге", "кг", "шщ", ""])


@st.composite
def _documents(draw: st.DrawFn) -> str:
    years = draw(st.integers(1, 7))
    table = [f"{draw(_UNITS)} : {' | '.join(draw(_NUMBERS) for _ in range(years))}" for _ in range(draw(st.integers(1, 8)))]
    low, high = draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))
    return rows(*table, task=f"Задача 1.1. Рост с {low} тыс. тенге до {high} тыс. тенге")


def _holding(records: Records) -> Counter[tuple[str, int]]:
    """How many relations hold for each record and year."""
    return Counter(
        (record, int(year))
        for made in records.checks
        if made.outcome is Outcome.HOLDS
        for record in made.records.splitlines()
        for year in made.years.split()
    )


@given(_documents())
@settings(deadline=None)  # the first document loads the word lists
def test_any_numbers(document: str) -> None:
    records = check_text(document)
    check_integrity(records)
    assert {issue.code for issue in records.issues} <= set(CATALOGUE)
    holding = _holding(records)
    for value in records.values:
        assert value.confirmations <= holding[value.owner_id, value.year]
    assert check_text(document) == records


def test_the_table_of_checks_says_which_values_took_part() -> None:
    records = check(read_records(SAMPLE.read_bytes()))
    holding = _holding(records)
    single = {value.owner_id for value in records.values} - {value.owner_id for value in records.values if value.component}
    for value in records.values:
        if value.owner_id in single:
            assert value.confirmations == holding[value.owner_id, value.year], value


def test_checks_change_nothing_but_issues_checks_and_confirmations() -> None:
    before = read_records(SAMPLE.read_bytes())
    after = check(before)
    bare = tuple(replace(value, confirmations=0) for value in after.values)
    assert replace(after, issues=before.issues, checks=before.checks, values=bare) == before


def test_each_check_alone_says_what_it_says_with_the_others() -> None:
    before = read_records(SAMPLE.read_bytes())
    alone = [issue.code for one in CHECKS for issue in check(before, [one]).issues]
    together = Counter(issue.code for issue in check(before).issues)
    together.update(issue.code for issue in before.issues for _ in range(len(CHECKS) - 1))
    assert Counter(alone) == together


def test_what_differs_by_less_than_a_digit_holds() -> None:
    records = check_text(rows("10 | 12,5 | 15 | 17,5 | 20"))
    assert [(made.check, made.outcome, made.expected) for made in records.checks] == [("constant_step", "holds", Decimal("2.5"))]
