"""What every check works with: the rows of a document as series of numbers, and what a check may find.

A check is a pure function from a RecordView to findings: a Note is something wrong or doubtful, a Tested is a relation and whether it
holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from jospar.extract.columns.aspects import Aspect
from jospar.extract.document import Place
from jospar.normalize.checks.patterns import Pattern, PatternKind, find_pattern
from jospar.normalize.issues import Note
from jospar.normalize.records import Bound, Measure, Outcome, Records, RowRecord, Stage, Status, Task, Value, id_of, table_of
from jospar.normalize.tree import parent_of, rows_of


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a series. `unit_in_last_place` is one of the last digit that is printed: 0.01 of 69,80."""

    value: Value
    amount: Decimal
    unit_in_last_place: Decimal

    @property
    def year(self) -> int:
        """The year that it is for."""
        return self.value.whole_year

    @property
    def is_planned(self) -> bool:
        """Whether it was planned, as far as is known: what was reported or estimated follows no plan."""
        return self.value.stage in (Stage.PLAN, None)


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of a measure or an indicator by ascending year, one a year; of a pair in each cell, one component. Where years have both
    a report and a plan, `layer` says which of them these are; else it is empty.

    `row` is the record; `parent` the id of what it stands below. Missing and unreadable values have no number; ranges have none either.
    `amounts` are the numbers alone, `years` their years; `unit_in_last_place` is one of the last digit that any of them is printed with.
    """

    table: str
    record_id: str
    parent: str
    row: RowRecord
    component: int
    layer: str
    numbers: tuple[Number, ...]
    amounts: tuple[Decimal, ...]
    years: tuple[int, ...]
    unit_in_last_place: Decimal

    def number_in(self, year: int) -> Number | None:
        """The number of a year."""
        return next((number for number in self.numbers if number.year == year), None)

    def amount_in(self, year: int) -> Decimal | None:
        """The amount of a year."""
        return next((number.amount for number in self.numbers if number.year == year), None)

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells it from all other series."""
        return self.record_id, self.component, self.layer

    @property
    def unit(self) -> tuple[str | None, int, str | None]:
        """Unit, power of ten and what it is per: what can be added up has the same."""
        return self.row.unit, self.row.unit_mult, self.row.per

    @property
    def label(self) -> str:
        """What to call it in a formula: its code, else its position among its siblings."""
        return self.row.code or f"№{self.row.position}"


class Relation(StrEnum):
    """A relation of a number to other rows or to a heading, as the table of checks names it; those within a row are PatternKind."""

    TARGET_MET = "target_met"
    TOTAL = "total"
    SHARE = "share"
    EXECUTION = "execution"


@dataclass(frozen=True, slots=True)
class Tested:
    """A relation between values: the records and years that took part, what was expected and what was found.

    `values` are the ids of the values in it; where it holds, it confirms each of them.
    """

    check: Relation | PatternKind
    outcome: Outcome
    place: Place
    records: tuple[str, ...]
    years: tuple[int, ...]
    expected: Decimal | None = None
    found: Decimal | None = None
    tolerance: Decimal | None = None
    values: tuple[str, ...] = ()


CheckFinding = Note | Tested


