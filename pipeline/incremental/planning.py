"""Which documents of a run have to be read, and which the dataset holds as reading them again would give them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jospar.normalize.catalogue import kind_of
from jospar.output.storage.readings import DocumentReading, ReadingState
from jospar.pipeline.incremental.reading_key import differ_by_words
from jospar.pipeline.inputs.input_file import InputFile

# What may go better another time, though nothing has changed: a busy machine, a short memory, an office program that got stuck.
_PASSING_STATES = frozenset({ReadingState.TIMEOUT, ReadingState.MEMORY, ReadingState.CRASHED})


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does with its files, each by ascending document_id; `unchanged` are known to give what the dataset has of them."""

    to_read: tuple[InputFile, ...]
    unchanged: tuple[InputFile, ...]


def plan(
    files: Iterable[InputFile],
    readings: Mapping[str, DocumentReading],
    keys: Mapping[str, str | None],
    may_concern: Callable[[DocumentReading], bool] = lambda _: True,
) -> Plan:
    """Parts the files of a run.

    `keys` has the key that reading a file now would have, by document_id, None where it can't be
    told. Where it differs from the one in the dataset by the word lists
    alone, `may_concern` says whether what changed in them can change this document; for one that was not read, it is read again.
    """
    to_read: list[InputFile] = []
    unchanged: list[InputFile] = []
    for file in files:
        reading, key = readings.get(file.document_id or ""), keys.get(file.document_id or "")
        same = not file.duplicates and reading is not None and key is not None and _would_give_the_same(reading, key, may_concern)
        (unchanged if same else to_read).append(file)
    return Plan(tuple(to_read), tuple(unchanged))


def _would_give_the_same(reading: DocumentReading, key: str, may_concern: Callable[[DocumentReading], bool]) -> bool:
    passing = reading.state in _PASSING_STATES or (reading.code is not None and kind_of(reading.code).passing)
    if reading.key is None or passing:
        return False
    if reading.key == key:
        return True
    return reading.code is None and differ_by_words(reading.key, key) and not may_concern(reading)
