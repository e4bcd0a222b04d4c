"""What a page shows, whichever engine took it from the PDF: words and ruling lines, in points from the top left of the upright page.

It knows how a turned page is set upright and how characters stand together as words. It must not know what a table or a paragraph is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from jospar.extract.document import Unread
from jospar.extract.readers.pdf.dotted_lines import find_dotted

Box = tuple[float, float, float, float]
"""Left, bottom, right, top as PDF counts, from the bottom left; or left, top, right, bottom from the top left of an upright page."""

Char = tuple[str, float, float, float, float]
"""A character and its box, which is that of its type and not of its shape, so that it is as high as all others of a line."""

THICKEST = 5.0
"""The thickest line that rules a table, in points."""

ASCENT, DESCENT = 0.78, 0.22
"""How far type reaches above and below its baseline, of its size."""

HYPHENS = dict.fromkeys(map(ord, "\x02\ufffe\u00ad\u2010\u2011"), "-")
"""PDFium's marks of a hyphen at the end of a line, and the hyphens that office programs tell apart: on paper all are one."""

MINUS = "\u2212"

_SPACES = frozenset(" \u00a0\x00\r\n")
# A gap of this share of the type's height parts words: a space is a quarter of it, letters stand apart by less.
_WORD_GAP, _OVERLAP = 0.17, 0.35
# The shape of a character may reach back over the space before it by this share of its width.
_BACK = 0.6
# A character is of the same line and size where its box differs by less than this share of the height.
_SAME_LINE, _SAME_SIZE = 0.2, 0.1
# A page is a picture where pictures cover more than this share of it, or so many shapes are drawn, and it has fewer words than this;
# where they cover all of it, a stamp that was set on the picture has more words.
_MOST_PICTURE, _DRAWN, _FEW_WORDS = 0.4, 200, 15
_WHOLE_PICTURE, _STAMP_WORDS = 0.8, 40
# Slanted characters further apart than this share of their height are of two texts.
_SLANTED_GAP = 2.0
# How far a ruling line may lean, and how short it may be, in points.
_LEVEL, _SHORTEST = 5.0, 2.0


SLANTED = 4
"""The turn of text that runs neither along the page nor across it, such as a large word behind the text."""

_SLANT = 0.2
"""How far type may lean and still run along the page or across it, in quarters of a circle."""


class Painted(NamedTuple):
    """What a page shows beside its text, as boxes: straight lines of little or no thickness, pictures, drawings that are neither lines nor
    boxes, as letters are, and form fields whose text is set by the program that shows them."""

    rules: Sequence[Box]
    pictures: Sequence[Box] = ()
    drawings: Sequence[Box] = ()
    fields: Sequence[Box] = ()


