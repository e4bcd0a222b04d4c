"""Totals: rows that are the sum of others, and indicators that are the sum of the measures below them.

Which rows make a total is found by trying. A sum that agrees must say more than chance does (evidence); less of it is asked of a row that
names itself a total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from jospar.extract.words.labels import starts_with_label, words_of
from jospar.normalize.checks.base import CheckFinding, RecordView, Relation, Series, Tested
from jospar.normalize.checks.evidence import ENOUGH, SURE, count_bits, find_grain, is_slip, print_number
from jospar.normalize.checks.sums import (
    LONGEST_RUN,
    breaks,
    find_wrong,
    find_wrong_by_pattern,
    may_be_slip_in,
    names_a_total,
    note_swap,
    write_formula,
)
from jospar.normalize.issues import Note
from jospar.normalize.records import Bound, Indicator, Outcome

# Bits that a sum needs where the row says of itself that it is one.
_NAMED, _NAMED_BROKEN = 3.0, 4.5
_MOST_BROKEN = 2
# Years that must agree where others do not; one less where the row names itself a total, or two numbers explain the rest.
_FEWEST_AGREED = 2
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A row, the run of rows that it may be the sum of, and that sum in each of its years; None where one of the run has no number."""

    total: Series
    run: tuple[Series, ...]
    sums: tuple[Decimal | None, ...]

    @property
    def broken(self) -> tuple[int, ...]:
        """The years in which they differ."""
        pairs = zip(self.total.years, self.total.amounts, self.sums, strict=True)
        return tuple(year for year, amount, added in pairs if added is not None and added != amount)

    @property
    def agreed(self) -> tuple[int, ...]:
        """The years in which they agree."""
        pairs = zip(self.total.years, self.total.amounts, self.sums, strict=True)
        return tuple(year for year, amount, added in pairs if added == amount)

    def lacking(self, year: int) -> Decimal:
        """How much the total is more than the sum in a year."""
        at = self.total.years.index(year)
        return self.total.amounts[at] - (self.sums[at] or 0)

    @property
    def units(self) -> Counter[tuple[str | None, int, str | None]]:
        """How often each unit occurs in the total and its run."""
        return Counter(row.unit for row in (self.total, *self.run))


def check_totals(view: RecordView) -> Iterator[CheckFinding]:
    """Rows that are the sum of the rows after or before them, and indicators that are the sum of measures below their heading."""
    totals: set[str] = set()
    for rows in view.groups:
        for position, row in enumerate(rows):
            named = names_a_total(row)
            found = _find_sum([candidate for candidate in _neighbours(rows, position) if len(candidate.run) > 1], named)
            if named or found is not None:
                totals.add(row.record_id)
            if found is not None:
                yield from _report(found, view)
            elif named and _is_nothing_but_a_total(row) and row.layer != "report":
                yield from _note_unlike(rows, position)
    for indicator in view.series:
        if isinstance(indicator.row, Indicator):
            found = _find_sum(list(_below(indicator, totals, view)), named=False)
            if found is not None:
                yield from _report(found, view)


def _is_nothing_but_a_total(row: Series) -> bool:
    words = words_of(row.row.name)
    first = starts_with_label(words, "line")
    return first is not None and first[0].code == "total" and first[1] == len(words)


# ---- which rows ------------------------------------------------------------------------------------------------------------------------


def _neighbours(rows: Sequence[Series], position: int) -> Iterator[_Sum]:
    """The runs of rows that begin right after a row or end right before it."""
    total = rows[position]
    for step in (1, -1):
        run: list[Series] = []
        sums: list[Decimal | None] = [Decimal(0)] * len(total.years)
        at = position + step
        while 0 <= at < len(rows) and len(run) < LONGEST_RUN and rows[at].row.bound is Bound.EXACT:
            run.append(rows[at])
            sums = _add(sums, rows[at], total)
            at += step
            yield _Sum(total, tuple(run), tuple(sums))


