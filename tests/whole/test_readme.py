"""The README holds: its commands and code run as written, its lists are those of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars
import pytest

from jospar.normalize.catalogue import ISSUES, REFUSALS, IssueKind
from jospar.output.schema.tables import TABLES
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import EXIT_MEANINGS
from tests.support.reading import ROOT, SAMPLE

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `make extract` has just written tables/."""
    folder = tmp_path_factory.mktemp("reader")
    assert run_command(["extract", str(SAMPLE.parent), "--out", str(folder / "tables")]) == 0
    return folder


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def _rows(section: str) -> Iterator[list[str]]:
    text = README[README.index(section) :]
    for line in re.findall(r"^\|.*\|$|^#+ .*$", text[len(section) :], re.MULTILINE):
        if line.startswith("#"):
            return
        yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("code", _blocks("python"))
def test_python_runs_as_written(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "4500000.000000" in printed if "tenge" in code else "percent" in printed


def test_sql_runs_as_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    executors, issues = (duckdb.sql(query).fetchall() for query in _blocks("sql"))
    assert sum(count for _, count in executors) == 138
    assert executors[0] == ("АМ жөніндегі проректор", 29)
    assert len(issues) == 25
    assert [row[1] for row in issues[:3]] == ["error", "warning", "warning"]


def test_several_datasets_are_read_whatever_their_folders_are_called(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = folder / "tables" / "latest" / "values.parquet"
    for name in ("year=2024", "year=2025"):
        parts = tmp_path / "archive" / name / "latest" / "values.parquet"
        parts.mkdir(parents=True)
        (parts / "a.parquet").symlink_to(values)
    monkeypatch.chdir(tmp_path)
    (query,) = re.findall(r"`(FROM [^`]*archive/[^`]*)`", README)
    years = sorted(duckdb.sql(f"SELECT year FROM '{values}'").fetchall() * 2)
    assert sorted(duckdb.sql(f"SELECT year {query}").fetchall()) == years
    assert sorted(polars.read_parquet("archive/*/latest/values.parquet/*.parquet").select("year").rows()) == years


def test_no_figure_is_left_out() -> None:
    assert not re.search(r"^[A-Z]{4,}$", README, re.MULTILINE)
    assert "bytes to records" in README


def test_the_row_counts_are_those_of_the_sample(folder: Path) -> None:
    for name, _, counts in [row for row in _rows("## What comes out") if row[0] not in ("table", "---")]:
        tables = name.split(", ")
        found = [duckdb.sql(f"FROM '{folder}/tables/latest/{table}.parquet'").fetchall() for table in tables]
        assert ", ".join(str(len(rows)) for rows in found) == counts
        assert set(tables) <= {table.name for table in TABLES}


@pytest.mark.parametrize(("section", "kinds"), [("## What an issue means", ISSUES), ("A document that can't be read is refused", REFUSALS)])
def test_the_catalogue_is_the_programs(section: str, kinds: tuple[IssueKind, ...]) -> None:
    listed = {row[0]: row[1:] for row in _rows(section)}
    for kind in kinds:
        assert listed[kind.code] == ([kind.severity] if kinds is ISSUES else []) + [kind.meaning, kind.remedy, kind.example]


def test_the_exit_codes_are_the_programs() -> None:
    text = README[README.index("Exit codes:") : README.index("## What comes out")]
    assert {int(number) for number in re.findall(r"\b\d+\b", text)} == {int(code) for code in EXIT_MEANINGS}


def test_every_file_that_is_named_exists() -> None:
    rooms = {room: files for room, _, files in [row for row in _rows("## The map") if row[0].endswith("/")]}
    named = [(room, name) for room, files in rooms.items() for name in re.findall(r"`([\w/]+(?:\.\w+|/))`", files)]
    assert len(named) > 10
    assert all((ROOT / room / name).exists() for room, name in named)
