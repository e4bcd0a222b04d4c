"""Where labels and outlines go on a picture, in pixels. It knows rectangles and how dark the paper is below them, and no letters."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from jospar.pipeline.draw.marks import PageBox

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

Ink = Callable[[Rect], int]
"""How many dark pixels a rectangle has."""

_DOWN = 2
_BESIDE = 3


def scale_box(box: PageBox, scale: tuple[float, float]) -> Rect:
    """A box in points as the pixels that it covers.

    >>> scale_box((10.0, 20.0, 30.25, 40.0), (2.0, 2.0))
    (20, 40, 60, 80)
    """
    across, down = scale
    x0, top, x1, bottom = box
    return round(x0 * across), round(top * down), round(x1 * across), round(bottom * down)


def choose_label(labels: Sequence[str], room: int, measure: Callable[[str], int]) -> str:
    """The first label that is no wider than the room, or the shortest.

    >>> choose_label(("2024 = 9976", "9976"), 5, len)
    '9976'
    """
    return next((label for label in labels if measure(label) <= room), min(labels, key=measure))


def find_rooms(cell: Rect, size: tuple[int, int]) -> Iterator[Rect]:
    """Where a label may go in a cell of a table, the best first: from its foot upwards, then on its lower and its upper border."""
    x0, top, x1, bottom = cell
    width, height = size
    across = max(1, width // 2)
    lefts = (*range(x1 - width - 1, x0 + 1, -across), x0 + 1)
    tops = (*range(bottom - height - 1, top, -_DOWN), bottom - height // 2, top - height // 2)
    for y in tops:
        for x in lefts:
            yield x, y, x + width, y + height


def find_rooms_beside(cell: Rect, size: tuple[int, int]) -> Iterator[Rect]:
    """Where a label may go at a text outside tables: behind its last line, right or left of it, below or above it, then on its border."""
    x0, top, x1, bottom = cell
    width, height = size
    middle = (top + bottom - height) // 2
    for x, y in (
        (x1 - width - 1, bottom - height),
        (x1 + _BESIDE, middle),
        (x0 - _BESIDE - width, middle),
        (x1 - width, bottom + 1),
        (x0, bottom + 1),
        (x1 - width, top - height - 1),
        (x0, top - height - 1),
        (x1 - width, bottom - height // 2),
        (x1 - width, top - height // 2),
    ):
        yield x, y, x + width, y + height


def place_label(rooms: Iterable[Rect], ink: Ink, taken: Sequence[Rect], size: tuple[int, int]) -> Rect:
    """The room where a label hides least, the first of the best; never beyond the picture. It keeps clear of what is `taken` above all."""
    best: Rect = (0, 0, 0, 0)
    least: tuple[float, float] = (math.inf, math.inf)
    for room in rooms:
        rect = _keep_within(room, size)
        cost = (_overlap(rect, taken), ink(rect))
        if cost < least:
            best, least = rect, cost
        if not any(least):
            break
    return best


def _keep_within(rect: Rect, size: tuple[int, int]) -> Rect:
    x0, top, x1, bottom = rect
    left, above = max(0, min(x0, size[0] - (x1 - x0))), max(0, min(top, size[1] - (bottom - top)))
    return left, above, left + x1 - x0, above + bottom - top


def _overlap(rect: Rect, taken: Sequence[Rect]) -> int:
    x0, top, x1, bottom = rect
    return sum(
        max(0, min(x1, other[2]) - max(x0, other[0])) * max(0, min(bottom, other[3]) - max(top, other[1])) for other in taken
    )
