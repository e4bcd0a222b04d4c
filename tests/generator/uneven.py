"""Series as people plan them without a formula: round numbers that stay, jump, speed up, start from little or end in an effort.

No mistake is in them, so that no check may take them for one.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate
from random import Random

_SCALES = {"share": (1,), "count": (1,), "people": (1, 10, 100), "money": (100, 1_000, 10_000), "rate": (1,)}
_MOST = 95


def plan_unevenly(random: Random, kind: str, years: int) -> list[Decimal]:
    """A series of a kind of numbers; shares stay below 100."""
    series = random.choice(_PLANS)(random, years)
    scale = random.choice(_SCALES[kind])
    if kind == "share" and series[-1] > _MOST:
        series = [min(number, _MOST) for number in series]
    return [Decimal(number * scale) for number in series]


def _stays(random: Random, years: int) -> list[int]:
    """`55 60 60 60 60 60`."""
    level, before = random.randrange(20, 80, 5), random.randint(1, max(1, years // 3))
    return [level - 5 * max(0, before - year) for year in range(years)]


def _two_levels(random: Random, years: int) -> list[int]:
    """`5 5 5 5 7 7`."""
    low, high = random.randint(3, 20), random.randint(1, 8)
    change = random.randint(1, years - 1)
    return [low if year < change else low + high for year in range(years)]


def _speeds_up(random: Random, years: int) -> list[int]:
    """`5 8 12 17 23 30`."""
    step = random.randint(1, 4)
    return list(accumulate([random.randint(2, 10), *range(step, step + years - 1)]))


def _round(random: Random, years: int) -> list[int]:
    """`10 12 15 17 20 25`."""
    return list(accumulate([random.choice((5, 10, 20, 25)), *(random.choice((2, 3, 5, 5, 10)) for _ in range(years - 1))]))


def _from_little(random: Random, years: int) -> list[int]:
    """`2 5 15 20 25 30`."""
    return [random.randint(1, 2), *(5 * year for year in range(1, years))]


def _last_effort(random: Random, years: int) -> list[int]:
    """`8 11 14 17 20 25`."""
    start, step = random.randint(3, 30), random.randint(1, 5)
    even = [start + step * year for year in range(years)]
    return [*even[:-1], even[-1] + random.randint(1, step)]


def _ones(random: Random, years: int) -> list[int]:
    """`2 3 4 5 6 7`, which neighbours may well share."""
    start = random.randint(1, 3)
    return [start + year for year in range(years)]


_PLANS: tuple[Callable[[Random, int], list[int]], ...] = (_stays, _two_levels, _speeds_up, _round, _from_little, _last_effort, _ones)
