"""Weighs findings against each other: what other rows confirm in a year is not a slip because it breaks the pattern of its own row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.checks.base import CheckFinding, RecordView, Relation, Tested
from jospar.normalize.checks.evidence import print_number
from jospar.normalize.checks.patterns import PatternKind
from jospar.normalize.issues import Note
from jospar.normalize.records import Outcome


def drop_outweighed(findings: Iterable[CheckFinding], view: RecordView) -> list[CheckFinding]:
    """The findings without those that a relation outweighs.

    Two numbers of one year that changed places leave a sum as it was: where another row of the relation has just the number that would fit,
    the finding stands.
    """
    found = list(findings)
    partners: dict[tuple[str, int], set[str]] = defaultdict(set)
    for finding in found:
        if isinstance(finding, Tested) and isinstance(finding.check, Relation) and finding.outcome is Outcome.HOLDS:
            for record in finding.records:
                for year in finding.years:
                    partners[record, year].update(finding.records)
    doubted = [finding for finding in found if isinstance(finding, Note) and _is_about_one_of(finding, partners)]
    if not doubted:
        return found
    amounts = {(row.record_id, number.year): print_number(number.amount) for row in view.series for number in row.numbers}
    outweighed = {id(note) for note in doubted if _is_outweighed(note, partners, amounts)}
    kept = [finding for finding in found if id(finding) not in outweighed]
    said = {(note.record_id, note.year) for note in kept if isinstance(note, Note)}
    return [finding for finding in kept if not (isinstance(finding, Tested) and _has_lost_its_note(finding, partners, said))]


def _is_about_one_of(note: Note, partners: Mapping[tuple[str, int], set[str]]) -> bool:
    """Whether a note says of a number, by its own row alone, what a relation that holds for it may outweigh."""
    spot = (note.record_id, note.year)
    return CATALOGUE[note.code].by_own_row and None not in spot and spot in partners


def _is_outweighed(note: Note, partners: Mapping[tuple[str, int], set[str]], amounts: Mapping[tuple[str, int], str]) -> bool:
    record, year = note.record_id or "", note.year or 0
    others = partners[record, year] - {record}
    return bool(others) and note.suggestion not in [amounts.get((other, year)) for other in others]


def _has_lost_its_note(tested: Tested, partners: Mapping[tuple[str, int], set[str]], said: set[tuple[str | None, int | None]]) -> bool:
    """Whether a broken pattern is one that nothing is said of any more."""
    spots = [(record, year) for record in tested.records for year in tested.years]
    fails = isinstance(tested.check, PatternKind) and tested.outcome is Outcome.FAILS
    return fails and all(spot in partners and spot not in said for spot in spots)
