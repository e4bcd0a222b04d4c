"""One document in three forms gives the same records; what the files themselves print differently is listed here, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from jospar.normalize.records import Records
from tests.support.reading import ROOT, differences, gold_record, read_records

FORMS = {"text": "ktu-2024.txt", "word": "word/ktu-2024.docx", "pdf": "pdf/ktu-2024.pdf"}
TABLES = ("directions", "goals", "indicators", "tasks", "measures", "values", "parties")
# Where something stands differs by its nature, and so do the file and the number of its cells.
_OF_THE_FILE = ("place", "source_", "cells")


@cache
def records_of(form: str) -> Records:
    path = ROOT / "samples" / FORMS[form]
    return read_records(path.read_bytes(), suffix=path.suffix)


def facts_of(form: str) -> list[tuple[str, dict[str, Any]]]:
    """Every record of a form, with what must be the same in all of them."""
    records = records_of(form)
    items = [("documents", records.document), *((table, item) for table in TABLES for item in getattr(records, table))]
    return [
        (table, {field.name: getattr(item, field.name) for field in fields(item) if not field.name.startswith(_OF_THE_FILE)})
        for table, item in items
    ]


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_records_are_those_of_the_text(form: str) -> None:
    of_text, of_form = facts_of("text"), facts_of(form)
    assert [table for table, _ in of_form] == [table for table, _ in of_text]
    differing = [
        (table, name, value, other[name])
        for (table, fact), (_, other) in zip(of_text, of_form, strict=True)
        for name, value in fact.items()
        if other[name] != value
    ]
    # The text has a full stop behind this title, the other two files have none.
    title = "Тұтынушыларға бағдарлау (жұмыс берушілер, студенттер, қоғам)"
    assert differing == [("directions", "title_printed", f"{title}.", title)]


@pytest.mark.parametrize(
    ("form", "missing", "added"),
    [
        # The text prints `өлщ.бірл.` and `ед.изм.` in two headers, the other files `өлш.бірл.` in all.
        ("word", ["header_language", "header_misspelt"], []),
        # A narrow column breaks `жазылушылар` in two, and the document has no other whole one.
        ("pdf", ["header_language", "header_misspelt"], ["line_break_doubtful"]),
    ],
)
def test_issues_are_those_of_the_text(form: str, missing: list[str], added: list[str]) -> None:
    of_text, of_form = (Counter((issue.code, issue.record_id) for issue in records_of(name).issues) for name in ("text", form))
    assert sorted(code for code, _ in of_text - of_form) == missing
    assert sorted(code for code, _ in of_form - of_text) == added


@pytest.mark.parametrize("form", FORMS)
def test_every_form_equals_the_gold_record(form: str) -> None:
    assert differences(records_of(form), gold_record(), as_printed=False) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_record_has_its_place(form: str) -> None:
    records = records_of(form)
    places = [item.place for table in TABLES for item in getattr(records, table)]
    assert all(place.line for place in places)
    assert {place.page is not None for place in places} == {form == "pdf"}
    assert {place.bbox is not None for place in places} == {form == "pdf"}
    in_tables = [value.place for value in records.values if value.owner_table == "measures"]
    assert all(place.table and place.row and place.column for place in in_tables)


@pytest.mark.parametrize("form", FORMS)
def test_the_ledger_balances(form: str) -> None:
    document = records_of(form).document
    assert document.cells_used + document.cells_ignored == document.cells > 600
    assert document.cells_flagged == 0
