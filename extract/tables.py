"""Gives every line of a document the layout that it is read by, and every row its fields.

It knows where headers begin and end and that a layout holds until the next one. What a row is, is decided in extract.lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extract.codes import read_code, split_code
from extract.document import Block, Cell, Gap, Paragraph, Place, Printed, Row
from extract.header import (
    MAX_HEADER_ROWS,
    ColumnRole,
    Layout,
    has_label,
    is_column_numbers,
    is_header_row,
    is_lower_header_row,
    is_upper_header_row,
    read_layout,
    read_unknown_layout,
    row_key,
    same_columns,
)
from extract.headings import is_page_number, read_labelled_heading
from extract.limits import MAX_CELL_CHARS
from extract.readings import YearCell

_ROWS_FOR_SHAPE, _LOOK_AHEAD = 40, 60
_SHORTEST_HEADING = 5
_LONGEST_UNIT_WORDS = 8
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER_ONLY = re.compile(r"\d[\d \u00a0\u202f.,]*")
_DASHES = re.compile(r"[-–—−=_\s]+")


_BLANK = Printed("", ())
_NAMED_ROLES = frozenset({ColumnRole.NUMBER, ColumnRole.NAME, ColumnRole.UNIT, ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS})


@dataclass(frozen=True, slots=True)
class Fields:
    """A row cut into the columns of its layout.

    `others` are cells of columns that the tables do not hold, `repeated` those of a year that another column has, `extra` those of no known
    column; `shifted` says that a cell was lost on the left.
    """

    code: str | None
    code_cell: Cell | None
    name: Printed | None
    unit: Printed | None
    values: tuple[YearCell, ...]
    stakeholders: Printed | None
    executors: Printed | None
    others: tuple[Cell, ...]
    repeated: tuple[Cell, ...]
    extra: tuple[Cell, ...]
    shifted: bool

    @property
    def has_values(self) -> bool:
        """Whether any year column holds a digit."""
        return any(_DIGIT.search(value.printed.text) for value in self.values)

    @property
    def has_marks(self) -> bool:
        """Whether any year column holds anything at all, a dash too."""
        return any(value.printed.text for value in self.values)

    @property
    def is_name_only(self) -> bool:
        """Whether nothing but the name and its number is printed."""
        return not (self.unit or self.stakeholders or self.executors or self.others or self.repeated or self.extra or self.has_marks)


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a paragraph with what stands around it.

    `header` is the rule that made it a part of a header, or empty; `fields` are those of a row below a header; `lone` is the text of a
    paragraph, or of a row with one printed cell; `gap` says that the paper may have been cut right before it.
    """

    block: Row | Paragraph
    cells: tuple[Cell, ...]
    layout: Layout | None
    header: str
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


def read_tables(blocks: Sequence[Block]) -> tuple[tuple[Line, ...], tuple[Layout, ...]]:
    """Every line with its layout, and all layouts in order, those too that only spell the one before otherwise."""
    layouts: list[Layout] = []
    lines = list(_lines(blocks, layouts))
    return tuple(lines), tuple(layouts)


def _lines(blocks: Sequence[Block], layouts: list[Layout]) -> Iterator[Line]:
    layout: Layout | None = None
    headers = _find_headers(blocks)
    gap = repeats = after_text = False
    numbers: tuple[str, ...] = ()
    for position, block in enumerate(blocks):
        if isinstance(block, Gap):
            gap = True
            continue
        cells = _printed_cells(block)
        if not cells:
            continue
        header, rows = headers.get(position, ("", ()))
        if isinstance(block, Row) and (header == "column_numbers" or (not header and numbers and row_key(block) == numbers)):
            header, numbers = "column_numbers", row_key(block)
        if rows:
            new = read_layout(rows, _rows_below(blocks, position, headers))
            as_before = layout is not None and all(row_key(row) in layout.header_rows for row in rows)
            repeats = as_before or (layout is not None and same_columns(layout, new))
            if not as_before:
                layouts.append(new)
            if not repeats:
                layout = new
        if header == "header" and repeats:
            header = "repeated_header"
        is_too_long = any(len(cell.text) > MAX_CELL_CHARS for cell in cells)
        lone = None if is_too_long else _lone(cells)
        fields = None
        if isinstance(block, Row) and layout is not None and not header and not is_too_long:
            fields = _lone_fields(block, layout, lone) if lone is not None else _read_fields(block, layout)
            if (gap or after_text) and _begins_another_table(fields):
                layout = read_unknown_layout(block)
                layouts.append(layout)
                fields = _read_fields(block, layout)
        yield Line(block, cells, layout, header, fields, lone, gap, gap or position == 0)
        gap = bool(header) or _is_rule(cells)
        after_text = isinstance(block, Paragraph)


