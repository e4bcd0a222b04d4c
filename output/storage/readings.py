"""What is known of each document that was ever given: how its last reading ended, and what its published records were made from.

`readings.jsonl` in a snapshot has one line a document, by ascending id, also for those that could not be read. It holds no time, so that
a run which changes nothing makes the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jospar.output.storage.errors import OutputError, explained

if TYPE_CHECKING:
    from jospar.output.storage.location import Location

FILE_NAME = "readings.jsonl"


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
class Input:
    """A file that was read; `sha256` is None where its bytes could not be had."""

    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """What records are made from: a document's file, and its file of corrections if it has one."""

    source: Input
    corrections: Input | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The last reading of a document, and what its records in the dataset were made from.

    `published` is None where the dataset has no records of it. `code` and `detail` say why it could not be read, as in the catalogue of
    issues. `key` is the runner's own: equal keys mean that reading again would give the same.
    """

    document_id: str
    state: ReadingState
    tried: Version
    published: Version | None
    code: str | None = None
    detail: str | None = None
    key: str | None = None

    @property
    def stale(self) -> bool:
        """Whether the dataset holds the last good version of a document that could not be read."""
        return self.published is not None and self.state not in (ReadingState.OK, ReadingState.PARTIAL)


def format_reading(reading: Reading) -> str:
    """One line of the file."""
    return json.dumps(reading, default=_list_fields, ensure_ascii=False, separators=(",", ":"))


def parse_reading(line: str) -> Reading:
    """A line of the file. Raises ValueError, KeyError or TypeError where it is none.

    >>> reading = Reading("plan", ReadingState.ENCRYPTED, Version(Input("plan.pdf", "0" * 64)), None, "encrypted_file")
    >>> parse_reading(format_reading(reading)) == reading
    True
    """
    content = json.loads(line)
    return Reading(
        **{
            **content,
            "state": ReadingState(content["state"]),
            "tried": _parse_version(content["tried"]),
            "published": content["published"] and _parse_version(content["published"]),
        }
    )


def write_readings(folder: Path, readings: Iterable[Reading]) -> Path:
    """Writes the file of a snapshot; OSError where that can't be."""
    path = folder / FILE_NAME
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{format_reading(reading)}\n" for reading in readings)
    return path


def read_lines(snapshot: Location) -> list[str]:
    """The lines of a snapshot, by ascending document; OutputError where it has no such file."""
    path = snapshot / FILE_NAME
    with explained(path):
        try:
            return path.read_text(encoding="utf-8").split("\n")[:-1]
        except (FileNotFoundError, UnicodeDecodeError) as error:
            raise damaged(path) from error


def read_readings(snapshot: Location) -> dict[str, Reading]:
    """The readings of a snapshot by document_id, ascending; OutputError where its file is missing or damaged."""
    try:
        readings = [parse_reading(line) for line in read_lines(snapshot)]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(snapshot / FILE_NAME) from error
    return {reading.document_id: reading for reading in readings}


def damaged(path: Location) -> OutputError:
    """The error about a file of a snapshot that is not as it was written."""
    return OutputError(f"{path}: missing or damaged; bring it back from a copy, or read all documents again into another folder")


def list_inputs(readings: Mapping[str, Reading]) -> tuple[set[Input], set[Input]]:
    """The documents' files that were read, be it in vain, and the files of corrections that were applied."""
    versions = [version for reading in readings.values() for version in (reading.tried, reading.published) if version is not None]
    applied = [reading.published.corrections for reading in readings.values() if reading.published is not None]
    sources = {version.source for version in versions if version.source.sha256 is not None}
    return sources, {corrections for corrections in applied if corrections is not None}


def _list_fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _parse_version(content: Any) -> Version:
    corrections = content["corrections"]
    return Version(Input(**content["source"]), corrections and Input(**corrections))
