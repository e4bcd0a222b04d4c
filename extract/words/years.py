"""What a year is, in print and as a number; the one place that knows the range.

From 1900 to 2100, both included: documents compare with years of the last century (`1913`, `1990 год`) and look ahead to the end of this
one (`2060`, `2100ж.`), while plain amounts of four figures stand on either side. It must not know what a year is the year of.
"""

from __future__ import annotations

import re
from decimal import Decimal

FIRST_YEAR, LAST_YEAR = 1900, 2100

YEAR = rf"(?:(?:19|20)[0-9]{{2}}|{LAST_YEAR})"
"""A year wherever it stands, for regular expressions that say themselves what may stand beside it."""

WHOLE_YEAR = rf"(?<!\d){YEAR}(?!\d)"
"""A year that is no part of a longer number."""

YEAR_FIGURES = 4
"""So many figures has a year."""

_YEARS = re.compile(WHOLE_YEAR)


def find_years(text: str) -> list[str]:
    """Every year of a text, in order, as printed.

    >>> find_years("2024-2100 жж., 21000 адам")
    ['2024', '2100']
    """
    return _YEARS.findall(text)


def is_year(number: int | Decimal) -> bool:
    """Whether a number could be a year of the documents.

    >>> is_year(2100), is_year(Decimal("2024.5")), is_year(2101)
    (True, False, False)
    """
    return FIRST_YEAR <= number <= LAST_YEAR and number == int(number)


def first_of_academic_year(first: str, second: str) -> str | None:
    """The year in which an academic year begins that is printed as two; None where the second does not follow the first: a span of years.

    >>> first_of_academic_year("2010", "2011"), first_of_academic_year("2010", "11"), first_of_academic_year("2024", "2026")
    ('2010', '2010', None)
    """
    return first if int(second) == (int(first) + 1) % 10 ** len(second) else None