def _lone(cells: tuple[Cell, ...]) -> Printed | None:
    """The one text of a line; also of a merged row that was copied into every one of its columns."""
    text = cells[0].text
    copied = len(cells) > 1 and len(text) > _SHORTEST_HEADING and all(cell.text == text for cell in cells)
    return Printed(text, cells) if len(cells) == 1 or copied else None


def _lone_fields(row: Row, layout: Layout, lone: Printed) -> Fields:
    """The fields of a row with one text, which stands in the first of its cells."""
    if len(lone.cells) == 1:
        return _read_fields(row, layout)
    only = tuple(cell if cell is lone.cells[0] else Cell("", cell.place) for cell in row.cells)
    fields = _read_fields(Row(only, row.place), layout)
    return replace(fields, name=Printed(fields.name.text, lone.cells)) if fields.name else fields


def _begins_another_table(fields: Fields) -> bool:
    """Whether a row is the header of a table whose labels are not known, so that its rows can't be read by the columns of the table above.

    It has different words, and no digit, in all its year columns; or it ends before them, with a label or a phrase in the unit column.
    """
    if fields.code is None and fields.name and fields.unit and not fields.has_marks and not fields.stakeholders and not fields.executors:
        return has_label(fields.unit.text) or len(fields.unit.text.split()) > _LONGEST_UNIT_WORDS
    texts = [value.printed.text for value in fields.values if value.printed.text]
    wordy = [text for text in texts if len(_LETTER.findall(text)) > 3 and not _DIGIT.search(text)]
    return bool(texts) and wordy == texts and len(set(texts)) == len(texts) and fields.code is None


def _printed_cells(block: Block) -> tuple[Cell, ...]:
    if isinstance(block, Row):
        return tuple(cell for cell in block.cells if cell.text)
    return (block.cell,) if isinstance(block, Paragraph) else ()


def _is_rule(cells: Sequence[Cell]) -> bool:
    return all(_DASHES.fullmatch(cell.text) for cell in cells) and any(len(cell.text) > 1 for cell in cells)


def is_rule_of_dashes(line: Line) -> bool:
    """Whether a line is ruled rather than written: dashes only, in each of its cells."""
    return _is_rule(line.cells)


def _find_headers(blocks: Sequence[Block]) -> dict[int, tuple[str, tuple[Row, ...]]]:
    """The positions of all header rows, each with the rule it falls under; the first of a header has all rows of that header with it."""
    found: dict[int, tuple[str, tuple[Row, ...]]] = {}
    for position, block in enumerate(blocks):
        if position in found or not isinstance(block, Row) or not _begins_header(blocks, position, block):
            continue
        rows, first = [block], row_key(block)
        for at, row in _following_rows(blocks, position + 1):
            if is_column_numbers(row):
                found[at] = ("column_numbers", ())
                break
            if len(rows) >= MAX_HEADER_ROWS or row_key(row) == first or not is_lower_header_row(row, rows):
                break
            found[at] = ("header", ())
            rows.append(row)
        found[position] = ("header", tuple(rows))
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


