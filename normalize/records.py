"""The typed records: one frozen class a table of the dataset, one field a column.

Ids are readable paths of positions (`ktu-2024/d1/t3/m2`): stable for a file, never built from printed codes. What is many in one place
counts with leading zeros (`v01`, `c000001`), so that ids sort as they count. `output.schema.tables` holds the storage types and
descriptions of the same columns; a test keeps both in step. RECORD_TABLES names the table and the id of each class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from jospar.extract.columns.aspects import Aspect
from jospar.extract.document import Place


class Severity(StrEnum):
    """How much an issue matters: an error is wrong or lost, a warning is doubtful, an info is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Bound(StrEnum):
    """How a number limits what it is about (`кемінде 85%` is at_least)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


class Stage(StrEnum):
    """Whether a value was planned, reported or estimated, or what it is measured against: where it began, the least, the most hoped for."""

    PLAN = "plan"
    FACT = "fact"
    ESTIMATE = "estimate"
    BASELINE = "baseline"
    THRESHOLD = "threshold"
    STRETCH = "stretch"


class PeriodKind(StrEnum):
    """What kind of period a value is for; YEARS are several calendar years, MONTHS several months of one."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    MONTHS = "months"
    ACADEMIC_YEAR = "academic_year"
    YEARS = "years"


class Status(StrEnum):
    """What a value's cell held: a number, a missing mark, nothing, or something that is not one certain number."""

    REPORTED = "reported"
    DASH = "dash"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Origin(StrEnum):
    """Where a value comes from."""

    PRINTED = "printed"
    OCR = "ocr"
    CORRECTED = "corrected"


class Role(StrEnum):
    """How a party is concerned with a measure or an indicator."""

    STAKEHOLDER = "stakeholder"
    EXECUTOR = "executor"
    CO_EXECUTOR = "co_executor"


class DueKind(StrEnum):
    """How often a measure is due: once, again in each period, or all the time."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    CONTINUOUS = "continuous"


class Outcome(StrEnum):
    """What testing a relation between values gave."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_TESTABLE = "not_testable"


class IssueState(StrEnum):
    """Whether somebody has yet to look at an issue, or has looked and found the document right as printed."""

    OPEN = "open"
    ACCEPTED = "accepted"


class Fate(StrEnum):
    """How a cell of the source ended; each ends in exactly one way."""

    USED = "used"
    IGNORED = "ignored"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Document:
    """A board document: who approved it, when, which years it covers, the sums of its ledger, and how far its values can be trusted.

    `grade` runs from 0 to 100; jospar.normalize.grade says how it is made.
    """

    document_id: str
    place: Place
    title: str | None
    organization: str | None
    approved_by: str | None
    approved_on: date | None
    protocol_number: str | None
    approval_status: str | None
    language: str | None
    first_year: int | None
    last_year: int | None
    source_name: str
    source_sha256: str
    source_kind: str
    source_encoding: str | None
    source_pages: int | None
    cells: int
    cells_used: int
    cells_ignored: int
    cells_flagged: int
    values_confirmed: int
    values_contradicted: int
    values_unreadable: int
    grade: int


@dataclass(frozen=True, slots=True)
class Direction:
    """A numbered top part of the strategy."""

    document_id: str
    direction_id: str
    place: Place
    position: int
    code_printed: str | None
    code: str | None
    title: str
    title_printed: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A level between direction and task, in documents that have one."""

    document_id: str
    goal_id: str
    place: Place
    direction_id: str | None
    position: int
    code_printed: str | None
    code: str | None
    title: str
    title_printed: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a direction or goal is measured by; its numbers, if any, are in values."""

    document_id: str
    indicator_id: str
    place: Place
    direction_id: str | None
    goal_id: str | None
    position: int
    code_printed: str | None
    code: str | None
    name: str
    name_printed: str
    unit_label: str | None
    unit: str | None
    unit_mult: int
    per: str | None
    bound: Bound


