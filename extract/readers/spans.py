"""Puts cells that reach over columns and rows into the grid of their table, for the formats that write tables so: HTML and Word.

It knows spans only. It must not know what a cell says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jospar.extract.document import Cell, Place, Row, Unread, UnreadableDocument
from jospar.extract.limits import MAX_COLUMNS, MAX_TABLE_CELLS


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell as the format writes it: its text, and over how many columns and rows it reaches.

    `unread` is what it shows that is no text, `hidden` what is in it that nobody sees.
    """

    text: str
    columns: int = 1
    rows: int = 1
    unread: Unread | None = None
    hidden: tuple[str, ...] = ()


def make_rows(rows: Sequence[Sequence[SpannedCell]], table: int, first_line: int, lines: Sequence[int] = ()) -> list[Row]:
    """The rows of table number `table`, the first of which is block number `first_line` of the document.

    `lines` are the numbers of all rows where these do not follow each other.

    Each row has as many cells as the widest; a merged cell is one and the same in all that it covers. A cell that would reach below the
    last row ends there; where two claim a place, the one that began first keeps it. Raises UnreadableDocument: too_many_columns.

    >>> year, name, ten = SpannedCell("2024", columns=2), SpannedCell("Саны", rows=2), SpannedCell("10")
    >>> for row in make_rows([[name, year], [ten, ten]], table=1, first_line=1): print([cell.text for cell in row.cells])
    ['Саны', '2024', '2024']
    ['Саны', '10', '10']
    """
    slots: list[list[Cell | None]] = [[] for _ in rows]
    numbers = lines or range(first_line, first_line + len(rows))
    filled = 0
    for number, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < len(slots[number]) and slots[number][column] is not None:
                column += 1
            if column + cell.columns > MAX_COLUMNS:
                raise UnreadableDocument("too_many_columns", f"table {table} has more than {MAX_COLUMNS:,}")
            filled += cell.columns * min(cell.rows, len(rows) - number)
            _ensure_size(filled, table)
            placed = Cell(cell.text, Place(None, numbers[number], table, number + 1, column + 1, None), unread=cell.unread)
            for line in slots[number : number + cell.rows]:
                line.extend([None] * (column + cell.columns - len(line)))
                for at in range(column, column + cell.columns):
                    if line[at] is None:
                        line[at] = placed
            column += cell.columns
    width = max(map(len, slots), default=0)
    _ensure_size(width * len(slots), table)
    return [_make_row(line, width, table, numbers[number], number + 1) for number, line in enumerate(slots)]


def hidden_cells(rows: Sequence[Sequence[SpannedCell]], placed: Sequence[Row]) -> Iterator[Cell]:
    """What nobody sees of the cells that make_rows has placed, each where its cell stands."""
    for cells, row in zip(rows, placed, strict=True):
        begun = {id(cell): cell.place for cell in row.cells if cell.place.row == row.place.row}
        for cell, place in zip(cells, begun.values(), strict=False):
            yield from (Cell(text, place) for text in cell.hidden)


def _ensure_size(places: int, table: int) -> None:
    if places > MAX_TABLE_CELLS:
        raise UnreadableDocument("too_many_columns", f"table {table} has more than {MAX_TABLE_CELLS:,} places for cells")


def _make_row(line: Sequence[Cell | None], width: int, table: int, number: int, row: int) -> Row:
    """A row with blank cells where none reaches."""
    place = Place(None, number, table, row, None, None)
    padded = [*line, *[None] * (width - len(line))]
    return Row(tuple(cell or Cell("", place._replace(column=column)) for column, cell in enumerate(padded, 1)), place)
