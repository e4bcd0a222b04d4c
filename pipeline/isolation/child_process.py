"""A child of the nursery, from its birth to its end: how it is asked, listened to, and found fit to read one document more.

A child that has read a text, and nothing else was noticed about it, reads up to `_MOST_TEXTS` of them: no native code has seen what they
hold, and to be born costs more than to read. Formats that native code reads have a child for each document.
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

from jospar.pipeline.isolation.child_main import TOKEN_BYTES, work
from jospar.pipeline.isolation.codec import BadParcel, find_length
from jospar.pipeline.isolation.exit_reason import Ended, Heard
from jospar.pipeline.isolation.messages import send_message
from jospar.pipeline.system.process_limits import Limits, bury, is_alone

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

_PIECE_BYTES = 1024 * 1024
_LAST_WORDS_BYTES = 4096
_MOST_TEXTS = 16
# What all of them may have taken, so that the limits of the process are nearly whole for the last one.
_MOST_SECONDS = 2.0


class NobodyWaits(Exception):
    """The run has ended, or wants its nursery to."""


@dataclass(slots=True)
class Ward:
    """A child: its connection, on which it is asked and answers, what it writes to standard error, and what it has read.

    `token` stands before the parcel that is waited for. Nobody knows it before the question, so that nothing which a child says too early
    or too late is taken for an answer.
    """

    process: int
    line: socket.socket
    last_words: int
    born: float
    token: bytes
    documents: int = 1

    def ask(self, path: Path) -> None:
        """Has it read one more; that it can't any more, the answer that fails to come will say."""
        self.documents += 1
        self.token = os.urandom(TOKEN_BYTES)
        with suppress(OSError):
            send_message(self.line, self.token + os.fsencode(path))

    def is_fit(self) -> bool:
        """Whether it may be asked for one text more: it is alone, has said nothing since, and has not read many."""
        used = self.documents < _MOST_TEXTS and time.monotonic() - self.born < _MOST_SECONDS
        return used and not select.select([self.line], [], [], 0)[0] and is_alone(self.process)

    def end(self) -> Ended:
        """Kills it with all that it left behind."""
        code, usage = bury(self.process)
        self.line.close()
        os.set_blocking(self.last_words, False)
        words = b""
        with suppress(BlockingIOError):
            words = os.read(self.last_words, _LAST_WORDS_BYTES)
        os.close(self.last_words)
        return Ended(code, usage, words)

    def listen(self, control: socket.socket, deadline: float, most: int) -> Heard:
        """Waits for its parcel. Raises NobodyWaits where the run has ended."""
        poller = select.poll()
        poller.register(self.line, select.POLLIN)
        poller.register(control, 0)  # its end alone: the next path may be there already
        heard = bytearray()
        while (rest := deadline - time.monotonic()) > 0:
            ready = dict(poller.poll(rest * 1000))
            if control.fileno() in ready:
                raise NobodyWaits
            if self.line.fileno() not in ready:
                continue
            piece = self._read_piece()
            heard += piece
            if not piece:
                return Heard()
            said = self._judge(heard, most)
            if said:
                return said
        return Heard(late=True)

    def _judge(self, heard: bytearray, most: int) -> Heard | None:
        """What has been heard; None where the rest is still to come."""
        if not self.token.startswith(heard[:TOKEN_BYTES]):
            return Heard()
        begun = memoryview(heard)[TOKEN_BYTES:]
        try:
            length = find_length(begun)
        except BadParcel:
            return Heard()
        if length is not None and length > most:
            return Heard(too_much=True)
        return Heard(bytes(begun[:length])) if length is not None and len(begun) >= length else None

    def _read_piece(self) -> bytes:
        """What is there; nothing at the end, however it came."""
        try:
            return self.line.recv(_PIECE_BYTES)
        except ConnectionError:
            return b""


def bear(
    path: Path,
    control: socket.socket,
    folder: str | None,
    limits: Limits,
    pdf_engine: str,
    corrections: Mapping[str, Corrections],
) -> Ward:
    """A child that reads `path`; `folder` is where a conversion may write."""
    ours, theirs = socket.socketpair()
    last_words, complaints = os.pipe()
    token = os.urandom(TOKEN_BYTES)
    nursery, child = os.getpid(), os.fork()
    if child == 0:
        control.close()
        ours.close()
        os.close(last_words)
        work(path, token, nursery, theirs, complaints, folder, limits, pdf_engine, corrections)
    with suppress(OSError):  # the child does it too; whoever is first
        os.setpgid(child, child)
    theirs.close()
    os.close(complaints)
    return Ward(child, ours, last_words, time.monotonic(), token)
