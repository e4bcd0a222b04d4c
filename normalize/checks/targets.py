"""Targets: the numbers in a task's title against the measures below it.

Which measures make a target is found by trying: one of them, a run of them in one unit, or all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from jospar.normalize.checks.base import CheckFinding, RecordView, Relation, Series, Tested
from jospar.normalize.checks.evidence import ENOUGH, count_bits, find_grain, is_slip, print_number
from jospar.normalize.checks.sums import (
    LONGEST_RUN,
    Term,
    find_wrong,
    find_wrong_by_pattern,
    follows,
    may_be_slip_in,
    note_swap,
    write_formula,
)
from jospar.normalize.issues import Note
from jospar.normalize.phrases.units import counts_things
from jospar.normalize.records import Bound, Outcome, Task, table_of

# Bits for a target, which is meant to be what its measures come to: less than for a sum among any rows.
_LIKELY = 4.5
_DIGITS_THAT_MATTER = 100
_TENS = frozenset(Decimal(10).scaleb(power) for power in (-4, -3, -2, 0, 1, 2))


@dataclass(frozen=True, slots=True)
class _MeasureRun:
    """Measures that stand one after another in one unit, each with what brings it to the scale of the target, and their sums there in the
    years of the target.
    """

    terms: tuple[Term, ...]
    sums: tuple[Decimal, ...]

    @property
    def members(self) -> tuple[Series, ...]:
        """The measures alone."""
        return tuple(row for row, _ in self.terms)


@dataclass(frozen=True, slots=True)
class _TaskTarget:
    """The numbers of a target and the years that they are for."""

    task: Task
    years: tuple[int, ...]
    amounts: tuple[Decimal, ...]

    def fits(self, sums: Sequence[Decimal]) -> tuple[bool, ...]:
        """In which of its years sums are as they should be."""
        return tuple(total == amount for total, amount in zip(sums, self.amounts, strict=True))


@dataclass(frozen=True, slots=True)
class _TargetReading:
    """How the measures below come nearest to a target: the years that it is for, and the run; `sure` where that says more than chance.

    `readings` is how many pairs of years could be meant.
    """

    target: _TaskTarget
    run: _MeasureRun
    sure: bool
    readings: int

    @property
    def fits(self) -> tuple[bool, ...]:
        """In which of its years the run is as it should be."""
        return self.target.fits(self.run.sums)


def check_targets(view: RecordView) -> Iterator[CheckFinding]:
    """For each task with a target: which measures make it up, and whether they do so in both years."""
    found = [(task, rows, _read_target(task, rows)) for task in view.records.tasks for rows in _rows_below(task, view)]
    met = sum(all(reading.fits) for _, _, reading in found if reading and reading.sure)
    for task, rows, reading in found:
        if reading is not None and reading.sure and (all(reading.fits) or _can_be_blamed(reading)):
            yield from _report_target(reading, view)
        else:
            yield from _report_unlike(task, rows, reading, usual=met >= 2)


def _rows_below(task: Task, view: RecordView) -> Iterator[tuple[Series, ...]]:
    """The measures that a task's target can be held against; none where it has no target, or a range. What was only reported is none."""
    if task.target_value is None or task.target_value_upper is not None:
        return
    for group in view.groups_below(task.task_id):
        rows = tuple(row for row in group if row.row.bound is Bound.EXACT and len(row.numbers) > 1)
        if rows and rows[0].layer != "report":
            yield rows


def _targets(task: Task, rows: Sequence[Series]) -> list[_TaskTarget]:
    """The target with each pair of years that it may be for: from the first year, the last that was reported or the first planned one."""
    last = max(row.years[-1] for row in rows)
    firsts = {row.years[0] for row in rows}
    for row in rows:
        reported = [number.year for number in row.numbers if not number.is_planned]
        firsts.update(reported[-1:])
        firsts.update([number.year for number in row.numbers if number.is_planned][:1])
    end = task.target_year if task.target_year and min(firsts) < task.target_year <= last else last
    value = task.target_value or Decimal(0)
    if task.target_baseline is None:
        return [_TaskTarget(task, (end,), (value,))]
    return [_TaskTarget(task, (first, end), (task.target_baseline, value)) for first in sorted(firsts) if first < end]


def _read_target(task: Task, rows: Sequence[Series]) -> _TargetReading | None:
    """The reading of a target that agrees with the measures best."""
    targets = _targets(task, rows)
    runs = [(target, list(_runs(target, rows))) for target in targets]
    found = [_TargetReading(target, *_compare(target, tried, len(targets)), len(targets)) for target, tried in runs if tried]
    return max(found, key=lambda reading: (sum(reading.fits), reading.sure), default=None)


def _can_be_blamed(reading: _TargetReading) -> bool:
    """Whether the year in which a run is not as it should be is known to be meant: it is the end, the only beginning, or one slip away."""
    if reading.readings == 1 or reading.fits[0]:
        return True
    return is_slip(reading.run.sums[0], reading.target.amounts[0])


