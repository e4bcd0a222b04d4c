"""Says what each column of a table is: the Layout that its rows are read by, made of its header rows and of the shape of its cells.

A column without a known label is known by its place and its cells. It must not know what a unit, a number or a year means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.header import IN_PERCENT, cell_kind, counts_up, row_key, without_note_marks
from jospar.extract.document import Cell, Finding, Printed, Row
from jospar.extract.words.codes import read_code
from jospar.extract.words.figures import is_numeric
from jospar.extract.words.folding import fold_spelling
from jospar.extract.words.labels import FoundLabel, find_label, resolve_label, resolve_misspelt, starts_with_label, without_words, words_of
from jospar.extract.words.periods import TitlePeriod, YearPart, find_part, is_total
from jospar.extract.words.years import YEAR, find_years

_YEAR_GROUPS = frozenset({"values", "year", "part", "stage", "name", "change", "dated"})
_YEAR = re.compile(YEAR)
_LETTER = re.compile(r"[^\W\d_]")
_HEADER_UNIT = re.compile(r"\(([^()]{1,40})\)\s*$|,\s*([^,()]{1,30})$")


class ColumnRole(StrEnum):
    """What a column holds. CHANGE is a percentage of another year; OTHER is known and kept out of the tables on purpose."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    VALUE = "value"
    STAKEHOLDERS = "stakeholders"
    EXECUTORS = "executors"
    CHANGE = "change"
    OTHER = "other"
    REPEATED_VALUE = "repeated_value"
    UNKNOWN = "unknown"


_ASPECTS = frozenset({Aspect.EXECUTION, Aspect.WEIGHT})
# Stages that are of a year which the title of the table may name; a threshold is a limit, whatever the year.
_DATED_STAGES = frozenset({"plan", "fact", "estimate"})
_OF_MEASURES = frozenset({ColumnRole.VALUE, ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS})


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its place from 0, its role, and what its header cells print.

    Of a column of values `year` is the printed label of its year, empty where none is known, and `part` the part of that year, if it is not
    the whole; `stage` is fact, estimate, plan … where the header says so; `aspect` says what its numbers count; `unit` is a unit that the
    header names, `own_unit` whether it does so for this column alone; `language` is that of the label.
    """

    index: int
    role: ColumnRole
    header: Printed
    year: str = ""
    stage: str | None = None
    unit: str | None = None
    language: str | None = None
    part: YearPart | None = None
    aspect: Aspect = Aspect.VALUE
    own_unit: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The columns of a table, the header rows they were read from, and what was noticed on the way.

    `name_labelled` says that the header labels the name column, rather than that its shape was seen; `is_unknown` that the header is not
    understood; `holds_measures` that the table has years, or says who is concerned or what its rows are, as one of risks does not;
    `names_what` is the code of a section label (`indicators`, `measures`) where the header of the name column is one.
    """

    columns: tuple[TableColumn, ...]
    header_rows: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]
    name_labelled: bool
    holds_measures: bool
    names_what: str | None = None
    is_unknown: bool = False

    def find(self, role: ColumnRole) -> TableColumn | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    @property
    def values(self) -> tuple[TableColumn, ...]:
        """The columns of values, from left to right."""
        return tuple(column for column in self.columns if column.role is ColumnRole.VALUE)


def read_layout(header: Sequence[Row], below: Sequence[Row], title: TitlePeriod | None = None) -> TableLayout:
    """The layout that `header` rows print; `below` are the rows under them, whose shape decides what labels leave open.

    `title` is the period that the title of the table is about: that of the columns whose header names none.
    """
    width = max(len(row.cells) for row in header)
    paths = _paths(header, width)
    findings: list[Finding] = []
    columns = [_read_column(index, path, findings) for index, path in enumerate(paths)]
    columns = _with_execution(columns)
    columns = _once_each(_one_name(_under_known_groups(columns), below), _find_overlaps(columns, below))
    name = next((column for column in columns if column.role is ColumnRole.NAME), None)
    columns = [_with_unit(column) for column in _of_numbers(_by_shape(columns, below), below, title)]
    columns = _with_years(columns, title)
    findings.extend(_column_findings(columns))
    names_what = _section_of(name.header) if name else None
    return TableLayout(
        columns=tuple(columns),
        header_rows=tuple(row_key(row) for row in header),
        findings=tuple(findings),
        name_labelled=name is not None,
        holds_measures=names_what is not None or any(column.role in _OF_MEASURES or find_years(column.header.text) for column in columns),
        names_what=names_what,
    )


