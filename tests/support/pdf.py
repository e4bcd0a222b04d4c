"""Writes small PDFs object by object, as programs do and as they never would: nothing is checked, so that broken ones can be made.

Every character of the one font is half as wide as its type is high, and its code is that of the Kazakh code page KZ-1048.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from jospar.extract.readers import pdf
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from tests.support.word import shown

A4 = "/MediaBox [0 0 600 800]"
SIZE = 10.0
# Word processors keep text so far from the borders of its cell.
PADDING = 4.0
_LEADING = 12.0
_CODE_PAGE = "kz1048"
_FIRST_PAGE = 10
# One narrow shape for all codes: without any, PDFium leaves out a text of one character, and a broad one counts as the character's width.
_GLYPHS = "33" + " /r" * 223


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream as it stands; `entries` are those of its dictionary beside the length."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def packed(data: bytes, times: int = 1, entries: str = "") -> bytes:
    """A stream that is packed once or more often."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter [{' /FlateDecode' * times}] {entries}")


def build(objects: Mapping[int, bytes | str], trailer: str = "/Root 1 0 R", version: str = "1.7") -> bytes:
    """A file of objects, in the order given, with the table of where they are."""
    written = f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(written)
        written += f"{number} 0 obj\n".encode() + _bytes(content) + b"\nendobj\n"
    size = max(places) + 1
    entries = [f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n" for number in range(size)]
    table = f"xref\n0 {size}\n{''.join(entries)}trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + table.encode()


def _bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else content.encode("latin-1")


def parts_of(
    *contents: bytes | str, page: str | Sequence[str] = A4, resources: str = "", catalog: str = "", letters: Mapping[int, str] | None = None
) -> dict[int, bytes | str]:
    """The objects of a document: the catalog is 1, the page tree 2, the font 3 to 6, pages are 10, 12 …, each before its content.

    `page` is what each page says beside its content, `letters` are codes that mean other characters than their own.
    """
    pages = [page] * len(contents) if isinstance(page, str) else page
    kids = " ".join(f"{_FIRST_PAGE + 2 * index} 0 R" for index in range(len(contents)))
    objects: dict[int, bytes | str] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        3: "<< /Type /Font /Subtype /TrueType /BaseFont /Plain /FirstChar 0 /LastChar 255 /Widths 4 0 R /FontDescriptor 5 0 R "
        f"/ToUnicode 6 0 R /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [{_GLYPHS}] >> >>",
        4: f"[{' 500' * 256}]",
        5: "<< /Type /FontDescriptor /FontName /Plain /Flags 32 /FontBBox [0 -220 1000 780] /Ascent 780 /Descent -220 /CapHeight 700 "
        "/StemV 80 /ItalicAngle 0 >>",
        6: stream(_to_unicode(letters or {})),
    }
    for index, (content, entries) in enumerate(zip(contents, pages, strict=True)):
        number = _FIRST_PAGE + 2 * index
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /Contents {number + 1} 0 R {entries} /Resources << /Font << /F 3 0 R >> {resources} >> >>"
        )
        objects[number + 1] = stream(_bytes(content))
    return objects


def _to_unicode(letters: Mapping[int, str]) -> bytes:
    meant = {code: bytes([code]).decode(_CODE_PAGE, "ignore") for code in range(32, 256)} | dict(letters)
    chars = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>\n" for code, char in meant.items() if char]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{''.join(chars)}endbfchar endcmap end end"
    ).encode()


def document(*contents: bytes | str, others: Mapping[int, bytes | str] | None = None, **more: object) -> bytes:
    """A document of pages with these contents; `others` are further objects, `more` is what `parts_of` takes."""
    return build({**parts_of(*contents, **more), **(others or {})})  # type: ignore[arg-type]


# ---- contents --------------------------------------------------------------------------------------------------------------------------


def shows(text: str) -> str:
    """The operator that shows a text in the one font."""
    return f"<{text.encode(_CODE_PAGE).hex()}> Tj"


def text(x: float, y: float, words: str, size: float = SIZE, before: str = "") -> str:
    """A line of text whose baseline begins at a point; `before` are operators of its own."""
    return f"BT /F {size} Tf {before} 1 0 0 1 {x} {y} Tm {shows(words)} ET\n"


def width(words: str, size: float = SIZE) -> float:
    return len(words) * size / 2


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A stroked line."""
    return f"{x0} {y0} m {x1} {y1} l S\n"


def paragraphs(left: float, top: float, *lines: str) -> str:
    """Lines of text below each other; `top` is where the first begins."""
    return "".join(text(left, top - SIZE - index * _LEADING, words) for index, words in enumerate(lines))


def filled(left: float, top: float, widths: Sequence[float], rows: Iterable[Sequence[str]], height: float = 0) -> str:
    """The texts of a table, each row as high as its highest cell or as `height`; lines of a cell are parted by line ends."""
    edges = [left, *(left + width for width in accumulate(widths))]
    written = ""
    for row, depth in zip(rows := list(rows), heights(rows, height), strict=True):
        for x, cell in zip(edges, row, strict=False):
            written += paragraphs(x + PADDING, top - PADDING / 2, *filter(None, cell.split("\n")))
        top -= depth
    return written


def heights(rows: Iterable[Sequence[str]], height: float = 0) -> list[float]:
    """The height of each row of `filled`."""
    return [height or max(cell.count("\n") + 1 for cell in row) * _LEADING + PADDING for row in rows]


def ruled(left: float, top: float, widths: Sequence[float], deep: Sequence[float]) -> str:
    """The lines of a table with all of its borders."""
    right, bottom = left + sum(widths), top - sum(deep)
    across = (line(left, y, right, y) for y in (top, *(top - depth for depth in accumulate(deep))))
    down = (line(x, top, x, bottom) for x in (left, *(left + width for width in accumulate(widths))))
    return "".join((*across, *down))


def table(left: float, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], height: float = 0) -> str:
    """A table with all of its borders."""
    return filled(left, top, widths, rows, height) + ruled(left, top, widths, heights(rows, height))


# ---- what is read ----------------------------------------------------------------------------------------------------------------------


def read_shown(data: bytes, engine: str = PDF_ENGINES[0]) -> list[object]:
    """What the reader finds: rows as lists of texts, paragraphs as texts, without the gaps between pages."""
    return [found for found in shown(pdf.read(data, "plan.pdf", engine)) if found is not None]


def read_page(*contents: str, engine: str = PDF_ENGINES[0], **more: object) -> list[object]:
    """What the reader finds on one page with these contents."""
    return read_shown(document("".join(contents), **more), engine)  # type: ignore[arg-type]
