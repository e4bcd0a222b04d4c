"""Targets: the numbers in a task's title against the measures below it.

Which measures make a target is found by trying: one of them, a run of them in one unit, or all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from normalize.checks.base import Finding, Series, Sheet, Tested
from normalize.checks.evidence import ENOUGH, count_bits, find_grain, is_slip, print_number
from normalize.checks.sums import LONGEST_RUN, Term, find_wrong, find_wrong_by_pattern, follows, may_be_slip_in, note_swap, write_formula
from normalize.issues import Note
from normalize.records import Bound, Outcome, Task
from normalize.units import counts_things

# Bits for a target, which is meant to be what its measures come to: less than for a sum among any rows.
_LIKELY = 4.5


@dataclass(frozen=True, slots=True)
class _Run:
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
class _Target:
    """The numbers of a target and the years that they are for."""

    task: Task
    years: tuple[int, ...]
    amounts: tuple[Decimal, ...]

    def fits(self, sums: Sequence[Decimal]) -> tuple[bool, ...]:
        """In which of its years sums are as they should be."""
        return tuple(total == amount for total, amount in zip(sums, self.amounts, strict=True))


def check_targets(sheet: Sheet) -> Iterator[Finding]:
    """For each task with a target: which measures make it up, and whether they do so in both years."""
    found = [(target, rows, *_compare(target, list(_runs(target, rows)))) for target, rows in _targets(sheet)]
    met = sum(all(target.fits(run.sums)) for target, _, run, sure in found if run and sure)
    for target, rows, run, sure in found:
        if run is not None and sure:
            yield from _report_target(target, run, sheet)
        else:
            yield from _report_unlike(target, rows, run, usual=met >= 2)


def _targets(sheet: Sheet) -> Iterator[tuple[_Target, tuple[Series, ...]]]:
    """The targets that can be tested, each with the measures below it that have numbers."""
    for task in sheet.records.tasks:
        rows = [row for row in sheet.series_by_parent.get(task.task_id, ()) if row.row.bound is Bound.EXACT and len(row.numbers) > 1]
        if task.target_value is None or task.target_value_upper is not None or not rows:
            continue
        first, last = min(row.years[0] for row in rows), max(row.years[-1] for row in rows)
        end = task.target_year if task.target_year and first < task.target_year <= last else last
        pairs = [(first, task.target_baseline), (end, task.target_value)]
        given = [(year, amount) for year, amount in pairs if amount is not None]
        yield _Target(task, tuple(year for year, _ in given), tuple(amount for _, amount in given)), tuple(rows)


def _runs(target: _Target, rows: Sequence[Series]) -> Iterator[_Run]:
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
            yield _Run(tuple((row, scale) for row, scale, _ in columns[start : end + 1]), tuple(sums))


def _scale(task: Task, row: Series) -> Decimal | None:
    """What brings a measure to the scale of a target; None where they count different things. Persons may be counted as pieces."""
    unit, mult, per = row.unit
    same = unit == task.target_unit or (counts_things(unit) and counts_things(task.target_unit))
    return Decimal(10) ** (mult - (task.target_unit_mult or 0)) if same and per == task.target_per else None


def _compare(target: _Target, runs: Sequence[_Run]) -> tuple[_Run | None, bool]:
    """The run that agrees with a target best, and whether the agreement says more than chance."""
    if not runs:
        return None, False
    longest = max(len(run.members) for run in runs)

    def rank(run: _Run) -> tuple[int, bool, int]:
        return sum(target.fits(run.sums)), len(run.members) == longest, -len(run.members)

    best = max(runs, key=rank)
    fits = target.fits(best.sums)
    # All measures of a unit, or the only one, are what a target is the sum of; others were found by trying.
    tried = 1 if len(best.members) == longest else len(runs)
    agreed = [amount for amount, fit in zip(target.amounts, fits, strict=True) if fit]
    return best, bool(agreed) and _count(target, best, agreed) - log2(tried) >= _LIKELY


def _count(target: _Target, run: _Run, agreed: Sequence[Decimal]) -> float:
    """The bits of an agreement in some of the target's numbers."""
    return count_bits(agreed, find_grain([*target.amounts, *(amount * scale for row, scale in run.terms for amount in row.amounts)]))


