"""How a table lies in files: one file while it is small, a folder of parts by document once it is not.

What is cut where depends on the documents and rows of the dataset alone, never on the runs that made it: a part begins at each document
whose id has a certain hash, so a document that comes or goes changes no part but its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jospar.output.schema.table import TableSchema
    from jospar.output.storage.location import Location

# What a row takes on the disk where documents have little in common, as those of different organizations do: measured, rounded up.
# Documents that repeat each other take less.
_ROW_BYTES = {
    "documents": 400,
    "directions": 64,
    "goals": 64,
    "indicators": 64,
    "tasks": 64,
    "measures": 48,
    "values": 32,
    "parties": 32,
    "issues": 48,
    "checks": 40,
    "cells": 32,
}


@dataclass(frozen=True, slots=True)
class DocumentSpan:
    """The documents from `start` on, before `stop`; up to the last one where that is None."""

    start: str
    stop: str | None

    def holds(self, first: str, last: str) -> bool:
        """Whether both documents, and so all between them, are in it."""
        return self.start <= first and (self.stop is None or last < self.stop)


ALL_DOCUMENTS = DocumentSpan("", None)


@dataclass(frozen=True, slots=True)
class FileLayout:
    """The sizes that decide: a table of more than `table_bytes` (by its rows) is split into parts of about `part_documents` documents.

    Each file has row groups of `group_rows` rows.
    """

    table_bytes: int = 100_000_000
    part_documents: int = 1024
    group_rows: int = 65_536

    def is_split(self, table: TableSchema, rows: int) -> bool:
        """Whether a table of so many rows is a folder of parts."""
        return rows * _ROW_BYTES[table.name] > self.table_bytes

    def begins_part(self, document_id: str) -> bool:
        """Whether a new part begins at this document; of `part_documents` documents one does."""
        return int.from_bytes(hashlib.sha256(document_id.encode()).digest()[:8]) % self.part_documents == 0

    def find_spans(self, document_ids: Iterable[str]) -> tuple[DocumentSpan, ...]:
        """The parts of a table that is split, of the documents of the dataset by ascending id."""
        starts = ["", *filter(self.begins_part, document_ids)]
        return (*(DocumentSpan(start, stop) for start, stop in pairwise(starts)), DocumentSpan(starts[-1], None))


LAYOUT = FileLayout()


def file_name(table: TableSchema) -> str:
    """The file or folder of a table within a snapshot."""
    return f"{table.name}.parquet"


def name_part(table: TableSchema, number: int) -> str:
    """The file of a part, counted from 0: the order of names is that of documents."""
    return f"{file_name(table)}/part-{number:06}.parquet"


def list_files(folder: Location, table: TableSchema) -> tuple[Location, ...]:
    """The files of a table in a snapshot, by ascending documents; the one that must be there, where there is none."""
    path = folder / file_name(table)
    return tuple(sorted(path.glob("part-*.parquet"))) or (path,)


def is_file_of(table: TableSchema, name: str) -> bool:
    """Whether a name within a snapshot is that of a file of this table."""
    return name == file_name(table) or name.startswith(f"{file_name(table)}/")


def iterate_names(table: TableSchema, split: bool) -> Iterator[str]:
    """The names for its files, one after another: a single one where it is not split."""
    if not split:
        yield file_name(table)
        return
    number = 0
    while True:
        yield name_part(table, number)
        number += 1
