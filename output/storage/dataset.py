"""Reads a dataset back: as typed DataFrames for people, as the frozen records for programs.

A folder is OUT, OUT/latest or one snapshot; on object storage `s3://…`, OUT or one snapshot. Links are followed once, when it is opened,
so that all tables are of one snapshot even if another one is published meanwhile.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from jospar.extract.document import Place
from jospar.normalize.records import Records
from jospar.output.schema.tables import DOCUMENTS, SCHEMA_VERSION, TABLES
from jospar.output.storage.base_snapshot import find_latest
from jospar.output.storage.errors import NoDataset, OutputError, explained
from jospar.output.storage.location import Location, RemotePath, find_location
from jospar.output.storage.tables.layout import list_files
from jospar.output.storage.tables.parquet import read_row_file, readable, to_source

if TYPE_CHECKING:
    import pandas as pd

    from jospar.output.schema.table import TableSchema

_TABLES = {table.name: table for table in TABLES}
_ROWS_AT_ONCE = 4096


def _lazy(name: str) -> cached_property[pd.DataFrame]:
    return cached_property(lambda dataset: dataset.read(name))


@dataclass(frozen=True)
class Dataset:
    """The tables of one snapshot as DataFrames, each read when it is first asked for.

    Every column has its Arrow type: decimals are exact, whole numbers and dates stay so beside nulls.
    """

    folder: Location

    documents = _lazy("documents")
    directions = _lazy("directions")
    goals = _lazy("goals")
    indicators = _lazy("indicators")
    tasks = _lazy("tasks")
    measures = _lazy("measures")
    values = _lazy("values")
    parties = _lazy("parties")
    issues = _lazy("issues")
    checks = _lazy("checks")
    cells = _lazy("cells")

    def read(self, name: str) -> pd.DataFrame:
        """A fresh DataFrame of one table; OutputError where its file can't be read."""
        import pandas as pd  # only people need it

        return pa.concat_tables(_read_files(self.folder, _TABLES[name])).to_pandas(types_mapper=pd.ArrowDtype)


def open_dataset(folder: Location | str) -> Dataset:
    """The dataset in OUT, OUT/latest or a snapshot; OutputError where there is none, or one of another major version."""
    found, version = _find_snapshot(find_location(folder))
    if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise OutputError(f"{found}: has schema {version}, this program reads {SCHEMA_VERSION}; use the jospar that wrote it")
    return Dataset(found)


def list_documents(folder: Location | str) -> tuple[str, ...]:
    """The ids of all documents of a dataset, ascending."""
    found, _ = _find_snapshot(find_location(folder))
    return tuple(id_ for rows in _read_files(found, DOCUMENTS, ["document_id"]) for id_ in _read_ids(rows))


def read_columns(folder: Location | str, table: TableSchema, columns: list[str]) -> Iterator[pa.Table]:
    """Some columns of a table, in the order of their names, file after file. OutputError where there is no dataset or it can't be read."""
    found, _ = _find_snapshot(find_location(folder))
    return (rows.select(columns) for rows in _read_files(found, table, columns))


def read_table(folder: Location | str, table: TableSchema) -> Iterator[Any]:
    """The records of one table, in the order of the tables. OutputError where there is no dataset or it can't be read."""
    found, _ = _find_snapshot(find_location(folder))
    return _read_records(found, table)


def read_documents(folder: Location | str) -> Iterator[Records]:
    """Each document as it was written, by ascending document_id; what is read of the tables at a time is a few thousand rows of each.

    OutputError where the folder is no dataset of this schema or can't be read.
    """
    found = _find_records(folder)
    takers = {table.name: _take_by_document(_read_records(found, table)) for table in TABLES if table is not DOCUMENTS}
    for document in _read_records(found, DOCUMENTS):
        yield Records(document=document, **{name: take(document.document_id) for name, take in takers.items()})


def load_records(folder: Location | str, document_id: str) -> Records:
    """One document as it was written; only the row groups that hold it are read.

    OutputError where the folder is no dataset of this schema; KeyError where it has no such document.
    """
    found = _find_records(folder)
    rows = {table.name: _load_rows(found, table, document_id) for table in TABLES}
    documents = rows.pop("documents")
    if not documents:
        raise KeyError(document_id)
    return Records(document=documents[0], **rows)


