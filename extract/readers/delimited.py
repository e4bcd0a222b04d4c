"""Parts a text into lines and records: rows of cells that tabs part, or commas or semicolons in a file that a table was saved in.

It knows how spreadsheets copy and save cells (RFC 4180): one that holds a line end, a quote or the sign that parts cells stands in quotes,
and each quote in it is doubled. It must not know what a cell means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jospar.extract.words.figures import is_missing_mark, is_one_number, is_qualified_number

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_CELL = 40  # lines
_FEWEST_ROWS, _FEWEST_CELLS, _FEWEST_NUMBERS = 3, 4, 0.15
_SEPARATORS = (";", ",")


class TextRecord(NamedTuple):
    """A line of a text, or a row with its cells; `line` counts from 1, and is the first of a row that goes over several."""

    line: int
    text: str
    cells: tuple[str, ...] | None = None


def read_records(text: str) -> Iterator[TextRecord]:
    """The lines and rows of a text, in order."""
    lines = _LINE_END.split(text)
    separator = "\t" if "\t" in text else _find_separator(lines)
    if separator != "\t" and separator is not None:
        yield from _separated(lines, *separator)
        return
    at = 0
    while at < len(lines):
        cells, end = _read_row(lines, at, "\t")
        is_row = len(cells) > 1
        yield TextRecord(at + 1, lines[at], tuple(cells) if is_row else None)
        at = end if is_row else at + 1


def _separated(lines: Sequence[str], separator: str, width: int) -> Iterator[TextRecord]:
    """The rows of a file whose rows have `width` cells; above the first of them, what fills one cell only is a line."""
    at, has_begun = 0, False
    while at < len(lines):
        cells, end = _read_row(lines, at, separator)
        is_row = len(cells) == width
        filled = [cell for cell in cells if cell.strip()]
        if is_row and (has_begun or len(filled) > 1):
            has_begun = True
            yield TextRecord(at + 1, lines[at], tuple(cells))
        else:
            yield TextRecord(at + 1, filled[0] if is_row and filled else "" if is_row else lines[at])
        at = end if is_row else at + 1


def _find_separator(lines: Sequence[str]) -> tuple[str, int] | None:
    """What parts the cells of a file and how many cells its rows have; None where it is prose.

    Rows have equally many cells, a header of words, and numbers below it; commas of prose do not come so.
    """
    for separator in _SEPARATORS:
        rows: list[list[str]] = []
        at = 0
        while at < len(lines):
            cells, end = _read_row(lines, at, separator)
            if lines[at].strip():
                rows.append(cells)
            at = end
        counts = Counter(len(row) for row in rows)
        width = max(counts, key=lambda count: (counts[count] * (count >= _FEWEST_CELLS), count), default=0)
        if counts[width] >= _FEWEST_ROWS and width >= _FEWEST_CELLS and _is_table([row for row in rows if len(row) == width]):
            return separator, width
    return None


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    full = [row for row in rows if sum(1 for cell in row if cell.strip()) > len(row) / 2]
    if len(full) < _FEWEST_ROWS:
        return False
    header, *below = full
    cells = [cell.strip() for row in below for cell in row if cell.strip()]
    numbers = sum(map(_is_number, cells))
    has_labels = sum(not _is_number(cell.strip()) for cell in header) > 1
    return has_labels and numbers >= _FEWEST_NUMBERS * len(cells)


def _is_number(text: str) -> bool:
    """Whether a cell is one number, or the mark of a missing one."""
    return is_one_number(text) or is_qualified_number(text) or is_missing_mark(text)


def _read_row(lines: Sequence[str], at: int, separator: str) -> tuple[list[str], int]:
    """The cells that begin in a line, and the position of the line behind them."""
    line = lines[at]
    if '"' not in line:
        return line.split(separator), at + 1
    cells: list[str] = []
    quoted: list[str] = []
    start, end = 0, at + 1
    while True:
        found = _read_quoted(line, start, separator, lines, end) if line.startswith('"', start) else None
        if found is None:
            stop = line.find(separator, start)
            stop = len(line) if stop < 0 else stop
            cells.append(line[start:stop])
        else:
            content, line, stop, end = found
            quoted.append(content)
            cells.append(content)
        if stop >= len(line):
            break
        start = stop + 1
    own = _own_quotes(cells, quoted, separator)
    return [f'"{cell}"' if own and cell in quoted and not _needs_quotes(cell, separator) else cell for cell in cells], end


def _read_quoted(line: str, start: int, separator: str, lines: Sequence[str], following: int) -> tuple[str, str, int, int] | None:
    """A cell in quotes that begins at `start`: its content, the line with those that it goes on in, where it ends, the line after it.

    None where the quote is the text's own: it does not end where a cell does, or a row would end within it.
    """
    position, first = start + 1, following
    while True:
        position = line.find('"', position)
        if position < 0:
            if following >= len(lines) or following - first >= _LONGEST_CELL:
                return None
            position = len(line)
            line = f"{line}\n{lines[following]}"
            following += 1
        elif line.startswith('""', position):
            position += 2
        elif position + 1 == len(line) or line.startswith(separator, position + 1):
            content = line[start + 1 : position].replace('""', '"')
            is_row_within = "\n" in content and separator in content and separator == "\t"
            return None if is_row_within else (content, line, position + 1, following)
        else:
            return None


def _needs_quotes(content: str, separator: str) -> bool:
    return any(sign in content for sign in ('"', "\n", separator))


def _own_quotes(cells: Sequence[str], quoted: Sequence[str], separator: str) -> bool:
    """Whether quotes around a cell that needs none are its own: a program that puts all texts in quotes does so in each cell of a row."""
    return any(cell.strip() and cell not in quoted and not _is_number(cell.strip()) for cell in cells) or len(quoted) < 2
