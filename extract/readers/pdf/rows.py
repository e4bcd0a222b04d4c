"""Finds the rows of a table that no lines part: by blanks, by figures, and by how full lines are; the way that gives the most regular rows.

It knows pieces of text by the columns that they stand in, and whether they are figures. It must not know what a row says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jospar.extract.readers.pdf.levels import CODE, Piece, PieceRow, TextLevel, find_levels, is_figures, width_of
from jospar.extract.words.years import YEAR

# By how much blanks between rows are higher than within them, of the height of type.
_HIGHER = 0.12
# A space between words, of the height of its type.
_SPACE = 0.3
# A heading that leaves so much more room than the next word takes, of its height, has ended.
_ROOM = 8.0
# The share of rows that may look otherwise than rows do.
_FEW = 0.1
_GROUP = re.compile(r"\d{3}(?!\d)")
_YEAR = re.compile(rf"{YEAR}(?!\d).{{0,5}}")


class Rows(NamedTuple):
    """The rows of a table; `is_doubtful` says that neither lines nor blanks part them, `irregular` which of them do not look like rows."""

    rows: list[PieceRow]
    is_doubtful: bool
    irregular: frozenset[int]


class _Columns(NamedTuple):
    """How wide text may be in each column, which of them hold figures, and which others before those each row fills, its name for one."""

    widths: list[float]
    figures: frozenset[int]
    filled: frozenset[int]


def find_rows(pieces: Sequence[Piece], rules: Sequence[float], xs: Sequence[float]) -> Rows:
    """Pieces by the rows that they make.

    Where lines rule the rows, they part them. Else a blank does that is higher than those within rows; where there is none, or rows so
    parted are not regular, a line begins a row that has a number in front, runs through the columns, or holds what had room on the line
    above, or figures. The way is taken under which the fewest rows are irregular.
    """
    levels = list(find_levels(pieces, rules))
    columns = _columns(pieces, levels, xs)
    ruled = {index for index in range(1, len(levels)) if any(levels[index - 1].middle < at <= levels[index].middle for at in rules)}
    if _are_ruled(levels, rules):
        rows = _cut(levels, ruled)
        return Rows(rows, False, _unparted(rows, columns))
    cuts = [(_cut(levels, ruled | begins), is_doubtful) for begins, is_doubtful in _ways(levels, columns)]
    found = [Rows(rows, is_doubtful and len(rows) < len(levels), _irregular(rows, columns)) for rows, is_doubtful in cuts]
    found = [rows._replace(irregular=rows.irregular | _stacked(rows.rows, columns)) if rows.is_doubtful else rows for rows in found]
    best = min(found, key=_cost)
    irregular = set(best.irregular)
    for other in found:
        if _cost(other) <= _cost(best) + _FEW and (best.is_doubtful or len(other.rows) > len(best.rows)):
            irregular |= _differing(best.rows, other.rows, columns)
    return best._replace(irregular=frozenset(irregular))


def _cost(rows: Rows) -> float:
    return len(rows.irregular) / max(1, len(rows.rows)) + rows.is_doubtful * _FEW


def _differing(rows: Sequence[PieceRow], others: Sequence[PieceRow], columns: _Columns) -> set[int]:
    """The rows whose figures another way of cutting puts into rows otherwise."""
    known = {_figures_in(other, columns) for other in others}
    return {number for number, row in enumerate(rows) if _figures_in(row, columns) not in known}


def _stacked(rows: Sequence[PieceRow], columns: _Columns) -> frozenset[int]:
    """The rows with figures below each other."""
    return frozenset(n for n, row in enumerate(rows) if any(len(own) > 1 for own in _figures_of(row, columns).values()))


def _unparted(rows: Sequence[PieceRow], columns: _Columns) -> frozenset[int]:
    """The rows between lines that do not look like one: with several codes, or figures below each other that make not one number."""
    return frozenset(number for number in _irregular(rows, columns) if not _is_one_row(rows[number], columns))


def _is_one_row(row: PieceRow, columns: _Columns) -> bool:
    stacked = (pair for own in _figures_of(row, columns).values() for pair in pairwise(own))
    is_coded_once = sum(piece.first == 0 and CODE.match(piece.line.text) is not None for piece in row) <= 1
    return is_coded_once and all(_GROUP.match(below.line.text) for _, below in stacked)


def _figures_in(row: PieceRow, columns: _Columns) -> frozenset[int]:
    return frozenset(id(piece.line) for own in _figures_of(row, columns).values() for piece in own)


def _cut(levels: Sequence[TextLevel], begins: Collection[int]) -> list[PieceRow]:
    """The rows of levels, of which those numbered begin one, as the first does."""
    rows: list[PieceRow] = []
    for index, level in enumerate(levels):
        if not index or index in begins:
            rows.append([])
        rows[-1].extend(level.pieces)
    return rows


def _ways(levels: Sequence[TextLevel], columns: _Columns) -> Iterator[tuple[set[int], bool]]:
    """The levels that begin rows, in each way in which they may be told, and whether that leaves them doubtful; the surest first."""
    across = sum(columns.widths)
    alone = {index for index in range(1, len(levels)) if _stands_alone(levels[index - 1], levels[index], across)}
    for highest in _highest_blanks(levels):
        yield alone | {index for index in range(1, len(levels)) if _blank(levels, index) > highest}, False
    if all(level.figures or level.through for level in levels[1:]):
        yield set(range(1, len(levels))), True
    yield _begun_by_room(levels, columns) | alone, True
    yield _begun_by_figures(levels, columns) | alone, True


def _stands_alone(above: TextLevel, below: TextLevel, width: float) -> bool:
    """Whether a heading begins or ends between two levels: it runs through the columns, or ends with a colon and has nothing beside it.

    One that runs through them and has no room goes on below, but for a number or a label there.
    """
    if not (above.through and _is_alone(below)):
        return above.through or below.through or _is_label(above)
    word = below.pieces[0].line.words[0]
    is_begun = below.coded or (_is_label(below) and word.text[0].isupper())
    return is_begun or width - width_of(above.pieces[0].line) > word.x1 - word.x0 + _ROOM * above.pieces[0].line.height


def _is_alone(level: TextLevel) -> bool:
    return len(level.pieces) == 1 and level.pieces[0].first == 0


def _is_label(level: TextLevel) -> bool:
    return _is_alone(level) and level.pieces[0].line.text.endswith(":")


def _blank(levels: Sequence[TextLevel], index: int) -> float:
    return levels[index].top - levels[index - 1].bottom


def _highest_blanks(levels: Sequence[TextLevel]) -> list[float]:
    """Between the heights of the blanks within rows and those between rows: where heights differ most first."""
    steps = sorted(_blank(levels, n) for n in range(1, len(levels)) if not (levels[n].through or levels[n - 1].through))
    height = Counter(round(piece.line.height, 1) for level in levels for piece in level.pieces).most_common(1)[0][0] if levels else 0.0
    apart = [(upper - lower, (lower + upper) / 2) for lower, upper in pairwise(steps) if upper - lower >= _HIGHER * height]
    return [middle for _, middle in sorted(apart, reverse=True)]


def _begun_by_room(levels: Sequence[TextLevel], columns: _Columns) -> set[int]:
    """The levels with a number in front, or with what had room on the line above."""
    begins: set[int] = set()
    row: PieceRow = []
    for index, level in enumerate(levels):
        if index and (level.coded or any(_had_room(piece, row, columns.widths) for piece in level.pieces)):
            begins.add(index)
            row = []
        row.extend(level.pieces)
    return begins


def _begun_by_figures(levels: Sequence[TextLevel], columns: _Columns) -> set[int]:
    """The levels with figures that do not go on with those above."""
    begins: set[int] = set()
    row: PieceRow = []
    for index, level in enumerate(levels):
        own = [piece for piece in level.pieces if piece.first in columns.figures and is_figures(piece.line.text)]
        if index and any(not _may_go_on(piece, row, columns.widths) for piece in own):
            begins.add(index)
            row = []
        row.extend(level.pieces)
    return begins


def _may_go_on(piece: Piece, row: Sequence[Piece], widths: Sequence[float]) -> bool:
    return any(other.first == piece.first for other in row) and not _had_room(piece, row, widths)


def _are_ruled(levels: Sequence[TextLevel], rules: Sequence[float]) -> bool:
    """Whether lines part the rows: they stand between the figures of most, or below those of a single row; those below years part none."""
    figures = [level.middle for level in levels if level.figures and not _are_years(level.pieces)]
    if len(figures) == 1:
        return max(rules, default=figures[0]) > figures[0]
    parted = sum(any(above < at <= below for at in rules) for above, below in pairwise(figures))
    return bool(rules) and parted >= (1 - _FEW) * (len(figures) - 1)


def _are_years(pieces: Sequence[Piece]) -> bool:
    return all(_YEAR.fullmatch(piece.line.text) for piece in pieces if piece.first and is_figures(piece.line.text))


def _columns(pieces: Sequence[Piece], levels: Sequence[TextLevel], xs: Sequence[float]) -> _Columns:
    """What the columns are by the pieces that stand in them; text may reach to the next column but for a margin, or as far as any does.

    Columns of figures are taken to be as wide as the narrowest of them, since texts in the middle of cells do not show where those end.
    """
    count = len(xs) - 1
    widths, widest = [right - left for left, right in pairwise(xs)], [0.0] * count
    figures, texts = [0] * count, [0] * count
    for piece in pieces:
        if piece.first == piece.last:
            at = piece.first
            widest[at] = max(widest[at], width_of(piece.line))
            widths[at] = min(widths[at], xs[at + 1] - xs[at] - piece.line.height)
            is_figure = is_figures(piece.line.text)
            figures[at] += is_figure
            texts[at] += not is_figure
    name = next((at for at in range(count) if texts[at] > figures[at]), 0)
    numeric = frozenset(at for at in range(name + 1, count) if figures[at] > texts[at])
    narrowest = min((widths[at] for at in numeric if at < count - 1), default=0.0)
    room = [max(narrowest if at in numeric else widths[at], widest[at]) for at in range(count)]
    with_figures = [{piece.first for piece in level.pieces} for level in levels if level.figures]
    filled = (at for at in range(name, min(numeric, default=0)) if 2 * sum(at in own for own in with_figures) > len(with_figures))
    return _Columns(room, numeric, frozenset(filled))


def _had_room(piece: Piece, row: Sequence[Piece], widths: Sequence[float]) -> bool:
    """Whether a piece is none that goes on in a row: nothing stands above it there, or its first word had room beside what does."""
    above = [other for other in row if other.first == piece.first]
    if not above:
        return True
    first = piece.line.words[0]
    if widths[piece.first] - width_of(above[-1].line) > _SPACE * piece.line.height + first.x1 - first.x0:
        return True
    return is_figures(piece.line.text) and not is_one_number(above[-1].line.text, piece.line.text)


def is_one_number(above: str, below: str) -> bool:
    """Whether figures below others can be the rest of one number: a group of thousands, decimals, or what was broken off a group."""
    if re.fullmatch(r"[\d\s]*\d", above) and re.match(r"\d{3}(?!\d)", below):
        return True
    return bool(
        re.fullmatch(r"[\d\s]*[.,\d]|[\d\s]+[.,]\d+", above) and re.fullmatch(r"\d{1,2}" if above[-1].isdigit() else r"\d{1,3}", below)
    )


def _irregular(rows: Sequence[PieceRow], columns: _Columns) -> frozenset[int]:
    """The rows that do not look like rows: with figures but not one number in each column of figures, or without a name; and those with
    texts in several columns and no figures. Rows above all figures may be a header, the outer ones the halves of others.
    """
    found: set[int] = set()
    is_header = True
    for index, row in enumerate(rows):
        figures = _figures_of(row, columns)
        is_header = is_header and all(_YEAR.fullmatch(piece.line.text) for own in figures.values() for piece in own)
        if not columns.figures or is_header or all(_YEAR.fullmatch(piece.line.text) for own in figures.values() for piece in own):
            is_odd = not is_header and not figures and 0 < index < len(rows) - 1 and len({piece.first for piece in row}) > 1
        else:
            lacks_text = not columns.filled <= {piece.first for piece in row}
            is_odd = (index > 0 and lacks_text) or not _is_full(figures, row, columns)
            if index and lacks_text:  # It may be the rest of the row above.
                found.add(index - 1)
        if is_odd:
            found.add(index)
    return frozenset(found)


def _figures_of(row: PieceRow, columns: _Columns) -> dict[int, PieceRow]:
    found: dict[int, PieceRow] = {}
    for piece in row:
        if piece.first in columns.figures and is_figures(piece.line.text):
            found.setdefault(piece.first, []).append(piece)
    return found


def _is_full(figures: dict[int, PieceRow], row: PieceRow, columns: _Columns) -> bool:
    """Whether a row has one number in each column of figures."""
    covered = {piece.first for piece in row if piece.first == piece.last}
    if not columns.figures <= covered:
        return False
    return all(
        is_one_number(above.line.text, below.line.text) and not _had_room(below, [above], columns.widths)
        for own in figures.values()
        for above, below in pairwise(own)
    )