def _below(indicator: Series, totals: set[str], view: RecordView) -> Iterator[_Sum]:
    """The measures in the unit of an indicator, without totals: of each heading below the one that it stands under, and of all of them;
    then with one more that is in another unit, which may be a mistake.
    """
    groups: list[tuple[Series, ...]] = []
    for rows in view.groups:
        parent = rows[0].parent
        if parent.startswith(f"{indicator.parent}/") or parent == indicator.parent:
            groups.append(tuple(row for row in rows if row.row.bound is Bound.EXACT and row.record_id not in totals))
    if len(groups) > 1:
        groups.append(tuple(row for rows in groups for row in rows))
    for rows in groups:
        alike = [row for row in rows if row.unit == indicator.unit]
        sums: list[Decimal | None] = [Decimal(0)] * len(indicator.years)
        for row in alike:
            sums = _add(sums, row, indicator)
        if len(alike) > 1:
            yield _Sum(indicator, tuple(alike), tuple(sums))
        if alike:
            odd = [row for row in rows if row.unit != indicator.unit]
            yield from (_Sum(indicator, (*alike, row), tuple(_add(sums, row, indicator))) for row in odd[:LONGEST_RUN])


def _add(sums: Sequence[Decimal | None], row: Series, total: Series) -> list[Decimal | None]:
    """The sums by year of a total with one more row in them."""
    amounts: Sequence[Decimal | None] = row.amounts if row.years == total.years else [row.amount_in(year) for year in total.years]
    return [None if added is None or amount is None else added + amount for added, amount in zip(sums, amounts, strict=True)]


def _find_sum(sums: Sequence[_Sum], named: bool) -> _Sum | None:
    """The sum that a row is, if the evidence is enough: in all years, in all but one, or in all once two numbers of a row change places."""
    best: tuple[int, float, _Sum] | None = None
    for candidate in sums:
        broken = candidate.broken
        agreed = candidate.agreed
        if len(broken) > _MOST_BROKEN or not (agreed or named):
            continue
        in_one_unit = len(candidate.units) == 1
        swapped = len(broken) == _MOST_BROKEN and _swapped_row(candidate) is not None
        years = candidate.total.years if swapped else agreed
        amounts = [candidate.total.amounts[candidate.total.years.index(year)] for year in years]
        bits = count_bits(amounts, _grain(candidate)) - log2(len(sums) * (len(candidate.run) if swapped else 1))
        if len(broken) == _MOST_BROKEN and not swapped:
            continue
        if broken and (len(agreed) + named + swapped < _FEWEST_AGREED or not in_one_unit):
            continue
        enough = _choose_threshold(named, bool(broken), in_one_unit)
        if bits >= enough and (best is None or (-len(broken), bits) > best[:2]):
            best = -len(broken), bits, candidate
    return best[2] if best is not None else None


def _choose_threshold(named: bool, broken: bool, in_one_unit: bool) -> float:
    """The bits that a sum needs."""
    if named:
        return ENOUGH if not in_one_unit else _NAMED_BROKEN if broken else _NAMED
    return SURE if broken or not in_one_unit else ENOUGH


def _grain(candidate: _Sum) -> Decimal:
    return find_grain([amount for row in (candidate.total, *candidate.run) for amount in row.amounts])


def _swapped_row(candidate: _Sum) -> Series | None:
    """The only row whose numbers of the two broken years make the sum hold once they change places."""
    one, other = candidate.broken
    lacking = candidate.lacking(one)
    if lacking != -candidate.lacking(other):
        return None
    found = []
    for row, sign in ((candidate.total, -1), *((row, 1) for row in candidate.run)):
        first, second = row.amount_in(one), row.amount_in(other)
        if first is not None and second is not None and second - first == sign * lacking:
            found.append(row)
    return found[0] if len(found) == 1 else None


