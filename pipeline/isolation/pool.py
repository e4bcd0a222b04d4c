"""Reads files in processes of their own, several at a time, so that no document can hurt the run or another document.

Whatever a reader does there (loops, takes all memory, crashes, writes nonsense into the pipe), it ends as a refusal of that document.
This is the side of the run; isolation.fork_server is the other, and system.process_limits says what holds on which system.
"""

from __future__ import annotations

import heapq
import os
import select
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.normalize.catalogue import CATALOGUE
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.isolation.codec import BadEncodedResult, decode_result
from jospar.pipeline.isolation.messages import receive_message, send_message, unpack_answer
from jospar.pipeline.system.interrupts import stop_if_interrupted
from jospar.pipeline.system.process_limits import Limits

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

_LIMITS = Limits()
_NONE: Mapping[str, Corrections] = MappingProxyType({})
# The file that a worker reads, and the next one, so that it need not wait while the run stores what it gave.
_ASKED_AHEAD = 2
# How far others may get ahead of a document that takes long, in documents and in bytes of what they gave.
_WINDOW = 64
_WINDOW_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Worker:
    """A fork server, and the places of the files that it was asked for and has not answered; it reads them in that order."""

    process: int
    control: socket.socket
    asked: deque[int] = field(default_factory=deque)

    def ask(self, place: int, path: Path) -> None:
        self.asked.append(place)
        with suppress(ConnectionError):  # it has ended, and no answer will come
            send_message(self.control, os.fsencode(path))

    def reap(self) -> None:
        """Waits for the end of a fork server whose connection is closed; it kills the child that it has."""
        os.waitpid(self.process, 0)


@contextmanager
def read_isolated(
    paths: Iterable[Path],
    limits: Limits = _LIMITS,
    pdf_engine: str = PDF_ENGINES[0],
    corrections: Mapping[str, Corrections] = _NONE,
    workers: int = 1,
) -> Iterator[Iterator[Attempt]]:
    """The attempts at files, in their order, `workers` of them at a time. The first ones are begun at once.

    With several workers they go on while the caller is busy, up to a window of documents ahead of the one that it waits for; a single one
    rests then, so that no two processes are ever at work. `corrections` are those of the documents that have some, by document_id; a
    reading process has them from its start and opens no file.
    To be entered before there are threads, for it forks. Going on raises BadVocabulary where a word list of ours is malformed.
    """
    reading = _PoolReader(tuple(paths), limits, pdf_engine, corrections, workers)
    try:
        yield reading
    finally:
        reading.end()


class _PoolReader(Iterator[Attempt]):
    """Where the reading of a list of files stands; a file goes by its place in the list."""

    def __init__(
        self, paths: tuple[Path, ...], limits: Limits, pdf_engine: str, corrections: Mapping[str, Corrections], workers: int
    ) -> None:
        self._paths, self._limits, self._pdf_engine, self._corrections = paths, limits, pdf_engine, corrections
        self._next = 0
        self._waiting = list(range(len(paths)))  # a heap
        self._answers: dict[int, bytes | None] = {}
        self._answer_bytes = 0
        self._warm = len(paths) > workers
        self._workers: list[_Worker] = []
        try:
            for _ in range(max(1, min(workers, len(paths)))):
                self._workers.append(self._start())
            self._ask()
        except BaseException:
            self.end()
            raise

    def __next__(self) -> Attempt:
        stop_if_interrupted()
        if self._next == len(self._paths):
            raise StopIteration
        self._ask()
        while self._next not in self._answers:
            self._receive()
        path, answer = self._paths[self._next], self._answers.pop(self._next)
        self._next += 1
        self._answer_bytes -= len(answer or b"")
        if len(self._workers) > 1:
            self._ask()
        return decode_answer(answer, path)

    def end(self) -> None:
        """Leaves no process behind."""
        for worker in self._workers:
            worker.control.close()
        for worker in self._workers:
            worker.reap()

    def _ask(self) -> None:
        """Gives the first of the files that wait to the workers that have the least to do."""
        ahead = _ASKED_AHEAD if len(self._workers) > 1 else 1
        while self._waiting and self._may_ask(self._waiting[0]):
            worker = min(self._workers, key=lambda worker: len(worker.asked))
            if len(worker.asked) == ahead:
                return
            place = heapq.heappop(self._waiting)
            worker.ask(place, self._paths[place])

    def _may_ask(self, place: int) -> bool:
        return place == self._next or (place < self._next + _WINDOW and self._answer_bytes < _WINDOW_BYTES)

    def _receive(self) -> None:
        """Waits until a worker answers, and takes what there is."""
        poller = select.poll()
        for worker in self._workers:
            if worker.asked:
                poller.register(worker.control, select.POLLIN)
        ready = {file for file, _ in poller.poll()}
        for number, worker in enumerate(self._workers):
            if worker.control.fileno() not in ready:
                continue
            answer = receive_message(worker.control)
            self._answers[worker.asked.popleft()] = answer
            self._answer_bytes += len(answer or b"")
            if answer is None:
                self._replace(number)
        if len(self._workers) > 1:
            self._ask()

    def _replace(self, number: int) -> None:
        """Another fork server for one that was killed, as a document without limits of the system can do, and for what it has not begun."""
        worker = self._workers[number]
        worker.control.close()
        worker.reap()
        for place in worker.asked:
            heapq.heappush(self._waiting, place)
        self._workers[number] = self._start()

    def _start(self) -> _Worker:
        ours, theirs = socket.socketpair()
        process = os.fork()
        if process == 0:
            try:
                from jospar.pipeline.isolation.fork_server import serve  # with all stages, which the run itself does without

                serve(theirs, self._limits, self._pdf_engine, self._corrections, self._warm)
            finally:
                os._exit(1)
        theirs.close()
        return _Worker(process, ours)


def decode_answer(answer: bytes | None, path: Path) -> Attempt:
    """The attempt in an answer, which must be one at this file; None where the fork server ended without."""
    if answer is None:
        return Attempt(None, Refusal("reader_crashed", "with all that watched over it"))
    encoded, milliseconds = unpack_answer(answer)
    return replace(_decode(encoded, path), milliseconds=milliseconds)


def _decode(encoded: memoryview, path: Path) -> Attempt:
    try:
        content = decode_result(encoded)
    except BadEncodedResult as error:
        return Attempt(None, Refusal("reader_crashed", str(error)))
    if isinstance(content, BadVocabulary):
        raise content
    result = content.result
    known = result.code in CATALOGUE if isinstance(result, Refusal) else result.document.document_id == find_document_id(path.name)
    return content if known else Attempt(None, Refusal("reader_crashed", "not a result of this document"))