def _report_target(target: _Target, run: _Run, sheet: Sheet) -> Iterator[Finding]:
    task = target.task
    for year, expected, found in zip(target.years, target.amounts, run.sums, strict=True):
        holds = expected == found
        yield Tested(
            check="target_met",
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
            yield _blame_for_target(target, run, year, expected - found, sheet)


def _blame_for_target(target: _Target, run: _Run, year: int, lacking: Decimal, sheet: Sheet) -> Note:
    """The note of a sum that is not the target: at the measure whose number must be another, else at the heading."""
    expected = target.amounts[target.years.index(year)]
    formula = write_formula(run.terms, year, expected - lacking, expected)
    slip = is_slip(expected, expected - lacking)
    wrong = (find_wrong_by_pattern if slip else find_wrong)(run.terms, year, lacking, sheet)
    if wrong is not None:
        row, meant = wrong
        value = next(number.value for number in row.numbers if number.year == year)
        return Note("target_unmet", value.place, value.value_text, formula, row.table, row.record_id, year, print_number(meant))
    others_follow = all(follows(row, sheet) for row in run.members)
    heading_is = others_follow or (slip and not may_be_slip_in(run.terms, year, lacking, sheet))
    suggestion = print_number(expected - lacking) if heading_is else None
    return Note("target_unmet", target.task.place, target.task.title_printed, formula, "tasks", target.task.task_id, year, suggestion)


def _report_unlike(target: _Target, rows: Sequence[Series], best: _Run | None, usual: bool) -> Iterator[Finding]:
    """A target that no measures make up as they stand: two numbers changed places, a unit is another one, or it counts something else."""
    task = target.task
    alike = [row for row in rows if _scale(task, row) is not None]
    yield Tested("target_met", Outcome.NOT_TESTABLE, task.place, (task.task_id, *(row.record_id for row in alike)), target.years)
    if len(target.years) < 2 or (best is not None and all(target.fits(best.sums))):
        return
    swap = _find_swap(target, list(_runs(target, rows)))
    odd = _find_odd_unit(target, rows) if swap is None else None
    if swap is not None:
        yield from note_swap(swap[0], target.years, write_formula(swap[1].terms, target.years[0], swap[1].sums[0], target.amounts[0]))
    elif odd is not None:
        yield odd
    elif alike:
        shown = "; ".join(f"{row.label}: {print_number(row.amounts[0])} → {print_number(row.amounts[-1])}" for row in alike)
        detail = f"{' → '.join(map(print_number, target.amounts))}; {shown}"
        yield Note("target_unlike" if usual else "target_unconfirmed", task.place, task.title_printed, detail, "tasks", task.task_id)


def _find_swap(target: _Target, runs: Sequence[_Run]) -> tuple[Series, _Run] | None:
    """The only row whose first and last number have to change places for a run to make the target up."""
    found = []
    for run in runs:
        lacking = [amount - total for amount, total in zip(target.amounts, run.sums, strict=True)]
        if not lacking[0] or lacking[0] != -lacking[1] or _count(target, run, target.amounts) - log2(len(runs) * len(run.terms)) < ENOUGH:
            continue
        for row, scale in run.terms:
            first, last = (row.amount_in(year) for year in target.years)
            if first is not None and last is not None and (last - first) * scale == lacking[0]:
                found.append((row, run))
    return found[0] if len(found) == 1 else None


def _find_odd_unit(target: _Target, rows: Sequence[Series]) -> Note | None:
    """The note of a measure whose unit is not that of the target, though the numbers of its run are as they should be."""
    runs: list[_Run] = []
    for start in range(len(rows)):
        sums = [Decimal(0)] * len(target.years)
        for end in range(start, min(len(rows), start + LONGEST_RUN)):
            amounts = [rows[end].amount_in(year) for year in target.years]
            if None in amounts:
                break
            sums = [total + amount for total, amount in zip(sums, amounts, strict=True) if amount is not None]
            runs.append(_Run(tuple((row, Decimal(1)) for row in rows[start : end + 1]), tuple(sums)))
    agreed = [run for run in runs if all(target.fits(run.sums))]
    if len(agreed) != 1 or _count(target, agreed[0], target.amounts) - log2(len(runs)) < ENOUGH:
        return None
    odd = [row for row in agreed[0].members if _scale(target.task, row) != 1]
    row = odd[0] if odd else agreed[0].members[0]
    detail = f"{' + '.join(member.label for member in agreed[0].members)}: {' → '.join(map(print_number, target.amounts))}"
    return Note("target_unit", row.row.place, row.row.unit_label, detail, row.table, row.record_id)
