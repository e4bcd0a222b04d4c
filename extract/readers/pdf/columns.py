"""The columns of a table that goes on over pages, whose edges may drift by some points, or be fewer where cells are merged.

It knows edges of columns only.
"""

from __future__ import annotations

from collections.abc import Sequence

# How far both outer edges may lie from those of the page before, and how far any edge may drift, in points.
_OUTER, _DRIFT = 18.0, 9.0
# An edge is that of another page where it lies nearer than this share of the narrower column beside it.
_NEAR = 0.4


def go_on(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether a table with the edges `others` can go on with the one with `edges`: as wide, and each edge of the fewer has its like."""
    if abs(edges[0] - others[0]) > _OUTER or abs(edges[-1] - others[-1]) > _OUTER:
        return False
    few, many = sorted((others, edges), key=len)
    return all(find is not None for find in _match(few, many))


def unite(pages: Sequence[Sequence[float]]) -> list[list[int]]:
    """For the edges of each page the numbers of the columns that begin there, counted over all pages together.

    >>> unite([[10, 50, 90], [12, 92], [9, 48, 70, 91]])
    [[0, 1, 3], [0, 3], [0, 1, 2, 3]]
    """
    widest = max(pages, key=len)
    edges: list[list[float]] = [[x] for x in widest]
    homes: list[list[list[float]]] = []
    for page in pages:
        found = _match(page, [edge[0] for edge in edges])
        own: list[list[float]] = []
        for x, index in zip(page, found, strict=True):
            own.append(edges[index] if index is not None else [x])
        homes.append(own)
        known = {id(edge) for edge in edges}
        edges = sorted([*edges, *(edge for edge in own if id(edge) not in known)], key=lambda edge: edge[0])
    numbers = {id(edge): number for number, edge in enumerate(edges)}
    return [[numbers[id(edge)] for edge in own] for own in homes]


def _match(few: Sequence[float], many: Sequence[float]) -> list[int | None]:
    """For each edge of a page the number of its like: one by one where both have as many, else the nearest that is near enough."""
    if len(few) == len(many) and all(abs(x - other) <= _OUTER for x, other in zip(few, many, strict=True)):
        return list(range(len(few)))
    shift = many[0] - few[0]
    found: list[int | None] = []
    taken = -1
    for position, x in enumerate(few):
        last = position == len(few) - 1
        index = len(many) - 1 if last else min(range(len(many)), key=lambda number: abs(many[number] - x - shift))
        beside = [abs(many[n] - many[index]) for n in (index - 1, index + 1) if 0 <= n < len(many)]
        near = last or position == 0 or abs(many[index] - x - shift) <= min(_DRIFT, _NEAR * min(beside))
        found.append(index if near and index > taken else None)
        taken = index if found[-1] is not None else taken
    return found
