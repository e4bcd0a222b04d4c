"""What the forms have in common: what a writer is, what it tells, and how it says that its library is missing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jospar.output.export.source import ExportSource
from jospar.output.schema.table import TableSchema


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `notes` are lines on what differs from the dataset, `changed` is False where the old export held it already."""

    rows: int
    notes: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class FormatWriter:
    """One form.

    `find_foreign(old)` says in what an existing place differs from an export of this form, or gives None where it is one.
    `write(source, new, old, guard)` writes to `new`, which does not exist; `old` is the export that it will replace, if there is one.
    """

    find_foreign: Callable[[Path], str | None]
    write: Callable[[ExportSource, Path, Path | None, bool], Exported]


class MissingLibrary(Exception):
    """A form needs a library that is not installed; the message is one line that says what to install."""


@contextmanager
def needing(library: str, extra: str) -> Iterator[None]:
    """Turns an ImportError inside the block into MissingLibrary."""
    try:
        yield
    except ImportError as error:
        raise MissingLibrary(f"--to {extra} needs {library}, which is not installed; in a checkout: pip install '.[{extra}]'") from error


def as_os_error(error: Exception) -> OSError:
    """What a library said of a write that failed, as Python says it."""
    text = str(error).strip().partition("\n")[0]
    code = next((code for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES) if os.strerror(code) in text), 0)
    return OSError(code, os.strerror(code)) if code else OSError(f"{type(error).__name__}: {text}")


class DictionaryRow(NamedTuple):
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


def build_dictionary(tables: tuple[TableSchema, ...]) -> tuple[DictionaryRow, ...]:
    """The columns of the tables, in their order; `choices` are parted by commas."""
    return tuple(
        DictionaryRow(
            table.name, column.name, str(column.type), column.nullable, column.description, *column.label, column.unit,
            ", ".join(column.choices) or None,
        )
        for table in tables
        for column in table.columns
    )
