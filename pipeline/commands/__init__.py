"""What each command does once its arguments are read, as an exit code of pipeline.system.exits. Each imports what it needs itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from jospar.pipeline.commands import dataset, reference, views
from jospar.pipeline.commands import extract as extraction

if TYPE_CHECKING:
    from argparse import Namespace

COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "extract": extraction.extract,
    "show": views.show,
    "explain": views.explain,
    "status": dataset.status,
    "remove": dataset.remove,
    "correct": dataset.correct,
    "report": dataset.report,
    "export": dataset.export,
    "schema": reference.schema,
    "issues": reference.issues,
}
