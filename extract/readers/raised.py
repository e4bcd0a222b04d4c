"""What stands above or below the line of a text: marks of notes, figures of a power or a formula, and what is neither.

The one idea of a note mark that readers have. It knows heights and signs only. It must not know how a format writes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from jospar.extract.document import Unread
from jospar.extract.words.note_marks import is_note_mark, lower_mark, raise_mark

_LINKED_MARK = re.compile(r"\[(?:\d{1,3}|[a-h]|\*{1,3})\]|\d{1,3}\)?|\*{1,3}")
_FIGURE_BEFORE, _FIGURE_BEHIND = re.compile(r"[\d%]\s*$"), re.compile(r"^\s*[\d<>≤≥~≈+−–-]")
_FRACTION_BARS = ("/", "⁄", "∕")
# A letter that is lower than this share of the tallest in its line is set small.
_SMALL = 0.86


class Height(Enum):
    """Where a piece of a line stands; one that is LINKED leads to another place of the document."""

    ON_LINE = 0
    RAISED = 1
    LOWERED = -1
    LINKED = 2


class LinePiece(NamedTuple):
    """A piece of a line: its text, its height, and the size of its letters in any unit that is one for the whole line."""

    text: str
    height: Height = Height.ON_LINE
    size: float = 1.0


def set_on_line(pieces: Sequence[LinePiece]) -> tuple[str, Unread | None]:
    """The text of a line, and whether something that is raised, lowered or set small leaves it in doubt.

    What is raised and can't be a note, such as an exponent with a sign or a part of a fraction, stays in line, and the text is not what is
    printed.

    >>> set_on_line([LinePiece("41"), LinePiece("1, 2", Height.RAISED), LinePiece(" %")])
    ('41¹,² %', None)
    >>> set_on_line([LinePiece("10"), LinePiece("-3", Height.RAISED)])
    ('10⁻³', <Unread.RAISED: 'raised text'>)
    >>> set_on_line([LinePiece("CO"), LinePiece("2", Height.LOWERED)])
    ('CO₂', None)
    """
    if all(piece.height is Height.ON_LINE for piece in pieces) and len({piece.size for piece in pieces}) <= 1:
        return "".join(piece.text for piece in pieces), None
    groups = [
        LinePiece("".join(piece.text for piece in group), height, size)
        for (height, size), group in groupby(pieces, key=lambda piece: (piece.height, piece.size))
    ]
    text, is_doubtful = "", False
    for number, piece in enumerate(groups):
        after = groups[number + 1].text if number + 1 < len(groups) else ""
        shown, is_certain = _shown(piece, text, after)
        is_doubtful = is_doubtful or not is_certain or _is_small_beside(groups, number)
        text += shown
    return text, Unread.RAISED if is_doubtful else None


def _shown(piece: LinePiece, before: str, after: str) -> tuple[str, bool]:
    """What a piece adds to its line, and whether that is certain."""
    mark = piece.text.strip()
    if piece.height is Height.ON_LINE or not mark:
        return piece.text, True
    end = " " if piece.text[-1:].isspace() else ""
    if piece.height is Height.LINKED:
        is_mark = bool(before.strip()) and not before[-1:].isspace() and _LINKED_MARK.fullmatch(mark) is not None
        return (raise_mark(mark.strip("[]")) + end if is_mark else piece.text), True
    has_figures = any(map(str.isdecimal, mark))
    at_figure = bool(_FIGURE_BEFORE.search(before) or (not before.strip() and _FIGURE_BEHIND.search(after)))
    if before.rstrip().endswith(_FRACTION_BARS) or (has_figures and after.lstrip().startswith(_FRACTION_BARS)):
        return (lower_mark(mark) if piece.height is Height.LOWERED else raise_mark(mark)), False
    if is_note_mark(mark) and (at_figure or has_figures or not mark.isalpha()):
        return (lower_mark(mark) if piece.height is Height.LOWERED and mark.isdecimal() else raise_mark(mark)) + end, True
    return (raise_mark(mark), False) if has_figures and at_figure else (piece.text, True)


def _is_small_beside(groups: Sequence[LinePiece], number: int) -> bool:
    """Whether a piece begins or ends with small figures that stand right beside figures of the usual size."""
    piece = groups[number]
    if piece.height is not Height.ON_LINE or piece.size >= _SMALL * max(other.size for other in groups if other.text.strip()):
        return False
    before = groups[number - 1].text if number else ""
    after = groups[number + 1].text if number + 1 < len(groups) else ""
    return (before[-1:].isdigit() and bool(re.match(r"[.,]?\d", piece.text))) or (piece.text[-1:].isdigit() and after[:1].isdigit())
