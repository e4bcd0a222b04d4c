"""A dataset in the forms that other programs take: CSV, an Excel workbook, a DuckDB database, Delta Lake tables.

What is exported holds the same rows as the dataset. It is written beside its place and put there in one step, so that a run that ends
early leaves the old export as it was. Each form stands in a module of its own, which is imported, with the library that it needs, when it
is asked for.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from jospar.output.export.atomic_replace import open_beside, put_in_place
from jospar.output.export.source import ExportSource
from jospar.output.export.writer import Exported, FormatWriter
from jospar.output.storage.errors import OutputError, explained


class ExportFormat(StrEnum):
    """The forms, as `--to` takes them."""

    CSV = "csv"
    XLSX = "xlsx"
    DUCKDB = "duckdb"
    DELTA = "delta"


def export(source: ExportSource, form: ExportFormat, out: Path, *, guard: bool = True) -> Exported:
    """Writes the tables of `source` to `out`: a folder (csv, delta) or a file (xlsx, duckdb), made with its parents where it is not there.

    An earlier export of the same form is replaced; with `guard` text that begins as a formula is made harmless in the forms that
    spreadsheets open. OutputError where something else stands at `out`, where it can't be written, or where a table can't be read;
    MissingLibrary where the form needs one that is not installed.
    """
    writer = _find_writer(form)
    with explained(out):
        place = Path(os.path.realpath(out))  # a link stays what it is: what it leads to is replaced
        if any(isinstance(taken, Path) and place.is_relative_to(taken) for taken in (source.folder, source.root / "snapshots")):
            raise OutputError(f"{out}: lies inside the snapshots of the dataset; name another place")
        old = place if _is_taken(place) else None
        if old:
            foreign = writer.find_foreign(old)
            if foreign:
                raise OutputError(f"{out}: {foreign}; move it away or name another place")
        with open_beside(place) as work:
            new = work / place.name
            exported = writer.write(source, new, old, guard)
            if exported.changed:
                put_in_place(new, place)
    return exported


def _find_writer(form: ExportFormat) -> FormatWriter:
    match form:
        case ExportFormat.CSV:
            from jospar.output.export import csv_folder

            return FormatWriter(csv_folder.find_foreign, csv_folder.write)
        case ExportFormat.XLSX:
            from jospar.output.export import workbook

            return FormatWriter(workbook.find_foreign, workbook.write)
        case ExportFormat.DUCKDB:
            from jospar.output.export import duckdb_database as database

            return FormatWriter(database.find_foreign, database.write)
        case ExportFormat.DELTA:
            from jospar.output.export import delta_tables as lakehouse

            return FormatWriter(lakehouse.find_foreign, lakehouse.write)


def _is_taken(place: Path) -> bool:
    """Whether something stands there; an empty folder is as good as none."""
    return any(place.iterdir()) if place.is_dir() else os.path.lexists(place)
