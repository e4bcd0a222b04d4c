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
_FIGURES_BEGIN = re.compile(r"[.,]?\d")
_FORMULA = re.compile(r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]$|[a-zA-Z]$")
_LETTER_OF_NOTE = re.compile(r"[a-hA-Hа-зА-З]")
_NEAR = 20
_FRACTION_BARS = ("/", "⁄", "∕")
# Figures lower than this share of those that they touch are set small; a mark among them is lower still.
_SMALL, _SMALL_MARK = 0.86, 0.75
_STARS = frozenset({"*", "**", "***", "†", "‡"})


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
        is_small = piece.height is Height.ON_LINE and _is_small(groups, number, _SMALL)
        shown, is_certain = _shown_small(groups, number) if is_small else _shown(piece, text[-_NEAR:], after)
        is_doubtful = is_doubtful or not is_certain
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
    is_letter = piece.height is Height.RAISED and _LETTER_OF_NOTE.fullmatch(mark) is not None and not before[-1:].isspace()
    if is_note_mark(mark) and (at_figure or has_figures or is_letter or not mark.isalpha()):
        is_index = piece.height is Height.LOWERED and mark.isdecimal() and (at_figure or _FORMULA.search(before) is not None)
        return (lower_mark(mark) if is_index else raise_mark(mark)) + end, True
    return (raise_mark(mark), False) if has_figures and at_figure else (piece.text, True)


def _is_small(groups: Sequence[LinePiece], number: int, share: float) -> bool:
    """Whether a piece begins or ends with figures, or is a star, lower than a share of the figures that it touches."""
    piece, is_star = groups[number], groups[number].text.strip() in _STARS
    before = groups[number - 1] if number else LinePiece("")
    after = groups[number + 1] if number + 1 < len(groups) else LinePiece("")
    if before.text[-1:].isdecimal() and (is_star or _FIGURES_BEGIN.match(piece.text)):
        return piece.size < share * before.size
    touches = (piece.text[-1:].isdecimal() or is_star) and after.text[:1].isdecimal() and after.height is Height.ON_LINE
    return touches and piece.size < share * after.size


def _shown_small(groups: Sequence[LinePiece], number: int) -> tuple[str, bool]:
    """What small figures add to their line: one of them is the mark of a note, of several nobody can say what they are."""
    mark = groups[number].text.strip()
    is_mark = is_note_mark(mark) and len(mark.strip("()*")) <= 1 and _is_small(groups, number, _SMALL_MARK)
    return (raise_mark(mark), True) if is_mark else (groups[number].text, False)
