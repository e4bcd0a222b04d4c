"""Tries to read one file: whatever it holds, the result is records or a refusal, and the run goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.extract.document import UnreadableDocument
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.conversion import convert, needs_conversion
from jospar.pipeline.document.refusals import Refusal, refuse_fault
from jospar.pipeline.document.stages import read_bytes, read_document

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections
    from jospar.normalize.records import Records


def read_file(path: Path) -> Records:
    """The records of a file, read in this process. Raises UnreadableDocument."""
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    return read_document(convert(data) if needs_conversion(data) else data, path.name, sha256)


def try_file(
    path: Path,
    before_reading: Callable[[], None] = lambda: None,
    pdf_engine: str = PDF_ENGINES[0],
    corrections: Corrections | None = None,
) -> Attempt:
    """Reads a file. A fault of our own code is a refusal too, RecursionError among them; only malformed word lists stop the program
    (BadVocabulary), for they would falsify every document.

    `before_reading` is called when all that is to be read is in memory: nothing else is opened, written or started from there on.
    """
    sha256 = None
    try:
        data = read_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        if needs_conversion(data):
            data = convert(data)
        before_reading()
        return Attempt(sha256, read_document(data, path.name, sha256, pdf_engine, corrections))
    except BadVocabulary:
        raise
    except UnreadableDocument as error:
        return Attempt(sha256, Refusal(error.reason, error.detail))
    except MemoryError:
        return Attempt(sha256, Refusal("out_of_memory"))
    except Exception as error:
        return Attempt(sha256, refuse_fault(error))
