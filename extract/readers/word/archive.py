"""Opens the zip archive that a document of an office program is, once it is known to be harmless.

Its directory is checked before anything is unpacked; a part is unpacked only as far as a part may be long, since a directory may lie.
It must not know what the parts hold.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_ENTRIES, MAX_PART_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, MIN_RATIO_BYTES

_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCAL_HEADER = 30
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError)


class Archive:
    """The parts of a document by their names, which the format compares without regard to case."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file
        self._entries = {info.filename.lower(): info for info in file.infolist()}

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """A part, unpacked. Raises UnreadableDocument: archive_unsafe, damaged_file."""
        info = self._entries.get(name.lower())
        if info is None:
            raise UnreadableDocument("damaged_file", f"no {name}")
        if info.file_size > MAX_PART_BYTES:
            raise UnreadableDocument("archive_unsafe", f"{name} has {info.file_size:,} bytes, at most {MAX_PART_BYTES:,}")
        try:
            with self._file.open(info) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except _DAMAGE as error:
            raise UnreadableDocument("damaged_file", f"{name}: {error}") from error
        if len(data) > MAX_PART_BYTES:
            raise UnreadableDocument("archive_unsafe", f"{name} has more than {MAX_PART_BYTES:,} bytes")
        return data


def open_archive(data: bytes) -> Archive:
    """The archive that `data` is. Raises UnreadableDocument: archive_unsafe, encrypted_file, damaged_file."""
    # The entries are counted before they are read: millions of them are a bomb of their own.
    count = data.count(_DIRECTORY_ENTRY)
    if count > MAX_ENTRIES:
        raise UnreadableDocument("archive_unsafe", f"{count:,} entries, at most {MAX_ENTRIES:,}")
    try:
        file = ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise UnreadableDocument("damaged_file", str(error)) from error
    entries = file.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in entries):
        raise UnreadableDocument("encrypted_file", "entries of the archive")
    _check_names(entries)
    _check_sizes(entries)
    _check_places(entries, file.start_dir)
    return Archive(file)


def _check_names(entries: Sequence[ZipInfo]) -> None:
    name, times = Counter(info.filename.lower() for info in entries).most_common(1)[0] if entries else ("", 1)
    if times > 1:
        raise UnreadableDocument("archive_unsafe", f"{times} entries named {name}")
    for info in entries:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if ".." in path.parts or path.is_absolute():
            raise UnreadableDocument("archive_unsafe", f"an entry outside the archive: {info.filename[:100]}")


def _check_sizes(entries: Sequence[ZipInfo]) -> None:
    total = sum(info.file_size for info in entries)
    if total > MAX_UNPACKED_BYTES:
        raise UnreadableDocument("archive_unsafe", f"{total:,} bytes unpacked, at most {MAX_UNPACKED_BYTES:,}")
    for info in entries:
        if info.compress_type not in _METHODS:
            raise UnreadableDocument("archive_unsafe", f"{info.filename[:100]} is packed by method {info.compress_type}")
        if info.file_size > max(MIN_RATIO_BYTES, MAX_RATIO * info.compress_size):
            raise UnreadableDocument(
                "archive_unsafe", f"{info.filename[:100]} unpacks {info.compress_size:,} bytes into {info.file_size:,}"
            )


def _check_places(entries: Sequence[ZipInfo], end: int) -> None:
    """No entry begins inside another, or the same bytes would be unpacked many times."""
    spans = sorted((info.header_offset, info.header_offset + _LOCAL_HEADER + info.compress_size, info.filename) for info in entries)
    for (_, stop, name), (start, _, _) in pairwise([*spans, (end, end, "")]):
        if stop > start:
            raise UnreadableDocument("archive_unsafe", f"{name[:100]} overlaps what follows it")
