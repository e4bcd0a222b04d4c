"""`jospar issues`: prints every issue code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.reference import format_issues

if TYPE_CHECKING:
    from argparse import Namespace


def run(_: Namespace) -> int:
    """Prints them."""
    emit(format_issues(choose_paint(sys.stdout)))
    return Exit.ALL_READ
