"""A small document with mistakes, and entries of its corrections as YAML."""

from __future__ import annotations

from jospar.normalize.corrections.reading import read_corrections
from jospar.normalize.records import Issue, Records, Value
from jospar.pipeline.document.stages import read_document

PLAN = """Направление 1. Образование
Целевые индикаторы:
1. Доля занятых выпускников: 2024 – 15 %; 2025 – 17 %; 2026 – 20 %.
Показатель|Ед. изм.|2023 г. факт|2023 г. план|2024 г.|2025 г.
Задача 1.1. Довести число грантов с 10 до 60|||||
1.1.1. Число грантов|ед.|1|2|5000|6 а
1.1.2. Женщины|чел.|-|3|15 %|17 %
1.1.3. Шкала|шщ|7|8|9/ 10|5 0 0
1.4. Выплаты|тыс. тенге|||||
""".replace("|", "\t")

DOCUMENT = "plan"
TASK = "plan/d1/t1"
INDICATOR, GRANTS, WOMEN, SCALE, PAYMENTS = "plan/d1/i1", f"{TASK}/m1", f"{TASK}/m2", f"{TASK}/m3", f"{TASK}/m4"
WHY = 'reason: "see the order", by: "A. Reviewer", on: "2026-11-24"'


def correction(where: str, column: str, printed: str, value: str, more: str = "") -> str:
    """One correction in brackets; `where` is the id of a record or, in brackets, a place."""
    place = f"place: {where}" if where.startswith("{") else f'record: "{where}"'
    return f'{{{place}, column: "{column}", printed: "{printed}", value: "{value}", {more}{WHY}}}'


def acceptance(where: str, issue: str, printed: str = "", more: str = "") -> str:
    """One accepted issue."""
    place = f"place: {where}" if where.startswith("{") else f'record: "{where}"'
    return f'{{issue: "{issue}", {place}, printed: "{printed}", {more}{WHY}}}'


def corrections_file(*corrections: str, accepted: tuple[str, ...] = ()) -> str:
    """A whole file."""
    lists = (("corrections", corrections), ("accepted", accepted))
    return "".join(f"{key}:\n" + "".join(f"  - {entry}\n" for entry in entries) for key, entries in lists if entries)


def read_corrected(*corrections: str, accepted: tuple[str, ...] = (), plan: str = PLAN) -> Records:
    """The records of the document, all stages, with these entries."""
    entries = read_corrections(corrections_file(*corrections, accepted=accepted), "plan.yml")
    return read_document(plan.encode(), "plan.txt", corrections=entries)


def value_of(records: Records, owner: str, year: int, number: int = 0) -> Value:
    """A value of a record: the first of the year, or the one after `number` others."""
    return [value for value in records.values if value.owner_id == owner and value.year == year][number]


def issues_of(records: Records, code: str, record: str | None = None) -> list[Issue]:
    """The issues of one code, of one record."""
    return [issue for issue in records.issues if issue.code == code and record in (None, issue.record_id)]
