"""The one idea of a part of a year: a quarter, a half-year, some months, as headers and captions name them.

It knows which months a label stands for. Which year they are of, and how a period is written, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from jospar.extract.words.labels import find_label, without_words, words_of
from jospar.extract.words.vocabulary import VocabularyEntry, read_vocabulary
from jospar.extract.words.years import WHOLE_YEAR, YEAR

_FOLDER = Path(__file__).parent
_YEAR, _WHOLE_YEAR = re.compile(YEAR), re.compile(WHOLE_YEAR)
_DATE = re.compile(rf"№|(?<!\d)\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}")
_LONGEST, _MOST_DAYS, _WORDS_BESIDE, _SHORTEST_BEGINNING = 12, 31, 3, 4


class PartKind(StrEnum):
    """What a part of a year is; `year` is the whole of it, named beside its parts."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    MONTHS = "months"


_MONTHS_IN = {PartKind.QUARTER: 3, PartKind.HALF_YEAR: 6}


@dataclass(frozen=True, slots=True)
class YearPart:
    """The months from `first` to `last` (1 to 12, both in) of a year."""

    kind: PartKind
    first: int
    last: int


@cache
def period_entries() -> tuple[VocabularyEntry, ...]:
    """The entries of periods.yml."""
    return read_vocabulary(_FOLDER / "periods.yml")


@cache
def month_entries() -> tuple[VocabularyEntry, ...]:
    """The entries of months.yml; the code is the number of the month."""
    return read_vocabulary(_FOLDER / "months.yml")


@lru_cache(maxsize=2048)
def find_part(text: str) -> YearPart | None:
    """The part of a year that a label is, years and stages beside it left out; None where it says anything else.

    >>> find_part("II квартал 2025 г.")
    YearPart(kind=<PartKind.QUARTER: 'quarter'>, first=4, last=6)
    >>> find_part("План 9 мес. 2024 г.").last, find_part("3-тоқсан").first, find_part("Январь–сентябрь").last
    (9, 7, 9)
    >>> find_part("год").kind, find_part("2025 год"), find_part("1,3 тоқсан"), find_part("Акт")
    (<PartKind.YEAR: 'year'>, None, None, None)
    """
    words = words_of(text)
    if not words or len(words) > _LONGEST:
        return None
    bare = tuple(word for word in words if not _YEAR.fullmatch(word))
    if " ".join(bare) in _forms("year"):
        return YearPart(PartKind.YEAR, 1, 12) if len(bare) == len(words) else None
    rest = [word for word in without_words(_with_pairs(bare), "stage", "year") if word not in _words("beside")]
    return _months_named(rest) or _counted(rest)


def names_whole_year(text: str) -> bool:
    """Whether a label says of the one year in it that all of it is meant: `Всего за 2025 год`.

    >>> names_whole_year("Всего за 2025 год"), names_whole_year("Всего студентов за 2025 год"), names_whole_year("Всего")
    (True, False, False)
    """
    words = words_of(text)
    bare = " ".join(word for word in words if not _YEAR.fullmatch(word))
    return len(bare.split()) == len(words) - 1 and bare in _forms("year")


def is_total(text: str) -> bool:
    """Whether a label below a year says that all of the year stands there: `Итого` beside its quarters."""
    return " ".join(words_of(text)) in _forms("total")


def _with_pairs(words: Sequence[str]) -> tuple[str, ...]:
    """Words with those of two as one, so that none is taken for the word of a year: `жарты жыл`, `п/г`."""
    pairs = [" ".join(pair) in _forms(PartKind.HALF_YEAR) for pair in pairwise(words)]
    return tuple(
        f"{word} {words[at + 1]}" if at < len(pairs) and pairs[at] else word for at, word in enumerate(words) if not (at and pairs[at - 1])
    )


def _months_named(words: Sequence[str]) -> YearPart | None:
    """`сентябрь`, `январь–сентябрь`; all months are the year."""
    numbers = [_month_numbers().get(word) for word in words]
    if not numbers or None in numbers or len(numbers) > 2:
        return None
    first, last = numbers[0] or 0, numbers[-1] or 0
    if first > last:
        return None
    if (first, last) == (1, 12):
        return YearPart(PartKind.YEAR, 1, 12)
    return YearPart(PartKind.MONTH if first == last else PartKind.MONTHS, first, last)


