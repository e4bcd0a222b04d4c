"""Several documents at a time: order, the same bytes, one bad document among good ones, and nothing left behind."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import jospar.pipeline.document.reading
import jospar.pipeline.isolation.pool
from jospar.normalize.records import Records
from jospar.output.storage.readings import ReadingState
from jospar.pipeline.document.reading import try_file
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.main import run_command
from jospar.pipeline.outcome import find_reading_state
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.system.machine import count_cores
from jospar.pipeline.system.process_limits import Limits
from tests.pipeline.test_isolation import HEARS_INTERRUPTS, below, is_alive, loop, wait_until, write_everywhere
from tests.support.reading import ROOT, SAMPLE, SHORT

GOOD = SAMPLE.read_bytes()
LIMITS = Limits(memory=128 * 1024 * 1024, cpu_seconds=1, seconds=2)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on memory are Linux's"),
]


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = below(os.getpid())
    yield
    assert set(below(os.getpid())) <= set(before)


def write_inputs(folder: Path, count: int, content: bytes = SHORT) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"d{number:05}.txt" for number in range(count)]
    for path in paths:
        path.write_bytes(content)
    return paths


def tables_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "latest").glob("*.parquet")}


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_attempts_come_in_the_order_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    def read(data: bytes, name: str, *_: str) -> Records:
        time.sleep(0.1 if name in {"d00000.txt", "d00007.txt"} else 0)
        return read_document(data, name, *_)

    paths = write_inputs(tmp_path, 20)
    (tmp_path / "d00003.txt").write_bytes(b"")
    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", read)
    with read_isolated(paths, workers=workers) as attempts:
        assert list(attempts) == list(map(try_file, paths))


def test_tables_are_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    write_inputs(tmp_path / "in", 8)
    (tmp_path / "in" / "large.txt").write_bytes(GOOD)
    (tmp_path / "in" / "no.pdf").write_bytes(b"%PDF-1.4 broken")
    found = []
    for workers in ("1", "2", "4"):
        out = tmp_path / workers
        assert run_command(["extract", str(tmp_path / "in"), "--out", str(out), "--workers", workers]) == Exit.SOME_REFUSED
        found.append({**tables_of(out), "readings": (out / "latest" / "readings.jsonl").read_bytes()})
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 10


DEEDS: dict[str, tuple[Callable[[], object], ReadingState]] = {
    "segfaults": (lambda: ctypes.string_at(0), ReadingState.CRASHED),
    "is killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), ReadingState.CRASHED),
    "kills what watches it": (lambda: os.kill(os.getppid(), signal.SIGKILL), ReadingState.CRASHED),
    "loops": (loop, ReadingState.TIMEOUT),
    "sleeps": (lambda: time.sleep(60), ReadingState.TIMEOUT),
    "allocates 10 GB": (lambda: bytearray(10**10), ReadingState.MEMORY),
    "writes nonsense": (lambda: write_everywhere(b"nonsense" * 1000), ReadingState.CRASHED),
    "fails": (lambda: 1 // 0, ReadingState.FAILED),
}


@pytest.mark.parametrize("workers", [2, 4])
def test_bad_readers_hurt_no_other_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """All of them at once, each among good documents."""
    bad = {f"d{2 + 3 * number:05}.txt": deed for number, deed in enumerate(DEEDS.values())}

    def read(data: bytes, name: str, *_: str) -> Records:
        if name in bad:
            bad[name][0]()
        return read_document(data, name, *_)

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", read)
    paths = write_inputs(tmp_path, 30)
    with read_isolated(paths, LIMITS, workers=workers) as attempts:
        found = {path.name: find_reading_state(attempt.result) for path, attempt in zip(paths, attempts, strict=True)}
    good = find_reading_state(read_document(SHORT, "d.txt"))
    assert found == {path.name: bad[path.name][1] if path.name in bad else good for path in paths}


def test_a_slow_document_holds_up_a_window_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first one takes its time, others are read, and not more than may wait."""
    monkeypatch.setattr(jospar.pipeline.isolation.pool, "_WINDOW", 6)
    started = tmp_path / "started"
    started.mkdir()

    def read(data: bytes, name: str, *_: str) -> Records:
        if name == "d00000.txt":
            time.sleep(0.8)
        return read_document(data, name, *_)

    def try_and_tell(path: Path, before: Callable[[], None], *rest: str) -> object:
        (started / path.name).touch()
        return try_file(path, before, *rest)

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", read)
    monkeypatch.setattr(jospar.pipeline.document.reading, "try_file", try_and_tell)
    paths = write_inputs(tmp_path / "in", 30)
    with read_isolated(paths, workers=2) as attempts:
        assert isinstance(next(attempts).result, Records)
        begun = {path.name for path in started.iterdir()}
        assert {f"d0000{number}.txt" for number in (1, 3, 4, 5)} < begun
        # the window, and what was asked once the first had come
        assert begun <= {path.name for path in paths[:7]}
        assert all(isinstance(attempt.result, Records) for attempt in attempts)


