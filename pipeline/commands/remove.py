"""`jospar remove`: takes documents out of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from jospar.output.storage.base_snapshot import find_latest, find_readings
from jospar.output.storage.location import find_location
from jospar.output.storage.snapshot import Published, open_snapshot
from jospar.pipeline.commands.destination import choose_wait
from jospar.pipeline.system.console import emit, printable
from jospar.pipeline.system.exits import Exit, WrongUsage
from jospar.pipeline.system.interrupts import ignore_interrupts
from jospar.pipeline.views.summary import describe_published

if TYPE_CHECKING:
    from argparse import Namespace

    from jospar.output.storage.location import Location


def run(arguments: Namespace) -> int:
    """Publishes the dataset without some of its documents, and says so."""
    out = find_location(arguments.data)
    emit(describe_published(out, remove(arguments.documents, out, choose_wait(out, arguments.wait))))
    return Exit.ALL_READ


def remove(document_ids: Iterable[str], out: Location, wait: Callable[[], None] | None) -> Published:
    """Publishes a snapshot without these documents, also without what is known of those that could never be read.

    The last one leaves a dataset without documents. `wait` is as for open_snapshot. Raises WrongUsage where a document or the dataset is
    not there, and nothing has changed then; OutputError where the dataset can't be written.
    """
    wanted = set(document_ids)
    _check(wanted, out)  # before anything is made there
    with open_snapshot(out, wait) as snapshot:
        _check(wanted, out)
        for document_id in wanted:
            snapshot.drop(document_id)
        return snapshot.publish(ignore_interrupts)


def _check(wanted: set[str], out: Location) -> None:
    if find_latest(out) is None:
        raise WrongUsage(f"{out}: not a dataset; name the folder that jospar wrote to by --data")
    unknown = sorted(wanted - find_readings(out).keys())
    if unknown:
        named = printable(", ".join(name or "''" for name in unknown))
        raise WrongUsage(f"{named}: not in {out}, and nothing is removed; jospar status --data {out} says what is there")
