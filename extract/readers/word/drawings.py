"""Tells what a drawing, a picture or an embedded object shows: text boxes, which are read, or what is no text, and how large it is.

It must not know where in a document it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from jospar.extract.document import Unread
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.content import EMBLEM, UNREAD_MARKS
from jospar.extract.readers.word.properties import read_number
from jospar.extract.readers.word.story import choose

# What is narrower than seven centimetres or lower than two and a half is too small to hold a table (in EMU, 360,000 to a centimetre).
_TABLE_WIDTH, _TABLE_HEIGHT = 2_520_000, 900_000
# What lies behind a title is no smaller than four centimetres by two.
_BACKDROP_WIDTH, _BACKDROP_HEIGHT = 1_440_000, 720_000
# What is no larger than three millimetres both ways is a bullet or a speck.
_SPECK = 108_000
_EMU = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525}
_MEASURE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)\s*(pt|in|cm|mm|px)")
_UNSEEN = re.compile(r"(?:visibility\s*:\s*hidden|display\s*:\s*none)")
_PICTURES, _CHARTS = (n.BLIP, n.IMAGE_DATA, n.INK), (n.CHART, n.DIAGRAM)
_EQUATION_PROGRAMS = ("equation", "mathtype")


def find_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes in a drawing, one of two alternatives only."""
    pending = [drawing]
    while pending:
        element = pending.pop()
        if element.tag == n.TXBX_CONTENT:
            yield element
        elif element.tag == n.ALTERNATE_CONTENT:
            chosen = choose(element)
            pending.extend(() if chosen is None else (chosen,))
        else:
            pending.extend(reversed(element))


def mark_drawing(drawing: etree._Element) -> str:
    """The mark of what a drawing shows that is no text; empty where it shows nothing that could be read."""
    unread = _what_is_shown(drawing)
    if unread is None or _is_unseen(drawing):
        return ""
    if unread not in {Unread.PICTURE, Unread.DRAWING}:
        return UNREAD_MARKS[unread]
    width, height = _size(drawing) or (_TABLE_WIDTH, _TABLE_HEIGHT)
    if max(width, height) <= _SPECK:
        return ""
    is_shape = next(drawing.iter(*_PICTURES, *_CHARTS), None) is None
    return EMBLEM if is_shape or width < _TABLE_WIDTH or height < _TABLE_HEIGHT else UNREAD_MARKS[unread]


def has_backdrop(root: etree._Element) -> bool:
    """Whether something large lies behind the texts of the pages; the letters of a watermark let them show."""
    return any(map(_is_backdrop, root.iter(n.DRAWING, n.PICT)))


def _is_backdrop(drawing: etree._Element) -> bool:
    is_behind = any(anchor.get("behindDoc") in {"1", "true"} for anchor in drawing.iter(n.ANCHOR)) or any(
        "z-index:-" in (shape.get("style") or "") for shape in drawing
    )
    if not is_behind or next(drawing.iter(n.TEXT_PATH), None) is not None:
        return False
    width, height = _size(drawing) or (_BACKDROP_WIDTH, _BACKDROP_HEIGHT)
    return width >= _BACKDROP_WIDTH and height >= _BACKDROP_HEIGHT


def _what_is_shown(drawing: etree._Element) -> Unread | None:
    """A control, an object, a picture, a chart or the like, letters drawn as a shape, a filled shape that floats and may cover a text.

    Other lines and shapes without a text show nothing.
    """
    if next(drawing.iter(n.CONTROL), None) is not None:
        return Unread.FIELD
    for embedded in drawing.iter(n.OLE_OBJECT):
        program = (embedded.get("ProgID") or "").lower()
        return Unread.EQUATION if program.startswith(_EQUATION_PROGRAMS) else Unread.OBJECT
    if drawing.tag == n.OBJECT:
        return Unread.OBJECT
    if next(drawing.iter(*_CHARTS, n.TEXT_PATH), None) is not None:
        return Unread.DRAWING
    if next(drawing.iter(*_PICTURES), None) is not None:
        return Unread.PICTURE
    return Unread.DRAWING if any(map(_may_cover, drawing.iter(n.ANCHOR))) else None


def _may_cover(anchor: etree._Element) -> bool:
    """Whether a drawing without a text of its own floats in front of the text and is filled."""
    if next(anchor.iter(n.TXBX_CONTENT), None) is not None:
        return False
    shapes = (properties for properties in anchor.iter(n.SHAPE_PROPERTIES) if properties.find(n.SOLID_FILL) is not None)
    return anchor.get("behindDoc") not in {"1", "true"} and next(shapes, None) is not None


def _is_unseen(drawing: etree._Element) -> bool:
    """Whether a drawing is switched off."""
    names = (element.get("hidden") for element in drawing.iter(n.DRAWING_NAME))
    return any(hidden in {"1", "true"} for hidden in names) or any(_UNSEEN.search(shape.get("style") or "") for shape in drawing)


def _size(drawing: etree._Element) -> tuple[float, float] | None:
    """Width and height in EMU, None where they are not said."""
    extent = next(drawing.iter(n.EXTENT), None)
    if extent is not None:
        width, height = read_number(extent.get("cx")), read_number(extent.get("cy"))
        return None if width is None or height is None else (width, height)
    for shape in drawing.iter():
        found = {name: float(number) * _EMU[unit] for name, number, unit in _MEASURE.findall(shape.get("style") or "")}
        if len(found) > 1:
            return found["width"], found["height"]
    return None
