"""The commands over a dataset that grows: extract adds and replaces, remove takes out, status says what is there and why."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

import jospar.output.storage.dataset
import jospar.pipeline.commands.destination
from jospar.normalize.catalogue import REFUSALS
from jospar.normalize.records import Records
from jospar.output.schema.tables import CELLS
from jospar.output.storage.base_snapshot import find_readings
from jospar.output.storage.dataset import list_documents, load_records
from jospar.output.storage.readings import FileVersion, ReadingInputs, ReadingState
from jospar.output.storage.snapshot import open_snapshot
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.main import run_command
from jospar.pipeline.outcome import find_reading_state
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.summary import FEW
from tests.support.output_factory import make_failure, make_reading, make_records, write_documents
from tests.support.reading import SAMPLE, SHORT

pytestmark = pytest.mark.slow

OUT = Path("tables")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, content: bytes = SHORT) -> str:
    Path(name).write_bytes(content)
    return name


def extract(*arguments: str) -> int:
    return run_command(["extract", *arguments, "--out", "tables"])


def latest() -> str:
    return (OUT / "latest").resolve().name


def stale_codes(records: Records) -> list[str]:
    return [issue.code for issue in records.issues if issue.code == "document_stale"]


# extract


def test_a_run_adds_and_replaces_and_keeps_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert extract(write("a.txt"), write("b.txt")) == Exit.ALL_READ
    assert "tables/latest: published (000001-" in capsys.readouterr().out
    before = load_records(OUT, "a")
    assert extract(write("c.txt"), write("b.txt", SHORT + b"\n")) == Exit.ALL_READ
    assert "3 documents, 1 added, 1 replaced\n" in capsys.readouterr().out
    assert list_documents(OUT) == ("a", "b", "c")
    assert load_records(OUT, "a") == before
    assert load_records(OUT, "b").document.source_sha256 == hashlib.sha256(SHORT + b"\n").hexdigest()
    manifest = json.loads((OUT / "latest" / "manifest.json").read_bytes())
    assert [item["name"] for item in manifest["inputs"]] == ["a.txt", "b.txt", "c.txt"]


def test_the_order_of_runs_leaves_no_trace() -> None:
    files = [write(f"{name}.txt") for name in "abc"]
    assert extract(*files) == Exit.ALL_READ
    for out, runs in (("x", "c a b"), ("y", "b z c a")):
        for name in runs.split():
            run_command(["extract", write(f"{name}.txt"), "--out", out])
    assert run_command(["remove", "z", "--out", "y"]) == Exit.ALL_READ
    contents = [{path.name: path.read_bytes() for path in Path(out, "latest").iterdir()} for out in ("tables", "x", "y")]
    assert contents[0] == contents[1] == contents[2]


def test_a_document_that_fails_alone_is_marked_too() -> None:
    extract(write("a.txt"), write("b.txt"))
    assert extract(write("b.txt", b"")) == Exit.NONE_READ
    assert stale_codes(load_records(OUT, "b")) == ["document_stale"]
    assert stale_codes(load_records(OUT, "a")) == []
    reading = find_readings(OUT)["b"]
    good, empty = (ReadingInputs(FileVersion("b.txt", hashlib.sha256(content).hexdigest())) for content in (SHORT, b""))
    assert (reading.state, reading.code, reading.stale, reading.published, reading.tried) == ("failed", "empty_file", True, good, empty)
    name = latest()
    assert extract("b.txt") == Exit.NONE_READ
    assert latest() == name
    assert extract(write("b.txt")) == Exit.ALL_READ
    assert not find_readings(OUT)["b"].stale
    assert stale_codes(load_records(OUT, "b")) == []


def test_a_stale_document_that_would_lose_rows_ends_the_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    extract(write("a.txt"), write("b.txt"))
    name, rows = latest(), len(load_records(OUT, "b").cells)
    load_rows = jospar.output.storage.dataset._load_rows
    monkeypatch.setattr(jospar.output.storage.dataset, "_load_rows", lambda *asked: load_rows(*asked)[: 7 if asked[1] is CELLS else None])
    capsys.readouterr()
    assert extract(write("b.txt", b"")) == Exit.OUTPUT_FAILED
    said = f"jospar: tables: 'b' was not read and would lose {rows - 7} of its {rows} rows in cells; nothing is published, "
    assert said in capsys.readouterr().err
    assert latest() == name


def test_nothing_begins_where_nothing_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert extract(write("a.txt", b"")) == Exit.NONE_READ
    assert capsys.readouterr().out.endswith("nothing is published\n")
    assert not (OUT / "latest").exists()


def test_a_failure_is_remembered_until_the_document_is_read() -> None:
    extract(write("a.txt"))
    assert extract(write("b.txt", b"%PDF-1.4 cut short")) == Exit.NONE_READ
    assert list_documents(OUT) == ("a",)
    failed = find_readings(OUT)["b"]
    assert (failed.state, failed.published) == (ReadingState.FAILED, None)
    assert extract(write("b.txt")) == Exit.ALL_READ
    assert find_readings(OUT)["b"].code is None


def test_the_manifest_names_the_corrections_that_were_applied(capsys: pytest.CaptureFixture[str]) -> None:
    Path("corrections").mkdir()
    content = b"corrections: []\naccepted: []\n"
    write("corrections/a.yml", content)
    extract(write("a.txt"), write("b.txt"))
    digest = hashlib.sha256(content).hexdigest()
    extract("b.txt")
    assert json.loads((OUT / "latest" / "manifest.json").read_bytes())["corrections"] == [{"name": "a.yml", "sha256": digest}]
    assert find_readings(OUT)["a"].published == ReadingInputs(
        FileVersion("a.txt", hashlib.sha256(SHORT).hexdigest()), FileVersion("a.yml", digest)
    )
    assert "corrections" not in capsys.readouterr().err
    write("corrections/a.yml", content + b"\n")
    extract("b.txt")
    assert "corrections/a.yml: not as it was when a was read" in capsys.readouterr().err


def test_a_run_waits_where_it_is_told_to(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    extract(write("a.txt"), write("b.txt"))
    held = threading.Event()
    waits = threading.Event()

    def hold() -> None:
        with open_snapshot(OUT):
            held.set()
            waits.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    capsys.readouterr()
    assert run_command(["remove", "a"]) == Exit.OUTPUT_FAILED
    assert "another run is writing there; wait" in capsys.readouterr().err
    print_message = jospar.pipeline.commands.destination.print_message
    said: list[str] = []

    def listen(message: str) -> None:
        said.append(message)
        waits.set()
        print_message(message)

    monkeypatch.setattr(jospar.pipeline.commands.destination, "print_message", listen)
    assert run_command(["remove", "a", "--wait"]) == Exit.ALL_READ
    other.join()
    assert said == ["tables: another run is writing there; waiting until it ends"]
    assert list_documents(OUT) == ("b",)


# remove


def test_remove_takes_out_all_of_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(OUT, make_records("a"), make_records("b"), make_records("c"))
    assert run_command(["remove", "c", "a"]) == Exit.ALL_READ
    assert capsys.readouterr().out == f"tables/latest: published ({latest()}), 1 document, 2 removed\n"
    assert list_documents(OUT) == ("b",)
    assert "a.txt" not in (OUT / "latest" / "manifest.json").read_text()


def test_remove_the_last_document(capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(OUT, make_records("a"))
    assert run_command(["remove", "a", "--data", "tables"]) == Exit.ALL_READ
    assert list_documents(OUT) == ()
    assert run_command(["status"]) == Exit.ALL_READ
    assert "0 documents" in capsys.readouterr().out
    assert extract(write("a.txt")) == Exit.ALL_READ
    assert list_documents(OUT) == ("a",)


def test_remove_a_document_that_was_never_read() -> None:
    extract(write("a.txt"), write("b.txt", b""))
    assert run_command(["remove", "b"]) == Exit.ALL_READ
    assert find_readings(OUT).keys() == {"a"}


def test_remove_nothing_where_one_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(OUT, make_records("a"))
    name = latest()
    assert run_command(["remove", "a", "b\x1b", "c"]) == Exit.WRONG_USAGE
    error = capsys.readouterr().err
    assert error.startswith("jospar: b\\x1b, c: not in tables")
    assert error.count("\n") == 1
    assert latest() == name


@pytest.mark.parametrize("command", [["remove", "a"], ["status"]])
def test_no_dataset_is_wrong_usage_and_makes_none(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([*command, "--data", "nowhere"]) == Exit.WRONG_USAGE
    assert capsys.readouterr().err.startswith("jospar: nowhere: not a dataset")
    assert not Path("nowhere").exists()


# status


def test_status_says_what_is_there_what_changed_and_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    extract(*(write(name, SAMPLE.read_bytes()) for name in ("a.txt", "b.txt")))
    extract(write("b.txt", b""), write("c.txt", b"PK\x03\x04 no document"))
    capsys.readouterr()
    assert run_command(["status"]) == Exit.ALL_READ
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == f"{latest()}: 2 documents, schema 2.0"
    assert lines[2:6] == [
        "document grade errors warnings infos",
        "a 98 1 9 15",
        "b 98 2 9 15 stale: the last good version",
        "all 2 98 3 18 30 1 stale",
    ]
    assert lines[7] == "snapshot added replaced removed unchanged"
    assert lines[8] == f"{latest()} 0 1 0 1 latest"
    assert lines[9].endswith(" 2 0 0 0")
    assert lines[11:13] == ["not read why", "b failed: the file is empty; export it again [empty_file]"]
    assert lines[13].startswith("c ")


def test_status_of_many_shows_the_worst(capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(OUT, *(make_records(f"d{number:03}") for number in range(FEW + 30)))
    assert run_command(["status"]) == Exit.ALL_READ
    printed = capsys.readouterr().out
    assert printed.count("\nd") == FEW + 1  # with the header
    assert f"all {FEW + 30}" in printed


def test_status_of_a_failure_that_this_version_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(OUT, make_records("a"))
    with open_snapshot(OUT) as snapshot:
        snapshot.note(replace(make_failure("b"), code="of_old"))
        snapshot.publish()
    assert run_command(["status"]) == Exit.ALL_READ
    assert "[of_old]" in capsys.readouterr().out


@pytest.mark.parametrize("code", [kind.code for kind in REFUSALS])
def test_every_refusal_has_a_state(code: str) -> None:
    state = find_reading_state(Refusal(code))
    assert state not in (ReadingState.OK, ReadingState.PARTIAL)


def test_states_of_readings() -> None:
    named = {
        code: find_reading_state(Refusal(code))
        for code in ("out_of_time", "out_of_memory", "reader_crashed", "encrypted_file", "unsupported_format", "no_table")
    }
    assert list(named.values()) == ["timeout", "memory", "crashed", "encrypted", "unsupported", "failed"]
    assert find_reading_state(make_records()) == make_reading(make_records()).state == "ok"
