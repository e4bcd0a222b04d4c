"""Sees by its ink which sign of a page is a minus, whatever the file calls it: fonts map it to a figure, a blank or a control code.

It knows what PDFium says of the ink of a character. It must not know what a number means.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from itertools import repeat
from operator import sub

from jospar.extract.readers.pdf import pdfium_calls as calls
from jospar.extract.readers.pdf.page import MINUS

# What a minus may pass for: the first figure of a number, or a sign or a blank before one.
_NUMBER, _MAY_BE_MINUS = re.compile(r"(?:[.,]\s?)?\d[\d.,]*"), frozenset(" \xa0+\ufffd") | {chr(code) for code in range(32)} - {"\r", "\n"}
# How high the ink of a dash is, and how wide at least, of the size of its type; that of a blank is all but nothing.
_LOWEST, _FLAT, _NARROWEST = 0.02, 0.15, 0.2
# No dash is higher, in points.
_HIGHEST_DASH = 3.0


def with_minus(handle: int | None, letters: str, sides: Sequence[float]) -> str:
    """The characters of a text page with a minus for each whose ink is one; `sides` are left, top, right and bottom of their boxes."""
    firsts = [match.start() for match in _NUMBER.finditer(letters)]
    # The blanks that PDFium puts between words have no width.
    before = [
        number - 1 for number in firsts if number and letters[number - 1] in _MAY_BE_MINUS and sides[4 * number - 4] < sides[4 * number - 2]
    ]
    numbers = [*firsts, *before]
    array = (ctypes.c_double * (4 * len(numbers)))()
    calls.ask_all(calls.GET_INK, repeat(handle), numbers, *(calls.places(array, len(numbers), 8 * part) for part in range(4)))
    wide, high = (list(map(sub, array[part + 1 :: 4], array[part::4])) for part in (0, 2))
    flat = [at for at, thick in enumerate(map(min, wide, high)) if thick < _HIGHEST_DASH]
    found = [numbers[at] for at in flat if _is_dash(wide[at], high[at], sides[4 * numbers[at] : 4 * numbers[at] + 4])]
    if not found:
        return letters
    signs = list(letters)
    for number in found:
        signs[number] = MINUS
    return "".join(signs)


def _is_dash(width: float, height: float, box: Sequence[float]) -> bool:
    """Whether ink of this width and height, which may be turned, is that of a dash in type of this box."""
    flat, size = min(width, height), max(abs(box[2] - box[0]), abs(box[1] - box[3]))
    return _LOWEST * size < flat <= _FLAT * size and max(width, height) >= _NARROWEST * size
