"""Units against the names, the numbers and the siblings that they stand beside.

It knows which unit codes can be of a share. The words that speak of shares are in vocabulary/quantity_words.yml, those at which a
percentage may exceed 100 in vocabulary/above_hundred.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from jospar.extract.words.figures import SPACES
from jospar.extract.words.folding import fold_letters
from jospar.normalize.checks.base import CheckFinding, RecordView
from jospar.normalize.issues import Note
from jospar.normalize.records import Bound, Measure, RowRecord, Task, Value, id_of, table_of
from jospar.normalize.tree import parent_of, rows_of
from jospar.normalize.words.lookup import alternatives, joined_words, vocabulary

# A share may be counted in any of these; every other unit counts things, people or money.
_OF_SHARES = frozenset({"percent", "percentage_point", "permille", "ratio", "index", "point", "place", "times"})
_HUNDRED = 100
# A scale is wrong where the amounts are a thousandth of those beside them, and another scale makes them of a size with those.
_THOUSANDTH, _OF_A_SIZE, _SCALES = 1000, 10, (3, 6, 9)
# Thousands among millions are no rare thing; that no scale is printed at all needs fewer witnesses.
_FEWEST_SIBLINGS, _FEWEST_OF_SCALES = 2, 4
_WHOLE_PART = re.compile(rf"(?<![0-9.,])[0-9]+(?:[{SPACES}][0-9]{{3}})*(?![0-9])")
_GROUPED_FROM, _DIGITS_OF_GROUPED = 1000, 4


def check_units(view: RecordView) -> Iterator[CheckFinding]:
    """Shares counted in things, percentages above 100, amounts in another scale than their siblings, digits grouped here and not there."""
    for row in rows_of(view.records):
        if row.unit is not None and row.per is None and row.unit not in _OF_SHARES and speaks_of_share(row.name):
            yield _note("share_in_counts", row, row.unit_label)
        values = view.values_by_owner.get(id_of(row), ())
        yield from _above_hundred(row, values)
        yield from _grouping(row, values)
    yield from _targets_above_hundred(view.records.tasks)
    yield from _scales(view)


def _note(code: str, row: RowRecord, printed: str | None, value: Value | None = None, suggestion: str | None = None) -> Note:
    place, year = (value.place, value.year) if value else (row.place, None)
    return Note(code, place, printed=printed, table=table_of(row), record_id=id_of(row), year=year, suggestion=suggestion)


# ---- shares ----------------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def speaks_of_share(name: str) -> bool:
    """Whether the quantity that a name is about is a share, and not the number of what only has one.

    >>> speaks_of_share("Штаттық ПОҚ жалпы санынан ағылшын тілінде оқытатын ПОҚ үлесін ұлғайту")
    True
    >>> speaks_of_share("Количество вузов, увеличивших долю иностранных студентов")
    False
    """
    return any(heads and heads[end] == "share" for heads, end in ((_heads(name, "last"), -1), (_heads(name, "first"), 0)))


def _heads(name: str, end: str) -> list[str]:
    pattern, codes = _quantity_words(end)
    return [codes[joined_words(found[0])] for found in pattern.finditer(fold_letters(name))]


@cache
def _quantity_words(end: str) -> tuple[re.Pattern[str], dict[str, str]]:
    entries = [entry for entry in vocabulary("quantity_words", "head") if entry.get("head") == end]
    codes = {joined_words(form): entry.code for entry in entries for form in entry.forms}
    return re.compile(rf"(?<![\w-])(?:{alternatives(codes)})(?![\w-])"), codes


def _above_hundred(row: RowRecord, values: Sequence[Value]) -> Iterator[Note]:
    """Percentages above 100: of a share always, of anything else where most of the row is below, and no word speaks of growth or a base."""
    above = [
        value
        for value in values
        if value.unit == "percent" and value.per is None and value.bound is not Bound.AT_MOST
        if value.value is not None and value.value > _HUNDRED
    ]
    if not above:
        return
    numbers = sum(value.value is not None for value in values)
    if speaks_of_share(row.name) or (2 * len(above) < numbers and not _may_exceed(f"{row.name} {row.unit_label or ''}")):
        for value in above:
            yield _note("percent_above_hundred", row, value.value_text, value)


def _targets_above_hundred(tasks: Sequence[Task]) -> Iterator[Note]:
    for task in tasks:
        is_percent = task.target_unit == "percent" and task.target_per is None and task.target_bound is not Bound.AT_MOST
        if is_percent and task.target_value is not None and task.target_value > _HUNDRED and speaks_of_share(task.title):
            yield Note(
                "percent_above_hundred",
                task.place,
                printed=task.title_printed,
                detail=f"{task.target_value} %",
                table=table_of(task),
                record_id=task.task_id,
            )


def _may_exceed(text: str) -> bool:
    return _exceeding().search(fold_letters(text)) is not None


@cache
def _exceeding() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(form for entry in vocabulary('above_hundred') for form in entry.forms)})")


# ---- scales ----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Money:
    """Amounts of money that stand together: the least and the most in whole units, and the note that they get if their scale is wrong."""

    parent: str
    unit: str
    mult: int
    low: Decimal
    high: Decimal
    note: Note


def _scales(view: RecordView) -> Iterator[Note]:
    """Amounts of money that are a thousandth of all their siblings', as if a word for thousands or millions had been lost."""
    for amounts in (tuple(_money_rows(view)), tuple(_money_targets(view.records.tasks))):
        groups: dict[tuple[str, str], list[_Money]] = {}
        for money in amounts:
            groups.setdefault((money.parent, money.unit), []).append(money)
            groups.setdefault(("", money.unit), []).append(money)
        odd = [found for group in groups.values() if (found := _of_another_scale(group)) is not None]
        yield from {money.note.record_id: money.note for money in odd}.values()


