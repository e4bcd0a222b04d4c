"""What the shape of a table says without any word of it: where its header ends, and whether it goes on with the table above.

A header is what stands above the first row of numbers. It must not know labels (columns.header) nor what a column holds (columns.layout).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from jospar.extract.columns.column import ColumnRole, TableLayout
from jospar.extract.columns.header import is_column_numbers
from jospar.extract.document import Block, Cell, Row
from jospar.extract.words.figures import is_one_number
from jospar.extract.words.years import YEAR

_YEAR = re.compile(YEAR)
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_LABEL = 200
_HIGHEST_HEADER = 5
_OF_NUMBERS = frozenset({ColumnRole.VALUE, ColumnRole.CHANGE, ColumnRole.OTHER, ColumnRole.REPEATED_VALUE})
# Of the rows with numbers, so many must have them in the columns of numbers.
_FITTING = 0.6


def tables_of(blocks: Sequence[Block]) -> Iterator[tuple[int, list[tuple[int, Row]]]]:
    """Each table of a document as its reader found it, by the position of its first row that prints something: its rows, each with its own
    position."""
    rows = [(position, block) for position, block in enumerate(blocks) if isinstance(block, Row) and any(cell.text for cell in block.cells)]
    for _, group in groupby(rows, key=lambda pair: pair[1].place.table):
        table = list(group)
        yield table[0][0], table


def header_size(rows: Sequence[Row]) -> int:
    """How many rows at the top of a table are its header by their shape alone; 0 where none is or where it can't be told.

    They stand above the first row of numbers, and words or years of them over the columns of those numbers. A row of one text is none: it
    heads a part of the table.
    """
    first = next((index for index, row in enumerate(rows) if _numbers_of(row)), 0)
    while first and _is_heading(rows[first - 1]):
        first -= 1
    header = rows[:first]
    labels = [row for row in header if not is_column_numbers(row)]
    if not 0 < len(labels) <= _HIGHEST_HEADER or any(len(cell.text) > _LONGEST_LABEL for row in header for cell in row.cells):
        return 0
    if any(map(_is_numbered, header)):
        return 0
    numbered = next(row for row in rows[first:] if _numbers_of(row))
    columns = [index for index, cell in enumerate(numbered.cells) if is_one_number(cell.text)]
    headed = [any(index < len(row.cells) and _is_label(row.cells[index].text) for row in header) for index in columns]
    return len(header) if headed and headed[-1] and sum(headed) * 2 > len(headed) else 0


def has_numbers(rows: Sequence[Row]) -> bool:
    """Whether any row is one of data with numbers."""
    return any(map(_numbers_of, rows))


def goes_on(layout: TableLayout, rows: Sequence[Row]) -> bool:
    """Whether rows fit the columns of the table above: no header of their own, numbers where it has numbers, and as many columns."""
    printed = [row for row in rows if len(row.printed) > 1]
    if not printed:
        return True
    if min(len(row.cells) for row in printed) > len(layout.columns):
        return False
    numbered = [row for row in printed if _numbers_of(row)]
    if not numbered or not layout.values:
        return True
    if header_size(rows):
        return False
    wanted = {column.index for column in layout.columns if column.role in _OF_NUMBERS}
    name = layout.find(ColumnRole.NAME)
    fitting = [
        row
        for row in numbered
        if not wanted.isdisjoint(index for index, cell in enumerate(row.cells) if is_one_number(cell.text))
        and (name is None or name.index >= len(row.cells) or not is_one_number(row.cells[name.index].text))
    ]
    return len(fitting) >= _FITTING * len(numbered)


def _numbers_of(row: Row) -> list[Cell]:
    """The numbers of a row of data: none in a row of years or of column numbers."""
    numbers = [cell for cell in row.printed if is_one_number(cell.text)]
    if all(_YEAR.fullmatch(cell.text) for cell in numbers):
        return []
    if is_column_numbers(row):
        return []
    # A number in front of a name is its own, not a number of the row.
    return numbers if len(numbers) > 1 or not is_one_number(row.printed[0].text) else []


def _is_numbered(row: Row) -> bool:
    """Whether a row has a number of its own in front, as one of data has."""
    first = row.printed[0].text
    return is_one_number(first) and _YEAR.fullmatch(first) is None and not is_column_numbers(row)


def _is_label(text: str) -> bool:
    """Whether a text may label a column: it has a letter, or is a year; a dash is a cell without a number."""
    return _LETTER.search(text) is not None or _YEAR.search(text) is not None


def _is_heading(row: Row) -> bool:
    """Whether a row prints one text, be it merged over all columns."""
    return len(row.printed) == 1 or len({cell.text for cell in row.printed}) == 1
