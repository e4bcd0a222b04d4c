"""Delta Lake tables, one a table of the dataset, through delta-rs.

A table whose rows changed gets a new version that replaces all rows; the versions before stay readable. All tables go over to the new
versions in one step: they are committed in a second folder, whose files are those of the first by hard links, and the folders change names.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from jospar.output.export.csv_folder import encode_batch
from jospar.output.export.source import ExportSource, count_rows, read_batches
from jospar.output.export.writer import Exported, as_os_error, needing
from jospar.output.schema.table import TableSchema
from jospar.output.schema.tables import TABLES
from jospar.output.storage.tables.layout import LAYOUT
from jospar.output.storage.tables.parquet import RowFile, RowFileWriter, arrow_schema

if TYPE_CHECKING:
    from deltalake.transaction import AddAction

_BATCHES_A_FILE = 128  # a million rows: some ten million bytes
_CONTENT = "jospar.content"  # in the commit: the hash of the rows and columns that it wrote
_NAMES = {table.name for table in TABLES}


def find_foreign(old: Path) -> str | None:
    """What in an existing place is no Delta export."""
    with needing("delta-rs", "delta"):
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError
    if not old.is_dir():
        return "is no folder of Delta tables"
    for path in sorted(old.iterdir()):
        try:
            ours = path.name in _NAMES and DeltaTable(str(path)).metadata().name == _name(path.name)
        except (DeltaError, OSError):
            ours = False
        if not ours:
            return f"holds {path.name}, which is no part of a Delta export"
    return None


def write(source: ExportSource, new: Path, old: Path | None, _guarded: bool) -> Exported:
    """Writes to `new` what of `old` stays and a new version of each table that changed; tables that `source` leaves out stay as they are.

    Errors: as export().
    """
    with needing("delta-rs", "delta"):
        import deltalake  # noqa: F401  _write_table does
        from deltalake.exceptions import DeltaError
    if old:
        shutil.copytree(old, new, copy_function=_link)
    else:
        new.mkdir()
    try:
        changed = [_write_table(source, table, new / table.name) for table in source.tables]
    except DeltaError as error:
        raise as_os_error(error) from error
    return Exported(sum(count_rows(source, table) for table in source.tables), changed=any(changed) or not old)


def _write_table(source: ExportSource, table: TableSchema, path: Path) -> bool:
    """Commits the rows as a new version; False where the newest version holds them already."""
    from deltalake import CommitProperties, DeltaTable, Schema
    from deltalake.transaction import create_table_with_add_actions

    schema = _describe(table)
    content = _hash_content(source, table, schema)
    exists = DeltaTable.is_deltatable(str(path))
    if exists and DeltaTable(str(path)).history(1)[0].get(_CONTENT) == content:
        return False
    path.mkdir(exist_ok=True)
    files = list(_write_files(source, table, path))
    properties = CommitProperties(custom_metadata={_CONTENT: content})
    if exists:
        DeltaTable(str(path)).create_write_transaction([*files], "overwrite", schema, commit_properties=properties)
    else:
        create_table_with_add_actions(
            str(path), Schema.from_arrow(schema), files, name=_name(table.name), description=table.description, commit_properties=properties
        )
    return True


def _write_files(source: ExportSource, table: TableSchema, path: Path) -> Iterator[AddAction]:
    """Writes the rows in their order, in new files one after the other, and gives what a commit says of each.

    delta-rs itself would take up the batches by several threads and write them as they come, in an order that is another one each time.
    """
    batches = read_batches(source, table)
    for number, head in enumerate(batches):
        file = path / f"part-{number:05}-{uuid.uuid4()}.parquet"
        writer = RowFileWriter(table, file, LAYOUT.group_rows)
        for batch in chain((head,), islice(batches, _BATCHES_A_FILE - 1)):
            documents = batch.column("document_id")
            writer.add(batch, documents[0].as_py(), documents[-1].as_py())
        yield _list_file(file, writer.close())


def _list_file(file: Path, written: RowFile) -> AddAction:
    """What a commit says of a file: its size, and which rows readers need not look for in it."""
    from deltalake.transaction import AddAction

    facts = file.stat()
    statistics = {
        "numRecords": written.rows,
        "minValues": {"document_id": written.first},
        "maxValues": {"document_id": written.last},
        "nullCount": {"document_id": 0},
    }
    return AddAction(file.name, facts.st_size, {}, facts.st_mtime_ns // 1_000_000, data_change=True, stats=json.dumps(statistics))


def _name(table: str) -> str:
    return f"jospar.{table}"


def _describe(table: TableSchema) -> pa.Schema:
    """The columns with their descriptions, under the key that Spark shows."""
    fields = [
        field.with_metadata({"comment": column.description}) for field, column in zip(arrow_schema(table), table.columns, strict=True)
    ]
    return pa.schema(fields)


def _hash_content(source: ExportSource, table: TableSchema, schema: pa.Schema) -> str:
    """A hash of the columns and the rows, however the rows are laid out in files and batches."""
    digest = hashlib.sha256(schema.to_string(show_field_metadata=True).encode())
    for batch in read_batches(source, table):
        digest.update(encode_batch(batch, guarded=False))
    return digest.hexdigest()


def _link(source: str, target: str) -> None:
    """Files of a Delta table never change, so a second name is as good as a copy; some disks know no second names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
