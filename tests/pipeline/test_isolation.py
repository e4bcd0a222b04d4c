"""Each document in a process of its own: whatever its reader does, the others are read, and nothing is left behind."""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import os
import pickle
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import jospar.pipeline.document.reading
import jospar.pipeline.run
from jospar.normalize.records import Records
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.reading import try_file
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.incremental.known import Known
from jospar.pipeline.inputs.discovery import find_inputs, find_paths
from jospar.pipeline.isolation.codec import BadEncodedResult, decode_result, encode_result, find_length
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.main import run_command
from jospar.pipeline.record_counts import RecordCounts
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.system.process_limits import Limits
from jospar.pipeline.views.attention import Attention
from tests.support.reading import ROOT, SAMPLE, SHORT

SMALL = Limits(memory=128 * 1024 * 1024, cpu_seconds=1, seconds=2)
OTHER = read_document(SHORT, "c.txt")
Deed = Callable[[], object]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on memory are Linux's"),
]


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = _children()
    yield
    assert _children() <= before


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture
def shared() -> Iterator[mmap.mmap]:
    """Memory that children write to and the test reads."""
    with mmap.mmap(-1, 64) as memory:
        yield memory


def read_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Deed, limits: Limits = SMALL) -> Records | Refusal:
    """What comes of a document whose reader does `deed` before it reads; those before and after it must be read."""

    def read(data: bytes, name: str, *_: str) -> Records:
        if name == "bad.txt":
            deed()
        return read_document(data, name, *_)

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", read)
    paths = [tmp_path / name for name in ("a.txt", "bad.txt", "c.txt", "d.txt")]
    for path in paths:
        path.write_bytes(SHORT)
    with read_isolated(paths, limits) as attempts:
        results = [attempt.result for attempt in attempts]
    assert [isinstance(result, Records) for result in (results[0], *results[2:])] == [True] * 3
    return results[1]


def is_alive(process: int) -> bool:
    """Whether a process runs: one that is dead and waits for its parent to notice does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(true: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()


# ---- the same as without it ------------------------------------------------------------------------------------------------------------


def test_the_results_are_the_same_and_in_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_bytes(b"" if number % 5 == 3 else SHORT + b"\n" * number)
    with read_isolated([*paths, tmp_path, tmp_path / "nowhere.txt"]) as attempts:
        found = list(attempts)
    assert found == [*map(try_file, [*paths, tmp_path, tmp_path / "nowhere.txt"])]


def test_the_tables_are_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_bytes(SHORT)
    assert run_command(["extract", str(folder), "--out", str(tmp_path / "one")]) == Exit.ALL_READ
    files = find_inputs([str(folder)], False, tmp_path / "two")
    known = Known("pdfium")
    jospar.pipeline.run.extract(files, map(try_file, find_paths(files)), tmp_path / "two", lambda _: None, Attention().add, known=known)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / out / "latest").iterdir()} for out in ("one", "two"))
    assert one == two


def test_nothing_to_read() -> None:
    with read_isolated([]) as attempts:
        assert list(attempts) == []


def test_leaving_early_leaves_nothing(tmp_path: Path) -> None:
    with read_isolated([SAMPLE] * 50) as attempts:
        next(attempts)


def test_the_typical_document_has_nothing_doubtful() -> None:
    typical = ROOT / "pipeline" / "isolation" / "typical.txt"
    records = read_document(typical.read_bytes(), typical.name)
    assert {issue.code for issue in records.issues} == {"value_missing", "header_language"}
    assert (len(records.directions), len(records.tasks)) == (3, 4)


# ---- what readers do -------------------------------------------------------------------------------------------------------------------


def loop() -> None:
    while True:
        pass


def loop_deaf() -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    loop()


def grow() -> None:
    pieces: list[bytes] = []
    while True:
        pieces.append(bytes(10_000_000))


def recurse() -> None:
    recurse()


def say_bad_alloc() -> None:
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n")
    os.abort()


def write_everywhere(garbage: bytes) -> None:
    for file in range(3, 64):
        with suppress(OSError):
            os.write(file, garbage)


def close_everything() -> None:
    os.closerange(3, 64)
    time.sleep(60)


def send(content: bytes) -> None:
    write_everywhere(struct.pack("<8sQL", b"jospar\x00\x01", len(content), 0) + content)


class Caller:
    """Unpacked by other means it would call a function."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.getcwd, ()


