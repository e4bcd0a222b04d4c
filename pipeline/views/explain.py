"""`jospar explain`: why each line of a document was read as it was, out of the ledger of its cells and the levels of its headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from jospar.extract.document import Place
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Fate, IssueState, Severity
from jospar.output.report.source_lines import line_of
from jospar.pipeline.system.console import Paint, TextStyle, printable
from jospar.pipeline.views.wording import describe_place, short_id

if TYPE_CHECKING:
    from jospar.normalize.records import Issue, LedgerCell, LevelExplanation, Records

_COLOURS = {Severity.ERROR: TextStyle.RED, Severity.WARNING: TextStyle.YELLOW, Severity.INFO: TextStyle.DIM}


def format_explanation(records: Records, line: int | None, page: int | None, paint: Paint) -> str:
    """For every line or row: the rule that decided what it is, why a heading has its level, where its cells went, and its issues.

    Only for one `line`, which counts paragraphs and rows where the document is no text, or for one `page`, where they are not None. The
    text is empty where nothing is there.
    """
    cells: dict[Place, list[LedgerCell]] = defaultdict(list)
    for cell in records.cells:
        cells[line_of(cell.place)].append(cell)
    issues: dict[Place, list[Issue]] = defaultdict(list)
    for issue in records.issues:
        issues[line_of(issue.place)].append(issue)
    lines = [
        place
        for place in sorted({*cells, *issues}, key=lambda place: place.order)
        if line in (None, place.line) and page in (None, place.page)
    ]
    levels = {line_of(found.place): found for found in records.heading_levels}
    return "\n".join("\n".join(_describe_line(place, cells[place], issues[place], levels.get(place), paint)) for place in lines)


def _describe_line(
    place: Place, cells: Sequence[LedgerCell], issues: Sequence[Issue], level: LevelExplanation | None, paint: Paint
) -> Iterator[str]:
    where = describe_place(place)
    if where:
        rules = dict.fromkeys(cell.rule for cell in cells if cell.fate is not Fate.FLAGGED)
        why = f", a {level.level}: {level.reason}" if level else ""
        yield f"{paint(where, TextStyle.BOLD)}: {', '.join(rules) or ('no rule' if cells else 'no cell')}{why}"
    indent = "  " if where else ""
    for cell in cells:
        yield f"{indent}{cell.fate:<8}{printable(cell.text)}  {paint(_describe_end(cell), TextStyle.DIM)}"
    for issue in issues:
        yield f"{indent}{_describe_issue(issue, paint)}"


def _describe_end(cell: LedgerCell) -> str:
    """Where a cell went, or the rule or issue that it ended in."""
    if cell.fate is Fate.USED:
        return f"→ {cell.table}.{cell.column} of {cell.record_id}"
    kind = CATALOGUE.get(cell.rule)
    return f"← {cell.rule}: {kind.meaning}" if kind else f"← {cell.rule}"


def _describe_issue(issue: Issue, paint: Paint) -> str:
    about = f" ({issue.record_id})" if issue.record_id else ""
    what = f"{issue.code} {short_id(issue)}: {printable(issue.message)}{about}"
    if issue.state is IssueState.ACCEPTED:
        return f"{paint(issue.state, TextStyle.DIM)} {what}: {printable(issue.remark or '')}"
    return f"{paint(issue.severity, _COLOURS[issue.severity])} {what}"
