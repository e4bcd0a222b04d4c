"""Finds what a correction is about: the one record or cell that it names, with the print that it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jospar.extract.document import Place
from jospar.normalize.corrections.entries import Correction, covers, same_print
from jospar.normalize.records import Records, Value

TABLES = ("directions", "goals", "indicators", "tasks", "measures")


class Unmatched(Exception):
    """A correction does not fit the document; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record that corrections may name, with its table and its id."""

    table: str
    record_id: str
    record: Any


@dataclass(frozen=True, slots=True)
class Book:
    """The records as read, by id, and their values by owner."""

    rows: Mapping[str, Row]
    values: Mapping[str, tuple[Value, ...]]


def open_book(records: Records) -> Book:
    """The book of a document."""
    rows = [Row("documents", records.document.document_id, records.document)]
    for table in TABLES:
        key = f"{table[:-1]}_id"
        rows.extend(Row(table, getattr(record, key), record) for record in getattr(records, table))
    values: dict[str, list[Value]] = defaultdict(list)
    for value in records.values:
        values[value.owner_id].append(value)
    return Book({row.record_id: row for row in rows}, {owner: tuple(found) for owner, found in values.items()})


def find_row(book: Book, correction: Correction) -> Row:
    """The one record that a correction of a text names. Raises Unmatched."""
    if correction.record is not None:
        row = book.rows.get(correction.record)
        if row is None:
            raise Unmatched("no such record")
        if not hasattr(row.record, correction.column):
            raise Unmatched(f"{row.table} have no column {correction.column!r}")
        return row
    place = correction.place or Place()
    found = [row for row in book.rows.values() if hasattr(row.record, correction.column) and covers(place, row.record.place)]
    if len(found) != 1:
        raise Unmatched("several records stand there; name one" if found else "no record that has the column stands there")
    return found[0]


def find_values(book: Book, correction: Correction) -> tuple[Value, ...]:
    """The values of the one cell that a correction names: one, or the two of a pair where no component is named. Raises Unmatched."""
    if correction.record is not None:
        if correction.record not in book.rows:
            raise Unmatched("no such record")
        values = book.values.get(correction.record, ())
    else:
        place = correction.place or Place()
        values = tuple(value for owned in book.values.values() for value in owned if covers(place, value.place))
    found = tuple(
        value
        for value in values
        if correction.year in (None, value.year)
        and correction.stage in (None, value.stage)
        and correction.component in (None, value.component)
    )
    if not found:
        raise Unmatched("no such value")
    if len({(value.owner_id, value.year, value.stage) for value in found}) > 1:
        raise Unmatched("several values are meant; name the year, and the stage where a year has more than one")
    return found


def ensure_printed(correction: Correction, printed: str) -> None:
    """Raises Unmatched where a correction tells another print than there is."""
    if same_print(printed) != same_print(correction.printed):
        raise Unmatched(f"{printed!r} is printed there")