DEEDS: dict[str, tuple[Deed, str]] = {
    "loops": (loop, "out_of_time"),
    "loops and ignores signals": (loop_deaf, "out_of_time"),
    "sleeps": (lambda: time.sleep(60), "out_of_time"),
    "takes 10 GB": (lambda: bytearray(10**10), "out_of_memory"),
    "takes more and more": (grow, "out_of_memory"),
    "runs out of memory in native code": (say_bad_alloc, "out_of_memory"),
    "opens file after file": (lambda: [os.open(os.devnull, os.O_RDONLY) for _ in range(100)], "internal_fault"),
    "recurses": (recurse, "internal_fault"),
    "reads where nothing is": (lambda: ctypes.string_at(0), "reader_crashed"),
    "kills itself": (lambda: os.kill(os.getpid(), signal.SIGKILL), "reader_crashed"),
    "aborts": (os.abort, "reader_crashed"),
    "exits": (lambda: os._exit(0), "reader_crashed"),
    "exits as a program does": (lambda: sys.exit(0), "reader_crashed"),
    "interrupts itself": (lambda: signal.raise_signal(signal.SIGTERM), "reader_crashed"),
    "writes garbage": (lambda: write_everywhere(b"garbage" * 1000), "reader_crashed"),
    "writes half a head": (lambda: (write_everywhere(b"jospar"), os._exit(0)), "reader_crashed"),
    "promises 10 GB": (lambda: write_everywhere(struct.pack("<8sQL", b"jospar\x00\x01", 10**10, 0)), "reader_crashed"),
    "sends a wrong sum": (lambda: send(b"x" * 50), "reader_crashed"),
    "sends another document": (lambda: write_everywhere(encode_result(Attempt(None, OTHER))), "reader_crashed"),
    "refuses for no known reason": (lambda: write_everywhere(encode_result(Attempt(None, Refusal("because")))), "reader_crashed"),
    "closes the pipe": (close_everything, "reader_crashed"),
    "kills what watches it": (lambda: os.kill(os.getppid(), signal.SIGKILL), "reader_crashed"),
}


@pytest.mark.parametrize(("deed", "code"), DEEDS.values(), ids=DEEDS)
def test_a_reader_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Deed, code: str) -> None:
    start = time.monotonic()
    result = read_with(tmp_path, monkeypatch, deed)
    assert isinstance(result, Refusal)
    assert result.code == code
    assert time.monotonic() - start < 10


def test_a_reader_that_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def chat() -> None:
        print("a line", flush=True)
        print("a line", file=sys.stderr, flush=True)
        os.write(1, b"a line\n")
        os.write(2, b"a line\n")
        os.system("echo a line; echo a line >&2")

    assert isinstance(read_with(tmp_path, monkeypatch, chat), Records)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("leave", [lambda: None, os.setsid, os.setpgrp], ids=["stays", "leaves the session", "leaves the group"])
def test_a_reader_that_starts_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: mmap.mmap, leave: Deed) -> None:
    def multiply() -> None:
        with suppress(BlockingIOError):  # where the system forbids it; root may
            if os.fork() == 0:
                leave()
                shared[:8] = struct.pack("<Q", os.getpid())
                time.sleep(60)
            wait_until(lambda: shared[:8] != bytes(8), 1)

    assert isinstance(read_with(tmp_path, monkeypatch, multiply), Records)
    (other,) = struct.unpack("<Q", shared[:8])
    assert os.getuid() != 0 or other
    assert not other or not is_alive(other)


def test_a_reader_can_not_write_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = read_with(tmp_path, monkeypatch, lambda: (tmp_path / "c.txt").open("r+b", buffering=0).write(b"changed"))
    assert isinstance(result, Refusal)
    assert result.code == "internal_fault"
    assert (tmp_path / "c.txt").read_bytes() == SHORT


def test_reading_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = {"open", "os.listdir", "os.scandir", "socket.connect", "subprocess.Popen", "os.exec", "os.fork", "os.posix_spawn", "os.system"}

    def watch() -> None:
        def hear(event: str, arguments: tuple[object, ...]) -> None:
            if event in events:
                raise AssertionError(f"{event}: {arguments}")

        sys.addaudithook(hear)

    assert isinstance(read_with(tmp_path, monkeypatch, watch), Records)


def test_more_records_than_may_be_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SHORT)
    with read_isolated([path], Limits(result_bytes=1000)) as attempts:
        (attempt,) = attempts
    assert attempt == Attempt(try_file(path).sha256, Refusal("out_of_memory", "more than 1,000 bytes of records"))


def test_a_refused_document_keeps_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", lambda *_: os.abort())
    with read_isolated([SAMPLE], SMALL) as attempts:
        (attempt,) = attempts
    assert attempt.sha256 == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert attempt.result == Refusal("reader_crashed", "SIGABRT")


# ---- encoded results --------------------------------------------------------------------------------------------------------------------