def _runs(target: _TaskTarget, rows: Sequence[Series]) -> Iterator[_MeasureRun]:
    """The runs of measures that could make up a target: those in its unit, one after another among themselves."""
    alike = [(row, scale) for row in rows if (scale := _scale(target.task, row)) is not None]
    columns = [(row, scale, [row.amount_in(year) for year in target.years]) for row, scale in alike]
    for start in range(len(columns)):
        sums = [Decimal(0)] * len(target.years)
        for end in range(start, min(len(columns), start + LONGEST_RUN)):
            row, scale, amounts = columns[end]
            if row.row.unit != columns[start][0].row.unit or None in amounts:
                break
            sums = [total + amount * scale for total, amount in zip(sums, amounts, strict=True) if amount is not None]
            yield _MeasureRun(tuple((row, scale) for row, scale, _ in columns[start : end + 1]), tuple(sums))


def _scale(task: Task, row: Series) -> Decimal | None:
    """What brings a measure to the scale of a target; None where they count different things. Persons may be counted as pieces."""
    unit, mult, per = row.unit
    if task.target_unit is None and not task.target_unit_mult:
        return Decimal(1)  # a target that names no unit is in that of its measures
    same = unit == task.target_unit or (counts_things(unit) and counts_things(task.target_unit))
    return Decimal(10) ** (mult - (task.target_unit_mult or 0)) if same and per == task.target_per else None


def _compare(target: _TaskTarget, runs: Sequence[_MeasureRun], readings: int) -> tuple[_MeasureRun, bool]:
    """The run that agrees with a target best, and whether the agreement says more than chance."""
    longest = max(len(run.members) for run in runs)

    def rank(run: _MeasureRun) -> tuple[int, bool, int]:
        return sum(target.fits(run.sums)), len(run.members) == longest, -len(run.members)

    best = max(runs, key=rank)
    fits = target.fits(best.sums)
    # All measures of a unit, or the only one, are what a target is the sum of; others were found by trying.
    tried = readings * (1 if len(best.members) == longest else len(runs))
    agreed = [amount for amount, fit in zip(target.amounts, fits, strict=True) if fit]
    return best, bool(agreed) and _count(target, best, agreed) - log2(tried) >= _LIKELY


def _count(target: _TaskTarget, run: _MeasureRun, agreed: Sequence[Decimal]) -> float:
    """The bits of an agreement in some of the target's numbers."""
    return count_bits(agreed, find_grain([*target.amounts, *(amount * scale for row, scale in run.terms for amount in row.amounts)]))


def _report_target(reading: _TargetReading, view: RecordView) -> Iterator[CheckFinding]:
    target, run, task = reading.target, reading.run, reading.target.task
    for year, expected, found in zip(target.years, target.amounts, run.sums, strict=True):
        holds = expected == found
        yield Tested(
            check=Relation.TARGET_MET,
            outcome=Outcome.HOLDS if holds else Outcome.FAILS,
            place=task.place,
            records=(task.task_id, *(row.record_id for row in run.members)),
            years=(year,),
            expected=expected,
            found=found,
            tolerance=Decimal(0),
            values=tuple(number.value.value_id for row in run.members for number in row.numbers if number.year == year),
        )
        if not holds:
            yield _blame_for_target(target, run, year, expected - found, view)


def _blame_for_target(target: _TaskTarget, run: _MeasureRun, year: int, lacking: Decimal, view: RecordView) -> Note:
    """The note of a sum that is not the target: at the measure whose number must be another, else at the heading."""
    expected = target.amounts[target.years.index(year)]
    formula = write_formula(run.terms, year, expected - lacking, expected)
    slip = is_slip(expected, expected - lacking)
    wrong = (find_wrong_by_pattern if slip else find_wrong)(run.terms, year, lacking, view)
    if wrong is not None:
        row, meant = wrong
        value = next(number.value for number in row.numbers if number.year == year)
        return Note(
            "target_unmet",
            value.place,
            printed=value.value_text,
            detail=formula,
            table=row.table,
            record_id=row.record_id,
            year=year,
            suggestion=print_number(meant),
        )
    others_follow = all(follows(row, view) for row in run.members)
    heading_is = others_follow or (slip and not may_be_slip_in(run.terms, year, lacking, view))
    suggestion = print_number(expected - lacking) if heading_is else None
    return Note(
        "target_unmet",
        target.task.place,
        printed=target.task.title_printed,
        detail=formula,
        table=table_of(target.task),
        record_id=target.task.task_id,
        year=year,
        suggestion=suggestion,
    )


