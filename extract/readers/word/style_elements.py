"""Finds the styles of a document in its markup, and those that each is based on. It must not know what any of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.properties import children_of, is_attribute_on, value_of

# Office programs base a style on some ten others at most.
LONGEST_CHAIN = 40

StyleElements = tuple[dict[str | None, etree._Element], dict[str | None, str | None]]
"""Styles by their ids, and the id of the one that is everybody's of each kind."""


def read_styles(root: etree._Element) -> StyleElements:
    """The styles by their ids, and the id of the one that is everybody's of each kind."""
    elements = {element.get(n.STYLE_ID): element for element in root.iterchildren(n.STYLE)}
    defaults = {element.get(n.TYPE): style_id for style_id, element in elements.items() if is_attribute_on(element, n.DEFAULT)}
    return elements, defaults


def chain_of(elements: Mapping[str | None, etree._Element], style_id: str | None) -> Iterator[etree._Element]:
    """A style and those that it is based on."""
    seen: set[str | None] = set()
    while style_id in elements and style_id not in seen and len(seen) < LONGEST_CHAIN:
        seen.add(style_id)
        yield elements[style_id]
        style_id = value_of(children_of(elements[style_id]), n.BASED_ON)
