"""What ends a run from outside: Ctrl-C and SIGTERM end it once, and however often they come again, it tidies up in peace."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_heard: list[int] = []
_deaf: list[bool] = []


def hear_interrupts() -> None:
    """From here on the first of the two raises KeyboardInterrupt in the main thread, and no further one does anything.

    A signal that the process was born to ignore, as those in the background of a shell are, is ignored still.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def stop_if_interrupted() -> None:
    """Raises KeyboardInterrupt where one was heard but got lost, as in a callback that may not raise."""
    if _heard:
        raise KeyboardInterrupt


def ignore_interrupts() -> None:
    """From here on none does anything: the rest of a run that has published takes a moment, and what it says is true."""
    _deaf[:] = [True]


def _interrupt(number: int, _: FrameType | None) -> None:
    if not (_heard or _deaf):
        _heard.append(number)
        raise KeyboardInterrupt
