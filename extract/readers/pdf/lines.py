"""Words that stand beside each other make a line, lines that stand below each other a text.

It knows the geometry of type. It must not know what a line means.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jospar.extract.document import Unread
from jospar.extract.readers.line_joining import PrintedLine
from jospar.extract.readers.pdf.page import DESCENT, Box, Word
from jospar.extract.readers.raised import Height, LinePiece, set_on_line

# Words whose boxes overlap by more than this share of the lower one stand on one line.
_SAME_LINE = 0.5
# Type that is so many times as high as most is on lines of its own: a large word across the page, behind its text.
_LARGE = 3.0
# Words are level whose boxes differ by less than this share of their height.
_LEVEL = 0.03
# A word that is lower than this share of its line is raised or lowered by this share of it, any other by that.
_SMALL, _RISE, _RISE_OF_LARGE = 0.95, 0.08, 0.2
# A mark stands so near to another word of its line, of the height, and shares so much of its own height with it.
_AT, _MARK_SHARED = 0.5, 0.35
# What stands apart by more than this share of the height on both sides is no mark at another word.
_APART = 0.6
# Text that is printed again no further from its place than this share of its height is printed there once.
_TWICE = 0.1
# A gap between words of one line that is less than this share of its height is none.
_NO_GAP = 0.13


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Words on one line from left to right, the box around them, and the line as jospar.extract.readers.line_joining looks at it; `unread`
    is what it shows that is no text."""

    words: tuple[Word, ...]
    text: str
    box: Box
    measured: PrintedLine
    unread: Unread | None = None

    @property
    def height(self) -> float:
        """The height of the type."""
        return self.box[3] - self.box[1]

    def without_words(self) -> PdfLine:
        """The line as it is kept once its page is read: most of what a page takes are its words, and memory must not grow with them."""
        return PdfLine((), self.text, self.box, self.measured, self.unread)


def make_lines(words: Iterable[Word], same: float = _SAME_LINE) -> list[PdfLine]:
    """The lines of one cell or of one page, from top to bottom; words are of one line that overlap by more than the share `same`."""
    ordered = sorted(words, key=_middle)
    if len(ordered) < 2:
        return [make_line(ordered)] if ordered else []
    heights = [word.bottom - word.top for word in ordered]
    lowest, highest = min(heights), max(heights)
    if highest <= _LARGE * lowest:
        return [make_line(group) for group in _group(ordered, same, has_marks=lowest < _SMALL * highest)]
    highest = _LARGE * median(heights)
    usual, large = ([word for word in ordered if (word.bottom - word.top > highest) is is_large] for is_large in (False, True))
    groups = (*_group(usual, same, has_marks=True), *_group(large, same, has_marks=False))
    return sorted(map(make_line, groups), key=lambda line: line.box[1])


def _group(words: Iterable[Word], same: float, *, has_marks: bool) -> list[list[Word]]:
    """The lines of words that come from top to bottom; `has_marks` says that some are so much lower that they may be marks at others."""
    groups: list[list[Word]] = []
    top = bottom = 0.0
    for word in words:
        height = word.bottom - word.top
        shared = min(bottom, word.bottom) - max(top, word.top)
        least = _MARK_SHARED if has_marks and groups and _is_mark(word, groups[-1], bottom - top) else same
        if groups and shared > least * min(height, bottom - top):
            groups[-1].append(word)
            if height > bottom - top:
                top, bottom = word.top, word.bottom
        else:
            groups.append([word])
            top, bottom = word.top, word.bottom
    return list(_with_marks(groups)) if has_marks else groups


def _with_marks(groups: Sequence[list[Word]]) -> Iterator[list[Word]]:
    """The lines with those made one of which the upper is no more than marks at words of the lower."""
    above: list[Word] = []
    for group in groups:
        if above and all(_is_mark_of(word, group) for word in above):
            above = [*above, *group]
            continue
        if above:
            yield above
        above = group
    if above:
        yield above


def _is_mark_of(word: Word, line: Sequence[Word]) -> bool:
    height, own = line[0].bottom - line[0].top, word.bottom - word.top
    shared = min(line[0].bottom, word.bottom) - max(line[0].top, word.top)
    return own < height and shared > _MARK_SHARED * own and _is_mark(word, line, height)


