"""Reads Markdown whose tables are written with pipes, drawn with characters, or HTML: what is shown of it, with the lines of the file.

It composes the steps, which know the rest: what each line is, the marks inside it, HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jospar.extract.document import RawDocument, SourceKind, UnreadableDocument
from jospar.extract.limits import MAX_LINE_CHARS
from jospar.extract.readers.encodings import decode, note_encoding
from jospar.extract.readers.html import read_flow
from jospar.extract.readers.html.blocks import BlockWriter
from jospar.extract.readers.html.flow import join_lines
from jospar.extract.readers.markdown import lines as rules
from jospar.extract.readers.markdown.drawn_tables import DrawnTable, find_drawn_table
from jospar.extract.readers.markdown.inline import is_hidden, read_inline

_LINE_END = re.compile(r"\r\n|\n|\r")
_DELIMITERS = re.compile(rb"[\r\n][ \t>]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?(?=[\r\n]|$)")
_PIPED = re.compile(rb"^[^\r\n|]*\|", re.MULTILINE)
_TABBED = re.compile(rb"^[^\r\n\t]*[^\s][ ]*\t", re.MULTILINE)
_DRAWN = re.compile(rb"^[ \t]*(?:\+(?:[-=:+]{2,}\+)+|-{2,}(?:[ \t]+-{2,})+)[ \t]*$", re.MULTILINE)
_HTML_ROW = re.compile(rb"<tr[\s>]", re.IGNORECASE)
_HTML_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)


def is_markdown(data: bytes) -> bool:
    """Whether a text has tables of pipes, drawn ones or those of HTML, and not more rows that tabs part: those are read as plain text."""
    if not any(sign in data for sign in (b"|", b"<", b"-----")):
        return False
    text = data.replace(b"\x00", b"")
    has_pipes = any(b"|" in match[0] for match in _DELIMITERS.finditer(text))
    rows = sum(1 for _ in _PIPED.finditer(text)) if has_pipes else 0
    if _HTML_TABLE.search(text):
        rows += sum(1 for _ in _HTML_ROW.finditer(text))
    rows += sum(1 for _ in _DRAWN.finditer(text))
    return rows > sum(1 for _ in _TABBED.finditer(text))


def read(data: bytes, name: str) -> RawDocument:
    """The lines and tables of a Markdown file; the rows of an HTML table in it all have the line where it begins.

    Raises UnreadableDocument: binary_file, unknown_encoding, letters_garbled, line_too_long, too_many_columns, dtd_refused, too_deep.
    """
    text, encoding = decode(data)
    lines = _LINE_END.split(rules.without_comments(text))
    longest = max(map(len, lines))
    if longest > MAX_LINE_CHARS:
        raise UnreadableDocument("line_too_long", f"a line has {longest:,} characters, at most {MAX_LINE_CHARS:,}")
    writer = BlockWriter(step=0)
    width = rules.find_width(lines)
    position = rules.skip_facts(lines)
    while position < len(lines):
        writer.line = position + 1
        position = _read_block(lines, position, width, writer)
    return RawDocument(
        name, SourceKind.TEXT, encoding, None, tuple(writer.blocks), (*note_encoding(encoding), *writer.findings), tuple(writer.hidden)
    )


def _read_block(lines: Sequence[str], position: int, width: int | None, writer: BlockWriter) -> int:
    """Writes what begins in a line, and gives the position of the line after it."""
    end = rules.find_html_table(lines, position)
    if end is not None:
        writer.write(read_flow("\n".join(rules.with_line_ends(lines[position:end]))))
        return end
    hidden = rules.find_block(lines, position)
    if hidden is not None and is_hidden(lines[position]):
        writer.hide_lines(lines[position:hidden], position + 1)
        return hidden
    drawn = find_drawn_table(lines, position)
    if drawn is not None:
        return _read_drawn(drawn, lines, writer)
    if rules.begins_table(lines, position):
        return _read_table(lines, position, writer)
    line = lines[position]
    if "\t" in line.strip():
        return _read_tabbed(lines, position, writer)
    if not line.strip() or rules.is_rule(line):
        writer.write_gap()
        return position + 1
    heading = rules.read_heading(line)
    if heading is not None:
        writer.write_line(replace(read_inline(heading), depth=rules.heading_depth(line)))
        return position + 1
    return _read_paragraph(lines, position, width, writer)


def _read_table(lines: Sequence[str], position: int, writer: BlockWriter) -> int:
    """A header, and the rows below the line of dashes."""
    end = position + 2
    while end < len(lines) and rules.is_row(lines[end]) and rules.find_html_table(lines, end) is None:
        end += 1
    numbers = [position, *range(position + 2, end)]
    _write_rows([rules.split_cells(lines[number]) for number in numbers], [number + 1 for number in numbers], writer)
    return end


def _read_drawn(table: DrawnTable, lines: Sequence[str], writer: BlockWriter) -> int:
    """A table that is drawn with characters, below its caption, which pandoc writes behind it."""
    end = table.end
    caption = next((at for at in range(end, min(end + 2, len(lines))) if lines[at].strip()), None)
    text = rules.read_caption(lines[caption]) if caption is not None else None
    if caption is not None and text is not None:
        end = caption + 1
        while end < len(lines) and lines[end].strip():
            text += f" {lines[end].strip()}"
            end += 1
        writer.write_line(read_inline(text))
    writer.write_table(
        [[(join_lines(map(read_inline, rules.join_cell(cell.lines))), cell.columns, cell.rows) for cell in row] for row in table.rows],
        [number + 1 for number in table.begins],
    )
    return end


def _read_tabbed(lines: Sequence[str], position: int, writer: BlockWriter) -> int:
    """Rows whose cells are parted by tabs, as in plain text; a single one is a line with a tab in it."""
    end = position
    while end < len(lines) and "\t" in lines[end].strip() and not rules.begins_table(lines, end):
        end += 1
    if end == position + 1:
        writer.write_line(read_inline(" ".join(lines[position].split())))
        return end
    _write_rows([lines[number].split("\t") for number in range(position, end)], range(position + 1, end + 1), writer)
    return end


def _write_rows(rows: Sequence[Sequence[str]], numbers: Sequence[int], writer: BlockWriter) -> None:
    writer.write_texts([[read_inline(cell) for cell in row] for row in rows], numbers)


def _read_paragraph(lines: Sequence[str], position: int, width: int | None, writer: BlockWriter) -> int:
    """A line of text, and those that the program which wrote the file broke it into."""
    end = position + 1
    while end < len(lines) and rules.is_broken(lines[end - 1], lines[end], width):
        end += 1
    neighbours = [lines[number] for number in (position - 1, end) if 0 <= number < len(lines)]
    first = rules.without_marks(lines[position], is_in_list=any(map(rules.is_starred, neighbours)))
    text = " ".join([first.rstrip("\\ "), *(line.strip().rstrip("\\ ") for line in lines[position + 1 : end])])
    writer.write_line(read_inline(text))
    return end
