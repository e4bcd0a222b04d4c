"""A fork server as a program of its own, started by a worker of a cluster, which has threads and must not fork.

`python -m jospar.pipeline.cluster.service FD`, with the socket to its worker. It first receives what it reads with, and answers with what
its readings depend on, as it finds that on the disk; then it is a fork server like any other, and ends with its worker.
"""

from __future__ import annotations

import pickle
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.pipeline.cluster.read_request import CORRECTIONS
from jospar.pipeline.incremental.reading_key import find_basis
from jospar.pipeline.isolation.fork_server import serve
from jospar.pipeline.isolation.messages import receive_message, send_message

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections


class _LaidOut(Mapping[str, "Corrections"]):
    """The corrections of the document that is being read, where some lie in the folder; a service does not know those to come."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / CORRECTIONS

    def __getitem__(self, document_id: str) -> Corrections:
        try:
            found: Corrections = pickle.loads(self._file.read_bytes())  # noqa: S301 (the worker's)
        except FileNotFoundError:
            raise KeyError(document_id) from None
        return found

    def __len__(self) -> int:
        return int(self._file.exists())

    def __iter__(self) -> Iterator[str]:
        return iter(())


def main() -> None:
    """Serves until the worker ends."""
    sys.modules["numpy"] = None  # type: ignore[assignment] # as in jospar.pipeline.main: a document is read with the same modules everywhere
    control = socket.socket(fileno=int(sys.argv[1]))
    hello = receive_message(control)
    if hello is None:
        return
    limits, pdf_engine, folder = pickle.loads(hello)  # noqa: S301 (the worker's)
    send_message(control, pickle.dumps(find_basis(pdf_engine)))
    serve(control, limits, pdf_engine, _LaidOut(Path(folder)), warm=True)


if __name__ == "__main__":
    main()
