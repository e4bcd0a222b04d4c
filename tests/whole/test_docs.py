"""The pages of docs/ hold: their code runs as written, their lists are those of the program, their links lead somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import duckdb
import pytest

from jospar.extract.words.vocabulary import read_vocabulary
from jospar.normalize.catalogue import CATALOGUE
from jospar.output.schema.tables import TABLES
from jospar.pipeline.commands import COMMANDS
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import EXIT_MEANINGS
from tests.support.documentation import PAGES, find_blocks, find_code, find_made_files, find_rows, name_page, read_page
from tests.support.reading import ROOT
from tools.issues_page import format_page

DATASET = read_page("docs/dataset.md")
of_pages = pytest.mark.parametrize("page", PAGES, ids=name_page)


@pytest.mark.usefixtures("dataset_here")
@pytest.mark.parametrize("code", find_blocks(DATASET, "python"))
def test_python_runs_as_written(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "dataset.md", "exec"), {})
    printed = capsys.readouterr().out
    assert ("4500000.000000" if "tenge" in code else "Decimal(" if "read_document" in code else "percent") in printed


@pytest.mark.usefixtures("dataset_here")
def test_sql_runs_as_written() -> None:
    executors, issues = (duckdb.sql(query).fetchall() for query in find_blocks(DATASET, "sql"))
    assert sum(count for _, count in executors) == 138
    assert executors[0] == ("АМ жөніндегі проректор", 29)
    assert len(issues) == 25
    assert [row[1] for row in issues[:3]] == ["error", "warning", "warning"]


def test_the_row_counts_are_those_of_the_sample(dataset_here: Path) -> None:
    listed = []
    for name, _, counts in find_rows(DATASET, "## Tables"):
        tables = name.split(", ")
        found = [duckdb.sql(f"FROM '{dataset_here}/tables/latest/{table}.parquet'").fetchall() for table in tables]
        assert ", ".join(str(len(rows)) for rows in found) == counts
        listed += tables
    assert sorted(listed) == sorted(table.name for table in TABLES)


def test_the_page_of_issues_is_made_from_the_catalogue() -> None:
    assert read_page("docs/issues.md") == format_page(), "python tools/issues_page.py > docs/issues.md"


def test_the_commands_are_the_programs() -> None:
    listed = [row[0].split()[1].strip("`") for row in find_rows(read_page("docs/commands.md"), "# The commands")]
    assert set(listed) == set(COMMANDS)


def test_the_exit_codes_are_the_programs() -> None:
    listed = {int(code): meaning for code, meaning in find_rows(read_page("docs/commands.md"), "## Exit codes")}
    assert listed == {int(code): meaning for code, meaning in EXIT_MEANINGS.items()}


def test_the_checks_are_the_programs() -> None:
    text = "".join(row[0] for row in find_rows(read_page("docs/checks.md"), "# How a document checks itself"))
    names = {entry.code for entry in read_vocabulary(ROOT / "output/report/words/checks.yml", ("kk", "ru", "en"))}
    assert set(re.findall(r"`(\w+)`", text)) == names


def test_the_forms_of_export_are_the_programs(capsys: pytest.CaptureFixture[str]) -> None:
    listed = [row[0].strip("`") for row in find_rows(read_page("docs/exports.md"), "# To hand it to other programs")]
    assert run_command(["export", "--help"]) == 0
    assert f"one of {', '.join(listed)}" in " ".join(capsys.readouterr().out.split())


@pytest.fixture(scope="module")
def options() -> set[str]:
    """Every option that a command of the program or of tools/ takes."""
    sources = (*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "tools").glob("*.py"))
    return {option for source in sources for option in re.findall(r'"(--[a-z-]+)"', source.read_text(encoding="utf-8"))} | {"--help"}


@of_pages
def test_every_option_exists(page: Path, options: set[str]) -> None:
    text = re.sub(r"^```(diff|text|python)\n.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    others = {"--strict", "--editable"} | set(re.findall(r"--[a-z-]+", text)) if page.name == "CHANGES.md" else {"--strict", "--editable"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) <= options | others


@of_pages
def test_every_target_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make (?:[A-Z]+=[^\s`]+ )?([a-z][a-z-]*)", text, re.MULTILINE))
    assert named <= targets


@of_pages
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        path, _, place = link.partition("#")
        if "://" not in link:
            target = page.parent / path if path else page
            assert target.exists(), link
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE) if place else []
            assert not place or place in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, link


@of_pages
def test_every_file_that_is_named_exists(page: Path) -> None:
    if page.name == "CHANGES.md":
        return  # it speaks of files that were
    text = page.read_text(encoding="utf-8")
    named = {name for name in find_code(text) if re.fullmatch(ROOMS, name)}
    named.update(re.findall(r"(?<![\w./-])(?:extract|normalize|output|pipeline|tests|tools)/[\w/]+\.\w+", text))
    missing = [name for name in named - find_made_files(text) if not (ROOT / name).exists()]
    assert not missing


ROOMS = r"(?:jospar|extract|normalize|output|pipeline|tests|tools|findings|samples|docs|\.ci)/[\w./-]*|[\w-]+\.(?:toml|md|lock)|Makefile"


@of_pages
def test_every_issue_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if page.name == "CHANGES.md":
        return
    for name in re.findall(r"(?:the issue|has the issue|refused as) `(\w+)`", text):
        assert name in CATALOGUE


def test_every_room_is_on_the_map() -> None:
    listed = set(find_code(read_page("docs/architecture.md")))
    rooms = [path for room in ("extract", "normalize", "output", "pipeline") for path in (ROOT / room).iterdir() if path.is_dir()]
    assert {path.relative_to(ROOT).as_posix() + "/" for path in rooms if path.name != "__pycache__"} <= listed


def test_every_library_is_on_the_map() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name != "dev" for line in lines]
    names = [re.split(r"[><=\[]", line)[0] for line in (*project["dependencies"], *extras)]
    text = read_page("docs/architecture.md").lower()
    assert [name for name in names if name.lower() not in text] == []
