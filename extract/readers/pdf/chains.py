"""Puts the tables together that go on from page to page: their columns, the headers that are printed again, the rows that a page end cut.

All of it is told by where lines and text stand and by how full lines are. It must not know what a row says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.readers.pdf.columns import go_on, unite
from extract.readers.pdf.lines import TextLine
from extract.readers.pdf.tables import PageTable, TableCell
from extract.wrap import PrintedLine, Words, join_lines

# The widest padding of a cell, in points.
_PADDING = 8.0
# A page is full, and a cell, where less than so many lines more would have fitted.
_FULL_PAGE, _FULL_CELL = 2.5, 1.6
_CODE = re.compile(r"\(?[^\W\d_]?\d{1,3}(?:\.\d{1,3}){0,5}\s?[.)]|\d{1,3}(?:\.\d{1,3})+\s")
_MOST_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A table as it stands on one page, in the table that it is a part of.

    `columns` are the numbers of the columns that begin at its edges, `width` is how many there are on all pages together, `padding` how far
    text stays away from borders, `widest` how wide the text of columns is, `again` how many rows at its top are a header again; `joined`
    are the rows that are second halves, whose lines stand in the cells of the row that they go on with; `merged` tells, for cells that only
    go on with one that is merged over rows before, which that is; `doubtful` are cells of rows that may be second halves, and stay rows of
    their own.
    """

    table: PageTable
    number: int
    columns: tuple[int, ...]
    width: int
    padding: float
    widest: Mapping[tuple[int, int], float]
    again: int
    joined: frozenset[int] = frozenset()
    merged: Mapping[int, TableCell] | None = None
    doubtful: tuple[TableCell, ...] = ()

    def whole_cells(self) -> Iterator[TableCell]:
        """The cells that no page end can have cut: those of the first row below the header and of the last are left out."""
        last = len(self.table.ys) - 2
        return (cell for cell in self.table.cells if cell.at.row > self.again and cell.at.row + cell.at.rows - 1 < last)

    def inner_width(self, cell: TableCell) -> float:
        """How wide the text of a cell may be, in points; where no lines part the columns, as wide as the widest text in them."""
        if not self.table.is_ruled:
            return self.widest[_columns(self, cell)]
        return cell.at.box[2] - cell.at.box[0] - 2 * self.padding


def make_parts(pages: Sequence[Sequence[PageTable | None]]) -> list[list[Part | None]]:
    """For what stands on each page, from its top to its bottom, the parts of tables; None is text.

    The first thing on a page, if it is a table, goes on with the last on the page before, if that is one with the same columns.
    """
    chains: list[list[PageTable]] = []
    last: PageTable | None = None
    for page in pages:
        for position, table in enumerate(page):
            if table is not None and position == 0 and last is not None and go_on(last.xs, table.xs):
                chains[-1].append(table)
            elif table is not None:
                chains.append([table])
        last = page[-1] if page else last
    made: dict[int, Part] = {}
    for number, chain in enumerate(chains, 1):
        edges = unite([table.xs for table in chain])
        width, widest = max(own[-1] for own in edges), _widest(chain, edges)
        for table, own in zip(chain, edges, strict=True):
            again = 0 if table is chain[0] else _rows_again(chain[0], table)
            made[id(table)] = Part(table, number, tuple(own), width, _padding(table), widest, again)
    return [[made[id(table)] if table is not None else None for table in page] for page in pages]


def join_cut_rows(parts: Sequence[Part], floors: Mapping[int, float], words: Words) -> list[Part]:
    """The parts of one table with the rows made whole that page ends cut; `floors` tells how far down the text of each page may reach."""
    done = [parts[0]]
    for part in parts[1:]:
        above = done[-1]
        row = part.again
        pairs = _pairs(above, part, row, floors, words)
        if pairs is None:
            done.append(replace(part, merged=_merged(above, part, row)))
            continue
        if not _is_second_half(above, pairs):
            doubtful = tuple(second for _, second in pairs[:1])
            done.append(replace(part, merged=_merged(above, part, row), doubtful=doubtful))
            continue
        cells = {id(first): replace(first, lines=first.lines + second.lines) for first, second in pairs}
        table = replace(above.table, cells=tuple(cells.get(id(cell), cell) for cell in above.table.cells))
        done[-1] = replace(above, table=table)
        done.append(replace(part, joined=part.joined | {row}, merged=_merged(above, part, row + 1)))
    return done


def _padding(table: PageTable) -> float:
    """How far text stays away from the borders of its cells, on either side, in points: as far as most of it begins behind the left one."""
    sides = [min(line.box[0] for line in cell.lines) - cell.at.box[0] for cell in table.cells if cell.lines]
    usual = Counter(round(side) for side in sides if 0 <= side <= _PADDING)
    most = max(usual, key=lambda side: (usual[side], -side), default=0)
    return min((side for side in sides if abs(side - most) <= 0.5), default=0.0)


