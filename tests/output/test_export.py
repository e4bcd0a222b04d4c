"""`jospar export`: what it says and refuses, and that whoever looks at its place sees a whole export, old or new."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from jospar.output.export import ExportFormat
from jospar.output.export import atomic_replace as placing
from jospar.output.export.atomic_replace import open_beside, put_in_place
from jospar.output.export.source import ExportSource, count_rows, open_source, read_batches
from jospar.output.schema.tables import TABLES
from jospar.output.storage.errors import OutputError
from jospar.output.storage.tables.layout import file_name
from jospar.pipeline.commands.arguments import read_arguments
from jospar.pipeline.main import run_command
from tests.support.exporting import make_hostile, rows_of, run, store
from tests.support.output_factory import make_records
from tests.support.reading import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return store(tmp_path / "data", make_records("a"), make_records("b", cells=5))


def export(data: Path, form: str, out: Path, *more: str) -> int:
    return run_command(["export", "--to", form, str(out), "--data", str(data), *more])


def entries(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The command


@pytest.mark.parametrize("form", ExportFormat)
def test_each_form_is_written_replaced_and_leaves_nothing_beside(
    form: ExportFormat, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made" / "here"
    total = sum(map(len, rows_of(data).values()))
    for again in (False, True):
        assert export(data, form, out) == 0
        state = "unchanged" if again and form is ExportFormat.DELTA else "written"
        assert capsys.readouterr() == (f"{out}: 11 tables, {total} rows ({state})\n", "")
        assert list(out.parent.iterdir()) == [out]


def test_the_forms_are_those_that_can_be_named() -> None:
    assert [read_arguments(["export", "--to", form, "x"]).to for form in ExportFormat] == list(ExportFormat)


def test_documents_and_tables_are_chosen(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.duckdb"
    assert export(data, "duckdb", out, "--document", "b", "--table", "values", "--table", "documents") == 0
    assert capsys.readouterr().out == f"{out}: 2 tables, 6 rows (written)\n"
    with duckdb.connect(str(out), read_only=True) as connection:
        assert {name for (name,) in connection.execute("SHOW TABLES").fetchall()} == {"documents", "values", "dictionary"}
        assert connection.execute('SELECT DISTINCT document_id FROM "values"').fetchall() == [("b",)]
        assert connection.execute("SELECT count(*) FROM dictionary WHERE \"table\" = 'values'").fetchall() == [(30,)]


def test_csv_of_some_tables_names_no_key_to_another(data: Path, tmp_path: Path) -> None:
    assert export(data, "csv", tmp_path / "out", "--table", "parties", "--table", "documents") == 0
    assert sorted(entries(tmp_path / "out")) == ["datapackage.json", "documents.csv", "parties.csv"]
    text = (tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8")
    assert '"resource": "documents"' in text
    assert '"resource": "measures"' not in text


def test_delta_of_some_tables_leaves_the_others(data: Path, tmp_path: Path) -> None:
    assert export(data, "delta", tmp_path / "out") == 0
    assert export(data, "delta", tmp_path / "out", "--table", "values", "--document", "a") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(table.name for table in TABLES)


def test_no_guard_leaves_texts_and_cells_unmarked(tmp_path: Path) -> None:
    data = store(tmp_path / "data", make_hostile("=a"))
    assert export(data, "csv", tmp_path / "csv", "--no-guard") == 0
    assert export(data, "xlsx", tmp_path / "a.xlsx", "--no-guard") == 0
    assert b'"=a","=a/c1","=1+1"' in (tmp_path / "csv" / "cells.csv").read_bytes()
    assert b"formulaGuard" not in (tmp_path / "csv" / "datapackage.json").read_bytes()
    assert not any(cell.quotePrefix for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["cells"]["C"])


def test_what_excel_can_not_hold_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(store(tmp_path / "data", make_hostile()), "xlsx", tmp_path / "a.xlsx") == 0
    messages = capsys.readouterr().err.splitlines()
    assert len(messages) == 5
    assert messages[0].startswith("jospar: values.value: 3 cells with more than the 15 digits")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("csv", "OUT", "--data", "nowhere"), "nowhere: not a dataset; name the folder that jospar wrote to"),
        (("csv", "OUT", "--document", "c"), "c: no document or table of "),
        (("csv", "OUT", "--table", "vales"), "vales: no document or table of "),
        (("csv", ""), "OUT: not a path on this machine"),
        (("delta", "s3://bucket/out"), "s3://bucket/out: not a path on this machine"),
        (("parquet", "OUT"), "argument --to: invalid choice"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: tuple[str, ...], message: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, out, *more = arguments
    out = out and (out if "://" in out else str(tmp_path / out))
    assert run_command(["export", "--to", form, out, *(more if "--data" in more else [*more, "--data", str(data)])]) == 2
    printed, error = capsys.readouterr()
    assert printed == ""
    assert error.startswith(f"jospar: {message}")
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "data"]


@pytest.mark.parametrize(("form", "module"), [("xlsx", "xlsxwriter"), ("duckdb", "duckdb"), ("delta", "deltalake")])
def test_a_missing_library_is_named(
    form: str, module: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(data, form, tmp_path / "out") == 0
    before = (tmp_path / "out").stat().st_mtime_ns
    capsys.readouterr()
    monkeypatch.setitem(sys.modules, module, None)
    for out in ("out", "new"):
        assert export(data, form, tmp_path / out) == 2
        error = capsys.readouterr().err
        assert error.endswith(f"which is not installed; in a checkout: pip install '.[{form}]'\n")
        assert error.count("\n") == 1
    assert (tmp_path / "out").stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def test_the_start_of_the_command_imports_none_of_this() -> None:
    code = (
        "import sys; import jospar.pipeline.main, jospar.pipeline.run; "
        "print([name for name in sys.modules if name.partition('.')[0] in ('duckdb', 'deltalake', 'xlsxwriter') or 'export' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


# The source


def test_a_table_in_parts_is_read_as_one(data: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    for table in TABLES:
        whole = pq.read_table(data / file_name(table))
        folder = parts / file_name(table)
        folder.mkdir(parents=True)
        for number, document_id in enumerate(("a", "b")):
            rows = whole.filter(pq.filters_to_expression([("document_id", "=", document_id)]))
            if rows.num_rows and table.name != "goals":
                pq.write_table(rows, folder / f"part-{number}.parquet")
    source = ExportSource(parts, parts, TABLES)
    for table in TABLES:
        found = [row for batch in read_batches(source, table) for row in batch.to_pylist()]
        assert found == ([] if table.name == "goals" else rows_of(data)[table.name])
        assert count_rows(source, table) == len(found)


@pytest.mark.parametrize("form", ExportFormat)
def test_a_damaged_table_leaves_the_old_export(form: ExportFormat, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert export(data, form, out) == 0
    before = entries(out) if out.is_dir() else out.read_bytes()
    capsys.readouterr()
    path = data / "cells.parquet"
    path.write_bytes(path.read_bytes()[:-1000])
    assert export(data, form, out) == 5
    assert capsys.readouterr() == ("", f"jospar: {path}: missing or damaged; run jospar on the documents again\n")
    assert (entries(out) if out.is_dir() else out.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def test_a_table_of_other_columns_is_refused(data: Path, tmp_path: Path) -> None:
    path = data / "goals.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["title"]), path)
    with pytest.raises(OutputError, match="not the columns of schema"):
        run(data, ExportFormat.CSV, tmp_path / "out")


# What stands in the place


def _foreign_file(out: Path) -> None:
    out.write_text("mine")


def _foreign_folder(out: Path) -> None:
    out.mkdir()
    (out / "mine.txt").write_text("mine")


def _foreign_database(out: Path) -> None:
    with duckdb.connect(str(out)) as connection:
        connection.execute("CREATE TABLE documents AS SELECT 1 AS mine")


def _foreign_workbook(out: Path) -> None:
    openpyxl.Workbook().save(out)


def _fifo(out: Path) -> None:
    os.mkfifo(out)


@pytest.mark.parametrize("form", ExportFormat)
@pytest.mark.parametrize("make", [_foreign_file, _foreign_folder, _foreign_database, _foreign_workbook, _fifo])
def test_what_is_no_export_is_left_alone(
    form: ExportFormat, make: Callable[[Path], None], data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    make(out)
    before = out.lstat()
    assert export(data, form, out) == 5
    error = capsys.readouterr().err
    assert error.endswith("; move it away or name another place\n")
    assert error.count("\n") == 1
    assert (out.lstat().st_ino, out.lstat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out.xlsx"]


@pytest.mark.parametrize("form", ExportFormat)
@pytest.mark.parametrize("other", ExportFormat)
def test_an_export_of_another_form_is_left_alone(form: ExportFormat, other: ExportFormat, data: Path, tmp_path: Path) -> None:
    run(data, other, tmp_path / "out")
    assert export(data, form, tmp_path / "out") == (0 if form is other else 5)


def test_what_was_added_to_an_export_is_not_lost(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ExportFormat:
        run(data, form, tmp_path / form)
    (tmp_path / "csv" / "mine.txt").write_text("mine")
    (tmp_path / "delta" / "mine").mkdir()
    with duckdb.connect(str(tmp_path / "duckdb")) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 1 AS a")
    book = openpyxl.load_workbook(BytesIO((tmp_path / "xlsx").read_bytes()))
    book.save(tmp_path / "xlsx")
    for form in ExportFormat:
        assert export(data, form, tmp_path / form) == 5
    assert [line.partition(": ")[2].partition(": ")[2] for line in capsys.readouterr().err.splitlines()] == [
        "holds mine.txt, which is no part of a CSV export; move it away or name another place",
        "is no workbook as jospar wrote it; move it away or name another place",
        "holds mine, which is no part of an export; move it away or name another place",
        "holds mine, which is no part of a Delta export; move it away or name another place",
    ]


def test_csv_that_was_edited_is_not_lost(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, ExportFormat.CSV, tmp_path / "csv")
    values = tmp_path / "csv" / "values.csv"
    written = values.read_bytes()
    values.write_bytes(written.replace(b"2024", b"2025", 1))
    assert export(data, "csv", tmp_path / "csv") == 5
    assert "holds values.csv, which was changed since; move it away" in capsys.readouterr().err
    values.write_bytes(written)
    assert export(data, "csv", tmp_path / "csv") == 0
    values.unlink()
    assert export(data, "csv", tmp_path / "csv") == 0
    assert values.read_bytes() == written


INTERRUPTED = """
import os, signal, sys
import pyarrow as pa
import jospar.output.export.duckdb_database as database
signal.signal(signal.SIGINT, signal.default_int_handler)

