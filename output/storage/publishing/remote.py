"""How a snapshot becomes the current one on object storage, which has no links and no locks.

The files go to a prefix that no other run writes to; then one conditional request moves the pointer, if it still names the snapshot that
the new one was built on. Of two runs that began from one snapshot, so one wins, and the other leaves with a word. A run that dies
anywhere leaves the old pointer or the new one; what it left behind is cleared by the next run that publishes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from jospar.output.storage.errors import OutputError, explained
from jospar.output.storage.location import ATTEMPTS, CONNECT_SECONDS, RemotePath, find_endpoint
from jospar.output.storage.publishing.local import SNAPSHOTS_KEPT
from jospar.output.storage.publishing.pointer import POINTER, RUN, Pointer, format_pointer, number_of, read_pointer, snapshot_of

_LOST = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
_READ_SECONDS = 30
_AT_ONCE = 8


class _Overtaken(OutputError):
    """Another run has published since this one began."""


def ensure_conditional() -> None:
    """OutputError where pointers can't be moved conditionally, which pyarrow can't."""
    if importlib.util.find_spec("boto3") is None:
        raise OutputError("writing to s3:// needs boto3, which is not installed; in a checkout: pip install '.[s3]'")


def publish_remote(
    out: RemotePath,
    base: RemotePath | None,
    folder: Path,
    carried: Mapping[str, RemotePath],
    manifest: bytes,
    before_visible: Callable[[], None],
) -> RemotePath:
    """Makes the files of `folder`, and copies of those `carried` over by their new names, the current snapshot; where it is then.

    `base` is the snapshot that it was built on, None where there was none; `before_visible` is called just before readers may see it.
    Raises OutputError where another run was faster or the store refuses; the current snapshot is then as it was.
    """
    before, tag = _find_before(out, base)
    sha256 = hashlib.sha256(manifest).hexdigest()
    number = number_of(before.run) + 1 if before else 1
    # Equal runs at the same time must not share a prefix, so its name is not made of the content alone.
    run = f"{number:06d}-{sha256[:12]}-{secrets.token_hex(4)}"
    target = snapshot_of(out, run)
    try:
        with explained(target):
            _upload(target, folder, carried)
    except BaseException as error:
        _delete([target])
        if isinstance(error, OutputError):
            _find_before(out, base)  # who has published meanwhile clears what others are uploading
        raise
    pointer = Pointer(run, sha256, before.runs[-(SNAPSHOTS_KEPT - 1) :] if before else ())
    before_visible()
    try:
        _move_pointer(out, pointer, tag)
    except _Overtaken:
        _delete([target])
        raise
    _delete(_find_spare(out, pointer))
    return target


def _find_before(out: RemotePath, base: RemotePath | None) -> tuple[Pointer | None, str | None]:
    """The pointer as it is, if it still is as the run found it. _Overtaken."""
    before, tag = read_pointer(out) or (None, None)
    if (before and snapshot_of(out, before.run)) != base:
        raise _overtaken(out)
    return before, tag


def _overtaken(out: RemotePath) -> _Overtaken:
    return _Overtaken(f"{out}: another run has published since this one began, and this one publishes nothing; run again to add to it")


def _upload(target: RemotePath, folder: Path, carried: Mapping[str, RemotePath]) -> None:
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        deque(pool.map(lambda name: (target / name).copy(carried[name]), carried), maxlen=0)
        deque(pool.map(lambda name: (target / name).put(files[name]), files), maxlen=0)
    found = {item.path: item.size for item in target.list(recursive=True) if not item.is_folder}
    if found.keys() != {target / name for name in (*files, *carried)} or any(
        found[target / name] != path.stat().st_size for name, path in files.items()
    ):
        raise OutputError(f"{target}: the store does not hold what was written to it; run again")


def _move_pointer(out: RemotePath, pointer: Pointer, tag: str | None) -> None:
    """Puts the new pointer in the place of the one with that tag, or of none.

    _Overtaken where it is another one by now, OutputError where it is not moved, or nobody knows whether it is.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    path = out / POINTER
    wanted: dict[str, Any] = {"IfNoneMatch": "*"} if tag is None else {"IfMatch": tag}
    request = {"Bucket": path.bucket, "Key": path.key, "Body": format_pointer(pointer), "ContentType": "application/json"}
    with explained(path):
        try:
            client = _connect()
            try:
                client.put_object(**request, **wanted)
            except ClientError as error:
                if error.response["Error"]["Code"] != "NotImplemented":
                    raise
                _find_before(out, snapshot_of(out, pointer.earlier[-1]) if pointer.earlier else None)
                client.put_object(**request)  # a store that has no conditions: a look just before is all there is
        except ClientError as error:
            if not _is_there(out, pointer):
                code = error.response["Error"]["Code"]
                raise (_overtaken(out) if code in _LOST else OSError(f"AWS Error {code}")) from error
        except BotoCoreError as error:
            if not _is_there(out, pointer):
                raise OSError(f"AWS Error {type(error).__name__}") from error


def _is_there(out: RemotePath, pointer: Pointer) -> bool:
    """Whether a request that failed has done its work: its answer was lost, or it was repeated and met what it had done before.

    OutputError where the store does not say.
    """
    try:
        found = read_pointer(out)
    except OutputError as error:
        raise OutputError(f"{error}; it may have published: jospar status --data {out} tells") from error
    return found is not None and found[0] == pointer


def _connect() -> Any:
    import boto3
    from botocore.config import Config

    endpoint, region = find_endpoint()
    retries = {"total_max_attempts": ATTEMPTS, "mode": "standard"}
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries=retries,
        ignore_configured_endpoint_urls=True,  # pyarrow does not know those of files, and both must speak to one store
    )
    return boto3.client("s3", endpoint_url=endpoint, region_name=region, config=config)


def _find_spare(out: RemotePath, pointer: Pointer) -> list[RemotePath]:
    """The snapshots that no pointer leads to any more, or never did.

    Those of higher numbers are being made by runs that began from this one; those of its own number have lost against it.
    """
    last = number_of(pointer.run)
    with suppress(OSError):
        found = [item.path for item in (out / "snapshots").list() if RUN.fullmatch(item.path.name)]
        return [path for path in found if number_of(path.name) <= last and path.name not in pointer.runs]
    return []


def _delete(snapshots: Iterable[RemotePath]) -> None:
    """What can't be deleted now is so by the next run."""
    for snapshot in snapshots:
        with suppress(OSError):
            snapshot.delete()
