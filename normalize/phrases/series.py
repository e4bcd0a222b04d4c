"""Sentences that hold numbers by year: `…: 2024ж. – 110 120 мың теңге, 2025ж. – 117 828 мың теңге.`

It knows how such a sentence is built: points, each a year, a dash or colon, and what stands up to the next year. It must not know what an
indicator is. A comma parts points and marks decimals; a point ends only where the next year begins, so the two are never confused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from jospar.extract.words.folding import fold_letters
from jospar.extract.words.years import YEAR
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.numbers import Quantity, read_quantities
from jospar.normalize.phrases.units import Unit, find_unit
from jospar.normalize.words.lookup import alternatives, forms_of

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SEPARATORS = " \t\u00a0,;.\n"
_NAME_END = " \t\u00a0:,;–—-"


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """One number of a point as printed (`403 теңге`, `0,89$`); `unit` is None where it names none, or none that is known.

    `quantity` is an Unreadable where the text is not one certain number.
    """

    text: str
    quantity: Quantity | Unreadable
    unit_text: str
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Point:
    """What the sentence says of one year; `year_label` as printed, `marked` as in years.YearLabel, `note` the words in brackets."""

    year: int
    year_label: str
    marked: bool
    note: str
    parts: tuple[SeriesPart, ...]


@dataclass(frozen=True, slots=True)
class SentenceSeries:
    """A name with its numbers by year; `unit` is that of the first part, `tail` is what was not understood after the last number."""

    name: str
    points: tuple[Point, ...]
    unit: Unit | None
    tail: str


def parse_series(sentence: str) -> SentenceSeries | None:
    """The series in a sentence; None where fewer than two years stand before a dash or colon.

    A denominator at the end holds for every number, and so does a unit that only the last number has. Raises
    Unreadable("series_unreadable") where the years do not rise: two series in one sentence are not told apart.

    >>> series = parse_series("Еңбек өнімділігін арттыру: 2024ж. – 1,35, 2025ж. – 1,38, 2026ж. – 1,41.")
    >>> series.name, [str(point.parts[0].quantity.value) for point in series.points]
    ('Еңбек өнімділігін арттыру', ['1.35', '1.38', '1.41'])
    >>> parse_series("Қызметкерлердің біліктілігін арттыру") is None
    True
    """
    sentence = unicodedata.normalize("NFC", sentence)
    starts = list(_year_before_dash().finditer(fold_letters(sentence)))
    if len(starts) < 2:
        return None
    years = [int(start[2]) for start in starts]
    if any(left >= right for left, right in pairwise(years)):
        raise Unreadable("series_unreadable", " ".join(map(str, years)))
    name, opened = _name(sentence[: starts[0].start()])
    ends = [start.start() for start in starts[1:]] + [len(sentence)]
    texts = [sentence[start.end() : end] for start, end in zip(starts, ends, strict=True)]
    texts[-1], tail = _last_text(texts, opened)
    rows = _with_common_unit([tuple(map(_part, _parts(text))) for text in texts])
    rows, tail = _with_tail(rows, tail)
    points = (
        Point(year, sentence[start.start(2) : max(start.end(2), start.end(3))], bool(start[4]), start[5] or "", row)
        for year, start, row in zip(years, starts, rows, strict=True)
    )
    return SentenceSeries(name, tuple(points), rows[0][0].unit, tail)


@cache
def _year_before_dash() -> re.Pattern[str]:
    """Groups: the words before the year, the year, its mark with the full stop, the mark alone, a note in brackets such as `(факт)`.

    `2024-2029 жылдарға` and `2024ж.-2029ж. аралығында` are spans of years, and no point begins there; `2024ж. – 2030 адам` is one.
    """
    mark, connective = alternatives(forms_of("years", "mark")), alternatives(forms_of("years", "before"))
    dash = r"\s*[-–—‑:=]\s*"
    before, label = rf"((?<!\w)(?:{connective})\s+)?(?<![\w.,-])", rf"({YEAR})(\s?({mark})(?!\w)\.?|\.)?"
    span = rf"(?!{dash}{YEAR}\s*(?:(?:{mark})(?!\w)|[-–—]))(?(4)|(?!\s?[-–—‑]\s?{YEAR}(?![0-9])))"
    note = r"(?:\s*\(([^()0-9]{1,30})\))?"
    return re.compile(rf"{before}{label}{span}{note}{dash}(?!\s*$)")


def _name(text: str) -> tuple[str, bool]:
    """The name without its colon, and whether a bracket opens the series: `(2009 г. - 5 %; 2010 г. - 10 %)`."""
    stripped = text.strip()
    opened = stripped.endswith("(")
    return stripped.removesuffix("(").rstrip(_NAME_END).strip(), opened


def _last_text(texts: list[str], opened: bool) -> tuple[str, str]:
    """The last point's text without the words behind its number and unit, and those words."""
    last = texts[-1]
    if opened:
        inside, _, tail = last.partition(")")
        return inside, tail.strip(_SEPARATORS)
    behind = last.rfind(")") + 1
    if behind and last[behind:].strip(_SEPARATORS):
        return last[:behind], last[behind:].strip(_SEPARATORS)
    words_of_first = _unit_text(texts[0])
    words_of_last = _unit_text(last)
    if words_of_first and words_of_last.startswith(f"{words_of_first} "):
        tail = words_of_last.removeprefix(words_of_first)
        return last.rstrip(_SEPARATORS).removesuffix(tail.rstrip(_SEPARATORS)), tail.strip(_SEPARATORS)
    return last, ""


