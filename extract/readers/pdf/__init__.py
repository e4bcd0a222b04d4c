"""Reads PDF files with a text layer: ruled and unruled tables cell by cell, the text around them as paragraphs.

It composes the steps, which know the rest: an engine gives pages (pdfium, plumber), grid and columns find tables, lines and paragraphs text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Block, Cell, Finding, Gap, Kind, Paragraph, Place, RawDocument, Row
from extract.readers.pdf.checks import check_text
from extract.readers.pdf.columns import go_on, unite
from extract.readers.pdf.grid import find_grids
from extract.readers.pdf.lines import TextLine, make_lines, split_line
from extract.readers.pdf.page import Box, PageContent
from extract.readers.pdf.paragraphs import PageText, find_running, join_paragraphs
from extract.readers.pdf.tables import PageTable, TableCell, fill_grids
from extract.wrap import PrintedLine, Words, join_lines, whole_words
