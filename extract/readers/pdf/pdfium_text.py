"""Takes the characters out of a page of a PDF: each with its box, as high as its type, and how it is turned.

It knows PDFium's text pages. It must not know what characters make.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from pypdfium2 import raw

from jospar.extract.limits import MAX_CLIPS
from jospar.extract.readers.pdf import pdfium_calls as calls
from jospar.extract.readers.pdf.page import ASCENT, DESCENT, HYPHENS, SLANTED, Box, Char, find_turn
from jospar.extract.readers.pdf.pdfium_minus import with_minus
from jospar.extract.readers.pdf.pdfium_objects import IDENTITY, Colour, Matrix, matrix_of

# How far apart two coordinates of one point may be, in points.
_SAME_PLACE = 0.01
# How a text leans is told to so many parts of a radian.
_LEAN_STEPS = 2000
# Type that is lower than this, in points, shows nowhere: nobody can read it.
_SMALLEST, _NOWHERE = 1.5, (math.inf, math.inf, -math.inf, -math.inf)
# Ways to show text that leave no ink (ISO 32000-2, table 104).
_WITHOUT_INK = frozenset({3, 7})
# A text is stroked only, not filled.
_STROKED = 1


class TextRun(NamedTuple):
    """The characters of one text object, from `start` up to `end` among those of the page; where that is; its colour, for a pattern
    transparent black; and how far it leans off the page or its turn, in radians."""

    start: int
    end: int
    address: int
    colour: Colour
    lean: float

    @property
    def range(self) -> range:
        """The numbers of its characters."""
        return range(self.start, self.end)


@dataclass(slots=True)
class PageChars:
    """The characters of a page with their boxes as PDF counts: left, bottom, right, top; by how many quarters against the clock each is
    turned, empty where none is; the runs that they stand in; and those that show nowhere."""

    chars: list[Char] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    unseen: list[Char] = field(default_factory=list)

    def without(self, numbers: Collection[int]) -> PageChars:
        """The same, but for some of the characters, which nobody sees either; without its runs, which are over then."""
        if not numbers:
            return self
        kept = [index for index in range(len(self.chars)) if index not in numbers]
        turns = [self.turns[index] for index in kept] if self.turns else []
        return PageChars(
            [self.chars[index] for index in kept], turns, [], [*self.unseen, *(self.chars[index] for index in sorted(numbers))]
        )

    @property
    def lean(self) -> float:
        """How far most of the text leans, in radians, as on a page that was scanned or copied awry; 0 where most does not."""
        leaning: Counter[int] = Counter()
        for run in self.runs:
            if run.lean:
                leaning[round(run.lean * _LEAN_STEPS)] += run.end - run.start
        if not leaning:
            return 0.0
        step, count = leaning.most_common(1)[0]
        return step / _LEAN_STEPS if 2 * count > len(self.chars) else 0.0

    def unseen_items(self, numbers: Collection[int]) -> set[int]:
        """Where the text objects are of which nothing is seen, where these of the characters are not."""
        if not (numbers or self.unseen):
            return set()
        shown = {
            run.address for run in self.runs if any(index not in numbers and not self.chars[index][0].isspace() for index in run.range)
        }
        return {run.address for run in self.runs} - shown


class _Type(NamedTuple):
    """How the characters of one text object are set.

    `low` and `high` are how far its type reaches across the direction of its lines, `turn` is by how many quarters against the clock those
    are turned, `clip` the part of the page that it shows in.
    """

    low: float
    high: float
    turn: int
    clip: Box | None
    colour: Colour
    lean: float


_NO_TYPE = _Type(0.0, 0.0, 0, None, (0, 0, 0, 255), 0.0)


def read_chars(text: Any, count: int, straight: Matrix = IDENTITY) -> PageChars:
    """The characters of a page, set straight by a matrix. A box is as high as the type, from below the baseline; what fonts say of their
    height differs too much for lines to be seen by it."""
    boxes = (ctypes.c_float * (4 * count))()
    handle = ctypes.cast(text, ctypes.c_void_p).value
    # Loops in C, since every character of every page goes through them.
    calls.ask_all(calls.GET_BOX, repeat(handle), range(count), calls.places(boxes, count))
    sides = memoryview(boxes).cast("B").cast("f").tolist()
    letters, lefts, rights = with_minus(handle, _read_text(text, count), sides), sides[0::4], sides[2::4]
    found = PageChars()
    chars = found.chars
    objects = list(map(calls.GET_OBJECT, repeat(handle), range(count)))
    borders = [number for number, (item, other) in enumerate(pairwise(objects), 1) if item != other]
    firsts = [start for start in (0, *borders) if start < count and objects[start]]  # not the spaces that PDFium puts between words
    kinds = _read_types(handle, firsts, [objects[start] for start in firsts])
    for start, end in pairwise((0, *borders, count)):
        item = objects[start] if start < count else None
        kind, begun = next(kinds) if item else _NO_TYPE, len(chars)
        if not kind.turn and kind.clip is None and straight is IDENTITY:
            chars.extend(zip(letters[start:end], lefts[start:end], repeat(kind.low), rights[start:end], repeat(kind.high), strict=False))
        else:
            for number in range(start, min(end, len(letters))):
                box = _box_of(sides[4 * number : 4 * number + 4], kind)
                is_seen = kind.clip is None or _shows(box, kind.clip)
                box = box if straight is IDENTITY or not item else _straight_box(text, number, box, kind, straight)
                (chars if is_seen else found.unseen).append((letters[number], *box))
        found.turns.extend([kind.turn] * (len(chars) - begun))
        if item:
            found.runs.append(TextRun(begun, len(chars), item, kind.colour, kind.lean))
    if not any(found.turns):
        found.turns.clear()
    return found


def _box_of(box: Sequence[float], kind: _Type) -> Box:
    """The box of a character, as high as its type; `box` is left, top, right, bottom."""
    left, right = min(box[0], box[2]), max(box[0], box[2])
    bottom, top = min(box[1], box[3]), max(box[1], box[3])
    if kind.turn == SLANTED:
        return left, bottom, right, top
    return (left, kind.low, right, kind.high) if kind.turn % 2 == 0 else (kind.low, bottom, kind.high, top)


def _straight_box(text: Any, number: int, box: Box, kind: _Type, straight: Matrix) -> Box:
    """The box of a character of leaning text, set straight: its baseline is told by its own origin, since it climbs along its line."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, number, x, y)
    a, b, c, d, e, f = straight
    right, up = a * x.value + c * y.value + e, b * x.value + d * y.value + f
    size = kind.high - kind.low
    # The box around a leaning one is wider than that by what its height leans.
    long = box[2 + kind.turn % 2] - box[kind.turn % 2]
    width = max(0.0, long - abs(b) * size)
    match kind.turn:
        case 0:
            return right, up - DESCENT * size, right + width, up + ASCENT * size
        case 1:
            return right - ASCENT * size, up, right + DESCENT * size, up + width
        case 2:
            return right - width, up - ASCENT * size, right, up + DESCENT * size
        case 3:
            return right - DESCENT * size, up - width, right + ASCENT * size, up
        case _:
            return box


