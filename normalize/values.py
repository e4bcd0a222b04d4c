"""Types the cells of a row by year: the values, their stages and units.

It must not know where in the tree a row stands: ids are given to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import TableColumn
from jospar.extract.document import Place
from jospar.extract.lines.readings import EntryRow, YearCell
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.costs import CellAmount, names_year_of_term, read_cost
from jospar.normalize.issues import Note, note_unreadable
from jospar.normalize.ledger import VALUE_TEXT, Use, use_of
from jospar.normalize.merged_values import DocumentPrints, ValueCell, by_printed_cell, part_cells
from jospar.normalize.owner import Owner
from jospar.normalize.phrases.changes import is_brought_to_level, may_be_signed
from jospar.normalize.phrases.number_rows import NumberContext, parse_row
from jospar.normalize.phrases.numbers import CellReading, Quantity
from jospar.normalize.phrases.periods import Period, parse_period
from jospar.normalize.phrases.signs import Sign
from jospar.normalize.phrases.unit_rules import NO_UNIT
from jospar.normalize.phrases.units import Unit, counts_things, find_unit, resolve_unit
from jospar.normalize.records import TABLE_NAMES, Bound, Origin, Stage, Status, Value
from jospar.normalize.row_totals import confirm_total

_SPACE = re.compile(r"\s")
# A limit holds whatever the year.
STAGES_WITHOUT_PERIOD = frozenset({Stage.THRESHOLD, Stage.STRETCH})
_PERCENT, _TIMES = "percent", "times"
_SUMMED = frozenset({Aspect.VALUE, Aspect.COST})
_WITHOUT_UNIT = frozenset({Aspect.OTHER, Aspect.WEIGHT, Aspect.EXECUTION})


def read_values(entry: EntryRow, unit: Unit, owner: Owner, prints: DocumentPrints) -> Iterator[Value | Note | Use]:
    """One value a year and component of a row, blank years too; notes for what can't be read, and for what is printed once for several."""
    stages = stages_of([cell.column for cell in entry.values])
    cells = [ValueCell(cell, period, stages[cell.column.index]) for cell in entry.values if (period := period_of(cell.column)) is not None]
    groups = list(by_printed_cell(cells))
    counts = counts_things(unit.code) and unit.mult == 0 and unit.per is None
    context = NumberContext(may_be_signed(entry.name.text), counts, prints.thousandths)
    number = 0
    totals: list[Value] = []
    annual: list[Value] = []
    for group, reading in zip(groups, parse_row((group[0].cell.printed.text for group in groups), context), strict=True):
        is_shared = group[0].cell.printed.place in prints.shared
        for value_cell in part_cells(group, reading, unit, entry, owner, is_shared):
            if isinstance(value_cell, Note):
                yield value_cell
                continue
            cell = value_cell.cell
            for part in _amounts_of_cell(value_cell, reading, unit, entry):
                made = tuple(_values_of_cell(cell, part, value_cell.stage, owner, number))
                number += len(made)
                annual.extend(value for value, _ in made if value.year is not None and value.aspect in _SUMMED)
                for value, note in made:
                    if cell.column.is_total and value.period is not None:
                        totals.append(value)
                    else:
                        yield value
                    yield from note
                    yield from use_of(cell.printed, TABLE_NAMES[Value], value.value_id, VALUE_TEXT)
                yield from _note_cost(cell, part, made, entry, owner)
    for total in totals:
        yield from confirm_total(total, annual, owner)
    if cells and not any(value_cell.cell.printed.cells for value_cell in cells):
        yield owner.note("measure_without_number", entry.place, printed=entry.name.text)


def _amounts_of_cell(value_cell: ValueCell, reading: CellReading | Unreadable, unit: Unit, entry: EntryRow) -> Iterable[CellAmount]:
    """What a cell says, as one amount, or as those that a cell of money lists."""
    cell = value_cell.cell
    unit_here, doubt = _unit_of_column(cell.column, unit), _unless_doubtful(entry, cell)
    result = doubt or _certain_percent(_limited(reading, unit_here, entry), unit_here, cell)
    if cell.column.aspect is Aspect.COST and doubt is None:
        return read_cost(cell, result, entry, unit, value_cell.period)
    return (CellAmount(value_cell.period, result, unit_here),)


def _unless_doubtful(entry: EntryRow, cell: YearCell) -> Unreadable | None:
    """Why no text in this cell is certain: its row is shifted, or it shows something beside the text."""
    if entry.shifted and cell.printed.text:
        return Unreadable("row_shifted")
    unread = cell.printed.unread
    return Unreadable("content_unread", str(unread)) if unread is not None else None


def _limited(reading: CellReading | Unreadable, unit: Unit, entry: EntryRow) -> CellReading | Unreadable:
    """A reading whose `до 15` is a limit; of a percentage, and where the name says that something is brought to it, it is a level."""
    if isinstance(reading, Unreadable) or not reading.up_to or unit.code == _PERCENT or is_brought_to_level(entry.name.text):
        return reading
    limits = tuple(replace(quantity, bound=Bound.AT_MOST) if quantity.upper is None else quantity for quantity in reading.quantities)
    return replace(reading, quantities=limits)


def _certain_percent(reading: CellReading | Unreadable, unit: Unit, cell: YearCell) -> CellReading | Unreadable:
    """A reading, or a refusal where a percentage has a group of three: `95 100` is rather two of them."""
    text = cell.printed.text
    if (
        isinstance(reading, CellReading)
        and unit.code == _PERCENT
        and any(abs(q.value) >= 1000 and _SPACE.search(text) for q in reading.quantities)
    ):
        return Unreadable("numbers_slid_together", text)
    return reading


