"""The fork server: a small process beside the run, which forks children to read documents, watches them, and answers what came of each.

It is forked before the run has threads, and has the stages imported, so that a child begins in a millisecond. It never looks into a
document itself, but for the first bytes. Whatever a child does, all processes that it left behind are killed before the answer goes out.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import os
import shutil
import signal
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jospar.extract.detect import HEAD_BYTES, Format, find_format
from jospar.extract.document import UnreadableDocument
from jospar.extract.readers.formats import READERS
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.conversion import may_need_conversion
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.document.stages import read_bytes, read_document
from jospar.pipeline.isolation.child_process import ChildProcess, RunEnded, fork_child
from jospar.pipeline.isolation.codec import encode_result
from jospar.pipeline.isolation.exit_reason import find_exit_reason
from jospar.pipeline.isolation.messages import pack_answer, receive_message, send_message
from jospar.pipeline.system.process_limits import Limits, become_subreaper, close_all_but

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

_TEXTS = frozenset({Format.TEXT, Format.MARKDOWN})
_TYPICAL = Path(__file__).with_name("typical.txt")


def serve(control: socket.socket, limits: Limits, pdf_engine: str, corrections: Mapping[str, Corrections], warm: bool) -> NoReturn:
    """Answers each path with an encoded result until the run ends; `warm` reads a typical document first, to load the word lists.

    `corrections` are those of the documents that have some, by document_id.
    """
    server = _ForkServer(control, limits, pdf_engine, corrections)
    try:
        _detach(control.fileno())
        if warm:
            _warm_up()
        while (path := receive_message(control)) is not None:
            start = time.monotonic()
            encoded = server.read(Path(os.fsdecode(path)))
            send_message(control, pack_answer(encoded, round((time.monotonic() - start) * 1000)))
    except (RunEnded, ConnectionError):
        pass
    finally:
        server.end()
        os._exit(0)


class _ForkServer:
    """The child that may read one more, if there is one, and what children are forked with."""

    def __init__(self, control: socket.socket, limits: Limits, pdf_engine: str, corrections: Mapping[str, Corrections]) -> None:
        self._control, self._limits = control, limits
        self._fork = partial(fork_child, control=control, limits=limits, pdf_engine=pdf_engine, corrections=corrections)
        self._child: ChildProcess | None = None

    def read(self, path: Path) -> bytes:
        """The encoded result of a file.

        What a child can't read that has read others before, another one is given that has not, so that no document suffers from one before
        it; but for a child that took too long, which it has done with this one.
        """
        head = _read_head(path)
        found = find_format(head)
        _import_reader(found)
        answer = self._ask_again(path) if found in _TEXTS else None
        if answer is None:
            self.end()
            answer = self._ask_another(path, may_need_conversion(head))
        if isinstance(answer, Refusal):
            return encode_result(Attempt(_find_hash(path), answer))
        return answer

    def end(self) -> None:
        """Leaves no child."""
        if self._child:
            self._child.end()
            self._child = None

    def _ask_again(self, path: Path) -> bytes | Refusal | None:
        """The answer of the child at hand, if there is one and it can."""
        if self._child is None:
            return None
        self._child.ask(path)
        answer = self._receive(self._child, self._limits.seconds)
        return None if isinstance(answer, Refusal) and answer.code != "out_of_time" else answer

    def _ask_another(self, path: Path, converts: bool) -> bytes | Refusal:
        with _conversion_folder(converts) as folder:
            self._child = self._fork(path, folder=folder)
            try:
                return self._receive(self._child, self._limits.seconds + (self._limits.conversion_seconds if converts else 0))
            finally:
                if converts:
                    self.end()

    def _receive(self, child: ChildProcess, seconds: float) -> bytes | Refusal:
        """The encoded result of the child at hand, or what its exit amounts to; it is ended unless it is fit for one more."""
        try:
            answer = child.receive(self._control, time.monotonic() + seconds, self._limits.result_bytes)
        except BaseException:
            self.end()
            raise
        if answer.encoded is not None and child.is_fit():
            return answer.encoded
        self._child = None
        ended = child.end()
        return answer.encoded if answer.encoded is not None else find_exit_reason(answer, ended, self._limits)


def _detach(control: int) -> None:
    """No keyboard, no terminal, no files of the run; interrupts are for the run to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    close_all_but(control)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 (it stays open)
    become_subreaper()
    # children live so shortly that looking for cycles of garbage pays only where there are very many objects
    gc.set_threshold(100_000, 20, 20)


def _warm_up() -> None:
    with suppress(BadVocabulary):  # the first document says it
        read_document(_TYPICAL.read_bytes(), _TYPICAL.name)
    gc.collect()
    gc.freeze()


def _import_reader(found: Format) -> None:
    """What the reader of a format imports, when the first document of that format comes, so that not every child must."""
    for module in READERS[found].imports:
        with suppress(Exception):  # what is broken breaks the child, which is noticed
            importlib.import_module(module)


def _read_head(path: Path) -> bytes:
    """The first bytes of a regular file; none where there is no such, which the child says."""
    try:
        if stat.S_ISREG(path.stat().st_mode):
            with path.open("rb") as file:
                return file.read(HEAD_BYTES)
    except (OSError, ValueError):
        pass
    return b""


@contextmanager
def _conversion_folder(wanted: bool) -> Iterator[str | None]:
    """A folder for a conversion, which is deleted even where the child could not."""
    folder = tempfile.mkdtemp(prefix="jospar-") if wanted else None
    try:
        yield folder
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _find_hash(path: Path) -> str | None:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except UnreadableDocument:
        return None
