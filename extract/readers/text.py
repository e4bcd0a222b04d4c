"""Reads text copied or saved out of an office file: lines, and rows of cells.

It knows encodings, line ends and the few marks of markup that such copies carry. It must not know what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jospar.extract.document import Block, Cell, Gap, Paragraph, Place, RawDocument, Row, SourceKind, Unread, UnreadableDocument
from jospar.extract.limits import MAX_COLUMNS, MAX_LINE_CHARS
from jospar.extract.readers.delimited import read_records
from jospar.extract.readers.encodings import decode, note_encoding
from jospar.extract.readers.printed import BREAK, make_printed, on_its_line
from jospar.extract.readers.raised import Height, LinePiece, set_on_line

_TAG = re.compile(r"</?(?:i|b|u|s|em|strong|sub|sup|span|font)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_SHIFTED = re.compile(r"<(sup|sub)>([^<>]{0,40})</\1>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|div)(?:\s[^<>]{0,200})?>|<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(nbsp|quot|amp|lt|gt|laquo|raquo|ndash|mdash);")
_ENTITIES = {"nbsp": "\u00a0", "quot": '"', "amp": "&", "lt": "<", "gt": ">", "laquo": "«", "raquo": "»", "ndash": "–", "mdash": "—"}
_MARKUP = re.compile("[<&]")


def read(data: bytes, name: str) -> RawDocument:
    """The lines and rows of a text file.

    Raises UnreadableDocument: binary_file, unknown_encoding, letters_garbled, line_too_long, too_many_columns.
    """
    text, encoding = decode(data)
    blocks: list[Block] = []
    table = row = 0
    in_table = False
    for record in read_records(text):
        if len(record.text) > MAX_LINE_CHARS:
            raise UnreadableDocument("line_too_long", f"line {record.line} has {len(record.text):,} characters, at most {MAX_LINE_CHARS:,}")
        if "\f" in record.text:
            blocks.append(Gap())
        if record.cells is not None:
            if not in_table:
                table, row, in_table = table + 1, 0, True
            row += 1
            blocks.append(_read_row(record.cells, record.line, table, row))
            continue
        printed, unread = _read_marked(record.text.replace("\f", ""))
        if printed:
            in_table = False
            blocks.append(Paragraph(Cell(on_its_line(printed), Place(line=record.line), unread=unread)))
        else:
            blocks.append(Gap())
    return RawDocument(name, SourceKind.TEXT, encoding, None, tuple(blocks), note_encoding(encoding))


def _read_row(texts: Sequence[str], number: int, table: int, row: int) -> Row:
    if len(texts) > MAX_COLUMNS:
        raise UnreadableDocument("too_many_columns", f"line {number} has {len(texts):,} columns, at most {MAX_COLUMNS:,}")
    printed = (_read_marked(text.replace("\f", "")) if text else ("", None) for text in texts)
    cells = tuple(Cell(text, Place(None, number, table, row, at, None), unread=unread) for at, (text, unread) in enumerate(printed, 1))
    return Row(cells, Place(None, number, table, row))


def clean(text: str) -> str:
    """What is seen on paper: no tags, escapes or invisible characters, NFC, no padding at the ends.

    >>> clean("<i>1.1. Табысты арттыру</i> (0,89\\\\$) ")
    '1.1. Табысты арттыру (0,89$)'
    """
    return _read_marked(text)[0]


def _read_marked(text: str) -> tuple[str, Unread | None]:
    """The same, and whether something raised or lowered leaves it in doubt."""
    unread = None
    if _MARKUP.search(text):
        # What stands between two shifted pieces, then the tag and the text of the next one.
        parts = _SHIFTED.split(text)
        pieces = [LinePiece(parts[0])]
        for tag, shifted, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            pieces += [LinePiece(shifted, Height.RAISED if tag.lower() == "sup" else Height.LOWERED), LinePiece(after)]
        text, unread = set_on_line([piece._replace(text=_TAG.sub("", _BREAK.sub(BREAK, piece.text))) for piece in pieces])
        text = _ENTITY.sub(lambda match: _ENTITIES[match[1]], text)
    return make_printed(text, keeps_lines=True), unread
