"""Gives every line of a document the layout that it is read by, and every row its fields.

It knows where headers begin and end and that a layout holds until the next one. What a row is, is decided by jospar.extract.lines.rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jospar.extract.columns.fields import Fields, begins_another_table, lone_fields, read_fields
from jospar.extract.columns.header import (
    MAX_HEADER_ROWS,
    is_column_numbers,
    is_header_row,
    is_lower_header_row,
    is_upper_header_row,
    row_key,
)
from jospar.extract.columns.layout import TableLayout, read_layout, read_unknown_layout, same_columns
from jospar.extract.document import Block, Cell, Gap, Paragraph, Place, Printed, Row, on_one_line
from jospar.extract.limits import MAX_CELL_CHARS
from jospar.extract.lines.headings import is_page_number
from jospar.extract.words.figures import DASHES

_ROWS_FOR_SHAPE, _LOOK_AHEAD = 40, 60
_SHORTEST_HEADING = 5
_DIGIT = re.compile(r"\d")
_RULED = re.compile(rf"[{DASHES}=_\s]+")


class HeaderPart(StrEnum):
    """What part of a table's header a row is."""

    HEADER = "header"
    REPEATED = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"


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
    layout: TableLayout | None = None
    headers = _find_headers(blocks)
    gap = repeats = after_text = False
    numbers: tuple[str, ...] = ()
    merged: set[int] = set()
    for position, block in enumerate(blocks):
        if isinstance(block, Gap):
            gap = True
            continue
        cells = tuple(cell for cell in _printed_cells(block) if id(cell) not in merged)
        if not cells:
            continue
        if isinstance(block, Row) and len(cells) < len(block.cells):
            merged.update(map(id, cells))
        header, rows = headers.get(position, (None, ()))
        if isinstance(block, Row) and (header is HeaderPart.COLUMN_NUMBERS or (not header and numbers and row_key(block) == numbers)):
            header, numbers = HeaderPart.COLUMN_NUMBERS, row_key(block)
        if rows:
            new = read_layout(rows, _rows_below(blocks, position, headers))
            as_before = layout is not None and all(row_key(row) in layout.header_rows for row in rows)
            repeats = as_before or (layout is not None and same_columns(layout, new))
            if not as_before:
                layouts.append(new)
            if not repeats:
                layout = new
        if header is HeaderPart.HEADER and repeats:
            header = HeaderPart.REPEATED
        is_too_long = any(len(cell.text) > MAX_CELL_CHARS for cell in cells)
        lone = None if is_too_long else _lone(_printed_cells(block))
        fields = None
        if isinstance(block, Row) and layout is not None and not header and not is_too_long:
            fields = lone_fields(block, layout, lone) if lone is not None else read_fields(block, layout)
            if (gap or after_text) and begins_another_table(fields):
                layout = read_unknown_layout(block)
                layouts.append(layout)
                fields = read_fields(block, layout)
        yield SourceLine(block, cells, layout, header, fields, lone, gap, gap or position == 0)
        gap = header is not None or _is_rule(cells)
        after_text = isinstance(block, Paragraph)


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


def _find_headers(blocks: Sequence[Block]) -> dict[int, tuple[HeaderPart, tuple[Row, ...]]]:
    """The positions of all header rows, each with its part; the first of a header has all rows of that header with it."""
    found: dict[int, tuple[HeaderPart, tuple[Row, ...]]] = {}
    for position, block in enumerate(blocks):
        if position in found or not isinstance(block, Row) or not _begins_header(blocks, position, block):
            continue
        rows, first = [block], row_key(block)
        for at, row in _following_rows(blocks, position + 1):
            if is_column_numbers(row):
                found[at] = (HeaderPart.COLUMN_NUMBERS, ())
                break
            if len(rows) >= MAX_HEADER_ROWS or row_key(row) == first or not is_lower_header_row(row, rows):
                break
            found[at] = (HeaderPart.HEADER, ())
            rows.append(row)
        found[position] = (HeaderPart.HEADER, tuple(rows))
    return found


def _begins_header(blocks: Sequence[Block], position: int, row: Row) -> bool:
    if is_header_row(row):
        return True
    if not row.cells[0].text or any(_DIGIT.search(cell.text) for cell in row.cells):
        return False
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


def _rows_below(blocks: Sequence[Block], start: int, headers: Mapping[int, tuple[HeaderPart, tuple[Row, ...]]]) -> list[Row]:
    """Some rows below a header, whose shape tells what its labels leave open; lines of text between them do not end the table."""
    rows: list[Row] = []
    for position in range(start, min(start + _ROWS_FOR_SHAPE * _LOOK_AHEAD, len(blocks))):
        block = blocks[position]
        if isinstance(block, Row) and position not in headers and any(cell.text for cell in block.cells):
            rows.append(block)
        if len(rows) == _ROWS_FOR_SHAPE or (rows and position in headers):
            break
    return rows
