"""Gives tables that are ruled only between their columns the outer ones, which no line bounds: where text stands beside the lines.

It knows lines and where words stand. It must not know what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jospar.extract.readers.pdf.grid import RuledCell, RuledGrid
from jospar.extract.readers.pdf.page import PageContent, Word

# How far a border is from the text of an outer column, in points; and a line across from the grid that it is of.
_PADDING, _REACH = 4.0, 3.0
# A column has text on so many lines at least.
_FEWEST_LINES = 2
# A line across that is so much of the width of a grid bounds its cells.
_ACROSS = 0.5


def with_outer_columns(grids: Sequence[RuledGrid], page: PageContent) -> list[RuledGrid]:
    """The grids of a page, those that no line across bounds with the columns of text on either side of them."""
    return [_widened(grid, page, [other for other in grids if other is not grid]) if _is_open(grid, page) else grid for grid in grids]


def _is_open(grid: RuledGrid, page: PageContent) -> bool:
    x0, top, x1, bottom = grid.box
    within = (rule for rule in page.horizontals if top - _REACH <= rule.at <= bottom + _REACH)
    return not any(min(rule.end, x1) - max(rule.start, x0) > _ACROSS * (x1 - x0) for rule in within)


def _widened(grid: RuledGrid, page: PageContent, others: Sequence[RuledGrid]) -> RuledGrid:
    x0, top, x1, bottom = grid.box
    beside = [
        word for word in page.words if top < (word.top + word.bottom) / 2 < bottom and not any(_is_in(word, other) for other in others)
    ]
    left = [word for word in beside if word.x1 < x0 + _PADDING]
    right = [word for word in beside if word.x0 > x1 - _PADDING]
    if _lines(left) >= _FEWEST_LINES:
        grid = _with_column(grid, min(word.x0 for word in left) - _PADDING, is_first=True)
    if _lines(right) >= _FEWEST_LINES:
        grid = _with_column(grid, max(word.x1 for word in right) + _PADDING, is_first=False)
    return grid


def _is_in(word: Word, grid: RuledGrid) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 < (word.x0 + word.x1) / 2 < x1 and top < (word.top + word.bottom) / 2 < bottom


def _lines(words: Sequence[Word]) -> int:
    """On how many lines words stand."""
    lines, bottom = 0, float("-inf")
    for word in sorted(words, key=lambda word: word.top):
        if word.top >= bottom:
            lines, bottom = lines + 1, word.bottom
    return lines


def _with_column(grid: RuledGrid, side: float, *, is_first: bool) -> RuledGrid:
    """A grid with one column more, as its first or its last."""
    xs = (side, *grid.xs) if is_first else (*grid.xs, side)
    cells = [replace(cell, column=cell.column + 1) for cell in grid.cells] if is_first else list(grid.cells)
    cells.extend(_outer_cells(grid, xs, is_first=is_first))
    return RuledGrid(xs, grid.ys, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _outer_cells(grid: RuledGrid, xs: Sequence[float], *, is_first: bool) -> Iterator[RuledCell]:
    column, (x0, x1) = (0, xs[:2]) if is_first else (len(xs) - 2, xs[-2:])
    for row in range(len(grid.ys) - 1):
        yield RuledCell(row, column, 1, 1, (x0, grid.ys[row], x1, grid.ys[row + 1]))
