"""Writes Word documents part by part, as office programs do and as they never would."""

from __future__ import annotations

import io
import zipfile

from jospar.extract.detect import read
from jospar.extract.document import Gap, Paragraph, RawDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = " ".join(
    (
        f'xmlns:w="{W}"',
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    )
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def part(tag: str, content: str) -> str:
    """A part of a document whose root is `w:tag`."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {_NAMESPACES}>{content}</w:{tag}>'


def parts_of(body: str, main_type: str = WORD_TYPE, **others: str) -> dict[str, bytes]:
    """The entries of a document: `others` are the contents of `styles`, `numbering`, `footnotes`, `endnotes`, `header`, `footer`."""
    roots = {"header": "hdr", "footer": "ftr"}
    relations = "".join(f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for kind in others)
    package = "http://schemas.openxmlformats.org/package/2006"
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
    }
    entries.update({f"word/{kind}.xml": part(roots.get(kind, kind), content) for kind, content in others.items()})
    return {name: text.encode() for name, text in entries.items()}


def zipped(entries: dict[str, bytes]) -> bytes:
    """An archive of entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def document(body: str, **others: str) -> bytes:
    """A document with a body and other parts."""
    return zipped(parts_of(body, **others))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; of plain text where its content is no markup."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(content: str = "", properties: str = "") -> str:
    """A cell; of one paragraph where its content is no markup."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; cells that are no markup are texts."""
    written = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"


BORDERS = "<w:tblBorders><w:top w:val='single'/><w:insideV w:val='single'/></w:tblBorders>"


def tbl(*rows: str, properties: str = BORDERS, widths: tuple[int, ...] = ()) -> str:
    """A table, ruled if nothing else is said."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def levels(*written: tuple[str, str], more: str = "") -> str:
    """The levels of a list: form and text of each; `more` stands in every level."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(written)
    )


def numbering(definition: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """One definition of lists, and the lists that count with it."""
    return f'<w:abstractNum w:abstractNumId="0">{definition}</w:abstractNum>{nums}'


def read_word(body: str, **others: str) -> RawDocument:
    """What the reader finds in a document."""
    return read(document(body, **others), "plan.docx")


def shown(raw: RawDocument) -> list[object]:
    """Rows as lists, paragraphs as texts, gaps as None."""
    return [
        None if isinstance(block, Gap) else block.cell.text if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in raw.blocks
    ]


def texts(body: str, **others: str) -> list[object]:
    """What the reader finds, without the gaps."""
    return [found for found in shown(read_word(body, **others)) if found is not None]


def places(raw: RawDocument) -> list[object]:
    """The place of every printed cell."""
    return [cell.place for cell in raw.cells()]
