"""Finds the columns of a table that no lines part: where texts stand below each other, with gaps between them.

It knows where words stand and whether they are figures. It must not know what a column says, nor where rows end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jospar.extract.readers.pdf.levels import Piece, is_figures, width_of
from jospar.extract.readers.pdf.lines import PdfLine, make_line

# A line that has so many pieces tells of columns.
FEWEST_COLUMNS = 3
# At the edge of a column words are of two where they are further apart than this share of the height of their type.
_EDGE_GAP = 0.35
# So many gaps between words are of one text where the widest is not so many times as wide as the narrowest.
_WORDS, _EVEN = 4, 1.4
# How far type may reach over the edge of its column, whose place is known by other text only, of its height.
_OVER = 0.5
# The share of pieces that may stand otherwise than pieces do.
_FEW = 0.1
# What stands in a column so much less often than in the fullest may be of its neighbour.
_STRAY = 0.3


@dataclass(slots=True)
class Band:
    """A column as it is found: from where to where its texts reach, and how many they are."""

    left: float
    right: float
    support: int = 1


def find_edges(lines: Sequence[Sequence[PdfLine]], before: Sequence[float] | None) -> tuple[float, ...]:
    """The edges of the columns, those of the table before where the lines fit them."""
    if before is not None and len(before) > FEWEST_COLUMNS and fit(lines, before):
        return tuple(before)
    return _settle(edges(find_bands(lines)), [piece for line in lines for piece in line])


def find_bands(lines: Sequence[Sequence[PdfLine]]) -> list[Band]:
    """The columns: pieces that stand below each other, the narrow ones first; one that would join two well-found columns runs through."""
    bands: list[Band] = []
    pieces = sorted((piece for line in lines if len(line) >= FEWEST_COLUMNS for piece in line), key=width_of)
    for piece in pieces:
        left, _, right, _ = piece.box
        over = [band for band in bands if left < band.right and band.left < right]
        if sum(band.support > 1 for band in over) > 1:
            continue
        joined = Band(min([left, *(b.left for b in over)]), max([right, *(b.right for b in over)]), 1 + sum(b.support for b in over))
        bands = [band for band in bands if all(band is not other for other in over)]
        bands.append(joined)
    bands.sort(key=lambda band: band.left)
    on = [[under(bands, piece) for piece in line] for line in lines]
    for line, homes in zip(lines, on, strict=True):
        for piece, over in zip(line, homes, strict=True):
            if len(over) == 1:
                over[0].left, over[0].right = min(over[0].left, piece.box[0]), max(over[0].right, piece.box[2])
    together = {(id(left), id(right)) for homes in on for (left,), (right,) in pairwise([over for over in homes if len(over) == 1])}
    return _with_strays(bands, together)


def _with_strays(bands: Sequence[Band], together: Collection[tuple[int, int]]) -> list[Band]:
    """The columns with those made one with a neighbour that few texts stand in, set otherwise than the rest of its column.

    `together` are the pairs of columns that have texts on the same line.
    """
    joined, most = list(bands), max((band.support for band in bands), default=0)
    for stray in [band for band in bands if band.support <= max(1.0, _STRAY * most)]:
        at = joined.index(stray)
        left, right = joined[at - 1] if at else None, joined[at + 1] if at + 1 < len(joined) else None
        free = [(stray.left - left.right, left)] if left and (id(left), id(stray)) not in together else []
        free += [(right.left - stray.right, right)] if right and (id(stray), id(right)) not in together else []
        if free and at:
            _, home = min(free, key=lambda pair: pair[0])
            home.left, home.right = min(home.left, stray.left), max(home.right, stray.right)
            joined.remove(stray)
    return joined


def edges(bands: Sequence[Band]) -> tuple[float, ...]:
    """The edges of columns: half way between them."""
    if not bands:
        return ()
    return (bands[0].left, *((left.right + right.left) / 2 for left, right in pairwise(bands)), bands[-1].right)


def _settle(xs: Sequence[float], pieces: Sequence[PdfLine]) -> tuple[float, ...]:
    """The edges that few texts of the two columns beside them run through, each moved to where the fewest do; the others part no columns.

    Wide spaces, as between margins that are both kept, stand below each other by chance.
    """
    settled = list(xs[:1])
    for index in range(1, len(xs) - 1):
        left, right = settled[-1], xs[index + 1]
        near = [piece for piece in pieces if left - _over(piece) <= piece.box[0] and piece.box[2] <= right + _over(piece)]
        texts = [piece for piece in near if not is_figures(piece.text)]
        figures = [piece.box[2] <= xs[index] for piece in near if is_figures(piece.text)]
        most, x = max(1.0, _FEW * len(near), min(sum(figures), len(figures) - sum(figures))), xs[index]
        if sum(_crosses(piece, x) for piece in texts) > most:
            ends = {end for piece in texts for word in piece.words for end in (word.x0 - 1, word.x1 + 1) if left < end < right}
            x = min(ends, key=lambda end: (sum(_crosses(piece, end) for piece in texts), abs(end - xs[index])), default=x)
            x = _middle_of_gap(x, texts)
        beside = [piece.box[2] <= x + _over(piece) for piece in near]
        if sum(_crosses(piece, x) for piece in texts) <= most and any(beside) and not all(beside):
            settled.append(x)
    return (*settled, *xs[-1:]) if len(xs) > 1 else tuple(xs)


def _over(piece: PdfLine) -> float:
    return _OVER * piece.height


def _crosses(piece: PdfLine, x: float) -> bool:
    """Whether a piece runs through a place, with no wide gap between its words there."""
    if not piece.box[0] + _over(piece) < x < piece.box[2] - _over(piece):
        return False
    return not any(left.x1 <= x <= right.x0 and right.x0 - left.x1 > _EDGE_GAP * piece.height for left, right in pairwise(piece.words))


def _middle_of_gap(x: float, pieces: Sequence[PdfLine]) -> float:
    words = [word for piece in pieces for word in piece.words]
    left = max((word.x1 for word in words if word.x1 <= x), default=x)
    return (left + min((word.x0 for word in words if word.x0 >= x), default=x)) / 2


def under(bands: Sequence[Band], piece: PdfLine) -> list[Band]:
    """The columns that a piece stands in; what it reaches into others by a little does not count."""
    over = min(_OVER * piece.height, width_of(piece) / 4)
    return [band for band in bands if piece.box[0] + over < band.right and band.left < piece.box[2] - over]


def runs_through(piece: PdfLine, xs: Sequence[float]) -> bool:
    """Whether a piece runs through an inner edge."""
    return any(piece.box[0] + _over(piece) < x < piece.box[2] - _over(piece) for x in xs[1:-1])


def begins_right(piece: PdfLine, xs: Sequence[float]) -> bool:
    """Whether a piece begins behind the first column."""
    return len(xs) > 2 and piece.box[0] > xs[1]


def fit(lines: Sequence[Sequence[PdfLine]], xs: Sequence[float]) -> bool:
    """Whether lines have the columns of another table: few pieces run through its inner edges or share a column with another on their line,
    among them no figures, and none is beyond its outer edges.
    """
    pieces = [piece for line in lines if len(line) >= FEWEST_COLUMNS for piece in line]
    odd = [piece for piece in pieces if runs_through(piece, xs)]
    for line in lines:
        if len(line) >= FEWEST_COLUMNS:
            homes = [sum(x <= (piece.box[0] + piece.box[2]) / 2 for x in xs[1:-1]) for piece in line]
            odd.extend(right for (left_home, right_home), right in zip(pairwise(homes), line[1:], strict=True) if left_home == right_home)
    outside = any(piece.box[2] < xs[0] or piece.box[0] > xs[-1] for piece in pieces)
    return not outside and len(odd) <= max(1.0, _FEW * len(pieces)) and not any(is_figures(piece.text) for piece in odd)


def place(line: Sequence[PdfLine], xs: Sequence[float]) -> list[Piece]:
    """A line by the columns that its pieces stand in; a piece over an edge is cut where two of its words stand apart there."""
    placed: list[Piece] = []
    for piece in (part for whole in line for part in _cut(whole, xs)):
        first = sum(x <= piece.box[0] + _over(piece) for x in xs[1:-1])
        last = max(first, sum(x < piece.box[2] - _over(piece) for x in xs[1:-1]))
        if placed and placed[-1].last >= first:
            before = placed.pop()
            placed.append(Piece(before.first, max(last, before.last), make_line((*before.line.words, *piece.words))))
        else:
            placed.append(Piece(first, last, piece))
    return placed


def _cut(piece: PdfLine, xs: Sequence[float]) -> Iterator[PdfLine]:
    """A piece by the columns that wide gaps at edges part it into; several words with even gaps are a text that runs through.

    So are not words of which each stands in a column of its own, as `жыл` below every year.
    """
    gaps = [right.x0 - left.x1 for left, right in pairwise(piece.words)]
    is_text = len(gaps) >= _WORDS and max(gaps) < _EVEN * min(gaps) and not is_figures(piece.text) and not _is_parted(piece, xs)
    if not gaps or is_text:
        yield piece
        return
    words = [piece.words[0]]
    for gap, (left, right) in zip(gaps, pairwise(piece.words), strict=True):
        over = _over(piece) if len(gaps) < _WORDS or gap > _EVEN * min(gaps) else 1.0
        if gap > _EDGE_GAP * piece.height and any(left.x1 - over <= x <= right.x0 + over for x in xs[1:-1]):
            yield make_line(words)
            words = []
        words.append(right)
    yield make_line(words)


def _is_parted(piece: PdfLine, xs: Sequence[float]) -> bool:
    """Whether an edge passes between any two words of a piece."""
    return all(any(left.x1 < x < right.x0 for x in xs[1:-1]) for left, right in pairwise(piece.words))
