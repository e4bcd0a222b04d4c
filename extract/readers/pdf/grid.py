"""Finds the ruled tables of a page: which ruling lines cross, and which rectangles they close in.

It knows lines and rectangles only. A grid is what ruling lines make, whatever stands in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jospar.extract.limits import MAX_PAGE_RULES
from jospar.extract.readers.pdf.frames import unite_frames
from jospar.extract.readers.pdf.page import Box, RulingLine

# Lines nearer than this are one, in points: a double border, a border drawn cell by cell.
_SNAP = 3.0
# Lines nearer than this are one border of a table all the same: no type is so low that it would stand between them.
_NARROWEST = 6.0
# A gap in a line that is no end of it, as of dashes, in points.
_GAP = 4.0
# A gap that is narrower, in points, is none at all.
_SLIT = 1.0
# How far a line may end before the one that it meets, in points.
_REACH = 3.0
# How far lines go beyond the last one that crosses them in a table without an outer border, in points.
_OPEN = 12.0
_BOTH = 2
# So many lines that end together break off.
_BROKEN = 3


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A rectangle of a grid: its first row and column from 0, how many it covers, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """The edges of columns from left to right, of rows from top to bottom, and the cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_grids(horizontals: Iterable[RulingLine], verticals: Iterable[RulingLine]) -> list[RuledGrid]:
    """The grids that ruling lines make, from the top of the page to its bottom; a single rectangle is a frame and no grid."""
    across = join_rules(horizontals)
    down = join_rules(verticals, [rule.at for rule in across])
    if len(across) + len(down) > MAX_PAGE_RULES:
        return []
    across = sorted([*across, *_broken_off(down, across)])
    found = [grid for group in _connected(across, down) if (grid := _make_grid(*group)) is not None]
    used: set[int] = set()
    united: list[RuledGrid] = []
    for numbers, lines in unite_frames([[cell.box for cell in grid.cells] for grid in found]):
        if (grid := _make_grid(*map(join_rules, lines))) is not None:
            used.update(numbers)
            united.append(grid)
    apart = [grid for number, grid in enumerate(found) if number not in used and len(grid.cells) > 1]
    return sorted([*apart, *united], key=lambda grid: (grid.ys[0], grid.xs[0]))


