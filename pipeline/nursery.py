"""The nursery: a small process beside the run, which makes a child for each document, watches it, and tells what came of it.

It is forked before the run has threads, and has the stages imported, so that a child begins in a millisecond. It never looks into a
document itself, but for the first bytes. Whatever a child does, what is left of it is killed before the answer goes out.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import importlib
import io
import os
import select
import shutil
import signal
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from extract.detect import HEAD_BYTES, Format, find_format
from extract.document import UnreadableDocument
from extract.vocabulary import BadVocabulary
from pipeline.child import work
from pipeline.conversion import may_need_conversion
from pipeline.document import read_bytes, read_document
from pipeline.inputs import find_document_id
from pipeline.messages import pack_answer, receive_message, send_message, unpack_request
from pipeline.outcome import Attempt
from pipeline.parcel import BadParcel, find_length, pack
from pipeline.verdict import Ended, Heard, judge
from pipeline.walls import Limits, adopt_orphans, bury, close_all_but

if TYPE_CHECKING:
    from normalize.corrections.entries import Corrections

_PIECE_BYTES = 1024 * 1024
_LAST_WORDS_BYTES = 4096
_TYPICAL = Path(__file__).with_name("typical.txt")
# What the reader of a format imports: the nursery does when the first document of that format comes, so that not every child must.
_MODULES: dict[Format, tuple[str, ...]] = {
    Format.PDF: ("extract.readers.pdf", "extract.readers.pdf.pdfium"),
    **dict.fromkeys((Format.ZIP, Format.ODT, Format.OLE, Format.RTF), ("extract.readers.word",)),
    Format.HTML: ("lxml.etree",),
}


class _NobodyWaits(Exception):
    """The run has ended, or wants its nursery to."""


def serve(control: socket.socket, limits: Limits, pdf_engine: str, corrections: Mapping[str, Corrections], warm: bool) -> NoReturn:
    """Answers each path with a parcel until the run ends; `warm` reads a typical document first, so that the word lists are loaded.

    `corrections` are those of the documents that have some, by document_id; a request may bring those of its document instead.
    """
    try:
        _settle(control.fileno())
        if warm:
            _warm_up()
        while (request := receive_message(control)) is not None:
            (file, brought), start = unpack_request(request), time.monotonic()
            parcel = _tend(file, control, limits, pdf_engine, brought or corrections.get(find_document_id(file.name) or ""))
            send_message(control, pack_answer(parcel, round((time.monotonic() - start) * 1000)))
    except (_NobodyWaits, ConnectionError):
        pass
    finally:
        os._exit(0)


def _settle(control: int) -> None:
    """No keyboard, no terminal, no files of the run; interrupts are for the run to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    close_all_but(control)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 (it stays open)
    adopt_orphans()
    # children live so shortly that to look for circles of garbage pays only where there are very many objects
    gc.set_threshold(100_000, 20, 20)


def _warm_up() -> None:
    with suppress(BadVocabulary):  # the first document says it
        read_document(_TYPICAL.read_bytes(), _TYPICAL.name)
    gc.collect()
    gc.freeze()


def _tend(path: Path, control: socket.socket, limits: Limits, pdf_engine: str, corrections: Corrections | None) -> bytes:
    """The parcel with what a file gave."""
    head = _read_head(path)
    _import_reader(find_format(head))
    converts = may_need_conversion(head)
    deadline = time.monotonic() + limits.seconds + (limits.conversion_seconds if converts else 0)
    with _folder(converts) as folder, _pipe() as (listening, speaking), _pipe() as (last_words, complaints):
        nursery, child = os.getpid(), os.fork()
        if child == 0:
            control.close()
            work(path, nursery, speaking.fileno(), complaints.fileno(), folder, limits, pdf_engine, corrections)
        with suppress(OSError):  # the child does it too; whoever is first
            os.setpgid(child, child)
        speaking.close()
        try:
            heard = _listen(listening.fileno(), control.fileno(), deadline, limits.result_bytes)
        finally:
            code, usage = bury(child)
        if heard.parcel is not None:
            return heard.parcel
        os.set_blocking(last_words.fileno(), False)
        ended = Ended(code, usage, last_words.read(_LAST_WORDS_BYTES) or b"")
    return pack(Attempt(_find_hash(path), judge(heard, ended, limits)))


def _import_reader(found: Format) -> None:
    for module in _MODULES.get(found, ()):
        with suppress(Exception):  # what is broken breaks the child, which is heard
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
def _folder(wanted: bool) -> Iterator[str | None]:
    """A folder for a conversion, which is taken away even where the child could not."""
    folder = tempfile.mkdtemp(prefix="jospar-") if wanted else None
    try:
        yield folder
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _pipe() -> Iterator[tuple[io.FileIO, io.FileIO]]:
    out, into = os.pipe()
    if sys.platform == "linux":
        with suppress(OSError):  # with the records of a document in it whole, neither side has to wait for the other
            fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, _PIECE_BYTES)
    with io.FileIO(out, "r") as reading, io.FileIO(into, "w") as writing:
        yield reading, writing


def _listen(listening: int, control: int, deadline: float, most: int) -> Heard:
    """Waits for the parcel of a child. Raises _NobodyWaits where the run has ended."""
    poller = select.poll()
    poller.register(listening, select.POLLIN)
    poller.register(control, 0)  # its end alone: the next path may be there already
    heard = bytearray()
    while (rest := deadline - time.monotonic()) > 0:
        ready = dict(poller.poll(rest * 1000))
        if control in ready:
            raise _NobodyWaits
        if listening not in ready:
            continue
        piece = os.read(listening, _PIECE_BYTES)
        heard += piece
        try:
            length = find_length(heard)
        except BadParcel:
            return Heard()
        if length is not None and length > most:
            return Heard(too_much=True)
        if length is not None and len(heard) >= length:
            return Heard(bytes(heard[:length]))
        if not piece:
            return Heard()
    return Heard(late=True)


def _find_hash(path: Path) -> str | None:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except UnreadableDocument:
        return None
