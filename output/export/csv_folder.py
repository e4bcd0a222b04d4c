"""A folder of CSV files, one a table, with the datapackage.json that describes them.

RFC 4180: commas, CRLF, quotes doubled. Text always stands in quotes and nothing else does, so an empty field is null and `""` is the empty
text. UTF-8 with a byte order mark: without one Excel takes a file for Windows-1251 and every Kazakh letter is lost; the readers of pandas,
DuckDB, Polars and R pass over it.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jospar.output.export.formulas import FORMULA_START, guard
from jospar.output.export.source import ExportSource, read_batches
from jospar.output.export.writer import Exported
from jospar.output.schema.table import ColumnType, TableSchema
from jospar.output.schema.tables import SCHEMA_VERSION
from jospar.output.storage.datapackage import PROFILES, describe_schema
from jospar.output.storage.files import hash_file

_NAME = "jospar-csv"
_DESCRIPTION = "datapackage.json"
_DIALECT = {
    "$schema": f"{PROFILES}/tabledialect.json", "header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"',
    "doubleQuote": True,
}


@dataclass(frozen=True, slots=True)
class _File:
    """What is known of a file that was written; `size` in bytes."""

    sha256: str
    size: int
    rows: int


def find_foreign(old: Path) -> str | None:
    """What in an existing place is no CSV export, or none as it was written."""
    if not (old / _DESCRIPTION).is_file():
        return "is no CSV export of jospar"
    try:
        package = json.loads((old / _DESCRIPTION).read_bytes())
        if package["name"] == _NAME:
            hashes = {resource["path"]: resource["hash"] for resource in package["resources"]}
            found = sorted(path.name for path in old.iterdir() if path.name != _DESCRIPTION)
            more = next((name for name in found if name not in hashes), None)
            if more:
                return f"holds {more}, which is no part of a CSV export"
            changed = next((name for name in found if f"sha256:{hash_file(old / name)}" != hashes[name]), None)
            return f"holds {changed}, which was changed since" if changed else None
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return "is no CSV export of jospar"


def write(source: ExportSource, new: Path, _old: Path | None, guarded: bool) -> Exported:
    """Writes the folder; the same rows give the same bytes. Errors: as export()."""
    new.mkdir()
    files = {table: _write_table(source, table, new / f"{table.name}.csv", guarded) for table in source.tables}
    package = json.dumps(_describe(files, guarded), ensure_ascii=False, indent=2)
    (new / _DESCRIPTION).write_text(f"{package}\n", encoding="utf-8", newline="\n")
    return Exported(sum(file.rows for file in files.values()))


def encode_batch(batch: pa.RecordBatch, guarded: bool) -> memoryview:
    r"""The rows as lines of CSV in UTF-8.

    >>> bytes(encode_batch(pa.record_batch({"text": ["-5 %", ""], "number": pa.array([None, 7])}), guarded=True))
    b'"\'-5 %",\r\n"",7\r\n'
    """
    fields = [pc.fill_null(_format_column(column, guarded), "") for column in batch.columns]
    lines = pc.binary_join_element_wise(pc.binary_join_element_wise(*fields, ","), "\r\n", "")
    _, offsets, content = lines.buffers()  # the texts stand in the buffer one after another: just what the file is to hold
    ends = memoryview(offsets).cast("i")
    return memoryview(content)[ends[lines.offset] : ends[lines.offset + len(lines)]]


def _format_column(column: pa.Array, guarded: bool) -> pa.Array:
    """The fields of a column, null where it is: text in quotes; exact numbers without zeros at the end; dates as ISO 8601."""
    if pa.types.is_string(column.type):
        texts = guard(column) if guarded else column
        return pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    if pa.types.is_decimal(column.type):
        return pc.utf8_rtrim(pc.utf8_rtrim(column.cast(pa.string()), "0"), ".")  # six digits stand behind the point, so no other zero goes
    return column.cast(pa.string())


def _write_table(source: ExportSource, table: TableSchema, path: Path, guarded: bool) -> _File:
    digest, rows = hashlib.sha256(), 0
    with path.open("wb") as file:
        head = codecs.BOM_UTF8 + ",".join(column.name for column in table.columns).encode() + b"\r\n"
        file.write(head)
        digest.update(head)
        for batch in read_batches(source, table):
            lines = encode_batch(batch, guarded)
            file.write(lines)
            digest.update(lines)
            rows += batch.num_rows
        return _File(digest.hexdigest(), file.tell(), rows)


def _describe(files: dict[TableSchema, _File], guarded: bool) -> dict[str, Any]:
    names = {table.name for table in files}
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": _NAME,
        "title": "Board strategy documents as CSV",
        "version": SCHEMA_VERSION,
        **({"formulaGuard": {"prefix": "'", "pattern": FORMULA_START}} if guarded else {}),
        "resources": [
            {
                "$schema": f"{PROFILES}/dataresource.json",
                "name": table.name,
                "type": "table",
                "path": f"{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": _DIALECT,
                "title": table.label.en,
                "description": table.description,
                "labels": table.label._asdict(),
                "bytes": file.size,
                "hash": f"sha256:{file.sha256}",
                "rows": file.rows,
                "schema": _describe_fields(table, names),
            }
            for table, file in files.items()
        ],
    }


def _describe_fields(table: TableSchema, names: set[str]) -> dict[str, Any]:
    """The schema of the table, with what an empty field means, and without keys to tables that are not there."""
    schema = {**describe_schema(table), "missingValues": [""]}
    for field, column in zip(schema["fields"], table.columns, strict=True):
        if column.type is ColumnType.STRING and not column.nullable:
            field["missingValues"] = []  # never null, so an empty field is the empty text
    keys = [key for key in schema.pop("foreignKeys", ()) if key["reference"]["resource"] in names]
    return {**schema, "foreignKeys": keys} if keys else schema
