"""The two descriptions that lie beside the tables: `datapackage.json` for people and programs that read the data, `manifest.json` for
those who ask what it was made from.

Data Package v2: https://datapackage.org/standard/data-package/. Neither file holds a time or anything of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from output.schema import SCHEMA_VERSION, TABLES, TOOL_VERSION
from output.table import Column, ColumnType, Table

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


@dataclass(frozen=True, slots=True)
class Input:
    """A file that the dataset was made from, readable or not."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of one file of the dataset; `size` in bytes, `rows` None where it is no table."""

    name: str
    sha256: str
    size: int
    rows: int | None = None


def build_datapackage(files: Mapping[str, FileFacts]) -> str:
    """The text of datapackage.json; `files` holds the facts of each table's file by the table's name."""
    return _dump(
        {
            "$schema": f"{PROFILES}/datapackage.json",
            "name": "jospar",
            "title": "Board strategy documents",
            "description": "Directions, goals, indicators, tasks, measures and their values by year, with their places in the documents.",
            "version": SCHEMA_VERSION,
            "resources": [_describe_table(table, files[table.name]) for table in TABLES],
        }
    )


def build_manifest(files: Iterable[FileFacts], inputs: Iterable[Input]) -> str:
    """The text of manifest.json: versions, inputs by name, files by name."""
    return _dump(
        {
            "schema_version": SCHEMA_VERSION,
            "tool_version": TOOL_VERSION,
            "inputs": [{"name": item.name, "sha256": item.sha256} for item in sorted(inputs, key=lambda item: (item.name, item.sha256))],
            "files": [
                {"name": file.name, "sha256": file.sha256, "bytes": file.size, "rows": file.rows}
                for file in sorted(files, key=lambda file: file.name)
            ],
        }
    )


def _describe_table(table: Table, file: FileFacts) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": file.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": table.label.en,
        "description": table.description,
        "labels": table.label._asdict(),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": describe_schema(table),
    }


def describe_schema(table: Table) -> dict[str, Any]:
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


def _describe_column(column: Column, table: Table) -> dict[str, Any]:
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
