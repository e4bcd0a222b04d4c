"""Where the documents of a run are read: in processes of this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.pipeline.system.exits import WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace

    from jospar.normalize.corrections.entries import Corrections
    from jospar.pipeline.document.attempt import Attempt

ENGINES = ("local", "dask")


def read_files(
    paths: Sequence[Path], arguments: Namespace, corrections: Mapping[str, Corrections], workers: int
) -> AbstractContextManager[Iterator[Attempt]]:
    """The attempts at files, in their order, by the engine that `arguments` name; `workers` at a time where that is this machine.

    `corrections` are by document_id. Raises WrongUsage where the arguments do not fit together.
    """
    if arguments.engine == "dask":
        if not arguments.scheduler:
            raise WrongUsage("--engine dask: no scheduler is named; add --scheduler tcp://HOST:PORT")
        if arguments.workers is not None:
            raise WrongUsage("--workers: a cluster has its own; it reads as many documents at a time as its workers have threads")
        from jospar.pipeline.cluster.engine import read_on_cluster

        return read_on_cluster(
            paths, arguments.scheduler, pdf_engine=arguments.pdf_engine, corrections=corrections, shared_paths=arguments.shared_paths
        )
    if arguments.scheduler or arguments.shared_paths:
        raise WrongUsage(f"{'--scheduler' if arguments.scheduler else '--shared-paths'}: is for --engine dask only")
    from jospar.pipeline.isolation.pool import read_isolated

    return read_isolated(paths, pdf_engine=arguments.pdf_engine, corrections=corrections, workers=workers)
