"""How far a document can be trusted, in one figure and the counts that it is made of.

A value is contradicted where an open error or warning is about it: its own year of its record, or its record as a whole where the issue
names no year. The grade is the share of the cells that are accounted for, times the share of the values that are neither contradicted nor
unreadable, rounded down: 100 is a document in which nothing is left to look at. Confirmed values are counted and do not change it, since
a document without sums is none the worse for it.
"""

from __future__ import annotations

from dataclasses import replace

from normalize.records import IssueState, Records, Severity, Status

# Issues about the words or the number of a row say nothing against its values.
_ABOUT_NUMBERS = ("number", "value", "series", "sum", "share", "unit", "row", "step", "growth", "target")


def grade(records: Records) -> Records:
    """The records with the document's grade and its reasons. Total."""
    doubted: set[tuple[str, int | None]] = {
        (issue.record_id, issue.year)
        for issue in records.issues
        if issue.record_id and issue.state is IssueState.OPEN and issue.severity is not Severity.INFO
        and issue.code.startswith(_ABOUT_NUMBERS)
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