def _rows_below(blocks: Sequence[Block], start: int, headers: Mapping[int, tuple[str, tuple[Row, ...]]]) -> list[Row]:
    """Some rows below a header, whose shape tells what its labels leave open; lines of text between them do not end the table."""
    rows: list[Row] = []
    for position in range(start, min(start + _ROWS_FOR_SHAPE * _LOOK_AHEAD, len(blocks))):
        block = blocks[position]
        if isinstance(block, Row) and position not in headers and any(cell.text for cell in block.cells):
            rows.append(block)
        if len(rows) == _ROWS_FOR_SHAPE or (rows and position in headers):
            break
    return rows


def _read_fields(row: Row, layout: Layout) -> Fields:
    """The cells of a row by the roles of their columns."""
    by_role: dict[ColumnRole, Printed] = {}
    values: list[YearCell] = []
    others: list[Cell] = []
    repeated: list[Cell] = []
    extra = [cell for cell in row.cells[len(layout.columns) :] if cell.text]
    for column, cell in zip_longest(layout.columns, row.cells[: len(layout.columns)]):
        role = column.role
        if role is ColumnRole.YEAR:
            place = cell.place if cell else _place_of(row, column.index)
            values.append(YearCell(column, Printed(cell.text, (cell,)) if cell and cell.text else _BLANK, place))
        elif cell is None or not cell.text:
            continue
        elif role in _NAMED_ROLES:
            by_role[role] = Printed(cell.text, (cell,))
        elif role is ColumnRole.REPEATED_YEAR:
            repeated.append(cell)
        elif role is ColumnRole.UNKNOWN:
            extra.append(cell)
        else:
            others.append(cell)
    code, code_cell, name = _code_and_name(by_role.get(ColumnRole.NUMBER), by_role.get(ColumnRole.NAME))
    return Fields(
        code,
        code_cell,
        name,
        by_role.get(ColumnRole.UNIT),
        tuple(values),
        by_role.get(ColumnRole.STAKEHOLDERS),
        by_role.get(ColumnRole.EXECUTORS),
        tuple(others),
        tuple(repeated),
        tuple(extra),
        _is_shifted(by_role, layout, values, row.cells[len(layout.columns) :]),
    )


def _place_of(row: Row, index: int) -> Place:
    place = row.place
    return Place(place.page, place.line, place.table, place.row, index + 1, None)


def _code_and_name(number: Printed | None, name: Printed | None) -> tuple[str | None, Cell | None, Printed | None]:
    """The code from its own column or from the front of the name.

    A text in the number column is the name of a row that has none (a heading), or the label of a heading (`Задача 1.1 | Кадры`).
    """
    if number is not None:
        code = read_code(number.text)
        if code is not None:
            return code, number.cells[0], name
        labelled = f"{number.text} {name.text}" if name else ""
        if name is None:
            name = number
        elif read_labelled_heading(labelled):
            name = Printed(labelled, number.cells + name.cells)
    coded = split_code(name.text) if name else None
    if coded is None or name is None:
        return None, None, name
    return coded.code, None, Printed(coded.rest, name.cells)


def _is_shifted(by_role: Mapping[ColumnRole, Printed], layout: Layout, values: Sequence[YearCell], beyond: Sequence[Cell]) -> bool:
    """Whether a row lost or gained a cell, so that its numbers stand below other years than their own.

    No unit and no party is a bare number, and none stands beyond the last column; words in a year column are a party where the last column
    of parties is left blank.
    """
    unit = by_role.get(ColumnRole.UNIT)
    parties = [role for role in (ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS) if layout.find(role)]
    if not values or not any(value.printed.text for value in values):
        return False
    texts = [printed.text for printed in (unit, *map(by_role.get, parties)) if printed] + [cell.text for cell in beyond]
    if any(_NUMBER_ONLY.fullmatch(text) for text in texts):
        return True
    return bool(parties) and parties[-1] not in by_role and any(_is_word(value.printed.text) for value in values)


def _is_word(text: str) -> bool:
    return len(_LETTER.findall(text)) > 3 and not _DIGIT.search(text)
