"""A run over many documents: one after another, each on its own, and in the end one new snapshot of the dataset or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import jospar.output.storage.tables.build  # noqa: F401 (with pyarrow, which so is there before the first document is read)
from jospar.extract.document import Place
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Issue, IssueState, Records
from jospar.output.storage.errors import IntegrityError, OutputError
from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs
from jospar.output.storage.snapshot import Published, Snapshot, open_snapshot
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.refusals import Refusal, refuse_fault
from jospar.pipeline.incremental.known import NOTHING_KNOWN, Known
from jospar.pipeline.inputs.input_file import InputFile
from jospar.pipeline.outcome import InputOutcome, InputState, find_reading_state
from jospar.pipeline.record_counts import RecordCounts, count_records
from jospar.pipeline.system.console import printable
from jospar.pipeline.system.interrupts import ignore_interrupts

if TYPE_CHECKING:
    from jospar.output.storage.location import Location

_STALE = "document_stale"
_NONE: Mapping[str, FileVersion] = MappingProxyType({})


def extract(
    files: Iterable[InputFile],
    attempts: Iterator[Attempt],
    out: Location,
    report: Callable[[InputOutcome], None],
    take_issues: Callable[[tuple[Issue, ...]], None],
    corrections: Mapping[str, FileVersion] = _NONE,
    wait: Callable[[], None] | None = None,
    known: Known = NOTHING_KNOWN,
) -> tuple[tuple[InputOutcome, ...], Published | None]:
    """Adds the documents of `files`, which come by ascending document_id, to the dataset in `out`, or replaces them there.

    None is published where none could be read and there is no dataset yet. `attempts` are those at the files that find_paths gives,
    `corrections` the files of corrections that were read with them, by document_id. A document that can't be read but stands in the
    dataset keeps its last good version, marked as stale. `report` is called with each outcome as it comes, `take_issues`
    with the issues of each document. `wait` is as for open_snapshot. `known` are the documents of the run that need not be read; they are
    not among `files`, and keep what they have. Raises OutputError where the dataset can't be written, or has other readings of them by now.
    """
    outcomes: list[InputOutcome] = []
    with open_snapshot(out, wait) as snapshot:
        if any(snapshot.readings.get(document_id) != reading for document_id, reading in known.readings.items()):
            raise OutputError(f"{out}: another run has changed documents of this one meanwhile; run again")
        begun = bool(snapshot.readings)
        for file in files:
            attempt = Attempt(None, Refusal("duplicate_stem")) if file.duplicates else next(attempts)
            outcomes.append(_extract_file(file, attempt, snapshot, take_issues, corrections, known))
            report(outcomes[-1])
        worth_it = begun or any(outcome.state is InputState.READ for outcome in outcomes)
        known.keep_words(snapshot)
        published = snapshot.publish(ignore_interrupts) if worth_it else None
    return tuple(outcomes), published


def mark_stale(records: Records, refusal: Refusal) -> Records:
    """The records of a document's last good version, with one issue that says so and why the file is refused now."""
    kind, document_id = CATALOGUE[_STALE], records.document.document_id
    issue = Issue(
        document_id=document_id,
        issue_id=f"{document_id}/stale",
        place=Place(),
        code=kind.code,
        severity=kind.severity,
        table="documents",
        record_id=document_id,
        year=None,
        printed=None,
        message=kind.compose(CATALOGUE[refusal.code].meaning),
        suggestion=None,
        state=IssueState.OPEN,
        remark=None,
    )
    return replace(records, issues=(issue, *(other for other in records.issues if other.code != _STALE)))


def _extract_file(
    file: InputFile,
    attempt: Attempt,
    snapshot: Snapshot,
    take_issues: Callable[[tuple[Issue, ...]], None],
    corrections: Mapping[str, FileVersion],
    known: Known,
) -> InputOutcome:
    """Takes what there is of one input into the snapshot."""
    result = attempt.result
    if isinstance(result, Records):
        try:
            snapshot.put(result, _describe(result, corrections, known))
        except IntegrityError as error:  # a fault of ours in this document
            result = refuse_fault(error)
        else:
            take_issues(result.issues)
            return InputOutcome(file, InputState.READ, count_records(result))
    if file.document_id is None:
        return InputOutcome(file, InputState.REFUSED, RecordCounts(), result)
    last_reading = snapshot.readings.get(file.document_id)
    tried = ReadingInputs(FileVersion(printable(file.path.name), attempt.sha256), corrections.get(file.document_id))
    reading = DocumentReading(
        file.document_id,
        find_reading_state(result),
        tried=tried,
        published=last_reading.published if last_reading else None,
        code=result.code,
        detail=printable(result.detail) or None,
        key=known.find_key(tried),
    )
    if reading.published is None:
        snapshot.note(reading)
        return InputOutcome(file, InputState.REFUSED, RecordCounts(), result)
    last = mark_stale(snapshot.load(file.document_id), result)
    snapshot.put(last, reading)
    take_issues(last.issues)
    return InputOutcome(file, InputState.STALE, count_records(last), result)


def _describe(records: Records, corrections: Mapping[str, FileVersion], known: Known) -> DocumentReading:
    document = records.document
    version = ReadingInputs(FileVersion(document.source_name, document.source_sha256), corrections.get(document.document_id))
    return DocumentReading(document.document_id, find_reading_state(records), tried=version, published=version, key=known.find_key(version))
