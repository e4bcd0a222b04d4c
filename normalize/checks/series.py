"""Series: a number far from its own row, a number that goes against the order of its row, a row that repeats the one above, years that
stand in another order than time.

It speaks where no pattern does: what breaks a pattern is reported by growth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import gcd, log10
from statistics import median

from jospar.normalize.checks.base import CheckFinding, RecordView, Series
from jospar.normalize.checks.evidence import count_bits, find_grain, is_slip, print_number
from jospar.normalize.checks.sums import names_a_total
from jospar.normalize.issues import Note
from jospar.normalize.records import TABLE_NAMES, Measure, Value

_FEWEST = 4
# Logarithms: a number is off that lies six times as far from its neighbours as the others do from theirs, twice to five times at least.
_TIMES, _LEAST_OFF, _FAR = 6, log10(2), log10(5)
# Neighbours that lie further apart than this say nothing.
_NEAR = log10(2.5)
# A plan may well begin with little or end with much, unless all its other numbers lie this near to each other.
_SMOOTH = log10(1.25)
# Plans start from little: from a number of one digit to one that is up to twenty times as much.
_LITTLE, _OUT_OF_LITTLE = 10, 20
# Bits of the numbers of a row that another one has by chance rather than by a mistake.
_REPEATED = 4.0
_TEN = Decimal(10)
_POWERS = (1, 2, 3, -1, -2, -3)


def check_series(view: RecordView) -> Iterator[CheckFinding]:
    """Notes on numbers that their own row speaks against."""
    for series in view.series:
        pattern = view.pattern_of(series)
        told = pattern is not None and (pattern.holds or (pattern.sure and all(view.may_be_slip(series, at) for at in pattern.broken)))
        if not told:
            yield from _check_row(series)
    yield from _check_repeated(view)
    yield from _check_years(view)


def _check_row(series: Series) -> Iterator[Note]:
    zeros = next((at for at, amount in enumerate(series.amounts) if amount), len(series.amounts))
    if zeros:  # what begins with nothing is judged by what follows
        numbers = series.numbers[zeros:]
        series = replace(series, numbers=numbers, amounts=series.amounts[zeros:], years=series.years[zeros:])
    if len(series.numbers) < _FEWEST or any(amount <= 0 for amount in series.amounts):
        return
    outliers = sorted(_find_outliers(series.amounts), reverse=True)
    if outliers and (len(outliers) == 1 or outliers[0][0] > outliers[1][0]):
        _, index, expected = outliers[0]
        code = "step_differs" if _starts_from_little(series.amounts, index) else "series_outlier"
        yield _note(code, series, index, _scaled(series, index, expected))
        return
    index_of_dip = _find_reversal(series.amounts)
    if index_of_dip is not None and series.numbers[index_of_dip].is_planned:
        yield _note("series_reversal", series, index_of_dip, _slip_between(series, index_of_dip))


def _note(code: str, series: Series, index: int, suggestion: Decimal | None) -> Note:
    number = series.numbers[index]
    row = ", ".join(print_number(amount) for amount in series.amounts)
    printed = print_number(suggestion) if suggestion is not None else None
    return Note(
        code,
        number.value.place,
        printed=number.value.value_text,
        detail=row,
        table=series.table,
        record_id=series.record_id,
        year=number.year,
        suggestion=printed,
    )


def _find_outliers(amounts: Sequence[Decimal]) -> Iterator[tuple[float, int, float]]:
    """Numbers far from where their neighbours lie near each other: how far, the position, and the logarithm of what is expected."""
    logs = [log10(float(amount)) for amount in amounts]
    last = len(logs) - 1
    for index, found in enumerate(logs):
        others = logs[:index] + logs[index + 1 :]
        usual = max(abs(after - before) for before, after in pairwise(others))
        if usual > _NEAR:
            continue
        along = False
        if 0 < index < last:
            low, high = sorted((logs[index - 1], logs[index + 1]))
            off, expected = max(found - high, low - found), (low + high) / 2
        else:
            expected, beyond = (others[0], others[1]) if index == 0 else (others[-1], others[-2])
            off = abs(found - expected)
            along = (found - expected) * (expected - beyond) >= 0
        far = min(max(_TIMES * usual, _LEAST_OFF), _FAR) if usual and not along else _FAR
        if off >= far and not (along and usual > _SMOOTH):
            yield off / far, index, expected


def _starts_from_little(amounts: Sequence[Decimal], index: int) -> bool:
    """Whether a number far off is the first of a row that grows out of little, as plans do."""
    return index == 0 and amounts[0] < _LITTLE and amounts[0] * _OUT_OF_LITTLE > amounts[1] and amounts[1] <= amounts[2]


def _scaled(series: Series, index: int, expected: float) -> Decimal | None:
    """The number moved by powers of ten to where it is expected, if the print shows that this is all that is wrong with it.

    A comma was lost where only the other numbers have one; zeros are too many where no other number ends in them, or too few where all
    others do. Else a lost or added digit explains it as well, and what is meant can't be known.
    """
    amount, others = series.amounts[index], [other for at, other in enumerate(series.amounts) if at != index]
    for power in _POWERS:
        moved = amount.scaleb(-power)
        if abs(log10(float(moved)) - expected) < _NEAR / 2:
            grain, unit = find_grain(others), series.numbers[index].unit_in_last_place
            only_comma = (grain < 1) != (unit < 1)
            zeros = unit == 1 and (grain >= _TEN if power < 0 else find_grain([amount]) >= _TEN * grain)
            shown = only_comma or zeros
            return moved if shown and find_grain([moved]) >= grain else None
    return None


def _find_reversal(amounts: Sequence[Decimal]) -> int | None:
    """The position of the one number without which a series goes strictly up or down; it must lie off by more than a usual step."""
    if len(amounts) <= _FEWEST:
        return None
    found = [
        index for index in range(1, len(amounts) - 1) if _is_strict([*amounts[:index], *amounts[index + 1 :]]) and not _is_strict(amounts)
    ]
    sizes = []
    for index in found:
        low, high = sorted((amounts[index - 1], amounts[index + 1]))
        off = max(amounts[index] - high, low - amounts[index])
        rest = [*amounts[:index], *amounts[index + 1 :]]
        usual = median(abs(after - before) for before, after in pairwise(rest))
        sizes.append((off, off >= usual, index))
    # Of two neighbours that changed places either may be the wrong one: then the one that lies off further is named.
    best = max(sizes, default=None)
    return best[2] if best is not None and best[1] else None


def _is_strict(amounts: Sequence[Decimal]) -> bool:
    return all(after > before for before, after in pairwise(amounts)) or all(after < before for before, after in pairwise(amounts))


def _slip_between(series: Series, index: int) -> Decimal | None:
    """The only number between the neighbours that one digit replaced makes of the printed one, None where there is none or many."""
    number, amounts = series.numbers[index], series.amounts
    low, high = sorted((amounts[index - 1], amounts[index + 1]))
    text = str(number.amount)
    meant = {
        changed
        for at, digit in enumerate(text)
        if digit.isdigit()
        for other in "0123456789"
        if other != digit and low < (changed := Decimal(text[:at] + other + text[at + 1 :])) < high and is_slip(number.amount, changed)
    }
    return meant.pop() if len(meant) == 1 else None


def _check_repeated(view: RecordView) -> Iterator[Note]:
    """Notes on rows with the numbers of the row above them: both have one name, or the numbers are too many or too long for chance.

    A total with one part has its numbers by right.
    """
    told: set[str] = set()
    for rows in view.groups:
        for above, below in pairwise(rows):
            if below.years != above.years or below.amounts != above.amounts or below.record_id in told:
                continue
            if names_a_total(above) or names_a_total(below):
                continue
            enough = _REPEATED if below.unit == above.unit else 2 * _REPEATED
            if below.row.name == above.row.name or count_bits(below.amounts, _common_divisor(below)) >= enough:
                told.add(below.record_id)
                detail = f"{above.label} = {below.label}: {', '.join(map(print_number, below.amounts))}"
                yield Note(
                    "row_repeated", below.row.place, printed=below.row.name, detail=detail, table=below.table, record_id=below.record_id
                )


def _common_divisor(series: Series) -> Decimal:
    """The greatest number that all numbers of a series are multiples of: 5 of 70, 75, 80."""
    unit = series.unit_in_last_place
    return (gcd(*(int(amount / unit) for amount in series.amounts)) or 1) * unit


def _check_years(view: RecordView) -> Iterator[Note]:
    """A note where the years of a row stand neither up nor down, once for each table; a table may first list what was reported."""
    seen: set[tuple[int | None, tuple[int, ...]]] = set()
    for values in view.values_by_owner.values():
        row = [value for value in values if value.component == 0 and value.owner_table == TABLE_NAMES[Measure]]
        years = tuple(value.year for value in row)
        key = (row[0].place.table, years) if row else (None, ())
        if key in seen or _are_in_order(row):
            continue
        seen.add(key)
        yield Note(
            "years_out_of_order", row[0].place, printed=", ".join(map(str, years)), table=row[0].owner_table, record_id=row[0].owner_id
        )


def _are_in_order(row: Sequence[Value]) -> bool:
    """Whether years go up or down throughout, or do so among what was reported and among what was planned where one year has both."""
    years = [value.year for value in row]
    parts = [years]
    if len(set(years)) < len(years):
        parts = [[value.year for value in row if value.stage == stage] for stage in {value.stage for value in row}]
    return all(part in (sorted(part), sorted(part, reverse=True)) for part in parts)
