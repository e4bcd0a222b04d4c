"""The commands that print what the program knows without a document: schema and issues."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit

if TYPE_CHECKING:
    from argparse import Namespace


def schema(_: Namespace) -> int:
    """Prints the data dictionary."""
    from jospar.pipeline.views.reference import format_schema

    emit(format_schema(choose_paint(sys.stdout)))
    return Exit.ALL_READ


def issues(_: Namespace) -> int:
    """Prints every issue code."""
    from jospar.pipeline.views.reference import format_issues

    emit(format_issues(choose_paint(sys.stdout)))
    return Exit.ALL_READ
