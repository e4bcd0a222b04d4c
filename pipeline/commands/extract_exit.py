"""The exit code of `jospar extract`, by what became of its inputs and what is still open in them."""

from __future__ import annotations

from collections.abc import Iterable

from jospar.normalize.records import Severity
from jospar.pipeline.outcome import InputOutcome, InputState
from jospar.pipeline.system.exits import Exit


def count_open(outcomes: Iterable[InputOutcome], least: Severity) -> int:
    """How many open issues of the documents are errors; with `least` a warning, warnings too."""
    counts = [outcome.counts for outcome in outcomes]
    return sum(count.errors + (count.warnings if least is Severity.WARNING else 0) for count in counts)


def choose_exit(outcomes: Iterable[InputOutcome], faults: int = 0) -> Exit:
    """The exit code of a run; `faults` is how many things stand in the way of what every document was read for."""
    states = {outcome.state for outcome in outcomes}
    if not states & {InputState.READ, InputState.UNCHANGED}:
        return Exit.NONE_READ
    if not states <= {InputState.READ, InputState.UNCHANGED}:
        return Exit.SOME_REFUSED
    return Exit.ISSUES_OPEN if faults else Exit.ALL_READ
