"""The commands over a whole dataset: status, remove, correct, report and export."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jospar.pipeline.commands.destination import choose_folder, choose_wait
from jospar.pipeline.system.console import choose_paint, complain, emit
from jospar.pipeline.system.exits import Exit, WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace


def status(arguments: Namespace) -> int:
    """Prints what is in the dataset, what its snapshots changed, and what could not be read."""
    from jospar.output.storage.location import find_location
    from jospar.pipeline.views.status import format_status, read_status

    emit(format_status(read_status(find_location(arguments.data)), choose_paint(sys.stdout)))
    return Exit.ALL_READ


def remove(arguments: Namespace) -> int:
    """Publishes the dataset without some of its documents."""
    from jospar.output.storage.location import find_location
    from jospar.pipeline.commands.remove import remove as remove_documents
    from jospar.pipeline.views.summary import describe_published

    out = find_location(arguments.data)
    emit(describe_published(out, remove_documents(arguments.documents, out, choose_wait(out, arguments.wait))))
    return Exit.ALL_READ


def correct(arguments: Namespace) -> int:
    """Writes a correction of a document out of one of its issues, and prints where and what."""
    from jospar.pipeline.commands.correct import Wish, write_correction

    wish = Wish(arguments.value, arguments.column, arguments.accept, arguments.reason, arguments.by)
    path, entry = write_correction(arguments.document, arguments.issue, wish, arguments.data, arguments.corrections)
    emit(f"{path}:\n{entry}")
    return Exit.ALL_READ


def report(arguments: Namespace) -> int:
    """Writes the review pages of a dataset."""
    if not arguments.out:
        raise WrongUsage("--out: no folder is named")
    from jospar.output.storage.location import find_location
    from jospar.pipeline.views.report import report as write_report

    try:
        written = write_report(arguments.sources, find_location(arguments.data), choose_folder(arguments.out))
    except KeyboardInterrupt:
        complain("interrupted, the report is not complete; run it again")
        return Exit.INTERRUPTED
    pictured = f", {written.pictured} with pictures of the pages" if written.pictured else ""
    removed = f"; pages of documents that left the dataset, removed: {written.removed}" if written.removed else ""
    emit(f"{written.index}: documents: {written.documents}{pictured}; open it in a browser{removed}")
    return Exit.ALL_READ


def export(arguments: Namespace) -> int:
    """Writes the dataset in another form, and says what that form could not hold."""
    from jospar.pipeline.commands.export import export_dataset

    line, notes = export_dataset(arguments)
    for note in notes:
        complain(note)
    emit(line)
    return Exit.ALL_READ
