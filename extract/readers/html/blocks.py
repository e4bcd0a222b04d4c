"""Gives lines and tables their places in the document.

It must not know where they come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from jospar.extract.document import Block, Cell, Finding, Gap, Paragraph, Place, Row
from jospar.extract.readers.html.flow import Break, Flow, HtmlLine, HtmlTable
from jospar.extract.readers.printed import make_printed, on_its_line
from jospar.extract.readers.spans import SpannedCell, hidden_cells, make_rows

_TAG = re.compile(r"<[^<>]*>")


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
    hidden: list[Cell] = field(default_factory=list)
    _lines: Counter[int] = field(default_factory=Counter)

    def write(self, flow: Flow) -> None:
        """The blocks of a flow. Raises UnreadableDocument: too_many_columns."""
        rows: list[list[HtmlLine]] = []
        for item in flow.items:
            if isinstance(item, HtmlLine) and item.is_kept and "\t" in item.text.strip():
                pieces = item.text.split("\t")
                rows.append([*(HtmlLine(piece) for piece in pieces[:-1]), replace(item, text=pieces[-1])])
                continue
            self.write_texts(rows)
            rows = []
            match item:
                case HtmlLine():
                    self.write_line(item)
                case Break():
                    self.write_gap()
                case HtmlTable():
                    self._write_grid(item)
        self.write_texts(rows)

    def write_gap(self) -> None:
        """A place where the paper may have been cut."""
        self.blocks.append(Gap())

    def write_line(self, line: HtmlLine) -> None:
        """A line of text, if anything is left of it; where one line of a file holds several, the column tells them apart."""
        before = self._lines[self.line]
        place = Place(line=self.line, column=before + 1 if before else None)
        self._find_struck([line], place)
        if line.hidden and not line.runs:
            self.hidden.append(Cell(line.hidden, place))
        text, unread = make_printed(on_its_line(line.text)), None if line.runs or line.is_emblem else line.unread
        if text or unread:
            self.blocks.append(Paragraph(Cell(text, place, unread=unread), runs=line.runs, depth=line.depth))
            self._lines[self.line] += 1
            self.line += self.step

    def hide_lines(self, lines: Sequence[str], first: int) -> None:
        """Lines of a file that nobody sees; `first` is the number of the first."""
        texts = ((number, make_printed(_TAG.sub("", text))) for number, text in enumerate(lines, first))
        self.hidden.extend(Cell(text, Place(line=number)) for number, text in texts if text)

    def _write_grid(self, grid: HtmlTable) -> None:
        self.write_table([[(cell.line, cell.columns, cell.rows) for cell in row] for row in grid.rows])

    def write_table(self, rows: Sequence[Sequence[tuple[HtmlLine, int, int]]], lines: Sequence[int] = ()) -> None:
        """The rows of a table, each cell with the columns and rows that it reaches over; `lines` as of `write_rows`."""
        for number, row in enumerate(rows):
            line = lines[number] if lines else self.line + number * self.step
            self._find_struck([text for text, _, _ in row], Place(None, line, self.table + 1, number + 1))
        self.write_rows([[_spanned(text, columns, down) for text, columns, down in row] for row in rows], lines)

    def write_texts(self, texts: Sequence[Sequence[HtmlLine]], lines: Sequence[int] = ()) -> None:
        """The rows of a table without merged cells."""
        for number, row in enumerate(texts):
            self._find_struck(row, Place(line=lines[number] if lines else self.line + number))
        self.write_rows([[_spanned(line) for line in row] for row in texts], lines)

    def write_rows(self, rows: Sequence[Sequence[SpannedCell]], lines: Sequence[int] = ()) -> None:
        """The rows of a table, if any shows something; `lines` are their numbers where they are not the next ones."""
        if any(cell.text or cell.unread or cell.hidden for row in rows for cell in row):
            self.table += 1
            lines = lines or [self.line + number * self.step for number in range(len(rows))]
            placed = make_rows(rows, self.table, self.line, lines)
            self.hidden.extend(hidden_cells(rows, placed))
            self.blocks.extend(_without_empty_columns(placed))
            self.line += len(rows) * self.step

    def _find_struck(self, lines: Iterable[HtmlLine], place: Place) -> None:
        """Says that something is printed and struck out, and so is not read."""
        self.findings.extend(Finding("cell_not_used", place, line.struck, "struck out") for line in lines if line.struck)


def _spanned(line: HtmlLine, columns: int = 1, rows: int = 1) -> SpannedCell:
    return SpannedCell(make_printed(line.text, keeps_lines=True), columns, rows, line.unread, (line.hidden,) if line.hidden else ())


def _without_empty_columns(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows without the columns on the right in which nothing begins: a span that is wider than its table adds none."""
    width = max((cell.place.column or 0 for row in rows for cell in row.cells if cell.text or cell.unread), default=1)
    for row in rows:
        yield Row(row.cells[:width], row.place) if width < len(row.cells) else row
