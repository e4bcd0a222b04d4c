"""What a document's page is drawn from: its records as the compact JSON that script/model.js reads.

Positions stand for ids wherever one record names another. A number stays the text of its decimal, for a float would change it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from jospar.normalize.grade import doubts_row
from jospar.normalize.phrases.decimals import write_decimal
from jospar.normalize.records import (
    Bound,
    Check,
    Indicator,
    Issue,
    Measure,
    Origin,
    Party,
    Records,
    Role,
    Stage,
    Status,
    Task,
    Value,
    id_of,
    table_of,
)
from jospar.normalize.tree import TreeRecord, in_reading_order, parent_of
from jospar.output.report import translations as words
from jospar.output.report.source_lines import NOWHERE, SourceLines
from jospar.output.report.targets import find_counterparts

_STATUSES, _ORIGINS = tuple(Status), tuple(Origin)
UnitKey = tuple[str | None, int, str | None]
# A period and a stage.
_ColumnKey = tuple[int | str, str]


def encode_document(records: Records) -> dict[str, Any]:
    """The whole document."""
    return _Encoder(records).encode()


class _Encoder:
    """The tables of positions that the parts of a page share."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.source = SourceLines(records.cells)
        self.tree = tuple(in_reading_order(records))
        self.numbers = {id_of(record): number for number, record in enumerate(self.tree)}
        self.columns = _find_columns(records)
        self.units: dict[UnitKey, int] = {}
        self.labels: dict[UnitKey, Counter[str]] = defaultdict(Counter)
        self.parties: dict[tuple[str, str | None], int] = {}
        self.values: dict[str, list[Value]] = defaultdict(list)
        for value in records.values:
            self.values[value.owner_id].append(value)
        self.parties_of: dict[str, list[Party]] = defaultdict(list)
        for party in records.parties:
            self.parties_of[party.owner_id].append(party)
        self.counterparts = find_counterparts(records)
        self.checks = {check.check_id: number for number, check in enumerate(records.checks)}

    def encode(self) -> dict[str, Any]:
        rows = [self._encode_record(record) for record in self.tree]
        issues = [self._encode_issue(issue) for issue in self.records.issues]
        checks = [self._encode_check(check) for check in self.records.checks]
        return {
            "document": self._encode_facts(),
            "columns": [[year, stage] for year, stage in self.columns],
            "records": rows,
            "issues": issues,
            "checks": checks,
            "units": [[*unit, _most_frequent(self.labels[unit])] for unit in self.units],
            "parties": [[name, party or ""] for name, party in self.parties],
            "lines": self.source.encode(),
        }

    def _encode_facts(self) -> dict[str, Any]:
        document = self.records.document
        return {
            "id": document.document_id,
            "language": document.language or "",
            "title": document.title or document.document_id,
            "cells": document.cells,
            "flagged": document.cells_flagged,
            "values": len(self.records.values),
            "confirmed": document.values_confirmed,
            "contradicted": document.values_contradicted,
            "unreadable": document.values_unreadable,
            "grade": document.grade,
            "first": document.first_year,
            "last": document.last_year,
        }

    def _encode_record(self, record: TreeRecord) -> dict[str, Any]:
        record_id = id_of(record)
        row: dict[str, Any] = {
            "kind": table_of(record).removesuffix("s"),
            "id": self._short(record_id),
            "up": self.numbers.get(parent_of(record), NOWHERE),
            "code": record.code,
            "printedCode": record.code_printed if record.code_printed != record.code else None,
            "at": self.source.find(record.place),
        }
        if isinstance(record, Indicator | Measure):
            row |= self._encode_row(record_id, record)
        else:
            row |= {"name": record.title, "printedName": record.title_printed if record.title_printed != record.title else None}
        if isinstance(record, Task):
            row["target"] = self._encode_target(record)
        return {key: value for key, value in row.items() if value not in (None, [], "")}

    def _encode_row(self, record_id: str, record: Indicator | Measure) -> dict[str, Any]:
        unit = (record.unit, record.unit_mult, record.per)
        if record.unit_label:
            self.labels[unit][record.unit_label] += 1
        parties = self.parties_of[record_id]
        return {
            "name": record.name,
            "printedName": record.name_printed if record.name_printed != record.name else None,
            "unit": self._unit(unit),
            "label": record.unit_label,
            "bound": record.bound if record.bound is not Bound.EXACT else None,
            "values": [self._encode_value(value, unit) for value in self.values[record_id]],
            "executors": [self._party(party) for party in parties if party.role is not Role.STAKEHOLDER],
            "stakeholders": [self._party(party) for party in parties if party.role is Role.STAKEHOLDER],
        }

    def _encode_value(self, value: Value, usual: UnitKey) -> list[Any]:
        """Column, print, number, line, cell, component, status, origin, confirmations, high end, unit, bound; usual ends are left out.

        The print is None where it is all that its cell says.
        """
        unit = (value.unit, value.unit_mult, value.per)
        at = self.source.find(value.place)
        encoded: list[Any] = [
            self.columns[_column_of(value, self.columns)],
            None if value.value_text == self.source.text_at(at) else value.value_text,
            _write(value.value),
            *at,
            value.component,
            _STATUSES.index(value.status),
            _ORIGINS.index(value.origin),
            value.confirmations,
            _write(value.value_upper),
            None if unit == usual else self._unit(unit),
            None if value.bound is Bound.EXACT else value.bound,
        ]
        while encoded[-1] in (None, 0):
            encoded.pop()
        return encoded

    def _encode_target(self, task: Task) -> dict[str, Any] | None:
        if task.target_value is None:
            return None
        counterpart = self.counterparts[task.task_id]
        target = {
            "from": _write(task.target_baseline),
            "to": _write(task.target_value),
            "upper": _write(task.target_value_upper),
            "unit": self._unit((task.target_unit, task.target_unit_mult or 0, task.target_per)),
            "year": task.target_year,
            "bound": task.target_bound if task.target_bound is not Bound.EXACT else None,
            "measures": [self.numbers[measure] for measure in counterpart.measures],
            "summed": counterpart.summed or None,
            "checks": [self.checks[check] for check in counterpart.checks],
        }
        return {key: value for key, value in target.items() if value is not None}

    def _encode_issue(self, issue: Issue) -> dict[str, Any]:
        encoded = {
            "id": issue.issue_id,
            "code": issue.code,
            "severity": issue.severity,
            "record": self.numbers.get(issue.record_id or "", None),
            "year": issue.year,
            "at": self.source.find(issue.place),
            "box": issue.place.bbox,
            "printed": issue.printed,
            "detail": words.of_detail(issue),
            "allYears": doubts_row(issue) or None,
            "suggestion": issue.suggestion,
            "state": issue.state if issue.state != "open" else None,
            "remark": issue.remark,
        }
        return {key: value for key, value in encoded.items() if value not in (None, "")}

    def _encode_check(self, check: Check) -> dict[str, Any]:
        records = [self.numbers[record] for record in check.records.split("\n") if record in self.numbers]
        encoded = {
            "check": check.check,
            "outcome": check.outcome,
            "records": records,
            "years": [int(year) for year in check.years.split()],
            "expected": _write(check.expected),
            "found": _write(check.found),
            "tolerance": _write(check.tolerance),
        }
        return {key: value for key, value in encoded.items() if value is not None}

    def _short(self, record_id: str) -> str:
        return record_id.removeprefix(f"{self.records.document.document_id}/")

    def _unit(self, unit: UnitKey) -> int:
        return self.units.setdefault(unit, len(self.units))

    def _party(self, party: Party) -> int:
        return self.parties.setdefault((party.name, party.party), len(self.parties))


