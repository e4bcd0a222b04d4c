"""How places, numbers and units are put in words, the same in every view. It knows records, and nothing of where the words are shown."""

from __future__ import annotations

from decimal import Decimal

from jospar.extract.document import Place
from jospar.normalize.phrases.decimals import write_decimal
from jospar.normalize.records import Bound, Issue, Status, Task, Value

_BOUNDS = {Bound.EXACT: "", Bound.RANGE: "", Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤", Bound.ABOUT: "≈"}
_MISSING = {Status.DASH: "–", Status.BLANK: "blank"}


def describe_place(place: Place) -> str:
    """What the format tells of a place, from the page down; nothing where it is the whole document.

    >>> describe_place(Place(page=3, line=42, bbox="37.1,94.9,793.9,105.8"))
    'page 3, line 42'
    >>> describe_place(Place(line=17, table=2, row=5, column=3))
    'line 17, table 2, row 5, column 3'
    """
    words = zip(("page", "line", "table", "row", "column"), place, strict=False)
    return ", ".join(f"{word} {number}" for word, number in words if number is not None)


def short_id(issue: Issue) -> str:
    """The last part of an issue's id, which is enough for `jospar correct` beside the document: `n000007`."""
    return issue.issue_id.rpartition("/")[2]


def describe_unit(unit: str | None, mult: int, per: str | None) -> str:
    """A unit as it stands behind a number, with the space between them; nothing where there is none.

    >>> describe_unit("person", 3, "week")
    ' ×10^3 person per week'
    """
    scale = f" ×10^{mult}" if mult else ""
    return f"{scale}{f' {unit}' if unit else ''}{f' per {per}' if per else ''}"


def describe_value(value: Value) -> str:
    """The number of a value, or a sign of what stands in its stead; `?` is a text that is no certain number."""
    if value.value is None:
        return _MISSING.get(value.status, "?")
    return _describe_bounded(value.value, value.value_upper, value.bound)


def describe_target(task: Task) -> str:
    """The target in a task's title: `110 → ≥120 ×10^3 KZT in 2029`; nothing where there is none."""
    if task.target_value is None:
        return ""
    start = f"{write_decimal(task.target_baseline)} → " if task.target_baseline is not None else ""
    number = _describe_bounded(task.target_value, task.target_value_upper, task.target_bound or Bound.EXACT)
    unit = describe_unit(task.target_unit, task.target_unit_mult or 0, task.target_per)
    year = f" in {task.target_year}" if task.target_year else ""
    return f"{start}{number}{unit}{year}"


def _describe_bounded(number: Decimal, upper: Decimal | None, bound: Bound) -> str:
    high = f"–{write_decimal(upper)}" if upper is not None else ""
    return f"{_BOUNDS[bound]}{write_decimal(number)}{high}"
