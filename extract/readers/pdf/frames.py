"""Puts boxes side by side that stand apart by a little, as the cells of a table do that each have a border of their own.

It knows boxes and lines only: where one box ends and the next begins, one border stands between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from jospar.extract.readers.pdf.page import Box, RulingLine

# Boxes that stand apart by more than this, in points, are no cells of one table.
_APART = 12.0
# Sides that lie on one line differ by no more than this, in points.
_SNAP = 2.0
# So many boxes make a table at least.
_FEWEST = 2


def unite_frames(grids: Sequence[Sequence[Box]]) -> Iterator[tuple[set[int], tuple[list[RulingLine], list[RulingLine]]]]:
    """For grids, most of them a single box, that stand beside each other: their numbers, and the lines across and down that part them."""
    if sum(len(boxes) == 1 for boxes in grids) < _FEWEST:
        return
    owners = [number for number, boxes in enumerate(grids) for _ in boxes]
    boxes = [box for own in grids for box in own]
    for group in _neighbours(boxes):
        numbers = {owners[index] for index in group}
        if len(numbers) > 1 and 2 * sum(len(grids[number]) == 1 for number in numbers) >= len(group):
            yield numbers, _lines_between([boxes[index] for index in group])


def _lines_between(boxes: Sequence[Box]) -> tuple[list[RulingLine], list[RulingLine]]:
    """The borders of boxes, one between any two that stand beside each other."""
    lefts, rights = _borders([box[0] for box in boxes], [box[2] for box in boxes])
    tops, bottoms = _borders([box[1] for box in boxes], [box[3] for box in boxes])
    across: list[RulingLine] = []
    down: list[RulingLine] = []
    for x0, top, x1, bottom in boxes:
        left, right, high, low = lefts[x0], rights[x1], tops[top], bottoms[bottom]
        across.extend((RulingLine(high, left, right), RulingLine(low, left, right)))
        down.extend((RulingLine(left, high, low), RulingLine(right, high, low)))
    return across, down


def _neighbours(boxes: Sequence[Box]) -> Iterator[list[int]]:
    """The numbers of the boxes that stand beside or below each other, directly or by way of others."""
    parent = list(range(len(boxes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for low, high, other_low, other_high in ((0, 2, 1, 3), (1, 3, 0, 2)):
        order = sorted(range(len(boxes)), key=lambda number: boxes[number][low])
        starts = [boxes[number][low] for number in order]
        for number, box in enumerate(boxes):
            for other in order[bisect_left(starts, box[high] - _SNAP) : bisect_right(starts, box[high] + _APART)]:
                beside = boxes[other]
                shared = min(box[other_high], beside[other_high]) - max(box[other_low], beside[other_low])
                if 2 * shared > min(box[other_high] - box[other_low], beside[other_high] - beside[other_low]):
                    parent[root(number)] = root(other)
    groups: dict[int, list[int]] = {}
    for number in range(len(boxes)):
        groups.setdefault(root(number), []).append(number)
    yield from groups.values()


def _borders(begins: Iterable[float], ends: Iterable[float]) -> tuple[dict[float, float], dict[float, float]]:
    """For each side that boxes begin or end at where the border lies: in the middle between the boxes before and those behind."""
    starts, stops = _levels(begins), _levels(ends)
    found: tuple[dict[float, float], dict[float, float]] = ({}, {})
    places = [level[0] for level in starts]
    taken: set[int] = set()
    for level in stops:
        at = bisect_left(places, level[0] - _SNAP)
        is_between = at < len(starts) and at not in taken and starts[at][0] - level[-1] <= _APART
        border = (level[-1] + starts[at][0]) / 2 if is_between else level[-1]
        found[1].update(dict.fromkeys(level, border))
        if is_between:
            taken.add(at)
            found[0].update(dict.fromkeys(starts[at], border))
    for number, level in enumerate(starts):
        if number not in taken:
            found[0].update(dict.fromkeys(level, level[0]))
    return found


def _levels(sides: Iterable[float]) -> list[list[float]]:
    """Sides that lie on about one line."""
    levels: list[list[float]] = []
    for side in sorted(set(sides)):
        if levels and side - levels[-1][0] <= _SNAP:
            levels[-1].append(side)
        else:
            levels.append([side])
    return levels
