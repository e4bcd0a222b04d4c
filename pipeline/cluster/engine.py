"""Reads files on a Dask cluster: requests go out a window ahead, and the attempts come back in the order of the files.

Each is read as on one machine, in a process of its own (pipeline.cluster.worker). What a worker was reading when it died is read again by
another one, as often as the scheduler allows (its allowed-failures); then it is tried once more with nothing beside it, and refused as
reader_crashed where that worker dies too.
"""

from __future__ import annotations

import hashlib
import os
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import uuid4

from jospar.extract.document import UnreadableDocument
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.pipeline.cluster.connection import NO_WORKER_SECONDS, connect
from jospar.pipeline.cluster.read_request import ReadRequest, UnlikeReadings
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.document.refusals import Refusal, describe_fault
from jospar.pipeline.document.stages import read_bytes
from jospar.pipeline.incremental.reading_key import Basis, find_basis
from jospar.pipeline.isolation.pool import decode_answer
from jospar.pipeline.system.exits import ClusterFailed
from jospar.pipeline.system.interrupts import stop_if_interrupted
from jospar.pipeline.system.process_limits import Limits

if TYPE_CHECKING:
    from distributed import Client, Future

    from jospar.normalize.corrections.entries import Corrections

_LIMITS = Limits()
_NONE: Mapping[str, Corrections] = MappingProxyType({})
# How far the cluster may get ahead of a document that takes long: in documents for each of its threads, and in bytes that were sent.
_WINDOW_PER_THREAD, _LEAST_WINDOW = 3, 16
_WINDOW_BYTES = 256 * 1024 * 1024
# After how many seconds of waiting for one document the run looks whether the cluster is still there; and how often a request is given to
# other workers where one has no room on its disk for it.
_PATIENCE, _RETRIES = 1.0, 3


@contextmanager
def read_on_cluster(
    paths: Iterable[Path],
    scheduler: str,
    limits: Limits = _LIMITS,
    pdf_engine: str = PDF_ENGINES[0],
    corrections: Mapping[str, Corrections] = _NONE,
    shared_paths: bool = False,
) -> Iterator[Iterator[Attempt]]:
    """The attempts at files, in their order, as isolation.pool.read_isolated gives them. `scheduler` is an address, tcp://HOST:PORT.

    The files are read here and their bytes sent along; with `shared_paths` their paths are, and each worker reads from its own disk.
    Raises WrongUsage and ClusterFailed as connection.connect does. Going on raises ClusterFailed where the cluster is lost, BadVocabulary
    where a word list of ours is malformed.
    """
    basis = find_basis(pdf_engine)
    with connect(scheduler, basis, pdf_engine) as client:
        reading = _ClusterReader(client, scheduler, paths, limits, pdf_engine, basis, corrections, shared_paths)
        try:
            yield reading
        finally:
            reading.end()


@dataclass(frozen=True, slots=True)
class _Submitted:
    """A file whose answer is to come, with its hash and size if its bytes were sent; or the attempt, where it could not be opened here."""

    path: Path
    answer: Future[bytes | None] | Attempt
    sha256: str | None = None
    size: int = 0


class _WorkersDied(Exception):
    """As many workers as the scheduler allows died with a document, or the one that alone was to read it."""


