"""Tells which characters of a page nobody sees: those in the colour of what they stand on, transparent, covered, or of a layer that is off.

Colours and the order of painting tell which may be so; those are drawn and left out in turn, and what makes no difference is not seen.
Pictures are drawn only where they lie over text, or below light one, and are small, so that it does not matter how large one says that it
is: what lies below a large one counts as covered, and light text on it as unseen.
It knows PDFium's way to draw pages. It must not know what characters make.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from pypdfium2 import raw

from jospar.extract.limits import MAX_PICTURE_SIDE
from jospar.extract.readers.pdf.page import Box, Char
from jospar.extract.readers.pdf.pdfium_calls import SET_ACTIVE
from jospar.extract.readers.pdf.pdfium_objects import Area, Colour, PaintedPage, address_of
from jospar.extract.readers.pdf.pdfium_text import PageChars, TextRun

# Colours are near to each other, and text transparent, where no part of them differs by more, the most being 255.
_NEAR, _TRANSPARENT = 48, 48
# What differs by less than this is not seen.
_UNSEEN = 12
_PAPER = (255, 255, 255)
# Pixels for a point, bytes for a pixel.
_SCALE, _COLOURS = 2.0, 4
# So many pixels of pictures may be drawn for a page: as scans have at low resolution.
_MOST_PIXELS = 4_000_000
# How high the bands are, in points, that areas are looked up by.
_BAND = 32.0


class _Doubt(NamedTuple):
    """Characters that may not be seen, what is painted over them, and the picture that they stand on where they are light."""

    run: TextRun
    covers: list[Area]
    ground: int | None


def find_unseen(page: Any, bounds: Box, found: PageChars, painted: PaintedPage) -> set[int]:
    """The numbers of the characters that are not seen, among those of the page."""
    doubts = list(_doubts(found, painted))
    if not doubts:
        return set()
    pictures = {area.picture for area in painted.areas if area.picture}
    covers = {area.picture for doubt in doubts for area in doubt.covers if area.picture}
    small = covers if sum(map(_pixels, covers)) <= _MOST_PIXELS else set()
    unseen = {
        index for doubt in doubts for index in _numbers(doubt.run, found) if _is_below(found.chars[index], doubt.covers, covers - small)
    }
    drawn = [doubt for doubt in doubts if not all(index in unseen for index in _numbers(doubt.run, found))]
    if not drawn:
        return unseen
    with undrawn(pictures - small):
        whole = _Drawing(page, bounds)
        with undrawn(doubt.run.address for doubt in drawn):
            without = _Drawing(page, bounds)
    numbers = (index for doubt in drawn for index in _numbers(doubt.run, found))
    return unseen | {index for index in numbers if not whole.differs(without, found.chars[index][1:])}


def _pixels(picture: int) -> int:
    """How many pixels a picture says that it has."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(ctypes.cast(picture, raw.FPDF_PAGEOBJECT), width, height)
    return width.value * height.value


def _numbers(run: TextRun, found: PageChars) -> Iterator[int]:
    return (index for index in run.range if not found.chars[index][0].isspace())


def _doubts(found: PageChars, painted: PaintedPage) -> Iterator[_Doubt]:
    """The runs that may not be seen."""
    is_plain = not painted.areas and not any(text.is_doubtful for text in painted.texts)
    if is_plain and all(_contrast(colour, _PAPER) >= _NEAR for colour in {run.colour for run in found.runs}):
        return
    texts = {address_of(text.item): text for text in painted.texts}
    bands = _bands(painted.areas)
    for run in found.runs:
        text = texts.get(run.address)
        box = _box_of(run, found)
        if text is None or box is None:
            continue
        near = _near(bands, box)
        covers = [area for area in near if area.order > text.order and _overlap(area.box, box)]
        below = max((area for area in near if area.order < text.order and _holds(area.box, box)), key=lambda area: area.order, default=None)
        ground = below.colour if below else _PAPER
        # Pictures of pages are light, and so is what stands on them unseen.
        on_picture = below.picture if below and _contrast(run.colour, _PAPER) < _NEAR else None
        if text.is_doubtful or covers or on_picture or _contrast(run.colour, ground) < _NEAR:
            yield _Doubt(run, covers, on_picture)


