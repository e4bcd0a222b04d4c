"""Which measures the target in a task's heading is drawn against: those that a check held against it, else those of the same unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jospar.normalize.records import Check, Measure, Outcome, Records, Task

# Shares and coefficients of different things have no sum.
_NEVER_SUMMED = frozenset({None, "percent", "percentage_point", "permille", "ratio", "index", "point", "place", "times"})


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The measures beside a target, as one sum or each by itself, and the checks of the target."""

    measures: tuple[str, ...]
    summed: bool
    checks: tuple[str, ...] = ()


def find_counterparts(records: Records) -> dict[str, Counterpart]:
    """For each task that has a target, by its id."""
    below: dict[str, list[Measure]] = defaultdict(list)
    for measure in records.measures:
        if measure.task_id is not None:
            below[measure.task_id].append(measure)
    known = {measure.measure_id for measure in records.measures}
    tested: dict[str, list[Check]] = defaultdict(list)
    for check in records.checks:
        for record_id in check.records.split("\n"):
            tested[record_id].append(check)
    return {
        task.task_id: _by_check(tested[task.task_id], known) or _by_unit(task, below[task.task_id], tested[task.task_id])
        for task in records.tasks
        if task.target_value is not None
    }


def _by_check(checks: list[Check], known: set[str]) -> Counterpart | None:
    """What holds tells best which measures are meant; all checks of the same measures go with it."""
    tested = [(check, tuple(record_id for record_id in check.records.split("\n") if record_id in known)) for check in checks]
    for outcome in (Outcome.HOLDS, Outcome.FAILS):
        for check, measures in tested:
            if check.outcome is outcome and measures:
                same = tuple(other.check_id for other, others in tested if others == measures and other.outcome is not Outcome.NOT_TESTABLE)
                return Counterpart(measures, len(measures) > 1, same)
    return None


def _by_unit(task: Task, measures: list[Measure], checks: list[Check]) -> Counterpart:
    unit = (task.target_unit, task.target_unit_mult or 0, task.target_per)
    same = tuple(measure.measure_id for measure in measures if (measure.unit, measure.unit_mult, measure.per) == unit)
    summed = len(same) > 1 and task.target_unit not in _NEVER_SUMMED
    return Counterpart(same, summed, tuple(check.check_id for check in checks))
