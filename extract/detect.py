"""Chooses the reader of a document by its content, never by its suffix alone; a reader is imported when a document needs it."""

from __future__ import annotations

import re
from enum import StrEnum

from jospar.extract.document import RawDocument, UnreadableDocument
from jospar.extract.limits import MAX_BYTES
from jospar.extract.readers import html, markdown, text
from jospar.extract.readers.pdf_engines import PDF_ENGINES

# What a file of each format begins with; text has no such mark and is read where none of these fits.
_PDF = b"%PDF-"
# A transfer may have put some bytes before a PDF or behind it; readers look for its mark in the first kilobyte.
_PDF_WITHIN, _PDF_END, _PDF_HEAD = re.compile(rb"%PDF-\d\.\d"), b"startxref", 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_XML = b"<?xml"
_BEFORE_MARK = b"\xef\xbb\xbf \t\r\n"
# OpenDocument files hold their type first, neither compressed nor with anything between its name and itself.
_ODT, _ODT_AT = b"mimetypeapplication/vnd.oasis.opendocument.text", 30
# The stream that a document with a password is put into.
_PASSWORD = "EncryptedPackage".encode("utf-16-le")

HEAD_BYTES = 512
"""So many bytes tell the format of most files; HTML without its usual beginning and Markdown are told by the whole."""


class Format(StrEnum):
    """What a file is, as messages name it."""

    PDF = "PDF"
    ODT = "OpenDocument text"
    ZIP = "Word or another zipped format"
    OLE = "Word before 2007"
    RTF = "RTF"
    HTML = "HTML"
    XML = "XML"
    MARKDOWN = "Markdown"
    TEXT = "text"


def find_format(data: bytes) -> Format:
    """The format of a file, or of one that begins so.

    >>> find_format(b"%PDF-1.7 ...")
    <Format.PDF: 'PDF'>
    """
    head = data[:HEAD_BYTES].lstrip(_BEFORE_MARK)
    if head.startswith(_PDF) or (_PDF_WITHIN.search(data[:_PDF_HEAD]) and _PDF_END in data[-_PDF_HEAD:]):
        return Format.PDF
    if data.startswith(_ZIP):
        return Format.ODT if data.startswith(_ODT, _ODT_AT) else Format.ZIP
    if data.startswith(_OLE):
        return Format.OLE
    if data.startswith(_RTF):
        return Format.RTF
    if html.is_html(data):
        return Format.HTML
    if head.startswith(_XML):
        return Format.XML
    return Format.MARKDOWN if markdown.is_markdown(data) else Format.TEXT


def read(data: bytes, name: str, pdf_engine: str = PDF_ENGINES[0]) -> RawDocument:
    """The document that `data` holds.

    Raises UnreadableDocument: empty_file, file_too_large, encrypted_file, unsupported_format, or what the reader raises.
    """
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("file_too_large", f"{len(data):,} bytes, at most {MAX_BYTES:,}")
    match found := find_format(data):
        case Format.PDF:
            from jospar.extract.readers import pdf

            return pdf.read(data, name, pdf_engine)
        case Format.ZIP:
            from jospar.extract.readers import word

            return word.read(data, name)
        case Format.HTML:
            return html.read(data, name)
        case Format.MARKDOWN:
            return markdown.read(data, name)
        case Format.TEXT:
            return text.read(data, name)
        case _:
            is_locked = found is Format.OLE and _PASSWORD in data
            raise UnreadableDocument("encrypted_file") if is_locked else UnreadableDocument("unsupported_format", found.value)