class _ClusterReader(Iterator[Attempt]):
    """Where the reading of a list of files stands."""

    def __init__(
        self, client: Client, scheduler: str, paths: Iterable[Path], limits: Limits, pdf_engine: str, basis: Basis,
        corrections: Mapping[str, Corrections], shared_paths: bool,
    ) -> None:  # fmt: skip
        self._client, self._scheduler, self._paths = client, scheduler, iter(paths)
        self._limits, self._pdf_engine, self._basis, self._corrections = limits, pdf_engine, basis, corrections
        self._shared_paths = shared_paths
        self._run = uuid4().hex
        self._count = 0
        self._asked: deque[_Submitted] = deque()
        self._bytes = 0
        self._seen = time.monotonic()  # when there were workers
        self._window = max(_LEAST_WINDOW, _WINDOW_PER_THREAD * sum(client.nthreads().values()))
        self._ask()

    def __next__(self) -> Attempt:
        stop_if_interrupted()
        self._ask()
        if not self._asked:
            raise StopIteration
        first = self._asked[0]
        attempt = first.answer if isinstance(first.answer, Attempt) else self._wait(first, first.answer)
        self._asked.popleft()
        self._bytes -= first.size
        return attempt

    def end(self) -> None:
        """Takes back what is not read yet; a worker that has begun a document goes on to its end."""
        with suppress(Exception):  # the cluster may be lost
            self._client.cancel([asked.answer for asked in self._asked if not isinstance(asked.answer, Attempt)])

    def _ask(self) -> None:
        while len(self._asked) < self._window and self._bytes < _WINDOW_BYTES:
            path = next(self._paths, None)
            if path is None:
                return
            asked = self._submit(path)
            self._asked.append(asked)
            self._bytes += asked.size

    def _submit(self, path: Path, worker: str | None = None) -> _Submitted:
        """Gives a file to the cluster, or to one worker of it."""
        from jospar.pipeline.cluster.worker import read_there

        data = None
        if not self._shared_paths:
            try:
                data = read_bytes(path)
            except UnreadableDocument as error:
                return _Submitted(path, Attempt(None, Refusal(error.reason, error.detail)))
        request = ReadRequest(
            os.fsencode(path.name if data is not None else path.absolute()),
            data,
            self._corrections.get(find_document_id(path.name) or ""),
            self._pdf_engine,
            self._limits,
            self._basis,
        )
        self._count += 1
        key = f"jospar-{self._run}-{self._count}"
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")  # the window bounds it
            try:
                answer = self._client.submit(
                    read_there, request, key=key, pure=False, retries=_RETRIES, workers=[worker] if worker else None
                )
            except Exception as error:
                raise self._describe(error) from None
        return _Submitted(path, answer, hashlib.sha256(data).hexdigest() if data is not None else None, len(data or b""))

    def _wait(self, asked: _Submitted, answer: Future[bytes | None]) -> Attempt:
        """The attempt, as soon as it comes. Raises ClusterFailed where nobody is left to make it."""
        try:
            found = self._take(answer)
        except _WorkersDied:
            return self._read_alone(asked)
        return decode_answer(found, asked.path)

    def _read_alone(self, suspect: _Submitted) -> Attempt:
        """The attempt at a document that was on workers which died, with no other document on the cluster: was it this one?

        Dask counts the death of a worker against all that was given to it.
        """
        for other in list(self._asked)[1:]:
            if not isinstance(other.answer, Attempt):
                with suppress(_WorkersDied):
                    self._take(other.answer)
        while not (workers := self._find_workers()):
            time.sleep(_PATIENCE)
        alone = self._submit(suspect.path, workers[0])
        try:
            if isinstance(alone.answer, Attempt):
                return alone.answer
            return decode_answer(self._take(alone.answer, workers[0]), suspect.path)
        except _WorkersDied:
            return Attempt(alone.sha256, Refusal("reader_crashed", "with the workers of the cluster that tried"))

    def _take(self, answer: Future[bytes | None], worker: str | None = None) -> bytes | None:
        """The answer, as soon as it comes. Raises _WorkersDied, of `worker` if it may be read by that one only, and ClusterFailed."""
        from distributed import KilledWorker

        self._seen = time.monotonic()
        while True:
            stop_if_interrupted()
            try:
                return answer.result(timeout=_PATIENCE)
            except KilledWorker:
                raise _WorkersDied from None
            except Exception as error:
                if not isinstance(error, TimeoutError) or answer.status == "error":
                    raise self._describe(error) from None
            workers = self._find_workers()
            if worker and worker not in workers:
                raise _WorkersDied

    def _find_workers(self) -> list[str]:
        """The workers that there are. Raises ClusterFailed where there were none for long."""
        found: list[str] = []
        with suppress(Exception):  # lost, as the answer will say in a moment
            found = list(self._client.nthreads())
        if found:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > NO_WORKER_SECONDS:
            raise ClusterFailed(f"{self._scheduler}: all workers of the cluster are gone; start some and run again")
        return found

    def _describe(self, error: Exception) -> ClusterFailed:
        if isinstance(error, UnlikeReadings):
            return ClusterFailed(str(error))
        if isinstance(error, CancelledError) or self._client.status != "running":
            return ClusterFailed(f"{self._scheduler}: the connection to the scheduler is lost; start it and run again")
        return ClusterFailed(f"{self._scheduler}: a worker of the cluster failed ({describe_fault(error)}); see its log")
