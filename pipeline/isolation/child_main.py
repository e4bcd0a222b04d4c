"""The process that reads documents: it sets its own limits, says what came of each, and ends without a look back."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jospar.extract.document import Kind
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.pipeline.document import reading as attempt
from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.isolation.codec import pack
from jospar.pipeline.isolation.messages import receive_message
from jospar.pipeline.outcome import Attempt
from jospar.pipeline.system.process_limits import Limits, enclose, end_with

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

TOKEN_BYTES = 16


def work(
    path: Path,
    token: bytes,
    parent: int,
    line: socket.socket,
    complaints: int,
    folder: str | None,
    limits: Limits,
    pdf_engine: str,
    corrections: Mapping[str, Corrections],
) -> NoReturn:
    """Reads a file and says what came of it on the line, as a parcel; then, while these are texts, each further one that it is asked for.

    The token of the question stands before the parcel. What native code writes to standard error goes to `complaints`; `folder` is where a
    conversion may write. A further one that it can't read, it says nothing of: another process is to try. Whatever goes wrong, it ends
    here, and with its `parent` at the latest.
    """
    try:
        os.setpgid(0, 0)
        end_with(parent)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        sys.dont_write_bytecode = True
        os.set_blocking(complaints, False)  # a pipe that is full must not stop it
        os.dup2(complaints, 2)
        tempfile.tempdir = folder
        read = partial(_read, before_reading=partial(enclose, limits), pdf_engine=pdf_engine, corrections=corrections)
        parcel, goes_on = read(path)
        line.sendall(token + parcel)
        while goes_on and (asked := receive_message(line)) is not None:
            parcel, goes_on = read(Path(os.fsdecode(asked[TOKEN_BYTES:])))
            if goes_on:
                line.sendall(asked[:TOKEN_BYTES] + parcel)
    except BaseException:  # noqa: S110 (that no parcel comes says it)
        pass
    finally:
        os._exit(0)


def _read(path: Path, before_reading: Callable[[], None], pdf_engine: str, corrections: Mapping[str, Corrections]) -> tuple[bytes, bool]:
    """The parcel with what a file gave, and whether it is the records of a text."""
    try:
        result = attempt.try_file(path, before_reading, pdf_engine, corrections.get(find_document_id(path.name) or ""))
    except BadVocabulary as error:
        return pack(error), False
    try:
        return pack(result), not isinstance(result.result, Refusal) and result.result.document.source_kind == Kind.TEXT
    except MemoryError:
        return pack(Attempt(result.sha256, Refusal("out_of_memory"))), False
