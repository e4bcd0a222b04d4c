"""Follows the elements of a page as they nest: what is declared for each, how the text inside it is shown, what its style writes beside it.

It must not know which lines and tables they make.
"""

from __future__ import annotations

from collections.abc import Mapping

from jospar.extract.readers.html.cascade import Declarations, StyleSheets
from jospar.extract.readers.html.generated import Counters
from jospar.extract.readers.html.looks import LOOKED_AT, Looks, look_inside
from jospar.extract.readers.html.selectors import ElementKey

_MOST_KNOWN = 10_000


class StyledElements:
    """The elements that are open at one point of a page; `looks` says how a text is shown there."""

    def __init__(self, sheets: StyleSheets) -> None:
        self.looks = Looks()
        self._sheets = sheets
        self._counters = Counters()
        self._open: list[ElementKey] = []
        self._children = [0]
        self._paths: dict[tuple[int, str, str, frozenset[str]], int] = {}
        self._known: dict[tuple[object, ...], tuple[Declarations, Looks]] = {}

    def enter(self, tag: str, attributes: Mapping[str, str], shown_as: str) -> Declarations:
        """An element begins, which is shown as another may be: what is declared for it."""
        key = self._key(tag, attributes)
        declared = self._sheets.declare(key, self._open)
        self.looks = self._look_inside(shown_as, attributes, declared)
        if self.looks.is_built:
            self._counters.enter(declared, len(self._open))
        self._open.append(key)
        self._children.append(0)
        return declared

    def leave(self, around: Looks) -> None:
        """The innermost element ends, around which a text is shown so."""
        self._open.pop()
        self._children.pop()
        self._counters.leave(len(self._open))
        self.looks = around

    def written(self, part: str) -> tuple[str, Looks] | None:
        """What a style sheet writes `before` or `after` the content of the innermost element, and how that is shown.

        The signs of a list without numbers are not read.
        """
        if not self._sheets.writes or not self.looks.is_built:
            return None
        element = self._open[-1]
        declared = self._sheets.declare(element, self._open[:-1], part)
        if not declared.get("content"):
            return None
        self._counters.enter(declared, len(self._open))
        text = self._counters.compose(declared["content"], element.attributes)
        if not text or (element.tag == "li" and not any(map(str.isalnum, text))):
            return None
        return text, look_inside(self.looks, "span", {}, declared)

    def _key(self, tag: str, attributes: Mapping[str, str]) -> ElementKey:
        self._children[-1] += 1
        name, classes = attributes.get("id", ""), frozenset(attributes.get("class", "").split())
        above = self._open[-1].path if self._open else 0
        path = self._paths.setdefault((above, tag, name, classes), len(self._paths) + 1)
        return ElementKey(tag, name, classes, attributes, self._children[-1], path)

    def _look_inside(self, tag: str, attributes: Mapping[str, str], declared: Declarations) -> Looks:
        """The looks inside an element; those of one that is like another in the same place are known."""
        key = (self.looks, tag, id(declared), tuple((name, attributes[name]) for name in LOOKED_AT if name in attributes))
        known = self._known.get(key)
        # The declarations are kept beside the looks: another object might get their place in memory.
        if known is None or known[0] is not declared:
            known = declared, look_inside(self.looks, tag, attributes, declared)
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = known
        return known[1]
