"""Pieces of text by the columns that they stand in, and the levels that they make: printed lines, or rows whose cells are centred.

It knows where text stands and whether it is figures. It must not know where rows end, nor what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jospar.extract.readers.pdf.lines import PdfLine
from jospar.extract.words.figures import DASHES, is_qualified_number
from jospar.extract.words.years import YEAR

# Of the height of type, what it may reach into the lines above and below.
_INTO = 0.15
_YEAR_LABEL = re.compile(rf"{YEAR}\s?\S{{0,4}}")
CODE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?\s|\d{1,3}(?:\.\d{1,3}){1,5}\.?$")


def is_figures(text: str) -> bool:
    """Whether a text is what columns of figures hold: a number, the mark of a missing one, or the year above them."""
    return is_qualified_number(text) or text in DASHES or _YEAR_LABEL.fullmatch(text) is not None


class Piece(NamedTuple):
    """Words that stand together on a line, with the first and the last column that they stand in."""

    first: int
    last: int
    line: PdfLine


PieceRow = list[Piece]


@dataclass(slots=True)
class TextLevel:
    """Pieces with no blank between them that runs through the whole table: a printed line, or all of a row whose cells are centred."""

    pieces: list[Piece]
    top: float
    bottom: float
    figures: bool = field(init=False, default=False)
    through: bool = field(init=False, default=False)
    coded: bool = field(init=False, default=False)

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    def see(self) -> None:
        """Notes what the pieces say of the row that they are of."""
        self.figures = any(piece.first and is_figures(piece.line.text) for piece in self.pieces)
        self.through = len(self.pieces) == 1 and self.pieces[0].first == 0 < self.pieces[0].last
        self.coded = any(piece.first == 0 and CODE.match(piece.line.text) for piece in self.pieces)


def width_of(line: PdfLine) -> float:
    """How wide a line is, in points."""
    return line.box[2] - line.box[0]


def find_levels(pieces: Iterable[Piece], rules: Sequence[float]) -> Iterator[TextLevel]:
    """The levels from the top; type may reach a little into the line below, and nothing reaches through a rule."""
    level: TextLevel | None = None
    for piece in sorted(pieces, key=lambda piece: piece.line.box[1]):
        _, top, _, bottom = piece.line.box
        into = _INTO * piece.line.height
        ruled = level is not None and any(level.top < at <= (top + bottom) / 2 and at > level.bottom - 2 * into for at in rules)
        if level is None or ruled or top + into > level.bottom - into:
            if level is not None:
                level.see()
                yield level
            level = TextLevel([], top, bottom)
        level.pieces.append(piece)
        level.bottom = max(level.bottom, bottom)
    if level is not None:
        level.see()
        yield level
