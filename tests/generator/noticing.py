"""Whether the issues of a document speak of a mistake in it: those that its clean twin does not have, at the place of the mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jospar.normalize.records import Issue, Records, Severity
from tests.generator.mistakes import Mistake
from tests.generator.relations import key_of


@dataclass(frozen=True, slots=True)
class Noticed:
    """The new issues at the place of a mistake; `suggestion_right` is None where none of them suggests anything, or nothing could be."""

    issues: tuple[Issue, ...]
    suggestion_right: bool | None

    @property
    def loudly(self) -> bool:
        """Whether one of them is more than an info."""
        return any(issue.severity is not Severity.INFO for issue in self.issues)


def notice(clean: Records, found: Records, mistake: Mistake) -> Noticed:
    """What a document with a mistake has that its clean twin has not."""
    known = Counter((issue.code, key, issue.year) for key, issue in _located(clean))
    new: list[tuple[str, Issue]] = []
    for key, issue in _located(found):
        spot = issue.code, key, issue.year
        if known[spot]:
            known[spot] -= 1
        elif not mistake.at or key in mistake.at:
            new.append((key, issue))
    suggested = [_is_right(key, issue, mistake) for key, issue in new if issue.suggestion is not None and mistake.truth]
    return Noticed(tuple(issue for _, issue in new), any(suggested) if suggested else None)


def keys_of(records: Records) -> dict[str, str]:
    """The key of every record that stands in a row, and the path of every heading, by id."""
    start = len(records.document.document_id) + 1
    headings = [*(item.direction_id for item in records.directions), *(item.goal_id for item in records.goals)]
    keys = {record_id: record_id[start:] for record_id in (*headings, *(task.task_id for task in records.tasks))}
    rows = [*((row.measure_id, row.name) for row in records.measures), *((row.indicator_id, row.name) for row in records.indicators)]
    keys |= {row_id: key_of(row_id.rpartition("/")[0][start:], name) for row_id, name in rows}
    keys |= {value.value_id: keys[value.owner_id] for value in records.values}
    return keys | {party.party_id: keys[party.measure_id] for party in records.parties}


def _located(records: Records) -> Iterator[tuple[str, Issue]]:
    """The issues with the keys of their records, or of the record whose cell is at their place."""
    keys = keys_of(records)
    by_place = {cell.place: cell.record_id for cell in records.cells if cell.record_id}
    for issue in records.issues:
        yield keys.get(issue.record_id or by_place.get(issue.place) or "", ""), issue


def _is_right(key: str, issue: Issue, mistake: Mistake) -> bool:
    truth = {mistake.truth.get((key, issue.year)), mistake.truth.get((key, None))}
    return _plain(issue.suggestion) in {_plain(text) for text in truth if text is not None}


def _plain(text: str | None) -> str | Decimal:
    """A number as one, whatever its groups and comma; other texts as they are."""
    compact = "".join((text or "").split()).replace(",", ".")
    try:
        return Decimal(compact)
    except InvalidOperation:
        return compact
