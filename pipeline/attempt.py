"""Tries to read one file: whatever it holds, the result is records or a refusal, and the run goes on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.document import UnreadableDocument
from extract.vocabulary import BadVocabulary
from pipeline.document import read_bytes, read_document
from pipeline.refusals import Refusal, refuse_fault

if TYPE_CHECKING:
    from normalize.records import Records


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a file gave; `sha256` is None where its bytes could not be had."""

    sha256: str | None
    result: Records | Refusal


def try_file(path: Path) -> Attempt:
    """Reads a file. A fault of our own code is a refusal too, RecursionError and MemoryError among them; only malformed word lists stop
    the program (BadVocabulary), for they would falsify every document.
    """
    sha256 = None
    try:
        data = read_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        return Attempt(sha256, read_document(data, path.name))
    except BadVocabulary:
        raise
    except UnreadableDocument as error:
        return Attempt(sha256, Refusal(error.reason, error.detail))
    except Exception as error:
        return Attempt(sha256, refuse_fault(error))
