"""Tries to read one file: whatever it holds, the result is records or a refusal, and the run goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from extract.document import UnreadableDocument
from extract.readers.pdf_engines import PDF_ENGINES
from extract.vocabulary import BadVocabulary
from pipeline.conversion import convert, needs_conversion
from pipeline.document import read_bytes, read_document
from pipeline.outcome import Attempt
from pipeline.refusals import Refusal, refuse_fault

if TYPE_CHECKING:
    from normalize.corrections.entries import Corrections


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
