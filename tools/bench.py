"""How fast it is, as ratios measured in one run (`make bench`); prints tables and asserts nothing.

Every figure is a median of repeats; what is compared is run in turns, so that a slow moment of the machine meets both.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import distributed
import duckdb

from jospar.extract.detect import read
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.reading import try_file
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.inputs.discovery import find_inputs, find_paths
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.system.console import format_table
from jospar.pipeline.views.attention import Attention

SAMPLE = Path(__file__).parent.parent / "samples" / "ktu-2024.txt"
COMMAND = (sys.executable, "-c", "from jospar.pipeline.main import main; main()")
_MILLISECONDS = 1000


def main() -> None:
    """Runs all of them, or in a process of its own one that needs to begin anew."""
    match sys.argv[1:]:
        case ["way", name]:
            measure_way(name)
        case _:
            bench_all()


def bench_all() -> None:
    """Prints every table."""
    loop = measure(_count, repeats=3)
    print(f"ten million additions in a loop: {loop * _MILLISECONDS:.0f} ms, which tells one machine from another", end="\n\n")
    bench_stages()
    bench_isolation()
    bench_command()
    bench_cluster()
    bench_many()


def measure(work: Callable[[], object], repeats: int = 31) -> float:
    """Seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _count() -> None:
    total = 0
    for number in range(10_000_000):
        total += number


def bench_stages() -> None:
    """The sample from bytes to records, warm, and the stages that this is made of."""
    data, name = SAMPLE.read_bytes(), SAMPLE.name
    raw = read(data, name)
    outline = parse(raw)
    source = SourceFile(SAMPLE.stem, name, hashlib.sha256(data).hexdigest())
    times = {
        "read": measure(lambda: read(data, name)),
        "parse": measure(lambda: parse(raw)),
        "normalize": measure(lambda: normalize(outline, source)),
        "bytes to records": measure(lambda: read_document(data, name)),
    }
    whole = times["bytes to records"]
    rows = [(stage, f"{seconds * _MILLISECONDS:.1f}", f"{seconds / whole:.2f}") for stage, seconds in times.items()]
    print(format_table(("the sample", "ms", "of the whole"), rows, (1, 2)), end="\n\n")


Reading = Callable[[Sequence[Path]], AbstractContextManager[Iterator[Attempt]]]
WAYS: dict[str, Reading] = {"in the run's own process": lambda paths: nullcontext(map(try_file, paths)), "isolated": read_isolated}


def bench_isolation() -> None:
    """What it adds to a document that it is read in another process, by a single worker: in a run, which stores them, and alone.

    The third column is the work of the run's own process where documents are stored: whatever reads them, no more go through a run. A
    single worker and the run are never at work at once, so what is added by the clock is what is added in work. No two documents name the
    same things: else the run's own process would have every text at hand from the document before.
    """
    times: dict[str, list[list[float]]] = {name: [] for name in WAYS}
    for _ in range(7):
        for name, found in times.items():
            done = subprocess.run((sys.executable, __file__, "way", name), check=True, capture_output=True, text=True)
            found.append([float(milliseconds) for milliseconds in done.stdout.split()])
    medians = {name: [statistics.median(column) for column in zip(*found, strict=True)] for name, found in times.items()}
    own, isolated = medians.values()
    medians["added"] = [more - less for less, more in zip(own, isolated, strict=True)]
    rows = [(name, *(f"{milliseconds:.1f}" for milliseconds in columns)) for name, columns in medians.items()]
    rows[-1] = (*rows[-1][:3], "")
    print(format_table(("ms a document", "read and stored", "read only", "the run's own work"), rows, (1, 2, 3)), end="\n\n")


def measure_way(name: str, documents: int = 80) -> None:
    """Prints the milliseconds that a document takes one way: read and stored, read only, work of the run. The first is not counted."""
    way = WAYS[name]
    ends: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(documents):
            Path(folder, f"{SAMPLE.stem}-{number:05}.txt").write_text(_vary_names(number), encoding="utf-8")
        out = Path(folder, "tables")
        files = find_inputs([folder], recursive=False, out=out)
        with way(find_paths(files)) as attempts:
            next(attempts)
            start = time.perf_counter()
            for _ in attempts:
                pass
            read = (time.perf_counter() - start) / (documents - 1)
        with way(find_paths(files)) as attempts:
            from jospar.pipeline.run import extract  # as the command does, after the fork

            extract(files, attempts, out, lambda _: ends.append((time.perf_counter(), time.process_time())), Attention().add)
    stored, work = ((end - begin) / (documents - 1) for begin, end in zip(ends[0], ends[-1], strict=True))
    print(stored * _MILLISECONDS, read * _MILLISECONDS, work * _MILLISECONDS)


def _vary_names(number: int) -> str:
    """The sample with a word of its own in each long cell."""
    word = "".join("абвгдежзик"[int(digit)] for digit in f"{number:04}")
    return re.sub(r"(?<=\t)[^\t\n]{25,}(?=\t)", lambda cell: f"{cell[0]} {word}", SAMPLE.read_text(encoding="utf-8"))


