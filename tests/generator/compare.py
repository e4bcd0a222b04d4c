"""Holds what came out of a document against what went in: counts of each fate of a value, and every difference as a line to read.

The worst fate is a wrong value that no issue speaks of: it is counted on its own, as silently wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TypeVar

from jospar.normalize.records import Indicator, Issue, Measure, PeriodKind, Records, Role, Severity, Stage, Task, Value
from tests.generator import plan
from tests.support.reading import parties_of, values_of

_Wanted = TypeVar("_Wanted")
_Found = TypeVar("_Found")


@dataclass(slots=True)
class Comparison:
    """Counts over one or more documents. `merged` values are right as the one cell of several years that they are printed in.

    `flagged` values are null with an issue, `silent_null` without one; `flagged_wrong` are wrong with an issue; `invented` belong to no
    year or row that was printed. `unflagged` are the differences that no issue speaks of.
    """

    documents: int = 0
    exact_documents: int = 0
    refused: int = 0
    measures: int = 0
    values: int = 0
    right: int = 0
    merged: int = 0
    flagged: int = 0
    silent_null: int = 0
    flagged_wrong: int = 0
    silently_wrong: int = 0
    missing: int = 0
    invented: int = 0
    names: int = 0
    right_names: int = 0
    parties: int = 0
    right_parties: int = 0
    differences: list[str] = field(default_factory=list)
    unflagged: list[str] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Counts another document in."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def refused(strategy: plan.Strategy, reason: str) -> Comparison:
    """The comparison of a document that could not be read: everything is missing."""
    comparison = Comparison(documents=1, refused=1, differences=[f"refused: {reason}"])
    rows = [*strategy.measures(), *(indicator for direction in strategy.directions for indicator in direction.indicators)]
    comparison.measures = sum(1 for _ in strategy.measures())
    comparison.values = comparison.missing = sum(len(row.amounts) for row in rows)
    comparison.unflagged += comparison.differences
    return comparison


def compare(strategy: plan.Strategy, records: Records) -> Comparison:
    """How the records of a document differ from its plan."""
    comparison = Comparison(documents=1)
    _Comparing(strategy, records, comparison).run()
    comparison.exact_documents = int(not comparison.differences)
    return comparison


class _Comparing:
    def __init__(self, strategy: plan.Strategy, records: Records, comparison: Comparison) -> None:
        self.strategy, self.records, self.result = strategy, records, comparison
        self.loud = [issue for issue in records.issues if issue.severity is not Severity.INFO]
        self.doubtful = self.doubtful_records()
        self.unread = " ".join(issue.printed for issue in self.loud if issue.code == "column_unknown" and issue.printed)

    def doubtful_records(self) -> set[str]:
        """The ids of records that an issue speaks of, itself or by the place of one of their cells."""
        places = {issue.place for issue in self.loud}
        by_place = {cell.record_id for cell in self.records.cells if cell.record_id and cell.place in places}
        return by_place | {issue.record_id for issue in self.loud if issue.record_id}

    def run(self) -> None:
        self.document()
        for wanted, found in self.pairs("direction", self.strategy.directions, self.records.directions):
            self.equal(f"direction {wanted.code} code", wanted.code, found.code, found.direction_id)
            self.name(f"direction {wanted.code} title", wanted.title, found.title, found.direction_id)
        goals = [goal for direction in self.strategy.directions for goal in direction.goals if goal.title]
        for goal, found_goal in self.pairs("goal", goals, self.records.goals):
            self.name(f"goal {goal.code} title", goal.title, found_goal.title, found_goal.goal_id)
        tasks = [task for direction in self.strategy.directions for task in direction.tasks]
        for task, found_task in self.pairs("task", tasks, self.records.tasks):
            self.task(task, found_task)
        indicators = [indicator for direction in self.strategy.directions for indicator in direction.indicators]
        for indicator, found_indicator in self.pairs("indicator", indicators, self.records.indicators):
            self.row(indicator, found_indicator, found_indicator.indicator_id)
        self.result.measures = sum(1 for _ in self.strategy.measures())
        for measure, found_measure in self.pairs("measure", list(self.strategy.measures()), self.records.measures):
            self.row(measure, found_measure, found_measure.measure_id)
            self.parties(measure, found_measure)

    def document(self) -> None:
        document, strategy = self.records.document, self.strategy
        document_id = document.document_id
        self.equal("title", strategy.title, document.title, document_id)
        self.equal("organization", strategy.organization, document.organization, document_id)
        self.equal("approved by", strategy.approved_by, document.approved_by, document_id)
        self.equal("approved on", strategy.approved_on, document.approved_on, document_id)
        self.equal("protocol", strategy.protocol, document.protocol_number, document_id)
        self.equal("language", strategy.shape.language, document.language, document_id)
        for which, column, found in (
            ("first", strategy.columns[0], document.first_year),
            ("last", strategy.columns[-1], document.last_year),
        ):
            if column.year != found:
                self.differ(f"{which} year: {found} instead of {column.year}", document_id, is_flagged=str(column.year) in self.unread)
        self.equal("ledger", document.cells, document.cells_used + document.cells_ignored + document.cells_flagged, document_id)

    def task(self, wanted: plan.Task, found: Task) -> None:
        where = f"task {wanted.code}"
        self.equal(f"{where} code", wanted.code, found.code, found.task_id)
        self.name(f"{where} title", wanted.title, found.title, found.task_id)
        target = wanted.target
        expected = (target.baseline, target.value, target.unit, target.mult) if target else (None, None)
        read = (found.target_baseline, found.target_value, found.target_unit, found.target_unit_mult)
        self.equal(f"{where} target", expected, read if target else read[:2], found.task_id)

    def row(self, wanted: plan.Measure | plan.Indicator, found: Measure | Indicator, record_id: str) -> None:
        where = _where(wanted)
        self.equal(f"{where} code", wanted.code or None, found.code, record_id)
        self.name(f"{where} name", wanted.name, found.name, record_id)
        unit, read = wanted.unit, (found.unit, found.unit_mult, found.per, str(found.bound))
        self.equal(f"{where} unit", (unit.unit, unit.mult, unit.per, unit.bound), read, record_id)
        if isinstance(wanted, plan.Measure):
            self.equal(f"{where} unit label", unit.label, found.unit_label, record_id)
        values = values_of(self.records, record_id)
        years = {column.year for column in self.strategy.columns}
        is_sentence = isinstance(wanted, plan.Indicator) and bool(wanted.code)
        merged = [value for value in values if value.period_kind is PeriodKind.YEARS and self._is_said_to_be_merged(value, record_id)]
        for value in values:
            if value not in merged and (value.year not in years or value.component):
                self.result.invented += 1
                self.differ(f"{where} {value.year}: invented {value.value_text!r}", None)
        for column, amount in zip(self.strategy.columns, wanted.amounts, strict=True):
            of_year = [value for value in values if value.year == column.year and not value.component]
            if any(_covers(value, column.year) and value.value == amount.number for value in merged):
                # Printed once for several years: whether for each of them is not printed, and an issue says so.
                self.result.values += 1
                self.result.merged += 1
                continue
            expected = replace(column, stage=Stage.PLAN) if is_sentence else column
            self.value(f"{where} {column.year}", expected, amount, of_year, record_id)

    def _is_said_to_be_merged(self, value: Value, record_id: str) -> bool:
        return any(issue.code == "value_merged" and _concerns(issue, value, record_id) for issue in self.loud)

    def value(self, where: str, column: plan.YearColumn, amount: plan.Amount, found: Sequence[Value], record_id: str) -> None:
        self.result.values += 1
        if not found:
            self.result.missing += 1
            self.differ(f"{where}: no value instead of {amount.text!r}", record_id, is_flagged=str(column.year) in self.unread)
            return
        value = found[0]
        if (value.value, value.value_upper, value.status) == (amount.number, None, amount.status):
            self.result.right += 1
            self.equal(f"{where} stage", column.stage, value.stage, record_id)
            return
        is_flagged = any(_concerns(issue, value, record_id) for issue in self.loud)
        fate = {
            (True, True): "flagged",
            (True, False): "silent_null",
            (False, True): "flagged_wrong",
            (False, False): "silently_wrong",
        }[value.value is None, is_flagged]
        setattr(self.result, fate, getattr(self.result, fate) + 1)
        line = f"{where}: {fate.replace('_', ' ')}: {value.value} out of {value.value_text!r} instead of {amount.text!r}"
        self.differ(line, record_id if is_flagged else None)

    def parties(self, wanted: plan.Measure, found: Measure) -> None:
        for role, names in ((Role.STAKEHOLDER, wanted.stakeholders), (Role.EXECUTOR, wanted.executors)):
            read = parties_of(self.records, found.measure_id, role)
            self.result.parties += 1
            self.result.right_parties += read == list(names)
            ids = [party.party_id for party in self.records.parties if party.measure_id == found.measure_id]
            doubtful = next((party_id for party_id in ids if party_id in self.doubtful), found.measure_id)
            self.equal(f"{_where(wanted)} {role}s", list(names), read, doubtful)

    def pairs(self, what: str, wanted: Sequence[_Wanted], found: Sequence[_Found]) -> Iterator[tuple[_Wanted, _Found]]:
        """What belongs together, by the letters of its name, and where those differ by its place between others."""
        blocks = SequenceMatcher(None, [_key(item) for item in wanted], [_key(item) for item in found], autojunk=False).get_opcodes()
        for _, start, end, found_start, found_end in blocks:
            yield from zip(wanted[start:end], found[found_start:found_end], strict=False)
            for lost in wanted[start + found_end - found_start : end]:
                amounts = len(getattr(lost, "amounts", ()))
                self.result.values += amounts
                self.result.missing += amounts
                self.differ(f"{what} missing: {_title(lost)}", None)
            for invented in found[found_start + end - start : found_end]:
                record_id = getattr(invented, "measure_id", None) or getattr(invented, "indicator_id", None)
                self.result.invented += len([v for v in values_of(self.records, record_id) if v.value is not None]) if record_id else 0
                self.differ(f"{what} invented: {_title(invented)}", None)

    def name(self, where: str, wanted: str, found: str, record_id: str) -> None:
        wanted = " ".join(wanted.split())
        self.result.names += 1
        self.result.right_names += wanted == found
        self.equal(where, wanted, found, record_id)

    def equal(self, where: str, wanted: object, found: object, record_id: str) -> None:
        if wanted != found:
            self.differ(f"{where}: {found!r} instead of {wanted!r}", record_id)

    def differ(self, line: str, record_id: str | None, is_flagged: bool = False) -> None:
        """Notes a difference; it is flagged where an issue speaks of the record, or in another way that the caller knows of."""
        self.result.differences.append(line)
        if not is_flagged and record_id not in self.doubtful:
            self.result.unflagged.append(line)


def _where(wanted: plan.Measure | plan.Indicator) -> str:
    return f"{type(wanted).__name__.lower()} {wanted.code or wanted.name[:40]}"


def _title(item: object) -> str:
    return str(getattr(item, "title", None) or getattr(item, "name", ""))


def _key(item: object) -> str:
    return "".join(filter(str.isalnum, _title(item).lower()))


def _concerns(issue: Issue, value: Value, record_id: str) -> bool:
    """Whether an issue speaks of a value: by its record and year, or by the place of its cell or row."""
    if issue.record_id in (value.value_id, record_id):
        return issue.year in (None, value.year)
    return issue.place == value.place


def _covers(value: Value, year: int) -> bool:
    return value.period_start is not None and value.period_end is not None and value.period_start.year <= year <= value.period_end.year
