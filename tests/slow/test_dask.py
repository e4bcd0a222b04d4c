"""A real Dask cluster of processes: the bytes of one process, whatever documents do there and whichever worker dies."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import duckdb
import pytest

import jospar.pipeline.cluster.connection
import jospar.pipeline.cluster.engine
import jospar.pipeline.commands.extract
from jospar.normalize.records import Records
from jospar.pipeline.cluster.engine import read_on_cluster
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.incremental.reading_key import Basis, find_basis
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import ClusterFailed, Exit
from jospar.pipeline.system.process_limits import Limits
from tests.documents import frames, headers, levels
from tests.generator.documents import Form, file_name, generate, write
from tests.generator.layouts import LAYOUTS
from tests.pipeline.test_isolation import is_alive, wait_until
from tests.support.correcting import GRANTS, PLAN, correction, corrections_file
from tests.support.reading import ROOT, SAMPLE

SMALL = Limits(memory=256 * 1024 * 1024, cpu_seconds=2, seconds=2)
ON_LOOPBACK: dict[str, Any] = {
    "processes": True, "host": "127.0.0.1", "silence_logs": 100,
    "dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False},
}  # fmt: skip
_SITE = """import sys
if "jospar.pipeline.cluster.service" in sys.orig_argv:
    from tests.support.hostile_reader import install
    install()
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on memory are Linux's")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two workers of two threads each, whose reading services have the hostile reader."""
    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(_SITE)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(site)  # processes that Dask spawns have the path of this one
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=2, **ON_LOOPBACK, local_directory=str(tmp_path_factory.mktemp("workers"))
        ) as cluster:  # fmt: skip
            cluster.scheduler.allowed_failures = 1
            yield cluster


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """The sample in its forms, made-up documents, and what is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    for path in (SAMPLE, *SAMPLE.parent.glob("*/ktu-2024.*")):
        shutil.copy(path, folder / f"sample {path.suffix[1:]}{path.suffix}")
    for number, case in enumerate((*frames.CASES, *headers.CASES, *levels.CASES)):
        (folder / f"case-{number:02}.txt").write_text(case.source, encoding="utf-8")
    document = generate(LAYOUTS[0], 5)
    for form in (Form.TEXT, Form.WORD):
        (folder / f"{form.value} {file_name(document, form)}").write_bytes(write(document, form))
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    good = SAMPLE.read_bytes()
    for deed in ("crashes", "eats", "exits", "orphans"):
        (folder / f"{deed}-here.txt").write_bytes(good)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "cut.pdf").write_bytes((SAMPLE.parent / "pdf" / "ktu-2024.pdf").read_bytes()[:3000])
    (folder / "two\nlines.txt").write_bytes(good)
    (folder / f"{'x' * 251}.txt").write_bytes(good)
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    return folder


def copies(folder: Path, *names: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in names]
    for path in paths:
        path.write_text(PLAN, encoding="utf-8")
    return paths


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "latest").iterdir()}


def extract(folder: Path, out: Path, *more: str) -> int:
    return run_command(["extract", str(folder), "--out", str(out), *more])


def extract_here(folder: Path, out: Path, *more: str) -> tuple[int, str, str]:
    """The same on this machine, in a process without the threads of a cluster: exit code, what it prints to both streams."""
    program = "from tests.support.hostile_reader import install; install(); from jospar.pipeline.main import main; main()"
    command = (sys.executable, "-c", program, "extract", str(folder), "--out", str(out), *more)
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT)})
    return done.returncode, done.stdout, done.stderr


def services_of(worker: int) -> list[int]:
    """The processes that the threads of a worker have started."""
    return [int(child) for thread in Path(f"/proc/{worker}/task").iterdir() for child in (thread / "children").read_text().split()]


def on(cluster: Any) -> tuple[str, ...]:
    return ("--engine", "dask", "--scheduler", cluster.scheduler_address)


def test_the_tables_are_the_bytes_of_one_process(
    cluster: Any, inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corrections = tmp_path / "corrections"
    corrections.mkdir()
    (corrections / "plan.yml").write_text(corrections_file(correction(GRANTS, "value", "5000", "3", "year: 2024, ")), encoding="utf-8")
    more = ("--corrections", str(corrections))
    code, printed, errors = extract_here(inputs, tmp_path / "one", "--workers", "1", *more)
    assert extract(inputs, tmp_path / "many", *more, *on(cluster)) == code == Exit.SOME_REFUSED
    seen = capsys.readouterr()
    assert seen.err == errors
    assert seen.out.replace("many", "one") == printed
    assert "reader_crashed" in errors and "out_of_memory" in errors
    assert tables(tmp_path / "many") == tables(tmp_path / "one")
    corrected = f"FROM '{tmp_path}/one/latest/issues.parquet' WHERE code = 'value_corrected'"
    assert len(duckdb.sql(corrected).fetchall()) == 1


def test_paths_that_are_shared(cluster: Any, inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(inputs.parent)
    paths = sorted(Path("in").glob("[b-z]*"))
    address = cluster.scheduler_address
    with read_on_cluster(paths, address) as sent, read_on_cluster(paths, address, shared_paths=True) as found:
        assert list(found) == list(sent)


def test_a_document_that_hangs(cluster: Any, tmp_path: Path) -> None:
    with read_on_cluster(copies(tmp_path, "a", "hangs-here", "z"), cluster.scheduler_address, SMALL) as attempts:
        before, hangs, after = (attempt.result for attempt in attempts)
    assert hangs == Refusal("out_of_time", "at most 2 seconds")
    assert isinstance(before, Records) and isinstance(after, Records)


def test_a_worker_that_is_killed_in_the_middle(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    copies(folder, *(f"{number:02}" for number in range(16)))
    assert extract_here(folder, tmp_path / "one")[0] == Exit.ALL_READ
    before = set(cluster.scheduler.workers)
    seen: list[object] = []
    services: list[int] = []
    say = jospar.pipeline.commands.extract._report

    def report(*facts: Any) -> None:
        seen.append(facts)
        if len(seen) == 3:
            worker = next(iter(cluster.workers.values())).pid
            services.extend(services_of(worker))
            os.kill(worker, signal.SIGKILL)
        say(*facts)

    monkeypatch.setattr(jospar.pipeline.commands.extract, "_report", report)
    assert extract(folder, tmp_path / "many", *on(cluster)) == Exit.ALL_READ
    assert set(cluster.scheduler.workers) != before
    assert services and wait_until(lambda: not any(map(is_alive, services)))
    assert tables(tmp_path / "many") == tables(tmp_path / "one")


def test_a_document_that_kills_workers(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    names = ["a", "b", "fells-them", "y", "z"]
    with read_on_cluster(copies(tmp_path, *names), cluster.scheduler_address) as attempts:
        results = [attempt.result for attempt in attempts]
    assert results.pop(2) == Refusal("reader_crashed", "with the workers of the cluster that tried")
    assert all(isinstance(result, Records) for result in results)


def test_the_window_is_bounded(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = copies(tmp_path, "a")
    taken: list[Path] = []

    def paths() -> Iterator[Path]:
        for _ in range(40):
            taken.append(path)
            yield path

    with read_on_cluster(paths(), cluster.scheduler_address) as attempts:
        for done, _ in enumerate(attempts):
            assert len(taken) <= done + jospar.pipeline.cluster.engine._LEAST_WINDOW
    assert len(taken) == 40
    monkeypatch.setattr(jospar.pipeline.cluster.engine, "_WINDOW_BYTES", 1)
    with read_on_cluster([path] * 3, cluster.scheduler_address) as attempts:
        assert len([attempt for attempt in attempts if isinstance(attempt.result, Records)]) == 3


def test_an_interrupt_publishes_nothing(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    copies(folder, *map(str, range(20)))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jospar.pipeline.commands.extract, "_report", interrupt)
    assert extract(folder, tmp_path / "out", *on(cluster)) == Exit.INTERRUPTED
    assert capsys.readouterr().err == "jospar: interrupted, nothing is published\n"
    assert not (tmp_path / "out" / "latest").exists()
    assert wait_until(lambda: not cluster.scheduler.tasks)


@pytest.mark.parametrize("part", ["code", "words"])
def test_a_worker_that_reads_otherwise_is_refused(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    ours = find_basis("pdfium")
    other = Basis("other", ours.words) if part == "code" else Basis(ours.code, "other")
    monkeypatch.setattr(jospar.pipeline.cluster.engine, "find_basis", lambda _: other)
    what = "other code" if part == "code" else "other word lists"
    with (
        pytest.raises(ClusterFailed, match=f"^worker tcp://.*: it has {what}.* than here"),
        read_on_cluster(copies(tmp_path, "a"), cluster.scheduler_address) as attempts,
    ):
        list(attempts)
    # one that came later is met by its first document
    monkeypatch.setattr(jospar.pipeline.cluster.connection, "_compare_readings", lambda *_: None)
    with (
        pytest.raises(ClusterFailed, match=f"^worker tcp://.*: it has {what}.* than here"),
        read_on_cluster(copies(tmp_path, "a"), cluster.scheduler_address) as attempts,
    ):
        list(attempts)


def test_other_versions_of_dask(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = distributed.Client.get_versions

    def lie(*arguments: Any, **more: Any) -> Any:
        versions = found(*arguments, **more)
        next(iter(versions["workers"].values()))["packages"]["distributed"] = "2020.1.0"
        return versions

    monkeypatch.setattr(distributed.Client, "get_versions", lie)
    with (
        pytest.raises(ClusterFailed, match=r"^worker tcp://.*: distributed 2020\.1\.0 \(here .*\); install the same versions there$"),
        read_on_cluster(copies(tmp_path, "a"), cluster.scheduler_address),
    ):
        pass


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (jospar.pipeline.cluster.connection, jospar.pipeline.cluster.engine):
        monkeypatch.setattr(module, "NO_WORKER_SECONDS", 0.5)
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, **ON_LOOPBACK) as cluster:
        paths = copies(tmp_path, *map(str, range(30)))
        with (
            pytest.raises(ClusterFailed, match=r"all workers of the cluster are gone; start some and run again$"),
            read_on_cluster(paths, cluster.scheduler_address) as attempts,
        ):
            next(attempts)
            cluster.scale(0)
            list(attempts)
        with (
            pytest.raises(ClusterFailed, match=r"the cluster has no worker, after 0\.5 seconds of waiting; start some$"),
            read_on_cluster(paths, cluster.scheduler_address),
        ):
            pass


def test_a_scheduler_that_ends(tmp_path: Path) -> None:
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, **ON_LOOPBACK) as cluster,
        pytest.raises(ClusterFailed, match=r"the connection to the scheduler is lost; start it and run again$"),
        read_on_cluster(copies(tmp_path, *map(str, range(30))), cluster.scheduler_address) as attempts,
    ):
        next(attempts)
        cluster.close()
        list(attempts)


def test_nobody_and_somebody_else_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(jospar.pipeline.cluster.connection, "_CONNECT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        assert extract(SAMPLE, tmp_path / "out", "--engine", "dask", "--scheduler", address) == Exit.CLUSTER_FAILED
    assert capsys.readouterr().err == f"jospar: {address}: no answer within 1 seconds; see that a Dask scheduler runs there\n"
    assert extract(SAMPLE, tmp_path / "out", "--engine", "dask", "--scheduler", address) == Exit.CLUSTER_FAILED
    assert capsys.readouterr().err.startswith(f"jospar: {address}: no Dask scheduler answers there (Connection refused)")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "dask"), "--engine dask: no scheduler is named"),
        (("--engine", "dask", "--scheduler", "here"), "--scheduler here: no address"),
        (("--engine", "dask", "--scheduler", "tcp://here:x"), "--scheduler tcp://here:x: no address"),
        (("--engine", "dask", "--scheduler", "tcp://h:1", "--workers", "2"), "--workers: a cluster has its own"),
        (("--scheduler", "tcp://h:1"), "--scheduler: is for --engine dask only"),
        (("--shared-paths",), "--shared-paths: is for --engine dask only"),
    ],
)
def test_wrong_usage(tmp_path: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    # What a client of an earlier test says while it is thrown away is none of this one's.
    gc.collect()
    capsys.readouterr()
    assert extract(SAMPLE, tmp_path / "out", *options) == Exit.WRONG_USAGE
    error = capsys.readouterr().err
    assert error.startswith(f"jospar: {said}") and error.count("\n") == 1


def test_dask_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert extract(SAMPLE, tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1") == Exit.WRONG_USAGE
    error = capsys.readouterr().err
    assert error.startswith("jospar: --engine dask: Dask is not installed (") and 'in a checkout: pip install ".[dask]"' in error
