"""The two descriptions that lie beside the tables: `datapackage.json` for people and programs that read the data, `manifest.json` for
those who ask what it was made from.

Data Package v2: https://datapackage.org/standard/data-package/. Neither file holds a time or anything of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jospar.output.schema.table import ColumnSchema, ColumnType, TableSchema
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES
from jospar.output.storage.files import FileFacts
from jospar.output.storage.readings import DocumentReading, FileVersion, list_inputs
from jospar.output.storage.tables.layout import file_name
from jospar.version import __version__

PROFILES = "https://datapackage.org/profiles/2.0"
_FIELD_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INT8: "integer",
    ColumnType.INT16: "integer",
    ColumnType.INT32: "integer",
    ColumnType.DATE32: "date",
    ColumnType.DECIMAL: "number",
    ColumnType.FLOAT64: "number",
}


def build_datapackage(tables: Mapping[str, Sequence[FileFacts]]) -> str:
    """The text of datapackage.json; `tables` holds the facts of each table's files by the table's name."""
    return _dump(
        {
            "$schema": f"{PROFILES}/datapackage.json",
            "name": "jospar",
            "title": "Board strategy documents",
            "description": "Directions, goals, indicators, tasks, measures and their values by year, with their places in the documents.",
            "version": SCHEMA_VERSION,
            "resources": [_describe_table(table, tables[table.name]) for table in TABLES],
        }
    )


def build_manifest(files: Iterable[FileFacts], readings: Mapping[str, DocumentReading]) -> str:
    """The text of manifest.json: versions, inputs, corrections and files, each by name."""
    inputs, corrections = list_inputs(readings)
    return _dump(
        {
            "schema_version": SCHEMA_VERSION,
            "tool_version": __version__,
            "inputs": _describe_inputs(inputs),
            "corrections": _describe_inputs(corrections),
            "files": [
                {"name": file.name, "sha256": file.sha256, "bytes": file.size, "rows": file.rows}
                for file in sorted(files, key=lambda file: file.name)
            ],
        }
    )


def _describe_inputs(inputs: Iterable[FileVersion]) -> list[dict[str, str | None]]:
    return [{"name": item.name, "sha256": item.sha256} for item in sorted(inputs, key=lambda item: (item.name, item.sha256 or ""))]


def _describe_table(table: TableSchema, files: Sequence[FileFacts]) -> dict[str, Any]:
    names = [file.name for file in files]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": names[0] if names == [file_name(table)] else names,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": table.label.en,
        "description": table.description,
        "labels": table.label._asdict(),
        "bytes": sum(file.size for file in files),
        **({"hash": f"sha256:{files[0].sha256}"} if len(files) == 1 else {}),  # a hash is that of one file
        "rows": sum(file.rows or 0 for file in files),
        "schema": describe_schema(table),
    }


def describe_schema(table: TableSchema) -> dict[str, Any]:
    """The Table Schema of a table in Parquet: its fields with their types, descriptions and labels, its keys."""
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_describe_column(column, table) for column in table.columns],
        "missingValues": [],  # Parquet has nulls of its own, and an empty text is a text
        "primaryKey": [table.primary_key],
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.column]}} for key in table.foreign_keys
        ]
    return schema


def _describe_column(column: ColumnSchema, table: TableSchema) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.name == table.primary_key:
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = [str(choice) for choice in column.choices]
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.type],
        "arrowType": str(column.type),
        "title": column.label.en,
        "description": column.description,
        "labels": column.label._asdict(),
    }
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field


def _dump(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
