"""What is written is read back exactly, by us and by others, and the same records make the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jospar.output.storage.tables.parquet
from jospar import output
from jospar.output.schema.table import ColumnType
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES, VALUES, field_ids
from jospar.output.storage.dataset import list_documents, load_records
from jospar.output.storage.errors import IntegrityError, OutputError
from jospar.output.storage.snapshot import open_snapshot
from jospar.output.storage.tables.arrays import ARROW_TYPES, build_array
from jospar.output.storage.tables.layout import LAYOUT, FileLayout, file_name
from jospar.output.storage.tables.parquet import RowFileWriter, arrow_schema, build_batches, read_row_file
from jospar.version import __version__
from tests.support.output_factory import make_reading, make_records, write_documents

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def write(folder: Path, *documents, layout=LAYOUT) -> Path:
    """The snapshot of one run over the documents."""
    return write_documents(folder, *documents, layout=layout).folder


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.parquet"))}


# Round trips


def test_records_come_back_as_they_were(tmp_path) -> None:
    documents = [make_records("a"), make_records("b", cells=0), make_records("ktu-2024"), make_records("план")]
    write(tmp_path, *documents)
    assert list_documents(tmp_path) == ("a", "b", "ktu-2024", "план")
    for records in documents:
        assert load_records(tmp_path, records.document.document_id) == records


def test_fields_of_closed_sets_come_back_as_their_members(tmp_path) -> None:
    found = load_records(write(tmp_path, make_records()), "ktu-2024")
    assert repr(found.values[2]) == repr(make_records().values[2])
    assert [type(value.status).__name__ for value in found.values] == ["Status"] * 5
    assert found.tasks[1].target_bound is None


def test_a_document_that_is_not_there(tmp_path) -> None:
    write(tmp_path, make_records("a"), make_records("c"))
    for name in ("", "b", "d"):
        with pytest.raises(KeyError):
            load_records(tmp_path, name)


def test_no_document_makes_an_empty_dataset(tmp_path) -> None:
    write(tmp_path)
    assert list_documents(tmp_path) == ()
    assert all(pq.read_table(tmp_path / "latest" / file_name(table)).num_rows == 0 for table in TABLES)
    with pytest.raises(KeyError):
        load_records(tmp_path, "a")


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_text_comes_back(values) -> None:
    found = build_array(ColumnType.STRING, values)
    found.validate(full=True)
    assert found.to_pylist() == values


@given(st.lists(st.none() | st.decimals(-(10**18) + 1, 10**18 - 1, places=6)))
def test_any_decimal_that_fits_comes_back(values) -> None:
    found = build_array(ColumnType.DECIMAL, values)
    found.validate(full=True)
    assert found.to_pylist() == values


@given(st.decimals())
def test_a_decimal_is_stored_exactly_or_refused(value) -> None:
    fits = value.is_finite() and abs(value) < 10**18 and value == value.quantize(Decimal("0.000001"))
    if fits:
        assert build_array(ColumnType.DECIMAL, [value])[0].as_py() == value
    else:
        with pytest.raises((ArithmeticError, ValueError)):
            build_array(ColumnType.DECIMAL, [value])


@given(st.lists(st.none() | st.dates()))
def test_any_date_comes_back(values) -> None:
    assert build_array(ColumnType.DATE32, values).to_pylist() == values


@pytest.mark.parametrize(("type_", "bits"), [(ColumnType.INT8, 8), (ColumnType.INT16, 16), (ColumnType.INT32, 32)])
def test_whole_numbers_fit_or_are_refused(type_, bits) -> None:
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    assert build_array(type_, [low, None, high]).to_pylist() == [low, None, high]
    for value in (low - 1, high + 1):
        with pytest.raises(OverflowError):
            build_array(type_, [value])


@pytest.mark.parametrize("type_", list(ColumnType))
def test_arrays_have_the_names_of_their_types(type_) -> None:
    assert str(ARROW_TYPES[type_]).replace("[day]", "").replace(", ", ",").replace("double", "float64") == type_


# Bytes


def test_the_same_records_make_the_same_bytes(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(jospar.output.storage.tables.parquet, "_BATCHES_KEPT", 3)
    documents, layout = [make_records(f"d{n:03}", cells=n % 30) for n in range(60)], FileLayout(group_rows=50)
    first = digests(write(tmp_path / "one", *documents, layout=layout))
    assert first == digests(write(tmp_path / "two", *documents, layout=layout))
    assert first != digests(write(tmp_path / "three", *documents[1:], layout=layout))


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_hash_seed_or_the_locale(tmp_path) -> None:
    code = (
        "import sys, pathlib; from tests.support.output_factory import make_records, write_documents\n"
        "write_documents(pathlib.Path(sys.argv[1]), make_records(cells=500))\n"
        "print('pandas' in sys.modules)"
    )
    found = []
    for seed, locale in (("1", "C"), ("2", "kk_KZ.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": f"UTC-{seed}"}
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder)], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        assert done.stdout.strip() == "False", "writing must not wait for pandas"
        found.append(digests(folder / "latest"))
    assert found[0] == found[1]


def test_row_groups_are_cut_by_rows_alone(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(jospar.output.storage.tables.parquet, "_BATCHES_KEPT", 3)
    documents = [make_records("a", 10), make_records("b", 130), make_records("c", 1), make_records("d", 0), make_records("e", 59)]
    write(tmp_path, *documents, layout=FileLayout(group_rows=50))
    footer = pq.read_metadata(tmp_path / "latest" / "cells.parquet")
    assert [footer.row_group(n).num_rows for n in range(footer.num_row_groups)] == [50, 50, 50, 50]
    for records in documents:
        assert load_records(tmp_path, records.document.document_id) == records


def test_rows_keep_the_order_of_positions(tmp_path) -> None:
    write(tmp_path, make_records("a"), make_records("b"))
    found = pq.read_table(tmp_path / "latest" / "measures.parquet").select(["document_id", "position"]).to_pylist()
    assert found == [{"document_id": name, "position": n} for name in "ab" for n in range(1, 12)]


# The files


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_file_says_what_it_holds(tmp_path, table) -> None:
    file = pq.ParquetFile(write(tmp_path, make_records()) / file_name(table))
    metadata = file.metadata.metadata
    assert (metadata[b"schema_version"].decode(), metadata[b"tool_version"].decode()) == (SCHEMA_VERSION, __version__)
    assert set(metadata) == {b"schema_version", b"tool_version", b"ARROW:schema"}
    assert file.schema_arrow == arrow_schema(table)
    ids = field_ids(table)
    for column in table.columns:
        field = file.schema_arrow.field(column.name)
        assert field.metadata == {b"PARQUET:field_id": str(ids[column.name]).encode(), b"description": column.description.encode()}
        assert field.nullable == column.nullable
    assert {file.metadata.row_group(0).column(n).compression for n in range(len(table.columns))} == {"ZSTD"}


def test_pandas_sees_the_types(tmp_path) -> None:
    dataset = output.open_dataset(write(tmp_path, make_records()))
    values = dataset.values
    assert values is dataset.values
    assert values["value"].iloc[1] == Decimal("6591606.250000")
    assert values["value"].isna().tolist() == [False, False, True, False, False]
    assert str(values["value"].dtype) == "decimal128(24, 6)[pyarrow]"
    assert str(values["year"].dtype) == "int16[pyarrow]"
    assert str(values["source_line"].dtype) == "int32[pyarrow]"
    assert values["value_float"].iloc[1] == 6591606.25
    assert values.groupby("year")["value"].sum().loc[2024] == Decimal("6591691.25")
    assert dataset.documents["approved_on"].tolist() == [date(2024, 6, 25)]
    for table in TABLES:
        assert list(getattr(dataset, table.name).columns) == [column.name for column in table.columns]


def test_duckdb_sees_the_types(tmp_path) -> None:
    import duckdb

    write(tmp_path, make_records())
    columns = "value, year, typeof(value), typeof(year), typeof(unit_mult)"
    found = duckdb.sql(f"select {columns} from '{tmp_path}/latest/values.parquet' limit 1").fetchall()
    assert found == [(Decimal("85.000000"), 2024, "DECIMAL(24,6)", "SMALLINT", "TINYINT")]
    day = duckdb.sql(f"select approved_on, typeof(approved_on) from '{tmp_path}/latest/documents.parquet'").fetchall()
    assert day == [(date(2024, 6, 25), "DATE")]


def test_polars_sees_the_types(tmp_path) -> None:
    import polars

    write(tmp_path, make_records())
    values = polars.read_parquet(tmp_path / "latest" / "values.parquet")
    assert values.schema["value"] == polars.Decimal(24, 6)
    assert (values.schema["year"], values.schema["unit_mult"], values.schema["value_float"]) == (polars.Int16, polars.Int8, polars.Float64)
    assert values["value"].to_list()[:3] == [Decimal(85), Decimal("6591606.25"), None]
    assert polars.read_parquet(tmp_path / "latest" / "documents.parquet")["approved_on"].to_list() == [date(2024, 6, 25)]


# What is refused


def test_documents_must_ascend(tmp_path) -> None:
    with open_snapshot(tmp_path) as snapshot:
        snapshot.put(make_records("b"), make_reading(make_records("b")))
        for name in ("a", "b"):
            with pytest.raises(ValueError, match="ascending"):
                snapshot.put(make_records(name), make_reading(make_records(name)))
        snapshot.put(make_records("c"), make_reading(make_records("c")))
        snapshot.publish()
    assert list_documents(tmp_path) == ("b", "c")


def broken(**changes):
    return replace(make_records(), **changes)


RECORDS = make_records()
VALUE, PARTY, MEASURE = RECORDS.values[0], RECORDS.parties[0], RECORDS.measures[0]


@pytest.mark.parametrize(
    ("records", "message"),
    [
        (broken(measures=(MEASURE, MEASURE), values=(), parties=()), "measures.measure_id 'ktu-2024/d1/t1/m1' stands twice"),
        (broken(parties=(replace(PARTY, party_id="other/s1"),)), "parties.party_id 'other/s1'"),
        (broken(parties=(replace(PARTY, document_id="other"),)), "parties.document_id 'other'"),
        (broken(parties=(replace(PARTY, measure_id="ktu-2024/x"),)), "parties.measure_id 'ktu-2024/x' leads to no record"),
        (broken(parties=(replace(PARTY, owner_id="ktu-2024/x"),)), "parties.owner_id 'ktu-2024/x' leads to no record"),
        (broken(values=(replace(VALUE, owner_table="measures"),)), "values.owner_id 'ktu-2024/d1/i1' leads to no record"),
        (broken(values=(replace(VALUE, value=Decimal("0.1234567")),)), "values.value: Inexact"),
        (broken(values=(replace(VALUE, value=Decimal(10) ** 18),)), "values.value: InvalidOperation"),
        (broken(values=(replace(VALUE, value=Decimal("NaN")),)), "values.value: ValueError"),
        (broken(values=(replace(VALUE, value=1.5),)), "values.value: TypeError"),
        (broken(values=(replace(VALUE, year=70_000),)), "values.year: OverflowError"),
        (broken(values=(replace(VALUE, aspect=None),)), "values.aspect: null is not allowed"),
        (broken(values=(replace(VALUE, value_text="\ud800"),)), "values.value_text: UnicodeEncodeError"),
        (broken(checks=(replace(RECORDS.checks[0], outcome="maybe"),)), "checks.outcome: 'maybe' is none of holds, fails, not_testable"),
    ],
)
def test_broken_records_are_refused_whole(tmp_path, records, message) -> None:
    good = make_records()
    with open_snapshot(tmp_path) as snapshot:
        with pytest.raises(IntegrityError) as caught:
            snapshot.put(records, make_reading(good))
        assert str(caught.value).startswith(f"ktu-2024: {message}")
        assert not snapshot.readings
        snapshot.put(good, make_reading(good))
        snapshot.publish()
    assert load_records(tmp_path, "ktu-2024") == good


@pytest.mark.parametrize("step", ["write_table", "close"])
def test_a_disk_that_fills_up_is_said_in_one_line(tmp_path, monkeypatch, step) -> None:
    def fail(*_args, **_keywords):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pq.ParquetWriter, step, fail)
        with pytest.raises(OutputError, match="the disk is full") as caught:
            write(tmp_path, make_records())
    assert str(caught.value) == f"{tmp_path}: the disk is full; free some space and run again"
    assert list((tmp_path / "snapshots").iterdir()) == []


def test_a_file_that_lost_rows_is_not_kept(tmp_path) -> None:
    batches = build_batches(make_records())
    writer = RowFileWriter(VALUES, tmp_path / "values.parquet", 50)
    writer.add(batches["values"], "ktu-2024", "ktu-2024")
    writer._rows += 1  # as if a row had been written that did not arrive
    with pytest.raises(OutputError, match="holds 5 rows of 6"):
        writer.close()


def test_a_file_knows_the_documents_in_it(tmp_path) -> None:
    folder = write(tmp_path, make_records("az"), make_records("б"), make_records("яя"), layout=FileLayout(group_rows=4))
    file = read_row_file(folder / "values.parquet", VALUES)
    assert (file.rows, file.first, file.last) == (15, "az", "яя")


@pytest.mark.parametrize("read", [output.open_dataset, list_documents, lambda folder: load_records(folder, "a")])
def test_a_folder_that_is_no_dataset(tmp_path, read) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(OutputError, match="not a dataset"):
            read(folder)
    (tmp_path / "documents.parquet").write_bytes(b"PAR1 cut short")
    with pytest.raises(OutputError, match="damaged"):
        read(tmp_path)


def test_a_table_that_is_missing(tmp_path) -> None:
    write(tmp_path, make_records())
    (tmp_path / "latest" / "values.parquet").unlink()
    with pytest.raises(OutputError, match=r"values\.parquet"):
        load_records(tmp_path, "ktu-2024")
    with pytest.raises(OutputError, match=r"values\.parquet"):
        _ = output.open_dataset(tmp_path).values


def test_another_version_of_the_schema(tmp_path) -> None:
    write(tmp_path, make_records())
    for version, opens in (("2.7", True), ("1.1", False), ("unknown", False)):
        path = tmp_path / "latest" / "documents.parquet"
        pq.write_table(pq.read_table(path).replace_schema_metadata({"schema_version": version}), path)
        with pytest.raises(OutputError, match=version):
            load_records(tmp_path, "ktu-2024")
        if opens:
            assert len(output.open_dataset(tmp_path).documents) == 1
        else:
            with pytest.raises(OutputError, match=version):
                output.open_dataset(tmp_path)


def test_a_float_column_is_only_for_plots() -> None:
    assert [column.name for table in TABLES for column in table.columns if ARROW_TYPES[column.type] == pa.float64()] == ["value_float"]
    assert next(column for column in VALUES.columns if column.name == "value_float").source == "value"


def test_output_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="open_datasets"):
        _ = output.open_datasets
