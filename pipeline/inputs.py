"""Which files a run reads, and what each document is called.

A file that is named is read. Of a folder, everything is a document but subfolders and names that begin with `.` (hidden) or `~$` (the
locks of office programs); `recursive` reads subfolders too. Links to folders inside a folder are not followed.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pipeline.exits import WrongUsage
from pipeline.refusals import Refusal, describe_refusal

_NOT_IN_AN_ID = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read; `document_id` is None where its name can't be one, `twins` are other inputs that have the same."""

    path: Path
    document_id: str | None
    twins: tuple[Path, ...] = ()

    @property
    def order(self) -> tuple[str, Path]:
        """Sorts the files of a run: by ascending document_id."""
        return self.document_id or "", self.path

    @property
    def shown(self) -> str:
        """The path, with those of the twins, as messages name it."""
        return " and ".join(str(path) for path in (self.path, *self.twins))


def find_document_id(name: str) -> str | None:
    """The stem of a file name in NFC; None where the name holds control characters, line ends or bytes that are not UTF-8.

    >>> find_document_id("ktu-2024.v2.txt")
    'ktu-2024.v2'
    """
    if any(unicodedata.category(char) in _NOT_IN_AN_ID for char in name):
        return None
    return unicodedata.normalize("NFC", Path(name).stem)


def find_inputs(paths: Iterable[str], recursive: bool, out: Path, corrections: Path | None = None) -> tuple[InputFile, ...]:
    """The files of a run by ascending document_id, those of one id as one input; what is named twice counts once.

    What lies in the dataset at `out` or in the folder of corrections below an input is no input. Raises WrongUsage: missing_path,
    unreadable_folder, no_input.
    """
    named = list(paths)
    others = {os.path.realpath(folder) for folder in (out / "snapshots", corrections) if folder is not None}
    found = {os.path.abspath(file): file for path in named for file in _find_files(path, recursive, others)}  # noqa: PTH100 (links stay)
    files = sorted((InputFile(file, find_document_id(file.name)) for file in found.values()), key=attrgetter("order"))
    if not files:
        raise _wrong(", ".join(named), "no_input")
    return tuple(_join_twins(files))


def find_paths(files: Iterable[InputFile]) -> tuple[Path, ...]:
    """The files that a run reads: those that have no twins."""
    return tuple(file.path for file in files if not file.twins)


def _find_files(path: str, recursive: bool, others: set[str]) -> Iterator[Path]:
    if not path or not os.path.lexists(path):
        raise _wrong(path or "''", "missing_path")
    if not os.path.isdir(path):  # noqa: PTH112
        yield Path(path)
        return
    try:
        with os.scandir(path) as folder:
            entries = sorted(folder, key=lambda entry: entry.name)
    except OSError as error:
        raise _wrong(path, "unreadable_folder", error.strerror or "") from error
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if not _is_folder(entry):
            yield Path(entry.path)
        elif recursive and not entry.is_symlink() and os.path.realpath(entry.path) not in others:
            yield from _find_files(entry.path, recursive, others)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _join_twins(files: Iterable[InputFile]) -> Iterator[InputFile]:
    for document_id, group in groupby(files, key=lambda file: file.document_id):
        first, *others = group
        if document_id is None:
            yield from (first, *others)
        else:
            yield InputFile(first.path, document_id, tuple(file.path for file in others))


def _wrong(where: str, code: str, detail: str = "") -> WrongUsage:
    return WrongUsage(describe_refusal(where, Refusal(code, detail)))