def test_a_single_worker_rests_while_the_run_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = tmp_path / "started"
    started.mkdir()
    monkeypatch.setattr(jospar.pipeline.document.reading, "try_file", lambda path, *_: ((started / path.name).touch(), try_file(path))[1])
    with read_isolated(write_inputs(tmp_path / "in", 3), workers=1) as attempts:
        next(attempts)
        time.sleep(0.2)
        assert [path.name for path in started.iterdir()] == ["d00000.txt"]


def test_memory_of_the_run_stays_flat(tmp_path: Path) -> None:
    """Ten times the documents, hardly more memory: what is read is held no longer than until it is written."""
    count = "import sys, resource; from jospar.pipeline.main import run_command; code = run_command(sys.argv[1:]); "
    count += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
    peaks = []
    for documents in (30, 300):
        write_inputs(tmp_path / str(documents), documents)
        command = (sys.executable, "-c", count, "extract", str(tmp_path / str(documents)), "--out", str(tmp_path / f"out{documents}"))
        done = subprocess.run((*command, "--workers", "2"), capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
        peaks.append(int(done.stderr.splitlines()[-1]) / 1024)
    assert peaks[1] < peaks[0] + 60


def test_cores_are_those_of_the_process_and_of_its_group(tmp_path: Path) -> None:
    quota = tmp_path / "cpu.max"
    usable = count_cores(quota)
    assert usable >= 1
    for text, cores in (("100000 100000", 1), ("50000 100000", 1), ("max 100000", usable), ("none", usable), ("9900000 100000", usable)):
        quota.write_text(text)
        assert count_cores(quota) == cores


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", ""])
def test_a_number_of_workers_that_is_none(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["extract", str(SAMPLE), "--out", str(tmp_path), "--workers", number]) == Exit.WRONG_USAGE
    assert "--workers" in capsys.readouterr().err


# ---- from outside ----------------------------------------------------------------------------------------------------------------------

SLOW = "import time, jospar.pipeline.document.reading as a; read = a.read_document; "
SLOW += "a.read_document = lambda data, name, *r: (time.sleep(60 if name > 'd00004.txt' else 0), read(data, name, *r))[1]; "
SLOW += "from jospar.pipeline.main import main; main()"


@pytest.mark.parametrize("again", [False, True], ids=["once", "and again"])
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupt_in_the_middle_leaves_nothing(tmp_path: Path, end: signal.Signals, again: bool) -> None:
    """No process, no temporary folder, no unfinished file, and the dataset as it was."""
    paths, out, temporary = write_inputs(tmp_path / "in", 12), tmp_path / "out", tmp_path / "tmp"
    temporary.mkdir()
    assert run_command(["extract", str(paths[0]), "--out", str(out)]) == Exit.ALL_READ
    before = sorted(path.relative_to(out) for path in out.rglob("*"))
    command = (sys.executable, "-c", HEARS_INTERRUPTS + SLOW, "extract", str(tmp_path / "in"), "--out", str(out), "--workers", "3")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True) as process:
        assert wait_until(lambda: len(below(process.pid)) == 6)  # each fork server with a child
        processes = below(process.pid)
        for _ in range(5 if again else 1):
            os.killpg(process.pid, end)  # as a terminal does
        output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (130, b"", b"jospar: interrupted, nothing is published\n")
    assert wait_until(lambda: not any(map(is_alive, processes)), 2)
    assert sorted(path.relative_to(out) for path in out.rglob("*")) == before
    assert list(temporary.iterdir()) == []


