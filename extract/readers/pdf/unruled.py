"""Finds tables that have no lines between their columns, or none between their rows: by the gaps between words, and how they are spaced.

It knows where words stand. It must not know what a column or a row says; columns are found in bands, rows in rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from jospar.extract.readers.pdf.bands import (
    FEWEST_COLUMNS,
    Band,
    begins_right,
    edges,
    find_bands,
    find_edges,
    fit,
    place,
    runs_through,
    under,
)
from jospar.extract.readers.pdf.levels import CODE, is_figures
from jospar.extract.readers.pdf.lines import PdfLine, split_line
from jospar.extract.readers.pdf.page import RulingLine
from jospar.extract.readers.pdf.row_splitting import make_cells
from jospar.extract.readers.pdf.rows import find_rows
from jospar.extract.readers.pdf.tables import PageTable

# Words further apart than this share of the height of their type are of two columns.
_COLUMN_GAP = 0.8
# A table has so many lines that fill as many columns; where its rows are ruled two columns are enough.
_FEWEST_LINES = 3
# A blank of so many heights ends a table, as so many lines of prose do, which are wider than this share of it.
_FAR, _MOST_PROSE, _PROSE = 4.0, 3, 0.6
# A blank of so many heights may part two tables.
_BLANK = 1.4
# Lines of a header are nearer to each other than this, of its height, those of a row than this.
_NEAR, _CLOSE = 1.0, 0.6
# The widest gap between the words of a line that is spread to its margins, by the narrowest.
_EVEN = 1.2
# What type may reach into the line above, of its height.
_INTO = 0.15


def find_unruled(
    page: int, lines: Iterable[PdfLine], rules: Sequence[RulingLine], before: Sequence[float] | None
) -> tuple[list[PageTable], list[PdfLine]]:
    """The tables among lines that stand in no grid, and the lines that are in none of them.

    `rules` are the horizontal lines that are in no grid either; `before` are the edges of the table without lines that the page before
    ended with, which this page may go on with.
    """
    whole = sorted(lines, key=lambda line: (round(line.box[1]), line.box[0]))
    split = [[line] if _is_justified(line) else split_line(line, _COLUMN_GAP) for line in whole]
    tables: list[PageTable] = []
    rest: list[PdfLine] = []
    position = 0
    zones = list(_zones(split, rules))[::-1]
    while zones:
        core, last = zones.pop()
        start, end = _grown(split, max(core, position), last, rules, position)
        end = start + _find_other(split[start:end])
        xs = find_edges(split[start:end], before)
        text = _find_text(split[start:end], xs) or (end - start, end - start)
        if start + text[1] <= last:
            later = [index for index in range(start + text[1], last + 1) if len(split[index]) >= FEWEST_COLUMNS]
            zones.extend((index, last) for index in later[:1])
            end = start + text[0]
        table = _read_zone(page, split[start:end], rules, xs, goes_on=before is not None and xs == tuple(before))
        rest.extend(whole[position : end if table is None else start])
        if table is not None:
            tables.append(table)
            before = table.xs
        position = end
    rest.extend(whole[position:])
    return tables, rest


def _is_justified(line: PdfLine) -> bool:
    """Whether the words of a line stand apart by the same gaps, as where text is spread to its margins; figures are no such text."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
    is_even = len(gaps) > 1 and min(gaps) > 0 and max(gaps) < _EVEN * min(gaps)
    return is_even and not any(is_figures(word.text) for word in line.words)


def _zones(lines: Sequence[Sequence[PdfLine]], rules: Sequence[RulingLine]) -> Iterator[tuple[int, int]]:
    """The first and last lines of many pieces between which there may be a table: no prose, and no large blank without a rule."""
    start: int | None = None
    last = prose = 0
    left = right = 0.0
    for index, line in enumerate(lines):
        if start is not None and (prose >= _MOST_PROSE or _is_apart(lines[index - 1], line, rules)):
            yield start, last
            start, prose = None, 0
        if len(line) >= FEWEST_COLUMNS:
            left, right = (line[0].box[0], line[-1].box[2]) if start is None else (min(left, line[0].box[0]), max(right, line[-1].box[2]))
            start, last, prose = (index if start is None else start), index, 0
        elif len(line) == 1 and line[0].box[2] - line[0].box[0] > _PROSE * (right - left):
            prose += 1
    if start is not None:
        yield start, last


