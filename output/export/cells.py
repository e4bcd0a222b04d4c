"""What a cell of Excel can hold of a value, and the notes on what it can't.

Limits of Excel: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

CHARACTERS_A_CELL = 32_767  # of UTF-16
_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900, so that programs disagree on the days before
_CUT = " … [cut]"
_UNHELD = re.compile("[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # XML can't carry them, or changes them


class Loss(StrEnum):
    """How a cell differs from the dataset, as the end of a sentence that begins with how many."""

    CUT = f"longer than the {CHARACTERS_A_CELL:,} characters that a cell of Excel holds: cut, with {_CUT.strip()!r} at the end"
    CONTROL = "with control characters, which Excel can't hold: shown by their pictures (␀ … ␡, �)"
    DIGITS = f"with more than the {_DIGITS} digits that a number of Excel holds: written as text, in full"
    EARLY = f"before {_FIRST_DAY}, which Excel can't count: written as text"


def fit(value: Any) -> tuple[Any, Loss | None]:
    r"""What to write for a text, a number or a date: a str, int, float or date, with what is lost by that.

    >>> fit(Decimal("6591606.250000"))
    (6591606.25, None)
    >>> fit(Decimal("123456789012345678.9"))[0]
    '123456789012345678.9'
    >>> fit("a\0b")[0]
    'a␀b'
    """
    if isinstance(value, str):
        return _fit_text(value)
    if isinstance(value, Decimal):
        shortest = value.normalize()
        return (float(value), None) if len(shortest.as_tuple().digits) <= _DIGITS else (f"{shortest:f}", Loss.DIGITS)
    if isinstance(value, date) and value < _FIRST_DAY:
        return value.isoformat(), Loss.EARLY
    return value, None


def format_losses(losses: Counter[tuple[str, str, Loss]]) -> tuple[str, ...]:
    """One line for each column and loss; keys are table, column and what is lost."""
    return tuple(
        f"{table}.{column}: {count:,} {'cell' if count == 1 else 'cells'} {loss}" for (table, column, loss), count in losses.items()
    )


def _fit_text(text: str) -> tuple[str, Loss | None]:
    shown, changed = _UNHELD.subn(_picture, text)
    if len(shown) > CHARACTERS_A_CELL // 2:
        units = shown.encode("utf-16-le")
        if len(units) > 2 * CHARACTERS_A_CELL:
            return units[: 2 * (CHARACTERS_A_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT, Loss.CUT
    return shown, Loss.CONTROL if changed else None


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "␡" if code == 0x7F else "�" if code > 0x7F else chr(0x2400 + code)
