"""Where things are printed: the lines and rows of the source with their cells, out of the ledger, and the place of anything in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from extract.document import Place
from normalize.records import LedgerCell

_HEADER_RULE = "header"
NOWHERE = -1


@dataclass(frozen=True)
class Source:
    """The ledger of a document, line by line."""

    cells: tuple[LedgerCell, ...]

    @cached_property
    def lines(self) -> tuple[tuple[Place, tuple[LedgerCell, ...]], ...]:
        """Each line or row with its cells, in the order of the ledger."""
        return tuple((line, tuple(cells)) for line, cells in groupby(self.cells, key=lambda cell: _line_of(cell.place)))

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
        line = self._numbers.get(_line_of(place), NOWHERE)
        if line == NOWHERE:
            return NOWHERE, NOWHERE
        only = 0 if len(self.lines[line][1]) == 1 else NOWHERE
        return line, self._columns[line].get(place.column, only)

    def encode(self) -> list[Any]:
        """A list a line: page, line, table, row, the texts of its cells, the line that heads its table, and their boxes on a page."""
        encoded: list[Any] = []
        table, header = None, NOWHERE
        for number, (line, cells) in enumerate(self.lines):
            if line.table != table:
                table, header = line.table, NOWHERE
            entry = [line.page, line.line, line.table, line.row, [cell.text for cell in cells], header]
            entry.append([cell.place.column or 0 for cell in cells])
            if any(cell.place.bbox for cell in cells):
                entry.append([cell.place.bbox or "" for cell in cells])
            encoded.append(entry)
            if line.table is not None and cells[0].rule == _HEADER_RULE:
                header = number
        return encoded


def _line_of(place: Place) -> Place:
    return place._replace(column=None, bbox=None)
