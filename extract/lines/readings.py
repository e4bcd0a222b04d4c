"""What a line or row of a document can be read as. Everything is as printed; nothing here decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jospar.extract.columns.column import ColumnRole, TableColumn
from jospar.extract.document import Cell, Finding, Place, Printed


class HeadingLevel(StrEnum):
    """The levels of a strategy above its measures; SUBLEVEL is one more than the tables have, PART divides the document."""

    PART = "part"
    DIRECTION = "direction"
    GOAL = "goal"
    SUBLEVEL = "sublevel"
    TASK = "task"


class LevelReason(StrEnum):
    """Why a heading has its level, as `jospar explain` says it."""

    LABEL = "it names its level"
    PART = "it names a part of the document, and no direction names itself"
    ONE_NUMBER = "its number has one part"
    ABOVE_ROWS = "it stands above rows, and no heading of the document has a label or a number"
    STYLE = "the document sets it as a heading of that depth, and none has a label or a number"
    EXTENDED = "the number of the next heading extends its own"
    MEASURES = "the number of the next heading extends its own, but measures stand right below it"
    NOT_EXTENDED = "the number of the next heading does not extend its own"
    LAST = "no heading follows"


class SectionKind(StrEnum):
    """What the rows below a section label are."""

    INDICATORS = "indicators"
    MEASURES = "measures"
    OF_WHICH = "of_which"


DITTO_MARKS = frozenset(
    {'"', "''", "″", "“", "”", "„", "»", "«", '-"-', "-//-", "//", '- " -', "-''-", "—//—", "–//–", "-“-", "-”-", "-»-"}
)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A line that no record needs, by the rule that says why."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line that no record could use; the finding says where and why."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class FrontLine:
    """A line above the first heading: approval, title, or prose."""

    printed: Printed
    block_starts: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A label such as `Целевые индикаторы:` that says what the rows below it are; `whole` is what they are parts of, if it names that."""

    kind: SectionKind
    cells: tuple[Cell, ...]
    whole: Printed | None = None


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A row without numbers that heads the rows below it, and is no heading of the strategy."""

    printed: Printed


@dataclass(frozen=True, slots=True)
class PartHeading:
    """The heading of a part of the document (`Раздел 7. Бюджетные программы`): what follows belongs to no direction above it."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableUnit:
    """A line right above a table that may name the unit of all its rows: `(млн. тенге)`."""

    printed: Printed


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level`, and the `reason` for it, are None where only its number and its place can tell."""

    level: HeadingLevel | None
    code: str | None
    title: Printed
    in_table: bool
    labelled: bool
    reason: LevelReason | None = None


@dataclass(frozen=True, slots=True)
class YearCell:
    """The cell of one year column; `printed` has no cells where it is blank."""

    column: TableColumn
    printed: Printed
    place: Place


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A table row with a name: a measure, or an indicator where `is_indicator`.

    `facts` are the texts of the columns in column.FACTS, `unit` is the unit cell, `unit_above` the last one above it, which a ditto mark
    repeats; `table_units` is what may name a unit above all rows, the nearest first: the header of the names, the lines and headings
    between this table and the one before; `shifted` says that the cells stand one column off; `due_year` is the year that the header of the
    terms, or the title, names for those without one; `table_title` is the title of its table where that is no heading of the strategy,
    `section` the row that heads its part of the table; `name_above` says that its name is that of the row above, for it prints none.
    """

    code: str | None
    code_cell: Cell | None
    name: Printed
    unit: Printed | None
    unit_above: Printed | None
    values: tuple[YearCell, ...]
    stakeholders: Printed | None
    executors: Printed | None
    facts: Mapping[ColumnRole, Printed]
    table_units: tuple[Printed, ...]
    is_indicator: bool
    has_unit_column: bool
    place: Place
    shifted: bool = False
    due_year: str = ""
    table_title: Printed | None = None
    section: Printed | None = None
    name_above: bool = False

    @property
    def is_name_only(self) -> bool:
        """Whether the row holds nothing but its number and its name."""
        beside = self.unit or self.stakeholders or self.executors or self.facts
        return not (beside or any(value.printed.text for value in self.values))

    @property
    def is_ditto(self) -> bool:
        """Whether the unit cell holds a mark that repeats the unit above."""
        return self.unit is not None and self.unit.text.strip() in DITTO_MARKS


@dataclass(frozen=True, slots=True)
class Sentence:
    """A target indicator written as a sentence, its series of numbers within it."""

    code: str | None
    text: Printed


LineReading = Ignored | Flagged | FrontLine | Section | PartHeading | RowGroup | TableUnit | Heading | EntryRow | Sentence