# ---- what is said of them --------------------------------------------------------------------------------------------------------------


def _report(found: _Sum, view: RecordView) -> Iterator[CheckFinding]:
    """The relation of a row and the run that it is the sum of, year by year, and what breaks it."""
    rows = (found.total, *found.run)
    for year, amount, added in zip(found.total.years, found.total.amounts, found.sums, strict=True):
        if added is not None:
            yield Tested(
                check=Relation.TOTAL,
                outcome=Outcome.HOLDS if amount == added else Outcome.FAILS,
                place=found.total.row.place,
                records=tuple(row.record_id for row in rows),
                years=(year,),
                expected=added,
                found=amount,
                tolerance=Decimal(0),
                values=tuple(number.value.value_id for row in rows for number in row.numbers if number.year == year),
            )
    if len(found.broken) == 1:
        yield _blame(found, found.broken[0], view)
    elif found.broken:
        row = _swapped_row(found)
        if row is not None:
            yield from note_swap(row, found.broken, _formula(found, found.broken[0]))
    if len(found.units) > 1:
        yield _note_units(found)


def _blame(found: _Sum, year: int, view: RecordView) -> Note:
    """The note of a total that fails: at the part whose number must be another, else at the total.

    Where a slip in the total and a slip in a part both explain it, nothing is suggested.
    """
    total, lacking = found.total, found.lacking(year)
    terms = [(row, _ONE) for row in found.run]
    printed = total.amount_in(year) or Decimal(0)
    meant_total = printed - lacking
    slip, by_pattern = is_slip(printed, meant_total), breaks(total, year, meant_total, view)
    wrong = None
    if not by_pattern:
        wrong = (find_wrong_by_pattern if slip else find_wrong)(terms, year, lacking, view)
    row, meant = wrong or (total, meant_total)
    value = next(number.value for number in row.numbers if number.year == year)
    sure = wrong is not None or by_pattern or (slip and not may_be_slip_in(terms, year, lacking, view))
    suggestion = print_number(meant) if sure and meant > 0 else None
    return Note(
        "total_unmet",
        value.place,
        printed=value.value_text,
        detail=_formula(found, year),
        table=row.table,
        record_id=row.record_id,
        year=year,
        suggestion=suggestion,
    )


def _note_units(found: _Sum) -> Note:
    """The note of a sum whose numbers agree and whose units do not: at the one row that differs from all others, else at the total."""
    rows = (found.total, *found.run)
    alone = [row for row in rows if found.units[row.unit] == 1]
    row = alone[0] if len(alone) == 1 and len(found.units) == 2 else found.total
    labels = ", ".join(dict.fromkeys(row.row.unit_label or "—" for row in rows))
    detail = f"{' + '.join(row.label for row in found.run)} = {found.total.label}: {labels}"
    return Note("unit_scale_conflict", row.row.place, printed=row.row.unit_label, detail=detail, table=row.table, record_id=row.record_id)


def _note_unlike(rows: Sequence[Series], position: int) -> Iterator[Note]:
    """A note on a row that is called a total and that no rows beside it come to, though they are in its unit and each is less."""
    total = rows[position]
    beside = [candidate for candidate in _neighbours(rows, position) if len(candidate.units) == 1 and None not in candidate.sums]
    beside = [c for c in beside if all(a <= b for row in c.run for a, b in zip(row.amounts, total.amounts, strict=True))]
    longest = max(beside, key=lambda candidate: len(candidate.run), default=None)
    if longest is not None:
        yield Note(
            "total_unlike",
            total.row.place,
            printed=total.row.name,
            detail=_formula(longest, total.years[0]),
            table=total.table,
            record_id=total.record_id,
        )


def _formula(found: _Sum, year: int) -> str:
    printed = found.total.amount_in(year) or Decimal(0)
    return write_formula([(row, _ONE) for row in found.run], year, printed - found.lacking(year), printed)
