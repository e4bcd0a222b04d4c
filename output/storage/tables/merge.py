"""Rows of files that are there -> a new file, in Arrow's form: no record is built again.

A document's rows stand together, and a file holds ascending documents, so a merge reads each file once, a row group at a time.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from jospar.output.storage.tables.parquet import SCHEMAS, RowFileWriter

if TYPE_CHECKING:
    from jospar.output.schema.table import TableSchema


class RowRun(NamedTuple):
    """Rows of a file that stand together, from `start` on and before `stop`: those of the documents from `first` to `last`."""

    first: str
    last: str
    start: int
    stop: int


def find_runs(path: Path) -> list[RowRun]:
    """A run for each document that has rows in a file, ascending. Raises OSError and ArrowException."""
    import pyarrow.compute as pc  # only for runs that change documents

    runs: list[RowRun] = []
    start = 0
    for chunk in _read_ids(path):
        encoded: Any = pc.run_end_encode(chunk)
        begin = start
        for document_id, end in zip(encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True):
            if runs and runs[-1].first == document_id:
                runs[-1] = runs[-1]._replace(stop=start + end)
            else:
                runs.append(RowRun(document_id, document_id, begin, start + end))
            begin = start + end
        start += len(chunk)
    return runs


def merge_runs(table: TableSchema, files: Mapping[Path, Iterable[RowRun]], writer: RowFileWriter) -> None:
    """Writes runs of several files, no two of one document, by ascending document. Raises OSError and ArrowException."""
    with ExitStack() as stack:
        readers = {path: _RowReader(table, stack.enter_context(pq.ParquetFile(path))) for path in files}
        for path, run in _join(heapq.merge(*([(run, path) for run in runs] for path, runs in files.items()))):
            for batch in readers[path].read(run):
                writer.add(batch, run.first, run.last)


def _read_ids(path: Path) -> Iterator[pa.Array[Any]]:
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            yield from file.read_row_group(group, columns=["document_id"]).column(0).chunks


def _join(runs: Iterable[tuple[RowRun, Path]]) -> Iterator[tuple[Path, RowRun]]:
    """Those that follow each other in one file as one."""
    whole: RowRun | None = None
    where = Path()
    for run, path in runs:
        if whole and path == where and run.start == whole.stop:
            whole = RowRun(whole.first, run.last, whole.start, run.stop)
            continue
        if whole:
            yield where, whole
        whole, where = run, path
    if whole:
        yield where, whole


class _RowReader:
    """Reads ascending rows of a file and holds the row group that it is in, none at the end of one."""

    def __init__(self, table: TableSchema, file: pq.ParquetFile) -> None:
        self._schema, self._file = SCHEMAS[table.name], file
        self._next_group, self._start = 0, 0
        self._rows = self._schema.empty_table()

    def read(self, run: RowRun) -> Iterator[pa.RecordBatch]:
        start = run.start
        while start < run.stop:
            while start >= self._start + self._rows.num_rows:
                self._advance()
            stop = min(run.stop, self._start + self._rows.num_rows)
            yield from self._rows.slice(start - self._start, stop - start).to_batches()
            if stop == self._start + self._rows.num_rows:
                self._start, self._rows = stop, self._schema.empty_table()
            start = stop

    def _advance(self) -> None:
        self._start += self._rows.num_rows
        rows = self._file.read_row_group(self._next_group)
        self._rows = pa.Table.from_arrays(rows.columns, schema=self._schema)
        self._next_group += 1
