"""Makes cells out of rows of pieces, and parts the rows of ruled tables that hold several.

It knows cells, pieces and where they stand. It must not know what a cell says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from jospar.extract.readers.pdf.borders import find_padding
from jospar.extract.readers.pdf.grid import RuledCell
from jospar.extract.readers.pdf.levels import Piece, PieceRow, is_figures, width_of
from jospar.extract.readers.pdf.rows import Rows, find_rows, is_one_number
from jospar.extract.readers.pdf.tables import PageTable, PdfTableCell

# What a margin of a cell takes, in points, as word processors set it; and a space between words, of the height of its type.
_MARGIN, _SPACE = 5.5, 0.3
# So many lines of figures are rows where no blank says so.
_FEWEST_LINES = 3


class SplitRows(NamedTuple):
    """The edges of rows, the cells in them, and the numbers of the rows whose ends are doubtful."""

    ys: tuple[float, ...]
    cells: tuple[PdfTableCell, ...]
    doubtful: frozenset[int]


def split_rows(table: PageTable) -> PageTable:
    """A ruled table with those of its rows parted that hold several, since nothing is ruled between them.

    Rows are parted only where figures stand on several lines, on each in two columns or more.
    """
    by_row: list[list[PdfTableCell]] = [[] for _ in table.ys[1:]]
    for cell in table.cells:
        by_row[cell.at.row].append(cell)
    margin = max(_MARGIN, find_padding(table))
    found = {row: rows for row, cells in enumerate(by_row) if (rows := _part(cells, table.xs, margin))}
    if not found:
        return table
    ys: list[float] = [table.ys[0]]
    cells: list[PdfTableCell] = []
    doubtful: set[int] = set()
    for row, own in enumerate(by_row):
        number = len(ys) - 1
        if row in found:
            parted = make_cells(found[row], table.xs, (table.ys[row], table.ys[row + 1]))
            cells.extend(replace(cell, at=replace(cell.at, row=number + cell.at.row)) for cell in parted.cells)
            doubtful.update(number + at for at in parted.doubtful)
            ys.extend(parted.ys[1:])
        else:
            cells.extend(replace(cell, at=replace(cell.at, row=number)) for cell in own)
            ys.append(table.ys[row + 1])
    return replace(table, ys=tuple(ys), cells=tuple(cells), doubtful_rows=frozenset(doubtful))


def _part(cells: Sequence[PdfTableCell], xs: Sequence[float], margin: float) -> Rows | None:
    """The rows that the cells of one ruled row hold, None where it is one."""
    if sum(len(cell.lines) > 1 for cell in cells if cell.at.column) < 2 or any(cell.at.rows > 1 for cell in cells):
        return None
    pieces = [Piece(cell.at.column, cell.at.column + cell.at.columns - 1, line) for cell in cells for line in cell.lines]
    lines = Counter(round(piece.line.box[3]) for piece in pieces if _is_figure(piece))
    if len(lines) < 2 or min(lines.values()) < 2:
        return None
    rows = find_rows(pieces, (), xs)
    is_told = not (rows.is_doubtful or rows.irregular or all(map(_may_be_one, cells))) and all(
        any(map(_is_figure, row)) for row in rows.rows
    )
    is_set = len(lines) >= _FEWEST_LINES and any(_has_set_figures(cell, xs, margin) for cell in cells)
    return rows if len(rows.rows) > 1 and (is_told or is_set) else None


def _is_figure(piece: Piece) -> bool:
    return 0 < piece.first == piece.last and is_figures(piece.line.text)


def _may_be_one(cell: PdfTableCell) -> bool:
    """Whether no figures of a cell stand below others that they can't go on with."""
    numbers = [line.text for line in cell.lines if is_figures(line.text)]
    return not cell.at.column or all(is_one_number(above, below) for above, below in pairwise(numbers))


