"""What is exported is read back by other programs, cell by cell, and is what the Parquet files hold."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from jospar.output.export import ExportFormat, workbook
from jospar.output.export.cells import CHARACTERS_A_CELL, Loss, fit
from jospar.output.export.formulas import find_formulas, guard, unguard
from jospar.output.schema.table import ColumnType
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES, describe
from jospar.pipeline.main import run_command
from tests.support.exporting import BEYOND_EXCEL, FORMULAS, PLAIN, TEXTS, rows_of, run, store, store_hostile
from tests.support.output_factory import make_records
from tests.support.reading import SAMPLE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["hostile", "sample", "empty"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    if request.param == "hostile":
        return store_hostile(folder)
    if request.param == "empty":
        return store(folder)
    assert run_command(["extract", str(SAMPLE), "--out", str(folder)]) == 0
    return (folder / "latest").resolve()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_hostile(tmp_path_factory.mktemp("hostile"))


# Formulas


def test_text_that_starts_as_a_formula_is_found_and_a_lone_dash_is_not() -> None:
    assert find_formulas(pa.array(FORMULAS)).to_pylist() == [True] * len(FORMULAS)
    assert find_formulas(pa.array(PLAIN)).to_pylist() == [False] * len(PLAIN)


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])) | st.text("'=-+@– \t\r\na")))
def test_a_guarded_text_starts_no_formula_and_comes_back(texts: list[str | None]) -> None:
    guarded = guard(pa.array(texts, pa.string())).to_pylist()
    assert [text if text is None else unguard(text) for text in guarded] == texts
    for text in guarded:
        assert text is None or text[:1] not in "=+@\t\r\n＝＋－＠" or text == ""
        assert text is None or text[:1] != "-" or not text.strip().strip("-–—−")


# CSV


_CSV_TYPES = {
    ColumnType.STRING: "VARCHAR", ColumnType.INT8: "TINYINT", ColumnType.INT16: "SMALLINT", ColumnType.INT32: "INTEGER",
    ColumnType.DATE32: "DATE", ColumnType.DECIMAL: "DECIMAL(24,6)", ColumnType.FLOAT64: "DOUBLE",
}  # fmt: skip


def read_csv_typed(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The files as DuckDB reads them, with null told from the empty text."""
    found = {}
    for table in TABLES:
        columns = {column.name: _CSV_TYPES[column.type] for column in table.columns}
        relation = duckdb.sql(
            f"FROM read_csv('{folder}/{table.name}.csv', header=true, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr='', "
            f"allow_quoted_nulls=false, columns={columns}, parallel=false, max_line_size=1000000)"
        )
        found[table.name] = [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]
    return found


def test_csv_without_guard_holds_every_cell(data: Path, tmp_path: Path) -> None:
    exported = run(data, ExportFormat.CSV, tmp_path / "out", guard=False)
    rows = rows_of(data)
    assert read_csv_typed(tmp_path / "out") == rows
    assert exported.rows == sum(map(len, rows.values()))


def test_csv_with_guard_comes_back_by_unguard_and_changes_text_only(data: Path, tmp_path: Path) -> None:
    run(data, ExportFormat.CSV, tmp_path / "out")
    rows = rows_of(data)
    found = read_csv_typed(tmp_path / "out")
    assert {
        name: [{key: unguard(value) if isinstance(value, str) else value for key, value in row.items()} for row in lines]
        for name, lines in found.items()
    } == rows


def test_csv_is_what_the_csv_module_reads(hostile: Path, tmp_path: Path) -> None:
    run(hostile, ExportFormat.CSV, tmp_path / "out", guard=False)
    for table in TABLES:
        with (tmp_path / "out" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *lines = csv.reader(file, strict=True)
        assert head == [column.name for column in table.columns]
        expected = [[_as_text(value) for value in row.values()] for row in rows_of(hostile)[table.name]]
        assert [
            [
                text if column.type is not ColumnType.FLOAT64 else _as_text(float(text)) if text else ""
                for column, text in zip(table.columns, line, strict=True)
            ]
            for line in lines
        ] == expected


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".")
    return "" if value is None else str(value)


def test_the_bytes_of_csv(tmp_path: Path) -> None:
    run(store(tmp_path / "data", make_records()), ExportFormat.CSV, tmp_path / "out")
    raw = (tmp_path / "out" / "values.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfdocument_id,value_id,")
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert lines[2].decode() == (
        '"ktu-2024","ktu-2024/d1/t1/m1/2024","measures","ktu-2024/d1/t1/m1",2024,"plan",0,6591606.25,,6591606.25,"6 591 606,25","KZT",3,,'
        '"exact","reported","printed",1,"2024",2024-01-01,2024-12-31,"year","value","2024 ж.",2,,1,4,5,"10.5,20,30,40"'
    )
    assert ',-0.000001,,-0.000001,"\'-0,000001",' in lines[5].decode()
    assert ',,,,"-",' in lines[3].decode()


