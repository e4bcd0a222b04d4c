"""Takes characters and ruling lines out of a PDF by PDFium, the fast engine.

It knows PDFium's interface and its coordinates, which count from the bottom left of a page that may be turned. It must not know what lines
and characters make.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_CLIPS, MAX_FORM_DEPTH, MAX_PAGE_CHARS, MAX_PAGE_SHAPES, MAX_PAGES
from jospar.extract.readers.pdf.page import ASCENT, DESCENT, HYPHENS, SLANTED, THICKEST, Box, Char, PageContent, find_turn, make_page

# How far apart two coordinates of one point may be, in points.
_SAME_PLACE = 0.01
_ERROR_PASSWORD = 4
# A page with fewer characters has little text; a box has so many corners, the first one twice.
_SPARSE, _BOX = 300, 5
# Type that is lower than this, in points, shows nowhere.
_SMALLEST, _NOWHERE = 0.1, (math.inf, math.inf, -math.inf, -math.inf)
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Matrix = tuple[float, float, float, float, float, float]

# The prototypes that pypdfium2 declares want a pointer object for each call; an address is several times as fast.
_GET_BOX = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_GET_OBJECT = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class _Type(NamedTuple):
    """How the characters of one text object are set.

    `low` and `high` are how far its type reaches across the direction of its lines, `turn` is by how many quarters against the clock those
    are turned, `clip` the part of the page that it shows in.
    """

    low: float
    high: float
    turn: int
    clip: Box | None


_NO_TYPE = _Type(0.0, 0.0, 0, None)


def read_pages(data: bytes) -> Iterator[PageContent]:
    """The pages of a PDF, one at a time.

    Raises UnreadableDocument: encrypted_file, damaged_file, too_many_pages, page_too_complex.
    """
    with _document(data) as document:
        for index in range(len(document)):
            with _page(document, index) as (page, text):
                yield _read_page(page, text, index + 1)


def read_page(data: bytes, number: int) -> PageContent:
    """One page of a PDF, counted from 1. Raises UnreadableDocument as read_pages does."""
    with _document(data) as document, _page(document, number - 1) as (page, text):
        return _read_page(page, text, number)


@contextmanager
def _document(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("encrypted_file" if error.err_code == _ERROR_PASSWORD else "damaged_file") from error
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument("too_many_pages", f"{len(document):,} pages, at most {MAX_PAGES:,}")
        if not len(document):
            raise UnreadableDocument("damaged_file", "it has no page that can be read")
        yield document
    finally:
        document.close()


@contextmanager
def _page(document: pdfium.PdfDocument, index: int) -> Iterator[tuple[Any, Any]]:
    """A page with its text, closed again at once: memory does not grow with the pages."""
    page = raw.FPDF_LoadPage(document.raw, index)
    text = raw.FPDFText_LoadPage(page) if page else None
    try:
        if not text:
            raise UnreadableDocument("damaged_file", f"page {index + 1} can't be read")
        yield page, text
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        if page:
            raw.FPDF_ClosePage(page)


def _read_page(page: Any, text: Any, number: int) -> PageContent:
    count = raw.FPDFText_CountChars(text)
    if count > MAX_PAGE_CHARS:
        raise UnreadableDocument("page_too_complex", f"page {number} has {count:,} characters, at most {MAX_PAGE_CHARS:,}")
    shapes, pictures, drawn = _read_objects(page, number, is_sparse=count < _SPARSE)
    chars, turns = _read_chars(text, count)
    return make_page(number, _bounds(page), chars, turns, shapes, pictures, drawn)


def _bounds(page: Any) -> Box:
    """The visible part of a page: left, bottom, right, top."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _read_chars(text: Any, count: int) -> tuple[list[Char], list[int]]:
    """The characters that show, with their boxes as PDF counts: left, bottom, right, top; and the turns of all if not all are upright.

    A box is as high as the type, from below the baseline; what fonts say of their height differs too much for lines to be seen by it.
    """
    boxes = (ctypes.c_float * (4 * max(count, 1)))()
    handle, at = ctypes.cast(text, ctypes.c_void_p).value, ctypes.addressof(boxes)
    # Loops in C, since every character of every page goes through them.
    deque(map(_GET_BOX, repeat(handle), range(count), range(at, at + 16 * count, 16)), maxlen=0)
    sides = memoryview(boxes).cast("B").cast("f").tolist()
    letters, lefts, rights = _read_text(text, count), sides[0::4], sides[2::4]
    chars: list[Char] = []
    turns: list[int] = []
    objects = list(map(_GET_OBJECT, repeat(handle), range(count)))
    borders = [number for number, (item, other) in enumerate(pairwise(objects), 1) if item != other]
    for start, end in pairwise((0, *borders, count)):
        kind = _read_type(text, start, objects[start]) if start < end else _NO_TYPE
        if not kind.turn and kind.clip is None:
            chars.extend(zip(letters[start:end], lefts[start:end], repeat(kind.low), rights[start:end], repeat(kind.high), strict=False))
        else:
            numbers = range(start, min(end, len(letters)))
            boxed = ((letters[number], *_box_of(sides[4 * number : 4 * number + 4], kind)) for number in numbers)
            chars.extend(char for char in boxed if kind.clip is None or _shows(char, kind.clip))
        turns.extend([kind.turn] * (len(chars) - len(turns)))
    return chars, turns if any(turns) else []


