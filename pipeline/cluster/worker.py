"""What runs inside a worker of a Dask cluster: it hands each document to a reading service beside it, and takes the answer back.

A worker has threads, so it starts its services as programs (pipeline.cluster.service) instead of forking them. It has as many as it ever
reads documents at once, keeps them from one document and run to the next, and replaces one that died. It never looks into a document.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from distributed import get_worker

from jospar.pipeline.cluster.read_request import CORRECTIONS, ReadRequest, compare
from jospar.pipeline.incremental.reading_key import Basis
from jospar.pipeline.isolation.messages import receive_message, send_message
from jospar.pipeline.system.process_limits import Limits

_ROOT = Path(__file__).parents[3]
_ServiceKind = tuple[Limits, str, Basis]


@dataclass(frozen=True, slots=True)
class _Service:
    """A process that reads, and the folder where it finds its document, and what is said of it."""

    kind: _ServiceKind
    folder: TemporaryDirectory[str]
    process: subprocess.Popen[bytes]
    control: socket.socket

    def end(self) -> None:
        self.control.close()
        self.process.wait()
        self.folder.cleanup()


_idle: list[_Service] = []
_lock = Lock()


def read_there(request: ReadRequest) -> bytes | None:
    """The answer of a fork server to a request, as jospar.pipeline.isolation.messages packs it; None where the fork server broke down.

    Raises UnlikeReadings, and OSError where the worker's disk or machine has no room.
    """
    service = _borrow(request)
    answer = None
    try:
        with _lay_out(request, Path(service.folder.name)) as path:
            with suppress(ConnectionError):  # it has ended, as the answer that fails to come says
                send_message(service.control, os.fsencode(path))
            answer = receive_message(service.control)
    finally:
        if answer is None:
            service.end()
        else:
            with _lock:
                _idle.append(service)
    return answer


def _borrow(request: ReadRequest) -> _Service:
    """A service that nobody uses, or a new one."""
    kind = request.limits, request.pdf_engine, request.basis
    with _lock:
        fitting = [service for service in _idle if service.kind == kind and service.process.poll() is None]
        others = [service for service in _idle if service not in fitting]
        _idle[:] = fitting[1:]
    for service in others:  # of earlier runs, or dead
        service.end()
    return fitting[0] if fitting else _start(kind)


def _start(kind: _ServiceKind) -> _Service:
    folder = TemporaryDirectory(prefix="jospar-", dir=get_worker().local_directory)  # Dask clears it where the worker is killed
    ours, theirs = socket.socketpair()
    with theirs:
        path = os.pathsep.join((str(_ROOT), *filter(None, sys.path)))
        process = subprocess.Popen(  # noqa: S603 (our own program)
            (sys.executable, "-P", "-m", "jospar.pipeline.cluster.service", str(theirs.fileno())),
            pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
    service = _Service(kind, folder, process, ours)
    limits, pdf_engine, basis = kind
    try:
        with suppress(ConnectionError):
            send_message(ours, pickle.dumps((limits, pdf_engine, folder.name)))
        theirs_is = receive_message(ours)
        if theirs_is is None:
            raise OSError("the reading service did not start; see the log of the worker")
        compare(basis, pickle.loads(theirs_is), f"worker {get_worker().address}")  # noqa: S301 (our own program's)
    except BaseException:
        service.end()
        raise
    return service


@contextmanager
def _lay_out(request: ReadRequest, folder: Path) -> Iterator[Path]:
    """The path of the file, for the time that it is read; what was sent along lies in the folder for that time."""
    corrections = folder / CORRECTIONS
    path = Path(os.fsdecode(request.path)) if request.data is None else folder / "document" / os.fsdecode(request.path)
    try:
        if request.data is not None:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(request.data)
        if request.corrections is not None:
            corrections.write_bytes(pickle.dumps(request.corrections))
        yield path
    finally:
        corrections.unlink(missing_ok=True)
        if request.data is not None:
            path.unlink(missing_ok=True)
