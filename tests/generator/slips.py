"""The mistakes that hands make in a number, and the kinds of all mistakes that are seeded.

Pure functions from a printed number to another one; it must not know where the number stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from random import Random


class Slip(StrEnum):
    """What went wrong."""

    DIGIT_CHANGED = "digit changed"
    DIGIT_DROPPED = "digit dropped"
    DIGIT_DOUBLED = "digit doubled"
    ZERO_ADDED = "zero too many"
    ZERO_LOST = "zero too few"
    COMMA_LOST = "comma lost"
    TARGET_CHANGED = "target changed"
    CELLS_SWAPPED = "cells of a row swapped"
    ROWS_SWAPPED = "cells of a column swapped"
    VALUES_REPEATED = "values of the row above"
    ROW_REPEATED = "row printed twice"
    ROW_LOST = "row lost"
    UNIT_CHANGED = "unit changed"
    CODE_TWICE = "code used twice"
    CODES_SWAPPED = "codes out of order"
    YEARS_SWAPPED = "years of the header swapped"


def number_of(text: str) -> Decimal:
    """The number of a print with a decimal comma and groups."""
    return Decimal("".join(text.split()).replace(",", "."))


def misprint(text: str, slip: Slip, random: Random, group: Callable[[Decimal], str]) -> str | None:
    """A number with a slip in it, grouped by `group` where its length changed; None where the slip changes nothing or can't be made.

    >>> misprint("1 000", Slip.ZERO_LOST, Random(1), lambda number: f"{number:,}".replace(",", " "))
    '100'
    """
    changed = _SLIPS[slip]("".join(text.split()), random)
    if changed is None or (changed[0] == "0" and changed[:2] not in ("0", "0,")):
        return None
    number = number_of(changed)
    if number == number_of(text) or number == 0:
        return None
    if slip is Slip.DIGIT_CHANGED:
        digits = iter(changed)
        return "".join(character if character.isspace() else next(digits) for character in text)
    return group(number)


def stands_out(index: int, row: list[Decimal | None]) -> bool:
    """Whether a number is several times greater or smaller than all others of its row."""
    new = row[index]
    others = [number for place, number in enumerate(row) if place != index and number is not None]
    return new is not None and len(others) >= 3 and (new > 5 * max(others) or 5 * new < min(others))


def _digit_changed(text: str, random: Random) -> str:
    place = random.choice(_digits(text))
    return text[:place] + random.choice([digit for digit in "0123456789" if digit != text[place]]) + text[place + 1 :]


def _digit_dropped(text: str, random: Random) -> str | None:
    places = _digits(text)
    place = random.choice(places)
    changed = (text[:place] + text[place + 1 :]).strip(",")
    return changed if len(places) > 1 and not changed.startswith(",") else None


def _digit_doubled(text: str, random: Random) -> str:
    place = random.choice(_digits(text))
    return text[:place] + text[place] + text[place:]


def _zero_added(text: str, _: Random) -> str | None:
    return None if "," in text else f"{text}0"


def _zero_lost(text: str, _: Random) -> str | None:
    return text[:-1] if text.endswith("0") and "," not in text and len(text) > 1 else None


def _comma_lost(text: str, _: Random) -> str | None:
    return text.replace(",", "").lstrip("0") or None if "," in text else None


def _digits(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character.isdigit()]


_SLIPS: Mapping[Slip, Callable[[str, Random], str | None]] = {
    Slip.DIGIT_CHANGED: _digit_changed,
    Slip.DIGIT_DROPPED: _digit_dropped,
    Slip.DIGIT_DOUBLED: _digit_doubled,
    Slip.ZERO_ADDED: _zero_added,
    Slip.ZERO_LOST: _zero_lost,
    Slip.COMMA_LOST: _comma_lost,
}
IN_NUMBERS = tuple(_SLIPS)
