"""Finds the number that stands in front of a heading or a measure, as printed.

It must not know what the number ought to be: that is jospar.normalize.phrases.codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jospar.extract.words.alphabet import SMALL_CYRILLIC
from jospar.extract.words.folding import TO_CYRILLIC, TO_LATIN
from jospar.extract.words.years import YEAR

_LETTER = f"[{SMALL_CYRILLIC}]"
_PART = rf"\d{{1,3}}{_LETTER}?"
_NAME_BEGINS = rf"[^\W\d_a-z{SMALL_CYRILLIC}]|[«\"“„(]"
# A space inside a number belongs to it only where a stop follows the last part: `1. 2. Сапа`, but not `1. 100 % қамту` or `25. 06. 2024`.
_CODE = re.compile(
    rf"(?!\d{{1,2}}\s?\.\s?\d{{1,2}}\s?\.\s?{YEAR})"
    rf"(?P<code>{_PART}(?:\.{_PART}){{0,6}}\.{_LETTER}(?=[.)]?\s+(?:{_NAME_BEGINS}))"
    rf"|{_PART}(?:\s?\.\s?{_PART}){{1,7}}(?=\s?\.(?!\s?\d))"
    rf"|{_PART}(?:\.{_PART}){{0,7}})(?![\d,])(?!\.\d)"
    r"(?P<stop>\s?\.(?!\d)|\))?\s*"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ROMAN = "".join(_ROMAN_VALUES)
# The figures that have a Cyrillic twin, as those twins: a Kazakh or Russian keyboard has no other I and X.
_ROMAN_TWINS = "".join(twin for twin in _ROMAN.translate(TO_CYRILLIC) if twin not in _ROMAN)
ROMAN_LETTERS = _ROMAN + _ROMAN_TWINS
_ROMAN_CODE = re.compile(rf"(?P<code>[{_ROMAN}]{{1,5}}|[{_ROMAN_TWINS}]{{1,4}})\.\s+(?=[^\W\d_a-z{SMALL_CYRILLIC}]|[«\"“„])")
_LETTER_CODE = re.compile(rf"(?P<code>{_LETTER})\)\s+")
_ONLY_CODE = re.compile(rf"{_PART}(?:\.{_PART})*(?:\.{_LETTER})?[.)]?|{_LETTER}\)")
_OPENS_A_NAME = re.compile(_NAME_BEGINS)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with its number taken off the front: `code` without its last full stop, `rest` after it."""

    code: str
    rest: str

    @property
    def depth(self) -> int:
        """How many parts the number has: 1.2.3 has three."""
        return self.code.count(".") + 1


def split_code(text: str) -> Coded | None:
    """The number in front of a text, or None.

    A number of one part needs its full stop or bracket (`1 млн. теңге` has no code); without a last full stop the name must begin like a
    name (`1.2.2.1 ЖОО-ның` has a code, `1.5 млн` has none).

    >>> split_code("1.1.1. Білім алушылар")
    Coded(code='1.1.1', rest='Білім алушылар')
    >>> split_code("1,4-ге дейін") is None
    True
    """
    match = _CODE.match(text)
    if match is None:
        other = _LETTER_CODE.match(text) or _ROMAN_CODE.match(text)
        return Coded(other["code"], text[other.end() :]) if other else None
    code = re.sub(r"\s", "", match["code"])
    rest = text[match.end() :]
    if match["stop"] is None:
        separated = match.end() > match.end("code") or not rest
        if "." not in code or not separated or (rest and not _OPENS_A_NAME.match(rest)):
            return None
    elif match["stop"] == ")" and "." in code and not rest:
        return None
    return Coded(code, rest)


def read_code(text: str) -> str | None:
    """The number that a cell of a number column holds, without its last full stop; None where it holds something else.

    Of two that stand there, one that a list gave and one that was typed, the one of more parts is that of the row; a stop between them may
    be one within a single number.

    >>> read_code("2."), read_code("1. 2. 3."), read_code("1.1.2 1.1.2"), read_code("1) 1.1.2")
    ('2', '1.2.3', '1.1.2', '1.1.2')
    """
    pieces = text.split()
    if len(pieces) == 2 and "." in pieces[1][:-1] and all(map(_ONLY_CODE.fullmatch, pieces)):
        first, second = (piece.rstrip(".)") for piece in pieces)
        if first == second or not pieces[0].endswith("."):
            return max(second, first, key=lambda code: code.count("."))
    compact = "".join(pieces)
    return compact.rstrip(".)") if _ONLY_CODE.fullmatch(compact) else None


def arabic(code: str) -> str:
    """A Roman number in figures; any other code as it is.

    >>> arabic("IV"), arabic("1.2")
    ('4', '1.2')
    """
    values = [_ROMAN_VALUES.get(letter, 0) for letter in code.translate(TO_LATIN)]
    if not values or not all(values):
        return code
    following = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))


def is_next(code: str, previous: str) -> bool:
    """Whether `code` is the number after `previous` at the same depth.

    >>> is_next("4.2.3", "4.2.2")
    True
    """
    head, _, last = arabic(code).rpartition(".")
    old_head, _, old_last = arabic(previous).rpartition(".")
    return head == old_head and last.isdigit() and old_last.isdigit() and int(last) == int(old_last) + 1


def is_below(code: str, parent: str) -> bool:
    """Whether `code` extends `parent` by one part or more.

    >>> is_below("1.1.2", "1.1")
    True
    """
    return code.startswith(arabic(parent) + ".")
