"""The pattern of a series: one value throughout, one step, or one rate of growth; in all years, or in all but one, or with two exchanged.

Planned numbers are often computed, so that what breaks an otherwise exact pattern is rather a slip than a plan. Rates and steps that were
rounded in print fit within one unit of the last printed digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, pairwise
from math import exp, log, log2

from normalize.checks.evidence import ENOUGH

_FEWEST = 4  # three equal steps
_PLAIN_CONSTANT = 3.0  # bits a number that stays the same
_OFF_THE_ORDER = 3.0  # bits of a number that goes down where all others go up
_BREAK = 6.0  # bits that make a number inside a series wrong rather than the pattern
_LEAP = 2  # steps


class Kind(StrEnum):
    """What stays the same from year to year."""

    VALUE = "constant_value"
    STEP = "constant_step"
    GROWTH = "constant_growth"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a series follows: `change` is its step, or its growth as a factor.

    `broken` are the positions of the numbers that do not fit: none, one, or two that were exchanged; `expected` is what would fit there.
    `bits` is the evidence for the pattern in the numbers that fit; `sure` says that what breaks it is rather a slip than a plan.
    """

    kind: Kind
    change: Decimal
    broken: tuple[int, ...] = ()
    expected: tuple[Decimal, ...] = ()
    bits: float = 0.0
    sure: bool = False

    @property
    def holds(self) -> bool:
        """Whether all numbers fit."""
        return not self.broken


Point = tuple[int, Decimal]


def find_pattern(points: Sequence[Point], unit: Decimal) -> Pattern | None:
    """The pattern of numbers by year, None where they follow none or are too few to tell; `unit` is one of their last printed digit."""
    if len(points) < _FEWEST:
        return None
    whole = _fit(points, unit)
    if whole is not None:
        return whole
    if len(points) > _FEWEST:
        return _without_one(points, unit) or _exchanged(points, unit)
    return None


def _fit(points: Sequence[Point], unit: Decimal) -> Pattern | None:
    """The pattern that all points follow."""
    amounts = [amount for _, amount in points]
    if len(set(amounts)) == 1:
        return Pattern(Kind.VALUE, amounts[0], bits=(len(points) - 2) * _PLAIN_CONSTANT)
    slopes = {(after - before) / (next_year - year) for (year, before), (next_year, after) in pairwise(points)}
    free = len(points) - 2
    if len(slopes) == 1:
        step = slopes.pop()
        return Pattern(Kind.STEP, step, bits=free * log2(1 + float(abs(step) / unit)))
    return _fit_rounded_step(points, unit) or _fit_growth(points, unit)


def _fit_rounded_step(points: Sequence[Point], unit: Decimal) -> Pattern | None:
    half = float(unit) / 2
    between = _common_slope([(year, float(amount) - half, float(amount) + half) for year, amount in points])
    if between is None:
        return None
    step = sum(between) / 2
    bits = (len(points) - 2) * log2(max(1.0, abs(step) / float(unit)))
    return Pattern(Kind.STEP, _round(step, unit / 10), bits=bits) if bits >= ENOUGH else None


def _fit_growth(points: Sequence[Point], unit: Decimal) -> Pattern | None:
    lows = [(year, float(amount - unit), float(amount + unit)) for year, amount in points]
    if any(low <= 0 for _, low, _ in lows):
        return None
    between = _common_slope([(year, log(low), log(high)) for year, low, high in lows])
    if between is None:
        return None
    rate = sum(between) / 2
    width = max(log(high / low) for _, low, high in lows)
    bits = (len(points) - 2) * log2(max(1.0, abs(rate) / width))
    return Pattern(Kind.GROWTH, _round(exp(rate), Decimal("0.0001")), bits=bits) if bits >= ENOUGH else None


def _common_slope(boxes: Sequence[tuple[int, float, float]]) -> tuple[float, float] | None:
    """The least and the greatest slope of a straight line through all boxes of a year, a low and a high end; None where there is none."""
    least, greatest = float("-inf"), float("inf")
    for (year, low, high), (later, low_later, high_later) in combinations(boxes, 2):
        least = max(least, (low_later - high) / (later - year))
        greatest = min(greatest, (high_later - low) / (later - year))
        if least > greatest + 1e-12:
            return None
    return least, greatest


def _without_one(points: Sequence[Point], unit: Decimal) -> Pattern | None:
    """The pattern of all numbers but one, if it is the only one that breaks it and the evidence is enough."""
    found = [pattern for index in range(len(points)) if (pattern := _leave_out(points, index, unit))]
    found.sort(key=lambda pattern: -pattern.bits)
    return found[0] if found and (len(found) == 1 or found[0].bits > found[1].bits) else None


def _leave_out(points: Sequence[Point], index: int, unit: Decimal) -> Pattern | None:
    rest = [*points[:index], *points[index + 1 :]]
    pattern = _fit(rest, unit)
    if pattern is None:
        return None
    year, amount = points[index]
    expected = _expect(pattern, rest, year, unit)
    if expected is None or expected == amount:
        return None
    step = abs(rest[1][1] - rest[0][1])
    against = bool(step) and _is_against(rest, index, amount)
    steps_off = abs(amount - expected) / step if step else None
    if 0 < index < len(points) - 1:
        sure = pattern.bits + (_OFF_THE_ORDER if against else 0) >= _BREAK
    else:
        # A first or last step may well be another one; not a leap against all that follows.
        sure = against and steps_off is not None and steps_off >= _LEAP
    return Pattern(pattern.kind, pattern.change, (index,), (expected,), pattern.bits, sure)


def _is_against(rest: Sequence[Point], index: int, amount: Decimal) -> bool:
    """Whether a number at `index` goes against the order that the others are in."""
    rising = rest[-1][1] > rest[0][1]
    before, after = rest[max(0, index - 1)][1], rest[min(index, len(rest) - 1)][1]
    too_low = index > 0 and amount < before if rising else index < len(rest) and amount < after
    too_high = index < len(rest) and amount > after if rising else index > 0 and amount > before
    return too_low or too_high


def _expect(pattern: Pattern, rest: Sequence[Point], year: int, unit: Decimal) -> Decimal | None:
    """What fits in a year by the pattern of the others, in the printed digits."""
    near_year, near = min(rest, key=lambda point: abs(point[0] - year))
    if pattern.kind is Kind.VALUE:
        return near
    if pattern.kind is Kind.STEP:
        return (near + pattern.change * (year - near_year)).quantize(unit)
    (first, low), (last, high) = rest[0], rest[-1]
    rate = log(float(high / low)) / (last - first)
    return _round(float(near) * exp(rate * (year - near_year)), unit)


def _exchanged(points: Sequence[Point], unit: Decimal) -> Pattern | None:
    """The pattern that all numbers follow once two of them change places."""
    found: list[Pattern] = []
    for one, other in combinations(range(len(points)), 2):
        if points[one][1] == points[other][1]:
            continue
        amounts = [amount for _, amount in points]
        amounts[one], amounts[other] = amounts[other], amounts[one]
        pattern = _fit([(year, amount) for (year, _), amount in zip(points, amounts, strict=True)], unit)
        if pattern is not None:
            found.append(replace(pattern, broken=(one, other), expected=(amounts[one], amounts[other]), sure=pattern.bits >= _BREAK))
    return found[0] if len(found) == 1 else None


def _round(number: float, unit: Decimal) -> Decimal:
    return Decimal(repr(number)).quantize(unit)
