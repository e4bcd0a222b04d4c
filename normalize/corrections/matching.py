"""Finds what a correction is about: the one record or cell that it names, with the print that it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jospar.extract.document import Place
from jospar.normalize.corrections.entries import Correction, covers, same_print
from jospar.normalize.records import Document, Records, Value, id_of, table_of
from jospar.normalize.tree import TreeRecord, headings_of, rows_of

CorrectableRecord = Document | TreeRecord


def correctable(records: Records) -> tuple[CorrectableRecord, ...]:
    """The records whose texts can be corrected."""
    return (records.document, *headings_of(records), *rows_of(records))


class Unmatched(Exception):
    """A correction does not fit the document; the message says why."""


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """The records as read that corrections may name, by id, and their values by owner."""

    records: Mapping[str, CorrectableRecord]
    values: Mapping[str, tuple[Value, ...]]


def index_records(records: Records) -> RecordIndex:
    """The index of a document."""
    values: dict[str, list[Value]] = defaultdict(list)
    for value in records.values:
        values[value.owner_id].append(value)
    return RecordIndex({id_of(record): record for record in correctable(records)}, {owner: tuple(found) for owner, found in values.items()})


def find_record(index: RecordIndex, correction: Correction) -> CorrectableRecord:
    """The one record that a correction of a text names. Raises Unmatched."""
    if correction.record is not None:
        record = index.records.get(correction.record)
        if record is None:
            raise Unmatched("no such record")
        if not hasattr(record, correction.column):
            raise Unmatched(f"{table_of(record)} have no column {correction.column!r}")
        return record
    place = correction.place or Place()
    found = [record for record in index.records.values() if hasattr(record, correction.column) and covers(place, record.place)]
    if len(found) != 1:
        raise Unmatched("several records stand there; name one" if found else "no record that has the column stands there")
    return found[0]


def _cell_of(value: Value) -> tuple[object, ...]:
    """What tells the cells of a row apart; a merged cell is one for each of its periods."""
    return value.owner_id, value.period, value.stage, value.aspect, value.column_label


def find_values(index: RecordIndex, correction: Correction) -> tuple[Value, ...]:
    """The values of the one cell that a correction names: one, or the two of a pair where no component is named. Raises Unmatched."""
    if correction.record is not None:
        if correction.record not in index.records:
            raise Unmatched("no such record")
        values = index.values.get(correction.record, ())
        if correction.year is not None:
            values = tuple(value for value in values if value.is_annual)
    else:
        place = correction.place or Place()
        values = tuple(value for owned in index.values.values() for value in owned if covers(place, value.place))
    found = tuple(
        value
        for value in values
        if correction.year in (None, value.year)
        and correction.stage in (None, value.stage)
        and correction.component in (None, value.component)
    )
    if not found:
        raise Unmatched("no such value")
    if len({_cell_of(value) for value in found}) > 1:
        raise Unmatched("several values are meant; name the year, the stage where a year has more than one, or the place")
    return found


def ensure_printed(correction: Correction, printed: str) -> None:
    """Raises Unmatched where a correction tells another print than there is."""
    if same_print(printed) != same_print(correction.printed):
        raise Unmatched(f"{printed!r} is printed there")
