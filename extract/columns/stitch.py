"""Joins what was cut apart: texts that go on after a page break, and tables that were cut from top to bottom.

It knows how halves fit together; which row is the second half of another is decided in jospar.extract.lines.reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from jospar.extract.columns.header import (
    cell_kind,
    is_column_numbers,
    is_header_row,
    is_label_row,
    is_lower_header_row,
    is_upper_header_row,
)
from jospar.extract.document import Block, Cell, Finding, Paragraph, Place, Printed, RawDocument, Row
from jospar.extract.words.labels import starts_with_label, words_of
from jospar.extract.words.particles import particle_pattern

_LONGEST_ANNOUNCEMENT = 60
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def join_printed(first: Printed | None, second: Printed | None, count: Callable[[str], int]) -> Printed | None:
    """Two halves of one field, joined as join_texts does."""
    if first is None or second is None:
        return first or second
    return Printed(join_texts(first.text, second.text, count), first.cells + second.cells)


def join_lines(first: Printed | None, second: Printed | None) -> Printed | None:
    """Two texts of one field that stand below each other, each on lines of its own."""
    if first is None or second is None:
        return first or second
    return Printed(f"{first.text}\n{second.text}", first.cells + second.cells)


def join_texts(first: str, second: str, count: Callable[[str], int]) -> str:
    """Two halves of a text. `count` tells how often the document has a word, the halves of cut words among them.

    A word cut in its middle is joined without a space only where the whole stands elsewhere, and its halves do not both.

    >>> join_texts("білім беру", "бағдарламаларының үлесі", lambda word: 0)
    'білім беру бағдарламаларының үлесі'
    >>> join_texts("бағдарлама", "ларының үлесі", {"бағдарламаларының": 1, "бағдарлама": 4, "ларының": 1}.__getitem__)
    'бағдарламаларының үлесі'
    """
    if not first or not second:
        return first or second
    head, tail = _LAST_WORD.search(first), _FIRST_WORD.match(second)
    if head and tail and tail[0][0].islower() and count(head[0] + tail[0]) > 0 and not (count(head[0]) > 1 and count(tail[0]) > 1):
        return first + second
    return f"{first} {second}"


@cache
def _open_end() -> re.Pattern[str]:
    return re.compile(rf"[,(«/–—-]$|\b(?:{particle_pattern('leads_on')})$", re.IGNORECASE)


def is_open(text: str) -> bool:
    """Whether a text can't end here: it is empty, or ends with a comma, a hyphen, an open bracket, a word that leads on.

    >>> is_open("жұмыс берушілер, бизнес,")
    True
    >>> is_open("көбейту")
    False
    """
    return not text or bool(_open_end().search(text)) or text.count("(") > text.count(")") or text.count("«") > text.count("»")


def join_side_parts(raw: RawDocument) -> tuple[RawDocument, tuple[Finding, ...]]:
    """The document with each table that was cut from top to bottom made whole again.

    A second part is announced by a line of its own (`кестенің жалғасы:`), has a header with no name column and as many rows below it as the
    first part has. Where the rows do not match, both stay as they are, with a finding: the rows of the second have no names.
    """
    blocks: list[Block] = []
    findings: list[Finding] = []
    position = 0
    while position < len(raw.blocks):
        block = raw.blocks[position]
        part = _part_after(raw.blocks, position) if isinstance(block, Paragraph) and announces_part(block.cell.text) else []
        if part and not _has_names(part):
            first = _part_before(blocks)
            joined = _join_parts(first, part)
            if joined is not None:
                while blocks and not (isinstance(blocks[-1], Row) and blocks[-1] is first[0]):
                    blocks.pop()
                blocks[-1:] = [*joined, block]
                position = _position_of(raw.blocks, part[-1], position) + 1
                continue
            detail = f"{len(first)} rows, then {len(part)}"
            findings.append(Finding("table_part_unmatched", part[0].place, part[0].cells[0].text, detail))
        blocks.append(block)
        position += 1
    return replace(raw, blocks=tuple(blocks)), tuple(findings)


def announces_part(text: str) -> bool:
    """Whether a line says that the table above goes on: `кестенің жалғасы:`, `Таблица 2 (продолжение)`."""
    if len(text) > _LONGEST_ANNOUNCEMENT:
        return False
    words = [word for word in words_of(text) if not word.isdigit() and word != "№"]
    found = starts_with_label(words, "line")
    if found is not None and found[0].code == "caption":
        words = words[found[1] :]
        found = starts_with_label(words, "line")
    return found is not None and found[0].code == "table_continues" and len(words) <= found[1] + 1


def _part_after(blocks: Sequence[Block], position: int) -> list[Row]:
    """The rows that follow a line, up to the next line of text or the next header."""
    rows: list[Row] = []
    for block in islice(blocks, position + 1, None):
        if isinstance(block, Paragraph):
            break
        if isinstance(block, Row):
            header_ended = any(not _is_header(row) for row in rows)
            if header_ended and is_header_row(block) and block.cells[0].text:
                break
            rows.append(block)
    return rows


def _part_before(blocks: Sequence[Block]) -> list[Row]:
    """The rows at the end of what has been read, from their header on."""
    rows: list[Row] = []
    for block in reversed(blocks):
        if isinstance(block, Paragraph):
            break
        if isinstance(block, Row):
            rows.insert(0, block)
            if is_header_row(block):
                break
    return rows


def _is_header(row: Row) -> bool:
    return is_header_row(row) or is_lower_header_row(row) or is_label_row(row)


def _has_names(part: Sequence[Row]) -> bool:
    """Whether a part has a column of names of its own, or no header to tell by."""
    header, _ = _split_header(part)
    kinds = {cell_kind(cell.text) for row in header for cell in row.cells}
    return not header or "name" in kinds


def _join_parts(first: Sequence[Row], second: Sequence[Row]) -> list[Row] | None:
    """Both parts side by side, None where they do not have the same number of rows below their headers."""
    first_header, first_rows = _split_header(first)
    second_header, second_rows = _split_header(second)
    while len(second_rows) > len(first_rows) and not any(cell.text for cell in second_rows[-1].cells):
        second_rows = second_rows[:-1]
    if not first_header or not second_header or len(first_rows) != len(second_rows):
        return None
    width = max(len(row.cells) for row in first)
    header: list[Row] = []
    for left, right in zip(_labels_and_numbers(first_header), _labels_and_numbers(second_header), strict=True):
        header += [_beside(_at(left, i), _at(right, i), width) for i in range(max(len(left), len(right)))]
    rows = header + [_beside(left, right, width) for left, right in zip(first_rows, second_rows, strict=True)]
    return [replace(row, place=row.place._replace(table=first[0].place.table)) for row in rows]


def _split_header(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    size = 0
    while size < min(3, len(rows)) and (_is_header(rows[size]) or _heads_next(rows, size)):
        size += 1
    while size and size < len(rows) and is_column_numbers(rows[size]):
        size += 1
    return list(rows[:size]), list(rows[size:])


def _labels_and_numbers(header: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of labels of a header, and those that number the columns."""
    return [row for row in header if not is_column_numbers(row)], [row for row in header if is_column_numbers(row)]


def _heads_next(rows: Sequence[Row], index: int) -> bool:
    """Whether a row is the upper one of a header of several."""
    return index + 1 < len(rows) and is_upper_header_row(rows[index], rows[index + 1])


def _at(rows: Sequence[Row], index: int) -> Row | None:
    return rows[index] if index < len(rows) else None


def _beside(left: Row | None, right: Row | None, width: int) -> Row:
    cells = left.cells if left else ()
    padding = tuple(Cell("", Place()) for _ in range(width - len(cells)))
    place = left.place if left else right.place if right else Place()
    return Row(cells + padding + (right.cells if right else ()), place)


def _position_of(blocks: Sequence[Block], row: Row, start: int) -> int:
    return next(index for index in range(start, len(blocks)) if blocks[index] is row)
