"""Shares: an amount that is in every year a percentage of another series, the percentage being a row of its own.

Such triples are found by searching: any amount, a row of percent near it, and any series of the document. They must agree within the
rounding of the printed digits, and say more than chance does (evidence).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log2

from jospar.normalize.checks.base import CheckFinding, RecordView, Relation, Series, Tested
from jospar.normalize.checks.evidence import SURE, count_bits, find_grain, print_number, slips_of
from jospar.normalize.checks.sums import follows, note_swap
from jospar.normalize.issues import Note
from jospar.normalize.records import Outcome

_PERCENT = "percent"
# How many rows an amount and its percentage may lie apart.
_REACH = 3
_FEWEST = 3
# How far apart two numbers may lie to be looked at more closely, in parts of them: a percentage has at least two digits that count.
_CLOSE = Decimal("0.06")
_HALF = Decimal("0.51")
_MOST_BROKEN = 2


@dataclass(frozen=True, slots=True)
class Triple:
    """An amount, its percentage, what it is a share of, and the years of all three; `broken` are those in which they do not agree.

    `scale` brings the base to the scale of the amount.
    """

    amount: Series
    percent: Series
    base: Series
    scale: Decimal
    years: tuple[int, ...]
    broken: tuple[int, ...] = ()
    bits: float = 0.0

    def numbers(self, year: int) -> tuple[Decimal, Decimal, Decimal]:
        """Amount, percentage and base of a year, the base in the scale of the amount."""
        amount, percent, base = (row.amount_in(year) or Decimal(0) for row in (self.amount, self.percent, self.base))
        return amount, percent, base * self.scale


def check_shares(view: RecordView) -> Iterator[CheckFinding]:
    """The triples that agree in all years or in all but one, with a note for the year that breaks them."""
    triples = list(_best(_find_triples(view)))
    breaks: dict[tuple[str, int], list[Triple]] = defaultdict(list)
    swapped: list[Triple] = []
    for triple in triples:
        yield from _report(triple)
        yield from _compare_units(triple)
        if len(triple.broken) == 1:
            breaks[triple.base.record_id, triple.broken[0]].append(triple)
        elif triple.broken:
            swapped.append(triple)
    # Numbers of the base that changed places break each of its shares, and are told of once.
    told: set[str] = set()
    for triple in swapped:
        row = _swapped_row(triple)
        if row is not None and row.record_id not in told:
            told.add(row.record_id)
            yield from note_swap(row, triple.broken, _words(triple))
    for (_, year), broken in breaks.items():
        # Where two shares of one series break in one year, the series itself is wrong there.
        if len(broken) > 1:
            yield _note(broken[0], year, broken[0].base, _only_slip(broken, year, broken[0].base))
        else:
            yield _blame(broken[0], year, view)


def _compare_units(triple: Triple) -> Iterator[Note]:
    """A note where an amount and what it is a share of have different units."""
    amount, base = triple.amount, triple.base
    if triple.scale == 1 and amount.unit != base.unit:
        labels = f"{amount.row.unit_label or '—'}, {base.row.unit_label or base.row.unit or '—'}"
        detail = f"{_words(triple)}: {labels}"
        yield Note(
            "unit_scale_conflict",
            amount.row.place,
            printed=amount.row.unit_label,
            detail=detail,
            table=amount.table,
            record_id=amount.record_id,
        )


def _best(triples: Iterator[Triple]) -> Iterator[Triple]:
    """The triple of the most evidence for each amount."""
    by_amount: dict[str, Triple] = {}
    for triple in triples:
        known = by_amount.get(triple.amount.record_id)
        if known is None or (triple.bits, triple.percent.record_id) > (known.bits, known.percent.record_id):
            by_amount[triple.amount.record_id] = triple
    yield from by_amount.values()


def _find_triples(view: RecordView) -> Iterator[Triple]:
    rows = [row for row in view.series if row.component == 0 and len(row.numbers) >= _FEWEST]
    bases = [row for row in rows if row.row.unit != _PERCENT]
    lookups = [_Lookup(bases, end, scaled) for end in (0, -1) for scaled in (False, True)]
    for siblings in view.groups:
        for position, percent in enumerate(siblings):
            if percent.row.unit != _PERCENT or len(percent.numbers) < _FEWEST:
                continue
            for amount in siblings[max(0, position - _REACH) : position + _REACH + 1]:
                if amount.row.unit == _PERCENT or len(amount.numbers) < _FEWEST:
                    continue
                # One year of the three may be the one that breaks the relation, so two of them are looked up.
                near = {base.key: base for lookup in lookups for base in lookup.near(amount, percent)}
                for base in near.values():
                    yield from _test(amount, percent, base, len(bases))


class _Lookup:
    """Series by their first or last number, as printed or `scaled` to one."""

    def __init__(self, rows: Sequence[Series], end: int, scaled: bool) -> None:
        self.end, self.scaled = end, scaled
        self.rows = sorted(rows, key=self._key)
        self.keys = [self._key(row) for row in self.rows]

    def _key(self, row: Series) -> Decimal:
        return row.amounts[self.end].scaleb(row.row.unit_mult if self.scaled else 0)

    def near(self, amount: Series, percent: Series) -> Sequence[Series]:
        """Those that an amount could be a percentage of in this year."""
        share = percent.amounts[self.end]
        if share <= 0:
            return ()
        whole = self._key(amount) * 100 / share
        return self.rows[bisect_left(self.keys, whole * (1 - _CLOSE)) : bisect_right(self.keys, whole * (1 + _CLOSE))]


def _test(amount: Series, percent: Series, base: Series, tried: int) -> Iterator[Triple]:
    """The triple of three series, if they agree in all years, in all but one, or once two numbers of one of them change places, and if
    that is no chance.
    """
    years = tuple(year for year in amount.years if percent.number_in(year) and base.number_in(year))
    if base.record_id in (amount.record_id, percent.record_id) or len(years) < _FEWEST:
        return
    scales = {Decimal(1)}
    if amount.row.unit == base.row.unit:
        scales.add(Decimal(1).scaleb(base.row.unit_mult - amount.row.unit_mult))
    for scale in scales:
        triple = Triple(amount, percent, base, scale, years)
        # The amount was computed from the percentage, or the percentage from the amount.
        for broken, row in zip(_find_broken(triple), (amount, percent), strict=True):
            if len(broken) > _MOST_BROKEN or len(years) - len(broken) < _FEWEST - 1:
                continue
            swapped = len(broken) == _MOST_BROKEN
            agreed = [number.amount for number in row.numbers if number.year in years and (swapped or number.year not in broken)]
            bits = count_bits(agreed, max(row.unit_in_last_place, find_grain(row.amounts))) - log2(max(2, tried))
            made = replace(triple, broken=broken, bits=bits)
            if bits >= SURE and (not swapped or _swapped_row(made) is not None):
                yield made
                return


def _find_broken(triple: Triple) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years in which the amount is not the percentage of the base, and those in which the percentage is not that of the amount."""
    exact: list[int] = []
    derived: list[int] = []
    for year in triple.years:
        part, share, whole = triple.numbers(year)
        if abs(part - share * whole / 100) >= triple.amount.unit_in_last_place:
            exact.append(year)
        if not whole or abs(part * 100 / whole - share) > triple.percent.unit_in_last_place * _HALF:
            derived.append(year)
        if len(exact) > _MOST_BROKEN and len(derived) > _MOST_BROKEN:
            break
    return tuple(exact), tuple(derived)


