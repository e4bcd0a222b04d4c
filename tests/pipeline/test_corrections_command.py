"""Corrections from end to end: the folder, `jospar correct`, and the gate of `jospar extract --fail-on`."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jospar.extract.document import Place
from jospar.normalize.corrections.applying import correct as correct_records
from jospar.normalize.corrections.entries import Corrections, Review
from jospar.normalize.corrections.proposing import CantPropose, propose_correction
from jospar.normalize.corrections.reading import MAX_BYTES, read_corrections
from jospar.normalize.records import IssueState, Origin, Records, Severity
from jospar.output.storage.dataset import load_records
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import Exit
from tests.support.correcting import (
    GRANTS,
    PAYMENTS,
    PLAN,
    SCALE,
    TASK,
    WOMEN,
    acceptance,
    correction,
    corrections_file,
    issues_of,
    read_corrected,
    value_of,
)
from tests.support.reading import ROOT, SAMPLE

pytestmark = pytest.mark.slow

FIX = correction(GRANTS, "value", "6 а", "6", "year: 2025, ")
FILE = Path("corrections/plan.yml")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the document and nothing else."""
    monkeypatch.chdir(tmp_path)
    Path("plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of the document, without corrections."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert run_command(["extract", str(folder / "plan.txt"), "--out", str(folder / "tables")]) == Exit.ALL_READ
    return folder / "tables"


def extract(*options: str, document: str = "plan.txt") -> int:
    return run_command(["extract", document, "--out", "tables", *options])


def correct(*arguments: str) -> int:
    return run_command(["correct", "plan", *arguments])


def write(text: str, path: Path | str = FILE) -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def records() -> Records:
    return load_records("tables", "plan")


def number_of(code: str, record: str | None = None, at: int = 0) -> str:
    """What a user types for an issue."""
    return issues_of(records(), code, record)[at].issue_id


# ---- the folder ------------------------------------------------------------------------------------------------------------------------


def test_every_command_that_reads_a_file_corrects_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(corrections_file(FIX))
    assert extract() == Exit.ALL_READ
    value = value_of(records(), GRANTS, 2025)
    assert (value.value, value.origin, value.value_text) == (Decimal(6), Origin.CORRECTED, "6 а")
    capsys.readouterr()
    assert run_command(["show", "plan.txt"]) == Exit.ALL_READ
    shown = capsys.readouterr().out
    assert "2025: 6 " in shown
    assert "number_unreadable" not in shown
    assert run_command(["explain", "plan.txt", "--line", "6"]) == Exit.ALL_READ
    explained = capsys.readouterr().out
    assert "info value_corrected" in explained
    assert re.search(r"accepted number_unreadable n\d{6}: .*: corrected: 6 а → 6: see the order \(A. Reviewer, 2026-11-24\)", explained)


def test_another_folder_is_named(here: Path) -> None:
    write(corrections_file(FIX), "reviewed/plan.yml")
    assert extract() == Exit.ALL_READ
    assert value_of(records(), GRANTS, 2025).value is None
    assert extract("--corrections", "reviewed") == Exit.ALL_READ
    assert value_of(records(), GRANTS, 2025).value == Decimal(6)


def test_a_folder_that_is_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extract("--corrections", "nowhere") == Exit.WRONG_USAGE
    error = capsys.readouterr().err
    assert error == "jospar: nowhere: no folder of corrections (No such file or directory); name another by --corrections\n"
    assert extract("--corrections", "") == Exit.WRONG_USAGE
    assert not Path("tables").exists()


def test_each_of_many_documents_has_its_own(here: Path) -> None:
    for name in ("one", "two", "three"):
        Path(f"{name}.txt").write_text(PLAN, encoding="utf-8")
    write(corrections_file(FIX), "corrections/plan.yml")
    write(corrections_file(FIX.replace("plan/", "two/").replace('"6"', '"7"')), "corrections/two.yml")
    assert run_command(["extract", ".", "--out", "tables", "--recursive"]) == Exit.ALL_READ
    for name, value in {"plan": Decimal(6), "one": None, "two": Decimal(7), "three": None}.items():
        assert value_of(load_records("tables", name), GRANTS.replace("plan", name), 2025).value == value


def test_a_file_of_no_document_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("nonsense", "corrections/other.yml")
    write("what to do here", "corrections/README.md")
    write("half written", "corrections/.plan.yml")
    assert extract() == Exit.ALL_READ
    error = capsys.readouterr().err
    assert error.startswith("jospar: corrections/other.yml: no document of this run has that name")
    assert error.count("\n") == 1


MALFORMED = {
    "not yaml": b"corrections: [",
    "a reference": b"a: &a [x]\nb: *a\n",
    "nested": b"[" * 20,
    "an object": b"corrections: !!python/tuple [1]\n",
    "not UTF-8": "corrections: # қ".encode("utf-16"),
    "zeros": bytes(1000),
    "huge": b"#" * (MAX_BYTES + 1),
    "another program's": b"name: CI\non: [push]\n",
    "no such column": corrections_file(FIX.replace('column: "value"', 'column: "place"')).encode(),
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("command", ["extract", "show", "correct"])
def test_a_malformed_file_stops_the_program(
    here: Path, read_once: Path, capsys: pytest.CaptureFixture[str], content: bytes, command: str
) -> None:
    shutil.copytree(read_once, "tables", symlinks=True)
    published = Path("tables/latest").resolve()
    write("")
    FILE.write_bytes(content)
    capsys.readouterr()
    options = {"extract": ["plan.txt", "--out", "tables"], "show": ["plan.txt"], "correct": ["plan", "1", "--accept"]}
    assert run_command([command, *options[command]]) == Exit.WRONG_USAGE
    printed = capsys.readouterr()
    assert printed.err.startswith("jospar: corrections/plan.yml")
    assert (printed.err.count("\n"), printed.out) == (1, "")
    assert len(printed.err) < 400
    assert Path("tables/latest").resolve() == published
    assert FILE.read_bytes() == content


def test_pipes_and_folders_are_never_opened(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("corrections/other.yml").mkdir(parents=True)
    os.mkfifo(FILE)
    assert extract() == Exit.WRONG_USAGE
    assert capsys.readouterr().err == "jospar: corrections/plan.yml: not a regular file\n"
    FILE.unlink()
    FILE.symlink_to("nowhere")
    assert extract() == Exit.WRONG_USAGE
    assert "plan.yml: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["plan.yaml", "plan.YML"])
def test_a_file_that_would_be_passed_over_stops_the_program(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    write(corrections_file(FIX), f"corrections/{name}")
    assert extract() == Exit.WRONG_USAGE
    assert capsys.readouterr().err == f"jospar: corrections/{name}: not read; name it after its document, ending in .yml\n"


def test_two_files_for_one_document_stop_the_program(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("й", "и\u0306"):  # one letter, or a letter and its mark
        write("", f"corrections/{name}.yml")
    assert extract() == Exit.WRONG_USAGE
    assert "two files for one document" in capsys.readouterr().err


def test_the_tables_are_the_same_wherever_the_file_stands(here: Path) -> None:
    text = corrections_file(FIX, correction(GRANTS, "name", "stale", "x"), accepted=(acceptance(GRANTS, "code_gap"),))
    write(text)
    write(text, "elsewhere/plan.yml")
    assert extract() == extract("--corrections", "elsewhere") == Exit.ALL_READ
    assert len(list(Path("tables/snapshots").glob("0*"))) == 1


# ---- jospar correct --------------------------------------------------------------------------------------------------------------------


def test_a_correction_is_written_applied_and_the_issue_is_gone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract()
    capsys.readouterr()
    assert correct(number_of("number_unreadable"), "--value", "6", "--reason", "see № 7: «6»", "--by", "Ә. Қ.") == Exit.ALL_READ
    printed = capsys.readouterr()
    entry = f"""  - record: "{GRANTS}"
    column: "value"
    year: 2025
    printed: "6 а"
    value: "6"
    reason: "see № 7: «6»"
    by: "Ә. Қ."
    on: "{date.today()}"
"""
    assert printed.out == f"corrections/plan.yml:\n{entry}"
    assert printed.err == ""
    assert FILE.read_text(encoding="utf-8") == f"corrections:\n{entry}"
    assert extract() == Exit.ALL_READ
    assert value_of(records(), GRANTS, 2025).value == Decimal(6)
    assert [issue.state for issue in issues_of(records(), "number_unreadable")] == [IssueState.ACCEPTED]
    assert not issues_of(records(), "correction_unmatched")


def test_what_the_issue_suggests_is_the_new_value(here: Path) -> None:
    extract()
    assert correct(number_of("code_out_of_place").removeprefix("plan/")) == Exit.ALL_READ
    (entry,) = read_corrections(FILE.read_text(encoding="utf-8"), "plan.yml").corrections
    assert (entry.record, entry.column, entry.printed, entry.value) == (PAYMENTS, "code", "1.4", "1.1.4")
    assert entry.review.reason == issues_of(records(), "code_out_of_place")[0].message
    extract()
    assert [issue.state for issue in issues_of(records(), "code_out_of_place")] == [IssueState.ACCEPTED]


def test_a_name_in_which_one_word_is_wrong(here: Path) -> None:
    Path("plan.txt").write_text(PLAN.replace("Число грантов\t", "Число гpантов всего\t"), encoding="utf-8")  # a Latin p
    extract()
    assert correct(number_of("mixed_script")) == Exit.ALL_READ
    (entry,) = read_corrections(FILE.read_text(encoding="utf-8"), "plan.yml").corrections
    assert (entry.column, entry.printed, entry.value) == ("name", "Число гpантов всего", "Число грантов всего")
    extract()
    assert [issue.state for issue in issues_of(records(), "mixed_script")] == [IssueState.ACCEPTED]


def test_every_issue_can_be_accepted(here: Path) -> None:
    extract("--fail-on", "error")
    for issue in records().issues:
        assert correct(issue.issue_id, "--accept", "--reason", "as approved", "--by", "Б.") == Exit.ALL_READ
    assert extract("--fail-on", "warning") == Exit.ALL_READ
    assert {issue.state for issue in records().issues} == {IssueState.ACCEPTED}
    assert {issue.remark for issue in records().issues} == {f"as approved (Б., {date.today()})"}


def test_every_issue_of_the_sample_can_be_accepted(here: Path) -> None:
    assert extract(document=str(SAMPLE)) == Exit.ALL_READ
    issues = load_records("tables", "ktu-2024").issues
    for issue in issues:
        assert run_command(["correct", "ktu-2024", issue.issue_id, "--accept", "--by", "Б."]) in (Exit.ALL_READ, Exit.WRONG_USAGE)
    assert extract("--fail-on", "warning", document=str(SAMPLE)) == Exit.ALL_READ
    after = load_records("tables", "ktu-2024").issues
    assert [(issue.code, issue.state) for issue in after] == [(issue.code, IssueState.ACCEPTED) for issue in issues]


def test_a_year_with_two_stages_and_a_unit(here: Path) -> None:
    Path("plan.txt").write_text(PLAN.replace("\t1\t2\t5000", "\t1 а\t2\t5000"), encoding="utf-8")
    extract()
    assert correct(number_of("number_unreadable", GRANTS), "--value", "1") == Exit.ALL_READ
    assert correct(number_of("unit_unknown"), "--value", "балл") == Exit.ALL_READ
    fact, unit = read_corrections(FILE.read_text(encoding="utf-8"), "plan.yml").corrections
    assert (fact.year, fact.stage, fact.printed) == (2023, "fact", "1 а")
    assert (unit.column, unit.printed, unit.value) == ("unit_label", "шщ", "балл")
    extract()
    assert value_of(records(), GRANTS, 2023).value == Decimal(1)
    assert not issues_of(records(), "correction_unmatched")
    assert records().measures[2].unit == "point"


def test_a_year_whose_stage_can_not_be_known(here: Path) -> None:
    plan = PLAN.replace("2023 г. план", "2023 г.").replace("\t1\t2\t5000", "\t1\t2 а\t5000")
    Path("plan.txt").write_text(plan, encoding="utf-8")
    extract()
    assert value_of(records(), GRANTS, 2023, 1).stage is None
    assert correct(number_of("number_unreadable", GRANTS), "--value", "2") == Exit.ALL_READ
    extract()
    assert [value_of(records(), GRANTS, 2023, number).value for number in (0, 1)] == [Decimal(1), Decimal(2)]


def test_a_column_is_named_where_the_issue_does_not_tell(here: Path) -> None:
    extract()
    assert correct(number_of("measure_without_number"), "--column", "name", "--value", "Выплаты, всего") == Exit.ALL_READ
    extract()
    assert records().measures[3].name == "Выплаты, всего"


def test_what_the_sample_proves_of_itself_is_corrected_and_then_confirmed(here: Path) -> None:
    assert extract("--fail-on", "error", document=str(SAMPLE)) == Exit.ISSUES_OPEN
    (proven,) = [issue for issue in load_records("tables", "ktu-2024").issues if issue.severity is Severity.ERROR]
    assert run_command(["correct", "ktu-2024", proven.issue_id]) == Exit.ALL_READ
    assert extract("--fail-on", "error", document=str(SAMPLE)) == Exit.ALL_READ
    after = load_records("tables", "ktu-2024")
    value = value_of(after, "ktu-2024/d4/t5/m1", 2024)
    assert (value.value, value.value_text, value.origin) == (Decimal(500), "5000", Origin.CORRECTED)
    assert value.confirmations > 0
    assert {issue.code for issue in after.issues if (issue.record_id, issue.year) == (value.owner_id, 2024)} == {"value_corrected"}


TITLE = "Довести число грантов с 10 до 60"


@pytest.mark.parametrize(
    ("about", "column", "value"),
    [
        (("measures", GRANTS, 2024, "5000", "500"), "value", "500"),
        (("measures", WOMEN, None, "чел.", "%"), "unit_label", "%"),
        (("measures", GRANTS, None, "грантов", "студентов"), "name", "Число студентов"),
        (("tasks", TASK, 2023, TITLE, "12"), "target_baseline", "12"),
        (("tasks", TASK, 2026, TITLE, "65"), "target_value", "65"),
        (("tasks", TASK, None, "число", "долю"), "title", "Довести долю грантов с 10 до 60"),
    ],
)
def test_what_an_issue_is_about_is_known_by_its_year_and_print(
    about: tuple[str, str, int | None, str, str], column: str, value: str
) -> None:
    read = read_corrected()
    table, record, year, printed, suggestion = about
    issue = replace(
        read.issues[0], code="x", table=table, record_id=record, year=year, printed=printed, suggestion=suggestion, place=Place()
    )
    entry = propose_correction(read, issue, None, None, Review("why", "who", date(2026, 11, 24)))
    assert (entry.column, entry.value) == (column, value)
    corrected = correct_records(read, Corrections((entry,)))
    assert issues_of(corrected, "value_corrected")


@pytest.mark.parametrize(
    "about", [("tasks", TASK, 2024, TITLE), ("tasks", TASK, None, TITLE), ("measures", WOMEN, None, "5"), (None, None, None, "x")]
)
def test_what_an_issue_is_about_is_not_guessed(about: tuple[str | None, str | None, int | None, str]) -> None:
    read = read_corrected()
    table, record, year, printed = about
    issue = replace(read.issues[0], code="x", table=table, record_id=record, year=year, printed=printed, suggestion="5", place=Place())
    with pytest.raises(CantPropose):
        propose_correction(read, issue, None, None, Review("why", "who", date(2026, 11, 24)))


def test_the_file_of_a_reviewer_stays_as_it_is(here: Path) -> None:
    extract()
    write("# approved by the board on 5 May\naccepted: []  # none\n")
    FILE.chmod(0o640)
    Path("kept.yml").write_bytes(FILE.read_bytes())
    FILE.unlink()
    Path("kept.yml").chmod(0o640)
    FILE.symlink_to("../kept.yml")
    assert correct(number_of("unit_unknown"), "--value", "балл") == Exit.ALL_READ
    assert FILE.is_symlink()
    text = Path("kept.yml").read_text(encoding="utf-8")
    assert text.startswith('# approved by the board on 5 May\naccepted: []  # none\ncorrections:\n  - record: "plan/d1/t1/m3"\n')
    assert Path("kept.yml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in FILE.parent.iterdir()] == ["plan.yml"]
    assert sorted(path.name for path in Path().iterdir()) == ["corrections", "kept.yml", "plan.txt", "tables"]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert correct(*arguments) == Exit.WRONG_USAGE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


def test_a_hidden_document_has_no_corrections(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".plan.txt").write_text(PLAN, encoding="utf-8")
    assert run_command(["extract", ".plan.txt", "--out", "tables"]) == Exit.ALL_READ
    assert run_command(["correct", ".plan", "1", "--accept"]) == Exit.WRONG_USAGE
    assert "rename it" in capsys.readouterr().err
    assert not Path("corrections").exists()


def test_what_can_not_be_done_is_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no dataset to find it in" in refused(capsys, "1")
    extract()
    assert "plan has no such issue; see jospar explain plan" in refused(capsys, "99")
    assert "plan has no such issue" in refused(capsys, "other/n000001")
    unread = number_of("number_unreadable")
    assert f"{unread} (number_unreadable): it suggests no value; say what is right by --value" in refused(capsys, unread)
    assert "'6 б' can't stand in the column 'value': this is not one number" in refused(capsys, unread, "--value", "6 б")
    assert "the cell holds one number; --value has two" in refused(capsys, unread, "--value", "6/ 7")
    assert "no place beside it" in refused(capsys, unread, "--value", "6", "--accept")
    assert "--reason: it must not be empty" in refused(capsys, unread, "--value", "6", "--reason", " ")
    assert "--by: it must not be empty" in refused(capsys, unread, "--value", "6", "--by", "")
    assert "control character" in refused(capsys, unread, "--value", "6", "--by", "\x1b[31m")
    assert "not UTF-8" in refused(capsys, unread, "--value", "6", "--by", "\udcff")
    assert "it suggests nothing" in refused(capsys, number_of("unit_unknown"))
    assert "--column takes: name, code, unit_label" in refused(capsys, number_of("unit_unknown"), "--column", "title", "--value", "x")
    assert "the unit is not in the list" in refused(capsys, number_of("unit_unknown"), "--value", "щщ")
    assert not FILE.exists()
    correct(unread, "--value", "6")
    assert "corrections/plan.yml, line 2: the entry is there already" in refused(capsys, unread, "--value", "7")
    extract()
    settled = number_of("number_unreadable")
    assert f"{settled} (number_unreadable): it is not open any more (corrected: 6 а → 6" in refused(capsys, settled, "--accept")
    assert "it is about an entry of the corrections" in refused(capsys, number_of("value_corrected"), "--accept")
    assert run_command(["correct", "other", "1"]) == Exit.WRONG_USAGE
    assert "other: not a document of tables" in capsys.readouterr().err


def test_a_folder_that_can_not_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract()
    Path("corrections").write_text("mine")
    capsys.readouterr()
    assert correct("1", "--accept") == Exit.WRONG_USAGE
    assert correct("1", "--accept", "--corrections", "plan.txt/below") == Exit.OUTPUT_FAILED
    assert capsys.readouterr().err.count("\n") == 2
    assert Path("corrections").read_text() == "mine"


def by_whom(monkeypatch: pytest.MonkeyPatch, path: Path) -> str:
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.setenv("LOGNAME", "login")
    assert correct(number_of("unit_unknown"), "--accept") == Exit.ALL_READ
    (entry,) = read_corrections(FILE.read_text(encoding="utf-8"), "plan.yml").accepted
    FILE.unlink()
    return entry.review.by


def test_who_it_is_by_is_known_from_git_or_the_login(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract()
    git = here / "bin" / "git"
    git.parent.mkdir()
    assert by_whom(monkeypatch, git.parent) == "login"
    git.write_text("#!/bin/sh\necho 'Ә. Git'\n", encoding="utf-8")
    git.chmod(0o755)
    assert by_whom(monkeypatch, git.parent) == "Ә. Git"
    git.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert by_whom(monkeypatch, git.parent) == "login"


# ---- the gate --------------------------------------------------------------------------------------------------------------------------


def open_issues(severity: Severity) -> int:
    return sum(issue.severity is severity and issue.state is IssueState.OPEN for issue in records().issues)


def test_the_gate_counts_what_is_open(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extract() == Exit.ALL_READ
    errors, warnings = open_issues(Severity.ERROR), open_issues(Severity.WARNING)
    assert errors > 1 and warnings > 1
    assert capsys.readouterr().err == ""
    assert extract("--fail-on", "error") == Exit.ISSUES_OPEN
    printed = capsys.readouterr()
    assert printed.err.startswith(f"jospar: --fail-on error: {errors} issues of that severity or a worse one still open")
    assert "tables/latest: " in printed.out
    assert extract("--fail-on", "warning") == Exit.ISSUES_OPEN
    assert f"{errors + warnings} issues" in capsys.readouterr().err
    assert extract("--fail-on", "info") == Exit.WRONG_USAGE


def test_the_gate_opens_where_errors_are_corrected_or_accepted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(corrections_file(FIX))
    assert extract("--fail-on", "error") == Exit.ISSUES_OPEN
    assert "1 issue of" in capsys.readouterr().err
    write(corrections_file(FIX, accepted=(acceptance(SCALE, "number_grouping", "5 0 0", "year: 2025, "),)))
    assert extract("--fail-on", "error") == Exit.ALL_READ
    assert extract("--fail-on", "warning") == Exit.ISSUES_OPEN
    assert open_issues(Severity.ERROR) == 0
    capsys.readouterr()
    assert run_command(["show", "plan"]) == Exit.ALL_READ
    assert "error" not in capsys.readouterr().out


def test_the_gate_is_shut_by_a_correction_that_does_not_fit_or_belongs_to_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixed = corrections_file(FIX, correction(SCALE, "value", "5 0 0", "500", "year: 2025, "))
    write(fixed)
    assert extract("--fail-on", "error") == Exit.ALL_READ
    write(fixed + f"  - {correction(WOMEN, 'value', '16 %', '1', 'year: 2024, ')}\n")
    assert extract("--fail-on", "error") == Exit.ISSUES_OPEN
    write(fixed + f"accepted:\n  - {acceptance(WOMEN, 'code_gap')}\n")
    assert extract("--fail-on", "error") == Exit.ISSUES_OPEN
    write(fixed)
    write("", "corrections/gone.yml")
    capsys.readouterr()
    assert extract("--fail-on", "error") == Exit.ISSUES_OPEN
    assert capsys.readouterr().err.startswith("jospar: corrections/gone.yml: no document of this run has that name")
    assert extract() == Exit.ALL_READ


def test_a_refused_document_keeps_its_exit_code(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.txt").write_text("")
    assert run_command(["extract", "plan.txt", "bad.txt", "--out", "tables", "--fail-on", "error"]) == Exit.SOME_REFUSED
    assert "--fail-on error: 2 issues" in capsys.readouterr().err
    assert extract("--fail-on", "error", document="bad.txt") == Exit.NONE_READ
    assert "--fail-on" not in capsys.readouterr().err


# ---- the documentation -----------------------------------------------------------------------------------------------------------------


def test_the_example_of_the_documentation_corrects_the_sample(here: Path) -> None:
    page = (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    write(example, "corrections/ktu-2024.yml")
    assert extract(document=str(SAMPLE)) == Exit.ALL_READ
    found = load_records("tables", "ktu-2024")
    value = value_of(found, "ktu-2024/d4/t5/m1", 2024)
    assert (value.value, value.value_text, value.origin) == (Decimal(500), "5000", Origin.CORRECTED)
    assert [issue.state for issue in issues_of(found, "code_gap")] == [IssueState.ACCEPTED]
    assert not issues_of(found, "correction_unmatched") + issues_of(found, "correction_unused")
