"""What the styles of a document say about its paragraphs, runs and tables, as far as that changes what is printed.

A style takes from the one that it is based on what it does not say itself. It must not know how a list counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import WHITE, Theme, read_fill
from jospar.extract.readers.word.looks import OF_LOOKS, PLAIN, TextLook, read_look
from jospar.extract.readers.word.markup import parse_xml
from jospar.extract.readers.word.properties import Properties, children_of, is_attribute_on, number_of, properties_of, value_of

_UNSEEN = frozenset({"none", "nil"})
_CONTENTS = "toc "
_HEADING_NAME = re.compile(r"heading ([1-9])")
# ISO/IEC 29500-1, 17.3.1.20: what has this level is no heading.
_LEVEL_OF_TEXT = 9
# Office programs base a style on some ten others at most.
_LONGEST_CHAIN = 40
_STYLE_BEGINS, _STYLE_ENDS = b"<w:style ", b"</w:style>"
_COLOR = b"<w:color "
_STYLE_ID, _BASE, _LONGEST_HEAD = re.compile(rb'w:styleId="([^"]*)"'), re.compile(rb'<w:basedOn w:val="([^"]*)"'), 500
_OF_TABLES = re.compile(rb'[^<>]*w:type="table"')


_Elements = tuple[dict[str | None, etree._Element], dict[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class WordStyle:
    """`ids` are its own and those that it is based on; `look` is that of its text, `fill` the colour behind its paragraphs; `number` and
    `level` are its list; `leads` says that its tabs are filled with dots, `depth` how deep its paragraphs stand as headings.
    """

    ids: tuple[str, ...] = ()
    look: TextLook = PLAIN
    fill: str | None = None
    number: int | None = None
    level: int | None = None
    leads: bool = False
    depth: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether a paragraph that says nothing about itself is no more than the text of its runs."""
        return self.number is None and not self.look.hidden and not self.leads and self.depth is None


