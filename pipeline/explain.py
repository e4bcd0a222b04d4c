"""`jospar explain`: why each line of a document was read as it was, out of the ledger of its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from normalize.catalogue import CATALOGUE
from normalize.records import Fate, Severity
from pipeline.console import Paint, Style, printable

if TYPE_CHECKING:
    from extract.document import Place
    from normalize.records import Issue, LedgerCell, Records

_LineKey = tuple[int | None, int | None, int | None, int | None]
_COLOURS = {Severity.ERROR: Style.RED, Severity.WARNING: Style.YELLOW, Severity.INFO: Style.DIM}


def format_explanation(records: Records, line: int | None, paint: Paint) -> str:
    """For every line or row, or for one `line` of a text: the rule that decided what it is, where its cells went, and its issues.

    The text is empty where nothing is printed on that line.
    """
    issues: dict[_LineKey, list[Issue]] = defaultdict(list)
    for issue in records.issues:
        issues[_line_key(issue.place)].append(issue)
    lines: dict[_LineKey, list[LedgerCell]] = {}
    for cell in records.cells:
        if line is None or cell.place.line == line:
            lines.setdefault(_line_key(cell.place), []).append(cell)
    whole = issues.pop((None, None, None, None), []) if line is None else []
    blocks = [
        *(_describe_issue(issue, paint) for issue in whole),
        *("\n".join(_describe_line(key, cells, issues[key], paint)) for key, cells in lines.items()),
    ]
    return "\n".join(blocks)


def _line_key(place: Place) -> _LineKey:
    return place.page, place.line, place.table, place.row


def _describe_line(key: _LineKey, cells: list[LedgerCell], issues: list[Issue], paint: Paint) -> Iterator[str]:
    words = zip(("page", "line", "table", "row"), key, strict=True)
    where = ", ".join(f"{word} {number}" for word, number in words if number is not None)
    rules = dict.fromkeys(cell.rule for cell in cells if cell.fate is not Fate.FLAGGED)
    yield f"{paint(where, Style.BOLD)}: {', '.join(rules) or 'no rule'}"
    for cell in cells:
        yield f"  {cell.fate:<8}{printable(cell.text)}  {paint(_describe_end(cell), Style.DIM)}"
    for issue in issues:
        yield f"  {_describe_issue(issue, paint)}"


def _describe_end(cell: LedgerCell) -> str:
    """Where a cell went, or the rule or issue that it ended in."""
    if cell.fate is Fate.USED:
        return f"→ {cell.table}.{cell.column} of {cell.record_id}"
    kind = CATALOGUE.get(cell.rule)
    return f"← {cell.rule}: {kind.meaning}" if kind else f"← {cell.rule}"


def _describe_issue(issue: Issue, paint: Paint) -> str:
    about = f" ({issue.record_id})" if issue.record_id else ""
    return f"{paint(issue.severity, _COLOURS[issue.severity])} {issue.code}: {printable(issue.message)}{about}"
