"""A second run reads what has changed, and says of the rest what the first one said."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import jospar.pipeline.document.reading
import jospar.pipeline.incremental.known
from jospar.normalize.records import Records
from jospar.output.storage.base_snapshot import find_readings
from jospar.output.storage.errors import OutputError
from jospar.output.storage.readings import ReadingState
from jospar.pipeline.document.reading import try_file
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.incremental.known import Known, find_known
from jospar.pipeline.incremental.reading_key import Basis, find_basis, hash_words, read_words
from jospar.pipeline.inputs.discovery import find_inputs
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.attention import Attention
from tests.pipeline.test_workers import tables_of, write_inputs
from tests.support.reading import SAMPLE, SHORT

pytestmark = pytest.mark.slow


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, list[str]]]:
    """Runs the command over tmp_path/in; its exit code and the names of the files that were read."""
    told = tmp_path / "told"
    told.mkdir()

    def tell(path: Path, *rest: object) -> object:
        (told / path.name).touch()
        return try_file(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(jospar.pipeline.document.reading, "try_file", tell)

    def run(*options: str) -> tuple[int, list[str]]:
        code = run_command(["extract", str(tmp_path / "in"), "--out", str(out), "--workers", "2", *options])
        read = sorted(path.name for path in told.iterdir())
        for path in told.iterdir():
            path.unlink()
        return code, read

    return run


Run = Callable[..., tuple[int, list[str]]]


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, run: Run, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = write_inputs(tmp_path / "in", 4)
    paths[3].write_bytes(SAMPLE.read_bytes())
    names = [path.name for path in paths]
    assert run() == (Exit.ALL_READ, names)
    first, said = tables_of(out), capsys.readouterr().out
    assert run() == (Exit.ALL_READ, [])
    again = capsys.readouterr().out
    # the same numbers, and the same that needs a person
    assert [line.split()[:9] for line in again.splitlines()[:5]] == [line.split()[:9] for line in said.splitlines()[:5]]
    assert again[again.index("What needs") :] == said[said.index("What needs") :]
    paths[1].write_bytes(SHORT + b"\n")
    (tmp_path / "in" / "new.txt").write_bytes(SHORT)
    os.utime(paths[2])
    assert run() == (Exit.ALL_READ, [names[1], "new.txt"])
    paths[1].write_bytes(SHORT)
    (tmp_path / "in" / "new.txt").unlink()
    assert run() == (Exit.ALL_READ, [names[1]])
    assert run_command(["remove", "new", "--data", str(out)]) == Exit.ALL_READ
    assert tables_of(out) == first


def test_options_and_corrections_that_changed(tmp_path: Path, run: Run) -> None:
    write_inputs(tmp_path / "in", 2)
    corrections = tmp_path / "corrections"
    corrections.mkdir()
    options = ("--corrections", str(corrections))
    assert run(*options) == (Exit.ALL_READ, ["d00000.txt", "d00001.txt"])
    assert run(*options, "--pdf-engine", "pdfplumber")[1] == ["d00000.txt", "d00001.txt"]
    (corrections / "d00001.yml").write_text("corrections: []\n")
    assert run(*options, "--pdf-engine", "pdfplumber")[1] == ["d00001.txt"]
    assert run(*options, "--pdf-engine", "pdfplumber")[1] == []
    (corrections / "d00001.yml").unlink()
    assert run(*options, "--pdf-engine", "pdfplumber")[1] == ["d00001.txt"]


def test_code_or_word_lists_that_changed(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write_inputs(tmp_path / "in", 2)
    run()
    for basis in (Basis("code", "words"), Basis("code", "other words"), Basis("other code", "other words")):
        monkeypatch.setattr(jospar.pipeline.incremental.known, "find_basis", lambda _, basis=basis: basis)
        assert run()[1] == ["d00000.txt", "d00001.txt"]
        assert run()[1] == []


def test_one_changed_list_of_words_is_read_into_what_it_can_change(
    tmp_path: Path, run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also after a run with another document, and one that takes one out."""
    paths = write_inputs(tmp_path / "in", 4)
    paths[2].write_bytes(SHORT.replace("Білім алушылардың".encode(), "Лингвисттердің".encode()))
    run()
    lists = dict(read_words())

    def change(name: str, addition: str) -> None:
        lists[name] += addition
        monkeypatch.setattr(jospar.pipeline.incremental.known, "read_words", lambda state=dict(lists): state)
        basis = Basis(find_basis("pdfium").code, hash_words(lists))
        monkeypatch.setattr(jospar.pipeline.incremental.known, "find_basis", lambda _: basis)

    change("normalize/vocabulary/parties.yml", '\n- code: "linguists"\n  forms: ["Лингвист"]\n  examples: []\n')
    assert run()[1] == [paths[2].name]
    assert run()[1] == []
    (tmp_path / "in" / "new.txt").write_bytes(SHORT)
    assert run()[1] == ["new.txt"]
    assert run_command(["remove", "d00003", "--data", str(out)]) == Exit.ALL_READ
    paths[3].unlink()
    # the four documents were read with two states of the lists by now
    change("normalize/vocabulary/parties.yml", '\n- code: "geologists"\n  forms: ["Геологтар"]\n  examples: []\n')
    assert run()[1] == []
    change("normalize/vocabulary/parties.yml", '\n- code: "learners"\n  forms: ["алушы"]\n  examples: []\n')
    assert run()[1] == ["d00000.txt", "d00001.txt", "d00002.txt", "new.txt"]
    (out / "latest" / "words.json").write_text("{}")
    change("normalize/vocabulary/parties.yml", '\n- code: "chemists"\n  forms: ["Химиктер"]\n  examples: []\n')
    assert run()[1] == ["d00000.txt", "d00001.txt", "d00002.txt", "new.txt"]