@dataclass(frozen=True)
class RecordView:
    """The records of a document, and what checks look up in them more than once."""

    records: Records

    @cached_property
    def values_by_owner(self) -> dict[str, tuple[Value, ...]]:
        """All values of each measure and indicator, in the order of its cells."""
        return {owner: tuple(values) for owner, values in groupby(self.records.values, key=lambda value: value.owner_id)}

    @cached_property
    def annual_by_owner(self) -> dict[str, tuple[Value, ...]]:
        """Of these the values of whole years that are the measure itself, or its money where it has no others: what checks compare."""
        return {owner: _annual(values) for owner, values in self.values_by_owner.items()}

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Every series of the document, in the order of the records: indicators, then measures."""
        return tuple(series for row in rows_of(self.records) for series in _series_of(row, self.annual_by_owner.get(id_of(row), ())))

    @cached_property
    def groups(self) -> tuple[tuple[Series, ...], ...]:
        """The measures below each heading in reading order, first components only; reports and plans of the same years apart."""
        groups: dict[tuple[str, str], list[Series]] = {}
        for series in self.series:
            if isinstance(series.row, Measure) and series.component == 0:
                groups.setdefault((series.parent, series.layer), []).append(series)
        return tuple(tuple(group) for group in groups.values())

    def groups_below(self, heading: str) -> Iterator[tuple[Series, ...]]:
        """The groups right below a heading."""
        return (group for group in self.groups if group[0].parent == heading)

    @cached_property
    def patterns(self) -> dict[tuple[str, int, str], Pattern]:
        """The patterns of those series that follow one."""
        found = {series.key: _find_pattern(series) for series in self.series}
        return {key: pattern for key, pattern in found.items() if pattern is not None}

    def pattern_of(self, series: Series) -> Pattern | None:
        """The pattern of a series, None where it follows none."""
        return self.patterns.get(series.key)

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
CheckFunction = Callable[[RecordView], Iterator[CheckFinding]]


def _find_pattern(series: Series) -> Pattern | None:
    """The pattern of a series; of its planned numbers alone where what was reported before them follows another or none."""
    cap = _HUNDRED if series.row.unit == "percent" and max(series.amounts) <= _HUNDRED else None
    whole = find_pattern(series.years, series.amounts, series.unit_in_last_place, cap)
    first = next((at for at, number in enumerate(series.numbers) if number.is_planned), 0)
    if (whole is not None and (whole.holds or whole.sure)) or not first:
        return whole
    planned = find_pattern(series.years[first:], series.amounts[first:], series.unit_in_last_place, cap)
    return planned.shifted(first) if planned is not None and (planned.holds or planned.sure) else whole


_HUNDRED = Decimal(100)


_ONE = Decimal(1)
_REPORTED = (Stage.FACT, Stage.ESTIMATE, Stage.BASELINE)


def _annual(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values of whole years that are the measure itself, or else its money where that has one amount a year."""
    itself = tuple(value for value in values if value.is_annual)
    money = tuple(value for value in values if value.aspect is Aspect.COST and value.year is not None)
    is_money = bool(money) and len({(value.year, value.stage) for value in money}) == len(money) and len(money) == len(values)
    return money if is_money else itself


def _series_of(row: RowRecord, values: tuple[Value, ...]) -> Iterator[Series]:
    """The series of a row: one a component, and where a year has both a report and a plan, one for each of the two.

    A number whose cell names another unit than the row's others has no place in it.
    """
    table, record_id = table_of(row), id_of(row)
    for component in sorted({value.component for value in values}):
        own = [value for value in values if value.component == component]
        years = [value.whole_year for value in own]
        layers = {"": own}
        if len(set(years)) < len(years):
            layers = {
                "plan": [value for value in own if value.stage not in _REPORTED],
                "report": [value for value in own if value.stage in _REPORTED],
            }
        for layer, found in layers.items():
            numbers = _numbers_of(found)
            years = [number.year for number in numbers]
            if numbers and len(set(years)) == len(years):
                yield Series(
                    table=table,
                    record_id=record_id,
                    parent=parent_of(row),
                    row=row,
                    component=component,
                    layer=layer,
                    numbers=tuple(numbers),
                    amounts=tuple(number.amount for number in numbers),
                    years=tuple(years),
                    unit_in_last_place=min(number.unit_in_last_place for number in numbers),
                )


def last_place(amount: Decimal) -> Decimal:
    """One of the last digit that a number is printed with.

    >>> last_place(Decimal("69.80")), last_place(Decimal("120"))
    (Decimal('0.01'), Decimal('1'))
    """
    exponent = amount.as_tuple().exponent
    return _ONE.scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else _ONE


def _numbers_of(values: Sequence[Value]) -> list[Number]:
    """The numbers among values, by ascending year, in the unit that most of them have."""
    numbers: list[Number] = []
    units: Counter[tuple[str | None, int]] = Counter()
    for value in values:
        if value.value is not None and value.status is Status.REPORTED and value.bound is not Bound.RANGE:
            numbers.append(Number(value, value.value, last_place(value.value)))
            units[value.unit, value.unit_mult] += 1
    if len(units) > 1:
        usual = units.most_common(1)[0][0]
        numbers = [number for number in numbers if (number.value.unit, number.value.unit_mult) == usual]
    numbers.sort(key=lambda number: number.year)
    return numbers
