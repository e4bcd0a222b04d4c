"""What a unit label means: a code, a power of ten, what a rate is per, and a bound.

Labels are composed of the lists in normalize/vocabulary; phrases.unit_rules says how, and a new word needs no code. It must not know
numbers in cells. What could be a multiplier or a denominator (`1000 адам`) is refused, and so is a label with a word that is in no list,
unless a counting word says that things are counted (`кол-во центров`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.bounds import split_bound
from jospar.normalize.phrases.unit_rules import RULES, Unit, kind_of, kinds_of_codes
from jospar.normalize.words.endings import is_ending
from jospar.normalize.words.lookup import words

__all__ = ["Unit", "counts_things", "find_unit", "resolve_unit", "unit_at_end"]

_LAST_BRACKETS = re.compile(r"\(([^()]*)\)$")
_END_MARKS = " \t.*:;"
# The longest real label has 80 characters; a cell that is longer holds something else.
_LONGEST_LABEL = 200


def resolve_unit(label: str) -> Unit:
    """The meaning of a unit label as printed.

    Raises Unreadable("unit_unknown") where the label is not composed of known words.

    >>> resolve_unit("мың тг")
    Unit(code='KZT', mult=3, per=None, bound=<Bound.EXACT: 'exact'>)
    >>> resolve_unit("число койко- дней на 1000 насе- ления").per
    '1000 person'
    >>> resolve_unit("%-дан кем емес").bound
    <Bound.AT_LEAST: 'at_least'>
    """
    unit = find_unit(label)
    if unit is None:
        raise Unreadable("unit_unknown", label)
    return unit


@lru_cache(maxsize=2048)
def find_unit(label: str) -> Unit | None:
    """The meaning of a unit label as printed, or None."""
    if len(label) > _LONGEST_LABEL:
        return None
    label = label.strip()
    if label.startswith("(") and label.endswith(")") and label.count("(") == 1:
        label = label[1:-1]
    bound, rest = split_bound(label, levels=False)
    printed = _without_endings(words(rest))
    unit = next((found for rule in RULES if (found := rule(printed)) is not None), None) if printed else None
    return replace(unit, bound=bound) if unit else None


def unit_at_end(name: str) -> str | None:
    """The unit label that a row's name ends with, as printed, or None: after its last comma or bracket, or in its last brackets.

    Ordinary nouns (`женщин`, `проектов`) are no unit there: a name may end with any of them.

    >>> unit_at_end("Жұмыртқа, дана")
    'дана'
    >>> unit_at_end("на ранних (I-II) стадиях, (среднереспубликанский показатель, %)*")
    '%'
    """
    trimmed = name.strip().rstrip(_END_MARKS)
    return next((label for label in _labels_at_end(trimmed) if _is_plain_unit(label)), None)


def counts_things(code: str | None) -> bool:
    """Whether a unit counts things or persons, so that its numbers are whole and add up.

    >>> [counts_things(code) for code in ("person", "item", "project", "percent", "KZT", None)]
    [True, True, True, False, False, False]
    """
    return code is not None and kinds_of_codes().get(code, frozenset({"money"})).isdisjoint({"money", "time", "level", "size"})


def _labels_at_end(name: str) -> Iterator[str]:
    brackets = _LAST_BRACKETS.search(name)
    if brackets:
        yield from (brackets[1].strip(), brackets[1].rpartition(",")[2].strip())
        return
    for mark in (",", ")"):
        before, _, label = name.rpartition(mark)
        if before and label.strip():
            yield label.strip()


def _is_plain_unit(label: str) -> bool:
    unit = find_unit(label)
    return unit is not None and unit.code is not None and kind_of(words(label)) != "thing"


def _without_endings(label: tuple[str, ...]) -> tuple[str, ...]:
    """The words without endings that a hyphen ties to a sign (`%-ға`)."""
    return tuple(word for word in label if not (word.startswith("-") and is_ending(word[1:])))
