"""What is shown of a document, and the two references."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.document import Place
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Fate, Records, Severity
from jospar.output.schema.tables import TABLES
from jospar.pipeline.commands.extract_exit import choose_exit
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.inputs.input_file import InputFile
from jospar.pipeline.main import run_command
from jospar.pipeline.outcome import InputOutcome, InputState
from jospar.pipeline.record_counts import RecordCounts
from jospar.pipeline.system.console import TextStyle, choose_paint, plain, printable
from jospar.pipeline.system.exits import EXIT_MEANINGS, Exit
from jospar.pipeline.views.explain import format_explanation
from jospar.pipeline.views.summary import FEW, format_summary
from jospar.pipeline.views.tree import format_tree
from jospar.pipeline.views.wording import describe_place, short_id
from tests.support.output_factory import make_records
from tests.support.reading import SAMPLE, read_records

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(SAMPLE.read_bytes())


def outcomes(*states: InputState) -> list[InputOutcome]:
    refusal = Refusal("empty_file")
    counts = {
        InputState.READ: RecordCounts(1, 2, 3, 4, 5, 5, 0, 1, 2),
        InputState.STALE: RecordCounts(1, 2, 3, 4, 5, 5, 1),
        InputState.REFUSED: RecordCounts(),
    }
    return [
        InputOutcome(InputFile(Path(f"{n}.txt"), f"plan-{n}"), state, counts[state], None if state is InputState.READ else refusal)
        for n, state in enumerate(states)
    ]


# ---- show ------------------------------------------------------------------------------------------------------------------------------


def test_the_tree_holds_every_record_and_number(records: Records) -> None:
    tree = format_tree(records, plain)
    titles = [record.title for record in (*records.directions, *records.tasks)]
    names = [record.name for record in (*records.measures, *records.indicators, *records.parties)]
    assert [text for text in (*titles, *names) if printable(text) not in tree] == []
    assert len(re.findall(r"\b20\d\d: ", tree)) >= len({(value.owner_id, value.year) for value in records.values})
    assert "2024: 9976, 2025: 10070, " in tree
    assert "→ target 6591606.25 → 9245068.75 ×10^3 KZT" in tree


def test_the_tree_says_what_a_value_is() -> None:
    tree = format_tree(make_records(), plain)
    assert "2024: 6591606.25, 2025: –, 2026: 31–38 (fact), 2027: ≥-0.000001 (estimate) ×10^3 KZT" in tree
    assert "stakeholders: ҒЖБМ" in tree
    assert "executors: АМ жөніндегі проректор" in tree
    assert tree.index("Табысты арттыру") < tree.index("─ Дамыту")


def test_a_file_and_its_document_in_the_dataset_look_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    assert run_command(["extract", str(SAMPLE), "--out", out]) == Exit.ALL_READ
    capsys.readouterr()
    for command in ("show", "explain"):
        assert run_command([command, str(SAMPLE)]) == Exit.ALL_READ
        of_file = capsys.readouterr()
        assert run_command([command, SAMPLE.stem, "--data", out]) == Exit.ALL_READ
        of_document = capsys.readouterr()
        # No table holds why a heading has its level.
        assert of_document.out == re.sub(r"(?m)^(line [^:]+: \w+), a \w+: .*$", r"\1", of_file.out)
        assert of_file.err == of_document.err == ""


@pytest.mark.parametrize("command", ["show", "explain"])
def test_what_can_not_be_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    empty, out = tmp_path / "empty.txt", str(tmp_path / "out")
    empty.write_bytes(b"")
    assert run_command([command, str(empty)]) == Exit.NONE_READ
    assert capsys.readouterr().err == f"jospar: {empty}: the file is empty; export it again [empty_file]\n"
    assert run_command([command, "nowhere", "--data", out]) == Exit.WRONG_USAGE
    assert "no such file, and no dataset" in capsys.readouterr().err
    run_command(["extract", str(SAMPLE), "--out", out])
    assert run_command([command, "nowhere", "--data", out]) == Exit.WRONG_USAGE
    assert "neither a file nor a document" in capsys.readouterr().err


def test_issues_name_their_place_by_what_the_format_has(records: Records) -> None:
    issue = replace(next(issue for issue in records.issues if issue.severity is not Severity.INFO), printed="1.2.", message="odd", code="x")
    for place, words in (
        (Place(), ""),
        (Place(line=5), "line 5: "),
        (Place(page=3, line=42, bbox="1.0,2.0,3.0,4.0"), "page 3, line 42: "),
        (Place(line=9, table=2, row=5, column=3), "line 9, table 2, row 5, column 3: "),
    ):
        tree = format_tree(replace(records, issues=(replace(issue, place=place),)), plain)
        assert tree.splitlines()[-1] == f"{issue.severity} {words}1.2.: odd [x {short_id(issue)}]"


def test_headings_stand_in_the_order_of_their_format(records: Records) -> None:
    first, second, *others = records.directions
    for early, late in (
        (Place(page=1, line=9, table=3, row=1), Place(page=2, line=10)),
        (Place(page=9, line=20), Place(page=10, line=21, table=1, row=1, column=1)),
        (Place(line=8, table=7, row=30, column=2), Place(line=12)),
        (Place(line=8), Place(line=12, table=1, row=1)),
    ):
        directions = (replace(first, place=late), replace(second, place=early), *(replace(one, place=Place(page=99)) for one in others))
        tree = format_tree(replace(records, directions=directions), plain)
        assert tree.index(printable(second.title)) < tree.index(printable(first.title))


# ---- explain ---------------------------------------------------------------------------------------------------------------------------


def test_every_cell_is_explained(records: Records) -> None:
    lines = format_explanation(records, None, None, plain).splitlines()
    ends = [line for line in lines if line.startswith(tuple(f"  {fate}" for fate in Fate))]
    assert len(ends) == records.document.cells
    assert all("→ " in line or "← " in line for line in ends)
    assert len(lines) == len(ends) + len({cell.place.line for cell in records.cells}) + len(records.issues)


def test_one_line_is_explained(records: Records) -> None:
    cell = next(cell for cell in records.cells if cell.record_id == "ktu-2024/d1/t1/m1" and cell.column == "name_printed")
    text = format_explanation(records, cell.place.line, None, plain)
    assert text.startswith(f"line {cell.place.line}, table 1, row 4: measure\n")
    assert "9 976  → values.value_text of ktu-2024/d1/t1/m1/v01" in text
    assert "code_out_of_place" in text
    assert len({line for line in text.splitlines() if line.startswith("line ")}) == 1


def test_the_level_of_a_heading_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "Атауы\tӨлшем бірлігі\t2024ж.\t2025ж.\n1.1.1.1. Оқу саны\tадам\t5\t6\n"
    path = tmp_path / "plan.txt"
    path.write_text(f"1. Қаржы\n\n1.1. Табыс\n\n1.1.1. Оқу\n\n{rows}", encoding="utf-8")
    for line, said in (
        (1, "coded_heading, a direction: its number has one part\n"),
        (3, "coded_heading, a goal: the number of the next heading extends its own\n"),
        (5, "coded_heading, a task: no heading follows\n"),
    ):
        assert run_command(["explain", str(path), "--line", str(line)]) == Exit.ALL_READ
        assert f"line {line}: {said}" in capsys.readouterr().out


def test_flagged_cells_are_explained_by_their_issue(records: Records) -> None:
    cells = (replace(records.cells[0], fate=Fate.FLAGGED, rule="cell_not_used", table=None, record_id=None, column=None),)
    text = format_explanation(replace(records, cells=cells), None, None, plain)
    assert f"← cell_not_used: {CATALOGUE['cell_not_used'].meaning}" in text


def test_a_line_without_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", str(SAMPLE), "--line", "99999"]) == Exit.ALL_READ
    assert "line 99999: nothing is printed there" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_lines_and_pages_of_other_formats_are_explained(suffix: str) -> None:
    folder = SAMPLE.parent / {".docx": "word", ".pdf": "pdf"}[suffix]
    records = read_records((folder / f"ktu-2024{suffix}").read_bytes(), suffix=suffix)
    measure = next(measure for measure in records.measures if measure.measure_id == "ktu-2024/d2/t2/m1")
    where = describe_place(measure.place)
    assert f"line {measure.place.line}, table 2, row " in where
    assert where.startswith("page 3, ") == (suffix == ".pdf")
    text = format_explanation(records, measure.place.line, None, plain)
    assert text.startswith(f"{where}: measure\n")
    assert all(line.startswith(where) for line in text.splitlines() if not line.startswith(" "))
    if suffix == ".pdf":
        page = format_explanation(records, None, 3, plain)
        assert text in page
        assert all(line.startswith("page 3, ") for line in page.splitlines() if not line.startswith(" "))
        pages = [format_explanation(records, None, number, plain) for number in range(1, 7)]
        assert "\n".join(pages) == format_explanation(records, None, None, plain)


def test_an_issue_without_cells_is_explained_at_its_place(records: Records) -> None:
    issue = replace(records.issues[0], place=Place(page=3), code="page_not_read", message="not read", record_id=None)
    whole = replace(issue, place=Place(), message="of all")
    text = format_explanation(replace(records, cells=records.cells[:1], issues=(issue, whole)), None, None, plain)
    assert text.splitlines()[0] == f"{issue.severity} page_not_read n000001: of all"
    assert f"page 3: no cell\n  {issue.severity} page_not_read n000001: not read" in text
    assert "of all" not in format_explanation(replace(records, issues=(whole,)), None, 3, plain)


def test_a_page_without_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", str(SAMPLE), "--page", "2", "--line", "5"]) == Exit.ALL_READ
    assert "page 2, line 5: nothing is printed there" in capsys.readouterr().out


# ---- references and help ---------------------------------------------------------------------------------------------------------------


def test_the_schema_names_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["schema"]) == Exit.ALL_READ
    blocks = {block.split()[0]: block for block in capsys.readouterr().out.split("\n\n")[1:]}
    for table in TABLES:
        assert [line.split()[0] for line in blocks[table.name].splitlines()[1:]] == [column.name for column in table.columns]
        assert all(column.description in blocks[table.name] for column in table.columns)


def test_the_catalogue_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["issues"]) == Exit.ALL_READ
    printed = capsys.readouterr().out
    for kind in CATALOGUE.values():
        assert re.search(rf"^{kind.code} +{kind.severity} +{re.escape(kind.meaning)} +{re.escape(kind.remedy)}$", printed, re.MULTILINE)


def test_the_help_tells_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["--help"]) == Exit.ALL_READ
    printed = " ".join(capsys.readouterr().out.split())
    assert set(EXIT_MEANINGS) == set(Exit)
    for code, meaning in EXIT_MEANINGS.items():
        assert f"{code:d} {meaning}" in printed


@pytest.mark.parametrize(
    "arguments",
    [[], ["extrct"], ["extract"], ["extract", "a.txt"], ["extract", "a.txt", "--oot", "x"], ["extract", "a.txt", "--out", ""],
     ["explain", "a.txt", "--line", "x"], ["--out", "x"]],
)  # fmt: skip
def test_wrong_usage_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run_command(arguments) == Exit.WRONG_USAGE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("jospar: ")
    assert printed.err.count("\n") == 1


# ---- summary and streams ---------------------------------------------------------------------------------------------------------------


def test_the_summary_has_a_row_a_document_and_the_total() -> None:
    lines = format_summary(outcomes(InputState.READ, InputState.STALE, InputState.REFUSED), "tables/latest: published", plain).splitlines()
    assert len(lines) == 6
    assert lines[1].split() == ["plan-0", "1", "2", "3", "4", "5", "of", "5", "0", "1", "2"]
    assert lines[2].endswith("stale: the last good version is kept")
    assert lines[3].split() == ["plan-2", "refused"]
    assert " ".join(lines[4].split()) == "3 documents 2 4 6 8 10 of 10 1 1 2 1 read, 1 stale, 1 refused"
    assert lines[5] == "tables/latest: published"


def test_the_summary_of_many_is_their_total() -> None:
    lines = format_summary(outcomes(*[InputState.READ] * (FEW + 1)), "published", plain).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [[str(FEW + 1), "documents"], ["published"]]


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ([InputState.READ], 0),
        ([InputState.READ, InputState.REFUSED], 3),
        ([InputState.READ, InputState.STALE], 3),
        ([InputState.REFUSED], 4),
        ([InputState.STALE, InputState.REFUSED], 4),
    ],
)
def test_exit_codes(states: list[InputState], code: int) -> None:
    assert choose_exit(outcomes(*states)) == code


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_only_for_those_who_watch_and_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert choose_paint(Terminal())("x", TextStyle.RED) == "\x1b[31mx\x1b[0m"
    assert choose_paint(io.StringIO())("x", TextStyle.RED) == choose_paint(None)("x", TextStyle.RED) == "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert choose_paint(Terminal())("x", TextStyle.RED) == "x"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert choose_paint(Terminal())("x", TextStyle.RED) == "x"


@given(st.text(st.characters(exclude_categories=[])))
def test_printable_text_is_one_harmless_line(text: str) -> None:
    line = printable(text)
    assert len(line.splitlines()) <= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]", line)
    assert printable(line) == line
