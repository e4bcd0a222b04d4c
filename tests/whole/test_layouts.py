"""Board documents of many layouts, each with what a careful reader takes out: nothing lost, nothing invented, quiet where all is well."""

from __future__ import annotations

import re

import pytest

from tests.documents import frames, headers, hostile, levels, numbers, parties, sentences, signs, units
from tests.documents.case import Case, loud_issues, print_records
from tests.support.reading import read_records

CASES = (
    *levels.CASES, *headers.CASES, *numbers.CASES, *signs.CASES, *parties.CASES, *units.CASES, *frames.CASES, *hostile.CASES,
    *sentences.CASES,
)  # fmt: skip


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_document_says(case: Case) -> None:
    records = read_records(case.source, "plan")
    assert print_records(records) == case.lines
    issues = loud_issues(records)
    assert (issues == tuple(sorted(case.issues))) if case.issues is not None else issues
    assert {key: str(getattr(records.document, key)) for key in case.document} == {key: str(value) for key, value in case.document.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_number_is_printed_on_its_line(case: Case) -> None:
    records = read_records(case.source, "plan")
    lines = case.source.split("\n")
    for value in records.values:
        if value.value is not None:
            assert value.place.line is not None
            assert value.value_text in lines[value.place.line - 1]
            printed = _digits(str(value.value)) + _digits(str(value.value_upper or ""))
            assert printed in _digits(value.value_text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_cell_is_accounted_for(case: Case) -> None:
    records = read_records(case.source, "plan")
    document = records.document
    printed = sum(1 for line in case.source.split("\n") for cell in line.split("\t") if cell.strip())
    assert document.cells_used + document.cells_ignored + document.cells_flagged == document.cells == len(records.cells) == printed
