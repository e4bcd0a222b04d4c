"""Makes what annotations show a part of their page: values of form fields, texts typed on it, stamps and drawings.

It knows PDFium's annotations. Remarks that a reader opens or marks with a colour are no part of a page.
"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

# Marks of remarks and links, which add nothing to what a page says (ISO 32000-2, table 171).
_REMARKS = frozenset({
    raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FILEATTACHMENT,
})  # fmt: skip
# Annotations that have these flags are not seen (ISO 32000-2, table 167).
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def load_page(document: pdfium.PdfDocument, index: int) -> Any:
    """A page, counted from 0, with what its annotations show; None where PDFium can't load it."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if page and _add_annotations(page):
        raw.FPDF_ClosePage(page)
        page = raw.FPDF_LoadPage(document.raw, index)
    return page


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
