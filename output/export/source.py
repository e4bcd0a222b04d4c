"""Reads the tables that are exported, in batches: the one place that knows where their files are and how they are laid out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from jospar.output.schema.table import TableSchema
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES
from jospar.output.storage.dataset import list_documents, open_dataset
from jospar.output.storage.errors import OutputError
from jospar.output.storage.location import Location, find_location
from jospar.output.storage.tables.layout import file_name
from jospar.output.storage.tables.parquet import arrow_schema

_ROWS_PER_BATCH = 8192
_FORMAT = ds.ParquetFileFormat(
    default_fragment_scan_options=ds.ParquetFragmentScanOptions(pre_buffer=False)  # which would keep the whole file in memory
)


@dataclass(frozen=True, slots=True)
class ExportSource:
    """Tables of one snapshot, in the order of the schema; of all its documents where `document_ids` is empty.

    `folder` holds the tables, `root` is the dataset that it is part of.
    """

    folder: Location
    root: Location
    tables: tuple[TableSchema, ...]
    document_ids: tuple[str, ...] = ()


def open_source(data: Location | str, document_ids: Sequence[str] = (), names: Sequence[str] = ()) -> ExportSource:
    """The named tables, or all, of the dataset in `data`.

    OutputError where it is no dataset of this schema's major version; KeyError with the name of a document or a table that there is not.
    """
    folder = open_dataset(data).folder
    known = {table.name for table in TABLES}
    lost = [name for name in names if name not in known]
    if document_ids:
        there = set(list_documents(folder))
        lost += [document_id for document_id in document_ids if document_id not in there]
    if lost:
        raise KeyError(lost[0])
    tables = tuple(table for table in TABLES if not names or table.name in names)
    root = find_location(data)
    root = Path(os.path.realpath(root)) if isinstance(root, Path) else root
    return ExportSource(folder, root, tables, tuple(sorted(set(document_ids))))


def read_batches(source: ExportSource, table: TableSchema) -> Iterator[pa.RecordBatch]:
    """The rows of a table in their order, some thousands at a time.

    OutputError where its files are missing, damaged or of another schema.
    """
    with _opened(source, table) as (dataset, chosen):
        if dataset is not None:
            scanner = dataset.scanner(
                filter=chosen, batch_size=_ROWS_PER_BATCH, batch_readahead=1, fragment_readahead=1, use_threads=False
            )
            yield from (batch for batch in scanner.to_batches() if batch.num_rows)


def count_rows(source: ExportSource, table: TableSchema) -> int:
    """How many rows read_batches gives. Errors: as there."""
    with _opened(source, table) as (dataset, chosen):
        return int(dataset.count_rows(filter=chosen)) if dataset is not None else 0


def open_reader(source: ExportSource, table: TableSchema, schema: pa.Schema) -> pa.RecordBatchReader:
    """The same rows as a stream for other libraries, under `schema`: the same columns with other metadata."""
    batches = (pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in read_batches(source, table))
    return pa.RecordBatchReader.from_batches(schema, batches)


@contextmanager
def _opened(source: ExportSource, table: TableSchema) -> Iterator[tuple[ds.Dataset | None, ds.Expression | None]]:
    """The files of a table, one or a folder of them, and which rows are chosen; no dataset where there are no files."""
    path = source.folder / file_name(table)
    try:
        place, filesystem = (path, None) if isinstance(path, Path) else path.locate()
        dataset = ds.dataset(place, filesystem=filesystem, format=_FORMAT)
        if dataset.files and not dataset.schema.equals(arrow_schema(table)):
            raise OutputError(f"{path}: not the columns of schema {SCHEMA_VERSION}; run jospar on the documents again")
        chosen = ds.field("document_id").isin(list(source.document_ids)) if source.document_ids else None
        yield (dataset if dataset.files else None), chosen
    except (pa.ArrowInvalid, FileNotFoundError) as error:
        raise OutputError(f"{path}: missing or damaged; run jospar on the documents again") from error
