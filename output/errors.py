"""What can go wrong with the output folder, said in one line with the path and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REMEDIES = {
    errno.EACCES: "it may not be written; check its permissions or name another folder",
    errno.EPERM: "it may not be written; check its permissions or name another folder",
    errno.EROFS: "it is on a disk that may not be written; name another folder",
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.EFBIG: "a file would be larger than this disk or account may hold; name another folder",
    errno.EEXIST: "a file stands where a folder is needed; name another folder",
    errno.ENOTDIR: "a file stands where a folder is needed; name another folder",
    errno.ENAMETOOLONG: "the name is too long; name another folder",
}


class OutputError(Exception):
    """The dataset can't be written or read; the message is one line with the path and what to do."""


class IntegrityError(Exception):
    """Records that no dataset may hold (an id twice, a reference to nothing, a number that does not fit).

    A fault of the program, never of the document; nothing of the document has been written.
    """


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns an OSError inside the block into an OutputError about `path`."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, f"{error.strerror or error}; check the folder or name another one")
        raise OutputError(f"{path}: {remedy}") from error
