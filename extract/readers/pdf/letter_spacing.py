"""Closes up figures that are set apart letter by letter, as tracking does, so that they are one number.

A blank between figures is one of the text where the file has a character for it; where the page writes its blanks so, a gap alone is none.
It knows the geometry of type. It must not know what a number means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jospar.extract.readers.pdf.page import Char, PageContent, RulingLine, Word, join_words

# What a number is made of.
_SIGNS = frozenset("0123456789.,")
# The widest gap, of the height of type; how much wider than the narrowest of a number it may be.
_WIDEST, _EVEN = 0.45, 1.6
# A page that writes its blanks has so many of them.
_FEWEST_BLANKS = 8


def without_letter_spacing(page: PageContent) -> PageContent:
    """The page with figures closed up that stand evenly apart on their line, with nothing else so near."""
    spaced = [run for run in _runs(page) if _is_even(run) and not _is_parted(run, page.verticals)]
    if not spaced or sum(char[0] == " " and char[3] > char[1] for char in page.chars) < _FEWEST_BLANKS:
        return page
    chars: list[Char] = []
    done = 0
    for run in spaced:
        chars.extend(page.chars[done : run[0].first])
        chars.extend((word.text, word.x0, word.top, after.x0, word.bottom) for word, after in pairwise(run))
        chars.append(page.chars[run[-1].first])
        done = run[-1].last
    chars.extend(page.chars[done:])
    return replace(page, chars=chars, words=(*join_words(chars), *(word for word in page.words if not word.last)))


def _runs(page: PageContent) -> Iterator[list[Word]]:
    """Figures that are words of their own and follow each other in the file with no blank of the text between them."""
    run: list[Word] = []
    for word in page.words:
        is_figure = len(word.text) == 1 and word.text in _SIGNS and word.last > 0
        if run and not (is_figure and _follows(word, run[-1], page.chars)):
            # A number of which only a part is set apart is no such number.
            if len(run) > 1 and not (word.text[0] in _SIGNS and _follows(word, run[-1], page.chars)):
                yield run
            run = []
        if is_figure:
            run.append(word)
    if len(run) > 1:
        yield run


def _follows(word: Word, before: Word, chars: Sequence[Char]) -> bool:
    between = chars[before.last : word.first] if word.first >= before.last else None
    if between is None or any(char[3] > char[1] for char in between):
        return False
    height = word.bottom - word.top
    is_level = abs(word.bottom - before.bottom) + abs(word.top - before.top) < 0.1 * height
    return is_level and 0 < word.x0 - before.x1 <= _WIDEST * height


def _is_parted(run: Sequence[Word], verticals: Sequence[RulingLine]) -> bool:
    """Whether a line passes between figures, as where each is in a column of its own."""
    middle = (run[0].top + run[0].bottom) / 2
    return any(run[0].x1 <= rule.at <= run[-1].x0 and rule.start < middle < rule.end for rule in verticals)


def _is_even(run: Sequence[Word]) -> bool:
    gaps = [after.x0 - word.x1 for word, after in pairwise(run)]
    return run[0].text.isdecimal() and run[-1].text.isdecimal() and max(gaps) <= _EVEN * min(gaps)