def _swapped_row(triple: Triple) -> Series | None:
    """The only one of the three whose numbers of the two broken years make the triple hold once they change places."""
    one, other = triple.broken
    found = [
        row
        for row in (triple.amount, triple.percent, triple.base)
        if all(
            (amount := row.amount_in(there)) is not None and _holds_with([triple], year, row, amount)
            for year, there in ((one, other), (other, one))
        )
    ]
    return found[0] if len(found) == 1 else None


def _report(triple: Triple) -> Iterator[Tested]:
    rows = (triple.amount, triple.percent, triple.base)
    for year in triple.years:
        yield Tested(
            check=Relation.SHARE,
            outcome=Outcome.FAILS if year in triple.broken else Outcome.HOLDS,
            place=triple.amount.row.place,
            records=tuple(row.record_id for row in rows),
            years=(year,),
            expected=_meant_amount(triple, year),
            found=triple.numbers(year)[0],
            tolerance=triple.amount.unit_in_last_place,
            values=tuple(number.value.value_id for row in rows for number in row.numbers if number.year == year),
        )


def _blame(triple: Triple, year: int, view: RecordView) -> Note:
    """The note of a year that breaks a triple, at the number that is rather wrong: the one that breaks the pattern of its own row, else the
    only one that a slip explains, else the only one whose row follows no pattern, else the amount.
    """
    meant = (
        (triple.percent, _meant_percent(triple, year)),
        (triple.base, _meant_base(triple, year)),
        (triple.amount, _meant_amount(triple, year)),
    )
    for row, wanted in meant:
        expected = view.meant_by_pattern(row, year)
        if expected is not None and _holds_with([triple], year, row, expected):
            return _note(triple, year, row, expected)
        if expected is not None and abs(expected - wanted) <= row.unit_in_last_place:
            return _note(triple, year, row, wanted)
    free = [(row, wanted) for row, wanted in meant if not follows(row, view)]
    slips = [(row, slip) for row, _ in free if (slip := _only_slip([triple], year, row)) is not None]
    if len(slips) == 1:
        return _note(triple, year, *slips[0])
    if len(free) == 1:
        return _note(triple, year, *free[0])
    return _note(triple, year, triple.amount, None)


