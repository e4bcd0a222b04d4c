"""Chooses the reader of a document by its content, never by its suffix alone; a reader is imported when a document needs it."""

from __future__ import annotations

from enum import StrEnum

from extract.document import RawDocument, UnreadableDocument
from extract.limits import MAX_BYTES
from extract.readers import html, markdown, text

# What a file of each format begins with; text has no such mark and is read where none of these fits.
_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream that a document with a password is put into.
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_RTF = b"{\\rtf"
_XML = b"<?xml"
_BEFORE_MARK, _HEAD = b"\xef\xbb\xbf \t\r\n", 512
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
    HTML = "HTML"
    XML = "XML"
    TEXT = "text"


def find_format(data: bytes) -> Format:
    """The format of a file that begins so; the first 512 bytes are enough.

    >>> find_format(b"%PDF-1.7 ...")
    <Format.PDF: 'PDF'>
    """
    begins = data[:_HEAD].lstrip(_BEFORE_MARK)
    if begins.startswith(_PDF):
        return Format.PDF
    if data.startswith(_ZIP):
        return Format.ODT if data.startswith(_ODT, _ODT_AT) else Format.ZIP
    if data.startswith(_OLE):
        return Format.OLE
    if data.startswith(_RTF):
        return Format.RTF
    if html.is_html(data):
        return Format.HTML
    return Format.XML if begins.startswith(_XML) else Format.TEXT


def read(data: bytes, name: str) -> RawDocument:
    """The document that `data` holds.

    Raises UnreadableDocument: empty_file, file_too_large, unsupported_format, or what the reader raises.
    """
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("file_too_large", f"{len(data):,} bytes, at most {MAX_BYTES:,}")
    match find_format(data):
        # Imported where they are needed: a text must not wait for a parser of XML.
        case Format.PDF:
            from extract.readers import pdf

            return pdf.read(data, name)
        case Format.ZIP:
            from extract.readers import word

            return word.read(data, name)
        case Format.OLE if _PASSWORD in data:
            raise UnreadableDocument("encrypted_file")
        case Format.HTML:
            return html.read(data, name)
        case Format.TEXT:
            return markdown.read(data, name) if markdown.is_markdown(data) else text.read(data, name)
        case other:
            raise UnreadableDocument("unsupported_format", other.value)
