"""Corrections and accepted issues: what they change in a document, what they leave, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.document import Place
from jospar.normalize.corrections.accepting import accept
from jospar.normalize.corrections.applying import correct
from jospar.normalize.corrections.columns import COLUMNS, find_print
from jospar.normalize.corrections.entries import Correction, Corrections, Review
from jospar.normalize.corrections.reading import read_corrections
from jospar.normalize.records import Bound, Issue, IssueState, Origin, Records, Severity, Stage, Status
from jospar.output.storage.tables.integrity import check_integrity
from tests.support.correcting import (
    DOCUMENT,
    GRANTS,
    INDICATOR,
    PAYMENTS,
    PLAN,
    SCALE,
    TASK,
    WOMEN,
    acceptance,
    correction,
    corrections_file,
    issues_of,
    read_corrected,
    value_of,
)

REMARK = "see the order (A. Reviewer, 2026-11-24)"


def only(records: Records, code: str) -> Issue:
    (issue,) = issues_of(records, code)
    return issue


def is_open(issue: Issue) -> bool:
    return issue.state is IssueState.OPEN


def test_without_entries_nothing_changes() -> None:
    records = read_corrected()
    assert correct(records, read_corrections("# nothing yet\n", "plan.yml")) is records


# ---- values ----------------------------------------------------------------------------------------------------------------------------


def test_a_value_gets_its_number_and_keeps_its_print() -> None:
    before, records = read_corrected(), read_corrected(correction(GRANTS, "value", "5000", "500", "year: 2024, "))
    value = value_of(records, GRANTS, 2024)
    assert (value.value, value.origin, value.value_text) == (Decimal(500), Origin.CORRECTED, "5000")
    assert value == replace(value_of(before, GRANTS, 2024), value=Decimal(500), origin=Origin.CORRECTED, confirmations=value.confirmations)
    others = [(one, other) for one, other in zip(before.values, records.values, strict=True) if one.value_id != value.value_id]
    assert all(one.value == other.value and other.origin is Origin.PRINTED for one, other in others)
    note = only(records, "value_corrected")
    assert (note.severity, note.record_id, note.year, note.printed, note.place) == (Severity.INFO, GRANTS, 2024, "5000", value.place)
    assert f"5000 → 500: {REMARK}" in note.message
    check_integrity(records)


@pytest.mark.parametrize(
    ("text", "value", "upper", "bound", "status"),
    [
        ("6", "6", None, Bound.EXACT, Status.REPORTED),
        ("6,5", "6.5", None, Bound.EXACT, Status.REPORTED),
        ("1 200", "1200", None, Bound.EXACT, Status.REPORTED),
        ("≥ 6", "6", None, Bound.AT_LEAST, Status.REPORTED),
        ("31-38", "31", "38", Bound.RANGE, Status.REPORTED),
        ("-", None, None, Bound.EXACT, Status.DASH),
        ("", None, None, Bound.EXACT, Status.BLANK),
    ],
)
def test_a_new_value_is_read_as_a_printed_cell(text: str, value: str | None, upper: str | None, bound: Bound, status: Status) -> None:
    found = value_of(read_corrected(correction(GRANTS, "value", "6 а", text, "year: 2025, ")), GRANTS, 2025)
    assert (found.value, found.value_upper) == (value and Decimal(value), upper and Decimal(upper))
    assert (found.bound, found.status, found.unit, found.value_text) == (bound, status, "item", "6 а")


def test_what_could_not_be_read_is_settled() -> None:
    records = read_corrected(correction(GRANTS, "value", "6 а", "6", "year: 2025, "))
    issue = only(records, "number_unreadable")
    assert (issue.state, issue.remark) == (IssueState.ACCEPTED, f"corrected: 6 а → 6: {REMARK}")
    assert is_open(only(records, "number_grouping"))
    assert records.document.values_unreadable == read_corrected().document.values_unreadable - 1


def test_a_year_with_two_stages_needs_the_stage() -> None:
    records = read_corrected(correction(GRANTS, "value", "1", "3", "year: 2023, "))
    assert "name the year, the stage" in only(records, "correction_unmatched").message
    records = read_corrected(correction(GRANTS, "value", "1", "3", 'year: 2023, stage: "fact", '))
    assert [value_of(records, GRANTS, 2023, number).value for number in (0, 1)] == [Decimal(3), Decimal(2)]


def test_a_pair_is_corrected_as_a_whole_or_in_one_component() -> None:
    records = read_corrected(correction(SCALE, "value", "9/ 10", "9,5/ 11", "year: 2024, "))
    assert [value_of(records, SCALE, 2024, number).value for number in (0, 1)] == [Decimal("9.5"), Decimal(11)]
    records = read_corrected(correction(SCALE, "value", "9/ 10", "11", "year: 2024, component: 1, "))
    assert [value_of(records, SCALE, 2024, number).value for number in (0, 1)] == [Decimal(9), Decimal(11)]
    assert [value_of(records, SCALE, 2024, number).origin for number in (0, 1)] == [Origin.PRINTED, Origin.CORRECTED]
    records = read_corrected(correction(SCALE, "value", "9/ 10", "11", "year: 2024, "))
    assert "the new value is one number, the cell holds a pair" in only(records, "correction_unmatched").message
    records = read_corrected(correction(SCALE, "value", "5 0 0", "5/ 6", "year: 2025, "))
    assert "the new value is a pair, the cell holds one number" in only(records, "correction_unmatched").message


def test_a_new_value_has_the_unit_of_its_row_or_its_own() -> None:
    records = read_corrected(
        correction(WOMEN, "value", "15 %", "15", "year: 2024, "), correction(WOMEN, "value", "17 %", "18 %", "year: 2025, ")
    )
    assert [value_of(records, WOMEN, year).unit for year in (2024, 2025)] == ["person", "percent"]
    assert not any(map(is_open, issues_of(records, "unit_conflict")))


def test_a_value_of_a_sentence() -> None:
    found = value_of(read_corrected(correction(INDICATOR, "value", "17 %", "18", "year: 2025, ")), INDICATOR, 2025)
    assert (found.value, found.unit, found.value_text) == (Decimal(18), "percent", "17 %")
    found = value_of(read_corrected(correction("{line: 3}", "value", "17 %", "18", "year: 2025, ")), INDICATOR, 2025)
    assert found.value == Decimal(18)


def test_a_row_without_numbers_gets_one() -> None:
    records = read_corrected(correction(PAYMENTS, "value", "", "700", "year: 2024, "))
    assert value_of(records, PAYMENTS, 2024).value == Decimal(700)
    assert not is_open(only(records, "measure_without_number"))
    records = read_corrected(correction(PAYMENTS, "value", "", "-", "year: 2024, "))
    assert is_open(only(records, "measure_without_number"))


@pytest.mark.parametrize("place", ["{line: 6, column: 5}", "{table: 1, row: 3, column: 5}", "{line: 6, table: 1, row: 3, column: 5}"])
def test_a_place_names_a_cell(place: str) -> None:
    assert value_of(read_corrected(correction(place, "value", "5000", "500")), GRANTS, 2024).value == Decimal(500)


def test_a_print_is_the_same_whatever_its_spaces() -> None:
    plan = PLAN.replace("5000", "5\u00a0000")
    assert value_of(read_corrected(correction(GRANTS, "value", " 5  000", "500", "year: 2024, "), plan=plan), GRANTS, 2024).value == 500


# ---- words, codes, units, targets ------------------------------------------------------------------------------------------------------


def test_a_name_a_title_and_a_code() -> None:
    records = read_corrected(
        correction(GRANTS, "name", "Число грантов", "Число  грантов ректора."),
        correction("plan/d1", "title", "Образование", "Наука"),
        correction(PAYMENTS, "code", "1.4", "1.1.4."),
    )
    grants, payments = records.measures[0], records.measures[3]
    assert (grants.name, grants.name_printed) == ("Число грантов ректора", "Число грантов")
    assert (records.directions[0].title, records.directions[0].title_printed) == ("Наука", "Образование")
    assert (payments.code, payments.code_printed) == ("1.1.4", "1.4")
    assert only(records, "code_out_of_place").remark == f"corrected: 1.4 → 1.1.4.: {REMARK}"
    assert len(issues_of(records, "value_corrected")) == 3
    assert not issues_of(records, "correction_unmatched")


def test_a_unit_moves_the_values_that_had_it() -> None:
    records = read_corrected(correction(WOMEN, "unit_label", "чел.", "%"), correction(SCALE, "unit_label", "шщ", "тыс. тенге"))
    women, scale = records.measures[1], records.measures[2]
    assert (women.unit_label, women.unit) == ("%", "percent")
    assert {value.unit for value in records.values if value.owner_id == WOMEN} == {"percent"}
    assert (scale.unit, scale.unit_mult) == ("KZT", 3)
    assert {(value.unit, value.unit_mult) for value in records.values if value.owner_id == SCALE} == {("KZT", 3)}
    assert {value.origin for value in records.values} == {Origin.PRINTED}
    assert not any(is_open(issue) for code in ("unit_conflict", "unit_unknown") for issue in issues_of(records, code))


def test_a_bound_in_a_unit_moves_too_but_no_bound_of_a_cell() -> None:
    plan = PLAN.replace("15 %", "не более 15").replace("17 %", "17")
    records = read_corrected(correction(WOMEN, "unit_label", "чел.", "% не менее"), plan=plan)
    assert [value_of(records, WOMEN, year).bound for year in (2024, 2025)] == [Bound.AT_MOST, Bound.AT_LEAST]


def test_the_order_of_the_entries_does_not_matter() -> None:
    unit, value = correction(WOMEN, "unit_label", "чел.", "тыс. тенге"), correction(WOMEN, "value", "15 %", "15", "year: 2024, ")
    one, other = read_corrected(unit, value), read_corrected(value, unit)
    assert one.values == other.values
    assert one.measures == other.measures
    assert value_of(one, WOMEN, 2024).unit == "KZT"


def test_a_target() -> None:
    title = "Довести число грантов с 10 до 60"
    task = read_corrected(
        correction(TASK, "target_value", title, "≥ 65 %"),
        correction(TASK, "target_baseline", title, "12"),
        correction(TASK, "target_year", title, "2029"),
    ).tasks[0]
    assert (task.target_baseline, task.target_value, task.target_bound) == (Decimal(12), Decimal(65), Bound.AT_LEAST)
    assert (task.target_unit, task.target_unit_mult, task.target_year) == ("percent", 0, 2029)
    task = read_corrected(correction(TASK, "target_unit", title, "тыс. тенге")).tasks[0]
    assert (task.target_value, task.target_unit, task.target_unit_mult) == (Decimal(60), "KZT", 3)
    task = read_corrected(correction(TASK, "target_value", title, "")).tasks[0]
    assert {getattr(task, name) for name in task.__dataclass_fields__ if name.startswith("target_")} == {None}


def test_a_target_where_none_was_read() -> None:
    plan = PLAN.replace("Довести число грантов с 10 до 60", "Больше грантов")
    task = read_corrected(correction(TASK, "target_value", "Больше грантов", "60"), plan=plan).tasks[0]
    assert (task.target_value, task.target_unit, task.target_unit_mult, task.target_bound) == (Decimal(60), None, 0, Bound.EXACT)


def test_fields_of_the_document() -> None:
    records = read_corrected(
        correction(DOCUMENT, "title", "", "Стратегия развития"),
        correction(DOCUMENT, "approved_on", "", "2024-05-16"),
        correction(DOCUMENT, "approved_by", "", "Совет директоров"),
        correction(DOCUMENT, "protocol_number", "", "7"),
        correction(DOCUMENT, "organization", "", "Университет"),
    )
    document = records.document
    assert (document.title, document.approved_on, document.approved_by) == ("Стратегия развития", date(2024, 5, 16), "Совет директоров")
    assert (document.protocol_number, document.organization) == ("7", "Университет")
    check_integrity(records)


# ---- what does not fit -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (correction(f"{TASK}/m9", "value", "5000", "500", "year: 2024, "), "no such record"),
        (correction("other/d1/t1/m1", "name", "Число", "Число"), "no such record"),
        (correction(GRANTS, "value", "5000", "500", "year: 2031, "), "no such value"),
        (correction(TASK, "value", "5000", "500", "year: 2024, "), "no such value"),
        (correction(GRANTS, "value", "500", "50", "year: 2024, "), "'5000' is printed there"),
        (correction(GRANTS, "value", "5000", "500"), "several values"),
        (correction("{line: 6}", "value", "5000", "500"), "several values"),
        (correction("{line: 77, column: 5}", "value", "5000", "500"), "no such value"),
        (correction("{line: 2}", "name", "Показатель", "Имя"), "no record that has the column"),
        (correction("{table: 1}", "name", "Число грантов", "Имя"), "several records"),
        (correction(GRANTS, "title", "Число грантов", "Имя"), "measures have no column 'title'"),
        (correction(GRANTS, "name", "число грантов", "Имя"), "'Число грантов' is printed there"),
        (correction(DOCUMENT, "title", "Стратегия", "План"), "'' is printed there"),
    ],
)
def test_what_does_not_fit_is_an_error_and_changes_nothing(entry: str, why: str) -> None:
    before, records = read_corrected(), read_corrected(entry)
    issue = only(records, "correction_unmatched")
    assert (issue.severity, issue.state) == (Severity.ERROR, IssueState.OPEN)
    assert f"line 2 of the corrections: {why}" in issue.message
    assert not issues_of(records, "value_corrected")
    assert replace(records, issues=before.issues, document=before.document) == before
    assert len(records.issues) == len(before.issues) + 1
    check_integrity(records)


def test_one_that_does_not_fit_leaves_the_others() -> None:
    records = read_corrected(
        correction(GRANTS, "value", "50", "5", "year: 2024, "), correction(GRANTS, "value", "6 а", "6", "year: 2025, ")
    )
    assert value_of(records, GRANTS, 2025).value == Decimal(6)
    assert value_of(records, GRANTS, 2024).value == Decimal(5000)


# ---- accepted --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        acceptance(WOMEN, "unit_conflict", "15 %", "year: 2024, "),
        acceptance("{line: 7, column: 5}", "unit_conflict", "15 %", "year: 2024, "),
        acceptance("{line: 7}", "unit_conflict", "15\u00a0%", "year: 2024, "),
    ],
)
def test_an_accepted_issue_stays_in_the_table(entry: str) -> None:
    before, records = read_corrected(), read_corrected(accepted=(entry,))
    one, other = issues_of(records, "unit_conflict")
    assert (one.state, one.remark) == (IssueState.ACCEPTED, REMARK)
    assert (other.state, other.remark) == (IssueState.OPEN, None)
    assert [issue.code for issue in records.issues] == [issue.code for issue in before.issues]
    assert records.document.values_contradicted < before.document.values_contradicted


@pytest.mark.parametrize(
    "entry",
    [
        acceptance(WOMEN, "unit_conflict", "16 %", "year: 2024, "),
        acceptance(WOMEN, "unit_conflict", "15 %", "year: 2026, "),
        acceptance(WOMEN, "unit_conflict", "15 %"),
        acceptance(WOMEN, "unit_unknown", "15 %", "year: 2024, "),
        acceptance(GRANTS, "unit_conflict", "15 %", "year: 2024, "),
        acceptance("{line: 7, column: 4}", "unit_conflict", "15 %", "year: 2024, "),
    ],
)
def test_what_accepts_nothing_is_an_error(entry: str) -> None:
    records = read_corrected(accepted=(entry,))
    assert all(map(is_open, records.issues))
    issue = only(records, "correction_unused")
    assert issue.severity is Severity.ERROR
    assert "line 2 of the corrections: unit_" in issue.message
    check_integrity(records)


def test_what_a_correction_settles_can_not_be_accepted_as_well() -> None:
    records = read_corrected(
        correction(GRANTS, "value", "6 а", "6", "year: 2025, "),
        accepted=(acceptance(GRANTS, "number_unreadable", "6 а", "year: 2025, "),),
    )
    assert "line 4" in only(records, "correction_unused").message
    assert (only(records, "number_unreadable").remark or "").startswith("corrected")


# ---- whatever the entries --------------------------------------------------------------------------------------------------------------

WHOLE = read_corrected()
_IDS = [DOCUMENT, "plan/d1", TASK, INDICATOR, GRANTS, WOMEN, SCALE, PAYMENTS, "plan/d9"]
_PRINTS = sorted(
    {"", "x", *(value.value_text for value in WHOLE.values), *(row.name_printed for row in WHOLE.measures), WHOLE.tasks[0].title_printed}
)
_NEW = {
    "value": ["7", "-", "", "5/ 6", "1-2", "≥ 5 %", "6 тыс. тенге"],
    "unit_label": ["", "%", "тыс. тенге", "% не менее"],
    "target_unit": ["", "%"],
    "code": ["", "2.1"],
    "approved_on": ["", "2024-05-16"],
    "target_value": ["", "2027"],
    "target_baseline": ["", "5"],
    "target_year": ["", "2027"],
}
_LINES, _COLUMNS = st.none() | st.integers(1, 9), st.integers(1, 6)
_PLACES = st.builds(Place, st.none(), _LINES, st.none() | st.just(1), st.none() | st.integers(1, 6), _COLUMNS, st.none())
_REVIEW = Review("see the order", "A. Reviewer", date(2026, 11, 24))


@st.composite
def _fitting(draw: st.DrawFn) -> Correction:
    """A correction of a value, or of a column of a measure, that is printed so."""
    value = draw(st.sampled_from(WHOLE.values))
    column = draw(st.sampled_from(["value", "value", "name", "code", "unit_label"]))
    new = draw(st.sampled_from(_NEW.get(column, ["я"])))
    if column == "value":
        return Correction(column, value.owner_id, None, value.year, value.stage, None, value.value_text, new, _REVIEW)
    row = draw(st.sampled_from(WHOLE.measures))
    return Correction(column, row.measure_id, None, None, None, None, find_print(row, column), new, _REVIEW)


@st.composite
def _any(draw: st.DrawFn) -> Correction:
    column = draw(st.sampled_from(["value", *COLUMNS]))
    record = draw(st.none() | st.sampled_from(_IDS))
    place = None if record else draw(_PLACES)
    of_value = column == "value"
    year = draw(st.none() | st.integers(2022, 2027)) if of_value else None
    stage = draw(st.none() | st.sampled_from(Stage)) if of_value else None
    component = draw(st.none() | st.integers(0, 2)) if of_value else None
    printed, new = draw(st.sampled_from(_PRINTS)), draw(st.sampled_from(_NEW.get(column, ["я"])))
    return Correction(column, record, place, year, stage, component, printed, new, _REVIEW)


@given(st.lists(_fitting() | _any(), max_size=8, unique_by=lambda entry: entry.aim))
def test_every_entry_ends_in_one_issue_and_no_print_changes(entries: list[Correction]) -> None:
    records = accept(correct(WHOLE, Corrections(tuple(entries))), Corrections(tuple(entries)))
    check_integrity(records)
    assert len(issues_of(records, "value_corrected")) + len(issues_of(records, "correction_unmatched")) == len(entries)
    for table in ("directions", "tasks", "indicators", "measures", "values", "cells"):
        pairs = zip(getattr(WHOLE, table), getattr(records, table), strict=True)
        kept = ("place", "value_id", "value_text", "name_printed", "title_printed", "code_printed")
        assert all(getattr(one, field) == getattr(other, field) for one, other in pairs for field in kept if hasattr(one, field))
    changed = [value for value in records.values if value.origin is Origin.CORRECTED]
    assert bool(changed) == any(issue.year for issue in issues_of(records, "value_corrected"))


# ---- files that are malformed ----------------------------------------------------------------------------------------------------------

GOOD = correction(GRANTS, "value", "5000", "500", "year: 2024, ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("corrections: 5", "line 1: not a list of entries"),
        ("- 5", "line 1: not an entry with the keys corrections, accepted"),
        ("corrections:\n  - 5", "line 2: not an entry"),
        ("fixes: []", "line 1: unknown key 'fixes'"),
        ("corrections: []\ncorrections: []", "line 2: the key 'corrections' is given twice"),
        ("? [a]\n: []", "line 1: a key that is no text"),
        (corrections_file(GOOD.replace("reason", "why")), "line 2: unknown key 'why'"),
        (corrections_file(GOOD.replace('by: "A. Reviewer", ', "")), "line 2: an entry without 'by'"),
        (corrections_file(GOOD.replace('"see the order"', '" "')), "line 2: an empty text"),
        (corrections_file(GOOD.replace('"500"', "500")), "line 2: not quoted text"),
        (corrections_file(GOOD.replace('"500"', "[500]")), "line 2: not quoted text"),
        (corrections_file(GOOD.replace("2024", '"2024"')), "line 2: not a whole number"),
        (corrections_file(GOOD.replace("2024", "20_24")), "line 2: not a whole number"),
        (corrections_file(GOOD.replace("2024", "9" * 5000)), "line 2: a number larger than any place"),
        (corrections_file(GOOD.replace("2026-11-24", "24.11.2026")), "line 2: not a date such as 2024-05-16"),
        (corrections_file(GOOD.replace("2026-11-24", "2026-02-30")), "line 2: not a date"),
        (corrections_file(GOOD.replace('"500"', '"5 0 0"')), "line 2: '5 0 0' can't stand in the column 'value': digits are not grouped"),
        (corrections_file(GOOD.replace('"value"', '"values"')), "line 2: '500' can't stand in the column 'values': 'values' is no column"),
        (corrections_file(GOOD.replace("year: 2024", 'stage: "later"')), "line 2: not a stage: plan, fact, estimate"),
        (corrections_file(correction(GRANTS, "name", "a", "b", "year: 2024, ")), "line 2: year, stage and component are"),
        (corrections_file(correction(GRANTS, "name", "a", " ")), "it must not be empty"),
        (corrections_file(correction(GRANTS, "unit_label", "a", "шщ")), "the unit is not in the list"),
        (corrections_file(correction(GRANTS, "code", "a", "one")), "not a number such as 1.1.2"),
        (corrections_file(correction(TASK, "target_value", "a", "5/ 6")), "not one number or range"),
        (corrections_file(correction(TASK, "target_year", "a", "2150")), "this is not one year"),
        (corrections_file(correction(TASK, "target_baseline", "a", "много")), "this is not one number"),
        (corrections_file(correction(DOCUMENT, "approved_on", "a", "16 мая")), "not a date"),
        (corrections_file(GOOD.replace('record: "', 'place: {line: 1}, record: "')), "line 2: an entry has either a record or a place"),
        (corrections_file(GOOD.replace(f'record: "{GRANTS}", ', "")), "line 2: an entry has either a record or a place"),
        (corrections_file(correction("{}", "value", "5000", "500")), "line 2: a place without any number"),
        (corrections_file(correction('{bbox: "1,2,3,4"}', "value", "5000", "500")), "line 2: unknown key 'bbox'"),
        (corrections_file(GOOD, GOOD), "line 3: the entry of line 2 is about the same"),
        (f"corrections: [{GOOD}, {GOOD}]", "line 1: the entry of line 1 is about the same"),
        (corrections_file(accepted=(acceptance(WOMEN, "a", "b"), acceptance(WOMEN, "a", " b"))), "line 3: the entry of line 2"),
        (corrections_file(f"&a {GOOD}"), "line 2: references are not read"),
        ("accepted: *a", "line 1: references are not read"),
        ("a: &a [x]\nb: *a", "line 1: references are not read"),
        ("[" * 20, "line 1: nested deeper"),
        ("corrections:\n  - {reason: {a: {b: {c: 1}}}}", "line 2: nested deeper"),
        (corrections_file(GOOD.replace("see the", "see \\u0007 the")), "line 2: a control character"),
        ("corrections:\n\t- a", "plan.yml, line 2: while scanning for the next token, "),
        ("corrections: []\n---\naccepted: []", "plan.yml, line 2: "),
        ("corrections: [\x00]", "plan.yml, character 15: "),
        ("corrections: !!python/tuple [[1]]", "line 1: not an entry"),
    ],
)
def test_a_malformed_file_says_where(text: str, said: str) -> None:
    with pytest.raises(Exception, match=r"plan\.yml") as caught:
        read_corrections(text, "plan.yml")
    assert type(caught.value).__name__ == "BadCorrections"
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "corrections:\naccepted:\n", "corrections: []\n", "---\n"])
def test_a_file_without_entries(text: str) -> None:
    entries = read_corrections(text, "plan.yml")
    assert (entries.corrections, entries.accepted) == ((), ())


# ---- parts of a year and other aspects -------------------------------------------------------------------------------------------------

QUARTERS = """\
1. Қаржы
Атауы\tӨлшем бірлігі\tI тоқсан 2025\tII тоқсан 2025\t2025 жыл\t% исполнения
Оқу саны\tадам\t5\t5\t5\t98
"""


@pytest.mark.parametrize(
    ("where", "more", "numbers"),
    [("{line: 3, column: 4}", "", [5, 7, 5, 98]), ("plan/d1/m1", "year: 2025, ", [5, 5, 7, 98])],
)
def test_one_cell_of_a_row_of_quarters_is_corrected(where: str, more: str, numbers: list[int]) -> None:
    records = read_corrected(correction(where, "value", "5", "7", more), plan=QUARTERS)
    assert [value.value for value in records.values] == numbers


def test_a_row_of_quarters_is_not_corrected_in_all_of_them() -> None:
    records = read_corrected(correction("plan/d1/m1", "value", "5", "7"), plan=QUARTERS)
    assert [value.value for value in records.values] == [5, 5, 5, 98]
    assert only(records, "correction_unmatched").severity is Severity.ERROR


def test_what_is_not_the_measure_itself_keeps_its_own_unit() -> None:
    records = read_corrected(correction("{line: 3, column: 6}", "value", "98", "97"), plan=QUARTERS)
    assert [(value.value, value.unit) for value in records.values] == [(5, "person")] * 3 + [(97, "percent")]


def test_a_corrected_unit_is_that_of_the_measure_itself_alone() -> None:
    records = read_corrected(correction("plan/d1/m1", "unit_label", "адам", "бірлік"), plan=QUARTERS)
    assert [value.unit for value in records.values] == ["item"] * 3 + ["percent"]
