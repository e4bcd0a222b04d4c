"""What the forms have in common: what a writer is, what it tells, and how it says that its library is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from output.errors import OutputError
from output.export.source import Source
from output.table import Table


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `notes` are lines on what differs from the dataset, `changed` is False where the old export held it already."""

    rows: int
    notes: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Writer:
    """One form.

    `find_foreign(old)` says in what an existing place differs from an export of this form, or gives None where it is one.
    `write(source, new, old, guard)` writes to `new`, which does not exist; `old` is the export that it will replace, if there is one.
    """

    find_foreign: Callable[[Path], str | None]
    write: Callable[[Source, Path, Path | None, bool], Exported]


class MissingLibrary(Exception):
    """A form needs a library that is not installed; the message is one line that says what to install."""


@contextmanager
def needing(library: str, extra: str) -> Iterator[None]:
    """Turns an ImportError inside the block into MissingLibrary."""
    try:
        yield
    except ImportError as error:
        raise MissingLibrary(f"--to {extra} needs {library}, which is not installed: pip install 'jospar[{extra}]'") from error


def broken(path: Path, error: Exception) -> OutputError:
    """What a library said, as one line about `path`."""
    first = str(error).strip().partition("\n")[0]
    return OutputError(f"{path}: {type(error).__name__}: {first}; see that the disk has room and that it may be written")


class Entry(NamedTuple):
    """One row of the data dictionary."""

    table: str
    column: str
    type: str
    nullable: bool
    description: str
    label_kk: str
    label_ru: str
    label_en: str
    unit: str | None
    choices: str | None


def build_dictionary(tables: tuple[Table, ...]) -> tuple[Entry, ...]:
    """The columns of the tables, in their order; `choices` are parted by commas."""
    return tuple(
        Entry(
            table.name, column.name, str(column.type), column.nullable, column.description, *column.label, column.unit,
            ", ".join(column.choices) or None,
        )
        for table in tables
        for column in table.columns
    )
