"""`readings.jsonl`: the readings of a snapshot, one line a document, by ascending id, also for those that could not be read.

It holds no time, so that a run which changes nothing makes the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jospar.output.storage.errors import damaged, explained
from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs, ReadingState

if TYPE_CHECKING:
    from jospar.output.storage.location import Location

FILE_NAME = "readings.jsonl"


def format_reading(reading: DocumentReading) -> str:
    """One line of the file."""
    return json.dumps(reading, default=_list_fields, ensure_ascii=False, separators=(",", ":"))


def parse_reading(line: str) -> DocumentReading:
    """A line of the file. Raises ValueError, KeyError or TypeError where it is none.

    >>> reading = DocumentReading("plan", ReadingState.ENCRYPTED, ReadingInputs(FileVersion("plan.pdf", "0" * 64)), None, "encrypted_file")
    >>> parse_reading(format_reading(reading)) == reading
    True
    """
    content = json.loads(line)
    return DocumentReading(
        **{
            **content,
            "state": ReadingState(content["state"]),
            "tried": _parse_version(content["tried"]),
            "published": content["published"] and _parse_version(content["published"]),
        }
    )


def write_readings(folder: Path, readings: Iterable[DocumentReading]) -> Path:
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


def read_readings(snapshot: Location) -> dict[str, DocumentReading]:
    """The readings of a snapshot by document_id, ascending; OutputError where its file is missing or damaged."""
    try:
        readings = [parse_reading(line) for line in read_lines(snapshot)]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(snapshot / FILE_NAME) from error
    return {reading.document_id: reading for reading in readings}


def _list_fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _parse_version(content: Any) -> ReadingInputs:
    corrections = content["corrections"]
    return ReadingInputs(FileVersion(**content["source"]), corrections and FileVersion(**corrections))
