"""What a style sheet writes in front of an element or behind it: texts, and numbers that it counts.

It knows `content` and the counters of CSS. It must not know which elements there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jospar.extract.readers.html.cascade import Declarations
from jospar.extract.readers.html.lists import TYPE_OF_STYLE, format_number

_COUNTED = re.compile(r"([^\s\d+-][^\s]*)(?:\s+([+-]?\d{1,9}))?")
_TOKEN = re.compile(
    r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(counters?)\(\s*([^\s,()]+)\s*(?:,\s*"([^"]*)"\s*)?(?:,\s*([\w-]+)\s*)?\)|attr\(\s*([\w-]+)\s*\)""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_MOST_COUNTERS = 200
_SIGNS_OF_FONTS = re.compile("[\ue000-\uf8ff]")


@dataclass(slots=True)
class Counters:
    """The counters of a page as they stand: for each name its instances, each with the depth of the element that began it."""

    _instances: dict[str, list[list[int]]] = field(default_factory=dict)

    def enter(self, declared: Declarations, depth: int) -> None:
        """An element begins that may set counters to a number or count on."""
        if len(self._instances) > _MOST_COUNTERS:
            return
        for name, number in _COUNTED.findall(declared.get("counter-reset", "")):
            instances = self._instances.setdefault(name, [])
            if instances and instances[-1][0] == depth:
                instances.pop()
            instances.append([depth, int(number or 0)])
        for name, number in _COUNTED.findall(declared.get("counter-increment", "")):
            instances = self._instances.setdefault(name, [])
            if not instances:
                instances.append([depth, 0])
            instances[-1][1] += int(number or 1)

    def leave(self, depth: int) -> None:
        """An element ends, and with it the counters that began inside it."""
        for instances in self._instances.values():
            while instances and instances[-1][0] > depth:
                instances.pop()

    def compose(self, content: str, attributes: Mapping[str, str]) -> str:
        """The text that a value of `content` makes.

        >>> counters = Counters()
        >>> counters.enter({"counter-increment": "part 2"}, 1)
        >>> counters.compose('counter(part, upper-roman) ". "', {})
        'II. '
        """
        pieces: list[str] = []
        for double, single, function, name, separator, style, attribute in _TOKEN.findall(content):
            if function:
                pieces.append(self._number(name, style, separator if function == "counters" else None))
            elif attribute:
                pieces.append(attributes.get(attribute, ""))
            else:
                pieces.append(_ESCAPE.sub(_unescaped, double or single))
        return _SIGNS_OF_FONTS.sub("", "".join(pieces))

    def _number(self, name: str, style: str, separator: str | None) -> str:
        kind = next((kind for known, kind in TYPE_OF_STYLE if known == style), "1")
        numbers = [number for _, number in self._instances.get(name, [[0, 0]])]
        shown = numbers[-1:] if separator is None else numbers
        return (separator or "").join(format_number(number, kind) for number in shown) if kind else ""


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return match[2] if match[2] != "\n" else ""
