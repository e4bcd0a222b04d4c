"""Where a command writes: a folder of this machine, and what it does while another run writes there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jospar.pipeline.system.console import print_message
from jospar.pipeline.system.exits import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable

    from jospar.output.storage.location import Location


def choose_wait(out: Location, wait: bool) -> Callable[[], None] | None:
    """What says that the run waits for another one, if it does."""
    return (lambda: print_message(f"{out}: another run is writing there; waiting until it ends")) if wait else None


def choose_folder(folder: str) -> Path:
    """A folder that is written to on this machine alone. WrongUsage where another place is named."""
    from jospar.output.storage.location import is_remote

    if is_remote(folder):
        raise WrongUsage(f"{folder}: not a folder of this machine; name one, and copy what is in it")
    return Path(folder)
