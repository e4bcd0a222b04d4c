"""Shares: an amount that is in every year a percentage of another series, the percentage being a row of its own.

Such triples are found by searching: any amount, a row of percent near it, and any series of the document. They must agree within the
rounding of the printed digits, and say more than chance does (evidence).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from normalize.checks.base import Finding, Series, Sheet, Tested
from normalize.checks.evidence import SURE, count_bits, find_grain, is_slip, print_number
from normalize.issues import Note
from normalize.records import Outcome

_PERCENT = "percent"
# How many rows an amount and its percentage may lie apart.
_REACH = 3
_FEWEST = 3
# How far apart two numbers may lie to be looked at more closely, in parts of them: a percentage has at least two digits that count.
_CLOSE = Decimal("0.06")


@dataclass(frozen=True, slots=True)
class Triple:
    """An amount, its percentage, what it is a share of, and the years of all three; `broken` are those in which they do not agree."""

    amount: Series
    percent: Series
    base: Series
    years: tuple[int, ...]
    broken: tuple[int, ...]
    bits: float

    def numbers(self, year: int) -> tuple[Decimal, Decimal, Decimal]:
        """Amount, percentage and base of a year."""
        amount, percent, base = (dict(zip(row.years, row.amounts, strict=True))[year] for row in (self.amount, self.percent, self.base))
        return amount, percent, base


def check_shares(sheet: Sheet) -> Iterator[Finding]:
    """The triples that agree in all years or in all but one, with a note for the year that breaks them."""
    triples = list(_best(_find_triples(sheet)))
    breaks: dict[tuple[str, int], int] = defaultdict(int)
    for triple in triples:
        for year in triple.broken:
            breaks[triple.base.record_id, year] += 1
    blamed: set[tuple[str, int]] = set()
    for triple in triples:
        yield from _report(triple)
        for year in triple.broken:
            # Where two shares of one series break in one year, the series itself is wrong there.
            common = breaks[triple.base.record_id, year] > 1
            if not common:
                yield _blame(triple, year, sheet)
            elif (triple.base.record_id, year) not in blamed:
                blamed.add((triple.base.record_id, year))
                yield _note(triple, year, triple.base, _meant_base(triple, year))
        if triple.amount.unit != triple.base.unit:
            label = f"{triple.amount.row.unit_label or '—'}, {triple.base.row.unit_label or triple.base.row.unit or '—'}"
            row = triple.amount
            yield Note("unit_scale_conflict", row.row.place, row.row.unit_label, f"{_words(triple)}: {label}", row.table, row.record_id)


def _best(triples: Iterator[Triple]) -> Iterator[Triple]:
    """The triple of the most evidence for each amount."""
    by_amount: dict[str, Triple] = {}
    for triple in triples:
        known = by_amount.get(triple.amount.record_id)
        if known is None or (triple.bits, triple.percent.record_id) > (known.bits, known.percent.record_id):
            by_amount[triple.amount.record_id] = triple
    yield from by_amount.values()


def _find_triples(sheet: Sheet) -> Iterator[Triple]:
    rows = [row for row in sheet.series if row.component == 0 and len(row.numbers) >= _FEWEST]
    bases = [row for row in rows if row.row.unit != _PERCENT]
    lookup = {end: _Lookup(bases, end) for end in (0, -1)}
    for siblings in sheet.series_by_parent.values():
        for position, percent in enumerate(siblings):
            if percent.row.unit != _PERCENT or len(percent.numbers) < _FEWEST:
                continue
            for amount in siblings[max(0, position - _REACH) : position + _REACH + 1]:
                if amount.row.unit == _PERCENT or len(amount.numbers) < _FEWEST or amount.years != percent.years:
                    continue
                # One year of the three may be the one that breaks the relation, so two of them are looked up.
                near = {base.record_id: base for end in (0, -1) for base in lookup[end].near(amount, percent)}
                for base in near.values():
                    triple = _test(amount, percent, base, len(bases))
                    if triple is not None:
                        yield triple


class _Lookup:
    """Series by their first or last number."""

    def __init__(self, rows: Sequence[Series], end: int) -> None:
        self.end = end
        self.rows = sorted(rows, key=lambda row: row.amounts[end])
        self.keys = [row.amounts[end] for row in self.rows]

    def near(self, amount: Series, percent: Series) -> Sequence[Series]:
        """Those that an amount could be a percentage of in this year."""
        share = percent.amounts[self.end]
        if share <= 0:
            return ()
        whole = amount.amounts[self.end] * 100 / share
        return self.rows[bisect_left(self.keys, whole * (1 - _CLOSE)) : bisect_right(self.keys, whole * (1 + _CLOSE))]


def _test(amount: Series, percent: Series, base: Series, tried: int) -> Triple | None:
    """The triple of three series, if they agree in all years or all but one and that is no chance."""
    if base.record_id in (amount.record_id, percent.record_id) or base.years != amount.years:
        return None
    exact: list[int] = []
    derived: list[int] = []
    for year, part, share, whole in zip(amount.years, amount.amounts, percent.amounts, base.amounts, strict=True):
        if abs(part - share * whole / 100) >= amount.unit_in_last_place:
            exact.append(year)
        if not whole or abs(part * 100 / whole - share) > percent.unit_in_last_place * Decimal("0.51"):
            derived.append(year)
    # The amount was computed from the percentage, or the percentage from the amount.
    for broken, row in ((exact, amount), (derived, percent)):
        if len(broken) > 1 or (broken and len(amount.years) <= _FEWEST):
            continue
        agreed = [number.amount for number in row.numbers if number.year not in broken]
        bits = count_bits(agreed, max(row.unit_in_last_place, find_grain(row.amounts))) - log2(max(2, tried))
        if bits >= SURE:
            return Triple(amount, percent, base, amount.years, tuple(broken), bits)
    return None


def _report(triple: Triple) -> Iterator[Tested]:
    rows = (triple.amount, triple.percent, triple.base)
    for year in triple.years:
        amount, percent, base = triple.numbers(year)
        yield Tested(
            check="share",
            outcome=Outcome.FAILS if year in triple.broken else Outcome.HOLDS,
            place=triple.amount.row.place,
            records=tuple(row.record_id for row in rows),
            years=(year,),
            expected=_round(percent * base / 100, triple.amount),
            found=amount,
            tolerance=triple.amount.unit_in_last_place,
            values=tuple(number.value.value_id for row in rows for number in row.numbers if number.year == year),
        )


def _blame(triple: Triple, year: int, sheet: Sheet) -> Note:
    """The note of a year that breaks a triple, at the number that is rather wrong: by its own row's pattern, else by a slip of a typist."""
    amount, percent, base = triple.numbers(year)
    meant = (
        (triple.percent, percent, _meant_percent(triple, year)),
        (triple.base, base, _meant_base(triple, year)),
        (triple.amount, amount, _round(percent * base / 100, triple.amount)),
    )
    for row, _, wanted in meant:
        pattern = sheet.pattern_of(row)
        broken = zip(pattern.broken, pattern.expected, strict=True) if pattern else ()
        if any(row.years[index] == year and abs(expected - wanted) <= row.unit_in_last_place for index, expected in broken):
            return _note(triple, year, row, wanted)
    free = [(row, printed, wanted) for row, printed, wanted in meant if not _follows(row, sheet)]
    slips = [(row, wanted) for row, printed, wanted in free if is_slip(printed, wanted) and _fits(triple, year, row, wanted)]
    if len(slips) == 1:
        return _note(triple, year, *slips[0])
    if len(free) == 1:
        return _note(triple, year, free[0][0], free[0][2])
    return _note(triple, year, triple.amount, meant[2][2] if len(slips) != 0 and slips[-1][0] is triple.amount else None)


