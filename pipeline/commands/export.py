"""`jospar export`: a dataset in a form that another program takes."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from jospar.output.export import ExportFormat, export
from jospar.output.export.source import ExportSource, open_source
from jospar.output.export.writer import Exported, MissingLibrary
from jospar.output.storage.errors import NoDataset
from jospar.pipeline.system.console import emit, print_message
from jospar.pipeline.system.exits import Exit, WrongUsage


def run(arguments: Namespace) -> int:
    """Writes the dataset in another form, and says what that form could not hold."""
    line, notes = export_dataset(arguments)
    for note in notes:
        print_message(note)
    emit(line)
    return Exit.ALL_READ


def export_dataset(arguments: Namespace) -> tuple[str, tuple[str, ...]]:
    """Writes what was asked for; the line to print and those for standard error: what the form could not hold.

    WrongUsage where there is no dataset, document or table of that name, or the form needs what is not installed; OutputError where the
    place is taken by something else or can't be written.
    """
    if not arguments.out or "://" in arguments.out:
        raise WrongUsage(f"{arguments.out or 'OUT'}: not a path on this machine; name a file or a folder")
    source = _find_source(arguments)
    try:
        exported = export(source, ExportFormat(arguments.to), Path(arguments.out), guard=not arguments.no_guard)
    except MissingLibrary as error:
        raise WrongUsage(str(error)) from error
    return f"{arguments.out}: {_count(exported, source)} ({'written' if exported.changed else 'unchanged'})", exported.notes


def _find_source(arguments: Namespace) -> ExportSource:
    try:
        return open_source(arguments.data, arguments.document, arguments.table)
    except KeyError as error:
        raise WrongUsage(f"{error.args[0]}: no document or table of {arguments.data}; jospar schema lists the tables") from None
    except NoDataset as error:
        raise WrongUsage(str(error)) from error


def _count(exported: Exported, source: ExportSource) -> str:
    tables = len(source.tables)
    return f"{tables} {'table' if tables == 1 else 'tables'}, {exported.rows:,} {'row' if exported.rows == 1 else 'rows'}"
