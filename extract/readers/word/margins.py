"""Reads what stands on the pages of a Word document beside its text: notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from jospar.extract.readers.printed import raise_digits
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.compose import flatten
from jospar.extract.readers.word.package import Package
from jospar.extract.readers.word.reading import read_contents
from jospar.extract.readers.word.story import Story

_NOTES = ((n.FOOTNOTE_REFERENCE, n.FOOTNOTE, "footnotes"), (n.ENDNOTE_REFERENCE, n.ENDNOTE, "endnotes"))


def read_notes(package: Package, story: Story) -> Iterator[str]:
    """The notes that the text cites, each with its number in front; those that it does not cite are not printed."""
    for mark, tag, part in _NOTES:
        cited = [note_id for kind, note_id in story.cited if kind == mark]
        root = package.part(part) if cited else None
        notes: dict[str | None, etree._Element] = {} if root is None else {note.get(n.ID): note for note in root.findall(tag)}
        for number, note_id in enumerate(cited, 1):
            if note_id in notes:
                text = _one_line(notes[note_id], story)
                yield f"{raise_digits(str(number))} {text}" if text else ""


def read_margins(package: Package, story: Story) -> Iterator[str]:
    """Each text of the headers and footers once."""
    seen: set[str] = set()
    for kind in ("header", "footer"):
        for root in package.parts(kind):
            for text in flatten(read_contents(root, Story(story.styles, story.lists))):
                if text not in seen:
                    seen.add(text)
                    yield text


def _one_line(note: etree._Element, story: Story) -> str:
    lines: Sequence[str] = tuple(flatten(read_contents(note, Story(story.styles, story.lists))))
    return " ".join(lines)
