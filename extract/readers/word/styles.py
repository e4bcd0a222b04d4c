"""What the styles of a document say about its paragraphs and runs, as far as that changes what is printed.

A style takes from the one that it is based on what it does not say itself. It must not know how a list counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import Theme, read_fill
from jospar.extract.readers.word.looks import OF_LOOKS, PLAIN, TextLook, read_look
from jospar.extract.readers.word.markup import parse_xml
from jospar.extract.readers.word.properties import Properties, children_of, number_of, properties_of, value_of
from jospar.extract.readers.word.style_elements import chain_of, read_styles
from jospar.extract.readers.word.table_styles import TableStyles, without_table_styles

_CONTENTS = "toc "
_HEADING_NAME = re.compile(r"heading ([1-9])")
# ISO/IEC 29500-1, 17.3.1.20: what has this level is no heading.
_LEVEL_OF_TEXT = 9


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
    """The styles of a document by their ids, each worked out when it is first asked for; those of tables are a matter of their own."""

    def __init__(self, data: bytes, name: str, theme: Theme | None = None) -> None:
        self.theme = theme or Theme()
        self.tables = TableStyles(data, name, self.theme)
        root = parse_xml(without_table_styles(data), name) if data else None
        self._elements, self._defaults = ({}, {}) if root is None else read_styles(root)
        self._usual = PLAIN if root is None else read_look(_usual_properties(root), self.theme)
        self._found: dict[tuple[str, str | None], WordStyle] = {}
        self._looks: dict[tuple[object, ...], TextLook] = {}

    def find(self, style_id: str | None, kind: str) -> WordStyle:
        """The style of an id; where there is none, the one that every `paragraph` or `character` has."""
        key = kind, style_id if style_id in self._elements else self._defaults.get(kind)
        found = self._found.get(key)
        if found is None:
            usual = self._usual if kind == "paragraph" else PLAIN
            found = self._found[key] = _resolve(list(chain_of(self._elements, key[1])), self.theme, usual)
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
