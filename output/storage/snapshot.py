"""A new snapshot of a dataset out of the last one: documents are put in or dropped, all others stay as they are.

It is published as a whole or not at all; `jospar.output.storage.publishing.local` says how.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.schema.tables import TABLES
from jospar.output.storage.base_snapshot import MANIFEST, BaseSnapshot, read_base
from jospar.output.storage.changes import DocumentChanges, compare
from jospar.output.storage.datapackage import build_datapackage, build_manifest
from jospar.output.storage.errors import OutputError, explained
from jospar.output.storage.files import FileFacts, carry_over, is_as_written, read_facts, sync
from jospar.output.storage.publishing.local import locked, publish, restore_latest, unfinished
from jospar.output.storage.readings import DocumentReading
from jospar.output.storage.readings_file import FILE_NAME, write_readings
from jospar.output.storage.tables.layout import LAYOUT, FileLayout, is_file_of

if TYPE_CHECKING:
    from jospar.normalize.records import Records
    from jospar.output.storage.location import Location
    from jospar.output.storage.tables.build import BuiltFile
    from jospar.output.storage.tables.staging import Staging

_DATAPACKAGE = "datapackage.json"
_DESCRIPTIONS = (FILE_NAME, _DATAPACKAGE, MANIFEST)


@dataclass(frozen=True, slots=True)
class Published:
    """The latest snapshot after a run, and what it changed; `changed` is False where nothing did, and the snapshot is the one before."""

    folder: Location
    changed: bool
    changes: DocumentChanges


class Snapshot:
    """A snapshot in the making, of the dataset in `out`. It has what the last one has, but for what is put in, noted and dropped."""

    def __init__(self, out: Location, base: BaseSnapshot, folder: Path, layout: FileLayout) -> None:
        """To be had from `open_snapshot`; all that is written goes to an empty `folder`."""
        self._out, self._base, self._folder, self._layout = out, base, folder, layout
        self._disk = out if isinstance(out, Path) else folder  # what errors of the disk are about
        self._readings = dict(base.readings)
        self._staging: Staging | None = None
        self._kept: dict[str, str] = {}

    @property
    def readings(self) -> Mapping[str, DocumentReading]:
        """What is known of each document, by document_id, with what was changed so far."""
        return self._readings

    def load(self, document_id: str) -> Records:
        """The records of a document in the last snapshot. Raises KeyError where it has none, OutputError where they can't be read."""
        from jospar.output.storage.dataset import load_records

        if not self._base.readings[document_id].published:
            raise KeyError(document_id)
        return load_records(self._base.folder, document_id)

    def put(self, records: Records, reading: DocumentReading) -> None:
        """Adds a document or replaces it. Documents come by ascending document_id.

        Raises ValueError where they do not or the reading is not that of published records, IntegrityError where the records may not be
        stored (nothing has changed then), OutputError where the disk refuses.
        """
        if reading.document_id != records.document.document_id or reading.published is None:
            raise ValueError(f"{reading.document_id!r} is put in with a reading that is not of its records")
        with explained(self._disk, self._out):
            if self._staging is None:
                self._staging = _begin_staging(self._folder / "staged", self._layout)
            self._staging.add(records)
        self._readings[reading.document_id] = reading

    def note(self, reading: DocumentReading) -> None:
        """Takes in how a reading ended that changed no records. Raises ValueError where it names other records than the dataset has."""
        known = self._readings.get(reading.document_id)
        if reading.published != (known.published if known else None):
            raise ValueError(f"{reading.document_id!r} is noted with records that the dataset does not have")
        self._readings[reading.document_id] = reading

    def drop(self, document_id: str) -> None:
        """Takes a document out that was not put in before. Raises KeyError where there is none."""
        del self._readings[document_id]

    def keep(self, name: str, text: str) -> None:
        """Puts a further file beside the tables, which later snapshots have too; `base_snapshot.read_kept` gives it back."""
        self._kept[name] = text

    def publish(self, before_visible: Callable[[], None] = lambda: None) -> Published:
        """Checks the tables, describes them, and makes them the latest snapshot; `before_visible` is called just before readers may see it.

        Where nothing has changed nothing is written. Older snapshots than the last five are deleted. OutputError where a table is
        damaged, a document that was not read would lose rows, or the disk refuses; `latest` is then as it was.
        """
        readings = dict(sorted(self._readings.items()))
        changes = compare(self._base.readings, readings)
        made = self._folder / "snapshot"
        with explained(self._disk, self._out):
            made.mkdir()
            built = self._build_tables(readings, made)
            others = self._keep_others(made)
            tables = {name: [file.facts for file in files] for name, files in built.items()}
            manifest = _write_descriptions(made, tables, readings, [file.facts for file in others])
            if manifest == self._base.manifest and all(file.origin for files in built.values() for file in files):
                return Published(self._base.folder, changed=False, changes=changes)
            for name in (*_DESCRIPTIONS, *self._kept):
                sync(made / name)
            files = [*(file for files in built.values() for file in files), *others]
            return Published(self._publish(made, files, manifest, before_visible), changed=True, changes=changes)

    def abandon(self) -> None:
        """Leaves what was put in; to be called where the snapshot is not published, and harmless where it is."""
        if self._staging:
            self._staging.abandon()

    def _build_tables(self, readings: Mapping[str, DocumentReading], folder: Path) -> dict[str, list[BuiltFile]]:
        """Puts the tables into `folder`; the files of each by its name."""
        from jospar.output.storage.tables.build import SnapshotPlan, build_tables  # pyarrow is imported where it is used

        document_ids = [reading.document_id for reading in readings.values() if reading.published]
        staged = self._staging.close() if self._staging else {}
        gone = self._find_gone()
        unread = [document_id for document_id in gone if document_id in self._readings and self._readings[document_id].stale]
        built = build_tables(self._out, self._base, SnapshotPlan(document_ids, gone, unread, staged), folder, self._layout)
        if sum(file.facts.rows or 0 for file in built["documents"]) != len(document_ids):
            raise OutputError(f"{self._out}: the table of documents does not hold those that were read; check the disk and run again")
        return built

    def _publish(self, made: Path, files: Iterable[BuiltFile], manifest: bytes, before_visible: Callable[[], None]) -> Location:
        base = self._base.folder
        if isinstance(self._out, Path):
            return publish(self._out, made, manifest, before_visible)
        from jospar.output.storage.publishing.remote import publish_remote

        if isinstance(base, Path):
            return publish_remote(self._out, None, made, {}, manifest, before_visible)
        carried = {file.facts.name: base / file.origin for file in files if file.origin}
        return publish_remote(self._out, base, made, carried, manifest, before_visible)

    def _keep_others(self, folder: Path) -> list[BuiltFile]:
        """Puts the further files of the last snapshot and of this one into `folder`; one that is damaged stays behind."""
        from jospar.output.storage.tables.build import BuiltFile

        new = {*_DESCRIPTIONS, *self._kept}
        others = [facts for facts in self._base.files if not any(is_file_of(table, facts.name) for table in TABLES)]
        for name, text in self._kept.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return [
            *(
                BuiltFile(carry_over(self._base.folder, facts, folder, facts.name), facts.name)
                for facts in others
                if facts.name not in new and is_as_written(self._base.folder, facts)
            ),
            *(BuiltFile(read_facts(folder, name)) for name in self._kept),
        ]

    def _find_gone(self) -> list[str]:
        """The documents of the last snapshot whose rows do not go over to this one, ascending."""
        new = frozenset(self._staging.document_ids if self._staging else ())
        stay = {reading.document_id for reading in self._readings.values() if reading.published} - new
        return [reading.document_id for reading in self._base.readings.values() if reading.published and reading.document_id not in stay]


