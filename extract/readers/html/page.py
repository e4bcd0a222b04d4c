"""Turns the elements of an HTML page, one after the other, into its flow of lines, gaps and tables.

It knows which elements part lines and make tables, and sets wrong nesting right as browsers do. It must not know what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from jospar.extract.document import Unread, UnreadableDocument
from jospar.extract.limits import MAX_COLUMN_SPAN, MAX_MARKUP_DEPTH, MAX_TABLE_DEPTH
from jospar.extract.readers.equations import TEX, MathMl, read_tex
from jospar.extract.readers.html.cascade import Declarations, StyleSheets
from jospar.extract.readers.html.controls import OptionList, read_input, read_option_list
from jospar.extract.readers.html.elements import (
    BLOCKS,
    BOUNDS,
    BOUNDS_OF_PARTS,
    CELLS,
    ENDED_BY,
    GROUPS,
    HEADINGS,
    LISTS,
    PARAGRAPHS,
    TABLE_PARTS,
    TITLES,
    parts_lines,
)
from jospar.extract.readers.html.flow import Flow, HtmlCell
from jospar.extract.readers.html.lists import ItemNumbers, read_integer, read_list, whole_number
from jospar.extract.readers.html.looks import Looks, breaks_page_after, breaks_page_before
from jospar.extract.readers.html.open_table import OpenTable
from jospar.extract.readers.html.pictures import find_picture, has_picture_behind
from jospar.extract.readers.html.styled import StyledElements
from jospar.extract.readers.html.symbols import show_signs

_NUMBER_MARK = re.compile(r"\d|[.)]$")
_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_EQUATION = 4_000
_ALL_ROWS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class _OpenElement:
    """An element that has not ended: its name, what is declared for it, how the text around it is shown, where in its flow it begins."""

    tag: str
    declared: Declarations
    around: Looks
    begins: int


class PageReader:
    """Takes the events of a parser; `close` gives the flow of the page. Raises UnreadableDocument: too_deep."""

    def __init__(self, sheets: StyleSheets) -> None:
        self._styled = StyledElements(sheets)
        self._page = Flow()
        self._flows = [self._page]
        self._tables: list[OpenTable] = []
        self._lists: list[ItemNumbers] = []
        self._open: list[_OpenElement] = []
        self._field: OptionList | None = None
        self._equation: MathMl | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if len(self._open) >= MAX_MARKUP_DEPTH:
            raise UnreadableDocument("too_deep", f"more than {MAX_MARKUP_DEPTH:,} elements in each other")
        self._end_parts_before(tag)
        around = self._looks
        declared = self._styled.enter(tag, attributes, self._shown_as(tag, attributes))
        self._show_picture(tag, attributes, declared, around)
        if self._looks.is_moved and self._looks.is_placed and any(name in declared for name in ("background", "background-color")):
            # A box with a colour may cover what it lies over.
            self._flow.is_moved = True
        if self._looks.is_built:
            if parts_lines(tag, declared):
                self._end_line(around)
            if breaks_page_before(declared):
                self._end_line(around)
                self._flow.end_page()
            self._begin(tag, attributes, declared)
        elif self._looks.absent and tag in BLOCKS:
            self._flow.hide(" ")
        self._open.append(_OpenElement(tag, declared, around, len(self._flow.items)))
        self._write_part("before")

    def end(self, tag: str) -> None:
        """An element ends; one that did not begin in the same cell is passed over."""
        if tag == "table":
            self._close_down_to(self._find_open({tag}, frozenset()))
        else:
            self._close_down_to(self._find_open({tag}, BOUNDS_OF_PARTS if tag in TABLE_PARTS else BOUNDS))

    def data(self, text: str) -> None:
        """Text between the elements."""
        looks = self._looks
        if looks.no_text:
            # What a script writes into a cell is seen, and can't be read.
            if self._flow is not self._page and self._open[-1].tag == "script" and text.strip():
                self._flow.show(Unread.OBJECT, is_emblem=True)
        elif self._equation is not None:
            self._equation.pieces.append(text)
        elif self._field is not None:
            self._field.write(text)
        elif looks.is_seen:
            self._write_seen(text, looks)
        elif not looks.runs and not (looks.in_list and looks.is_link):
            self._flow.hide(text)

    def _write_seen(self, text: str, looks: Looks) -> None:
        self._note_order(text)
        if looks.struck:
            self._flow.strike(text)
        elif looks.is_list_number:
            self._flow.write(text if _NUMBER_MARK.search(text.strip()) else " ")
        elif looks.font:
            self._flow.write(show_signs(text, looks.font), size=looks.size)
        elif looks.kept:
            self._write_kept(text)
        elif self._open and self._open[-1].tag == "script":
            self._write_tex(f"$${text}$$")
        elif ("\\" in text or "$$" in text) and len(text) <= _LONGEST_EQUATION and TEX.search(text):
            self._write_tex(text)
        else:
            self._flow.write(text, looks.in_list and looks.is_link, looks.height, looks.size)

    def _note_order(self, text: str) -> None:
        """Notes whether a text stands in its order."""
        if any(map(str.isalnum, text)):
            self._flow.is_moved = self._flow.is_moved or self._looks.is_moved or self._looks.is_turned
            self._flow.has_rest = self._flow.has_rest or not self._looks.is_moved

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
    def _looks(self) -> Looks:
        return self._styled.looks

    @property
    def _flow(self) -> Flow:
        return self._flows[-1]

    def _shown_as(self, tag: str, attributes: Mapping[str, str]) -> str:
        """The element as which one is shown: a button of the page is none of the document, one in a cell is what the cell says; some
        scripts are equations that a program in the browser sets."""
        is_equation = tag == "script" and attributes.get("type", "").startswith("math/tex")
        return "span" if is_equation or (tag == "button" and self._flow is not self._page) else tag

    def _show_picture(self, tag: str, attributes: Mapping[str, str], declared: Declarations, around: Looks) -> None:
        """Notes what an element shows that is no text."""
        if around.no_text or self._looks.absent or not around.is_placed or around.runs:
            return
        picture = find_picture(tag, attributes, declared)
        if picture is not None:
            self._flow.show(picture.unread, picture.is_emblem)

    def _write_part(self, part: str) -> None:
        """Writes what the style sheet puts in front of an element or behind it."""
        if written := self._styled.written(part):
            looks = self._looks
            text, self._styled.looks = written
            self.data(text)
            self._styled.looks = looks

    def _begin(self, tag: str, attributes: Mapping[str, str], declared: Declarations) -> None:
        if tag == "br":
            self._break_line()
        elif tag == "hr":
            self._flow.end_page()
        elif tag == "table":
            if len(self._tables) >= MAX_TABLE_DEPTH:
                raise UnreadableDocument("too_deep", f"more than {MAX_TABLE_DEPTH} tables in each other")
            self._tables.append(OpenTable())
        elif tag in LISTS:
            self._lists.append(read_list(tag, attributes, declared))
        elif tag == "li" and self._lists:
            self._flow.marker = self._lists[-1].take(attributes, declared)
        elif tag in HEADINGS and self._flow.marker and len(self._lists) > 1:
            self._flow.marker = whole_number(self._lists) or self._flow.marker
        elif tag in TABLE_PARTS and self._tables:
            self._begin_part(tag, attributes, declared)
        else:
            self._begin_field(tag, attributes)

    def _begin_field(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A field of a form, or an equation."""
        if tag == "input":
            self._write_field(read_input(attributes))
        elif tag == "select":
            self._field = read_option_list(attributes)
        elif tag == "option" and self._field is not None:
            self._field.begin(attributes)
        elif tag == "textarea":
            self._flow.write(" ")
            self._styled.looks = self._looks._replace(kept=True)
        elif tag == "math":
            self._equation = MathMl()
        if self._equation is not None:
            self._equation.begin(tag)

    def _write_field(self, shown: str | None) -> None:
        """What a field shows, apart from what stands beside it; None is something that is no text."""
        if shown is None:
            self._flow.show(Unread.FIELD)
        elif shown:
            self.data(f" {shown} ")

    def _begin_part(self, tag: str, attributes: Mapping[str, str], declared: Declarations) -> None:
        table = self._tables[-1]
        if tag in GROUPS:
            table.begin_group(tag)
        elif tag == "tr":
            table.begin_row()
        else:
            flow = Flow()
            columns = min(max(read_integer(attributes.get("colspan", ""), 1), 1), MAX_COLUMN_SPAN)
            rows = read_integer(attributes.get("rowspan", ""), 1)
            rows = _ALL_ROWS if rows == 0 else max(rows, 1)
            # Excel writes a text that runs over its blank neighbours so; the cell itself is one.
            runs_over = columns - 1 if declared.get("mso-ignore") == "colspan" else 0
            table.add_cell(HtmlCell(flow, columns - runs_over, rows, has_picture_behind(attributes, declared)))
            for _ in range(runs_over):
                table.add_cell(HtmlCell(Flow(), 1, rows))
            self._flows.append(flow)

    def _write_tex(self, text: str) -> None:
        """Text with equations in it that a program sets in the browser."""
        height, size = self._looks.height, self._looks.size
        end = 0
        for match in TEX.finditer(text):
            self._flow.write(text[end : match.start()], height=height, size=size)
            end = match.end()
            shown = read_tex(match[1] or match[2] or match[3])
            if shown is None:
                self._flow.show(Unread.EQUATION)
            else:
                self._flow.write(shown, size=size)
        self._flow.write(text[end:], height=height, size=size)

    def _break_line(self) -> None:
        """The end of a line inside a paragraph; where the line is blank the paper may be cut."""
        if not self._end_line(self._looks):
            self._flow.end_page()

    def _end_line(self, looks: Looks) -> bool:
        return self._flow.end_line(looks.runs, looks.kept, looks.depth)

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
        if tag in ENDED_BY:
            while (depth := self._find_open(ENDED_BY[tag], BOUNDS_OF_PARTS)) is not None:
                self._close_down_to(depth)

    def _close_down_to(self, depth: int | None) -> None:
        while depth is not None and len(self._open) > depth:
            self._close()

    def _close(self) -> None:
        """Ends the innermost element."""
        self._write_part("after")
        element, inside = self._open.pop(), self._looks
        self._styled.leave(element.around)
        if not inside.is_built:
            return
        is_apart = parts_lines(element.tag, element.declared)
        if is_apart:
            self._end_line(inside)
        if element.tag in TITLES and is_apart:
            self._flow.join_from(element.begins)
        if element.tag in PARAGRAPHS and is_apart and len(self._flow.items) == element.begins:
            self._flow.end_page()
        self._end(element.tag)
        if breaks_page_after(element.declared):
            self._flow.end_page()

    def _end(self, tag: str) -> None:
        """What is complete with an element."""
        if tag == "table":
            self._flow.close_table(self._tables.pop().finish())
        elif tag in LISTS:
            self._lists.pop()
        elif tag == "li":
            marker, self._flow.marker = self._flow.marker, ""
            # A row may be numbered by an item that says nothing else.
            if marker and self._flow is not self._page:
                self._flow.write(marker)
                self._end_line(self._looks)
        elif tag in GROUPS and self._tables:
            self._tables[-1].in_group = False
        elif tag in CELLS and self._tables:
            self._flows.pop()
        elif tag == "select" and self._field is not None:
            shown, self._field = self._field.shown, None
            self._write_field(shown)
        elif tag == "textarea":
            self._flow.write(" ")
        elif tag == "math" and self._equation is not None:
            number, self._equation = self._equation.number, None
            if number is None:
                self._flow.show(Unread.EQUATION)
            else:
                self.data(number)
