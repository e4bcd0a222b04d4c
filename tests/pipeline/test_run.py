"""A run over documents: each on its own, nothing lost, whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

import jospar.pipeline.document.reading
import jospar.pipeline.isolation.pool
import jospar.pipeline.run
from jospar.extract.limits import MAX_BYTES, MAX_COLUMNS, MAX_LINE_CHARS
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.normalize.catalogue import REFUSALS
from jospar.normalize.records import Measure, Records
from jospar.output.storage.dataset import list_documents, load_records
from jospar.pipeline.document.reading import try_file
from jospar.pipeline.document.refusals import Refusal, describe_refusal
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.inputs.discovery import find_inputs, find_paths
from jospar.pipeline.main import run_command
from jospar.pipeline.outcome import InputState
from jospar.pipeline.record_counts import RecordCounts, count_records
from jospar.pipeline.run import mark_stale
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.attention import Attention
from tests.support.reading import SAMPLE, SHORT

pytestmark = pytest.mark.slow

BAD = {
    "empty": (b"", "empty_file"),
    "blank": (b" \n\t\n", "empty_file"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9, "binary_file"),
    "zeros": (SHORT[:100] + b"\x00" * 7 + SHORT[100:], "binary_file"),
    "prose": ("Бұл жерде кесте жоқ.\n" * 40, "no_table"),
    "long_line": (b"a" * (MAX_LINE_CHARS + 1), "line_too_long"),
    "wide": (b"\t".join([b"x"] * (MAX_COLUMNS + 1)) + b"\n", "too_many_columns"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "good.txt").write_bytes(SHORT)
    return made


def run(folder: Path, out: Path | None = None) -> int:
    return run_command(["extract", str(folder), "--out", str(out or folder.parent / "out")])


def tree(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted((out / "latest").resolve().iterdir())}


def issue_codes(records: Records) -> list[str]:
    return [issue.code for issue in records.issues]


def test_two_files_of_one_stem_are_refused_and_the_others_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.txt").write_bytes(SHORT)
    (folder / "plan.md").write_bytes(SHORT)
    assert run(folder) == Exit.SOME_REFUSED
    printed = capsys.readouterr().err
    assert printed.startswith(f"jospar: {folder / 'plan.md'} and {folder / 'plan.txt'}: ")
    assert printed.endswith("[duplicate_stem]\n")
    assert printed.count("\n") == 1
    assert list_documents(folder.parent / "out") == ("good",)


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
def test_bad_content_is_one_line_and_costs_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes | str, code: str
) -> None:
    path = folder / "bad.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert run(folder) == Exit.SOME_REFUSED
    printed = capsys.readouterr()
    assert printed.err.startswith(f"jospar: {path}: ")
    assert printed.err.endswith(f"[{code}]\n")
    assert printed.err.count("\n") == 1
    assert list_documents(folder.parent / "out") == ("good",)
    assert "refused" in printed.out
    before = tree(folder.parent / "out")
    (folder / "good.txt").unlink()
    assert run(folder) == Exit.NONE_READ
    assert "nothing is published" in capsys.readouterr().out
    assert tree(folder.parent / "out") == before


def test_a_table_without_any_heading_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    path.write_text("Іс-шара\tөлш.бірл.\t2024ж.\t2025ж.\nТыңдаушылар саны\tадам\t5\t6\n", encoding="utf-8")
    result = try_file(path).result
    assert isinstance(result, Records)
    assert [(value.year, value.value, value.unit) for value in result.values] == [(2024, 5, "person"), (2025, 6, "person")]


def test_pipes_and_devices_are_never_opened(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    assert run(folder) == Exit.SOME_REFUSED
    assert capsys.readouterr().err.count("[not_a_file]") == 2


def test_a_file_that_cannot_be_opened(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    locked, read_bytes = folder / "locked.txt", Path.read_bytes
    locked.write_bytes(SHORT)

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (folder / "lost.txt").symlink_to("nowhere")
    assert run(folder) == Exit.SOME_REFUSED
    errors = capsys.readouterr().err.splitlines()
    assert [line.endswith("[unreadable_file]") for line in errors] == [True, True]
    assert "Permission denied" in errors[0]


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    assert try_file(path).result == Refusal("file_too_large", f"{MAX_BYTES + 1:,} bytes, at most {MAX_BYTES:,}")


def test_names_that_cannot_be_ids_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / os.fsdecode(b"\xd0\xff.txt")).write_bytes(SHORT)
    (folder / "a\x1b[31m\n.txt").write_bytes(SHORT)
    assert run(folder) == Exit.SOME_REFUSED
    printed = capsys.readouterr()
    assert printed.err.count("[unusable_name]") == printed.err.count("\n") == 2
    assert "\\xd0\\xff.txt" in printed.err
    assert "\x1b" not in printed.err + printed.out
    assert run(folder) == Exit.SOME_REFUSED
    assert "unchanged" in capsys.readouterr().out


def test_a_document_that_fails_later_keeps_its_last_good_version(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "out"
    other = folder / "other.txt"
    other.write_bytes(SHORT)
    assert run(folder) == Exit.ALL_READ
    good = load_records(out, "other")
    other.write_bytes(b"")
    capsys.readouterr()
    assert run(folder) == Exit.SOME_REFUSED
    printed = capsys.readouterr()
    assert printed.err.endswith("[empty_file]; its last good version is kept\n")
    assert "error other: the file can't be read any more" in printed.out
    stale = load_records(out, "other")
    assert issue_codes(stale) == ["document_stale", *issue_codes(good)]
    assert (stale.issues[0].table, stale.issues[0].record_id, stale.issues[0].severity) == ("documents", "other", "error")
    assert replace(stale, issues=good.issues) == good
    assert issue_codes(load_records(out, "good")).count("document_stale") == 0
    before = tree(out)
    assert run(folder) == Exit.SOME_REFUSED
    assert "unchanged" in capsys.readouterr().out
    assert tree(out) == before
    other.write_bytes(SHORT)
    assert run(folder) == Exit.ALL_READ
    assert load_records(out, "other") == good


def test_the_manifest_names_what_stale_records_were_made_from(folder: Path) -> None:
    out, other = folder.parent / "out", folder / "other.txt"
    other.write_bytes(SHORT)
    run(folder)
    other.write_bytes(b" ")
    run(folder)
    manifest = (out / "latest" / "manifest.json").read_text()
    assert manifest.count('"other.txt"') == 2
    assert load_records(out, "other").document.source_sha256 in manifest


def test_marking_stale_twice_is_marking_once() -> None:
    records = read_document(SHORT, "a.txt")
    once = mark_stale(records, Refusal("empty_file"))
    assert mark_stale(once, Refusal("empty_file")) == once
    assert len(once.issues) == len(records.issues) + 1


def test_a_dataset_of_another_schema_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    before = tree(folder.parent / "out")
    monkeypatch.setattr("jospar.output.storage.base_snapshot.SCHEMA_VERSION", "99.0")
    capsys.readouterr()
    assert run(folder) == Exit.OUTPUT_FAILED
    error = capsys.readouterr().err
    assert "another folder" in error
    assert error.count("\n") == 1
    assert tree(folder.parent / "out") == before


@pytest.mark.parametrize("fault", [KeyError("unit"), RecursionError("too deep"), AssertionError(), UnicodeError("x")])
def test_a_fault_of_ours_ends_with_its_document(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(data: bytes, name: str, *_: str) -> Records:
        if name == "bad.txt":
            raise fault
        return read_document(data, name)

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", fail)
    (folder / "bad.txt").write_bytes(SHORT)
    assert run(folder) == Exit.SOME_REFUSED
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert type(fault).__name__ in error
    assert error.endswith("[internal_fault]\n")
    assert list_documents(folder.parent / "out") == ("good",)


def test_records_that_may_not_be_stored_are_a_fault_of_that_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def double(data: bytes, name: str, *_: str) -> Records:
        records = read_document(data, name)
        twice: tuple[Measure, ...] = records.measures * 2
        return replace(records, measures=twice) if name == "bad.txt" else records

    (folder / "bad.txt").write_bytes(SHORT)
    assert run(folder) == Exit.ALL_READ
    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", double)
    (folder / "bad.txt").write_bytes(SHORT + b"\n")
    assert run(folder) == Exit.SOME_REFUSED
    assert issue_codes(load_records(folder.parent / "out", "bad"))[0] == "document_stale"


def test_our_own_malformed_lists_stop_the_program(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes, name: str, *_: str) -> Records:
        raise BadVocabulary("units.yml, entry 3: not a mapping")

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", fail)
    assert run(folder) == Exit.FAULT
    error = capsys.readouterr().err
    assert "units.yml, entry 3" in error
    assert error.count("\n") == 1


def test_an_interrupted_run_publishes_nothing(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    out = folder.parent / "out"
    run(folder)
    before = tree(out)

    def interrupt(control: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(jospar.pipeline.isolation.pool, "receive_message", interrupt)
    (folder / "good.txt").write_bytes(SHORT + b"\n")
    capsys.readouterr()
    assert run(folder) == Exit.INTERRUPTED
    assert capsys.readouterr().err == "jospar: interrupted, nothing is published\n"
    assert tree(out) == before
    assert [path.name for path in (out / "snapshots").iterdir()] == [(out / "latest").resolve().name]


def test_an_output_that_is_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "out"
    out.write_text("mine")
    assert run(folder, out) == run(folder, out / "below") == Exit.OUTPUT_FAILED
    assert capsys.readouterr().err.count("\n") == 2
    assert out.read_text() == "mine"


def test_nothing_is_made_where_the_usage_is_wrong(folder: Path) -> None:
    assert run(folder / "nowhere") == Exit.WRONG_USAGE
    assert not (folder.parent / "out").exists()


def test_documents_come_by_ascending_id(tmp_path: Path) -> None:
    for name in ("б.txt", "a.txt", "a-1.txt", "Я.txt"):
        (tmp_path / name).write_bytes(SHORT)
    out = tmp_path / "out"
    files = find_inputs([str(tmp_path)], False, out)
    outcomes, published = jospar.pipeline.run.extract(files, map(try_file, find_paths(files)), out, lambda _: None, Attention().add)
    assert [outcome.state for outcome in outcomes] == [InputState.READ] * 4
    assert published is not None
    assert list_documents(out) == ("a", "a-1", "Я", "б")


def test_counts_add_up() -> None:
    counts = count_records(read_document(SAMPLE.read_bytes(), "a.txt"))
    assert (counts.directions, counts.tasks, counts.measures, counts.accounted) == (4, 17, 56, counts.cells)
    assert counts + RecordCounts() == counts
    assert (counts + counts).values == 2 * counts.values


@pytest.mark.parametrize("code", [kind.code for kind in REFUSALS])
def test_every_refusal_says_where_what_and_what_to_do(code: str) -> None:
    line = describe_refusal("plan.txt", Refusal(code, "detail\nin two lines"))
    what, _, remedy = line.removeprefix("plan.txt: ").partition("; ")
    assert what.endswith("(detail in two lines)") or code in {"internal_fault", "reader_crashed"}
    assert remedy.endswith(f"[{code}]")
    assert "\n" not in line
