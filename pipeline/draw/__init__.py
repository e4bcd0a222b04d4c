"""`jospar explain --draw`: each page of a PDF as a picture, with what its cells became painted over the print.

It composes the steps and writes the files; marks says what is painted, sheet has the page, layout and painting put the one on the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.document import Kind
from normalize.records import Records
from output.errors import explained
from pipeline.draw.marks import find_marks
from pipeline.draw.painting import paint
from pipeline.draw.sheet import render_isolated
from pipeline.exits import WrongUsage
from pipeline.refusals import Refusal


def draw(data: bytes, records: Records, folder: Path, page: int | None) -> Iterator[Path | Refusal]:
    """Writes a picture of every page, or of one, counted from 1, into a folder, which is made; the paths, or why there is no picture.

    WrongUsage where the document has no pages, or not that one; OutputError where the folder can't be written.
    """
    document = records.document
    if document.source_kind != Kind.PDF:
        raise WrongUsage(f"{document.source_name}: only a PDF has pages to draw on; explain without --draw shows the lines")
    pages = find_marks(records)
    if page is not None and not 1 <= page <= len(pages):
        raise WrongUsage(f"{document.source_name}: there is no page {page}; the document has {len(pages)}")
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for marks in pages if page is None else pages[page - 1 : page]:
        sheet = render_isolated(data, marks.number)
        if isinstance(sheet, Refusal):
            yield sheet
        else:
            path = folder / f"{document.document_id}-page-{marks.number:03}.png"
            _write(path, paint(sheet, marks))
            yield path


def _write(path: Path, content: bytes) -> None:
    """Puts a file in its place in one step, so that there is never a half one."""
    part = path.with_name(f".{path.name}.part")
    with explained(path):
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
