"""Puts a file or a folder in the place of another one in one step: whoever looks there, and whenever a run dies, it is the old or the new.

It knows nothing of what is in them.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jospar.output.storage.errors import OutputError, explained

_REPLACED = "replaced"


@contextmanager
def open_beside(place: Path) -> Iterator[Path]:
    """An empty folder on the same disk as `place`, to make the new one in; it is taken away at the end.

    One run at a time: OutputError at once where another one writes to the same place. What a run that died left there is cleared away.
    """
    work = place.with_name(f".{place.name}.unfinished")
    with explained(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        held = _lock(work, place)
    try:
        with explained(place):
            if not os.path.lexists(place) and (work / _REPLACED).exists():
                (work / _REPLACED).rename(place)
            _empty(work)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(held)


def put_in_place(new: Path, place: Path) -> None:
    """Makes `new`, which lies in the folder of open_beside, stand at `place`; what stood there is where `new` was or is gone.

    OSError where the disk refuses; the old one then stands as before.
    """
    for path in (*new.rglob("*"), new):
        _sync(path)
    if place.is_dir() and any(place.iterdir()):
        _exchange(new, place)
    else:
        new.replace(place)
    _sync(place.parent)


def _lock(work: Path, place: Path) -> int:
    """Makes the folder and locks it; the open descriptor, whose end frees it."""
    while True:
        work.mkdir(exist_ok=True)
        try:
            held = os.open(work, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:  # the run that held it has just ended
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(held)
            raise OutputError(f"{place}: another export is writing there; wait until it ends or name another place") from error
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(held), work.stat()):
                return held
        os.close(held)  # it was taken away between the two calls


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _exchange(new: Path, place: Path) -> None:
    """Two folders change names; where the system or the disk can't, two renames, which the next run completes if this one dies between."""
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(os.fsencode(new), os.fsencode(place), 2)
        else:
            failed = libc.renameat2(-100, os.fsencode(new), -100, os.fsencode(place), 2)
        code = ctypes.get_errno() if failed else 0
    except AttributeError:  # an older C library
        code = errno.ENOSYS
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        replaced = new.with_name(_REPLACED)
        place.rename(replaced)
        try:
            new.rename(place)
        except OSError:
            replaced.rename(place)
            raise
    elif code:
        raise OSError(code, os.strerror(code))


def _sync(path: Path) -> None:
    """Waits until a file or the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
