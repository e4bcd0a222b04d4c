"""The snapshot that a new one is built on: the one that `latest`, or `latest.json` on object storage, leads to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from jospar.output.schema.tables import SCHEMA_VERSION
from jospar.output.storage.errors import OutputError, damaged, explained
from jospar.output.storage.files import FileFacts, hash_file
from jospar.output.storage.readings import DocumentReading
from jospar.output.storage.readings_file import FILE_NAME, read_readings

if TYPE_CHECKING:
    from jospar.output.storage.location import Location, RemotePath

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class BaseSnapshot:
    """A snapshot: its folder, its files as the manifest has them, its readings by ascending document_id. All empty where there is none."""

    folder: Location = Path()
    manifest: bytes = b""
    files: tuple[FileFacts, ...] = ()
    readings: Mapping[str, DocumentReading] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """How many documents it holds records of."""
        return sum(reading.published is not None for reading in self.readings.values())


def find_latest(out: Location) -> Location | None:
    """The folder of the latest snapshot of a dataset; None where none was ever published.

    OutputError where what leads to it is broken.
    """
    if not isinstance(out, Path):
        return _find_remote(out)
    latest = out / "latest"
    with explained(latest):
        if not latest.is_symlink():
            if latest.exists():
                raise OutputError(f"{latest}: not a link that jospar made; move it away or name another folder")
            return None
        try:
            folder = latest.resolve()
        except RuntimeError:  # it leads to itself
            folder = latest
        if not folder.is_dir():
            raise OutputError(
                f"{latest}: leads to no snapshot; point it to one in {out / 'snapshots'}, or take it away, and the next "
                "run points it to the newest"
            )
    return folder


def name_latest(out: Location) -> Location:
    """What readers of a dataset begin at, as people are told."""
    return out / ("latest" if isinstance(out, Path) else "latest.json")


def list_history(out: Location) -> list[Location]:
    """The snapshots of a dataset that are there, the oldest first. Raises OSError."""
    if isinstance(out, Path):
        from jospar.output.storage.publishing.local import list_snapshots

        return [*list_snapshots(out)]
    from jospar.output.storage.publishing.pointer import read_pointer, snapshot_of

    found = read_pointer(out)
    return [snapshot_of(out, run) for run in found[0].runs] if found else []


def read_base(out: Location) -> BaseSnapshot:
    """The latest snapshot of a dataset, with nothing in it where none was ever published.

    OutputError where it is damaged or of another schema: its documents could not be carried over, and must not be lost.
    """
    folder = find_latest(out)
    if folder is None:
        return BaseSnapshot()
    manifest, content = read_manifest(folder)
    version = content.get("schema_version")
    if version != SCHEMA_VERSION:
        raise OutputError(
            f"{out}: its tables are of schema {version} as another version of jospar writes it, this one writes {SCHEMA_VERSION} and can't "
            "carry them over; read all documents again into another folder, or move this one away"
        )
    files = _parse_files(folder, content)
    readings = next((facts for facts in files if facts.name == FILE_NAME), None)
    if readings is None:
        raise damaged(folder / MANIFEST)
    with explained(folder):
        if not (folder / FILE_NAME).is_file() or hash_file(folder / FILE_NAME) != readings.sha256:
            raise damaged(folder / FILE_NAME)
    return BaseSnapshot(folder, manifest, files, read_readings(folder))


def find_readings(out: Location) -> Mapping[str, DocumentReading]:
    """What is known of each document that was given to the dataset, by ascending document_id; nothing where there is no dataset.

    OutputError as for a run: where it is damaged or of another schema.
    """
    return read_base(out).readings


def read_kept(base: BaseSnapshot, name: str) -> str | None:
    """A further file that a run put beside the tables, as it was written; None where there is none, or not as it was."""
    facts = next((facts for facts in base.files if facts.name == name), None)
    if facts is None:
        return None
    try:
        data = (base.folder / name).read_bytes()
    except OSError:
        return None
    return data.decode() if hashlib.sha256(data).hexdigest() == facts.sha256 else None


def read_manifest(folder: Location) -> tuple[bytes, dict[str, Any]]:
    """The manifest of a snapshot, as it is and parsed; OutputError where it is missing or damaged."""
    path = folder / MANIFEST
    with explained(path):
        try:
            manifest = path.read_bytes()
            content = json.loads(manifest)
        except (FileNotFoundError, ValueError, RecursionError) as error:
            raise damaged(path) from error
    if not isinstance(content, dict):
        raise damaged(path)
    return manifest, content


def _find_remote(out: RemotePath) -> RemotePath | None:
    from jospar.output.storage.publishing.pointer import POINTER, read_pointer, snapshot_of

    found = read_pointer(out)
    if found is None:
        return None
    folder = snapshot_of(out, found[0].run)
    path = folder / MANIFEST
    with explained(path):
        try:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError as error:
            raise OutputError(
                f"{out / POINTER}: leads to no snapshot; bring {folder} back from a copy, or delete this to begin anew"
            ) from error
        if sha256 != found[0].manifest_sha256:
            raise damaged(path)
    return folder


def _parse_files(folder: Location, content: dict[str, Any]) -> tuple[FileFacts, ...]:
    try:
        files = tuple(FileFacts(file["name"], file["sha256"], file["bytes"], file["rows"]) for file in content["files"])
        if any(".." in PurePosixPath(facts.name).parts for facts in files):
            raise TypeError("a file outside of its snapshot")
    except (KeyError, TypeError) as error:
        raise damaged(folder / MANIFEST) from error
    return files