def _find_snapshot(folder: Location) -> tuple[Location, str]:
    """The folder of the tables, links followed, and the version of their schema."""
    found = _follow(folder)
    with explained(found):
        path = list_files(found, DOCUMENTS)[0]
        if not path.is_file():
            raise NoDataset(f"{folder}: not a dataset; name the folder that jospar wrote to, or a snapshot in it")
    with readable(path):
        metadata = pq.read_metadata(to_source(path)).metadata or {}
    return found, metadata.get(b"schema_version", b"unknown").decode()


def _find_records(folder: Location | str) -> Location:
    """The folder of the tables; OutputError where records can't be made of them."""
    found, version = _find_snapshot(find_location(folder))
    if version != SCHEMA_VERSION:
        raise OutputError(f"{found}: has schema {version}, records are read from {SCHEMA_VERSION} only; run jospar on the documents again")
    return found


def _follow(folder: Location) -> Location:
    if isinstance(folder, RemotePath):
        return find_latest(folder) or folder
    with explained(folder):
        latest = folder / "latest"
        return (latest if latest.exists() else folder).resolve()


def _read_files(folder: Location, table: TableSchema, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The rows of each file of a table; OutputError where one can't be read."""
    for path in list_files(folder, table):
        with readable(path), pq.ParquetFile(to_source(path)) as file:
            rows = file.read(columns)
        yield rows


def _read_records(folder: Location, table: TableSchema) -> Iterator[Any]:
    for path in list_files(folder, table):
        with readable(path), pq.ParquetFile(to_source(path)) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE):
                yield from _build_records(table, pa.Table.from_batches([batch]))


def _take_by_document(records: Iterator[Any]) -> Callable[[str], tuple[Any, ...]]:
    """What gives the rows of a document; to be asked by ascending document_id, as the rows are."""
    groups = groupby(records, attrgetter("document_id"))
    waiting = next(groups, None)

    def take(document_id: str) -> tuple[Any, ...]:
        nonlocal waiting
        while waiting and waiting[0] < document_id:
            waiting = next(groups, None)
        if waiting is None or waiting[0] != document_id:
            return ()
        taken = tuple(waiting[1])
        waiting = next(groups, None)
        return taken

    return take


def _load_rows(folder: Location, table: TableSchema, document_id: str) -> tuple[Any, ...]:
    path = _find_file(list_files(folder, table), table, document_id)
    with readable(path), pq.ParquetFile(to_source(path)) as file:
        groups = [number for number in range(file.num_row_groups) if _may_hold(file.metadata.row_group(number), document_id)]
        rows = file.read_row_groups(groups)
    ids = _read_ids(rows)
    start, end = bisect_left(ids, document_id), bisect_right(ids, document_id)
    return _build_records(table, rows.slice(start, end - start))


def _find_file(files: Sequence[Location], table: TableSchema, document_id: str) -> Location:
    """The one of the files that has the rows of a document if any has; the footers of a few are read.

    Versions up to 0.4.0 left parts without rows, which say nothing of where the others begin.
    """

    def begins_after(number: int) -> bool:
        rest = (read_row_file(path, table) for path in files[number:])
        return next((file.first > document_id for file in rest if file.rows), True)

    return files[bisect_left(range(1, len(files)), True, key=begins_after)]


def _read_ids(rows: pa.Table) -> list[str]:
    """document_id of each row, ascending as the writer holds it."""
    ids: list[Any] = rows.column("document_id").to_pylist()
    return ids


def _may_hold(group: pq.RowGroupMetaData, document_id: str) -> bool:
    statistics: Any = group.column(0).statistics
    return not (statistics and statistics.has_min_max) or statistics.min <= document_id <= statistics.max


def _build_records(table: TableSchema, rows: pa.Table) -> tuple[Any, ...]:
    columns = {column.path: rows.column(column.name).to_pylist() for column in table.columns if column.source != "value"}
    places = map(Place, *(columns[f"place.{name}"] for name in Place._fields))
    hints = get_type_hints(table.record)
    content = [
        places if field.name == "place" else _typed(columns[field.name], hints[field.name]) for field in fields(table.record)
    ]
    return tuple(map(table.record, *content))


def _typed(values: list[Any], hint: Any) -> list[Any]:
    """The values as members of the closed set that the field is of, if it is of one."""
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return [None if value is None else kind(value) for value in values]
    return values