def _contrast(colour: Colour, ground: Colour | None) -> int:
    """How far a text's colour is from what it stands on; as far as may be on a picture, not at all where it is transparent."""
    if colour[3] < _TRANSPARENT:
        return 0
    return 255 if ground is None else max(abs(part - other) for part, other in zip(colour[:3], ground, strict=True))


def _bands(areas: Sequence[Area]) -> Mapping[int, list[Area]]:
    bands: dict[int, list[Area]] = defaultdict(list)
    for area in areas:
        for band in range(int(max(area.box[1], -1e4) // _BAND), int(min(area.box[3], 2e4) // _BAND) + 1):
            bands[band].append(area)
    return bands


def _near(bands: Mapping[int, list[Area]], box: Box) -> list[Area]:
    first, last = int(box[1] // _BAND), int(box[3] // _BAND)
    if first == last:
        return bands.get(first, [])
    return list(dict.fromkeys(area for band in range(first, last + 1) for area in bands.get(band, ())))


def _box_of(run: TextRun, found: PageChars) -> Box | None:
    boxes = [found.chars[index][1:] for index in _numbers(run, found)]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _overlap(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of another box is within one."""
    return box[0] <= (other[0] + other[2]) / 2 <= box[2] and box[1] <= (other[1] + other[3]) / 2 <= box[3]


def _is_below(char: Char, covers: Sequence[Area], pictures: Container[int | None]) -> bool:
    return any(area.picture in pictures and _holds(area.box, char[1:]) for area in covers)


@contextmanager
def undrawn(items: Iterable[int]) -> Iterator[None]:
    """Leaves objects out of what is drawn, and out of the text, meanwhile."""
    own = list(items)
    try:
        for item in own:
            SET_ACTIVE(item, False)
        yield
    finally:
        for item in own:
            SET_ACTIVE(item, True)


class _Drawing:
    """A page as it is drawn."""

    def __init__(self, page: Any, bounds: Box) -> None:
        self._left, bottom, right, self._top = bounds
        width, height = right - self._left, self._top - bottom
        self._scale = min(_SCALE, MAX_PICTURE_SIDE / max(width, height, 1.0))
        self._columns, self._rows = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        self._pixels = (ctypes.c_ubyte * (self._columns * self._rows * _COLOURS))()
        bitmap = raw.FPDFBitmap_CreateEx(self._columns, self._rows, raw.FPDFBitmap_BGRx, self._pixels, self._columns * _COLOURS)
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, self._columns, self._rows, 0xFFFFFFFF)
            # As the page lies in the file, whichever way it is to be shown.
            rotation = -raw.FPDFPage_GetRotation(page) % 4
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._columns, self._rows, rotation, 0)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)

    def differs(self, other: _Drawing, box: Box) -> bool:
        """Whether two drawings of one page differ within a box by more than the eye lets pass."""
        left, right = self._at(box[0] - self._left, self._columns), self._at(box[2] - self._left, self._columns)
        top, bottom = self._at(self._top - box[3], self._rows), self._at(self._top - box[1], self._rows)
        for row in range(top, bottom + 1):
            start, end = (row * self._columns + left) * _COLOURS, (row * self._columns + right + 1) * _COLOURS
            own, others = bytes(self._pixels[start:end]), bytes(other._pixels[start:end])
            if own != others and max(abs(one - two) for one, two in zip(own, others, strict=True)) > _UNSEEN:
                return True
        return False

    def _at(self, distance: float, most: int) -> int:
        return min(max(int(distance * self._scale), 0), most - 1)
