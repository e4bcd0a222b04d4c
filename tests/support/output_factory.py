"""Small Records for the tests of output."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from jospar.extract.document import Place
from jospar.normalize.phrases.periods import whole_year
from jospar.normalize.records import (
    Bound,
    Check,
    Direction,
    Document,
    Fate,
    Goal,
    Indicator,
    Issue,
    IssueState,
    LedgerCell,
    Measure,
    Origin,
    Outcome,
    Party,
    Records,
    Role,
    Severity,
    Stage,
    Status,
    Task,
    Value,
)
from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs, ReadingState
from jospar.output.storage.snapshot import Published, open_snapshot
from jospar.output.storage.tables.layout import LAYOUT, FileLayout


def _with_period(value: Value) -> Value:
    """A value of a whole year, whose header says so where it has a number."""
    period = whole_year(value.whole_year)
    label = f"{period.code} ж." if value.value is not None else None
    return replace(value, period=period.code, period_start=period.start, period_end=period.end, period_kind=period.kind, column_label=label)


def make_records(document_id: str = "ktu-2024", cells: int = 3) -> Records:
    """One document with a row or more in every table, every kind of null, and `cells` cells in the ledger."""
    line, box = Place(line=30), Place(page=2, table=1, row=4, column=5, bbox="10.5,20,30,40")
    d, g, i = f"{document_id}/d1", f"{document_id}/d1/g1", f"{document_id}/d1/i1"
    t, m = f"{document_id}/d1/t1", f"{document_id}/d1/t1/m1"
    values = tuple(
        Value(document_id, f"{m}/{year}", box, "measures", m, year, stage, 0, value, upper, text, "KZT", 3, None, bound, status, origin, 1)
        for year, stage, value, upper, text, bound, status, origin in (
            (2024, Stage.PLAN, Decimal("6591606.25"), None, "6 591 606,25", Bound.EXACT, Status.REPORTED, Origin.PRINTED),
            (2025, None, None, None, "-", Bound.EXACT, Status.DASH, Origin.PRINTED),
            (2026, Stage.FACT, Decimal("31.0"), Decimal("38.0"), "31,0-38,0", Bound.RANGE, Status.REPORTED, Origin.CORRECTED),
            (2027, Stage.ESTIMATE, Decimal("-0.000001"), None, "-0,000001", Bound.AT_LEAST, Status.REPORTED, Origin.OCR),
        )
    )
    values = tuple(map(_with_period, values))
    of_indicator = replace(values[0], value_id=f"{i}/2024", owner_table="indicators", owner_id=i, value=Decimal(85), unit=None)
    return Records(
        document=Document(
            document_id,
            Place(),
            "Даму бағдарламасы",
            "«Қарағанды техникалық университеті» КЕАҚ",
            None,
            date(2024, 6, 25),
            "4",
            "БЕКІТІЛДІ",
            "kk",
            2024,
            2029,
            f"{document_id}.txt",
            "0" * 64,
            "text",
            "utf-8",
            None,
            cells,
            cells,
            0,
            0,
            2,
            1,
            1,
            97,
        ),
        directions=(Direction(document_id, d, line, 1, "1.", "1", "Қаржылық тұрақтылық", "Қаржылық тұрақтылық."),),
        goals=(Goal(document_id, g, line, None, 1, None, None, "Мақсат", "Мақсат"),),
        indicators=(Indicator(document_id, i, line, d, g, 1, None, "1.1", "Үлес", "Үлес", "%", "percent", 0, None, Bound.AT_LEAST),),
        tasks=(
            Task(
                document_id,
                t,
                line,
                d,
                None,
                1,
                "1.1.1",
                "1.1.1",
                "Табысты арттыру",
                "Табысты арттыру (9 245 068,75 мың теңгеге дейін)",
                Decimal("6591606.25"),
                Decimal("9245068.75"),
                None,
                "KZT",
                3,
                None,
                2029,
                Bound.EXACT,
            ),
            Task(document_id, f"{document_id}/d1/t2", line, d, None, 2, None, None, "Дамыту", "Дамыту", *[None] * 8),
        ),
        measures=tuple(
            Measure(
                document_id,
                f"{t}/m{n}",
                line,
                d,
                None,
                t,
                n,
                "1.1.1",
                f"1.1.1.{n}",
                "Контингент",
                "Контингент",
                "адам",
                "person",
                0,
                None,
                Bound.EXACT,
            )
            for n in range(1, 12)
        ),
        values=(of_indicator, *values),
        parties=(
            Party(document_id, f"{m}/s1", box, m, Role.STAKEHOLDER, 1, "ҒЖБМ", "ҒЖБМ", "ministry_science", "measures", m),
            Party(document_id, f"{m}/e1", box, m, Role.EXECUTOR, 1, *["АМ жөніндегі проректор"] * 2, None, "measures", m),
        ),
        issues=(
            Issue(
                document_id,
                f"{document_id}/issue1",
                line,
                "value_missing",
                Severity.INFO,
                "measures",
                m,
                2025,
                "-",
                "value is missing",
                None,
                IssueState.OPEN,
                None,
            ),
            Issue(
                document_id,
                f"{document_id}/issue2",
                Place(),
                "unit_unknown",
                Severity.WARNING,
                None,
                None,
                None,
                None,
                "unit",
                "add it",
                IssueState.ACCEPTED,
                "looked at",
            ),
        ),
        checks=(
            Check(
                document_id,
                f"{document_id}/check1",
                Place(),
                "sum",
                Outcome.HOLDS,
                m,
                "2024",
                Decimal("1.5"),
                Decimal("1.5"),
                Decimal(0),
            ),
        ),
        cells=tuple(
            LedgerCell(document_id, f"{document_id}/c{n}", Place(line=n), f"мәтін {n % 7}", Fate.USED, "measure", "measures", m, "name")
            for n in range(1, cells + 1)
        ),
    )


def make_reading(records: Records, key: str | None = None) -> DocumentReading:
    """A reading that ended well, with these records."""
    document = records.document
    version = ReadingInputs(FileVersion(document.source_name, document.source_sha256))
    return DocumentReading(document.document_id, ReadingState.OK, version, version, key=key)


def make_failure(document_id: str, published: ReadingInputs | None = None) -> DocumentReading:
    """A reading of a file that is empty."""
    tried = ReadingInputs(FileVersion(f"{document_id}.txt", "e" * 64))
    return DocumentReading(document_id, ReadingState.FAILED, tried, published, "empty_file")


def write_documents(out: Path, *documents: Records, drop: tuple[str, ...] = (), layout: FileLayout = LAYOUT) -> Published:
    """One run that puts documents in and drops others."""
    with open_snapshot(out, layout=layout) as snapshot:
        for document_id in drop:
            snapshot.drop(document_id)
        for records in documents:
            snapshot.put(records, make_reading(records))
        return snapshot.publish()
