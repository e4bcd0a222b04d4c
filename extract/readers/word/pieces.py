"""Joins the pieces of a paragraph, which differ in height and size, to its text.

What the raised, lowered and small ones are is for jospar.extract.readers.raised. It must not know the markup of any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jospar.extract.readers.raised import Height, LinePiece, set_on_line
from jospar.extract.readers.word.content import UNREAD_MARKS
from jospar.extract.readers.word.looks import PLAIN, TextLook

_FIGURE = re.compile(r"\d")


class TextPiece(NamedTuple):
    """A text that looks the same from end to end."""

    text: str
    look: TextLook = PLAIN


def join_pieces(pieces: Sequence[TextPiece]) -> str:
    """The text of a paragraph; where what is raised or small leaves it in doubt, the mark of raised text stands behind it or before a tab.

    >>> raised = TextLook(height="superscript")
    >>> join_pieces([TextPiece("41"), TextPiece("1,2", raised)]), join_pieces([TextPiece("м"), TextPiece("2", raised)])
    ('41¹,²', 'м²')
    """
    text = "".join([piece.text for piece in pieces])
    looks = {id(piece.look): piece.look for piece in pieces}
    if all(look.on_line is Height.ON_LINE for look in looks.values()) and (len(looks) < 2 or not _FIGURE.search(text)):
        return text
    # What somebody has moved as a whole stands on a line of its own.
    if all(piece.look.is_moved for piece in pieces if piece.text.strip()):
        return text
    between_tabs: list[list[LinePiece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\t")
        height, size = piece.look.on_line, piece.look.points
        between_tabs[-1].append(LinePiece(first, height, size))
        between_tabs.extend([LinePiece(other, height, size)] for other in others)
    return "\t".join(map(_join, between_tabs))


def _join(pieces: Sequence[LinePiece]) -> str:
    text, unread = set_on_line(pieces)
    return text if unread is None else f"{text}{UNREAD_MARKS[unread]}"
