"""Reads the paragraphs and tables of a text out of the markup, in reading order, as they stand when all changes are accepted.

It must not know where on paper they stand: that is compose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from lxml import etree

from jospar.extract.document import Unread
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import read_fill
from jospar.extract.readers.word.content import UNREAD_MARKS, Content, Merge, Text, TextBox, WordTable, WordTableCell
from jospar.extract.readers.word.grounds import TableGround, behind_box
from jospar.extract.readers.word.properties import (
    Properties,
    children_of,
    is_clipped,
    is_on,
    number_of,
    properties_of,
    read_number,
    value_of,
)
from jospar.extract.readers.word.runs import Inline, read_inline
from jospar.extract.readers.word.story import Story, no_ink, unwrapped
from jospar.extract.readers.word.styles import WordStyle, has_leaders, heading_depth
from jospar.extract.readers.word.table_styles import draws_lines

_LEADERS = " ........ "
# An agreement, a space between, an approval.
_MOST_SIDES, _MOST_ROWS_OF_SIDES = 3, 3


class _OpenParagraph(NamedTuple):
    """A paragraph by itself: None for its text where nothing of it is printed, not even a blank line.

    `joins_next` says that the next paragraph goes on with it, as where its end was deleted.
    """

    text: Text | None
    boxes: tuple[TextBox, ...]
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
            contents.append(Text(UNREAD_MARKS[Unread.OBJECT]))
    contents.extend(() if begun is None else (begun,))
    return tuple(contents)


def _go_on(begun: Text | None, text: Text | None) -> Text | None:
    if begun is None or text is None:
        return begun if text is None else text
    return text._replace(text=begun.text + text.text, opens_page=begun.opens_page)


def _read_paragraph(element: etree._Element, story: Story) -> _OpenParagraph:
    properties = properties_of(element, n.P_PR)
    style = story.styles.find(value_of(properties, n.P_STYLE), "paragraph")
    inline = Inline(read_fill(properties[n.SHD], story.styles.theme) if n.SHD in properties else style.fill)
    around, story.is_clipped = story.is_clipped, story.is_clipped or is_clipped(properties.get(n.SPACING), n.LINE_RULE, n.LINE)
    read_inline(element, style, story, inline)
    story.end_paragraph()
    story.is_clipped = around
    text = inline.text
    boxes = tuple(TextBox(_read_on(box, story, partial(behind_box, box, story.ground), story.ink)) for box in inline.boxes)
    if not properties and style.is_plain:
        return _OpenParagraph(Text(text), boxes, False)
    mark = children_of(properties.get(n.R_PR))
    is_deleted = n.DEL in mark or n.MOVE_FROM in mark
    is_unseen = (is_deleted or _is_hidden(mark, style)) and not inline.is_seen
    joins_next = is_deleted or _is_drop_cap(properties.get(n.FRAME))
    number = None if is_deleted or is_unseen else _count(properties, style, story)
    if "\t" in text and (style.leads or has_leaders(properties)):
        text = _fill_last_tab(text)
    if is_unseen:
        return _OpenParagraph(Text(text) if text.strip() else None, boxes, joins_next)
    is_item = number is not None
    depth = heading_depth(properties)
    depth = style.depth if depth is None else depth
    read = Text(f"{number or ''}{text}", is_item, bool(is_on(properties, n.PAGE_BREAK_BEFORE)), n.SECT_PR in properties, depth or None)
    return _OpenParagraph(read, boxes, joins_next)


def _is_drop_cap(frame: etree._Element | None) -> bool:
    """Whether a frame holds the first letter of the next paragraph, set large."""
    return frame is not None and (frame.get(n.DROP_CAP) or "none") != "none"


def _is_hidden(mark: Properties, style: WordStyle) -> bool:
    hidden = is_on(mark, n.VANISH)
    return bool(style.look.hidden) if hidden is None else hidden


def _count(properties: Properties, style: WordStyle, story: Story) -> str | None:
    own = properties.get(n.NUM_PR)
    if own is None and style.number is None:
        return None
    named = children_of(own)
    return story.lists.count(number_of(named, n.NUM_ID), number_of(named, n.ILVL), style)


def _fill_last_tab(text: str) -> str:
    """A text with the dots that lead to a page number, as in a list of contents."""
    before, tab, after = text.rstrip("\t").rpartition("\t")
    return f"{before}{_LEADERS}{after}" if tab and before.strip() else text


def _read_on(parent: etree._Element, story: Story, ground: Callable[[], str | None], ink: Callable[[], str | None]) -> tuple[Content, ...]:
    """The contents of an element that stand on a ground of their own, in an ink of their own where they name none."""
    around = story.ground, story.ink
    story.ground, story.ink = ground, ink
    contents = read_contents(parent, story)
    story.ground, story.ink = around
    return contents


def _read_table(element: etree._Element, story: Story) -> WordTable:
    rows: list[tuple[WordTableCell, ...]] = []
    merged: frozenset[int] = frozenset()
    widths = tuple(read_number(column.get(n.WIDTH)) or 0 for grid in element.iterchildren(n.TBL_GRID) for column in grid)
    sources = [row for row in unwrapped(element) if row.tag == n.TR and n.DEL not in properties_of(row, n.TR_PR)]
    ground = TableGround(properties_of(element, n.TBL_PR), len(sources), len(widths), story.styles.tables, story.ground)
    for number, row in enumerate(sources):
        cells = _read_row(row, number, merged, ground, story)
        merged = frozenset(cell.start for cell in cells if cell.merge is not Merge.NONE)
        rows.append(cells)
    return WordTable(tuple(rows), widths, _may_be_sides(rows) and not _is_ruled(element, story))


def _may_be_sides(rows: Sequence[Sequence[WordTableCell]]) -> bool:
    """Whether a table could only set blocks of text beside each other, as an approval beside another, if no lines are drawn in it."""
    if len(rows) > _MOST_ROWS_OF_SIDES or any(len(row) > _MOST_SIDES for row in rows):
        return False
    sizes = [[sum(1 for content in cell.contents if not isinstance(content, Text) or content.text.strip()) for cell in row] for row in rows]
    return all(sum(map(bool, row)) < _MOST_SIDES for row in sizes) and any(size > 1 for row in sizes for size in row)


def _is_ruled(element: etree._Element, story: Story) -> bool:
    """Whether lines are drawn in a table, by its cells, by itself or by its style."""
    if any(draws_lines({n.TC_BORDERS: borders}, n.TC_BORDERS) for borders in element.iter(n.TC_BORDERS)):
        return True
    own = properties_of(element, n.TBL_PR)
    drawn = draws_lines(own, n.TBL_BORDERS)
    return story.styles.tables.is_ruled(value_of(own, n.TBL_STYLE)) if drawn is None else drawn


def _read_row(row: etree._Element, number: int, merged: frozenset[int], ground: TableGround, story: Story) -> tuple[WordTableCell, ...]:
    """The cells of row `number`, from 0; `merged` are the columns where a cell of the row above may go on.

    What stands in a cell that goes on is not printed and counts in no list.
    """
    cells: list[WordTableCell] = []
    own, has_ink = properties_of(row, n.TR_PR), ground.has_ink
    start = max(number_of(own, n.GRID_BEFORE) or 0, 0)
    around, story.is_clipped = story.is_clipped, story.is_clipped or is_clipped(own.get(n.ROW_HEIGHT), n.HEIGHT_RULE, n.VAL)
    for cell in unwrapped(row):
        if cell.tag != n.TC:
            continue
        properties = properties_of(cell, n.TC_PR)
        if n.CELL_DEL in properties:
            continue
        columns = max(number_of(properties, n.GRID_SPAN) or 1, 1)
        if cells and _goes_on(properties, n.H_MERGE):
            cells[-1] = cells[-1]._replace(columns=cells[-1].columns + columns)
        else:
            merge = _merge(properties, start in merged)
            behind = partial(ground.behind, number, cell, start, start + columns)
            ink = partial(ground.ink, number, start, start + columns) if has_ink else no_ink
            contents = () if merge is Merge.GOES_ON else _read_on(cell, story, behind, ink)
            cells.append(WordTableCell(start, columns, merge, contents))
        start += columns
    story.is_clipped = around
    return tuple(cells)


def _merge(properties: Properties, may_go_on: bool) -> Merge:
    if n.V_MERGE not in properties:
        return Merge.NONE
    return Merge.GOES_ON if may_go_on and _goes_on(properties, n.V_MERGE) else Merge.BEGINS


def _goes_on(properties: Properties, name: str) -> bool:
    """Whether a cell is merged with the one before it; a merge that says nothing else goes on."""
    found = properties.get(name)
    return found is not None and found.get(n.VAL, "continue") == "continue"
