"""Cuts a row into the fields of its layout, and sees where a row does not fit it: a cell lost or gained, a header of another table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from jospar.extract.columns.column import FACTS, ColumnRole, TableColumn, TableLayout
from jospar.extract.columns.header import has_label
from jospar.extract.document import Cell, Place, Printed, Row, join_broken_words, on_one_line
from jospar.extract.lines.headings import read_labelled_heading
from jospar.extract.lines.readings import YearCell
from jospar.extract.words.codes import read_code, split_code
from jospar.extract.words.figures import is_bare_number

_LONGEST_UNIT_WORDS = 8
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_BLANK = Printed("", ())
_OF_PARTIES = frozenset({ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS})
_BEFORE_NAME = frozenset({ColumnRole.NUMBER, ColumnRole.GROUP, ColumnRole.UNKNOWN})
_NAMED_ROLES = frozenset(
    {ColumnRole.NUMBER, ColumnRole.NAME, ColumnRole.GROUP, ColumnRole.UNIT, ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS}
)


@dataclass(frozen=True, slots=True)
class Fields:
    """A row cut into the columns of its layout.

    `group` is what heads the row in a column of its own; `facts` are the texts of the columns in FACTS; `others` are cells of columns that
    the tables do not hold, `repeated` those of a year that another column has, `extra` those of no known column; `shifted` says that a cell
    was lost or gained.
    """

    code: str | None
    code_cell: Cell | None
    name: Printed | None
    unit: Printed | None
    values: tuple[YearCell, ...]
    stakeholders: Printed | None
    executors: Printed | None
    group: Printed | None
    facts: Mapping[ColumnRole, Printed]
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
        beside = self.unit or self.stakeholders or self.executors or self.facts or self.others or self.repeated or self.extra
        return not (beside or self.has_marks)


def read_fields(row: Row, layout: TableLayout) -> Fields:
    """The cells of a row by the roles of their columns.

    A merged cell counts where it begins; one that begins in a year column is the value of every year that it covers.
    """
    by_role: dict[ColumnRole, Printed] = {}
    facts: dict[ColumnRole, Printed] = {}
    values: list[YearCell] = []
    others: list[Cell] = []
    repeated: list[Cell] = []
    beyond = _cells_beyond(row, len(layout.columns))
    extra = list(beyond)
    last: Cell | None = None
    in_year = False
    for column, cell in zip_longest(layout.columns, row.cells[: len(layout.columns)]):
        goes_on = cell is not None and cell is last
        role = _role_of(cell, column, layout, row)
        last, in_year = cell, in_year if goes_on else role is ColumnRole.VALUE
        if role is ColumnRole.VALUE:
            has_value = cell is not None and bool(cell.text or cell.unread) and in_year
            place = cell.place if cell and has_value else _place_of(row, column.index)
            values.append(YearCell(column, Printed(cell.text, (cell,)) if cell and has_value else _BLANK, place))
        elif cell is None or not cell.text or goes_on:
            continue
        elif role in _NAMED_ROLES:
            by_role[role] = Printed(join_broken_words(cell.text) if role in _OF_PARTIES else on_one_line(cell.text), (cell,))
        elif role in FACTS:
            # `январь- март` is a span, no word that a line end broke.
            facts[role] = Printed(cell.text if role is ColumnRole.DUE else join_broken_words(cell.text), (cell,))
        elif role is ColumnRole.REPEATED_VALUE:
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
        by_role.get(ColumnRole.GROUP),
        facts,
        tuple(others),
        tuple(repeated),
        tuple(extra),
        _is_shifted(by_role, layout, values, beyond),
    )


def _role_of(cell: Cell | None, column: TableColumn, layout: TableLayout, row: Row) -> ColumnRole:
    """What a cell is where it begins: a name where it is merged over the column of names from one in front of it."""
    if cell is None or column.role not in _BEFORE_NAME or not cell.text:
        return column.role
    name = layout.find(ColumnRole.NAME)
    reaches_name = name is not None and column.index < name.index < len(row.cells) and row.cells[name.index] is cell
    after = name.index + 1 if name is not None else 0
    ends_there = after >= len(row.cells) or row.cells[after] is not cell
    return ColumnRole.NAME if reaches_name and ends_there else column.role


def _cells_beyond(row: Row, width: int) -> list[Cell]:
    """The printed cells that begin behind the last column."""
    within = {id(cell) for cell in row.cells[:width]}
    return [cell for cell in Row(row.cells[width:], row.place).printed if id(cell) not in within]


def lone_fields(row: Row, layout: TableLayout, lone: Printed) -> Fields:
    """The fields of a row with one text, which stands in the first of its cells."""
    if len(lone.cells) == 1:
        return read_fields(row, layout)
    only = tuple(cell if cell is lone.cells[0] else Cell("", cell.place) for cell in row.cells)
    fields = read_fields(Row(only, row.place), layout)
    return replace(fields, name=Printed(fields.name.text, lone.cells)) if fields.name else fields


def begins_another_table(fields: Fields) -> bool:
    """Whether a row is the header of a table whose labels are not known, so that its rows can't be read by the columns of the table above.

    It has different words, and no digit, in all its year columns; or it ends before them, with a label or a phrase in the unit column.
    """
    if fields.code is None and fields.name and fields.unit and not fields.has_marks and not fields.stakeholders and not fields.executors:
        return has_label(fields.unit.text) or len(fields.unit.text.split()) > _LONGEST_UNIT_WORDS
    texts = [value.printed.text for value in fields.values if value.printed.text]
    wordy = [text for text in texts if len(_LETTER.findall(text)) > 3 and not _DIGIT.search(text)]
    return bool(texts) and wordy == texts and len(set(texts)) == len(texts) and fields.code is None


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


def _is_shifted(by_role: Mapping[ColumnRole, Printed], layout: TableLayout, values: Sequence[YearCell], beyond: Sequence[Cell]) -> bool:
    """Whether a row lost or gained a cell, so that its numbers stand below other years than their own.

    No unit and no party is a bare number, and none stands beyond the last column; words in a year column are a party where the last column
    of parties is left blank.
    """
    unit = by_role.get(ColumnRole.UNIT)
    parties = [role for role in (ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS) if layout.find(role)]
    if not values or not any(value.printed.text for value in values):
        return False
    texts = [printed.text for printed in (unit, *map(by_role.get, parties)) if printed] + [cell.text for cell in beyond]
    if any(is_bare_number(text) for text in texts):
        return True
    return bool(parties) and parties[-1] not in by_role and any(_is_word(value.printed.text) for value in values)


def _is_word(text: str) -> bool:
    return len(_LETTER.findall(text)) > 3 and not _DIGIT.search(text)
