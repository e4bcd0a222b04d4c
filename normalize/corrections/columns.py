"""Which columns can be corrected, how the new text of each is read, and which issues that settles.

A new text is read by the same functions as a printed one, so that what a document may print a reviewer may write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from jospar.extract.words.codes import arabic, read_code
from jospar.normalize.catalogue import CATALOGUE, Unreadable, settled_by
from jospar.normalize.owner import name_of
from jospar.normalize.phrases.numbers import CellReading, parse_cell, parse_number
from jospar.normalize.phrases.unit_rules import NO_UNIT, Unit
from jospar.normalize.phrases.units import resolve_unit
from jospar.normalize.phrases.years import parse_year

VALUE = "value"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadValue(Exception):
    """A new text can't be read as its column must be; the message says why."""


@dataclass(frozen=True, slots=True)
class CorrectableColumn:
    """A column of records that stand in the tables themselves; `read` gives the fields that a new text sets.

    `settles` are the codes of issues about the record that a correction answers, as the catalogue has them.
    """

    read: Callable[[str], dict[str, Any]]
    settles: frozenset[str]


def read_cell(text: str) -> CellReading:
    """What a new value says, read as the cell of a table. Raises BadValue."""
    try:
        return parse_cell(text)
    except Unreadable as error:
        raise _bad(error) from error


def read_unit(label: str) -> Unit:
    """The unit of a new label, none where it is empty. Raises BadValue."""
    try:
        return resolve_unit(label) if label else NO_UNIT
    except Unreadable as error:
        raise _bad(error) from error


def read_date(text: str) -> date:
    """A date as ISO 8601 has it. Raises BadValue."""
    if _DATE.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise BadValue("not a date such as 2024-05-16")


def ensure_readable(column: str, text: str) -> None:
    """Raises BadValue where `text` can't be a new text of the column, or there is no such column to correct."""
    if column == VALUE:
        read_cell(text)
    elif column in COLUMNS:
        COLUMNS[column].read(text)
    else:
        raise BadValue(f"{column!r} is no column that can be corrected; these are: {', '.join((VALUE, *COLUMNS))}")


def find_print(record: Any, column: str) -> str:
    """What is printed of a record for a column; what the dataset holds where it keeps no print of its own; empty where there is none."""
    printed = "title_printed" if column.startswith("target_") else f"{column}_printed"
    found = getattr(record, printed) if hasattr(record, printed) else getattr(record, column)
    return "" if found is None else str(found)


def _bad(error: Unreadable) -> BadValue:
    meaning, _, _ = CATALOGUE[error.code].meaning.partition(";")
    return BadValue(meaning)


def _read_name(column: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        name = name_of(text)
        if not name:
            raise BadValue("it must not be empty")
        return {column: name}

    return read


def _read_text(column: str) -> Callable[[str], dict[str, Any]]:
    return lambda text: {column: " ".join(text.split()) or None}


def _read_code(text: str) -> dict[str, Any]:
    code = read_code(arabic(text)) if text else None
    if text and code is None:
        raise BadValue("not a number such as 1.1.2")
    return {"code": code}


def _read_label(text: str) -> dict[str, Any]:
    unit = read_unit(text)
    return {"unit_label": text or None, "unit": unit.code, "unit_mult": unit.mult, "per": unit.per, "bound": unit.bound}


def _read_approval(text: str) -> dict[str, Any]:
    return {"approved_on": read_date(text) if text else None}


def _read_baseline(text: str) -> dict[str, Any]:
    try:
        return {"target_baseline": parse_number(text) if text else None}
    except Unreadable as error:
        raise _bad(error) from error


def _read_target(text: str) -> dict[str, Any]:
    """One number or a range, with its bound and perhaps its unit; an empty text takes the whole target away."""
    reading = read_cell(text)
    if text and len(reading.quantities) != 1:
        raise BadValue("not one number or range")
    if not reading.quantities:
        names = ("baseline", "value", "value_upper", "bound", "unit", "unit_mult", "per", "year")
        return {f"target_{name}": None for name in names}
    (quantity,) = reading.quantities
    found = {"target_value": quantity.value, "target_value_upper": quantity.upper, "target_bound": quantity.bound}
    return found | (_read_target_unit(reading.unit_text) if reading.unit_text else {})


def _read_target_unit(text: str) -> dict[str, Any]:
    unit = read_unit(text)
    return {"target_unit": unit.code, "target_unit_mult": unit.mult, "target_per": unit.per}


def _read_target_year(text: str) -> dict[str, Any]:
    try:
        return {"target_year": parse_year(text).year if text else None}
    except Unreadable as error:
        raise _bad(error) from error


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "name": _read_name("name"),
    "title": _read_name("title"),
    "code": _read_code,
    "unit_label": _read_label,
    "target_baseline": _read_baseline,
    "target_value": _read_target,
    "target_unit": _read_target_unit,
    "target_year": _read_target_year,
    "organization": _read_text("organization"),
    "approved_by": _read_text("approved_by"),
    "approved_on": _read_approval,
    "protocol_number": _read_text("protocol_number"),
}
COLUMNS = {name: CorrectableColumn(read, settled_by(name)) for name, read in _READERS.items()}
