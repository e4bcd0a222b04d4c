"""Makes the blocks of a document out of its pages: rows of tables that go on from page to page, paragraphs, and gaps between the pages.

The whole document is known here, so broken words are joined here. It must not know what a row or a paragraph says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from jospar.extract.document import Block, Cell, Finding, Gap, Paragraph, Place, Row
from jospar.extract.readers.line_joining import PrintedLine, PrintedWords, join_lines
from jospar.extract.readers.pdf.lines import PdfLine
from jospar.extract.readers.pdf.page import Box
from jospar.extract.readers.pdf.paragraphs import PageText, find_running, join_paragraphs
from jospar.extract.readers.pdf.row_continuations import join_cut_rows
from jospar.extract.readers.pdf.table_continuations import TablePart, make_parts
from jospar.extract.readers.pdf.tables import PageTable, PdfTableCell
from jospar.extract.readers.printed import make_printed


@dataclass(frozen=True, slots=True)
class PageParts:
    """One page: its number from 1, its text outside tables, its tables from the top; `is_picture` says that it shows what has no text,
    `struck` what was struck out, `hidden` the lines that nobody sees."""

    number: int
    text: PageText
    tables: tuple[PageTable, ...]
    is_picture: bool = False
    struck: tuple[str, ...] = ()
    hidden: tuple[PdfLine, ...] = ()


@dataclass(frozen=True, slots=True)
class _PageItem:
    """The lines of a block of text or a table, with where it begins."""

    top: float
    left: float
    content: tuple[PdfLine, ...] | PageTable


@dataclass(slots=True)
class _PdfComposer:
    """The blocks and findings so far, how many lines they are, how many rows each table has, and the cells that may still go on."""

    words: PrintedWords
    running: set[int]
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    lines: int = 0
    rows: dict[int, int] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)


def compose(pages: Sequence[PageParts], known: Iterable[str]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of all pages in reading order, and what is doubtful in them; `known` are words that it may break."""
    running = find_running([page.text for page in pages])
    items = [_items(page, running) for page in pages]
    parts = make_parts([[item.content if isinstance(item.content, PageTable) else None for item in own] for own in items])
    left, right = _margins(items)
    words = PrintedWords(_texts(items, parts, right - left), known)
    parts = _join_rows(parts, _floors(pages, items), words)
    composer = _PdfComposer(words, running)
    for page, own, tables in zip(pages, items, parts, strict=True):
        if composer.blocks:
            composer.blocks.append(Gap())
        if page.is_picture:
            composer.findings.append(Finding("page_not_read", Place(page=page.number), f"page {page.number}"))
        for text in page.struck:
            composer.findings.append(Finding("cell_not_used", Place(page=page.number), text, "struck out"))
        for line in page.text.lines:
            if id(line) in running and line.text:
                _add_paragraph(composer, page.number, (line,))
        for item, part in zip(own, tables, strict=True):
            if part is not None:
                _add_table(composer, part)
            elif not isinstance(item.content, PageTable):
                for paragraph in join_paragraphs(item.content, *_sides(item, own, left, right)):
                    _add_paragraph(composer, page.number, paragraph)
    return tuple(composer.blocks), tuple(composer.findings)


def hidden_cells(pages: Iterable[PageParts]) -> Iterator[Cell]:
    """The texts that nobody sees, line by line."""
    for page in pages:
        for line in page.hidden:
            yield Cell(make_printed(line.text), Place(page=page.number, bbox=_bbox(line.box)))


def _items(page: PageParts, running: set[int]) -> list[_PageItem]:
    """What stands on a page, without its running lines, from the top."""
    items = [_PageItem(table.box[1], table.box[0], table) for table in page.tables]
    for block in page.text.blocks:
        for lines in _between_tables([line for line in block if id(line) not in running], page.tables):
            items.append(_PageItem(lines[0].box[1], lines[0].box[0], lines))
    return sorted(items, key=lambda item: (round(item.top), item.left))


def _between_tables(lines: Sequence[PdfLine], tables: Sequence[PageTable]) -> Iterator[tuple[PdfLine, ...]]:
    """The lines of a block, cut where a table stands between two of them."""
    part: list[PdfLine] = []
    for line in lines:
        if part and any(part[-1].box[1] < table.box[1] < line.box[1] for table in tables):
            yield tuple(part)
            part = []
        part.append(line)
    if part:
        yield tuple(part)


def _join_rows(parts: Sequence[Sequence[TablePart | None]], floors: dict[int, float], words: PrintedWords) -> list[list[TablePart | None]]:
    """All parts of tables, those of one table made whole where pages cut it."""
    tables = sorted((part for page in parts for part in page if part), key=lambda part: part.number)
    joined: dict[tuple[int, int], TablePart] = {}
    for number, chain in groupby(tables, key=lambda part: part.number):
        joined.update(((part.table.page, number), part) for part in join_cut_rows(list(chain), floors, words))
    return [[part and joined[part.table.page, part.number] for part in page] for page in parts]


def _floors(pages: Sequence[PageParts], items: Sequence[Sequence[_PageItem]]) -> dict[int, float]:
    """For each page how far down text reaches on any page of its height."""
    lowest: dict[float, float] = {}
    for page, own in zip(pages, items, strict=True):
        bottoms = [item.content.box[3] if isinstance(item.content, PageTable) else item.content[-1].box[3] for item in own]
        lowest[page.text.height] = max([*bottoms, lowest.get(page.text.height, 0.0)])
    return {page.number: lowest[page.text.height] for page in pages}