class Word(NamedTuple):
    """Characters without a gap between them: those from `first` up to `last` of their page; `head` is the width of the first."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int
    last: int
    head: float


class RulingLine(NamedTuple):
    """A ruling line: `at` is where it lies across its direction, `start` and `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, counted from 1, as it is read; `turn` is by how many quarters against the clock its text was turned in the file;
    `is_picture` says that what it shows is no text; `slanted` are texts that run neither along the page nor across it, `hidden` those that
    nobody sees, `unread` is what shows and is no text, with its box."""

    number: int
    width: float
    height: float
    turn: int
    chars: Sequence[Char]
    words: tuple[Word, ...]
    horizontals: tuple[RulingLine, ...]
    verticals: tuple[RulingLine, ...]
    is_picture: bool = False
    slanted: tuple[Word, ...] = ()
    hidden: tuple[Word, ...] = ()
    unread: tuple[tuple[Box, Unread], ...] = ()


def find_turn(a: float, b: float) -> int:
    """By how many quarters against the clock text is turned whose baseline runs in the direction `a`, `b`.

    >>> find_turn(1, 0), find_turn(0, 5), find_turn(-1, 0.1), find_turn(0, -1), find_turn(1, 1)
    (0, 1, 2, 3, 4)
    """
    quarters = math.atan2(b, a) / (math.pi / 2)
    turn = round(quarters)
    return turn % 4 if abs(quarters - turn) <= _SLANT else SLANTED


def make_page(
    number: int, bounds: Box, chars: Sequence[Char], angles: Sequence[int], painted: Painted, unseen: Sequence[Char] = ()
) -> PageContent:
    """A page, set upright, out of what an engine finds, which counts as PDF does.

    `bounds` is the visible part; `angles` tell by how many quarters against the clock each character is turned, none at all that no one is;
    `unseen` are the characters that nobody sees. What most characters are turned by is the turn of the page; each line of the others is one
    word. What lies outside the page nobody sees either.
    """
    counts = Counter(angle for angle in angles if angle != SLANTED)
    turn = counts.most_common(1)[0][0] if counts else 0
    upright = [char for char, angle in zip(chars, angles, strict=True) if angle == turn] if angles else chars
    upright = _turned_chars(upright, bounds, turn)
    words = join_words(upright)
    for angle in sorted(set(angles) - {turn, SLANTED}):
        across = [char for char, own in zip(chars, angles, strict=True) if own == angle]
        words.extend(_lines_across(across, angle, bounds, turn))
    left, bottom, right, top = bounds
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    hidden = join_words(_turned_chars(unseen, bounds, turn)) if unseen else []
    on_page = [word for word in words if 0 <= word.x0 + word.x1 <= 2 * width and 0 <= word.top + word.bottom <= 2 * height]
    if len(on_page) < len(words):
        shown = set(on_page)
        hidden.extend(word for word in words if word not in shown)
        words = on_page
    horizontals, verticals = _rules(painted.rules, bounds, turn)
    slanted = tuple(word for word in _slanted_words(chars, angles, bounds, turn) if word.text) if SLANTED in angles else ()
    unread = [(turned(box, bounds, turn), Unread.PICTURE) for box in painted.pictures]
    is_picture = _is_picture(words, hidden, [box for box, _ in unread], len(painted.drawings), width * height)
    unread.extend((turned(box, bounds, turn), Unread.DRAWING) for box in painted.drawings)
    unread.extend((turned(box, bounds, turn), Unread.FIELD) for box in painted.fields)
    return PageContent(
        number, width, height, turn, upright, tuple(words), horizontals, verticals, is_picture, slanted, tuple(hidden), tuple(unread)
    )


def _is_picture(words: Sequence[Word], hidden: Sequence[Word], pictures: Sequence[Box], drawn: int, area: float) -> bool:
    """Whether what a page shows is no text: a scan, which has a stamp or a page number at most, or letters that are drawn as shapes.

    The text that a program has recognised on a scan lies unseen on it or below it, and is its reading, not what is printed.
    """
    covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in pictures) / area if area else 0.0
    if len(words) < _FEW_WORDS and (covered > _MOST_PICTURE or drawn > _DRAWN):
        return True
    if len(words) < _STAMP_WORDS and covered > _WHOLE_PICTURE:
        return True
    recognised = sum(any(_lies_on(word, box) for box in pictures) for word in hidden) if pictures else 0
    return recognised > len(words)


def _lies_on(word: Word, box: Box) -> bool:
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.bottom) / 2 <= box[3]


def turned(box: Box, bounds: Box, turn: int) -> Box:
    """A box of a PDF page as it lies when text that is turned by so many quarters against the clock stands upright.

    >>> turned((10, 20, 30, 40), (0, 0, 600, 800), 0)
    (10, 760, 30, 780)
    >>> turned((10, 20, 30, 40), (0, 0, 600, 800), 1)
    (20, 10, 40, 30)
    """
    left, bottom, right, top = bounds
    x0, y0, x1, y1 = box
    match turn:
        case 0:
            return x0 - left, top - y1, x1 - left, top - y0
        case 1:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        case 2:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        case _:
            return top - y1, right - x1, top - y0, right - x0


def _turned_chars(chars: Sequence[Char], bounds: Box, turn: int) -> list[Char]:
    """The loops for upright pages are written out, since every character of every page goes through it."""
    left, _, _, top = bounds
    if turn == 0 and left == 0:
        return [(char, x0, top - y1, x1, top - y0) for char, x0, y0, x1, y1 in chars]
    if turn == 0:
        return [(char, x0 - left, top - y1, x1 - left, top - y0) for char, x0, y0, x1, y1 in chars]
    return [(char[0], *turned(char[1:], bounds, turn)) for char in chars]


def _lines_across(chars: Sequence[Char], angle: int, bounds: Box, turn: int) -> Iterator[Word]:
    """The lines of characters that are turned otherwise than the page, each as one word at its place on the page."""
    words = join_words(_turned_chars(chars, bounds, angle))
    for _, line in groupby(words, key=lambda word: round(word.bottom)):
        parts = list(line)
        boxes = [turned(char[1:], bounds, turn) for part in parts for char in chars[part.first : part.last]]
        x0, top, x1, bottom = zip(*boxes, strict=True)
        yield Word(" ".join(part.text for part in parts), min(x0), min(top), max(x1), max(bottom), 0, 0, 0.0)


def _slanted_words(chars: Sequence[Char], angles: Sequence[int], bounds: Box, turn: int) -> Iterator[Word]:
    """The slanted texts, each as one word in the box around it."""
    text: list[Char] = []
    for char, angle in zip(chars, angles, strict=True):
        if angle == SLANTED and (not text or _is_beside(text[-1], char)):
            text.append(char)
            continue
        if text:
            yield _slanted_word(text, bounds, turn)
        text = [char] if angle == SLANTED else []
    if text:
        yield _slanted_word(text, bounds, turn)


def _is_beside(left: Char, right: Char) -> bool:
    reach = _SLANTED_GAP * max(left[4] - left[2], right[4] - right[2])
    return abs(left[1] - right[1]) + abs(left[2] - right[2]) < reach


def _slanted_word(chars: Sequence[Char], bounds: Box, turn: int) -> Word:
    x0, top, x1, bottom = zip(*(turned(char[1:], bounds, turn) for char in chars), strict=True)
    return Word("".join(char[0] for char in chars).strip(), min(x0), min(top), max(x1), max(bottom), 0, 0, 0.0)


def _rules(shapes: Iterable[Box], bounds: Box, turn: int) -> tuple[tuple[RulingLine, ...], tuple[RulingLine, ...]]:
    """The horizontal and vertical lines among the shapes; what is as thick as it is long is none, but dots in a row are."""
    horizontals: list[RulingLine] = []
    verticals: list[RulingLine] = []
    dots: list[Box] = []
    for shape in shapes:
        x0, top, x1, bottom = turned(shape, bounds, turn)
        width, height = x1 - x0, bottom - top
        if height <= _LEVEL and width > max(height, _SHORTEST):
            horizontals.append(RulingLine((top + bottom) / 2, x0, x1))
        elif width <= _LEVEL and height > max(width, _SHORTEST):
            verticals.append(RulingLine((x0 + x1) / 2, top, bottom))
        elif width <= _LEVEL and height <= _LEVEL:
            dots.append((x0, top, x1, bottom))
    horizontals.extend(RulingLine(*line) for line in find_dotted(dots))
    verticals.extend(RulingLine(*line) for line in find_dotted([(top, x0, bottom, x1) for x0, top, x1, bottom in dots]))
    return tuple(horizontals), tuple(verticals)


def join_words(chars: Sequence[Char], first: int = 0, last: int | None = None) -> list[Word]:
    """The words that characters make, of all or of those from `first` up to `last`, in the order of the file.

    A word ends at a space, at a gap, and where the line or the size of the type changes.
    """
    words: list[Word] = []
    text = ""
    begun, end = first, len(chars) if last is None else last
    left = top = right = bottom = size = head = 0.0
    nearest = farthest = lowest = space = base = 0.0
    for index in range(first, end):
        char, x0, y0, x1, y1 = chars[index]
        is_space = char in _SPACES or char.isspace()
        if text:
            if (
                not is_space
                and nearest < x0 - right < farthest
                and (y1 == bottom or -lowest < y1 - bottom < lowest)
                and abs(y1 - y0 - size) < _SAME_SIZE * size
            ):
                text += char
                right = max(right, x1)
                continue
            words.append(Word(text, left, top, right, bottom, begun, index, head))
            text = ""
        if is_space:
            space, base = x1, y1
        else:
            text, left, top, right, bottom, size, begun, head = char, x0, y0, x1, y1, y1 - y0, index, x1 - x0
            if x0 < space < x0 + _BACK * (x1 - x0) and abs(base - y1) < size:
                left = space
            nearest, farthest, lowest = -_OVERLAP * size, _WORD_GAP * size, _SAME_LINE * size
    if text:
        words.append(Word(text, left, top, right, bottom, begun, end, head))
    return words