def _is_apart(above: Sequence[PdfLine], below: Sequence[PdfLine], rules: Sequence[RulingLine]) -> bool:
    """Whether a large blank without a rule is between two lines."""
    is_far = below[0].box[1] - above[0].box[3] > _FAR * below[0].height
    return is_far and not any(above[0].box[1] <= rule.at <= below[0].box[3] for rule in rules)


def _grown(lines: Sequence[Sequence[PdfLine]], start: int, last: int, rules: Sequence[RulingLine], first: int) -> tuple[int, int]:
    """The lines of a zone with those right above and below, from number `first` on, that stand in its columns or below its upper rule."""
    bands = find_bands(lines[start : last + 1])
    end, bottom = last + 1, max((piece.box[3] for line in lines[start : last + 1] for piece in line), default=0.0)
    while start > first:
        line, height = lines[start - 1], lines[start - 1][0].height
        blank = lines[start][0].box[1] - line[0].box[3]
        begins_right = bool(bands) and line[0].box[0] > bands[0].right
        if blank > _NEAR * height or not (len(line) > 1 or begins_right or blank < -_INTO * height or _is_ruled_in(rules, line)):
            break
        start -= 1
    while end < len(lines) and lines[end][0].box[1] - bottom < _CLOSE * lines[end][0].height and _is_within(bands, lines[end]):
        if CODE.match(lines[end][0].text):
            break
        bottom = max(bottom, *(piece.box[3] for piece in lines[end]))
        end += 1
    return start, end


def _is_within(bands: Sequence[Band], line: Sequence[PdfLine]) -> bool:
    """Whether each piece of a line stands in one column."""
    return all(len(under(bands, piece)) == 1 for piece in line)


def _is_ruled_in(rules: Sequence[RulingLine], line: Sequence[PdfLine]) -> bool:
    """Whether a ruling line stands right above a line."""
    return any(rule.at <= line[0].box[1] + 1 and line[0].box[1] - rule.at < 2 * line[0].height for rule in rules)


def _find_other(lines: Sequence[Sequence[PdfLine]]) -> int:
    """How many lines come before a table of other columns, which begins below a blank; all of them where there is none."""
    for index in range(1, len(lines)):
        if lines[index][0].box[1] - max(piece.box[3] for piece in lines[index - 1]) < _BLANK * lines[index][0].height:
            continue
        above, below = lines[:index], lines[index:]
        are_tables = min(sum(len(line) >= FEWEST_COLUMNS for line in part) for part in (above, below)) > 1
        if are_tables and not fit(below, edges(find_bands(above))):
            return index
    return len(lines)


def _find_text(lines: Sequence[Sequence[PdfLine]], xs: Sequence[float]) -> tuple[int, int] | None:
    """From where to where text stands between two tables of the same columns: three lines or more of one piece, some through columns."""
    run = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and len(lines[index]) == 1 and not begins_right(lines[index][0], xs):
            run += 1
            continue
        while 0 < run < index and lines[index - run][0].box[1] - lines[index - run - 1][0].box[3] < _CLOSE * lines[index - run][0].height:
            run -= 1
        own = [line[0] for line in lines[index - run : index]]
        if run >= _MOST_PROSE and index - run > 0 and any(runs_through(piece, xs) for piece in own):
            return index - run, index
        run = 0
    return None


def _read_zone(
    page: int, lines: Sequence[Sequence[PdfLine]], rules: Sequence[RulingLine], xs: tuple[float, ...], *, goes_on: bool
) -> PageTable | None:
    """The table that lines make, None where they have too few columns in common; one that goes on with another may have a single row."""
    if not lines:
        return None
    height = lines[0][0].height
    top, bottom = lines[0][0].box[1] - height, max(piece.box[3] for piece in lines[-1]) + height
    own = sorted(rule.at for rule in rules if top <= rule.at <= bottom)
    fewest = FEWEST_COLUMNS if len(own) < _FEWEST_LINES else FEWEST_COLUMNS - 1
    needed = 1 if goes_on else 2 if len(xs) - 1 > FEWEST_COLUMNS else _FEWEST_LINES
    if len(xs) - 1 < fewest or sum(len(line) >= fewest for line in lines) < needed:
        return None
    pieces = [piece for line in lines for piece in place(line, xs)]
    rows = find_rows(pieces, own, xs)
    ys, cells, doubtful = make_cells(rows, xs)
    return PageTable(page, xs, ys, cells, is_ruled=False, is_doubtful=rows.is_doubtful, doubtful_rows=doubtful)