def _texts(
    items: Sequence[Sequence[_PageItem]], parts: Sequence[Sequence[TablePart | None]], width: float
) -> Iterator[tuple[list[PrintedLine], float]]:
    """The lines of each text of the document with the width that they stand in."""
    for own in items:
        for item in own:
            if not isinstance(item.content, PageTable):
                yield [line.measured for line in item.content if line.text], width
    for page in parts:
        for part in page:
            for cell in part.whole_cells() if part else ():
                yield [line.measured for line in cell.lines], part.inner_width(cell) if part else 0.0


def _margins(items: Sequence[Sequence[_PageItem]]) -> tuple[float, float]:
    """From where to where the text of the pages runs."""
    boxes: list[Box] = []
    for item in (item for own in items for item in own):
        boxes.extend([item.content.box] if isinstance(item.content, PageTable) else [line.box for line in item.content])
    return min((box[0] for box in boxes), default=0.0), max((box[2] for box in boxes), default=0.0)


def _sides(item: _PageItem, others: Sequence[_PageItem], left: float, right: float) -> tuple[float, float]:
    """From where to where the lines of a block run: between the margins, or its own sides where another block stands beside it."""
    x0, top, x1, bottom = _box_of(item)
    beside = [box for box in map(_box_of, others) if box[1] < bottom and top < box[3]]
    return (x0 if any(box[2] <= x0 for box in beside) else left), (x1 if any(box[0] >= x1 for box in beside) else right)


def _box_of(item: _PageItem) -> Box:
    return item.content.box if isinstance(item.content, PageTable) else _around([line.box for line in item.content])


def _add_paragraph(composer: _PdfComposer, page: int, lines: Sequence[PdfLine]) -> None:
    composer.lines += 1
    place = Place(page, composer.lines, None, None, None, _bbox(_around([line.box for line in lines])))
    # Its lines were joined since each was full, be it to the margin of a narrower block.
    full = max(line.box[2] - line.box[0] for line in lines)
    unread = next((line.unread for line in lines if line.unread), None)
    text = _join(composer, [line.measured for line in lines], full, place) if lines[0].text else ""
    composer.blocks.append(Paragraph(Cell(text, place, unread=unread), runs=id(lines[0]) in composer.running))


def _add_table(composer: _PdfComposer, part: TablePart) -> None:
    """The rows of a table on one page, in the columns that it has on all of its pages together."""
    table, columns = part.table, part.columns
    rows = [row for row in range(len(table.ys) - 1) if row not in part.joined]
    numbers = {row: number for number, row in enumerate(rows, 1)}
    before = composer.rows.get(part.number, 0)
    if not table.is_ruled and not before:
        place = Place(table.page, composer.lines + 1, part.number, 1, None, _bbox(table.box))
        composer.findings.append(Finding("columns_unruled", place, f"{part.width} columns"))
    slots: dict[int, list[Cell | None]] = {row: [None] * part.width for row in rows}
    for index, cell in enumerate(table.cells):
        own = [row for row in range(cell.at.row, cell.at.row + cell.at.rows) if row in slots]
        if not own:
            continue
        number, first, last = numbers[own[0]], columns[cell.at.column], columns[cell.at.column + cell.at.columns]
        place = Place(table.page, composer.lines + number, part.number, before + number, first + 1, _bbox(cell.at.box))
        goes_on_with = (part.merged or {}).get(index)
        made = composer.cells.get(id(goes_on_with)) if goes_on_with else None
        made = made or _make_cell(composer, part, cell, place)
        composer.cells[id(cell)] = made
        for row in own:
            slots[row][first:last] = [made] * (last - first)
    if table.is_doubtful:
        place = Place(table.page, composer.lines + 1, part.number, before + 1, None, _bbox(table.box))
        composer.findings.append(Finding("rows_unruled", place, f"page {table.page}"))
    for row, number in numbers.items():
        whole = _bbox((table.xs[0], table.ys[row], table.xs[-1], table.ys[row + 1]))
        place = Place(table.page, composer.lines + number, part.number, before + number, None, whole)
        blank = (Cell("", place._replace(column=column, bbox=None)) for column in range(1, part.width + 1))
        composer.blocks.append(Row(tuple(cell or empty for cell, empty in zip(slots[row], blank, strict=True)), place))
    composer.lines += len(rows)
    composer.rows[part.number] = before + len(rows)


def _make_cell(composer: _PdfComposer, part: TablePart, cell: PdfTableCell, place: Place) -> Cell:
    unread = cell.unread or next((line.unread for line in cell.lines if line.unread), None)
    if not cell.lines:
        return Cell("", place, unread=unread)
    lines, width = [line.measured for line in cell.lines], part.inner_width(cell)
    text = _join(composer, lines, width, place)
    if cell.overflows:
        composer.findings.append(Finding("cell_overflows", place, text))
    if cell.at.row in part.table.doubtful_rows:
        composer.findings.append(Finding("rows_unruled", place, text))
    if any(cell is half for half in part.halves):
        composer.findings.append(Finding("continuation_doubtful", place, text))
    if any(cell is first for first in part.rows):
        composer.findings.append(Finding("row_doubtful", place, text))
    return Cell(text, place, max(0, int((width - lines[-1].width) / (lines[-1].width / len(lines[-1].text)))), unread)


def _join(composer: _PdfComposer, lines: Sequence[PrintedLine], width: float, place: Place) -> str:
    """The text of lines; what is doubtful in it is told once, however often the document prints the same."""
    text, doubtful = join_lines(lines, width, composer.words)
    if doubtful and text not in composer.doubts:
        composer.doubts.add(text)
        composer.findings.append(Finding("line_break_doubtful", place, "; ".join(dict.fromkeys(doubtful))))
    return make_printed(text)


def _around(boxes: Sequence[Box]) -> Box:
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def _bbox(box: Box) -> str:
    return ",".join(f"{side:.1f}" for side in box)
