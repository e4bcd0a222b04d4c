"""`jospar report`: writes the review page of a dataset and of each of its documents.

It finds the original files, pictures their pages and writes the pages; jospar.output.report makes them.
"""

from __future__ import annotations

import hashlib
import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jospar.extract.document import SourceKind, UnreadableDocument
from jospar.normalize.records import Records
from jospar.output.report.page import HEAD_LETTERS, find_document, is_page, render_document, render_index
from jospar.output.report.page_names import INDEX, is_page_of, name_pages
from jospar.output.report.pictures import PagePictures
from jospar.output.report.summary import Summary, summarize
from jospar.output.storage.dataset import list_documents, open_dataset, read_documents
from jospar.output.storage.errors import OutputError, explained
from jospar.output.storage.location import Location, find_location
from jospar.pipeline.commands.destination import choose_folder
from jospar.pipeline.document.refusals import Refusal, describe_refusal
from jospar.pipeline.document.stages import read_bytes
from jospar.pipeline.draw.page_pictures import MAX_PICTURES_BYTES, choose_pages, open_picture_process
from jospar.pipeline.system.console import emit, print_message
from jospar.pipeline.system.exits import Exit, WrongUsage
from jospar.pipeline.views.progress import show_progress

_PDF_MARK, _HEAD_BYTES = b"%PDF-", 1024


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What a run wrote: the page of the dataset, how many documents it leads to, how many of those show pictures of their pages, and how
    many old pages it took away.
    """

    index: Path
    documents: int
    pictured: int
    removed: int


def run(arguments: Namespace) -> int:
    """Writes the review pages of a dataset, and says where they begin."""
    if not arguments.out:
        raise WrongUsage("--out: no folder is named")
    try:
        written = write_report(arguments.sources, find_location(arguments.data), choose_folder(arguments.out))
    except KeyboardInterrupt:
        print_message("interrupted, the report is not complete; run it again")
        return Exit.INTERRUPTED
    pictured = f", {written.pictured} with pictures of the pages" if written.pictured else ""
    removed = f"; pages of documents that left the dataset, removed: {written.removed}" if written.removed else ""
    emit(f"{written.index}: documents: {written.documents}{pictured}; open it in a browser{removed}")
    return Exit.ALL_READ


def write_report(sources: Iterable[str], data: Location, out: Path) -> WrittenReport:
    """Writes `out`/index.html and a page for each document of the dataset in `data`; pages of documents that left it are taken away.

    `sources` are files or folders, subfolders too, in which the originals of PDF documents are looked for by their hash; what is not
    found is no error. OutputError where the dataset can't be read, where another file has the name of a page, or `out` can't be written;
    WrongUsage where a source does not exist.
    """
    pdfs = _find_pdfs(tuple(sources))
    snapshot = open_dataset(data).folder  # the same one to the end, even if another is published meanwhile
    names = name_pages(list_documents(snapshot))
    with explained(out):
        out.mkdir(parents=True, exist_ok=True)
        _ensure_free(out, (INDEX, *names.values()))
    summaries: list[Summary] = []
    pictured = 0
    with open_picture_process() as make_pictures, show_progress(len(names)) as advance:
        for records in read_documents(snapshot):
            name = names[records.document.document_id]
            source = _read_source(records, pdfs)
            pictures = make_pictures(source, choose_pages(records), MAX_PICTURES_BYTES) if source else PagePictures()
            pictured += bool(pictures.pictures)
            _write(out / name, render_document(records, pictures))
            summaries.append(summarize(records, name))
            advance()
    _write(out / INDEX, render_index(tuple(summaries)))
    return WrittenReport(out / INDEX, len(names), pictured, _remove_old(out, set(names)))


def _read_source(records: Records, pdfs: dict[str, Path]) -> bytes:
    """The file of a PDF document, where it is at hand and still the same; else nothing."""
    path = pdfs.get(records.document.source_sha256)
    if path is None or records.document.source_kind != SourceKind.PDF:
        return b""
    try:
        return read_bytes(path)
    except UnreadableDocument:
        return b""


def _find_pdfs(sources: tuple[str, ...]) -> dict[str, Path]:
    """The PDF files among the sources by the hash of their content."""
    found: dict[str, Path] = {}
    for source in sources:
        if not source or not os.path.lexists(source):
            raise WrongUsage(describe_refusal(source or "''", Refusal("missing_path")))
        for path in _walk(Path(source)):
            digest = _hash_pdf(path)
            if digest is not None:
                found.setdefault(digest, path)
    return found


def _walk(source: Path) -> Iterator[Path]:
    """The files below a folder in order; links to folders are not followed, and what can't be listed is passed over."""
    if not source.is_dir():
        yield source
        return
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files))


def _hash_pdf(path: Path) -> str | None:
    """The hash of a PDF file; None for anything else."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            if _PDF_MARK not in file.read(_HEAD_BYTES):
                return None
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _ensure_free(out: Path, names: Iterable[str]) -> None:
    """Raises OutputError where a page would take the place of what is none."""
    for path in (out / name for name in names):
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file() or not is_page(_read_head(path))):
            raise OutputError(f"{path}: not a page that jospar wrote, and it is not overwritten; move it away or name another folder")


def _remove_old(out: Path, documents: set[str]) -> int:
    """Takes away the pages of documents that the dataset no longer has, and how many they were.

    Only a file that this command wrote under the name that it still has is such a page.
    """
    with explained(out):
        old = [path for path in sorted(out.glob("*.html")) if _is_old(path, documents)]
        for path in old:
            path.unlink(missing_ok=True)
    return len(old)


def _is_old(path: Path, documents: set[str]) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    document_id = find_document(_read_head(path))
    return document_id is not None and document_id not in documents and is_page_of(path.name, document_id)


def _read_head(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(HEAD_LETTERS)


def _write(path: Path, text: str) -> None:
    """Puts a page in its place in one step, so that there is never a half one."""
    part = path.with_name(f".{path.name}.part")
    with explained(path):
        try:
            part.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
