"""Tables of Markdown that are drawn with characters, as pandoc writes those that pipes can't hold: grids of plus signs, and columns below
rulers of dashes.

It knows where lines and cells stand. It must not know the marks inside a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_GRID_LINE = re.compile(r"\s*\+(?:[-=:+]{2,}\+)+\s*")
_GRID_ROW = re.compile(r"\s*[+|].*[+|]\s*")
_RULER = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*")
_LINE = re.compile(r"\s*-{10,}\s*")
_DASHES = re.compile(r"-+")
_WALLS, _FLOORS = frozenset("|+"), frozenset("-=:+")
_MOST_LINES, _MOST_BORDERS = 20_000, 400


class DrawnCell(NamedTuple):
    """A cell: its lines, over how many columns and rows it reaches."""

    lines: tuple[str, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table: its rows, the position of the line where each begins, and of the first line behind it."""

    rows: tuple[tuple[DrawnCell, ...], ...]
    begins: tuple[int, ...]
    end: int


def find_drawn_table(lines: Sequence[str], position: int) -> DrawnTable | None:
    """The table that begins in a line, None where none does."""
    if _GRID_LINE.fullmatch(lines[position]):
        return _read_grid(lines, position)
    return _read_ruled(lines, position)


# ---- grids ---------------------------------------------------------------------------------------------------------------------------


def _read_grid(lines: Sequence[str], position: int) -> DrawnTable | None:
    end = position
    while end < len(lines) and end - position < _MOST_LINES and _GRID_ROW.fullmatch(lines[end]):
        end += 1
    while end > position and not _GRID_LINE.fullmatch(lines[end - 1]):
        end -= 1
    drawn = [line.strip() for line in lines[position:end]]
    if len(drawn) < 3 or len({len(line) for line in drawn}) != 1:
        return None
    floors = [number for number, line in enumerate(drawn) if "+-" in line or "+=" in line or "+:" in line]
    walls = sorted({at for number in floors for at, sign in enumerate(drawn[number]) if sign == "+"})
    if len(walls) < 2 or len(walls) > _MOST_BORDERS or len(walls) * len(floors) > _MOST_LINES * 10:
        return None
    placed = list(_grid_cells(drawn, floors, walls))
    if sum(cell.columns * cell.rows for _, _, cell in placed) != (len(floors) - 1) * (len(walls) - 1):
        return None
    rows = tuple(tuple(cell for row, _, cell in placed if row == number) for number in range(len(floors) - 1))
    return DrawnTable(rows, tuple(position + floor + 1 for floor in floors[:-1]), end)


def _grid_cells(drawn: Sequence[str], floors: Sequence[int], walls: Sequence[int]) -> Iterator[tuple[int, int, DrawnCell]]:
    """Each cell with the row and column where it begins: it reaches right and down to the first line that closes it."""
    taken: set[tuple[int, int]] = set()
    for row in range(len(floors) - 1):
        for column in range(len(walls) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(walls) - 1 and not _is_wall(drawn, floors[row], floors[row + 1], walls[right]):
                right += 1
            below = row + 1
            while below < len(floors) - 1 and not _is_floor(drawn[floors[below]], walls[column], walls[right]):
                below += 1
            taken.update((at_row, at_column) for at_row in range(row, below) for at_column in range(column, right))
            inside = (drawn[number][walls[column] + 1 : walls[right]] for number in range(floors[row] + 1, floors[below]))
            yield row, column, DrawnCell(tuple(inside), right - column, below - row)


def _is_wall(drawn: Sequence[str], above: int, below: int, at: int) -> bool:
    return all(drawn[number][at] in _WALLS for number in range(above + 1, below))


def _is_floor(line: str, left: int, right: int) -> bool:
    return all(sign in _FLOORS for sign in line[left + 1 : right])


# ---- columns below rulers ------------------------------------------------------------------------------------------------------------


def _read_ruled(lines: Sequence[str], position: int) -> DrawnTable | None:
    """A table whose columns the dashes of a ruler show: pandoc's simple tables, and those of several lines a row."""
    line = lines[position]
    if _RULER.fullmatch(line):
        return _below_ruler(lines, position, position, ())
    following = lines[position + 1] if position + 1 < len(lines) else ""
    if _LINE.fullmatch(line) and following.strip():
        ruler = position + 1
        while ruler < len(lines) and lines[ruler].strip() and not _RULER.fullmatch(lines[ruler]):
            ruler += 1
        if ruler < len(lines) and _RULER.fullmatch(lines[ruler]):
            return _below_ruler(lines, position, ruler, lines[position + 1 : ruler])
        return None
    if line.strip() and _RULER.fullmatch(following) and "|" not in line:
        return _below_ruler(lines, position, position + 1, [line])
    return None


def _below_ruler(lines: Sequence[str], begins: int, ruler: int, header: Sequence[str]) -> DrawnTable | None:
    starts = [match.start() for match in _DASHES.finditer(lines[ruler])]
    end = next((at for at in range(ruler + 1, len(lines)) if _LINE.fullmatch(lines[at]) or _RULER.fullmatch(lines[at])), None)
    blank = next((at for at in range(ruler + 1, len(lines)) if not lines[at].strip()), len(lines))
    is_open = end is None or (begins == ruler - 1 and len(header) == 1 and blank < end)
    if is_open and (begins == ruler or _LINE.fullmatch(lines[begins])):
        return None
    last = blank if is_open or end is None else end
    body = range(ruler + 1, last)
    has_blanks = any(not lines[at].strip() for at in body)
    groups: list[list[int]] = []
    for at in body:
        if not lines[at].strip():
            groups.append([])
        elif has_blanks and groups:
            groups[-1].append(at)
        else:
            groups.append([at])
    groups = [group for group in groups if group]
    if not groups:
        return None
    rows = [_cells_at([lines[at] for at in group], starts) for group in groups]
    numbers = [group[0] for group in groups]
    if header:
        rows, numbers = [_cells_at(header, starts), *rows], [ruler - len(header), *numbers]
    return DrawnTable(tuple(rows), tuple(numbers), last if is_open else last + 1)


def _cells_at(lines: Sequence[str], starts: Sequence[int]) -> tuple[DrawnCell, ...]:
    cuts = [[0, *(_beside_word(line, start) for start in starts[1:]), len(line)] for line in lines]
    return tuple(
        DrawnCell(tuple(line[cut[number] : cut[number + 1]] for line, cut in zip(lines, cuts, strict=True)))
        for number in range(len(starts))
    )


def _beside_word(line: str, cut: int) -> int:
    """Where a line is cut: a word that stands on both sides belongs to the one that has more of it."""
    if not line[cut - 1 : cut].strip() or not line[cut : cut + 1].strip():
        return cut
    begins, ends = line.rfind(" ", 0, cut) + 1, line.find(" ", cut)
    ends = len(line) if ends < 0 else ends
    return begins if ends - cut > cut - begins else ends
