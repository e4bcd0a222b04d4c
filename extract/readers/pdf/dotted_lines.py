"""Finds the lines that dots make which stand in a row, as dotted borders are drawn.

It knows boxes only. It must not know what a line is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_Box = tuple[float, float, float, float]
_Line = tuple[float, float, float]

# So many dots are a line, where they stand apart by no more than so many times their size, and lie off it by no more than this share.
_FEWEST, _GAP, _OFF = 5, 3.0, 0.3


def find_dotted(dots: Sequence[_Box]) -> Iterator[_Line]:
    """The lines that dots make along the first of their directions: where each lies, where it starts and ends.

    >>> list(find_dotted([(x, 10, x + 1, 11) for x in (0, 2, 4, 6, 8)]))
    [(10.5, 0, 9)]
    >>> list(find_dotted([(x, 10, x + 1, 11) for x in (0, 2, 4, 16, 18)]))
    []
    """
    for row in _rows(dots):
        run: list[_Box] = []
        for dot in sorted(row):
            if run and dot[0] - run[-1][2] > _GAP * _size(dot):
                yield from _line_of(run)
                run = []
            run.append(dot)
        yield from _line_of(run)


def _rows(dots: Sequence[_Box]) -> Iterator[list[_Box]]:
    """Dots at about the same height."""
    row: list[_Box] = []
    for dot in sorted(dots, key=_middle):
        if row and (_middle(dot) - _middle(row[0])) / 2 > _OFF * _size(dot):
            yield row
            row = []
        row.append(dot)
    if row:
        yield row


def _middle(dot: _Box) -> float:
    return dot[1] + dot[3]


def _size(dot: _Box) -> float:
    return max(dot[2] - dot[0], dot[3] - dot[1])


def _line_of(dots: Sequence[_Box]) -> Iterator[_Line]:
    if len(dots) >= _FEWEST:
        yield (dots[0][1] + dots[0][3]) / 2, dots[0][0], max(dot[2] for dot in dots)