def join_rules(rules: Iterable[RulingLine], crossed: Sequence[float] = ()) -> list[RulingLine]:
    """The lines with those made one that lie on each other, go on with each other or run side by side; `crossed` is where others cross."""
    joined: list[RulingLine] = []
    for level in _levels(sorted(rules)):
        at = sum(rule.at * (rule.end - rule.start) for rule in level) / sum(rule.end - rule.start for rule in level)
        start, end = min((rule.start, rule.end) for rule in level)
        for rule in sorted(level, key=lambda rule: rule.start):
            if rule.start > end + _GAP or _breaks_off(RulingLine(at, start, end), rule, crossed):
                joined.append(RulingLine(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        joined.append(RulingLine(at, start, end))
    return joined


def _breaks_off(before: RulingLine, after: RulingLine, crossed: Sequence[float]) -> bool:
    """Whether two long lines end at others that a row fits between: thick lines reach into it from both sides."""
    if after.start - before.end <= _SLIT or min(before.end - before.start, after.end - after.start) < _OPEN:
        return False
    first = next((at for at in crossed if before.end - _GAP <= at <= before.end), None)
    return first is not None and any(after.start <= at <= after.start + _GAP and at - first > _NARROWEST for at in crossed)


def _levels(rules: Sequence[RulingLine], near: float = _SNAP) -> Iterator[list[RulingLine]]:
    """Lines at about the same height or side, from one end of the page to the other."""
    level: list[RulingLine] = []
    for rule in rules:
        if level and rule.at - level[0].at > near:
            yield level
            level = []
        level.append(rule)
    if level:
        yield level


def _connected(across: Sequence[RulingLine], down: Sequence[RulingLine]) -> Iterator[tuple[list[RulingLine], list[RulingLine]]]:
    """The lines that meet each other, directly or by way of others."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    sides = [rule.at for rule in down]
    for number, rule in enumerate(across):
        for other in range(bisect_right(sides, rule.start - _REACH), bisect_right(sides, rule.end + _REACH)):
            if down[other].start - _REACH <= rule.at <= down[other].end + _REACH:
                parent[root(number)] = root(len(across) + other)
    groups: dict[int, tuple[list[RulingLine], list[RulingLine]]] = {}
    for index, rule in enumerate((*across, *down)):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    yield from groups.values()


def _make_grid(across: list[RulingLine], down: list[RulingLine]) -> RuledGrid | None:
    """The grid of lines that meet, None where they close in nothing."""
    if not across or not down:
        return None
    sides, ends = list(_open_sides(across, down)), list(_open_sides(down, across))
    # A table that is open on two sides may be so on the others, though but one line goes on there.
    if len(sides) == _BOTH:
        ends = list(_open_sides(down, across, fewest=1))
    elif len(ends) == _BOTH:
        sides = list(_open_sides(across, down, fewest=1))
    low, high = min(rule.at for rule in (*across, *ends)), max(rule.at for rule in (*across, *ends))
    left, right = min(rule.at for rule in (*down, *sides)), max(rule.at for rule in (*down, *sides))
    down = sorted([*down, *(RulingLine(side.at, low, high) for side in sides)])
    across = sorted([*across, *(RulingLine(end.at, left, right) for end in ends)])
    xs, ys = _places(down), _places(across)
    cells = tuple(_find_cells(xs, ys, across, down))
    return RuledGrid(xs, ys, cells) if cells else None


def _places(rules: Sequence[RulingLine]) -> tuple[float, ...]:
    """Where borders lie: in the middle of the lines that make one."""
    return tuple((level[0].at + level[-1].at) / 2 for level in _levels(rules, _NARROWEST))


def _open_sides(along: Sequence[RulingLine], across: Sequence[RulingLine], fewest: int = 2) -> Iterator[RulingLine]:
    """The outer borders that a table does without: where several lines go on well beyond the last one that crosses them."""
    first, last = min(rule.at for rule in across), max(rule.at for rule in across)
    low, high = min(rule.at for rule in along), max(rule.at for rule in along)
    before = [rule.start for rule in along if rule.start < first - _OPEN]
    beyond = [rule.end for rule in along if rule.end > last + _OPEN]
    if len(before) >= fewest:
        yield RulingLine(min(before), low, high)
    if len(beyond) >= fewest:
        yield RulingLine(max(beyond), low, high)


def _broken_off(down: Sequence[RulingLine], across: Sequence[RulingLine]) -> Iterator[RulingLine]:
    """Borders that are not drawn, where several lines between columns end or begin together: above and below a row that runs through.

    They are as wide as the lines that cross those, which are wider than all columns have room for where the outer borders are not drawn.
    """
    ends = sorted((end, rule.at, far) for rule in down for end, far in ((rule.start, rule.end), (rule.end, rule.start)))
    for level in _levels([RulingLine(*end) for end in ends]):
        if len(level) < _BROKEN:
            continue
        at, sides = level[0].at, [side for _, side, _ in level]
        passing = [rule.at for rule in down if rule.start < at < rule.end]
        left, right = min([*sides, *passing]), max([*sides, *passing])
        if any(abs(rule.at - at) <= _NARROWEST and rule.start <= right and rule.end >= left for rule in across):
            continue
        met = [rule for rule in across if any(_crosses(rule, side, at, far) for _, side, far in level)]
        yield RulingLine(at, min([left, *(rule.start for rule in met)]), max([right, *(rule.end for rule in met)]))


def _crosses(rule: RulingLine, side: float, end: float, far: float) -> bool:
    """Whether a line meets another at a side, which runs from one end to the other."""
    return rule.start - _REACH <= side <= rule.end + _REACH and min(end, far) <= rule.at <= max(end, far)


def _find_cells(xs: Sequence[float], ys: Sequence[float], across: Sequence[RulingLine], down: Sequence[RulingLine]) -> Iterator[RuledCell]:
    """The smallest closed rectangles, in reading order; what is open to the outside is none, but for a gap between lines that end there."""
    walls, floors = _borders(xs, ys, down), _borders(ys, xs, across)
    if len(xs) > 1 and len(ys) > 1:
        _close_gaps(floors, walls)
        _close_gaps(walls, floors)
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            size = None if taken[row][column] else _find_size(row, column, walls, floors)
            if size is None:
                continue
            height, width = size
            for line in taken[row : row + height]:
                line[column : column + width] = [True] * width
            yield RuledCell(row, column, height, width, (xs[column], ys[row], xs[column + width], ys[row + height]))


def _close_gaps(edges: Sequence[list[bool]], across: Sequence[Sequence[bool]]) -> None:
    """Closes the first and the last of the edges where nothing is drawn from one line that reaches them to the next, as where the end of a
    page cuts a merged cell."""
    for edge, at in ((edges[0], 0), (edges[-1], -1)):
        ends = [number for number, line in enumerate(across) if line[at]]
        for first, last in pairwise(ends):
            if not any(edge[first:last]):
                edge[first:last] = [True] * (last - first)


def _find_size(row: int, column: int, walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]) -> tuple[int, int] | None:
    """How many rows and columns the smallest closed rectangle covers whose first corner is given."""
    rows, columns = len(floors) - 1, len(walls) - 1
    for width in range(1, columns - column + 1):
        if not floors[row][column + width - 1]:
            return None
        if not walls[column + width][row]:
            continue
        for height in range(1, rows - row + 1):
            if not (walls[column][row + height - 1] and walls[column + width][row + height - 1]):
                break
            if all(floors[row + height][column : column + width]):
                return height, width
    return None


def _borders(places: Sequence[float], cuts: Sequence[float], rules: Sequence[RulingLine]) -> list[list[bool]]:
    """For each place and each interval between cuts, whether a line runs there all the way."""
    spans: list[list[RulingLine]] = [[] for _ in places]
    middles = [(place + other) / 2 for place, other in pairwise(places)]
    for rule in rules:
        spans[bisect_right(middles, rule.at)].append(rule)
    return [[any(_covers(rule, start, end) for rule in level) for start, end in pairwise(cuts)] for level in spans]


def _covers(rule: RulingLine, start: float, end: float) -> bool:
    return rule.start <= start + _REACH and rule.end >= end - _REACH