def _write(number: Decimal | None) -> str | None:
    return None if number is None else write_decimal(number)


def _find_columns(records: Records) -> dict[_ColumnKey, int]:
    """The columns of values: the periods, parted by stage where a row has two values of one period that differ in it."""
    stages: dict[tuple[str, int | str], set[str]] = defaultdict(set)
    starts: dict[_ColumnKey, str] = {}
    for value in records.values:
        stages[value.owner_id, _period_of(value)].add(value.stage or "")
    parted = any(len(found) > 1 for found in stages.values())
    for value in records.values:
        key = (_period_of(value), (value.stage or "") if parted else "")
        starts.setdefault(key, str(value.period_start or ""))
    order = {stage: number for number, stage in enumerate(("", Stage.PLAN, Stage.ESTIMATE, Stage.FACT, *Stage))}
    ordered = sorted(starts, key=lambda key: (starts[key], str(key[0]), order[key[1]]))
    return {key: number for number, key in enumerate(ordered)}


def _period_of(value: Value) -> int | str:
    """The year of an annual value; of any other its period and what its column is called."""
    return value.whole_year if value.is_annual else value.period_label


def _column_of(value: Value, columns: dict[_ColumnKey, int]) -> _ColumnKey:
    parted = (_period_of(value), value.stage or "")
    return parted if parted in columns else (_period_of(value), "")


def _most_frequent(labels: Counter[str]) -> str:
    return min(labels, key=lambda label: (-labels[label], label)) if labels else ""
