"""Joins the pieces of a paragraph: tells the raised, lowered and small ones that lead to notes from those that belong to the text.

It must not know the markup of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from jospar.extract.document import Unread
from jospar.extract.readers.word.content import UNREAD_MARKS
from jospar.extract.words.note_marks import is_note_mark, lower_mark, raise_mark

# Figures of no more than this share of the height of those beside them are no part of one number with them.
_SMALL = 0.75
_FIGURE_BEFORE, _FIGURE_BEHIND = re.compile(r"[\d%]\s*$"), re.compile(r"^\s*[\d<>≤≥~≈+−–-]")
_SIGNS = frozenset({"*", "**", "†", "‡"})
_FRACTION = re.compile(r"^\s*[/⁄]")


class TextPiece(NamedTuple):
    """A text that looks the same from end to end: `shift` is 1 where it is raised and -1 where it is lowered, `size` is in half points.

    `is_moved` says that it is not small by that, as true superscripts are.
    """

    text: str
    shift: int = 0
    size: int = 0
    is_moved: bool = False


_NOTHING = TextPiece("")


def join_pieces(pieces: Sequence[TextPiece]) -> str:
    """The text of a paragraph, its raised figures as raised ones; where they may be no note, the mark of raised text stands behind them.

    >>> join_pieces([TextPiece("41"), TextPiece("1,2", 1)]), join_pieces([TextPiece("м"), TextPiece("2", 1)])
    ('41¹,²', 'м²')
    """
    if len(pieces) < 2 or (not any(piece.shift for piece in pieces) and len({piece.size for piece in pieces}) == 1):
        return "".join(_alone(piece) for piece in pieces)
    joined = [TextPiece("".join(piece.text for piece in group), *looks) for looks, group in groupby(pieces, lambda piece: piece[1:])]
    if all(piece.is_moved for piece in joined if piece.text.strip()):
        return "".join(piece.text for piece in joined)
    return "".join(_print_pieces(joined))


def _alone(piece: TextPiece) -> str:
    """A piece that nothing stands beside: raised, it is a mark in front of what it leads to, or a text that somebody has moved."""
    return raise_mark(piece.text.strip()) if piece.shift > 0 and not piece.is_moved and piece.text.strip().isdigit() else piece.text


def _print_pieces(pieces: Sequence[TextPiece]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        before = pieces[at - 1].text if at else ""
        behind = pieces[at + 1].text if at + 1 < len(pieces) else ""
        if piece.shift:
            yield _print_shifted(piece, before, behind)
        elif _is_small(pieces, at):
            yield _print_small(piece.text, before, behind)
        else:
            yield piece.text


def _print_shifted(piece: TextPiece, before: str, behind: str) -> str:
    mark = piece.text.strip()
    at_figure = bool(_FIGURE_BEFORE.search(before) or (not before.strip() and _FIGURE_BEHIND.search(behind)))
    has_figures = any(char.isdecimal() for char in mark)
    if _FRACTION.search(behind) and mark.isdecimal() and at_figure:
        return f"{raise_mark(mark)}{UNREAD_MARKS[Unread.RAISED]}"
    if is_note_mark(mark) and (at_figure or has_figures or not mark.isalpha()):
        return lower_mark(mark) if piece.shift < 0 and mark.isdecimal() else raise_mark(mark)
    if has_figures and at_figure:
        return f"{raise_mark(mark)}{UNREAD_MARKS[Unread.RAISED]}"
    return piece.text


def _is_small(pieces: Sequence[TextPiece], at: int) -> bool:
    """Whether figures, or a mark of a note, are far smaller than the figures that they touch."""
    piece = pieces[at]
    if not piece.text[:1].isdecimal() and piece.text.strip() not in _SIGNS:
        return False
    before, behind = pieces[at - 1] if at else _NOTHING, pieces[at + 1] if at + 1 < len(pieces) else _NOTHING
    if before.text[-1:].isdecimal():
        return 0 < piece.size <= _SMALL * before.size
    return not before.text.strip() and behind.text[:1].isdecimal() and not behind.shift and 0 < piece.size <= _SMALL * behind.size


def _print_small(text: str, before: str, behind: str) -> str:
    """Small figures at figures: a mark of a note, or nobody can say what."""
    mark = text.strip()
    if is_note_mark(mark) and len(mark.strip("()[]")) == 1:
        return raise_mark(mark)
    return f"{text}{UNREAD_MARKS[Unread.RAISED]}" if mark[:1].isdecimal() else text