def open_reader(source, table, schema):
    def batches():
        os.kill(os.getpid(), signal.SIGINT)
        yield schema.empty_table().to_batches()[0]
    return pa.RecordBatchReader.from_batches(schema, batches())

database.open_reader = open_reader
from jospar.pipeline.main import main
main()
"""


def test_an_interrupt_that_a_library_takes_for_its_own(data: Path, tmp_path: Path) -> None:
    """DuckDB makes a RuntimeError of a KeyboardInterrupt in what it reads."""
    command = (sys.executable, "-c", INTERRUPTED, "export", "--to", "duckdb", str(tmp_path / "out"), "--data", str(data))
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stderr) == (130, "jospar: interrupted, nothing is published\n")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_database_in_use_is_left_alone(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.duckdb"
    run(data, ExportFormat.DUCKDB, out)
    code = f"import duckdb, sys; held = duckdb.connect({str(out)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert export(data, "duckdb", out) == 5
        process.communicate(b"")
    assert "is open in another program" in capsys.readouterr().err
    assert export(data, "duckdb", out) == 0


def test_a_link_stays_and_leads_to_the_new_export(data: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    for _ in range(2):
        assert export(data, "csv", tmp_path / "link") == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "values.csv").exists()


@pytest.mark.parametrize("where", ["", "new", "values.parquet"])
def test_a_place_inside_the_snapshot_is_refused(where: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = entries(data)
    assert export(data, "csv", data / where) == 5
    assert "lies inside the snapshots of the dataset; name another place" in capsys.readouterr().err
    assert entries(data) == before


def test_a_place_that_can_not_be_written_is_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for form in ExportFormat:
        assert export(data, form, tmp_path / "file" / "out") == 5
        assert capsys.readouterr().err.endswith("out: a file stands where a folder is needed; name another folder\n")
        assert export(data, form, tmp_path / ("x" * 250)) == 5
        assert capsys.readouterr().err.endswith(": the name is too long; name another folder\n")


# In one step


def test_two_exports_at_once_do_not_meet(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_beside(tmp_path / "out") as work:
        (work / "half").write_text("of the other")
        assert export(data, "csv", tmp_path / "out") == 5
        assert "another export is writing there; wait until it ends" in capsys.readouterr().err
        assert (work / "half").exists()
    assert not work.exists()
    assert export(data, "csv", tmp_path / "out") == 0


def test_what_a_dead_run_left_is_cleared(data: Path, tmp_path: Path) -> None:
    left = tmp_path / ".out.unfinished" / "out"
    left.mkdir(parents=True)
    (left / "half.csv").write_text("half")
    assert export(data, "csv", tmp_path / "out") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def _write_version(place: Path, text: str, folder: bool) -> None:
    with open_beside(place) as work:
        new = work / place.name
        if folder:
            new.mkdir()
            (new / "first").write_text(text)
            (new / "second").write_text(text)
        else:
            new.write_text(text)
        put_in_place(new, place)


def _die_at(number: int, place: Path, folder: bool) -> bool:
    """Writes a new version in a process that dies before its n-th call that a disk sees; whether it died."""
    child = os.fork()
    if not child:
        seen = 0

        def count(event: str, _: object) -> None:
            nonlocal seen
            if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "ctypes.dlsym", "shutil.rmtree", "fcntl.flock"}:
                seen += 1
                if seen == number:
                    os._exit(9)

        sys.addaudithook(count)
        try:
            _write_version(place, "new", folder)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("exchanged", [True, False])
@pytest.mark.parametrize("folder", [True, False])
def test_a_run_that_dies_at_any_call_leaves_the_old_or_the_new(
    folder: bool, exchanged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out"
    if not exchanged:
        monkeypatch.setattr(placing.ctypes, "CDLL", lambda *_, **__: object())
    number, died = 0, True
    while died:
        number += 1
        _write_version(place, "old", folder)
        died = _die_at(number, place, folder)
        if exchanged or not folder:
            assert _read_version(place, folder) in ({"old"}, {"new"})
        with open_beside(place):  # what the next run does first
            assert _read_version(place, folder) in ({"old"}, {"new"})
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert number > (10 if folder else 6)
    assert _read_version(place, folder) == {"new"}


def _read_version(place: Path, folder: bool) -> set[str]:
    return {(place / name).read_text() for name in ("first", "second")} if folder else {place.read_text()}


def test_a_place_that_another_program_takes_meanwhile_is_not_half(tmp_path: Path) -> None:
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)  # a lock on the folder above is nothing to us
    _write_version(tmp_path / "out", "old", folder=True)
    os.close(held)
    assert _read_version(tmp_path / "out", folder=True) == {"old"}


def test_open_source_keeps_the_order_of_the_schema(data: Path) -> None:
    source = open_source(data, ["b", "a", "b"], ["values", "documents"])
    assert [table.name for table in source.tables] == ["documents", "values"]
    assert source.document_ids == ("a", "b")
