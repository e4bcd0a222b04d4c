"""Records -> Parquet: one zstd file a table, written one document after another.

It knows how tables are stored, and nothing of snapshots: `output.snapshot` decides where the files go and when they count.
"""

from __future__ import annotations

from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from output.arrays import ARROW_TYPES, build_array
from output.errors import IntegrityError, OutputError, explained
from output.integrity import check_integrity
from output.schema import SCHEMA_VERSION, TABLES, TOOL_VERSION, field_ids

if TYPE_CHECKING:
    from normalize.records import Records
    from output.table import Column, Table

ROWS_PER_GROUP = 65_536
_BATCHES_KEPT = 256
_UNFINISHED = ".unfinished"


def file_name(table: Table) -> str:
    """The file of a table within a dataset."""
    return f"{table.name}.parquet"


def arrow_schema(table: Table) -> pa.Schema:
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
    return pa.schema(fields, {"schema_version": SCHEMA_VERSION, "tool_version": TOOL_VERSION})


def read_row_count(path: Path, table: Table) -> int:
    """How many rows the file of a table holds; OutputError where it is not a whole file of this schema."""
    with explained(path):
        try:
            footer = pq.read_metadata(path)
        except pa.ArrowInvalid as error:
            raise OutputError(f"{path}: not a whole Parquet file; run again") from error
    if not footer.schema.to_arrow_schema().equals(arrow_schema(table), check_metadata=True):
        raise OutputError(f"{path}: not the columns of schema {SCHEMA_VERSION}; run again")
    return int(footer.num_rows)


class DatasetWriter:
    """Writes documents into the tables of `folder`, in row groups of ROWS_PER_GROUP rows.

    Rows are sorted by key: by document_id, then by position in the document, which is the order of the Records (sorting ids as text
    would put m10 before m2). Bytes depend on the records alone: not on time, machine or the size of memory, which does not grow with
    the number of documents. Leaving the `with` block by an exception takes the unfinished files away.
    """

    def __init__(self, folder: Path) -> None:
        """Opens one file a table in an existing folder; OutputError where it can't be written."""
        self._folder = folder
        self._last_id: str | None = None
        self._files: list[_TableFile] = []
        try:
            with explained(folder):
                for table in TABLES:
                    self._files.append(_TableFile(table, folder / file_name(table)))
        except OutputError:
            self._discard()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self._discard()

    def add(self, records: Records) -> None:
        """Adds one document, or nothing of it.

        Raises ValueError where document_id does not come after the one before, IntegrityError where the records may not be stored,
        OutputError where the disk refuses.
        """
        document_id = records.document.document_id
        if self._last_id is not None and document_id <= self._last_id:
            raise ValueError(f"documents are added in ascending order: {document_id!r} after {self._last_id!r}")
        check_integrity(records)
        batches = [_build_batch(file.table, file.schema, records) for file in self._files]
        self._last_id = document_id
        with explained(self._folder):
            for file, batch in zip(self._files, batches, strict=True):
                file.add(batch)

    def close(self) -> None:
        """Writes what is buffered and finishes the files; OutputError where a file does not hold what was written to it."""
        try:
            with explained(self._folder):
                for file in self._files:
                    file.close()
            for file in self._files:
                found = read_row_count(file.path, file.table)
                if found != file.rows:
                    raise OutputError(f"{file.path}: holds {found} rows of {file.rows} that were written; check the disk and run again")
        except BaseException:
            self._discard()
            raise

    def _discard(self) -> None:
        """Takes every file away; what goes wrong here hides nothing, for what led here is being raised already."""
        for file in self._files:
            file.abandon()
        for table in TABLES:
            path = self._folder / file_name(table)
            for made in (path, path.with_suffix(_UNFINISHED)):
                with suppress(OSError):
                    made.unlink(missing_ok=True)


class _TableFile:
    """One open Parquet file and the rows that wait for their row group."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table, self.path, self.schema = table, path, arrow_schema(table)
        self._unfinished = path.with_suffix(_UNFINISHED)  # a writer that is dropped half-way must not leave what looks like a table
        self.rows = 0
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0
        self._writer = pq.ParquetWriter(self._unfinished, self.schema, compression="zstd")

    def add(self, batch: pa.RecordBatch) -> None:
        if not batch.num_rows:
            return
        self.rows += batch.num_rows
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        if self._waiting_rows >= ROWS_PER_GROUP:
            self._write(self._waiting_rows // ROWS_PER_GROUP * ROWS_PER_GROUP)
        elif len(self._waiting) > _BATCHES_KEPT:
            self._waiting = self._merge().to_batches()  # thousands of one-row batches would take more memory than their rows

    def close(self) -> None:
        if self._waiting_rows:
            self._write(self._waiting_rows)
        self._writer.close()
        self._unfinished.replace(self.path)

    def abandon(self) -> None:
        self._waiting, self._waiting_rows = [], 0
        with suppress(OSError):
            self._writer.close()

    def _merge(self) -> pa.Table:
        return pa.Table.from_batches(self._waiting, self.schema).combine_chunks()

    def _write(self, size: int) -> None:
        merged = self._merge()
        self._writer.write_table(merged.slice(0, size), row_group_size=ROWS_PER_GROUP)
        self._waiting = merged.slice(size).to_batches()
        self._waiting_rows -= size


def _build_batch(table: Table, schema: pa.Schema, records: Records) -> pa.RecordBatch:
    rows = table.rows(records)
    try:
        arrays = [_build_column(column, rows) for column in table.columns]
    except IntegrityError as error:
        raise IntegrityError(f"{records.document.document_id}: {table.name}.{error}") from error.__cause__
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _build_column(column: Column, rows: tuple[Any, ...]) -> pa.Array[Any]:
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
