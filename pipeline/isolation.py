"""Reads files each in a process of its own, so that no document can hurt the run or another document.

Whatever a reader does there (loops, takes all memory, crashes, writes nonsense into the pipe), it ends as a refusal of that document.
This is the side of the run; pipeline.nursery is the other, and pipeline.walls says what holds on which system.
"""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from extract.readers.pdf_engines import PDF_ENGINES
from extract.vocabulary import BadVocabulary
from normalize.catalogue import CATALOGUE
from pipeline.inputs import find_document_id
from pipeline.messages import receive_message, send_message
from pipeline.outcome import Attempt
from pipeline.parcel import BadParcel, unpack
from pipeline.refusals import Refusal
from pipeline.walls import Limits

if TYPE_CHECKING:
    from normalize.corrections.entries import Corrections

_LIMITS = Limits()
_NONE: Mapping[str, Corrections] = MappingProxyType({})
# The file that is read, and the next one, which its nursery has at hand while the run stores the first.
_ASKED_AHEAD = 2


@dataclass(frozen=True, slots=True)
class _Nursery:
    """A process that reads files, one after another."""

    process: int
    control: socket.socket

    def ask(self, path: Path) -> None:
        with suppress(ConnectionError):  # it has ended, as the answer that fails to come will say
            send_message(self.control, os.fsencode(path))

    def end(self) -> None:
        """Ends it with the child that it has; it does so by itself where the run is killed."""
        self.control.close()
        os.waitpid(self.process, 0)


@contextmanager
def read_isolated(
    paths: Iterable[Path], limits: Limits = _LIMITS, pdf_engine: str = PDF_ENGINES[0], corrections: Mapping[str, Corrections] = _NONE
) -> Iterator[Iterator[Attempt]]:
    """The attempts at files, in their order. The first is begun at once, each further one while the caller is busy with the one before.

    `corrections` are those of the documents that have some, by document_id; a reading process has them from its birth and opens no file.
    To be entered before there are threads, for it forks. Going on raises BadVocabulary where a word list of ours is malformed.
    """
    reading = _Reading(deque(paths), limits, pdf_engine, corrections)
    try:
        yield reading
    finally:
        reading.end()


class _Reading(Iterator[Attempt]):
    """Where the reading of a list of files stands."""

    def __init__(self, waiting: deque[Path], limits: Limits, pdf_engine: str, corrections: Mapping[str, Corrections]) -> None:
        self._limits, self._pdf_engine, self._corrections = limits, pdf_engine, corrections
        self._waiting = waiting
        self._asked: deque[Path] = deque()
        self._nursery = self._start()
        self._ask()

    def __next__(self) -> Attempt:
        if not self._asked:
            raise StopIteration
        parcel = receive_message(self._nursery.control)
        path = self._asked.popleft()
        if parcel is None:
            self._begin_anew()
            return Attempt(None, Refusal("reader_crashed", "with all that watched over it"))
        self._ask()
        return _open(parcel, path)

    def end(self) -> None:
        """Leaves no process behind."""
        self._nursery.end()

    def _start(self) -> _Nursery:
        return _start(self._limits, self._pdf_engine, self._corrections, warm=len(self._waiting) > 1)

    def _ask(self) -> None:
        while self._waiting and len(self._asked) < _ASKED_AHEAD:
            self._asked.append(self._waiting.popleft())
            self._nursery.ask(self._asked[-1])

    def _begin_anew(self) -> None:
        """Another nursery for what is left; the last one was killed, which a document without limits of the system could do."""
        self._nursery.end()
        self._waiting.extendleft(reversed(self._asked))
        self._asked.clear()
        self._nursery = self._start()
        self._ask()


def _open(parcel: bytes, path: Path) -> Attempt:
    """The attempt in a parcel, which must be one at this file."""
    try:
        content = unpack(parcel)
    except BadParcel as error:
        return Attempt(None, Refusal("reader_crashed", str(error)))
    if isinstance(content, BadVocabulary):
        raise content
    result = content.result
    known = result.code in CATALOGUE if isinstance(result, Refusal) else result.document.document_id == find_document_id(path.name)
    return content if known else Attempt(None, Refusal("reader_crashed", "not a result of this document"))


def _start(limits: Limits, pdf_engine: str, corrections: Mapping[str, Corrections], warm: bool) -> _Nursery:
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        try:
            from pipeline.nursery import serve  # with all stages, which the run itself does without

            serve(theirs, limits, pdf_engine, corrections, warm)
        finally:
            os._exit(1)
    theirs.close()
    return _Nursery(process, ours)
