"""Puts the tables together that go on from page to page: their columns, and the headers that are printed again.

All of it is told by where lines and text stand. It must not know what a row says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jospar.extract.readers.pdf.borders import measure_borders
from jospar.extract.readers.pdf.columns import go_on, unite
from jospar.extract.readers.pdf.tables import PageTable, PdfTableCell
from jospar.extract.words.figures import is_piece_of_number

# Half a character, of the height of its type: so much less than a line that is all but full may be all that there is room for.
_HALF_CHAR = 0.25
_MOST_HEADER_ROWS = 4
# A header may be printed again of so many tables: text that runs through parts a table into several.
_HEADERS = 6


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as it stands on one page, in the table that it is a part of.

    `columns` are the numbers of the columns that begin at its edges, `width` is how many there are on all pages together, `padding` how far
    text stays away from borders, `shifts` how far to the right of the edges that were found borders must be by their text, `widest` how
    wide the text of columns is, `again` how many rows at its top are a header again; `joined` are the rows that are second halves, whose
    lines stand in the cells of the row that they go on with; `merged` tells, for cells that only go on with one that is merged over rows
    before, which that is. What is doubtful: `halves` are cells with a second half that may be a row of its own, `rows` the first cells of
    rows of their own that may be second halves.
    """

    table: PageTable
    number: int
    columns: tuple[int, ...]
    width: int
    padding: float
    shifts: Mapping[int, float]
    widest: Mapping[tuple[int, int], float]
    again: int
    joined: frozenset[int] = frozenset()
    merged: Mapping[int, PdfTableCell] | None = None
    halves: tuple[PdfTableCell, ...] = ()
    rows: tuple[PdfTableCell, ...] = ()

    def span_of(self, cell: PdfTableCell) -> tuple[int, int]:
        """The columns of the whole table that a cell reaches over: the first, and the one behind the last."""
        return self.columns[cell.at.column], self.columns[cell.at.column + cell.at.columns]

    @property
    def last_row(self) -> list[PdfTableCell]:
        """The cells that reach to the bottom of the part."""
        return [cell for cell in self.table.cells if cell.at.row + cell.at.rows == len(self.table.ys) - 1]

    def whole_cells(self) -> Iterator[PdfTableCell]:
        """The cells that no page end can have cut: those of the first row below the header and of the last are left out."""
        last = len(self.table.ys) - 2
        return (cell for cell in self.table.cells if cell.at.row > self.again and cell.at.row + cell.at.rows - 1 < last)

    def inner_width(self, cell: PdfTableCell) -> float:
        """How wide the text of a cell may be, in points; where no lines part the columns, as wide as the widest text in them."""
        if not self.table.is_ruled:
            return self.widest[self.span_of(cell)]
        x0, _, x1, _ = cell.at.box
        shifts = self.shifts
        width = x1 + shifts.get(cell.at.column + cell.at.columns, 0.0) - x0 - shifts.get(cell.at.column, 0.0) - 2 * self.padding
        if len(cell.lines) < 2 or not all(is_piece_of_number(line.text) for line in cell.lines):
            return width
        # Borders are measured to a point or two, and half a figure decides how a number goes on: the widest line tells more exactly.
        height, widest = cell.lines[0].height, self.widest[self.span_of(cell)]
        return min(width, widest + _HALF_CHAR * height) if width - widest < height else width


def make_parts(pages: Sequence[Sequence[PageTable | None]]) -> list[list[TablePart | None]]:
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
    made: dict[int, TablePart] = {}
    for number, chain in enumerate(chains, 1):
        edges = unite([table.xs for table in chain])
        width, widest = max(own[-1] for own in edges), _widest(chain, edges)
        for table, own in zip(chain, edges, strict=True):
            before = [first for first, *_ in chains[max(0, number - _HEADERS) : number] if go_on(first.xs, table.xs)]
            again = 0 if table is chain[0] else max((_rows_again(first, table) for first in before), default=0)
            made[id(table)] = TablePart(table, number, tuple(own), width, *measure_borders(table), widest, again)
    return [[made[id(table)] if table is not None else None for table in page] for page in pages]


def _widest(tables: Sequence[PageTable], columns: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
    """For the columns from one to another how wide the widest line in them is."""
    found: dict[tuple[int, int], float] = {}
    for table, own in zip(tables, columns, strict=True):
        for cell in table.cells:
            span = own[cell.at.column], own[cell.at.column + cell.at.columns]
            found[span] = max([found.get(span, 0.0), *(line.box[2] - line.box[0] for line in cell.lines)])
    return found


def _rows_again(first: PageTable, table: PageTable) -> int:
    """How many of the first rows are a header again, with or without the headings that stand above it in the first table."""
    headings = next((row for row in range(len(first.ys) - 1) if sum(map(bool, _texts(first, row))) > 1), 0)
    return max(_rows_alike(first, table, start) for start in {0, headings})


def _rows_alike(first: PageTable, table: PageTable, start: int) -> int:
    """How many rows are as those of the first table from `start` on; the end of a text may be cut off, where rows are kept low."""
    most = min(_MOST_HEADER_ROWS, len(first.ys) - 1 - start, len(table.ys) - 1)
    for row in range(most):
        texts, own = _texts(first, start + row), _texts(table, row)
        if len(own) != len(texts) or not any(own):
            return row
        if not all(text.startswith(mine) and bool(text) == bool(mine) for text, mine in zip(texts, own, strict=True)):
            return row
    return most


def _texts(table: PageTable, row: int) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in table.cells if cell.at.row == row]
