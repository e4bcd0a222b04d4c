"""Delta Lake tables, one a table of the dataset, through delta-rs.

A table whose rows changed gets a new version that replaces all rows; the versions before stay readable. All tables go over to the new
versions in one step: they are committed in a second folder, whose files are those of the first by hard links, and the folders change names.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pyarrow as pa

from jospar.output.export.csv_folder import encode_batch
from jospar.output.export.source import ExportSource, count_rows, open_reader, read_batches
from jospar.output.export.writer import Exported, as_os_error, needing
from jospar.output.schema.table import TableSchema
from jospar.output.schema.tables import TABLES
from jospar.output.storage.tables.parquet import arrow_schema

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
    from deltalake import CommitProperties, DeltaTable, write_deltalake

    schema = _describe(table)
    content = _hash_content(source, table, schema)
    exists = DeltaTable.is_deltatable(str(path))
    if exists and DeltaTable(str(path)).history(1)[0].get(_CONTENT) == content:
        return False
    write_deltalake(
        str(path), open_reader(source, table, schema), name=_name(table.name), description=table.description,
        mode="overwrite" if exists else "error", schema_mode="overwrite" if exists else None,
        commit_properties=CommitProperties(custom_metadata={_CONTENT: content}),
    )
    return True


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
