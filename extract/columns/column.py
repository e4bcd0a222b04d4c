"""What a column of a table is: its role, what its header prints, and the layout that the columns of a table make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jospar.extract.columns.aspects import Aspect
from jospar.extract.document import Finding, Printed
from jospar.extract.words.periods import YearPart


class ColumnRole(StrEnum):
    """What a column holds.

    GROUP is what heads rows in a column of its own; CHANGE is a percentage of another year; OTHER is known and kept out of the tables on
    purpose.
    """

    NUMBER = "number"
    NAME = "name"
    GROUP = "group"
    UNIT = "unit"
    VALUE = "value"
    STAKEHOLDERS = "stakeholders"
    EXECUTORS = "executors"
    CO_EXECUTORS = "co_executors"
    DUE = "due"
    COMPLETION_FORM = "completion_form"
    EXPECTED_RESULT = "expected_result"
    FUNDING_SOURCE = "funding_source"
    INFORMATION_SOURCE = "information_source"
    METHOD = "method"
    NOTE = "note"
    CHANGE = "change"
    OTHER = "other"
    REPEATED_VALUE = "repeated_value"
    UNKNOWN = "unknown"


FACTS = frozenset(
    {
        ColumnRole.CO_EXECUTORS,
        ColumnRole.DUE,
        ColumnRole.COMPLETION_FORM,
        ColumnRole.EXPECTED_RESULT,
        ColumnRole.FUNDING_SOURCE,
        ColumnRole.INFORMATION_SOURCE,
        ColumnRole.METHOD,
        ColumnRole.NOTE,
    }
)
"""What a plan says of a measure beside its numbers: columns of the table of measures, and a second one of parties."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its place from 0, its role, and what its header cells print.

    Of a column of values, or of terms, `year` is the printed label of its year, empty where none is known, and `part` the part of that
    year, if it is not the whole; `stage` is fact, estimate, plan … where the header says so; `aspect` says what its numbers count; `unit`
    is a unit that the header names, `own_unit` whether it does so for this column alone; `is_total` says that it is called what all years
    together are; `language` is that of the label.
    """

    index: int
    role: ColumnRole
    header: Printed
    year: str = ""
    stage: str | None = None
    unit: str | None = None
    language: str | None = None
    part: YearPart | None = None
    aspect: Aspect = Aspect.VALUE
    own_unit: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The columns of a table, the header rows they were read from, and what was noticed on the way.

    `name_labelled` says that the header labels the name column, rather than that its shape was seen; `is_unknown` that the header is not
    understood; `holds_measures` that the table has years, or says who is concerned or what its rows are, as one of risks does not;
    `names_what` is the code of a section label (`indicators`, `measures`) where the header of the name column is one.
    """

    columns: tuple[TableColumn, ...]
    header_rows: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]
    name_labelled: bool
    holds_measures: bool
    names_what: str | None = None
    is_unknown: bool = False

    def find(self, role: ColumnRole) -> TableColumn | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    @property
    def values(self) -> tuple[TableColumn, ...]:
        """The columns of values, from left to right."""
        return tuple(column for column in self.columns if column.role is ColumnRole.VALUE)
