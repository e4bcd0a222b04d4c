"""Letters that were typed for figures in a number: `9 35O` (vocabulary/typed_for_digits.yml). It must not know what a number is worth."""

from __future__ import annotations

import re
from functools import cache

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.numbers import parse_number
from jospar.normalize.words.lookup import vocabulary

_LONGEST = 24
_LETTER = re.compile(r"[^\W\d_]|[|]")


def find_digits(text: str) -> str | None:
    """What a text would be with figures for the letters in it, where it is a number then; None where it is none, or has no letter.

    A sign of per cent may stand behind it.

    >>> find_digits("9 35O"), find_digits("З5 %"), find_digits("12 а"), find_digits("lO")
    ('9 350', '35 %', None, None)
    """
    printed = text.strip()
    if len(printed) > _LONGEST or not any(map(str.isdigit, printed)) or not _LETTER.search(printed):
        return None
    typed = printed.translate(_figures())
    try:
        parse_number(typed.removesuffix("%").rstrip())
    except Unreadable:
        return None
    return typed


@cache
def _figures() -> dict[int, str]:
    return str.maketrans({form: entry.code for entry in vocabulary("typed_for_digits") for form in entry.forms})
