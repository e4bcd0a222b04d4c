"""What the markup of a page comes down to: lines of text, gaps and tables in the order of reading, a cell holding such a flow again.

It knows how white space and line ends collapse, and which tables are there for the looks only. It must not know any element of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jospar.extract.document import Unread
from jospar.extract.readers.printed import make_printed, on_its_line, without_escapes
from jospar.extract.readers.raised import Height, LinePiece, set_on_line

_SPACES = re.compile(r"[ \t\n\r\f]+")
_DOUBLE_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """A line of text; `struck` is what was struck out of it, `hidden` what nobody sees.

    `runs` says that it belongs to the page, not to the text, `is_kept` that its spaces and tabs are as the writer set them. `unread` is
    what it shows that is no text, `is_emblem` says that this is a picture too small for a table; `depth` is that of a heading.
    """

    text: str
    struck: str = ""
    runs: bool = False
    is_kept: bool = False
    hidden: str = ""
    unread: Unread | None = None
    is_emblem: bool = False
    depth: int | None = None

    @property
    def shows(self) -> bool:
        """Whether there is anything in it that one sees."""
        return bool(self.text or self.struck or self.unread)


@dataclass(frozen=True, slots=True)
class Break:
    """A blank line, a ruling line, or the end of a page."""


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell of a table: what it holds, over how many columns and rows it reaches, and whether a picture lies behind it."""

    flow: Flow
    columns: int
    rows: int
    has_picture: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it that one sees."""
        return self.flow.is_blank and not self.has_picture

    @property
    def line(self) -> HtmlLine:
        """What it holds as one text; a picture behind it is what it shows where there is no text.

        Where a table in it has columns, or a style moves a part of it, nobody can say in what order they are read.
        """
        line = join_lines(self.flow.items)
        if line.unread is not None:
            return line
        if any(isinstance(item, HtmlTable) and item.has_columns for item in self.flow.items):
            return replace(line, unread=Unread.TABLE)
        if self.flow.is_moved and self.flow.has_rest:
            return replace(line, unread=Unread.OVERLAP)
        return replace(line, unread=Unread.PICTURE) if self.has_picture and not line.text else line


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table: its rows in the order in which they are shown."""

    rows: tuple[tuple[HtmlCell, ...], ...]

    @property
    def has_columns(self) -> bool:
        """Whether cells that hold anything stand beside each other."""
        return any(sum(1 for cell in row if not cell.is_blank) > 1 for row in self.rows)

    @property
    def filled(self) -> int:
        """How many of its cells hold anything."""
        return sum(1 for cell in self.cells() if not cell.is_blank)

    def cells(self) -> Iterator[HtmlCell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row


FlowItem = HtmlLine | Break | HtmlTable


@dataclass(slots=True)
class Flow:
    """What stands in the page or in a cell, while it grows; `marker` is the number of a list item whose text has not begun yet.

    `is_moved` says that something in it stands elsewhere than in its order, `has_rest` that there is a text that does not.
    """

    items: list[FlowItem] = field(default_factory=list)
    marker: str = ""
    _parts: list[LinePiece] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)
    is_moved: bool = False
    has_rest: bool = False
    _unread: Unread | None = None
    _emblems: list[bool | None] = field(default_factory=list)
    _is_menu: bool = True

    def write(self, text: str, is_menu: bool = False, height: Height = Height.ON_LINE, size: float = 1.0) -> None:
        """Text whose white space means no more than a space; a line that is all menu belongs to the page."""
        self._add(LinePiece(_SPACES.sub(" ", text), height, size), is_menu)

    def write_kept(self, text: str) -> None:
        """Text whose spaces and tabs stand as they are; it has no line end."""
        self._add(LinePiece(text))

    def strike(self, text: str) -> None:
        """Text that was struck out."""
        self._struck.append(_SPACES.sub(" ", text))

    def hide(self, text: str) -> None:
        """Text that nobody sees."""
        self._hidden.append(_SPACES.sub(" ", text))

    def show(self, unread: Unread, is_emblem: bool | None = False) -> None:
        """Something that is no text; `is_emblem` is None where its size is not known: it is one if it stands in a line of text."""
        self._unread = self._unread or unread
        self._emblems.append(is_emblem)

    def end_line(self, runs: bool = False, is_kept: bool = False, depth: int | None = None) -> bool:
        """Ends the line, and says whether there was any."""
        if not (self._parts or self._struck or self._hidden or self._unread):
            self._is_menu = True
            return False
        written, doubtful = set_on_line(self._parts)
        text, struck, hidden = without_escapes(written), make_printed("".join(self._struck)), make_printed("".join(self._hidden))
        text = text.rstrip(" ") if is_kept else make_printed(_DOUBLE_SPACES.sub(" ", text), keeps_lines=True)
        text = text if make_printed(text) else ""
        is_emblem = doubtful is None and self._unread is not None and all(bool(text) if one is None else one for one in self._emblems)
        unread, is_menu = doubtful or self._unread, self._is_menu and bool(text)
        self._unread, self._is_menu = None, True
        for pieces in (self._parts, self._struck, self._hidden, self._emblems):
            pieces.clear()
        line = HtmlLine(text, struck, runs or is_menu, is_kept, hidden, unread, is_emblem, depth)
        if line.shows or hidden:
            self.items.append(line)
        return line.shows

    def end_page(self) -> None:
        """Marks that the paper may be cut here; several such marks are one."""
        if self.items and not isinstance(self.items[-1], Break):
            self.items.append(Break())

    def join_from(self, begins: int) -> None:
        """Makes one line of those from an item on, where there is nothing else among them."""
        lines = [item for item in self.items[begins:] if not isinstance(item, Break)]
        if len(lines) > 1 and not any(isinstance(item, HtmlTable) for item in lines):
            joined = join_lines(lines)
            self.items[begins:] = [replace(joined, text=on_its_line(joined.text))]

    def close_table(self, grid: HtmlTable) -> None:
        """A table that is complete; where it only frames what it holds, that alone."""
        if is_frame(grid):
            for cell in grid.cells():
                self.items.extend(cell.flow.items)
        else:
            self.items.append(grid)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it that one sees."""
        return not any(isinstance(item, HtmlTable) or (isinstance(item, HtmlLine) and item.shows) for item in self.items)

    def _add(self, piece: LinePiece, is_menu: bool = False) -> None:
        if piece.text.strip():
            self._is_menu = self._is_menu and is_menu
            if self.marker:
                self._parts.append(LinePiece(self.marker, size=piece.size))
            self.marker = ""
        self._parts.append(piece)


def is_frame(grid: HtmlTable) -> bool:
    """Whether a table is there for the looks only: one cell has all that it says, or it has one column and tables in it, or fewer cells
    that hold something than a table in it."""
    inner = [item for cell in grid.cells() for item in cell.flow.items if isinstance(item, HtmlTable)]
    filled = [sum(1 for cell in row if not cell.is_blank) for row in grid.rows]
    if not inner:
        return sum(filled) == 1
    return max(filled) <= 1 or any(table.filled >= sum(filled) for table in inner)


def join_lines(items: Iterable[FlowItem]) -> HtmlLine:
    """What a cell or a title holds as one text, its lines below each other; a table inside it is one of its parts, cell by cell."""
    lines = list(_lines(items))
    return HtmlLine(
        "\n".join(filter(None, (make_printed(line.text, keeps_lines=True) for line in lines))),
        " ".join(line.struck for line in lines if line.struck),
        any(line.runs for line in lines),
        hidden=" ".join(line.hidden for line in lines if line.hidden),
        unread=next((line.unread for line in lines if line.unread), None),
        is_emblem=all(line.is_emblem for line in lines if line.unread),
        depth=lines[0].depth if lines else None,
    )


def _lines(items: Iterable[FlowItem]) -> Iterator[HtmlLine]:
    for item in items:
        if isinstance(item, HtmlLine):
            yield item
        elif isinstance(item, HtmlTable):
            for cell in item.cells():
                yield from _lines(cell.flow.items)
