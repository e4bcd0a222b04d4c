"""Totals: a task's target against its measures, and rows that are the sum of others.

Which measures make a target or a total is found by trying: one of them, a run of them in one unit, or all. A sum that agrees must say more
than chance does (evidence).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from normalize.checks.base import Finding, Series, Sheet, Tested
from normalize.checks.evidence import ENOUGH, SURE, count_bits, find_grain, is_slip, print_number
from normalize.issues import Note
from normalize.records import Bound, Outcome, Task
from normalize.units import counts_things

_LONGEST_RUN = 30
# Bits for a target, which is meant to be what its measures come to: less than for a sum among any rows.
_LIKELY = 5.0


@dataclass(frozen=True, slots=True)
class Term:
    """A number that takes part in a sum, as it counts there: `sign` is −1 for the sum itself, `scale` brings it to the unit of the sum."""

    series: Series | None
    year: int
    amount: Decimal
    scale: Decimal = Decimal(1)


# ---- targets ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """Measures that stand one after another in one unit, and their sums in the years of the target."""

    members: tuple[Series, ...]
    scale: Decimal
    sums: tuple[Decimal, ...]


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
    columns = [(row, scale, [_amount(row, year) for year in target.years]) for row, scale in alike]
    for start in range(len(columns)):
        sums = [Decimal(0)] * len(target.years)
        for end in range(start, min(len(columns), start + _LONGEST_RUN)):
            row, scale, amounts = columns[end]
            if scale != columns[start][1] or row.unit != columns[start][0].unit or None in amounts:
                break
            sums = [total + amount * scale for total, amount in zip(sums, amounts, strict=True) if amount is not None]
            yield _Run(tuple(row for row, _, _ in columns[start : end + 1]), scale, tuple(sums))


def _scale(task: Task, row: Series) -> Decimal | None:
    """What brings a measure to the scale of a target; None where they count different things. Persons may be counted as pieces."""
    unit, mult, per = row.unit
    same = unit == task.target_unit or (counts_things(unit) and counts_things(task.target_unit))
    return Decimal(10) ** (mult - (task.target_unit_mult or 0)) if same and per == task.target_per else None


def _amount(row: Series, year: int) -> Decimal | None:
    return next((number.amount for number in row.numbers if number.year == year), None)


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
    grain = find_grain([*target.amounts, *(amount * best.scale for row in best.members for amount in row.amounts)])
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
    formula = _formula(run.members, year, expected - lacking, expected)
    wrong = find_wrong(run.members, year, lacking / run.scale, sheet)
    if wrong is not None:
        row, meant = wrong
        number = next(number for number in row.numbers if number.year == year)
        return Note(
            "target_unmet", number.value.place, number.value.value_text, formula, row.table, row.record_id, year, print_number(meant)
        )
    suggestion = print_number(expected - lacking) if all(_holds(row, sheet) for row in run.members) else None
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
        other = [row for row in rows if _scale(task, row) is None and tuple(_amount(row, year) for year in target.years) == target.amounts]
        if len(other) == 1 and count_bits(target.amounts, find_grain(other[0].amounts)) >= SURE:
            shown = f"{other[0].label}: {' → '.join(map(print_number, target.amounts))}"
            row = other[0].row
            yield Note("target_unit", row.place, row.unit_label, shown, other[0].table, other[0].record_id)
    yield Tested("target_met", Outcome.NOT_TESTABLE, task.place, (task.task_id, *(row.record_id for row in alike)), target.years)


# ---- totals ----------------------------------------------------------------------------------------------------------------------------


def check_totals(sheet: Sheet) -> Iterator[Finding]:
    """Rows that are the sum of the rows after or before them, and indicators that are the sum of measures below their heading."""
    for rows in sheet.series_by_parent.values():
        for position in range(len(rows)):
            yield from _report_total(rows[position], list(_neighbours(rows, position)), sheet)
    for indicator in sheet.series:
        if indicator.table == "indicators":
            yield from _report_total(indicator, list(_below(indicator, sheet)), sheet)


def _neighbours(rows: Sequence[Series], position: int) -> Iterator[tuple[Series, ...]]:
    """The runs of two and more rows in the unit of a row that begin right after it or end right before it."""
    total = rows[position]
    for step in (1, -1):
        run: list[Series] = []
        at = position + step
        while 0 <= at < len(rows) and len(run) < _LONGEST_RUN and rows[at].unit == total.unit:
            run.append(rows[at])
            at += step
            if len(run) > 1:
                yield tuple(run)


def _below(indicator: Series, sheet: Sheet) -> Iterator[tuple[Series, ...]]:
    """The measures in the unit of an indicator: of each heading below the one that it stands under, and of all of them."""
    everything: list[Series] = []
    for parent, rows in sheet.series_by_parent.items():
        if parent.startswith(f"{indicator.parent}/") or parent == indicator.parent:
            alike = [row for row in rows if row.unit == indicator.unit and row.row.bound is Bound.EXACT]
            everything.extend(alike)
            if len(alike) > 1:
                yield tuple(alike)
    if len(everything) > 1:
        yield tuple(everything)


def _report_total(total: Series, runs: Sequence[tuple[Series, ...]], sheet: Sheet) -> Iterator[Finding]:
    """The relation of a row and the run that it is the sum of, if there is one."""
    best: tuple[float, tuple[Series, ...], tuple[int, ...]] | None = None
    for run in runs:
        broken = _broken_years(total, run)
        if broken is None:
            continue
        agreed = [number.amount for number in total.numbers if number.year not in broken]
        bits = count_bits(agreed, find_grain([amount for row in (total, *run) for amount in row.amounts])) - log2(len(runs))
        if bits >= (SURE if broken else ENOUGH) and (best is None or bits > best[0]):
            best = bits, run, broken
    if best is None:
        return
    _, run, broken = best
    rows = (total, *run)
    for outcome, years in ((Outcome.HOLDS, [year for year in total.years if year not in broken]), (Outcome.FAILS, list(broken))):
        for year in years:
            expected, found = _sum(run, year), _amount(total, year)
            yield Tested(
                check="total",
                outcome=outcome,
                place=total.row.place,
                records=tuple(row.record_id for row in rows),
                years=(year,),
                expected=expected,
                found=found,
                tolerance=Decimal(0),
                values=tuple(number.value.value_id for row in rows for number in row.numbers if number.year == year),
            )
            if outcome is Outcome.FAILS and expected is not None and found is not None:
                yield _blame_for_total(total, run, year, found - expected, sheet)


def _broken_years(total: Series, run: Sequence[Series]) -> tuple[int, ...] | None:
    """The years in which a row is not the sum of a run: none, or one of three and more; None where it is no sum."""
    broken: list[int] = []
    for year, amount in zip(total.years, total.amounts, strict=True):
        expected = _sum(run, year)
        if expected is None:
            return None
        if expected != amount:
            broken.append(year)
            if len(broken) > 1:
                return None
    return tuple(broken) if len(total.numbers) >= 2 + len(broken) else None


def _sum(run: Sequence[Series], year: int) -> Decimal | None:
    amounts = [_amount(row, year) for row in run]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _blame_for_total(total: Series, run: Sequence[Series], year: int, lacking: Decimal, sheet: Sheet) -> Note:
    """The note of a total that fails: at the part whose number must be another, else at the total."""
    found = _amount(total, year) or Decimal(0)
    formula = _formula(run, year, found - lacking, found)
    wrong = None if _breaks(total, year, found - lacking, sheet) else find_wrong(run, year, lacking, sheet, is_slip(found, found - lacking))
    row, meant = wrong or (total, found - lacking)
    number = next(number for number in row.numbers if number.year == year)
    sure = wrong is not None or is_slip(found, meant) or _breaks(total, year, meant, sheet)
    suggestion = print_number(meant) if sure and meant > 0 else None
    return Note("total_unmet", number.value.place, number.value.value_text, formula, row.table, row.record_id, year, suggestion)


# ---- which number is wrong -------------------------------------------------------------------------------------------------------------


def find_wrong(
    rows: Sequence[Series], year: int, lacking: Decimal, sheet: Sheet, sum_may_be: bool = False
) -> tuple[Series, Decimal] | None:
    """The only row whose number in a year, made larger by what a sum is lacking, can be right; None where there is none or many.

    A row whose own pattern breaks in that year and wants just that number comes first, then one that a typist's slip explains, if the sum
    itself is none (`sum_may_be`), then the only one that would not become negative. A row that follows its pattern is right as it is.
    """
    candidates = []
    for row in rows:
        amount = _amount(row, year)
        if amount is not None and amount + lacking > 0 and not _holds(row, sheet):
            candidates.append((row, amount, amount + lacking))
    by_pattern = [(row, meant) for row, _, meant in candidates if _breaks(row, year, meant, sheet)]
    by_slip = [(row, meant) for row, amount, meant in candidates if is_slip(amount, meant) and not sum_may_be]
    alone = [] if sum_may_be else [(row, meant) for row, _, meant in candidates]
    for found in (by_pattern, by_slip, alone):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _holds(row: Series, sheet: Sheet) -> bool:
    pattern = sheet.pattern_of(row)
    return pattern is not None and pattern.holds and pattern.bits >= ENOUGH


def _breaks(row: Series, year: int, meant: Decimal, sheet: Sheet) -> bool:
    """Whether a row breaks its own pattern in a year in which that wants the number meant."""
    pattern = sheet.pattern_of(row)
    broken = zip(pattern.broken, pattern.expected, strict=True) if pattern else ()
    return any(row.years[index] == year and abs(expected - meant) <= row.unit_in_last_place for index, expected in broken)


def _formula(rows: Sequence[Series], year: int, found: Decimal, expected: Decimal) -> str:
    """`4.5.1 + 4.5.2 = 5000 + 2000 = 7000 ≠ 2500 (2024)`; long runs are shortened in the middle."""
    labels, amounts = [row.label for row in rows], [print_number(_amount(row, year) or Decimal(0)) for row in rows]
    if len(rows) > 6:
        labels, amounts = [labels[0], "…", labels[-1]], [amounts[0], "…", amounts[-1]]
    terms = f"{' + '.join(labels)} = {' + '.join(amounts)}" if len(rows) > 1 else labels[0]
    return f"{terms} = {print_number(found)} ≠ {print_number(expected)} ({year})"
