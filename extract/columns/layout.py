"""Says what each column of a table is: the Layout that its rows are read by, made of its header rows and of the shape of its cells.

A column without a known label is known by its place and its cells. It must not know what a unit, a number or a year means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.cells import find_overlaps, head_by_shape, header_unit, keep_numbers, name_by_shape, one_name, printed_cell
from jospar.extract.columns.column import ColumnRole, TableColumn, TableLayout
from jospar.extract.columns.dating import date_columns
from jospar.extract.columns.header import IN_PERCENT, cell_kind, counts_up, row_key
from jospar.extract.document import Cell, Finding, Printed, Row
from jospar.extract.words.figures import begins_with_number, is_one_number
from jospar.extract.words.folding import fold_spelling
from jospar.extract.words.labels import FoundLabel, find_label, resolve_label, resolve_misspelt, starts_with_label, without_words, words_of
from jospar.extract.words.note_marks import without_note_marks
from jospar.extract.words.periods import TitlePeriod, find_part, is_total
from jospar.extract.words.years import find_years

_YEAR_GROUPS = frozenset({"values", "year", "part", "stage", "name", "change", "dated"})
_LETTER = re.compile(r"[^\W\d_]")
_BARE_WIDTH, _FEWEST_BARE_ROWS = 2, 3
_ASPECTS = frozenset({Aspect.EXECUTION, Aspect.WEIGHT})
_OF_MEASURES = frozenset({ColumnRole.VALUE, ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS, ColumnRole.DUE, ColumnRole.COMPLETION_FORM})


def read_layout(header: Sequence[Row], below: Sequence[Row], title: TitlePeriod | None = None) -> TableLayout:
    """The layout that `header` rows print; `below` are the rows under them, whose shape decides what labels leave open.

    `title` is the period that the title of the table is about: that of the columns whose header names none.
    """
    width = max(len(row.cells) for row in header)
    paths = _paths(header, width)
    findings: list[Finding] = []
    columns = [_read_column(index, path, findings) for index, path in enumerate(paths)]
    columns = _with_execution(columns)
    columns = _once_each(one_name(_under_known_groups(columns), below), find_overlaps(columns, below))
    name = next((column for column in columns if column.role is ColumnRole.NAME), None)
    columns = [_with_unit(column) for column in keep_numbers(head_by_shape(name_by_shape(columns, below), below), below, title)]
    columns = date_columns(columns, title)
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


def read_bare_layout(rows: Sequence[Row], title: TitlePeriod | None) -> TableLayout | None:
    """The layout of a table without a header: a column of names, and behind it one of amounts of the year that the title names.

    None where its rows have another shape, or where the title names no year.
    """
    width = len(rows[0].cells)
    texts = [[row.cells[index].text for row in rows] for index in range(width)] if {len(row.cells) for row in rows} == {width} else []
    is_numbered = len(texts) == _BARE_WIDTH + 1 and all(map(is_one_number, texts[0]))
    names, amounts = texts[-_BARE_WIDTH:] if len(texts) == _BARE_WIDTH or is_numbered else ([], [])
    if title is None or len(rows) < _FEWEST_BARE_ROWS or not all(map(_LETTER.match, names)) or not all(map(begins_with_number, amounts)):
        return None
    blank = Printed("", ())
    columns = [TableColumn(0, ColumnRole.NUMBER, blank)] if is_numbered else []
    columns.append(TableColumn(len(columns), ColumnRole.NAME, blank))
    columns.append(TableColumn(len(columns), ColumnRole.VALUE, blank, title.year, part=title.part))
    first = rows[0].printed[0]
    finding = Finding("header_missing", first.place, first.text)
    return TableLayout(tuple(columns), (), (finding,), name_labelled=False, holds_measures=True)


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
    grid = [[printed_cell(row, index) for index in range(width)] for row in header]
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


def _read_column(index: int, path: list[Cell], findings: list[Finding]) -> TableColumn:
    """One column from its header cells: the lowest cell that says something decides, the stage may stand in any."""
    header = Printed(" / ".join(cell.text for cell in path), tuple(path))
    kinds = [cell_kind(cell.text) for cell in path]
    stage = next((label.code for cell in reversed(path) if (label := _stage_label(without_note_marks(cell.text)))), None)
    leaf = path[-1] if path else None
    year = next((cell for cell, kind in zip(reversed(path), reversed(kinds), strict=True) if kind == "year"), None)
    part = next((part for cell in reversed(path) if (part := find_part(cell.text)) is not None), None)
    printed = IN_PERCENT.sub("", without_note_marks(year.text)) if year else ""
    dated = TableColumn(index, ColumnRole.VALUE, header, printed, stage, header_unit(path), _year_language(printed), part)
    for cell, kind in zip(reversed(path), reversed(kinds), strict=True):
        if kind == "change" or (leaf is not None and leaf.text.strip() == "%" and kind == "year"):
            return TableColumn(index, ColumnRole.CHANGE, header)
        if kind in ("year", "part"):
            return dated
        if kind == "other" and cell is leaf and year is not None and is_total(cell.text):
            return dated
        if kind == Aspect.COST or (kind == ColumnRole.FUNDING_SOURCE and find_label(words_of(cell.text), "quantity") is not None):
            return replace(dated, aspect=Aspect.COST, own_unit=dated.unit is not None)
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


def _with_unit(column: TableColumn) -> TableColumn:
    """A column of names with what may be the unit of its rows: `Наименование показателя (тыс. тенге)`."""
    return replace(column, unit=header_unit(column.header.cells)) if column.role is ColumnRole.NAME else column


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
        names_unit = column.index in groups and header_unit([groups[column.index]]) is not None
        if column.index not in groups or kind in _YEAR_GROUPS:
            result.append(column)
        elif kind == Aspect.COST:
            result.append(replace(column, aspect=Aspect.COST, own_unit=column.unit is not None))
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
