"""Finds the colour of what lies behind a text: the shading of its cell, of its table or its style, the page.

It knows places in a table. It must not know what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import AUTOMATIC, WHITE, Theme, read_fill
from jospar.extract.readers.word.properties import Properties, children_of, properties_of, read_number, value_of
from jospar.extract.readers.word.table_styles import TableStyles

# What parts of a table a style may shade of its own, by the attribute and the bit that switch it on (ISO/IEC 29500-1, 17.4.55).
_SWITCHES = {
    "firstRow": (f"{n.PREFIX}firstRow", 0x20),
    "lastRow": (f"{n.PREFIX}lastRow", 0x40),
    "firstCol": (f"{n.PREFIX}firstColumn", 0x80),
    "lastCol": (f"{n.PREFIX}lastColumn", 0x100),
    "noHBand": (f"{n.PREFIX}noHBand", 0x200),
    "noVBand": (f"{n.PREFIX}noVBand", 0x400),
}

_CORNERS = {
    "nw": {"firstRow", "firstCol"},
    "ne": {"firstRow", "lastCol"},
    "sw": {"lastRow", "firstCol"},
    "se": {"lastRow", "lastCol"},
}
# The shapes of later versions of the format; those of the first ones are white where they say nothing.
_VML = "{urn:schemas-microsoft-com:vml}"
_HEX = re.compile(r"#([0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class TableGround:
    """What lies behind a table with some properties, of so many rows and columns: its own shading or that of its style.

    `below` tells the colour of the page, or of the cell around the table, which is None where nobody can say.
    """

    properties: Properties
    rows: int
    columns: int
    styles: TableStyles
    below: Callable[[], str | None]

    def behind(self, row: int, cell: etree._Element, start: int, end: int) -> str | None:
        """The colour behind a cell that reaches from column `start` up to `end`; both, and the row, count from 0."""
        own = read_fill(properties_of(cell, n.TC_PR).get(n.SHD), self.styles.theme)
        if own is not None:
            return own
        _, found = self.styles.look(self._style_id, tuple(self._parts(row, start, end)))
        return found or read_fill(self.properties.get(n.SHD), self.styles.theme) or self.below()

    def ink(self, row: int, start: int, end: int) -> str | None:
        """The colour that the style of the table gives to the text of a cell which names none."""
        return self.styles.look(self._style_id, tuple(self._parts(row, start, end)))[0]

    @property
    def has_ink(self) -> bool:
        """Whether the style of the table gives a colour to any of its texts."""
        return self.styles.colors_text(self._style_id)

    @property
    def _style_id(self) -> str | None:
        return value_of(self.properties, n.TBL_STYLE)

    def _parts(self, row: int, start: int, end: int) -> Iterator[str]:
        """The parts of the table that a cell belongs to, the one that a style minds most first (17.7.6)."""
        on = self._switches()
        ends = {"firstRow": row == 0, "lastRow": row == self.rows - 1, "firstCol": start == 0, "lastCol": end == self.columns}
        here = {name for name, is_here in ends.items() if is_here and name in on}
        yield from (f"{name}Cell" for name, both in _CORNERS.items() if both <= here)
        yield from (name for name in ends if name in here)
        if "noHBand" not in on:
            yield f"band{self._band(n.ROW_BAND, row - ('firstRow' in on))}Horz"
        if "noVBand" not in on:
            yield f"band{self._band(n.COLUMN_BAND, start - ('firstCol' in on))}Vert"

    def _band(self, size: str, at: int) -> int:
        band = read_number(self.styles.setting(self._style_id, size)) or 1
        return at // max(band, 1) % 2 + 1

    def _switches(self) -> frozenset[str]:
        look = self.properties.get(n.TBL_LOOK)
        if look is None:
            return frozenset({"noHBand", "noVBand"})
        try:
            bits = int(look.get(n.VAL) or "0", 16)
        except ValueError:
            bits = 0
        return frozenset(
            name
            for name, (attribute, bit) in _SWITCHES.items()
            if (look.get(attribute) in {"1", "true", "on"} if look.get(attribute) is not None else bits & bit)
        )


def page_color(document: etree._Element, settings: etree._Element | None, theme: Theme) -> str:
    """The colour of the pages: white, unless a document has another and shows it."""
    background = document.find(n.BACKGROUND)
    if background is None or n.SHOWS_BACKGROUND not in children_of(settings):
        return WHITE
    color = theme.read(background, "color", "themeColor")
    return WHITE if color is None or color == AUTOMATIC else color


def behind_box(box: etree._Element, below: Callable[[], str | None]) -> str | None:
    """The colour behind the text of a text box, None where nobody can say."""
    for shape in box.iterancestors():
        if shape.tag == n.SHAPE:
            return _behind_shape(shape, below)
        if shape.tag.startswith(_VML) and shape.tag != f"{_VML}textbox":
            found = _HEX.match(shape.get("fillcolor") or "#ffffff")
            return below() if shape.get("filled") in {"f", "false"} else found[1].lower() if found else None
        if shape.tag == n.P:
            break
    return None


def _behind_shape(shape: etree._Element, below: Callable[[], str | None]) -> str | None:
    properties = shape.find(n.SHAPE_PROPERTIES)
    fills = () if properties is None else [fill for fill in properties if fill.tag.endswith("Fill")]
    if any(fill.tag == n.NO_FILL for fill in fills) or (not fills and shape.find(n.SHAPE_STYLE) is None):
        return below()
    color = next((color for fill in fills for color in fill.iter(n.PLAIN_COLOR)), None)
    return None if color is None or len(color) else (color.get("val") or "").lower() or None
