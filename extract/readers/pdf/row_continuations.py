"""Makes the rows whole that the end of a page cuts, and lets cells that are merged over rows go on over it.

A cut is told by how full the page, the cells and their last lines are. It must not know what a row says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from jospar.extract.readers.line_joining import PrintedWords, join_lines
from jospar.extract.readers.pdf.levels import is_figures
from jospar.extract.readers.pdf.table_continuations import TablePart
from jospar.extract.readers.pdf.tables import PdfTableCell

# A page is full, and a cell, where less than so many lines more would have fitted.
_FULL_PAGE, _FULL_CELL = 2.5, 1.6
# Lines stand so far apart as a rule, of the height of the type.
_USUAL_LEADING = 1.2
# A word had room where more was left than itself and a space take, of the height.
_SPACE = 0.3
_CODE = re.compile(r"\(?[^\W\d_]?\d{1,3}(?:\.\d{1,3}){0,5}\s?[.)]|\d{1,3}(?:\.\d{1,3})+\s")


class _FirstRow(StrEnum):
    """What the first row of a page is: the second half of the last row before it, or a row of its own, for sure or not."""

    HALF = "half"
    PERHAPS_HALF = "perhaps half"
    PERHAPS_ROW = "perhaps row"
    ROW = "row"


class _Pair(NamedTuple):
    """A cell of the last row of a page, and the one of the next page that may go on with it."""

    first: PdfTableCell
    second: PdfTableCell


def join_cut_rows(parts: Sequence[TablePart], floors: Mapping[int, float], words: PrintedWords) -> list[TablePart]:
    """The parts of one table with the rows made whole that page ends cut; `floors` tells how far down the text of each page may reach."""
    done = [parts[0]]
    for part in parts[1:]:
        above, row = done[-1], part.again
        pairs = _pairs(above, part, row, floors[above.table.page])
        first_row = _judge(above, pairs, words)
        if first_row is _FirstRow.ROW and (evident := _evident_pairs(above, part, row)):
            first_row, pairs = _FirstRow.PERHAPS_HALF, evident
        if first_row in (_FirstRow.ROW, _FirstRow.PERHAPS_ROW):
            rows = tuple(pair.second for pair in pairs[:1] if first_row is _FirstRow.PERHAPS_ROW)
            done.append(replace(part, merged=_merged(above, part, row), rows=rows))
            continue
        whole = {id(first): _joined(first, second) for first, second in pairs}
        halves = tuple(whole[id(pair.first)] for pair in pairs if first_row is _FirstRow.PERHAPS_HALF)
        table = replace(above.table, cells=tuple(whole.get(id(cell), cell) for cell in above.table.cells))
        done[-1] = replace(above, table=table, halves=above.halves + halves)
        over_rows = {number: whole[id(pair.first)] for number, pair in _numbered(part, pairs) if pair.second.at.rows > 1}
        done.append(replace(part, joined=part.joined | {row}, merged=_merged(above, part, row + 1) | over_rows))
    return done


def _joined(first: PdfTableCell, second: PdfTableCell) -> PdfTableCell:
    return replace(first, lines=first.lines + second.lines, unread=first.unread or second.unread)


def _pairs(above: TablePart, part: TablePart, row: int, floor: float) -> list[_Pair]:
    """The cells of the last row of a page with those that may go on with them; none where the first row of the next page can't.

    A row is cut only at the end of a page, and each cell that goes on has filled its half; a number in front begins a row.
    """
    last = {above.span_of(cell): cell for cell in above.last_row}
    rest = [cell for cell in part.table.cells if cell.at.row == row and cell.lines]
    bottom = above.table.ys[-1]
    if not rest or _CODE.match(rest[0].lines[0].text):
        return []
    found = [last.get(part.span_of(second)) for second in rest]
    height = max((_line_height(first) for first in found if first and first.lines), default=0.0)
    pairs: list[_Pair] = []
    for second, first in zip(rest, found, strict=True):
        if first is None or not first.lines:
            return []
        if floor - bottom > _FULL_PAGE * height or bottom - first.lines[-1].box[3] > _FULL_CELL * height:
            return []
        pairs.append(_Pair(first, second))
    return pairs


def _evident_pairs(above: TablePart, part: TablePart, row: int) -> list[_Pair]:
    """The cells of a row with those of the row before that they must go on with, though these had room.

    There are figures before and none in the row, and either several of its cells begin within a sentence, or the row before has a number in
    front and this one has none, nor is it a label or a name that begins anew.
    """
    last = {above.span_of(cell): cell for cell in above.last_row if cell.lines}
    rest = [cell for cell in part.table.cells if cell.at.row == row and cell.lines]
    pairs = [_Pair(last[part.span_of(second)], second) for second in rest if part.span_of(second) in last]
    has_figures = any(is_figures(cell.lines[0].text) for cell in last.values() if cell.at.column)
    if not rest or len(pairs) < len(rest) or not has_figures or any(is_figures(cell.lines[0].text) for cell in rest):
        return []
    is_within = all(cell.lines[0].text[0].islower() for cell in rest)
    is_coded = any(cell.at.column == 0 and _CODE.match(f"{cell.lines[0].text} ") for cell in last.values())
    is_begun = len(rest) == 1 and rest[0].at.column == 1 and not is_within
    is_uncoded = is_coded and rest[0].at.column > 0 and not is_begun and not rest[0].lines[-1].text.endswith(":")
    return pairs if is_uncoded or (is_within and len(rest) > 1) else []


def _numbered(part: TablePart, pairs: Sequence[_Pair]) -> Iterator[tuple[int, _Pair]]:
    """The pairs with the numbers of their second cells among those of the table."""
    by_cell = {id(pair.second): pair for pair in pairs}
    return ((number, by_cell[id(cell)]) for number, cell in enumerate(part.table.cells) if id(cell) in by_cell)


def _line_height(cell: PdfTableCell) -> float:
    """How high a line of a cell is: its type, or more where its lines stand further apart than usual."""
    apart = [below.box[3] - above.box[3] for above, below in pairwise(cell.lines[-3:])]
    return max(cell.lines[-1].height, min(apart, default=0.0) / _USUAL_LEADING)


def _judge(above: TablePart, pairs: Sequence[_Pair], words: PrintedWords) -> _FirstRow:
    """What a row is: the second half where nothing of it had room on the page before, and it begins as no row does.

    It begins within a sentence, its first column is blank, or it has no number in front where the row above has one. A name that goes on
    within a sentence though there was room may be one whose line the writer ended.
    """
    if not pairs:
        return _FirstRow.ROW
    begun = pairs[0].second
    begins_low = begun.lines[0].text[0].islower()
    if not all(_goes_on(pair, above.inner_width(pair.first), words) for pair in pairs):
        is_name = len(pairs) == 1 and begun.at.column == 0 and not begun.lines[-1].text.endswith(":")
        return _FirstRow.PERHAPS_HALF if is_name and begins_low else _FirstRow.ROW
    is_coded = any(cell.lines and _CODE.match(cell.lines[0].text) for cell in above.last_row[:1])
    is_half = is_coded or begun.at.column > 0 or not begun.lines[0].text[0].isupper()
    return _FirstRow.HALF if is_half else _FirstRow.PERHAPS_ROW


def _goes_on(pair: _Pair, width: float, words: PrintedWords) -> bool:
    """Whether the last line of a cell had no room for the first word of the next, and figures in both make one number."""
    above, below = pair.first.lines[-1].measured, pair.second.lines[0].measured
    if width - above.width > below.first + _SPACE * above.height:
        return False
    return "\n" not in join_lines((above, below), width, words)[0]


def _merged(above: TablePart, part: TablePart, row: int) -> dict[int, PdfTableCell]:
    """For blank cells of the first row those that they go on with: cells that are merged over rows on either page."""
    last = {above.span_of(cell): cell for cell in above.last_row}
    before = above.merged or {}
    found: dict[int, PdfTableCell] = {}
    for number, cell in enumerate(part.table.cells):
        first = last.get(part.span_of(cell))
        if first is None or first.at.row < max(part.again, 1):  # the cells of a header end with it
            continue
        if cell.at.row == row and not cell.lines and (cell.at.rows > 1 or first.at.rows > 1):
            own = next((at for at, other in enumerate(above.table.cells) if other is first), -1)
            found[number] = before.get(own, first)
    return found
