"""Tells of an element whether it has no room on the page, or has and lies where nobody sees it.

Colours, sizes of letters and `visibility`, which go over to what stands inside, are for jospar.extract.readers.html.looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jospar.extract.readers.html.cascade import Declarations
from jospar.extract.readers.html.lengths import read_length

_FAR, _LARGEST_UNSEEN = 400.0, 1.5
_TABLE_PARTS = frozenset({"table", "tr", "td", "th", "thead", "tbody", "tfoot", "col", "colgroup"})
# fmt: off
_IN_LINE = frozenset({
    "a", "abbr", "acronym", "b", "big", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
})
# fmt: on
_CLIPPED = frozenset({"hidden", "clip"})
_NUMBERS = re.compile(r"-?[\d.]+(?:px|pt|em|rem|%|in|cm|mm)?|auto")
_NO_OPACITY = re.compile(r"opacity\(\s*(?:0|0?\.0\d*|0%)\s*\)")
_NO_SCALE = re.compile(r"scale(?:x|y|3d)?\(\s*0(?:\.0*)?\s*[,)]")
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^()]*)\)")


def is_absent(tag: str, attributes: Mapping[str, str], declared: Declarations) -> bool:
    """Whether an element takes no room at all; an author's `display` goes before the attribute `hidden`."""
    display = declared.get("display")
    if display is not None:
        return display == "none" or declared.get("mso-hide") == "all"
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    return declared.get("mso-hide") == "all" or declared.get("content-visibility") == "hidden"


def is_out_of_sight(tag: str, declared: Declarations, size: float) -> bool:
    """Whether an element lies off the page, is cut away or shrunk to nothing; `size` is that of its letters, in pixels."""
    return (
        _is_moved_away(declared, size)
        or _is_cut_away(tag, declared, size)
        or bool(_NO_OPACITY.search(declared.get("filter", "")))
        or bool(_NO_SCALE.search(declared.get("transform", "")))
    )


def is_moved(declared: Declarations) -> bool:
    """Whether a style takes an element out of the order in which it is written."""
    return declared.get("position") in {"absolute", "fixed"} or declared.get("float", "none") in {"left", "right"}


def _is_moved_away(declared: Declarations, size: float) -> bool:
    moves = [declared.get(name, "") for name in ("text-indent", "margin-left", "margin-top")]
    if declared.get("position", "static") != "static":
        moves += [declared.get(name, "") for name in ("left", "top", "right", "bottom")]
    for match in _MOVED.finditer(declared.get("transform", "")):
        moves += match[1].split(",")
    lengths = [read_length(move, size, 0.0) for move in moves if move]
    return any(length is not None and length <= -_FAR for length in lengths)


def _is_cut_away(tag: str, declared: Declarations, size: float) -> bool:
    is_placed = declared.get("position") in {"absolute", "fixed"}
    clip, path = declared.get("clip", ""), declared.get("clip-path", "")
    if is_placed and clip.startswith("rect(") and _is_empty_rectangle(clip):
        return True
    if path.startswith(("inset(", "circle(")) and _is_empty_path(path):
        return True
    has_room = not is_placed and (tag in _TABLE_PARTS or (tag in _IN_LINE and declared.get("display", "inline") == "inline"))
    if has_room or not any(declared.get(name, "") in _CLIPPED for name in ("overflow", "overflow-x", "overflow-y")):
        return False
    sides = (read_length(declared.get(name, ""), size) for name in ("height", "width", "max-height", "max-width"))
    return any(side is not None and side <= _LARGEST_UNSEEN for side in sides)


def _is_empty_rectangle(clip: str) -> bool:
    sides = _NUMBERS.findall(clip.partition("(")[2])
    lengths = [read_length(side) for side in sides]
    if len(lengths) != 4 or any(length is None for length in lengths):
        return False
    top, right, bottom, left = (length or 0.0 for length in lengths)
    return bottom - top <= _LARGEST_UNSEEN or right - left <= _LARGEST_UNSEEN


def _is_empty_path(path: str) -> bool:
    first = _NUMBERS.findall(path.partition("(")[2])[:1]
    if path.startswith("circle("):
        return bool(first) and read_length(first[0], whole=1.0) == 0
    return bool(first) and first[0].endswith("%") and float(first[0][:-1]) >= 50
