"""What ends a run from outside: Ctrl-C and SIGTERM end it once, and however often they come again, it tidies up in peace."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_caught: list[int] = []


def catch_interrupts() -> None:
    """From here on the first of the two raises KeyboardInterrupt in the main thread, and no further one does anything.

    A signal that the process was started to ignore, as those in the background of a shell are, is ignored still.
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
    """Whether there was one."""
    return bool(_caught)


def stop_if_interrupted() -> None:
    """Raises KeyboardInterrupt where there was one but it got lost, as in a callback that may not raise."""
    if _caught:
        raise KeyboardInterrupt


def _interrupt(number: int, _: FrameType | None) -> None:
    if not _caught:
        _caught.append(number)
        raise KeyboardInterrupt