def _only_slip(triples: Sequence[Triple], year: int, row: Series) -> Decimal | None:
    """The only number that a slip may have made the printed one of and with which the triples hold."""
    printed = row.amount_in(year) or Decimal(0)
    found = [number for number in slips_of(printed) if _holds_with(triples, year, row, number)]
    return found[0] if len(found) == 1 else None


def _holds_with(triples: Sequence[Triple], year: int, row: Series, number: Decimal) -> bool:
    """Whether triples hold in a year once a row has another number there."""
    for triple in triples:
        amount, percent, base = triple.numbers(year)
        if row is triple.percent:
            percent = number
        elif row is triple.base:
            base = number * triple.scale
        else:
            amount = number
        if abs(amount - percent * base / 100) >= triple.amount.unit_in_last_place:
            return False
    return True


def _meant_amount(triple: Triple, year: int) -> Decimal:
    _, percent, base = triple.numbers(year)
    return _round(percent * base / 100, triple.amount)


def _meant_percent(triple: Triple, year: int) -> Decimal:
    amount, _, base = triple.numbers(year)
    return _round(amount * 100 / base, triple.percent) if base else Decimal(0)


def _meant_base(triple: Triple, year: int) -> Decimal:
    amount, percent, _ = triple.numbers(year)
    return _round(amount * 100 / percent / triple.scale, triple.base) if percent else Decimal(0)


def _round(number: Decimal, row: Series) -> Decimal:
    return number.quantize(row.unit_in_last_place)


def _note(triple: Triple, year: int, row: Series, wanted: Decimal | None) -> Note:
    amount, percent, base = triple.numbers(year)
    number = next(number for number in row.numbers if number.year == year)
    product = f"{print_number(percent)} % × {print_number(base)} = {print_number(_meant_amount(triple, year))}"
    detail = f"{_words(triple)}: {product} ≠ {print_number(amount)} ({year})"
    suggestion = print_number(wanted) if wanted is not None and wanted > 0 else None
    return Note(
        "share_broken",
        number.value.place,
        printed=number.value.value_text,
        detail=detail,
        table=row.table,
        record_id=row.record_id,
        year=year,
        suggestion=suggestion,
    )


def _words(triple: Triple) -> str:
    return f"{triple.amount.label} = {triple.percent.label} × {triple.base.label}"
