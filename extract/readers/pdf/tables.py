"""Puts the text of a page into its tables, and the tables of pages together that go on over them.

It knows grids and lines. Which row is a header, and which the second half of another, is decided from the outline on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jospar.extract.document import Unread
from jospar.extract.readers.pdf.grid import RuledCell, RuledGrid
from jospar.extract.readers.pdf.lines import PdfLine, make_lines
from jospar.extract.readers.pdf.page import Box, PageContent, Word, join_words

# A word that reaches beyond its cell by less than this, in points, is within it.
_WITHIN = 1.5
# Type that is so many times as high as a cell is not in it.
_TOO_HIGH = 1.6
# Characters that stand apart by more than this share of their height at the border of a cell are of two cells.
# Figures are all as wide, and stand no further apart within a number than by this share.
_APART, _FIGURES_APART = 0.08, 0.03
# Where so many words begin or end so near to a border, in points, nothing keeps the text of two cells apart.
_MANY_TOUCH, _TOUCH = 4, 0.7


@dataclass(frozen=True, slots=True)
class PdfTableCell:
    """A cell of a table on one page: where it is in the grid, and its lines; `overflows` says that a word runs out of it or into it,
    `unread` what it shows that is no text."""

    at: RuledCell
    lines: tuple[PdfLine, ...]
    overflows: bool
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as far as it stands on one page; `is_ruled` says that its cells are ruled rather than seen by their text,
    `is_doubtful` that where its rows end is told by how full their lines are; `doubtful_rows` do not look as rows do."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[PdfTableCell, ...]
    is_ruled: bool = True
    is_doubtful: bool = False
    doubtful_rows: frozenset[int] = frozenset()

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def fill_grids(page: PageContent, grids: Sequence[RuledGrid]) -> tuple[list[PageTable], list[Word]]:
    """The tables of a page with their text, and the words that stand outside; of a table within another the inner one has the words."""
    by_size = sorted(((_area(grid), number, grid, _slots(grid)) for number, grid in enumerate(grids)), key=lambda entry: entry[:2])
    inside: list[dict[int, list[Word]]] = [{} for _ in grids]
    overflowing: set[tuple[int, int | None]] = set()
    tight: dict[int, bool] = {}
    outside: list[Word] = []
    for word in page.words:
        for _, number, grid, slots in by_size:
            cell = _cell_at(grid, slots, word)
            if cell is None or _is_larger(word, grid.cells[cell]):
                continue
            if _is_within(grid.cells[cell], word):
                inside[number].setdefault(cell, []).append(word)
                break
            if number not in tight:
                tight[number] = _is_tight(page.words, grid, slots)
            for at, piece, overflows in _pieces(page, grid, slots, word, cell, is_tight=tight[number]):
                inside[number].setdefault(at, []).append(piece)
                if overflows:
                    overflowing.update({(number, at), (number, _cell_at(grid, slots, piece._replace(x0=piece.x1)))})
            break
        else:
            outside.append(word)
    tables = []
    for number, grid in enumerate(grids):
        words = inside[number]
        cells = tuple(
            PdfTableCell(cell, tuple(make_lines(words.get(at, ()))), at in words and (number, at) in overflowing)
            for at, cell in enumerate(grid.cells)
        )
        if inside[number]:
            tables.append(PageTable(page.number, grid.xs, grid.ys, cells))
    return tables, outside


def _area(grid: RuledGrid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _slots(grid: RuledGrid) -> list[list[int | None]]:
    """For each row and column the number of the cell that covers it."""
    slots: list[list[int | None]] = [[None] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for number, cell in enumerate(grid.cells):
        for line in slots[cell.row : cell.row + cell.rows]:
            line[cell.column : cell.column + cell.columns] = [number] * cell.columns
    return slots


def _cell_at(grid: RuledGrid, slots: Sequence[Sequence[int | None]], word: Word) -> int | None:
    """The number of the cell that the middle of a word is in."""
    column = bisect_right(grid.xs, (word.x0 + word.x1) / 2) - 1
    row = bisect_right(grid.ys, (word.top + word.bottom) / 2) - 1
    is_within = 0 <= row < len(slots) and 0 <= column < len(slots[0])
    return slots[row][column] if is_within else None


def _pieces(
    page: PageContent, grid: RuledGrid, slots: Sequence[Sequence[int | None]], word: Word, cell: int, *, is_tight: bool
) -> Iterator[tuple[int, Word, bool]]:
    """A word that runs over a border, by the cells that its parts stand in, and whether a part does so all the same.

    Where its characters stand apart at a border they are of two cells; where they do not, the word is of the cell that it begins in.
    """
    for piece in _split_at_borders(page, grid.xs, word, -_TOUCH if is_tight else _APART * (word.bottom - word.top)):
        at = _cell_at(grid, slots, piece)
        if at is not None and _is_within(grid.cells[at], piece):
            yield at, piece, False
        else:
            begun = _cell_at(grid, slots, piece._replace(x1=piece.x0))
            yield cell if begun is None else begun, piece, True


def _is_larger(word: Word, cell: RuledCell) -> bool:
    """Whether the type of a word is far too high for a cell, as that of a large word behind the table is."""
    return word.bottom - word.top > _TOO_HIGH * (cell.box[3] - cell.box[1])


def _is_within(cell: RuledCell, word: Word) -> bool:
    return word.x0 >= cell.box[0] - _WITHIN and word.x1 <= cell.box[2] + _WITHIN


def _is_tight(words: Sequence[Word], grid: RuledGrid, slots: Sequence[Sequence[int | None]]) -> bool:
    """Whether text reaches up to the borders of its cells."""
    found = ((word, cell) for word in words if (cell := _cell_at(grid, slots, word)) is not None)
    boxes = ((word, grid.cells[cell].box) for word, cell in found)
    return sum(abs(word.x0 - box[0]) <= _TOUCH or abs(word.x1 - box[2]) <= _TOUCH for word, box in boxes) >= _MANY_TOUCH


def _split_at_borders(page: PageContent, xs: Sequence[float], word: Word, least: float) -> Iterator[Word]:
    """A word cut where a border passes between two of its characters that stand apart by more than `least`."""
    first, height = word.first, word.bottom - word.top
    for index in range(word.first + 1, word.last):
        left, right = page.chars[index - 1], page.chars[index]
        gap = right[1] - left[3]
        middle = (left[3] + right[1]) / 2
        reach = _WITHIN if gap > _APART * height else _TOUCH
        apart = min(least, _FIGURES_APART * height) if left[0].isdecimal() and right[0].isdecimal() else least
        if gap > apart and any(abs(x - middle) <= max(gap, 0.0) / 2 + reach for x in xs):
            yield from join_words(page.chars, first, index)
            first = index
    yield from join_words(page.chars, first, word.last) if first > word.first else (word,)
