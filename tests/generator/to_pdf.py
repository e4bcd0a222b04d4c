"""Draws a set-out document as a PDF with reportlab: each line of text and each ruling line by its own place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.generator.fonts import register
from tests.generator.layouts import Layout, Rules, Turn
from tests.generator.sheet import Block, Grid, GridCell, Line, Role, Style
from tests.generator.to_text import printed
from tests.generator.typeset import PADDING, column_widths, wrap, wrap_all

_LEADING = 1.2
_RUNNING_SIZE = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that is ready to be drawn: its lines, and from which column and over how many columns and rows it stands."""

    lines: tuple[str, ...]
    left: float
    right: float
    rows: int
    bold: bool
    centred: bool


Row = tuple[Box, ...]


def cover_of(layout: Layout) -> Layout:
    """The upright page of approval and title."""
    return replace(layout, width=min(layout.width, layout.height), height=max(layout.width, layout.height), turn=Turn.NONE, running=False)


def write_pdf(blocks: tuple[Block, ...], layout: Layout, running: str = "") -> bytes:
    """The bytes of a PDF; `running` is the line at the head of each page, where the layout has one."""
    pages = _Pages(layout, running)
    for block in blocks:
        if isinstance(block, Grid):
            pages.draw_grid(block)
        elif isinstance(block, Line):
            pages.draw_line(block)
        else:
            pages.end_cover()
    return pages.finish()


