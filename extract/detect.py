"""Chooses the reader of a document by its content, never by its suffix: the first entry of READERS that detects it."""

from __future__ import annotations

from importlib import import_module

from jospar.extract.document import RawDocument, UnreadableDocument
from jospar.extract.letters import set_letters_right
from jospar.extract.limits import MAX_BYTES
from jospar.extract.readers.formats import HEAD_BYTES, READERS, Format
from jospar.extract.readers.pdf_engines import PDF_ENGINES

__all__ = ["HEAD_BYTES", "Format", "find_format", "read"]

# The stream that a document with a password is put into.
_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def find_format(data: bytes) -> Format:
    """The format of a file, or of one that begins so.

    >>> find_format(b"%PDF-1.7 ...")
    <Format.PDF: 'PDF'>
    """
    return next(found for found, reader in READERS.items() if reader.detects(data))


def read(data: bytes, name: str, pdf_engine: str = PDF_ENGINES[0]) -> RawDocument:
    """The document that `data` holds.

    Raises UnreadableDocument: empty_file, file_too_large, encrypted_file, unsupported_format, letters_garbled, or what the reader raises.
    """
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("file_too_large", f"{len(data):,} bytes, at most {MAX_BYTES:,}")
    found = find_format(data)
    reader = READERS[found]
    if reader.module is None:
        is_locked = found is Format.OLE and _PASSWORD in data
        raise UnreadableDocument("encrypted_file") if is_locked else UnreadableDocument("unsupported_format", found.value)
    options = (pdf_engine,) if reader.engines else ()
    document: RawDocument = import_module(reader.module).read(data, name, *options)
    return set_letters_right(document)
