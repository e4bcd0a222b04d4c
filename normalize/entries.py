"""Types the rows and sentences of an outline: names, units, values by year, parties.

It must not know where in the tree a row stands: ids and codes are given to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jospar.extract.columns.layout import TableColumn
from jospar.extract.document import Place, Printed
from jospar.extract.lines.readings import EntryRow, Sentence, YearCell
from jospar.extract.words.labels import resolve_label
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.issues import Note, note_unreadable
from jospar.normalize.ledger import Use, use_of
from jospar.normalize.phrases.numbers import CellReading, Quantity, parse_row
from jospar.normalize.phrases.parties import resolve_party, split_parties
from jospar.normalize.phrases.series import Series, parse_series
from jospar.normalize.phrases.targets import has_number
from jospar.normalize.phrases.units import Unit, find_unit, resolve_unit, unit_at_end
from jospar.normalize.phrases.years import parse_year
from jospar.normalize.records import Bound, Origin, Party, Role, Stage, Status, Value
from jospar.normalize.words.text import clean_name, mixed_script_words

NO_UNIT = Unit(None)
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Owner:
    """The record that values and notes belong to."""

    document_id: str
    table: str
    record_id: str


@dataclass(frozen=True, slots=True)
class UnitReading:
    """The unit of a row: the label that names it, its meaning, and what was wrong with it."""

    label: str | None
    unit: Unit
    notes: tuple[Note, ...] = ()


Item = Value | Party | Note | Use


def name_of(printed: str) -> str:
    """A name set right; as printed where nothing is left of it."""
    return clean_name(printed) or printed.strip()


def note_name(printed: Printed, owner: Owner) -> Iterator[Note]:
    """Notes on a name: there is none, or letters of two scripts stand in one word."""
    if not printed.text.strip():
        yield Note("name_missing", printed.place, None, "", owner.table, owner.record_id)
    for word, corrected in mixed_script_words(printed.text):
        yield Note("mixed_script", printed.place, word, "", owner.table, owner.record_id, suggestion=corrected)


def read_unit(entry: EntryRow, owner: Owner) -> UnitReading:
    """The unit of a row: its cell, the cell above that a ditto mark repeats, the end of its name, or the header."""
    printed = entry.unit
    if entry.shifted or (printed is not None and _is_dash(printed.text)):
        return UnitReading(None, NO_UNIT)
    if printed is not None and entry.is_ditto:
        if entry.unit_above is None:
            return UnitReading(
                printed.text, NO_UNIT, (Note("ditto_without_unit", printed.place, printed.text, "", owner.table, owner.record_id),)
            )
        printed = entry.unit_above
    label = printed.text if printed else _unit_elsewhere(entry)
    if label is None:
        blank = entry.has_unit_column and any(value.printed.text for value in entry.values)
        return UnitReading(None, NO_UNIT, (Note("unit_missing", entry.place, None, "", owner.table, owner.record_id),) if blank else ())
    try:
        unit = resolve_unit(label)
        other = _other_unit_in_header(entry, unit)
        conflict = (Note("unit_conflict", entry.place, f"{label}, {other}", "", owner.table, owner.record_id),) if other else ()
        return UnitReading(label, unit, conflict)
    except Unreadable as error:
        place = entry.unit.place if entry.unit else entry.place
        return UnitReading(label, NO_UNIT, (note_unreadable(error, place, label, owner.table, owner.record_id),))


def _unit_elsewhere(entry: EntryRow) -> str | None:
    """The unit of a row that has no unit cell: at the end of its name, in the header, or in the line above the table."""
    in_header = next((value.column.unit for value in entry.values if value.column.unit), None)
    above = entry.table_unit.text if entry.table_unit and find_unit(entry.table_unit.text) else None
    return unit_at_end(entry.name.text) or in_header or above


def _other_unit_in_header(entry: EntryRow, unit: Unit) -> str | None:
    """A unit in the header that is not the one at the end of the name."""
    label = next((value.column.unit for value in entry.values if value.column.unit), None)
    other = find_unit(label) if label and entry.unit is None else None
    return label if other is not None and other != unit else None


def _is_dash(text: str) -> bool:
    return not any(character.isalnum() or character in "%$€₸\"'″“”„«»/" for character in text)


def read_values(entry: EntryRow, unit: Unit, owner: Owner) -> Iterator[Item]:
    """One value a year and component of a row, blank years too; notes for what can't be read."""
    cells = [(cell, year) for cell in entry.values if (year := year_of(cell.column)) is not None]
    stages = stages_of([cell.column for cell in entry.values])
    number = 0
    for (cell, year), reading in zip(cells, parse_row(cell.printed.text for cell, _ in cells), strict=True):
        result = Unreadable("row_shifted") if entry.shifted and cell.printed.text else _certain_percent(reading, unit, cell)
        for value, note in _values_of_cell(cell, year, stages[cell.column.index], result, unit, owner, number):
            number += 1
            yield value
            yield from note
            yield from use_of(cell.printed, "values", value.value_id, "value_text")
    if cells and not any(cell.printed.text for cell, _ in cells):
        yield Note("measure_without_number", entry.place, entry.name.text, "", owner.table, owner.record_id)


