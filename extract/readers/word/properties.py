"""Reads what an element says about itself: properties are the children of one of its first children, each with a value.

It knows how switches and numbers are written. It must not know what any property means.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from jospar.extract.readers.word.names import DOUBLE_STRIKE, STRIKE, VAL

Properties = Mapping[str, etree._Element]
"""Elements by their tags."""

_OFF = frozenset({"0", "false", "off"})
_NONE: Properties = {}
# Two points, in twentieths of a point.
_LEAST_HEIGHT = 40


def children_of(element: etree._Element | None) -> Properties:
    """The children of an element by their tags."""
    return {child.tag: child for child in element} if element is not None and len(element) else _NONE


def properties_of(element: etree._Element, tag: str) -> Properties:
    """What stands in the child of an element that holds its properties; nothing where it has none."""
    return children_of(find_properties(element, tag))


def find_properties(element: etree._Element, tag: str) -> etree._Element | None:
    """The child of an element that holds its properties; they stand first, but for files that no office program wrote."""
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else next(element.iterchildren(tag), None)


def is_on(properties: Properties, name: str) -> bool | None:
    """What a switch says: on where it stands without a value, None where it does not stand there.

    >>> from jospar.extract.readers.word.names import VANISH, VERT_ALIGN, WORD
    >>> run = etree.fromstring(f'<w:rPr xmlns:w="{WORD}"><w:vanish w:val="0"/></w:rPr>')
    >>> is_on(children_of(run), VANISH), is_on(children_of(run), VERT_ALIGN)
    (False, None)
    """
    found = properties.get(name)
    return None if found is None else found.get(VAL, "1").lower() not in _OFF


def is_struck(properties: Properties) -> bool | None:
    """Whether one line or two run through a text; None where nothing is said."""
    single, double = is_on(properties, STRIKE), is_on(properties, DOUBLE_STRIKE)
    return single if double is None else double or bool(single)


def is_attribute_on(element: etree._Element, name: str) -> bool:
    """Whether a switch among the attributes of an element is on."""
    return str(element.get(name) or "0").lower() not in _OFF


def value_of(properties: Properties, name: str) -> str | None:
    """The value of a property, None where it does not stand there or has none."""
    found = properties.get(name)
    return None if found is None else found.get(VAL)


def number_of(properties: Properties, name: str) -> int | None:
    """The value of a property as a number; None where it is none, as in files that no office program wrote."""
    found = properties.get(name)
    return None if found is None else read_number(found.get(VAL))


def is_clipped(element: etree._Element | None, rule: str, height: str) -> bool:
    """Whether a line or a row has a height that is exact, and too small to show any text of it."""
    if element is None or element.get(rule) != "exact":
        return False
    found = read_number(element.get(height))
    return found is not None and found <= _LEAST_HEIGHT


def read_number(text: str | None) -> int | None:
    """A whole number of at most nine figures.

    >>> read_number("12"), read_number("1e3"), read_number("-1")
    (12, None, -1)
    """
    return int(text) if text and text.isascii() and text.removeprefix("-").isdigit() and len(text) < 10 else None
