"""Targets: the numbers in a task's title against the measures below it.

Which measures make a target is found by trying: one of them, a run of them in one unit, or all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from normalize.checks.base import Finding, Series, Sheet, Tested
from normalize.checks.evidence import SURE, count_bits, find_grain, print_number
from normalize.checks.sums import LONGEST_RUN, Term, find_wrong, follows, write_formula
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
    found = [(target, *_compare(target, runs)) for target, runs in _targets(sheet)]
    met = sum(all(target.fits(run.sums)) for target, run, sure in found if run and sure)
    for target, run, sure in found:
        if run is None or not sure:
            yield from _report_unlike(target, sheet, usual=met >= 2)
        else:
            yield from _report_target(target, run, sheet)


def _targets(sheet: Sheet) -> Iterator[tuple[_Target, tuple[_Run, ...]]]:
    for task in sheet.records.tasks:
        rows = [row for row in sheet.series_by_parent.get(task.task_id, ()) if row.row.bound is Bound.EXACT and len(row.numbers) > 1]
        if task.target_value is None or task.target_value_upper is not None or not rows:
            continue
        first, last = min(row.years[0] for row in rows), max(row.years[-1] for row in rows)
        end = task.target_year if task.target_year and first < task.target_year <= last else last
        pairs = [(first, task.target_baseline), (end, task.target_value)]
        given = [(year, amount) for year, amount in pairs if amount is not None]
        target = _Target(task, tuple(year for year, _ in given), tuple(amount for _, amount in given))
        yield target, tuple(_runs(target, rows))


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
    agreed = [amount for amount, fit in zip(target.amounts, fits, strict=True) if fit]
    # All measures of a unit, or the only one, are what a target is the sum of; others were found by trying.
    tried = 1 if len(best.members) == longest else len(runs)
    grain = find_grain([*target.amounts, *(amount * scale for row, scale in best.terms for amount in row.amounts)])
    return best, bool(agreed) and count_bits(agreed, grain) - log2(tried) >= _LIKELY


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
    wrong = find_wrong(run.terms, year, lacking, sheet)
    if wrong is not None:
        row, meant = wrong
        value = next(number.value for number in row.numbers if number.year == year)
        return Note("target_unmet", value.place, value.value_text, formula, row.table, row.record_id, year, print_number(meant))
    suggestion = print_number(expected - lacking) if all(follows(row, sheet) for row in run.members) else None
    return Note("target_unmet", target.task.place, target.task.title_printed, formula, "tasks", target.task.task_id, year, suggestion)


def _report_unlike(target: _Target, sheet: Sheet, usual: bool) -> Iterator[Finding]:
    """A target that no measures make up."""
    task = target.task
    rows = sheet.series_by_parent.get(task.task_id, ())
    alike = [row for row in rows if _scale(task, row) is not None and row.row.bound is Bound.EXACT]
    if alike and len(target.years) == 2:
        shown = "; ".join(f"{row.label}: {print_number(row.amounts[0])} → {print_number(row.amounts[-1])}" for row in alike if row.numbers)
        detail = f"{' → '.join(map(print_number, target.amounts))}; {shown}"
        yield Note("target_unlike" if usual else "target_unconfirmed", task.place, task.title_printed, detail, "tasks", task.task_id)
    elif len(target.years) == 2:
        other = [row for row in rows if _scale(task, row) is None and tuple(row.amount_in(year) for year in target.years) == target.amounts]
        if len(other) == 1 and count_bits(target.amounts, find_grain(other[0].amounts)) >= SURE:
            shown = f"{other[0].label}: {' → '.join(map(print_number, target.amounts))}"
            row = other[0].row
            yield Note("target_unit", row.place, row.unit_label, shown, other[0].table, other[0].record_id)
    yield Tested("target_met", Outcome.NOT_TESTABLE, task.place, (task.task_id, *(row.record_id for row in alike)), target.years)
