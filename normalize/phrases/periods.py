"""What period a column of values is for: its code, its days, and the year where it is a whole one. It must not know columns or stages.

The codes are those of the data contract: `2025`, `2025-Q4`, `2025-S1` (a half-year, as SDMX has it), `2025-09`, `2025-01/2025-09`,
`2024/2026` (calendar years), `2024-09/2025-08` (an academic year).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jospar.extract.words.periods import PartKind, YearPart
from jospar.extract.words.years import YEAR, find_years
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.years import parse_year
from jospar.normalize.records import PeriodKind

_SPAN = re.compile(rf"(?<!\d)({YEAR})\s?[-–—]\s?({YEAR})(?!\d)")
_HALVES = {PartKind.HALF_YEAR: ((1, 6), (7, 12)), PartKind.QUARTER: ((1, 3), (4, 6), (7, 9), (10, 12))}
_ACADEMIC_BEGINS, _ACADEMIC_ENDS = 9, 8


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its code, first and last day; `year` is set for a whole year only, of an academic one the first."""

    code: str | None = None
    start: date | None = None
    end: date | None = None
    kind: PeriodKind | None = None
    year: int | None = None


NO_PERIOD = Period()


@lru_cache(maxsize=2048)
def parse_period(label: str, part: YearPart | None = None) -> Period:
    """The period of a year label, or of that part of it; none where the label is empty.

    Raises Unreadable("year_unreadable") where the label names no certain year.

    >>> parse_period("2025 жыл").code, parse_period("2024-2025 оқу жылы").code, parse_period("2024–2026").code
    ('2025', '2024-09/2025-08', '2024/2026')
    >>> parse_period("2025 г.", YearPart(PartKind.QUARTER, 10, 12)).code, parse_period("2024", YearPart(PartKind.MONTHS, 1, 9)).code
    ('2025-Q4', '2024-01/2024-09')
    """
    if not label:
        return NO_PERIOD
    if part is not None:
        years = set(find_years(label))
        if len(years) != 1:
            raise Unreadable("year_unreadable", label)
        return _part_of(int(years.pop()), part)
    span = _SPAN.search(label)
    try:
        found = parse_year(label)
    except Unreadable:
        if span is None or len(find_years(label)) != 2 or int(span[1]) >= int(span[2]):
            raise
        first, last = int(span[1]), int(span[2])
        return Period(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), PeriodKind.YEARS)
    if found.academic:
        return _academic(found.year)
    return whole_year(found.year)


@lru_cache(maxsize=512)
def whole_year(year: int) -> Period:
    """A calendar year."""
    return Period(str(year), date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR, year)


def span_periods(periods: Sequence[Period]) -> Period:
    """The period from the beginning of the first to the end of the last; none where one of them has no days.

    >>> span_periods([whole_year(2024), whole_year(2025), whole_year(2026)]).code
    '2024/2026'
    >>> quarters = [parse_period("2025", YearPart(PartKind.QUARTER, month, month + 2)) for month in (1, 4, 7, 10)]
    >>> span_periods(quarters).code, span_periods(quarters[:2]).code, span_periods(quarters[:3]).code
    ('2025', '2025-S1', '2025-01/2025-09')
    """
    starts, ends = [period.start for period in periods if period.start], [period.end for period in periods if period.end]
    if len(starts) < len(periods) or not periods:
        return NO_PERIOD
    start, end = min(starts), max(ends)
    known = next((period for period in periods if (period.start, period.end) == (start, end)), None)
    if known is not None:
        return known
    if (start.month, end.month) == (1, 12):
        is_one = start.year == end.year
        return whole_year(start.year) if is_one else Period(f"{start.year}/{end.year}", start, end, PeriodKind.YEARS)
    if start.year == end.year:
        kind = next((kind for kind, halves in _HALVES.items() if (start.month, end.month) in halves), PartKind.MONTHS)
        return _part_of(start.year, YearPart(kind, start.month, end.month))
    return Period(f"{start:%Y-%m}/{end:%Y-%m}", start, end, PeriodKind.YEARS)


def _academic(year: int) -> Period:
    start, end = date(year, _ACADEMIC_BEGINS, 1), _last_day(year + 1, _ACADEMIC_ENDS)
    return Period(f"{start:%Y-%m}/{end:%Y-%m}", start, end, PeriodKind.ACADEMIC_YEAR, year)


def _part_of(year: int, part: YearPart) -> Period:
    start, end = date(year, part.first, 1), _last_day(year, part.last)
    match part.kind:
        case PartKind.YEAR:
            return whole_year(year)
        case PartKind.QUARTER:
            return Period(f"{year}-Q{part.last // 3}", start, end, PeriodKind.QUARTER)
        case PartKind.HALF_YEAR:
            return Period(f"{year}-S{part.last // 6}", start, end, PeriodKind.HALF_YEAR)
        case PartKind.MONTH:
            return Period(f"{start:%Y-%m}", start, end, PeriodKind.MONTH)
        case _:
            return Period(f"{start:%Y-%m}/{end:%Y-%m}", start, end, PeriodKind.MONTHS)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
