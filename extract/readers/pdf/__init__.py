"""Reads PDF files with a text layer: ruled and unruled tables cell by cell, the text around them as paragraphs.

It composes the steps, which know the rest: an engine gives pages (pdfium, plumber); grid, tables and unruled find tables;
table_continuations and row_continuations join what pages cut; paragraphs and compose make the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jospar.extract.document import RawDocument, SourceKind, UnreadableDocument
from jospar.extract.readers.pdf.checks import check_text
from jospar.extract.readers.pdf.compose import PageParts, compose, hidden_cells
from jospar.extract.readers.pdf.drawn_minus import with_drawn_minus
from jospar.extract.readers.pdf.grid import find_grids
from jospar.extract.readers.pdf.letter_spacing import without_letter_spacing
from jospar.extract.readers.pdf.lines import make_line, make_lines
from jospar.extract.readers.pdf.open_grids import with_outer_columns
from jospar.extract.readers.pdf.page import PageContent
from jospar.extract.readers.pdf.paragraphs import PageText, find_blocks
from jospar.extract.readers.pdf.row_splitting import split_rows
from jospar.extract.readers.pdf.struck import without_struck
from jospar.extract.readers.pdf.tables import PageTable, fill_grids
from jospar.extract.readers.pdf.unread import find_outside, with_unread
from jospar.extract.readers.pdf.unruled import find_unruled
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.extract.words.common_words import common_words
from jospar.extract.words.labels import label_words

_END, _OBJECT = b"%%EOF", re.compile(rb"\b\d{1,10} \d{1,5} obj\b")


def read(data: bytes, name: str, engine: str = PDF_ENGINES[0]) -> RawDocument:
    """The rows and paragraphs of a PDF; `engine`, one of PDF_ENGINES, takes the pages from it.

    Raises UnreadableDocument: encrypted_file, damaged_file, scan_not_read, text_layer_garbage, too_many_pages, page_too_complex.
    """
    _check_end(data)
    pages: list[PageParts] = []
    for page in _read_pages(data, engine):
        pages.append(read_page(page, pages[-1] if pages else None))
    with_text = [page for page in pages if _has_text(page)]
    pictures = sum(page.is_picture or bool(page.text.blocks) for page in pages if not _has_text(page))
    # A printed cover, with no table on it, does not make a scan a document that is read.
    if pictures > len(with_text) and not any(page.tables for page in with_text):
        raise UnreadableDocument("scan_not_read", f"{pictures} of {len(pages)} pages")
    if not with_text:
        raise UnreadableDocument("empty_file", "no page has any text")
    check_text(_texts(pages))
    blocks, findings = compose(pages, label_words() | common_words())
    return RawDocument(name, SourceKind.PDF, None, len(pages), blocks, findings, tuple(hidden_cells(pages)))


def _has_text(page: PageParts) -> bool:
    return not page.is_picture and (bool(page.tables) or any(line.text for line in page.text.lines))


def _check_end(data: bytes) -> None:
    """Raises UnreadableDocument: damaged_file where a file is cut short in what follows the end of an earlier or a smaller version in it.

    Files that were added to, or are written so that their first page shows early, have such ends; engines would read them up to there.
    """
    end = data.rfind(_END)
    if end >= 0 and _OBJECT.search(data, end):
        raise UnreadableDocument("damaged_file", "it is cut short")


def _read_pages(data: bytes, engine: str) -> Iterator[PageContent]:
    if engine == PDF_ENGINES[1]:
        from jospar.extract.readers.pdf import plumber

        return plumber.read_pages(data)
    from jospar.extract.readers.pdf import pdfium

    return pdfium.read_pages(data)


def read_page(page: PageContent, before: PageParts | None) -> PageParts:
    """The tables of a page and its text outside them; a table without lines may go on with one of the page before."""
    page, struck = without_struck(with_drawn_minus(without_letter_spacing(page)))
    grids = with_outer_columns(find_grids(page.horizontals, page.verticals), page)
    ruled, outside = fill_grids(page, [grid for grid in grids if len(grid.xs) > 2])
    rules = [rule for rule in page.horizontals if not any(table.ys[0] - 1 <= rule.at <= table.ys[-1] + 1 for table in ruled)]
    last = before.tables[-1] if before and before.tables else None
    unruled, lines = find_unruled(page.number, make_lines(outside, same=0.85), rules, last.xs if last and not last.is_ruled else None)
    tables = sorted(with_unread((*map(split_rows, ruled), *unruled), page), key=lambda table: (table.box[1], table.box[0]))
    blocks = find_blocks([*lines, *(make_line([word]) for word in page.slanted)])
    blocks += tuple((line,) for line in find_outside(page, tables, grids))
    text = PageText(page.width, page.height, tuple(tuple(line.without_words() for line in block) for block in blocks))
    hidden = tuple(line.without_words() for line in make_lines(page.hidden))
    return PageParts(page.number, text, tuple(map(_without_words, tables)), page.is_picture, struck, hidden)


def _without_words(table: PageTable) -> PageTable:
    cells = (replace(cell, lines=tuple(line.without_words() for line in cell.lines)) for cell in table.cells)
    return replace(table, cells=tuple(cells))


def _texts(pages: list[PageParts]) -> list[str]:
    in_tables = [line.text for page in pages for table in page.tables for cell in table.cells for line in cell.lines]
    return [line.text for page in pages for line in page.text.lines] + in_tables
