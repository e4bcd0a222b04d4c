"""Calls a function in a process of its own, made afresh.

The process of a run must have no threads when it forks its readers, and pyarrow's connections to object storage have some.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from jospar.output.storage.errors import OutputError

_P = ParamSpec("_P")
_T = TypeVar("_T")


def call_in_spawned_process(function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
    """What the function returns; what it raises is raised here. OutputError where its process ends without either.

    Function, arguments and result go from process to process, so all of them must be such as can be pickled.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, function, arguments, named), daemon=True)
    process.start()
    theirs.close()
    try:
        result, error = ours.recv()
    except EOFError:
        raise OutputError("the process that reads object storage broke down; run again") from None
    finally:
        process.terminate()
        process.join()
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def _work(answer: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends it
    try:
        answer.send((function(*arguments, **named), None))
    except Exception as error:
        answer.send((None, error))
