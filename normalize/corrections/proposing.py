"""Makes an entry out of an issue: the correction of what it is about, or the note that it is right as printed."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from jospar.extract.document import Place
from jospar.normalize.catalogue import kind_of
from jospar.normalize.corrections.columns import COLUMNS, VALUE, BadValue, ensure_readable, find_print, read_cell
from jospar.normalize.corrections.entries import Acceptance, Correction, Review, covers
from jospar.normalize.corrections.matching import correctable
from jospar.normalize.records import Document, Issue, Records, RowRecord, Task, Value, id_of, table_of

_NAMES = ("name", "title")


class CantPropose(Exception):
    """No entry can be made out of the issue; the message says why, and what to do."""


def propose_acceptance(issue: Issue, review: Review) -> Acceptance:
    """The entry that takes an issue off the list of open ones. Raises CantPropose."""
    _ensure_of_the_document(issue)
    record, place = issue.record_id, issue.place._replace(bbox=None)
    if record is None and place == Place():
        record = issue.document_id
    return Acceptance(issue.code, record, None if record else place, issue.year, issue.printed or "", review)


def propose_correction(records: Records, issue: Issue, column: str | None, value: str | None, review: Review) -> Correction:
    """The correction of what an issue is about. Raises CantPropose.

    `column` is what to correct where the issue does not tell, `value` the new text where it suggests none.
    """
    _ensure_of_the_document(issue)
    record = _find_record(records, issue)
    if record is None:
        raise CantPropose("it is about no record that could be corrected; accept it by --accept, or correct the document")
    chosen = column or _choose_column(records, record, issue)
    if chosen == VALUE:
        return _correct_value(records, issue, value, review)
    if chosen not in COLUMNS or not hasattr(record, chosen):
        possible = [name for name in COLUMNS if hasattr(record, name)]
        raise CantPropose(f"the record has no column {chosen!r}; --column takes: {', '.join(possible)}")
    new = value if value is not None else _suggest_text(record, chosen, issue)
    _ensure_fits(chosen, new)
    return Correction(chosen, issue.record_id, None, None, None, None, find_print(record, chosen), new, review)


def _ensure_of_the_document(issue: Issue) -> None:
    if kind_of(issue.code).about_corrections:
        raise CantPropose("it is about an entry of the corrections; change that by hand")


def _find_record(records: Records, issue: Issue) -> Any:
    if issue.table == table_of(records.document):
        return records.document
    about = (issue.table, issue.record_id)
    return next((record for record in correctable(records) if (table_of(record), id_of(record)) == about), None)


def _choose_column(records: Records, record: Any, issue: Issue) -> str:
    """The column that an issue is about: by its year, its code, or what is printed there."""
    if issue.year is not None and isinstance(record, RowRecord):
        return VALUE
    columns = [name for name in COLUMNS if hasattr(record, name)]
    by_code = [name for name in columns if issue.code in COLUMNS[name].settles]
    if by_code:
        return "target_value" if "target_value" in by_code else by_code[0]
    if isinstance(record, Task) and issue.year is not None:
        found = _choose_target(records.document, record, issue.year)
    else:
        found = _choose_by_print(record, columns, issue.printed) if issue.printed else None
    if found is None:
        raise CantPropose("what it is about is no single column; name one by --column, or accept it by --accept")
    return found


def _choose_by_print(record: Any, columns: list[str], printed: str) -> str | None:
    """The code or the unit that is printed so, or the name that has it as a word; a whole name is only what issues call a row by."""
    whole = next((name for name in ("code", "unit_label") if name in columns and find_print(record, name) == printed), None)
    return whole or next((name for name in _NAMES if name in columns and printed in find_print(record, name) != printed), None)


def _choose_target(document: Document, task: Task, year: int) -> str | None:
    """The number of a target that an issue of this year is about: where it starts or what is to be reached."""
    last = task.target_year or document.last_year
    return "target_value" if year == last else "target_baseline" if year == document.first_year else None


def _suggest_text(record: Any, column: str, issue: Issue) -> str:
    """The new text that an issue suggests: for a name of which it is about one word, the whole name."""
    if issue.suggestion is None:
        raise CantPropose("it suggests nothing; say what is right by --value, or that it is right as printed by --accept")
    printed = find_print(record, column)
    if column in _NAMES and issue.printed and issue.printed in printed:
        return printed.replace(issue.printed, issue.suggestion)
    return issue.suggestion


def _correct_value(records: Records, issue: Issue, value: str | None, review: Review) -> Correction:
    cell = _find_cell(records, issue)
    new = value if value is not None else issue.suggestion
    if new is None:
        raise CantPropose("it suggests no value; say what is right by --value, or that it is right as printed by --accept")
    _ensure_fits(VALUE, new)
    if len(cell) != (len(read_cell(new).quantities) or len(cell)):
        held = "a pair; name both numbers by --value 'A/ B'" if len(cell) > 1 else "one number; --value has two"
        raise CantPropose(f"the cell holds {held}")
    first = cell[0]
    stages = {other.stage for other in records.values if other.owner_id == first.owner_id and other.is_annual and other.year == first.year}
    stage = first.stage if len(stages) > 1 else None
    # a stage that can't be known has no name: then the place tells which of the year's cells is meant
    by_place = stage is None and len(stages) > 1
    record, place = (None, first.place._replace(bbox=None)) if by_place else (first.owner_id, None)
    return Correction(VALUE, record, place, first.year, stage, None, first.value_text, new, review)


def _find_cell(records: Records, issue: Issue) -> tuple[Value, ...]:
    """The values of the cell that an issue is about; where a year has several, of the one at its place."""
    values = (v for v in records.values if v.owner_id == issue.record_id and v.is_annual and v.year == issue.year)
    cells = [tuple(cell) for _, cell in groupby(values, key=lambda value: value.stage)]
    at_place = [cell for cell in cells if covers(issue.place, cell[0].place)] if len(cells) > 1 else cells
    if len(at_place) != 1:
        raise CantPropose("it is about no single value; write the correction by hand, or accept it by --accept")
    return at_place[0]


def _ensure_fits(column: str, text: str) -> None:
    try:
        ensure_readable(column, text)
    except BadValue as error:
        raise CantPropose(f"{text!r} can't stand in the column {column!r}: {error}; name another text by --value") from error
