"""What a printed number or a table cell of numbers means. Amounts are Decimal, from the printed digits; nothing is ever a float.

It must not know years, names or targets. Whatever has two readings has none here: `5 0 0` is not 500, `1.234` is neither 1234 nor 1.234,
`23 95` is not 2395. Each refusal is an Unreadable with a code of jospar.normalize.catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jospar.extract.words.figures import is_missing_mark
from jospar.extract.words.folding import fold_letters
from jospar.extract.words.years import is_year
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.details import compose_detail
from jospar.normalize.phrases.bounds import split_bound
from jospar.normalize.phrases.units import find_unit
from jospar.normalize.records import Bound, Status
from jospar.normalize.words.lookup import SPACES, alternatives, forms_of, joined_words, vocabulary

_INTEGER_DIGITS, _FRACTION_DIGITS = 18, 6  # decimal128(24,6)
# `120 130` in a row of 140, 150 is a thousand times its neighbours, and its halves are as large as they are.
_OUT_OF_PROPORTION, _OF_A_SIZE = 100, 3

# A minus is a hyphen, a minus sign or an en dash directly before the digit; a number has no leading zero; only ASCII digits count.
NUMBER = rf"[-−–+]?(?:[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+|0|[1-9][0-9]*)(?![0-9])(?:[.,][0-9]+)?"
_NUMBER = re.compile(NUMBER)
_PLAIN_CELL = re.compile(r"(?:[1-9][0-9]{0,2}(?: [0-9]{3}){1,5}|0|[1-9][0-9]{0,17})(?:,[0-9]{1,6})?")
# `31,0- 38,0` is a range that a line end broke; `5 -10` may be two numbers.
_DASH = r"(?:[-–—‑]\s*|\s+[-–—‑]\s+)"
_QUANTITY = re.compile(rf"({NUMBER})(?:(\s?%)?{_DASH}({NUMBER})|\s*/\s*({NUMBER}))?")
_NOT_WORDS = re.compile(r"[.,;]|\s*[-−–]?\s*[0-9]")
_GROUPED = re.compile(rf"[0-9][{SPACES}][0-9]{{3}}(?![0-9])")

_NUMERIC_RUN = re.compile(r"[-−–0-9.,;\s]*[0-9]")
_BREAK = re.compile(r"[;,]?\s+|;")
_HARD_BREAK = re.compile(r"[;,]\s|;|[.,][0-9]+\s")
_PIECE = re.compile(r"[-−–]?([0-9]+)(?:[.,][0-9]+)?")
_OWN_NUMBER = re.compile(r"[-−–]?(?:[1-9](?:[0-9]|[0-9]{3,})?|0(?=[.,]))(?:[.,][0-9]+)?")

_STARS = re.compile(r"\s?\*{1,3}(?![*\w])")
_RAISED = re.compile(r"(?<=[0-9%])[¹²³⁰⁴-⁹]+")
_POWER_OF_TEN = re.compile(r"(?<![0-9,.])10[¹²³⁰⁴-⁹]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in the printed scale; `upper` is the high end where `bound` is range."""

    value: Decimal
    upper: Decimal | None = None
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says: a dash, nothing, one quantity, or the two of a pair; `unit_text` is the unit that the cell itself names."""

    status: Status
    quantities: tuple[Quantity, ...] = ()
    unit_text: str = ""


def parse_number(text: str) -> Decimal:
    """The one number that a text is.

    Groups of three are parted by a space of any width or not at all; the decimal mark is a comma. A point is one only where it can't part
    thousands: not between one to three digits and just three. Raises Unreadable: number_unreadable, numbers_slid_together,
    number_grouping, number_point, number_too_long.

    >>> parse_number("6 591 606,25"), parse_number("0.086")
    (Decimal('6591606.25'), Decimal('0.086'))
    >>> parse_number("1.234")
    Traceback (most recent call last):
    jospar.normalize.catalogue.Unreadable: number_point: 1.234
    """
    printed = text.strip()
    if not _NUMBER.fullmatch(printed):
        raise Unreadable(_reason(printed), printed)
    return _decimal(printed)


def parse_cell(text: str) -> CellReading:
    """What a table cell of a year says.

    Read are: a dash or a mark of vocabulary/missing.yml; one number; a range (`31,0- 38,0`); a pair (`69,8/ 76,3`); and with them words of
    vocabulary/bounds.yml, Kazakh case endings, footnote marks and a known unit. `до 15` is a level to reach and so exact. What looks like
    a year or two (`2024 г.`, `2024-2029`) is not a value. Raises Unreadable as parse_number, and range_reversed.

    >>> parse_cell("1 146 612").quantities[0].value
    Decimal('1146612')
    >>> parse_cell("31,0- 38,0").quantities
    (Quantity(value=Decimal('31.0'), upper=Decimal('38.0'), bound=<Bound.RANGE: 'range'>),)
    >>> parse_cell("-").status
    <Status.DASH: 'dash'>
    """
    reading = read_quantities(text)
    if reading.unit_text and find_unit(reading.unit_text) is None:
        raise Unreadable("number_unreadable", text.strip())
    return reading


def parse_row(texts: Iterable[str]) -> tuple[CellReading | Unreadable, ...]:
    """The cells of one row, each read or refused.

    Where numbers slid together in one cell of the row, groups of three in another may be two numbers as well, and are refused too.

    >>> [str(cell) for cell in parse_row(["94 111", "96 97"])]
    ['numbers_slid_together: 94 111, beside 96 97', 'numbers_slid_together: 96 97']
    """
    printed = tuple(texts)
    readings = tuple(_read_or_refuse(text) for text in printed)
    if not any(_GROUPED.search(text) for text in printed):
        return readings
    slid = next((cell.detail for cell in readings if isinstance(cell, Unreadable) and cell.code == "numbers_slid_together"), None)
    return tuple(
        _undoubted(text, cell, slid, readings[:at] + readings[at + 1 :])
        for at, (text, cell) in enumerate(zip(printed, readings, strict=True))
    )


def _undoubted(
    text: str, cell: CellReading | Unreadable, slid: str | None, others: tuple[CellReading | Unreadable, ...]
) -> CellReading | Unreadable:
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


def read_quantities(text: str) -> CellReading:
    """As parse_cell, but `unit_text` is whatever words follow the number, known or not: its reader must see to them."""
    printed = text.strip()
    if _PLAIN_CELL.fullmatch(printed):
        return CellReading(Status.REPORTED, (Quantity(Decimal(printed.replace(" ", "").replace(",", "."))),))
    if not printed:
        return CellReading(Status.BLANK)
    if is_missing_mark(label := joined_words(printed)) or label in _missing_marks():
        return CellReading(Status.DASH)
    if _POWER_OF_TEN.search(printed):
        raise Unreadable("number_unreadable", printed)
    bound, body = split_bound(_RAISED.sub("", _STARS.sub("", unicodedata.normalize("NFC", printed))))
    match = _QUANTITY.match(body.strip())
    if not match:
        raise Unreadable(_reason(printed), printed)
    rest = body.strip()[match.end() :]
    if _NOT_WORDS.match(rest):
        raise Unreadable(_reason(printed), printed)
    unit_text = _without_ending(rest).strip()
    if match[2]:
        unit_text = "%" if unit_text in ("", "%") else f"%{rest}"
    return CellReading(Status.REPORTED, _quantities(match, bound, unit_text, printed), unit_text)


def ending_after(text: str) -> str:
    """The case ending at the start of what follows a number, with its hyphen, or "".

    >>> ending_after("-ге дейін"), ending_after(" адам")
    ('-ге', '')
    """
    match = _ending().match(fold_letters(text))
    return text[: match.end()] if match else ""


def _read_or_refuse(text: str) -> CellReading | Unreadable:
    try:
        return parse_cell(text)
    except Unreadable as refusal:
        return refusal


def _quantities(match: re.Match[str], bound: Bound, unit_text: str, printed: str) -> tuple[Quantity, ...]:
    first = _decimal(match[1])
    second = _decimal(match[3] or match[4]) if match[3] or match[4] else None
    marked = joined_words(unit_text) in forms_of("years", "mark")
    if is_year(first) and (marked if second is None else is_year(second)):
        raise Unreadable("number_unreadable", printed)
    if second is None:
        return (Quantity(first, bound=bound),)
    if match[4]:
        return Quantity(first, bound=bound), Quantity(second, bound=bound)
    if bound is not Bound.EXACT:
        raise Unreadable("number_unreadable", printed)
    if second < first:
        raise Unreadable("range_reversed", printed)
    return (Quantity(first, second, Bound.RANGE),)


def _decimal(printed: str) -> Decimal:
    digits = "".join(printed.split()).replace("−", "-").replace("–", "-").removeprefix("+")
    whole, _, fraction = digits.replace(",", ".").partition(".")
    if "." in printed and len(fraction) == 3 and whole.lstrip("-") != "0":
        raise Unreadable("number_point", printed)
    if len(whole.lstrip("-")) > _INTEGER_DIGITS or len(fraction) > _FRACTION_DIGITS:
        raise Unreadable("number_too_long", printed)
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return value if value else abs(value)


def _reason(printed: str) -> str:
    """Why a text is not a number.

    Numbers slid together where a break between them is certain (`98,0 98,5`, `5; 6`), or where each piece is a number of its own and
    none after the first is a group of three (`23 95`); otherwise pieces are digits badly grouped (`5 0 0`, `1 234 56`, `0 500`).
    """
    run = _NUMERIC_RUN.match(printed)
    pieces = _BREAK.split(run[0].strip()) if run else []
    if len(pieces) < 2 or not all(_PIECE.fullmatch(piece) for piece in pieces):
        return "number_unreadable"
    own = _OWN_NUMBER.fullmatch
    first_is_own = own(pieces[0]) or re.fullmatch(r"0|[1-9][0-9]{2}", pieces[0])
    if _HARD_BREAK.search(run[0] if run else "") or (first_is_own and all(own(piece) for piece in pieces[1:])):
        return "numbers_slid_together"
    return "number_grouping"


@cache
def _missing_marks() -> frozenset[str]:
    return frozenset(joined_words(form) for entry in vocabulary("missing") for form in entry.forms)


@cache
def _ending() -> re.Pattern[str]:
    forms = (form for entry in vocabulary("case_endings") for form in entry.forms)
    return re.compile(rf"[-–‑]\s?(?:{alternatives(forms)})(?!\w)")


def _without_ending(rest: str) -> str:
    return rest[len(ending_after(rest)) :]
