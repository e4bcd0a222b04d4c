"""What a snapshot changed: which documents came, were replaced, went, or stayed as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jospar.output.storage.base_snapshot import list_history
from jospar.output.storage.errors import explained
from jospar.output.storage.readings import DocumentReading
from jospar.output.storage.readings_file import FILE_NAME, read_readings

if TYPE_CHECKING:
    from jospar.output.storage.location import Location


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """How many documents a snapshot has that the one before did not have, has anew, no longer has, and has unchanged."""

    added: int = 0
    replaced: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def documents(self) -> int:
        """How many documents the snapshot has."""
        return self.added + self.replaced + self.unchanged


def compare(before: Mapping[str, DocumentReading], after: Mapping[str, DocumentReading]) -> DocumentChanges:
    """The changes between two snapshots. Equal readings have equal records; those without records do not count."""
    old = {reading.document_id: reading for reading in before.values() if reading.published}
    new = {reading.document_id: reading for reading in after.values() if reading.published}
    both = old.keys() & new.keys()
    unchanged = sum(old[document_id] == new[document_id] for document_id in both)
    return DocumentChanges(len(new) - len(both), len(both) - unchanged, len(old) - len(both), unchanged)


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A snapshot, and what it changed in the one before; None where that can't be known any more."""

    folder: Location
    changes: DocumentChanges | None


def read_history(out: Location) -> tuple[HistoryStep, ...]:
    """The snapshots that are there, the newest first. OutputError where one can't be read."""
    with explained(out):
        snapshots = [path for path in list_history(out) if (path / FILE_NAME).is_file()]
    steps = []
    before: Mapping[str, DocumentReading] | None = None
    for path in snapshots:
        after = read_readings(path)
        if before is None and path.name.startswith("000001-"):
            before = {}
        steps.append(HistoryStep(path, None if before is None else compare(before, after)))
        before = after
    return tuple(reversed(steps))
