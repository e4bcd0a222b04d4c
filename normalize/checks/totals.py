"""Totals: rows that are the sum of others.

Which rows make a total is found by trying. A sum that agrees must say more than chance does (evidence).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log2

from normalize.checks.base import Finding, Series, Sheet, Tested
from normalize.checks.evidence import ENOUGH, SURE, count_bits, find_grain, is_slip, print_number
from normalize.checks.sums import LONGEST_RUN, breaks, find_wrong, write_formula
from normalize.issues import Note
from normalize.records import Bound, Outcome


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
        while 0 <= at < len(rows) and len(run) < LONGEST_RUN and rows[at].unit == total.unit:
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
            expected, found = _sum(run, year), total.amount_in(year)
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
    amounts = [row.amount_in(year) for row in run]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _blame_for_total(total: Series, run: Sequence[Series], year: int, lacking: Decimal, sheet: Sheet) -> Note:
    """The note of a total that fails: at the part whose number must be another, else at the total."""
    found = total.amount_in(year) or Decimal(0)
    terms = [(row, Decimal(1)) for row in run]
    formula = write_formula(terms, year, found - lacking, found)
    slip = is_slip(found, found - lacking)
    wrong = None if breaks(total, year, found - lacking, sheet) else find_wrong(terms, year, lacking, sheet, sum_may_be=slip)
    row, meant = wrong or (total, found - lacking)
    value = next(number.value for number in row.numbers if number.year == year)
    sure = wrong is not None or is_slip(found, meant) or breaks(total, year, meant, sheet)
    suggestion = print_number(meant) if sure and meant > 0 else None
    return Note("total_unmet", value.place, value.value_text, formula, row.table, row.record_id, year, suggestion)
