"""Turns tables whose years stand in the rows, so that they are read as all others are: a row for each name, a column for each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jospar.extract.columns.header import cell_kind
from jospar.extract.columns.shape import tables_of
from jospar.extract.document import Block, Cell, RawDocument, Row
from jospar.extract.words.figures import is_missing_mark, is_one_number
from jospar.extract.words.years import find_years

_FEWEST_YEARS, _FEWEST_NAMES = 2, 1


def turn_tables(raw: RawDocument) -> RawDocument:
    """The document with each table turned whose first column counts years below a row of names, and that holds nothing but numbers."""
    turned = {position: list(_turn([row for _, row in table])) for position, table in tables_of(raw.blocks) if _counts_years(table)}
    if not turned:
        return raw
    gone = {position for start, table in tables_of(raw.blocks) if start in turned for position, _ in table}
    blocks: list[Block] = []
    for position, block in enumerate(raw.blocks):
        blocks.extend(turned.get(position, ()))
        if position not in gone:
            blocks.append(block)
    return replace(raw, blocks=tuple(blocks))


def _counts_years(table: Sequence[tuple[int, Row]]) -> bool:
    header, *rows = (row for _, row in table)
    width = len(header.cells)
    names = header.cells[1:]
    if len(rows) < _FEWEST_YEARS or width <= _FEWEST_NAMES or any(len(row.cells) != width for row in rows):
        return False
    is_named = all(cell.text and cell_kind(cell.text) != "year" and not is_one_number(cell.text) for cell in names)
    if not is_named or len({*map(id, names)}) < len(names):
        return False
    years = [find_years(row.cells[0].text) if cell_kind(row.cells[0].text) == "year" else [] for row in rows]
    if any(len(found) != 1 for found in years) or any(int(left[0]) >= int(right[0]) for left, right in pairwise(years)):
        return False
    return all(not cell.text or is_one_number(cell.text) or is_missing_mark(cell.text) for row in rows for cell in row.cells[1:])


def _turn(rows: Sequence[Row]) -> Iterator[Row]:
    for index in range(len(rows[0].cells)):
        cells: tuple[Cell, ...] = tuple(row.cells[index] for row in rows)
        yield Row(cells, cells[0].place)