def _unit_text(text: str) -> str:
    try:
        return read_quantities(text.strip(_SEPARATORS)).unit_text
    except Unreadable:
        return ""


def _parts(text: str) -> Iterator[str]:
    """`403 теңге (0,89$),` -> `403 теңге`, `0,89$`."""
    trimmed = text.strip(_SEPARATORS)
    brackets = _BRACKETS.search(trimmed)
    if brackets and brackets.end() == len(trimmed) and any(character.isdigit() for character in brackets[1]):
        yield from (trimmed[: brackets.start()].strip(), brackets[1].strip())
    else:
        yield trimmed


def _part(text: str) -> SeriesPart:
    try:
        reading = read_quantities(text)
    except Unreadable as refusal:
        return SeriesPart(text, refusal, "", None)
    if len(reading.quantities) != 1:
        return SeriesPart(text, Unreadable("series_unreadable", text), "", None)
    return SeriesPart(text, reading.quantities[0], reading.unit_text, find_unit(reading.unit_text) if reading.unit_text else None)


def _with_common_unit(rows: list[tuple[SeriesPart, ...]]) -> list[tuple[SeriesPart, ...]]:
    """The rows, their numbers refused whose words are no unit, unless every point has the same words: then they are an unknown unit."""
    firsts = {part.unit_text for row in rows for part in row[:1]}
    trailing = rows[-1][0].unit if firsts == {"", rows[-1][0].unit_text} and not any(row[0].unit_text for row in rows[:-1]) else None
    return [tuple(_settled(part, index, firsts, trailing) for index, part in enumerate(row)) for row in rows]


def _settled(part: SeriesPart, index: int, firsts: Iterable[str], trailing: Unit | None) -> SeriesPart:
    if index == 0 and not part.unit_text and trailing:
        return replace(part, unit=trailing)
    known = part.unit is not None or not part.unit_text or (index == 0 and set(firsts) == {part.unit_text})
    return part if known else replace(part, quantity=Unreadable("series_unreadable", part.text))


def _with_tail(rows: list[tuple[SeriesPart, ...]], tail: str) -> tuple[list[tuple[SeriesPart, ...]], str]:
    """The rows with the denominator that the tail names, and what is left of the tail."""
    denominated = [tuple(_per(part, tail) for part in row) for row in rows] if tail else []
    if not denominated or any(part is None for row in denominated for part in row):
        return rows, tail
    return [tuple(part for part in row if part) for row in denominated], ""


def _per(part: SeriesPart, tail: str) -> SeriesPart | None:
    if part.unit is None or part.unit.per is not None:
        return None
    unit = find_unit(f"{part.unit_text} {tail}")
    same = unit is not None and replace(unit, per=None) == part.unit
    return replace(part, unit=unit) if same else None