def bench_command() -> None:
    """The whole command against the import that no program of the kind can do without, in turns."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "import pyarrow.parquet": (sys.executable, "-c", "import pyarrow.parquet"),
            "jospar --version": (*COMMAND, "--version"),
            "jospar extract samples": (*COMMAND, "extract", str(SAMPLE.parent), "--out", f"{folder}/tables"),
        }
        # as installed: with the compiled modules that this setting would keep from being stored
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(12):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment)
                times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(seconds[1:]) for name, seconds in times.items()}  # the first round fills the caches
    unit = medians["import pyarrow.parquet"]
    rows = [(name, f"{seconds * _MILLISECONDS:.0f}", f"{seconds / unit:.2f}") for name, seconds in medians.items()]
    print(format_table(("a process", "ms", "ratio"), rows, (1, 2)), end="\n\n")


def bench_cluster(documents: int = 300) -> None:
    """The same documents by two processes of the run, and by a Dask cluster of two on the same two cores: what its ways cost."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, out = Path(folder, "in"), Path(folder, "tables")
        inputs.mkdir()
        for number in range(documents):
            (inputs / f"{SAMPLE.stem}-{number:05}.txt").write_text(_vary_names(number), encoding="utf-8")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", silence_logs=100, dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False}, local_directory=str(Path(folder, "workers")),
        ) as cluster:  # fmt: skip
            engines = {"local": ("--workers", "2"), "dask": ("--engine", "dask", "--scheduler", cluster.scheduler_address)}
            times: dict[str, list[float]] = {name: [] for name in engines}
            for _ in range(4):
                for name, engine in engines.items():
                    times[name].append(_run_command("extract", str(inputs), "--out", str(out), *engine).seconds)
                    shutil.rmtree(out)
    medians = {name: statistics.median(seconds[1:]) for name, seconds in times.items()}  # the first round starts what reads on the cluster
    rows = [(f"--engine {name}", f"{seconds:.1f}", f"{seconds / medians['local']:.2f}") for name, seconds in medians.items()]
    print(format_table((f"{documents} documents", "s", "ratio"), rows, (1, 2)), end="\n\n")


def bench_many() -> None:
    """Whether speed and memory stay the same from the first document to the last, what a second worker brings on two cores, and what the
    next run costs with that many documents there.
    """
    runs: list[Sequence[str]] = []
    later: list[Sequence[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        inputs, one_more = Path(folder, "in"), Path(folder, "one-more.txt")
        inputs.mkdir()
        one_more.write_text(_vary_names(0), encoding="utf-8")
        for documents in (100, 1_000, 10_000):
            for number in range(documents):
                (inputs / f"{SAMPLE.stem}-{number:05}.txt").write_text(_vary_names(number), encoding="utf-8")
            for workers in (1, 2):
                out = Path(folder, f"tables-{documents}-{workers}")
                runs.append((f"{documents:,}", str(workers), *_measure_run(inputs, out, workers)))
            later.append((f"{documents:,}", *_measure_later_runs(inputs, out, one_more)))
    header = ("documents", "workers", "first fifth /s", "middle fifth /s", "last fifth /s", "all /s", "peak MB of the run")
    print(format_table(header, runs, range(7)))
    for one, two in zip(runs[::2], runs[1::2], strict=True):
        print(f"{one[0]} documents: two workers are {float(two[5]) / float(one[5]):.2f} times as fast as one")
    header = ("documents there", "given again s", "peak MB", "one more s", "peak MB", "one removed s", "peak MB", "one read by DuckDB ms")
    print(f"\n{format_table(header, later, range(8))}")


def _measure_run(inputs: Path, out: Path, workers: int) -> tuple[str, ...]:
    """The rate in three fifths of a run of the command over `inputs`, that of the whole command, and the peak of its memory."""
    done = _run_command("extract", str(inputs), "--out", str(out), "--workers", str(workers), "--log-json")
    events = [json.loads(line) for line in done.errors.splitlines()]
    ends = [datetime.fromisoformat(event["time"]).timestamp() for event in events if event["event"] in {"started", "document"}]
    documents = len(ends) - 1
    fifth = documents // 5
    rates = [fifth / (ends[start + fifth] - ends[start]) for start in (0, 2 * fifth, 4 * fifth)]
    return (*(f"{rate:.1f}" for rate in rates), f"{documents / done.seconds:.1f}", f"{done.peak:.0f}")


def _measure_later_runs(inputs: Path, out: Path, one_more: Path) -> tuple[str, ...]:
    """Seconds and peak of memory of a run that has nothing to read, of one that adds a document, and of one that takes it out again.

    And the milliseconds that DuckDB takes for the values of one document.
    """
    runs = (
        _run_command("extract", str(inputs), "--out", str(out)),
        _run_command("extract", str(one_more), "--out", str(out)),
        _run_command("remove", one_more.stem, "--data", str(out)),
    )
    table = out.resolve() / "latest" / "values.parquet"
    source = f"{table}/*.parquet" if table.is_dir() else table
    document = f"{SAMPLE.stem}-{len(list(inputs.iterdir())) // 2:05}"
    with duckdb.connect() as database:
        query = f"SELECT owner_id, year, value, unit FROM '{source}' WHERE document_id = '{document}'"
        assert database.sql(query).fetchall()
        read = measure(lambda: database.sql(query).fetchall())
    return (*(cell for run in runs for cell in (f"{run.seconds:.1f}", f"{run.peak:.0f}")), f"{read * _MILLISECONDS:.0f}")


class _Done(NamedTuple):
    """A command that has ended well: its seconds, the peak of its memory in MB, and what it wrote to standard error."""

    seconds: float
    peak: float
    errors: str


def _run_command(*arguments: str) -> _Done:
    with tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        process = subprocess.Popen((*COMMAND, *arguments), stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments, stderr=said)
    return _Done(seconds, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024), said)


if __name__ == "__main__":
    main()
