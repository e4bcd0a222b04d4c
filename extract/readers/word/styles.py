"""What the styles of a document say about its paragraphs, runs and tables, as far as that changes what is printed.

A style takes from the one that it is based on what it does not say itself. It must not know how a list counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.readers.word import names as n

_UNSEEN = frozenset({"none", "nil"})
_WHITE = "ffffff"
_CONTENTS = "toc "


@dataclass(frozen=True, slots=True)
class Style:
    """`ids` are its own and those that it is based on; `number` and `level` its list; `leads` says that its tabs are filled with dots."""

    ids: tuple[str, ...] = ()
    hidden: bool = False
    raised: bool = False
    number: int | None = None
    level: int | None = None
    leads: bool = False
    ruled: bool = False


PLAIN = Style()


class Styles:
    """The styles of a document by their ids, each worked out when it is first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else root.findall(n.STYLE)
        self._elements = {element.get(n.STYLE_ID): element for element in elements}
        self._found: dict[str | None, Style] = {}
        self._defaults = {e.get(n.TYPE): e.get(n.STYLE_ID) for e in elements if (e.get(n.DEFAULT) or "0").lower() in ("1", "true", "on")}

    def find(self, style_id: str | None, kind: str) -> Style:
        """The style of an id; where there is none, the one that every `paragraph`, `character` or `table` has."""
        key = style_id if style_id in self._elements else self._defaults.get(kind)
        if key not in self._found:
            self._found[key] = _resolve(list(self._chain(key)))
        return self._found[key]

    def list_of(self, style_id: str | None) -> int | None:
        """The number of the list that a list style stands for."""
        return self.find(style_id, "numbering").number if style_id in self._elements else None

    def _chain(self, style_id: str | None) -> Iterator[etree._Element]:
        seen: set[str | None] = set()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            yield self._elements[style_id]
            style_id = n.value_of(self._elements[style_id], n.BASED_ON)


def _resolve(chain: list[etree._Element]) -> Style:
    """A style out of itself and those below it; what stands first is said last."""
    runs = [element.find(n.R_PR) for element in chain]
    paragraphs = [element.find(n.P_PR) for element in chain]
    lists = [found.find(n.NUM_PR) for found in paragraphs if found is not None]
    hidden = (n.is_on(run, n.VANISH) for run in runs)
    raised = (n.value_of(run, n.VERT_ALIGN) for run in runs)
    return Style(
        ids=tuple(element.get(n.STYLE_ID) or "" for element in chain),
        hidden=next((found for found in hidden if found is not None), False),
        raised=next((found for found in raised if found), "") == "superscript",
        number=next((found for item in lists if (found := n.number_of(item, n.NUM_ID)) is not None), None),
        level=next((found for item in lists if (found := n.number_of(item, n.ILVL)) is not None), None),
        leads=any(map(has_leaders, paragraphs)) or any((n.value_of(e, n.NAME) or "").lower().startswith(_CONTENTS) for e in chain),
        ruled=next((found for e in chain if (found := is_ruled(e.find(n.TBL_PR), n.TBL_BORDERS)) is not None), False),
    )


def has_leaders(properties: etree._Element | None) -> bool:
    """Whether the tabs of a paragraph are filled with dots or a line, as in a list of contents."""
    tabs = None if properties is None else properties.find(n.TABS)
    return tabs is not None and any((tab.get(n.LEADER) or "none") != "none" for tab in tabs)


def is_ruled(properties: etree._Element | None, name: str) -> bool | None:
    """Whether lines are drawn around and in a table or a cell; None where nothing is said."""
    borders = None if properties is None else properties.find(name)
    if borders is None or not len(borders):
        return None
    return any(line.get(n.VAL, "none") not in _UNSEEN and (line.get(n.COLOR) or "").lower() != _WHITE for line in borders)
