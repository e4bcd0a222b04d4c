"""The sign of a printed number where it is no plain minus: a plus, brackets, a minus behind the number or apart from it, a word.

It says what is printed. Whether a number may be below zero is for what knows its row.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from jospar.extract.words.figures import DASHES, MINUSES
from jospar.extract.words.folding import fold_letters
from jospar.normalize.words.lookup import alternatives, forms_of

# Accounts print what is below zero in brackets or with the minus behind it; brackets also hold what is not certain, or a part.
_IN_BRACKETS = re.compile(r"\(\s*([0-9][^()]*?)\s*\)(\s*%?)")
_BEHIND = re.compile(rf"([0-9](?:.*[0-9])?(?:\s?%)?)[{MINUSES}](\s?%)?")
_APART = re.compile(rf"(?:[{DASHES}]\s+|\u2014)(?=[0-9])")
_PLUS = re.compile(r"\+\s*(?=[0-9])")


class Sign(StrEnum):
    """What is printed for a sign; a DOUBTFUL_MINUS may be none."""

    NONE = "none"
    PLUS = "plus"
    DOUBTFUL_MINUS = "doubtful minus"


def split_sign(text: str) -> tuple[Sign, str]:
    """The sign of a number and the number without it; a minus directly before the digits is left to the number.

    >>> split_sign("(12,5)"), split_sign("3,5-"), split_sign("минус 5 %")
    ((<Sign.DOUBTFUL_MINUS: 'doubtful minus'>, '12,5'), (<Sign.DOUBTFUL_MINUS: 'doubtful minus'>, '3,5'), \
(<Sign.DOUBTFUL_MINUS: 'doubtful minus'>, '5 %'))
    >>> split_sign("+5 %"), split_sign("-5")
    ((<Sign.PLUS: 'plus'>, '5 %'), (<Sign.NONE: 'none'>, '-5'))
    """
    around = _IN_BRACKETS.fullmatch(text) or _BEHIND.fullmatch(text)
    if around:
        return Sign.DOUBTFUL_MINUS, around[1] + (around[2] or "")
    for sign, pattern in ((Sign.DOUBTFUL_MINUS, _APART), (Sign.PLUS, _PLUS)):
        if match := pattern.match(text):
            return sign, text[match.end() :]
    for sign, code in ((Sign.DOUBTFUL_MINUS, "minus"), (Sign.PLUS, "plus")):
        if match := _word(code).match(fold_letters(text)):
            return sign, text[match.end() :]
    return Sign.NONE, text


@cache
def _word(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(forms_of('signs', code))})\s+(?=[0-9])")
