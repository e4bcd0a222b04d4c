"""Types the cells of a row by year: the values, their stages and units.

It must not know where in the tree a row stands: ids are given to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jospar.extract.columns.layout import TableColumn
from jospar.extract.document import Place
from jospar.extract.lines.readings import EntryRow, YearCell
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.issues import Note, note_unreadable
from jospar.normalize.ledger import Use, use_of
from jospar.normalize.owner import Owner
from jospar.normalize.phrases.numbers import CellReading, Quantity, parse_row
from jospar.normalize.phrases.units import Unit, resolve_unit
from jospar.normalize.phrases.years import parse_year
from jospar.normalize.records import TABLE_NAMES, Bound, Origin, Stage, Status, Value

_SPACE = re.compile(r"\s")


def read_values(entry: EntryRow, unit: Unit, owner: Owner) -> Iterator[Value | Note | Use]:
    """One value a year and component of a row, blank years too; notes for what can't be read."""
    cells = [(cell, year) for cell in entry.values if (year := year_of(cell.column)) is not None]
    stages = stages_of([cell.column for cell in entry.values])
    number = 0
    for (cell, year), reading in zip(cells, parse_row(cell.printed.text for cell, _ in cells), strict=True):
        result = Unreadable("row_shifted") if entry.shifted and cell.printed.text else _certain_percent(reading, unit, cell)
        for value, note in _values_of_cell(cell, year, stages[cell.column.index], result, unit, owner, number):
            number += 1
            yield value
            yield from note
            yield from use_of(cell.printed, TABLE_NAMES[Value], value.value_id, "value_text")
    if cells and not any(cell.printed.text for cell, _ in cells):
        yield owner.note("measure_without_number", entry.place, printed=entry.name.text)


def _certain_percent(reading: CellReading | Unreadable, unit: Unit, cell: YearCell) -> CellReading | Unreadable:
    """A reading, or a refusal where a percentage has a group of three: `95 100` is rather two of them."""
    text = cell.printed.text
    if (
        isinstance(reading, CellReading)
        and unit.code == "percent"
        and any(abs(q.value) >= 1000 and _SPACE.search(text) for q in reading.quantities)
    ):
        return Unreadable("numbers_slid_together", text)
    return reading


def year_of(column: TableColumn) -> int | None:
    """The year of a year column, None where its label names no certain year."""
    try:
        return parse_year(column.year).year
    except Unreadable:
        return None


def stages_of(columns: Sequence[TableColumn]) -> dict[int, Stage | None]:
    """The stage of each year column, by its index.

    A strategy prints plans: a column without a mark is one where no column has a mark, or where all marks are of earlier years (a baseline,
    then the years to come). Otherwise it can't be known.
    """
    marked = [year_of(column) or 0 for column in columns if column.stage]
    last = max(marked, default=0)
    stages: dict[int, Stage | None] = {}
    for column in columns:
        is_plan = not marked or (year_of(column) or 0) > last
        stages[column.index] = Stage(column.stage) if column.stage else Stage.PLAN if is_plan else None
    return stages


def _values_of_cell(
    cell: YearCell, year: int, stage: Stage | None, reading: CellReading | Unreadable, unit: Unit, owner: Owner, number: int
) -> Iterator[tuple[Value, tuple[Note, ...]]]:
    """The values of one cell, two for a pair, each with its notes."""
    text = cell.printed.text
    notes: tuple[Note, ...] = ()
    cell_unit = unit
    if isinstance(reading, CellReading) and reading.unit_text:
        cell_unit, notes = _cell_unit(reading.unit_text, unit, cell, year, owner)
    if isinstance(reading, Unreadable):
        note = note_unreadable(reading, cell.place, text, owner.table, owner.record_id, year)
        yield make_value(owner, number, cell.place, year, stage, 0, None, text, unit, Status.UNREADABLE), (note,)
        return
    if not reading.quantities:
        missing = (owner.note("value_missing", cell.place, printed=text, year=year),) if reading.status is Status.DASH else ()
        yield make_value(owner, number, cell.place, year, stage, 0, None, text, unit, reading.status), missing
    for component, quantity in enumerate(reading.quantities):
        value = make_value(owner, number + component, cell.place, year, stage, component, quantity, text, cell_unit, Status.REPORTED)
        yield value, notes if component == 0 else ()


def _cell_unit(printed: str, unit: Unit, cell: YearCell, year: int, owner: Owner) -> tuple[Unit, tuple[Note, ...]]:
    """The unit that a cell names for itself: the row's, or another one with a note."""
    own, agrees = unit_beside(printed, unit)
    return own, () if agrees else (owner.note("unit_conflict", cell.place, printed=cell.printed.text, year=year),)


def unit_beside(printed: str, unit: Unit) -> tuple[Unit, bool]:
    """The unit that stands beside a number in a row of `unit`, and whether the two agree. Raises Unreadable("unit_unknown")."""
    own = resolve_unit(printed)
    if own.code is None and unit.code is not None and unit.mult == 0:
        return replace(unit, mult=own.mult), True
    if own.code == unit.code and own.mult == unit.mult and own.per in (unit.per, None):
        return unit, True
    return own, unit.code is None


def make_value(
    owner: Owner,
    number: int,
    place: Place,
    year: int,
    stage: Stage | None,
    component: int,
    quantity: Quantity | None,
    text: str,
    unit: Unit,
    status: Status,
) -> Value:
    """The value of this number among those of its owner; without a quantity, of a cell that has none."""
    own_bound = quantity.bound if quantity else Bound.EXACT
    return Value(
        document_id=owner.document_id,
        value_id=f"{owner.record_id}/v{number + 1:02}",
        place=place,
        owner_table=owner.table,
        owner_id=owner.record_id,
        year=year,
        stage=stage,
        component=component,
        value=quantity.value if quantity else None,
        value_upper=quantity.upper if quantity else None,
        value_text=text,
        unit=unit.code,
        unit_mult=unit.mult,
        per=unit.per,
        bound=unit.bound if own_bound is Bound.EXACT else own_bound,
        status=status,
        origin=Origin.PRINTED,
        confirmations=0,
    )
