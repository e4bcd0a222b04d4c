"""The pattern of a series: one value throughout, one step, or one rate of growth; in all years, or in all but one, or with two exchanged.

Planned numbers are often computed, so that what breaks an otherwise exact pattern is rather a slip than a plan. Rates and steps that were
rounded in print fit within one unit of the last printed digit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from math import exp, gcd, log, log2, log10

from jospar.normalize.checks.evidence import ENOUGH, find_grain, is_slip

_FEWEST = 4  # three equal steps
_PLAIN_CONSTANT = 3.0  # bits a number that stays the same
_OFF_THE_ORDER = 3.0  # bits of a number that goes down where all others go up
_BREAK = 5.0  # bits that make a number inside a series wrong rather than the pattern
_BREAK_ROUNDED = 12.0  # the same for steps that were rounded, which fit by chance more easily
_ROUNDING = 5  # units of the last digit that sums of rounded numbers may be off
_DIGITS_THAT_MATTER = 100  # a slip in a number of three digits is no chance
_LEAP_BACK, _LEAP_ON = 2, 5  # steps that a first or last number may be off, against the order of the others and along it
_TIMES_ON = Decimal(3)  # and how many times its neighbour it may be along it


class PatternKind(StrEnum):
    """What stays the same from year to year."""

    VALUE = "constant_value"
    STEP = "constant_step"
    GROWTH = "constant_growth"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a series follows from position `start` on: `change` is its step, or its growth as a factor.

    `broken` are the positions of the numbers that do not fit: none, one, or two that were exchanged; `expected` is what would fit there.
    `bits` is the evidence for the pattern in the numbers that fit; `sure` says that what breaks it is rather a slip than a plan.
    """

    kind: PatternKind
    change: Decimal
    broken: tuple[int, ...] = ()
    expected: tuple[Decimal, ...] = ()
    bits: float = 0.0
    sure: bool = False
    start: int = 0

    @property
    def holds(self) -> bool:
        """Whether all numbers fit."""
        return not self.broken

    def shifted(self, by: int) -> Pattern:
        """The same pattern of a longer series, in which its numbers begin at a position."""
        return replace(self, start=self.start + by, broken=tuple(position + by for position in self.broken))

    def fits(self, position: int) -> bool:
        """Whether the number at a position follows the pattern."""
        return position >= self.start and position not in self.broken


def find_pattern(years: Sequence[int], amounts: Sequence[Decimal], unit: Decimal, cap: Decimal | None = None) -> Pattern | None:
    """The pattern of amounts by year, None where they follow none or are too few to tell; `unit` is one of their last printed digit.
    Nothing above `cap` is expected: a percentage that reaches a hundred stays there.

    >>> pattern = find_pattern(range(2024, 2030), [Decimal(number) for number in (5000, 700, 900, 1100, 1300, 1500)], Decimal(1))
    >>> pattern.kind.value, pattern.change, pattern.broken, pattern.expected, pattern.sure
    ('constant_step', Decimal('200'), (0,), (Decimal('500'),), True)
    """
    count = len(amounts)
    if count < _FEWEST:
        return None
    row = _NumberRow(years, amounts, [int(amount / unit) for amount in amounts], unit, cap)
    everything = range(count)
    whole = row.fit_exactly(everything)
    if whole is not None or count == _FEWEST:
        return whole or row.fit_rounded(everything)
    broken = _without_one(row, everything, row.fit_exactly)
    if broken is not None and broken.sure:
        return broken
    return row.fit_rounded(everything) or _find_broken(row) or broken


def _find_broken(row: _NumberRow) -> Pattern | None:
    """The pattern that is broken for sure: in one number, in two that changed places, or in one besides a first that stands apart."""
    everything = range(len(row.amounts))
    found = _without_one(row, everything, row.fit_rounded)
    if found is None or not found.sure:
        found = _exchanged(row) or found
    if found is not None and found.sure:
        return found
    if len(everything) > _FEWEST + 1:
        later = _without_one(row, everything[1:], row.fit_exactly)
        if later is not None and (later.sure or (found is None and later.broken == (everything[-1],))):
            return replace(later, start=1)
    return found


