"""Reads Word documents (.docx, .docm, .dotx, of the usual and of the strict form) as they are printed with all changes accepted.

It composes the steps, which know the rest: archive and package find the parts, reading takes texts and tables out of the markup, compose
gives them their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from jospar.extract.document import Block, Cell, Paragraph, Place, RawDocument, Row, SourceKind, UnreadableDocument
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import Theme, read_theme
from jospar.extract.readers.word.compose import compose
from jospar.extract.readers.word.drawings import has_backdrop
from jospar.extract.readers.word.grounds import page_color
from jospar.extract.readers.word.margins import read_margins, read_notes
from jospar.extract.readers.word.numbering import Lists
from jospar.extract.readers.word.package import Package, open_package
from jospar.extract.readers.word.reading import read_contents
from jospar.extract.readers.word.story import Story, find_placeholders
from jospar.extract.readers.word.styles import WordStyles


def read(data: bytes, name: str) -> RawDocument:
    """The paragraphs and tables of a Word document; its notes, and what its pages have above and below the text, follow at the end.

    Raises UnreadableDocument: archive_unsafe, encrypted_file, damaged_file, unsupported_format, dtd_refused, too_deep, too_many_columns,
    empty_file, scan_not_read; unsupported_format also where all there is is embedded (altChunk).
    """
    package = open_package(data)
    theme = read_theme(package.part("theme"))
    styles = WordStyles(*package.raw_part("styles"), theme)
    story = Story(styles, Lists(package.part("numbering"), styles), find_placeholders(package.body), _behind(package, theme))
    body = compose(read_contents(package.body, story))
    if not any(_is_printed(block) for block in body.blocks):
        if next(package.body.iter(n.ALT_CHUNK), None) is not None:
            raise UnreadableDocument("unsupported_format", "a document of another format, embedded in an empty one of Word")
        has_pictures = next(package.body.iter(n.DRAWING, n.PICT), None) is not None
        raise UnreadableDocument("scan_not_read" if has_pictures else "empty_file", "no text")
    notes = tuple(_paragraphs(read_notes(package, story), body.lines, runs=False))
    margins = _paragraphs(read_margins(package, story), body.lines + len(notes), runs=True)
    return RawDocument(name, SourceKind.DOCX, None, None, (*body.blocks, *notes, *margins), body.findings, body.hidden)


def _behind(package: Package, theme: Theme) -> Callable[[], str | None]:
    """Tells the colour of the pages when it is first asked for; nobody can say it where pictures lie behind the text."""

    @cache
    def behind() -> str | None:
        roots = (package.body, *package.parts("header"))
        return None if any(map(has_backdrop, roots)) else page_color(package.document, package.part("settings"), theme)

    return behind


def _paragraphs(texts: Iterable[str], after: int, runs: bool) -> Iterator[Paragraph]:
    for line, text in enumerate(filter(None, texts), after + 1):
        yield Paragraph(Cell(text, Place(line=line)), runs)


def _is_printed(block: Block) -> bool:
    return bool(block.printed) if isinstance(block, Row) else isinstance(block, Paragraph) and bool(block.cell.text)