class _Pages:
    """The page that is being drawn, and how far down it is filled."""

    def __init__(self, layout: Layout, running: str) -> None:
        self.inside, self.running = layout, running
        self.layout = cover_of(layout) if layout.cover else layout
        self.font, self.bold = register(layout.font)
        self.leading = layout.size * _LEADING
        self.random = Random(layout.name)
        self.file = BytesIO()
        self.canvas = Canvas(self.file, invariant=1)
        self.number = 0
        self.start_page()

    def start_page(self) -> None:
        if self.number:
            self.canvas.showPage()
        self.number += 1
        size = (self.layout.width, self.layout.height)
        # reportlab swaps the sides of a page that is marked as turned.
        self.canvas.setPageSize(size[::-1] if self.layout.turn is Turn.TEXT else size)
        self.canvas.setPageRotation(90 if self.layout.turn is Turn.PAGE else 0)
        if self.layout.turn is not Turn.NONE:
            self.canvas.transform(0, 1, -1, 0, self.layout.height, 0)
        self.left = self.layout.margin + self.layout.drift * (1 + self.random.uniform(-1, 1))
        self.top = self.layout.margin
        self.canvas.setLineWidth(0.5)
        if self.layout.running:
            self.text(self.running, self.layout.margin, self.layout.margin - 12, _RUNNING_SIZE)
            self.text(str(self.number), self.layout.width / 2, self.layout.height - self.layout.margin + 14, _RUNNING_SIZE)

    def end_cover(self) -> None:
        self.layout = self.inside
        self.start_page()

    def finish(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()

    @property
    def room(self) -> float:
        return self.layout.height - self.layout.margin - self.top

    def measure(self, text: str, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, self.bold if bold else self.font, self.layout.size))

    def text(self, text: str, x: float, top: float, size: float, bold: bool = False, word_space: float = 0) -> None:
        """A line of text; `top` is where its type begins. A text between justified margins is drawn word by word."""
        self.canvas.setFont(self.bold if bold else self.font, size)
        baseline = self.layout.height - top - size * 0.9
        for word in text.split(" ") if word_space else [text]:
            self.canvas.drawString(x, baseline, word)
            x += self.measure(word, bold) + word_space

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> None:
        self.canvas.line(x0, self.layout.height - top0, x1, self.layout.height - top1)

    def draw_line(self, line: Line) -> None:
        width = self.layout.width - 2 * self.layout.margin
        bold = line.style in (Style.TITLE, Style.HEADING)
        if line.style is Style.APPROVAL:
            width *= 0.45
        lines = wrap(printed(line), width, lambda text: self.measure(text, bold), self.layout.hyphens)
        for number, text in enumerate(lines, start=1):
            if self.room < self.leading:
                self.start_page()
            space = width - self.measure(text, bold)
            x = self.layout.margin + {Style.APPROVAL: width / 0.45 - width + space, Style.TITLE: space / 2}.get(line.style, 0)
            spread = self.spread(text, space, bold) if line.style is Style.PLAIN and number < len(lines) else 0
            self.text(text, x, self.top, self.layout.size, bold, spread)
            self.top += self.leading
        self.top += 0 if line.style is Style.APPROVAL else self.leading * 0.4

    def spread(self, text: str, space: float, bold: bool) -> float:
        """The width of a space in a justified line, 0 where lines are not justified."""
        gaps = text.count(" ")
        return self.measure(" ", bold) + space / gaps if self.layout.justified and gaps else 0

    def draw_grid(self, grid: Grid) -> None:
        edges = [0.0, *accumulate(column_widths(grid, self.layout, self.measure))]
        header = self.boxes(grid, grid.header, edges, is_header=True)
        rows = self.boxes(grid, grid.rows, edges, is_header=False)
        if self.room < self.height(header) + 2 * self.leading:
            self.start_page()
        self.draw_header(header)
        for row in rows:
            self.draw_row(row, header)
        if self.layout.rules is Rules.HEADER:
            self.rule(self.left, self.top, self.left + edges[-1], self.top)
        self.top += self.leading * 0.5

    def boxes(self, grid: Grid, rows: Sequence[Sequence[GridCell]], edges: Sequence[float], is_header: bool) -> list[Row]:
        covered = [0] * len(grid.roles)
        result = []
        for row in rows:
            boxes: list[Box] = []
            column = 0
            for cell in row:
                while covered[column]:
                    covered[column] -= 1
                    column += 1
                boxes.append(self.box(cell, edges[column], edges[column + cell.columns], is_header or grid.roles[column] is Role.YEAR))
                covered[column : column + cell.columns] = [cell.rows - 1] * cell.columns
                column += cell.columns
            for index in range(column, len(covered)):
                covered[index] -= 1 if covered[index] else 0
            result.append(tuple(boxes))
        return result

    def box(self, cell: GridCell, left: float, right: float, centred: bool) -> Box:
        bold = cell.style is Style.HEADING
        lines = wrap_all(printed(cell), right - left - 2 * PADDING, lambda text: self.measure(text, bold), self.layout.hyphens)
        return Box(tuple(lines), left, right, cell.rows, bold, centred)

    def row_height(self, row: Row) -> float:
        return max(len(box.lines) for box in row if box.rows == 1) * self.leading + PADDING

    def height(self, rows: Sequence[Row]) -> float:
        return sum(self.heights(rows))

    def heights(self, rows: Sequence[Row]) -> list[float]:
        """The height of each row; cells over several rows stretch the last of them."""
        heights = [self.row_height(row) for row in rows]
        for index, row in enumerate(rows):
            for box in row:
                lacking = len(box.lines) * self.leading + PADDING - sum(heights[index : index + box.rows])
                if lacking > 0:
                    heights[index + box.rows - 1] += lacking
        return heights

    def draw_header(self, rows: Sequence[Row]) -> None:
        heights = self.heights(rows)
        top = self.top
        for index, row in enumerate(rows):
            for box in row:
                height = sum(heights[index : index + box.rows])
                self.draw_box(box, box.lines, top, height)
            top += heights[index]
        if self.layout.rules is Rules.HEADER:
            for edge in (self.top, top):
                self.rule(self.left, edge, self.left + max(box.right for row in rows for box in row), edge)
        self.top = top

    def draw_row(self, row: Row, header: Sequence[Row]) -> None:
        """A row, on the next page where it does not fit; cut where the layout lets rows break and two lines fit."""
        start = 0
        count = max(len(box.lines) for box in row)
        while start < count:
            fitting = int((self.room - PADDING) // self.leading)
            may_break = self.layout.rows_break and fitting >= 2
            if fitting < count - start and not may_break and self.top > self.layout.margin + self.height(header):
                self.start_page()
                if self.layout.header_repeats:
                    self.draw_header(header)
                continue
            part = list(self.part(row, start, start + max(1, fitting)))
            height = max(len(lines) for _, lines in part) * self.leading + PADDING
            for box, lines in part:
                self.draw_box(box, lines, self.top, height)
            self.top += height
            start += max(1, fitting)

    @staticmethod
    def part(row: Row, start: int, end: int) -> Iterator[tuple[Box, tuple[str, ...]]]:
        return ((box, box.lines[start:end]) for box in row)

    def draw_box(self, box: Box, lines: Sequence[str], top: float, height: float) -> None:
        left, right = self.left + box.left, self.left + box.right
        for number, text in enumerate(lines):
            space = right - left - 2 * PADDING - self.measure(text, box.bold)
            is_last = text == box.lines[-1] and number == len(lines) - 1
            spread = 0 if box.centred or is_last else self.spread(text, space, box.bold)
            x = left + PADDING + (space / 2 if box.centred else 0)
            self.text(text, x, top + PADDING / 2 + number * self.leading, self.layout.size, box.bold, spread)
        if self.layout.rules is Rules.GRID:
            self.canvas.rect(left, self.layout.height - top - height, right - left, height)
        elif self.layout.rules is Rules.ROWS:
            for edge in (top, top + height):
                self.rule(left, edge, right, edge)
