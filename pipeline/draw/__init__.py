"""`jospar explain --draw`: each page of a PDF as a picture, with what its cells became painted over the print.

It composes the steps and writes the files; marks says what is painted, page_render
has the page, layout and painting put the one on the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from jospar.extract.document import SourceKind, UnreadableDocument
from jospar.normalize.records import Records
from jospar.output.storage.errors import explained
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.document.stages import read_bytes
from jospar.pipeline.draw.marks import find_marks
from jospar.pipeline.draw.page_render import render_isolated
from jospar.pipeline.draw.painting import paint
from jospar.pipeline.system.exits import WrongUsage


def draw(path: Path, records: Records, folder: Path, page: int | None) -> Iterator[Path | Refusal]:
    """Writes a picture of every page of a file, or of one, counted from 1, into a folder, which is made; their paths, or why there is none.

    `records` are what was read in the file. WrongUsage where it has no pages, or not that one, or is another file now; OutputError where
    the folder can't be written.
    """
    document = records.document
    if document.source_kind != SourceKind.PDF:
        raise WrongUsage(f"{document.source_name}: only a PDF has pages to draw on; explain without --draw shows the lines")
    pages = find_marks(records)
    if page is not None and not 1 <= page <= len(pages):
        raise WrongUsage(f"{document.source_name}: there is no page {page}; the document has {len(pages)}")
    data = _read_again(path, document.source_sha256)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for marks in pages if page is None else pages[page - 1 : page]:
        rendered = render_isolated(data, marks.number)
        if isinstance(rendered, Refusal):
            yield rendered
        else:
            picture = folder / f"{document.document_id}-page-{marks.number:03}.png"
            _write(picture, paint(rendered, marks))
            yield picture


def _read_again(path: Path, sha256: str) -> bytes:
    """The bytes that the records were read in: boxes on another file would mislead."""
    try:
        data = read_bytes(path)
    except UnreadableDocument:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise WrongUsage(f"{path}: the file changed while it was read; run again when it is complete")
    return data


def _write(path: Path, content: bytes) -> None:
    """Puts a file in its place in one step, so that there is never a half one."""
    part = path.with_name(f".{path.name}.part")
    with explained(path):
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