_Box = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class _NumberRow:
    """The numbers of a series, also as whole numbers of their last printed digit, which are quick to compare; positions name them."""

    years: Sequence[int]
    amounts: Sequence[Decimal]
    units: Sequence[int]
    unit: Decimal
    cap: Decimal | None

    def count_steps(self, rise: float, positions: Sequence[int]) -> float:
        """The bits of a step that so many numbers keep; a step in round numbers says less."""
        grain = gcd(*(self.units[at] for at in positions)) if rise else 1
        power = 10 ** int(log10(grain)) if grain else 1
        return (len(positions) - 2) * log2(1 + abs(rise) / power)

    def fit_exactly(self, positions: Sequence[int]) -> Pattern | None:
        """The one value or the one step that all numbers at some positions have."""
        years, units = self.years, self.units
        first, second = positions[0], positions[1]
        rise, run = units[second] - units[first], years[second] - years[first]
        for position in positions[2:]:
            if (units[position] - units[first]) * run != rise * (years[position] - years[first]):
                return None
        if not rise:
            amount = self.amounts[first]
            bits = min(_PLAIN_CONSTANT, log2(1 + float(abs(amount) / find_grain([amount])))) if amount else 0.0
            return Pattern(PatternKind.VALUE, amount, bits=(len(positions) - 1) * bits)
        return Pattern(PatternKind.STEP, self.unit * rise / run, bits=self.count_steps(rise / run, positions))

    def fit_rounded(self, positions: Sequence[int]) -> Pattern | None:
        """The step or the rate of growth that all numbers have within the rounding of their print, if the evidence is enough."""
        years, units, free = self.years, self.units, len(positions) - 2
        between = _common_slope([(years[at], units[at] - 0.5, units[at] + 0.5) for at in positions])
        if between is not None:
            step = sum(between) / 2
            bits = free * log2(max(1.0, abs(step)))
            if bits >= ENOUGH:
                return Pattern(PatternKind.STEP, (Decimal(repr(step)) * self.unit).quantize(self.unit / 10), bits=bits)
        if min(units[at] for at in positions) <= 1:
            return None
        between = _common_slope([(years[at], log(units[at] - 1), log(units[at] + 1)) for at in positions])
        if between is None:
            return None
        rate = sum(between) / 2
        least = min(units[at] for at in positions)
        bits = free * log2(max(1.0, abs(rate) / log((least + 1) / (least - 1))))
        return Pattern(PatternKind.GROWTH, Decimal(repr(exp(rate))).quantize(Decimal("0.0001")), bits=bits) if bits >= ENOUGH else None

    def expect(self, pattern: Pattern, rest: Sequence[int], position: int) -> Decimal:
        """What fits at a position by the pattern of the rest, in the printed digits."""
        near = min(rest, key=lambda other: abs(self.years[other] - self.years[position]))
        apart, amount = self.years[position] - self.years[near], self.amounts[near]
        if pattern.kind is PatternKind.VALUE:
            return amount
        first, last = rest[0], rest[-1]
        if pattern.kind is PatternKind.STEP:
            if self.fit_exactly(rest) is not None:
                return (amount + pattern.change * apart).quantize(self.unit)
            step = (self.units[last] - self.units[first]) / (self.years[last] - self.years[first])
            expected = round(self.units[near] + step * apart)
        else:
            rate = log(self.units[last] / self.units[first]) / (self.years[last] - self.years[first])
            expected = round(self.units[near] * exp(rate * apart))
        # Rounding leaves a few numbers open: the one that a slip made the printed one of is meant.
        slips = [units for units in range(expected - 2, expected + 3) if is_slip(self.amounts[position], units * self.unit)]
        return (slips[0] if len(slips) == 1 else expected) * self.unit


def _common_slope(boxes: Sequence[_Box]) -> tuple[float, float] | None:
    """The least and the greatest slope of a straight line through all boxes of a year, a low and a high end; None where there is none."""
    least, greatest = float("-inf"), float("inf")
    for (year, low, high), (later, low_later, high_later) in combinations(boxes, 2):
        run = later - year
        flattest, steepest = (low_later - high) / run, (high_later - low) / run
        least = max(least, flattest)
        greatest = min(greatest, steepest)
        if least > greatest + 1e-12:
            return None
    return least, greatest


_Fit = Callable[[Sequence[int]], Pattern | None]


def _without_one(row: _NumberRow, positions: Sequence[int], fit: _Fit) -> Pattern | None:
    """The pattern of all numbers but one, if the evidence for one of them is the best."""
    found = [pattern for at in range(len(positions)) if (pattern := _leave_out(row, positions, at, fit))]
    found.sort(key=lambda pattern: (-pattern.sure, -pattern.bits))
    return found[0] if len(found) == 1 or (found and found[0].bits > found[1].bits) else None


