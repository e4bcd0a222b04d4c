"""Finds dates in running text, in Kazakh, Russian and English.

It knows months and the orders of day, month and year. It must not know what a date is the date of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jospar.extract.words.folding import fold_in_place
from jospar.extract.words.vocabulary import index_forms, read_vocabulary

_MONTHS = Path(__file__).parent.parent / "vocabulary" / "months.yml"
_GAP = r"[\W_]{0,8}"
# A number after № may look like a date and is none.
_FIGURES = r"(?<![\d№./-])(?<!№ )(?P<first>\d{1,4})[»”\"]?(?P<by>[./-])(?P<second>\d{1,2})[./-](?P<third>\d{2,4})(?!\d)"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `start:end` of a text; `value` is None where it is no day of the calendar, has no day, or may be read in two ways."""

    start: int
    end: int
    value: date | None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in `text`, in order; total.

    A date is written with the name of its month, or as `25.06.2024`, or as `2024-06-25`. Years have four figures.

    >>> [found.value for found in find_dates("(2024 жылғы «25» маусымдағы № 4 хаттама)")]
    [datetime.date(2024, 6, 25)]
    >>> [found.value for found in find_dates("от 12 марта 2010 года, «31» июня 2024 года")]
    [datetime.date(2010, 3, 12), None]
    """
    return tuple(FoundDate(match.start(), match.end(), _date(match)) for match in _pattern().finditer(fold_in_place(text)))


def _date(match: re.Match[str]) -> date | None:
    group = match.groupdict()
    if group["month_after_day"]:
        return _calendar_date(group["year"], _months()[group["month_after_day"]], group["day"])
    if group["month_after_year"]:
        return _calendar_date(group["year_first"], _months()[group["month_after_year"]], group["day_last"])
    first, second, third = group["first"], group["second"], group["third"]
    if len(third) == 4 and len(first) <= 2:
        return _calendar_date(third, second, first)
    if len(first) == 4 and len(third) == 2 and group["by"] == "-":
        return _calendar_date(first, second, third)
    return None


def _calendar_date(year: str, month: str, day: str | None) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if day else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, str]:
    index = index_forms(read_vocabulary(_MONTHS), key=fold_in_place)
    return {form: entry.code for form, entry in index.items()}


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day_first = rf"(?:(?<![\w.,/-])(?P<day>\d{{1,2}}){_GAP})?(?<!\w)(?P<month_after_day>{month})(?!\w){_GAP}(?P<year>\d{{4}})(?!\d)"
    year_first = (
        rf"(?<!\w)(?P<year_first>\d{{4}})(?:{_GAP}[^\W\d_]{{1,7}})?{_GAP}"
        rf"(?:(?<!\d)(?P<day_last>\d{{1,2}}){_GAP})?(?<!\w)(?P<month_after_year>{month})(?!\w)"
    )
    return re.compile(f"{year_first}|{day_first}|{_FIGURES}")
