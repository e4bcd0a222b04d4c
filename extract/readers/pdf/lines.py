"""Words that stand beside each other make a line, lines that stand below each other a text.

It knows the geometry of type. It must not know what a line means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jospar.extract.document import Unread
from jospar.extract.readers.line_joining import PrintedLine
from jospar.extract.readers.pdf.page import Box, Word

# Words whose boxes overlap by more than this share of the lower one stand on one line.
_SAME_LINE = 0.5
# Type that is so many times as high as most is on lines of its own: a large word across the page, behind its text.
_LARGE = 3.0
# A word that is lower than this share of its line and stands above its foot is raised; figures so are marks of notes or powers.
_RAISED_HEIGHT, _RAISED_FOOT = 0.8, 0.12
_RAISED = re.compile(r"\d{1,3}\)?")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", ")")
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
    if max(heights) <= _LARGE * min(heights):
        return _group(ordered, same)
    highest = _LARGE * median(heights)
    usual, large = ([word for word in ordered if (word.bottom - word.top > highest) is is_large] for is_large in (False, True))
    return sorted([*_group(usual, same), *_group(large, same)], key=lambda line: line.box[1])


def _group(words: Iterable[Word], same: float) -> list[PdfLine]:
    """The lines of words that come from top to bottom."""
    groups: list[list[Word]] = []
    top = bottom = 0.0
    for word in words:
        height = word.bottom - word.top
        shared = min(bottom, word.bottom) - max(top, word.top)
        if groups and shared > same * min(height, bottom - top):
            groups[-1].append(word)
            if height > bottom - top:
                top, bottom = word.top, word.bottom
        else:
            groups.append([word])
            top, bottom = word.top, word.bottom
    return [make_line(group) for group in groups]


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
    text = unicodedata.normalize("NFC", "".join(_spaced(ordered, tallest)))
    return PdfLine(tuple(ordered), text, box, _measure(ordered, text, box))


def _measure(words: Sequence[Word], text: str, box: Box) -> PrintedLine:
    width, (left, right) = box[2] - box[0], (words[0], words[-1])
    per_char = width / len(text)
    first, last = text.partition(" ")[0], text.rpartition(" ")[2]
    first_width = left.x1 - left.x0 if left.text == first else per_char * len(first)
    last_width = right.x1 - right.x0 if right.text == last else per_char * len(last)
    return PrintedLine(text, width, first_width, last_width, left.head or per_char, box[3] - box[1])


def _spaced(words: Sequence[Word], tallest: Word) -> Iterator[str]:
    height = tallest.bottom - tallest.top
    yield _as_set(words[0], tallest, is_first=True)
    for left, right in pairwise(words):
        if right.x0 - left.x1 > _NO_GAP * height:
            yield " "
        yield _as_set(right, tallest, is_first=False)


def _as_set(word: Word, tallest: Word, *, is_first: bool) -> str:
    """The text of a word, the raised figures of a note or a power as such."""
    height = tallest.bottom - tallest.top
    is_low = word.bottom - word.top < _RAISED_HEIGHT * height
    if is_low and not is_first and tallest.bottom - word.bottom > _RAISED_FOOT * height and _RAISED.fullmatch(word.text):
        return word.text.translate(_RAISED_DIGITS)
    return word.text


def split_line(line: PdfLine, gap: float) -> list[PdfLine]:
    """The pieces of a line that stand apart by more than `gap` of the height of its type."""
    pieces: list[list[Word]] = [[line.words[0]]]
    for left, right in pairwise(line.words):
        if right.x0 - left.x1 > gap * line.height:
            pieces.append([])
        pieces[-1].append(right)
    return [line] if len(pieces) == 1 else [make_line(piece) for piece in pieces]
