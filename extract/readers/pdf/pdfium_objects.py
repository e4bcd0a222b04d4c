"""Takes out of a page of a PDF what it paints beside its text: straight lines, pictures, other drawings, and the areas that lie below or
above the rest.

It knows PDFium's page objects and the order in which they are painted. It must not know what lines make, nor which text shows.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_FORM_DEPTH, MAX_PAGE_SHAPES
from jospar.extract.readers.pdf.page import THICKEST, Box

Colour = tuple[int, ...]
"""Red, green, blue and alpha, at most 255 each."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# A box has so many corners, the first one twice.
_BOX = 5
# Two points are on one line across the page or down it that differ by no more than this, in points.
_STRAIGHT = 0.3
# A shape that is lower and narrower than this, in points, is a dot.
_DOT = 2.5
# What a drawn sign measures at most in either direction, in points: more is a frame or a background.
_LARGEST_SIGN = 40.0
# The length of the name `OC` with its end, in UTF-16.
_OC_BYTES = 6
# The alpha of what covers, the most being 255.
_COVERING = 200


# What names the layers and the masks of a document; and streams of objects that may hold it, of which so much is looked at.
_LAYERS, _PACKED = re.compile(rb"/OCProperties|/Luminosity|/S\s?/Alpha"), re.compile(rb"/ObjStm\b[^\0]{0,200}?stream\r?\n")
_MOST_PACKED, _MOST_UNPACKED = 1 << 20, 1 << 22


class Area(NamedTuple):
    """Something broad that is painted: where among the objects of the page, its box, and its colour as red, green and blue, None where it
    has many; `picture` is where the object is if it is a picture."""

    order: int
    box: Box
    colour: Colour | None
    picture: int | None = None


class PaintedText(NamedTuple):
    """A text object: where it is among the objects of the page; whether a layer or a mask may hide it."""

    order: int
    item: Any
    is_doubtful: bool


@dataclass(slots=True)
class PaintedPage:
    """What a page paints, in its order: straight lines as boxes of no or little thickness; pictures; the parts of drawings that are neither
    lines nor boxes, as letters are; broad areas; and the text objects."""

    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    texts: list[PaintedText] = field(default_factory=list)


