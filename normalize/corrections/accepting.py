"""Takes accepted issues off the list of open ones: they stay in the table, with who accepted them, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jospar.extract.document import Place
from jospar.normalize.corrections.entries import Acceptance, Corrections, covers, same_print
from jospar.normalize.details import compose_detail
from jospar.normalize.issues import Note, add_issues
from jospar.normalize.records import Issue, IssueState, Records


def accept(records: Records, corrections: Corrections) -> Records:
    """The records with the issues that somebody accepted; an entry that no open issue matches is an error. Total."""
    if not corrections.accepted:
        return records
    document_id = records.document.document_id
    entries: dict[tuple[str, int | None, str], list[Acceptance]] = {}
    for entry in corrections.accepted:
        entries.setdefault((entry.issue, entry.year, same_print(entry.printed)), []).append(entry)
    used: set[tuple[object, ...]] = set()
    issues: list[Issue] = []
    for issue in records.issues:
        likely = entries.get((issue.code, issue.year, same_print(issue.printed)), ()) if issue.state is IssueState.OPEN else ()
        found = _find_entry(likely, issue, document_id)
        if found is not None:
            used.add(found.aim)
        issues.append(replace(issue, state=IssueState.ACCEPTED, remark=str(found.review)) if found else issue)
    unused = [_note_unused(entry) for entry in corrections.accepted if entry.aim not in used]
    return add_issues(replace(records, issues=tuple(issues)), unused)


def _find_entry(entries: Iterable[Acceptance], issue: Issue, document_id: str) -> Acceptance | None:
    """The first entry that is about the record or the place of an issue; what concerns no record is about the document."""
    record = issue.record_id or (document_id if issue.place == Place() else None)
    return next(
        (
            entry
            for entry in entries
            if (entry.record is not None and entry.record == record) or (entry.place is not None and covers(entry.place, issue.place))
        ),
        None,
    )


def _note_unused(entry: Acceptance) -> Note:
    where = f" of {entry.record}" if entry.record else ""
    detail = compose_detail("corrections_line", entry.line, f"{entry.issue}{where}")
    return Note("correction_unused", entry.place or Place(), printed=entry.printed or None, detail=detail, year=entry.year)
