"""Turns what was noticed into Issue records: the one place where codes meet severity, words and ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, replace

from jospar.extract.document import Cell, Finding, Place
from jospar.normalize.catalogue import CATALOGUE, Unreadable
from jospar.normalize.records import Issue, IssueState, Records


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed, before it has an id: a code of the catalogue, where, what is printed there, and which record it concerns.

    `flags` are the cells that end in this note because no record could use them.
    """

    code: str
    place: Place
    _: KW_ONLY
    printed: str | None = None
    detail: str = ""
    table: str | None = None
    record_id: str | None = None
    year: int | None = None
    suggestion: str | None = None
    flags: tuple[Cell, ...] = ()


def note_finding(finding: Finding) -> Note:
    """The note of what extraction found."""
    return Note(finding.code, finding.place, printed=finding.printed or None, detail=finding.detail, flags=finding.flags)


def note_unreadable(error: Unreadable, place: Place, printed: str, table: str, record_id: str, year: int | None = None) -> Note:
    """The note of a text without a certain meaning."""
    detail = error.detail if error.detail != printed else ""
    return Note(error.code, place, printed=printed, detail=detail, table=table, record_id=record_id, year=year, suggestion=error.suggestion)


def make_issues(document_id: str, notes: Iterable[Note]) -> tuple[Issue, ...]:
    """The issues of a document in reading order, with their ids; what was noticed of the whole document comes first."""
    return tuple(_make_issue(document_id, number, note) for number, note in enumerate(sorted(notes, key=lambda note: note.place.order), 1))


def add_issues(records: Records, notes: Iterable[Note]) -> Records:
    """The records with more issues among those that they have, all in reading order and numbered anew."""
    document_id = records.document.document_id
    issues = sorted((*records.issues, *make_issues(document_id, notes)), key=lambda issue: issue.place.order)
    return replace(records, issues=tuple(replace(issue, issue_id=_issue_id(document_id, number)) for number, issue in enumerate(issues, 1)))


def _issue_id(document_id: str, number: int) -> str:
    return f"{document_id}/n{number:06}"


def _make_issue(document_id: str, number: int, note: Note) -> Issue:
    kind = CATALOGUE[note.code]
    return Issue(
        document_id=document_id,
        issue_id=_issue_id(document_id, number),
        place=note.place,
        code=note.code,
        severity=kind.severity,
        table=note.table,
        record_id=note.record_id,
        year=note.year,
        printed=note.printed,
        message=kind.compose(note.detail),
        suggestion=note.suggestion,
        state=IssueState.OPEN,
        remark=None,
    )
