"""Fields of OpenDocument texts: each becomes a span of the text that it holds, and a computed cell of a table one of its text."""

from __future__ import annotations

import io
from zipfile import ZipFile

from lxml import etree

from jospar.extract.document import UnreadableDocument
from jospar.extract.readers.word.archive import Archive, open_archive
from jospar.extract.readers.word.markup import parse_xml

_PARTS = ("content.xml", "styles.xml")  # the text; what stands above and below it
_MANIFEST, _ENCRYPTION = "META-INF/manifest.xml", b"encryption-data"
_SIGNATURES = "META-INF/documentsignatures.xml"
_OFFICE, _TABLE, _TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))
# What prints a text that is computed or looked up (OpenDocument 1.2, part 1, chapter 7); the file holds how it was printed last.
_FIELD_NAMES = (
    "author-initials", "author-name", "bookmark-ref", "chapter", "character-count", "conditional-text", "creation-date",
    "creation-time", "creator", "database-display", "database-name", "database-row-number", "date", "dde-connection", "description",
    "editing-cycles", "editing-duration", "expression", "file-name", "image-count", "initial-creator", "keywords", "modification-date",
    "modification-time", "note-ref", "object-count", "page-continuation", "page-count", "page-number", "page-variable-get",
    "paragraph-count", "print-date", "print-time", "printed-by", "reference-ref", "sender-city", "sender-company", "sender-country",
    "sender-email", "sender-fax", "sender-firstname", "sender-initials", "sender-lastname", "sender-phone-private", "sender-phone-work",
    "sender-position", "sender-postal-code", "sender-state-or-province", "sender-street", "sender-title", "sequence", "sequence-ref",
    "sheet-name", "subject", "table-count", "table-formula", "template-name", "time", "title", "user-defined", "user-field-get",
    "user-field-input", "variable-get", "variable-input", "variable-set", "word-count",
)  # fmt: skip
_FIELDS = frozenset(_TEXT + name for name in _FIELD_NAMES)
_SPAN, _PARAGRAPH, _FORMULA, _DISPLAY = _TEXT + "span", _TEXT + "p", _TABLE + "formula", _TEXT + "display"
_VALUES = tuple(_OFFICE + name for name in ("value", "string-value", "date-value", "time-value", "boolean-value"))


def keep_results(data: bytes) -> bytes:
    """The document with its fields as texts.

    Raises UnreadableDocument: archive_unsafe, encrypted_file, damaged_file, dtd_refused, too_deep.
    """
    archive = open_archive(data)
    if archive.has(_MANIFEST) and _ENCRYPTION in archive.read(_MANIFEST):
        raise UnreadableDocument("encrypted_file")
    parts = {name: parse_xml(archive.read(name), name) for name in _PARTS if archive.has(name)}
    changed = {name: etree.tostring(root, encoding="UTF-8", xml_declaration=True) for name, root in parts.items() if _reduce(root)}
    return _replace(data, archive, changed) if changed else data


def _reduce(root: etree._Element) -> bool:
    """Makes texts of the fields; False where there are none."""
    fields = list(root.iter(*_FIELDS))
    cells = [element for element in root.iter(_TABLE + "table-cell", _TABLE + "covered-table-cell") if _FORMULA in element.attrib]
    for element in fields:
        if element.get(_DISPLAY) == "none":
            element.clear(keep_tail=True)
        element.tag = _SPAN
        element.attrib.clear()
    for cell in cells:
        value = next((cell.attrib[name] for name in _VALUES if name in cell.attrib), "")
        for name in (_FORMULA, _OFFICE + "value-type", _OFFICE + "currency", *_VALUES):
            cell.attrib.pop(name, None)
        if next(cell.iter(_PARAGRAPH), None) is None:
            etree.SubElement(cell, _PARAGRAPH).text = value
    return bool(fields or cells)


def _replace(data: bytes, archive: Archive, parts: dict[str, bytes]) -> bytes:
    """The archive with other parts; signatures, which no longer hold, are left out."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w") as new:
        for info in old.infolist():
            if info.filename != _SIGNATURES:
                new.writestr(info, parts.get(info.filename.lower()) or archive.read(info.filename))
    return file.getvalue()