def period_of(column: TableColumn) -> Period | None:
    """The period of a column of values, None where its label names no certain year; one without any label has a period without a code."""
    try:
        return parse_period(column.year, column.part)
    except Unreadable:
        return None


def _unit_of_column(column: TableColumn, unit: Unit) -> Unit:
    """The unit of the row, or that which the header names for this column alone; what counts something else has not the unit of the row."""
    own = find_unit(column.unit) if column.own_unit and column.unit else None
    return own or (NO_UNIT if column.aspect in _WITHOUT_UNIT else unit)


def stages_of(columns: Sequence[TableColumn]) -> dict[int, Stage | None]:
    """The stage of each year column, by its index.

    A strategy prints plans: a column without a mark is one where no column has a mark, or where all marks are of earlier years (a baseline,
    then the years to come). Otherwise it can't be known.
    """
    years = {column.index: _year_of(column) for column in columns}
    marked = [years[column.index] for column in columns if column.stage]
    last = max(marked, default=0)
    stages: dict[int, Stage | None] = {}
    for column in columns:
        is_plan = column.aspect in (Aspect.VALUE, Aspect.COST) and (not marked or years[column.index] > last)
        stages[column.index] = Stage(column.stage) if column.stage else Stage.PLAN if is_plan else None
    return stages


def _year_of(column: TableColumn) -> int:
    """The year that a period of a column begins in, 0 where there is none."""
    period = period_of(column)
    return period.start.year if period and period.start else 0


def _note_cost(cell: YearCell, part: CellAmount, made: Sequence[tuple[Value, object]], entry: EntryRow, owner: Owner) -> Iterator[Note]:
    """What is not known of an amount of money: its unit, and its period where the row names a year."""
    if cell.column.aspect is not Aspect.COST or all(value.value is None for value, _ in made):
        return
    if any(value.unit is None for value, _ in made):
        yield owner.note("unit_missing", cell.place, printed=cell.printed.text)
    if part.period.code is None and names_year_of_term(entry):
        yield owner.note("period_unknown", cell.place, printed=cell.printed.text)


def _values_of_cell(
    cell: YearCell, part: CellAmount, stage: Stage | None, owner: Owner, number: int
) -> Iterator[tuple[Value, tuple[Note, ...]]]:
    """The values of one amount of a cell, two for a pair, each with its notes."""
    text, period, reading, unit = cell.printed.text, part.period, part.reading, part.unit
    is_change = cell.column.aspect is Aspect.VALUE and isinstance(reading, CellReading) and _tells_of_change(reading, unit)
    column = replace(cell.column, aspect=Aspect.CHANGE) if is_change else cell.column

    def make(position: int, component: int, quantity: Quantity | None, of: Unit, status: Status) -> Value:
        value = make_value(owner, position, cell.place, period, stage, component, quantity, text, of, status, column)
        return replace(value, column_label=" / ".join((cell.column.header.text, part.source))) if part.source else value

    notes: tuple[Note, ...] = ()
    cell_unit = unit
    if isinstance(reading, CellReading) and reading.unit_text:
        cell_unit, notes = _cell_unit(reading.unit_text, unit, cell, period.year, owner)
    if is_change:
        notes = (owner.note("change_among_levels", cell.place, printed=text, year=period.year),)
    if isinstance(reading, Unreadable):
        note = note_unreadable(reading, cell.place, text, owner.table, owner.record_id, period.year)
        yield make(number, 0, None, unit, Status.UNREADABLE), (note,)
        return
    if not reading.quantities:
        missing = (owner.note("value_missing", cell.place, printed=text, year=period.year),) if reading.status is Status.DASH else ()
        yield make(number, 0, None, unit, reading.status), missing
    for component, quantity in enumerate(reading.quantities):
        yield make(number + component, component, quantity, cell_unit, Status.REPORTED), notes if component == 0 else ()


def _tells_of_change(reading: CellReading, unit: Unit) -> bool:
    """Whether a number of a row of this unit has a plus in front, or says how many times more: `+5 %`, `в 2 раза`."""
    own = find_unit(reading.unit_text) if reading.unit_text else None
    return reading.sign is Sign.PLUS or (own is not None and own.code == _TIMES and unit.code not in (None, _TIMES))


def _cell_unit(printed: str, unit: Unit, cell: YearCell, year: int | None, owner: Owner) -> tuple[Unit, tuple[Note, ...]]:
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
    period: Period,
    stage: Stage | None,
    component: int,
    quantity: Quantity | None,
    text: str,
    unit: Unit,
    status: Status,
    column: TableColumn | None = None,
) -> Value:
    """The value of this number among those of its owner; without a quantity, of a cell that has none; without a column, of a sentence."""
    own_bound = quantity.bound if quantity else Bound.EXACT
    return Value(
        document_id=owner.document_id,
        value_id=f"{owner.record_id}/v{number + 1:02}",
        place=place,
        owner_table=owner.table,
        owner_id=owner.record_id,
        year=period.year,
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
        period=period.code,
        period_start=period.start,
        period_end=period.end,
        period_kind=period.kind,
        aspect=column.aspect if column else Aspect.VALUE,
        column_label=(column.header.text or None) if column else None,
    )
