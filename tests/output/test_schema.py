"""The schema, the records and the description of the package say the same."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import tomllib
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from jospar.extract.document import Place
from jospar.normalize.records import Records
from jospar.output.schema.table import ColumnType
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES, describe, field_ids
from jospar.output.storage.datapackage import build_datapackage, build_manifest
from jospar.output.storage.files import FileFacts
from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs, ReadingState
from jospar.version import __version__

ROOT = Path(__file__).parents[2]
WHOLE = {ColumnType.INT8, ColumnType.INT16, ColumnType.INT32}
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_tables_are_those_of_records() -> None:
    fields = [field.name for field in dataclasses.fields(Records) if field.name != "heading_levels"]
    assert [table.name for table in TABLES] == ["documents", *fields[1:]]


@by_table
def test_columns_are_the_fields_of_the_record(table) -> None:
    place = [f"source_{name}" for name in Place._fields]
    fields = [field.name for field in dataclasses.fields(table.record) if field.name != "place"]
    columns = [column.name for column in table.columns if column.source != "value"]
    assert columns == fields + place


@by_table
def test_types_and_nulls_are_those_of_the_record(table) -> None:
    hints = {**get_type_hints(table.record), **{f"place.{name}": hint for name, hint in get_type_hints(Place).items()}}
    for column in table.columns:
        hint = hints[column.path]
        kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
        assert column.nullable == (type(None) in get_args(hint)), column.name
        expected = {ColumnType.STRING: str, ColumnType.DATE32: date, ColumnType.DECIMAL: Decimal, ColumnType.FLOAT64: Decimal}
        kind = int if column.type in WHOLE else expected[column.type]
        assert len(kinds) == 1, column.name
        assert issubclass(kinds[0], kind), column.name
        if issubclass(kinds[0], StrEnum):
            assert column.choices == tuple(kinds[0]), column.name


@by_table
def test_keys_are_columns_and_lead_to_primary_keys(table) -> None:
    names = [column.name for column in table.columns]
    assert table.primary_key in names
    for key in table.foreign_keys:
        target = next(other for other in TABLES if other.name == key.table)
        assert key.column in names
        assert key.column == target.primary_key
    if table.open_key:
        assert {table.open_key.column, table.open_key.table_column} <= set(names)


@by_table
def test_every_id_column_is_a_key(table) -> None:
    keys = {table.primary_key, *(key.column for key in table.foreign_keys)} | ({table.open_key.column} if table.open_key else set())
    assert {column.name for column in table.columns if column.name.endswith("_id")} == keys


@by_table
def test_field_ids_are_unique_and_the_place_has_the_same_in_all(table) -> None:
    ids = field_ids(table)
    assert set(ids) == {column.name for column in table.columns}
    assert sorted(ids.values()) == list(range(1, len(table.columns) + 1))
    assert (ids["document_id"], ids["source_page"], ids["source_bbox"]) == (1, 2, 7)


def test_the_columns_of_schema_1_keep_their_ids() -> None:
    values = field_ids(next(table for table in TABLES if table.name == "values"))
    assert [name for name, _ in sorted(values.items(), key=lambda item: item[1])] == [
        "document_id", "source_page", "source_line", "source_table", "source_row", "source_column", "source_bbox",
        "value_id", "owner_table", "owner_id", "year", "stage", "component", "value", "value_upper", "value_float", "value_text",
        "unit", "unit_mult", "per", "bound", "status", "origin", "confirmations",
        "period", "period_start", "period_end", "period_kind", "aspect", "column_label",
    ]  # fmt: skip


def test_types_are_those_of_the_contract() -> None:
    types = {row[:2]: row.type for row in describe()}
    assert types["values", "value"] == "decimal128(24,6)"
    assert types["values", "value_float"] == "float64"
    assert (types["values", "year"], types["values", "unit_mult"], types["values", "component"]) == ("int16", "int8", "int8")
    assert (types["values", "confirmations"], types["measures", "position"]) == ("int32", "int32")
    assert types["documents", "approved_on"] == "date32"
    assert (types["values", "period"], types["values", "period_start"], types["values", "aspect"]) == ("string", "date32", "string")
    assert types["cells", "source_line"] == "int32"


def test_descriptions_and_labels_are_there() -> None:
    for table in TABLES:
        for described in (table, *table.columns):
            assert described.description.endswith(".")
            assert all(described.label)


def test_tool_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("version", __version__) == __version__


def test_schema_and_package_need_no_heavy_library() -> None:
    code = (
        "import sys, jospar.output, jospar.output.schema.tables, jospar.output.storage.base_snapshot, jospar.output.storage.snapshot\n"
        "print(sorted({'pandas', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_datapackage_describes_every_column() -> None:
    files = {table.name: [FileFacts(f"{table.name}.parquet", "ab" * 32, 10, 7)] for table in TABLES}
    package = json.loads(build_datapackage(files))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [(resource["name"], resource["path"], resource["rows"]) for resource in package["resources"]] == [
        (table.name, f"{table.name}.parquet", 7) for table in TABLES
    ]
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert [(table, field["name"]) for table, schema in schemas.items() for field in schema["fields"]] == [row[:2] for row in describe()]
    year = next(field for field in schemas["values"]["fields"] if field["name"] == "year")
    assert year == {
        "name": "year",
        "type": "integer",
        "arrowType": "int16",
        "title": "year",
        "description": "The year of a whole year, of an academic one the first; null for parts of a year and several years.",
        "labels": {"kk": "жыл", "ru": "год", "en": "year"},
        "unit": "year",
    }
    assert schemas["parties"]["primaryKey"] == ["party_id"]
    assert {"fields": ["measure_id"], "reference": {"resource": "measures", "fields": ["measure_id"]}} in schemas["parties"]["foreignKeys"]
    assert "foreignKeys" not in schemas["documents"]


def test_datapackage_names_the_parts_of_a_table_that_is_split() -> None:
    files = {table.name: [FileFacts(f"{table.name}.parquet", "ab" * 32, 10, 7)] for table in TABLES}
    names = ["cells.parquet/part-000000.parquet", "cells.parquet/part-000001.parquet"]
    files["cells"] = [FileFacts(name, "cd" * 32, 10, 7) for name in names]
    cells = json.loads(build_datapackage(files))["resources"][-1]
    assert (cells["path"], cells["rows"], cells["bytes"], "hash" in cells) == (names, 14, 20, False)
    files["cells"].pop()
    cells = json.loads(build_datapackage(files))["resources"][-1]
    assert (cells["path"], cells["hash"]) == (names[:1], "sha256:" + "cd" * 32)


def test_manifest_names_what_it_was_made_from_by_name() -> None:
    files = [FileFacts("b.parquet", "b", 1, 2), FileFacts("a.parquet", "a", 3, 4)]
    good = ReadingInputs(FileVersion("план.txt", "1"), FileVersion("план.yml", "3"))
    bad = ReadingInputs(FileVersion("b.txt", "2"), FileVersion("b.yml", "4"))
    lost = ReadingInputs(FileVersion("c.txt", None))
    readings = {
        "план": DocumentReading("план", ReadingState.OK, good, good),
        "b": DocumentReading("b", ReadingState.FAILED, bad, None, "no_table"),
        "c": DocumentReading("c", ReadingState.FAILED, lost, good, "unreadable_file"),
    }
    manifest = build_manifest(files, readings)
    assert manifest == build_manifest(files[::-1], dict(reversed(readings.items())))
    assert json.loads(manifest) == {
        "schema_version": SCHEMA_VERSION,
        "tool_version": __version__,
        "inputs": [{"name": "b.txt", "sha256": "2"}, {"name": "план.txt", "sha256": "1"}],
        "corrections": [{"name": "план.yml", "sha256": "3"}],
        "files": [{"name": "a.parquet", "sha256": "a", "bytes": 3, "rows": 4}, {"name": "b.parquet", "sha256": "b", "bytes": 1, "rows": 2}],
    }
