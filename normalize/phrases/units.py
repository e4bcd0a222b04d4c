"""What a unit label means: a code, a power of ten, what a rate is per, and a bound.

Labels are composed of the lists in normalize/vocabulary; phrases.unit_rules says how, and a new word needs no code. It must not know
numbers in cells. What could be a multiplier or a denominator (`1000 адам`) is refused, and so is a label with a word that is in no list,
unless a counting word says that things are counted (`кол-во центров`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from jospar.extract.words.note_marks import without_last_mark
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.bounds import split_bound
from jospar.normalize.phrases.unit_rules import RULES, Unit, counts_unnamed, kind_of, kinds_of_codes
from jospar.normalize.words.endings import is_ending
from jospar.normalize.words.lookup import forms_of, vocabulary, words

__all__ = ["Unit", "counts_things", "find_unit", "resolve_unit", "unit_at_end", "unit_of_line"]

_LAST_BRACKETS = re.compile(r"\(([^()]*)\)$")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_LONGEST_LINE_OF_UNIT, _LONGEST_LAST_WORDS = 5, 3
_KINDS_OF_TITLES = frozenset({"money", "size"})
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
    bound, rest = split_bound(label, beside_number=False)
    printed = _without_endings(words(rest))
    unit = next((found for rule in RULES if (found := rule(printed)) is not None), None) if printed else None
    if unit is None and (bare := without_last_mark(label)) != label:
        return find_unit(bare)
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


def unit_of_line(line: str) -> str | None:
    """The unit label that a line above a table names, as printed, or None: the whole line, the brackets in it, what it ends with.

    Brackets with different units give all of them, which is the name of none.
    Without a comma or brackets only a unit of money or size, or one with a multiplier, is told from the last words of a title.

    >>> [unit_of_line(line) for line in ("(в тыс. тенге)", "Инвестициялар, млн. теңге", "Инвестиционная сфера млн. тенге", "Число детей")]
    ['(в тыс. тенге)', 'млн. теңге', 'млн. тенге', None]
    """
    trimmed = line.strip().rstrip(_END_MARKS)
    is_whole = _is_plain_unit(trimmed) or (trimmed.startswith("(") and find_unit(trimmed) is not None)
    if is_whole and len(trimmed.split()) <= _LONGEST_LINE_OF_UNIT:
        return trimmed
    in_brackets = tuple(label for found in _BRACKETS.findall(trimmed) if _is_plain_unit(label := _without_beside(found)))
    if len({find_unit(label) for label in in_brackets}) > 1:
        return "; ".join(in_brackets)  # which of them a row has can't be known: no unit is called so
    after_comma = trimmed.rpartition(",")[2].strip() if "," in trimmed else ""
    named = next((label for label in (*in_brackets, after_comma) if label and _is_plain_unit(label)), None)
    return named or _unit_of_last_words(trimmed.split())


def _without_beside(label: str) -> str:
    """A label without the words around it that add nothing: `Гкал есебімен`."""
    beside = sorted(forms_of("beside_units", "beside"), key=len, reverse=True)
    trimmed = label.strip(_END_MARKS)
    for form in beside:
        if trimmed.lower().endswith(f" {form}"):
            return trimmed[: -len(form) - 1].strip(_END_MARKS)
        if trimmed.lower().startswith(f"{form} "):
            return trimmed[len(form) + 1 :].strip(_END_MARKS)
    return trimmed


def _unit_of_last_words(words_: Sequence[str]) -> str | None:
    for size in range(min(_LONGEST_LAST_WORDS, len(words_) - 1), 0, -1):
        label = " ".join(words_[-size:])
        unit = find_unit(label)
        follows_number = words_[-size - 1][-1].isdigit()
        if unit is not None and unit.code is not None and not follows_number and (unit.mult or kind_of(words(label)) in _KINDS_OF_TITLES):
            return label
    return None


def money_if_short(label: str, unit: Unit, beside: str) -> Unit:
    """A unit whose abbreviation may be one of money, as money where what stands beside it counts that.

    >>> money_if_short("тыс.т.", resolve_unit("тыс.т."), "Предположительные расходы (тыс.т.)").code
    'KZT'
    >>> money_if_short("тыс.т.", resolve_unit("тыс.т."), "Добыча угля (тыс.т.)").code
    't'
    """
    last = words(label)[-1] if words(label) else ""
    entry = next((entry for entry in vocabulary("money_short", "other") if entry.get("other") == unit.code), None)
    if entry is None or last not in {word for form in entry.forms for word in words(form)}:
        return unit
    beginnings = tuple(forms_of("money_words", "money"))
    return replace(unit, code=entry.code) if any(word.startswith(beginnings) for word in words(beside)) else unit


def counts_things(code: str | None) -> bool:
    """Whether a unit counts things or persons, so that its numbers are whole and add up.

    >>> [counts_things(code) for code in ("person", "item", "project", "percent", "KZT", None)]
    [True, True, True, False, False, False]
    """
    return code is not None and kinds_of_codes().get(code, frozenset({"money"})).isdisjoint({"money", "time", "level", "size"})


def counts_money(code: str | None) -> bool:
    """Whether a unit counts money.

    >>> counts_money("KZT"), counts_money("person"), counts_money(None)
    (True, False, False)
    """
    return code is not None and "money" in kinds_of_codes().get(code, frozenset())


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
    """Whether a label is a unit and no more; what only a counting word makes one (`даярланғандар саны`) is the end of a name."""
    unit = find_unit(label)
    if counts_unnamed(words(label)):
        return False
    return unit is not None and unit.code is not None and kind_of(words(label)) != "thing"


def _without_endings(label: tuple[str, ...]) -> tuple[str, ...]:
    """The words without endings that a hyphen ties to a sign (`%-ға`)."""
    return tuple(word for word in label if not (word.startswith("-") and is_ending(word[1:])))
