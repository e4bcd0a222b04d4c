"""Tells which elements show something that is no text, and how large it is.

It must not know where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jospar.extract.document import Unread
from jospar.extract.readers.html.cascade import Declarations
from jospar.extract.readers.html.lengths import read_length

_SHOWN = {
    "img": Unread.PICTURE,
    "video": Unread.PICTURE,
    "svg": Unread.DRAWING,
    "canvas": Unread.DRAWING,
    "meter": Unread.DRAWING,
    "progress": Unread.DRAWING,
    "object": Unread.OBJECT,
    "embed": Unread.OBJECT,
    "applet": Unread.OBJECT,
    "iframe": Unread.OBJECT,
}
_SOURCES = {
    "img": ("src", "srcset", "data-src"),
    "object": ("data", "classid", "type"),
    "embed": ("src", "type"),
    "iframe": ("src", "srcdoc"),
}
# A picture of less is there to hold a place or to count readers; one of no more than an emblem holds no table. In pixels.
_HAIR, _SPACER, _EMBLEM, _ICON = 1.0, 3.0, 170.0, 48.0


class Picture(NamedTuple):
    """Something that is no text; `is_emblem` says that it is too small for a table, None where its size is not known."""

    unread: Unread
    is_emblem: bool | None


def find_picture(tag: str, attributes: Mapping[str, str], declared: Declarations) -> Picture | None:
    """What an element shows that is no text, None where it shows nothing."""
    unread = _SHOWN.get(tag)
    if unread is None or (tag in _SOURCES and not any(attributes.get(name) for name in _SOURCES[tag])):
        return None
    sides = [_side(name, attributes, declared) for name in ("width", "height")]
    known = [side for side in sides if side is not None]
    # A line of two pixels may be a minus.
    if any(side <= _HAIR for side in known) or (known and max(known) <= _SPACER):
        return None
    if len(known) == len(sides):
        return Picture(unread, max(known) <= _EMBLEM)
    return Picture(unread, True if known and known[0] <= _ICON else None)


def has_picture_behind(attributes: Mapping[str, str], declared: Declarations) -> bool:
    """Whether a picture lies behind an element."""
    behind = declared.get("background", "") + declared.get("background-image", "")
    return "url(" in behind or bool(attributes.get("background"))


def _side(name: str, attributes: Mapping[str, str], declared: Declarations) -> float | None:
    value = declared.get(name) or attributes.get(name, "")
    return read_length(value.lower())
