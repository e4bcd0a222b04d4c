"""One document as text, as HTML and as Markdown gives the same records."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest

from jospar.extract.detect import read
from jospar.extract.document import Gap, RawDocument, Row, SourceKind
from jospar.extract.readers import text
from tests.support.reading import SAMPLE, differences, gold_record, read_records


def as_html(raw: RawDocument) -> str:
    """Tables, and paragraphs for lines; a table ends where the paper may be cut."""
    pieces = ["<!DOCTYPE html><html><head><title>plan</title></head><body>"]
    in_table = False
    for block in raw.blocks:
        if in_table and not isinstance(block, Row):
            pieces.append("</table>")
        match block:
            case Row():
                cells = "".join(f"<td>{escape(cell.text)}</td>" for cell in block.cells)
                pieces.append(f"{'' if in_table else '<table>'}<tr>{cells}</tr>")
            case Gap():
                pieces.append("<p>&nbsp;</p>")
            case _:
                pieces.append(f"<p>{escape(block.cell.text)}</p>")
        in_table = isinstance(block, Row)
    return "\n".join(pieces)


def as_markdown(raw: RawDocument) -> str:
    """Tables of pipes, and lines with blank ones between; the stars and pipes of the text escaped."""
    pieces: list[str] = []
    in_table = False
    for block in raw.blocks:
        match block:
            case Row():
                pieces.append("".join(f"| {_escaped(cell.text)} " for cell in block.cells) + "|")
                if not in_table:
                    pieces.append("| --- " * len(block.cells) + "|")
            case Gap():
                pieces.append("")
            case _:
                pieces += ["", _escaped(block.cell.text), ""]
        in_table = isinstance(block, Row)
    return "\n".join(pieces)


def _escaped(printed: str) -> str:
    return printed.replace("*", "\\*").replace("|", "\\|")


@pytest.mark.parametrize(("write", "kind"), [(as_html, SourceKind.HTML), (as_markdown, SourceKind.TEXT)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "kz1048"])
def test_the_sample(write: Callable[[RawDocument], str], kind: SourceKind, encoding: str) -> None:
    written = write(text.read(SAMPLE.read_bytes(), SAMPLE.name)).encode(encoding, errors="xmlcharrefreplace")
    assert read(written, "ktu-2024").kind is kind
    records = read_records(written)
    assert differences(records, gold_record(), as_printed=False) == []
    assert records.document.cells_flagged == 0


def test_lines_of_markdown_are_those_of_the_file() -> None:
    written = as_markdown(text.read(SAMPLE.read_bytes(), SAMPLE.name))
    lines = written.split("\n")
    for cell in read(written.encode(), "ktu-2024.md").cells():
        assert cell.place.line is not None
        assert cell.text.replace("*", "\\*") in lines[cell.place.line - 1]
