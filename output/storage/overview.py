"""What is in a dataset, in a line for each document: its grade and its open issues."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from jospar.normalize.records import IssueState, Severity
from jospar.output.schema.tables import DOCUMENTS, ISSUES
from jospar.output.storage.dataset import read_columns

if TYPE_CHECKING:
    from jospar.output.storage.location import Location


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document, its grade (0 to 100) and how many issues of each severity are open in it."""

    document_id: str
    grade: int
    errors: int
    warnings: int
    infos: int


def read_overview(folder: Location) -> tuple[DocumentLine, ...]:
    """The documents of a dataset or a snapshot, by ascending id. OutputError where it can't be read."""
    counts: Counter[tuple[str, str]] = Counter()
    for issues in read_columns(folder, ISSUES, ["document_id", "severity", "state"]):
        counts.update(_count_open(issues))
    documents = (rows for table in read_columns(folder, DOCUMENTS, ["document_id", "grade"]) for rows in table.to_pylist())
    return tuple(
        DocumentLine(
            row["document_id"],
            row["grade"],
            *(counts[row["document_id"], severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)),
        )
        for row in documents
    )


def _count_open(issues: pa.Table) -> Counter[tuple[str, str]]:
    columns = (issues.column(name).to_pylist() for name in issues.column_names)
    return Counter((document_id, severity) for document_id, severity, state in zip(*columns, strict=True) if state == IssueState.OPEN)
