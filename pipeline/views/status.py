"""`jospar status`: what is in a dataset, what its last snapshots changed, and what could not be read and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from jospar.normalize.catalogue import CATALOGUE
from jospar.output.schema.tables import SCHEMA_VERSION
from jospar.output.storage.base_snapshot import find_latest, read_base
from jospar.output.storage.changes import DocumentChanges, HistoryStep, read_history
from jospar.output.storage.overview import DocumentLine, read_overview
from jospar.output.storage.readings import DocumentReading
from jospar.pipeline.document.refusals import Refusal, describe_refusal
from jospar.pipeline.system.console import Paint, TextStyle, format_table, printable
from jospar.pipeline.system.exits import WrongUsage
from jospar.pipeline.views.summary import FEW

if TYPE_CHECKING:
    from jospar.output.storage.location import Location

_DOCUMENTS = ("document", "grade", "errors", "warnings", "infos", "")
_SNAPSHOTS = ("snapshot", "added", "replaced", "removed", "unchanged", "")


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """The dataset: its latest snapshot, its documents, its snapshots from the newest, the documents whose last reading failed."""

    latest: Location
    documents: tuple[DocumentLine, ...]
    history: tuple[HistoryStep, ...]
    failed: tuple[DocumentReading, ...]


def read_status(out: Location) -> DatasetStatus:
    """What there is to say. Raises WrongUsage where there is no dataset, OutputError where it can't be read."""
    if find_latest(out) is None:
        raise WrongUsage(f"{out}: not a dataset; name the folder that jospar wrote to by --data")
    base = read_base(out)
    failed = tuple(reading for reading in base.readings.values() if reading.code is not None)
    return DatasetStatus(base.folder, read_overview(base.folder), read_history(out), failed)


def format_status(status: DatasetStatus, paint: Paint) -> str:
    """Three tables at most: documents (the worst of them where they are many), snapshots, failures."""
    stale = {reading.document_id for reading in status.failed if reading.stale}
    count = len(status.documents)
    title = f"{status.latest.name}: {count:,} document{'' if count == 1 else 's'}, schema {SCHEMA_VERSION}"
    tables = [
        _format(_DOCUMENTS, list(_document_rows(status.documents, stale)), range(1, 5), paint),
        _format(_SNAPSHOTS, [_snapshot_row(step, step.folder.name == status.latest.name) for step in status.history], range(1, 5), paint),
    ]
    if status.failed:
        tables.append(_format(("not read", "why"), [_failed_row(reading) for reading in status.failed], (), paint))
    return "\n\n".join((paint(title, TextStyle.BOLD), *tables))


def _format(header: tuple[str, ...], rows: list[tuple[str, ...]], numeric: Iterable[int], paint: Paint) -> str:
    first, *lines = format_table(header, rows, tuple(numeric)).splitlines()
    return "\n".join((paint(first, TextStyle.BOLD), *lines))


def _document_rows(documents: tuple[DocumentLine, ...], stale: set[str]) -> Iterator[tuple[str, ...]]:
    """A row for each of a few, else for the worst, and one for all together."""
    shown = documents
    if len(documents) > FEW:
        shown = tuple(sorted(documents, key=lambda line: (line.grade, -line.errors, line.document_id))[:FEW])
    for line in shown:
        numbers = map(str, (line.grade, line.errors, line.warnings, line.infos))
        yield printable(line.document_id), *numbers, "stale: the last good version" if line.document_id in stale else ""
    if len(documents) != 1:
        totals = [sum(getattr(line, name) for line in documents) for name in ("errors", "warnings", "infos")]
        grade = f"{sum(line.grade for line in documents) / len(documents):.0f}" if documents else ""
        note = f"the {FEW} of the lowest grades are above, all in the table documents" if len(documents) > FEW else ""
        yield f"all {len(documents):,}", grade, *(f"{total:,}" for total in totals), "; ".join(filter(None, (note, _count_stale(stale))))


def _count_stale(stale: set[str]) -> str:
    return f"{len(stale):,} stale" if stale else ""


def _snapshot_row(step: HistoryStep, latest: bool) -> tuple[str, ...]:
    numbers = _list_counts(step.changes) if step.changes else ("",) * 4
    return step.folder.name, *numbers, "latest" if latest else ""


def _list_counts(changes: DocumentChanges) -> tuple[str, ...]:
    return tuple(f"{count:,}" for count in astuple(changes))


def _failed_row(reading: DocumentReading) -> tuple[str, ...]:
    refusal = Refusal(reading.code or "", reading.detail or "")
    if refusal.code not in CATALOGUE:  # another version of the program knew it
        return printable(reading.document_id), f"{reading.state}: {printable(refusal.detail)} [{refusal.code}]"
    return printable(reading.document_id), describe_refusal(reading.state, refusal)
