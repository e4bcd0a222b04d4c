"""Turns the elements of an HTML page, one after the other, into its flow of lines, gaps and tables.

It knows which elements part lines and make tables, and sets wrong nesting right as browsers do. It must not know what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_COLUMN_SPAN, MAX_MARKUP_DEPTH, MAX_TABLE_DEPTH
from jospar.extract.readers.html.flow import Flow, HtmlCell, HtmlTable
from jospar.extract.readers.html.lists import ItemNumbers, read_integer, read_list
from jospar.extract.readers.html.looks import Looks, breaks_page_after, breaks_page_before, look_inside, read_style
from jospar.extract.readers.printed import raise_digits

# The elements that begin and end a line; all others stand in line with the text.
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
})
# fmt: on
_CELLS, _GROUPS = frozenset({"td", "th"}), frozenset({"thead", "tbody", "tfoot"})
_TABLE_PARTS = _CELLS | _GROUPS | {"tr"}
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary", "legend"})
_PARAGRAPHS = _TITLES | {"p", "li", "dt", "dd"}
# What a new part of a table ends, where its own end was left out; an end tag does not reach out of its cell or table.
_ENDED_BY = {"tr": _CELLS | {"tr"}, **dict.fromkeys(_CELLS, _CELLS), **dict.fromkeys(_GROUPS, _TABLE_PARTS)}
_BOUNDS, _BOUNDS_OF_PARTS = _CELLS | {"table"}, frozenset({"table"})
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_RAISED = re.compile(r"\s*\d{1,3}\s*")
_NUMBER_MARK = re.compile(r"\d|[.)]$")
_LINE_END = re.compile(r"\r\n|\n|\r")
_ALL_ROWS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class _OpenElement:
    """An element that has not ended: its name and style, how the text around it is shown, and where in its flow it begins."""

    tag: str
    style: str
    around: Looks
    begins: int


@dataclass(slots=True)
class _OpenTable:
    """A table while it grows: groups of rows, each with the name of its element."""

    groups: list[tuple[str, list[list[HtmlCell]]]] = field(default_factory=list)
    in_group: bool = False

    def begin_group(self, tag: str) -> None:
        self.groups.append((tag, []))
        self.in_group = True

    def begin_row(self) -> None:
        if not self.groups or not self.in_group:
            self.begin_group("tbody")
        self.groups[-1][1].append([])

    def add_cell(self, cell: HtmlCell) -> None:
        if not self.groups or not self.groups[-1][1]:
            self.begin_row()
        self.groups[-1][1][-1].append(cell)

    def finish(self) -> HtmlTable:
        """The rows as they are shown: those of the first head above all, of the first foot below; no cell reaches out of its group."""
        head = next((group for group in self.groups if group[0] == "thead"), None)
        foot = next((group for group in self.groups if group[0] == "tfoot"), None)
        rest = [group for group in self.groups if group is not head and group is not foot]
        ordered = [rows for _, rows in filter(None, (head, *rest, foot))]
        return HtmlTable(tuple(_clip(row, len(rows) - number) for rows in ordered for number, row in enumerate(rows)))


def _clip(row: list[HtmlCell], rows_left: int) -> tuple[HtmlCell, ...]:
    return tuple(cell if cell.rows <= rows_left else replace(cell, rows=rows_left) for cell in row)


class PageReader:
    """Takes the events of a parser; `close` gives the flow of the page. Raises UnreadableDocument: too_deep."""

    def __init__(self) -> None:
        self._page = Flow()
        self._flows = [self._page]
        self._tables: list[_OpenTable] = []
        self._lists: list[ItemNumbers] = []
        self._open: list[_OpenElement] = []
        self._looks = Looks()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if len(self._open) >= MAX_MARKUP_DEPTH:
            raise UnreadableDocument("too_deep", f"more than {MAX_MARKUP_DEPTH:,} elements in each other")
        self._end_parts_before(tag)
        style = read_style(attributes)
        around, self._looks = self._looks, look_inside(self._looks, tag, attributes, style)
        if not self._looks.hidden:
            if tag in _BLOCKS:
                self._end_line(around)
            if breaks_page_before(style):
                self._end_line(around)
                self._flow.end_page()
            self._begin(tag, attributes, style)
        self._open.append(_OpenElement(tag, style, around, len(self._flow.items)))

    def end(self, tag: str) -> None:
        """An element ends; one that did not begin in the same cell is passed over."""
        if tag == "table":
            self._close_down_to(self._find_open({tag}, frozenset()))
        else:
            self._close_down_to(self._find_open({tag}, _BOUNDS_OF_PARTS if tag in _TABLE_PARTS else _BOUNDS))

    def data(self, text: str) -> None:
        """Text between the elements."""
        looks, flow = self._looks, self._flow
        if looks.hidden:
            return
        if looks.struck:
            flow.strike(text)
        elif looks.is_list_number:
            flow.write(text if _NUMBER_MARK.search(text.strip()) else " ")
        elif looks.raised and _RAISED.fullmatch(text):
            flow.write(raise_digits(text.strip()))
        elif looks.kept:
            self._write_kept(text)
        else:
            flow.write(text, is_menu=looks.in_list and looks.is_link)

    def comment(self, text: str) -> None:
        """Comments are not shown, the conditional ones of office programs neither."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor are instructions to programs."""

    def close(self) -> Flow:
        """The flow of the page, all elements closed."""
        self._close_down_to(0)
        self._end_line(self._looks)
        return self._page

    @property
    def _flow(self) -> Flow:
        return self._flows[-1]

    def _begin(self, tag: str, attributes: Mapping[str, str], style: str) -> None:
        if tag == "br":
            self._break_line()
        elif tag == "hr":
            self._flow.end_page()
        elif tag == "table":
            if len(self._tables) >= MAX_TABLE_DEPTH:
                raise UnreadableDocument("too_deep", f"more than {MAX_TABLE_DEPTH} tables in each other")
            self._tables.append(_OpenTable())
        elif tag in _LISTS:
            self._lists.append(read_list(tag, attributes, style))
        elif tag == "li" and self._lists:
            self._flow.marker = self._lists[-1].take(attributes, style)
        elif tag in _TABLE_PARTS and self._tables:
            self._begin_part(tag, attributes, style)

    def _begin_part(self, tag: str, attributes: Mapping[str, str], style: str) -> None:
        table = self._tables[-1]
        if tag in _GROUPS:
            table.begin_group(tag)
        elif tag == "tr":
            table.begin_row()
        else:
            flow = Flow()
            columns = min(max(read_integer(attributes.get("colspan", ""), 1), 1), MAX_COLUMN_SPAN)
            rows = read_integer(attributes.get("rowspan", ""), 1)
            rows = _ALL_ROWS if rows == 0 else max(rows, 1)
            # Excel writes a text that runs over its blank neighbours so; the cell itself is one.
            runs_over = columns - 1 if "mso-ignore:colspan" in style else 0
            table.add_cell(HtmlCell(flow, columns - runs_over, rows))
            for _ in range(runs_over):
                table.add_cell(HtmlCell(Flow(), 1, rows))
            self._flows.append(flow)

    def _break_line(self) -> None:
        """The end of a line inside a paragraph; where the line is blank the paper may be cut."""
        if not self._end_line(self._looks):
            self._flow.end_page()

    def _end_line(self, looks: Looks) -> bool:
        return self._flow.end_line(looks.runs, looks.kept)

    def _write_kept(self, text: str) -> None:
        first, *others = _LINE_END.split(text)
        self._flow.write_kept(first)
        for line in others:
            self._break_line()
            self._flow.write_kept(line)

    def _find_open(self, tags: Set[str], bounds: Set[str]) -> int | None:
        """How deep the innermost of some elements is, up to the first of `bounds`; None where none is open."""
        for depth in range(len(self._open) - 1, -1, -1):
            tag = self._open[depth].tag
            if tag in tags:
                return depth
            if tag in bounds:
                return None
        return None

    def _end_parts_before(self, tag: str) -> None:
        """Ends the cells, rows and groups whose end tags were left out above a new part of the same table."""
        if tag in _ENDED_BY:
            while (depth := self._find_open(_ENDED_BY[tag], _BOUNDS_OF_PARTS)) is not None:
                self._close_down_to(depth)

    def _close_down_to(self, depth: int | None) -> None:
        while depth is not None and len(self._open) > depth:
            self._close()

    def _close(self) -> None:
        """Ends the innermost element."""
        element = self._open.pop()
        inside, self._looks = self._looks, element.around
        if inside.hidden:
            return
        if element.tag in _BLOCKS:
            self._end_line(inside)
        if element.tag in _TITLES:
            self._flow.join_from(element.begins)
        if element.tag in _PARAGRAPHS and len(self._flow.items) == element.begins:
            self._flow.end_page()
        self._end(element.tag)
        if breaks_page_after(element.style):
            self._flow.end_page()

    def _end(self, tag: str) -> None:
        """What is complete with an element."""
        if tag == "table":
            self._flow.close_table(self._tables.pop().finish())
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._flow.marker = ""
        elif tag in _GROUPS and self._tables:
            self._tables[-1].in_group = False
        elif tag in _CELLS and self._tables:
            self._flows.pop()
