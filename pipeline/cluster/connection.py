"""The way to a Dask cluster: it is there, speaks the same version as this machine, and would read documents as this machine does."""

from __future__ import annotations

import asyncio
import logging
import socket
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from jospar.pipeline.cluster.read_request import UnlikeReadings, compare
from jospar.pipeline.document.refusals import describe_fault
from jospar.pipeline.incremental.reading_key import Basis, find_basis
from jospar.pipeline.system.exits import ClusterFailed, WrongUsage

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 10
# How long a run waits for a first worker, or for another one when all are gone.
NO_WORKER_SECONDS = 30
_SCHEMES = ("tcp", "tls")
_MUST_BE_ALIKE = ("python", "dask", "distributed")


@contextmanager
def connect(scheduler: str, basis: Basis, pdf_engine: str) -> Iterator[Client]:
    """A client of the cluster whose scheduler has the address `scheduler`, tcp://HOST:PORT, with at least one worker; closed in the end.

    Raises WrongUsage where Dask is not installed or the address is none, ClusterFailed where the cluster can't be reached or does not fit.
    """
    host, port = _parse(scheduler)
    try:
        import distributed
    except ImportError as error:
        raise WrongUsage(f'--engine dask: Dask is not installed ({error}); in a checkout: pip install ".[dask]"') from None
    with _quiet():
        client = _open(scheduler, host, port)
        try:
            _check(client, scheduler, basis, pdf_engine)
            yield client
        finally:
            with suppress(Exception, distributed.TimeoutError):  # it may be lost already
                client.close()


def _parse(scheduler: str) -> tuple[str, int]:
    try:
        parts = urlsplit(scheduler)
        if parts.scheme in _SCHEMES and parts.hostname and parts.port and not parts.path:
            return parts.hostname, parts.port
    except ValueError:
        pass
    raise WrongUsage(f"--scheduler {scheduler}: no address of a Dask scheduler; name it as tcp://HOST:PORT")


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs is said in our own words, once."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _open(scheduler: str, host: str, port: int) -> Client:
    from distributed import Client

    try:
        with socket.create_connection((host, port), timeout=_CONNECT_SECONDS):
            pass  # where nobody listens Dask would go on trying for all of its time, and say less
        asyncio.run(asyncio.wait_for(_greet(scheduler), _CONNECT_SECONDS))
        return Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False, name="jospar")
    except TimeoutError:
        raise ClusterFailed(f"{scheduler}: no answer within {_CONNECT_SECONDS} seconds; see that a Dask scheduler runs there") from None
    except (OSError, ValueError, TypeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise ClusterFailed(f"{scheduler}: no Dask scheduler answers there ({why}); start it, or check the address") from None


async def _greet(scheduler: str) -> None:
    """Asks who is there: a client would wait for ever where something else listens and says nothing. Raises OSError where it is that."""
    from distributed import Security, rpc

    async with rpc(scheduler, connection_args=Security().get_connection_args("client")) as there:
        identity = await there.identity()
    if identity.get("type") != "Scheduler":
        raise OSError(0, f"it is a {identity.get('type')}")


def _check(client: Client, scheduler: str, basis: Basis, pdf_engine: str) -> None:
    _wait_for_worker(client, scheduler)
    try:
        _compare_versions(client, scheduler)
        _compare_readings(client, scheduler, basis, pdf_engine)
    except (OSError, CancelledError) as error:
        raise ClusterFailed(f"{scheduler}: the connection to the cluster is lost ({describe_fault(error)}); run again") from None


def _wait_for_worker(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=NO_WORKER_SECONDS)
    except (TimeoutError, OSError):
        raise ClusterFailed(f"{scheduler}: the cluster has no worker, after {NO_WORKER_SECONDS} seconds of waiting; start some") from None


def _compare_versions(client: Client, scheduler: str) -> None:
    """Python, Dask and distributed must be the same everywhere, or messages may not be understood."""
    found = cast("dict[str, Any]", client.get_versions(check=False))
    ours = found["client"]["packages"]
    others = {f"scheduler {scheduler}": found["scheduler"], **{f"worker {name}": there for name, there in found["workers"].items()}}
    for where, there in others.items():
        if not there:  # it ended in this moment
            continue
        theirs = there["packages"]
        unlike = [f"{name} {theirs.get(name)} (here {ours[name]})" for name in _MUST_BE_ALIKE if theirs.get(name) != ours[name]]
        if unlike:
            raise ClusterFailed(f"{where}: {', '.join(unlike)}; install the same versions there")


def _compare_readings(client: Client, scheduler: str, basis: Basis, pdf_engine: str) -> None:
    """Every place must have our code; workers must read as this machine does."""
    try:
        client.run_on_scheduler(find_basis, pdf_engine)
    except OSError:
        raise
    except Exception as error:
        raise _describe_missing(f"scheduler {scheduler}", error) from None
    for worker, found in client.run(find_basis, pdf_engine, on_error="return").items():
        where = f"worker {worker}"
        if isinstance(found, OSError):  # it ended in this moment
            continue
        if not isinstance(found, Basis):
            raise _describe_missing(where, found)
        try:
            compare(basis, found, where)
        except UnlikeReadings as error:
            raise ClusterFailed(str(error)) from None


def _describe_missing(where: str, error: Exception) -> ClusterFailed:
    why = describe_fault(error)
    return ClusterFailed(f"{where}: the jospar of this machine is not installed there ({why}); install there what is installed here")
