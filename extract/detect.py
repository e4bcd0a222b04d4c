"""Chooses the reader of a document by its content, never by its suffix alone."""

from __future__ import annotations

from collections.abc import Callable

from extract.document import RawDocument, UnreadableDocument
from extract.limits import MAX_BYTES
from extract.readers import text

Reader = Callable[[bytes, str], RawDocument]

# What a file of each format begins with; text has no such mark and is read where none of these fits.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word or another zipped format"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word before 2007"),
    (b"{\\rtf", "RTF"),
)
_HTML = (b"<!doctype html", b"<html", b"<?xml")


def read(data: bytes, name: str) -> RawDocument:
    """The document that `data` holds.

    Raises UnreadableDocument: empty_file, file_too_large, unsupported_format, or what the reader raises.
    """
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("file_too_large", f"{len(data):,} bytes, at most {MAX_BYTES:,}")
    for signature, format_name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocument("unsupported_format", format_name)
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        raise UnreadableDocument("unsupported_format", "HTML or XML")
    return text.read(data, name)
