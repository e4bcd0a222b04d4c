"""What looks like a number, and what stands in its place where there is none; the one place that knows the signs.

It looks at figures and signs only. What a number is worth, and whether it is a certain one, is for jospar.normalize.phrases.numbers.
"""

from __future__ import annotations

import re

MINUSES = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
"""Hyphen-minus, hyphen, non-breaking hyphen, figure dash, en dash, minus, small and full-width hyphen-minus: each is printed for a minus
directly before a figure. For the inside of a class, at its beginning."""

DASHES = MINUSES + "\u2014"
"""The same and the em dash: each of them alone in a cell is the mark of a value that is missing, and each may part a range. For the inside
of a class, at its beginning; a class that parts numbers or words may have more."""

SPACES = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""What may part the groups of three of a number: a space of any width. For the inside of a class."""

_SEPARATORS = r"\s.,"
_BARE = re.compile(rf"\d[\d{_SEPARATORS}]*")
_NUMBER = rf"\d[\d{_SEPARATORS}%*/{DASHES[1:]}-]*"
_NUMERIC = re.compile(rf"[{DASHES}]?{_NUMBER}")
_QUALIFIED = re.compile(rf"[{DASHES}<>≤≥~≈]?\s?{_NUMBER}")
_ONE = re.compile(rf"[{DASHES}+]?\s?\d[\d\s]*(?:[.,]\d+)?\s?%?\*?")
_WITH_WORDS = re.compile(rf"[{DASHES}+]?\s?\d[\d\s]*(?:[.,]\d+)?(?:\s?%|\s*[^\W\d_][^\d]*)?[;.]?")
_PIECE = re.compile(rf"[\d{_SEPARATORS}%{DASHES[1:]}-]+")
_MISSING = re.compile(rf"[{DASHES}]|-{{2,3}}")


def is_missing_mark(text: str) -> bool:
    """Whether a text is a dash in place of a value.

    >>> is_missing_mark("–"), is_missing_mark("---"), is_missing_mark("-5")
    (True, True, False)
    """
    return _MISSING.fullmatch(text) is not None


def is_numeric(text: str) -> bool:
    """Whether a text is figures and what belongs to them: signs, per cent, a range, a pair, a star.

    >>> is_numeric("-1 146 612,5"), is_numeric("31,0-38,0"), is_numeric("69,8/ 76,3 %"), is_numeric("5 адам")
    (True, True, True, False)
    """
    return _NUMERIC.fullmatch(text) is not None


def is_qualified_number(text: str) -> bool:
    """The same, with a sign of comparison in front or without.

    >>> is_qualified_number("≥ 95 %")
    True
    """
    return _QUALIFIED.fullmatch(text) is not None


def is_piece_of_number(text: str) -> bool:
    """Whether a text is what a line end may have left of a number: figures and signs that stand within one, in any order.

    >>> is_piece_of_number("591 606,"), is_piece_of_number("25 %"), is_piece_of_number("ж.")
    (True, True, False)
    """
    return _PIECE.fullmatch(text) is not None


def is_bare_number(text: str) -> bool:
    """Whether a text is figures alone, however grouped: no sign, no per cent, nothing that a term or a code could be.

    >>> is_bare_number("12 345,6"), is_bare_number("2024-2026")
    (True, False)
    """
    return _BARE.fullmatch(text) is not None


def is_one_number(text: str) -> bool:
    """Whether a text is one number and nothing beside it but a sign, per cent and the star of a note: no pair, no range, no term.

    >>> is_one_number("+ 1 146,5"), is_one_number("46,8*"), is_one_number("2024-2026"), is_one_number("5 адам")
    (True, True, False, False)
    """
    return _ONE.fullmatch(text) is not None


def begins_with_number(text: str) -> bool:
    """Whether a text is one number, perhaps with words behind it as a unit is: no second number, no term.

    >>> begins_with_number("3 395 979 тысяч тенге;"), begins_with_number("2020-2022 гг."), begins_with_number("а 5")
    (True, False, False)
    """
    return _WITH_WORDS.fullmatch(text) is not None
