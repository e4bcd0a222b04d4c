"""A reader that does what the name of a document says before it reads it: crashes, hangs, eats memory, kills others.

`install` puts it into the reading services of a cluster, which are programs of their own.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jospar.pipeline.document.reading
from jospar.normalize.records import Records
from jospar.pipeline.document.stages import read_document


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def _kill_worker() -> None:
    os.kill(_parent(os.getppid()), signal.SIGKILL)


DEEDS: dict[str, Callable[[], object]] = {
    "crashes": lambda: ctypes.string_at(0),
    "eats": lambda: bytearray(10**10),
    "hangs": lambda: time.sleep(60),
    "exits": lambda: os._exit(0),
    "orphans": lambda: os.kill(os.getppid(), signal.SIGKILL),
    "fells": _kill_worker,
}


def read(data: bytes, name: str, *others: Any) -> Records:
    DEEDS.get(name.partition("-")[0], lambda: None)()
    return read_document(data, name, *others)


def install() -> None:
    jospar.pipeline.document.reading.read_document = read  # type: ignore[attr-defined]
