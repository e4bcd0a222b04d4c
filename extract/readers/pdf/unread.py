"""Finds what shows on a page and is no text: pictures and drawings in the cells of tables, and pictures between the texts.

What has text on it is the ground that the text stands on, and a dot before a text is the mark of a list. It must not know what a text says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from jospar.extract.document import Unread
from jospar.extract.readers.line_joining import PrintedLine
from jospar.extract.readers.pdf.grid import RuledCell, RuledGrid
from jospar.extract.readers.pdf.lines import PdfLine
from jospar.extract.readers.pdf.page import Box, PageContent, Word
from jospar.extract.readers.pdf.tables import PageTable, PdfTableCell

# What reaches beyond a cell by no more than this, in points, is within it.
_WITHIN = 3.0
# A cell is covered by what lies over this share of it.
_COVERED = 0.5
# The mark of a list is no larger than this, in points, about as wide as high, and no further from its text.
_LIST_MARK, _ROUND, _MARK_GAP = 7.0, 0.7, 15.0
# A picture between the texts may hold a table where it is as wide as this share of the page, as high as this, in points, and lies between
# these shares of the page's height; the emblem of a letterhead does not. One that is larger than the last share is the ground of the page.
_WIDE, _HIGH, _HIGHEST, _LOWEST, _WHOLE = 0.35, 40.0, 0.15, 0.88, 0.8
# Outlines of letters are so many at least, no higher than this, in points, and this share of them as high as most, within that share.
_FEWEST_LETTERS, _HIGHEST_LETTER, _MOST, _ALIKE = 20, 16.0, 0.7, 0.45
# What is no higher, in points, is a dash in a blank cell, and beside a text no more than a rule.
_FLAT = 1.0
_NOTHING = PrintedLine("", 0.0, 0.0, 0.0, 0.0, 0.0)


def with_unread(tables: Iterable[PageTable], page: PageContent) -> list[PageTable]:
    """The tables of a page, each cell with what it shows beside its text that is none."""
    shown = [(box, unread) for box, unread in page.unread if not any(_lies_on(word, box) for word in page.words)]
    return [_with_unread(table, shown, page.words) if shown else table for table in tables]


def _with_unread(table: PageTable, shown: Sequence[tuple[Box, Unread]], words: Sequence[Word]) -> PageTable:
    found: dict[tuple[int, int], Unread] = {}
    cells = {(row, column): cell for cell in table.cells for row in _rows(cell) for column in _columns(cell)}
    for box, unread in shown:
        if _is_list_mark(box, words):
            continue
        for row, column in _cells_at(table, cells, box):
            cell = cells.get((row, column))
            if cell and cell.lines and box[3] - box[1] <= _FLAT:
                continue
            found[(cell.at.row, cell.at.column) if cell else (row, column)] = unread
    if not found:
        return table
    marked = [replace(cell, unread=found.pop((cell.at.row, cell.at.column), cell.unread)) for cell in table.cells]
    blank = [PdfTableCell(_at(table, row, column), (), overflows=False, unread=unread) for (row, column), unread in found.items()]
    return replace(table, cells=tuple(sorted([*marked, *blank], key=lambda cell: (cell.at.row, cell.at.column))))


def _cells_at(table: PageTable, cells: dict[tuple[int, int], PdfTableCell], box: Box) -> Iterator[tuple[int, int]]:
    """The row and column of the cell that a box lies in; of one that reaches over several, those of the blank cells that it covers."""
    row = bisect_right(table.ys, (box[1] + box[3]) / 2) - 1
    column = bisect_right(table.xs, (box[0] + box[2]) / 2) - 1
    if 0 <= row < len(table.ys) - 1 and 0 <= column < len(table.xs) - 1:
        cell = cells.get((row, column))
        if _is_within(box, cell.at.box if cell else _at(table, row, column).box):
            yield row, column
            return
    for row in range(len(table.ys) - 1):
        for column in range(len(table.xs) - 1):
            cell = cells.get((row, column))
            if not (cell and cell.lines) and _share(cell.at.box if cell else _at(table, row, column).box, box) > _COVERED:
                yield row, column


def _rows(cell: PdfTableCell) -> range:
    return range(cell.at.row, cell.at.row + cell.at.rows)


def _columns(cell: PdfTableCell) -> range:
    return range(cell.at.column, cell.at.column + cell.at.columns)


def _at(table: PageTable, row: int, column: int) -> RuledCell:
    return RuledCell(row, column, 1, 1, (table.xs[column], table.ys[row], table.xs[column + 1], table.ys[row + 1]))


def _is_list_mark(box: Box, words: Sequence[Word]) -> bool:
    """Whether a shape is the mark of a list: a dot with a text behind it on its line."""
    x0, top, x1, bottom = box
    if max(x1 - x0, bottom - top) > _LIST_MARK or min(x1 - x0, bottom - top) < _ROUND * max(x1 - x0, bottom - top):
        return False
    return any(0 < word.x0 - x1 < _MARK_GAP and word.top < (top + bottom) / 2 < word.bottom for word in words)


def find_outside(page: PageContent, tables: Sequence[PageTable], grids: Sequence[RuledGrid]) -> Iterator[PdfLine]:
    """What stands outside the tables that hold text, each as a line without text: large pictures, and grids with nothing but drawings."""
    if page.is_picture:
        return
    boxes = [table.box for table in tables]
    for grid in grids:
        within = [unread for box, unread in page.unread if _is_within(box, grid.box)]
        if within and not any(_share(grid.box, box) > _COVERED for box in boxes):
            boxes.append(grid.box)
            yield PdfLine((), "", grid.box, _NOTHING, within[0])
    left = [(box, unread) for box, unread in page.unread if not any(_share(box, other) > _COVERED for other in boxes)]
    for box, unread in left:
        if unread is Unread.FIELD or (unread is Unread.PICTURE and _may_hold_table(box, page)):
            yield PdfLine((), "", box, _NOTHING, unread)
    outlines = _find_outlines([box for box, unread in left if unread is Unread.DRAWING])
    if outlines and _may_hold_table(outlines, page):
        yield PdfLine((), "", outlines, _NOTHING, Unread.DRAWING)


def _find_outlines(drawings: Sequence[Box]) -> Box | None:
    """The box around drawings that are as many, and as much of one height, as the outlines of letters are; None where they are not."""
    heights = [bottom - top for _, top, _, bottom in drawings]
    if len(heights) < _FEWEST_LETTERS:
        return None
    usual = median(heights)
    if usual > _HIGHEST_LETTER or sum(abs(height - usual) < _ALIKE * usual for height in heights) < _MOST * len(heights):
        return None
    x0, top, x1, bottom = zip(*drawings, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _may_hold_table(box: Box, page: PageContent) -> bool:
    x0, top, x1, bottom = box
    if x1 - x0 < _WIDE * page.width or bottom - top < _HIGH or bottom < _HIGHEST * page.height or top > _LOWEST * page.height:
        return False
    is_ground = (x1 - x0) * (bottom - top) > _WHOLE * page.width * page.height
    return not is_ground and not any(_lies_on(word, box) for word in page.words)


def _lies_on(word: Word, box: Box) -> bool:
    return box[0] < (word.x0 + word.x1) / 2 < box[2] and box[1] < (word.top + word.bottom) / 2 < box[3]


def _is_within(box: Box, outer: Box) -> bool:
    return outer[0] - _WITHIN <= box[0] and box[2] <= outer[2] + _WITHIN and outer[1] - _WITHIN <= box[1] and box[3] <= outer[3] + _WITHIN


def _share(box: Box, other: Box) -> float:
    """The share of a box that another covers."""
    width, height = min(box[2], other[2]) - max(box[0], other[0]), min(box[3], other[3]) - max(box[1], other[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0
