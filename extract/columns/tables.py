"""Gives every line of a document the layout that it is read by, and every row its fields.

It knows where headers begin and end and that a layout holds until the next one. What a row is, is decided by jospar.extract.lines.rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from jospar.extract.columns.column import TableLayout
from jospar.extract.columns.fields import Fields, begins_another_table, lone_fields, read_fields
from jospar.extract.columns.header import (
    MAX_HEADER_ROWS,
    is_column_numbers,
    is_header_row,
    is_lower_header_row,
    is_upper_header_row,
    row_key,
)
from jospar.extract.columns.layout import read_bare_layout, read_layout, read_unknown_layout, same_columns
from jospar.extract.columns.shape import goes_on, has_numbers, header_size, tables_of
from jospar.extract.document import Block, Cell, Gap, Paragraph, Place, Printed, Row, on_one_line
from jospar.extract.limits import MAX_CELL_CHARS
from jospar.extract.lines.headings import is_page_number
from jospar.extract.words.figures import DASHES
from jospar.extract.words.periods import TitlePeriod, find_title_period

_ROWS_FOR_SHAPE, _ENOUGH_ROWS, _LOOK_AHEAD = 40, 3, 60
_SHORTEST_HEADING, _LINES_OF_TITLE = 5, 12
_DIGIT = re.compile(r"\d")
_RULED = re.compile(rf"[{DASHES}=_\s]+")


class HeaderPart(StrEnum):
    """What part of a table's header a row is."""

    HEADER = "header"
    REPEATED = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"


