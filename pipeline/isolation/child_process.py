"""A child process of the fork server, from fork to exit: how it is asked, how its answer is received, when it may read one document more.

A child that has read a text, and nothing else was noticed about it, reads up to `_MOST_TEXTS` of them: no native code has seen what they
hold, and a fork costs more than reading one. Formats that native code reads have a child for each document.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.pipeline.isolation.child_main import TOKEN_BYTES, run_child
from jospar.pipeline.isolation.codec import BadEncodedResult, find_length
from jospar.pipeline.isolation.exit_reason import ChildAnswer, ChildExit
from jospar.pipeline.isolation.messages import send_message
from jospar.pipeline.system.process_limits import Limits, is_alone, kill_and_reap

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

_PIECE_BYTES = 1024 * 1024
_STDERR_BYTES = 4096
_MOST_TEXTS = 16
# What all of them may have taken, so that the limits of the process are nearly whole for the last one.
_MOST_SECONDS = 2.0


class RunEnded(Exception):
    """The run has ended, or wants its fork server to."""


@dataclass(slots=True)
class ChildProcess:
    """A child process: its connection, on which it is asked and answers, its standard error, and how much it has read.

    `token` stands before the result that is waited for. Nobody knows it before the request, so that nothing which a child sends too early
    or too late is taken for an answer.
    """

    process: int
    connection: socket.socket
    stderr: int
    started: float
    token: bytes
    documents: int = 1

    def ask(self, path: Path) -> None:
        """Has it read one more; where it can't any more, no answer will come."""
        self.documents += 1
        self.token = os.urandom(TOKEN_BYTES)
        with suppress(OSError):
            send_message(self.connection, self.token + os.fsencode(path))

    def is_fit(self) -> bool:
        """Whether it may be asked for one text more: it is alone, has sent nothing since, and has not read many."""
        used = self.documents < _MOST_TEXTS and time.monotonic() - self.started < _MOST_SECONDS
        return used and not select.select([self.connection], [], [], 0)[0] and is_alone(self.process)

    def end(self) -> ChildExit:
        """Kills and reaps it with all processes that it left behind."""
        code, usage = kill_and_reap(self.process)
        self.connection.close()
        os.set_blocking(self.stderr, False)
        written = b""
        with suppress(BlockingIOError):
            written = os.read(self.stderr, _STDERR_BYTES)
        os.close(self.stderr)
        return ChildExit(code, usage, written)

    def receive(self, control: socket.socket, deadline: float, most: int) -> ChildAnswer:
        """Waits for its answer, of `most` bytes at most. Raises RunEnded where the run has ended."""
        poller = select.poll()
        poller.register(self.connection, select.POLLIN)
        poller.register(control, 0)  # its end alone: the next path may be there already
        received = bytearray()
        while (rest := deadline - time.monotonic()) > 0:
            ready = dict(poller.poll(rest * 1000))
            if control.fileno() in ready:
                raise RunEnded
            if self.connection.fileno() not in ready:
                continue
            piece = self._read_piece()
            received += piece
            if not piece:
                return ChildAnswer()
            answer = self._parse(received, most)
            if answer:
                return answer
        return ChildAnswer(timed_out=True)

    def _parse(self, received: bytearray, most: int) -> ChildAnswer | None:
        """What has been received; None where the rest is still to come."""
        if not self.token.startswith(received[:TOKEN_BYTES]):
            return ChildAnswer()
        begun = memoryview(received)[TOKEN_BYTES:]
        try:
            length = find_length(begun)
        except BadEncodedResult:
            return ChildAnswer()
        if length is not None and length > most:
            return ChildAnswer(too_large=True)
        return ChildAnswer(bytes(begun[:length])) if length is not None and len(begun) >= length else None

    def _read_piece(self) -> bytes:
        """What is there; nothing at the end, however it came."""
        try:
            return self.connection.recv(_PIECE_BYTES)
        except ConnectionError:
            return b""


def fork_child(
    path: Path,
    control: socket.socket,
    folder: str | None,
    limits: Limits,
    pdf_engine: str,
    corrections: Mapping[str, Corrections],
) -> ChildProcess:
    """Forks a child that reads `path`; `folder` is where a conversion may write."""
    ours, theirs = socket.socketpair()
    stderr, child_stderr = os.pipe()
    token = os.urandom(TOKEN_BYTES)
    parent, child = os.getpid(), os.fork()
    if child == 0:
        control.close()
        ours.close()
        os.close(stderr)
        run_child(path, token, parent, theirs, child_stderr, folder, limits, pdf_engine, corrections)
    with suppress(OSError):  # the child does it too; whoever is first
        os.setpgid(child, child)
    theirs.close()
    os.close(child_stderr)
    return ChildProcess(child, ours, stderr, time.monotonic(), token)
