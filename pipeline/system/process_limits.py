"""What the operating system holds a reading process to. It knows system calls, and nothing of documents.

Linux and macOS have the limits on processor time, written bytes and open files, and process groups. Only Linux holds a process to its
address space, lets it end with the process that made it, and hands over those it left behind. On macOS memory has no limit, and what a
reader starts outside its group ends by itself; the limits on time hold there too.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jospar.extract.limits import (
    MAX_CONVERSION_SECONDS,
    MAX_READING_CPU_SECONDS,
    MAX_READING_FILES,
    MAX_READING_MEMORY,
    MAX_READING_SECONDS,
    MAX_RESULT_BYTES,
)

# From <linux/prctl.h>.
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take, in bytes and seconds; jospar.extract.limits has the reasons."""

    memory: int = MAX_READING_MEMORY
    cpu_seconds: int = MAX_READING_CPU_SECONDS
    seconds: float = MAX_READING_SECONDS
    conversion_seconds: float = MAX_CONVERSION_SECONDS
    result_bytes: int = MAX_RESULT_BYTES


def apply_limits(limits: Limits) -> None:
    """Limits this process for good: memory, time, no file written, few open, no core dump and, unless it is root's, no other process."""
    lower_limit(resource.RLIMIT_CORE, 0)
    lower_limit(resource.RLIMIT_FSIZE, 0)
    lower_limit(resource.RLIMIT_NOFILE, MAX_READING_FILES)
    lower_limit(resource.RLIMIT_NPROC, 0)
    lower_limit(resource.RLIMIT_CPU, limits.cpu_seconds, grace=1)
    mapped = _mapped_bytes()
    if mapped is not None:
        lower_limit(resource.RLIMIT_AS, mapped + limits.memory)


def lower_limit(kind: int, value: int, grace: int = 0) -> None:
    """Sets a limit where there is none yet or a higher one; the process may not go back. `grace` parts the warning from the end."""
    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or hard > value:
        resource.setrlimit(kind, (value, value + grace if hard == resource.RLIM_INFINITY else min(hard, value + grace)))


def _mapped_bytes() -> int | None:
    """The address space of this process; None where the system does not tell, and so holds nobody to it."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except FileNotFoundError:
        return None


def end_with_parent(parent: int) -> None:
    """Has this process killed when the one that made it ends, which may have happened already."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def become_subreaper() -> None:
    """Makes this process the parent of all that its children leave behind."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def kill_and_reap(child: int) -> tuple[int, resource.struct_rusage]:
    """Kills a child, its process group and whatever it left behind; how it had ended, and what it had used."""
    with suppress(OSError):  # macOS has no group any more where only its dead leader is left
        os.killpg(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    _kill_orphans()
    return os.waitstatus_to_exitcode(status), usage


def is_alone(child: int) -> bool:
    """Whether a child is all that there is: one thread, no process of its own, none that it left behind. False where that can't be told."""
    try:
        tasks = os.listdir(f"/proc/{child}/task")  # noqa: PTH208
        others = Path(f"/proc/{child}/task/{child}/children").read_text()
        ours = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return False
    return tasks == [str(child)] and not others.strip() and ours.split() == [str(child)]


def _kill_orphans(rounds: int = 1000) -> None:
    for _ in range(rounds):
        try:
            dead, _ = os.waitpid(-1, os.WNOHANG)
            if not dead:
                for orphan in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
                    os.kill(int(orphan), signal.SIGKILL)
                time.sleep(0.001)
        except (ChildProcessError, FileNotFoundError):
            return


def peak_bytes(usage: resource.struct_rusage) -> int:
    """The most memory that a process held."""
    return usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024


def close_all_but(kept: int) -> None:
    """Closes every file of this process but its standard streams and one."""
    for file in Path("/dev/fd").iterdir():
        if int(file.name) > 2 and int(file.name) != kept:
            with suppress(OSError):
                os.close(int(file.name))


@cache
def _libc() -> Any:
    return ctypes.CDLL(None)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        _libc().prctl(option, value, 0, 0, 0)
