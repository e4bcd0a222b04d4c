"""Turns the cells of a table, which name the columns of a fine grid, into cells that reach over columns and rows as one sees them.

It knows places only. It must not know what a cell says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jospar.extract.document import Unread, UnreadableDocument
from jospar.extract.limits import MAX_COLUMNS, MAX_TABLE_CELLS
from jospar.extract.readers.spans import SpannedCell
from jospar.extract.readers.word.content import Merge

# Borders that a hand has dragged apart by less are one: two millimetres, in twentieths of a point; no column with a text is narrower.
_ONE_BORDER = 115


class WordGridCell(NamedTuple):
    """A cell between two borders of the grid, counted from 0, and what it holds."""

    left: int
    right: int
    merge: Merge
    text: str
    unread: Unread | None = None
    hidden: tuple[str, ...] = ()


def span_cells(rows: Sequence[Sequence[WordGridCell]], widths: Sequence[int]) -> list[list[SpannedCell]]:
    """The rows as make_rows takes them. Raises UnreadableDocument: too_many_columns.

    >>> rows = [[WordGridCell(0, 2, Merge.NONE, "2024"), WordGridCell(2, 3, Merge.NONE, "2025")],
    ...         [WordGridCell(0, 1, Merge.NONE, "10"), WordGridCell(1, 3, Merge.NONE, "20")]]
    >>> [[cell.columns for cell in row] for row in span_cells(rows, [900, 30, 900])]
    [[1, 1], [1, 1]]
    """
    borders = sorted({border for row in rows for cell in row for border in (cell.left, cell.right)} | {0})
    if len(borders) * len(rows) > MAX_TABLE_CELLS or len(borders) - 1 > MAX_COLUMNS:
        raise UnreadableDocument("too_many_columns", f"a table of {len(rows):,} rows and {len(borders) - 1:,} columns")
    number = _number_borders(rows, borders, widths)
    placed = [[cell._replace(left=number[cell.left], right=number[cell.right]) for cell in row] for row in rows]
    heights = _heights(placed)
    return [_span_row(row, heights[at]) for at, row in enumerate(placed)]


def _number_borders(rows: Sequence[Sequence[WordGridCell]], borders: Sequence[int], widths: Sequence[int]) -> dict[int, int]:
    """The borders that cells have, numbered from the left; those that nearly meet have one number, unless a cell stands between them."""
    each = {border: at for at, border in enumerate(borders)}
    if borders[-1] > len(widths) or not all(width > 0 for width in widths):
        return each
    places = [0]
    for width in widths:
        places.append(places[-1] + width)
    joined = {borders[0]: 0}
    first = borders[0]
    for border in borders[1:]:
        is_near = places[border] - places[first] <= _ONE_BORDER
        joined[border] = joined[first] if is_near else joined[first] + 1
        first = first if is_near else border
    return each if any(joined[cell.left] == joined[cell.right] for row in rows for cell in row) else joined


def _heights(rows: Sequence[Sequence[WordGridCell]]) -> list[dict[int, int]]:
    """For each row, over how many rows the cell reaches that begins at a border; 0 for one that only goes on with the cell above."""
    heights: list[dict[int, int]] = [{} for _ in rows]
    open_cells: dict[tuple[int, int], int] = {}
    for at, row in enumerate(rows):
        still_open: dict[tuple[int, int], int] = {}
        for cell in row:
            key = (cell.left, cell.right)
            origin = open_cells.get(key) if cell.merge is Merge.GOES_ON else None
            heights[at][cell.left] = 1 if origin is None else 0
            if origin is not None:
                heights[origin][cell.left] += 1
            if cell.merge is not Merge.NONE:
                still_open[key] = at if origin is None else origin
        open_cells = still_open
    return heights


def _span_row(row: Sequence[WordGridCell], heights: dict[int, int]) -> list[SpannedCell]:
    """A row with blank cells where none stands, as before one that is indented."""
    cells: list[SpannedCell] = []
    reached = 0
    for cell in row:
        cells.extend(SpannedCell("") for _ in range(cell.left - reached))
        if heights[cell.left]:
            cells.append(SpannedCell(cell.text, cell.right - cell.left, heights[cell.left], cell.unread, cell.hidden))
        reached = cell.right
    return cells