def test_an_encoded_result_holds_what_was_encoded() -> None:
    attempt = try_file(SAMPLE)
    encoded = encode_result(attempt)
    decoded = decode_result(encoded)
    assert decoded == attempt
    assert isinstance(attempt.result, Records) and isinstance(decoded, Attempt)
    for field in fields(Records):  # also one that records are not compared by
        assert getattr(decoded.result, field.name) == getattr(attempt.result, field.name)
    assert attempt.result.heading_levels
    assert find_length(encoded[:10]) is None
    assert find_length(encoded) == len(encoded)


@pytest.mark.parametrize(
    "change", [lambda p: p[:-1], lambda p: p + b"x", lambda p: p[:50] + b"\0" + p[51:], lambda p: b"", lambda p: b"x" + p]
)
def test_an_encoded_result_that_was_changed_is_none(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadEncodedResult):
        decode_result(change(encode_result(Attempt(None, Refusal("empty_file", "x" * 100)))))


@pytest.mark.parametrize("content", [Caller(), RecordCounts(), [1], Refusal("empty_file"), Path("x")])
def test_an_encoded_result_makes_nothing_but_results(content: object, monkeypatch: pytest.MonkeyPatch) -> None:
    body = pickle.dumps(content)
    monkeypatch.setattr(os, "getcwd", lambda: pytest.fail("was called"))
    with pytest.raises(BadEncodedResult):
        decode_result(struct.pack("<8sQL", b"jospar\x00\x01", len(body), zlib.crc32(body)) + body)


# ---- the command -----------------------------------------------------------------------------------------------------------------------


def test_a_run_goes_on_and_says_what_happened(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "bad.txt", "c.txt"):
        (folder / name).write_bytes(SHORT)
    crash = lambda data, name, *_: ctypes.string_at(0) if name == "bad.txt" else read_document(data, name)  # noqa: E731
    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", crash)
    assert run_command(["extract", str(folder), "--out", str(tmp_path / "out")]) == Exit.SOME_REFUSED
    errors = capsys.readouterr().err
    assert errors.startswith(f"jospar: {folder / 'bad.txt'}: the process that read the document broke down")
    assert errors.endswith("(SIGSEGV); report it with the document, the others are not concerned [reader_crashed]\n")
    for command in ("show", "explain"):
        assert run_command([command, str(folder / "bad.txt")]) == Exit.NONE_READ
        assert capsys.readouterr().err.endswith("[reader_crashed]\n")


def test_a_fault_shows_where_if_someone_looks(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", lambda *_: {}["nowhere"])
    assert run_command(["show", str(SAMPLE)]) == Exit.NONE_READ
    assert "Traceback" not in capsys.readouterr().err
    monkeypatch.setenv("JOSPAR_DEBUG", "1")
    assert run_command(["show", str(SAMPLE)]) == Exit.NONE_READ
    errors = capsys.readouterr().err
    assert errors.startswith("Traceback")
    assert errors.endswith("[internal_fault]\n")


# In the background of a shell interrupts are ignored, which every process there inherits.
HEARS_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "


@pytest.mark.parametrize(("end", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9), (signal.SIGTERM, 130)])
def test_a_run_that_ends_leaves_no_process(tmp_path: Path, end: signal.Signals, code: int) -> None:
    sleeper = "import time, jospar.pipeline.document.reading as a; a.read_document = lambda *_: time.sleep(60); "
    sleeper += "from jospar.pipeline.main import main; main()"
    command = (sys.executable, "-c", HEARS_INTERRUPTS + sleeper, "extract", str(SAMPLE), "--out", str(tmp_path / "out"))
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        assert wait_until(lambda: len(below(process.pid)) == 2)
        processes = below(process.pid)
        time.sleep(0.3)
        process.send_signal(end)
        assert process.wait(10) == code
        assert wait_until(lambda: not any(map(is_alive, processes)), 2)


def below(process: int) -> list[int]:
    """The processes that a process has made, and those that these have."""
    try:
        made = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return [*made, *(further for child in made for further in below(child))]


def test_names_links_pipes_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(SHORT)
    (folder / "two\nlines.txt").write_bytes(SHORT)
    (folder / ("x" * 251 + ".txt")).write_bytes(SHORT)
    os.mkfifo(folder / "pipe.pdf")
    os.mkfifo(folder / "other.doc")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "zero.pdf").symlink_to("/dev/zero")
    (folder / "folder.pdf").mkdir()
    assert run_command(["extract", str(folder), str(folder / "folder.pdf" / ".."), "--out", str(tmp_path / "out")]) == Exit.SOME_REFUSED
    errors = capsys.readouterr().err
    assert [errors.count(f"[{code}]") for code in ("unusable_name", "not_a_file", "unreadable_file")] == [1, 3, 1]
    assert errors.count("\n") == 5
