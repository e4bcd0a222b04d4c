"""The document checked against itself: what it says in one place must agree with what it says in another.

One small module a family, each a pure function from the RecordView of a document to findings; CHECKS is all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from jospar.normalize.checks.base import CheckFunction, RecordView, Tested
from jospar.normalize.checks.completeness import check_completeness
from jospar.normalize.checks.execution import check_execution
from jospar.normalize.checks.growth import check_growth
from jospar.normalize.checks.numbering import check_numbering
from jospar.normalize.checks.series import check_series
from jospar.normalize.checks.shares import check_shares
from jospar.normalize.checks.targets import check_targets
from jospar.normalize.checks.text import check_text
from jospar.normalize.checks.totals import check_totals
from jospar.normalize.checks.units import check_units
from jospar.normalize.checks.weighing import drop_outweighed
from jospar.normalize.issues import Note, add_issues
from jospar.normalize.records import Check, Outcome, Records

CHECKS: tuple[CheckFunction, ...] = (
    check_numbering,
    check_targets,
    check_totals,
    check_shares,
    check_execution,
    check_growth,
    check_series,
    check_units,
    check_text,
    check_completeness,
)


def check(records: Records, checks: Iterable[CheckFunction] = CHECKS) -> Records:
    """The records with what the checks found: issues, the table of checks, and how many checks that hold each value took part in. Total."""
    view = RecordView(records)
    findings = drop_outweighed((finding for run in checks for finding in run(view)), view)
    tested = [finding for finding in findings if isinstance(finding, Tested)]
    confirmed = Counter(value for found in tested if found.outcome is Outcome.HOLDS for value in found.values)
    values = tuple(
        replace(value, confirmations=confirmed[value.value_id]) if value.value_id in confirmed else value for value in records.values
    )
    tested.sort(key=lambda found: found.place.order)
    document_id = records.document.document_id
    made = tuple(_make_check(document_id, number, found) for number, found in enumerate(tested, 1))
    return add_issues(replace(records, values=values, checks=made), (finding for finding in findings if isinstance(finding, Note)))


def _make_check(document_id: str, number: int, found: Tested) -> Check:
    return Check(
        document_id=document_id,
        check_id=f"{document_id}/k{number:06}",
        place=found.place,
        check=found.check.value,
        outcome=found.outcome,
        records="\n".join(found.records),
        years=" ".join(map(str, found.years)),
        expected=found.expected,
        found=found.found,
        tolerance=found.tolerance,
    )
