"""Sums that fail: which of their numbers is wrong, and the sum as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jospar.extract.words.labels import find_label, starts_with_label, words_of
from jospar.normalize.checks.base import RecordView, Series
from jospar.normalize.checks.evidence import is_slip, print_number
from jospar.normalize.issues import Note

LONGEST_RUN = 30
_MOST_TERMS = 6
# Bits of a pattern that says more than chance.
_SAYS_MORE = 5.0

# A row, and what brings its numbers to the scale of the sum.
Term = tuple[Series, Decimal]


def names_a_total(row: Series) -> bool:
    """Whether a row is called a total: `Барлығы`, `Число слушателей – всего`."""
    words = words_of(row.row.name)
    first = starts_with_label(words, "line")
    last = find_label(words[-1:], "line")
    return any(label is not None and label.code == "total" for label in (first[0] if first else None, last))


def find_wrong(terms: Sequence[Term], year: int, lacking: Decimal, view: RecordView) -> tuple[Series, Decimal] | None:
    """The only row whose number in a year, made larger by what a sum is lacking, can be right, with that number; None where there is none
    or many.

    A row whose own pattern breaks in that year and wants just that number comes first, then one that a typist's slip explains, then the
    only one that would not become negative. A row that follows its pattern is right as it is.
    """
    candidates = _list_candidates(terms, year, lacking, view)
    by_pattern = [(row, meant) for row, _, meant in candidates if breaks(row, year, meant, view)]
    by_slip = [(row, meant) for row, amount, meant in candidates if is_slip(amount, meant)]
    for found in (by_pattern, by_slip, [(row, meant) for row, _, meant in candidates]):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def find_wrong_by_pattern(terms: Sequence[Term], year: int, lacking: Decimal, view: RecordView) -> tuple[Series, Decimal] | None:
    """The only row whose own pattern breaks in a year and wants just the number that a sum is lacking."""
    found = [(row, meant) for row, _, meant in _list_candidates(terms, year, lacking, view) if breaks(row, year, meant, view)]
    return found[0] if len(found) == 1 else None


def may_be_slip_in(terms: Sequence[Term], year: int, lacking: Decimal, view: RecordView) -> bool:
    """Whether a slip in one of the rows explains what a sum is lacking."""
    return any(is_slip(amount, meant) for _, amount, meant in _list_candidates(terms, year, lacking, view))


def _list_candidates(terms: Sequence[Term], year: int, lacking: Decimal, view: RecordView) -> list[tuple[Series, Decimal, Decimal]]:
    """The rows that may be wrong, each with its number and what it would have to be."""
    candidates: list[tuple[Series, Decimal, Decimal]] = []
    for row, scale in terms:
        amount = row.amount_in(year)
        if amount is not None and amount + lacking / scale > 0 and not follows(row, view):
            candidates.append((row, amount, amount + lacking / scale))
    return candidates


def note_swap(row: Series, years: Sequence[int], formula: str) -> Iterator[Note]:
    """The notes of two numbers of a row that have to change places."""
    one, other = years
    for year, meant in ((one, row.amount_in(other)), (other, row.amount_in(one))):
        number = row.number_in(year)
        if number is not None and meant is not None:
            value = number.value
            yield Note(
                "values_swapped",
                value.place,
                printed=value.value_text,
                detail=formula,
                table=row.table,
                record_id=row.record_id,
                year=year,
                suggestion=print_number(meant),
            )


def follows(row: Series, view: RecordView) -> bool:
    """Whether a row follows a pattern in all years that says more than chance."""
    pattern = view.pattern_of(row)
    return pattern is not None and pattern.holds and pattern.bits >= _SAYS_MORE


def breaks(row: Series, year: int, meant: Decimal, view: RecordView) -> bool:
    """Whether a row breaks its own pattern in a year in which that wants the number meant."""
    expected = view.meant_by_pattern(row, year)
    return expected is not None and abs(expected - meant) <= row.unit_in_last_place


def write_formula(terms: Sequence[Term], year: int, found: Decimal, expected: Decimal) -> str:
    """`4.5.1 + 4.5.2 = 5000 + 2000 = 7000 ≠ 2500 (2024)`; long sums are shortened in the middle."""
    labels = [row.label for row, _ in terms]
    amounts = [print_number((row.amount_in(year) or Decimal(0)) * scale) for row, scale in terms]
    if len(terms) > _MOST_TERMS:
        labels, amounts = [labels[0], "…", labels[-1]], [amounts[0], "…", amounts[-1]]
    added = f"{' + '.join(labels)} = {' + '.join(amounts)}" if len(terms) > 1 else labels[0]
    return f"{added} = {print_number(found)} ≠ {print_number(expected)} ({year})"
