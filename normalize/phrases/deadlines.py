"""When a measure is to be done: the days and the kind of a printed term. It must not know measures or columns.

A term is a date, a period, a span of either, how often it comes again, or several of these: `II квартал 2025 г.`, `до 1 декабря 2026 г.`,
`2025–2027 гг.`, `жыл сайын`, `2025–2027 жж., тоқсан сайын`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jospar.extract.words.labels import without_words, words_of
from jospar.extract.words.periods import PartKind, YearPart, find_part
from jospar.extract.words.years import WHOLE_YEAR, find_years, first_of_academic_year
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.dates import find_dates
from jospar.normalize.phrases.periods import Period, parse_period
from jospar.normalize.records import DueKind
from jospar.normalize.words.lookup import forms_of, words

_DASH = re.compile(r"\s*[-–—]\s*")
_YEAR, _LAST_YEARS = re.compile(WHOLE_YEAR), re.compile(rf"({WHOLE_YEAR})\s*[-–—/]\s*(\d\d)(?!\d)")
_YEARS_APART = re.compile(rf"({WHOLE_YEAR})\D{{0,6}}\s*[-–—]\s*({WHOLE_YEAR})")
_QUARTERS = re.compile(r"^\s*([ivі]+|[1-4])\s*[-–—]\s*([ivі]+|[1-4])\b", re.IGNORECASE)
_SIGNS = ".,;:()«»\"'"


@dataclass(frozen=True, slots=True)
class Due:
    """A term: its first and last day, None where it has none, and how often it comes."""

    start: date | None
    end: date | None
    kind: DueKind


@lru_cache(maxsize=2048)
def parse_due(text: str, year: str = "") -> Due:
    """What a printed term means; `year` is the one that its column or the title of its table names, for a term that names none.

    Raises Unreadable("due_unreadable") where it is no one certain term.

    >>> parse_due("II квартал 2025 г.").start, parse_due("до 1 декабря 2026 г.").end, parse_due("жыл сайын").kind.value
    (datetime.date(2025, 4, 1), datetime.date(2026, 12, 1), 'yearly')
    """
    printed = " ".join(text.split())
    kind, rest = _kind_of(printed)
    is_whole, rest = _without(rest, "until_end")
    is_until, rest = _without(rest, "until")
    _, rest = _without(rest, "within")
    found = _dates(rest) or (None if find_years(rest) or not year else _dates(f"{rest} {year}"))
    found = found or (None if is_until else _quarters(rest, year) or _span(rest, year))
    if found is not None:
        start, end = found
        return Due(None if is_whole or (is_until and start == end) else start, end, kind or DueKind.ONCE)
    # `ежегодно, до 25 декабря`: a day of no certain year.
    if kind is None or find_years(rest):
        raise Unreadable("due_unreadable", text)
    period = parse_period(year) if year and not rest.strip(_SIGNS + " –—-") else None
    return Due(period.start if period else None, period.end if period else None, kind)


def _kind_of(printed: str) -> tuple[DueKind | None, str]:
    """How often a term comes, and what else it says."""
    for kind in DueKind:
        if kind is not DueKind.ONCE:
            has, rest = _without(printed, kind.value)
            if has:
                return kind, rest
    return None, printed


def _without(printed: str, code: str) -> tuple[bool, str]:
    """Whether a text has a form of deadlines.yml, the longest first, and the text without any of them."""
    tokens = printed.split()
    folded = [" ".join(words(token.strip(_SIGNS))) for token in tokens]
    forms = sorted((tuple(form.split()) for form in forms_of("deadlines", code)), key=len, reverse=True)
    has = False
    for form in forms:
        at = 0
        while at + len(form) <= len(folded):
            if tuple(folded[at : at + len(form)]) == form:
                del folded[at : at + len(form)], tokens[at : at + len(form)]
                has = True
            else:
                at += 1
    return has, " ".join(tokens)


def _dates(text: str) -> tuple[date, date] | None:
    """One date, or the first and last day of two; None where the text has something else beside them."""
    found = find_dates(text)
    days = [each.value for each in found if each.value is not None]
    if not days or len(days) != len(found) or len(days) > 2:
        return None
    rest = text
    for each in reversed(found):
        rest = rest[: each.start] + rest[each.end :]
    if any(character.isdigit() for character in rest) or days[0] > days[-1]:
        return None
    return days[0], days[-1]


def _quarters(text: str, year: str) -> tuple[date, date] | None:
    """Some quarters of one year from the first to the last: `I–IV кварталы 2025 г.`."""
    match = _QUARTERS.match(text)
    if match is None:
        return None
    behind = text[match.end() :]
    first, last = _period(f"{match[1]} {behind}", year), _period(f"{match[2]} {behind}", year)
    return _between(first, last)


def _span(text: str, year: str) -> tuple[date, date] | None:
    """A period, or all from one to another: `2025–2027 гг.`, `сентябрь 2025 г. – май 2026 г.`."""
    whole = _period(text, year)
    if whole is not None:
        return _between(whole, whole)
    sides = _DASH.split(text)
    # `IV квартал 2024-2025 годов` is no span from the quarter to the year.
    if len(sides) != 2 or (find_part(sides[0]) is None) is not (find_part(sides[1]) is None):
        return None
    later = find_years(sides[1])
    first = _period(sides[0], later[0] if later else year)
    return _between(first, _period(sides[1], year))


def _between(first: Period | None, last: Period | None) -> tuple[date, date] | None:
    if first is None or last is None or first.start is None or last.end is None or first.start > last.end:
        return None
    return first.start, last.end


def _period(text: str, year: str) -> Period | None:
    """The one period that a text is; one of a part of a year without a year is of `year`."""
    text = text.strip(_SIGNS + " ")
    short = _LAST_YEARS.search(text)
    if short is not None and first_of_academic_year(short[1], short[2]) is None:
        text = text.replace(short[0], f"{short[1]}-{short[1][:2]}{short[2]}")
    apart = _YEARS_APART.search(text)
    try:
        part = find_part(text)
        if part is not None:
            return _of_year(part, find_years(text), year)
        if apart is not None and first_of_academic_year(apart[1], apart[2]) is None:
            return parse_period(f"{apart[1]}-{apart[2]}") if not _other_words(text) else None
        return parse_period(text) if _YEAR.search(text) and not _other_words(text) else None
    except Unreadable:
        return None


def _of_year(part: YearPart, years: list[str], year: str) -> Period | None:
    """A part of the one year that is named, or else of `year`."""
    named = set(years) or ({year} if year else set())
    if len(named) != 1 or (part.kind is PartKind.YEAR and not years):
        return None
    return parse_period(named.pop(), part)


def _other_words(text: str) -> bool:
    """Whether anything but years and the marks of years stands in a text."""
    return bool(without_words((word for word in words_of(text) if not _YEAR.fullmatch(word)), "year"))