@dataclass(frozen=True, slots=True)
class Task:
    """A heading that measures stand under, with the target that stands in its title."""

    document_id: str
    task_id: str
    place: Place
    direction_id: str | None
    goal_id: str | None
    position: int
    code_printed: str | None
    code: str | None
    title: str
    title_printed: str
    target_baseline: Decimal | None
    target_value: Decimal | None
    target_value_upper: Decimal | None
    target_unit: str | None
    target_unit_mult: int | None
    target_per: str | None
    target_year: int | None
    target_bound: Bound | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of a table of measures; its numbers are in values, its stakeholders and executors in parties.

    `table_title` is the title of its table where that is no heading of the strategy, `section` the row that heads its part of the table;
    `due_start` and `due_end` are the first and the last day of its term, None where the term has no such day; `completion_form` to `note`
    are as printed.
    """

    document_id: str
    measure_id: str
    place: Place
    direction_id: str | None
    goal_id: str | None
    task_id: str | None
    position: int
    code_printed: str | None
    code: str | None
    name: str
    name_printed: str
    unit_label: str | None
    unit: str | None
    unit_mult: int
    per: str | None
    bound: Bound
    table_title: str | None = None
    section: str | None = None
    due_printed: str | None = None
    due_start: date | None = None
    due_end: date | None = None
    due_kind: DueKind | None = None
    completion_form: str | None = None
    expected_result: str | None = None
    funding_source: str | None = None
    information_source: str | None = None
    method: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator or a measure in one period, in the printed scale (unit_mult is the power of ten).

    `year` is that of a whole year, of an academic one the first, and None for parts of a year, several years and where no period is known.
    `component` is 0, or 0 and 1 where a cell holds a pair. `stage` is None where the table marks other columns but not this one.
    `column_label` is the header above the cell as printed, its rows joined by ` / `.
    """

    document_id: str
    value_id: str
    place: Place
    owner_table: str
    owner_id: str
    year: int | None
    stage: Stage | None
    component: int
    value: Decimal | None
    value_upper: Decimal | None
    value_text: str
    unit: str | None
    unit_mult: int
    per: str | None
    bound: Bound
    status: Status
    origin: Origin
    confirmations: int
    period: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_kind: PeriodKind | None = None
    aspect: Aspect = Aspect.VALUE
    column_label: str | None = None

    @property
    def is_annual(self) -> bool:
        """Whether it is the measure itself in a whole year: what years are compared by."""
        return self.year is not None and self.aspect is Aspect.VALUE

    @property
    def period_label(self) -> str:
        """What to call its column in a line of text: the period, with the header where that alone says what it is."""
        label = self.column_label if self.aspect is not Aspect.VALUE or self.period is None else None
        return " ".join(filter(None, (self.period, label))) or self.aspect

    @property
    def whole_year(self) -> int:
        """The year of an annual value. ValueError where the value is for no whole year."""
        if self.year is None:
            raise ValueError(f"{self.value_id} is for no whole year")
        return self.year


@dataclass(frozen=True, slots=True)
class Party:
    """One stakeholder or executor of a measure or an indicator; `measure_id` is its owner where that is a measure."""

    document_id: str
    party_id: str
    place: Place
    measure_id: str | None
    role: Role
    position: int
    name: str
    name_printed: str
    party: str | None
    owner_table: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a reader should know; `code` is an entry of jospar.normalize.catalogue, `remark` who accepted it and why."""

    document_id: str
    issue_id: str
    place: Place
    code: str
    severity: Severity
    table: str | None
    record_id: str | None
    year: int | None
    printed: str | None
    message: str
    suggestion: str | None
    state: IssueState
    remark: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """One relation between values that was tested.

    `records` are ids, one a line; `years` are parted by spaces: each value of these records in these years took part.
    """

    document_id: str
    check_id: str
    place: Place
    check: str
    outcome: Outcome
    records: str
    years: str
    expected: Decimal | None
    found: Decimal | None
    tolerance: Decimal | None


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """One non-empty cell or line of the source and how it ended.

    `rule` is the rule that decided what its line is; `table`, `record_id` and `column` say where a used cell went.
    """

    document_id: str
    cell_id: str
    place: Place
    text: str
    fate: Fate
    rule: str
    table: str | None
    record_id: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class LevelExplanation:
    """Why a heading has its level: the line that it stands on, `direction`, `goal`, `sublevel` or `task`, and the reason in words."""

    place: Place
    level: str
    reason: str


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that one document says, typed: one tuple a table.

    `heading_levels` is in no table, and empty for records that come out of a dataset.
    """

    document: Document
    directions: tuple[Direction, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    tasks: tuple[Task, ...]
    measures: tuple[Measure, ...]
    values: tuple[Value, ...]
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    checks: tuple[Check, ...]
    cells: tuple[LedgerCell, ...]
    heading_levels: tuple[LevelExplanation, ...] = field(default=(), compare=False)


HeadingRecord = Direction | Goal | Task
RowRecord = Indicator | Measure
AnyRecord = Document | HeadingRecord | RowRecord | Value | Party | Issue | Check | LedgerCell


class RecordTable(NamedTuple):
    """A table of the dataset: its name, which is the field of Records too (but of `document`), the class of its records, and the field
    of their ids."""

    name: str
    record: type[AnyRecord]
    id_field: str


RECORD_TABLES = (
    RecordTable("documents", Document, "document_id"),
    RecordTable("directions", Direction, "direction_id"),
    RecordTable("goals", Goal, "goal_id"),
    RecordTable("indicators", Indicator, "indicator_id"),
    RecordTable("tasks", Task, "task_id"),
    RecordTable("measures", Measure, "measure_id"),
    RecordTable("values", Value, "value_id"),
    RecordTable("parties", Party, "party_id"),
    RecordTable("issues", Issue, "issue_id"),
    RecordTable("checks", Check, "check_id"),
    RecordTable("cells", LedgerCell, "cell_id"),
)
TABLE_NAMES: dict[type[AnyRecord], str] = {table.record: table.name for table in RECORD_TABLES}
_IDS: dict[type[AnyRecord], Callable[[AnyRecord], str]] = {table.record: attrgetter(table.id_field) for table in RECORD_TABLES}


def table_of(record: AnyRecord) -> str:
    """The name of the table that a record stands in."""
    return TABLE_NAMES[type(record)]


def id_of(record: AnyRecord) -> str:
    """The id of a record, whatever its table."""
    return _IDS[type(record)](record)
