"""Reads HTML: pages saved by a browser, and documents that office programs save as HTML or as a web archive.

It composes the steps, which know the rest: the encoding, the parser (libxml2), the page with its flows, the places of the blocks.
"""

from __future__ import annotations

import re

from jospar.extract.document import RawDocument, SourceKind, UnreadableDocument
from jospar.extract.readers.html.blocks import BlockWriter
from jospar.extract.readers.html.cascade import StyleSheets
from jospar.extract.readers.html.encoding import decode, prepare
from jospar.extract.readers.html.flow import Flow
from jospar.extract.readers.html.mail import find_page, is_archive
from jospar.extract.readers.html.page import PageReader

_HEAD = _PIECE_BYTES = 65_536
_BEFORE = re.compile(rb"\s*(?:<\?[^>]*>|<!--.*?-->)", re.DOTALL)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PIECE = re.compile(rb"\s*<(?:head|body|meta|title|style|link|base|table|div|center|section|article|main)\b", re.IGNORECASE)
_TEXT_PIECE = re.compile(
    rb"\s*<(?:h[1-6]|p|ul|ol|dl|b|i|u|strong|em|span|font|a|br|hr|img|blockquote|figure|pre|header|footer|nav|thead|tbody|tr)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(rb"^[ ]{0,3}(?:#{1,6}[ \t]|\||\+[-=]{3})|^[ \t|:-]*-{3}[ \t]*\|", re.MULTILINE)
_CELL = re.compile(rb"<t[dh][\s>]", re.IGNORECASE)
_MARK = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")


def is_html(data: bytes) -> bool:
    """Whether a file is a page, a piece of one that holds a table, or an archive of one; other XML is not."""
    # Without the zeros the marks of UTF-16 are those of ASCII.
    head = _MARK.sub(b"", data[:_HEAD].replace(b"\x00", b""))
    position = 0
    while match := _BEFORE.match(head, position):
        position = match.end()
    if _PAGE.match(head, position):
        return True
    if _PIECE.match(head, position):
        return bool(_CELL.search(data.replace(b"\x00", b"")))
    if _TEXT_PIECE.match(head, position):
        text = data.replace(b"\x00", b"")
        return bool(_CELL.search(text)) and not _MARKDOWN.search(text)
    return is_archive(data)


def read(data: bytes, name: str) -> RawDocument:
    """The lines and tables of an HTML file.

    Raises UnreadableDocument: empty_file, binary_file, unknown_encoding, letters_garbled, dtd_refused, damaged_file, too_deep,
    too_many_columns.
    """
    page, declared = find_page(data) if is_archive(data) else (data, None)
    markup, encoding, findings = decode(page, declared)
    writer = BlockWriter()
    writer.write(read_flow(markup))
    raw = RawDocument(name, SourceKind.HTML, encoding, None, tuple(writer.blocks), (*findings, *writer.findings), tuple(writer.hidden))
    if next(raw.cells(), None) is None:
        raise UnreadableDocument("empty_file", "a page without any text")
    return raw


def read_flow(markup: str) -> Flow:
    """What a page shows. Raises UnreadableDocument: dtd_refused, too_deep."""
    from lxml.etree import HTMLParser

    parser = HTMLParser(target=PageReader(StyleSheets(markup)), encoding="utf-8", no_network=True, huge_tree=True)
    content = prepare(markup).encode()
    # In pieces, for the parser goes on to the end of what it was given even where the reader has refused it.
    for start in range(0, len(content), _PIECE_BYTES):
        parser.feed(content[start : start + _PIECE_BYTES])
    flow: Flow = parser.close()
    return flow
