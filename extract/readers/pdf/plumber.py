"""The pages of a PDF by pdfplumber, the reference engine: slower than PDFium, and made by other people in other ways.

It knows pdfplumber's interface, and leaves it to PDFium to say what of a page shows. Both engines must give the same words and lines, but
for pages that lean, which pdfplumber leaves as they are.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_PAGE_CHARS, MAX_PAGE_SHAPES, MAX_PAGES
from jospar.extract.readers.pdf import pdfium
from jospar.extract.readers.pdf.page import (
    ASCENT,
    DESCENT,
    HYPHENS,
    MINUS,
    THICKEST,
    Box,
    Char,
    PageContent,
    Painted,
    Word,
    find_turn,
    join_words,
    make_page,
)

# Ligatures as letters; what pdfminer says of a character that the font does not name, and what stands for it.
_SIGNS = HYPHENS | {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}
_CODE, _UNKNOWN = re.compile(r"\(cid:\d+\)"), "\ufffd"
# Type that is lower than this, in points, shows nowhere; what is printed again nearer to its place than this share of its size is one text.
_SMALLEST, _TWICE = 0.1, 0.1


def read_pages(data: bytes) -> Iterator[PageContent]:
    """The pages of a PDF, one at a time.

    Raises UnreadableDocument: encrypted_file, damaged_file, too_many_pages, page_too_complex.
    """
    try:
        with pdfplumber.open(io.BytesIO(pdfium.with_annotations(data))) as document:
            if len(document.pages) > MAX_PAGES:
                raise UnreadableDocument("too_many_pages", f"{len(document.pages):,} pages, at most {MAX_PAGES:,}")
            if not document.pages:
                raise UnreadableDocument("damaged_file", "it has no page that can be read")
            for page, shown in zip(document.pages, pdfium.read_pages(data), strict=False):
                yield _as_seen(_read_page(page), shown)
                page.close()
    except MalformedPDFException as error:
        raise UnreadableDocument("damaged_file") from error
    except PdfminerException as error:
        is_encrypted = bool(error.args) and isinstance(error.args[0], PDFPasswordIncorrect)
        raise UnreadableDocument("encrypted_file" if is_encrypted else "damaged_file") from error


def _as_seen(page: PageContent, shown: PageContent) -> PageContent:
    """A page as PDFium sees it, which draws pages: without what nobody sees, of two signs in one place the first, and with a minus for a
    sign that only the file calls something else."""
    gone: set[int] = set()
    for word in shown.hidden:
        for letter in word.text:
            gone.update(islice((index for index, char in enumerate(page.chars) if index not in gone and _is_at(char, letter, word)), 1))
    minus = [char for char in shown.chars if char[0] == MINUS]
    chars = [_with_minus(char, minus) for index, char in enumerate(page.chars) if index not in gone]
    if len(chars) < len(page.chars) or minus:
        page = replace(page, chars=chars, words=(*join_words(chars), *(word for word in page.words if not word.last)))
    return replace(page, hidden=shown.hidden, is_picture=shown.is_picture, unread=shown.unread)


def _with_minus(char: Char, minus: Sequence[Char]) -> Char:
    _, x0, top, x1, bottom = char
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return (MINUS, *char[1:]) if any(sign[1] <= x <= sign[3] and sign[2] <= y <= sign[4] for sign in minus) else char


def _is_at(char: Char, letter: str, word: Word) -> bool:
    text, x0, top, x1, bottom = char
    return text == letter and word.x0 <= (x0 + x1) / 2 <= word.x1 and word.top <= (top + bottom) / 2 <= word.bottom


def _read_page(page: Any) -> PageContent:
    number = page.page_number
    try:
        page.objects  # noqa: B018 (the page is parsed when it is first asked for them)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # what pdfminer raises where a page is not as it must be
        raise UnreadableDocument("damaged_file", f"page {number} can't be read") from error
    shapes = [box for item in (*page.lines, *page.rects, *page.curves) for box in _read_shape(item, page)]
    for count, what in ((len(page.chars), "characters"), (len(shapes), "lines")):
        limit = MAX_PAGE_CHARS if what == "characters" else MAX_PAGE_SHAPES
        if count > limit:
            raise UnreadableDocument("page_too_complex", f"page {number} has {count:,} {what}, at most {limit:,}")
    size = median(char["size"] for char in page.chars) if page.chars else 0
    read = [_read_char(char, page) for char in page.dedupe_chars(tolerance=_TWICE * size).chars if char["size"] >= _SMALLEST]
    turns = [turn for _, turn in read]
    chars = [char for char, _ in read]
    # pdfplumber does not turn the visible part with the page.
    x0, top, x1, bottom = map(float, page.bbox if page.rotation else page.cropbox)
    left, low = float(page.bbox[0]), float(page.bbox[3])
    bounds = (x0 - left, low - bottom, x1 - left, low - top)
    pictures, drawings = ([_box_of(item, page) for item in items] for items in (page.images, page.curves))
    return make_page(number, bounds, chars, turns if any(turns) else [], Painted(shapes, pictures, drawings))


def _box_of(item: dict[str, Any], page: Any) -> Box:
    """The box of an object as PDF counts, from the corner of the page."""
    return item["x0"] - page.bbox[0], item["y0"], item["x1"] - page.bbox[0], item["y1"]


def _read_char(char: dict[str, Any], page: Any) -> tuple[Char, int]:
    """A character with its box as PDF counts, from the corner of the page, as high as its type; and its turn."""
    a, b, _, _, x, y = char["matrix"]
    turn = find_turn(a, b)
    size = float(char["width"] if turn % 2 else char["size"])
    above, below = ASCENT * size, DESCENT * size
    left, right, low, high = char["x0"] - page.bbox[0], char["x1"] - page.bbox[0], char["y0"], char["y1"]
    match turn:
        case 0:
            box = (left, y - below, right, y + above)
        case 1:
            box = (x - above, low, x + below, high)
        case 2:
            box = (left, y - above, right, y + below)
        case 3:
            box = (x - below, low, x + above, high)
        case _:
            box = (left, low, right, high)
    return (_UNKNOWN if _CODE.fullmatch(char["text"]) else char["text"].translate(_SIGNS), *box), turn


def _read_shape(item: dict[str, Any], page: Any) -> Iterator[Box]:
    """The straight lines of a shape: its edges where they are stroked, itself where it is thin."""
    shift, bottom = page.bbox[0], page.bbox[3]
    left, low, right, high = _box_of(item, page)
    if min(right - left, high - low) <= THICKEST:
        yield left, low, right, high
    elif item.get("stroke"):
        points = [(x - shift, bottom - top) for x, top in item["pts"]]
        for (x0, y0), (x1, y1) in pairwise([*points, points[0]] if item["object_type"] == "rect" else points):
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
