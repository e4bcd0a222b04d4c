"""The review page without a browser: what is written, where, and in which words."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.vocabulary import BadVocabulary, read_vocabulary
from jospar.normalize.catalogue import CATALOGUE, ISSUES
from jospar.normalize.checks.base import Relation
from jospar.normalize.checks.patterns import PatternKind
from jospar.normalize.details import DETAILS, compose_detail
from jospar.normalize.records import Check, Issue, IssueState, Outcome, Severity
from jospar.output.report import translations as words
from jospar.output.report.page import render_document, render_index
from jospar.output.report.page_names import INDEX, link_to, name_page, name_pages
from jospar.output.report.payload import encode_document
from jospar.output.report.pictures import PagePicture, PagePictures
from jospar.output.report.summary import MOST_OPEN, encode_dataset, summarize
from jospar.output.report.targets import find_counterparts
from jospar.output.storage.dataset import load_records
from jospar.pipeline.draw.page_pictures import choose_pages, open_picture_process
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import Exit
from tests.support.output_factory import make_records
from tests.support.reading import ROOT, SAMPLE, read_records
from tests.support.report_documents import ATTACKS, make_hostile, make_large, make_reviewed

REPORT = ROOT / "output" / "report"
PDF = ROOT / "samples" / "pdf" / "ktu-2024.pdf"


def _data(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


# Names of files


@given(st.lists(st.text(max_size=300), unique=True, max_size=8))
def test_names_are_safe_and_differ(ids: list[str]) -> None:
    names = name_pages(ids)
    assert list(names) == ids
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert name.casefold() != INDEX
        assert name == Path(name).name and not name.startswith(".") and len(name.encode()) < 240
        assert not set(name) & set('/\\:*?"<>|\n\x00')


def test_two_ids_that_differ_by_case_have_two_files() -> None:
    names = name_pages(["Plan", "plan"])
    assert names["Plan"] == "Plan.html" and names["plan"].startswith("plan-")


@pytest.mark.parametrize("device", ["con", "NUL", "com1.v2", "index", "INDEX"])
def test_names_that_mean_something_else_are_marked(device: str) -> None:
    assert name_page(device) != f"{device}.html"


def test_a_link_holds_any_letter() -> None:
    assert link_to("Даму #1?.html") == "%D0%94%D0%B0%D0%BC%D1%83%20%231%3F.html"


# Words


def test_every_issue_has_words_in_every_language() -> None:
    translated = {entry.code for entry in words.issue_entries()}
    known = {kind.code for kind in ISSUES}
    assert known - translated == set()
    assert translated - known == set()


def test_every_check_has_words() -> None:
    named = {entry.code for entry in words.entries("checks.yml")}
    assert named == {*Relation, *PatternKind}


def test_every_unit_has_words() -> None:
    units = {entry.code for entry in read_vocabulary(ROOT / "normalize" / "vocabulary" / "units.yml", ("kind",))}
    assert units - {entry.code for entry in words.entries("units.yml")} == set()


def _used_words() -> set[str]:
    """The keys of interface words that scripts and templates name; a key with `${}` in it stands for what it may be."""
    used: set[str] = set()
    for path in (*REPORT.glob("script/*.js"), *REPORT.glob("templates/*.html")):
        text = path.read_text(encoding="utf-8")
        used.update(re.findall(r'\b(?:w|fact|word)\(\s*"([a-z_0-9]+)"', text))
        used.update(re.findall(r'data-(?:word|label)="([a-z_0-9]+)"', text))
        used.update(re.findall(r'"(answers_for|concerns)"', text))
        for pattern in re.findall(r"\bw\(\s*`([^`]+)`", text):
            expression = re.compile(re.sub(r"\\\$\\\{[^}]*\\\}", "[a-z_0-9]+", re.escape(pattern)))
            found = {key for key in words.interface()["en"] if expression.fullmatch(key)}
            assert found, pattern
            used |= found
    return used


def test_every_word_of_the_interface_is_used_and_every_used_one_exists() -> None:
    keys = set(words.interface()["en"])
    used = _used_words()
    kinds = {"direction", "goal", "task", "measure", "indicator"}
    assert used - keys == set()
    assert keys - used - kinds == set()


def test_no_word_is_left_in_another_language() -> None:
    for key, english in words.interface()["en"].items():
        if re.search(r"[a-z]{3}", re.sub(r"\{\w+\}|Tab|Enter|Esc|JavaScript", "", english)):
            for language in ("kk", "ru"):
                assert re.search(r"[а-яәғқңөұүһі]", words.interface()[language][key].lower()), key


@pytest.mark.parametrize("key", sorted(words.interface()["en"]))
def test_what_is_filled_in_is_the_same_in_every_language(key: str) -> None:
    slots = {language: sorted(re.findall(r"\{\w+\}", found[key])) for language, found in words.interface().items()}
    assert slots["kk"] == slots["ru"] == slots["en"]


def test_a_code_without_words_stands_for_itself() -> None:
    assert words.of_issues(["brand_new"])["kk"] == {"brand_new": "brand_new", "brand_new.remedy": ""}
    assert words.of_checks(["brand_new"])["ru"] == {"brand_new": "brand_new"}


def test_a_word_that_lacks_a_language_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "checks.yml").write_text('- {code: "sum", kk: "қосынды", ru: "сумма"}\n', encoding="utf-8")
    monkeypatch.setattr(words, "_FOLDER", tmp_path)
    words.entries.cache_clear()
    with pytest.raises(BadVocabulary, match="'sum' has no en"):
        words.entries("checks.yml")
    words.entries.cache_clear()


def _with_message(code: str, detail: str) -> Issue:
    return replace(make_records().issues[0], code=code, message=f"{CATALOGUE[code].meaning} ({detail})")


def test_the_words_of_a_detail_are_translated_and_a_formula_stays() -> None:
    assert words.of_detail(_with_message("header_misspelt", "read as өлш.бірл.")) == {
        "kk": "өлш.бірл. деп оқылды", "ru": "прочитано как өлш.бірл.", "en": "read as өлш.бірл.",
    }
    assert words.of_detail(_with_message("target_unmet", "4.5.1 = 5000 ≠ 2500 (2024)")) == "4.5.1 = 5000 ≠ 2500 (2024)"
    assert words.of_detail(replace(make_records().issues[0], code="brand_new", message="brand_new")) == ""


@pytest.mark.parametrize("name", DETAILS)
def test_every_detail_has_words_in_every_language(name: str) -> None:
    entry, said = words.detail_entries()[name], compose_detail(name, "12", "b")
    expected = {"kk": (entry.get("kk") or "").format("12", "b"), "ru": (entry.get("ru") or "").format("12", "b"), "en": said}
    assert words.of_detail(_with_message("cell_not_used", said)) == expected


def test_no_translation_is_of_a_detail_that_is_gone() -> None:
    assert words.detail_entries().keys() == DETAILS.keys()


# The page


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_document(make_reviewed()) == render_document(make_reviewed())


def test_nothing_of_a_document_becomes_markup() -> None:
    page = render_document(make_hostile())
    assert len(re.findall(r"<script", page)) == 3 == page.count("</script>")
    assert "<img" not in page and "<svg" not in page and "<!--" not in page.replace('"<!--', "")
    assert not re.search(r"<[^>]+\son\w+\s*=", page.split("<script>")[0])


def test_what_a_document_says_arrives_whole() -> None:
    records = make_hostile()
    data = _data(render_document(records))
    assert {text for line in data["lines"] for text in line[4]} == {cell.text for cell in records.cells}
    assert data["document"]["title"] == ATTACKS[0]


def test_the_policy_allows_the_own_style_and_script_alone() -> None:
    import base64

    page = render_document(make_reviewed())
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]  # type: ignore[index]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"


def test_a_page_names_no_address_outside_itself() -> None:
    page = render_document(make_reviewed()) + render_index((summarize(make_reviewed(), "ktu-2024.html"),))
    assert set(re.findall(r"https?://[^\s\"'`)]+", page)) == {"http://www.w3.org/2000/svg"}
    assert "@import" not in page and "url(" not in page


@pytest.mark.parametrize(
    "word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage", "fetch("]
)
def test_scripts_have_nothing_that_could_run_a_text(word: str) -> None:
    assert [path.name for path in REPORT.glob("script/*.js") if word in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("path", [*REPORT.glob("script/*.js"), *REPORT.glob("style/*.css")], ids=lambda path: path.name)
def test_parts_of_a_page_end_no_element(path: Path) -> None:
    assert not re.search(r"</|<!--", path.read_text(encoding="utf-8"))


def test_numbers_are_not_changed() -> None:
    records = make_records()
    exact = replace(records.values[1], value=Decimal("123456789012345678.000001"))
    data = encode_document(replace(records, values=(records.values[0], exact)))
    assert [row["values"][0][2] for row in data["records"] if row.get("values")] == ["85", "123456789012345678.000001"]


def test_a_value_is_found_in_its_line() -> None:
    records = make_reviewed()
    data = encode_document(records)
    found: list[str] = []
    for row in data["records"]:
        for value in row.get("values", ()):
            _, text, _, line, cell = (*value, 0, 0, 0)[:5]
            found.append(data["lines"][line][4][cell] if text is None else text)
    assert Counter(found) == Counter(value.value_text for value in records.values)


def test_a_row_has_the_header_of_its_table_and_of_the_part_before_a_page_end() -> None:
    lines = encode_document(make_reviewed())["lines"]
    headed = {line[1]: ["/".join(lines[number][4]) for number in line[6]] for line in lines}
    assert headed[30][-1].startswith("өлщ.бірл./2024ж./2025ж.")
    assert headed[45] == headed[30] and headed[64] == []


def test_two_stages_of_a_year_are_two_columns() -> None:
    records = make_records()
    first = records.values[1]
    twice = replace(records, values=(records.values[0], first, replace(first, value_id=f"{first.value_id}f", stage="fact")))  # type: ignore[arg-type]
    assert encode_document(twice)["columns"] == [[2024, "plan"], [2024, "fact"]]
    assert encode_document(records)["columns"] == [[2024, ""], [2025, ""], [2026, ""], [2027, ""]]


def test_a_picture_is_within_the_page() -> None:
    page = render_document(make_records(), PagePictures((PagePicture(2, 842, 595, "image/png", b"\x89PNG"),), left_out=3))
    data = _data(page)
    assert data["pictures"] == [[2, 842, 595, "data:image/png;base64,iVBORw=="]]
    assert data["leftOut"] == 3


# Targets


def test_a_target_stands_against_what_a_check_held_it_to() -> None:
    records = make_reviewed()
    codes = {task.task_id: task.code for task in records.tasks}
    found = {codes[task]: counterpart for task, counterpart in find_counterparts(records).items()}
    measures = {measure.measure_id: measure.code for measure in records.measures}
    assert [measures[m] for m in found["3.2"].measures] == [f"3.2.{n}" for n in range(1, 6)] and found["3.2"].summed
    assert [measures[m] for m in found["2.2"].measures] == ["2.2.2"] and not found["2.2"].summed
    assert len(found["4.5"].checks) == 2
    assert found["1.1.1"].measures == ()


def test_without_a_check_it_stands_against_its_unit_and_shares_are_not_summed() -> None:
    records = read_records(SAMPLE.read_bytes())
    codes = {task.task_id: task.code for task in records.tasks}
    found = {codes[task]: counterpart for task, counterpart in find_counterparts(records).items()}
    assert len(found["3.2"].measures) == 6 and found["3.2"].summed
    assert not found["2.1"].summed and len(found["2.1"].measures) == 4


def test_what_could_not_be_tested_tells_nothing_of_a_target() -> None:
    records = make_reviewed()
    task, measure = records.tasks[0], records.measures[0]
    both = f"{task.task_id}\n{measure.measure_id}"
    check = Check("ktu-2024", "ktu-2024/k1", task.place, "total", Outcome.NOT_TESTABLE, both, "2024", None, None, None)
    assert find_counterparts(replace(records, checks=(check,)))[task.task_id].measures == ()


# The dataset


def test_the_dataset_has_the_worst_first_and_leaves_accepted_ones_out() -> None:
    records = make_reviewed()
    data = encode_dataset((summarize(records, "ktu-2024.html"),), {"ktu-2024": "ktu-2024.html"})
    open_ = [issue for issue in records.issues if issue.state is IssueState.OPEN]
    assert len(data["open"]) == len(open_) == len(records.issues) - 2
    assert [row[3] for row in data["open"]] == sorted((row[3] for row in data["open"]), key=["error", "warning", "info"].index)
    errors = Counter(issue.code for issue in open_ if issue.severity is Severity.ERROR)
    assert {(code, count) for code, severity, count, _ in data["codes"] if severity == "error"} == set(errors.items())
    assert [severity for _, severity, *_ in data["codes"][: len(errors)]] == ["error"] * len(errors)
    assert data["documents"][0]["open"] == [sum(issue.severity is severity for issue in open_) for severity in Severity]
    assert data["documents"][0]["accepted"] == 2


def test_the_list_of_a_dataset_is_bounded_and_says_so() -> None:
    records = make_records()
    many = replace(records, issues=tuple(replace(records.issues[0], issue_id=f"ktu-2024/n{n}") for n in range(MOST_OPEN + 7)))
    data = encode_dataset((summarize(many, "a.html"),), {"ktu-2024": "a.html"})
    assert len(data["open"]) == MOST_OPEN and data["beyond"] == 7


def test_a_large_document_stays_compact() -> None:
    assert len(render_document(make_large(1000))) < 1_000_000


# The command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of the sample as PDF."""
    folder = tmp_path_factory.mktemp("report")
    assert run_command(["extract", str(PDF), "--out", str(folder / "tables")]) == 0
    return folder


