"""Which files a run reads, and what each document is called.

A file that is named is read. Of a folder, everything is a document but subfolders and names that begin with `.` (hidden) or `~$` (the
locks of office programs); `recursive` reads subfolders too. Links to folders inside a folder are not followed. What is on object storage
is copied by jospar.pipeline.inputs.fetching first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.storage.location import is_remote
from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.document.refusals import Refusal, describe_refusal
from jospar.pipeline.inputs.input_file import InputFile, LocalCopy
from jospar.pipeline.system.exits import WrongUsage

if TYPE_CHECKING:
    from jospar.output.storage.location import Location


def is_hidden(name: str) -> bool:
    """Whether a file of that name in a folder, or what is in a folder of that name, is no document."""
    return name.startswith((".", "~$"))


def find_inputs(
    paths: Iterable[str], recursive: bool, out: Location, corrections: Path | None = None, copies: Iterable[LocalCopy] = ()
) -> tuple[InputFile, ...]:
    """The files of a run by ascending document_id, those of one id as one input; what is named twice counts once.

    `copies` are those of the documents that `paths` names on object storage. What lies in the dataset at `out` or in the folder of
    corrections below an input is no input. Raises WrongUsage: missing_path, unreadable_folder, no_input.
    """
    named = list(paths)
    others = {os.path.realpath(folder) for folder in (out / "snapshots", corrections) if isinstance(folder, Path)}
    found = {os.path.abspath(file): file for path in named if not is_remote(path) for file in _find_files(path, recursive, others)}  # noqa: PTH100 (links stay)
    files = [InputFile(file, find_document_id(file.name)) for file in found.values()]
    files += (InputFile(copy.path, find_document_id(copy.path.name), origin=copy.origin) for copy in copies)
    files.sort(key=attrgetter("order"))
    if not files:
        raise _wrong(", ".join(named), "no_input")
    return tuple(_join_duplicates(files))


def find_paths(files: Iterable[InputFile]) -> tuple[Path, ...]:
    """The files that a run reads: those that have no duplicates."""
    return tuple(file.path for file in files if not file.duplicates)


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
        if is_hidden(entry.name):
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


def _join_duplicates(files: Iterable[InputFile]) -> Iterator[InputFile]:
    for document_id, group in groupby(files, key=lambda file: file.document_id):
        first, *others = group
        if document_id is None:
            yield from (first, *others)
        else:
            yield replace(first, duplicates=tuple(file.location for file in others))


def _wrong(where: str, code: str, detail: str = "") -> WrongUsage:
    return WrongUsage(describe_refusal(where, Refusal(code, detail)))
