"""Which year a label stands for. It must not know columns or stages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jospar.extract.words.years import YEAR, first_of_academic_year
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.words.lookup import forms_of, words

_YEAR_WORD = re.compile(rf"({YEAR})([^\W\d_]*)")
_ACADEMIC_YEARS = re.compile(r"(?<![0-9])([0-9]{4})\s?[-–/]\s?((?:[0-9]{2})?[0-9]{2})(?![0-9])")
_PAIR = re.compile(r"([0-9]{4})\s?/\s?((?:[0-9]{2})?[0-9]{2})")
_SIGNS = "*()«»\"'-–—"


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A year, whether it is marked as one (`2024ж.`, not `2024`), and whether it is the first of an academic year."""

    year: int
    marked: bool
    academic: bool


@lru_cache(maxsize=2048)
def parse_year(label: str) -> YearLabel:
    """The one year of a label, which may have other words around it.

    An academic year counts as the calendar year in which it begins. Raises Unreadable("year_unreadable") where there is no year, more
    than one, another number, or a word that makes the year a base or a limit (`2004 жылға %`, `до 2029 года`).

    >>> parse_year("2024ж.")
    YearLabel(year=2024, marked=True, academic=False)
    >>> parse_year("2010/2011 оқу жылы").academic
    True
    """
    spelled = words(label)
    text = " ".join(spelled)
    academic = any(f" {form} " in f" {text} " for form in forms_of("years", "academic"))
    if academic:
        text = _ACADEMIC_YEARS.sub(_first_of_two, text.replace(" / ", "/"))
    elif (pair := _PAIR.fullmatch(label.strip())) is not None:
        # `2023/2024` alone: a stroke between two years that follow each other parts no span.
        academic = _first_of_two(pair) == pair[1]
        text = pair[1] if academic else text
    tokens = [token for token in (token.strip(_SIGNS + ".") for token in text.split()) if token]
    numbers = [token for token in tokens if any(character.isnumeric() for character in token)]
    match = _YEAR_WORD.fullmatch(numbers[0]) if len(numbers) == 1 else None
    marks = forms_of("years", "mark")
    is_reference = any(token in forms_of("years", "reference") for token in tokens)
    # `2 024` is a number.
    if is_reference or match is None or match[1] not in label or (match[2] and match[2] not in marks):
        raise Unreadable("year_unreadable", label)
    marked = bool(match[2]) or academic or any(token in marks for token in tokens)
    return YearLabel(int(match[1]), marked, academic)


def _first_of_two(years: re.Match[str]) -> str:
    return first_of_academic_year(years[1], years[2]) or years[0]
