"""Datasets for the tests of the export: records from tests/output_factory, and ones with every text, number and date that may hurt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jospar.normalize.records import Records
from jospar.output.export import ExportFormat, export
from jospar.output.export.source import open_source
from jospar.output.export.writer import Exported
from jospar.output.schema.tables import TABLES
from jospar.output.storage.snapshot import open_snapshot
from jospar.output.storage.tables.layout import file_name
from tests.support.output_factory import make_reading, make_records

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+7 701 000 00 00", "-5 %", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1", "''=1", "'-",
    "-\n=1", "--1", '=HYPERLINK("http://example.org","a")',
)
PLAIN = (
    "-", "–", "—", "−", "--", " - ", "", " ", "'", "''", "'a'", "a=b", "кемінде 5", "ӘҒҚҢӨҰҮҺІ әғқңөұүһі", "NULL", "null", "NaN", "1e5",
    "00123", "31.12.2024", 'say "yes"', '"', '""', '","', ",", ";", "a,b", "a\nb", "a\tb", " a ", "https://example.org",
    "mailto:a@example.org", "{=1}", "#N/A", "TRUE", "\\N", "\\", "<b>&amp;</b>", "<r>a & b</r>", "<r></r>", "_x0041_", "\u0085\u2028",
    "\ufeff", "😀", "x" * 32_767,
)
BEYOND_EXCEL = ("a\r\nb", "a\rb", "\r", "\0", "a\x01b\x1f", "\x7f", "\ufffe\uffff", "ә" * 40_000, "😀" * 20_000)
TEXTS = (*FORMULAS, *PLAIN, *BEYOND_EXCEL)
NUMBERS = tuple(
    map(
        Decimal,
        (
            "0", "31", "100", "-100", "0.1", "-0.000001", "0.000001", "6591606.25", "999999999999999", "-12345678901234.5",
            "1000000000000001", "123456789012345678.123456", "-999999999999999999.999999",
        ),
    )
)
DATES = (None, date(2024, 6, 25), date.min, date(1900, 2, 28), date(1900, 3, 1), date.max)


def make_hostile(document_id: str = "=a", day: date | None = None, title: str | None = None) -> Records:
    """One document with each of TEXTS as a cell and each of NUMBERS as a value."""
    records = make_records(document_id, cells=len(TEXTS))
    cells = tuple(
        replace(cell, text=text, column=text if number % 2 else None)
        for number, (cell, text) in enumerate(zip(records.cells, TEXTS, strict=True))
    )
    first = records.values[0]
    values = tuple(
        replace(first, value_id=f"{document_id}/v{number}", value=value, value_text=str(value)) for number, value in enumerate(NUMBERS)
    )
    return replace(records, document=replace(records.document, approved_on=day, title=title), cells=cells, values=values)


def store(folder: Path, *documents: Records) -> Path:
    """A dataset of these documents."""
    with open_snapshot(folder) as snapshot:
        for records in sorted(documents, key=lambda records: records.document.document_id):
            snapshot.put(records, make_reading(records))
        return snapshot.publish().folder


def store_hostile(folder: Path) -> Path:
    """A dataset with everything that may hurt, and an ordinary document."""
    documents = (make_hostile(f"={number}", day, title) for number, (day, title) in enumerate(zip(DATES, ("", None) * 3, strict=True)))
    return store(folder, make_records(), *documents)


def rows_of(data: Path) -> dict[str, list[dict[str, Any]]]:
    """What the Parquet files hold, by table."""
    return {table.name: pq.read_table(data / file_name(table)).to_pylist() for table in TABLES}


def run(data: Path, form: ExportFormat, out: Path, *, guard: bool = True) -> Exported:
    """One export of all tables."""
    return export(open_source(data), form, out, guard=guard)