STEP = "import os, signal, jospar.output.storage.publishing.local as p; {name} = p.{name}; "
STEP += "p.{name} = lambda *a: (os.kill(os.getpid(), signal.SIGINT), {name}(*a))[1]; "
STEP += "from jospar.pipeline.main import main; main()"


@pytest.mark.parametrize(("step", "published"), [("list_snapshots", False), ("_point_latest", True), ("_link", True)])
def test_an_interrupt_at_the_last_steps(tmp_path: Path, step: str, published: bool) -> None:
    """Once the snapshot is being made the latest the run goes on to its end; before that it publishes nothing, and each says so."""
    (path,), out = write_inputs(tmp_path / "in", 1), tmp_path / "out"
    command = (sys.executable, "-c", HEARS_INTERRUPTS + STEP.format(name=step), "extract", str(path), "--out", str(out))
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == (Exit.ALL_READ if published else Exit.INTERRUPTED)
    assert done.stderr == ("" if published else "jospar: interrupted, nothing is published\n")
    assert (out / "latest").exists() == published


EARLY = """
import os, signal, sys
from jospar.pipeline.main import main

class Hook:
    def find_spec(self, name, *_):
        if name == "jospar.pipeline.commands.arguments":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Hook())
main()
"""


def test_an_interrupt_while_the_command_starts() -> None:
    command = (sys.executable, "-c", HEARS_INTERRUPTS + EARLY, "schema")
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "jospar: interrupted, nothing is published\n")


def test_the_log_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_inputs(tmp_path / "in", 3)
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "d00001.md").write_bytes(SHORT)
    code = run_command(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--workers", "2", "--log-json"])
    assert code == Exit.SOME_REFUSED
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["started", *["document"] * 4, "published", "ended"]
    started, *documents, published, ended = events
    assert (started["workers"], started["documents"]) == (2, 4)
    assert [(event["document_id"], event["status"], event["code"]) for event in documents] == [
        ("d00000", find_reading_state(read_document(SHORT, "d.txt")), None),
        ("d00001", "failed", "duplicate_stem"),
        ("d00002", find_reading_state(read_document(SHORT, "d.txt")), None),
        ("empty", "failed", "empty_file"),
    ]
    assert [event["milliseconds"] is None for event in documents] == [False, True, False, False]
    records = read_document(SHORT, "d00000.txt")
    assert documents[0]["counts"] == {name: len(getattr(records, name)) for name in ("directions", "tasks", "measures", "values")}
    assert sum(documents[0]["issues"].values()) == len(records.issues)
    assert published["snapshot"] == (tmp_path / "out" / "latest").resolve().name
    assert (ended["exit_code"], published["changed"]) == (code, True)
    assert all(event["time"].endswith("+00:00") for event in events)


def test_the_log_holds_what_goes_wrong_and_the_next_run_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["extract", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"), "--log-json"]) == Exit.WRONG_USAGE
    message, ended = map(json.loads, capsys.readouterr().err.splitlines())
    assert message["event"] == "message"
    assert message["text"].endswith("[missing_path]")
    assert ended["exit_code"] == Exit.WRONG_USAGE
    assert run_command(["extract", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == Exit.WRONG_USAGE
    assert capsys.readouterr().err.startswith("jospar: ")


def test_states_of_refusals_and_records() -> None:
    for code, state in {
        "out_of_time": "timeout", "out_of_memory": "memory", "reader_crashed": "crashed", "encrypted_file": "encrypted",
        "unsupported_format": "unsupported", "empty_file": "failed", "internal_fault": "failed",
    }.items():  # fmt: skip
        assert find_reading_state(Refusal(code)) == state
    records = read_document(GOOD, SAMPLE.name)
    assert (find_reading_state(records), any(issue.severity == "error" for issue in records.issues)) == ("partial", True)
