"""What the numbers of a strategy have to do with each other: which cells take part in a relation, and in which years it holds.

Rows are told by keys that no mistake changes: the path of what they stand below and the letters of their name. It must not know how
relations are made up, nor how they are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Numbers = Mapping[tuple[str, int], Decimal]


class Kind(StrEnum):
    """TARGET, TOTAL and INDICATOR: the first row is the sum of the others. SHARE: the first is the second (in %) of the third."""

    TARGET = "target"
    TOTAL = "total"
    INDICATOR = "indicator"
    SHARE = "share"
    GROWTH = "growth"
    STEPS = "steps"
    CONSTANT = "constant"


# How many years must still hold for a relation with a mistake to be known as one; a total says that it is one, in words or in a title.
_HOLDS_STILL = {Kind.TARGET: 1, Kind.TOTAL: 0, Kind.INDICATOR: 3, Kind.SHARE: 3, Kind.GROWTH: 4, Kind.STEPS: 4, Kind.CONSTANT: 3}
_SERIES = (Kind.GROWTH, Kind.STEPS, Kind.CONSTANT)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between rows in some years (counted from 0); `curve` is what a row has that follows from itself alone."""

    kind: Kind
    rows: tuple[str, ...]
    years: tuple[int, ...]
    curve: tuple[Decimal, ...] = ()

    def holding(self, numbers: Numbers) -> frozenset[int]:
        """The years in which it holds, within the rounding of what is printed."""
        return frozenset(year for year in self.years if self._holds(year, numbers))

    def known_without(self, holding: frozenset[int]) -> bool:
        """Whether what still holds is enough to see that the rest is a mistake; plans do leave a constant value at their ends."""
        is_within = self.kind is not Kind.CONSTANT or {self.years[0], self.years[-1]} <= holding
        return is_within and len(holding) >= _HOLDS_STILL[self.kind]

    def _holds(self, year: int, numbers: Numbers) -> bool:
        found = [numbers.get((row, year)) for row in self.rows]
        if any(number is None for number in found):
            return False
        first, *others = [number for number in found if number is not None]
        if self.kind in _SERIES:
            return abs(first - self.curve[year]) <= (_last_place(first) if self.kind is Kind.GROWTH else 0)
        if self.kind is Kind.SHARE:
            return abs(first - others[0] * others[1] / 100) < _last_place(first)
        return first == sum(others)


def key_of(parent: str, name: str) -> str:
    """The key of a row below a path.

    >>> key_of("d1/t2", "Барлығы, оның ішінде:")
    'd1/t2 барлығыоныңішінде'
    """
    return f"{parent} {''.join(filter(str.isalnum, name.lower()))}"


def parent_of(key: str) -> str:
    """The path in a key; that of a task is the task's own."""
    return key.partition(" ")[0]


def broken(relations: tuple[Relation, ...], before: Numbers, after: Numbers) -> Iterator[tuple[Relation, frozenset[int]]]:
    """The relations that hold in fewer years than before, each with the years in which it still holds."""
    for relation in relations:
        holding = relation.holding(after)
        if holding < relation.holding(before):
            yield relation, holding


def _last_place(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
