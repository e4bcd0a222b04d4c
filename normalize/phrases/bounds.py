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


@cache
def bound_entries(place: str) -> dict[str, VocabularyEntry]:
    """The entry of every form that stands `before` or `after` what it limits, each form as words.joined_words gives it."""
    return index_forms((entry for entry in vocabulary("bounds", "place", "over") if entry.get("place") == place), key=joined_words)


def split_bound(text: str, levels: bool = True) -> tuple[Bound, str]:
    """The bound that a text begins or ends with, and the text without its words.

    `levels` says whether a preposition in front that only leads to a level (`до 15`) is taken off too. Where words stand on both sides,
    only those in front are taken off, and what reads the rest refuses it.

    >>> split_bound("кемінде 5")
    (<Bound.AT_LEAST: 'at_least'>, '5')
    >>> split_bound("%-дан кем емес")
    (<Bound.AT_LEAST: 'at_least'>, '%-дан')
    """
    folded = fold_letters(text)
    match = _before(levels).match(folded)
    if match:
        return Bound(bound_entries("before")[joined_words(match[1])].code), text[match.end() :]
    end = len(folded.rstrip())
    tail = max(0, end - _LONGEST_AFTER)
    match = _after().search(folded, tail, end)
    if match:
        return Bound(bound_entries("after")[joined_words(match[1])].code), text[: match.start()]
    return Bound.EXACT, text


@cache
def _before(levels: bool) -> re.Pattern[str]:
    forms = (form for form, entry in _printed_forms("before") if levels or entry.code != Bound.EXACT)
    # A word must end where a sign such as ≥ need not.
    return re.compile(rf"\s*({alternatives(forms)})(?:(?<=[^\w\s])\s*|\s*,?\s+)(?=\S)")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[^\w\s])|,?\s)\s?({alternatives(form for form, _ in _printed_forms('after'))})$")


def _printed_forms(place: str) -> tuple[tuple[str, VocabularyEntry], ...]:
    entries = (entry for entry in vocabulary("bounds", "place", "over") if entry.get("place") == place)
    return tuple((form, entry) for entry in entries for form in entry.forms)
