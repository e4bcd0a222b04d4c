"""kill -9 at any moment, and many runs at once: whoever reads sees one whole snapshot, and the next run goes on from it."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from jospar.output.storage.snapshot import open_snapshot
from jospar.pipeline.system.exits import Exit
from tests.slow.torture import RANDOM, check_whole, choose_count, choose_some, find_leftovers, hash_tables, readers, run, start
from tests.support.reading import SHORT

ONE = ("--workers", "1")
KILLS = choose_count(6, 300)
RUNS = choose_count(4, 8)


def write_version(folder: Path, number: int) -> dict[str, str]:
    """Documents of which one changes with every version and two with every other one; what a dataset of them has."""
    folder.mkdir(exist_ok=True)
    contents = {"same": SHORT, "changes": SHORT + b"\n" * number, f"new{number % 2}": SHORT + b"\n" * number}
    for name, content in contents.items():
        (folder / f"{name}.txt").write_bytes(content)
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.mark.seeded
def test_kills_at_random_moments(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    old = write_version(folder, 0)
    started = time.monotonic()
    assert run("extract", folder, "--out", out, *ONE) == (Exit.ALL_READ, "")
    usual = time.monotonic() - started
    ended = 0
    with readers(out, count=choose_count(1, 2)):
        for number in range(1, KILLS + 1):
            new = write_version(folder, number)
            # half of them where it is published, near the end
            moment = usual * RANDOM.uniform(0.0 if number % 2 else 0.5, 1.1)
            with start("extract", folder, "--out", out, *ONE) as process:
                with suppress(Exception):
                    process.wait(timeout=moment)
                with suppress(ProcessLookupError):
                    (os.killpg if number % 3 else os.kill)(process.pid, signal.SIGKILL)
            ended += process.returncode == Exit.ALL_READ
            assert check_whole(out) in (old, new), f"killed after {moment:.3f} s"
            assert run("extract", folder, "--out", out, *ONE) == (Exit.ALL_READ, ""), f"after a kill at {moment:.3f} s"
            assert check_whole(out) == new
            assert find_leftovers(out) == []
            old = new
    assert ended < KILLS
    assert run("extract", folder, "--out", tmp_path / "one") == (Exit.ALL_READ, "")
    assert hash_tables(out) == hash_tables(tmp_path / "one")


@pytest.mark.parametrize(("waits", "same"), choose_some([(False, True), (False, False), (True, True), (True, False)], small=2))
def test_many_runs_at_once(tmp_path: Path, waits: bool, same: bool) -> None:
    out, expected = tmp_path / "out", {}
    for number in range(RUNS):
        folder = tmp_path / f"in{number}"
        folder.mkdir()
        (folder / f"d{0 if same else number}.txt").write_bytes(SHORT)
        (folder / f"e{0 if same else number}.txt").write_bytes(SHORT)
    options = ("--wait",) if waits else ()
    started = [start("extract", tmp_path / f"in{number}", "--out", out, "--workers", "1", *options) for number in range(RUNS)]
    for number, process in enumerate(started):
        _, errors = process.communicate(timeout=120)
        said = os.fsdecode(errors).splitlines()
        if process.returncode == Exit.ALL_READ:
            assert all(line.endswith("waiting until it ends") for line in said)
            expected.update({path.stem: hashlib.sha256(SHORT).hexdigest() for path in (tmp_path / f"in{number}").iterdir()})
            continue
        assert process.returncode == Exit.OUTPUT_FAILED
        said = [line for line in said if not line.endswith("waiting until it ends")]
        assert len(said) == 1
        assert said[0].endswith("; run again") if waits else "another run is writing there; wait" in said[0]
        assert same or not waits, "nobody else has these documents"
    assert check_whole(out) == expected
    assert find_leftovers(out) == []


def test_many_runs_while_another_one_writes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SHORT)
    out = tmp_path / "out"
    assert run("extract", tmp_path / "a.txt", "--out", out) == (Exit.ALL_READ, "")
    (tmp_path / "a.txt").write_bytes(SHORT + b"\n")
    before = hash_tables(out)
    with open_snapshot(out):
        started = [start("extract", tmp_path / "a.txt", "--out", out, "--workers", "1") for _ in range(RUNS)]
        ended = [(process.communicate(timeout=120)[1].count(b"another run is writing there"), process.returncode) for process in started]
    assert ended == [(1, Exit.OUTPUT_FAILED)] * RUNS
    assert hash_tables(out) == before
