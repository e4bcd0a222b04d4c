"""Why a document was not read, and how that is said: one line with where, what and what to do, from the catalogue."""

from __future__ import annotations

import os
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from jospar.normalize.catalogue import CATALOGUE
from jospar.pipeline.system.console import print_message, printable


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code of the catalogue's REFUSALS; `detail` says where or how much; `trace` is that of a fault of ours, if someone looks for it."""

    code: str
    detail: str = ""
    trace: str = field(default="", compare=False)


def describe_refusal(where: str, refusal: Refusal) -> str:
    """One line.

    >>> describe_refusal("plan.txt", Refusal("empty_file"))
    'plan.txt: the file is empty; export it again [empty_file]'
    """
    kind = CATALOGUE[refusal.code]
    detail = f" ({refusal.detail})" if refusal.detail else ""
    return printable(f"{where}: {kind.meaning}{detail}; {kind.remedy} [{refusal.code}]")


def print_refusal(where: str, refusal: Refusal, kept: str = "") -> None:
    """Says why a document was not read; `kept` ends the line."""
    if refusal.trace:
        sys.stderr.write(refusal.trace)
    print_message(f"{describe_refusal(where, refusal)}{kept}")


def refuse_fault(error: Exception) -> Refusal:
    """The refusal of a document that our own code failed at; with its traceback where JOSPAR_DEBUG is set."""
    trace = "".join(traceback.format_exception(error)) if os.environ.get("JOSPAR_DEBUG") else ""
    return Refusal("internal_fault", describe_fault(error), trace)


def describe_fault(error: BaseException) -> str:
    """What was raised, and where.

    >>> describe_fault(ValueError("no such column"))
    'ValueError: no such column'
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return printable(f"{type(error).__name__}: {error}{where}"[:500])
