"""The summary of a run: a row for each document where they are few, totals where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from jospar.output.storage.base_snapshot import name_latest
from jospar.pipeline.outcome import InputOutcome, InputState
from jospar.pipeline.record_counts import RecordCounts
from jospar.pipeline.system.console import Paint, TextStyle, format_table, printable

if TYPE_CHECKING:
    from jospar.output.storage.location import Location
    from jospar.output.storage.snapshot import Published

FEW = 20
_HEADER = ("document", "directions", "tasks", "measures", "values", "cells accounted for", "errors", "warnings", "infos", "")
_NUMERIC = tuple(range(1, 9))
_STATE_WORDS = {
    InputState.READ: "",
    InputState.UNCHANGED: "unchanged",
    InputState.STALE: "stale: the last good version is kept",
    InputState.REFUSED: "refused",
}


def format_summary(outcomes: Sequence[InputOutcome], published: str, paint: Paint) -> str:
    """The table, and a line that says where the dataset stands: `published`."""
    states = Counter(outcome.state for outcome in outcomes)
    rows = [_document_row(outcome) for outcome in outcomes] if len(outcomes) <= FEW else []
    if len(outcomes) != 1:
        total = sum((outcome.counts for outcome in outcomes), RecordCounts())
        rows.append((f"{len(outcomes)} documents", *_cells(total), _state_words(states)))
    header, *lines = format_table(_HEADER, rows, _NUMERIC).splitlines()
    return "\n".join((paint(header, TextStyle.BOLD), *lines, published))


def _document_row(outcome: InputOutcome) -> tuple[str, ...]:
    name = printable(outcome.file.document_id or outcome.file.path.name)
    if outcome.state is InputState.REFUSED:
        return (name, *[""] * len(_NUMERIC), _STATE_WORDS[InputState.REFUSED])
    return (name, *_cells(outcome.counts), _STATE_WORDS[outcome.state])


def _cells(counts: RecordCounts) -> tuple[str, ...]:
    directions, tasks, measures, values, accounted, cells, *issues = astuple(counts)
    return (*map(str, (directions, tasks, measures, values)), f"{accounted} of {cells}", *map(str, issues))


def _state_words(states: Counter[InputState]) -> str:
    return ", ".join(f"{states[state]} {state}" for state in InputState if states[state])


def describe_published(out: Location, published: Published | None) -> str:
    """One line: where the dataset stands after a run, and what the run changed."""
    if published is None:
        return "nothing is published"
    if not published.changed:
        return f"{name_latest(out)}: unchanged, nothing is published ({published.folder.name})"
    changes = published.changes
    counts = (("added", changes.added), ("replaced", changes.replaced), ("removed", changes.removed))
    told = ", ".join(f"{count:,} {what}" for what, count in counts if count)
    total = f"{changes.documents:,} document{'' if changes.documents == 1 else 's'}"
    return f"{name_latest(out)}: published ({published.folder.name}), {total}{f', {told}' if told else ''}"