def _follows(row: Series, sheet: Sheet) -> bool:
    pattern = sheet.pattern_of(row)
    return pattern is not None and pattern.holds


def _fits(triple: Triple, year: int, row: Series, wanted: Decimal) -> bool:
    """Whether the relation holds once a row has the number wanted: a rounded percentage need not bring it about."""
    amount, percent, base = triple.numbers(year)
    if row is triple.percent:
        percent = wanted
    elif row is triple.base:
        base = wanted
    else:
        amount = wanted
    return abs(amount - percent * base / 100) < triple.amount.unit_in_last_place


def _meant_percent(triple: Triple, year: int) -> Decimal:
    amount, _, base = triple.numbers(year)
    return _round(amount * 100 / base, triple.percent) if base else Decimal(0)


def _meant_base(triple: Triple, year: int) -> Decimal:
    amount, percent, _ = triple.numbers(year)
    return _round(amount * 100 / percent, triple.base) if percent else Decimal(0)


def _round(number: Decimal, row: Series) -> Decimal:
    return number.quantize(row.unit_in_last_place)


def _note(triple: Triple, year: int, row: Series, wanted: Decimal | None) -> Note:
    amount, percent, base = triple.numbers(year)
    number = next(number for number in row.numbers if number.year == year)
    share = print_number(_round(percent * base / 100, triple.amount))
    detail = f"{_words(triple)}: {print_number(percent)} % × {print_number(base)} = {share} ≠ {print_number(amount)} ({year})"
    suggestion = print_number(wanted) if wanted is not None and wanted > 0 else None
    return Note("share_broken", number.value.place, number.value.value_text, detail, row.table, row.record_id, year, suggestion)


def _words(triple: Triple) -> str:
    return f"{triple.amount.label} = {triple.percent.label} × {triple.base.label}"
