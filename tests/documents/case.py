"""A document written inside a test, with what a careful reader takes out of it, and records printed in the same way.

In the text of a case `|` stands for a tab. What is expected is one line a record, indented by its depth in the tree:

    D 1 title of a direction            G goal, T task: code (`-` where there is none), title
      I - name ; unit ; values          M measure: code, name, unit, values, `S:` stakeholders, `E:` executors, `C:` those who help

A unit is `KZT`, `KZT*6` in millions, `KZT/person`, `>=percent`; `?` where there is none. A value is `2024=5`; before the year `f` stands
for fact, `e` for estimate, `b` for baseline, `t` for threshold, `s` for stretch, `?` for an open stage; what is no whole year is
named by its period (`2025-Q4=5`), what is not the measure itself by its aspect before that (`execution:2025=98`, `other:=5`). `31..38` is a
range, `5&6` a pair, `>=5` a bound; `-` is a dash, `_` a blank, `!` what can't be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent

from jospar.extract.columns.aspects import Aspect
from jospar.normalize.records import Bound, Direction, Goal, Indicator, Measure, Records, Role, Severity, Stage, Status, Task, Value
from tests.support.reading import parties_of, values_of

Owner = Indicator | Measure
Node = Direction | Goal | Task | Owner

_BOUNDS = {Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.ABOUT: "~"}
_STAGES = {
    Stage.PLAN: "",
    Stage.FACT: "f",
    Stage.ESTIMATE: "e",
    Stage.BASELINE: "b",
    Stage.THRESHOLD: "t",
    Stage.STRETCH: "s",
    None: "?",
}
_STATUSES = {Status.DASH: "-", Status.BLANK: "_", Status.UNREADABLE: "!"}


@dataclass(frozen=True, slots=True)
class Case:
    """`issues` are the codes of all errors and warnings, None where there must be some."""

    name: str
    text: str
    expected: str
    issues: tuple[str, ...] | None = ()
    document: dict[str, str | int | None] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The text of the document with its tabs."""
        return re.sub(r" ?\| ?", "\t", dedent(self.text).strip("\n")) + "\n"

    @property
    def lines(self) -> list[str]:
        """The expected records."""
        return dedent(self.expected).strip("\n").split("\n")


def print_records(records: Records) -> list[str]:
    """Records in the form of Case.expected."""
    return list(_print_below(records, records.document.document_id, 0))


def loud_issues(records: Records) -> tuple[str, ...]:
    """The codes of errors and warnings, in alphabetical order."""
    return tuple(sorted(issue.code for issue in records.issues if issue.severity is not Severity.INFO))


def _print_below(records: Records, path: str, depth: int) -> Iterator[str]:
    for node_id, node in _children(records, path):
        yield "  " * depth + _print_node(records, node_id, node)
        yield from _print_below(records, node_id, depth + 1)


def _children(records: Records, path: str) -> list[tuple[str, Node]]:
    nodes: list[tuple[str, Node]] = [
        *((i.indicator_id, i) for i in records.indicators),
        *((m.measure_id, m) for m in records.measures),
        *((d.direction_id, d) for d in records.directions),
        *((g.goal_id, g) for g in records.goals),
        *((t.task_id, t) for t in records.tasks),
    ]
    return [(node_id, node) for node_id, node in nodes if node_id.rpartition("/")[0] == path]


def _print_node(records: Records, node_id: str, node: Node) -> str:
    if isinstance(node, Direction | Goal | Task):
        return f"{type(node).__name__[0]} {node.code or '-'} {node.title}"
    parts = [f"{type(node).__name__[0]} {node.code or '-'} {node.name}", _print_unit(node), _print_values(records, node, node_id)]
    for letter, role in (("S", Role.STAKEHOLDER), ("E", Role.EXECUTOR), ("C", Role.CO_EXECUTOR)):
        names = parties_of(records, node_id, role)
        parts.extend([f"{letter}: {', '.join(names)}"] if names else [])
    return " ; ".join(parts).rstrip(" ;")


def _print_unit(item: Owner | Value) -> str:
    bound = "" if isinstance(item, Value) else _BOUNDS.get(item.bound, "")
    return bound + (item.unit or "?") + (f"*{item.unit_mult}" if item.unit_mult else "") + (f"/{item.per}" if item.per else "")


def _print_values(records: Records, owner: Owner, owner_id: str) -> str:
    printed: dict[str, list[str]] = {}
    for value in values_of(records, owner_id):
        unit = "" if (value.unit, value.unit_mult, value.per) == (owner.unit, owner.unit_mult, owner.per) else f"({_print_unit(value)})"
        printed.setdefault(_print_column(value), []).append(_print_amount(value, owner) + unit)
    return " ".join(f"{year}={'&'.join(amounts)}" for year, amounts in printed.items())


def _print_column(value: Value) -> str:
    """The stage and the period of a value, with its aspect where it is not the measure itself."""
    period = value.year if value.is_annual else value.period or ""
    if value.aspect is Aspect.VALUE:
        return f"{_STAGES[value.stage]}{period}"
    stage = _STAGES[value.stage] if value.stage is not None else ""
    return f"{value.aspect}:{stage}{period}"


def _print_amount(value: Value, owner: Owner) -> str:
    if value.status is not Status.REPORTED:
        return _STATUSES[value.status]
    bound = "" if value.bound is owner.bound else _BOUNDS.get(value.bound, "")
    return f"{bound}{value.value}" + ("" if value.value_upper is None else f"..{value.value_upper}")
