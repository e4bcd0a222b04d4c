"""What the numbers of a column count."""

from enum import StrEnum


class Aspect(StrEnum):
    """The measure itself, percent of the plan, how much it changes, its weight among others, or what is not understood (values.aspect)."""

    VALUE = "value"
    EXECUTION = "execution"
    CHANGE = "change"
    WEIGHT = "weight"
    OTHER = "other"
