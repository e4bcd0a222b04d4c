"""Records -> Parquet: one zstd file of one table, written document after document.

It knows how rows are stored in a file, and nothing of which files a table has: `jospar.output.storage.tables.layout` says that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from jospar.output.schema.tables import SCHEMA_VERSION, TABLES, field_ids
from jospar.output.storage.errors import IntegrityError, OutputError, damaged, explained
from jospar.output.storage.tables.arrays import ARROW_TYPES, build_array
from jospar.output.storage.tables.integrity import check_integrity
from jospar.version import __version__

if TYPE_CHECKING:
    from jospar.normalize.records import Records
    from jospar.output.schema.table import ColumnSchema, TableSchema
    from jospar.output.storage.location import Location

_BATCHES_KEPT = 256


def arrow_schema(table: TableSchema) -> pa.Schema:
    """The Arrow schema of a table, with field ids, descriptions and versions in its metadata."""
    ids = field_ids(table)
    fields = [
        pa.field(
            column.name,
            ARROW_TYPES[column.type],
            column.nullable,
            {"PARQUET:field_id": str(ids[column.name]), "description": column.description},
        )
        for column in table.columns
    ]
    return pa.schema(fields, {"schema_version": SCHEMA_VERSION, "tool_version": __version__})


SCHEMAS = {table.name: arrow_schema(table) for table in TABLES}


@dataclass(frozen=True, slots=True)
class RowFile:
    """A file of one table: its rows, and the first and the last document that has any in it ("" where there are none)."""

    path: Location
    rows: int
    first: str = ""
    last: str = ""


@contextmanager
def readable(path: Location) -> Iterator[None]:
    """Turns what Parquet files and the system raise inside the block into an OutputError about `path`."""
    with explained(path):
        try:
            yield
        except (pa.ArrowException, FileNotFoundError) as error:
            raise damaged(path) from error
        except OSError as error:
            if error.errno or not isinstance(path, Path):  # the system's, or a store's
                raise
            raise damaged(path) from error


def to_source(path: Location) -> Path | pa.NativeFile:
    """What pyarrow reads a Parquet file from. Raises OSError."""
    return path if isinstance(path, Path) else path.open()


def read_row_file(path: Location, table: TableSchema) -> RowFile:
    """What the footer of a file says; OutputError where it is not a whole file of this table in this schema."""
    with readable(path):
        footer = pq.read_metadata(to_source(path))
    if not _is_of(table, footer.schema.to_arrow_schema()):
        raise OutputError(f"{path}: not the columns of schema {SCHEMA_VERSION}; read all documents again into another folder")
    if not footer.num_rows:
        return RowFile(path, 0)
    first, last = (footer.row_group(group).column(0).statistics for group in (0, footer.num_row_groups - 1))
    return RowFile(path, int(footer.num_rows), str(first.min), str(last.max))


def build_batches(records: Records) -> dict[str, pa.RecordBatch]:
    """The rows of one document by table. IntegrityError where they may not be stored."""
    check_integrity(records)
    return {table.name: _build_batch(table, records) for table in TABLES}


class RowFileWriter:
    """Writes one file, in row groups of `group_rows` rows.

    Rows are sorted by key: by document_id, then by position in the document, which is the order of the Records (sorting ids as text
    would put m10 before m2). Bytes depend on the rows alone: not on time, machine, the size of memory or how many rows came at once.
    Every method raises OSError where the disk refuses.
    """

    def __init__(self, table: TableSchema, path: Path, group_rows: int) -> None:
        self.path, self._table, self._group_rows = path, table, group_rows
        self._schema = SCHEMAS[table.name]
        self._rows = 0
        self._first = self._last = ""
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, batch: pa.RecordBatch, first: str, last: str) -> None:
        """Adds rows, which are those of the documents from `first` to `last`."""
        if not batch.num_rows:
            return
        self._first = self._first if self._rows else first
        self._last = last
        self._rows += batch.num_rows
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        if self._waiting_rows >= self._group_rows:
            self._write(self._waiting_rows // self._group_rows * self._group_rows)
        elif len(self._waiting) > _BATCHES_KEPT:
            self._waiting = self._merge().to_batches()  # thousands of one-row batches would take more memory than their rows

    def close(self) -> RowFile:
        """Writes what waits and finishes the file; OutputError where it does not hold what was written to it."""
        if self._waiting_rows:
            self._write(self._waiting_rows)
        self._writer.close()
        written, found = RowFile(self.path, self._rows, self._first, self._last), read_row_file(self.path, self._table)
        if found != written:
            raise OutputError(f"{self.path}: holds {found.rows} rows of {written.rows} that were written; check the disk and run again")
        return written

    def abandon(self) -> None:
        """Closes the file as it is, which is then good for nothing; never raises."""
        self._waiting, self._waiting_rows = [], 0
        with suppress(OSError):
            self._writer.close()

    def _merge(self) -> pa.Table:
        return pa.Table.from_batches(self._waiting, self._schema).combine_chunks()

    def _write(self, size: int) -> None:
        merged = self._merge()
        self._writer.write_table(merged.slice(0, size), row_group_size=self._group_rows)
        self._waiting = merged.slice(size).to_batches()
        self._waiting_rows -= size


def _is_of(table: TableSchema, found: pa.Schema) -> bool:
    """Whether a file has the columns of this schema; another version of the program may have written it."""
    meant = SCHEMAS[table.name]
    version = (found.metadata or {}).get(b"schema_version")
    same_fields = found.equals(meant) and all(field.equals(other, check_metadata=True) for field, other in zip(found, meant, strict=True))
    return same_fields and version == SCHEMA_VERSION.encode()


def _build_batch(table: TableSchema, records: Records) -> pa.RecordBatch:
    rows = table.rows(records)
    try:
        arrays = [_build_column(column, rows) for column in table.columns]
    except IntegrityError as error:
        raise IntegrityError(f"{records.document.document_id}: {table.name}.{error}") from error.__cause__
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMAS[table.name])


def _build_column(column: ColumnSchema, rows: tuple[Any, ...]) -> pa.Array[Any]:
    """One column of the records; IntegrityError where one of them does not fit its type or choices."""
    values = list(map(attrgetter(column.path), rows))
    if not column.nullable and None in values:
        raise IntegrityError(f"{column.name}: null is not allowed")
    if column.choices:
        other = set(values) - set(column.choices) - {None}
        if other:
            raise IntegrityError(f"{column.name}: {min(other)!r} is none of {', '.join(column.choices)}")
    try:
        return build_array(column.type, values)
    except (ArithmeticError, TypeError, ValueError, AttributeError) as error:
        raise IntegrityError(f"{column.name}: {type(error).__name__}: {error}") from error
