"""What every rule sees and may answer, and the names of all rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from jospar.extract.columns.column import TableLayout
from jospar.extract.columns.tables import SourceLine
from jospar.extract.document import Printed
from jospar.extract.lines.document_style import DocumentStyle
from jospar.extract.lines.readings import EntryRow, Heading, LineReading, SectionKind, Sentence


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read so far, as far as later lines depend on it.

    `open` is the last reading that can go on after a page break; `cut` says that the paper may have been cut since. `direction`, `task` and
    `measure` are the codes of the last of each. `above` is the unit that a ditto mark would repeat, `unit_line` a unit line above the next
    table; `above_table` are the lines above the next table, `table_units` those that may name the unit of this one, the nearest first;
    `titles` are those above the next table that may be its title, `table_title` is that of this one; `group` is the row that heads this
    part of the table, `kind` what heads it in a column of its own, `whole` the row that those below it are parts of; `named` is what the
    header of this table (its `layout`) says that its rows are. `next_is_row` says that a row of the same table follows, `next_is_header`
    that another table does, whose first number is `next_code`, `next_is_repeat` that a header is printed again.
    """

    section: SectionKind | None = None
    open: Heading | EntryRow | Sentence | None = None
    direction: str | None = None
    task: str | None = None
    measure: str | None = None
    cut: bool = False
    above: Printed | None = None
    unit_line: Printed | None = None
    above_table: tuple[Printed, ...] = ()
    table_units: tuple[Printed, ...] = ()
    titles: tuple[Printed, ...] = ()
    table_title: Printed | None = None
    group: Printed | None = None
    kind: Printed | None = None
    whole: Printed | None = None
    named: SectionKind | None = None
    layout: TableLayout | None = None
    next_is_row: bool = False
    next_is_header: bool = False
    next_is_repeat: bool = False
    next_code: str | None = None

    @property
    def at_front(self) -> bool:
        """Whether no heading, table or row has been read yet."""
        return self.direction is None and self.open is None and self.layout is None

    @property
    def open_text(self) -> str:
        """The name or title that a second half would go on with."""
        match self.open:
            case Heading(title=printed) | EntryRow(name=printed) | Sentence(text=printed):
                return printed.text
            case _:
                return ""

    def had_room_for(self, text: str) -> bool:
        """Whether the open name or title had room on its last line for the first word of a text, which then does not go on with it."""
        match self.open:
            case Heading(title=printed) | EntryRow(name=printed) | Sentence(text=printed):
                room = printed.cells[-1].room if printed.cells else None
                return room is not None and room > len(text.split(maxsplit=1)[0]) + 1
            case _:
                return False


@dataclass(frozen=True, slots=True)
class Continuation:
    """The second half of the reading that is open; `doubtful` where it may be a line of its own.

    `beside` says that its texts stand beside those of the first half, on lines of their own, and do not go on with them.
    """

    line: SourceLine
    doubtful: bool = False
    beside: bool = False


class RuleName(StrEnum):
    """Every rule by which a line or a cell ends as it does, as the ledger names it: those of ROW_RULES, each with the name of its function,
    those for what only the whole outline shows, and the one of what nobody sees."""

    PAGE_MARGIN = "page_margin"
    HEADER = "header"
    REPEATED_HEADER = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"
    RULE_OF_DASHES = "rule_of_dashes"
    PAGE_NUMBER = "page_number"
    CONTENTS_ENTRY = "contents_entry"
    TABLE_CONTINUES = "table_continues"
    OTHER_TABLE = "other_table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    TRANSITION = "transition"
    LABELLED_HEADING = "labelled_heading"
    SECTION_LABEL = "section_label"
    LABELLED_INDICATOR = "labelled_indicator"
    RUNNING_HEADER = "running_header"
    INDICATOR_SENTENCE = "indicator_sentence"
    TABLE_UNIT = "table_unit"
    KEY_AND_VALUE = "key_and_value"
    CONTINUATION = "continuation"
    MERGED_ROW = "merged_row"
    COMPLETED_ROW = "completed_row"
    CHAPTER = "chapter"
    CODED_HEADING = "coded_heading"
    LIST_LABEL = "list_label"
    STYLED_HEADING = "styled_heading"
    SECTION_HEADING = "section_heading"
    ROW_GROUP = "row_group"
    NAMELESS_ROW = "nameless_row"
    LABEL_IN_OTHER_TABLE = "label_in_other_table"
    MEASURE = "measure"
    FRONT_LINE = "front_line"
    LOST_SERIES = "lost_series"
    TEXT_BETWEEN_ROWS = "text_between_rows"
    PROSE = "prose"
    UNREAD_ROW = "unread_row"
    HEADING_WITHOUT_ROWS = "heading_without_rows"
    COLUMN_NOT_READ = "column_not_read"
    NOT_VISIBLE = "not_visible"


HEADER_RULES = frozenset({RuleName.HEADER, RuleName.REPEATED_HEADER})
"""The rules of rows that print what the columns are."""

OUTLINE_RULES = frozenset({RuleName.HEADING_WITHOUT_ROWS, RuleName.COLUMN_NOT_READ, RuleName.NOT_VISIBLE})
"""The rules that no single line decides."""


RuleOutcome = LineReading | Continuation
Rule = Callable[[SourceLine, Seen, DocumentStyle], RuleOutcome | None]


def heading_text(line: SourceLine) -> Printed | None:
    """The text that may be a heading: a paragraph, the only cell of a row, or a number and a name in their own columns."""
    if line.lone is not None:
        in_name = line.fields is None or line.fields.name is not None or line.fields.code_cell is not None
        return line.lone if in_name and not line.header else None
    fields = line.fields
    if fields is None or not fields.is_name_only or fields.name is None:
        return None
    return Printed(f"{fields.code}. {fields.name.text}", line.cells) if fields.code_cell else fields.name
