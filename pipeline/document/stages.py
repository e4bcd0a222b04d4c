"""One document: from its bytes to its records, through all stages."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_BYTES
from jospar.extract.outline import ensure_strategy, parse
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.checks import check
from jospar.normalize.grade import grade
from jospar.pipeline.document.identity import find_document_id

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections
    from jospar.normalize.records import Records


def read_document(
    data: bytes, name: str, sha256: str | None = None, pdf_engine: str = PDF_ENGINES[0], corrections: Corrections | None = None
) -> Records:
    """The records of the document that the file `name` holds. UnreadableDocument where there is nothing to make records of.

    `sha256` is that of the file itself, where `data` is what was made from it.
    """
    document_id = find_document_id(name)
    if document_id is None:
        raise UnreadableDocument("unusable_name")
    outline = parse(read(data, name, pdf_engine))
    ensure_strategy(outline)
    records = normalize(outline, SourceFile(document_id, name, sha256 or hashlib.sha256(data).hexdigest()))
    return grade(_check_corrected(records, corrections) if corrections else check(records))


def _check_corrected(records: Records, corrections: Corrections) -> Records:
    """The records as corrected and checked, without the issues that are accepted among the open ones."""
    from jospar.normalize.corrections.accepting import accept
    from jospar.normalize.corrections.applying import correct

    return accept(check(correct(records, corrections)), corrections)


def read_bytes(path: Path) -> bytes:
    """The content of a regular file; nothing else is opened, for a pipe or a device may never end.

    Raises UnreadableDocument: not_a_file, file_too_large, unreadable_file.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableDocument("not_a_file")
        if facts.st_size > MAX_BYTES:
            raise UnreadableDocument("file_too_large", f"{facts.st_size:,} bytes, at most {MAX_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument("unreadable_file", error.strerror or "") from error
