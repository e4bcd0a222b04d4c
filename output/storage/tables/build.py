"""The tables of a new snapshot out of those of the last one and the new documents: what did not change is linked, not written.

Whether a file is linked or written changes nothing in its bytes: they are those of one run over all documents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.schema.tables import TABLES
from jospar.output.storage.errors import OutputError, damaged, explained
from jospar.output.storage.files import FileFacts, carry_over, hash_file, is_as_written, read_facts, sync
from jospar.output.storage.tables.layout import ALL_DOCUMENTS, DocumentSpan, FileLayout, is_file_of, iterate_names
from jospar.output.storage.tables.merge import RowRun, find_runs, merge_runs
from jospar.output.storage.tables.parquet import RowFile, RowFileWriter, read_row_file, readable

if TYPE_CHECKING:
    from jospar.output.schema.table import TableSchema
    from jospar.output.storage.base_snapshot import BaseSnapshot
    from jospar.output.storage.location import Location


@dataclass(frozen=True, slots=True)
class SnapshotPlan:
    """What is to be done: `document_ids` are all of the new snapshot, `gone` those of the last one whose rows stay behind.

    Both ascend; a document that is replaced is in both. `unread` are those of the replaced ones that were not read, ascending too: they are
    to have all rows that they had. `staged` are the files of the new documents by table, empty where there are none.
    """

    document_ids: Sequence[str]
    gone: Sequence[str]
    unread: Sequence[str]
    staged: Mapping[str, Sequence[RowFile]]


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file of the new snapshot; `origin` is its name in the last snapshot where it is one of that."""

    facts: FileFacts
    origin: str | None = None


def build_tables(out: Location, base: BaseSnapshot, change: SnapshotPlan, folder: Path, layout: FileLayout) -> dict[str, list[BuiltFile]]:
    """Puts the files of all tables into `folder`, synced to the disk; those of each table by its name.

    OutputError where a file that is needed is damaged, or the dataset in `out` would lose rows of documents that were not read; OSError
    where the disk refuses.
    """
    parts: tuple[DocumentSpan, ...] = ()
    built = {}
    for table in TABLES:
        sources = [*_find_old(base, table, change, folder.parent / "fetched"), *map(_RowSource, change.staged.get(table.name, ()))]
        _refuse_loss_of_unread(out, table, sources, change.unread)
        rows = sum(source.rows for source in sources)
        split = layout.is_split(table, rows)
        if split:
            parts = parts or layout.find_spans(change.document_ids)
        built[table.name] = list(_build_files(table, base, sources, parts if split else (), folder, layout))
        found = sum(file.facts.rows or 0 for file in built[table.name])
        if found != rows:
            raise OutputError(f"{out}: {table.name} would hold {found} of {rows} rows; nothing is published, check the disk and run again")
    return built


class _RowSource:
    """A file with rows for the new snapshot: of the last one, with its facts, or of new documents.

    One on object storage comes into the file `fetched`, once its rows are needed.
    """

    def __init__(self, file: RowFile, facts: FileFacts | None = None, gone: Sequence[str] = (), fetched: Path = Path()) -> None:
        self.file, self.facts, self._fetched = file, facts, fetched
        self._gone = frozenset(self._choose(gone))

    @cached_property
    def rows(self) -> int:
        return sum(run.stop - run.start for run in self.runs) if self._gone else self.file.rows

    @cached_property
    def path(self) -> Path:
        """Where it is on this machine."""
        path = self.file.path
        if isinstance(path, Path):
            return path
        with readable(path):
            return path.fetch(self._fetched)

    @cached_property
    def runs(self) -> list[RowRun]:
        """What stays of it, by ascending document."""
        return [run for run in self._all_runs if run.first not in self._gone]

    @cached_property
    def _all_runs(self) -> list[RowRun]:
        """What is in it; what is copied from is checked first."""
        path = self.path
        with readable(self.file.path):
            if self.facts and hash_file(path) != self.facts.sha256:
                raise damaged(self.file.path)
            return find_runs(path)

    def count_rows(self, document_ids: Sequence[str]) -> dict[str, int]:
        """How many rows it has of each of these documents, which ascend, be they gone or not; it is opened only where it may have any."""
        chosen = frozenset(self._choose(document_ids))
        return {run.first: run.stop - run.start for run in self._all_runs if run.first in chosen} if chosen else {}

    def has_any_in(self, span: DocumentSpan) -> bool:
        """Whether it has rows there. It is opened only where a span begins or ends within it, and so is written anew in any case."""
        may_have = self.rows > 0 and self.file.last >= span.start and (span.stop is None or self.file.first < span.stop)
        return may_have and (self.is_whole_in(span) or bool(self.find_runs_in(span)))

    def is_whole_in(self, span: DocumentSpan) -> bool:
        return self.rows == self.file.rows and span.holds(self.file.first, self.file.last)

    def find_runs_in(self, span: DocumentSpan) -> list[RowRun]:
        start = bisect_left(self.runs, span.start, key=_first)
        return self.runs[start:] if span.stop is None else self.runs[start : bisect_left(self.runs, span.stop, key=_first)]

    def _choose(self, document_ids: Sequence[str]) -> Sequence[str]:
        """Those of ascending documents that lie between its first and its last one."""
        return document_ids[bisect_left(document_ids, self.file.first) : bisect_right(document_ids, self.file.last)]


