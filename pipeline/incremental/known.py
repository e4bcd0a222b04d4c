"""What is known before any document of a run is read: which of them need not be, what there is of these, and the key of each reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.incremental.kept_words import FILE_NAME, WordLists, find_concerned, format_states, parse_states
from jospar.pipeline.incremental.planning import Plan, plan
from jospar.pipeline.incremental.reading_key import differ_by_words, find_basis, hash_file, hash_words, make_key, read_words
from jospar.pipeline.inputs.input_file import InputFile
from jospar.pipeline.outcome import InputOutcome, InputState
from jospar.pipeline.record_counts import COUNTED_TABLES, RecordCounts, count_severities
from jospar.pipeline.system.console import printable

if TYPE_CHECKING:
    from jospar.normalize.records import Issue
    from jospar.output.schema.table import TableSchema
    from jospar.output.storage.location import Location
    from jospar.output.storage.snapshot import Snapshot

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Known:
    """The readings of a run that need not be made, by document_id, and what the others are made with.

    `pdf_engine` is None where they are to have no keys; `states` are those of the word lists that the dataset was made with, by hash.
    """

    pdf_engine: str | None = None
    readings: Mapping[str, DocumentReading] = field(default_factory=dict)
    states: Mapping[str, WordLists] = field(default_factory=dict)

    def find_key(self, version: ReadingInputs) -> str | None:
        """The key of a reading of that version; None where nothing came of its bytes."""
        source, corrections = version.source, version.corrections
        if self.pdf_engine is None or source.sha256 is None:
            return None
        return make_key(find_basis(self.pdf_engine), source.name, source.sha256, corrections.sha256 if corrections else None)

    def keep_words(self, snapshot: Snapshot) -> None:
        """Keeps the word lists that the readings of a dataset were made with beside its tables."""
        if self.pdf_engine is not None:
            lists = read_words()
            snapshot.keep(FILE_NAME, format_states({**self.states, hash_words(lists): lists}, snapshot.readings.values()))


NOTHING_KNOWN = Known()


def find_known(files: Sequence[InputFile], out: Location, corrections: Mapping[str, FileVersion], pdf_engine: str) -> tuple[Plan, Known]:
    """What of the files of a run is to be read. Only those that the dataset in `out` knows are looked into. OutputError as for a run."""
    readings, states = _ask(out, _read_known)
    known = Known(pdf_engine, states=states)
    keys = {}
    for file in files:
        if file.document_id and file.document_id in readings and not file.duplicates:
            source = FileVersion(printable(file.path.name), hash_file(file.path))
            keys[file.document_id] = known.find_key(ReadingInputs(source, corrections.get(file.document_id)))
    differ = [readings[id_] for id_, key in keys.items() if key and differ_by_words(readings[id_].key, key)]
    concerned = _ask(out, find_concerned, differ, known.states, read_words()) if differ else frozenset()
    planned = plan(files, readings, keys, lambda reading: reading.document_id in concerned)
    unchanged = {file.document_id: readings[file.document_id] for file in planned.unchanged if file.document_id}
    return planned, replace(known, readings=unchanged)


def describe_unchanged(
    files: Sequence[InputFile], known: Known, out: Location, take_issues: Callable[[Sequence[Issue]], None]
) -> list[InputOutcome]:
    """What a run says of documents that it does not read, by the tables of the dataset. OutputError where they can't be read."""
    counts = _count_records(out, take_issues, frozenset(known.readings)) if files else {}
    return [_describe(file, known.readings[file.document_id or ""], counts.get(file.document_id or "", RecordCounts())) for file in files]


def _ask(out: Location, function: Callable[Concatenate[Location, _P], _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
    """What a function says of a dataset. One on object storage leaves no connection behind in this process, which will fork."""
    if isinstance(out, Path):
        return function(out, *arguments, **named)
    from jospar.pipeline.system.spawned_process import call_in_spawned_process

    return call_in_spawned_process(function, out, *arguments, **named)


def _read_known(out: Location) -> tuple[Mapping[str, DocumentReading], Mapping[str, WordLists]]:
    """The readings of a dataset, and the states of the word lists that they were made with."""
    from jospar.output.storage.base_snapshot import read_base, read_kept

    base = read_base(out)
    return base.readings, parse_states(read_kept(base, FILE_NAME))


def _describe(file: InputFile, reading: DocumentReading, counts: RecordCounts) -> InputOutcome:
    if reading.code is None:
        return InputOutcome(file, InputState.UNCHANGED, counts)
    return InputOutcome(
        file, InputState.STALE if reading.published else InputState.REFUSED, counts, Refusal(reading.code, reading.detail or "")
    )


def _count_records(out: Location, take_issues: Callable[[Sequence[Issue]], None], document_ids: frozenset[str]) -> dict[str, RecordCounts]:
    """The numbers of these documents, by id; their issues go to `take_issues` too."""
    from jospar.output.schema.tables import DOCUMENTS, ISSUES, TABLES
    from jospar.output.storage.dataset import read_table

    rows = {table.name: _count_rows(out, table) for table in TABLES if table.name in COUNTED_TABLES}
    issues: dict[str, list[Issue]] = {}
    for document_id, found in groupby(read_table(out, ISSUES), attrgetter("document_id")):
        if document_id in document_ids:
            issues[document_id] = list(found)
            take_issues(issues[document_id])
    return {
        document.document_id: RecordCounts(
            **{name: count[document.document_id] for name, count in rows.items()},
            accounted=document.cells_used + document.cells_ignored + document.cells_flagged,
            cells=document.cells,
            **count_severities(issues.get(document.document_id, ())),
        )
        for document in read_table(out, DOCUMENTS)
        if document.document_id in document_ids
    }


def _count_rows(out: Location, table: TableSchema) -> Counter[str]:
    from jospar.output.storage.dataset import read_columns

    return Counter(document_id for rows in read_columns(out, table, ["document_id"]) for document_id in rows.column(0).to_pylist())