def _report_unlike(task: Task, rows: Sequence[Series], reading: _TargetReading | None, usual: bool) -> Iterator[CheckFinding]:
    """A target that no measures make up as they stand: two numbers changed places, a unit is another one, or it counts something else."""
    alike = [row for row in rows if _scale(task, row) is not None]
    targets = _targets(task, rows)
    years = targets[0].years if targets else ()
    yield Tested(Relation.TARGET_MET, Outcome.NOT_TESTABLE, task.place, (task.task_id, *(row.record_id for row in alike)), years)
    if not targets or (reading is not None and all(reading.fits)):
        return
    if len(years) < 2:
        runs = list(_runs(targets[0], rows))
        near = list(_note_near(targets[0], runs))
        yield from near or _note_unlike(targets[0], rows if len(runs) == 1 else (), usual)
        return
    swap = next((swap for target in targets if (swap := _find_swap(target, list(_runs(target, rows))))), None)
    odd = next((note for target in targets if (note := _find_odd_unit(target, rows))), None) if swap is None else None
    if swap is not None:
        row, run, target = swap
        yield from note_swap(row, target.years, write_formula(run.terms, target.years[0], run.sums[0], target.amounts[0]))
    elif odd is not None:
        yield odd
    else:
        yield from _note_unlike(targets[0], alike, usual)


def _note_unlike(target: _TaskTarget, rows: Sequence[Series], usual: bool) -> Iterator[Note]:
    """A note on a target that measures in its unit do not come to, which is doubtful where those of other headings do (`usual`)."""
    task = target.task
    alike = [row for row in rows if _scale(task, row) is not None]
    if alike and task.target_unit is not None:
        shown = "; ".join(f"{row.label}: {print_number(row.amounts[0])} → {print_number(row.amounts[-1])}" for row in alike)
        detail = f"{' → '.join(map(print_number, target.amounts))}; {shown}"
        yield Note(
            "target_unlike" if usual else "target_unconfirmed",
            task.place,
            printed=task.title_printed,
            detail=detail,
            table=table_of(task),
            record_id=task.task_id,
        )


def _note_near(target: _TaskTarget, runs: Sequence[_MeasureRun]) -> Iterator[Note]:
    """A note on a target of one number that is one slip away from just one measure in its unit, or from the sum of all, or that a measure
    has in another year.
    """
    printed, year = target.amounts[0], target.years[0]
    longest = max((len(run.terms) for run in runs), default=0)
    near = [run for run in runs if len(run.terms) in (1, longest) and _is_near(printed, run)]
    if len(near) == 1:
        formula = write_formula(near[0].terms, year, near[0].sums[0], printed)
        task = target.task
        yield Note(
            "target_near", task.place, printed=task.title_printed, detail=formula, table=table_of(task), record_id=task.task_id, year=year
        )


def _is_near(printed: Decimal, run: _MeasureRun) -> bool:
    """Whether a target is one slip away from what a run comes to, in digits that matter, or stands elsewhere in its only measure."""
    found = run.sums[0]
    row, scale = run.terms[0]
    elsewhere = len(run.terms) == 1 and printed in [amount * scale for amount in row.amounts]
    matters = max(printed, found) / find_grain([printed, found]) >= _DIGITS_THAT_MATTER
    zeros = bool(printed) and found / printed in _TENS
    return zeros or (matters and (elsewhere or is_slip(printed, found)))


def _find_swap(target: _TaskTarget, runs: Sequence[_MeasureRun]) -> tuple[Series, _MeasureRun, _TaskTarget] | None:
    """The only row whose first and last number have to change places for a run to make the target up."""
    found = []
    for run in runs:
        lacking = [amount - total for amount, total in zip(target.amounts, run.sums, strict=True)]
        if not lacking[0] or lacking[0] != -lacking[1] or _count(target, run, target.amounts) - log2(len(runs) * len(run.terms)) < ENOUGH:
            continue
        for row, scale in run.terms:
            first, last = (row.amount_in(year) for year in target.years)
            if first is not None and last is not None and (last - first) * scale == lacking[0]:
                found.append((row, run, target))
    return found[0] if len(found) == 1 else None


def _find_odd_unit(target: _TaskTarget, rows: Sequence[Series]) -> Note | None:
    """The note of a measure whose unit is not that of the target, though the numbers of its run are as they should be."""
    runs: list[_MeasureRun] = []
    for start in range(len(rows)):
        sums = [Decimal(0)] * len(target.years)
        for end in range(start, min(len(rows), start + LONGEST_RUN)):
            amounts = [rows[end].amount_in(year) for year in target.years]
            if None in amounts:
                break
            sums = [total + amount for total, amount in zip(sums, amounts, strict=True) if amount is not None]
            runs.append(_MeasureRun(tuple((row, Decimal(1)) for row in rows[start : end + 1]), tuple(sums)))
    agreed = [run for run in runs if all(target.fits(run.sums))]
    if len(agreed) != 1 or _count(target, agreed[0], target.amounts) - log2(len(runs)) < ENOUGH:
        return None
    odd = [row for row in agreed[0].members if _scale(target.task, row) != 1]
    row = odd[0] if odd else agreed[0].members[0]
    detail = f"{' + '.join(member.label for member in agreed[0].members)}: {' → '.join(map(print_number, target.amounts))}"
    return Note("target_unit", row.row.place, printed=row.row.unit_label, detail=detail, table=row.table, record_id=row.record_id)
