"""The command as a process: streams, signals, environment."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jospar.output.storage.dataset import list_documents
from tests.pipeline.test_isolation import HEARS_INTERRUPTS
from tests.support.reading import ROOT, SAMPLE, SHORT

pytestmark = pytest.mark.slow

MAIN = "from jospar.pipeline.main import main; main()"
COMMAND = (sys.executable, "-c", MAIN)


def environment(**changes: str) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if name not in {"LC_ALL", "LANG", "NO_COLOR", "PYTHONUTF8", "PYTHONIOENCODING"}}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def run(*arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    command = (*COMMAND, *map(str, arguments))
    return subprocess.run(command, capture_output=True, env=environment(**changes), timeout=60, check=False)


def test_a_pipe_gets_plain_whole_text_in_any_locale() -> None:
    usual = run("explain", SAMPLE, COLUMNS="40")
    assert (usual.returncode, usual.stderr) == (0, b"")
    assert b"\x1b" not in usual.stdout
    name = "Білім алушылар контингентін ұлғайту (типтік, бакалавриат, магистратура, докторантура бағдарламалары бойынша)"
    assert name in usual.stdout.decode()
    for changes in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        other = run("explain", SAMPLE, **changes)
        assert (other.returncode, other.stdout, other.stderr) == (0, usual.stdout, b"")


def test_a_reader_who_leaves_ends_it_quietly() -> None:
    with subprocess.Popen((*COMMAND, "explain", str(SAMPLE)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run((*COMMAND, "schema"), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert done.returncode == 5
    assert done.stderr.startswith(b"jospar: standard output: ")
    assert done.stderr.count(b"\n") == 1


def test_the_version() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"jospar 0.")


def test_the_outcome_of_a_run_survives_a_closed_standard_output(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    command = 'exec "$@" >&-'
    arguments = ("sh", "-c", command, "sh", *COMMAND, "extract", str(SAMPLE), str(tmp_path / "bad.txt"), "--out", str(tmp_path / "out"))
    done = subprocess.run(arguments, stderr=subprocess.PIPE, env=environment(), check=False)
    assert done.returncode == 3
    assert list_documents(tmp_path / "out") == ("ktu-2024",)


def test_interrupting_publishes_nothing(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    assert run("extract", SAMPLE, "--out", out).returncode == 0
    before = (out / "latest").resolve()
    for number in range(500):
        (folder / f"{number}.txt").symlink_to(SAMPLE)
    command = (sys.executable, "-c", HEARS_INTERRUPTS + MAIN, "extract", str(folder), "--out", str(out))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        deadline = time.monotonic() + 30
        while not (out / "snapshots" / ".unfinished").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        printed, error = process.communicate(timeout=30)
    assert (process.returncode, printed, error) == (130, b"", b"jospar: interrupted, nothing is published\n")
    assert (out / "latest").resolve() == before
    assert [path.name for path in (out / "snapshots").iterdir()] == [before.name]


def test_a_terminal_sees_how_far_the_run_is(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes(SHORT)
    (tmp_path / "bad.txt").write_bytes(b"")
    leader, follower = pty.openpty()
    command = (*COMMAND, "extract", str(tmp_path), "--out", str(tmp_path / "out"))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=follower, env=environment(TERM="xterm"), timeout=60, check=False)
    os.close(follower)
    seen = b""
    try:
        while piece := os.read(leader, 65536):
            seen += piece
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(leader)
    assert done.returncode == 3
    assert b"3/3" in seen
    assert b"[empty_file]" in seen.replace(b"\r\n", b"")
    assert b"\x1b" not in done.stdout
