"""The numbers that a browser prints in front of the items of a list.

It knows the attributes and styles that number items. It must not know what an item says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jospar.extract.readers.html.cascade import Declarations

_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")
TYPE_OF_STYLE = (
    ("none", ""),
    ("lower-alpha", "a"),
    ("lower-latin", "a"),
    ("upper-alpha", "A"),
    ("upper-latin", "A"),
    ("lower-roman", "i"),
    ("upper-roman", "I"),
    ("decimal", "1"),
)
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(slots=True)
class ItemNumbers:
    """The numbers of one list; `kind` is that of the attribute `type`, empty where items have no number; `taken` is the last number."""

    kind: str
    next_number: int
    step: int = 1
    taken: int | None = None

    def take(self, attributes: Mapping[str, str], declared: Declarations) -> str:
        """What is printed in front of the next item, a space behind it, or nothing."""
        number = read_integer(attributes.get("value", ""), self.next_number)
        self.next_number, self.taken = number + self.step, number
        kind = _kind(attributes, declared, self.kind) if self.kind else ""
        return f"{format_number(number, kind)}. " if kind else ""


def read_list(tag: str, attributes: Mapping[str, str], declared: Declarations) -> ItemNumbers:
    """The numbers of a list that begins; a list of dots has none."""
    if tag != "ol":
        return ItemNumbers("", 1)
    step = -1 if "reversed" in attributes else 1
    # How many items a reversed list has is not known where it begins, so without a start its numbers are not.
    kind = _kind(attributes, declared, "1") if step == 1 or "start" in attributes else ""
    return ItemNumbers(kind, read_integer(attributes.get("start", ""), 1), step)


def whole_number(lists: Sequence[ItemNumbers]) -> str:
    """The number of a heading that is an item of lists in each other, as office programs printed it before they wrote it so: `2.1. `;
    nothing where not each of the lists counts in figures and has begun."""
    if not all(numbers.kind == "1" and numbers.taken is not None for numbers in lists):
        return ""
    return "".join(f"{numbers.taken}." for numbers in lists) + " "


def _kind(attributes: Mapping[str, str], declared: Declarations, default: str) -> str:
    named = declared.get("list-style-type") or declared.get("list-style")
    if named:
        return next((kind for name, kind in TYPE_OF_STYLE if name in named), default)
    kind = attributes.get("type", "").strip()
    return kind if kind in {"1", "a", "A", "i", "I"} else default


def read_integer(text: str, default: int) -> int:
    """The integer that a text begins with, as browsers read attributes.

    >>> read_integer("2px", 1), read_integer("", 1)
    (2, 1)
    """
    match = _INTEGER.match(text)
    return int(match[1]) if match else default


def format_number(number: int, kind: str) -> str:
    """A number as a list of that type prints it; what letters can't write stays in figures.

    >>> [format_number(28, "a"), format_number(4, "I"), format_number(0, "i")]
    ['ab', 'IV', '0']
    """
    if kind in {"a", "A"} and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in {"i", "I"} and 0 < number < 4000:
        digits = ""
        for value, letter in _ROMAN:
            count, number = divmod(number, value)
            digits += letter * count
        return digits.upper() if kind == "I" else digits
    return str(number)
