"""Rows and tasks of a strategy by the keys that relations know them by, and strategies that differ in some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from tests.generator.plan import Direction, Indicator, Measure, Strategy, Task
from tests.generator.relations import key_of

Row = Measure | Indicator


def keyed_rows(strategy: Strategy) -> Iterator[tuple[str, Row]]:
    """All indicators and measures with their keys."""
    for number, direction in enumerate(strategy.directions, start=1):
        yield from ((key_of(f"d{number}", indicator.name), indicator) for indicator in direction.indicators)
    for path, task in strategy.headed_tasks():
        yield from ((key_of(path, measure.name), measure) for measure in task.measures)


def numbers_of(strategy: Strategy) -> dict[tuple[str, int], Decimal]:
    """All numbers by key and year (counted from 0); those of a target stand at the path of its task in the first and last year."""
    last = len(strategy.columns) - 1
    rows = {
        (key, year): amount.number
        for key, row in keyed_rows(strategy)
        for year, amount in enumerate(row.amounts)
        if amount.number is not None
    }
    targets = [(path, task.target) for path, task in strategy.headed_tasks() if task.target]
    ends = {(path, year): number for path, target in targets for year, number in ((0, target.baseline), (last, target.value))}
    return {**rows, **ends}


def with_rows(strategy: Strategy, rows: Mapping[str, Sequence[Row]]) -> Strategy:
    """The strategy with other rows in the place of some: none, one or more."""
    indicators = {
        number: tuple(new for old in direction.indicators for new in rows.get(key_of(f"d{number}", old.name), (old,)))
        for number, direction in enumerate(strategy.directions, start=1)
    }
    directions = tuple(
        replace(direction, indicators=tuple(row for row in indicators[number] if isinstance(row, Indicator)))
        for number, direction in enumerate(strategy.directions, start=1)
    )
    tasks = {}
    for path, task in strategy.headed_tasks():
        below = (new for old in task.measures for new in rows.get(key_of(path, old.name), (old,)))
        tasks[path] = replace(task, measures=tuple(row for row in below if isinstance(row, Measure)))
    return with_tasks(replace(strategy, directions=directions), tasks)


def with_tasks(strategy: Strategy, tasks: Mapping[str, Task]) -> Strategy:
    """The strategy with other tasks in the place of some."""
    paths = iter([path for path, _ in strategy.headed_tasks()])
    return replace(strategy, directions=tuple(_with_tasks(direction, paths, tasks) for direction in strategy.directions))


def _with_tasks(direction: Direction, paths: Iterator[str], tasks: Mapping[str, Task]) -> Direction:
    goals = tuple(replace(goal, tasks=tuple(tasks.get(next(paths), task) for task in goal.tasks)) for goal in direction.goals)
    return replace(direction, goals=goals)
