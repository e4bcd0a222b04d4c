"""Records in numbers: how many a document has, how many of its cells are accounted for, how many issues are open in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from jospar.normalize.records import IssueState, Severity

if TYPE_CHECKING:
    from jospar.normalize.records import Issue, Records


# The tables whose rows are counted; each is a field of RecordCounts.
COUNTED_TABLES = ("directions", "tasks", "measures", "values")


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """Records in numbers, of one document or of many; `accounted` are the cells that were used, ignored by a rule, or flagged.

    Of the issues only the open ones count.
    """

    directions: int = 0
    tasks: int = 0
    measures: int = 0
    values: int = 0
    accounted: int = 0
    cells: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    def __add__(self, other: RecordCounts) -> RecordCounts:
        return RecordCounts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def count_records(records: Records) -> RecordCounts:
    """The numbers of one document."""
    document = records.document
    return RecordCounts(
        **{name: len(getattr(records, name)) for name in COUNTED_TABLES},
        accounted=document.cells_used + document.cells_ignored + document.cells_flagged,
        cells=document.cells,
        **count_severities(records.issues),
    )


def count_severities(issues: Iterable[Issue]) -> dict[str, int]:
    """How many of them are open, by the field of RecordCounts."""
    severities = Counter(issue.severity for issue in issues if issue.state is IssueState.OPEN)
    return {"errors": severities[Severity.ERROR], "warnings": severities[Severity.WARNING], "infos": severities[Severity.INFO]}
