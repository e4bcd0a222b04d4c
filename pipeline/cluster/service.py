"""A nursery that is no fork of the run: started as a program by a worker of a cluster, which has threads and must not fork.

`python -m pipeline.cluster.service FD`, with the socket to its worker. It first hears what it reads with and answers with what its
readings depend on, as it finds that on the disk; then it is a nursery like any other, and ends with its worker.
"""

from __future__ import annotations

import pickle
import socket
import sys

from pipeline.messages import receive_message, send_message
from pipeline.nursery import serve
from pipeline.reading_key import find_basis


def main() -> None:
    """Serves until the worker ends."""
    sys.modules["numpy"] = None  # type: ignore[assignment] # as in pipeline.main: a document is read with the same modules everywhere
    control = socket.socket(fileno=int(sys.argv[1]))
    hello = receive_message(control)
    if hello is None:
        return
    limits, pdf_engine = pickle.loads(hello)  # noqa: S301 (the worker's)
    send_message(control, pickle.dumps(find_basis(pdf_engine)))
    serve(control, limits, pdf_engine, {}, warm=True)


if __name__ == "__main__":
    main()
