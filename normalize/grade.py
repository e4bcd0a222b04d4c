"""How far a document can be trusted, in one figure and the counts that it is made of.

A value is contradicted where an open error or warning is about its year of its record, or doubts all numbers of its row. The grade is the
share of the cells that are accounted for, times the share of the values that are neither contradicted nor unreadable, rounded down: 100 is
a document in which no number is left to look at. Confirmed values are counted and do not change it, since a document without sums is none
the worse for it.
"""

from __future__ import annotations

from dataclasses import replace

from jospar.normalize.catalogue import kind_of
from jospar.normalize.records import Issue, IssueState, Records, Severity, Status


def doubts_row(issue: Issue) -> bool:
    """Whether an issue speaks against every number of the record that it is about."""
    return issue.year is None and kind_of(issue.code).doubts_row


def grade(records: Records) -> Records:
    """The records with the document's grade and its reasons. Total."""
    doubted: set[tuple[str, int | None]] = {
        (issue.record_id, issue.year)
        for issue in records.issues
        if issue.record_id
        and issue.state is IssueState.OPEN
        and issue.severity is not Severity.INFO
        and (issue.year is not None or doubts_row(issue))
    }
    unreadable = contradicted = confirmed = 0
    for value in records.values:
        if value.status is Status.UNREADABLE:
            unreadable += 1
        elif (value.owner_id, value.year) in doubted or (value.owner_id, None) in doubted:
            contradicted += 1
        elif value.confirmations:
            confirmed += 1
    document = records.document
    values, cells = len(records.values), document.cells
    sound = (values - unreadable - contradicted, values) if values else (1, 1)
    accounted = (cells - document.cells_flagged, cells) if cells else (1, 1)
    figure = 100 * sound[0] * accounted[0] // (sound[1] * accounted[1])
    graded = replace(
        document, values_confirmed=confirmed, values_contradicted=contradicted, values_unreadable=unreadable, grade=figure
    )
    return replace(records, document=graded)
