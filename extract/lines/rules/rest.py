"""Rules for what no other rule takes: text above the first heading, prose, and what must be flagged."""

from __future__ import annotations

from jospar.extract.columns.tables import SourceLine
from jospar.extract.document import Finding
from jospar.extract.lines.document_style import DocumentStyle
from jospar.extract.lines.headings import has_series
from jospar.extract.lines.readings import EntryRow, Flagged, FrontLine, Heading, Ignored
from jospar.extract.lines.rules.base import RuleOutcome, Seen


def front_line(line: SourceLine, seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line above the first heading and the first table."""
    if line.lone is None or not seen.at_front:
        return None
    return FrontLine(line.lone, line.starts_block)


def lost_series(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A sentence with numbers by year where no indicator is expected."""
    if line.lone is None or line.is_row or not has_series(line.lone.text):
        return None
    return Flagged(Finding("series_not_read", line.place, line.lone.text, flags=line.cells))


def text_between_rows(line: SourceLine, seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line of text in the middle of a table, which may be the rest of a name."""
    in_table = isinstance(seen.open, EntryRow) or (isinstance(seen.open, Heading) and seen.open.in_table)
    if line.is_row or not (in_table and seen.next_is_row):
        return None
    return Flagged(Finding("cell_not_used", line.place, line.cells[0].text, flags=line.cells))


def prose(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """Plain text outside the tables."""
    return Ignored(line.cells) if not line.is_row or (line.layout is None and line.lone is not None) else None


def unread_row(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row that no record can use."""
    if line.is_row and line.layout is None:
        return Flagged(Finding("table_unknown", line.place, "", flags=line.cells))
    return Flagged(Finding("cell_not_used", line.place, " | ".join(cell.text for cell in line.cells), flags=line.cells))
