"""A made-up strategy: what goes into a generated document, and so what has to come out of it.

Texts are as printed; numbers stand beside their print. It must not know how a document is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jospar.normalize.records import Stage, Status
from tests.generator.phrases import UnitLabel
from tests.generator.relations import Relation


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed value; `number` is None where a missing mark or nothing is printed."""

    text: str
    number: Decimal | None
    status: Status = Status.REPORTED


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of values: its year, its label, and whether its values are planned or reported."""

    year: int
    label: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of a table: one amount a year column; `code` is empty where rows have none, `lead` stands in a row of its own above."""

    code: str
    name: str
    unit: UnitLabel
    amounts: tuple[Amount, ...]
    stakeholders: tuple[str, ...] = ()
    executors: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target indicator: a sentence with its numbers in it, or a table row. `code` is empty in a table."""

    code: str
    name: str
    unit: UnitLabel
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The numbers in the title of a task."""

    baseline: Decimal
    value: Decimal
    unit: str
    mult: int


@dataclass(frozen=True, slots=True)
class Task:
    """A heading that measures stand under."""

    code: str
    title: str
    target: Target | None
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A level between direction and task; documents without it have one goal a direction, whose title is empty."""

    code: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """A numbered top part."""

    code: str
    title: str
    indicators: tuple[Indicator, ...]
    goals: tuple[Goal, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, whatever their goal."""
        return tuple(task for goal in self.goals for task in goal.tasks)


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of strategy is made. `stages` is none, groups (a label over the years) or marks (a word beside each year); `indicators`
    is none, sentences or rows; `parties` is none, executors or both; `space` stands between the groups of a number. `related` strategies
    have numbers that follow from each other.
    """

    language: str = "kk"
    years: int = 6
    stages: str = "none"
    coded: bool = True
    labelled: bool = False
    has_goals: bool = False
    indicators: str = "sentences"
    parties: str = "both"
    space: str = " "
    directions: int = 2
    tasks: int = 2
    measures: int = 4
    related: bool = False


@dataclass(frozen=True, slots=True)
class Strategy:
    """A whole strategy, with the facts of its first page."""

    shape: Shape
    title: str
    organization: str
    approval: tuple[str, ...]
    approved_by: str
    approved_on: date
    protocol: str
    columns: tuple[YearColumn, ...]
    directions: tuple[Direction, ...]
    relations: tuple[Relation, ...] = ()

    def measures(self) -> Iterator[Measure]:
        """All measures in order."""
        return (measure for direction in self.directions for task in direction.tasks for measure in task.measures)

    def headed_tasks(self) -> Iterator[tuple[str, Task]]:
        """All tasks in order, each with its path: `d1/t2`, and `d1/g1/t2` below a goal."""
        for number, direction in enumerate(self.directions, start=1):
            for goal_number, goal in enumerate(direction.goals, start=1):
                above = f"d{number}/g{goal_number}" if goal.title else f"d{number}"
                yield from ((f"{above}/t{position}", task) for position, task in enumerate(goal.tasks, start=1))