def read_unknown_layout(row: Row) -> TableLayout:
    """The layout of a table whose header is not understood: its rows hold nothing that could be read."""
    cells = row.printed
    text = " | ".join(cell.text for cell in cells)
    return TableLayout(
        (TableColumn(0, ColumnRole.UNKNOWN, Printed(text, cells)),),
        (row_key(row),),
        (),
        name_labelled=False,
        holds_measures=False,
        is_unknown=True,
    )


def _paths(header: Sequence[Row], width: int) -> list[list[Cell]]:
    """For each column its header cells, from top to bottom.

    A group label reaches over the blank cells on its right that have labels below them, unless merged cells show how far labels reach.
    """
    grid = [[_printed_cell(row, index) for index in range(width)] for row in header]
    filled = [list(line) for line in grid]
    for level, line in enumerate(filled[:-1]):
        if any(cell is not None and cell is left for left, cell in pairwise(line)):
            continue
        for index in range(1, width):
            has_label_below = any(below[index] for below in grid[level + 1 :])
            same_group = level == 0 or filled[level - 1][index] is filled[level - 1][index - 1]
            if line[index] is None and has_label_below and same_group:
                line[index] = line[index - 1]
    return [list({id(cell): cell for line in filled if (cell := line[index]) is not None}.values()) for index in range(width)]


def _printed_cell(row: Row, index: int) -> Cell | None:
    """The cell of a row, None where it is blank or the row is shorter."""
    return row.cells[index] if index < len(row.cells) and row.cells[index].text else None


def _read_column(index: int, path: list[Cell], findings: list[Finding]) -> TableColumn:
    """One column from its header cells: the lowest cell that says something decides, the stage may stand in any."""
    header = Printed(" / ".join(cell.text for cell in path), tuple(path))
    kinds = [cell_kind(cell.text) for cell in path]
    stage = next((label.code for cell in reversed(path) if (label := _stage_label(cell.text))), None)
    leaf = path[-1] if path else None
    year = next((cell for cell, kind in zip(reversed(path), reversed(kinds), strict=True) if kind == "year"), None)
    part = next((part for cell in reversed(path) if (part := find_part(cell.text)) is not None), None)
    printed = IN_PERCENT.sub("", without_note_marks(year.text)) if year else ""
    dated = TableColumn(index, ColumnRole.VALUE, header, printed, stage, _header_unit(path), _year_language(printed), part)
    for cell, kind in zip(reversed(path), reversed(kinds), strict=True):
        if kind == "change" or (leaf is not None and leaf.text.strip() == "%" and kind == "year"):
            return TableColumn(index, ColumnRole.CHANGE, header)
        if kind in ("year", "part"):
            return dated
        if kind == "other" and cell is leaf and year is not None and is_total(cell.text):
            return dated
        if kind in _ASPECTS:
            is_percent = "%" in header.text or kind == Aspect.EXECUTION
            return replace(dated, aspect=Aspect(kind), unit="%" if is_percent else dated.unit, own_unit=True)
        if kind == "dated":
            return TableColumn(index, ColumnRole.UNKNOWN, header)
        if kind is None and year is not None and _LETTER.search(cell.text) and not resolve_misspelt(cell.text, "column"):
            return replace(dated, role=ColumnRole.UNKNOWN)
        if kind not in (None, "stage", "values"):
            label = resolve_label(cell.text, "column")
            return TableColumn(index, ColumnRole(kind), header, language=label.language if label else None)
    if stage is not None:
        return dated
    near = resolve_misspelt(leaf.text, "column") if leaf else None
    if leaf is not None and near is not None and near.code != "values":
        findings.append(Finding("header_misspelt", leaf.place, leaf.text, f"read as {near.form}"))
        return TableColumn(index, ColumnRole(near.code), header, language=near.language)
    return TableColumn(index, ColumnRole.UNKNOWN, header)


