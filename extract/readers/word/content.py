"""What a Word file holds, out of its markup but not yet in places: paragraphs, text boxes and tables, in reading order.

What there is one of for each cell is a tuple: a long table has tens of thousands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from jospar.extract.document import Unread

PAGE = "\x0c"
"""Stands in a text where the writer began a new page."""

FLOW = "\x1c"
"""Stands in a text where a page was full when the document was last printed."""


STRUCK = "\x1d"
"""Stands in a text on both sides of what the writer has struck out."""

HIDDEN = "\x1e"
"""Stands in a text on both sides of what nobody sees on the paper."""

EMBLEM = "\x1f"
"""Stands in a text in the place of a small picture: outside the tables it is an ornament, as the emblem above a decree is."""

UNREAD_MARKS = {unread: chr(number) for number, unread in enumerate(Unread, 0x0E)}
"""Each stands in a text in the place of what is shown there and is no text."""


class Text(NamedTuple):
    """A paragraph with the number that its list gives it; lines end in it at printed.BREAK, pages at PAGE and FLOW, and tabs are left, as
    is what STRUCK and HIDDEN stand around, and the marks of what is no text.

    `is_item` says that it is one of a list; `opens_page` that it begins a page, `ends_section` that a section ends below it; `depth` is
    that of a heading.
    """

    text: str
    is_item: bool = False
    opens_page: bool = False
    ends_section: bool = False
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box; it stands before the paragraph that it is anchored to."""

    contents: tuple[Content, ...]


class Merge(Enum):
    """Whether a cell is merged with those below or above it."""

    NONE = 0
    BEGINS = 1
    GOES_ON = 2


class WordTableCell(NamedTuple):
    """A cell: the column of the grid that it begins at, from 0, how many it reaches over, and what it holds."""

    start: int
    columns: int
    merge: Merge
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: its rows; the widths of the columns of its grid in twentieths of a point, where known.

    `are_sides` says that it only sets blocks of text beside each other, without any lines.
    """

    rows: tuple[tuple[WordTableCell, ...], ...]
    widths: tuple[int, ...]
    are_sides: bool


Content = Text | TextBox | WordTable
