"""Makes the blocks of a document out of its pages: rows of tables that go on from page to page, paragraphs, and gaps between the pages.

The whole document is known here, so broken words are joined here. It must not know what a row or a paragraph says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.document import Block, Cell, Finding, Gap, Paragraph, Place, Row
from extract.readers.pdf.columns import go_on, unite
from extract.readers.pdf.lines import TextLine
from extract.readers.pdf.page import Box
from extract.readers.pdf.paragraphs import PageText, find_running, join_paragraphs
from extract.readers.pdf.tables import PageTable, TableCell
from extract.wrap import PrintedLine, Words, join_lines

# The widest padding of a cell, in points.
_PADDING = 8.0
# Of the height of the type: an average letter.
_LETTER = 0.5


@dataclass(frozen=True, slots=True)
class PageParts:
    """One page: its number from 1, its text outside tables, its tables from top to bottom; `is_picture` says that it shows what has no text."""

    number: int
    text: PageText
    tables: tuple[PageTable, ...]
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """The lines of a block of text or a table, with where it begins."""

    top: float
    left: float
    content: tuple[TextLine, ...] | PageTable


@dataclass(slots=True)
class _Composer:
    """The blocks and findings so far, and how many lines and tables they are."""

    words: Words
    running: set[int]
    columns: dict[int, list[int]]
    chains: dict[int, int]
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: int = 0
    rows: dict[int, int] = field(default_factory=dict)


def compose(pages: Sequence[PageParts]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of all pages in reading order, and what is doubtful in them."""
    running = find_running([page.text for page in pages])
    items = [_items(page, running) for page in pages]
    columns, chains = _number_columns(items)
    left, right = _margins(pages, running)
    composer = _Composer(Words(_texts(pages, right - left)), running, columns, chains)
    for page, own in zip(pages, items, strict=True):
        if composer.blocks:
            composer.blocks.append(Gap())
        if page.is_picture:
            composer.findings.append(Finding("page_not_read", Place(page=page.number), f"page {page.number}"))
        for line in page.text.lines:
            if id(line) in running:
                _add_paragraph(composer, page.number, (line,), right - left)
        for item in own:
            if isinstance(item.content, PageTable):
                _add_table(composer, item.content)
            else:
                for paragraph in join_paragraphs(item.content, left, right):
                    _add_paragraph(composer, page.number, paragraph, right - left)
    return tuple(composer.blocks), tuple(composer.findings)


def _items(page: PageParts, running: set[int]) -> list[_Item]:
    """What stands on a page, without its running lines, from the top."""
    items = [_Item(table.box[1], table.box[0], table) for table in page.tables]
    for block in page.text.blocks:
        for lines in _between_tables([line for line in block if id(line) not in running], page.tables):
            items.append(_Item(lines[0].box[1], lines[0].box[0], lines))
    return sorted(items, key=lambda item: (round(item.top), item.left))


def _between_tables(lines: Sequence[TextLine], tables: Sequence[PageTable]) -> Iterator[tuple[TextLine, ...]]:
    """The lines of a block, cut where a table stands between two of them."""
    part: list[TextLine] = []
    for line in lines:
        if part and any(part[-1].box[1] < table.box[1] < line.box[1] for table in tables):
            yield tuple(part)
            part = []
        part.append(line)
    if part:
        yield tuple(part)


def _number_columns(items: Sequence[Sequence[_Item]]) -> tuple[dict[int, list[int]], dict[int, int]]:
    """By the id of each table the numbers of its columns, and the number of the table that it is a part of.

    The first thing on a page, if it is a table, goes on with the last on the page before, if that is one with the same columns.
    """
    chains: list[list[PageTable]] = []
    last: PageTable | None = None
    for own in items:
        for position, item in enumerate(own):
            table = item.content
            if isinstance(table, PageTable):
                if position == 0 and last is not None and go_on(last.xs, table.xs):
                    chains[-1].append(table)
                else:
                    chains.append([table])
        if own:
            last = own[-1].content if isinstance(own[-1].content, PageTable) else None
    columns: dict[int, list[int]] = {}
    numbers: dict[int, int] = {}
    for number, chain in enumerate(chains, 1):
        for table, edges in zip(chain, unite([table.xs for table in chain]), strict=True):
            columns[id(table)], numbers[id(table)] = edges, number
    return columns, numbers


