"""What a file says, before anyone asks what it means: cells and lines with their places, format-free.

Every reader turns bytes into a RawDocument; nothing after the readers knows which format the bytes had.
This module must not know any word of any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# A hyphen that a line end made, which is a space in HTML, and one of a word whose first part ends with a linking vowel. Behind it must
# stand the rest of a word: in `кино- и фотостудии` a conjunction does.
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_]{2})(?<![а-яё]{3}[ое])-\s+(?=[^\W\d_A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]{3})")
_BROKEN_COMPOUND = re.compile(r"(?<=[^\W\d_]{2})-\s+(?=[^\W\d_A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]{3})")
_LINE_END_IN_TEXT = re.compile(r"\n(?!\d)")


class UnreadableDocument(Exception):
    """There is nothing to read: the document ends here, and the run goes on with the others.

    `reason` is a code of jospar.normalize.catalogue (`empty_file`, `binary_file` …); `detail` says where or how much.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class SourceKind(StrEnum):
    """The form a document came in (documents.source_kind)."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    SCAN = "scan"


class Unread(StrEnum):
    """What is shown in a cell, or in a place outside any table, and could not be read as text."""

    PICTURE = "picture"
    DRAWING = "drawing"
    OBJECT = "embedded object"
    FIELD = "form field"
    EQUATION = "equation"
    RAISED = "raised text"
    OVERLAP = "texts over each other"
    TABLE = "table within a cell"


PICTURES = frozenset({Unread.PICTURE, Unread.DRAWING, Unread.OBJECT})
"""What may hold no text at all, such as an emblem."""


class Place(NamedTuple):
    """Where something is printed; every number counts from 1 and is None where the format has no such thing.

    `line` is the line of a text file; `table`, `row` and `column` count through the document, the table and the
    row; `bbox` is `x0,top,x1,bottom` in points. A tuple, because each cell has one and the ledger looks them up.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    bbox: str | None = None

    @property
    def order(self) -> tuple[int, ...]:
        """Sorts places in reading order: `line` goes through the whole document, tables and all; what has parts comes before them."""
        return tuple(number or 0 for number in (self.page, self.line, self.table, self.row, self.column))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table or one line outside a table: the piece the ledger counts.

    `text` is what a reader of the paper sees: markup and outer padding are gone, nothing else is changed; a line end that stayed is one
    that the writer set, not one that the width of the cell made. `room` is how many characters more its last line could hold, where the
    format shows that: what goes on elsewhere though there was room for it is no second half. `unread` is what the cell shows beside its
    text, or in its stead, that is none: the text may then be no more than a part of what is printed, and a blank cell is not blank.
    """

    text: str
    place: Place
    room: int | None = None
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one cell for each column of its grid, the empty ones too.

    A merged cell is one and the same Cell in every column, and in every row, that it covers; its place is the first of them.
    """

    cells: tuple[Cell, ...]
    place: Place

    @property
    def printed(self) -> tuple[Cell, ...]:
        """The cells that hold a text, from left to right, a merged one once."""
        return tuple({id(cell): cell for cell in self.cells if cell.text}.values())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside any table; `runs` says that the page itself has it, as its header or footer, not the text.

    `depth` is that of a heading, where the format itself says that the line is one: 1 for the uppermost.
    """

    cell: Cell
    runs: bool = False
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the paper may have been cut: blank lines, a form feed, the end of a page."""


Block = Row | Paragraph | Gap


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A whole document as its reader found it, in reading order; `findings` are what the reader itself is unsure of.

    `hidden` are texts in the file that nobody sees on the paper, each with the place that it has among the others: they are no part of
    `blocks`, and the ledger ignores them by the rule `not_visible`.
    """

    name: str
    kind: SourceKind
    encoding: str | None
    pages: int | None
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    hidden: tuple[Cell, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """Every non-empty cell and line once, in reading order: the left side of the ledger."""
        merged: set[int] = set()
        for block in self.blocks:
            if isinstance(block, Row):
                for cell in block.cells:
                    if cell.text and id(cell) not in merged:
                        merged.add(id(cell))
                        yield cell
            elif isinstance(block, Paragraph) and block.cell.text:
                yield block.cell

    def unread(self) -> Iterator[Cell]:
        """Every cell and line once that shows something which is no text, in reading order."""
        rows = (block.cells if isinstance(block, Row) else (block.cell,) for block in self.blocks if not isinstance(block, Gap))
        found = {id(cell): cell for cells in rows for cell in cells if cell.unread is not None}
        return iter(found.values())


def on_one_line(text: str) -> str:
    """A text that is one whatever lines its writer set it on; figures on lines of their own stay apart.

    >>> on_one_line("средств\\nреспуб-\\nликанского бюджета")
    'средств республиканского бюджета'
    """
    return _LINE_END_IN_TEXT.sub(" ", join_broken_words(text))


def join_broken_words(text: str) -> str:
    """A text whose words are whole: a hyphen at the end of a line goes with the break, and one that belongs to the word stays.

    >>> join_broken_words("социально-\\nэкономический"), join_broken_words("Депар- тамент"), join_broken_words("кино- и фото")
    ('социально-экономический', 'Департамент', 'кино- и фото')
    """
    return _BROKEN_COMPOUND.sub("-", _BROKEN_WORD.sub("", text))


@dataclass(frozen=True, slots=True)
class Printed:
    """What a field of a record was printed as: one cell, or several that page breaks had cut apart.

    `text` may be a part of the cells' text: a code is taken off the front of its name.
    """

    text: str
    cells: tuple[Cell, ...]

    @property
    def place(self) -> Place:
        """The place of the first cell."""
        return self.cells[0].place if self.cells else Place()

    @property
    def unread(self) -> Unread | None:
        """What its cells show beside their text, the first of it."""
        return next((cell.unread for cell in self.cells if cell.unread is not None), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know, seen while reading: a code of jospar.normalize.catalogue and where it was seen.

    `flags` are the cells that end in this finding because no record could use them.
    """

    code: str
    place: Place
    printed: str
    detail: str = ""
    flags: tuple[Cell, ...] = ()
