"""Cuts a task's title into amounts, years and words, in their order: what jospar.normalize.phrases.targets looks for a target in.

It knows what a number with its unit looks like in a sentence. It must not know what makes it a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from jospar.extract.words.figures import DASHES, MINUSES
from jospar.extract.words.folding import fold_letters
from jospar.extract.words.years import YEAR
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.bounds import all_bounds
from jospar.normalize.phrases.numbers import NUMBER, Quantity, ending_after, read_quantities
from jospar.normalize.phrases.units import Unit, find_unit
from jospar.normalize.records import Bound
from jospar.normalize.words.endings import case_of
from jospar.normalize.words.lookup import alternatives, codes_by_words, forms_of, vocabulary, words

_LONGEST_UNIT = 5
# A number that is no part of a word or code: not `ТОП-5`, `Q1`, `1.2.3`, `5G`.
FREE_NUMBER = re.compile(rf"(?<![{MINUSES}\w.,/])(?<![\w][{MINUSES}]){NUMBER}(?![\w.]*[0-9])(?![^\W\d_])")
_RANGE = rf"{FREE_NUMBER.pattern}(?:\s?%)?[{DASHES}]\s?{NUMBER}(?![\w.]*[0-9])"


_LONGEST_ENDING = 30


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the title with its unit; `case` is the Kazakh case that the number or the unit ends in."""

    quantity: Quantity
    unit: Unit | None
    case: str | None


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the title and its mark."""

    year: int
    mark: str


TitlePiece = Amount | Year | str
TitlePieces = tuple[TitlePiece, ...]


@cache
def _year_mark() -> str:
    return alternatives(forms_of("years", "mark"))


@cache
def _year_span() -> str:
    return rf"{YEAR}(?:\s?[-–/]\s?|\s(?:{alternatives(forms_of('years', 'span'))})\s){YEAR}(?![0-9])"


@cache
def _unit_word() -> re.Pattern[str]:
    """A word of a unit, or how a denominator begins (`случаев на 1000 населения`); another number is likely of something else."""
    before = alternatives(form for form in forms_of("per_words", "before") if " " not in form)
    return re.compile(rf"[ \u00a0]*((?:{before})\s10*(?:[ \u00a0]000)*(?!\w)|[^\W\d_][\w./-]*|[%$€₸₽]+(?:-[^\W\d_]+)?)")


@cache
def year_pattern() -> re.Pattern[str]:
    """A year with its mark, or a span of years, in folded text."""
    return re.compile(rf"(?<![\w.,])(?:{_year_span()}|{YEAR})\s?(?:{_year_mark()})(?!\w)\.?|(?<![\w.,]){_year_span()}")


@cache
def _piece() -> re.Pattern[str]:
    """Groups: a year, its mark; a number or range; nothing for years from one to another, for phrases of vocabulary, words and signs."""
    phrases = (form for name in ("bounds", "targets", "per_phrases") for entry in _entries(name) for form in entry if " " in form)
    year = rf"(?<![\w.,])({YEAR})\s?({_year_mark()})(?!\w)\.?"
    return re.compile(
        rf"{year}|(?<![\w.,]){_year_span()}|({_RANGE}|{FREE_NUMBER.pattern})|(?<!\w)(?:{alternatives(phrases)})(?!\w)|\w+(?:[-./]\w+)*|[^\w\s]"
    )


def _entries(name: str) -> Iterator[tuple[str, ...]]:
    return (entry.forms for entry in (all_bounds() if name == "bounds" else vocabulary(name)))


def cut_title(title: str) -> TitlePieces:
    """The title cut up, the phrases of a denominator (`күніне`, `жылына`) taken into the amount that follows them.

    Raises Unreadable where a number of the title is not certain.

    >>> [piece if isinstance(piece, str) else type(piece).__name__ for piece in cut_title("2029 жылға жылына 500 теңгеге дейін жеткізу")]
    ['Year', 'Amount', 'дейін', 'жеткізу']
    """
    folded = fold_letters(title)
    pieces: list[TitlePiece] = []
    start = 0
    while match := _piece().search(folded, start):
        start = match.end()
        if match[1]:
            pieces.append(Year(int(match[1]), match[2]))
        elif match[3]:
            per = codes_by_words("per_phrases").get(pieces[-1]) if pieces and isinstance(pieces[-1], str) else None
            amount, start = _amount(folded, match[3], match.end(), per)
            pieces[-1:] = [amount] if per else [*pieces[-1:], amount]
        else:
            pieces.append(" ".join(match[0].split()))
    return tuple(pieces)


def _amount(folded: str, printed: str, end: int, per: str | None) -> tuple[Amount, int]:
    """The amount that begins with a printed number, and where it ends."""
    quantities = read_quantities(printed).quantities
    # In a sentence `арттыру –5` is a dash as often as a minus.
    if len(quantities) != 1 or quantities[0].value < 0:
        raise Unreadable("number_unreadable", printed)
    ending = ending_after(folded[end : end + _LONGEST_ENDING])
    label, end = ("", end + len(ending)) if ending else _unit_label(folded, end)
    unit = find_unit(label) if label else None
    if per not in (None, "year"):
        if unit is None or unit.per not in (None, per):
            raise Unreadable("unit_unknown", printed)
        unit = replace(unit, per=per)
    return Amount(quantities[0], unit, case_of(ending or (words(label) or ("",))[-1])), end


@cache
def _unit_stops() -> frozenset[str]:
    roles = ("until", "until_of", "to", "reach", "through")
    return forms_of("per_words", "after").union(*(forms_of("targets", role) for role in roles))


def _unit_label(folded: str, end: int) -> tuple[str, int]:
    """The longest run of words after a number that is a unit, and where it ends."""
    run: list[tuple[str, int]] = []
    position = end
    while len(run) < _LONGEST_UNIT and (match := _unit_word().match(folded, position)) and match[1] not in _unit_stops():
        position = match.end()
        run.append((folded[end:position].strip(), position))
    known = (found for found in reversed(run) if (unit := find_unit(found[0])) and unit.bound is Bound.EXACT)
    label, position = next(known, ("", end))
    # The full stop of a sentence is no part of its unit.
    return (label[:-1], position - 1) if label.endswith(".") and position == len(folded) else (label, position)
