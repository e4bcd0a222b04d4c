"""Words that limit a number: `кемінде`, `не более`, `аспайтын`. It must not know numbers or units."""

from __future__ import annotations

import re
from functools import cache

from jospar.extract.words.folding import fold_letters
from jospar.extract.words.vocabulary import VocabularyEntry, index_forms
from jospar.normalize.records import Bound
from jospar.normalize.words.lookup import alternatives, joined_words, vocabulary

# The words of a bound behind a number or unit, with what parts them from it.
_LONGEST_AFTER = 60


_KEYS = ("place", "over", "beside_number", "up_to", "only", "names")


@cache
def all_bounds() -> tuple[VocabularyEntry, ...]:
    """The entries of vocabulary/bounds.yml, which says what their keys mean."""
    return vocabulary("bounds", *_KEYS)


@cache
def bound_entries(place: str) -> dict[str, VocabularyEntry]:
    """The entry of every form that stands `before` or `after` what it limits, each form as words.joined_words gives it."""
    return index_forms((entry for entry in all_bounds() if entry.get("place") == place), key=joined_words)


def find_bound(text: str, beside_number: bool = True) -> tuple[VocabularyEntry | None, str]:
    """The entry of the words that a text begins or ends with, and the text without them.

    `beside_number` says whether words that mean a bound only right before a number (`до 15`, `от 10`) are taken off too. Where words stand
    on both sides, only those in front are taken off, and what reads the rest refuses it.
    """
    folded = fold_letters(text)
    match = _before(beside_number).match(folded)
    if match:
        return bound_entries("before")[joined_words(match[1])], text[match.end() :]
    end = len(folded.rstrip())
    tail = max(0, end - _LONGEST_AFTER)
    match = _after().search(folded, tail, end)
    if match:
        return bound_entries("after")[joined_words(match[1])], text[: match.start()]
    return None, text


def split_bound(text: str, beside_number: bool = True) -> tuple[Bound, str]:
    """As find_bound, with the bound in the place of its entry.

    >>> split_bound("кемінде 5"), split_bound("601+"), split_bound("топ-10")
    ((<Bound.AT_LEAST: 'at_least'>, '5'), (<Bound.AT_LEAST: 'at_least'>, '601'), (<Bound.AT_MOST: 'at_most'>, '10'))
    >>> split_bound("%-дан кем емес")
    (<Bound.AT_LEAST: 'at_least'>, '%-дан')
    """
    entry, rest = find_bound(text, beside_number)
    return Bound(entry.code) if entry else Bound.EXACT, rest


@cache
def _before(beside_number: bool) -> re.Pattern[str]:
    entries = (entry for entry in all_bounds() if entry.get("place") == "before" and (beside_number or not entry.get("beside_number")))
    # A word must end where a sign such as ≥ need not.
    return re.compile(rf"\s*({alternatives(form for entry in entries for form in entry.forms)})(?:(?<=[^\w\s])\s*|\s*,?\s+)(?=\S)")


@cache
def _after() -> re.Pattern[str]:
    forms = alternatives(form for entry in all_bounds() if entry.get("place") == "after" for form in entry.forms)
    return re.compile(rf"(?:(?<=[^\w\s])|,?\s|(?=[^\w\s]))\s?({forms})$")
