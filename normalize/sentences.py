"""Types indicators that are sentences with numbers by year: their names, units and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jospar.extract.lines.readings import Sentence
from jospar.extract.words.labels import resolve_label
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.issues import Note, note_unreadable
from jospar.normalize.owner import Owner
from jospar.normalize.phrases.series import SentenceSeries, parse_series
from jospar.normalize.phrases.targets import has_number
from jospar.normalize.phrases.unit_rules import NO_UNIT, Unit
from jospar.normalize.phrases.units import find_unit, unit_at_end
from jospar.normalize.records import Stage, Status, Value
from jospar.normalize.values import make_value


def read_series(sentence: Sentence, owner: Owner) -> tuple[str, Unit, tuple[Value | Note, ...]]:
    """The name, the unit and the values of an indicator that is a sentence; one without numbers by year is all name."""
    text = sentence.text.text
    try:
        series = parse_series(text)
    except Unreadable as error:
        return text, NO_UNIT, (note_unreadable(error, sentence.text.place, text, owner.table, owner.record_id),)
    if series is None:
        note = owner.note("number_not_read", sentence.text.place, printed=text)
        return text, NO_UNIT, (note,) if has_number(text) else ()
    series = _with_unit_of_name(series)
    return series.name, series.unit or NO_UNIT, tuple(_series_items(series, sentence, owner))


def _with_unit_of_name(series: SentenceSeries) -> SentenceSeries:
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


def _breaks_off(series: SentenceSeries, sentence: Sentence) -> bool:
    """Whether the last number of a sentence may be cut: it ends in a digit, and has no unit though the others have one."""
    last = series.points[-1].parts[0]
    return sentence.text.text[-1].isdigit() and not last.unit_text and any(point.parts[0].unit_text for point in series.points)


def _series_items(series: SentenceSeries, sentence: Sentence, owner: Owner) -> Iterator[Value | Note]:
    place = sentence.text.place
    number = 0
    marks = [point.marked for point in series.points]
    for point in series.points:
        if not point.marked and any(marks):
            yield owner.note("year_mark_missing", place, printed=point.year_label, year=point.year)
        stage = _stage_of(point.note)
        if stage is None:
            yield owner.note("stage_unknown", place, printed=point.note, year=point.year)
        for component, part in enumerate(point.parts):
            unit = part.unit or NO_UNIT
            if point is series.points[-1] and component == 0 and _breaks_off(series, sentence):
                part = replace(part, quantity=Unreadable("series_unreadable", part.text))  # noqa: PLW2901 (the part as far as it is certain)
            if component == 0 and part.unit != series.unit and not isinstance(part.quantity, Unreadable):
                yield owner.note("unit_conflict", place, printed=part.text, year=point.year)
            quantity = None if isinstance(part.quantity, Unreadable) else part.quantity
            status = Status.REPORTED if quantity else Status.UNREADABLE
            yield make_value(owner, number, place, point.year, stage, component, quantity, part.text, unit, status)
            number += 1
            if isinstance(part.quantity, Unreadable):
                yield note_unreadable(part.quantity, place, part.text, owner.table, owner.record_id, point.year)
            elif part.unit_text and part.unit is None:
                yield owner.note("unit_unknown", place, printed=part.unit_text, year=point.year)
    if series.tail:
        yield owner.note("series_unreadable", place, printed=series.tail)
