"""What concerns a document as a whole: its first lines with title and approval, and notes on the headers of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import ColumnRole, TableColumn, TableLayout
from jospar.extract.document import Paragraph, Place, Printed, Row
from jospar.extract.lines.readings import EntryRow
from jospar.extract.lines.rules.base import RuleName
from jospar.extract.outline import Outline, OutlineNode
from jospar.normalize.details import compose_detail
from jospar.normalize.issues import Note
from jospar.normalize.ledger import Use, use_of
from jospar.normalize.owner import name_of
from jospar.normalize.phrases.approval import Approval
from jospar.normalize.phrases.units import unit_of_line
from jospar.normalize.records import TABLE_NAMES, Document
from jospar.normalize.values import STAGES_WITHOUT_PERIOD, period_of, stages_of


def find_title(outline: Outline) -> str | None:
    """The title of a document whose first line is all that stands above its table: it heads the rows and names the document."""
    first = outline.root.children[0].heading if outline.root.children else None
    if outline.front or first is None or first.code is not None or first.labelled or first.in_table:
        return None
    return name_of(first.title.text)


def front_lines(outline: Outline) -> list[str]:
    """The lines above the first heading, an empty one where a block of them begins."""
    lines: list[str] = []
    for line in outline.front:
        if line.block_starts:
            lines.append("")
        lines.append(line.printed.text)
    return lines


def approval_items(outline: Outline, approval: Approval, document_id: str) -> Iterator[Note | Use]:
    """The uses of the first lines, and what could not be read in them."""
    used = iter(approval.used)
    for line in outline.front:
        fields = next(used)
        if line.block_starts:
            fields = next(used)
        if fields:
            yield from use_of(line.printed, TABLE_NAMES[Document], document_id, fields[0])
    place = outline.front[0].printed.place if outline.front else Place()
    for problem in approval.problems:
        yield Note(problem.code, place, printed=problem.detail or None, table=TABLE_NAMES[Document], record_id=document_id)


def note_headers(layouts: Sequence[TableLayout], language: str | None) -> Iterator[Note]:
    """Notes on headers as a whole: labels in another language than the document, a year whose stage is left open, columns of numbers that
    no label explains or that are for no known period."""
    for layout in layouts:
        yield from _note_kept_columns(layout)
        foreign = [column for column in layout.columns if language and column.language and column.language != language]
        if foreign:
            yield Note("header_language", foreign[0].header.place, printed=", ".join(_leaf(column.header) for column in foreign))
        stages = stages_of(layout.values)
        for column in layout.values:
            if stages[column.index] is None and column.aspect is Aspect.VALUE and (column.year or column.part):
                yield Note("stage_unknown", column.header.place, printed=column.header.text)


def note_units_below(outline: Outline) -> Iterator[Note]:
    """A note on each remark below a table that names a unit: `Примечание: суммы указаны в тыс. тенге`. It is given to no number."""
    table = None
    for block in outline.raw.blocks:
        if isinstance(block, Row):
            table = block.place.table
        elif isinstance(block, Paragraph) and table is not None and outline.rules.get(block.cell.place) is RuleName.FOOTNOTE:
            place = Place(page=block.cell.place.page, line=block.cell.place.line, table=table)
            if unit_of_line(block.cell.text) is not None:
                yield Note("unit_in_remark", place, printed=block.cell.text)


def _note_kept_columns(layout: TableLayout) -> Iterator[Note]:
    """A note a column, at the column as a whole rather than at its header cell."""
    table = next((column.header.place.table for column in layout.columns if column.header.cells), None)
    for column in layout.values:
        place = Place(page=column.header.place.page, line=column.header.place.line, table=table, column=column.index + 1)
        if column.aspect is Aspect.OTHER and not (column.is_total and column.year):
            yield Note("column_kept", place, printed=column.header.text)
        elif not column.year and _is_dated(column, layout):
            yield Note("period_unknown", place, printed=column.header.text)


def _is_dated(column: TableColumn, layout: TableLayout) -> bool:
    """Whether a column should have a year: a limit holds whatever the year, and money may be of the terms of the rows."""
    if column.aspect is Aspect.COST:
        return layout.find(ColumnRole.DUE) is None
    return column.aspect is Aspect.VALUE and column.stage not in STAGES_WITHOUT_PERIOD


def _leaf(header: Printed) -> str:
    return header.cells[-1].text if header.cells else header.text


def flag_unread_years(root: OutlineNode) -> Iterator[Note]:
    """A note for every column whose label names no certain year, with the cells of that column."""
    columns: dict[Place, tuple[str, list[EntryRow]]] = {}
    for entry in _entries(root):
        for cell in entry.values:
            if period_of(cell.column) is None:
                columns.setdefault(cell.column.header.place, (cell.column.year, []))[1].append(entry)
    for place, (label, entries) in columns.items():
        cells = tuple(c for e in entries for v in e.values if v.column.header.place == place for c in v.printed.cells)
        yield Note("year_unreadable", place, printed=label, detail=compose_detail("cells", len(cells)), flags=cells)


def _entries(node: OutlineNode) -> Iterator[EntryRow]:
    yield from (indicator for indicator in node.indicators if isinstance(indicator, EntryRow))
    yield from node.measures
    for child in node.children:
        yield from _entries(child)
