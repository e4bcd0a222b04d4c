"""Where labels and outlines go on a picture, in pixels. It knows rectangles and how dark the paper is below them, and no letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.draw.marks import Box

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

Ink = Callable[[Rect], int]
"""How many dark pixels a rectangle has."""

_STEP = 2


def scale_box(box: Box, scale: tuple[float, float]) -> Rect:
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


def place_label(cell: Rect, size: tuple[int, int], ink: Ink, taken: Sequence[Rect], sheet: tuple[int, int]) -> Rect:
    """Where a label of a size hides least: in free room of its cell, or else along its border, but never beyond the sheet.

    It keeps clear of the labels `taken` before it looks for ink.
    """
    candidates = [_keep_within(rect, sheet) for rect in _candidates(cell, size)]
    best, least = candidates[0], (_overlap(candidates[0], taken), ink(candidates[0]))
    for rect in candidates[1:]:
        if least == (0, 0):
            break
        cost = (_overlap(rect, taken), ink(rect))
        if cost < least:
            best, least = rect, cost
    return best


def _candidates(cell: Rect, size: tuple[int, int]) -> Iterator[Rect]:
    """From the foot of the cell upwards, right before left; then on its borders, the lower and the upper."""
    x0, top, x1, bottom = cell
    width, height = size
    lefts = dict.fromkeys((x1 - width - 1, x0 + 1, (x0 + x1 - width) // 2))
    tops = [*range(bottom - height - 1, top, -_STEP), bottom - height // 2, top - height // 2]
    for y in tops:
        for x in lefts:
            yield x, y, x + width, y + height


def _keep_within(rect: Rect, sheet: tuple[int, int]) -> Rect:
    x0, top, x1, bottom = rect
    left, above = max(0, min(x0, sheet[0] - (x1 - x0))), max(0, min(top, sheet[1] - (bottom - top)))
    return left, above, left + x1 - x0, above + bottom - top


def _overlap(rect: Rect, taken: Sequence[Rect]) -> int:
    x0, top, x1, bottom = rect
    return sum(
        max(0, min(x1, other[2]) - max(x0, other[0])) * max(0, min(bottom, other[3]) - max(top, other[1])) for other in taken
    )