# The header rows of a document by their positions: the rule that each falls under, and with the first of a header all rows of that header.
_Headers = dict[int, tuple[HeaderPart, tuple[Row, ...]]]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row or a paragraph with what stands around it.

    `header` is the part of a header that it is, if it is one; `fields` are those of a row below a header; `lone` is the text of a
    paragraph, or of a row with one printed cell; `gap` says that the paper may have been cut right before it.
    """

    block: Row | Paragraph
    cells: tuple[Cell, ...]
    layout: TableLayout | None
    header: HeaderPart | None
    fields: Fields | None
    lone: Printed | None
    gap: bool
    starts_block: bool

    @property
    def place(self) -> Place:
        """Where the line stands."""
        return self.block.place if isinstance(self.block, Row) else self.block.cell.place

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return isinstance(self.block, Row)

    @property
    def is_spanned(self) -> bool:
        """Whether a row has nothing but a name that is merged over all columns on its right, so that no number was left out there."""
        if not isinstance(self.block, Row) or len(self.block.cells) <= 2 or self.fields is None or self.fields.name is None:
            return False
        last = self.block.cells[-1]
        return all(cell is last for cell in self.block.cells[1:]) and any(cell is last for cell in self.fields.name.cells)


def read_tables(blocks: Sequence[Block]) -> tuple[tuple[SourceLine, ...], tuple[TableLayout, ...]]:
    """Every line with its layout, and all layouts in order, those too that only spell the one before otherwise."""
    layouts: list[TableLayout] = []
    lines = list(_lines(blocks, layouts))
    return tuple(lines), tuple(layouts)


def _lines(blocks: Sequence[Block], layouts: list[TableLayout]) -> Iterator[SourceLine]:
    """A cell that is merged over several rows belongs to the line of its first."""
    holding = _HoldingLayout(blocks, layouts)
    gap = after_text = False
    merged: set[int] = set()
    for position, block in enumerate(blocks):
        if isinstance(block, Gap):
            gap = True
            continue
        cells = tuple(cell for cell in _printed_cells(block) if id(cell) not in merged)
        if not cells:
            continue
        if isinstance(block, Row):
            merged.update(map(id, cells))
        header = holding.read_header(position, block) if isinstance(block, Row) else None
        is_too_long = any(len(cell.text) > MAX_CELL_CHARS for cell in cells)
        lone = None if is_too_long else _lone(_printed_cells(block))
        fields = None
        if isinstance(block, Row) and holding.layout is not None and not header and not is_too_long:
            fields = lone_fields(block, holding.layout, lone) if lone is not None else read_fields(block, holding.layout)
            if (gap or after_text) and begins_another_table(fields):
                fields = read_fields(block, holding.begin_unknown(block))
        yield SourceLine(block, cells, holding.layout, header, fields, lone, gap, gap or position == 0)
        gap = header is not None or _is_rule(cells)
        after_text = isinstance(block, Paragraph)
        holding.pass_by(block, header)


class _HoldingLayout:
    """The layout that holds while the lines of a document go by, and what the next one depends on.

    `_last` is the last layout that was understood, which a table after one that is not may go on with; `_above` are the lines of text since
    the last row, `_front` those above the first.
    """

    def __init__(self, blocks: Sequence[Block], layouts: list[TableLayout]) -> None:
        self._blocks, self._layouts = blocks, layouts
        self._headers, self._tables = _find_headers(blocks), dict(tables_of(blocks))
        self.layout: TableLayout | None = None
        self._last: TableLayout | None = None
        self._repeats = False
        self._numbers: tuple[str, ...] = ()
        self._above: list[str] = []
        self._front: list[str] = []
        self._period: TitlePeriod | None = None

    def read_header(self, position: int, row: Row) -> HeaderPart | None:
        """What part of a header a row is; the first row of a table or of a header may change the layout."""
        if position in self._tables and position not in self._headers:
            self._begin_table(self._tables[position])
        part, rows = self._headers.get(position, (None, ()))
        if part is HeaderPart.COLUMN_NUMBERS or (part is None and self._numbers and row_key(row) == self._numbers):
            self._numbers = row_key(row)
            return HeaderPart.COLUMN_NUMBERS
        if rows:
            self._begin_layout(position, rows)
        return HeaderPart.REPEATED if part is HeaderPart.HEADER and self._repeats else part

    def begin_unknown(self, row: Row) -> TableLayout:
        """The layout of a table whose header, this row, is not understood; no later table goes on with an older one."""
        self.layout, self._last = read_unknown_layout(row), None
        self._layouts.append(self.layout)
        return self.layout

    def pass_by(self, block: Row | Paragraph, header: HeaderPart | None) -> None:
        """Keeps the lines of text that stand above the next table."""
        if isinstance(block, Paragraph):
            self._above.append(block.cell.text)
        elif self._above and not header:
            self._front, self._above = self._front or self._above, []

    def _begin_table(self, table: Sequence[tuple[int, Row]]) -> None:
        goes_on_here = self._last is not None and _goes_on(self._last, table, self._headers)
        self.layout = self._last if goes_on_here else None
        position, row = table[0]
        if self.layout and len(table) > 1 and is_column_numbers(row) and len(row.printed) == len(self.layout.columns):
            self._headers[position] = (HeaderPart.COLUMN_NUMBERS, ())
        if self.layout is None:
            self._headers |= _header_by_shape(table, self._headers)
            if not any(place in self._headers for place, _ in table):
                self._begin_bare([row for _, row in table])

    def _begin_bare(self, rows: Sequence[Row]) -> None:
        """A table without a header, which no other table goes on with."""
        self.layout = read_bare_layout(rows, self._date_table())
        if self.layout is not None:
            self._layouts.append(self.layout)

    def _date_table(self) -> TitlePeriod | None:
        """The period in the title of a table that begins here; one right below another stands under the same title."""
        self._period = _title_period(self._above, self._front) if self._above else self._period
        return self._period

    def _begin_layout(self, position: int, rows: Sequence[Row]) -> None:
        new = read_layout(rows, _rows_below(self._blocks, position, self._headers), self._date_table())
        last = self._last
        as_before = last is not None and all(row_key(row) in last.header_rows for row in rows)
        if last is not None and _near_period(self._above) is not None and _are_of_other_years(last, new):
            as_before = False
        self._repeats = as_before or (last is not None and same_columns(last, new))
        if not as_before:
            self._layouts.append(new)
        self.layout = self._last = last if self._repeats else new


def _goes_on(layout: TableLayout, table: Sequence[tuple[int, Row]], headers: _Headers) -> bool:
    """Whether a table goes on with the columns of the one above, as far as the first header of its own.

    Rows without a number above a header are facts about the table below them, as a passport has.
    """
    rows = [row for _, row in takewhile(lambda pair: pair[0] not in headers, table)]
    return goes_on(layout, rows) and (len(rows) == len(table) or has_numbers(rows))


def _header_by_shape(table: Sequence[tuple[int, Row]], headers: _Headers) -> _Headers:
    """The header of a table none of whose labels are known."""
    if any(position in headers for position, _ in table):
        return {}
    rows = [row for _, row in table]
    size = header_size(rows)
    header = [(position, row) for position, row in table[:size] if not is_column_numbers(row)]
    found: _Headers = {position: (HeaderPart.COLUMN_NUMBERS, ()) for position, _ in table[:size]}
    found |= {position: (HeaderPart.HEADER, ()) for position, _ in header}
    if header:
        found[header[0][0]] = (HeaderPart.HEADER, tuple(row for _, row in header))
    return found


def _title_period(above: Sequence[str], front: Sequence[str]) -> TitlePeriod | None:
    """The period that the nearest line above a table names, or else one of the first lines of the document."""
    first = (found for line in (front or above)[:_LINES_OF_TITLE] if (found := find_title_period(line)) is not None)
    return _near_period(above) or next(first, None)


def _near_period(above: Sequence[str]) -> TitlePeriod | None:
    """The period that the nearest line above a table names."""
    return next((found for line in reversed(above[-_LINES_OF_TITLE:]) if (found := find_title_period(line)) is not None), None)


def _are_of_other_years(last: TableLayout, new: TableLayout) -> bool:
    """Whether the same header stands below another title, which dates the columns that name no year: `За 2024 год`, then `За 2025 год`."""
    old = {column.index: (column.year, column.part) for column in last.values}
    return any(column.year and (column.year, column.part) != old.get(column.index) for column in new.values)


def _lone(cells: tuple[Cell, ...]) -> Printed | None:
    """The one text of a line; also of a merged row that was copied into every one of its columns."""
    text = cells[0].text
    copied = len(cells) > 1 and len(text) > _SHORTEST_HEADING and all(cell.text == text for cell in cells)
    return Printed(on_one_line(text), cells) if len(cells) == 1 or copied else None


def _printed_cells(block: Block) -> tuple[Cell, ...]:
    if isinstance(block, Row):
        return block.printed
    return (block.cell,) if isinstance(block, Paragraph) else ()


def _is_rule(cells: Sequence[Cell]) -> bool:
    return all(_RULED.fullmatch(cell.text) for cell in cells) and any(len(cell.text) > 1 for cell in cells)


def is_rule_of_dashes(line: SourceLine) -> bool:
    """Whether a line is ruled rather than written: dashes only, in each of its cells."""
    return _is_rule(line.cells)


def _find_headers(blocks: Sequence[Block]) -> _Headers:
    """The positions of all header rows, each with the rule it falls under; the first of a header has all rows of that header with it."""
    found: _Headers = {}
    for position, block in enumerate(blocks):
        if position in found or not isinstance(block, Row) or not _begins_header(blocks, position, block):
            continue
        rows, first = [block], row_key(block)
        for at, row in _following_rows(blocks, position + 1):
            if is_column_numbers(row):
                found[at] = (HeaderPart.COLUMN_NUMBERS, ())
                break
            if all(any(cell is upper for upper in rows[-1].cells) for cell in row.printed):
                found[at] = (HeaderPart.HEADER, ())  # nothing of its own: the cells above reach down through it
                continue
            if len(rows) >= MAX_HEADER_ROWS or row_key(row) == first or not is_lower_header_row(row, rows):
                break
            found[at] = (HeaderPart.HEADER, ())
            rows.append(row)
        found[position] = (HeaderPart.HEADER, tuple(rows))
    return found


def _begins_header(blocks: Sequence[Block], position: int, row: Row) -> bool:
    if is_header_row(row):
        return True
    below = next((row for _, row in _following_rows(blocks, position + 1)), None)
    return below is not None and is_upper_header_row(row, below)


def _following_rows(blocks: Sequence[Block], start: int) -> Iterator[tuple[int, Row]]:
    """The rows from `start` on, over gaps, empty rows and rules, up to the next line of text."""
    for position in range(start, min(start + _LOOK_AHEAD, len(blocks))):
        block = blocks[position]
        if isinstance(block, Paragraph) and not (is_page_number(block.cell.text) or _is_rule((block.cell,))):
            return
        if isinstance(block, Row) and (cells := _printed_cells(block)) and not _is_rule(cells):
            yield position, block


def _rows_below(blocks: Sequence[Block], start: int, headers: _Headers) -> list[Row]:
    """Some rows below a header, whose shape tells what its labels leave open.

    Lines of text between them do not end the table, and where a page break left it few rows those of the next one go on with it.
    """
    rows: list[Row] = []
    for position in range(start, min(start + _ROWS_FOR_SHAPE * _LOOK_AHEAD, len(blocks))):
        block = blocks[position]
        if isinstance(block, Row) and position not in headers and block.printed:
            if len(rows) >= _ENOUGH_ROWS and block.place.table != rows[-1].place.table:
                break
            rows.append(block)
        if len(rows) == _ROWS_FOR_SHAPE or (rows and position in headers):
            break
    return rows
