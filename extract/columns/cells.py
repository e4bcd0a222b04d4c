"""What the cells below a header say of their columns, where its labels leave it open: names, codes, units, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import FACTS, ColumnRole, TableColumn
from jospar.extract.columns.header import IN_PERCENT, cell_kind
from jospar.extract.document import Cell, Row
from jospar.extract.words.codes import read_code
from jospar.extract.words.figures import is_numeric
from jospar.extract.words.labels import find_label, without_words, words_of
from jospar.extract.words.periods import TitlePeriod, is_total
from jospar.extract.words.years import YEAR, find_years

_YEAR = re.compile(YEAR)
# Terms name no rows.
_MAY_BE_NAMES = (FACTS | {ColumnRole.NUMBER, ColumnRole.OTHER}) - {ColumnRole.DUE}
_HEADER_UNIT = re.compile(r"\(([^()]{1,40})\)\s*$|,\s*([^,()]{1,30})$")


def printed_cell(row: Row, index: int) -> Cell | None:
    """The cell of a row, None where it is blank or the row is shorter."""
    return row.cells[index] if index < len(row.cells) and row.cells[index].text else None


def header_unit(path: Iterable[Cell]) -> str | None:
    """What may be a unit in a header: in brackets or after a comma at the end of a group label, `Нақты тұтынылуы (кг)`."""
    for cell in path:
        match = _HEADER_UNIT.search(cell.text)
        label = (match[1] or match[2]).strip() if match else ""
        is_beside_year = bool(find_years(cell.text))
        if label and not (is_beside_year and (find_years(label) or without_words(words_of(label), "unit"))):
            return label
        # `% от общего объема импорта` counts percent.
        if IN_PERCENT.search(cell.text) or cell.text.startswith("%"):
            return "%"
    return None


def one_name(columns: Sequence[TableColumn], below: Sequence[Row]) -> list[TableColumn]:
    """Of several columns that are labelled as names the one with the most cells that are no codes.

    Kinds of rows stand merged over them, or once above them; a label may reach over the codes and the names.
    """
    cells = {
        column.index: {id(cell): cell.text for row in below if (cell := printed_cell(row, column.index))}
        for column in columns
        if column.role is ColumnRole.NAME
    }
    name = max(cells, key=lambda index: (not _looks_like_codes([*cells[index].values()]), len(cells[index])), default=None)
    return [replace(column, role=ColumnRole.UNKNOWN) if column.index in cells and column.index != name else column for column in columns]


def find_overlaps(columns: Sequence[TableColumn], below: Sequence[Row]) -> set[int]:
    """The columns into which cells only reach from the left, though their header cell has others in which cells begin.

    The sides of header cells and of those below them lie a little apart there, which the grid of the table shows as a column of its own.
    """
    begun = {column.index for column in columns if any(_begins(row, column.index) for row in below)}
    reached = {column.index for column in columns if any(printed_cell(row, column.index) for row in below)} - begun
    headed = {column.header.cells for column in columns if column.index in begun}
    return {column.index for column in columns if column.index in reached and column.header.cells and column.header.cells in headed}


def _begins(row: Row, index: int) -> bool:
    cell = printed_cell(row, index)
    return cell is not None and (index == 0 or cell is not row.cells[index - 1])


def name_by_shape(columns: list[TableColumn], below: Sequence[Row]) -> list[TableColumn]:
    """Gives a name column, and then columns of numbers and units, to a table whose header does not name them."""
    roles = [column.role for column in columns]
    first_year = roles.index(ColumnRole.VALUE) if ColumnRole.VALUE in roles else len(columns)
    unknown = [column for column in columns[:first_year] if column.role is ColumnRole.UNKNOWN]
    if ColumnRole.NAME not in roles:
        # The header of the names may be that of their codes too, or of a thing that the table is about: `Источник финансирования`.
        others = [column for column in columns[:first_year] if column.role in _MAY_BE_NAMES]
        named = _column_of_names(unknown, below) or _column_of_names(others, below)
        if named is not None:
            columns[named.index] = replace(named, role=ColumnRole.NAME)
            unknown = [column for column in unknown if column is not named]
    name = next((column.index for column in columns if column.role is ColumnRole.NAME), None)
    if name is not None and ColumnRole.NUMBER not in roles:
        number = next((c for c in columns[:name] if c.role is ColumnRole.UNKNOWN and _looks_like_codes(_texts(below, c.index))), None)
        if number is not None:
            columns[number.index] = replace(number, role=ColumnRole.NUMBER)
            unknown = [column for column in unknown if column is not number]
    if name is not None and ColumnRole.UNIT not in roles and ColumnRole.VALUE in roles:
        unit = next((c for c in unknown if c.index > name and _looks_like_units(_texts(below, c.index))), None)
        if unit is not None:
            columns[unit.index] = replace(unit, role=ColumnRole.UNIT)
    return columns


def _column_of_names(columns: Sequence[TableColumn], below: Sequence[Row]) -> TableColumn | None:
    """The column with the most cells of words: what heads several rows is merged over them, or printed once."""
    named = [column for column in columns if _looks_like_names(_texts(below, column.index))]
    return max(named, key=lambda column: _count(below, column.index), default=None)


def _count(rows: Sequence[Row], index: int) -> int:
    """How many cells begin in a column, one that is merged over rows once."""
    return len({id(row.cells[index]) for row in rows if _begins(row, index)})


def head_by_shape(columns: Sequence[TableColumn], below: Sequence[Row]) -> list[TableColumn]:
    """Columns of words in front of the names, with fewer cells than those: what heads the rows."""
    name = next((column.index for column in columns if column.role is ColumnRole.NAME), None)
    if name is None:
        return list(columns)
    names = _count(below, name)
    return [
        replace(column, role=ColumnRole.GROUP)
        if column.role is ColumnRole.UNKNOWN
        and column.index < name
        and _looks_like_names(_texts(below, column.index))
        and not _looks_like_codes(_texts(below, column.index))
        and _count(below, column.index) < names
        else column
        for column in columns
    ]


def keep_numbers(columns: Sequence[TableColumn], below: Sequence[Row], title: TitlePeriod | None) -> list[TableColumn]:
    """Columns of numbers that no label explains are kept as values of another aspect; a stage alone heads values if numbers stand there.

    What counts something by its label, in a table whose title names a year, is the value of that year; so is the only column of numbers, if
    it names a unit. The value beside stages that are for no year is the one that is aimed at: `Порог`, `Целевое значение`, `Вызов`.
    """
    unknown = [column for column in columns if column.role is ColumnRole.UNKNOWN and _holds_numbers(below, column.index)]
    is_only = len(unknown) == 1 and not any(column.role is ColumnRole.VALUE for column in columns)
    name = next((column.index for column in columns if column.role is ColumnRole.NAME), None)
    in_stages = any(column.role is ColumnRole.VALUE and column.stage and not column.year for column in columns)
    result = []
    for column in columns:
        if in_stages and column.role is ColumnRole.UNKNOWN and _heads_values(column) and _holds_numbers(below, column.index):
            result.append(replace(column, role=ColumnRole.VALUE, stage="plan"))
            in_stages = False
        elif column.role is ColumnRole.VALUE and not column.year and column.part is None and column.aspect is Aspect.VALUE:
            result.append(column if _holds_numbers(below, column.index) else replace(column, role=ColumnRole.UNKNOWN))
        elif _is_left_out(column) and _holds_numbers(below, column.index):
            unit = header_unit(column.header.cells)
            kept = replace(column, role=ColumnRole.VALUE, aspect=Aspect.OTHER, unit=unit, own_unit=unit is not None)
            result.append(replace(kept, is_total=is_total(column.header.cells[-1].text)))
        elif column.role is ColumnRole.UNKNOWN and name is not None and column.index > name and _holds_numbers(below, column.index):
            unit = header_unit(column.header.cells[-1:])
            is_dated = unit is not None and (is_only or bool(column.year))
            counts = is_dated or find_label(words_of(column.header.text), "quantity") is not None
            known = counts and bool(column.year or title)
            unit = unit if known else header_unit(column.header.cells)
            kept = replace(column, role=ColumnRole.VALUE, unit=unit, own_unit=unit is not None)
            # What its numbers are is not known then; the year above them is.
            result.append(kept if known else replace(kept, aspect=Aspect.OTHER))
        else:
            result.append(column)
    return result


def _is_left_out(column: TableColumn) -> bool:
    """Whether a column is known and of no use, be it by its group; the numbers of rows printed again are no values."""
    return column.role is ColumnRole.OTHER and bool(column.header.cells) and cell_kind(column.header.cells[-1].text) != "number"


def _heads_values(column: TableColumn) -> bool:
    """Whether the lowest header cell of a column is a label of values."""
    return bool(column.header.cells) and cell_kind(column.header.cells[-1].text) == "values"


def _holds_numbers(rows: Sequence[Row], index: int) -> bool:
    """Whether most of the cells below a header are numbers, and not all of them years."""
    texts = [text for text in _texts(rows, index) if any(map(str.isalnum, text))]
    numbers = [text for text in texts if is_numeric(text)]
    return 2 * len(numbers) > len(texts) and not all(_YEAR.fullmatch(text) for text in numbers)


def _texts(rows: Sequence[Row], index: int) -> list[str]:
    """The texts that begin in a column."""
    return [row.cells[index].text for row in rows if _begins(row, index)]


def _looks_like_names(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(1 for text in texts if not is_numeric(text)) > len(texts) / 2


def _looks_like_codes(texts: Sequence[str]) -> bool:
    return bool(texts) and all(read_code(text) for text in texts)


def _looks_like_units(texts: Sequence[str]) -> bool:
    return _looks_like_names(texts) and sum(1 for text in texts if len(text) <= 25) > 0.8 * len(texts)
