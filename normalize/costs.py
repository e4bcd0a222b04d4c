"""Types the money of a measure: the amounts of a cell, each with its unit and the period that it is for.

It must not know where in the tree a row stands, nor make values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jospar.extract.columns.column import ColumnRole
from jospar.extract.lines.readings import EntryRow, YearCell
from jospar.extract.words.years import find_years
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.amounts import ListedAmount, parse_amounts
from jospar.normalize.phrases.deadlines import parse_due
from jospar.normalize.phrases.numbers import CellReading, parse_cell
from jospar.normalize.phrases.periods import NO_PERIOD, Period, parse_period
from jospar.normalize.phrases.unit_rules import NO_UNIT, Unit
from jospar.normalize.phrases.units import counts_money, find_unit, unit_at_end, unit_of_line


@dataclass(frozen=True, slots=True)
class CellAmount:
    """One amount of a cell, or why there is none; `source` is what a list says that it comes out of."""

    period: Period
    reading: CellReading | Unreadable
    unit: Unit
    source: str = ""


def read_cost(cell: YearCell, reading: CellReading | Unreadable, entry: EntryRow, row_unit: Unit, period: Period) -> Iterator[CellAmount]:
    """The amounts of a cell: a number that `reading` holds, or a list; `period` is that of its column.

    A column without a year has the amounts of the years that its list names, else of the years of the row's term.
    """
    unit = _unit_of(cell, entry, row_unit)
    of_row = period if period.code else _years_of_term(entry)
    if not isinstance(reading, Unreadable):
        yield CellAmount(of_row, reading, unit)
        return
    try:
        amounts = parse_amounts(cell.printed.text)
        parts = [_part(amount, of_row, unit) for amount in amounts]
    except Unreadable as error:
        # A list that names no year and no source is a number that can't be read.
        yield CellAmount(of_row, error if error.code == "amounts_unreadable" and _names_parts(cell.printed.text) else reading, unit)
        return
    yield from parts


def _part(amount: ListedAmount, of_row: Period, unit: Unit) -> CellAmount:
    own = find_unit(amount.unit) if amount.unit else unit
    if own is None or (amount.unit and not counts_money(own.code)):
        raise Unreadable("amounts_unreadable", amount.unit)
    return CellAmount(parse_period(amount.year) if amount.year else of_row, parse_cell(amount.number), own, amount.source)


def _names_parts(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _unit_of(cell: YearCell, entry: EntryRow, row_unit: Unit) -> Unit:
    """The unit of money nearest to the number: of its header, of the row, of the lines above the table; no other unit."""
    header = cell.column.header.text
    own = find_unit(cell.column.unit) if cell.column.unit else find_unit(unit_of_line(header) or unit_at_end(header) or "")
    above = (find_unit(unit) for line in entry.table_units if (unit := unit_of_line(line.text)) is not None)
    return next((unit for unit in (own, row_unit, *above) if unit is not None and counts_money(unit.code)), NO_UNIT)


def names_year_of_term(entry: EntryRow) -> bool:
    """Whether the term of a row names a year, so that its money is of a period that may not be left unsaid."""
    due = entry.facts.get(ColumnRole.DUE)
    return due is not None and bool(find_years(due.text))


def _years_of_term(entry: EntryRow) -> Period:
    """The one calendar year that the term of a row lies in, or the whole years that it is, or the year in the title where it names none."""
    due = entry.facts.get(ColumnRole.DUE)
    of_title = parse_period(entry.due_year) if entry.due_year and not (due and find_years(due.text)) else NO_PERIOD
    try:
        term = parse_due(due.text, entry.due_year) if due is not None else None
    except Unreadable:
        term = None
    if term is None or term.start is None or term.end is None:
        return of_title
    first, last = term.start.year, term.end.year
    if first == last:
        return parse_period(str(first))
    is_whole = (term.start.month, term.start.day, term.end.month, term.end.day) == (1, 1, 12, 31)
    return parse_period(f"{first}-{last}") if is_whole else NO_PERIOD
