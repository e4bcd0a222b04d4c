"""What every check works with: the rows of a document as series of numbers, and what a check may find.

A check is a pure function from a Sheet to findings: a Note is something wrong or doubtful, a Tested is a relation and whether it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from extract.document import Place
from normalize.checks.patterns import Pattern, find_pattern
from normalize.issues import Note
from normalize.records import Bound, Indicator, Measure, Outcome, Records, Stage, Status, Task, Value


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a series. `unit_in_last_place` is one of the last digit that is printed: 0.01 of 69,80."""

    value: Value
    amount: Decimal
    unit_in_last_place: Decimal

    @property
    def year(self) -> int:
        """The year that it is for."""
        return self.value.year

    @property
    def is_planned(self) -> bool:
        """Whether it was planned, as far as is known: what was reported or estimated follows no plan."""
        return self.value.stage in (Stage.PLAN, None)


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of a measure or an indicator by ascending year, one a year; of a pair in each cell, one component.

    `row` is the record; `parent` the id of what it stands below. Missing and unreadable values have no number; ranges have none either.
    `amounts` are the numbers alone, `years` their years; `unit_in_last_place` is one of the last digit that any of them is printed with.
    """

    table: str
    record_id: str
    parent: str
    row: Measure | Indicator
    component: int
    numbers: tuple[Number, ...]
    amounts: tuple[Decimal, ...]
    years: tuple[int, ...]
    unit_in_last_place: Decimal

    def number_in(self, year: int) -> Number | None:
        """The number of a year."""
        return next((number for number in self.numbers if number.value.year == year), None)

    def amount_in(self, year: int) -> Decimal | None:
        """The amount of a year."""
        return next((number.amount for number in self.numbers if number.value.year == year), None)

    @property
    def unit(self) -> tuple[str | None, int, str | None]:
        """Unit, power of ten and what it is per: what can be added up has the same."""
        return self.row.unit, self.row.unit_mult, self.row.per

    @property
    def label(self) -> str:
        """What to call it in a formula: its code, else its position among its siblings."""
        return self.row.code or f"№{self.row.position}"


@dataclass(frozen=True, slots=True)
class Tested:
    """A relation between values: the records and years that took part, what was expected and what was found.

    `values` are the ids of the values in it; where it holds, it confirms each of them.
    """

    check: str
    outcome: Outcome
    place: Place
    records: tuple[str, ...]
    years: tuple[int, ...]
    expected: Decimal | None = None
    found: Decimal | None = None
    tolerance: Decimal | None = None
    values: tuple[str, ...] = ()


Finding = Note | Tested


@dataclass(frozen=True)
class Sheet:
    """The records of a document, and what checks look up in them more than once."""

    records: Records

    @cached_property
    def values_by_owner(self) -> dict[str, tuple[Value, ...]]:
        """All values of each measure and indicator, in the order of its cells."""
        return {owner: tuple(values) for owner, values in groupby(self.records.values, key=lambda value: value.owner_id)}

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Every series of the document, in the order of the records: indicators, then measures."""
        rows: tuple[Measure | Indicator, ...] = (*self.records.indicators, *self.records.measures)
        return tuple(series for row in rows for series in _series_of(row, self.values_by_owner.get(id_of(row), ())))

    @cached_property
    def series_by_parent(self) -> dict[str, tuple[Series, ...]]:
        """The first components of the measures below each heading, in reading order."""
        by_parent: dict[str, list[Series]] = {}
        for series in self.series:
            if series.table == "measures" and series.component == 0:
                by_parent.setdefault(series.parent, []).append(series)
        return {parent: tuple(found) for parent, found in by_parent.items()}

    @cached_property
    def patterns(self) -> dict[tuple[str, int], Pattern]:
        """The patterns of those series that follow one, by record and component."""
        found = {
            (series.record_id, series.component): find_pattern(series.years, series.amounts, series.unit_in_last_place)
            for series in self.series
        }
        return {key: pattern for key, pattern in found.items() if pattern is not None}

    def pattern_of(self, series: Series) -> Pattern | None:
        """The pattern of a series, None where it follows none."""
        return self.patterns.get((series.record_id, series.component))

    def meant_by_pattern(self, series: Series, year: int) -> Decimal | None:
        """What the pattern of a series wants in a year that breaks it."""
        pattern = self.pattern_of(series)
        broken = zip(pattern.broken, pattern.expected, strict=True) if pattern else ()
        return next((meant for index, meant in broken if series.years[index] == year), None)

    def may_be_slip(self, series: Series, position: int) -> bool:
        """Whether a number that breaks the pattern of its series may be a slip: it was planned, or enough of what was reported fits.

        What was reported or estimated need not follow a plan.
        """
        pattern, numbers = self.pattern_of(series), series.numbers
        reported = sum(not number.is_planned and pattern.fits(at) for at, number in enumerate(numbers)) if pattern else 0
        return numbers[position].is_planned or reported >= _REPORTED_THAT_FIT

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The tasks by their ids."""
        return {task.task_id: task for task in self.records.tasks}


_REPORTED_THAT_FIT = 3
Check = Callable[[Sheet], Iterator[Finding]]


def id_of(row: Measure | Indicator) -> str:
    """The id of a row, whatever its table."""
    return row.measure_id if isinstance(row, Measure) else row.indicator_id


_ONE = Decimal(1)


def _series_of(row: Measure | Indicator, values: tuple[Value, ...]) -> Iterator[Series]:
    """The series of a row, one a component; none of a component that has two numbers for one year (a plan and a report)."""
    by_component: dict[int, list[Number]] = {}
    for value in values:
        if value.value is not None and value.status is Status.REPORTED and value.bound is not Bound.RANGE:
            exponent = value.value.as_tuple().exponent
            place = _ONE.scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else _ONE
            by_component.setdefault(value.component, []).append(Number(value, value.value, place))
    table, record_id = ("measures", row.measure_id) if isinstance(row, Measure) else ("indicators", row.indicator_id)
    for component, numbers in by_component.items():
        numbers.sort(key=lambda number: number.value.year)
        years = tuple(number.value.year for number in numbers)
        if len(set(years)) == len(years):
            yield Series(
                table=table,
                record_id=record_id,
                parent=record_id.rpartition("/")[0],
                row=row,
                component=component,
                numbers=tuple(numbers),
                amounts=tuple(number.amount for number in numbers),
                years=years,
                unit_in_last_place=min(number.unit_in_last_place for number in numbers),
            )
