"""Reads lengths of CSS in pixels, of which 96 are an inch."""

from __future__ import annotations

import re

_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(px|pt|pc|in|cm|mm|em|rem|ex|ch|vw|vh|%)?")
_PIXELS = {
    "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "rem": 16.0, "vw": 12.0, "vh": 8.0, "": 1.0,
}  # fmt: skip
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5}
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_SIZES_OF_FONT = (10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
_SMALLER = 5 / 6
_SIZE_IN_FONT = re.compile(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)(?:px|pt|em|rem|%|in|cm|mm)?)(?=\s*/|\s)")
STANDARD_SIZE = 16.0
"""The size of letters where nothing says otherwise, in pixels."""


def read_length(text: str, font: float = STANDARD_SIZE, whole: float | None = None) -> float | None:
    """A length in pixels, in letters of `font` pixels, a percentage of `whole`; None for what is no length.

    >>> read_length("-3pt"), read_length("1.5em", font=10), read_length("auto")
    (-4.0, 15.0, None)
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None or (match[2] == "%" and whole is None):
        return None
    number, unit = float(match[1]), match[2] or ""
    if unit == "%":
        return number * (whole or 0) / 100
    return number * (_OF_FONT[unit] * font if unit in _OF_FONT else _PIXELS[unit])


def read_font_size(text: str, around: float) -> float | None:
    """The size of letters that a value of `font-size` gives, inside letters of `around` pixels; None where it gives none."""
    if text in _SIZES:
        return _SIZES[text]
    if text in {"smaller", "larger"}:
        return around * _SMALLER if text == "smaller" else around / _SMALLER
    return read_length(text, around, around)


def find_size_in_font(text: str) -> str:
    """The size in a value of `font`, empty where there is none."""
    match = _SIZE_IN_FONT.search(text)
    return match[1] if match else ""


def size_of_element(tag: str, size: str, around: float) -> float:
    """The size of letters that an element has by itself; `size` is its attribute of that name.

    >>> size_of_element("font", "1", 16), size_of_element("sup", "", 12)
    (10.0, 10.0)
    """
    if tag in {"small", "sup", "sub"}:
        return around * _SMALLER
    if tag == "font" and (match := re.match(r"\s*([+-]?)(\d+)", size)):
        number = {"+": 3, "-": 3, "": 0}[match[1]] + int(match[1] + match[2])
        return _SIZES_OF_FONT[min(max(number, 1), 7) - 1]
    return around
