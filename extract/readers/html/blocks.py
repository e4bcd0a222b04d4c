"""Gives lines and tables their places in the document.

It must not know where they come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jospar.extract.document import Block, Cell, Finding, Gap, Paragraph, Place, Row
from jospar.extract.readers.html.flow import Break, Flow, HtmlLine, HtmlTable, join_lines
from jospar.extract.readers.printed import make_printed
from jospar.extract.readers.spans import SpannedCell, make_rows


@dataclass(slots=True)
class BlockWriter:
    """Numbers the blocks of a document as they come; `line` is the number of the next, `step` how far the next but one is.

    A step of 0 gives all blocks one number: where they come from one line of a file.
    """

    line: int = 1
    step: int = 1
    table: int = 0
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _lines: Counter[int] = field(default_factory=Counter)

    def write(self, flow: Flow) -> None:
        """The blocks of a flow. Raises UnreadableDocument: too_many_columns."""
        rows: list[list[SpannedCell]] = []
        for item in flow.items:
            if isinstance(item, HtmlLine) and item.is_kept and "\t" in item.text.strip():
                rows.append([SpannedCell(make_printed(text)) for text in item.text.split("\t")])
                self.find_struck(item, Place(line=self.line + len(rows) - 1))
                continue
            self.write_rows(rows)
            rows = []
            match item:
                case HtmlLine():
                    self.write_line(item)
                case Break():
                    self.write_gap()
                case HtmlTable():
                    self._write_grid(item)
        self.write_rows(rows)

    def write_gap(self) -> None:
        """A place where the paper may have been cut."""
        self.blocks.append(Gap())

    def write_line(self, line: HtmlLine) -> None:
        """A line of text, if anything is left of it; where one line of a file holds several, the column tells them apart."""
        before = self._lines[self.line]
        place = Place(line=self.line, column=before + 1 if before else None)
        self.find_struck(line, place)
        if text := make_printed(line.text):
            self.blocks.append(Paragraph(Cell(text, place), runs=line.runs))
            self._lines[self.line] += 1
            self.line += self.step

    def _write_grid(self, grid: HtmlTable) -> None:
        """A table, and the tables inside its cells right after it."""
        texts = [[join_lines(cell.flow.items) for cell in row] for row in grid.rows]
        rows = [
            [SpannedCell(line.text, cell.columns, cell.rows) for cell, line in zip(cells, lines, strict=True)]
            for cells, lines in zip(grid.rows, texts, strict=True)
        ]
        for number, lines in enumerate(texts):
            place = Place(None, self.line + number * self.step, self.table + 1, number + 1)
            for line in lines:
                self.find_struck(line, place)
        self.write_rows(rows)
        for cell in grid.cells():
            for item in cell.flow.items:
                if isinstance(item, HtmlTable):
                    self._write_grid(item)

    def write_rows(self, rows: Sequence[Sequence[SpannedCell]], lines: Sequence[int] = ()) -> None:
        """The rows of a table, if any says something; `lines` are their numbers where they are not the next ones."""
        if any(cell.text for row in rows for cell in row):
            self.table += 1
            lines = lines or [self.line + number * self.step for number in range(len(rows))]
            self.blocks.extend(_without_empty_columns(make_rows(rows, self.table, self.line, lines)))
            self.line += len(rows) * self.step

    def find_struck(self, line: HtmlLine, place: Place) -> None:
        """Says that something is printed and struck out, and so is not read."""
        if line.struck:
            self.findings.append(Finding("cell_not_used", place, line.struck, "struck out"))


def _without_empty_columns(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows without the columns on the right in which no text begins: a span that is wider than its table adds none."""
    width = max(cell.place.column or 0 for row in rows for cell in row.cells if cell.text)
    for row in rows:
        yield Row(row.cells[:width], row.place) if width < len(row.cells) else row
