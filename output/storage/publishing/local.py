"""How a snapshot becomes the latest, on a local disk: one writer at a time, one step that readers see, nothing left behind.

OUT/latest is a relative link to OUT/snapshots/<run>/, which never changes once it has that name. A run is a number that grows and the
first digits of its manifest's hash, `000003-1a2b3c4d5e6f`: the clock is not asked. Names with a dot in front are unfinished.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from jospar.output.storage.errors import OutputError, explained
from jospar.output.storage.files import sync

SNAPSHOTS_KEPT = 5
_UNFINISHED = ".unfinished"
_NEW_LINK = ".latest"
_RUN = re.compile(r"(\d{6,})-[0-9a-f]{12}")
_locks: set[IO[str]] = set()


def list_snapshots(out: Path) -> list[Path]:
    """The snapshots of a dataset, the oldest first. Raises OSError."""
    runs = [path for path in (out / "snapshots").iterdir() if _RUN.fullmatch(path.name) and path.is_dir()]
    return sorted(runs, key=_number)


@contextmanager
def locked(out: Path, wait: Callable[[], None] | None) -> Iterator[None]:
    """Holds the dataset in `out`, which is made where it does not exist, against other runs.

    Where another one holds it: calls `wait` and waits for its end; OutputError without `wait`.
    """
    with explained(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = _open_lock(out / ".lock")
    with lock:
        _locks.add(lock)
        try:
            _lock(lock, out, wait)
            yield
        finally:
            _locks.remove(lock)


def restore_latest(out: Path) -> None:
    """Has `latest` lead to the newest snapshot where it is missing: a run died just before, or a copy of the folder lost its links.

    To be called while the dataset is held. OutputError where the disk refuses.
    """
    with explained(out):
        if os.path.lexists(out / "latest") or not (out / "snapshots").is_dir():
            return
        runs = list_snapshots(out)
        if runs:
            (out / _NEW_LINK).unlink(missing_ok=True)
            _point_latest(out, runs[-1])


@contextmanager
def unfinished(out: Path) -> Iterator[Path]:
    """An empty folder beside the snapshots, which is taken away at the end; what a run that died left behind goes first."""
    folder = out / "snapshots" / _UNFINISHED
    with explained(out):
        (out / _NEW_LINK).unlink(missing_ok=True)
        for leftover in folder.parent.glob(".*"):
            if leftover.name == _UNFINISHED or _RUN.fullmatch(leftover.name[1:]):
                shutil.rmtree(leftover)
        folder.mkdir(parents=True)
        _delete_old(out)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what can't be deleted now is so by the next run


def publish(out: Path, folder: Path, manifest: bytes, before_visible: Callable[[], None]) -> Path:
    """Makes a folder whose files are synced the latest snapshot; where it is then. `before_visible` is called just before readers see it.

    Raises OSError where the disk refuses; `latest` then leads where it led before, and the new snapshot is gone. Where that is refused too,
    `latest` leads to the new one, which is whole.
    """
    for path in (*filter(Path.is_dir, folder.iterdir()), folder):
        sync(path)
    runs = list_snapshots(out)
    number = _number(runs[-1]) + 1 if runs else 1
    target = out / "snapshots" / f"{number:06d}-{hashlib.sha256(manifest).hexdigest()[:12]}"
    folder.rename(target)
    try:
        sync(target.parent)
        before_visible()
        _point_latest(out, target)
    except BaseException:
        if (out / "latest").resolve() != target.resolve():  # a full disk may refuse the link back
            _delete(target)
        raise
    _delete_old(out)
    return target


def _open_lock(path: Path) -> IO[str]:
    """The file that is held, which is made where there is none; never one elsewhere, and nothing that one would wait for."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OutputError(f"{path}: not a file that jospar made; take it away")
    return os.fdopen(descriptor, "a")


def _lock(lock: IO[str], out: Path, wait: Callable[[], None] | None) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        if wait is None:
            raise OutputError(f"{out}: another run is writing there; wait until it ends (--wait does) or name another folder") from error
        wait()
        fcntl.flock(lock, fcntl.LOCK_EX)


def _forget_locks() -> None:
    """A child of the run holds no lock: it may live on for a moment where the run is killed."""
    for lock in _locks:
        lock.close()


os.register_at_fork(after_in_child=_forget_locks)


def _number(run: Path) -> int:
    return int(run.name.partition("-")[0])


def _point_latest(out: Path, run: Path) -> None:
    """Makes `latest` lead to a run in one step, and back where that can't be made to last."""
    latest, new = out / "latest", out / _NEW_LINK
    before = latest.readlink() if latest.is_symlink() else None
    try:
        _link(new, latest, run.relative_to(out))
        sync(out)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
            if before is None:
                latest.unlink(missing_ok=True)
            elif latest.readlink() != before:
                _link(new, latest, before)
        raise


def _link(new: Path, latest: Path, target: Path) -> None:
    new.symlink_to(target)
    new.replace(latest)


def _delete_old(out: Path) -> None:
    """Deletes all snapshots but the last few, and the one that `latest` leads to, which somebody may have set back. Raises OSError."""
    latest = (out / "latest").resolve()
    for run in list_snapshots(out)[:-SNAPSHOTS_KEPT]:
        if run.resolve() != latest:
            _delete(run)


def _delete(run: Path) -> None:
    """Deletes a snapshot, which loses its name first, so that no half of one is ever taken for a whole; the next run does what can't be."""
    with suppress(OSError):
        run.rename(run.with_name(f".{run.name}"))
        shutil.rmtree(run.with_name(f".{run.name}"), ignore_errors=True)
