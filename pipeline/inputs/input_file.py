"""A file of a run: where it is, and what its document is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jospar.output.storage.location import Location, RemotePath


@dataclass(frozen=True, slots=True)
class LocalCopy:
    """A file of this machine that is a copy of an object on object storage, and has its name."""

    path: Path
    origin: RemotePath


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read; `document_id` is None where its name can't be one, `duplicates` are other inputs that have the same.

    `origin` is the object that the file is a copy of, if it is one.
    """

    path: Path
    document_id: str | None
    duplicates: tuple[Location, ...] = ()
    origin: RemotePath | None = None

    @property
    def location(self) -> Location:
        """Where the document itself is."""
        return self.origin or self.path

    @property
    def order(self) -> tuple[str, str]:
        """Sorts the files of a run: by ascending document_id."""
        return self.document_id or "", str(self.location)

    @property
    def shown(self) -> str:
        """The location, with those of the duplicates, as messages name it."""
        return " and ".join(str(path) for path in (self.location, *self.duplicates))
