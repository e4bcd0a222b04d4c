"""Reads the paragraphs and tables of a text out of the markup, in reading order, as they stand when all changes are accepted.

It must not know where on paper they stand: that is compose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from extract.readers.word import names as n
from extract.readers.word.content import Box, Content, Merge, Table, TableCell, Text
from extract.readers.word.runs import Inline, read_inline
from extract.readers.word.story import Story, unwrapped
from extract.readers.word.styles import Style, has_leaders, is_ruled

_LEADERS = " ........ "


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph by itself: None for its text where nothing of it is printed, not even a blank line.

    `joins_next` says that its end was deleted, so that the next paragraph goes on with it.
    """

    text: Text | None
    boxes: tuple[Box, ...]
    joins_next: bool


def read_contents(parent: etree._Element, story: Story) -> tuple[Content, ...]:
    """What stands in an element that holds paragraphs and tables: a body, a cell, a text box, a note."""
    contents: list[Content] = []
    begun: Text | None = None
    for child in unwrapped(parent):
        if child.tag == n.P:
            paragraph = _read_paragraph(child, story)
            text = _go_on(begun, paragraph.text)
            begun = text if paragraph.joins_next else None
            contents.extend(paragraph.boxes)
            if text is not None and not paragraph.joins_next:
                contents.append(text)
        elif child.tag == n.TBL:
            contents.extend(() if begun is None else (begun,))
            begun = None
            contents.append(_read_table(child, story))
        elif child.tag == n.ALT_CHUNK:
            story.foreign += 1
    contents.extend(() if begun is None else (begun,))
    return tuple(contents)


def _go_on(begun: Text | None, text: Text | None) -> Text | None:
    if begun is None or text is None:
        return begun if text is None else text
    return replace(text, text=begun.text + text.text, opens_page=begun.opens_page)


def _read_paragraph(element: etree._Element, story: Story) -> _Paragraph:
    properties = element.find(n.P_PR)
    style = story.styles.find(n.value_of(properties, n.P_STYLE), "paragraph")
    mark = None if properties is None else properties.find(n.R_PR)
    is_deleted = mark is not None and (mark.find(n.DEL) is not None or mark.find(n.MOVE_FROM) is not None)
    inline = Inline()
    read_inline(element, style, story, inline)
    story.end_paragraph()
    text = "".join(inline.pieces)
    is_blank = not text.strip()
    is_unseen = is_blank and (is_deleted or bool(style.hidden if (hidden := n.is_on(mark, n.VANISH)) is None else hidden))
    number = None if is_deleted or is_unseen else _count(properties, style, story)
    if "\t" in text:
        text = _without_tabs(text, style.leads or has_leaders(properties))
    read = Text(
        text=f"{number}{text}" if number else text,
        is_item=number is not None,
        opens_page=bool(n.is_on(properties, n.PAGE_BREAK_BEFORE)),
        ends_section=properties is not None and properties.find(n.SECT_PR) is not None,
    )
    boxes = tuple(Box(read_contents(box, story)) for box in inline.boxes)
    return _Paragraph(None if is_unseen else read, boxes, is_deleted)


def _count(properties: etree._Element | None, style: Style, story: Story) -> str | None:
    own = None if properties is None else properties.find(n.NUM_PR)
    return story.lists.count(n.number_of(own, n.NUM_ID), n.number_of(own, n.ILVL), style)


def _without_tabs(text: str, leads: bool) -> str:
    """A text with spaces for its tabs; what fills the last one, as in a list of contents, is printed."""
    if leads and text.strip("\t").count("\t"):
        before, _, after = text.rstrip("\t").rpartition("\t")
        text = f"{before}{_LEADERS}{after}"
    return text.replace("\t", " ")


def _read_table(element: etree._Element, story: Story) -> Table:
    rows: list[tuple[TableCell, ...]] = []
    merged: frozenset[int] = frozenset()
    ruled: bool | None = None
    for row in unwrapped(element):
        properties = row.find(n.TR_PR) if row.tag == n.TR else None
        is_gone = properties is not None and (properties.find(n.DEL) is not None or n.is_on(properties, n.HIDDEN))
        if row.tag != n.TR or is_gone:
            continue
        cells = _read_row(row, n.number_of(properties, n.GRID_BEFORE) or 0, merged, story)
        merged = frozenset(cell.start for cell in cells if cell.merge is not Merge.NONE)
        ruled = ruled or any(is_ruled(cell, n.TC_BORDERS) for cell in row.iterfind(f"{n.TC}/{n.TC_PR}"))
        rows.append(cells)
    own = element.find(n.TBL_PR)
    drawn = is_ruled(own, n.TBL_BORDERS)
    if drawn is None:
        drawn = story.styles.find(n.value_of(own, n.TBL_STYLE), "table").ruled
    widths = tuple(n.read_number(column.get(n.WIDTH)) or 0 for column in element.iterfind(f"{n.TBL_GRID}/{n.GRID_COL}"))
    return Table(tuple(rows), widths, bool(ruled or drawn))


def _read_row(row: etree._Element, before: int, merged: frozenset[int], story: Story) -> tuple[TableCell, ...]:
    """The cells of a row; `merged` are the columns where a cell of the row above may go on.

    What stands in a cell that goes on is not printed and counts in no list.
    """
    cells: list[TableCell] = []
    start = max(before, 0)
    for cell in unwrapped(row):
        if cell.tag != n.TC:
            continue
        properties = cell.find(n.TC_PR)
        if properties is not None and properties.find(n.CELL_DEL) is not None:
            continue
        columns = max(n.number_of(properties, n.GRID_SPAN) or 1, 1)
        if cells and _goes_on(properties, n.H_MERGE):
            cells[-1] = replace(cells[-1], columns=cells[-1].columns + columns)
        else:
            merge = _merge(properties, start in merged)
            contents = () if merge is Merge.GOES_ON else read_contents(cell, story)
            cells.append(TableCell(start, columns, merge, contents))
        start += columns
    return tuple(cells)


def _merge(properties: etree._Element | None, may_go_on: bool) -> Merge:
    if properties is None or properties.find(n.V_MERGE) is None:
        return Merge.NONE
    return Merge.GOES_ON if may_go_on and _goes_on(properties, n.V_MERGE) else Merge.BEGINS


def _goes_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a cell is merged with the one before it; a merge that says nothing else goes on."""
    found = None if properties is None else properties.find(name)
    return found is not None and found.get(n.VAL, "continue") == "continue"