def test_the_same_rows_give_the_same_csv_and_workbook(hostile: Path, tmp_path: Path) -> None:
    for form in (ExportFormat.CSV, ExportFormat.XLSX):
        run(hostile, form, tmp_path / "a" / form)
        run(hostile, form, tmp_path / "b" / form)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()} for name in "ab")
    assert len(first) == len(TABLES) + 2
    assert first == second


def test_the_description_of_csv(hostile: Path, tmp_path: Path) -> None:
    run(hostile, ExportFormat.CSV, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    assert package["version"] == SCHEMA_VERSION
    assert re.search(package["formulaGuard"]["pattern"], "=1")
    for resource, table in zip(package["resources"], TABLES, strict=True):
        raw = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert resource["bytes"] == len(raw)
        assert resource["rows"] == len(rows_of(hostile)[table.name])
        assert [field["name"] for field in resource["schema"]["fields"]] == [column.name for column in table.columns]
        assert resource["dialect"]["lineTerminator"] == "\r\n"
    fields = {field["name"]: field for field in package["resources"][-1]["schema"]["fields"]}
    assert package["resources"][-1]["schema"]["missingValues"] == [""]
    assert fields["text"]["missingValues"] == []
    assert "missingValues" not in fields["column"]


# Excel


def read_cells(out: Path, table: str) -> list[list[Any]]:
    """The cells of a sheet, its header first, as openpyxl reads them."""
    book = openpyxl.load_workbook(out)
    rows = [[(cell.value, cell.data_type, cell.quotePrefix, cell.number_format) for cell in row] for row in book[table].iter_rows()]
    book.close()
    return rows


def test_a_workbook_holds_every_cell_or_says_what_it_can_not(data: Path, tmp_path: Path) -> None:
    exported = run(data, ExportFormat.XLSX, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [*(table.name for table in TABLES), "dictionary", *(["notes"] if exported.notes else [])]
    for table in TABLES:
        sheet = book[table.name]
        head, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        names = [column.name for column in table.columns]
        assert head == names
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        for row, line in zip(rows_of(data)[table.name], lines, strict=True):
            assert list(map(_typed, line)) == [_fitted(row[name]) for name in names]


def _typed(value: Any) -> Any:
    """What openpyxl makes of a cell as what was written: it gives times for dates and leaves Excel's escapes in texts."""
    if isinstance(value, datetime):
        return value.date()
    return unescape(value) if isinstance(value, str) else _approximate(value)


def _approximate(value: Any) -> Any:
    """A number as Excel shows it, to 15 digits."""
    return float(f"{value:.15g}") if isinstance(value, int | float) else value


def _fitted(value: Any) -> Any:
    return _approximate(fit(value)[0])


def test_nothing_in_a_workbook_is_a_formula_or_a_link(hostile: Path, tmp_path: Path) -> None:
    run(hostile, ExportFormat.XLSX, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    quoted = {cell.value for cell in book["cells"]["C"] if cell.quotePrefix}
    assert quoted == {_fitted(text) for text in (*FORMULAS, "\r")}
    assert all(cell.data_type == "s" and not cell.quotePrefix for cell in book["cells"]["C"] if cell.value in PLAIN)


def test_numbers_and_dates_are_typed_and_what_does_not_fit_is_said(hostile: Path, tmp_path: Path) -> None:
    exported = run(hostile, ExportFormat.XLSX, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    values = [cell.value for cell in book["values"]["H"]][1 : 1 + 13]
    assert values == [
        0, 31, 100, -100, 0.1, -0.000001, 0.000001, 6591606.25, 999999999999999, -12345678901234.5, "1000000000000001",
        "123456789012345678.123456", "-999999999999999999.999999",
    ]  # fmt: skip
    days = [(cell.value.date() if cell.is_date else cell.value) for cell in book["documents"]["E"]][1:]
    assert days == [None, date(2024, 6, 25), "0001-01-01", "1900-02-28", date(1900, 3, 1), date.max, date(2024, 6, 25)]
    in_column = TEXTS[1::2]
    controls = ("\r=1", *BEYOND_EXCEL[:7])
    assert sorted(exported.notes) == sorted(
        (
            f"documents.approved_on: 2 cells {Loss.EARLY}",
            f"values.value: 18 cells {Loss.DIGITS}",
            f"cells.text: {6 * len(controls)} cells {Loss.CONTROL}",
            f"cells.text: 12 cells {Loss.CUT}",
            f"cells.column: {6 * len(set(controls) & set(in_column))} cells {Loss.CONTROL}",
            f"cells.column: 6 cells {Loss.CUT}",
        )
    )
    assert [cell.value for cell in book["notes"]["A"]] == ["note", *exported.notes]


def test_what_a_cell_can_not_hold_is_cut_or_shown() -> None:
    for text in ("ә" * 40_000, "😀" * 20_000, "a" * 32_766 + "😀"):
        shown, loss = fit(text)
        assert (loss, shown[-8:]) == (Loss.CUT, " … [cut]")
        assert CHARACTERS_A_CELL - 1 <= len(shown.encode("utf-16-le")) // 2 <= CHARACTERS_A_CELL
        assert text.startswith(shown.removesuffix(" … [cut]"))
    assert fit("x" * 32_767) == ("x" * 32_767, None)
    assert fit("😀" * 16_383) == ("😀" * 16_383, None)
    assert fit("a\r\n\0\x7f\uffff") == ("a␍\n␀␡�", Loss.CONTROL)


@given(st.decimals(-(10**18) + 1, 10**18 - 1, places=6))
def test_a_number_is_exact_in_a_workbook_or_a_text(value: Decimal) -> None:
    shown, loss = fit(value)
    assert Decimal(f"{shown:.15g}" if isinstance(shown, float) else shown) == value
    assert (loss is Loss.DIGITS) == isinstance(shown, str)


def test_more_rows_than_a_sheet_holds_stand_in_more_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_A_SHEET", 5)
    data = store(tmp_path / "data", make_records(cells=8), make_records("b", cells=1))
    exported = run(data, ExportFormat.XLSX, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheets = ["cells", "cells 2", "cells 3"]
    assert [name for name in book.sheetnames if name.startswith("cells")] == sheets
    assert [book[name].max_row for name in sheets] == [5, 5, 2]
    ids = [cell.value for name in sheets for cell in book[name]["B"][1:]]
    assert ids == [row["cell_id"] for row in rows_of(data)["cells"]]
    assert "cells: 9 rows are more than a sheet of Excel holds: they stand in 3 sheets" in exported.notes


def test_a_full_last_sheet_is_not_followed_by_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_A_SHEET", 5)
    run(store(tmp_path / "data", make_records(cells=8)), ExportFormat.XLSX, tmp_path / "out.xlsx")
    names = openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames
    assert [name for name in names if name.startswith("cells")] == ["cells", "cells 2"]


def test_the_dictionary_is_the_schemas(tmp_path: Path) -> None:
    data = store(tmp_path / "data", make_records())
    run(data, ExportFormat.XLSX, tmp_path / "out.xlsx")
    run(data, ExportFormat.DUCKDB, tmp_path / "out.duckdb")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["dictionary"]
    lines = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [line[:5] for line in lines] == [[r.table, r.column, r.type, "yes" if r.nullable else "no", r.description] for r in describe()]
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        rows = connection.execute("FROM dictionary").fetchall()
    assert [row[:5] for row in rows] == [tuple(row) for row in describe()]
    assert [list(row[5:8]) for row in rows] == [line[5:8] for line in lines] == [list(c.label) for table in TABLES for c in table.columns]


# DuckDB


def test_a_database_holds_every_cell(data: Path, tmp_path: Path) -> None:
    run(data, ExportFormat.DUCKDB, tmp_path / "out.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == ["out.duckdb"]
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        for table in TABLES:
            relation = connection.sql(f'FROM "{table.name}"')
            assert relation.columns == [column.name for column in table.columns]
            assert list(map(str, relation.types)) == [_CSV_TYPES[column.type] for column in table.columns]
            assert [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()] == rows_of(data)[table.name]


def test_a_database_has_keys_comments_and_views(tmp_path: Path) -> None:
    run(store(tmp_path / "data", make_records()), ExportFormat.DUCKDB, tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb")) as connection:
        comments = dict(connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
        assert {table.name: table.description for table in TABLES}.items() <= comments.items()
        columns = connection.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL").fetchall()
        assert {(row.table, row.column, row.description) for row in describe()} <= set(columns)
        keys = connection.execute("SELECT table_name, constraint_type FROM duckdb_constraints()").fetchall()
        assert keys.count(("values", "PRIMARY KEY")) == 1
        assert sum(kind == "FOREIGN KEY" for _, kind in keys) == sum(len(table.foreign_keys) for table in TABLES)
        for statement in ("INSERT INTO goals SELECT * FROM goals", "DELETE FROM documents"):
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(statement)
        found = connection.execute(
            "SELECT name, task, direction, period, aspect, value, executors FROM measure_values WHERE year = 2024"
        ).fetchall()
        assert found == [
            ("Контингент", "Табысты арттыру", "Қаржылық тұрақтылық", "2024", "value", Decimal("6591606.25"), "АМ жөніндегі проректор"),
        ]
        assert connection.execute("SELECT name, goal, value FROM indicator_values").fetchall() == [("Үлес", "Мақсат", Decimal(85))]
        assert connection.execute("SELECT code FROM open_issues").fetchall() == [("value_missing",)]


def test_a_table_too_long_for_keys_has_none_and_a_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jospar.output.export.duckdb_database.KEYED_ROWS", 10)
    data = store(tmp_path / "data", make_records())
    notes = run(data, ExportFormat.DUCKDB, tmp_path / "out.duckdb").notes
    assert [note.partition(":")[0] for note in notes] == ["measures"]
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        keyed = connection.execute("SELECT DISTINCT table_name FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'").fetchall()
        assert {name for (name,) in keyed} == {table.name for table in TABLES} - {"measures"}
        assert connection.execute("SELECT count(*) FROM measures").fetchall() == [(11,)]


# Delta Lake


def read_delta(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The newest version of each table, as delta-rs reads it."""
    return {table.name: DeltaTable(str(out / table.name)).to_pyarrow_table().to_pylist() for table in TABLES}


def test_delta_holds_every_cell(data: Path, tmp_path: Path) -> None:
    run(data, ExportFormat.DELTA, tmp_path / "out")
    assert read_delta(tmp_path / "out") == rows_of(data)
    scanned = {table.name: polars.read_delta(str(tmp_path / "out" / table.name)).to_dicts() for table in TABLES}
    assert scanned == rows_of(data)


def test_delta_and_duckdb_keep_the_order_of_rows_where_these_are_many_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jospar.output.export.source._ROWS_PER_BATCH", 50)
    monkeypatch.setattr("jospar.output.export.delta_tables._BATCHES_A_FILE", 30)
    data = store(tmp_path / "data", *(make_records(f"d{number}", cells=1000) for number in range(5)))
    meant = [row["cell_id"] for row in rows_of(data)["cells"]]
    run(data, ExportFormat.DELTA, tmp_path / "delta")
    table = DeltaTable(str(tmp_path / "delta" / "cells"))
    paths = sorted(table.file_uris())
    assert len(paths) == 4
    assert [row["cell_id"] for path in paths for row in pq.read_table(path).to_pylist()] == meant
    assert table.to_pyarrow_table()["cell_id"].to_pylist() == meant
    run(data, ExportFormat.DUCKDB, tmp_path / "tables.duckdb")
    with duckdb.connect(str(tmp_path / "tables.duckdb"), read_only=True) as connection:
        assert [row[0] for row in connection.execute("SELECT cell_id FROM cells").fetchall()] == meant


def test_delta_keeps_types_nulls_and_descriptions(tmp_path: Path) -> None:
    run(store(tmp_path / "data", make_records()), ExportFormat.DELTA, tmp_path / "out")
    table = DeltaTable(str(tmp_path / "out" / "values"))
    fields = {field.name: field for field in table.schema().fields}
    assert str(fields["value"].type.type) == "decimal(24,6)"
    assert fields["value"].nullable
    assert not fields["value_id"].nullable
    assert {name: field.metadata["comment"] for name, field in fields.items()} == {
        row.column: row.description for row in describe() if row.table == "values"
    }
    assert (table.metadata().name, table.metadata().description) == ("jospar.values", "Values of indicators and measures by year.")


def test_delta_gets_a_new_version_of_what_changed_only(tmp_path: Path) -> None:
    first = store(tmp_path / "first", make_records("a"), make_records("b"))
    second = store(tmp_path / "second", make_records("a"), make_records("b", cells=9))
    out = tmp_path / "out"
    assert run(first, ExportFormat.DELTA, out).changed
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert not run(first, ExportFormat.DELTA, out).changed
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert run(second, ExportFormat.DELTA, out).changed
    versions = {table.name: DeltaTable(str(out / table.name)).version() for table in TABLES}
    assert versions == {table.name: int(table.name in {"cells", "documents"}) for table in TABLES}
    assert read_delta(out) == rows_of(second)
    old = DeltaTable(str(out / "cells"), version=0).to_pyarrow_table().to_pylist()
    assert old == rows_of(first)["cells"]


def test_delta_that_another_program_changed_is_set_right(tmp_path: Path) -> None:
    data, out = store(tmp_path / "data", make_records()), tmp_path / "out"
    run(data, ExportFormat.DELTA, out)
    DeltaTable(str(out / "values")).delete("year = 2024")
    assert read_delta(out) != rows_of(data)
    assert run(data, ExportFormat.DELTA, out).changed
    assert read_delta(out) == rows_of(data)
