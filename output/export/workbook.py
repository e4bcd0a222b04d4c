"""An Excel workbook: one sheet a table with typed cells, then the data dictionary, then notes on what Excel can't hold.

A row of a sheet is written as soon as it is known. Nothing is rounded, cut or split without a note.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from jospar.output.export.cells import Loss, fit, format_losses
from jospar.output.export.formulas import find_formulas
from jospar.output.export.source import ExportSource, read_batches
from jospar.output.export.writer import DictionaryRow, Exported, as_os_error, build_dictionary, needing
from jospar.output.schema.table import TableSchema
from jospar.output.schema.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS_A_SHEET = 1_048_576
_NAME = "jospar"
_NEVER = datetime(1980, 1, 1)  # the time of making: none, so that the same rows give the same bytes
_CORE = "docProps/core.xml"
_WIDTHS = range(8, 61)  # characters
_BUTTON = 3  # characters that the filter's button covers
_NUMBER_WIDTH = 16


@dataclass(frozen=True, slots=True)
class _Formats:
    """How the cells look; `guarded` is text that Excel shows with an apostrophe in front and never takes for a formula."""

    head: Format
    whole: Format
    amount: Format
    fraction: Format
    day: Format
    guarded: Format | None
    usual: Format


def find_foreign(old: Path) -> str | None:
    """What an existing place is, if it is no workbook as jospar left it: every program that saves one changes its time."""
    with suppress(OSError, KeyError, ValueError, zipfile.BadZipFile):
        if old.is_file():  # a pipe would never end
            with zipfile.ZipFile(old) as archive:
                core = archive.read(_CORE).decode()
            if f"<dc:creator>{_NAME}</dc:creator>" in core and f">{_NEVER.isoformat()}Z</dcterms:modified>" in core:
                return None
    return "is no workbook as jospar wrote it"


def write(source: ExportSource, new: Path, _old: Path | None, guarded: bool) -> Exported:
    """Writes the workbook; the same rows give the same bytes. Errors: as export()."""
    with needing("XlsxWriter", "xlsx"):
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import XlsxWriterException
    book = Workbook(str(new), {"constant_memory": True, "tmpdir": str(new.parent), "use_zip64": True})
    book.set_properties({"title": "Board strategy documents", "author": _NAME, "created": _NEVER, "comments": f"schema {SCHEMA_VERSION}"})
    formats = _Formats(
        book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "0"}), book.add_format({"num_format": "#,##0"}),
        book.add_format({"num_format": "#,##0.0#####"}), book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"quote_prefix": True}) if guarded else None, book.add_format(),
    )
    losses: Counter[tuple[str, str, Loss]] = Counter()
    split, rows = [], 0
    try:
        for table in source.tables:
            count, sheets = _write_table(book, source, table, formats, losses)
            rows += count
            if sheets > 1:
                split.append(f"{table.name}: {count:,} rows are more than a sheet of Excel holds: they stand in {sheets} sheets")
        notes = (*split, *format_losses(losses))
        _write_texts(book, "dictionary", DictionaryRow._fields, build_dictionary(source.tables), formats)
        if notes:
            _write_texts(book, "notes", ("note",), ((note,) for note in notes), formats)
        book.close()
    except XlsxWriterException as error:
        raise as_os_error(error) from error
    return Exported(rows, notes)


def _write_table(
    book: Workbook, source: ExportSource, table: TableSchema, formats: _Formats, losses: Counter[tuple[str, str, Loss]]
) -> tuple[int, int]:
    """Writes the sheets of a table; how many rows and how many sheets they are."""
    names = [column.name for column in table.columns]
    widths = [len(name) + _BUTTON for name in names]
    rows = _read_rows(source, table, widths)
    total = sheets = 0
    waiting = next(rows, None)
    while waiting is not None or not sheets:
        sheets += 1
        sheet = _add_sheet(book, table.name if sheets == 1 else f"{table.name} {sheets}", names, formats)
        line = 0
        for line, row in enumerate(islice(chain([waiting] if waiting else [], rows), ROWS_A_SHEET - 1), 1):
            for position, (value, formula) in enumerate(row):
                if value is not None:
                    fitted, loss = fit(value)
                    if loss:
                        losses[table.name, names[position], loss] += 1
                    _write_cell(sheet, line, position, fitted, _choose_format(value, formula, formats), formats.usual)
        _finish_sheet(sheet, widths, line)
        total += line
        waiting = next(rows, None)
    return total, sheets


def _read_rows(source: ExportSource, table: TableSchema, widths: list[int]) -> Iterator[tuple[tuple[Any, bool | None], ...]]:
    """Each row as its values, each with whether it begins as a formula; `widths` grow to the longest texts."""
    for batch in read_batches(source, table):
        columns = []
        for position, column in enumerate(batch.columns):
            formulas: Iterable[bool | None] = repeat(False)
            if pa.types.is_string(column.type):
                formulas = find_formulas(column).to_pylist()
                widths[position] = max(widths[position], pc.max(pc.utf8_length(column)).as_py() or 0)
            elif not pa.types.is_integer(column.type):
                widths[position] = max(widths[position], _NUMBER_WIDTH)
            columns.append(zip(column.to_pylist(), formulas, strict=False))
        yield from zip(*columns, strict=True)


def _choose_format(value: Any, formula: bool | None, formats: _Formats) -> Format | None:
    if isinstance(value, str):
        return formats.guarded if formula else None
    if isinstance(value, date):
        return formats.day
    if isinstance(value, Decimal):
        return formats.amount if value == value.to_integral_value() else formats.fraction
    return formats.whole if isinstance(value, int) else None


def _write_cell(sheet: Worksheet, line: int, position: int, fitted: Any, look: Format | None, usual: Format) -> None:
    if isinstance(fitted, date):
        sheet.write_datetime(line, position, fitted, look)
    elif not isinstance(fitted, str):
        sheet.write_number(line, position, fitted, look)
    elif fitted.startswith("<r>") and fitted.endswith("</r>"):  # the library would take it for XML of its own, but not in two pieces
        sheet.write_rich_string(line, position, fitted[:1], usual, fitted[1:])
    else:
        sheet.write_string(line, position, fitted, look)


def _write_texts(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], formats: _Formats) -> None:
    """A sheet of texts, yes and no."""
    widths, line = list(map(len, head)), 0
    sheet = _add_sheet(book, name, head, formats)
    for line, row in enumerate(rows, 1):
        texts = ["yes" if value is True else "no" if value is False else value or "" for value in row]
        widths = [max(width, len(text)) for width, text in zip(widths, texts, strict=True)]
        for position, text in enumerate(texts):
            sheet.write_string(line, position, text)
    _finish_sheet(sheet, [width + _BUTTON for width in widths], line)


def _add_sheet(book: Workbook, name: str, head: Sequence[str], formats: _Formats) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for position, text in enumerate(head):
        sheet.write_string(0, position, text, formats.head)
    return sheet


def _finish_sheet(sheet: Worksheet, widths: Sequence[int], last: int) -> None:
    """Column widths and filters, which go to the head and the end of the sheet, as the library writes it out."""
    for position, width in enumerate(widths):
        sheet.set_column(position, position, max(_WIDTHS.start, min(_WIDTHS.stop - 1, width)))
    sheet.autofilter(0, 0, last, len(widths) - 1)
