"""How far a document can be trusted, in one figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jospar.normalize.catalogue import ISSUES, IssueKind
from jospar.normalize.checks import check
from jospar.normalize.grade import grade
from jospar.normalize.issues import Note, add_issues
from jospar.normalize.records import IssueState, Records, Severity
from tests.support.checking import check_text, rows
from tests.support.reading import SAMPLE, read_records


def _facts(records: Records) -> tuple[int, int, int, int]:
    document = grade(records).document
    return document.grade, document.values_confirmed, document.values_contradicted, document.values_unreadable


def test_a_sound_document_has_all_points() -> None:
    assert _facts(check_text(rows("100 | 130 | 160 | 190", "7 | 12 | 19 | 31"))) == (100, 4, 0, 0)


def test_each_value_that_is_doubted_or_unreadable_counts() -> None:
    records = check_text(rows("100 | 130 | 160 | 290 | 220", "7 | 12 а | 19 | 31 | 60"))
    assert _facts(records) == (80, 4, 1, 1)


def test_what_doubts_a_row_doubts_each_of_its_values() -> None:
    assert _facts(check_text(rows("кошек : 101 | 137 | 161 | 210", "7 | 12 | 19 | 31"))) == (50, 0, 4, 0)


def test_an_issue_about_words_says_nothing_against_numbers() -> None:
    records = check_text(rows("100 | 130 | 160 | 190"))
    measure = records.measures[0]
    noted = add_issues(records, [Note("code_out_of_place", measure.place, printed="1.", table="measures", record_id=measure.measure_id)])
    assert _facts(noted)[0] == 100


def test_accepted_issues_no_longer_count() -> None:
    records = check_text(rows("100 | 130 | 160 | 290 | 220"))
    accepted = tuple(replace(issue, state=IssueState.ACCEPTED) for issue in records.issues)
    assert _facts(records)[2] == 1
    assert _facts(replace(records, issues=accepted))[2] == 0


def test_cells_without_a_home_count() -> None:
    records = check_text(rows("100 | 130 | 160 | 190"))
    document = replace(records.document, cells=10, cells_used=8, cells_ignored=1, cells_flagged=1)
    assert grade(replace(records, document=document)).document.grade == 90


def test_the_sample() -> None:
    graded = grade(check(read_records(SAMPLE.read_bytes()))).document
    assert (graded.grade, graded.values_contradicted, graded.values_unreadable) == (98, 7, 0)


@pytest.mark.parametrize("kind", [kind for kind in ISSUES if kind.doubts_row], ids=lambda kind: kind.code)
def test_what_doubts_a_row_is_never_an_info(kind: IssueKind) -> None:
    assert kind.severity is not Severity.INFO
