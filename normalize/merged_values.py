"""Cells of values that are merged over several columns or rows: printed once, they hold for each, or for all together.

It must not know how a number is printed: what was read of a cell is given to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import TableColumn
from jospar.extract.document import Place, Printed
from jospar.extract.lines.readings import EntryRow, YearCell
from jospar.extract.outline import OutlineNode
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.details import compose_detail
from jospar.normalize.issues import Note
from jospar.normalize.owner import Owner
from jospar.normalize.phrases.changes import may_be_signed
from jospar.normalize.phrases.numbers import CellReading
from jospar.normalize.phrases.periods import Period, span_periods
from jospar.normalize.phrases.unit_rules import Unit, kinds_of_codes
from jospar.normalize.records import Stage

_TIMES = "times"


@dataclass(frozen=True, slots=True)
class ValueCell:
    """A cell of values with its period and its stage."""

    cell: YearCell
    period: Period
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class DocumentPrints:
    """What the document as a whole says of its cells of values.

    `thousandths`: a comma before three digits is a decimal mark; `shared`: the places of cells that are values of more than one row.
    """

    thousandths: bool = False
    shared: frozenset[Place] = frozenset()


def by_printed_cell(cells: Sequence[ValueCell]) -> Iterator[tuple[ValueCell, ...]]:
    """The cells of a row, those together that are one on the paper."""

    def printed(value: ValueCell) -> int:
        found = value.cell.printed.cells
        return id(found[0]) if found else id(value)

    for _, group in groupby(cells, key=printed):
        yield tuple(group)


def part_cells(
    group: Sequence[ValueCell], reading: CellReading | Unreadable, unit: Unit, entry: EntryRow, owner: Owner, is_shared: bool
) -> Iterator[ValueCell | Note]:
    """The cells of values that one printed cell is, with a note where what it says stands for several periods or rows.

    A missing mark is that of each.
    """
    is_number = isinstance(reading, CellReading) and bool(reading.quantities)
    is_missing = isinstance(reading, CellReading) and not is_number
    cells = group if len(group) == 1 or is_missing or (is_number and hold_for_each(unit, entry.name.text)) else (over_all(group),)
    says = is_number or (not is_missing and group[0].cell.column.aspect is Aspect.COST)
    if says and (is_shared or len(group) > 1):
        printed = group[0].cell.printed
        periods = ", ".join(dict.fromkeys(value_cell.period.code or "?" for value_cell in cells))
        note = owner.note("value_merged", printed.place, printed=printed.text, year=cells[0].period.year if len(cells) == 1 else None)
        yield replace(note, detail=compose_detail("read_as", periods)) if len(group) > 1 else note
    yield from cells


def hold_for_each(unit: Unit, name: str) -> bool:
    """Whether a number that is printed once holds for every period of its cell: it is a level, and none of growth.

    >>> hold_for_each(Unit("percent"), "Доля доцентов"), hold_for_each(Unit("item"), "Построить общежитие")
    (True, False)
    """
    is_level = "level" in kinds_of_codes().get(unit.code or "", frozenset()) or unit.per is not None
    return is_level and unit.code != _TIMES and not may_be_signed(name)


def over_all(cells: Sequence[ValueCell]) -> ValueCell:
    """One cell for all of several: for the period from the first to the last, of their stage and aspect where they share one."""
    columns = [value.cell.column for value in cells]
    stages, aspects = {value.stage for value in cells}, {column.aspect for column in columns}
    header = Printed("; ".join(column.header.text for column in columns), tuple(cell for column in columns for cell in column.header.cells))
    column = replace(columns[0], header=header, aspect=aspects.pop() if len(aspects) == 1 else Aspect.OTHER, own_unit=_one_unit(columns))
    period = span_periods([value.period for value in cells])
    return ValueCell(replace(cells[0].cell, column=column), period, stages.pop() if len(stages) == 1 else None)


def _one_unit(columns: Sequence[TableColumn]) -> bool:
    return all(column.own_unit for column in columns) and len({column.unit for column in columns}) == 1


def shared_values(root: OutlineNode) -> frozenset[Place]:
    """The places of cells that are values of more than one row."""
    rows = Counter(place for entry in _entries(root) for place in {cell.place for value in entry.values for cell in value.printed.cells})
    return frozenset(place for place, count in rows.items() if count > 1)


def _entries(node: OutlineNode) -> Iterator[EntryRow]:
    yield from (reading for reading in node.indicators if isinstance(reading, EntryRow))
    yield from node.measures
    for child in node.children:
        yield from _entries(child)
