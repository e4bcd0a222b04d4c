"""The ledger: how each non-empty cell and line of the source ended. Used in a record, ignored by a named rule, or flagged by an issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.document import Cell, Place, Printed
from extract.outline import Outline
from normalize.issues import Note
from normalize.records import Fate, LedgerCell


@dataclass(frozen=True, slots=True)
class Use:
    """A cell of the source that went into a column of a record."""

    place: Place
    table: str
    record_id: str
    column: str


def use_of(printed: Printed | None, table: str, record_id: str, column: str) -> Iterator[Use]:
    """The uses of all cells that a field was printed in."""
    for cell in printed.cells if printed else ():
        yield Use(cell.place, table, record_id, column)


def unused_cells(outline: Outline, uses: Mapping[Place, Use], flagged: Mapping[Place, str]) -> Iterator[Note]:
    """A note for each line that has cells which nothing used, ignored or flagged, so that no cell is lost in silence."""
    lines: dict[tuple[int | None, ...], list[Cell]] = {}
    for cell in outline.raw.cells():
        if cell.place not in uses and cell.place not in outline.ignored and cell.place not in flagged:
            place = cell.place
            lines.setdefault((place.page, place.line, place.table, place.row), []).append(cell)
    for cells in lines.values():
        yield Note("cell_not_used", cells[0].place, " | ".join(cell.text for cell in cells), flags=tuple(cells))


def make_ledger(document_id: str, outline: Outline, uses: Mapping[Place, Use], flagged: Mapping[Place, str]) -> tuple[LedgerCell, ...]:
    """One entry for every cell of the source, in reading order. A use comes before a rule, a rule before a flag."""
    return tuple(
        _entry(document_id, number, cell, uses.get(cell.place), outline, flagged) for number, cell in enumerate(outline.raw.cells(), 1)
    )


def _entry(document_id: str, number: int, cell: Cell, use: Use | None, outline: Outline, flagged: Mapping[Place, str]) -> LedgerCell:
    cell_id = f"{document_id}/c{number}"
    rule = outline.rules.get(cell.place, "unread_row")
    if use is not None:
        return LedgerCell(document_id, cell_id, cell.place, cell.text, Fate.USED, rule, use.table, use.record_id, use.column)
    if cell.place in outline.ignored:
        return LedgerCell(document_id, cell_id, cell.place, cell.text, Fate.IGNORED, outline.ignored[cell.place], None, None, None)
    return LedgerCell(document_id, cell_id, cell.place, cell.text, Fate.FLAGGED, flagged.get(cell.place, rule), None, None, None)


def count_fates(cells: Iterable[LedgerCell]) -> dict[Fate, int]:
    """How many cells ended each way."""
    counts = dict.fromkeys(Fate, 0)
    for cell in cells:
        counts[cell.fate] += 1
    return counts