def _texts(pages: Sequence[PageParts], width: float) -> Iterator[tuple[list[PrintedLine], float]]:
    """The lines of each text of the document with the width that they stand in."""
    for page in pages:
        for block in page.text.blocks:
            yield [line.measured for line in block], width
        for table in page.tables:
            padding = _padding(table)
            for cell in table.cells:
                yield [line.measured for line in cell.lines], _inner_width(cell, padding)


def _margins(pages: Sequence[PageParts], running: set[int]) -> tuple[float, float]:
    """From where to where the text of the pages runs."""
    boxes = [line.box for page in pages for line in page.text.lines if id(line) not in running]
    boxes += [table.box for page in pages for table in page.tables]
    return min((box[0] for box in boxes), default=0.0), max((box[2] for box in boxes), default=0.0)


def _add_paragraph(composer: _Composer, page: int, lines: Sequence[TextLine], width: float) -> None:
    composer.lines += 1
    text, doubtful = join_lines([line.measured for line in lines], width, composer.words)
    place = Place(page, composer.lines, None, None, None, _bbox(_around([line.box for line in lines])))
    composer.blocks.append(Paragraph(Cell(text, place), runs=id(lines[0]) in composer.running))
    composer.findings.extend(Finding("line_break_doubtful", place, joint) for joint in doubtful)


def _add_table(composer: _Composer, table: PageTable) -> None:
    """The rows of a table on one page, in the columns that it has on all of its pages together."""
    edges, number = composer.columns[id(table)], composer.chains[id(table)]
    padding = _padding(table)
    width = max(composer.columns[other][-1] for other, chain in composer.chains.items() if chain == number)
    height = len(table.ys) - 1
    slots: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    first_row = composer.rows.get(number, 0)
    for cell in table.cells:
        at = cell.at
        place = Place(
            table.page, composer.lines + at.row + 1, number, first_row + at.row + 1, edges[at.column] + 1, _bbox(at.box)
        )
        made = _make_cell(composer, cell, place, padding)
        for line in slots[at.row : at.row + at.rows]:
            line[edges[at.column] : edges[at.column + at.columns]] = [made] * (edges[at.column + at.columns] - edges[at.column])
    for index, line in enumerate(slots):
        place = Place(table.page, composer.lines + index + 1, number, first_row + index + 1)
        blank = (Cell("", place._replace(column=column)) for column in range(1, width + 1))
        composer.blocks.append(Row(tuple(cell or empty for cell, empty in zip(line, blank, strict=True)), place))
    composer.lines += height
    composer.rows[number] = first_row + height


def _make_cell(composer: _Composer, cell: TableCell, place: Place, padding: float) -> Cell:
    if not cell.lines:
        return Cell("", place)
    lines = [line.measured for line in cell.lines]
    width = _inner_width(cell, padding)
    text, doubtful = join_lines(lines, width, composer.words)
    composer.findings.extend(Finding("line_break_doubtful", place, joint) for joint in doubtful)
    if cell.overflows:
        composer.findings.append(Finding("cell_overflows", place, text))
    last = lines[-1]
    return Cell(text, place, max(0, int((width - last.width) / (_LETTER * last.height))))


def _inner_width(cell: TableCell, padding: float) -> float:
    return cell.at.box[2] - cell.at.box[0] - 2 * padding


def _padding(table: PageTable) -> float:
    """How far text stays away from the borders of its cells, on either side, in points."""
    sides = [min(line.box[0] for line in cell.lines) - cell.at.box[0] for cell in table.cells if cell.lines and not cell.overflows]
    return min(max(min(sides, default=0.0), 0.0), _PADDING)


def _around(boxes: Sequence[Box]) -> Box:
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def _bbox(box: Box) -> str:
    return ",".join(f"{side:.1f}" for side in box)