def _has_set_figures(cell: PdfTableCell, xs: Sequence[float], margin: float) -> bool:
    """Whether figures stand below others beside which there was room for them: the width of the cell did not put them there."""
    width = xs[cell.at.column + cell.at.columns] - xs[cell.at.column]
    return any(
        is_figures(above.text) and is_figures(below.text) and width_of(above) + _SPACE * above.height + width_of(below) + 2 * margin < width
        for above, below in pairwise(cell.lines)
    )


def make_cells(rows: Rows, xs: Sequence[float], sides: tuple[float, float] | None = None) -> SplitRows:
    """The cells of rows: one for each column of a row, and one for the text that runs through several.

    Below a text that runs through columns, as the label of a group does, stands a row of its own; the cells beside it reach over both.
    `sides` are the upper and lower edge of the whole, which else are those of the text.
    """
    ys = [sides[0] if sides else min(piece.line.box[1] for piece in rows.rows[0])]
    cells: list[PdfTableCell] = []
    doubtful: set[int] = set()
    for index, row in enumerate(rows.rows):
        number, bottom = len(ys) - 1, max(piece.line.box[3] for piece in row)
        if index + 1 < len(rows.rows):
            bottom = (bottom + min(piece.line.box[1] for piece in rows.rows[index + 1])) / 2
        elif sides:
            bottom = sides[1]
        below = _below_groups(row)
        ys.extend([_between(row, below), bottom] if below else [bottom])
        cells.extend(_cells_of(row, below, number, xs, ys))
        if index in rows.irregular:
            doubtful.update(range(number, len(ys) - 1))
    return SplitRows(tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.at.row, cell.at.column))), frozenset(doubtful))


def _cells_of(row: PieceRow, below: PieceRow, number: int, xs: Sequence[float], ys: Sequence[float]) -> Iterator[PdfTableCell]:
    for first, last in _spans(row):
        own = [piece for piece in row if first <= piece.first <= last]
        lower = [piece for piece in own if piece in below]
        if lower:
            yield _make_cell([piece for piece in own if piece not in lower], (number, first, 1, last - first + 1), xs, ys)
            for column in range(first, last + 1):
                yield _make_cell([piece for piece in lower if piece.first == column], (number + 1, column, 1, 1), xs, ys)
        else:
            yield _make_cell(own, (number, first, 2 if below else 1, last - first + 1), xs, ys)


def _below_groups(row: PieceRow) -> PieceRow:
    """The pieces that stand in single columns below a text that runs through several of them, behind the first column.

    So labels of groups stand in a header, in which no figures stand higher; in other rows a text only reaches over its edge.
    """
    found: PieceRow = []
    for first, last in _spans(row):
        own = [piece for piece in row if first <= piece.first <= last]
        bottom = max(piece.line.box[3] for piece in own if first == last or piece.last > piece.first)
        lower = [piece for piece in own if piece.first == piece.last and (piece.line.box[1] + piece.line.box[3]) / 2 > bottom]
        if first and len({piece.first for piece in lower}) > 1:
            found.extend(lower)
    top = min((piece.line.box[1] for piece in found), default=0.0)
    return [] if any(_is_figure(piece) and piece.line.box[3] < top + piece.line.height / 2 for piece in row) else found


def _between(row: PieceRow, below: PieceRow) -> float:
    """The height of the edge between texts that run through columns and what stands below them."""
    top = min(piece.line.box[1] for piece in below)
    above = [piece.line.box[3] for piece in row if piece.last > piece.first and piece.line.box[3] <= top + piece.line.height / 2]
    return (max(above, default=top) + top) / 2


def _spans(row: Iterable[Piece]) -> list[tuple[int, int]]:
    """From which to which column the texts of a row run, each column once; the columns without text are left out."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted((piece.first, piece.last) for piece in row):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _make_cell(pieces: Iterable[Piece], at: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float]) -> PdfTableCell:
    row, column, rows, columns = at
    lines = tuple(sorted((piece.line for piece in pieces), key=lambda line: line.box[1]))
    box = xs[column], ys[row], xs[column + columns], ys[row + rows]
    return PdfTableCell(RuledCell(row, column, rows, columns, box), lines, overflows=False)