def _report(folder: Path, *sources: Path, out: str = "report") -> Path:
    assert run_command(["report", *map(str, sources), "--data", str(folder / "tables"), "--out", str(folder / out)]) == 0
    return folder / out


def test_a_page_for_the_dataset_and_for_each_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _report(folder)
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "ktu-2024.html"]
    assert capsys.readouterr().out == f"{out}/index.html: documents: 1; open it in a browser\n"
    assert _data((out / "ktu-2024.html").read_text(encoding="utf-8"))["pictures"] == []


@pytest.mark.slow
def test_the_original_gives_pictures_of_its_pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _report(folder, ROOT / "samples", out="pictured")
    assert "1 with pictures of the pages" in capsys.readouterr().out
    pictures = _data((out / "ktu-2024.html").read_text(encoding="utf-8"))["pictures"]
    assert [page for page, *_ in pictures] == [1, 2, 3, 4, 5, 6]
    assert all(address.startswith("data:image/png;base64,") and round(width) == 842 for _, width, _, address in pictures)


@pytest.mark.slow
def test_pictures_are_bounded_and_the_pages_with_issues_come_first(folder: Path) -> None:
    records = load_records(folder / "tables", "ktu-2024")
    pages = choose_pages(records)
    warned = [issue.place.page for issue in records.issues if issue.severity is not Severity.INFO]
    assert sorted(pages) == [1, 2, 3, 4, 5, 6] and pages[0] in warned
    with open_picture_process() as make_pictures:
        whole = make_pictures(PDF.read_bytes(), pages, 10**9)
        largest = max(len(picture.data) for picture in whole.pictures)
        few = make_pictures(PDF.read_bytes(), pages, 2 * largest)
    assert whole.left_out == 0 and len(whole.pictures) == 6
    assert 2 <= len(few.pictures) < 6 and few.left_out == 6 - len(few.pictures)
    assert [picture.page for picture in few.pictures] == sorted(pages[: len(few.pictures)])


