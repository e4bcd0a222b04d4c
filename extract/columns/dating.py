"""Which year, and which stage, the columns of a table are of whose header does not say so: by their neighbours and by the title above.

It must not know rows, nor how a header is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import ColumnRole, TableColumn
from jospar.extract.columns.header import counts_up
from jospar.extract.words.periods import TitlePeriod
from jospar.extract.words.years import find_years

# Stages that are of a year which the title of the table may name; a threshold is a limit, whatever the year.
_DATED_STAGES = frozenset({"plan", "fact", "estimate"})


def date_columns(columns: Sequence[TableColumn], title: TitlePeriod | None) -> list[TableColumn]:
    """The columns with the years that their neighbours give them, or `title`: the period that the title of the table is about."""
    return _reported(_with_years([_with_due_year(column, title) for column in columns], title), title)


def _with_due_year(column: TableColumn, title: TitlePeriod | None) -> TableColumn:
    """A column of terms with the year of those that name none: the one of its header, or of the title."""
    if column.role is not ColumnRole.DUE:
        return column
    years = find_years(column.header.text)
    return replace(column, year=years[0] if len(set(years)) == 1 else title.year if title and not years else "")


def _with_years(columns: Sequence[TableColumn], title: TitlePeriod | None) -> list[TableColumn]:
    """Columns of values whose header names no year have that of the column on their left, or of the title."""
    result: list[TableColumn] = []
    year, part, stage = "", None, None
    all_years = _all_years(columns)
    only = {column.year for column in columns if column.role is ColumnRole.VALUE and column.year}
    for column in columns:
        if column.role is not ColumnRole.VALUE:
            result.append(column)
            continue
        if column.is_total and all_years:
            column = replace(column, year=all_years)  # noqa: PLW2901
        elif column.year:
            year, part, stage = column.year, column.part, column.stage
        elif column.aspect is Aspect.EXECUTION or column.part is not None:
            left = year or (next(iter(only)) if len(only) == 1 else "")
            own = column.part if column.part is not None else part
            own_stage = column.stage or (stage if left and column.aspect is not Aspect.EXECUTION else None)
            column = replace(column, year=left or (title.year if title else ""), part=own, stage=own_stage)  # noqa: PLW2901
        elif title is not None and not year and _is_dated_by_title(column, columns):
            column = replace(column, year=title.year, part=title.part)  # noqa: PLW2901
        result.append(column)
    return result


def _reported(columns: Sequence[TableColumn], title: TitlePeriod | None) -> list[TableColumn]:
    """Columns of a report, none of which is marked, are facts up to the year that the title names: `Отчет за 2024 год`."""
    years = [int(years[0]) for column in columns if _is_itself(column) and (years := find_years(column.year))]
    if title is None or not title.is_report or any(column.stage for column in columns) or max(years, default=0) > int(title.year):
        return list(columns)
    return [replace(column, stage="fact") if _is_itself(column) else column for column in columns]


def _all_years(columns: Sequence[TableColumn]) -> str:
    """The span of the whole years that stand side by side, as a label; empty where they are no such."""
    years = sorted({years[0] for column in columns if _is_itself(column) and len(years := find_years(column.year)) == 1})
    is_whole = all(column.part is None for column in columns if _is_itself(column))
    return f"{years[0]}-{years[-1]}" if is_whole and len(years) > 1 and counts_up(years) else ""


def _is_itself(column: TableColumn) -> bool:
    return column.role is ColumnRole.VALUE and column.aspect in (Aspect.VALUE, Aspect.COST)


def _is_dated_by_title(column: TableColumn, columns: Sequence[TableColumn]) -> bool:
    """Whether numbers without a year are of the one that the title names; money of rows that have terms is of those."""
    if column.aspect is Aspect.COST:
        return not any(other.role is ColumnRole.DUE for other in columns)
    is_counted = column.aspect in (Aspect.VALUE, Aspect.OTHER)
    return is_counted and (column.stage is None or column.stage in _DATED_STAGES)
