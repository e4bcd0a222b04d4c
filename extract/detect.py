"""Chooses the reader of a document by its content, never by its suffix alone; a reader is imported when a document needs it."""

from __future__ import annotations

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


def read(data: bytes, name: str) -> RawDocument:
    """The document that `data` holds.

    Raises UnreadableDocument: empty_file, file_too_large, unsupported_format, or what the reader raises.
    """
    if not data.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("file_too_large", f"{len(data):,} bytes, at most {MAX_BYTES:,}")
    if data[:_HEAD].lstrip(_BEFORE_MARK).startswith(_PDF):
        from extract.readers import pdf

        return pdf.read(data, name)
    if data.startswith(_ZIP):
        # Imported where it is needed: a text must not wait for a parser of XML.
        from extract.readers import word

        return word.read(data, name)
    if data.startswith(_OLE):
        if _PASSWORD in data:
            raise UnreadableDocument("encrypted_file")
        raise UnreadableDocument("unsupported_format", "Word before 2007")
    if data.startswith(_RTF):
        raise UnreadableDocument("unsupported_format", "RTF")
    if html.is_html(data):
        return html.read(data, name)
    if data[:_HEAD].lstrip(_BEFORE_MARK).startswith(_XML):
        raise UnreadableDocument("unsupported_format", "XML")
    return markdown.read(data, name) if markdown.is_markdown(data) else text.read(data, name)
