"""Object storage: what an address of it is, and the few things of pathlib.Path that a snapshot there needs.

Region, endpoint and credentials come from the usual environment variables and files of AWS; none of them is ever shown or kept. pyarrow's
file systems are imported and connected when the first object is asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jospar.output.storage.errors import WrongAddress

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import fs

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]*")
_DEFAULT_REGION = "us-east-1"  # of stores that have an address of their own, where it means nothing
ATTEMPTS, CONNECT_SECONDS = 3, 5


class _Stat(NamedTuple):
    st_size: int


class ListedObject(NamedTuple):
    """An object or, below a prefix that was listed, a prefix; the size in bytes is that of an object."""

    path: RemotePath
    is_folder: bool
    size: int


@dataclass(frozen=True, slots=True, order=True)
class RemotePath:
    """An object, or the prefix that several have in common. Methods raise OSError: FileNotFoundError where there is no such object."""

    bucket: str
    key: str = ""

    def __str__(self) -> str:
        return f"s3://{self._inner}"

    def __truediv__(self, name: str) -> RemotePath:
        return RemotePath(self.bucket, f"{self.key}/{name}" if self.key else name)

    @property
    def name(self) -> str:
        """The last part of it."""
        return (self.key or self.bucket).rpartition("/")[2]

    @property
    def _inner(self) -> str:
        return f"{self.bucket}/{self.key}" if self.key else self.bucket

    def open(self, mode: str = "rb") -> pa.NativeFile:
        """The object, to be read anywhere in it."""
        if mode != "rb":
            raise ValueError(f"an object is read only: {mode}")
        return _connect().open_input_file(self._inner)

    def locate(self) -> tuple[str, fs.S3FileSystem]:
        """The file system that it is in, and its path there."""
        return self._inner, _connect()

    def read_bytes(self) -> bytes:
        """All of an object."""
        return self.read_tagged()[0]

    def read_text(self, encoding: str) -> str:
        """All of an object, decoded."""
        return self.read_bytes().decode(encoding)

    def read_tagged(self) -> tuple[bytes, str]:
        """All of an object, and its tag (ETag), which changes with its content."""
        with _connect().open_input_stream(self._inner) as stream:
            return stream.read(), stream.metadata().get("ETag", b"").decode()

    def is_file(self) -> bool:
        """Whether there is such an object."""
        found: bool = _connect().get_file_info(self._inner).is_file
        return found

    def exists(self) -> bool:
        """Whether there is such an object, an object below it, or such a bucket."""
        from pyarrow.fs import FileType

        found: bool = _connect().get_file_info(self._inner).type != FileType.NotFound
        return found

    def stat(self) -> _Stat:
        """The size of an object."""
        info = _connect().get_file_info(self._inner)
        if not info.is_file:
            raise FileNotFoundError(str(self))
        return _Stat(info.size)

    def glob(self, pattern: str) -> Iterator[RemotePath]:
        """The objects right below it whose names are like the pattern."""
        return (found.path for found in self.list() if not found.is_folder and fnmatchcase(found.path.name, pattern))

    def list(self, recursive: bool = False) -> list[ListedObject]:
        """What is below it, by ascending name; nothing where there is no such prefix."""
        from pyarrow.fs import FileSelector, FileType

        infos = _connect().get_file_info(FileSelector(self._inner, recursive=recursive, allow_not_found=True))
        found = (
            ListedObject(RemotePath(self.bucket, info.path.partition("/")[2]), info.type == FileType.Directory, info.size or 0)
            for info in infos
        )
        return sorted(found)

    def fetch(self, target: Path) -> Path:
        """Copies the object into a local file, whose folders are made."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.open() as source, target.open("wb") as file:
            while piece := source.read(_PIECE_BYTES):
                file.write(piece)
        return target

    def put(self, source: Path) -> None:
        """Copies a local file into the object."""
        with source.open("rb") as file, _connect().open_output_stream(self._inner) as stream:
            while piece := file.read(_PIECE_BYTES):
                stream.write(piece)

    def copy(self, source: RemotePath) -> None:
        """Has the store copy another object into this one."""
        _connect().copy_file(source._inner, self._inner)

    def delete(self) -> None:
        """Deletes all that is below the prefix."""
        _connect().delete_dir(self._inner)


Location = Path | RemotePath
_PIECE_BYTES = 8 * 1024 * 1024


def find_location(address: str | Location) -> Location:
    """Where an address leads: `s3://bucket/prefix`, else a path of this machine. WrongAddress where it is neither.

    >>> find_location("s3://plans/tables/")
    RemotePath(bucket='plans', key='tables')
    """
    if not isinstance(address, str):
        return address
    scheme = _SCHEME.match(address)
    if scheme is None:
        return Path(address)
    if scheme[1] != "s3":
        raise WrongAddress(f"{scheme[0]}: not a store that jospar knows; name a folder or s3://bucket/prefix")
    bucket, _, key = address[scheme.end() :].partition("/")
    if not _BUCKET.fullmatch(bucket):  # what stands there may be a secret, so it is not shown
        raise WrongAddress("s3://: no name of a bucket follows; name s3://bucket/prefix, with credentials in the environment only")
    return RemotePath(bucket, "/".join(filter(None, key.split("/"))))


def is_remote(address: str) -> bool:
    """Whether an address is one of a store, be it one that is not known."""
    return _SCHEME.match(address) is not None


def find_endpoint() -> tuple[str | None, str | None]:
    """Address and region of the store as the environment names them; None leaves it to what AWS's own files say."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return endpoint, region or (_DEFAULT_REGION if endpoint else None)


def _connect() -> fs.S3FileSystem:
    return _connect_to(*find_endpoint())


@cache
def _connect_to(endpoint: str | None, region: str | None) -> fs.S3FileSystem:
    from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

    return S3FileSystem(
        endpoint_override=endpoint,  # pyarrow does not take it from the environment in all of its versions
        region=region,
        connect_timeout=CONNECT_SECONDS,
        retry_strategy=AwsStandardS3RetryStrategy(max_attempts=ATTEMPTS),
        allow_delayed_open=True,  # a small object is one request
        background_writes=False,
    )
