"""The pages of a PDF by pdfplumber, the reference engine: slower than PDFium, and made by other people in other ways.

It knows pdfplumber's interface. Both engines must give the same words and lines, but for text that a page hides by clipping, which
pdfplumber shows.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extract.document import UnreadableDocument
from extract.limits import MAX_PAGE_CHARS, MAX_PAGE_SHAPES, MAX_PAGES
from extract.readers.pdf.page import ASCENT, DESCENT, HYPHENS, THICKEST, Box, Char, PageContent, make_page


def read_pages(data: bytes) -> Iterator[PageContent]:
    """The pages of a PDF, one at a time.

    Raises UnreadableDocument: encrypted_file, damaged_file, too_many_pages, page_too_complex.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise UnreadableDocument("too_many_pages", f"{len(document.pages):,} pages, at most {MAX_PAGES:,}")
            if not document.pages:
                raise UnreadableDocument("damaged_file", "it has no page that can be read")
            for page in document.pages:
                yield _read_page(page)
                page.close()
    except PdfminerException as error:
        is_encrypted = bool(error.args) and isinstance(error.args[0], PDFPasswordIncorrect)
        raise UnreadableDocument("encrypted_file" if is_encrypted else "damaged_file") from error


def _read_page(page: Any) -> PageContent:
    number, height = page.page_number, float(page.height)
    shapes = [box for item in (*page.lines, *page.rects, *page.curves) for box in _read_shape(item, height)]
    for count, what in ((len(page.chars), "characters"), (len(shapes), "lines")):
        limit = MAX_PAGE_CHARS if what == "characters" else MAX_PAGE_SHAPES
        if count > limit:
            raise UnreadableDocument("page_too_complex", f"page {number} has {count:,} {what}, at most {limit:,}")
    read = [_read_char(char, height) for char in page.chars]
    turns = [turn for _, turn in read]
    chars = [char for char, _ in read]
    bounds = (0.0, 0.0, float(page.width), height)
    pictures = sum(float(image["width"]) * float(image["height"]) for image in page.images)
    return make_page(number, bounds, chars, turns if any(turns) else [], shapes, pictures, len(page.rects) + len(page.curves))


def _read_char(char: dict[str, Any], height: float) -> tuple[Char, int]:
    """A character with its box as PDF counts, as high as its type, and its turn in quarters against the clock."""
    a, b, _, _, x, y = char["matrix"]
    turn = round(math.atan2(b, a) / (math.pi / 2)) % 4
    size = float(char["width"] if turn % 2 else char["size"])
    above, below = ASCENT * size, DESCENT * size
    left, right, low, high = char["x0"], char["x1"], height - char["bottom"], height - char["top"]
    match turn:
        case 0:
            box = (left, y - below, right, y + above)
        case 1:
            box = (x - above, low, x + below, high)
        case 2:
            box = (left, y - above, right, y + below)
        case _:
            box = (x - below, low, x + above, high)
    return (char["text"][:1].translate(HYPHENS), *box), turn


def _read_shape(item: dict[str, Any], height: float) -> Iterator[Box]:
    """The straight lines of a shape: its edges where they are stroked, itself where it is thin."""
    left, low, right, high = item["x0"], height - item["bottom"], item["x1"], height - item["top"]
    if min(right - left, high - low) <= THICKEST:
        yield left, low, right, high
    elif item.get("stroke"):
        points = [(x, height - top) for x, top in item["pts"]]
        for (x0, y0), (x1, y1) in pairwise([*points, points[0]] if item["object_type"] == "rect" else points):
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
