"""Tells how far the text of a table stays away from its borders, and where these are, by where the text begins and ends.

It must not know what a cell says.
"""

from __future__ import annotations

from jospar.extract.readers.pdf.tables import PageTable, PdfTableCell

# The widest padding of a cell, in points.
_PADDING = 12.0
# So many sides that differ by so little, in points, show a padding.
_SEVERAL, _EVEN = 4, 0.5
# Columns whose text begins as far behind their edges within this, in points; and how far off an edge may be.
_ALIKE, _MOST_SHIFTED = 0.4, 2.5


def measure_borders(table: PageTable) -> tuple[float, dict[int, float]]:
    """How far text stays away from borders; and by column how far its left border is from the edge that was found for it.

    Lines that are a little apart are taken for one border, whose place is then known to a point or two only. Where the text of several
    columns begins as far behind their edges, that is the padding, and what begins nearer or farther by little has its border elsewhere.
    """
    begins: dict[int, list[float]] = {}
    for cell in table.cells:
        if cell.lines:
            begins.setdefault(cell.at.column, []).append(min(line.box[0] for line in cell.lines) - cell.at.box[0])
    gaps = {column: min(sides) for column, sides in begins.items() if len(sides) > 1}
    alike = {gap: sum(abs(other - gap) < _ALIKE for other in gaps.values()) for gap in gaps.values() if 0 <= gap <= _PADDING}
    usual = max(alike, key=lambda gap: (alike[gap], -gap), default=0.0)
    if alike.get(usual, 0) < _SEVERAL:
        return find_padding(table), {}
    return usual, {column: gap - usual for column, gap in gaps.items() if abs(gap - usual) < _MOST_SHIFTED}


def find_padding(table: PageTable) -> float:
    """How far text stays away from the borders of its cells, on either side, in points: the least that several cells have.

    Text that stands at the left border shows it on that side, text at the right border on the other.
    """
    sides = sorted(side for cell in table.cells if cell.lines for side in _sides(cell) if 0 <= side <= _PADDING)
    least = min(_SEVERAL, len(sides))
    return next((low for low, high in zip(sides, sides[least - 1 :], strict=False) if high - low <= _EVEN), 0.0)


def _sides(cell: PdfTableCell) -> tuple[float, float]:
    """How far the text of a cell stays away from its left and its right border."""
    x0, _, x1, _ = cell.at.box
    return min(line.box[0] for line in cell.lines) - x0, x1 - max(line.box[2] for line in cell.lines)
