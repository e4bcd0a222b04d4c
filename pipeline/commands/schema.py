"""`jospar schema`: prints the data dictionary."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.reference import format_schema

if TYPE_CHECKING:
    from argparse import Namespace


def run(_: Namespace) -> int:
    """Prints it."""
    emit(format_schema(choose_paint(sys.stdout)))
    return Exit.ALL_READ
