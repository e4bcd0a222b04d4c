"""Finds tables that have no lines between their columns, or none between their rows: by the gaps between words, and how they are spaced.

It knows where words stand and whether they are figures. It must not know what a column or a row says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from extract.readers.pdf.grid import GridCell
from extract.readers.pdf.lines import TextLine, make_line, split_line
from extract.readers.pdf.page import Rule
from extract.readers.pdf.tables import PageTable, TableCell

# Words further apart than this share of the height of their type are of two columns; at the edge of a column less is enough.
_COLUMN_GAP, _EDGE_GAP = 0.8, 0.35
# A table has so many columns, and so many lines that fill as many; where its rows are ruled two columns are enough.
_FEWEST_COLUMNS, _FEWEST_LINES = 3, 3
# A blank of so many heights ends a table, as so many lines of prose do, which are wider than this share of it.
_FAR, _MOST_PROSE, _PROSE = 4.0, 3, 0.6
# A blank of so many heights may part two tables.
_BLANK = 1.4
# Lines of a header are nearer to each other than this, of its height, those of a row than this.
_NEAR, _CLOSE = 1.0, 0.6
# Of the height of type: what it may reach into the lines above and below; by how much blanks between rows are higher than within them.
_INTO, _HIGHER = 0.15, 0.12
# What both margins of a cell take, in points, as word processors set them; and a space between words, of the height of its type.
_MARGINS, _SPACE = 11.0, 0.3
# How far type may reach over the edge of its column, whose place is known by other text only, of its height.
_OVER = 0.5
# The share of rows that may look otherwise than rows do.
_FEW = 0.1
_NUMERIC = re.compile(r"[-–—−<>≤≥~≈]?\s?\d[\d\s.,%*/–-]*|[-–—−]|(?:19|20)\d\d\s?\S{0,4}")
_CODE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?\s|\d{1,3}(?:\.\d{1,3}){1,5}\.?$")


class _Piece(NamedTuple):
    """Words that stand together on a line, with the first and the last column that they stand in."""

    first: int
    last: int
    line: TextLine


@dataclass(slots=True)
class _Level:
    """Pieces with no blank between them that runs through the whole table: a printed line, or all of a row whose cells are centred."""

    pieces: list[_Piece]
    top: float
    bottom: float
    figures: bool = field(init=False, default=False)
    through: bool = field(init=False, default=False)
    coded: bool = field(init=False, default=False)

    def see(self) -> None:
        """Notes what the pieces say of the row that they are of."""
        self.figures = any(piece.first and _NUMERIC.fullmatch(piece.line.text) for piece in self.pieces)
        self.through = any(piece.last > piece.first for piece in self.pieces)
        self.coded = any(piece.first == 0 and _CODE.match(piece.line.text) for piece in self.pieces)


@dataclass(slots=True)
class _Band:
    """A column as it is found: from where to where its texts reach, and how many they are."""

    left: float
    right: float
    support: int = 1


def find_unruled(
    page: int, lines: Iterable[TextLine], rules: Sequence[Rule], before: Sequence[float] | None
) -> tuple[list[PageTable], list[TextLine]]:
    """The tables among lines that stand in no grid, and the lines that are in none of them.

    `rules` are the horizontal lines that are in no grid either; `before` are the edges of the table without lines that the page before
    ended with, which this page may go on with.
    """
    split = [split_line(line, _COLUMN_GAP) for line in sorted(lines, key=lambda line: (round(line.box[1]), line.box[0]))]
    tables: list[PageTable] = []
    rest: list[TextLine] = []
    position = 0
    zones = list(_zones(split, rules))[::-1]
    while zones:
        core, last = zones.pop()
        start, end = _grown(split, max(core, position), last, rules, position)
        end = start + _find_other(split[start:end])
        xs = _find_edges(split[start:end], before)
        text = _find_text(split[start:end], xs) or (end - start, end - start)
        if start + text[1] <= last:
            later = [index for index in range(start + text[1], last + 1) if len(split[index]) >= _FEWEST_COLUMNS]
            zones.extend((index, last) for index in later[:1])
            end = start + text[0]
        table = _read_zone(page, split[start:end], rules, xs, goes_on=before is not None and xs == tuple(before))
        rest.extend(piece for line in split[position : end if table is None else start] for piece in line)
        if table is not None:
            tables.append(table)
            before = table.xs
        position = end
    rest.extend(piece for line in split[position:] for piece in line)
    return tables, rest


def split_rows(table: PageTable) -> PageTable:
    """A ruled table with those of its rows parted that hold several, since nothing is ruled between them.

    Rows are parted only where figures stand on three lines or more, on each in two columns or more.
    """
    by_row: list[list[TableCell]] = [[] for _ in table.ys[1:]]
    for cell in table.cells:
        by_row[cell.at.row].append(cell)
    found = {row: parted for row, cells in enumerate(by_row) if len(parted := _part(cells, table.xs)) > 1}
    if not found:
        return table
    ys: list[float] = [table.ys[0]]
    cells: list[TableCell] = []
    for row, own in enumerate(by_row):
        number = len(ys) - 1
        if row in found:
            edges, parts = _make_cells(found[row], table.xs, (table.ys[row], table.ys[row + 1]))
            cells.extend(replace(cell, at=replace(cell.at, row=number + cell.at.row)) for cell in parts)
            ys.extend(edges[1:])
        else:
            cells.extend(replace(cell, at=replace(cell.at, row=number)) for cell in own)
            ys.append(table.ys[row + 1])
    return replace(table, ys=tuple(ys), cells=tuple(cells))


def _part(cells: Sequence[TableCell], xs: Sequence[float]) -> list[list[_Piece]]:
    """The rows that the cells of one ruled row hold, none where it is one."""
    if sum(len(cell.lines) > 1 for cell in cells if cell.at.column) < 2 or any(cell.at.rows > 1 for cell in cells):
        return []
    pieces = _pieces_of(cells)
    if not any(_has_set_figures(cell, xs) for cell in cells) and _highest_within(list(_levels(pieces, ()))) is None:
        return []
    return _find_rows(pieces, (), xs)[0] if _may_hold_rows(pieces) else []


def _pieces_of(cells: Iterable[TableCell]) -> list[_Piece]:
    return [_Piece(cell.at.column, cell.at.column + cell.at.columns - 1, line) for cell in cells for line in cell.lines]


def _has_set_figures(cell: TableCell, xs: Sequence[float]) -> bool:
    """Whether figures stand below others beside which there was room for them: the width of the cell did not put them there."""
    width = xs[cell.at.column + cell.at.columns] - xs[cell.at.column]
    return any(
        bool(_NUMERIC.fullmatch(above.text) and _NUMERIC.fullmatch(below.text))
        and _width(above) + _SPACE * above.height + _width(below) + _MARGINS < width
        for above, below in pairwise(cell.lines)
    )


def _width(line: TextLine) -> float:
    return line.box[2] - line.box[0]


def _may_hold_rows(pieces: Sequence[_Piece]) -> bool:
    """Whether figures stand on three lines or more, on each in two columns or more; two are enough where a higher blank is between them."""
    figures = Counter(
        round(piece.line.box[3]) for piece in pieces if piece.first and piece.first == piece.last and _NUMERIC.fullmatch(piece.line.text)
    )
    if len(figures) < 2 or min(figures.values()) < 2:
        return False
    return len(figures) >= _FEWEST_LINES or _highest_within(list(_levels(pieces, ()))) is not None


def _zones(lines: Sequence[Sequence[TextLine]], rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """The first and last lines of many pieces between which there may be a table: no prose, and no large blank without a rule."""
    start: int | None = None
    last = prose = 0
    left = right = 0.0
    for index, line in enumerate(lines):
        if start is not None and (prose >= _MOST_PROSE or _is_apart(lines[index - 1], line, rules)):
            yield start, last
            start, prose = None, 0
        if len(line) >= _FEWEST_COLUMNS:
            left, right = (line[0].box[0], line[-1].box[2]) if start is None else (min(left, line[0].box[0]), max(right, line[-1].box[2]))
            start, last, prose = (index if start is None else start), index, 0
        elif len(line) == 1 and line[0].box[2] - line[0].box[0] > _PROSE * (right - left):
            prose += 1
    if start is not None:
        yield start, last


def _is_apart(above: Sequence[TextLine], below: Sequence[TextLine], rules: Sequence[Rule]) -> bool:
    """Whether a large blank without a rule is between two lines."""
    is_far = below[0].box[1] - above[0].box[3] > _FAR * below[0].height
    return is_far and not any(above[0].box[1] <= rule.at <= below[0].box[3] for rule in rules)


def _grown(lines: Sequence[Sequence[TextLine]], start: int, last: int, rules: Sequence[Rule], first: int) -> tuple[int, int]:
    """The lines of a zone with those right above and below, from number `first` on, that stand in its columns or below its upper rule."""
    bands = _find_bands(lines[start : last + 1])
    end, bottom = last + 1, max((piece.box[3] for line in lines[start : last + 1] for piece in line), default=0.0)
    while start > first:
        line, height = lines[start - 1], lines[start - 1][0].height
        blank = lines[start][0].box[1] - line[0].box[3]
        begins_right = bool(bands) and line[0].box[0] > bands[0].right
        if blank > _NEAR * height or not (len(line) > 1 or begins_right or blank < -_INTO * height or _is_ruled_in(rules, line)):
            break
        start -= 1
    while end < len(lines) and lines[end][0].box[1] - bottom < _CLOSE * lines[end][0].height and _is_within(bands, lines[end]):
        if _CODE.match(lines[end][0].text):
            break
        bottom = max(bottom, *(piece.box[3] for piece in lines[end]))
        end += 1
    return start, end


def _is_within(bands: Sequence[_Band], line: Sequence[TextLine]) -> bool:
    """Whether each piece of a line stands in one column."""
    return all(len(_under(bands, piece)) == 1 for piece in line)


def _under(bands: Sequence[_Band], piece: TextLine) -> list[_Band]:
    """The columns that a piece stands in; what it reaches into others by a little does not count."""
    over = min(_OVER * piece.height, _width(piece) / 4)
    return [band for band in bands if piece.box[0] + over < band.right and band.left < piece.box[2] - over]


def _is_ruled_in(rules: Sequence[Rule], line: Sequence[TextLine]) -> bool:
    """Whether a ruling line stands right above a line."""
    return any(rule.at <= line[0].box[1] + 1 and line[0].box[1] - rule.at < 2 * line[0].height for rule in rules)


def _find_other(lines: Sequence[Sequence[TextLine]]) -> int:
    """How many lines come before a table of other columns, which begins below a blank; all of them where there is none."""
    for index in range(1, len(lines)):
        if lines[index][0].box[1] - max(piece.box[3] for piece in lines[index - 1]) < _BLANK * lines[index][0].height:
            continue
        above, below = lines[:index], lines[index:]
        are_tables = min(sum(len(line) >= _FEWEST_COLUMNS for line in part) for part in (above, below)) > 1
        if are_tables and not _fit(below, _edges(_find_bands(above))):
            return index
    return len(lines)


def _find_text(lines: Sequence[Sequence[TextLine]], xs: Sequence[float]) -> tuple[int, int] | None:
    """From where to where text stands between two tables of the same columns: three lines or more of one piece, some through columns."""
    run = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and len(lines[index]) == 1 and not _over_columns(lines[index][0], xs):
            run += 1
            continue
        while 0 < run < index and lines[index - run][0].box[1] - lines[index - run - 1][0].box[3] < _CLOSE * lines[index - run][0].height:
            run -= 1
        own = [line[0] for line in lines[index - run : index]]
        if run >= _MOST_PROSE and index - run > 0 and any(_runs_through(piece, xs) for piece in own):
            return index - run, index
        run = 0
    return None


def _runs_through(piece: TextLine, xs: Sequence[float]) -> bool:
    over = _OVER * piece.height
    return any(piece.box[0] + over < x < piece.box[2] - over for x in xs[1:-1])


def _over_columns(piece: TextLine, xs: Sequence[float]) -> bool:
    """Whether a piece begins behind the first column."""
    return len(xs) > 2 and piece.box[0] > xs[1]


def _find_edges(lines: Sequence[Sequence[TextLine]], before: Sequence[float] | None) -> tuple[float, ...]:
    """The edges of the columns, those of the table before where the lines fit them."""
    if before is not None and len(before) > _FEWEST_COLUMNS and _fit(lines, before):
        return tuple(before)
    return _edges(_find_bands(lines))


def _read_zone(
    page: int, lines: Sequence[Sequence[TextLine]], rules: Sequence[Rule], xs: tuple[float, ...], *, goes_on: bool
) -> PageTable | None:
    """The table that lines make, None where they have too few columns in common; one that goes on with another may have a single row."""
    if not lines:
        return None
    height = lines[0][0].height
    top, bottom = lines[0][0].box[1] - height, max(piece.box[3] for piece in lines[-1]) + height
    own = sorted(rule.at for rule in rules if top <= rule.at <= bottom)
    fewest = _FEWEST_COLUMNS if len(own) < _FEWEST_LINES else _FEWEST_COLUMNS - 1
    needed = 1 if goes_on else 2 if len(xs) - 1 > _FEWEST_COLUMNS else _FEWEST_LINES
    if len(xs) - 1 < fewest or sum(len(line) >= fewest for line in lines) < needed:
        return None
    pieces = [piece for line in lines for piece in _place(line, xs)]
    rows, is_doubtful = _find_rows(pieces, own, xs)
    return PageTable(page, xs, *_make_cells(rows, xs, None), is_ruled=False, is_doubtful=is_doubtful)


def _find_bands(lines: Sequence[Sequence[TextLine]]) -> list[_Band]:
    """The columns: pieces that stand below each other, the narrow ones first; one that would join two well-found columns runs through."""
    bands: list[_Band] = []
    pieces = sorted((piece for line in lines if len(line) >= _FEWEST_COLUMNS for piece in line), key=_width)
    for piece in pieces:
        left, _, right, _ = piece.box
        over = [band for band in bands if left < band.right and band.left < right]
        if sum(band.support > 1 for band in over) > 1:
            continue
        joined = _Band(min([left, *(b.left for b in over)]), max([right, *(b.right for b in over)]), 1 + sum(b.support for b in over))
        bands = [band for band in bands if all(band is not other for other in over)]
        bands.append(joined)
    bands.sort(key=lambda band: band.left)
    on = [[_under(bands, piece) for piece in line] for line in lines]
    for line, under in zip(lines, on, strict=True):
        for piece, over in zip(line, under, strict=True):
            if len(over) == 1:
                over[0].left, over[0].right = min(over[0].left, piece.box[0]), max(over[0].right, piece.box[2])
    together = {(id(left), id(right)) for under in on for (left,), (right,) in pairwise([over for over in under if len(over) == 1])}
    return _with_strays(bands, together)


def _with_strays(bands: Sequence[_Band], together: Collection[tuple[int, int]]) -> list[_Band]:
    """The columns with those made one with a neighbour that a single text stands in, set otherwise than the rest of its column.

    `together` are the pairs of columns that have texts on the same line.
    """
    joined = list(bands)
    for stray in [band for band in bands if band.support == 1]:
        at = joined.index(stray)
        left, right = joined[at - 1] if at else None, joined[at + 1] if at + 1 < len(joined) else None
        free = [(stray.left - left.right, left)] if left and (id(left), id(stray)) not in together else []
        free += [(right.left - stray.right, right)] if right and (id(stray), id(right)) not in together else []
        if free and at:
            _, home = min(free, key=lambda pair: pair[0])
            home.left, home.right = min(home.left, stray.left), max(home.right, stray.right)
            joined.remove(stray)
    return joined


def _edges(bands: Sequence[_Band]) -> tuple[float, ...]:
    if not bands:
        return ()
    return (bands[0].left, *((left.right + right.left) / 2 for left, right in pairwise(bands)), bands[-1].right)


def _fit(lines: Sequence[Sequence[TextLine]], xs: Sequence[float]) -> bool:
    """Whether few pieces of lines, and no figures, run through the inner edges of another table, and none reaches beyond its outer ones."""
    pieces = [piece for line in lines if len(line) >= _FEWEST_COLUMNS for piece in line]
    through = [piece for piece in pieces if _runs_through(piece, xs)]
    outside = any(piece.box[2] < xs[0] or piece.box[0] > xs[-1] for piece in pieces)
    return not outside and len(through) <= _FEW * len(pieces) and not any(_NUMERIC.fullmatch(piece.text) for piece in through)


def _place(line: Sequence[TextLine], xs: Sequence[float]) -> list[_Piece]:
    """A line by the columns that its pieces stand in; a piece over an edge is cut where two of its words stand apart there."""
    placed: list[_Piece] = []
    for piece in (part for whole in line for part in _cut(whole, xs)):
        first = sum(x <= piece.box[0] + _OVER * piece.height for x in xs[1:-1])
        last = max(first, sum(x < piece.box[2] - _OVER * piece.height for x in xs[1:-1]))
        if placed and placed[-1].last >= first:
            before = placed.pop()
            placed.append(_Piece(before.first, max(last, before.last), make_line((*before.line.words, *piece.words))))
        else:
            placed.append(_Piece(first, last, piece))
    return placed


def _cut(piece: TextLine, xs: Sequence[float]) -> Iterator[TextLine]:
    words = [piece.words[0]]
    for left, right in pairwise(piece.words):
        if right.x0 - left.x1 > _EDGE_GAP * piece.height and any(left.x1 - 1 <= x <= right.x0 + 1 for x in xs[1:-1]):
            yield make_line(words)
            words = []
        words.append(right)
    yield make_line(words)


def _find_rows(pieces: Sequence[_Piece], rules: Sequence[float], xs: Sequence[float]) -> tuple[list[list[_Piece]], bool]:
    """Pieces by the rows that they make; and whether rows of several lines are told by less than a rule or a blank.

    Where lines rule the rows, they part them. Else a blank that is higher than those within rows does; where all are alike, a line begins
    a row that has a number in front, runs through the columns, or holds what had room on the line above.
    """
    levels = list(_levels(pieces, rules))
    is_ruled = _are_ruled(levels, rules)
    highest = None if is_ruled else _highest_within(levels)
    widths = _widths(pieces, xs)
    rows: list[list[_Piece]] = []
    for index, level in enumerate(levels):
        above = levels[index - 1] if index else None
        if above is None or any(_middle(above) < at <= _middle(level) for at in rules):
            begins = True
        elif is_ruled:
            begins = False
        elif level.through or above.through:
            begins = level.coded or not (level.through and above.through and level.pieces[0].first == above.pieces[0].first)
        elif highest is not None:
            begins = level.top - above.bottom > highest
        else:
            begins = level.coded or any(_had_room(piece, rows[-1], widths) for piece in level.pieces)
        if begins:
            rows.append([])
        rows[-1].extend(level.pieces)
    return rows, not is_ruled and highest is None and len(rows) < len(levels)


def _are_ruled(levels: Sequence[_Level], rules: Sequence[float]) -> bool:
    """Whether lines part the rows: they stand between the figures of most."""
    figures = [_middle(level) for level in levels if level.figures]
    parted = sum(any(above < at <= below for at in rules) for above, below in pairwise(figures))
    return bool(rules) and parted >= (1 - _FEW) * (len(figures) - 1)


def _widths(pieces: Iterable[_Piece], xs: Sequence[float]) -> list[float]:
    """How wide text may be in each column: as far as to the next one but for a margin, or as the widest in it."""
    widths = [right - left for left, right in pairwise(xs)]
    widest = [0.0] * len(widths)
    for piece in pieces:
        if piece.first == piece.last:
            widest[piece.first] = max(widest[piece.first], _width(piece.line))
            widths[piece.first] = min(widths[piece.first], xs[piece.first + 1] - xs[piece.first] - piece.line.height)
    return [max(pair) for pair in zip(widths, widest, strict=True)]


def _had_room(piece: _Piece, row: Sequence[_Piece], widths: Sequence[float]) -> bool:
    """Whether a piece is none that goes on in a row: nothing stands above it there, or its first word had room beside what does."""
    above = [other for other in row if other.first == piece.first]
    if not above:
        return True
    first = piece.line.words[0]
    if widths[piece.first] - _width(above[-1].line) > _SPACE * piece.line.height + first.x1 - first.x0:
        return True
    return bool(_NUMERIC.fullmatch(piece.line.text)) and not _is_one_number(above[-1].line.text, piece.line.text)


def _is_one_number(above: str, below: str) -> bool:
    """Whether figures below others can be the rest of one number: a group of thousands, decimals, or what was broken off a group."""
    return bool(re.fullmatch(r"[\d\s]*\d", above) and re.match(r"\d{3}(?!\d)", below)) or bool(
        re.fullmatch(r"[\d\s]*[\d.,]+", above) and re.fullmatch(r"\d{1,3}", below)
    )


def _middle(level: _Level) -> float:
    return (level.top + level.bottom) / 2


def _levels(pieces: Sequence[_Piece], rules: Sequence[float]) -> Iterator[_Level]:
    """The levels from the top; type may reach a little into the line below, and nothing reaches through a rule."""
    level: _Level | None = None
    for piece in sorted(pieces, key=lambda piece: piece.line.box[1]):
        _, top, _, bottom = piece.line.box
        into = _INTO * piece.line.height
        ruled = level is not None and any(level.top < at <= (top + bottom) / 2 and at > level.bottom - 2 * into for at in rules)
        if level is None or ruled or top + into > level.bottom - into:
            if level is not None:
                level.see()
                yield level
            level = _Level([], top, bottom)
        level.pieces.append(piece)
        level.bottom = max(level.bottom, bottom)
    if level is not None:
        level.see()
        yield level


def _highest_within(levels: Sequence[_Level]) -> float | None:
    """The height of the blanks within rows, where they can be told from those between rows; None where they can't.

    The lowest blanks are those within rows, unless rows so parted have figures on several levels.
    """
    steps = sorted(below.top - above.bottom for above, below in pairwise(levels) if not (above.through or below.through))
    if not steps:
        return None
    height = Counter(round(piece.line.height, 1) for level in levels for piece in level.pieces).most_common(1)[0][0]
    within = 1
    while within < len(steps) and steps[within] - steps[within - 1] < _HIGHER * height:
        within += 1
    if within == len(steps):
        return None
    highest = (steps[within - 1] + steps[within]) / 2
    figures = [0]
    for above, below in pairwise(levels):
        if above.through or below.through or below.top - above.bottom > highest:
            figures.append(0)
        figures[-1] += below.figures
    return highest if sum(count > 1 for count in figures) <= _FEW * len(figures) else None


def _make_cells(
    rows: Sequence[Sequence[_Piece]], xs: Sequence[float], sides: tuple[float, float] | None
) -> tuple[tuple[float, ...], tuple[TableCell, ...]]:
    """The edges of rows and the cells in them: one for each column of a row, and one for the text that runs through several.

    Below a text that runs through columns, as the label of a group does, stands a row of its own; the cells beside it reach over both.
    `sides` are the upper and lower edge of the whole, which else are those of the text.
    """
    ys = [sides[0] if sides else min(piece.line.box[1] for piece in rows[0])]
    cells: list[TableCell] = []
    for index, row in enumerate(rows):
        spans = _spans(row)
        wide = [span for span in spans if span[1] > span[0]]
        upper = [piece for piece in row if piece.last > piece.first]
        lower = [piece for piece in row if piece.last == piece.first and any(first <= piece.first <= last for first, last in wide)]
        bottom = max(piece.line.box[3] for piece in row)
        if index + 1 < len(rows):
            bottom = (bottom + min(piece.line.box[1] for piece in rows[index + 1])) / 2
        elif sides:
            bottom = sides[1]
        if lower:
            ys.append((max(piece.line.box[3] for piece in upper) + min(piece.line.box[1] for piece in lower)) / 2)
        ys.append(bottom)
        number, height = (len(ys) - 3, 2) if lower else (len(ys) - 2, 1)
        for first, last in spans:
            own = [piece for piece in row if first <= piece.first <= last]
            if last > first and lower:
                cells.append(_make_cell([piece for piece in own if piece in upper], (number, first, 1, last - first + 1), xs, ys))
                cells.extend(
                    _make_cell([piece for piece in own if piece in lower and piece.first == column], (number + 1, column, 1, 1), xs, ys)
                    for column in range(first, last + 1)
                )
            else:
                cells.append(_make_cell(own, (number, first, height, last - first + 1), xs, ys))
    return tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.at.row, cell.at.column)))


def _spans(row: Sequence[_Piece]) -> list[tuple[int, int]]:
    """From which to which column the texts of a row run, each column once; the columns without text are left out."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted((piece.first, piece.last) for piece in row):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _make_cell(pieces: Iterable[_Piece], at: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float]) -> TableCell:
    row, column, rows, columns = at
    lines = tuple(sorted((piece.line for piece in pieces), key=lambda line: line.box[1]))
    box = xs[column], ys[row], xs[column + columns], ys[row + rows]
    return TableCell(GridCell(row, column, rows, columns, box), lines, overflows=False)
