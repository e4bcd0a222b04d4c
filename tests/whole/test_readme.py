"""The README holds: it is short, its commands and code run as written, its lists are those of the program."""

from __future__ import annotations

import re

import duckdb
import pytest

from jospar.output.schema.tables import TABLES
from tests.support.documentation import find_blocks, find_rows, read_page
from tests.support.reading import ROOT

README = read_page("README.md")
MOST_LINES = 150
MOST_PICTURE_BYTES = 150_000


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= MOST_LINES


@pytest.mark.usefixtures("dataset_here")
@pytest.mark.parametrize("code", find_blocks(README, "python"))
def test_python_runs_as_written(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "percent" in printed or "5,5" in printed


@pytest.mark.usefixtures("dataset_here")
def test_sql_runs_as_written() -> None:
    (query,) = find_blocks(README, "sql")
    assert sum(count for _, count in duckdb.sql(query).fetchall()) == 372


def test_the_tables_are_the_programs() -> None:
    listed = [name for row in find_rows(README, "## What comes out") for name in row[0].split(", ")]
    assert sorted(listed) == sorted(table.name for table in TABLES)


def test_two_commands() -> None:
    commands = [line.split("#")[0].strip() for line in find_blocks(README, "sh")[0].splitlines()]
    assert commands == ["make extract", "make test"]


def test_its_picture_is_small() -> None:
    (picture,) = re.findall(r"!\[.+\]\((.+)\)", README)
    assert (ROOT / picture).stat().st_size <= MOST_PICTURE_BYTES


def test_it_leads_to_every_page() -> None:
    pages = sorted(page.name for page in (ROOT / "docs").glob("*.md"))
    assert sorted(set(re.findall(r"^- \[[\w-]+\.md\]\(docs/([\w-]+\.md)\):", README, re.MULTILINE))) == pages
