"""Takes the pages out of a PDF by PDFium, the fast engine.

It knows how PDFium opens documents and pages, whose coordinates count from the bottom left of a page that may be turned. Characters, drawn
objects, annotations and what of all shows are read by the modules beside it. It must not know what lines and characters make.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_PAGE_CHARS, MAX_PAGES
from jospar.extract.readers.pdf.page import Box, PageContent, Painted, make_page
from jospar.extract.readers.pdf.pdfium_annotations import add_annotations, load_page
from jospar.extract.readers.pdf.pdfium_objects import IDENTITY, Matrix, may_have_layers, read_objects
from jospar.extract.readers.pdf.pdfium_text import read_chars
from jospar.extract.readers.pdf.pdfium_visibility import find_unseen, undrawn

_ERROR_PASSWORD = 4


def read_pages(data: bytes) -> Iterator[PageContent]:
    """The pages of a PDF, one at a time.

    Raises UnreadableDocument: encrypted_file, damaged_file, too_many_pages, page_too_complex.
    """
    has_layers = may_have_layers(data)
    with _document(data) as document:
        for index in range(len(document)):
            with _page(document, index) as page:
                yield _read_page(page, index + 1, has_layers=has_layers)


def read_page(data: bytes, number: int) -> PageContent:
    """One page of a PDF, counted from 1. Raises UnreadableDocument as read_pages does."""
    with _document(data) as document, _page(document, number - 1) as page:
        return _read_page(page, number, has_layers=may_have_layers(data))


def with_annotations(data: bytes) -> bytes:
    """A PDF whose annotations are a part of their pages, the same where none show. Raises UnreadableDocument as read_pages does."""
    with _document(data) as document:
        if not add_annotations(document):
            return data
        changed = BytesIO()
        document.save(changed)
        return changed.getvalue()


@contextmanager
def _document(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("encrypted_file" if error.err_code == _ERROR_PASSWORD else "damaged_file") from error
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument("too_many_pages", f"{len(document):,} pages, at most {MAX_PAGES:,}")
        if not len(document):
            raise UnreadableDocument("damaged_file", "it has no page that can be read")
        yield document
    finally:
        document.close()


class _OpenPage(NamedTuple):
    """A page with its text, and the boxes of annotations whose text is set nowhere."""

    page: Any
    text: Any
    unset: list[Box]


@contextmanager
def _page(document: pdfium.PdfDocument, index: int) -> Iterator[_OpenPage]:
    """A page, closed again at once: memory does not grow with the pages."""
    page, unset = load_page(document, index)
    text = raw.FPDFText_LoadPage(page) if page else None
    try:
        if not text:
            raise UnreadableDocument("damaged_file", f"page {index + 1} can't be read")
        yield _OpenPage(page, text, unset)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        if page:
            raw.FPDF_ClosePage(page)


def _read_page(opened: _OpenPage, number: int, *, has_layers: bool) -> PageContent:
    page, text, unset = opened
    count = raw.FPDFText_CountChars(text)
    if count > MAX_PAGE_CHARS:
        raise UnreadableDocument("page_too_complex", f"page {number} has {count:,} characters, at most {MAX_PAGE_CHARS:,}")
    bounds, painted = _bounds(page), read_objects(page, number, has_layers=has_layers)
    found = read_chars(text, count)
    straight = _straightening(found.lean, bounds)
    hidden = find_unseen(page, bounds, found, painted)
    shown = (found if straight is IDENTITY else read_chars(text, count, straight)).without(hidden)
    if items := found.unseen_items(hidden):
        # PDFium leaves out what is printed over other text, be that seen or not.
        with undrawn(items), _text_of(page) as rest:
            left = raw.FPDFText_CountChars(rest)
            hidden = find_unseen(page, bounds, read_chars(rest, left), painted)
            shown = replace(read_chars(rest, left, straight).without(hidden), unseen=shown.unseen)
    if straight is not IDENTITY:
        painted = read_objects(page, number, straight)
    boxes = Painted(painted.rules, painted.pictures, painted.drawings, unset)
    return make_page(number, bounds, shown.chars, shown.turns, boxes, shown.unseen)


def _straightening(lean: float, bounds: Box) -> Matrix:
    """What turns a page that leans by an angle straight, around its middle."""
    if not lean:
        return IDENTITY
    cos, sin = math.cos(lean), math.sin(lean)
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    return cos, -sin, sin, cos, x - cos * x - sin * y, y + sin * x - cos * y


@contextmanager
def _text_of(page: Any) -> Iterator[Any]:
    text = raw.FPDFText_LoadPage(page)
    try:
        yield text
    finally:
        raw.FPDFText_ClosePage(text)


def _bounds(page: Any) -> Box:
    """The visible part of a page: left, bottom, right, top."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top
