"""READERS: every format that the program knows, an entry each: how a file is told to be one, what reads it, its limits, what it fills in.

To add a format: a folder beside this module that holds the contract below, a member of Format, an entry in READERS, and where no kind of
document.SourceKind names it, one there, for that is what the tables publish. Nothing else in the program knows formats.

The contract of a reader, a module with `read(data: bytes, name: str) -> RawDocument`:

- it gives everything that a person sees on the paper, in the order of reading, and nothing that is hidden, struck out or of the program
  that wrote the file; what it sees and can't read it tells by a Finding;
- a row has one Cell for each column of its table, the empty ones too; a cell that is merged over columns or rows is one and the same Cell
  in each of them; a text is as `printed.make_printed` leaves it; a Gap stands where the paper may be cut;
- every cell that holds a text has a place that no other has. Its `line` counts lines, or paragraphs and rows, through the whole document;
  of the other parts of a Place those are filled in that the entry names in `places`, for a cell of a table all of them;
- it is total: whatever the bytes are, it returns, or raises UnreadableDocument with a code of jospar.normalize.catalogue;
- it holds the limits that its entry names, those of MAX_BYTES and time being held for it, and takes no more than time and memory that grow
  with the size of the file;
- it knows no word of any language but those of extract/words, and nothing of what the text means;
- to import it, or what detects it, must cost no library that a text file does not need: such ones are named in `imports`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jospar.extract.document import SourceKind
from jospar.extract.readers import html, markdown
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


@dataclass(frozen=True, slots=True)
class FormatReader:
    """One entry of READERS.

    `detects` says of the bytes of a file, or of the first HEAD_BYTES of them, whether the format is this one, those before it being none.
    `module` has `read` and is imported when a document needs it; None where the program does not read the format as it is. `kind` is
    documents.source_kind. `imports` are the modules that a process which is to read such documents loads beforehand. `limits` are the names
    in jospar.extract.limits that hold for it, `places` the parts of a Place that a cell of a table has. `engines` are those among which a
    third argument of `read` chooses, the usual one first.
    """

    detects: Callable[[bytes], bool]
    module: str | None = None
    kind: SourceKind | None = None
    imports: tuple[str, ...] = ()
    limits: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    engines: tuple[str, ...] = ()


def _is_pdf(data: bytes) -> bool:
    return _begins(data, _PDF) or bool(_PDF_WITHIN.search(data[:_PDF_HEAD]) and _PDF_END in data[-_PDF_HEAD:])


def _is_odt(data: bytes) -> bool:
    return data.startswith(_ZIP) and data.startswith(_ODT, _ODT_AT)


def _begins(data: bytes, mark: bytes) -> bool:
    """Whether a mark stands first, a mark of the encoding and white space aside."""
    return data[:HEAD_BYTES].lstrip(_BEFORE_MARK).startswith(mark)


_WORD = "jospar.extract.readers.word"
_LINES_AND_TABLES = frozenset({"line", "table", "row", "column"})
_GRID_LIMITS = frozenset({"MAX_COLUMNS", "MAX_TABLE_CELLS"})
_HTML_LIMITS = _GRID_LIMITS | {"MAX_COLUMN_SPAN", "MAX_MARKUP_DEPTH", "MAX_TABLE_DEPTH"}

READERS: Mapping[Format, FormatReader] = {
    Format.PDF: FormatReader(
        _is_pdf,
        "jospar.extract.readers.pdf",
        SourceKind.PDF,
        imports=("jospar.extract.readers.pdf", "jospar.extract.readers.pdf.pdfium"),
        limits=frozenset(
            {"MAX_CLIPS", "MAX_FORM_DEPTH", "MAX_PAGES", "MAX_PAGE_CHARS", "MAX_PAGE_RULES", "MAX_PAGE_SHAPES", "MAX_PICTURE_SIDE"}
        ),
        places=_LINES_AND_TABLES | {"page", "bbox"},
        engines=PDF_ENGINES,
    ),
    # What LibreOffice makes of this and of the two below is read as Word.
    Format.ODT: FormatReader(_is_odt, imports=(_WORD,)),
    Format.ZIP: FormatReader(
        lambda data: data.startswith(_ZIP),
        _WORD,
        SourceKind.DOCX,
        imports=(_WORD,),
        limits=_GRID_LIMITS | {"MAX_ENTRIES", "MAX_PART_BYTES", "MAX_RATIO", "MIN_RATIO_BYTES", "MAX_UNPACKED_BYTES", "MAX_XML_DEPTH"},
        places=_LINES_AND_TABLES,
    ),
    Format.OLE: FormatReader(lambda data: data.startswith(_OLE), imports=(_WORD,)),
    Format.RTF: FormatReader(lambda data: data.startswith(_RTF), imports=(_WORD,)),
    Format.HTML: FormatReader(
        html.is_html,
        "jospar.extract.readers.html",
        SourceKind.HTML,
        imports=("lxml.etree",),
        limits=_HTML_LIMITS,
        places=_LINES_AND_TABLES,
    ),
    Format.XML: FormatReader(lambda data: _begins(data, _XML)),
    Format.MARKDOWN: FormatReader(
        markdown.is_markdown,
        "jospar.extract.readers.markdown",
        SourceKind.TEXT,
        limits=_HTML_LIMITS | {"MAX_LINE_CHARS"},
        places=_LINES_AND_TABLES,
    ),
    Format.TEXT: FormatReader(
        lambda _: True,
        "jospar.extract.readers.text",
        SourceKind.TEXT,
        limits=frozenset({"MAX_COLUMNS", "MAX_LINE_CHARS"}),
        places=_LINES_AND_TABLES,
    ),
}
"""Every format, in the order in which they are looked for."""
