"""Sees a minus that is drawn as a short line before its number, and a dash that is drawn where a number would stand.

It knows the geometry of type. It must not know what a number means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jospar.extract.document import Unread
from jospar.extract.readers.pdf.page import MINUS, Char, PageContent, RulingLine, Word, join_words

# A minus is no longer, in points; dashes of one line follow each other within so many times their length, at heights that differ by less.
_LONGEST, _NEXT, _LEVEL = 12.0, 2.5, 0.6
# Of the height of type: how long a minus is, how far below the top of its number it lies, and how near before it.
_LENGTH, _BELOW_TOP, _BEFORE = (0.2, 1.0), (0.33, 0.72), (-0.1, 0.6)
# A dash that stands for a number has nothing so near to it, in points.
_ALONE = 12.0


def with_drawn_minus(page: PageContent) -> PageContent:
    """The page with a minus for each line that is one, and with the dashes that stand alone among what is no text."""
    short = _short_lines(page.horizontals)
    if not short:
        return page
    before: dict[int, RulingLine] = {}
    alone: list[RulingLine] = []
    for rule in short:
        near = [
            word
            for word in page.words
            if word.top < rule.at < word.bottom and rule.start - _ALONE < word.x1 and word.x0 < rule.end + _ALONE
        ]
        word = next((word for word in near if word.last and _is_minus(rule, word, page.chars)), None)
        if word is not None:
            before[word.first] = rule
        elif not near:
            alone.append(rule)
    if not before and not alone:
        return page
    chars = [char for index, own in enumerate(page.chars) for char in (*_minus(before.get(index), own), own)] if before else page.chars
    across = (word for word in page.words if not word.last)
    used = {*before.values(), *alone}
    return replace(
        page,
        chars=chars,
        words=(*join_words(chars), *across) if before else page.words,
        horizontals=tuple(rule for rule in page.horizontals if rule not in used),
        unread=(*page.unread, *(((rule.start, rule.at, rule.end, rule.at), Unread.DRAWING) for rule in alone)),
    )


def _short_lines(rules: Sequence[RulingLine]) -> list[RulingLine]:
    """The short lines that are no dashes of longer ones, and end at no other line."""
    short = [rule for rule in rules if rule.end - rule.start <= _LONGEST]
    if not short:
        return short
    levels: dict[int, list[RulingLine]] = defaultdict(list)
    for rule in rules:
        levels[round(rule.at / _LEVEL)].append(rule)
    return [rule for rule in short if not any(_goes_on(rule, other) for other in _beside(rule, levels))]


def _beside(rule: RulingLine, levels: dict[int, list[RulingLine]]) -> Iterator[RulingLine]:
    level = round(rule.at / _LEVEL)
    return (other for number in (level - 1, level, level + 1) for other in levels.get(number, ()) if other is not rule)


def _goes_on(rule: RulingLine, other: RulingLine) -> bool:
    reach = _NEXT * (rule.end - rule.start)
    return other != rule and other.start < rule.end + reach and other.end > rule.start - reach


def _is_minus(rule: RulingLine, word: Word, chars: Sequence[Char]) -> bool:
    """Whether a line stands before a word of figures as its minus does."""
    height = word.bottom - word.top
    length, below, before = rule.end - rule.start, rule.at - word.top, word.x0 - rule.end
    is_there = all(
        low * height <= measure <= high * height for measure, (low, high) in ((length, _LENGTH), (below, _BELOW_TOP), (before, _BEFORE))
    )
    return is_there and chars[word.first][0].isdecimal()


def _minus(rule: RulingLine | None, char: Char) -> Iterator[Char]:
    if rule is not None:
        _, x0, top, _, bottom = char
        yield MINUS, rule.start, top, max(rule.end, x0), bottom
