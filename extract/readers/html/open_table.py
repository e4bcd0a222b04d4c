"""A table of HTML while it grows: groups of rows, which are shown in another order than they are written in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from jospar.extract.readers.html.flow import HtmlCell, HtmlTable


@dataclass(slots=True)
class OpenTable:
    """Groups of rows, each with the name of its element."""

    groups: list[tuple[str, list[list[HtmlCell]]]] = field(default_factory=list)
    in_group: bool = False

    def begin_group(self, tag: str) -> None:
        """A head, a foot or a body."""
        self.groups.append((tag, []))
        self.in_group = True

    def begin_row(self) -> None:
        """A row, in a group of its own where none is open."""
        if not self.groups or not self.in_group:
            self.begin_group("tbody")
        self.groups[-1][1].append([])

    def add_cell(self, cell: HtmlCell) -> None:
        """A cell of the last row."""
        if not self.groups or not self.groups[-1][1]:
            self.begin_row()
        self.groups[-1][1][-1].append(cell)

    def finish(self) -> HtmlTable:
        """The rows as they are shown: those of the first head above all, of the first foot below; no cell reaches out of its group."""
        head = next((group for group in self.groups if group[0] == "thead"), None)
        foot = next((group for group in self.groups if group[0] == "tfoot"), None)
        rest = [group for group in self.groups if group is not head and group is not foot]
        ordered = [rows for _, rows in filter(None, (head, *rest, foot))]
        return HtmlTable(tuple(_clip(row, len(rows) - number) for rows in ordered for number, row in enumerate(rows)))


def _clip(row: list[HtmlCell], rows_left: int) -> tuple[HtmlCell, ...]:
    return tuple(cell if cell.rows <= rows_left else replace(cell, rows=rows_left) for cell in row)
