"""The random numbers and words of one strategy: numbers that grow as planned ones do, parties, targets, codes.

It must not know how a document is laid out, nor make numbers that depend on each other.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

from jospar.normalize.records import Status
from tests.generator.phrases import Phrases
from tests.generator.plan import Amount, Direction, Goal, Indicator, Measure, Shape, Target, Task
from tests.generator.relations import Relation

_DASHES = ("-", "–")
_NO_GROUPS_BELOW = 10_000


class Author:
    """The random numbers and words of one strategy; each name is used once."""

    def __init__(self, random: Random, phrases: Phrases, shape: Shape) -> None:
        self.random, self.phrases, self.shape = random, phrases, shape
        self.dash = random.choice(_DASHES)
        self.groups_all = random.random() < 0.7
        self.used: set[str] = set()
        self.relations: list[Relation] = []

    def directions(self) -> tuple[Direction, ...]:
        titles = self.random.sample(self.phrases.directions, self.shape.directions)
        return tuple(
            Direction(str(number), title, self.indicators(), self.goals(str(number))) for number, title in enumerate(titles, start=1)
        )

    def goals(self, above: str) -> tuple[Goal, ...]:
        if not self.shape.has_goals:
            return (Goal("", "", self.tasks(above)),)
        titles = self.random.sample(self.phrases.goals, self.random.randint(1, 2))
        return tuple(Goal(f"{above}.{number}", title, self.tasks(f"{above}.{number}")) for number, title in enumerate(titles, start=1))

    def tasks(self, above: str) -> tuple[Task, ...]:
        titles = self.random.sample(self.phrases.tasks, self.shape.tasks)
        return tuple(self.task(f"{above}.{number}", title) for number, title in enumerate(titles, start=1))

    def task(self, code: str, title: str) -> Task:
        target = None
        if self.random.random() < 0.5:
            ending, unit, mult = self.random.choice(self.phrases.targets)
            baseline = Decimal(self.random.randint(20, 9_000))
            value = baseline + self.random.randint(10, 5_000)
            title += ending.format(self.print_number(baseline), self.print_number(value))
            target = Target(baseline, value, unit, mult)
        count = self.random.randint(max(1, self.shape.measures - 2), self.shape.measures + 1)
        return Task(code, title, target, tuple(self.measure(f"{code}.{n}" if self.shape.coded else "") for n in range(1, count + 1)))

    def measure(self, code: str) -> Measure:
        name, kind = self.name()
        return Measure(
            code=code,
            name=name,
            unit=self.random.choice(self.phrases.units[kind]),
            amounts=self.amounts(kind),
            stakeholders=self.parties(self.phrases.stakeholders, 5) if self.shape.parties == "both" else (),
            executors=self.parties(self.phrases.executors, 3) if self.shape.parties != "none" else (),
        )

    def indicators(self) -> tuple[Indicator, ...]:
        if self.shape.indicators == "none":
            return ()
        numbered = self.shape.indicators == "sentences"
        return tuple(self.indicator(str(number) if numbered else "") for number in range(1, self.random.randint(2, 3)))

    def indicator(self, code: str) -> Indicator:
        kinds = ("share", "count", "people", "money")
        name, kind = self.name(kinds)
        unit = next(unit for unit in self.phrases.units[kind] if unit.bound == "exact")
        return Indicator(code, name, unit, self.amounts(kind, whole=True))

    def name(self, kinds: tuple[str, ...] = ("share", "count", "people", "money", "rate")) -> tuple[str, str]:
        while True:
            counted = self.random.choice([counted for counted in self.phrases.counted if counted.kind in kinds])
            name = self.random.choice(self.phrases.frames).format(what=counted.words, verb=self.random.choice(self.phrases.verbs))
            name = name[0].upper() + name[1:]
            if name not in self.used:
                self.used.add(name)
                return name, counted.kind

    def parties(self, names: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(self.random.sample(names, self.random.randint(1, most)))

    def amounts(self, kind: str, whole: bool = False) -> tuple[Amount, ...]:
        """A series; `whole` has a number in each year."""
        if not whole and self.random.random() < 0.12:
            start = self.series(kind)[0]
            series = [start] * self.shape.years
        else:
            series = self.series(kind)
        amounts = [Amount(self.print_number(number), number) for number in series]
        if not whole and self.random.random() < 0.1:
            missing = Amount(self.dash, None, Status.DASH) if self.random.random() < 0.7 else Amount("", None, Status.BLANK)
            amounts[0] = missing
        return tuple(amounts)

    def series(self, kind: str) -> list[Decimal]:
        places, low, high = self.random.choice(_SIZES[kind])
        step = Decimal(10) ** -places
        number = Decimal(self.random.randint(low, high)) * step
        series: list[Decimal] = []
        for _ in range(self.shape.years):
            series.append(number)
            grown = number + max(step, (number * self.random.randint(1, 15) / 100).quantize(step))
            number = min(grown, Decimal(100).quantize(step)) if kind == "share" else grown
        return series

    def print_number(self, number: Decimal) -> str:
        groups = number >= (1_000 if self.groups_all else _NO_GROUPS_BELOW)
        return f"{number:,}".replace(",", self.shape.space if groups else "").replace(".", ",")


# Places after the comma, and the least and most to begin with, counted in the last of those places.
_SIZES: dict[str, tuple[tuple[int, int, int], ...]] = {
    "share": ((0, 2, 80), (1, 5, 985), (2, 25, 4_000)),
    "count": ((0, 1, 40), (0, 80, 400)),
    "people": ((0, 5, 400), (0, 900, 12_000), (0, 20_000, 150_000)),
    "money": ((0, 500, 2_500), (0, 10_000, 470_000), (0, 1_000_000, 12_480_551), (2, 120_000, 659_160_625)),
    "rate": ((1, 20, 2_230), (2, 1_200, 22_295), (3, 12, 990)),
}
