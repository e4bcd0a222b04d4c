"""Files of a snapshot: what is in them, and how they come to be on a local disk for good. Every function raises OSError."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jospar.output.storage.location import Location


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of one file of a snapshot; `name` is its path there, `size` in bytes, `rows` None where it is no table."""

    name: str
    sha256: str
    size: int
    rows: int | None = None


def hash_file(path: Location) -> str:
    """SHA-256 of its content, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_facts(folder: Path, name: str, rows: int | None = None) -> FileFacts:
    """The facts of a file that is in the folder."""
    path = folder / name
    return FileFacts(name, hash_file(path), path.stat().st_size, rows)


def is_as_written(folder: Location, facts: FileFacts) -> bool:
    """Whether a file is there with the content that it had; all of it is read."""
    try:
        return hash_file(folder / facts.name) == facts.sha256
    except FileNotFoundError:
        return False


def carry_over(source: Location, facts: FileFacts, target: Path, name: str) -> FileFacts:
    """Puts a file of the snapshot `source` into the folder `target` too: as a link, as a copy where the disk has no links.

    What is on object storage stays there, to be copied by the store when the snapshot is published.
    """
    if not isinstance(source, Path):
        return replace(facts, name=name)
    old, new = source / facts.name, target / name
    new.parent.mkdir(exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
        sync(new)
    return replace(facts, name=name)


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