_first = attrgetter("first")


def _find_old(base: BaseSnapshot, table: TableSchema, change: SnapshotPlan, fetched: Path) -> Iterator[_RowSource]:
    """The files of the last snapshot, if anything of it stays or is to be compared; none of them is opened for another run's sake."""
    if len(change.gone) == base.documents and not change.unread:
        return
    for facts in base.files:
        if is_file_of(table, facts.name):
            path = base.folder / facts.name
            file = read_row_file(path, table)
            with explained(path):
                if (path.stat().st_size, file.rows) != (facts.size, facts.rows):
                    raise damaged(path)
            yield _RowSource(file, facts, change.gone, fetched / facts.name)


def _refuse_loss_of_unread(out: Location, table: TableSchema, sources: Sequence[_RowSource], unread: Sequence[str]) -> None:
    """OutputError where a document that was put in again without being read has fewer rows than in the last snapshot."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for source in sources:
        (before if source.facts else after).update(source.count_rows(unread))
    lost = before - after
    if lost:
        document_id = min(lost)
        raise OutputError(
            f"{out}: {document_id!r} was not read and would lose {lost[document_id]} of its {before[document_id]} rows in {table.name}; "
            "nothing is published, check the disk and run again, or give a file of it that can be read"
        )


def _build_files(
    table: TableSchema, base: BaseSnapshot, sources: Sequence[_RowSource], parts: Sequence[DocumentSpan], folder: Path, layout: FileLayout
) -> Iterator[BuiltFile]:
    """One file for all documents, or one for each part that has rows."""
    names = iterate_names(table, bool(parts))
    for span in parts or (ALL_DOCUMENTS,):
        found = [source for source in sources if source.has_any_in(span)]
        if not found and parts:
            continue
        name, whole = next(names), len(found) == 1 and found[0].is_whole_in(span)
        if whole and found[0].facts:
            yield BuiltFile(carry_over(base.folder, found[0].facts, folder, name), origin=found[0].facts.name)
            continue
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if whole:
            found[0].path.replace(path)
            rows = found[0].rows
        else:
            rows = _merge(table, found, span, path, layout)
        yield _reuse_or_sync(base, folder, read_facts(folder, name, rows))


def _merge(table: TableSchema, sources: Sequence[_RowSource], span: DocumentSpan, path: Path, layout: FileLayout) -> int:
    writer = RowFileWriter(table, path, layout.group_rows)
    try:
        merge_runs(table, {source.path: source.find_runs_in(span) for source in sources}, writer)
        return writer.close().rows
    except BaseException:
        writer.abandon()
        raise


def _reuse_or_sync(base: BaseSnapshot, folder: Path, facts: FileFacts) -> BuiltFile:
    """A file that was written: one of the last snapshot takes its place if it is the same, else it is synced."""
    same = next((old for old in base.files if (old.sha256, old.rows) == (facts.sha256, facts.rows)), None)
    if same and is_as_written(base.folder, same):
        (folder / facts.name).unlink()
        return BuiltFile(carry_over(base.folder, same, folder, facts.name), origin=same.name)
    sync(folder / facts.name)
    return BuiltFile(facts)
