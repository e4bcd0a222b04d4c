"""What ends a run from outside: Ctrl-C and SIGTERM end it once, and however often they come again, it tidies up in peace."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_heard: list[int] = []


def hear_interrupts() -> None:
    """From here on the first of the two raises KeyboardInterrupt in the main thread, and no further one does anything.

    A signal that the process was born to ignore, as those in the background of a shell are, is ignored still.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def ignore_interrupts() -> None:
    """From here on none does anything, even while the interpreter ends: what is left takes a moment, and what is said of it is true."""
    for number in _SIGNALS:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_IGN)


def is_interrupted() -> bool:
    """Whether one was heard."""
    return bool(_heard)


def stop_if_interrupted() -> None:
    """Raises KeyboardInterrupt where one was heard but got lost, as in a callback that may not raise."""
    if _heard:
        raise KeyboardInterrupt


def _interrupt(number: int, _: FrameType | None) -> None:
    if not _heard:
        _heard.append(number)
        raise KeyboardInterrupt
