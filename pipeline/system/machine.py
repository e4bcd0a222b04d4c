"""How many processes may work at a time on this machine."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def count_cores(quota: Path = _QUOTA) -> int:
    """The cores that this process may use, at least 1: those that it is bound to, or what its control group pays for, if that is less.

    `quota` is the file of Linux's control groups, version 2: `200000 100000` are two cores, `max 100000` are all.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        share, period = quota.read_text().split()
        cores = min(cores, int(share) // int(period))
    return max(1, cores)
