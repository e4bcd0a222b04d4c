"""Weighs findings against each other: what other rows confirm in a year is not a slip because it breaks the pattern of its own row."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.checks.base import Finding, Tested
from normalize.issues import Note
from normalize.records import Outcome

# Relations to other rows and headings, and what is said of a number by its own row alone.
_RELATIONS = frozenset({"target_met", "total", "share"})
_PATTERNS = frozenset({"constant_value", "constant_step", "constant_growth"})
_OF_ITS_OWN_ROW = frozenset(
    {"value_differs", "step_broken", "growth_broken", "values_swapped", "step_differs", "series_outlier", "series_reversal"}
)


def weigh(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that a relation outweighs."""
    found = list(findings)
    confirmed: set[tuple[str, int]] = set()
    for finding in found:
        if isinstance(finding, Tested) and finding.check in _RELATIONS and finding.outcome is Outcome.HOLDS:
            confirmed.update((record, year) for record in finding.records for year in finding.years)
    return [finding for finding in found if not _is_outweighed(finding, confirmed)]


def _is_outweighed(finding: Finding, confirmed: set[tuple[str, int]]) -> bool:
    if isinstance(finding, Note):
        return finding.code in _OF_ITS_OWN_ROW and (finding.record_id, finding.year) in confirmed
    fails = finding.check in _PATTERNS and finding.outcome is Outcome.FAILS
    return fails and all((record, year) in confirmed for record in finding.records for year in finding.years)
