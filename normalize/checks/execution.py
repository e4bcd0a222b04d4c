"""Percentages of the plan: what is printed beside a plan and a fact of one period must be the one in percent of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jospar.extract.columns.aspects import Aspect
from jospar.normalize.checks.base import CheckFinding, RecordView, Relation, Tested, last_place
from jospar.normalize.issues import Note
from jospar.normalize.records import Bound, Outcome, Stage, Status, Value

_HUNDRED, _HALF = Decimal(100), Decimal("0.5")


def check_execution(view: RecordView) -> Iterator[CheckFinding]:
    """One relation for each percentage of the plan beside one plan and one fact of its period, within the rounding of all three.

    Where less is better the plan in percent of the fact is meant, which holds as well.
    """
    for values in view.values_by_owner.values():
        for percent in values:
            if percent.aspect is Aspect.EXECUTION and _is_number(percent):
                plan, fact = (_only(values, percent, stage) for stage in (Stage.PLAN, Stage.FACT))
                if plan is not None and fact is not None and plan.value and fact.value:
                    yield from _compare(percent, plan, fact)


def _compare(percent: Value, plan: Value, fact: Value) -> Iterator[CheckFinding]:
    found = percent.value or Decimal(0)
    meant = _share(fact, plan)
    holds = _is_within(percent, fact, plan) or _is_within(percent, plan, fact)
    yield Tested(
        check=Relation.EXECUTION,
        outcome=Outcome.HOLDS if holds else Outcome.FAILS,
        place=percent.place,
        records=(percent.owner_id,),
        years=(percent.year,) if percent.year is not None else (),
        expected=meant,
        found=found,
        tolerance=last_place(found),
        values=(plan.value_id, fact.value_id, percent.value_id),
    )
    if not holds:
        words = f"{fact.value_text} / {plan.value_text} = {meant} %"
        yield Note(
            "execution_unmet",
            percent.place,
            printed=percent.value_text,
            detail=words,
            table=percent.owner_table,
            record_id=percent.owner_id,
            year=percent.year,
        )


def _only(values: Sequence[Value], percent: Value, stage: Stage) -> Value | None:
    """The one number of a stage that is for the period of a percentage; None where there is none or more than one."""
    found = [
        value
        for value in values
        if value.aspect is Aspect.VALUE and value.stage is stage and value.period == percent.period and _is_number(value)
    ]
    return found[0] if len(found) == 1 else None


def _is_number(value: Value) -> bool:
    return value.value is not None and value.status is Status.REPORTED and value.bound is not Bound.RANGE and value.component == 0


def _share(part: Value, whole: Value) -> Decimal:
    """A number in percent of another, to one figure more than the percentage of a plan has."""
    return ((part.value or Decimal(0)) / (whole.value or Decimal(1)) * _HUNDRED).quantize(Decimal("0.01")).normalize() + 0


def _is_within(percent: Value, part: Value, whole: Value) -> bool:
    """Whether a percentage may be that of two numbers, each of which may have been rounded to its last place."""
    if percent.value is None or part.value is None or whole.value is None:
        return False
    half_part, half_whole, last = _HALF * last_place(part.value), _HALF * last_place(whole.value), last_place(percent.value)
    lowest = (part.value - half_part) / (whole.value + half_whole) * _HUNDRED
    highest = (part.value + half_part) / (whole.value - half_whole) * _HUNDRED if whole.value > half_whole else None
    return lowest - last <= percent.value and (highest is None or percent.value <= highest + last)