def test_refusals_that_stay_and_those_that_may_pass(
    tmp_path: Path, run: Run, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = write_inputs(tmp_path / "in", 2)
    (tmp_path / "in" / "empty.txt").write_bytes(b"")

    def die(data: bytes, name: str, *rest: str) -> Records:
        if name == paths[1].name:
            os.abort()
        return read_document(data, name, *rest)

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", die)
    assert run()[0] == Exit.SOME_REFUSED
    said = capsys.readouterr().err
    assert (said.count("[empty_file]"), said.count("[reader_crashed]")) == (1, 1)
    monkeypatch.undo()
    code = run_command(["extract", str(tmp_path / "in"), "--out", str(out)])
    said = capsys.readouterr().err
    assert (code, said.count("\n"), said.count("[empty_file]")) == (Exit.SOME_REFUSED, 1, 1)
    assert {id_: reading.state for id_, reading in find_readings(out).items()} == {
        "d00000": ReadingState.OK, "d00001": ReadingState.OK, "empty": ReadingState.FAILED,
    }  # fmt: skip


def test_a_document_that_is_stale_is_so_still(tmp_path: Path, run: Run, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path, *_) = write_inputs(tmp_path / "in", 2)
    run()
    path.write_bytes(b"")
    capsys.readouterr()
    assert run() == (Exit.SOME_REFUSED, [path.name])
    said = capsys.readouterr()
    assert "[empty_file]" in said.err
    assert run() == (Exit.SOME_REFUSED, [])
    assert capsys.readouterr().err == said.err
    assert find_readings(out)["d00000"].stale


def test_issues_of_unchanged_documents_count_for_fail_on(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "large.txt").write_bytes(SAMPLE.read_bytes())
    assert run("--fail-on", "error") == (Exit.ISSUES_OPEN, ["large.txt"])
    assert run("--fail-on", "error") == (Exit.ISSUES_OPEN, [])


def test_another_run_in_between_is_noticed(tmp_path: Path, run: Run, out: Path) -> None:
    write_inputs(tmp_path / "in", 2)
    run()
    files = find_inputs([str(tmp_path / "in")], False, out)
    planned, known = find_known(files, out, {}, "pdfium")
    assert (planned.to_read, list(known.readings)) == ((), ["d00000", "d00001"])
    assert run_command(["remove", "d00001", "--data", str(out)]) == Exit.ALL_READ
    from jospar.pipeline.run import extract

    with pytest.raises(OutputError, match="run again"):
        extract(planned.to_read, iter(()), out, lambda _: None, Attention().add, known=known)
    assert list(find_readings(out)) == ["d00000"]


def test_without_an_engine_there_are_no_keys() -> None:
    assert Known().find_key(find_version()) is None
    assert Known("pdfium").find_key(find_version()) is not None
    assert Known("pdfium").find_key(find_version(None)) is None


def find_version(sha256: str | None = "0" * 64):  # type: ignore[no-untyped-def]
    from jospar.output.storage.readings import FileVersion, ReadingInputs

    return ReadingInputs(FileVersion("plan.txt", sha256))
