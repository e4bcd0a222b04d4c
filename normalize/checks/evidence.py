"""How much an agreement of numbers says: small round numbers agree by chance, long ones do not.

Evidence is counted in bits, as the logarithm of how unlikely the agreement is by chance. Of a series it counts what is new in each number:
the first one, the first step, then each change of the step. So a straight line of many numbers counts as little more than two.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import log2

from jospar.normalize.phrases.decimals import write_decimal

# An agreement with as many bits above the number of places that were searched happens by chance once in some hundred documents.
ENOUGH = 8.0
# To say that a number is wrong because an agreement fails in its year takes more.
SURE = 11.0


def count_bits(amounts: Sequence[Decimal], grain: Decimal) -> float:
    """The bits of agreeing with `amounts`, each within `grain`: a tolerance, or the round number that all numbers around are multiples of.

    >>> round(count_bits([Decimal(406), Decimal(1196)], Decimal(1)))
    18
    >>> round(count_bits([Decimal(2500), Decimal(6000)], Decimal(100)))
    10
    """
    return sum(log2(max(1.0, float(abs(news) / grain))) for news in _news(amounts))


def find_grain(amounts: Sequence[Decimal]) -> Decimal:
    """The greatest power of ten that all numbers are multiples of.

    >>> find_grain([Decimal(2500), Decimal(6000)]), find_grain([Decimal("4.5"), Decimal(5)])
    (Decimal('1E+2'), Decimal('0.1'))
    """
    exponents = [exponent for amount in amounts if amount and isinstance(exponent := amount.normalize().as_tuple().exponent, int)]
    return Decimal(1).scaleb(min(exponents, default=0))


def _news(amounts: Sequence[Decimal]) -> list[Decimal]:
    if not amounts:
        return []
    steps = [after - before for before, after in pairwise(amounts)]
    return [amounts[0], *steps[:1], *(after - before for before, after in pairwise(steps))]


def is_slip(printed: Decimal, meant: Decimal) -> bool:
    """Whether one slip of a typist makes one number of the other: a digit replaced, left out or added, two exchanged, zeros or a comma.

    >>> [is_slip(Decimal(printed), Decimal(meant)) for printed, meant in (("5000", "500"), ("163", "136"), ("85", "84.5"))]
    [True, True, False]
    """
    if printed <= 0 or meant <= 0:
        return False
    one, other = write_decimal(printed), write_decimal(meant)
    if one.replace(".", "").strip("0") == other.replace(".", "").strip("0"):
        return True
    if len(one) == len(other):
        apart = [index for index, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        if "." in (one[apart[0]], other[apart[0]]):
            return False
        exchanged = len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
        return len(apart) == 1 or exchanged
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def slips_of(printed: Decimal) -> set[Decimal]:
    """The numbers that the printed one may have been meant as: with a digit replaced, left out or added, two exchanged, or
    the comma in another place.

    >>> slips = slips_of(Decimal("61.0"))
    >>> [Decimal(number) in slips for number in ("6.1", "67.0", "610", "16.0", "71.5")]
    [True, True, True, True, False]
    """
    text = f"{printed:f}"
    places = [at for at, character in enumerate(text) if character.isdigit()]
    digits = "0123456789"
    made = {text[:at] + digit + text[at + 1 :] for at in places for digit in digits}
    made.update(text[:at] + digit + text[at:] for at in (*places, len(text)) for digit in digits)
    made.update(text[:at] + text[at + 1 :] for at in places if len(places) > 1)
    for at, other in pairwise(places):
        made.add(text[:at] + text[other] + text[at + 1 : other] + text[at] + text[other + 1 :])
    shifted = {printed.scaleb(power) for power in (-3, -2, -1, 1, 2, 3)}
    return {number for number in (*map(Decimal, made), *shifted) if number not in (0, printed)}


def print_number(number: Decimal) -> str:
    """A number as these documents print it, so that a suggestion can be put in the place of a printed one.

    >>> print_number(Decimal("2.300")), print_number(Decimal(1500))
    ('2,3', '1500')
    """
    return write_decimal(number).replace(".", ",")