class WordStyles:
    """The styles of a document by their ids, each worked out when it is first asked for; those of tables are not parsed before."""

    def __init__(self, data: bytes, name: str, theme: Theme | None = None) -> None:
        self.theme = theme or Theme()
        self._data, self._name = data, name
        root = parse_xml(_without_table_styles(data), name) if data else None
        self._elements, self._defaults = ({}, {}) if root is None else _read_styles(root)
        self._usual = PLAIN if root is None else read_look(_usual_properties(root), self.theme)
        self._tables: _Elements | None = None
        self._found: dict[tuple[str, str | None], WordStyle] = {}
        self._looks: dict[tuple[object, ...], TextLook] = {}
        self._colors_text: dict[str | None, bool] = {}
        self._table_looks: dict[tuple[str | None, tuple[str, ...]], tuple[str | None, str | None]] = {}

    def find(self, style_id: str | None, kind: str) -> WordStyle:
        """The style of an id; where there is none, the one that every `paragraph` or `character` has."""
        key = kind, style_id if style_id in self._elements else self._defaults.get(kind)
        found = self._found.get(key)
        if found is None:
            usual = self._usual if kind == "paragraph" else PLAIN
            found = self._found[key] = _resolve(list(_chain(self._elements, key[1])), self.theme, usual)
        return found

    def look_of_run(self, properties: etree._Element, style: WordStyle) -> TextLook:
        """How a run looks in a paragraph of a style: as it says itself, as its own style does, and as that of the paragraph."""
        # A document has few looks and many runs.
        says = tuple((child.tag, *child.items()) for child in properties if child.tag in OF_LOOKS)
        if not says:
            return style.look
        key = (style.ids, *says)
        look = self._looks.get(key)
        if look is None:
            read = children_of(properties)
            name = value_of(read, n.R_STYLE)
            own = read_look(read, self.theme)
            look = (own.over(self.find(name, "character").look) if name else own).over(style.look)
            if n.TEXT_FILL not in read and n.TEXT_OUTLINE not in read:
                self._looks[key] = look
        return look

    def list_of(self, style_id: str | None) -> int | None:
        """The number of the list that a list style stands for."""
        return self.find(style_id, "numbering").number if style_id in self._elements else None

    def rules_tables(self, style_id: str | None) -> bool:
        """Whether a style of tables draws lines in them."""
        ruled = (is_ruled(properties_of(element, n.TBL_PR), n.TBL_BORDERS) for element in self._table_chain(style_id))
        return next((found for found in ruled if found is not None), False)

    def table_look(self, style_id: str | None, parts: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The colours that a style of tables gives to the text of a cell and to what lies behind it, None where it says nothing.

        `parts` are those of the table that the cell belongs to, the one that the style minds most first.
        """
        if (style_id, parts) not in self._table_looks:
            chain = tuple(self._table_chain(style_id))
            special = (part for name in parts for style in chain for part in style.iterchildren(n.TBL_STYLE_PR) if part.get(n.TYPE) == name)
            elements = (*special, *chain)
            inks = (read_look(properties_of(element, n.R_PR), self.theme).color for element in elements)
            fills = (read_fill(properties_of(element, tag).get(n.SHD), self.theme) for element in elements for tag in (n.TC_PR, n.TBL_PR))
            ink, fill = (next((color for color in colors if color is not None), None) for colors in (inks, fills))
            self._table_looks[style_id, parts] = ink, fill
        return self._table_looks[style_id, parts]

    def colors_text(self, style_id: str | None) -> bool:
        """Whether a style of tables gives a colour to any of their texts."""
        if style_id not in self._colors_text:
            # Few do, and those of the others need not be parsed.
            self._colors_text[style_id] = _may_color(self._data, style_id) and any(
                next(style.iter(n.COLOR), None) is not None for style in self._table_chain(style_id)
            )
        return self._colors_text[style_id]

    def table_property(self, style_id: str | None, name: str) -> str | None:
        """What a style of tables says of tables as such."""
        found = (value_of(properties_of(element, n.TBL_PR), name) for element in self._table_chain(style_id))
        return next((value for value in found if value is not None), None)

    def _table_chain(self, style_id: str | None) -> Iterator[etree._Element]:
        if self._tables is None:
            self._tables = _read_styles(parse_xml(self._data, self._name)) if self._data else ({}, {})
        elements, defaults = self._tables
        return _chain(elements, style_id if style_id in elements else defaults.get("table"))


def _without_table_styles(data: bytes) -> bytes:
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
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(style_id or "", b"")
        base = _BASE.search(style)
        if _COLOR in style or base is None:
            return _COLOR in style
        style_id = base[1].decode("utf-8", "replace")
    return True


def _read_styles(root: etree._Element) -> _Elements:
    """The styles by their ids, and the id of the one that is everybody's of each kind."""
    elements = {element.get(n.STYLE_ID): element for element in root.iterchildren(n.STYLE)}
    defaults = {element.get(n.TYPE): style_id for style_id, element in elements.items() if is_attribute_on(element, n.DEFAULT)}
    return elements, defaults


def _chain(elements: Mapping[str | None, etree._Element], style_id: str | None) -> Iterator[etree._Element]:
    """A style and those that it is based on."""
    seen: set[str | None] = set()
    while style_id in elements and style_id not in seen and len(seen) < _LONGEST_CHAIN:
        seen.add(style_id)
        yield elements[style_id]
        style_id = value_of(children_of(elements[style_id]), n.BASED_ON)


def _usual_properties(root: etree._Element) -> Properties:
    """What a document says of every run."""
    usual = children_of(next(root.iterchildren(n.DOC_DEFAULTS), None)).get(n.R_PR_DEFAULT)
    return {} if usual is None else properties_of(usual, n.R_PR)


def _resolve(chain: Sequence[etree._Element], theme: Theme, usual: TextLook) -> WordStyle:
    """A style out of itself and those below it, above what is usual; what stands first is said last."""
    paragraphs = [properties_of(element, n.P_PR) for element in chain]
    lists = [children_of(found.get(n.NUM_PR)) for found in paragraphs]
    look = PLAIN
    for element in chain:
        look = look.over(read_look(properties_of(element, n.R_PR), theme))
    fills = (read_fill(found.get(n.SHD), theme) for found in paragraphs)
    return WordStyle(
        ids=tuple(element.get(n.STYLE_ID) or "" for element in chain),
        look=look.over(usual),
        fill=next((found for found in fills if found is not None), None),
        number=next((found for item in lists if (found := number_of(item, n.NUM_ID)) is not None), None),
        level=next((found for item in lists if (found := number_of(item, n.ILVL)) is not None), None),
        leads=any(map(has_leaders, paragraphs)) or any(map(_is_of_contents, chain)),
        depth=next(
            (depth for depth in map(heading_depth, paragraphs) if depth is not None), next(filter(None, map(_depth_by_name, chain)), None)
        ),
    )


def heading_depth(properties: Properties) -> int | None:
    """How deep a paragraph stands among the headings, 1 for the uppermost, 0 for one that is none; None where nothing is said."""
    level = number_of(properties, n.OUTLINE_LEVEL)
    return None if level is None else level + 1 if 0 <= level < _LEVEL_OF_TEXT else 0


def _depth_by_name(element: etree._Element) -> int | None:
    """The depth of the styles that every program knows by their names, where one leaves it out."""
    match = _HEADING_NAME.fullmatch((value_of(children_of(element), n.NAME) or "").lower())
    return int(match[1]) if match else None


def _is_of_contents(element: etree._Element) -> bool:
    return (value_of(children_of(element), n.NAME) or "").lower().startswith(_CONTENTS)


def has_leaders(properties: Properties) -> bool:
    """Whether the tabs of a paragraph are filled with dots or a line, as in a list of contents."""
    tabs = properties.get(n.TABS)
    return tabs is not None and any((tab.get(n.LEADER) or "none") != "none" for tab in tabs)


def is_ruled(properties: Properties, name: str) -> bool | None:
    """Whether lines are drawn around and in a table or a cell; None where nothing is said."""
    borders = properties.get(name)
    if borders is None or not len(borders):
        return None
    return any(line.get(n.VAL, "none") not in _UNSEEN and (line.get(n.COLOR) or "").lower() != WHITE for line in borders)
