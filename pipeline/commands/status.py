"""`jospar status`: prints what is in a dataset, what its snapshots changed, and what could not be read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.output.storage.location import find_location
from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.status import format_status, read_status

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: Namespace) -> int:
    """Prints the status."""
    emit(format_status(read_status(find_location(arguments.data)), choose_paint(sys.stdout)))
    return Exit.ALL_READ