def _of_another_scale(group: Sequence[_Money]) -> _Money | None:
    """The one of a group that alone has the smallest scale, where its amounts fit the others' in another one only."""
    least, *others = sorted(group, key=lambda money: money.mult)
    fewest = _FEWEST_SIBLINGS if least.mult == 0 else _FEWEST_OF_SCALES
    if len(others) < fewest or others[0].mult == least.mult:
        return None
    low, high = min(other.low for other in others), max(other.high for other in others)
    factors = [Decimal(10) ** (scale - least.mult) for scale in _SCALES if scale > least.mult]
    fits = any(low <= least.high * factor * _OF_A_SIZE and least.low * factor <= high * _OF_A_SIZE for factor in factors)
    return least if fits and least.high * _THOUSANDTH <= low else None


def _money_rows(view: RecordView) -> Iterator[_Money]:
    for series in view.series:
        row = series.row
        amounts = [amount for amount in series.amounts if amount > 0]
        if isinstance(row, Measure) and series.component == 0 and row.unit in _money_codes() and row.per is None and amounts:
            yield _money(series.parent, row.unit, row.unit_mult, amounts, _note("unit_scale_differs", row, row.unit_label))


def _money_targets(tasks: Sequence[Task]) -> Iterator[_Money]:
    for task in tasks:
        amounts = [amount for amount in (task.target_baseline, task.target_value) if amount is not None and amount > 0]
        if task.target_unit in _money_codes() and task.target_per is None and amounts:
            detail = f"{task.target_value} {task.target_unit}"
            note = Note(
                "unit_scale_differs", task.place, printed=task.title_printed, detail=detail, table=table_of(task), record_id=task.task_id
            )
            yield _money(parent_of(task), task.target_unit, task.target_unit_mult or 0, amounts, note)


def _money(parent: str, unit: str | None, mult: int, amounts: Sequence[Decimal], note: Note) -> _Money:
    scale = Decimal(10) ** mult
    return _Money(parent, unit or "", mult, min(amounts) * scale, max(amounts) * scale, note)


@cache
def _money_codes() -> frozenset[str]:
    return frozenset(entry.code for entry in vocabulary("units", "kind") if entry.get("kind") == "money")


# ---- digits ----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Digits:
    """The whole part of a printed number of a thousand or more; `space` parts its groups, empty where they are not parted."""

    value: Value
    digits: str
    space: str
    start: int
    end: int

    def printed(self, space: str) -> str:
        """The text of the value with its groups parted by a space, or not at all."""
        text = self.value.value_text
        return text[: self.start] + f"{int(self.digits):,}".replace(",", space) + text[self.end :]


def _grouping(row: RowRecord, values: Sequence[Value]) -> Iterator[Note]:
    """One note on a row where the same number of digits, or more, is not grouped that is grouped elsewhere in it.

    `9500` beside `10 200` is a manner of printing, `5000` beside `1 100` is none.
    """
    numbers = [digits for value in values if value.value is not None and value.value >= _GROUPED_FROM and (digits := _digits_of(value))]
    grouped = [number for number in numbers if number.space]
    least = min((len(number.digits) for number in grouped), default=0)
    plain = [number for number in numbers if not number.space and len(number.digits) >= least]
    if grouped and plain:
        most = max(len(number.digits) for number in plain)
        alike = [number for number in grouped if len(number.digits) <= most]
        odd, space = (plain[0], grouped[0].space) if len(plain) <= len(alike) else (alike[0], "")
        yield _note("grouping_uneven", row, odd.value.value_text, odd.value, odd.printed(space))


def _digits_of(value: Value) -> _Digits | None:
    found = _WHOLE_PART.search(value.value_text)
    if found is None:
        return None
    digits = "".join(found[0].split())
    space = next((character for character in found[0] if character.isspace()), "")
    return _Digits(value, digits, space, found.start(), found.end()) if len(digits) >= _DIGITS_OF_GROUPED else None