def _box_of(box: Sequence[float], kind: _Type) -> Box:
    """The box of a character, as high as its type; `box` is left, top, right, bottom."""
    left, right = min(box[0], box[2]), max(box[0], box[2])
    bottom, top = min(box[1], box[3]), max(box[1], box[3])
    if kind.turn == SLANTED:
        return left, bottom, right, top
    return (left, kind.low, right, kind.high) if kind.turn % 2 == 0 else (kind.low, bottom, kind.high, top)


def _read_type(text: Any, number: int, item: int | None) -> _Type:
    """How the characters of an object are set, of which this is the first; all stand on one baseline."""
    if item is None:  # a space that PDFium puts between words
        return _NO_TYPE
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetMatrix(text, number, matrix)
    raw.FPDFText_GetCharOrigin(text, number, x, y)
    size = raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
    turn = find_turn(matrix.a, matrix.b)
    at = y.value if turn % 2 == 0 else x.value
    # Turned by one quarter or two, type stands to the left of its baseline or hangs below it.
    below, above = (ASCENT, DESCENT) if turn in (1, 2) else (DESCENT, ASCENT)
    clip = _NOWHERE if size < _SMALLEST else _read_clip(ctypes.cast(item, raw.FPDF_PAGEOBJECT), matrix)
    return _Type(at - below * size, at + above * size, turn, clip)


def _read_clip(item: Any, matrix: Any) -> Box | None:
    """The part of the page that an object shows in, None where nothing bounds it or, as within a form, it is told in other coordinates."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    paths = raw.FPDFClipPath_CountPaths(clip)
    if paths < 1:
        return None
    own = _matrix_of(item)
    if abs(own[4] - matrix.e) + abs(own[5] - matrix.f) > _SAME_PLACE:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
    for path in range(min(paths, MAX_CLIPS)):
        points: list[tuple[float, float]] = []
        for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), MAX_CLIPS)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
        if points:
            left, right = max(left, min(at for at, _ in points)), min(right, max(at for at, _ in points))
            bottom, top = max(bottom, min(at for _, at in points)), min(top, max(at for _, at in points))
    return left, bottom, right, top


def _shows(char: Char, clip: Box) -> bool:
    """Whether the middle of a character is within the part of the page that shows."""
    _, x0, y0, x1, y1 = char
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


def _read_objects(page: Any, number: int, *, is_sparse: bool) -> tuple[list[Box], float, int]:
    """The straight lines that a page draws, as boxes of no or little thickness; the area of its pictures; and, of a page with little text,
    how many shapes it draws that are no lines or boxes, as letters are."""
    shapes: list[Box] = []
    pictures, drawn = 0.0, 0
    for index, (item, kind, matrix) in enumerate(_walk(page, number)):
        if index > MAX_PAGE_SHAPES or len(shapes) > MAX_PAGE_SHAPES:
            raise UnreadableDocument("page_too_complex", f"page {number} draws more than {MAX_PAGE_SHAPES:,} things")
        if kind == raw.FPDF_PAGEOBJ_PATH:
            drawn += is_sparse and raw.FPDFPath_CountSegments(item) > _BOX
            shapes.extend(_read_path(item, matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = _times(_matrix_of(item), matrix)
            pictures += abs(a * d - b * c)
    return shapes, pictures, drawn


def _walk(page: Any, number: int) -> Iterator[tuple[Any, int, _Matrix]]:
    """Every object of a page with the matrix of what holds it, those of forms too."""
    todo = [(raw.FPDFPage_GetObject(page, index), _IDENTITY, 0) for index in range(raw.FPDFPage_CountObjects(page))][::-1]
    while todo:
        item, matrix, depth = todo.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif depth < MAX_FORM_DEPTH:
            inner = _times(_matrix_of(item), matrix)
            count = raw.FPDFFormObj_CountObjects(item)
            if len(todo) + count > MAX_PAGE_SHAPES:
                raise UnreadableDocument("page_too_complex", f"page {number} draws more than {MAX_PAGE_SHAPES:,} things")
            todo.extend((raw.FPDFFormObj_GetObject(item, index), inner, depth + 1) for index in reversed(range(count)))


def _matrix_of(item: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """What two transformations do one after the other."""
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of


def _read_path(item: Any, outer: _Matrix) -> Iterator[Box]:
    """The straight lines of one path: its stroked edges, and the thin shapes that it fills; what it fills broadly is a background."""
    if outer is _IDENTITY:
        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *sides)
        left, bottom, right, top = (side.value for side in sides)
        if right - left <= THICKEST or top - bottom <= THICKEST:
            yield left, bottom, right, top
            return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    outlines = list(_outlines(item, _times(_matrix_of(item), outer)))
    boxes = [_box_around(points) for points in outlines]
    # What is filled between an outline and those within it is a border; the short edges of letters are none.
    is_ring = not stroke.value and len(boxes) > 1 and all(_is_within(box, boxes[0]) for box in boxes)
    shortest = THICKEST if is_ring else 0.0
    for points, box in zip(outlines, boxes, strict=True):
        if min(box[2] - box[0], box[3] - box[1]) <= THICKEST:
            yield box
        elif stroke.value or is_ring:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x1 - x0) + abs(y1 - y0) >= shortest:
                    yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _box_around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_within(box: Box, outer: Box) -> bool:
    return outer[0] <= box[0] and outer[1] <= box[1] and box[2] <= outer[2] and box[3] <= outer[3]


def _outlines(item: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path that is drawn in one go; a curve counts as the straight line between its ends."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFPath_CountSegments(item), MAX_PAGE_SHAPES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
