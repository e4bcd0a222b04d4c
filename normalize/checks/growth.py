"""Growth: series that keep one value, one step or one rate, and the year that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jospar.normalize.checks.base import CheckFinding, RecordView, Series, Tested
from jospar.normalize.checks.evidence import is_slip, print_number
from jospar.normalize.checks.patterns import Pattern, PatternKind
from jospar.normalize.issues import Note
from jospar.normalize.records import Outcome

_CODES = {PatternKind.VALUE: "value_differs", PatternKind.STEP: "step_broken", PatternKind.GROWTH: "growth_broken"}


def check_growth(view: RecordView) -> Iterator[CheckFinding]:
    """A relation for each series that follows a pattern, a note for each number that breaks one."""
    for series in view.series:
        pattern = view.pattern_of(series)
        if pattern is not None:
            yield from _report(series, pattern, view)


def _report(series: Series, pattern: Pattern, view: RecordView) -> Iterator[CheckFinding]:
    fitting = [number for index, number in enumerate(series.numbers) if pattern.fits(index)]
    yield Tested(
        check=pattern.kind,
        outcome=Outcome.HOLDS,
        place=series.row.place,
        records=(series.record_id,),
        years=tuple(number.year for number in fitting),
        expected=pattern.change,
        found=pattern.change,
        tolerance=None,
        values=tuple(number.value.value_id for number in fitting),
    )
    for index, expected in zip(pattern.broken, pattern.expected, strict=True):
        number = series.numbers[index]
        if not view.may_be_slip(series, index):
            continue
        if pattern.sure:
            yield Tested(
                check=pattern.kind,
                outcome=Outcome.FAILS,
                place=number.value.place,
                records=(series.record_id,),
                years=(number.year,),
                expected=expected,
                found=number.amount,
                tolerance=number.unit_in_last_place,
                values=(number.value.value_id,),
            )
        code = "step_differs" if not pattern.sure else "values_swapped" if len(pattern.broken) == 2 else _CODES[pattern.kind]
        if pattern.sure or _is_worth_a_look(pattern, index, number.amount, expected):
            yield Note(
                code,
                number.value.place,
                printed=number.value.value_text,
                detail=_describe(series, pattern),
                table=series.table,
                record_id=series.record_id,
                year=number.year,
                suggestion=print_number(expected) if expected > 0 else None,
            )


def _is_worth_a_look(pattern: Pattern, index: int, amount: Decimal, expected: Decimal) -> bool:
    """Whether a number off the pattern that may be planned so deserves an info; to leave the base by a step of its own is usual."""
    if pattern.kind is PatternKind.VALUE:
        return is_slip(amount, expected) or (bool(amount and expected) and not Decimal("0.5") < amount / expected < 2)
    return expected > 0 and (index > 0 or is_slip(amount, expected))


def _describe(series: Series, pattern: Pattern) -> str:
    """The numbers as a formula: `500, 700, 900: +200`."""
    rest = ", ".join(print_number(number.amount) for index, number in enumerate(series.numbers) if pattern.fits(index))
    if pattern.kind is PatternKind.VALUE:
        return rest
    if pattern.kind is PatternKind.STEP:
        return f"{rest}: {'+' if pattern.change > 0 else '−'}{print_number(abs(pattern.change))}"
    return f"{rest}: ×{print_number(pattern.change)}"