def _widest(tables: Sequence[PageTable], columns: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
    """For the columns from one to another how wide the widest line in them is."""
    found: dict[tuple[int, int], float] = {}
    for table, own in zip(tables, columns, strict=True):
        for cell in table.cells:
            span = own[cell.at.column], own[cell.at.column + cell.at.columns]
            found[span] = max([found.get(span, 0.0), *(line.box[2] - line.box[0] for line in cell.lines)])
    return found


def _rows_again(first: PageTable, table: PageTable) -> int:
    """How many of the first rows are a header again; the end of a text may be cut off in it, where rows are kept low."""
    for row in range(min(_MOST_HEADER_ROWS, len(first.ys) - 1, len(table.ys) - 1)):
        texts, own = _texts(first, row), _texts(table, row)
        if len(own) != len(texts) or not any(own):
            return row
        if not all(text.startswith(mine) and bool(text) == bool(mine) for text, mine in zip(texts, own, strict=True)):
            return row
    return min(_MOST_HEADER_ROWS, len(first.ys) - 1, len(table.ys) - 1)


def _texts(table: PageTable, row: int) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in table.cells if cell.at.row == row]


def _row_at(part: Part, row: int) -> list[TableCell]:
    """The cells that reach to the bottom of a row."""
    return [cell for cell in part.table.cells if cell.at.row + cell.at.rows - 1 == row]


def _columns(part: Part, cell: TableCell) -> tuple[int, int]:
    return part.columns[cell.at.column], part.columns[cell.at.column + cell.at.columns]


def _pairs(
    above: Part, part: Part, row: int, floors: Mapping[int, float], words: Words
) -> list[tuple[TableCell, TableCell]] | None:
    """The cells of the last row of a page with those of the next page that go on with them; None where the row on the next page is its own.

    A row is cut only at the end of a page; each cell that goes on has filled its half, and what follows had no room on its last line.
    """
    bottom = above.table.ys[-1]
    last = {_columns(above, cell): cell for cell in _row_at(above, len(above.table.ys) - 2)}
    rest = [cell for cell in part.table.cells if cell.at.row == row and cell.lines]
    if not rest or _CODE.match(rest[0].lines[0].text) or all(not cell.lines for cell in last.values()):
        return None
    pairs: list[tuple[TableCell, TableCell]] = []
    for second in rest:
        first = last.get(_columns(part, second))
        if first is None or not first.lines or second.at.rows > 1:
            return None
        end, height = first.lines[-1], first.lines[-1].height
        if floors[above.table.page] - bottom > _FULL_PAGE * height or bottom - end.box[3] > _FULL_CELL * height:
            return None
        if not _goes_on(end, second.lines[0], above.inner_width(first), words):
            return None
        pairs.append((first, second))
    return pairs


def _is_second_half(above: Part, pairs: Sequence[tuple[TableCell, TableCell]]) -> bool:
    """Whether a row that may go on with the one above does: it begins within a sentence, its first column is blank, or it has no number in
    front where that one has. Else it may be a row of its own as well.
    """
    first_cells = _row_at(above, len(above.table.ys) - 2)[:1]
    is_coded = any(cell.lines and _CODE.match(cell.lines[0].text) for cell in first_cells)
    begun = pairs[0][1]
    return is_coded or begun.at.column > 0 or not begun.lines[0].text[0].isupper()


def _goes_on(end: TextLine, begin: TextLine, width: float, words: Words) -> bool:
    """Whether a line had no room for the first word of the next, and figures in both make one number."""
    above, below = end.measured, begin.measured
    if _has_room(above, below, width):
        return False
    return "\n" not in join_lines((above, below), width, words)[0]


def _has_room(above: PrintedLine, below: PrintedLine, width: float) -> bool:
    return width - above.width > below.first + 0.3 * above.height


def _merged(above: Part, part: Part, row: int) -> dict[int, TableCell]:
    """For blank cells of the first row those that they go on with: cells that are merged over rows on either page."""
    last = {_columns(above, cell): cell for cell in _row_at(above, len(above.table.ys) - 2)}
    before = above.merged or {}
    found: dict[int, TableCell] = {}
    for number, cell in enumerate(part.table.cells):
        first = last.get(_columns(part, cell))
        if first is None or first.at.row < max(part.again, 1):  # the cells of a header end with it
            continue
        if cell.at.row == row and not cell.lines and (cell.at.rows > 1 or first.at.rows > 1):
            own = next((at for at, other in enumerate(above.table.cells) if other is first), -1)
            found[number] = before.get(own, first)
    return found
