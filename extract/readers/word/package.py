"""Finds the parts of a Word document in its archive: by their relations to each other, as the format has it, not by their usual names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from jospar.extract.document import UnreadableDocument
from jospar.extract.readers.word.archive import Archive, open_archive
from jospar.extract.readers.word.markup import parse_xml
from jospar.extract.readers.word.names import BODY

_TYPES = "[Content_Types].xml"
# What the main part of a file is said to hold, and how people call such a file.
_OTHERS = (
    ("spreadsheetml", "Excel"),
    ("ms-excel", "Excel"),
    ("presentationml", "PowerPoint"),
    ("ms-powerpoint", "PowerPoint"),
    ("visio", "Visio"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The main part of a document, and how to come to the parts that it names."""

    archive: Archive
    document: etree._Element
    body: etree._Element
    related: tuple[tuple[str, str], ...]

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """The roots of the parts that the main part relates to as `kind`: `styles`, `numbering`, `footnotes`, `header` …"""
        for found, name in self.related:
            if found == kind and self.archive.has(name):
                yield parse_xml(self.archive.read(name), name)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the only part of a kind, None where there is none."""
        return next(self.parts(kind), None)

    def raw_part(self, kind: str) -> tuple[bytes, str]:
        """The only part of a kind as it stands, with its name; empty where there is none."""
        name = next((name for found, name in self.related if found == kind and self.archive.has(name)), "")
        return self.archive.read(name) if name else b"", name


def open_package(data: bytes) -> Package:
    """The Word document that a zip archive is.

    Raises UnreadableDocument: unsupported_format for another format that is zipped, and what archive and XML raise.
    """
    archive = open_archive(data)
    if not archive.has(_TYPES):
        raise UnreadableDocument("unsupported_format", _name_other(archive))
    main = next((name for kind, name in _relations(archive, "") if kind == "officeDocument"), None)
    if main is None:
        raise UnreadableDocument("damaged_file", "no main part")
    content_type = _content_type(parse_xml(archive.read(_TYPES), _TYPES), main)
    for mark, called in _OTHERS:
        if mark in content_type:
            raise UnreadableDocument("unsupported_format", called)
    document = parse_xml(archive.read(main), main)
    body = document.find(BODY)
    if body is None:
        raise UnreadableDocument("damaged_file", f"{main} has no body")
    return Package(archive, document, body, tuple(_relations(archive, main)))


def _name_other(archive: Archive) -> str:
    """What a zip archive is that is no office document of Microsoft's."""
    mime = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if archive.has("mimetype") else ""
    return f"OpenDocument ({mime})" if "opendocument" in mime else mime or "a zip archive"


def _content_type(types: etree._Element, name: str) -> str:
    """What a part is said to hold, by its own name or by its suffix; empty where nothing is said."""
    suffix = posixpath.splitext(name)[1].removeprefix(".").lower()
    found = ""
    for entry in types:
        if (entry.get("PartName") or "").lower() == f"/{name}".lower():
            return str(entry.get("ContentType") or "").lower()
        if (entry.get("Extension") or "").lower() == suffix:
            found = str(entry.get("ContentType") or "").lower()
    return found


def _relations(archive: Archive, source: str) -> Iterator[tuple[str, str]]:
    """The kind and the name of each part that a part relates to; the package itself is the part without a name."""
    folder, file = posixpath.split(source)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if not archive.has(name):
        return
    for relation in parse_xml(archive.read(name), name):
        kind, target = relation.get("Type") or "", relation.get("Target") or ""
        if relation.get("TargetMode") != "External" and target:
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield kind.rpartition("/")[2], path
