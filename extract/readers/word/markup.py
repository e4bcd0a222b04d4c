"""Parses a part of a document as XML that declares nothing of its own and reads nothing else.

A document type is looked for in the very bytes that are then parsed. It must not know what elements mean.
"""

from __future__ import annotations

import codecs

from lxml import etree

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_XML_DEPTH

# The strict form of the format has other names for the same things.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_IS_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_XML_DEPTH + 1) + ")")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of the part `name`. Raises UnreadableDocument: dtd_refused, too_deep, damaged_file."""
    text = _in_utf8(data, name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise UnreadableDocument("dtd_refused", name)
    if b"http://purl.oclc.org/ooxml/" in text:
        for strict, usual in _STRICT:
            text = text.replace(strict, usual)
    # The encoding is given, so that no other that a declaration names can show what was not looked for.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        reason = "too_deep" if "depth" in str(error).lower() else "damaged_file"
        raise UnreadableDocument(reason, f"{name}: {error}") from error
    if root is None:
        raise UnreadableDocument("damaged_file", f"{name} is empty")
    if _IS_TOO_DEEP(root):
        raise UnreadableDocument("too_deep", f"{name}: more than {MAX_XML_DEPTH} elements in each other")
    return root


def _in_utf8(data: bytes, name: str) -> bytes:
    """A part in UTF-8; the format allows UTF-16 besides."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\x00" in data[:4]:
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    else:
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        raise UnreadableDocument("damaged_file", f"{name} is not the UTF-16 that it begins as") from error
