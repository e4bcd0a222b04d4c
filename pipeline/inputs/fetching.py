"""Documents on object storage: found and copied to this machine, where each is then read in a process of its own like any other."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jospar.extract.limits import MAX_BYTES
from jospar.output.storage.errors import explained
from jospar.output.storage.location import ListedObject, Location, RemotePath
from jospar.pipeline.document.refusals import Refusal, describe_refusal
from jospar.pipeline.inputs.discovery import is_hidden
from jospar.pipeline.inputs.input_file import LocalCopy
from jospar.pipeline.system.exits import WrongUsage
from jospar.pipeline.system.spawned_process import call_in_spawned_process

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _FetchRequest:
    """What to copy: objects, or prefixes with what is below them, but not what lies at or below `others`; to `folder`."""

    addresses: tuple[RemotePath, ...]
    recursive: bool
    others: tuple[RemotePath, ...]
    folder: Path


@contextmanager
def fetched(addresses: Iterable[RemotePath], recursive: bool, out: Location) -> Iterator[tuple[LocalCopy, ...]]:
    """Copies of the documents at some addresses, to be read until the block ends. Of a prefix, all is a document as in a folder.

    What belongs to the dataset at `out` is none. Raises WrongUsage where there is nothing at an address, OutputError where the store
    can't be read.
    """
    others = () if isinstance(out, Path) else (out / "snapshots", out / "latest.json")
    with tempfile.TemporaryDirectory(prefix="jospar-", ignore_cleanup_errors=True) as folder:
        yield call_in_spawned_process(_fetch, _FetchRequest(tuple(addresses), recursive, others, Path(folder)))


def _fetch(request: _FetchRequest) -> tuple[LocalCopy, ...]:
    found = {item.path: item for address in request.addresses for item in _find(address, request)}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(pool.map(_copy, found.values(), (request.folder / str(number) for number in range(len(found)))))


def _find(address: RemotePath, request: _FetchRequest) -> Iterator[ListedObject]:
    with explained(address):
        if address.key and address.is_file():
            yield ListedObject(address, False, address.stat().st_size)
            return
        if not address.exists():
            _refuse(address)
        for item in address.list(request.recursive):
            below = str(item.path).removeprefix(f"{address}/").split("/")
            if not item.is_folder and not any(map(is_hidden, below)) and not _is_below(item.path, request.others):
                yield item


def _refuse(address: RemotePath) -> None:
    if not RemotePath(address.bucket).exists():
        raise WrongUsage(f"{address}: there is no such bucket; make it, or name another one")
    raise WrongUsage(describe_refusal(str(address), Refusal("missing_path")))


def _is_below(path: RemotePath, others: Iterable[RemotePath]) -> bool:
    return any(path == other or str(path).startswith(f"{other}/") for other in others)


def _copy(item: ListedObject, folder: Path) -> LocalCopy:
    """Copies an object; where it is gone, or its name can't be that of a file, there is no file, and the reader says so."""
    target = folder / item.path.name
    with explained(item.path), suppress(FileNotFoundError):
        folder.mkdir()
        if item.size > MAX_BYTES:
            _pretend(target, item.size)
        elif len(os.fsencode(target.name)) <= os.pathconf(folder, "PC_NAME_MAX"):
            item.path.fetch(target)
    return LocalCopy(target, item.path)


def _pretend(target: Path, size: int) -> None:
    """A file of that size without content, which is refused for its size."""
    target.touch()
    os.truncate(target, size)
