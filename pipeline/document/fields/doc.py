"""Fields of Word before 2007: their types stand in tables of their own ([MS-DOC] 2.8.25), apart from instruction and result.

Such a file is a compound file ([MS-CFB]): streams in chains of sectors. A few bytes are changed where they stand; nothing moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from jospar.extract.document import UnreadableDocument
from jospar.pipeline.document.fields.word_types import PRINT_NO_RESULT, QUOTE

_SECTOR_SHIFTS = (9, 12)
_FIRST_FAT_SECTORS = 109
_LAST_SECTOR = 0xFFFFFFFA  # what is above means the end of a chain, or no sector
_ENTRY, _NO_ENTRY, _ROOT = 128, 0xFFFFFFFF, 0
_MINI_SECTOR, _MINI_BELOW = 64, 4096  # streams of fewer bytes are in short sectors
_WORD_97 = 0xC1
_FLAGS_AT, _IS_ENCRYPTED, _HAS_TABLE_1 = 10, 0x0100, 0x0200
# Where the tables of fields are named: of the text, headers, footnotes, comments, endnotes, text boxes, those in headers.
_TABLES_AT = tuple(0x9A + 8 * number for number in (16, 17, 18, 19, 48, 57, 59))
_BEGIN, _MARK = 0x13, 0x1F
_PRINT_NO_RESULT = frozenset(PRINT_NO_RESULT.values())


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stream: where in the file its sectors begin, how long each is, and what it holds."""

    sectors: tuple[int, ...]
    sector_bytes: int
    data: bytes

    def place(self, at: int) -> int:
        """Where in the file one of its bytes stands."""
        return self.sectors[at // self.sector_bytes] + at % self.sector_bytes


class _CompoundFile:
    """The streams at the top of a compound file by their names."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 0x1E)
        if shift not in _SECTOR_SHIFTS:
            raise struct.error("sectors of no known length")
        self._sector_bytes: int = 1 << shift
        first_directory, _, _, first_mini = struct.unpack_from("<4I", data, 0x30)
        self._fat = self._read_fat()
        self._mini_fat = _unpack(self._chain(first_mini).data)
        self._entries = self._chain(first_directory).data
        start, size = struct.unpack_from("<II", self._entries, 0x74)
        self._mini = self._chain(start, size)

    def find(self, name: str) -> _Stream | None:
        """The stream of a name; those of embedded documents, which stand in storages, are not looked at."""
        pending, seen = [self._link(_ROOT, 0x4C)], set[int]()
        while pending:
            entry = pending.pop()
            if entry == _NO_ENTRY or entry in seen:
                continue
            seen.add(entry)
            at = entry * _ENTRY
            (length,) = struct.unpack_from("<H", self._entries, at + 0x40)
            if self._entries[at : at + max(0, length - 2)].decode("utf-16-le", "replace") == name:
                start, size = struct.unpack_from("<II", self._entries, at + 0x74)
                return self._mini_chain(start, size) if size < _MINI_BELOW else self._chain(start, size)
            pending += (self._link(entry, 0x44), self._link(entry, 0x48))
        return None

    def _link(self, entry: int, at: int) -> int:
        found: int = struct.unpack_from("<I", self._entries, entry * _ENTRY + at)[0]
        return found

    def _read_fat(self) -> tuple[int, ...]:
        """The sector that follows each sector; not more of them than the file can have."""
        most = len(self._data) * 4 // self._sector_bytes**2 + 1
        listed = list(struct.unpack_from(f"<{_FIRST_FAT_SECTORS}I", self._data, 0x4C))
        (more,) = struct.unpack_from("<I", self._data, 0x44)
        while more < _LAST_SECTOR and len(listed) < most:
            *found, more = _unpack(self._sector(more))
            listed += found
        return _unpack(b"".join(self._sector(number) for number in listed[:most] if number < _LAST_SECTOR))

    def _place(self, number: int) -> int:
        return (number + 1) * self._sector_bytes  # the header is as long as a sector

    def _sector(self, number: int) -> bytes:
        return self._data[self._place(number) : self._place(number) + self._sector_bytes]

    def _chain(self, start: int, size: int | None = None) -> _Stream:
        return self._join(map(self._place, _follow(start, self._fat)), self._sector_bytes, size)

    def _mini_chain(self, start: int, size: int) -> _Stream:
        numbers = islice(_follow(start, self._mini_fat), _MINI_BELOW // _MINI_SECTOR)
        return self._join((self._mini.place(number * _MINI_SECTOR) for number in numbers), _MINI_SECTOR, size)

    def _join(self, places: Iterable[int], sector_bytes: int, size: int | None) -> _Stream:
        sectors = tuple(places)
        return _Stream(sectors, sector_bytes, b"".join(self._data[at : at + sector_bytes] for at in sectors)[:size])


def keep_results(data: bytes) -> bytes:
    """The file with all fields that print their result made fields that do nothing else.

    Files of Word 6 and 95 have other tables, and stay as they are. Raises UnreadableDocument: damaged_file, encrypted_file.
    """
    try:
        changed = bytearray(data)
        for place in _find_types(data):
            changed[place] = QUOTE
    except (struct.error, IndexError, OverflowError) as error:
        raise UnreadableDocument("damaged_file", "its sectors are not those of a compound file") from error
    return bytes(changed)


def _find_types(data: bytes) -> Iterator[int]:
    """Where in the file the types of the fields stand that print their result."""
    file = _CompoundFile(data)
    word = file.find("WordDocument")
    if word is None or struct.unpack_from("<H", word.data, 2)[0] < _WORD_97:
        return
    (flags,) = struct.unpack_from("<H", word.data, _FLAGS_AT)
    if flags & _IS_ENCRYPTED:
        raise UnreadableDocument("encrypted_file")
    table = file.find("1Table" if flags & _HAS_TABLE_1 else "0Table")
    if table is None:
        raise UnreadableDocument("damaged_file", "no table stream")
    for at in _TABLES_AT:
        start, size = struct.unpack_from("<II", word.data, at)
        count = max(0, size - 4) // 6
        for field in range(start + 4 * (count + 1), start + 4 * (count + 1) + 2 * count, 2):
            if table.data[field] & _MARK == _BEGIN and table.data[field + 1] not in _PRINT_NO_RESULT:
                yield table.place(field + 1)


def _unpack(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _follow(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain from the first on."""
    number = start
    for _ in table:
        if number >= _LAST_SECTOR:
            return
        yield number
        number = table[number]