@contextmanager
def open_snapshot(out: Location, wait: Callable[[], None] | None = None, layout: FileLayout = LAYOUT) -> Iterator[Snapshot]:
    """A new snapshot of the dataset in `out`, which is made where it does not exist; a bucket is not.

    One run at a time: where another one writes there, OutputError at once, or with `wait`, which is called first, when it has ended. On
    object storage nothing holds others off: of two runs the one that publishes second has an OutputError then.
    OutputError too where the folder can't be written or holds what can't be carried over. Leaving the block without `publish` changes
    nothing.
    """
    with _begin(out, wait) as (base, folder):
        snapshot = Snapshot(out, base, folder, layout)
        try:
            yield snapshot
        finally:
            snapshot.abandon()


@contextmanager
def _begin(out: Location, wait: Callable[[], None] | None) -> Iterator[tuple[BaseSnapshot, Path]]:
    """What a snapshot is built on, and an empty folder of this machine to build it in."""
    if isinstance(out, Path):
        with locked(out, wait):
            restore_latest(out)
            base = read_base(out)
            with unfinished(out) as folder:
                yield base, folder
        return
    from jospar.output.storage.publishing.remote import ensure_conditional

    ensure_conditional()
    base = read_base(out)
    with tempfile.TemporaryDirectory(prefix="jospar-", ignore_cleanup_errors=True) as made:
        yield base, Path(made)


def _begin_staging(folder: Path, layout: FileLayout) -> Staging:
    from jospar.output.storage.tables.staging import (
        Staging,  # pyarrow is imported where it is used: readers may be forked after a snapshot is opened
    )

    folder.mkdir()
    return Staging(folder, layout)


def _write_descriptions(
    folder: Path, tables: Mapping[str, list[FileFacts]], readings: Mapping[str, DocumentReading], kept: Sequence[FileFacts]
) -> bytes:
    """Writes what describes the tables; the content of the manifest, with the further files that were kept."""
    write_readings(folder, readings.values())
    (folder / _DATAPACKAGE).write_text(build_datapackage(tables), encoding="utf-8", newline="\n")
    others = [read_facts(folder, name) for name in (FILE_NAME, _DATAPACKAGE)]
    manifest = build_manifest([*(facts for files in tables.values() for facts in files), *others, *kept], readings).encode()
    (folder / MANIFEST).write_bytes(manifest)
    return manifest
