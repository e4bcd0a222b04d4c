"""Makes up numbers that follow from each other, as those of real strategies do, and notes which cells each relation bears on.

A task's target is the sum of its measures or one of them; an amount is a share of an indicator; a row grows by the same percentage or step
each year, or not at all; a row of totals stands above or below its parts; an indicator is the sum of measures of its direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.generator.author import Author
from tests.generator.phrases import UnitLabel
from tests.generator.plan import Amount, Direction, Indicator, Measure, Target, Task
from tests.generator.relations import Kind, Relation, key_of
from tests.generator.uneven import plan_unevenly

_RATES = tuple(map(Decimal, ("3", "4", "5", "7", "7.5", "10", "12")))
_LEAST_TO_GROW = 1_000
_UNEVEN = 0.3
_KINDS = ("share", "count", "people", "money", "rate")


class RelatedAuthor(Author):
    """An author whose numbers hang together; `base` is the indicator of money that shares are taken of."""

    base: tuple[str, tuple[Decimal, ...]] | None = None

    def directions(self) -> tuple[Direction, ...]:
        titles = self.random.sample(self.phrases.directions, self.shape.directions)
        return tuple(self.direction(str(number), title) for number, title in enumerate(titles, start=1))

    def direction(self, code: str, title: str) -> Direction:
        parent = f"d{code}"
        self.base = None
        indicators: list[Indicator] = []
        numbered = self.shape.indicators == "sentences"
        if self.shape.indicators != "none":
            row = self.row(parent, "money", self.series_of("money", (Kind.GROWTH, Kind.STEPS, None), 900_000), self.thousands())
            indicators.append(Indicator("1" if numbered else "", row.name, row.unit, row.amounts))
            self.base = (key_of(parent, row.name), _numbers(row))
        goals = self.goals(code)
        tasks = [(_path(task.code), task) for goal in goals for task in goal.tasks]
        people = [(key_of(path, m.name), m) for path, task in tasks for m in task.measures if m.unit.unit == "person" and self.is_part(m)]
        if indicators and len(people) > 1:
            name, _ = self.name(("people",))
            sums = self.printed(_sums([measure for _, measure in people]))
            indicators.append(Indicator("2" if numbered else "", name, people[0][1].unit, sums))
            self.relate(Kind.INDICATOR, (key_of(parent, name), *(key for key, _ in people)))
        return Direction(code, title, tuple(indicators), goals)

    def task(self, code: str, title: str) -> Task:
        parent = _path(code)
        makers = [self.summed, self.summed, self.reached, self.totalled, self.apart, self.plain, *([self.shared] * 2 if self.base else [])]
        rows, target, ending = self.random.choice(makers)(parent)
        for _ in range(self.shape.measures - len(rows)):
            rows.append(self.other(parent, {row.unit.unit for row in rows}))
        return Task(code, title + ending, target, tuple(self.coded(code, rows)))

    def coded(self, above: str, rows: Sequence[Measure]) -> list[Measure]:
        """The rows with their codes; totals have none."""
        numbers = iter(range(1, len(rows) + 1))
        return [replace(row, code=f"{above}.{next(numbers)}") if self.shape.coded and self.is_part(row) else row for row in rows]

    def is_part(self, row: Measure) -> bool:
        """Whether a row is no row of totals."""
        return row.name not in self.phrases.totals and not row.name.endswith(self.phrases.total_of.removeprefix("{}"))

    def summed(self, parent: str) -> tuple[list[Measure], Target | None, str]:
        """A target that is the sum of a run of measures in one unit, and sometimes more rows in that unit."""
        parts, kind = self.parts(parent)
        behind = [self.other(parent, {parts[0].unit.unit})] if self.random.random() < 0.5 else []
        if behind and self.random.random() < 0.5:
            behind.append(self.row(parent, kind, self.series_of(kind, (None,), whole=True), parts[0].unit))
        ahead = [self.other(parent, {parts[0].unit.unit})] if self.random.random() < 0.3 else []
        return [*ahead, *parts, *behind], *self.target(parent, parts)

    def reached(self, parent: str) -> tuple[list[Measure], Target | None, str]:
        """A target that is one of the measures."""
        kind = self.random.choice(("people", "money"))
        unit = self.thousands() if kind == "money" else self.random.choice(self.phrases.units[kind])
        row = self.row(parent, kind, self.series_of(kind, (Kind.GROWTH, Kind.STEPS, None), whole=True), unit)
        rows = [self.other(parent, {unit.unit}) for _ in range(self.random.randint(0, 2))]
        rows.insert(self.random.randint(0, len(rows)), row)
        return rows, *self.target(parent, [row])

    def totalled(self, parent: str) -> tuple[list[Measure], Target | None, str]:
        """A row of totals below its parts, or above them with or without a row that says so."""
        parts, _ = self.parts(parent)
        sums = self.printed(_sums(parts))
        if self.random.random() < 0.3:
            name = self.phrases.total_of.format(self.name(("people", "money"))[0])
            rows = [self.total(name, parts[0], sums), replace(parts[0], lead=self.phrases.of_which), *parts[1:]]
        else:
            name = self.random.choice(self.phrases.totals)
            total = self.total(name, parts[0], sums)
            rows = [total, *parts] if self.phrases.of_which in name or self.random.random() < 0.3 else [*parts, total]
        self.relate(Kind.TOTAL, (key_of(parent, name), *(key_of(parent, part.name) for part in parts)))
        return rows, None, ""

    def shared(self, parent: str) -> tuple[list[Measure], Target | None, str]:
        """An amount that is in every year a printed share of the indicator, as both are printed."""
        assert self.base is not None
        key, base = self.base
        step = self.random.choice(tuple(map(Decimal, ("0.1", "0.3", "0.5", "1"))))
        shares = _line(step * self.random.randint(2, 9), step, self.shape.years)
        rounding = self.random.choice((ROUND_DOWN, ROUND_HALF_UP))
        amounts = [(share * of / 100).quantize(Decimal(1), rounding) for share, of in zip(shares, base, strict=True)]
        percent = next(unit for unit in self.phrases.units["share"] if unit.bound == "exact")
        rows = [self.row(parent, "money", amounts, self.thousands()), self.row(parent, "share", shares, percent)]
        self.relate(Kind.SHARE, (*(key_of(parent, row.name) for row in rows), key))
        return rows if self.random.random() < 0.8 else rows[::-1], None, ""

    def apart(self, parent: str) -> tuple[list[Measure], Target | None, str]:
        """A target that none of the measures counts."""
        ending, unit, mult = self.random.choice(self.phrases.targets)
        low = Decimal(self.random.randrange(20, 200, 10))
        high = low + self.random.randrange(10, 300, 10)
        rows = [self.other(parent, {"person", "item", "KZT"}) for _ in range(max(2, self.shape.measures))]
        return rows, Target(low, high, unit, mult), ending.format(self.print_number(low), self.print_number(high))

    def plain(self, parent: str) -> tuple[list[Measure], Target | None, str]:
        """Rows that have nothing to do with each other."""
        return [self.other(parent, set())], None, ""

    def parts(self, parent: str) -> tuple[list[Measure], str]:
        """Rows in one unit that can be added up."""
        kind = self.random.choice(("people", "money"))
        unit = self.thousands() if kind == "money" else self.random.choice(self.phrases.units[kind])
        count = self.random.randint(2, 4)
        kinds = (Kind.GROWTH, Kind.STEPS, None, None)
        return [self.row(parent, kind, self.series_of(kind, kinds, whole=True), unit) for _ in range(count)], kind

    def target(self, parent: str, parts: Sequence[Measure]) -> tuple[Target | None, str]:
        """The target that parts add up to, and how a title says it."""
        unit = parts[0].unit
        ending = next(ending for ending, code, _ in self.phrases.targets if code == unit.unit)
        sums = _sums(parts)
        self.relate(Kind.TARGET, (parent, *(key_of(parent, part.name) for part in parts)), (0, self.shape.years - 1))
        printed = ending.format(self.print_number(sums[0]), self.print_number(sums[-1]))
        return Target(sums[0], sums[-1], unit.unit, unit.mult), printed

    def other(self, parent: str, units: set[str]) -> Measure:
        """A row in none of the units."""
        kinds = [kind for kind in _KINDS if self.phrases.units[kind][0].unit not in units]
        kind = self.random.choice(kinds or ["rate"])
        if self.random.random() < _UNEVEN:
            unit = self.random.choice(self.phrases.units[kind])
            return self.row(parent, kind, plan_unevenly(self.random, kind, self.shape.years), unit)
        series = self.series_of(kind, (Kind.GROWTH, Kind.STEPS, Kind.STEPS, Kind.CONSTANT, None, None))
        return self.row(parent, kind, series, self.random.choice(self.phrases.units[kind]))

    def row(self, parent: str, kind: str, series: Sequence[Decimal], unit: UnitLabel) -> Measure:
        """A row with a series; what the series follows from by itself is noted."""
        name, _ = self.name((kind,))
        parties, shape = self.phrases, self.shape
        measure = Measure(
            code="",
            name=name,
            unit=unit,
            amounts=self.printed(series),
            stakeholders=self.parties(parties.stakeholders, 5) if shape.parties == "both" else (),
            executors=self.parties(parties.executors, 3) if shape.parties != "none" else (),
        )
        if isinstance(series, _Curve):
            self.relations.append(Relation(series.kind, (key_of(parent, name),), tuple(range(shape.years)), tuple(series)))
        return measure

    def total(self, name: str, part: Measure, sums: tuple[Amount, ...]) -> Measure:
        return replace(part, name=name, amounts=sums, stakeholders=(), executors=part.executors)

    def series_of(self, kind: str, laws: tuple[Kind | None, ...], least: int = 0, whole: bool = False) -> Sequence[Decimal]:
        """A series of some kind that follows one of the laws, or none."""
        law = self.random.choice(laws)
        start = self.series(kind)[0]
        while whole and start != int(start):
            start = self.series(kind)[0]
        start = max(start, Decimal(least + self.random.randint(0, least)))
        if law is Kind.CONSTANT:
            return _Curve(law, [start] * self.shape.years)
        if law is Kind.GROWTH and start >= _LEAST_TO_GROW and start == int(start):
            rate = 1 + self.random.choice(_RATES) / 100
            return _Curve(law, [(start * rate**year).quantize(Decimal(1), ROUND_HALF_UP) for year in range(self.shape.years)])
        if law is Kind.STEPS and (kind != "share" or start < 50):
            return _Curve(law, _line(start, self.step(start, kind), self.shape.years))
        return self.grown(start, kind)

    def grown(self, start: Decimal, kind: str) -> list[Decimal]:
        """A series that grows unevenly."""
        place = Decimal(1).scaleb(int(start.as_tuple().exponent))
        series = [start]
        for _ in range(self.shape.years - 1):
            added = max(place, (series[-1] * self.random.randint(10, 150) / 1000).quantize(place))
            series.append(min(series[-1] + added, Decimal(100).quantize(place)) if kind == "share" else series[-1] + added)
        return series

    def step(self, start: Decimal, kind: str) -> Decimal:
        """A step that people would plan: a round number, in the last place that is printed or in the greatest."""
        if kind == "share" or start < 100:
            place = Decimal(1).scaleb(int(start.as_tuple().exponent))
            room = (Decimal(100) - start) / self.shape.years if kind == "share" else Decimal(10)
            return min(place * self.random.choice((1, 2, 5)), room.quantize(place, ROUND_DOWN))
        return Decimal(10) ** (len(str(int(start))) - 2) * self.random.choice((1, 2, 5))

    def printed(self, series: Sequence[Decimal]) -> tuple[Amount, ...]:
        return tuple(Amount(self.print_number(number), number) for number in series)

    def thousands(self) -> UnitLabel:
        """A unit of a thousand tenge."""
        return next(unit for unit in self.phrases.units["money"] if unit.mult == 3)

    def relate(self, kind: Kind, rows: tuple[str, ...], years: tuple[int, ...] = ()) -> None:
        self.relations.append(Relation(kind, rows, years or tuple(range(self.shape.years))))


class _Curve(list[Decimal]):
    """A series that follows a law."""

    def __init__(self, kind: Kind, numbers: Sequence[Decimal]) -> None:
        super().__init__(numbers)
        self.kind = kind


def _line(start: Decimal, step: Decimal, count: int) -> list[Decimal]:
    return [start + step * index for index in range(count)]


def _numbers(row: Measure) -> tuple[Decimal, ...]:
    return tuple(amount.number for amount in row.amounts if amount.number is not None)


def _sums(rows: Sequence[Measure]) -> list[Decimal]:
    return [sum(numbers, Decimal(0)) for numbers in zip(*map(_numbers, rows), strict=True)]


def _path(code: str) -> str:
    """The path of a task of a code: `1.2` -> `d1/t2`, `1.1.2` -> `d1/g1/t2`."""
    numbers = code.split(".")
    levels = "dt" if len(numbers) == 2 else "dgt"
    return "/".join(f"{level}{number}" for level, number in zip(levels, numbers, strict=True))
