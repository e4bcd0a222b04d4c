"""Where things are printed: the lines and rows of the source with their cells, out of the ledger, and the place of anything in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from jospar.extract.document import Place
from jospar.extract.lines.rules.base import HEADER_RULES
from jospar.normalize.records import LedgerCell

NOWHERE = -1


@dataclass(frozen=True)
class SourceLines:
    """The ledger of a document, line by line."""

    cells: tuple[LedgerCell, ...]

    @cached_property
    def lines(self) -> tuple[tuple[Place, tuple[LedgerCell, ...]], ...]:
        """Each line or row with its cells, in the order of the ledger."""
        return tuple((line, tuple(cells)) for line, cells in groupby(self.cells, key=lambda cell: line_of(cell.place)))

    @cached_property
    def _numbers(self) -> dict[Place, int]:
        numbers: dict[Place, int] = {}
        for number, (line, _) in enumerate(self.lines):
            numbers.setdefault(line, number)
        return numbers

    @cached_property
    def _columns(self) -> tuple[dict[int | None, int], ...]:
        """For each line, the number of its cell in each column."""
        return tuple(
            {column: number for number, column in reversed([*enumerate(cell.place.column for cell in cells)])} for _, cells in self.lines
        )

    def find(self, place: Place) -> tuple[int, int]:
        """The number of a line, and of the cell in it; NOWHERE where there is no such line, or where the whole line is meant."""
        line = self._numbers.get(line_of(place), NOWHERE)
        if line == NOWHERE:
            return NOWHERE, NOWHERE
        only = 0 if len(self.lines[line][1]) == 1 else NOWHERE
        return line, self._columns[line].get(place.column, only)

    def text_at(self, at: tuple[int, int]) -> str | None:
        """What a cell says that `find` named; None where a whole line is meant."""
        line, cell = at
        return None if NOWHERE in at else self.lines[line][1][cell].text

    def _count_columns(self) -> dict[int | None, int]:
        """How many columns each table has."""
        widths: dict[int | None, int] = {}
        for cell in self.cells:
            if cell.place.column is not None:
                widths[cell.place.table] = max(widths.get(cell.place.table, 0), cell.place.column)
        return widths

    def encode(self) -> list[Any]:
        """A list a line: page, line, table, row, its cells, their columns, the lines that head its table, and their boxes on a page.

        The columns are 0 where they are 1, 2, 3 and so on.
        """
        encoded: list[Any] = []
        widths = self._count_columns()
        table: int | None = None
        heads: list[int] = []
        within_head = False
        for number, (line, cells) in enumerate(self.lines):
            is_head = line.table is not None and cells[0].rule in HEADER_RULES
            # A table that a page end cut has its header in the part before, if it is as wide.
            if line.table is not None:
                if widths.get(line.table) != widths.get(table) or (is_head and not within_head):
                    heads = []
                table = line.table
            entry: list[Any] = [line.page, line.line, line.table, line.row, [cell.text for cell in cells]]
            columns = [cell.place.column or 0 for cell in cells]
            entry += [0 if columns == [*range(1, len(cells) + 1)] else columns, heads if line.table is not None and not is_head else []]
            if any(cell.place.bbox for cell in cells):
                entry.append([cell.place.bbox or "" for cell in cells])
            encoded.append(entry)
            within_head = is_head
            if is_head:
                heads = [*heads, number]
        return encoded


def line_of(place: Place) -> Place:
    """The line or row that a place is in."""
    return place._replace(column=None, bbox=None)
