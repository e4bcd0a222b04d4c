"""Publishes a dataset as a whole or not at all.

OUT/latest is a relative link to OUT/snapshots/<run>/, which never changes once it has that name. A run is a number that grows and the
first digits of its manifest's hash, `000003-1a2b3c4d5e6f`: the clock is not asked. Names with a dot in front are unfinished.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from output.datapackage import FileFacts, Input, build_datapackage, build_manifest
from output.errors import OutputError, explained
from output.schema import TABLES

SNAPSHOTS_KEPT = 5
_UNFINISHED = ".unfinished"
_RUN = re.compile(r"(\d{6,})-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Published:
    """Where the content stands; `changed` is False where the newest snapshot held it already and `latest` led there."""

    folder: Path
    changed: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot in the making: tables are written to `folder`, then `publish` makes them the latest."""

    out: Path
    folder: Path

    def publish(self, inputs: Iterable[Input]) -> Published:
        """Checks the tables, describes them, and makes them the latest snapshot.

        Where the newest snapshot has the same content nothing is written. Older snapshots than the last five are deleted. OutputError
        where a table is missing or damaged, or the disk refuses; `latest` is then as it was.
        """
        files = _check_tables(self.folder)
        with explained(self.out):
            manifest = _write_descriptions(self.folder, files, inputs)
            newest = max(_list_runs(self.out), key=_number, default=None)
            if newest and _holds(newest, manifest):
                return Published(newest, changed=_point_latest(self.out, newest.name))
            for path in self.folder.iterdir():
                _sync(path)
            _sync(self.folder)
            number = _number(newest) + 1 if newest else 1
            target = self.folder.with_name(f"{number:06d}-{hashlib.sha256(manifest).hexdigest()[:12]}")
            self.folder.rename(target)
            _sync(target.parent)
            _point_latest(self.out, target.name)
        _delete_old(self.out)
        return Published(target, changed=True)


@contextmanager
def open_snapshot(out: Path) -> Iterator[Snapshot]:
    """A new snapshot of the dataset in `out`, which is made where it does not exist.

    One run at a time: OutputError at once where another one writes there, and where the folder can't be written. Leaving the block without
    `publish` takes the unfinished snapshot away and changes nothing.
    """
    with _locked(out):
        latest, folder = out / "latest", out / "snapshots" / _UNFINISHED
        if latest.exists() and not latest.is_symlink():
            raise OutputError(f"{latest}: not a link that jospar made; move it away or name another folder")
        with explained(out):
            for leftover in folder.parent.glob(".*"):
                if leftover.name == _UNFINISHED or _RUN.fullmatch(leftover.name[1:]):
                    shutil.rmtree(leftover)
            folder.mkdir(parents=True)
        try:
            yield Snapshot(out, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # gone if published; what can't be deleted now is so by the next run


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    with explained(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{out}: another run is writing there; wait until it ends or name another folder") from error
        yield


def _check_tables(folder: Path) -> dict[str, FileFacts]:
    from output.parquet import file_name, read_row_count  # pyarrow is imported where it is used

    paths = {table.name: folder / file_name(table) for table in TABLES}
    rows = {table.name: read_row_count(paths[table.name], table) for table in TABLES}
    with explained(folder):
        return {name: _read_facts(path, rows[name]) for name, path in paths.items()}


def _write_descriptions(folder: Path, files: dict[str, FileFacts], inputs: Iterable[Input]) -> bytes:
    """Writes both descriptions; the content of the manifest."""
    datapackage = folder / "datapackage.json"
    datapackage.write_text(build_datapackage(files), encoding="utf-8", newline="\n")
    manifest = build_manifest([*files.values(), _read_facts(datapackage, None)], inputs).encode()
    (folder / "manifest.json").write_bytes(manifest)
    return manifest


def _read_facts(path: Path, rows: int | None) -> FileFacts:
    with path.open("rb") as file:
        return FileFacts(path.name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size, rows)


def _list_runs(out: Path) -> list[Path]:
    return [path for path in (out / "snapshots").iterdir() if _RUN.fullmatch(path.name) and path.is_dir()]


def _number(run: Path) -> int:
    return int(run.name.partition("-")[0])


def _holds(run: Path, manifest: bytes) -> bool:
    """Whether a snapshot has this content, each file still as it was written."""
    try:
        return (run / "manifest.json").read_bytes() == manifest and all(
            _read_facts(run / file["name"], None).sha256 == file["sha256"] for file in json.loads(manifest)["files"]
        )
    except FileNotFoundError:
        return False


def _point_latest(out: Path, run: str) -> bool:
    """Makes `latest` lead to a run in one step; False where it did so before."""
    latest, target = out / "latest", Path("snapshots", run)
    if latest.is_symlink() and latest.readlink() == target:
        return False
    new = out / ".latest"
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(latest)
    _sync(out)
    return True


def _delete_old(out: Path) -> None:
    """Deletes all but the last snapshots; each loses its name first, so that no half of one is ever taken for a whole."""
    for run in sorted(_list_runs(out), key=_number)[:-SNAPSHOTS_KEPT]:
        dead = run.with_name(f".{run.name}")
        with explained(out):
            run.rename(dead)
        shutil.rmtree(dead, ignore_errors=True)  # the next run tries again


def _sync(path: Path) -> None:
    """Waits until a file or the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
