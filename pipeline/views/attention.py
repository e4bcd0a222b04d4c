"""What needs a person after a run: the open errors and warnings of all documents in a few lines, the most severe first.

Errors stand alone, since each has to be looked at; the warnings of one code in one document are one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Issue, IssueState, Severity
from jospar.pipeline.system.console import Paint, TextStyle, printable
from jospar.pipeline.views.wording import describe_place, short_id

MOST_LINES = 10
_LONGEST_PRINT = 40
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1}


@dataclass(frozen=True, slots=True)
class Concern:
    """Issues that one line tells of: an error, or the warnings of one code in one document."""

    issues: tuple[Issue, ...]

    @property
    def rank(self) -> tuple[int, str, tuple[int, ...]]:
        """Sorts concerns: the most severe first, then by document and place."""
        first = self.issues[0]
        return _ORDER[first.severity], first.document_id, first.place.order


@dataclass(slots=True)
class Attention:
    """The worst concerns of the documents seen so far, and how many issues there are besides; it does not grow with their number."""

    worst: list[Concern] = field(default_factory=list)
    others: int = 0

    def add(self, issues: Iterable[Issue]) -> None:
        """Takes the open errors and warnings of a document in, out of its issues."""
        self.worst.extend(find_concerns(issues))
        self.worst.sort(key=attrgetter("rank"))
        self.others += sum(len(concern.issues) for concern in self.worst[MOST_LINES:])
        del self.worst[MOST_LINES:]


def find_concerns(issues: Iterable[Issue]) -> list[Concern]:
    """The concerns of one document. Of several issues about one value only the first of the most severe is told of."""
    still_open = [issue for issue in issues if issue.state is IssueState.OPEN and issue.severity is not Severity.INFO]
    still_open.sort(key=lambda issue: (_ORDER[issue.severity], issue.code, issue.place.order))
    seen: set[tuple[str, int]] = set()
    concerns: list[Concern] = []
    for _, group in groupby(still_open, key=lambda issue: issue.code if issue.severity is Severity.WARNING else issue.issue_id):
        told = []
        for issue in group:
            value = (issue.record_id, issue.year) if issue.record_id is not None and issue.year is not None else None
            if value is None or value not in seen:
                told.append(issue)
            if value is not None:
                seen.add(value)
        if told:
            concerns.append(Concern(tuple(told)))
    return concerns


def format_attention(attention: Attention, paint: Paint) -> str:
    """At most ten lines below a heading; nothing where nobody is needed."""
    shown, others = list(attention.worst), attention.others
    if not shown:
        return ""
    if others:
        others += len(shown.pop().issues)
    lines = [paint("What needs a person, worst first (`jospar report` shows all of it beside the source):", TextStyle.BOLD)]
    lines.extend(_describe(concern, paint) for concern in shown)
    if others:
        lines[-1] += f"\n… and {others} more"
    return "\n".join(lines)


def _describe(concern: Concern, paint: Paint) -> str:
    first, kind = concern.issues[0], CATALOGUE[concern.issues[0].code]
    style = TextStyle.RED if first.severity is Severity.ERROR else TextStyle.YELLOW
    head = f"{paint(first.severity, style)} {printable(first.document_id)}"
    where = describe_place(first.place)
    place = f", {where}" if where else ""
    if len(concern.issues) > 1:
        return f"{head}{place} and {len(concern.issues) - 1} other places: {kind.meaning}; {kind.remedy} [{kind.code}]"
    printed = _shorten(printable(first.printed)) if first.printed else ""
    fits = f", {printable(first.suggestion)} would fit" if first.suggestion else ""
    about = f"{printed}{fits}: " if printed or fits else ""
    return f"{head}{place}: {about}{printable(first.message)}; {kind.remedy} [{kind.code} {short_id(first)}]"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_PRINT else f"{text[: _LONGEST_PRINT - 1]}…"
