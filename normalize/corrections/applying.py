"""Applies corrections to the records of a document: before the checks, so that they see what is right.

What is printed stays as it is: the print of every name and value, and every place. A correction that does not fit is an issue, never
applied in part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jospar.extract.columns.aspects import Aspect
from jospar.extract.document import Place
from jospar.normalize.catalogue import ANY_VALUE, settled_by
from jospar.normalize.corrections.columns import COLUMNS, VALUE, BadValue, find_print, read_cell
from jospar.normalize.corrections.entries import Correction, Corrections
from jospar.normalize.corrections.matching import RecordIndex, Unmatched, ensure_printed, find_record, find_values, index_records
from jospar.normalize.details import compose_detail
from jospar.normalize.issues import Note, add_issues
from jospar.normalize.phrases.numbers import Quantity
from jospar.normalize.phrases.units import Unit
from jospar.normalize.records import Bound, Indicator, Issue, IssueState, Measure, Origin, Records, Status, Value, id_of, table_of
from jospar.normalize.values import unit_beside


@dataclass(frozen=True, slots=True)
class _CorrectionEffect:
    """What one correction does to a record and its values: those that it sets anew, by their ids, and what it settles.

    `settles` are codes of issues about the row as a whole, `cell_settles` those of issues about the years and places in `cells`.
    """

    record_id: str
    table: str
    place: Place
    records: dict[str, Any]
    settles: frozenset[str]
    cells: frozenset[tuple[int | None, Place]] = frozenset()
    cell_settles: frozenset[str] = frozenset()


def correct(records: Records, corrections: Corrections) -> Records:
    """The records with all corrections that fit: each is an info, one that does not fit an error. Total.

    Issues that a correction settles are no longer open.
    """
    if not corrections.corrections:
        return records
    index = index_records(records)
    changed: dict[str, Any] = {}
    remarks: dict[str, str] = {}
    notes: list[Note] = []
    issues = defaultdict(list)
    for issue in records.issues:
        issues[issue.record_id].append(issue)
    for correction in corrections.corrections:
        try:
            change = _find_change(index, changed, correction)
        except (Unmatched, BadValue) as error:
            notes.append(_note_unmatched(index, correction, str(error)))
            continue
        changed.update(change.records)
        notes.append(_note_corrected(change, correction))
        settled = _find_settled(issues[change.record_id], change)
        remarks.update((issue.issue_id, f"corrected: {_describe(correction)}") for issue in settled)
    return add_issues(_rebuild(records, changed, remarks), notes)


def _rebuild(records: Records, changed: Mapping[str, Any], remarks: Mapping[str, str]) -> Records:
    names = {table_of(record) for record in changed.values()} - {table_of(records.document)}
    tables = {name: tuple(changed.get(id_of(record), record) for record in getattr(records, name)) for name in names}
    issues = tuple(
        replace(issue, state=IssueState.ACCEPTED, remark=remarks[issue.issue_id]) if issue.issue_id in remarks else issue
        for issue in records.issues
    )
    document = changed.get(records.document.document_id, records.document)
    return replace(records, document=document, issues=issues, **tables)


# ---- what one correction changes -------------------------------------------------------------------------------------------------------


def _find_change(index: RecordIndex, changed: Mapping[str, Any], correction: Correction) -> _CorrectionEffect:
    """What a correction changes in the records as they are by now. Raises Unmatched, BadValue."""
    if correction.column == VALUE:
        return _change_values(index, changed, correction)
    record = find_record(index, correction)
    ensure_printed(correction, find_print(record, correction.column))
    column = COLUMNS[correction.column]
    record_id = id_of(record)
    before = changed.get(record_id, record)
    after = replace(before, **column.read(correction.value))
    if correction.column.startswith("target_") and after.target_value is not None and after.target_unit_mult is None:
        after = replace(after, target_unit_mult=0)  # a target that had none before
    change = _CorrectionEffect(record_id, table_of(record), record.place, {record_id: after}, column.settles)
    if correction.column != "unit_label":
        return change
    values = [changed.get(value.value_id, value) for value in index.values.get(record_id, ())]
    moved = dict(_move_values(before, after, values))
    agreeing = frozenset((value.year, value.place) for value in values if _unit(value) == _unit(after))
    return replace(change, records={**change.records, **moved}, cells=agreeing, cell_settles=frozenset({"unit_conflict"}))


def _move_values(before: Indicator | Measure, after: Indicator | Measure, values: Iterable[Value]) -> Iterator[tuple[str, Value]]:
    """The values of a row that had its unit, with the new one."""
    for value in values:
        if value.aspect is Aspect.VALUE and _unit(value) == _unit(before):
            bound = after.bound if value.bound is before.bound else value.bound
            yield value.value_id, replace(value, unit=after.unit, unit_mult=after.unit_mult, per=after.per, bound=bound)


def _change_values(index: RecordIndex, changed: Mapping[str, Any], correction: Correction) -> _CorrectionEffect:
    values = find_values(index, correction)
    first = values[0]
    ensure_printed(correction, first.value_text)
    reading = read_cell(correction.value)
    quantities: tuple[Quantity | None, ...] = reading.quantities or (None,) * len(values)
    if len(quantities) != len(values):
        raise Unmatched(f"the new value is {_count(quantities)}, the cell holds {_count(values)}")
    owner = changed.get(first.owner_id, index.records[first.owner_id])
    of = owner if first.aspect is Aspect.VALUE else first
    unit = Unit(of.unit, of.unit_mult, of.per, of.bound)
    if reading.unit_text:
        unit, _ = unit_beside(reading.unit_text, unit)
    made = {value.value_id: _renew(value, quantity, unit, reading.status) for value, quantity in zip(values, quantities, strict=True)}
    cells = frozenset((value.year, value.place) for value in values)
    row_settles = settled_by(ANY_VALUE) if reading.quantities else frozenset[str]()
    return _CorrectionEffect(first.owner_id, first.owner_table, first.place, made, row_settles, cells, settled_by(VALUE))


def _count(numbers: tuple[object, ...]) -> str:
    return "one number" if len(numbers) == 1 else "a pair"


def _renew(value: Value, quantity: Quantity | None, unit: Unit, status: Status) -> Value:
    bound = quantity.bound if quantity else Bound.EXACT
    return replace(
        value,
        value=quantity.value if quantity else None,
        value_upper=quantity.upper if quantity else None,
        unit=unit.code,
        unit_mult=unit.mult,
        per=unit.per,
        bound=unit.bound if bound is Bound.EXACT else bound,
        status=status,
        origin=Origin.CORRECTED,
    )


def _unit(item: Indicator | Measure | Value) -> tuple[str | None, int, str | None]:
    return item.unit, item.unit_mult, item.per


# ---- what is said of it ----------------------------------------------------------------------------------------------------------------


def _find_settled(issues: Iterable[Issue], change: _CorrectionEffect) -> Iterator[Issue]:
    """The open issues of a record that a correction answers."""
    for issue in issues:
        about_cell = issue.code in change.cell_settles and (issue.year, issue.place) in change.cells
        if issue.state is IssueState.OPEN and (about_cell or (issue.year is None and issue.code in change.settles)):
            yield issue


def _describe(correction: Correction) -> str:
    return f"{correction.printed or 'nothing'} → {correction.value or 'nothing'}: {correction.review}"


def _note_corrected(change: _CorrectionEffect, correction: Correction) -> Note:
    year = next((value.year for value in change.records.values() if correction.column == VALUE), None)
    detail = f"{correction.column}: {_describe(correction)}"
    return Note(
        "value_corrected",
        change.place,
        printed=correction.printed or None,
        detail=detail,
        table=change.table,
        record_id=change.record_id,
        year=year,
    )


def _note_unmatched(index: RecordIndex, correction: Correction, why: str) -> Note:
    record = index.records.get(correction.record) if correction.record else None
    detail = compose_detail("corrections_line", correction.line, why)
    place = record.place if record else correction.place or Place()
    table, record_id = (table_of(record), id_of(record)) if record else (None, None)
    return Note(
        "correction_unmatched",
        place,
        printed=correction.printed or None,
        detail=detail,
        table=table,
        record_id=record_id,
        year=correction.year,
    )