def _stage_label(text: str) -> FoundLabel | None:
    """The stage that a text begins with, or else the longest one in it: `План на отчетный период` is a plan."""
    first = starts_with_label(words_of(text), "stage")
    return first[0] if first is not None else resolve_label(text, "stage")


def _year_language(text: str) -> str | None:
    label = resolve_label(text, "year")
    return label.language if label else None


def _section_of(header: Printed) -> str | None:
    """What the rows of a table are by the header of their names: `Целевые индикаторы (с указанием срока)`, `Показатели прямых результатов`.

    A single word says nothing of the kind: any table may call its rows `Показатели`.
    """
    words = words_of(header.text.partition("(")[0])
    found = starts_with_label(words, "section")
    if found is None or without_words(words[found[1] :], "column"):
        return None
    return found[0].code if found[1] > 1 else None


def _header_unit(path: Iterable[Cell]) -> str | None:
    """What may be a unit in a header: in brackets or after a comma at the end of a group label, `Нақты тұтынылуы (кг)`."""
    for cell in path:
        match = _HEADER_UNIT.search(cell.text)
        if match and not find_years(cell.text):
            return (match[1] or match[2]).strip()
        if IN_PERCENT.search(cell.text):
            return "%"
    return None


def _with_unit(column: TableColumn) -> TableColumn:
    """A column of names with what may be the unit of its rows: `Наименование показателя (тыс. тенге)`."""
    return replace(column, unit=_header_unit(column.header.cells)) if column.role is ColumnRole.NAME else column


