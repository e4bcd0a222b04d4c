"""Makes what annotations show a part of their page: values of form fields, texts typed on it, stamps and drawings.

It knows PDFium's annotations. Remarks that a reader opens or marks with a colour are no part of a page.
"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from jospar.extract.readers.pdf.page import Box

# Marks of remarks and links, which add nothing to what a page says (ISO 32000-2, table 171).
_REMARKS = frozenset({
    raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FILEATTACHMENT,
})  # fmt: skip
# Where those have their text that a reader types; the bytes of an empty one.
_TEXTS, _EMPTY_TEXT = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}, 2
# Annotations that have these flags are not seen (ISO 32000-2, table 167).
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def load_page(document: pdfium.PdfDocument, index: int) -> tuple[Any, list[Box]]:
    """A page, counted from 0, with what its annotations show, None where PDFium can't load it; and the boxes of those whose text only the
    program that shows them sets."""
    page = raw.FPDF_LoadPage(document.raw, index)
    unset = _find_unset(page) if page else []
    if page and _add_annotations(page):
        raw.FPDF_ClosePage(page)
        page = raw.FPDF_LoadPage(document.raw, index)
    return page, unset


def add_annotations(document: pdfium.PdfDocument) -> bool:
    """Makes all annotations that show a part of their pages; whether there are any."""
    pages = (raw.FPDF_LoadPage(document.raw, index) for index in range(len(document)))
    found = False
    for page in filter(None, pages):
        found = _add_annotations(page) or found
        raw.FPDF_ClosePage(page)
    return found


def _add_annotations(page: Any) -> bool:
    """Makes the annotations that show a part of a page, which shows them when it is loaded again; whether there are any."""
    count = raw.FPDFPage_GetAnnotCount(page)
    unseen = [number for number in reversed(range(count)) if not _shows(page, number)]
    if len(unseen) == count:
        return False
    for number in unseen:
        raw.FPDFPage_RemoveAnnot(page, number)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    return True


def _shows(page: Any, number: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return False
    try:
        return raw.FPDFAnnot_GetSubtype(annotation) not in _REMARKS and not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _find_unset(page: Any) -> list[Box]:
    """The boxes of form fields and typed texts that have a text and no appearance."""
    found: list[Box] = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        text = _TEXTS.get(raw.FPDFAnnot_GetSubtype(annotation)) if annotation else None
        box = raw.FS_RECTF()
        if text and _shows(page, number) and not raw.FPDFAnnot_HasKey(annotation, b"AP") and _has_text(annotation, text):
            raw.FPDFAnnot_GetRect(annotation, box)
            found.append((box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _has_text(annotation: Any, key: bytes) -> bool:
    """Whether an entry of an annotation holds a text; it is told by its length in bytes, with those of its end."""
    return bool(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0) > _EMPTY_TEXT)