def _certain_percent(reading: CellReading | Unreadable, unit: Unit, cell: YearCell) -> CellReading | Unreadable:
    """A reading, or a refusal where a percentage has a group of three: `95 100` is rather two of them."""
    text = cell.printed.text
    if (
        isinstance(reading, CellReading)
        and unit.code == "percent"
        and any(abs(q.value) >= 1000 and _SPACE.search(text) for q in reading.quantities)
    ):
        return Unreadable("numbers_slid_together", text)
    return reading


def year_of(column: TableColumn) -> int | None:
    """The year of a year column, None where its label names no certain year."""
    try:
        return parse_year(column.year).year
    except Unreadable:
        return None


def stages_of(columns: Sequence[TableColumn]) -> dict[int, Stage | None]:
    """The stage of each year column, by its index.

    A strategy prints plans: a column without a mark is one where no column has a mark, or where all marks are of earlier years (a baseline,
    then the years to come). Otherwise it can't be known.
    """
    marked = [year_of(column) or 0 for column in columns if column.stage]
    last = max(marked, default=0)
    stages: dict[int, Stage | None] = {}
    for column in columns:
        is_plan = not marked or (year_of(column) or 0) > last
        stages[column.index] = Stage(column.stage) if column.stage else Stage.PLAN if is_plan else None
    return stages


def _values_of_cell(
    cell: YearCell, year: int, stage: Stage | None, reading: CellReading | Unreadable, unit: Unit, owner: Owner, number: int
) -> Iterator[tuple[Value, tuple[Note, ...]]]:
    """The values of one cell, two for a pair, each with its notes."""
    text = cell.printed.text
    notes: tuple[Note, ...] = ()
    cell_unit = unit
    if isinstance(reading, CellReading) and reading.unit_text:
        cell_unit, notes = _cell_unit(reading.unit_text, unit, cell, year, owner)
    if isinstance(reading, Unreadable):
        note = note_unreadable(reading, cell.place, text, owner.table, owner.record_id, year)
        yield _value(owner, number, cell.place, year, stage, 0, None, text, unit, Status.UNREADABLE), (note,)
        return
    if not reading.quantities:
        missing = (
            (Note("value_missing", cell.place, text, "", owner.table, owner.record_id, year),) if reading.status is Status.DASH else ()
        )
        yield _value(owner, number, cell.place, year, stage, 0, None, text, unit, reading.status), missing
    for component, quantity in enumerate(reading.quantities):
        value = _value(owner, number + component, cell.place, year, stage, component, quantity, text, cell_unit, Status.REPORTED)
        yield value, notes if component == 0 else ()


def _cell_unit(printed: str, unit: Unit, cell: YearCell, year: int, owner: Owner) -> tuple[Unit, tuple[Note, ...]]:
    """The unit that a cell names for itself: the row's, or another one with a note."""
    own, agrees = unit_beside(printed, unit)
    return own, () if agrees else (Note("unit_conflict", cell.place, cell.printed.text, "", owner.table, owner.record_id, year),)


def unit_beside(printed: str, unit: Unit) -> tuple[Unit, bool]:
    """The unit that stands beside a number in a row of `unit`, and whether the two agree. Raises Unreadable("unit_unknown")."""
    own = resolve_unit(printed)
    if own.code is None and unit.code is not None and unit.mult == 0:
        return replace(unit, mult=own.mult), True
    if own.code == unit.code and own.mult == unit.mult and own.per in (unit.per, None):
        return unit, True
    return own, unit.code is None


def _value(
    owner: Owner,
    number: int,
    place: Place,
    year: int,
    stage: Stage | None,
    component: int,
    quantity: Quantity | None,
    text: str,
    unit: Unit,
    status: Status,
) -> Value:
    amount: Decimal | None = quantity.value if quantity else None
    own_bound = quantity.bound if quantity else Bound.EXACT
    return Value(
        document_id=owner.document_id,
        value_id=f"{owner.record_id}/v{number + 1:02}",
        place=place,
        owner_table=owner.table,
        owner_id=owner.record_id,
        year=year,
        stage=stage,
        component=component,
        value=amount,
        value_upper=quantity.upper if quantity else None,
        value_text=text,
        unit=unit.code,
        unit_mult=unit.mult,
        per=unit.per,
        bound=unit.bound if own_bound is Bound.EXACT else own_bound,
        status=status,
        origin=Origin.PRINTED,
        confirmations=0,
    )


