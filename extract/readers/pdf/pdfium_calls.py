"""Calls PDFium by addresses, and asks the same of many things in a loop in C: what every character or object of a page is asked takes time.

It knows how to call PDFium. It must not know what an answer means.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from typing import Any

from pypdfium2 import raw


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes addresses: pypdfium2's own want a pointer object for each call, which takes several times as long."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double
GET_BOX = _prototype(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
GET_INK = _prototype(raw.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
GET_OBJECT = _prototype(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
GET_MATRIX = _prototype(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
GET_ORIGIN = _prototype(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
GET_SIZE = _prototype(raw.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
GET_MODE = _prototype(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
GET_FILL = _prototype(raw.FPDFPageObj_GetFillColor, _INT, _ADDRESS, *[_ADDRESS] * 4)
GET_STROKE = _prototype(raw.FPDFPageObj_GetStrokeColor, _INT, _ADDRESS, *[_ADDRESS] * 4)
GET_CLIP = _prototype(raw.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
COUNT_CLIPS = _prototype(raw.FPDFClipPath_CountPaths, _INT, _ADDRESS)
SET_ACTIVE = _prototype(raw.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)


def ask_all(function: Any, *arguments: Iterable[Any]) -> None:
    """Calls a function with the first of all arguments, with the second, and so on."""
    deque(map(function, *arguments), maxlen=0)


def places(array: Any, count: int, first: int = 0) -> range:
    """The addresses of what each of so many objects has in an array, from a byte of the first on."""
    start, size = ctypes.addressof(array), ctypes.sizeof(array)
    return range(start + first, start + size + first, size // count) if count else range(0)
