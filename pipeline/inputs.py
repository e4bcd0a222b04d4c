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
from pathlib import Path

from pipeline.exits import WrongUsage
from pipeline.refusals import Refusal, describe_refusal

_NOT_IN_AN_ID = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read; `document_id` is None where its name can't be one."""

    path: Path
    document_id: str | None


def find_document_id(name: str) -> str | None:
    """The stem of a file name in NFC; None where the name holds control characters, line ends or bytes that are not UTF-8.

    >>> find_document_id("ktu-2024.v2.txt")
    'ktu-2024.v2'
    """
    if any(unicodedata.category(char) in _NOT_IN_AN_ID for char in name):
        return None
    return unicodedata.normalize("NFC", Path(name).stem)


def find_inputs(paths: Iterable[str], recursive: bool, out: Path) -> tuple[InputFile, ...]:
    """The files of a run by ascending document_id; a file that is named twice counts once, what lies in the dataset at `out` never.

    Raises WrongUsage: missing_path, unreadable_folder, duplicate_stem, no_input.
    """
    named = list(paths)
    dataset = os.path.realpath(out / "snapshots")
    found = {os.path.abspath(file): file for path in named for file in _find_files(path, recursive, dataset)}  # noqa: PTH100 (links stay)
    files = sorted(
        (InputFile(file, find_document_id(file.name)) for file in found.values()), key=lambda file: (file.document_id or "", file.path)
    )
    if not files:
        raise _wrong(", ".join(named), "no_input")
    _refuse_duplicates(files)
    return tuple(files)


def _find_files(path: str, recursive: bool, dataset: str) -> Iterator[Path]:
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
        if not entry.is_dir():
            yield Path(entry.path)
        elif recursive and not entry.is_symlink() and os.path.realpath(entry.path) != dataset:
            yield from _find_files(entry.path, recursive, dataset)


def _refuse_duplicates(files: Iterable[InputFile]) -> None:
    groups = [(stem, [str(file.path) for file in group]) for stem, group in groupby(files, key=lambda file: file.document_id)]
    repeated = [paths for stem, paths in groups if stem is not None and len(paths) > 1]
    if repeated:
        more = f"{len(repeated) - 1} more names stand twice" if len(repeated) > 1 else ""
        raise _wrong(" and ".join(repeated[0]), "duplicate_stem", more)


def _wrong(where: str, code: str, detail: str = "") -> WrongUsage:
    return WrongUsage(describe_refusal(where, Refusal(code, detail)))