def read_objects(page: Any, number: int, matrix: Matrix = IDENTITY, *, has_layers: bool = False) -> PaintedPage:
    """What page number `number` paints, moved by `matrix`; `has_layers` that layers or masks of the document may hide some of it.

    Raises UnreadableDocument: page_too_complex.
    """
    found = PaintedPage()
    for order, (item, kind, outer, is_within) in enumerate(_walk(page, number, matrix)):
        if order > MAX_PAGE_SHAPES or len(found.rules) > MAX_PAGE_SHAPES:
            raise UnreadableDocument("page_too_complex", f"page {number} draws more than {MAX_PAGE_SHAPES:,} things")
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            is_doubtful = has_layers and (is_within or _is_of_layer(item) or bool(raw.FPDFPageObj_HasTransparency(item)))
            found.texts.append(PaintedText(order, item, is_doubtful))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(item, outer, order, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _corners(times(matrix_of(item), outer))
            found.pictures.append(box)
            found.areas.append(Area(order, box, None, address_of(item)))
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            found.areas.append(Area(order, _bounds(item, outer), None))
    return found


def _walk(page: Any, number: int, outer: Matrix) -> Iterator[tuple[Any, int, Matrix, bool]]:
    """Every object of a page, those of forms too: itself, its kind, the matrix of what holds it, and whether that is a form."""
    count = raw.FPDFPage_CountObjects(page)
    todo = [(raw.FPDFPage_GetObject(page, index), outer, 0) for index in range(count)][::-1]
    while todo:
        item, matrix, depth = todo.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix, depth > 0
        elif depth < MAX_FORM_DEPTH:
            inner = times(matrix_of(item), matrix)
            count = raw.FPDFFormObj_CountObjects(item)
            if len(todo) + count > MAX_PAGE_SHAPES:
                raise UnreadableDocument("page_too_complex", f"page {number} draws more than {MAX_PAGE_SHAPES:,} things")
            todo.extend((raw.FPDFFormObj_GetObject(item, index), inner, depth + 1) for index in reversed(range(count)))


def _is_of_layer(item: Any) -> bool:
    """Whether content is marked as that of a layer (ISO 32000-2, 8.11.3.2)."""
    name, size = (ctypes.c_ushort * 4)(), ctypes.c_ulong()
    marks = (raw.FPDFPageObj_GetMark(item, index) for index in range(raw.FPDFPageObj_CountMarks(item)))
    named = (mark for mark in marks if raw.FPDFPageObjMark_GetName(mark, name, 8, size) and size.value == _OC_BYTES)
    return any(bytes(name)[: _OC_BYTES - 2].decode("utf-16-le", "replace") == "OC" for _ in named)


def address_of(item: Any) -> int:
    """Where an object is, by which the text that stands in it knows it."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def matrix_of(item: Any) -> Matrix:
    """The matrix of an object within what holds it."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """What two transformations do one after the other."""
    if outer is IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of


def _corners(matrix: Matrix) -> Box:
    """The box around a unit square that is moved by a matrix, as a picture is."""
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(item: Any, outer: Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    if outer is IDENTITY:
        return left, bottom, right, top
    return _corners(times((right - left, 0.0, 0.0, top - bottom, left, bottom), outer))


def _read_path(item: Any, outer: Matrix, order: int, found: PaintedPage) -> None:
    """The straight lines of one path: its stroked edges, and the thin shapes that it fills; what it fills broadly is an area, what is
    neither line nor box a drawing."""
    if outer is IDENTITY:
        box = _bounds(item, outer)
        if (box[2] - box[0] <= THICKEST or box[3] - box[1] <= THICKEST) and raw.FPDFPath_CountSegments(item) <= _BOX:
            found.rules.append(box)
            return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return
    outlines = list(_outlines(item, times(matrix_of(item), outer)))
    boxes = [_box_around(points) for points in outlines]
    _add_areas(item, order, boxes if fill.value else [_bounds(item, outer)], found, is_filled=fill.value > 0)
    # What is filled between an outline and those within it is a border; the short edges of letters are none.
    is_ring = not stroke.value and len(boxes) > 1 and all(_is_within(box, boxes[0]) for box in boxes)
    shortest = THICKEST if is_ring else 0.0
    for points, box in zip(outlines, boxes, strict=True):
        width, height = box[2] - box[0], box[3] - box[1]
        if max(width, height) <= _LARGEST_SIGN and not _is_straight(points):
            if max(width, height) > _DOT or abs(width - height) > _STRAIGHT:
                found.drawings.append(box)
            else:
                found.rules.append(box)
        elif min(width, height) <= THICKEST:
            found.rules.append(box)
        elif stroke.value or is_ring:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x1 - x0) + abs(y1 - y0) >= shortest:
                    found.rules.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _add_areas(item: Any, order: int, boxes: Sequence[Box], found: PaintedPage, *, is_filled: bool) -> None:
    """What a path fills, or the line that it draws where that is too thick to be one of a table."""
    broad = [box for box in boxes if box[2] - box[0] > THICKEST and box[3] - box[1] > THICKEST]
    if not broad or not (is_filled or _is_broad(item)):
        return
    colour = _fill_of(item) if is_filled else _stroke_of(item)
    if colour is not None and colour[3] >= _COVERING:
        found.areas.extend(Area(order, box, colour[:3]) for box in broad)


def _is_broad(item: Any) -> bool:
    """Whether the line that a path is drawn with is thicker than one of a table."""
    width = ctypes.c_float()
    return bool(raw.FPDFPageObj_GetStrokeWidth(item, width)) and width.value > THICKEST


def _fill_of(item: Any) -> Colour | None:
    """The colour that an object is filled with, None for a pattern."""
    parts = [ctypes.c_uint() for _ in range(4)]
    return tuple(part.value for part in parts) if raw.FPDFPageObj_GetFillColor(item, *parts) else None


def _stroke_of(item: Any) -> Colour | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    return tuple(part.value for part in parts) if raw.FPDFPageObj_GetStrokeColor(item, *parts) else None


def _is_straight(points: Sequence[tuple[float, float]]) -> bool:
    """Whether a shape is a line or a box with its edges across the page and down it, as letters are not."""
    return len(points) < 3 or (
        len(points) <= _BOX + 1 and all(min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT for (x0, y0), (x1, y1) in pairwise(points))
    )


def _box_around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_within(box: Box, outer: Box) -> bool:
    return outer[0] <= box[0] and outer[1] <= box[1] and box[2] <= outer[2] and box[3] <= outer[3]


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
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


def may_have_layers(data: bytes) -> bool:
    """Whether a document may have layers that are off, or masks: it names some, be it in what it packs."""
    if _LAYERS.search(data):
        return True
    for packed in _PACKED.finditer(data):
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(data[packed.end() : packed.end() + _MOST_PACKED], _MOST_UNPACKED)
        except zlib.error:  # packed otherwise, or encrypted
            return True
        if _LAYERS.search(unpacked) or not unpacker.eof:
            return True
    return False
