"""What became of each input of a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from jospar.output.storage.readings import ReadingState
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.record_counts import RecordCounts, count_records

if TYPE_CHECKING:
    from jospar.normalize.records import Records
    from jospar.pipeline.inputs.input_file import InputFile

# The refusals that have a state of their own; all others have failed.
_STATES = {
    "out_of_time": ReadingState.TIMEOUT,
    "out_of_memory": ReadingState.MEMORY,
    "reader_crashed": ReadingState.CRASHED,
    "encrypted_file": ReadingState.ENCRYPTED,
    "binary_file": ReadingState.UNSUPPORTED,
    "unsupported_format": ReadingState.UNSUPPORTED,
    "needs_libreoffice": ReadingState.UNSUPPORTED,
    "scan_not_read": ReadingState.UNSUPPORTED,
}


class InputState(StrEnum):
    """READ: its records are published; UNCHANGED: they were so before, and it was not read again; STALE: those of its last good version
    are; REFUSED: there are none."""

    READ = "read"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class InputOutcome:
    """How it went with one input; `counts` are those of what is published, `refusal` says why it was not read."""

    file: InputFile
    state: InputState
    counts: RecordCounts
    refusal: Refusal | None = None


def find_reading_state(result: Records | Refusal) -> ReadingState:
    """How a reading ended; it is partial where an error is open in its records, be it a cell that no record has or a value in doubt."""
    return _find_state(result, 0) if isinstance(result, Refusal) else _find_state(None, count_records(result).errors)


def find_outcome_state(outcome: InputOutcome) -> ReadingState:
    """The same of what became of an input."""
    return _find_state(outcome.refusal, outcome.counts.errors)


def _find_state(refusal: Refusal | None, errors: int) -> ReadingState:
    if refusal:
        return _STATES.get(refusal.code, ReadingState.FAILED)
    return ReadingState.PARTIAL if errors else ReadingState.OK
