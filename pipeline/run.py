"""A run over many documents: one after another, each on its own, and in the end one dataset or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from extract.document import Place
from normalize.catalogue import CATALOGUE
from normalize.records import Issue, IssueState, Records
from output.datapackage import Input
from output.dataset import load_records
from output.errors import IntegrityError, OutputError
from output.parquet import DatasetWriter
from output.snapshot import Published, open_snapshot
from pipeline.attention import Attention
from pipeline.console import printable
from pipeline.inputs import InputFile
from pipeline.outcome import Attempt, Counts, Outcome, State, count_records
from pipeline.refusals import Refusal, refuse_fault

_STALE = "document_stale"


def extract(
    files: Iterable[InputFile],
    attempts: Iterator[Attempt],
    out: Path,
    report: Callable[[Outcome], None],
    attention: Attention,
) -> tuple[tuple[Outcome, ...], Published | None]:
    """Publishes the documents of `files`, which come by ascending document_id, as the dataset in `out`; None where none could be read.

    `attempts` are those at the files that inputs.find_paths gives. A document that can't be read but stands in the dataset keeps its last
    good version, marked as stale. `report` hears of each outcome as it comes, `attention` takes the issues in. Raises OutputError where
    the dataset can't be written.
    """
    outcomes: list[Outcome] = []
    sources: set[Input] = set()
    with open_snapshot(out) as snapshot:
        with DatasetWriter(snapshot.folder) as writer:
            for file in files:
                attempt = Attempt(None, Refusal("duplicate_stem")) if file.twins else next(attempts)
                outcome, made_from = _extract_file(file, attempt, out, writer, attention)
                outcomes.append(outcome)
                sources.update(made_from)
                report(outcome)
        published = snapshot.publish(sources) if any(outcome.state is State.READ for outcome in outcomes) else None
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
        message=f"{kind.meaning} ({CATALOGUE[refusal.code].meaning})",
        suggestion=kind.remedy,
        state=IssueState.OPEN,
        remark=None,
    )
    return replace(records, issues=(issue, *(other for other in records.issues if other.code != _STALE)))


def _extract_file(
    file: InputFile, attempt: Attempt, out: Path, writer: DatasetWriter, attention: Attention
) -> tuple[Outcome, list[Input]]:
    """Adds what there is of one input to the dataset; the outcome, and the files that the manifest names for it."""
    sources = [Input(printable(file.path.name), attempt.sha256)] if attempt.sha256 else []
    added = _add(attempt.result, writer)
    if not isinstance(added, Refusal):
        attention.add(added)
        return Outcome(file, State.READ, count_records(added)), sources
    last = _load_last_good(out, file.document_id, added)
    if isinstance(last, Refusal):
        return Outcome(file, State.REFUSED, Counts(), last), sources
    writer.add(last)
    attention.add(last)
    sources.append(Input(last.document.source_name, last.document.source_sha256))
    return Outcome(file, State.STALE, count_records(last), added), sources


def _add(result: Records | Refusal, writer: DatasetWriter) -> Records | Refusal:
    """Adds records if there are any, and gives them back; those that may not be stored are a fault of ours in this document."""
    if isinstance(result, Refusal):
        return result
    try:
        writer.add(result)
    except IntegrityError as error:
        return refuse_fault(error)
    return result


def _load_last_good(out: Path, document_id: str | None, refusal: Refusal) -> Records | Refusal:
    """The document's records in the dataset, marked as stale; the refusal where there are none or the dataset can't be read."""
    if document_id is None or not (out / "latest").exists():
        return refusal
    try:
        return mark_stale(load_records(out, document_id), refusal)
    except KeyError:
        return refusal
    except OutputError as error:
        return replace(refusal, detail="; ".join(filter(None, (refusal.detail, f"no last good version: {error}"))))