def _read_types(handle: int | None, starts: Sequence[int], items: Sequence[int]) -> Iterator[_Type]:
    """How the characters of objects are set, of each of which the first is given; all of one object stand on one baseline.

    What is asked of each object is asked of all of them in a loop in C.
    """
    count = len(items)
    matrices, origins, colours = (ctypes.c_float * (6 * count))(), (ctypes.c_double * (2 * count))(), (ctypes.c_uint * (4 * count))()
    calls.ask_all(calls.GET_MATRIX, repeat(handle), starts, calls.places(matrices, count))
    calls.ask_all(calls.GET_ORIGIN, repeat(handle), starts, calls.places(origins, count), calls.places(origins, count, 8))
    calls.ask_all(calls.GET_FILL, items, *(calls.places(colours, count, 4 * part) for part in range(4)))
    units, places, parts = matrices[:], origins[:], colours[:]
    sizes, modes = map(calls.GET_SIZE, repeat(handle), starts), list(map(calls.GET_MODE, items))
    clips = map(calls.COUNT_CLIPS, map(calls.GET_CLIP, items))
    stroked = {number for number, mode in enumerate(modes) if mode == _STROKED}
    for number, (unit, mode, paths) in enumerate(zip(sizes, modes, clips, strict=True)):
        a, b, c, d, e, f = units[6 * number : 6 * number + 6]
        size = unit * math.hypot(c, d)
        turn = find_turn(a, b) if b or a < 0 else 0
        at = places[2 * number + 1 - turn % 2]
        # Turned by one quarter or two, type stands to the left of its baseline or hangs below it.
        below, above = (ASCENT, DESCENT) if turn in (1, 2) else (DESCENT, ASCENT)
        clip = (
            _NOWHERE
            if size < _SMALLEST or unit * math.hypot(a, b) < _SMALLEST / 2 or mode in _WITHOUT_INK
            else _read_clip(items[number], e, f)
            if paths > 0
            else None
        )
        colour = _stroke_of(items[number]) if number in stroked else tuple(parts[4 * number : 4 * number + 4])
        lean = math.remainder(math.atan2(b, a), math.pi / 2) if b and a and turn != SLANTED else 0.0
        yield _Type(at - below * size, at + above * size, turn, clip, colour, lean)


def _stroke_of(item: int) -> Colour:
    parts = (ctypes.c_uint * 4)()
    calls.GET_STROKE(item, *(ctypes.addressof(parts) + 4 * part for part in range(4)))
    return tuple(parts)


def _read_clip(address: int, right: float, up: float) -> Box | None:
    """The part of the page that an object shows in, which is moved by so much; None where, as within a form, that is told in other
    coordinates."""
    item = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    clip = raw.FPDFPageObj_GetClipPath(item)
    own = matrix_of(item)
    if abs(own[4] - right) + abs(own[5] - up) > _SAME_PLACE:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
    for path in range(min(raw.FPDFClipPath_CountPaths(clip), MAX_CLIPS)):
        points: list[tuple[float, float]] = []
        for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), MAX_CLIPS)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
        if points:
            left, right = max(left, min(at for at, _ in points)), min(right, max(at for at, _ in points))
            bottom, top = max(bottom, min(at for _, at in points)), min(top, max(at for _, at in points))
    return left, bottom, right, top


def _shows(box: Box, clip: Box) -> bool:
    """Whether the middle of a character is within the part of the page that shows."""
    x0, y0, x1, y1 = box
    return clip[0] <= (x0 + x1) / 2 <= clip[2] and clip[1] <= (y0 + y1) / 2 <= clip[3]


def _read_text(text: Any, count: int) -> str:
    """One character for each that PDFium counts; a call for all of them where none is left out or takes two units."""
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text, 0, count, units)
    if written == count + 1:
        whole = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
        if len(whole) == count:
            return whole.translate(HYPHENS)
    return "".join(chr(raw.FPDFText_GetUnicode(text, number)) for number in range(count)).translate(HYPHENS)
