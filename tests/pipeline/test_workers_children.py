"""Which documents share a child, and that none of them suffers from one before it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

import jospar.pipeline.document.reading
from jospar.normalize.records import Records
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.system.process_limits import Limits
from tests.support.reading import SHORT

LIMITS = Limits(memory=256 * 1024 * 1024, cpu_seconds=2, seconds=2)
PAGE = f"<!doctype html><html><body><pre>{SHORT.decode()}</pre></body></html>".encode()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="elsewhere every document has a child of its own"),
]


def read_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], deed: Callable[[str], object] = lambda _: None
) -> tuple[list[Records | Refusal], list[int]]:
    """What comes of documents whose reader does `deed` before it reads, and the process that did so last for each."""
    told = tmp_path / "told"
    told.mkdir()

    def try_file(path: Path, *rest: object) -> object:
        (told / f"{path.name}-{os.getpid()}").touch()  # all that a child may write
        return jospar.pipeline.document.reading.__dict__["tried"](path, *rest)

    def read(data: bytes, name: str, *rest: str) -> Records:
        deed(name)
        return read_document(data, name, *rest)

    monkeypatch.setattr(jospar.pipeline.document.reading, "tried", jospar.pipeline.document.reading.try_file, raising=False)
    monkeypatch.setattr(jospar.pipeline.document.reading, "try_file", try_file)
    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", read)
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes(PAGE if path.suffix == ".html" else SHORT)
    with read_isolated(paths, LIMITS) as attempts:
        results = [attempt.result for attempt in attempts]
    tries = [max(told.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime_ns) for name in names]
    return results, [int(path.name.rpartition("-")[2]) for path in tries]


def test_texts_share_a_child_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results, children = read_all(tmp_path, monkeypatch, [f"{number:02}.txt" for number in range(40)])
    assert all(isinstance(result, Records) for result in results)
    runs = [len(list(run)) for _, run in groupby(children)]
    assert len(set(children)) == len(runs)
    assert 1 < max(runs) <= 16


def test_what_native_code_reads_has_a_child_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, children = read_all(tmp_path, monkeypatch, ["a.txt", "b.html", "c.txt", "d.html", "e.html", "f.txt", "g.txt"])
    assert len(set(children)) == 6
    assert children[5] == children[6]


KEPT: list[object] = []


def leave_a_thread(name: str) -> None:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start() if name == "bad.txt" else None


def leave_a_process(name: str) -> None:
    if name == "bad.txt" and os.fork() == 0:
        time.sleep(60)


@pytest.mark.parametrize("leave", [leave_a_thread, leave_a_process])
def test_a_child_that_is_not_alone_reads_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: Callable[[str], object]) -> None:
    if leave is leave_a_process and os.getuid() != 0:
        pytest.skip("the system forbids it; root may")
    results, children = read_all(tmp_path, monkeypatch, ["a.txt", "bad.txt", "c.txt", "d.txt"], leave)
    assert all(isinstance(result, Records) for result in results)
    assert children[0] == children[1] != children[2] == children[3]


def fill(name: str) -> None:
    """The first one leaves hardly any memory to those after it."""
    KEPT.append(bytearray(200 * 1024 * 1024 if name == "a.txt" else 100 * 1024 * 1024))


def open_files(name: str) -> None:
    KEPT.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(30))


def fail_as_second(name: str) -> None:
    KEPT.append(name)
    if len(KEPT) > 1:
        raise ValueError(name)


def die_as_second(name: str) -> None:
    KEPT.append(name)
    if len(KEPT) > 1:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("deed", [fill, open_files, fail_as_second, die_as_second])
def test_what_one_leaves_behind_hurts_none_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Callable[[str], object]) -> None:
    results, children = read_all(tmp_path, monkeypatch, ["a.txt", "b.txt", "c.txt", "d.txt"], deed)
    assert all(isinstance(result, Records) for result in results)
    assert len(set(children)) > 1


def test_what_comes_too_late_is_no_answer_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child whose reader answers itself, and whose own answer comes when the next document was asked for."""
    from tests.pipeline.test_isolation import write_everywhere

    results, _ = read_all(
        tmp_path, monkeypatch, ["a.txt", "bad.txt", "c.txt", "d.txt"], lambda name: name == "bad.txt" and write_everywhere(b"jospar")
    )
    assert [isinstance(result, Records) for result in results] == [True, False, True, True]
