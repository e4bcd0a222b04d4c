"""What the numbers of a column count."""

from enum import StrEnum


class Aspect(StrEnum):
    """The measure itself, money for it, percent of the plan, its change, its weight, or what is not understood (values.aspect)."""

    VALUE = "value"
    COST = "cost"
    EXECUTION = "execution"
    CHANGE = "change"
    WEIGHT = "weight"
    OTHER = "other"
