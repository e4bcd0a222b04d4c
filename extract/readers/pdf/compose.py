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
from extract.wrap import Words, join_lines, whole_words

# The widest padding of a cell, in points.
_PADDING = 8.0
# Of the height of the type: an average letter.
_LETTER = 0.45


@dataclass(frozen=True, slots=True)
class PageParts:
    """One page: its number from 1, its text outside tables, and its tables from top to bottom; `is_unread` says that it shows what has no text."""

    number: int
    text: PageText
    tables: tuple[PageTable, ...]
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph or a table of a page, with where it begins."""

    top: float
    left: float
    content: tuple[TextLine, ...] | PageTable
    runs: bool = False


@dataclass(slots=True)
class _Composer:
    """The blocks and findings so far."""

    words: Words
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tables: int = 0


def compose(pages: Sequence[PageParts]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of all pages in reading order, and what is doubtful in them."""
    composer = _Composer(Words(_whole_texts(pages)))
    running = find_running([page.text for page in pages])
    margins = _margins(pages)
    chain: list[PageTable] = []
    pending: list[Block] = []
    for page in pages:
        ...
    return tuple(composer.blocks), tuple(composer.findings)