def read_parties(entry: EntryRow, owner: Owner) -> Iterator[Item]:
    """The stakeholders and executors of a measure."""
    for role, printed in ((Role.EXECUTOR, entry.executors), (Role.STAKEHOLDER, entry.stakeholders)):
        if printed is None:
            continue
        for position, name in enumerate(split_parties(printed.text).names, 1):
            party_id = f"{owner.record_id}/{role[0]}{position:02}"
            clean = name_of(name.printed)
            yield Party(
                owner.document_id, party_id, printed.place, owner.record_id, role, position, clean, name.printed, resolve_party(clean)
            )
            if name.separator_doubtful:
                yield Note("party_separator", printed.place, name.printed, "", owner.table, owner.record_id)
            if position == 1:
                yield from use_of(printed, "parties", party_id, "name_printed")


def read_series(sentence: Sentence, owner: Owner) -> tuple[str, Unit, tuple[Item, ...]]:
    """The name, the unit and the values of an indicator that is a sentence; one without numbers by year is all name."""
    text = sentence.text.text
    try:
        series = parse_series(text)
    except Unreadable as error:
        return text, NO_UNIT, (note_unreadable(error, sentence.text.place, text, owner.table, owner.record_id),)
    if series is None:
        note = Note("number_not_read", sentence.text.place, text, "", owner.table, owner.record_id)
        return text, NO_UNIT, (note,) if has_number(text) else ()
    series = _with_unit_of_name(series)
    return series.name, series.unit or NO_UNIT, tuple(_series_items(series, sentence, owner))


def _with_unit_of_name(series: Series) -> Series:
    """A series without any unit takes the one that its name ends with: `Доля выпускников (%): 2024 г. - 15, …`."""
    label = None if any(part.unit_text for point in series.points for part in point.parts) else unit_at_end(series.name)
    unit = find_unit(label) if label else None
    if unit is None:
        return series
    points = (replace(point, parts=tuple(replace(part, unit=unit) for part in point.parts)) for point in series.points)
    return replace(series, points=tuple(points), unit=unit)


def _stage_of(note: str) -> Stage | None:
    """The stage that a note behind a year names; a plan where there is none, None where it names no stage."""
    label = resolve_label(note, "stage") if note else None
    return Stage(label.code) if label else None if note else Stage.PLAN


def _breaks_off(series: Series, sentence: Sentence) -> bool:
    """Whether the last number of a sentence may be cut: it ends in a digit, and has no unit though the others have one."""
    last = series.points[-1].parts[0]
    return sentence.text.text[-1].isdigit() and not last.unit_text and any(point.parts[0].unit_text for point in series.points)


def _series_items(series: Series, sentence: Sentence, owner: Owner) -> Iterator[Item]:
    place = sentence.text.place
    number = 0
    marks = [point.marked for point in series.points]
    for point in series.points:
        if not point.marked and any(marks):
            yield Note("year_mark_missing", place, point.year_label, "", owner.table, owner.record_id, point.year)
        stage = _stage_of(point.note)
        if stage is None:
            yield Note("stage_unknown", place, point.note, "", owner.table, owner.record_id, point.year)
        for component, part in enumerate(point.parts):
            unit = part.unit or NO_UNIT
            if point is series.points[-1] and component == 0 and _breaks_off(series, sentence):
                part = replace(part, quantity=Unreadable("series_unreadable", part.text))  # noqa: PLW2901 (the part as far as it is certain)
            if component == 0 and part.unit != series.unit and not isinstance(part.quantity, Unreadable):
                yield Note("unit_conflict", place, part.text, "", owner.table, owner.record_id, point.year)
            quantity = None if isinstance(part.quantity, Unreadable) else part.quantity
            status = Status.REPORTED if quantity else Status.UNREADABLE
            yield _value(owner, number, place, point.year, stage, component, quantity, part.text, unit, status)
            number += 1
            if isinstance(part.quantity, Unreadable):
                yield note_unreadable(part.quantity, place, part.text, owner.table, owner.record_id, point.year)
            elif part.unit_text and part.unit is None:
                yield Note("unit_unknown", place, part.unit_text, "", owner.table, owner.record_id, point.year)
    if series.tail:
        yield Note("series_unreadable", place, series.tail, "", owner.table, owner.record_id)