@pytest.mark.slow
def test_a_file_that_can_t_be_drawn_gives_no_pictures() -> None:
    with open_picture_process() as make_pictures:
        assert make_pictures(b"%PDF-1.7 nothing", (1, 2), 10**6).pictures == ()


def test_another_file_of_the_same_name_gives_none(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ktu-2024.pdf").write_bytes(PDF.read_bytes() + b"\n")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "pipe.pdf").mkdir()
    os.mkfifo(tmp_path / "fifo.pdf")
    out = _report(folder, tmp_path, out="other")
    assert _data((out / "ktu-2024.html").read_text(encoding="utf-8"))["pictures"] == []


@pytest.mark.slow
def test_writing_again_gives_the_same_bytes_and_leaves_no_parts(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in _report(folder, PDF, out="again").iterdir()}
    after = {path.name: path.read_bytes() for path in _report(folder, PDF, out="again").iterdir()}
    assert before == after and set(after) == {"index.html", "ktu-2024.html"}


def test_pages_of_documents_that_left_are_taken_away_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _report(folder, out="old")
    gone, kept = render_document(make_records("gone & <b>")), render_document(make_records("gone"))
    (out / name_page("gone & <b>")).write_text(gone, encoding="utf-8")
    others = {
        "copy of gone.html": kept, "ktu-2024 (2).html": (out / "ktu-2024.html").read_text(encoding="utf-8"), "gone.htm": kept,
        "notes.html": "<meta name=\"generator\" content=\"jospar\">",
        "mine.html": "<p>gone</p>", "empty.html": "", "binary.html": "\x00\ufffd",
    }
    for name, text in others.items():
        (out / name).write_text(text, encoding="utf-8")
    (out / "folder.html").mkdir()
    (folder / "elsewhere.html").write_text(kept, encoding="utf-8")
    (out / "gone.html").symlink_to(folder / "elsewhere.html")
    capsys.readouterr()
    _report(folder, out="old")
    assert capsys.readouterr().out.endswith("removed: 1\n")
    left = {path.name for path in out.iterdir()}
    assert left == {*others, "folder.html", "gone.html", INDEX, "ktu-2024.html"}


@pytest.mark.parametrize("name", [INDEX, "ktu-2024.html"])
@pytest.mark.parametrize("kind", ["text", "link", "folder"])
def test_what_is_no_page_is_never_overwritten(folder: Path, name: str, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / f"{kind} {name}"
    page = _report(folder, out="pages") / name
    out.mkdir()
    if kind == "text":
        (out / name).write_text("<title>mine</title>")
    elif kind == "link":
        (out / name).symlink_to(page)
    else:
        (out / name).mkdir()
    capsys.readouterr()
    assert run_command(["report", "--data", str(folder / "tables"), "--out", str(out)]) == Exit.OUTPUT_FAILED
    assert f"{out / name}: not a page that jospar wrote" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == [name]


def test_an_interrupted_report_says_what_it_is(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jospar.pipeline.commands.report.read_documents", interrupt)
    assert run_command(["report", "--data", str(folder / "tables"), "--out", str(folder / "cut")]) == Exit.INTERRUPTED
    assert capsys.readouterr().err == "jospar: interrupted, the report is not complete; run it again\n"


def test_a_folder_that_cannot_be_written_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "file").write_text("in the way")
    code = run_command(["report", "--data", str(folder / "tables"), "--out", str(folder / "file")])
    assert code == Exit.OUTPUT_FAILED
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "name another folder" in error


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--out", ""], Exit.WRONG_USAGE, "--out"),
        (["no-such-folder"], Exit.WRONG_USAGE, "no such file or folder"),
        (["--data", "no-such-dataset"], Exit.OUTPUT_FAILED, "not a dataset"),
    ],
)
def test_what_is_called_wrongly_is_one_line(
    folder: Path, arguments: list[str], code: Exit, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert run_command(["report", *arguments]) == code
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and said in error
