"""Gives what a Word file holds its places: paragraphs, rows of tables and gaps in reading order.

It knows what is a frame around a text rather than a table. It must not know markup, nor what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from jospar.extract.document import Block, Cell, Finding, Gap, Paragraph, Place
from jospar.extract.readers.printed import BREAK
from jospar.extract.readers.spans import SpannedCell, hidden_cells, make_rows
from jospar.extract.readers.word.content import FLOW, PAGE, Content, Text, TextBox, WordTable
from jospar.extract.readers.word.grid import WordGridCell, span_cells
from jospar.extract.readers.word.shown import Shown, show_contents, show_text, struck_text, texts_in

_FEWEST_TABS = 2
# Where a line that the writer ended is one of its own, not the first half of the next.
_LINE_OF_ITS_OWN = re.compile(rf"(?<=[.:;]){BREAK}|{BREAK}(?=\s*\d+(?:\.\d+)*[.)])")


@dataclass(slots=True)
class _WordComposer:
    """The blocks, findings and hidden texts so far; paragraphs and rows are counted through the document, as are tables."""

    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    hidden: list[Cell] = field(default_factory=list)
    lines: int = 0
    tables: int = 0

    def add(self, contents: Iterable[Content]) -> None:
        """Adds contents as they stand."""
        for is_tabbed, group in groupby(contents, _is_tabbed):
            run = list(group)
            if is_tabbed and len(run) > 1:
                self._add_tabbed([content for content in run if isinstance(content, Text)])
                continue
            for content in run:
                self._add_one(content)

    def _add_one(self, content: Content) -> None:
        match content:
            case Text():
                self._add_text(content)
            case TextBox():
                self._add_apart(content.contents)
            case WordTable() if _is_frame(content):
                self.add(inner for row in content.rows for cell in row for inner in cell.contents)
            case WordTable(are_sides=True):
                for row in content.rows:
                    for cell in row:
                        self._add_apart(cell.contents)
            case WordTable() if any(content.rows):
                self._add_table(content)

    def _add_apart(self, contents: Sequence[Content]) -> None:
        """Adds what stands beside the text rather than in it."""
        self.blocks.append(Gap())
        self.add(contents)
        self.blocks.append(Gap())

    def _add_text(self, text: Text) -> None:
        if text.opens_page:
            self.blocks.append(Gap())
        self._find_struck([text], Place(line=self.lines + 1))
        pages = text.text.split(PAGE)
        for at, page in enumerate(pages):
            if at or _begins_page(page):
                self.blocks.append(Gap())
            has_lines = [self._add_line(show_text(line), text.depth) for line in _LINE_OF_ITS_OWN.split(page)]
            if not any(has_lines) and len(pages) == 1:
                self.blocks.append(Gap())
        if text.ends_section:
            self.blocks.append(Gap())

    def _add_line(self, shown: Shown, depth: int | None) -> bool:
        """Adds a line, or a heading of some depth; whether there is anything of it, seen or hidden."""
        if shown.is_empty:
            return False
        self.lines += 1
        place = Place(line=self.lines)
        self.hidden.extend(Cell(text, place) for text in shown.hidden)
        if shown.text or shown.unread:
            self.blocks.append(Paragraph(Cell(shown.text, place, unread=shown.unread), depth=depth))
        return True

    def _add_tabbed(self, texts: Sequence[Text]) -> None:
        """Adds the rows of a table that is typed with tabs."""
        pieces = [[show_text(piece) for piece in text.text.split("\t")] for text in texts]
        self._add_rows(
            [[SpannedCell(shown.text, 1, 1, shown.unread, shown.hidden) for shown in row] for row in pieces], [[text] for text in texts]
        )

    def _add_table(self, table: WordTable) -> None:
        """Adds the rows of a table; what stands in tables and text boxes within its cells belongs to the cells.

        There is no gap between its rows, wherever a page ended when it was printed: Word makes no two rows of one.
        """
        cells = [
            [WordGridCell(cell.start, cell.start + cell.columns, cell.merge, *show_contents(cell.contents)) for cell in row]
            for row in table.rows
        ]
        self._add_rows(span_cells(cells, table.widths), [[text for cell in row for text in texts_in(cell.contents)] for row in table.rows])

    def _add_rows(self, cells: Sequence[Sequence[SpannedCell]], texts: Sequence[Sequence[Text]]) -> None:
        """Adds rows; `texts` are those that each of them was made of."""
        self.tables += 1
        rows = make_rows(cells, self.tables, self.lines + 1)
        for row, of_row in zip(rows, texts, strict=True):
            self._find_struck(of_row, row.place)
        self.hidden.extend(hidden_cells(cells, rows))
        self.blocks.extend(rows)
        self.lines += len(rows)

    def _find_struck(self, texts: Iterable[Text], place: Place) -> None:
        """Says for each text that something of it is printed and struck out, and so is not read."""
        for text in texts:
            if struck := struck_text(text.text):
                self.findings.append(Finding("cell_not_used", place, struck, "struck out"))


@dataclass(frozen=True, slots=True)
class ComposedContents:
    """Contents in their places: blocks, findings about what is struck out, hidden texts; and how many lines have a place."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    hidden: tuple[Cell, ...]
    lines: int


def compose(contents: Sequence[Content]) -> ComposedContents:
    """The blocks of a document with what is struck out and hidden in it."""
    composer = _WordComposer()
    composer.add(contents)
    return ComposedContents(tuple(composer.blocks), tuple(composer.findings), tuple(composer.hidden), composer.lines)


def flatten(contents: Iterable[Content]) -> Iterator[str]:
    """The printed paragraphs of contents, whatever holds them."""
    return filter(None, (show_text(text.text).text for text in texts_in(contents)))


def _is_frame(table: WordTable) -> bool:
    """Whether a table only frames its content: it has one cell, or one column that holds other tables."""
    if any(len(row) != 1 for row in table.rows):
        return False
    return len(table.rows) == 1 or any(isinstance(content, WordTable) for row in table.rows for cell in row for content in cell.contents)


def _is_tabbed(content: Content) -> bool:
    """Whether a paragraph is a row of a table that is typed with tabs: they part three texts or more."""
    if not isinstance(content, Text) or content.text.count("\t") < _FEWEST_TABS or BREAK in content.text or PAGE in content.text:
        return False
    return sum(1 for piece in content.text.split("\t") if piece.strip()) > _FEWEST_TABS


def _begins_page(text: str) -> bool:
    """Whether a page begins right before the text."""
    return FLOW in text and not text[: text.index(FLOW)].strip()
