"""How a number is written out: the one place that knows of the zeros which storage adds."""

from __future__ import annotations

from decimal import Decimal


def write_decimal(number: Decimal) -> str:
    """A number with a point, without the zeros that its storage adds and without an exponent.

    >>> write_decimal(Decimal("6591606.250000")), write_decimal(Decimal("1E+3"))
    ('6591606.25', '1000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
