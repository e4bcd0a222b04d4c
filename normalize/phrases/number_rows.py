"""The numbers of one row, each read in the light of the others: what alone has two readings may have one beside them, or the reverse.

It must not know years or columns. What cannot be decided is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jospar.extract.words.figures import SPACES
from jospar.extract.words.years import is_year
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.details import compose_detail
from jospar.normalize.phrases.decimals import write_decimal
from jospar.normalize.phrases.numbers import CellReading, Quantity, read_signed
from jospar.normalize.phrases.signs import Sign
from jospar.normalize.phrases.typing_slips import find_digits

Reading = CellReading | Unreadable

# `120 130` in a row of 140, 150 is a thousand times its neighbours, and its halves are as large as they are.
_OUT_OF_PROPORTION, _OF_A_SIZE = 100, 3
_GROUPED = re.compile(rf"[0-9][{SPACES}][0-9]{{3}}(?![0-9])")
_BEFORE = rf"(?<![0-9.,])(?<![0-9][{SPACES}])"
_COMMA_GROUPS = re.compile(rf"{_BEFORE}[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}}){{2,}}|(?:,[0-9]{{3}})+\.[0-9])")
_COMMA_EITHER = re.compile(rf"{_BEFORE}[1-9][0-9]{{0,2}},[0-9]{{3}}(?![0-9.,])")
_COMMA_DECIMAL = re.compile(r"[0-9],(?:[0-9]{1,2}|[0-9]{4,})(?![0-9,])")
_THOUSANDTHS = re.compile(rf"(?:(?<![0-9.,])0|[0-9]{{4}}|[0-9][{SPACES}][0-9]{{3}}),[0-9]{{3}}(?![0-9,])")
# A pair is printed with a space (`69,8/ 76,3`).
_FRACTION = re.compile(r"(?<![0-9.,])[0-9]{1,3}/[0-9]{1,3}(?![0-9.,])")
# No other print is of two kinds.
_MARKED = re.compile(r"[0-9][,./][0-9]")
_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])")
_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class NumberContext:
    """What stands around the numbers of a row and decides doubtful prints.

    `signed`: they may be below zero, or are changes; `counts`: they count things, so that none has a fraction; `thousandths`: the document
    prints numbers with three decimals for certain, and parts no thousands by a comma.
    """

    signed: bool = False
    counts: bool = False
    thousandths: bool = False


def prints_thousandths(texts: Iterable[str]) -> bool:
    """Whether a comma with three digits behind it is a decimal mark in a document of these texts.

    >>> prints_thousandths(["1 234,567", "12,345"]), prints_thousandths(["12,345"]), prints_thousandths(["0,086", "1,250,000"])
    (True, False, False)
    """
    text = "\n".join(texts)
    return _THOUSANDTHS.search(text) is not None and _COMMA_GROUPS.search(text) is None


def parse_row(texts: Iterable[str], context: NumberContext = NumberContext()) -> tuple[Reading, ...]:
    """The cells of one row, each read or refused.

    A doubtful minus is one where the row may be below zero; a comma before just three digits is a decimal mark where the row or the
    document says so. Where numbers slid together in one cell, groups of three in another may be two numbers as well, and are refused too.

    >>> [str(cell) for cell in parse_row(["94 111", "96 97"])]
    ['numbers_slid_together: 94 111, beside 96 97', 'numbers_slid_together: 96 97']
    >>> parse_row(["-4", "(12,5)"])[1].quantities[0].value
    Decimal('-12.5')
    """
    printed = tuple(texts)
    readings = _with_signs([_read_or_refuse(text) for text in printed], printed, context)
    if any(_MARKED.search(text) for text in printed):
        readings = [_unless_of_two_kinds(text, cell, printed, readings, context) for text, cell in zip(printed, readings, strict=True)]
    if not any(_GROUPED.search(text) for text in printed):
        return tuple(readings)
    slid = next((cell.detail for cell in readings if isinstance(cell, Unreadable) and cell.code == "numbers_slid_together"), None)
    return tuple(
        _undoubted(text, cell, slid, readings[:at] + readings[at + 1 :])
        for at, (text, cell) in enumerate(zip(printed, readings, strict=True))
    )


def _read_or_refuse(text: str) -> Reading:
    """A cell, or why it is not read; where letters were typed for its figures, that, with the figures."""
    try:
        return read_signed(text)
    except Unreadable as refusal:
        digits = find_digits(text)
        return Unreadable("letter_for_digit", text.strip(), suggestion=digits) if digits else refusal


def _with_signs(readings: Sequence[Reading], printed: Sequence[str], context: NumberContext) -> list[Reading]:
    certain = (cell for cell in readings if isinstance(cell, CellReading) and cell.sign is Sign.NONE)
    signed = context.signed or any(quantity.value < 0 for cell in certain for quantity in cell.quantities)
    return [_with_sign(cell, text, signed) for cell, text in zip(readings, printed, strict=True)]


def _with_sign(cell: Reading, text: str, signed: bool) -> Reading:
    """A reading whose sign is settled: a plus stays where it tells of a change, a doubtful minus becomes a minus or a refusal."""
    if isinstance(cell, Unreadable) or cell.sign is Sign.NONE:
        return cell
    if cell.sign is Sign.PLUS:
        return replace(cell, sign=Sign.NONE) if signed else cell
    below = tuple(Quantity(-quantity.value, bound=quantity.bound) for quantity in cell.quantities)
    if not signed:
        return Unreadable("number_sign", text.strip(), suggestion=write_decimal(below[0].value))
    return replace(cell, quantities=below, sign=Sign.NONE)


def _unless_of_two_kinds(text: str, cell: Reading, printed: Sequence[str], readings: Sequence[Reading], context: NumberContext) -> Reading:
    """A reading, or a refusal where its mark or its shape may be of something else: thousands, a day and a month, a fraction."""
    if isinstance(cell, Unreadable) or not cell.quantities:
        return cell
    if _COMMA_EITHER.search(text) and not _is_decimal(printed, context, bool(cell.unit_text)):
        return Unreadable("number_comma", text.strip())
    beside_date = any(_DATE.match(other.strip()) for other in printed)
    may_be_date = _DAY_AND_MONTH.fullmatch(text.strip()) or (beside_date and text.strip().isdigit() and is_year(cell.quantities[0].value))
    if may_be_date and (beside_date or context.counts):
        return Unreadable("number_unreadable", text.strip())
    pairs = sum(isinstance(other, CellReading) and len(other.quantities) == 2 for other in readings)
    if pairs == 1 and _FRACTION.search(text) and _is_part(cell.quantities):
        return Unreadable("number_unreadable", text.strip())
    return cell


def _is_decimal(printed: Sequence[str], context: NumberContext, has_unit: bool) -> bool:
    """Whether a comma before three digits is a decimal mark in a row."""
    if (context.counts and not has_unit) or any(_COMMA_GROUPS.search(text) for text in printed):
        return False
    return context.thousandths or any(_COMMA_DECIMAL.search(text) for text in printed)


def _is_part(pair: Sequence[Quantity]) -> bool:
    """Whether the first of two numbers may be a part of the second."""
    return len(pair) == 2 and 0 < pair[0].value < pair[1].value


def _undoubted(text: str, cell: Reading, slid: str | None, others: Sequence[Reading]) -> Reading:
    """A reading, or a refusal where its groups of three may be two numbers.

    They may where numbers slid together elsewhere in the row, and where both are of the size of its other numbers and the whole is not.
    """
    if isinstance(cell, Unreadable) or not _GROUPED.search(text):
        return cell
    if slid is not None:
        return Unreadable("numbers_slid_together", compose_detail("beside", text.strip(), slid))
    sizes = [quantity.value for other in others if isinstance(other, CellReading) for quantity in other.quantities if quantity.value > 0]
    if sizes and cell.quantities[0].value > _OUT_OF_PROPORTION * max(sizes):
        low, high = min(sizes) / _OF_A_SIZE, max(sizes) * _OF_A_SIZE
        if any(low <= left <= high and low <= right <= high for left, right in _halves(text)):
            return Unreadable("numbers_slid_together", compose_detail("beside", text.strip(), max(sizes)))
    return cell


def _halves(text: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Every two numbers that the groups of a number could be."""
    groups = re.split(f"[{SPACES}]", text.strip())
    if all(group.isdecimal() for group in groups):
        for at in range(1, len(groups)):
            if groups[at][0] != "0":
                yield Decimal("".join(groups[:at])), Decimal("".join(groups[at:]))
