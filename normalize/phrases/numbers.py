"""What a printed number or a table cell with one means by itself. Amounts are Decimal, from the printed digits; nothing is ever a float.

It must not know years, names or targets. Whatever has two readings has none here: `5 0 0` is not 500, `1.234` is neither 1234 nor 1.234,
`23 95` is not 2395. Each refusal is an Unreadable with a code of jospar.normalize.catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jospar.extract.words.figures import DASHES, MINUSES, SPACES, is_missing_mark
from jospar.extract.words.folding import fold_letters
from jospar.extract.words.note_marks import MARKS_OF_NUMBER
from jospar.extract.words.vocabulary import VocabularyEntry
from jospar.extract.words.years import is_year
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.bounds import find_bound
from jospar.normalize.phrases.signs import Sign, split_sign
from jospar.normalize.phrases.units import find_unit
from jospar.normalize.records import Bound, Status
from jospar.normalize.words.lookup import alternatives, forms_of, joined_words, vocabulary

_INTEGER_DIGITS, _FRACTION_DIGITS = 18, 6  # decimal128(24,6)

# A minus stands directly before the digit; a number has no leading zero; only ASCII digits count. A comma or a point parts thousands for
# certain where it stands twice, or where the other one stands behind it.
_PLAIN = rf"(?:[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+|0|[1-9][0-9]*)(?![0-9])(?:[.,][0-9]+)?"
_BY_COMMAS = r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|,[0-9]{3}\.[0-9]+)(?![0-9,])"
_BY_POINTS = r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)(?![0-9.])"
NUMBER = rf"[{MINUSES}+]?(?:{_BY_COMMAS}|{_BY_POINTS}|{_PLAIN})"
_NUMBER = re.compile(NUMBER)
_PLAIN_CELL = re.compile(r"(?:[1-9][0-9]{0,2}(?: [0-9]{3}){1,5}|0|[1-9][0-9]{0,17})(?:,[0-9]{1,6})?")
# `31,0- 38,0` is a range that a line end broke; `5 -10` may be two numbers.
_DASH = rf"(?:[{DASHES}]\s*|\s+[{DASHES}]\s+)"
_QUANTITY = re.compile(rf"({NUMBER})(?:(\s?%)?{_DASH}({NUMBER})|\s*/\s*({NUMBER}))?")
_NOT_WORDS = re.compile(rf"[.,;]|\s*[{MINUSES}]?\s*[0-9]")

_NUMERIC_RUN = re.compile(rf"[{MINUSES}0-9.,;\s]*[0-9]")
_BREAK = re.compile(r"[;,]?\s+|;")
_HARD_BREAK = re.compile(r"[;,]\s|;|[.,][0-9]+\s")
_PIECE = re.compile(rf"[{MINUSES}]?([0-9]+)(?:[.,][0-9]+)?")
_OWN_NUMBER = re.compile(rf"[{MINUSES}]?(?:[1-9](?:[0-9]|[0-9]{{3,}})?|0(?=[.,]))(?:[.,][0-9]+)?")

_STARS = re.compile(r"\s?\*{1,3}(?![*\w])")
_PRODUCT = re.compile(rf"({NUMBER})\s*[*×xх]\s*({NUMBER})\s*=\s*({NUMBER})")
# An item of a list ends so: `3 395 979 тысяч тенге;`.
_END_OF_ITEM = re.compile(r"(?<=[^\W\d_])\s*;$")
_POWER_OF_TEN = re.compile(r"(?<![0-9,.])10[¹²³⁰⁴-⁹]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in the printed scale; `upper` is the high end where `bound` is range."""

    value: Decimal
    upper: Decimal | None = None
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says: a dash, nothing, one quantity, or the two of a pair.

    `unit_text` is the unit that the cell itself names; `up_to` says that a word leads up to the number (`до 15`), which is a level or a
    limit; `sign` is what is printed for one and is not settled by the number alone.
    """

    status: Status
    quantities: tuple[Quantity, ...] = ()
    unit_text: str = ""
    up_to: bool = False
    sign: Sign = Sign.NONE


def parse_number(text: str) -> Decimal:
    """The one number that a text is.

    Groups of three are parted by a space of any width or not at all, or by commas or points where those can't be decimal marks; the decimal
    mark is a comma. A point is one only where it can't part thousands: not between one to three digits and just three. Raises Unreadable:
    number_unreadable, numbers_slid_together, number_grouping, number_point, number_too_long.

    >>> parse_number("6 591 606,25"), parse_number("0.086")
    (Decimal('6591606.25'), Decimal('0.086'))
    >>> parse_number("1,250,000"), parse_number("1,234.5")
    (Decimal('1250000'), Decimal('1234.5'))
    >>> parse_number("1.234")
    Traceback (most recent call last):
    jospar.normalize.catalogue.Unreadable: number_point: 1.234
    """
    printed = text.strip()
    if not _NUMBER.fullmatch(printed):
        raise Unreadable(_reason(printed), printed)
    return _decimal(printed)


def parse_cell(text: str) -> CellReading:
    """What a table cell of a year says by itself.

    Read are: a dash or a mark of vocabulary/missing.yml; one number; a range (`31,0- 38,0`); a pair (`69,8/ 76,3`); and with them words of
    vocabulary/bounds.yml, Kazakh case endings, footnote marks and a known unit. What looks like a year or two (`2024 г.`, `2024-2029`) is
    not a value. Raises Unreadable as parse_number, range_reversed, and number_sign where the number may be below zero.

    >>> parse_cell("1 146 612").quantities[0].value
    Decimal('1146612')
    >>> parse_cell("31,0- 38,0").quantities
    (Quantity(value=Decimal('31.0'), upper=Decimal('38.0'), bound=<Bound.RANGE: 'range'>),)
    >>> parse_cell("-").status
    <Status.DASH: 'dash'>
    """
    return _certain(read_signed(text), text)


def read_signed(text: str) -> CellReading:
    """As parse_cell, but a sign that the number alone does not settle is left to what knows its row."""
    reading = _read(text)
    if reading.unit_text and find_unit(reading.unit_text) is None:
        raise Unreadable("number_unreadable", text.strip())
    return reading


def read_quantities(text: str) -> CellReading:
    """As parse_cell, but `unit_text` is whatever words follow the number, known or not: its reader must see to them."""
    return _certain(_read(text), text)


def _certain(reading: CellReading, text: str) -> CellReading:
    if reading.sign is Sign.DOUBTFUL_MINUS:
        raise Unreadable("number_sign", text.strip())
    return replace(reading, sign=Sign.NONE) if reading.sign is Sign.PLUS else reading


def _read(text: str) -> CellReading:
    printed = _END_OF_ITEM.sub("", text.strip())
    if _PLAIN_CELL.fullmatch(printed):
        return CellReading(Status.REPORTED, (Quantity(Decimal(printed.replace(" ", "").replace(",", "."))),))
    if not printed:
        return CellReading(Status.BLANK)
    if is_missing_mark(label := joined_words(printed)) or is_missing_mark(printed) or label in _missing_marks():
        return CellReading(Status.DASH)
    if (product := _PRODUCT.fullmatch(printed)) is not None:
        return CellReading(Status.REPORTED, (Quantity(_product(product, printed)),))
    if _POWER_OF_TEN.search(printed):
        raise Unreadable("number_unreadable", printed)
    sign, unsigned = split_sign(_STARS.sub("", MARKS_OF_NUMBER.sub("", unicodedata.normalize("NFC", printed))).strip())
    entry, body = find_bound(unsigned)
    match = _QUANTITY.match(body.strip())
    if not match:
        raise Unreadable(_reason(printed), printed)
    rest = body.strip()[match.end() :]
    if _NOT_WORDS.match(rest):
        raise Unreadable(_reason(printed), printed)
    unit_text = _without_ending(rest).strip()
    if match[2]:
        unit_text = "%" if unit_text in ("", "%") else f"%{rest}"
    unit_text = _unit_of_bound(entry, unit_text, printed)
    quantities = _quantities(match, Bound(entry.code) if entry else Bound.EXACT, unit_text, printed)
    if sign is not Sign.NONE and (len(quantities) > 1 or quantities[0].upper is not None or match[1][0] in MINUSES):
        raise Unreadable("number_unreadable", printed)
    return CellReading(Status.REPORTED, quantities, unit_text, entry is not None and entry.get("up_to") is not None, sign)


def _product(match: re.Match[str], printed: str) -> Decimal:
    """What `1200 х 8 = 9600` comes to, if it does."""
    left, right, result = map(_decimal, match.groups())
    if left * right != result:
        raise Unreadable("number_unreadable", printed)
    return result


def _unit_of_bound(entry: VocabularyEntry | None, unit_text: str, printed: str) -> str:
    """The unit of a number with words of a bound: some name it (`топ-10`), some only stand before one of theirs (`в 2 раза`)."""
    named, only = (entry.get("names"), entry.get("only")) if entry else (None, None)
    unit = find_unit(unit_text) if unit_text and only else None
    if (named and unit_text) or (only and (unit is None or unit.code != only)):
        raise Unreadable("number_unreadable", printed)
    return named or unit_text


def ending_after(text: str) -> str:
    """The case ending at the start of what follows a number, with its hyphen, or "".

    >>> ending_after("-ге дейін"), ending_after(" адам")
    ('-ге', '')
    """
    match = _ending().match(fold_letters(text))
    return text[: match.end()] if match else ""


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
    """The number of a text that NUMBER matches."""
    digits = "".join(printed.lstrip(MINUSES + "+").split())
    marks = [character for character in digits if character in ",."]
    if len(marks) > 1:
        digits = digits.replace(marks[0], "")
    whole, _, fraction = digits.replace(",", ".").partition(".")
    if marks == ["."] and len(fraction) == 3 and whole != "0":
        raise Unreadable("number_point", printed)
    if len(whole) > _INTEGER_DIGITS or len(fraction) > _FRACTION_DIGITS:
        raise Unreadable("number_too_long", printed)
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return -value if value and printed[0] in MINUSES else value


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
