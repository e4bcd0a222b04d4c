"""What is known of each document that was ever given: how its last reading ended, and what its published records were made from.

`output.storage.readings_file` keeps it in each snapshot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ReadingState(StrEnum):
    """How a reading ended: with records (OK; PARTIAL where an error is open in them) or without, and then why."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file that was read; `sha256` is None where its bytes could not be had."""

    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class ReadingInputs:
    """What records are made from: a document's file, and its file of corrections if it has one."""

    source: FileVersion
    corrections: FileVersion | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """The last reading of a document, and what its records in the dataset were made from.

    `published` is None where the dataset has no records of it. `code` and `detail` say why it could not be read, as in the catalogue of
    issues. `key` is the runner's own: equal keys mean that reading again would give the same.
    """

    document_id: str
    state: ReadingState
    tried: ReadingInputs
    published: ReadingInputs | None
    code: str | None = None
    detail: str | None = None
    key: str | None = None

    @property
    def stale(self) -> bool:
        """Whether the dataset holds the last good version of a document that could not be read."""
        return self.published is not None and self.state not in (ReadingState.OK, ReadingState.PARTIAL)


def list_inputs(readings: Mapping[str, DocumentReading]) -> tuple[set[FileVersion], set[FileVersion]]:
    """The documents' files that were read, be it in vain, and the files of corrections that were applied."""
    versions = [version for reading in readings.values() for version in (reading.tried, reading.published) if version is not None]
    applied = [reading.published.corrections for reading in readings.values() if reading.published is not None]
    sources = {version.source for version in versions if version.source.sha256 is not None}
    return sources, {corrections for corrections in applied if corrections is not None}
