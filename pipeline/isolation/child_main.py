"""The process that reads documents: it sets its own limits, sends what came of each, and exits without any clean-up."""

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

from jospar.extract.document import SourceKind
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.pipeline.document import reading
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.isolation.codec import encode_result
from jospar.pipeline.isolation.messages import receive_message
from jospar.pipeline.system.process_limits import Limits, apply_limits, end_with_parent

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

TOKEN_BYTES = 16


def run_child(
    path: Path,
    token: bytes,
    parent: int,
    connection: socket.socket,
    stderr: int,
    folder: str | None,
    limits: Limits,
    pdf_engine: str,
    corrections: Mapping[str, Corrections],
) -> NoReturn:
    """Reads a file and sends the encoded result over the connection; then, while these are texts, each further one that it is asked for.

    The token of the request stands before the result. What native code writes to standard error goes to `stderr`; `folder` is where a
    conversion may write. Of a further one that it can't read it sends nothing: another process is to try. Whatever goes wrong, it exits
    here, and with its `parent` at the latest.
    """
    try:
        os.setpgid(0, 0)
        end_with_parent(parent)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        sys.dont_write_bytecode = True
        os.set_blocking(stderr, False)  # a pipe that is full must not stop it
        os.dup2(stderr, 2)
        tempfile.tempdir = folder
        read = partial(_read, before_reading=partial(apply_limits, limits), pdf_engine=pdf_engine, corrections=corrections)
        encoded, goes_on = read(path)
        connection.sendall(token + encoded)
        while goes_on and (asked := receive_message(connection)) is not None:
            encoded, goes_on = read(Path(os.fsdecode(asked[TOKEN_BYTES:])))
            if goes_on:
                connection.sendall(asked[:TOKEN_BYTES] + encoded)
    except BaseException:  # noqa: S110 (that no result comes says it)
        pass
    finally:
        os._exit(0)


def _read(path: Path, before_reading: Callable[[], None], pdf_engine: str, corrections: Mapping[str, Corrections]) -> tuple[bytes, bool]:
    """The encoded result of a file, and whether it is the records of a text."""
    try:
        result = reading.try_file(path, before_reading, pdf_engine, corrections.get(find_document_id(path.name) or ""))
    except BadVocabulary as error:
        return encode_result(error), False
    try:
        return encode_result(result), not isinstance(result.result, Refusal) and result.result.document.source_kind == SourceKind.TEXT
    except MemoryError:
        return encode_result(Attempt(result.sha256, Refusal("out_of_memory"))), False
