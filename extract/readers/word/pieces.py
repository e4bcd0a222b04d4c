"""Joins the pieces of a paragraph, which differ in height and size, to its text.

What the raised, lowered and small ones are is for jospar.extract.readers.raised. It must not know the markup of any.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jospar.extract.readers.raised import Height, LinePiece, set_on_line
from jospar.extract.readers.word.content import UNREAD_MARKS


class TextPiece(NamedTuple):
    """A text that looks the same from end to end, of a size in half points.

    `is_moved` says that somebody has moved it up or down, as true superscripts are not: they are small by themselves.
    """

    text: str
    height: Height = Height.ON_LINE
    size: int = 0
    is_moved: bool = False


def join_pieces(pieces: Sequence[TextPiece]) -> str:
    """The text of a paragraph; where what is raised or small leaves it in doubt, the mark of raised text stands behind it or before a tab.

    >>> join_pieces([TextPiece("41"), TextPiece("1,2", Height.RAISED)]), join_pieces([TextPiece("м"), TextPiece("2", Height.RAISED)])
    ('41¹,²', 'м²')
    """
    if all(piece.height is Height.ON_LINE for piece in pieces) and len({piece.size for piece in pieces}) < 2:
        return "".join(piece.text for piece in pieces)
    if all(piece.is_moved for piece in pieces if piece.text.strip()):
        return "".join(piece.text for piece in pieces)
    between_tabs: list[list[LinePiece]] = [[]]
    for text, height, size, _ in pieces:
        first, *others = text.split("\t")
        between_tabs[-1].append(LinePiece(first, height, size))
        between_tabs.extend([LinePiece(other, height, size)] for other in others)
    return "\t".join(map(_join, between_tabs))


def _join(pieces: Sequence[LinePiece]) -> str:
    text, unread = set_on_line(pieces)
    return text if unread is None else f"{text}{UNREAD_MARKS[unread]}"
