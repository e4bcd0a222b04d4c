"""What the tests of crashes, disks and hostile inputs share: how much of each is done, how the command is run, what a whole snapshot is.

As a program, `python -m tests.slow.torture OUT` reads the dataset in OUT again and again until its input is closed.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pyarrow.parquet as pq

from tests.support.reading import ROOT
from tests.support.seeds import choose_seed

FULL = os.environ.get("JOSPAR_TORTURE") == "full"
"""All of it, for `make torture`; without it the small form that goes with every run of the tests."""

RANDOM = random.Random(choose_seed(5))
JOSPAR = (sys.executable, "-c", "from jospar.pipeline.main import main; main()")
Item = TypeVar("Item")
Versions = dict[str, str]
"""The hash of the file that each document of a snapshot was read from, by document_id."""


def choose_count(small: int, full: int) -> int:
    """How often something is done."""
    return full if FULL else small


def choose_some(items: Iterable[Item], small: int) -> list[Item]:
    """All of the items in full, else some of them, from the first to the last."""
    found = list(items)
    if FULL or len(found) <= small:
        return found
    return [found[number * (len(found) - 1) // (small - 1)] for number in range(small)]


def start(
    *arguments: str | Path, variables: dict[str, str] | None = None, within: tuple[str, ...] = (), cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """Starts the command `jospar` in a session of its own, `within` another command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(variables or {})}
    command = (*within, *JOSPAR, *map(os.fspath, arguments))
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, cwd=cwd, start_new_session=True, **streams)


def run(
    *arguments: str | Path, variables: dict[str, str] | None = None, within: tuple[str, ...] = (), cwd: Path | None = None
) -> tuple[int, str]:
    """The exit code of the command and what it said on standard error. Fails where it does not end."""
    with start(*arguments, variables=variables, within=within, cwd=cwd) as process:
        try:
            _, errors = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return process.returncode, os.fsdecode(errors)


def check_whole(out: Path) -> Versions:
    """What is in the latest snapshot, after everything that it says of itself is held against it."""
    folder = (out / "latest").resolve(strict=True)
    manifest = (folder / "manifest.json").read_bytes()
    assert folder.name.endswith(hashlib.sha256(manifest).hexdigest()[:12])
    described = json.loads(manifest)
    hashes = {item["name"]: item["sha256"] for item in described["files"]}
    assert hashes == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in hashes}
    assert {path.name for path in folder.iterdir()} == {*hashes, "manifest.json"}
    documents = pq.read_table(folder / "documents.parquet", columns=["document_id", "source_sha256"])
    ids, sources = (column.to_pylist() for column in documents.columns)
    owners = pq.read_table(folder / "values.parquet", columns=["document_id"]).column(0).to_pylist()
    versions = dict(zip(ids, sources, strict=True))
    assert sorted(item["sha256"] for item in described["inputs"]) == sorted(sources)
    assert set(owners) == versions.keys()
    assert {item["name"]: item["rows"] for item in described["files"]}["values.parquet"] == len(owners)
    return versions


def find_leftovers(out: Path) -> list[str]:
    """What no run that ended leaves behind: unfinished files, and snapshots that were never the latest."""
    known = {".lock", "latest", "snapshots"}
    return [path.name for path in out.iterdir() if path.name not in known] + [path.name for path in (out / "snapshots").glob(".*")]


def hash_tables(out: Path) -> dict[str, str]:
    """The hash of every file of the latest snapshot."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (out / "latest").iterdir()}


def show_tree(folder: Path) -> dict[str, str]:
    """Everything below a folder: where links lead, and what is in files."""
    return {str(path.relative_to(folder)): _describe(path) for path in sorted(folder.rglob("*")) if path.name != ".lock"}


def copy_dataset(source: Path, target: Path) -> Path:
    """A dataset of its own with the same content."""
    return Path(shutil.copytree(source, target, symlinks=True))


@contextmanager
def readers(out: Path, count: int) -> Iterator[None]:
    """Reads the dataset in so many processes while the block runs; fails where one of them saw something that was not whole."""
    command = (sys.executable, "-m", "tests.slow.torture", str(out))
    started = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(count)
    ]
    try:
        yield
    finally:
        ended = [(*process.communicate(timeout=60), process.returncode) for process in started]
    assert [(errors, code) for _, errors, code in ended] == [(b"", 0)] * count
    assert all(int(output) > 0 for output, _, _ in ended)


def _describe(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder" if path.is_dir() else "other"


def _read_until_told(out: Path) -> int:
    """How often the dataset was read, whole each time."""
    times = 0
    while times == 0 or not select.select([sys.stdin], [], [], 0.05)[0]:
        check_whole(out)
        times += 1
    return times


if __name__ == "__main__":
    print(_read_until_told(Path(sys.argv[1])))
