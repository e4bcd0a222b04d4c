"""`jospar show`: prints a document as a tree, with its values."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.pipeline.commands.find_records import find_records
from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.views.tree import format_tree

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: Namespace) -> int:
    """Prints the tree."""
    records = find_records(arguments, arguments.data)
    if records is None:
        return Exit.NONE_READ
    emit(format_tree(records, choose_paint(sys.stdout)))
    return Exit.ALL_READ
