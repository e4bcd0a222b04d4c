"""What each command does once its arguments are read: a module a command, whose `run` returns an exit code of pipeline.system.exits."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

COMMANDS = ("extract", "show", "explain", "status", "remove", "correct", "report", "export", "schema", "issues")


def find_command(name: str) -> Callable[[Namespace], int]:
    """The command of that name; its module is imported now, with what it needs, and no other is."""
    run: Callable[[Namespace], int] = import_module(f"{__name__}.{name}").run
    return run