def _under_known_groups(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Years below a group label that says something else (`Объем финансирования`) are not the measure's own.

    A label that is not known may be a kind of year where all years stand below it, or where its years go on from those of known groups and
    no unit stands in it. What is known to be another thing, as terms are, has no years unless it is all there is and names its unit.
    """
    years = [column for column in columns if column.role is ColumnRole.VALUE and column.year]
    groups = {column.index: column.header.cells[0] for column in years if len(column.header.cells) > 1}
    kinds = {index: cell_kind(cell.text) for index, cell in groups.items()}
    alone = len(groups) == len(years) and len({id(cell) for cell in groups.values()}) == 1
    goes_on = counts_up([column.year for column in years]) and any(
        column.index not in groups or kinds[column.index] in _YEAR_GROUPS for column in years
    )
    result = []
    for column in columns:
        kind = kinds.get(column.index)
        names_unit = column.index in groups and _header_unit([groups[column.index]]) is not None
        if column.index not in groups or kind in _YEAR_GROUPS:
            result.append(column)
        elif kind == "other" and not (alone and names_unit):
            result.append(replace(column, role=ColumnRole.OTHER))
        elif alone or (goes_on and not names_unit):
            result.append(column)
        else:
            result.append(replace(column, role=ColumnRole.UNKNOWN))
    return result


def _with_execution(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """A bare `%` right behind plan and fact of one period is the percentage of that plan."""
    result = list(columns)
    for plan, fact, column in zip(columns, columns[1:], columns[2:], strict=False):
        is_pair = (plan.stage, fact.stage) == ("plan", "fact") and (plan.year, plan.part) == (fact.year, fact.part)
        if is_pair and column.role in (ColumnRole.CHANGE, ColumnRole.UNKNOWN) and column.header.cells and _is_percent(column):
            of_plan = replace(fact, index=column.index, header=column.header, stage=None, aspect=Aspect.EXECUTION)
            result[column.index] = replace(of_plan, unit="%", own_unit=True)
    return result


def _is_percent(column: TableColumn) -> bool:
    return column.header.cells[-1].text.strip() == "%"


def _one_name(columns: Sequence[TableColumn], below: Sequence[Row]) -> list[TableColumn]:
    """Of several columns that are labelled as names the one with the most cells that are no codes.

    Kinds of rows stand merged over them, or once above them; a label may reach over the codes and the names.
    """
    cells = {
        column.index: {id(cell): cell.text for row in below if (cell := _printed_cell(row, column.index))}
        for column in columns
        if column.role is ColumnRole.NAME
    }
    name = max(cells, key=lambda index: (not _looks_like_codes([*cells[index].values()]), len(cells[index])), default=None)
    return [replace(column, role=ColumnRole.UNKNOWN) if column.index in cells and column.index != name else column for column in columns]


def _find_overlaps(columns: Sequence[TableColumn], below: Sequence[Row]) -> set[int]:
    """The columns into which cells only reach from the left, though their header cell has others in which cells begin.

    The sides of header cells and of those below them lie a little apart there, which the grid of the table shows as a column of its own.
    """
    begun = {column.index for column in columns if any(_begins(row, column.index) for row in below)}
    reached = {column.index for column in columns if any(_printed_cell(row, column.index) for row in below)} - begun
    headed = {column.header.cells for column in columns if column.index in begun}
    return {column.index for column in columns if column.index in reached and column.header.cells and column.header.cells in headed}


def _begins(row: Row, index: int) -> bool:
    cell = _printed_cell(row, index)
    return cell is not None and (index == 0 or cell is not row.cells[index - 1])


def _once_each(columns: Sequence[TableColumn], overlaps: set[int]) -> list[TableColumn]:
    """Each role once, each year and stage once: a later column of the same role is not guessed to be the same thing."""
    seen: set[tuple[str, ...]] = set()
    result = []
    for column in columns:
        if column.index in overlaps:
            result.append(replace(column, role=ColumnRole.UNKNOWN))
            continue
        if column.role in (ColumnRole.CHANGE, ColumnRole.OTHER, ColumnRole.UNKNOWN) or column.aspect is Aspect.OTHER:
            result.append(column)
            continue
        years = find_years(column.year)
        is_year = column.role is ColumnRole.VALUE
        key = (column.role, *years[:1], column.stage or "", column.aspect, str(column.part)) if is_year else (column.role,)
        # The numbers of rows, printed again in the second part of a table, say nothing new.
        again = ColumnRole.OTHER if column.role is ColumnRole.NUMBER else ColumnRole.UNKNOWN
        again = ColumnRole.REPEATED_VALUE if is_year else again
        result.append(replace(column, role=again) if key in seen else column)
        seen.add(key)
    return result


def _by_shape(columns: list[TableColumn], below: Sequence[Row]) -> list[TableColumn]:
    """Gives a name column, and then columns of numbers and units, to a table whose header does not name them."""
    roles = [column.role for column in columns]
    first_year = roles.index(ColumnRole.VALUE) if ColumnRole.VALUE in roles else len(columns)
    unknown = [column for column in columns[:first_year] if column.role is ColumnRole.UNKNOWN]
    if ColumnRole.NAME not in roles:
        # The header of the names may be that of their codes too, or of a thing that the table is about: `Источник финансирования`.
        others = [column for column in columns[:first_year] if column.role in (ColumnRole.NUMBER, ColumnRole.OTHER)]
        named = next((column for column in (*unknown, *others) if _looks_like_names(_texts(below, column.index))), None)
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


def _of_numbers(columns: Sequence[TableColumn], below: Sequence[Row], title: TitlePeriod | None) -> list[TableColumn]:
    """Columns of numbers that no label explains are kept as values of another aspect; a stage alone heads values if numbers stand there.

    What counts something by its label, in a table whose title names a year, is the value of that year. The value beside stages that are for
    no year is the one that is aimed at: `Порог`, `Целевое значение`, `Вызов`.
    """
    name = next((column.index for column in columns if column.role is ColumnRole.NAME), None)
    in_stages = any(column.role is ColumnRole.VALUE and column.stage and not column.year for column in columns)
    result = []
    for column in columns:
        if in_stages and column.role is ColumnRole.UNKNOWN and _heads_values(column) and _holds_numbers(below, column.index):
            result.append(replace(column, role=ColumnRole.VALUE, stage="plan"))
            in_stages = False
        elif column.role is ColumnRole.VALUE and not column.year and column.part is None and column.aspect is Aspect.VALUE:
            result.append(column if _holds_numbers(below, column.index) else replace(column, role=ColumnRole.UNKNOWN))
        elif column.role is ColumnRole.UNKNOWN and name is not None and column.index > name and _holds_numbers(below, column.index):
            unit = _header_unit(column.header.cells[-1:])
            counts = find_label(words_of(column.header.text), "quantity") is not None or (unit is not None and bool(column.year))
            known = counts and bool(column.year or title)
            unit = unit if known else _header_unit(column.header.cells)
            kept = replace(column, role=ColumnRole.VALUE, unit=unit, own_unit=unit is not None)
            # What its numbers are is not known then; the year above them is.
            result.append(kept if known else replace(kept, aspect=Aspect.OTHER))
        else:
            result.append(column)
    return result


def _heads_values(column: TableColumn) -> bool:
    """Whether the lowest header cell of a column is a label of values."""
    return bool(column.header.cells) and cell_kind(column.header.cells[-1].text) == "values"


def _holds_numbers(rows: Sequence[Row], index: int) -> bool:
    """Whether most of the cells below a header are numbers, and not all of them years."""
    texts = [text for text in _texts(rows, index) if any(map(str.isalnum, text))]
    numbers = [text for text in texts if is_numeric(text)]
    return 2 * len(numbers) > len(texts) and not all(_YEAR.fullmatch(text) for text in numbers)


def _with_years(columns: Sequence[TableColumn], title: TitlePeriod | None) -> list[TableColumn]:
    """Columns of values whose header names no year have that of the column on their left, or of the title."""
    result: list[TableColumn] = []
    year, part, stage = "", None, None
    only = {column.year for column in columns if column.role is ColumnRole.VALUE and column.year}
    for column in columns:
        if column.role is not ColumnRole.VALUE:
            result.append(column)
            continue
        if column.year:
            year, part, stage = column.year, column.part, column.stage
        elif column.aspect is Aspect.EXECUTION or column.part is not None:
            left = year or (next(iter(only)) if len(only) == 1 else "")
            own = column.part if column.part is not None else part
            own_stage = column.stage or (stage if left and column.aspect is not Aspect.EXECUTION else None)
            column = replace(column, year=left or (title.year if title else ""), part=own, stage=own_stage)  # noqa: PLW2901
        elif title is not None and not year and column.aspect is Aspect.VALUE and (column.stage is None or column.stage in _DATED_STAGES):
            column = replace(column, year=title.year, part=title.part)  # noqa: PLW2901
        result.append(column)
    return result


def _texts(rows: Sequence[Row], index: int) -> list[str]:
    """The texts that begin in a column."""
    return [row.cells[index].text for row in rows if _begins(row, index)]


def _looks_like_names(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(1 for text in texts if not is_numeric(text)) > len(texts) / 2


def _looks_like_codes(texts: Sequence[str]) -> bool:
    return bool(texts) and all(read_code(text) for text in texts)


def _looks_like_units(texts: Sequence[str]) -> bool:
    return _looks_like_names(texts) and sum(1 for text in texts if len(text) <= 25) > 0.8 * len(texts)


def _column_findings(columns: Sequence[TableColumn]) -> list[Finding]:
    passed_over = (ColumnRole.OTHER, ColumnRole.CHANGE)
    return [
        Finding("column_not_read", column.header.place, column.header.text)
        for column in columns
        if column.role in passed_over and column.header.cells
    ]


def same_columns(old: TableLayout, new: TableLayout) -> bool:
    """Whether a later header stands for the same columns, whatever its spelling, or repeats no more than their years."""
    if _signature(old) == _signature(new) and old.names_what == new.names_what and new.name_labelled:
        return True
    years, repeated = _year_places(old), _year_places(new)
    return bool(repeated) and repeated == years and not new.name_labelled and old.name_labelled


def _signature(layout: TableLayout) -> tuple[tuple[str, ...], ...]:
    columns = [
        (c.role.value, *find_years(c.year)[:1], c.stage or "", fold_spelling(c.unit or ""), c.aspect.value, str(c.part), _kept_label(c))
        for c in layout.columns
    ]
    while columns and columns[-1][0] == ColumnRole.UNKNOWN:
        columns.pop()
    return tuple(columns)


def _kept_label(column: TableColumn) -> str:
    """The header of a column that only its header tells from others."""
    return fold_spelling(column.header.text) if column.aspect is Aspect.OTHER else ""


def _year_places(layout: TableLayout) -> dict[int, list[str]]:
    return {column.index: find_years(column.year) for column in layout.values}
