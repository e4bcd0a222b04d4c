"""Chooses the reader of a document by its content, never by its suffix alone."""

from __future__ import annotations

from enum import StrEnum

from extract.document import RawDocument, UnreadableDocument
from extract.limits import MAX_BYTES
from extract.readers import text

# What a file of each format begins with; text has no such mark and is read where none of these fits.
_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_HTML = (b"<!doctype html", b"<html", b"<?xml")
_BEFORE_HTML = b"\xef\xbb\xbf \t\r\n"
# OpenDocument files hold their type first, neither compressed nor with anything between its name and itself.
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ODT_AT = 30


class Format(StrEnum):
    """What a file is by its first bytes, as messages name it."""

    PDF = "PDF"
    ODT = "OpenDocument text"
    ZIP = "Word or another zipped format"
    OLE = "Word before 2007"
    RTF = "RTF"
    HTML = "HTML or XML"
    TEXT = "text"


def find_format(data: bytes) -> Format:
    """The format of a file that begins so; the first 512 bytes are enough.

    >>> find_format(b"%PDF-1.7 ...")
    <Format.PDF: 'PDF'>
    """
    if data.startswith(_PDF):
        return Format.PDF
    if data.startswith(_ZIP):
        return Format.ODT if data.startswith(_ODT, _ODT_AT) else Format.ZIP
    if data.startswith(_OLE):
        return Format.OLE
    if data.startswith(_RTF):
        return Format.RTF
    return Format.HTML if data[:512].lstrip(_BEFORE_HTML).lower().startswith(_HTML) else Format.TEXT


def read(data: bytes, name: str) -> RawDocument:
    """The document that `data` holds.

    Raises UnreadableDocument: empty_file, file_too_large, unsupported_format, or what the reader raises.
    """
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("file_too_large", f"{len(data):,} bytes, at most {MAX_BYTES:,}")
    found = find_format(data)
    if found is not Format.TEXT:
        raise UnreadableDocument("unsupported_format", found.value)
    return text.read(data, name)
