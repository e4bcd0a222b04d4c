"""Reads documents written inside tests, and compares records with a gold record, field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jospar.extract.detect import read
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.records import Indicator, Measure, Records, Role, Task, Value

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "ktu-2024.txt"
GOLD = ROOT / "tests" / "gold" / "ktu-2024.json"
SHORT = "1-бағыт. Білім беру\n1.1-міндет. Сапаны арттыру\n№\tАтауы\tӨлш. бірл.\t2024ж.\n1.1.1.\tБілім алушылардың саны\tадам\t5\n".encode()
"""A strategy as short as one may be, so that hundreds of them are read at once."""

# The gold record writes what a rate is per in words; the dataset has a code.
_PER = {"академиялық сағат": "academic_hour"}


def read_records(data: bytes | str, document_id: str = "ktu-2024", suffix: str = ".txt") -> Records:
    """The records of a document given as text or bytes."""
    content = data.encode() if isinstance(data, str) else data
    name = document_id + suffix
    return normalize(parse(read(content, name)), SourceFile(document_id, name, hashlib.sha256(content).hexdigest()))


def gold_record() -> dict[str, Any]:
    """What a careful reader takes out of the sample."""
    record: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return record


def values_of(records: Records, owner_id: str) -> list[Value]:
    """The values of an indicator or a measure, in order."""
    return [value for value in records.values if value.owner_id == owner_id]


def parties_of(records: Records, owner_id: str, role: Role) -> list[str]:
    """The names of a measure's stakeholders or executors, in order."""
    return [party.name for party in records.parties if party.owner_id == owner_id and party.role is role]


def differences(records: Records, gold: dict[str, Any], as_printed: bool = True) -> list[str]:
    """Every field in which records differ from a gold record, one line each.

    `as_printed` compares line numbers and the print of values too; a document that prints the same otherwise does without.
    """
    return [
        f"{where}: {found!r} instead of {expected!r}" for where, found, expected in _pairs(records, gold, as_printed) if found != expected
    ]


Pair = tuple[str, Any, Any]


def _pairs(records: Records, gold: dict[str, Any], as_printed: bool) -> Iterator[Pair]:
    document, expected = records.document, gold["document"]
    for field, key in (
        ("organization", "organization"),
        ("title", "title"),
        ("approved_by", "approved_by"),
        ("protocol_number", "protocol"),
        ("approval_status", "status"),
        ("first_year", "first_year"),
        ("last_year", "last_year"),
        ("language", "language"),
    ):
        yield f"document {field}", getattr(document, field), expected[key]
    yield "document approved_on", str(document.approved_on), expected["approved_on"]
    yield "ledger", document.cells_used + document.cells_ignored + document.cells_flagged, document.cells
    yield "directions", len(records.directions), len(gold["directions"])
    for direction, wanted in zip(records.directions, gold["directions"], strict=False):
        where = f"direction {wanted['number']}"
        yield f"{where} code", direction.code, str(wanted["number"])
        yield f"{where} title", direction.title, wanted["title"]
        if as_printed:
            yield f"{where} line", direction.place.line, wanted["line"]
        indicators = [item for item in records.indicators if item.direction_id == direction.direction_id]
        yield f"{where} indicators", len(indicators), len(wanted["indicators"])
        for indicator, gold_indicator in zip(indicators, wanted["indicators"], strict=False):
            yield from _indicator_pairs(records, indicator, gold_indicator)
        tasks = [item for item in records.tasks if item.direction_id == direction.direction_id]
        yield f"{where} tasks", len(tasks), len(wanted["tasks"])
        for task, gold_task in zip(tasks, wanted["tasks"], strict=False):
            yield from _task_pairs(records, task, gold_task, as_printed)


def _indicator_pairs(records: Records, indicator: Indicator, gold: dict[str, Any]) -> Iterator[Pair]:
    where = f"indicator {gold['name'][:30]}"
    yield f"{where} code", indicator.code, gold["code"]
    yield f"{where} name", indicator.name, gold["name"]
    values = values_of(records, indicator.indicator_id)
    found = [_series([value for value in values if value.component == component]) for component in sorted({v.component for v in values})]
    yield f"{where} series", found, [{**series, "per": _PER.get(series["per"], series["per"])} for series in gold["series"]]


def _series(values: list[Value]) -> dict[str, Any]:
    units = {(value.unit, value.unit_mult, value.per) for value in values}
    unit, mult, per = units.pop() if len(units) == 1 else (units, None, None)
    return {"unit": unit, "mult": mult, "per": per, "values": {str(value.year): str(value.value) for value in values}}


def _task_pairs(records: Records, task: Task, gold: dict[str, Any], as_printed: bool) -> Iterator[Pair]:
    where = f"task {gold['code']}"
    yield f"{where} code", task.code, gold["code"]
    yield f"{where} title", task.title, gold["title"]
    if as_printed:
        yield f"{where} line", task.place.line, gold["line"]
    yield f"{where} target", _target(task), gold["target"] and {"per": None, **gold["target"]}
    measures = [item for item in records.measures if item.task_id == task.task_id]
    yield f"{where} measures", len(measures), len(gold["measures"])
    for measure, gold_measure in zip(measures, gold["measures"], strict=False):
        yield from _measure_pairs(records, measure, gold_measure, as_printed)


def _target(task: Task) -> dict[str, Any] | None:
    if task.target_value is None:
        return None
    return {
        "baseline": None if task.target_baseline is None else str(task.target_baseline),
        "target": str(task.target_value),
        "unit": task.target_unit,
        "mult": task.target_unit_mult,
        "year": task.target_year,
        "bound": _gold_bound(task.target_bound),
        "per": task.target_per,
    }


def _gold_bound(bound: str | None) -> str | None:
    return None if bound == "exact" else bound


def _measure_pairs(records: Records, measure: Measure, gold: dict[str, Any], as_printed: bool) -> Iterator[Pair]:
    where = f"measure {gold['code']}"
    yield f"{where} code_printed", measure.code_printed, gold["code_printed"]
    yield f"{where} code", measure.code, gold["code"]
    yield f"{where} name_printed", measure.name_printed, gold["name"]
    yield f"{where} unit", (measure.unit_label, measure.unit, measure.unit_mult), (gold["unit_label"], gold["unit"], gold["mult"])
    yield f"{where} bound", (_gold_bound(measure.bound), measure.per), (gold["bound"], gold.get("per"))
    values = values_of(records, measure.measure_id)
    yield f"{where} values", {str(v.year): None if v.value is None else str(v.value) for v in values}, gold["values"]
    if as_printed:
        yield f"{where} values_text", {str(v.year): v.value_text for v in values}, gold["values_text"]
        yield f"{where} line", measure.place.line, gold["lines"][0]
    yield f"{where} stakeholders", parties_of(records, measure.measure_id, Role.STAKEHOLDER), gold["stakeholders"]
    yield f"{where} executors", parties_of(records, measure.measure_id, Role.EXECUTOR), gold["executors"]
