"""Decodes an HTML file: by its mark, as UTF-8, by what it declares, or as any text file.

It knows declarations of encodings and of document types. It must not know what the elements mean.
"""

from __future__ import annotations

import codecs
import re

from jospar.extract.document import Finding, UnreadableDocument
from jospar.extract.readers import encodings

_HEAD = 4096
_DECLARED = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE)
# Encodings that Kazakh and Russian pages declare and that nothing in the bytes tells apart. KZ-1048 pages declare Windows-1251.
_KNOWN = frozenset({"koi8-r", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic"})
_MOST_DAMAGED, _MOST_CONTROLS = 0.01, 0.005
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_INSTRUCTION = re.compile(r"\s*(?:<\?[^>]*>|<!--.*?-->)", re.DOTALL)
_DOCTYPE = re.compile(r"\s*<!DOCTYPE\b[^<>\[]*", re.IGNORECASE)
_EMPTY_IN_XML = re.compile(r"<(title|script|style|textarea|iframe|noscript)\b([^<>]*)/>", re.IGNORECASE)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, tuple[Finding, ...]]:
    """The text of an HTML file, the name of its encoding, and what to know of that.

    `declared` is what the file around it says, as mail does.

    What is UTF-8 is read so, whatever it declares: files are saved anew more often than their declarations are. Raises UnreadableDocument:
    binary_file, unknown_encoding, letters_garbled.
    """
    data = _without_controls(data)
    if b"\x00" in data or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_utf8(data):
        return _by_its_letters(data)
    name = _normal_name(declared or _find_declared(data))
    if name == "utf-8":
        damaged = data.decode("utf-8", errors="replace")
        if damaged.count("\ufffd") <= _MOST_DAMAGED * sum(1 for character in damaged if character > "\x7f"):
            return encodings.decode(damaged.encode())[0], name, ()
    if name in _KNOWN:
        markup, how = encodings.decode(data.decode(name, errors="replace").encode())
        return markup, name, encodings.note_encoding(how)
    return _by_its_letters(data)


def prepare(markup: str) -> str:
    """The markup without what would mislead the parser. Raises UnreadableDocument: dtd_refused where it declares entities of its own.

    A document type by its name is what every page begins with; elements without content are written short in XHTML only.
    """
    position = 0
    while match := _INSTRUCTION.match(markup, position):
        position = match.end()
    doctype = _DOCTYPE.match(markup, position)
    if doctype and markup[doctype.end() : doctype.end() + 1] == "[":
        raise UnreadableDocument("dtd_refused")
    if markup.lstrip().startswith("<?xml"):
        return _EMPTY_IN_XML.sub(r"<\1\2></\1>", markup)
    return markup


def _without_controls(data: bytes) -> bytes:
    """A page without the few control characters that some program left in it, of which a browser shows nothing.

    LibreOffice 7.4 writes U+0001 where a content control of Word ended.
    """
    if b"\x00" in data:
        return data
    bare = _CONTROLS.sub(b"", data)
    return bare if len(data) - len(bare) <= _MOST_CONTROLS * len(data) else data


def _by_its_letters(data: bytes) -> tuple[str, str, tuple[Finding, ...]]:
    text, encoding = encodings.decode(data)
    return text, encoding, encodings.note_encoding(encoding)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _find_declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", errors="replace") if match else ""


def _normal_name(name: str) -> str:
    """The name that Python has for an encoding, empty for none that it knows."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
