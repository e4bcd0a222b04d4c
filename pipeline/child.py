"""The process that reads one document: it sets its own limits, says what came of it, and ends without a look back."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from extract.vocabulary import BadVocabulary
from pipeline import attempt
from pipeline.outcome import Attempt
from pipeline.parcel import pack
from pipeline.refusals import Refusal
from pipeline.walls import Limits, enclose, end_with

if TYPE_CHECKING:
    from normalize.corrections.entries import Corrections


def work(
    path: Path,
    parent: int,
    speaking: int,
    complaints: int,
    folder: str | None,
    limits: Limits,
    pdf_engine: str,
    corrections: Corrections | None,
) -> NoReturn:
    """Reads a file and writes the parcel to `speaking`; what native code writes to standard error goes to `complaints`.

    `folder` is where a conversion may write. Whatever goes wrong, the process ends here, and with its `parent` at the latest.
    """
    try:
        os.setpgid(0, 0)
        end_with(parent)
        sys.dont_write_bytecode = True
        os.set_blocking(complaints, False)  # a pipe that is full must not stop it
        os.dup2(complaints, 2)
        tempfile.tempdir = folder
        _say(speaking, _read(path, partial(enclose, limits), pdf_engine, corrections))
    except BaseException:  # noqa: S110 (that no parcel comes says it)
        pass
    finally:
        os._exit(0)


def _read(path: Path, before_reading: Callable[[], None], pdf_engine: str, corrections: Corrections | None) -> bytes:
    try:
        result = attempt.try_file(path, before_reading, pdf_engine, corrections)
    except BadVocabulary as error:
        return pack(error)
    try:
        return pack(result)
    except MemoryError:
        return pack(Attempt(result.sha256, Refusal("out_of_memory")))


def _say(speaking: int, parcel: bytes) -> None:
    rest = memoryview(parcel)
    while rest:
        rest = rest[os.write(speaking, rest) :]
