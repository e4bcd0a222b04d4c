"""Gives what a Word file holds its places: paragraphs, rows of tables and gaps in reading order.

It knows what is a frame around a text rather than a table. It must not know markup, nor what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from jospar.extract.document import Block, Cell, Finding, Gap, Paragraph, Place
from jospar.extract.readers.printed import BREAK, make_printed, paragraph_break
from jospar.extract.readers.spans import SpannedCell, make_rows
from jospar.extract.readers.word.content import FLOW, PAGE, STRUCK, Content, Text, TextBox, WordTable, WordTableCell
from jospar.extract.readers.word.grid import WordGridCell, span_cells

_MARKS = str.maketrans({PAGE: BREAK, FLOW: None, "\t": " "})
_MARK = re.compile(f"[{PAGE}{FLOW}\t]")
_STRUCK_OUT = re.compile(f"{STRUCK}([^{STRUCK}]*){STRUCK}")
_FEWEST_TABS = 2
# Where a line that the writer ended is one of its own, not the first half of the next.
_LINE_OF_ITS_OWN = re.compile(rf"(?<=[.:;]){BREAK}|{BREAK}(?=\s*\d+(?:\.\d+)*[.)])")


@dataclass(slots=True)
class _WordComposer:
    """The blocks and findings so far; paragraphs and rows are counted through the document, as are tables."""

    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
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
            lines = [printed for line in _LINE_OF_ITS_OWN.split(page) if (printed := _printed(line))]
            for line in lines:
                self.lines += 1
                self.blocks.append(Paragraph(Cell(line, Place(line=self.lines))))
            if not lines and len(pages) == 1:
                self.blocks.append(Gap())
        if text.ends_section:
            self.blocks.append(Gap())

    def _add_tabbed(self, texts: Sequence[Text]) -> None:
        """Adds the rows of a table that is typed with tabs."""
        self.tables += 1
        for number, text in enumerate(texts):
            self._find_struck([text], Place(None, self.lines + number + 1, self.tables, number + 1))
        cells = [[SpannedCell(_printed(piece)) for piece in text.text.split("\t")] for text in texts]
        self.blocks.extend(make_rows(cells, self.tables, self.lines + 1))
        self.lines += len(texts)

    def _add_table(self, table: WordTable) -> None:
        """Adds the rows of a table, and behind them the tables and text boxes that stand in its cells.

        There is no gap between its rows, wherever a page ended when it was printed: Word makes no two rows of one.
        """
        cells = [[WordGridCell(cell.start, cell.start + cell.columns, cell.merge, _cell_text(cell)) for cell in row] for row in table.rows]
        self.tables += 1
        for number, row in enumerate(table.rows):
            texts = [content for cell in row for content in cell.contents if isinstance(content, Text)]
            self._find_struck(texts, Place(None, self.lines + number + 1, self.tables, number + 1))
        self.blocks.extend(make_rows(span_cells(cells, table.widths), self.tables, self.lines + 1))
        self.lines += len(table.rows)
        self.add(content for source in table.rows for cell in source for content in cell.contents if not isinstance(content, Text))

    def _find_struck(self, texts: Iterable[Text], place: Place) -> None:
        """Says for each text that something of it is printed and struck out, and so is not read."""
        for text in texts:
            if STRUCK in text.text and (struck := make_printed("".join(_STRUCK_OUT.findall(text.text)))):
                self.findings.append(Finding("cell_not_used", place, struck, "struck out"))


def compose(contents: Sequence[Content]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of a document, and what is struck out in it."""
    composer = _WordComposer()
    composer.add(contents)
    return tuple(composer.blocks), tuple(composer.findings)


def flatten(contents: Iterable[Content]) -> Iterator[str]:
    """The printed paragraphs of contents, whatever holds them."""
    for content in contents:
        match content:
            case Text():
                yield from filter(None, (_printed(content.text),))
            case TextBox():
                yield from flatten(content.contents)
            case WordTable():
                yield from flatten(inner for row in content.rows for cell in row for inner in cell.contents)


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


def _cell_text(cell: WordTableCell) -> str:
    """The paragraphs of a cell; what begins anew, as the items of a list do, on a line of its own."""
    text, is_item, is_joined = "", False, False
    for content in cell.contents:
        printed = _printed(content.text) if isinstance(content, Text) else ""
        if isinstance(content, Text) and printed:
            is_joined = bool(text)
            joint = "\n" if (is_item and content.is_item) or paragraph_break(text, printed) == "\n" else BREAK
            text, is_item = f"{text}{joint}{printed}" if text else printed, content.is_item
    return make_printed(text) if is_joined else text


def _printed(text: str) -> str:
    text = _STRUCK_OUT.sub("", text) if STRUCK in text else text
    return make_printed(text.translate(_MARKS) if _MARK.search(text) else text)


def _begins_page(text: str) -> bool:
    """Whether a page begins right before the text."""
    return FLOW in text and not text[: text.index(FLOW)].strip()