def _is_mark(word: Word, line: Sequence[Word], height: float) -> bool:
    """Whether a word that is lower than a line, or higher than what there is of it, stands right at its neighbour."""
    own = word.bottom - word.top
    if _SMALL * height < own < height / _SMALL:
        return False
    return any(abs(word.x0 - other.x1) < _AT * height or abs(other.x0 - word.x1) < _AT * height for other in line)


def _middle(word: Word) -> float:
    return word.top + word.bottom


def make_line(words: Sequence[Word]) -> PdfLine:
    """One line of words, in any order; one that is printed again at its place, as some programs make bold, is one."""
    if len(words) == 1:
        text, box = unicodedata.normalize("NFC", words[0].text), words[0][1:5]
        return PdfLine(tuple(words), text, box, _measure(words, text, box))
    ordered = sorted(words, key=lambda word: word.x0)
    tallest = max(ordered, key=lambda word: word.bottom - word.top)
    near = _TWICE * (tallest.bottom - tallest.top)
    ordered[1:] = [right for left, right in pairwise(ordered) if right.text != left.text or right.x0 - left.x0 > near]
    box = (ordered[0].x0, tallest.top, max(word.x1 for word in ordered), tallest.bottom)
    text, unread = _set(ordered, tallest)
    text = unicodedata.normalize("NFC", text)
    return PdfLine(tuple(ordered), text, box, _measure(ordered, text, box), unread)


def _measure(words: Sequence[Word], text: str, box: Box) -> PrintedLine:
    width, (left, right) = box[2] - box[0], (words[0], words[-1])
    per_char = width / len(text)
    first, last = text.partition(" ")[0], text.rpartition(" ")[2]
    first_width = left.x1 - left.x0 if left.text == first else per_char * len(first)
    last_width = right.x1 - right.x0 if right.text == last else per_char * len(last)
    return PrintedLine(text, width, first_width, last_width, left.head or per_char, box[3] - box[1])


def _set(words: Sequence[Word], tallest: Word) -> tuple[str, Unread | None]:
    """The text of words on one line, and what it shows that is none."""
    _, _, top, _, bottom, *_ = tallest
    height = bottom - top
    spaced, is_level = [words[0].text], abs(words[0].bottom - bottom) + abs(words[0].top - top) < _LEVEL * height
    for left, right in pairwise(words):
        if right.x0 - left.x1 > _NO_GAP * height:
            spaced[-1] += " "
        spaced.append(right.text)
        if right.bottom != bottom or right.top != top:
            is_level = is_level and abs(right.bottom - bottom) + abs(right.top - top) < _LEVEL * height
    if is_level:
        return "".join(spaced), None
    gaps = (math.inf, *(right.x0 - left.x1 for left, right in pairwise(words)), math.inf)
    near = (min(gap, other) <= _APART * height for gap, other in pairwise(gaps))
    heights = (_height_of(word, tallest) if is_near else Height.ON_LINE for word, is_near in zip(words, near, strict=True))
    sizes = (round((word.bottom - word.top) / height, 2) for word in words)
    return set_on_line([LinePiece(*piece) for piece in zip(spaced, heights, sizes, strict=True)])


def _height_of(word: Word, tallest: Word) -> Height:
    """Whether a word is raised or lowered: its baseline is not that of the tallest, by more where it is no smaller."""
    height, own = tallest.bottom - tallest.top, word.bottom - word.top
    rise = tallest.bottom - DESCENT * height - (word.bottom - DESCENT * own)
    if abs(rise) <= (_RISE if own < _SMALL * height else _RISE_OF_LARGE) * height:
        return Height.ON_LINE
    return Height.RAISED if rise > 0 else Height.LOWERED


def split_line(line: PdfLine, gap: float) -> list[PdfLine]:
    """The pieces of a line that stand apart by more than `gap` of the height of its type."""
    pieces: list[list[Word]] = [[line.words[0]]]
    for left, right in pairwise(line.words):
        if right.x0 - left.x1 > gap * line.height:
            pieces.append([])
        pieces[-1].append(right)
    return [line] if len(pieces) == 1 else [make_line(piece) for piece in pieces]