def _leave_out(row: _NumberRow, positions: Sequence[int], at: int, fit: _Fit) -> Pattern | None:
    rest = [*positions[:at], *positions[at + 1 :]]
    pattern = fit(rest)
    if pattern is None:
        return None
    amount, expected = row.amounts[positions[at]], row.expect(pattern, rest, positions[at])
    if expected == amount or (row.cap is not None and expected > row.cap >= amount):
        return None
    others = [row.amounts[position] for position in rest]
    against, exact = _is_against(others, at, amount), fit == row.fit_exactly
    inside = 0 < at < len(positions) - 1
    beside = {others[max(0, at - 1)], others[min(at, len(others) - 1)]}
    if pattern.kind is not PatternKind.VALUE and amount in beside:
        sure = False  # to stay where it is for a year is a plan as well
    elif inside:
        rounding = not exact and abs(amount - expected) <= _ROUNDING * row.unit
        sure = not rounding and _is_slip_inside(pattern, others, amount, expected, against, exact)
    else:
        slip = exact and is_slip(amount, expected) and _has_digits_that_matter(others, amount, expected)
        sure = slip or (positions[0] == 0 and _is_leap(others, at, amount, expected, against))
    return Pattern(pattern.kind, pattern.change, (positions[at],), (expected,), pattern.bits, sure)


def _is_slip_inside(
    pattern: Pattern, rest: Sequence[Decimal], amount: Decimal, expected: Decimal, against: bool, exact: bool
) -> bool:
    """Whether a number inside a series is rather a slip: it goes against the order, or one slip in digits that matter explains it."""
    odd = log2(float(max(Decimal(1), find_grain([expected]) / find_grain([amount])))) if amount and expected else 0.0
    if pattern.bits + (_OFF_THE_ORDER if against else 0) + odd < (_BREAK if exact else _BREAK_ROUNDED):
        return False
    return against or pattern.kind is PatternKind.VALUE or (is_slip(amount, expected) and _has_digits_that_matter(rest, amount, expected))


def _has_digits_that_matter(rest: Sequence[Decimal], amount: Decimal, expected: Decimal) -> bool:
    """Whether a slip between two numbers is no chance: they have at least three digits before those that are round in the whole series."""
    return abs(expected) / find_grain([*rest, amount]) >= _DIGITS_THAT_MATTER


def _is_leap(rest: Sequence[Decimal], index: int, amount: Decimal, expected: Decimal, against: bool) -> bool:
    """Whether a first or last number is far off: a plan may leave its base at once, or end in a final effort, by some steps."""
    step = abs(rest[1] - rest[0]) if index == 0 else abs(rest[-1] - rest[-2])
    if not step:
        return False
    off = abs(amount - expected) / step
    if against:
        return off >= _LEAP_BACK
    near = rest[0] if index == 0 else rest[-1]
    return index > 0 and off >= _LEAP_ON and bool(near) and not 1 / _TIMES_ON < amount / near < _TIMES_ON


def _is_against(rest: Sequence[Decimal], index: int, amount: Decimal) -> bool:
    """Whether a number at `index` goes against the order that the others are in."""
    if rest[-1] == rest[0]:
        return False
    before = rest[index - 1] if index > 0 else None
    after = rest[index] if index < len(rest) else None
    low, high = (before, after) if rest[-1] > rest[0] else (after, before)
    return (low is not None and amount < low) or (high is not None and amount > high)


def _exchanged(row: _NumberRow) -> Pattern | None:
    """The pattern that all numbers follow once two of them change places, which puts them in order."""
    for falling in (False, True):
        ordered = sorted(row.units, reverse=falling)
        apart = [at for at, (unit, other) in enumerate(zip(row.units, ordered, strict=True)) if unit != other]
        if len(apart) == 2:
            changed = _NumberRow(row.years, [row.unit * units for units in ordered], ordered, row.unit, row.cap)
            pattern = changed.fit_exactly(range(len(ordered))) or changed.fit_rounded(range(len(ordered)))
            if pattern is not None:
                expected = tuple(changed.amounts[at] for at in apart)
                return replace(pattern, broken=tuple(apart), expected=expected, sure=pattern.bits + _OFF_THE_ORDER >= _BREAK)
    return None
