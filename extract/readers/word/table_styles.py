"""What the styles of tables say: lines, and the colours of texts and of what lies behind them, in each part of a table.

They are most of what a document says of styles, and few documents need more than a glance at them: they are parsed when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import WHITE, Theme, read_fill
from jospar.extract.readers.word.looks import read_look
from jospar.extract.readers.word.markup import parse_xml
from jospar.extract.readers.word.properties import Properties, properties_of, value_of
from jospar.extract.readers.word.style_elements import LONGEST_CHAIN, StyleElements, chain_of, read_styles

_UNSEEN = frozenset({"none", "nil"})
_STYLE_BEGINS, _STYLE_ENDS, _COLOR = b"<w:style ", b"</w:style>", b"<w:color "
_STYLE_ID, _BASE, _LONGEST_HEAD = re.compile(rb'w:styleId="([^"]*)"'), re.compile(rb'<w:basedOn w:val="([^"]*)"'), 500
_OF_TABLES = re.compile(rb'[^<>]*w:type="table"')


@dataclass(slots=True)
class TableStyles:
    """The styles of tables in a part, and what was found out about them."""

    data: bytes
    name: str
    theme: Theme
    _elements: StyleElements | None = None
    _colors: dict[str | None, bool] = field(default_factory=dict)
    _looks: dict[tuple[str | None, tuple[str, ...]], tuple[str | None, str | None]] = field(default_factory=dict)

    def is_ruled(self, style_id: str | None) -> bool:
        """Whether a style of tables draws lines in them."""
        ruled = (draws_lines(properties_of(element, n.TBL_PR), n.TBL_BORDERS) for element in self._chain(style_id))
        return next((found for found in ruled if found is not None), False)

    def look(self, style_id: str | None, parts: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The colours that a style of tables gives to the text of a cell and to what lies behind it, None where it says nothing.

        `parts` are those of the table that the cell belongs to, the one that the style minds most first.
        """
        if (style_id, parts) not in self._looks:
            chain = tuple(self._chain(style_id))
            special = (part for name in parts for style in chain for part in style.iterchildren(n.TBL_STYLE_PR) if part.get(n.TYPE) == name)
            elements = (*special, *chain)
            inks = (read_look(properties_of(element, n.R_PR), self.theme).color for element in elements)
            fills = (read_fill(properties_of(element, tag).get(n.SHD), self.theme) for element in elements for tag in (n.TC_PR, n.TBL_PR))
            ink, fill = (next((color for color in colors if color is not None), None) for colors in (inks, fills))
            self._looks[style_id, parts] = ink, fill
        return self._looks[style_id, parts]

    def colors_text(self, style_id: str | None) -> bool:
        """Whether a style of tables gives a colour to any of their texts."""
        if style_id not in self._colors:
            # Few do, and those of the others need not be parsed.
            self._colors[style_id] = _may_color(self.data, style_id) and any(
                next(style.iter(n.COLOR), None) is not None for style in self._chain(style_id)
            )
        return self._colors[style_id]

    def setting(self, style_id: str | None, name: str) -> str | None:
        """What a style of tables says of tables as such."""
        found = (value_of(properties_of(element, n.TBL_PR), name) for element in self._chain(style_id))
        return next((value for value in found if value is not None), None)

    def _chain(self, style_id: str | None) -> Iterator[etree._Element]:
        if self._elements is None:
            self._elements = read_styles(parse_xml(self.data, self.name)) if self.data else ({}, {})
        elements, defaults = self._elements
        return chain_of(elements, style_id if style_id in elements else defaults.get("table"))


def without_table_styles(data: bytes) -> bytes:
    """The part without the styles of tables, which are most of it and are asked for in few documents only."""
    head, *styles = data.split(_STYLE_BEGINS)
    if not styles or _STYLE_ENDS not in styles[-1]:
        return data
    kept = [style for style in styles if not _OF_TABLES.match(style)]
    tail = b"" if kept and kept[-1] is styles[-1] else styles[-1].partition(_STYLE_ENDS)[2]
    return _STYLE_BEGINS.join((head, *kept)) + tail


def _may_color(data: bytes, style_id: str | None) -> bool:
    """Whether a style of tables, or one that it is based on, has a colour for texts, as far as the part shows that is not parsed."""
    heads = ((_STYLE_ID.search(style[:_LONGEST_HEAD]), style) for style in data.split(_STYLE_BEGINS)[1:] if _OF_TABLES.match(style))
    styles = {head[1].decode("utf-8", "replace"): style for head, style in heads if head is not None}
    for _ in range(LONGEST_CHAIN):
        style = styles.get(style_id or "", b"")
        base = _BASE.search(style)
        if _COLOR in style or base is None:
            return _COLOR in style
        style_id = base[1].decode("utf-8", "replace")
    return True


def draws_lines(properties: Properties, name: str) -> bool | None:
    """Whether lines are drawn around and in a table or a cell; None where nothing is said."""
    borders = properties.get(name)
    if borders is None or not len(borders):
        return None
    return any(line.get(n.VAL, "none") not in _UNSEEN and (line.get(n.COLOR) or "").lower() != WHITE for line in borders)