def _counted(words: Sequence[str]) -> YearPart | None:
    """`1 кв`, `квартал 1`, `9 месяцев`, `бірінші жартыжылдық`."""
    for kind in (PartKind.QUARTER, PartKind.HALF_YEAR, PartKind.MONTHS):
        for size in (2, 1):
            for counted, number in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                count = _number(number) if " ".join(counted) in _forms(kind) else None
                if count is not None:
                    return _part_of(kind, count)
    return None


def _part_of(kind: PartKind, count: int) -> YearPart | None:
    if kind is PartKind.MONTHS:
        if not 1 < count <= 12:
            return None
        return YearPart(PartKind.YEAR if count == 12 else kind, 1, count)
    months = _MONTHS_IN[kind]
    return YearPart(kind, (count - 1) * months + 1, count * months) if 1 <= count <= 12 // months else None


def _number(words: Sequence[str]) -> int | None:
    text = " ".join(words)
    if text.isdigit():
        return int(text)
    return _numbers().get(text)


@cache
def _forms(code: str) -> frozenset[str]:
    return frozenset(" ".join(words_of(form)) for entry in period_entries() if entry.code == code for form in entry.forms)


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(word for form in _forms(code) for word in form.split())


@cache
def _numbers() -> Mapping[str, int]:
    return {" ".join(words_of(form)): int(entry.code) for entry in period_entries() if entry.code.isdigit() for form in entry.forms}


@cache
def _month_numbers() -> Mapping[str, int]:
    return {word: int(entry.code) for entry in month_entries() for form in entry.forms for word in words_of(form)}


@dataclass(frozen=True, slots=True)
class TitlePeriod:
    """The one year that a title names, as printed, and the part of it that the title is about, if any; `is_report` where it says so."""

    year: str
    part: YearPart | None
    is_report: bool = False


def find_title_period(text: str) -> TitlePeriod | None:
    """The period that a title of a table or a document is about; None where it names no year, several, or a date, or a part of the year
    that can't be read.

    >>> find_title_period("Отчет за 9 месяцев 2024 года").part.last, find_title_period("2013 жылға арналған облыстық бюджет").year
    (9, '2013')
    >>> find_title_period("План на 2024-2026 годы"), find_title_period("от 15 января 2025 года № 27")
    (None, None)
    """
    years = {match[0] for match in _WHOLE_YEAR.finditer(text)}
    if len(years) != 1 or _DATE.search(text) or _names_day(words_of(text)) or _compares(words_of(text)):
        return None
    words = text.split()
    at = next(index for index, word in enumerate(words) if _WHOLE_YEAR.search(word))
    before = [words[max(0, at - size) : at + 2] for size in range(_WORDS_BESIDE, 0, -1)]
    behind = [words[at : at + 1 + size] for size in range(_WORDS_BESIDE, 0, -1)]
    part = next((part for window in (*before, *behind) if (part := find_part(" ".join(window))) is not None), None)
    if part is None and _counts_parts(words_of(text)):
        return None
    stage = find_label(words_of(text), "stage")
    return TitlePeriod(years.pop(), part, stage is not None and stage.code == "fact")


def _compares(words: Sequence[str]) -> bool:
    """Whether the year is one that something is compared with: `по сравнению с 2023 годом`."""
    known = _words("compared")
    before_year = any(word in known and _YEAR.fullmatch(year) for word, year in pairwise(words))
    return before_year or any(word in known and len(word) >= _SHORTEST_BEGINNING for word in words)


def _counts_parts(words: Sequence[str]) -> bool:
    """Whether a part of a year is counted, in a form that is not known or too far from the year: the title is not about the whole of it."""
    forms = tuple(form for kind in (*_MONTHS_IN, PartKind.MONTHS) for form in _forms(kind) if len(form) >= _SHORTEST_BEGINNING)
    counted = [word for word in words if word not in _words("beside") and not _YEAR.fullmatch(word)]
    return any(_number((number,)) is not None and word.startswith(forms) for number, word in pairwise(counted))


def _names_day(words: Sequence[str]) -> bool:
    """Whether a month stands right behind a number that may be its day: `20 желтоқсан`."""
    return any(word.isdigit() and int(word) <= _MOST_DAYS and month in _month_numbers() for word, month in pairwise(words))
