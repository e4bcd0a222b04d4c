"""What the markup of a page comes down to: lines of text, gaps and tables in the order of reading, a cell holding such a flow again.

It knows how white space and line ends collapse, and which tables are there for the looks only. It must not know any element of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jospar.extract.readers.printed import make_printed, paragraph_break, without_escapes

_SPACES = re.compile(r"[ \t\n\r\f]+")
_DOUBLE_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """A line of text; `struck` is what was struck out of it, `runs` that it belongs to the page, not to the text.

    `is_kept` says that its spaces and tabs are as the writer set them.
    """

    text: str
    struck: str = ""
    runs: bool = False
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A blank line, a ruling line, or the end of a page."""


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell of a table: what it holds, and over how many columns and rows it reaches."""

    flow: Flow
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table: its rows in the order in which they are shown."""

    rows: tuple[tuple[HtmlCell, ...], ...]

    @property
    def width(self) -> int:
        """The columns of its widest row."""
        return max((sum(cell.columns for cell in row) for row in self.rows), default=0)

    def cells(self) -> Iterator[HtmlCell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row


FlowItem = HtmlLine | Break | HtmlTable


@dataclass(slots=True)
class Flow:
    """What stands in the page or in a cell, while it grows; `marker` is the number of a list item whose text has not begun yet."""

    items: list[FlowItem] = field(default_factory=list)
    marker: str = ""
    _parts: list[str] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _is_menu: bool = True

    def write(self, text: str, is_menu: bool = False) -> None:
        """Text whose white space means no more than a space; a line that is all menu belongs to the page."""
        self._add(_SPACES.sub(" ", text), is_menu)

    def write_kept(self, text: str) -> None:
        """Text whose spaces and tabs stand as they are; it has no line end."""
        self._add(text)

    def strike(self, text: str) -> None:
        """Text that was struck out."""
        self._struck.append(_SPACES.sub(" ", text))

    def end_line(self, runs: bool = False, is_kept: bool = False) -> bool:
        """Ends the line, and says whether there was any."""
        text, struck = without_escapes("".join(self._parts)), make_printed("".join(self._struck))
        text = text.rstrip(" ") if is_kept else make_printed(_DOUBLE_SPACES.sub(" ", text))
        is_menu, self._is_menu = self._is_menu, True
        self._parts.clear()
        self._struck.clear()
        if make_printed(text) or struck:
            self.items.append(HtmlLine(text, struck, runs or (is_menu and bool(text)), is_kept))
            return True
        return False

    def end_page(self) -> None:
        """Marks that the paper may be cut here; several such marks are one."""
        if self.items and not isinstance(self.items[-1], Break):
            self.items.append(Break())

    def join_from(self, begins: int) -> None:
        """Makes one line of those from an item on, where there is nothing else among them."""
        lines = [item for item in self.items[begins:] if not isinstance(item, Break)]
        if len(lines) > 1 and not any(isinstance(item, HtmlTable) for item in lines):
            self.items[begins:] = [join_lines(lines)]

    def close_table(self, grid: HtmlTable) -> None:
        """A table that is complete; where it only frames what it holds, that alone."""
        if is_frame(grid):
            for cell in grid.cells():
                self.items.extend(cell.flow.items)
        else:
            self.items.append(grid)

    def _add(self, text: str, is_menu: bool = False) -> None:
        if text.strip():
            self._is_menu = self._is_menu and is_menu
            self._parts.append(self.marker)
            self.marker = ""
        self._parts.append(text)


def is_frame(grid: HtmlTable) -> bool:
    """Whether a table is there for the looks only: one cell has all that it says, or one column and tables in it, or one wider than it."""
    inner = [item for cell in grid.cells() for item in cell.flow.items if isinstance(item, HtmlTable)]
    filled = [sum(1 for cell in row if cell.flow.items) for row in grid.rows]
    if not inner:
        return sum(filled) == 1
    return max(filled) <= 1 or any(table.width > grid.width for table in inner)


def join_lines(items: Iterable[FlowItem]) -> HtmlLine:
    """The lines of a cell or a title as one: a line end stays between figures, elsewhere it is a space."""
    lines = [item for item in items if isinstance(item, HtmlLine)]
    struck = " ".join(line.struck for line in lines if line.struck)
    return HtmlLine(_joined([make_printed(line.text) for line in lines]), struck, any(line.runs for line in lines))


def _joined(texts: Sequence[str]) -> str:
    joined: list[str] = []
    for text in filter(None, texts):
        if joined:
            joined.append(paragraph_break(joined[-1], text))
        joined.append(text)
    return "".join(joined)
