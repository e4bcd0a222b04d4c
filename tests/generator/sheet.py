"""A strategy set out on paper: lines and grids of cells in reading order, as a layout has them, before any form of document.

All writers draw these blocks, so that they print the same texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from jospar.normalize.records import Stage, Status
from tests.generator.layouts import Columns, Layout, Tables
from tests.generator.maker import PHRASES
from tests.generator.phrases import Phrases
from tests.generator.plan import Direction, Goal, Indicator, Measure, Shape, Strategy, Task


class Style(StrEnum):
    """What a text is to the eye."""

    APPROVAL = "approval"
    TITLE = "title"
    HEADING = "heading"
    PLAIN = "plain"


class Role(StrEnum):
    """What a column of a grid holds, for its width."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    YEAR = "year"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `depth` is its level in the numbered list of the document, and `number` what is printed for it."""

    text: str
    style: Style = Style.PLAIN
    number: str = ""
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell over some columns and rows; a line end in its text is one that the writer set."""

    text: str
    columns: int = 1
    rows: int = 1
    style: Style = Style.PLAIN
    number: str = ""
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: each row has a cell for each column that no merged cell covers."""

    roles: tuple[Role, ...]
    header: tuple[tuple[GridCell, ...], ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class PageEnd:
    """The end of the cover."""


Block = Line | Grid | PageEnd

# What years take of the width of a page at most; what one takes, and what a long number takes, of the size of type; the points around it.
_YEARS_OF_PAGE, _YEAR_WIDTH, _NUMBER_WIDTH, _YEAR_PADDING = 0.5, 2.2, 7.0, 9


def fit_shape(shape: Shape, layout: Layout) -> Shape:
    """The shape as far as the layout can show it: sentences need room outside tables, rows a table of their direction, years a page."""
    paper = layout.width - 2 * layout.margin
    most = int(_YEARS_OF_PAGE * paper / (_YEAR_WIDTH * layout.size + _YEAR_PADDING))
    shape = replace(shape, years=max(2, min(shape.years, most)), coded=shape.coded or layout.lists or layout.number_column)
    if layout.columns is not Columns.TIGHT and shape.years > _YEARS_OF_PAGE * paper / (_NUMBER_WIDTH * layout.size + _YEAR_PADDING):
        # On a page too narrow for them numbers that may not wrap would be cut within their groups.
        shape = replace(shape, space=" ")
    if layout.tables is Tables.WHOLE and shape.indicators == "sentences":
        return replace(shape, indicators="rows", labelled=True)
    if layout.tables is Tables.TASK and shape.indicators == "rows":
        return replace(shape, indicators="sentences")
    return replace(shape, labelled=shape.labelled or shape.indicators == "rows")


def set_out(strategy: Strategy, layout: Layout) -> tuple[Block, ...]:
    """The blocks of a document."""
    return tuple(_Sheet(strategy, layout).blocks())


class _Sheet:
    def __init__(self, strategy: Strategy, layout: Layout) -> None:
        self.strategy, self.layout, self.shape = strategy, layout, strategy.shape
        self.phrases: Phrases = PHRASES[strategy.shape.language]
        self.roles = self._roles()

    def blocks(self) -> Iterator[Block]:
        yield from (Line(text, Style.APPROVAL) for text in self.strategy.approval)
        yield Line("")
        yield Line(self.strategy.title, Style.TITLE)
        yield PageEnd() if self.layout.cover else Line("")
        if self.layout.tables is Tables.WHOLE:
            yield self._grid([row for direction in self.strategy.directions for row in self._direction_rows(direction)])
            return
        for direction in self.strategy.directions:
            yield self._heading_line("direction", direction.code, direction.title, 0)
            yield from self._sentences(direction)
            if self.layout.tables is Tables.DIRECTION:
                yield self._grid(list(self._rows_below(direction)))
                yield Line("")
            else:
                yield from self._task_tables(direction)

    def _task_tables(self, direction: Direction) -> Iterator[Block]:
        for goal in direction.goals:
            if goal.title:
                yield self._heading_line("goal", goal.code, goal.title, 1)
            for task in goal.tasks:
                yield self._heading_line("task", task.code, task.title, self._task_depth)
                yield self._grid(list(self._measure_rows(task)))
                yield Line("")

    def _sentences(self, direction: Direction) -> Iterator[Block]:
        if self.shape.indicators != "sentences":
            return
        yield Line(self.phrases.labels["indicators"], Style.HEADING)
        for indicator in direction.indicators:
            unit = indicator.unit.label
            series = ", ".join(
                f"{self.phrases.sentence_year.format(column.year)} – {amount.text} {unit}"
                for column, amount in zip(self.strategy.columns, indicator.amounts, strict=True)
            )
            yield Line(f"{indicator.code}. {indicator.name}: {series}.")
        yield Line(self.phrases.labels["transition"])

    @property
    def _task_depth(self) -> int:
        return 2 if self.shape.has_goals else 1

    def _number(self, level: str, code: str) -> str:
        return f"{self.phrases.labels[level]} {code}." if self.shape.labelled else f"{code}."

    def _heading_line(self, level: str, code: str, title: str, depth: int) -> Line:
        return Line(title, Style.HEADING, self._number(level, code), depth)

    def _heading_row(self, level: str, code: str, title: str, depth: int) -> tuple[GridCell, ...]:
        width = len(self.roles)
        cell = GridCell(title, width, style=Style.HEADING, number=self._number(level, code), depth=depth)
        return self._row_of(cell)

    def _row_of(self, cell: GridCell) -> tuple[GridCell, ...]:
        """A row of one text: merged, or in its first cell with blanks behind it."""
        width = len(self.roles)
        if self.layout.merged_headings:
            return (replace(cell, columns=width),)
        before = self.roles.index(Role.NAME)
        return (*_blanks(before), replace(cell, columns=1), *_blanks(width - before - 1))

    def _direction_rows(self, direction: Direction) -> Iterator[tuple[GridCell, ...]]:
        yield self._heading_row("direction", direction.code, direction.title, 0)
        yield from self._rows_below(direction)

    def _rows_below(self, direction: Direction) -> Iterator[tuple[GridCell, ...]]:
        if self.shape.indicators == "rows":
            yield self._row_of(GridCell(self.phrases.labels["indicators"], style=Style.HEADING))
            yield from (self._measure_row(indicator) for indicator in direction.indicators)
        for goal in direction.goals:
            yield from self._goal_rows(goal)

    def _goal_rows(self, goal: Goal) -> Iterator[tuple[GridCell, ...]]:
        if goal.title:
            yield self._heading_row("goal", goal.code, goal.title, 1)
        for task in goal.tasks:
            yield from self._task_rows(task)

    def _task_rows(self, task: Task) -> Iterator[tuple[GridCell, ...]]:
        yield self._heading_row("task", task.code, task.title, self._task_depth)
        yield from self._measure_rows(task)

    def _measure_rows(self, task: Task) -> Iterator[tuple[GridCell, ...]]:
        for measure in task.measures:
            if measure.lead:
                yield self._row_of(GridCell(measure.lead))
            yield self._measure_row(measure)

    def _roles(self) -> tuple[Role, ...]:
        parties = {"none": 0, "executors": 1, "both": 2}[self.shape.parties]
        number = (Role.NUMBER,) if self.layout.number_column else ()
        return (*number, Role.NAME, Role.UNIT, *[Role.YEAR] * self.shape.years, *[Role.PARTIES] * parties)

    def _measure_row(self, item: Measure | Indicator) -> tuple[GridCell, ...]:
        number = f"{item.code}." if item.code else ""
        depth = self._task_depth + 1 if number else None
        name = GridCell(item.name, number=number, depth=depth)
        cells = [GridCell("", number=number, depth=depth), GridCell(item.name)] if self.layout.number_column else [name]
        cells.append(GridCell(item.unit.label))
        cells.extend(self._amounts(item))
        if self.shape.parties == "both":
            cells.append(self._parties(item.stakeholders if isinstance(item, Measure) else ()))
        if self.shape.parties != "none":
            cells.append(self._parties(item.executors if isinstance(item, Measure) else ()))
        return tuple(cells)

    def _parties(self, names: tuple[str, ...]) -> GridCell:
        return GridCell((",\n" if self.layout.party_lines else ", ").join(names))

    def _amounts(self, item: Measure | Indicator) -> Iterator[GridCell]:
        if not self.layout.merges_years:
            yield from (GridCell(amount.text) for amount in item.amounts)
            return
        for amount, equal in groupby(item.amounts):
            count = len(list(equal))
            if amount.status is Status.BLANK:
                yield from _blanks(count)
            else:
                yield GridCell(amount.text, columns=count)

    def _grid(self, rows: list[tuple[GridCell, ...]]) -> Grid:
        header = self._two_rows() if self._has_two_rows else self._one_row()
        if self.layout.column_numbers:
            header = (*header, tuple(GridCell(str(number)) for number in range(1, len(self.roles) + 1)))
        return Grid(self.roles, header, tuple(rows))

    @property
    def _has_two_rows(self) -> bool:
        return self.layout.header_rows == 2 or self.shape.stages == "groups"

    def _one_row(self) -> tuple[tuple[GridCell, ...], ...]:
        years = [GridCell(column.label, style=Style.HEADING) for column in self.strategy.columns]
        before, unit, after = self._labels(rows=1)
        return ((*before, unit, *years, *after),)

    def _two_rows(self) -> tuple[tuple[GridCell, ...], ...]:
        """The group label stands over the years; as in real documents, over the unit too where nothing is said of stages."""
        years = [GridCell(column.label, style=Style.HEADING) for column in self.strategy.columns]
        before, unit, after = self._labels(rows=2)
        if self.shape.stages == "groups":
            groups = [
                GridCell(self.phrases.header["facts" if stage is Stage.FACT else "plans"], len(list(columns)), style=Style.HEADING)
                for stage, columns in groupby(self.strategy.columns, key=lambda column: column.stage)
            ]
            return ((*before, unit, *groups, *after), tuple(years))
        group = GridCell(self.phrases.header["values"], columns=len(years) + 1, style=Style.HEADING)
        return ((*before, group, *after), (replace(unit, rows=1), *years))

    def _labels(self, rows: int) -> tuple[list[GridCell], GridCell, list[GridCell]]:
        number = ["number"] if self.layout.number_column else []
        parties = {"none": [], "executors": ["executors"], "both": ["stakeholders", "executors"]}[self.shape.parties]
        before, unit, after = (
            [GridCell(self.phrases.header[key], rows=rows, style=Style.HEADING) for key in keys]
            for keys in ([*number, "name"], ["unit"], parties)
        )
        return before, unit[0], after


def _blanks(count: int) -> list[GridCell]:
    return [GridCell("")] * count
