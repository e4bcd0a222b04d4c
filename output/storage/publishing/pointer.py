"""`latest.json`: the small object that names the current snapshot of a dataset on object storage."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

from jospar.output.storage.errors import OutputError, explained
from jospar.output.storage.location import RemotePath

POINTER = "latest.json"
RUN = re.compile(r"(\d{6,})-[0-9a-f]{12}-[0-9a-f]{8}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The current run, the hash of its manifest, and the runs before it whose snapshots stay, the oldest first."""

    run: str
    manifest_sha256: str
    earlier: tuple[str, ...] = ()

    @property
    def runs(self) -> tuple[str, ...]:
        """All runs whose snapshots are to be read, the oldest first."""
        return (*self.earlier, self.run)


def format_pointer(pointer: Pointer) -> bytes:
    """The content of the object."""
    return (json.dumps(asdict(pointer), indent=2) + "\n").encode()


def parse_pointer(content: bytes) -> Pointer:
    """A pointer out of the content of its object. Raises ValueError, KeyError or TypeError where it is none."""
    fields = json.loads(content)
    pointer = Pointer(fields["run"], fields["manifest_sha256"], tuple(fields["earlier"]))
    if not (all(map(RUN.fullmatch, pointer.runs)) and _SHA256.fullmatch(pointer.manifest_sha256)):
        raise ValueError("not the names of runs and a hash")
    return pointer


def read_pointer(out: RemotePath) -> tuple[Pointer, str] | None:
    """The pointer of a dataset with the tag of its object; None where nothing was ever published there.

    OutputError where there is no such bucket, where it can't be read, or where it is no pointer.
    """
    path = out / POINTER
    with explained(path):
        try:
            content, tag = path.read_tagged()
        except FileNotFoundError:
            if not RemotePath(out.bucket).exists():
                raise OutputError(f"{out}: there is no such bucket; make it, or name another one") from None
            return None
    try:
        return parse_pointer(content), tag
    except (ValueError, KeyError, TypeError) as error:
        raise OutputError(
            f"{path}: a broken pointer; bring it back from a copy, or delete it to begin anew (the snapshots beside it stay)"
        ) from error


def number_of(run: str) -> int:
    """The number that a run's name begins with."""
    return int(run.partition("-")[0])


def snapshot_of(out: RemotePath, run: str) -> RemotePath:
    """Where the snapshot of a run is."""
    return out / "snapshots" / run
