"""Writes a set-out document as .docx with python-docx: real merged cells, header rows, automatic numbers, sections on their side.

Tables are written as XML, for python-docx looks each cell up by its place and takes its time about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from tests.generator.layouts import Hyphens, Layout, Rules
from tests.generator.sheet import Block, Grid, GridCell, Line, PageEnd, Style
from tests.generator.typeset import column_widths, soften

_FONTS = {
    "LiberationSerif": "Liberation Serif",
    "LiberationSans": "Liberation Sans",
    "DejaVuSans": "DejaVu Sans",
    "DejaVuSerif": "DejaVu Serif",
}
_ALIGNED = {Style.APPROVAL: "right", Style.TITLE: "center"}
# A figure and its space, of the size of type: Word files are written without knowing how wide letters are.
_LETTER_WIDTHS = {"LiberationSerif": 0.5, "LiberationSans": 0.56, "DejaVuSans": 0.64, "DejaVuSerif": 0.64}
_TWIPS = 20
_DEPTHS = 4
_NUMBERS = "<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{list}'/></w:numPr>"
_SETTINGS_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def write_word(blocks: tuple[Block, ...], layout: Layout, running: str = "") -> bytes:
    """The bytes of a .docx; `running` is the line at the head of each page, where the layout has one."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _SETTINGS_DAY
    _set_page(document, layout, running)
    number_list = _add_list(document, _labels(blocks)) if layout.lists else None
    writer = _Writer(layout, number_list)
    body = document.element.body
    for block in writer.gathered(blocks):
        body.insert(len(body) - 1, parse_xml(writer.block(block)))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: WordDocument, layout: Layout, running: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if layout.width > layout.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(layout.width), Pt(layout.height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(layout.margin)
    section.header_distance = section.footer_distance = Pt(layout.margin / 2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONTS[layout.font], Pt(layout.size)
    style.element.rPr.rFonts.set(qn("w:cs"), _FONTS[layout.font])
    style.paragraph_format.space_after = Pt(0)
    if layout.running:
        section.header.paragraphs[0].text = running
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        footer._p.append(parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr=' PAGE '><w:r><w:t>1</w:t></w:r></w:fldSimple>"))


def _labels(blocks: Sequence[Block]) -> list[str]:
    """The word before the number of each depth, as the first heading of it has it."""
    found = [""] * _DEPTHS
    for item in _numbered(blocks):
        if item.depth is not None and not found[item.depth]:
            found[item.depth] = re.sub(r"[\d.]+$", "", item.number)
    return found


def _numbered(blocks: Sequence[Block]) -> Iterator[Line | GridCell]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif isinstance(block, Grid):
            yield from (cell for row in block.rows for cell in row)


def _add_list(document: WordDocument, labels: Sequence[str]) -> int:
    """A multilevel list: `1.`, `1.1.`, `1.1.1.`, with the words of headings before their numbers."""
    numbering = document.part.numbering_part.element
    levels = []
    for depth, label in enumerate(labels):
        printed = label + "".join(f"%{level}." for level in range(1, depth + 2))
        levels.append(
            f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:suff w:val='space'/>"
            f"<w:lvlText w:val={_quoted(printed)}/><w:lvlJc w:val='left'/><w:pPr><w:ind w:left='0' w:firstLine='0'/></w:pPr></w:lvl>"
        )
    abstract, number = 900, 901
    kind = "<w:multiLevelType w:val='multilevel'/>"
    xml = f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{abstract}'>{kind}{''.join(levels)}</w:abstractNum>"
    numbering.insert(0, parse_xml(xml))
    numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='{number}'><w:abstractNumId w:val='{abstract}'/></w:num>"))
    return number


def _quoted(text: str) -> str:
    return "'" + escape(text, {"'": "&apos;"}) + "'"


def _cut(text: str) -> list[str]:
    """The runs of a text: its lines, or as editing leaves it, cut anywhere."""
    if "\n" in text:
        return text.split("\n")
    place = len(text) * 2 // 5
    return [part for part in (text[:place], text[place:]) if part]


class _Writer:
    def __init__(self, layout: Layout, number_list: int | None) -> None:
        self.layout, self.number_list = layout, number_list

    def gathered(self, blocks: Sequence[Block]) -> Iterator[Block | tuple[Line, ...]]:
        """The blocks, with the lines of an approval that stands in a table as one."""
        approval = tuple(block for block in blocks if isinstance(block, Line) and block.style is Style.APPROVAL)
        if self.layout.approval_in_table:
            yield approval
        yield from (block for block in blocks if not (self.layout.approval_in_table and block in approval))

    def block(self, block: Block | tuple[Line, ...]) -> str:
        if isinstance(block, Grid):
            return self.table(block)
        if isinstance(block, Line):
            return self.line(block)
        return self.cover_end() if isinstance(block, PageEnd) else self.approval(block)

    def cover_end(self) -> str:
        """The end of a section whose page is upright."""
        width, height, margin = (round(size * _TWIPS) for size in (*sorted((self.layout.width, self.layout.height)), self.layout.margin))
        margins = " ".join(f"w:{side}='{margin}'" for side in ("top", "right", "bottom", "left"))
        section = f"<w:sectPr><w:pgSz w:w='{width}' w:h='{height}'/><w:pgMar {margins} w:header='0' w:footer='0' w:gutter='0'/></w:sectPr>"
        return f"<w:p {nsdecls('w')}><w:pPr>{section}</w:pPr></w:p>"

    def approval(self, lines: Sequence[Line]) -> str:
        """A table of two cells without lines: nothing on the left, the approval on the right."""
        width = round((self.layout.width - 2 * self.layout.margin) * _TWIPS / 2)
        cells = ("<w:p/>", "".join(self.line(line, "") for line in lines))
        columns = "".join(f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/></w:tcPr>{cell}</w:tc>" for cell in cells)
        grid = "<w:tblGrid>" + f"<w:gridCol w:w='{width}'/>" * 2 + "</w:tblGrid>"
        return f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr>{grid}<w:tr>{columns}</w:tr></w:tbl>"

    def line(self, line: Line, namespaces: str = nsdecls("w")) -> str:
        return self.paragraph(line, line.style, _ALIGNED.get(line.style, "both" if self.layout.justified else "left"), namespaces)

    def paragraph(self, item: Line | GridCell, style: Style, aligned: str, namespaces: str = "") -> str:
        automatic = self.number_list is not None and item.depth is not None
        numbers = _NUMBERS.format(depth=item.depth, list=self.number_list) if automatic else ""
        text = item.text if automatic else f"{item.number} {item.text}".strip()
        if self.layout.hyphens is Hyphens.SOFT:
            text = soften(text)
        bold = "<w:rPr><w:b/></w:rPr>" if style in (Style.TITLE, Style.HEADING) else ""
        runs = (f"<w:r>{bold}<w:t xml:space='preserve'>{escape(part)}</w:t></w:r>" for part in _cut(text))
        lines = "<w:r><w:br/></w:r>".join(runs) if "\n" in text else "".join(runs)
        return f"<w:p {namespaces}><w:pPr>{numbers}<w:jc w:val='{aligned}'/></w:pPr>{lines}</w:p>"

    def table(self, grid: Grid) -> str:
        widths = column_widths(grid, self.layout, lambda text: len(text) * self.layout.size * _LETTER_WIDTHS[self.layout.font])
        columns = "".join(f"<w:gridCol w:w='{round(width * _TWIPS)}'/>" for width in widths)
        rows = "".join(self.rows(grid.header, widths, is_header=True)) + "".join(self.rows(grid.rows, widths, is_header=False))
        return (
            f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='0' w:type='auto'/>{self.borders()}<w:tblLayout w:type='fixed'/>"
            f"<w:tblCellMar><w:left w:w='80' w:type='dxa'/><w:right w:w='80' w:type='dxa'/></w:tblCellMar></w:tblPr>"
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def borders(self) -> str:
        drawn = {
            Rules.GRID: ("top", "left", "bottom", "right", "insideH", "insideV"),
            Rules.ROWS: ("top", "bottom", "insideH"),
            Rules.HEADER: ("top", "bottom"),
            Rules.NONE: (),
        }[self.layout.rules]
        return "<w:tblBorders>" + "".join(f"<w:{side} w:val='single' w:sz='4'/>" for side in drawn) + "</w:tblBorders>"

    def rows(self, rows: Sequence[Sequence[GridCell]], widths: Sequence[float], is_header: bool) -> Iterator[str]:
        """The rows; below a cell over several rows stands an empty one that continues it."""
        pending: dict[int, tuple[int, int]] = {}
        for row in rows:
            cells: list[str] = []
            column, given = 0, iter(row)
            while column < len(widths):
                if column in pending:
                    columns, count = pending.pop(column)
                    if count > 1:
                        pending[column] = (columns, count - 1)
                    cells.append(self.cell(GridCell("", columns), widths[column : column + columns], is_header, "<w:vMerge/>"))
                else:
                    cell = next(given)
                    columns = cell.columns
                    merge = "<w:vMerge w:val='restart'/>" if cell.rows > 1 else ""
                    if merge:
                        pending[column] = (columns, cell.rows - 1)
                    cells.append(self.cell(cell, widths[column : column + columns], is_header, merge))
                column += columns
            cant_split = "" if self.layout.rows_break and not is_header else "<w:cantSplit/>"
            repeats = "<w:tblHeader/>" if is_header and self.layout.header_repeats else ""
            yield f"<w:tr><w:trPr>{cant_split}{repeats}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(self, cell: GridCell, widths: Sequence[float], is_header: bool, merge: str) -> str:
        span = f"<w:gridSpan w:val='{cell.columns}'/>" if cell.columns > 1 else ""
        rule = "<w:tcBorders><w:bottom w:val='single' w:sz='4'/></w:tcBorders>" if is_header and self.layout.rules is Rules.HEADER else ""
        aligned = "center" if is_header or cell.text[:1].isdigit() else "both" if self.layout.justified else "left"
        return (
            f"<w:tc><w:tcPr><w:tcW w:w='{round(sum(widths) * _TWIPS)}' w:type='dxa'/>{span}{merge}{rule}</w:tcPr>"
            f"{self.paragraph(cell, cell.style, aligned)}</w:tc>"
        )
