"""Writes a set-out document as text copied out of an office file: cells parted by tabs, merged ones printed once.

Where the layout lets rows break over pages, some rows are cut as such copies cut them: the rest of the name stands below blank lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.generator.layouts import Layout
from tests.generator.sheet import Block, Grid, GridCell, Line, Role, Style

_CUT_EVERY = 5


def write_text(blocks: tuple[Block, ...], layout: Layout) -> bytes:
    """The bytes of a text file."""
    lines = [line for block in blocks for line in _lines(block, layout)]
    return ("\n".join(lines) + "\n").encode()


def printed(item: Line | GridCell) -> str:
    """The text with its number in front."""
    return f"{item.number} {item.text}".strip()


def _lines(block: Block, layout: Layout) -> Iterator[str]:
    """The lines of a block; those of the approval stand close together."""
    if isinstance(block, Grid):
        yield from _grid_lines(block, layout)
    elif isinstance(block, Line):
        yield printed(block)
    if not (isinstance(block, Line) and block.style is Style.APPROVAL):
        yield ""


def _grid_lines(grid: Grid, layout: Layout) -> Iterator[str]:
    for row in _spread(grid.header, len(grid.roles)):
        yield "\t".join(row)
    name = grid.roles.index(Role.NAME)
    for count, row in enumerate(_spread(grid.rows, len(grid.roles)), start=1):
        words = row[name].split(" ")
        if layout.rows_break and count % _CUT_EVERY == 0 and len(words) > 3:
            yield "\t".join([*row[:name], " ".join(words[:-2]), *row[name + 1 :]])
            yield ""
            yield "\t".join(" ".join(words[-2:]) if index == name else "" for index in range(len(row)))
        else:
            yield "\t".join(row)


def _spread(rows: tuple[tuple[GridCell, ...], ...], width: int) -> Iterator[list[str]]:
    """The rows with blanks where a merged cell covers columns and rows. A merged value is printed in each of its years: text has no
    other way to say so."""
    covered: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        pending = iter(row)
        while len(cells) < width:
            if covered.get(len(cells), 0):
                covered[len(cells)] -= 1
                cells.append("")
                continue
            cell = next(pending)
            repeated = printed(cell) if cell.text[:1].isdigit() or cell.text in ("-", "–") else ""
            for offset in range(cell.columns):
                covered[len(cells)] = cell.rows - 1
                cells.append(repeated if offset else printed(cell).replace("\n", " "))
        yield cells
