"""What became of each input of a run, in numbers, and what that means for the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from jospar.normalize.records import IssueState, Severity
from jospar.output.storage.readings import ReadingState
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.system.exits import Exit

if TYPE_CHECKING:
    from jospar.normalize.records import Issue, Records
    from jospar.pipeline.inputs.discovery import InputFile

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


class State(StrEnum):
    """READ: its records are published; UNCHANGED: they were so before, and it was not read again; STALE: those of its last good version
    are; REFUSED: there are none."""

    READ = "read"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a file gave; `sha256` is None where its bytes could not be had, `milliseconds` where nobody took the time of reading it."""

    sha256: str | None
    result: Records | Refusal
    milliseconds: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """Records in numbers, of one document or of many; `accounted` are the cells that were used, ignored by a rule, or flagged.

    Of the issues only the open ones count.
    """

    directions: int = 0
    tasks: int = 0
    measures: int = 0
    values: int = 0
    accounted: int = 0
    cells: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one input; `counts` are those of what is published, `refusal` says why it was not read."""

    file: InputFile
    state: State
    counts: Counts
    refusal: Refusal | None = None


def judge_reading(result: Records | Refusal) -> ReadingState:
    """How a reading ended; it is partial where an error is open in its records, be it a cell that no record has or a value in doubt."""
    return _judge(result, 0) if isinstance(result, Refusal) else _judge(None, count_records(result).errors)


def judge_outcome(outcome: Outcome) -> ReadingState:
    """The same of what became of an input."""
    return _judge(outcome.refusal, outcome.counts.errors)


def _judge(refusal: Refusal | None, errors: int) -> ReadingState:
    if refusal:
        return _STATES.get(refusal.code, ReadingState.FAILED)
    return ReadingState.PARTIAL if errors else ReadingState.OK


def count_records(records: Records) -> Counts:
    """The numbers of one document."""
    document = records.document
    return Counts(
        directions=len(records.directions),
        tasks=len(records.tasks),
        measures=len(records.measures),
        values=len(records.values),
        accounted=document.cells_used + document.cells_ignored + document.cells_flagged,
        cells=document.cells,
        **count_severities(records.issues),
    )


def count_severities(issues: Iterable[Issue]) -> dict[str, int]:
    """How many of them are open, by the field of Counts."""
    severities = Counter(issue.severity for issue in issues if issue.state is IssueState.OPEN)
    return {"errors": severities[Severity.ERROR], "warnings": severities[Severity.WARNING], "infos": severities[Severity.INFO]}


def count_open(outcomes: Iterable[Outcome], least: Severity) -> int:
    """How many open issues of the documents are errors; with `least` a warning, warnings too."""
    counts = [outcome.counts for outcome in outcomes]
    return sum(count.errors + (count.warnings if least is Severity.WARNING else 0) for count in counts)


def choose_exit(outcomes: Iterable[Outcome], faults: int = 0) -> Exit:
    """The exit code of a run; `faults` is how many things stand in the way of what every document was read for."""
    states = {outcome.state for outcome in outcomes}
    if not states & {State.READ, State.UNCHANGED}:
        return Exit.NONE_READ
    if not states <= {State.READ, State.UNCHANGED}:
        return Exit.SOME_REFUSED
    return Exit.ISSUES_OPEN if faults else Exit.ALL_READ
