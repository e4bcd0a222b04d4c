"""Reads text copied or saved out of an office file: lines, and rows of cells.

It knows encodings, line ends and the few marks of markup that such copies carry. It must not know what a line means.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from jospar.extract.document import Block, Cell, Gap, Paragraph, Place, RawDocument, Row, SourceKind, UnreadableDocument
from jospar.extract.limits import MAX_COLUMNS, MAX_LINE_CHARS
from jospar.extract.readers.delimited import read_records
from jospar.extract.readers.printed import BREAK, make_printed, on_its_line, raise_digits
from jospar.extract.words.alphabet import KAZAKH_LETTERS

_TAG = re.compile(r"</?(?:i|b|u|s|em|strong|sub|sup|span|font)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|div)(?:\s[^<>]{0,200})?>|<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(nbsp|quot|amp|lt|gt|laquo|raquo|ndash|mdash);")
_ENTITIES = {"nbsp": "\u00a0", "quot": '"', "amp": "&", "lt": "<", "gt": ">", "laquo": "«", "raquo": "»", "ndash": "–", "mdash": "—"}
_MARKUP = re.compile("[<&]")

# Spaces, digits and line ends are some tenth of a document, so a twentieth of its bytes in UTF-16.
_FEWEST_ZEROS, _MOST_STRAY_ZEROS = 0.01, 0.01
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Letters that Kazakh and Russian are written with, and those that only a wrong guess between the two one-byte encodings shows.
_KAZAKH = frozenset(KAZAKH_LETTERS + KAZAKH_LETTERS.upper())
_FOREIGN = frozenset("ЂЃѓЌќЏџЉљЊњЋћђЎўЄєЇїЈјҐґЅѕ")


def read(data: bytes, name: str) -> RawDocument:
    """The lines and rows of a text file.

    Raises UnreadableDocument: binary_file, unknown_encoding, line_too_long, too_many_columns.
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
        elif printed := on_its_line(clean(record.text.replace("\f", ""))):
            in_table = False
            blocks.append(Paragraph(Cell(printed, Place(line=record.line))))
        else:
            blocks.append(Gap())
    return RawDocument(name, SourceKind.TEXT, encoding, None, tuple(blocks))


def _read_row(texts: Sequence[str], number: int, table: int, row: int) -> Row:
    if len(texts) > MAX_COLUMNS:
        raise UnreadableDocument("too_many_columns", f"line {number} has {len(texts):,} columns, at most {MAX_COLUMNS:,}")
    printed = (clean(text.replace("\f", "")) if text else "" for text in texts)
    cells = tuple(Cell(text, Place(None, number, table, row, column, None)) for column, text in enumerate(printed, 1))
    return Row(cells, Place(None, number, table, row))


def clean(text: str) -> str:
    """What is seen on paper: no tags, escapes or invisible characters, NFC, no padding at the ends.

    >>> clean("<i>1.1. Табысты арттыру</i> (0,89\\\\$) ")
    '1.1. Табысты арттыру (0,89$)'
    """
    if _MARKUP.search(text):
        text = _RAISED.sub(lambda match: raise_digits(match[1]), text)
        text = _TAG.sub("", _BREAK.sub(BREAK, text))
        text = _ENTITY.sub(lambda match: _ENTITIES[match[1]], text)
    return make_printed(text, keeps_lines=True)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 or UTF-32 with a mark, UTF-16 without, KZ-1048, Windows-1251.

    Raises UnreadableDocument: binary_file where there are bytes that no text has, unknown_encoding where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_try(data, encoding), encoding)
    if b"\x00" in data:
        order = _utf16_order(data)
        text = _try(data, order)
        return _checked(text if text and _is_european(text) else None, order)
    utf8 = _try(data, "utf-8")
    if utf8 is not None:
        return _checked(utf8, "utf-8")
    candidates = [(text, name) for name in ("cp1251", "kz1048") if (text := _try(data, name)) is not None]
    candidates = [(text, name) for text, name in candidates if _plausible(text)]
    if not candidates:
        raise UnreadableDocument("unknown_encoding" if _mostly_text(data) else "binary_file")
    return _checked(*max(candidates, key=lambda candidate: _score(candidate[0])))


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_order(data: bytes) -> str:
    """Little or big end first, by where the high bytes of digits, spaces and line ends stand.

    Raises UnreadableDocument: binary_file where zeros are few, or stand on both sides.
    """
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if even + odd < _FEWEST_ZEROS * len(data) or min(even, odd) > _MOST_STRAY_ZEROS * max(even, odd):
        raise UnreadableDocument("binary_file", f"{even + odd:,} NUL bytes")
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_european(text: str) -> bool:
    """Whether most characters are of European scripts or signs: bytes of another encoding taken in pairs are mostly Chinese."""
    return sum(1 for char in text if char < "\u0530" or "\u2000" <= char < "\u2300") > 0.9 * len(text)


def _checked(text: str | None, encoding: str) -> tuple[str, str]:
    """Refuses what decodes but is no text: control characters, or noncharacters."""
    if text is None:
        raise UnreadableDocument("binary_file" if encoding.startswith("utf-16-") else "unknown_encoding")
    if re.search("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]", text):
        raise UnreadableDocument("binary_file", f"control characters in {encoding} text")
    return text, encoding


def _mostly_text(data: bytes) -> bool:
    return sum(1 for byte in data[:4096] if byte < 0x20 and byte not in b"\t\r\n\f\x0b") == 0


def _plausible(text: str) -> bool:
    """Whether a one-byte decoding gives mostly letters of words rather than scattered symbols."""
    high = [char for char in text if char > "\x7f"]
    return sum(1 for char in high if char.isalpha()) >= 0.7 * len(high)


def _score(text: str) -> int:
    """Higher where the letters above ASCII are those of Kazakh words; letters of neither language count against."""
    return sum(1 for char in text if char in _KAZAKH) - 3 * sum(1 for char in text if char in _FOREIGN)
