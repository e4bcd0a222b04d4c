"""Runs of `jospar extract` in which one call to the system fails, or the process is killed at it: in C, so that pyarrow's calls count too.

As a program, loaded with the library, it does one run after the other: each is a fork that has all modules already.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.support.programs import miss
from tests.support.reading import ROOT

KILL = -9


class Then(IntEnum):
    """What becomes of the calls after the one that failed."""

    WELL = 0
    NONE = 1
    NO_SPACE = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """The call with the number `at` fails with `error`, or the process is killed there; nothing does where `at` is 0."""

    at: int = 0
    error: int = 0
    then: Then = Then.WELL


@cache
def build_library(folder: Path) -> Path:
    """The library, compiled; skips the test where that can't be done, and fails it in CI."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        miss("needs a C compiler and Linux, to put itself before the C library")
    made = folder / "torture_calls.so"
    command = (compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(Path(__file__).with_suffix(".c")), "-ldl")
    subprocess.run(command, check=True, capture_output=True)
    return made


Run = Callable[..., tuple[int, str]]


@contextmanager
def runner(library: Path) -> Iterator[Run]:
    """A function that runs `jospar` with some arguments over a dataset under a fault; its exit code and standard error."""
    environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "tests.slow.torture_calls", str(library))
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout

        def run(out: Path, arguments: list[str], fault: Fault = Fault(), log: str = "") -> tuple[int, str]:
            json.dump({"out": str(out), "arguments": arguments, "fault": asdict(fault), "log": log}, process.stdin)
            process.stdin.write("\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            return answer["code"], answer["errors"]

        yield run
        process.stdin.close()


def _serve(library: str) -> None:
    for name in ("output.storage.tables.build", "output.storage.tables.staging", "pipeline.document.stages", "pipeline.inputs.discovery"):
        import_module(f"jospar.{name}")
    import_module("jospar.pipeline.isolation.pool")
    import_module("jospar.pipeline.run")

    arm = ctypes.CDLL(library).torture_arm
    for line in sys.stdin:
        wanted = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _run_one(arm, wanted, write)
        os.close(write)
        with os.fdopen(read, "rb") as errors:
            said = errors.read().decode(errors="replace")
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "errors": said}), flush=True)


def _run_one(arm: Any, wanted: dict[str, Any], errors: int) -> None:
    from jospar.pipeline.main import run_command

    os.dup2(errors, 2)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    os.close(errors)
    sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))  # noqa: SIM115
    fault = wanted["fault"]
    arm(wanted["out"].encode(), wanted["log"].encode(), fault["at"], fault["error"], fault["then"])
    code = run_command(wanted["arguments"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1])
