"""Decides what each line of a document is.

ROW_RULES are small questions in one order; the first that answers wins, and its name is kept for `jospar explain`. A rule sees the line,
what was read before it (Seen) and how the document as a whole is written (Style); it sees no other state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.codes import Coded, is_below, is_next, split_code
from extract.document import Finding, Printed
from extract.headings import (
    has_series,
    is_line_label,
    is_list_label,
    is_page_number,
    read_labelled_heading,
    read_section_label,
)
from extract.readings import Entry, Flagged, FrontLine, Heading, Ignored, Level, Reading, Section, SectionKind, Sentence
from extract.stitch import announces_part, is_open
from extract.style import Style, running_text
from extract.tables import Fields, Line, is_rule_of_dashes


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read so far, as far as later lines depend on it.

    `open` is the last reading that can go on after a page break; `cut` says that the paper may have been cut since; `above` is the unit that
    a ditto mark would repeat; `next_is_row` says that a table row follows the line in question.
    """

    section: SectionKind | None = None
    open: Heading | Entry | Sentence | None = None
    direction: str | None = None
    task: str | None = None
    cut: bool = False
    above: Printed | None = None
    next_is_row: bool = False

    @property
    def open_text(self) -> str:
        """The name or title of the reading that is open."""
        if isinstance(self.open, Heading):
            return self.open.title.text
        if isinstance(self.open, Entry):
            return self.open.name.text
        return self.open.text.text if self.open else ""


@dataclass(frozen=True, slots=True)
class Continuation:
    """The second half of the reading that is open; `doubtful` where it may be a line of its own."""

    line: Line
    doubtful: bool = False


Outcome = Reading | Continuation
Rule = Callable[[Line, Seen, Style], Outcome | None]


# ---- what stands on every page ---------------------------------------------------------------------------------------------------------


def header(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """The header of a table."""
    return Ignored(line.cells) if line.header in ("header", "header_below") else None


def repeated_header(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """The header again, as after a page break."""
    return Ignored(line.cells) if line.header == "repeated_header" else None


def column_numbers(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A row that numbers the columns."""
    return Ignored(line.cells) if line.header == "column_numbers" else None


def rule_of_dashes(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A line that is ruled, not written."""
    return Ignored(line.cells) if is_rule_of_dashes(line) else None


def page_number(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A page number, alone on its line."""
    lone = line.lone
    first_column = not line.is_row or line.fields is None or (lone is not None and line.fields.name is not None and line.fields.name.cells == lone.cells)
    return Ignored(line.cells) if lone and first_column and is_page_number(lone.text) else None


def running_header(line: Line, _seen: Seen, style: Style) -> Outcome | None:
    """A line that stands on several pages."""
    first = style.running.get(running_text(line.lone.text)) if line.lone else None
    return Ignored(line.cells) if first is not None and first != line.place else None


def table_continues(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A line that says that the table goes on."""
    return Ignored(line.cells) if line.lone and announces_part(line.lone.text) else None


def caption(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """The number of a table or an annex."""
    return Ignored(line.cells) if line.lone and is_line_label(line.lone.text, "caption") else None


def footnote(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A footnote or a remark below a table."""
    text = line.lone.text if line.lone else ""
    return Ignored(line.cells) if text.startswith("*") or (text and is_line_label(text, "note")) else None


def transition(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A sentence that leads from the indicators to the tasks."""
    return Section(SectionKind.MEASURES, line.cells) if line.lone and is_line_label(line.lone.text, "transition") else None


# ---- headings and labels ---------------------------------------------------------------------------------------------------------------


def labelled_heading(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A heading that names its level: `Цель 1.1. …`."""
    text = _heading_text(line)
    found = read_labelled_heading(text.text) if text else None
    if found is None or text is None:
        return None
    return Heading(found.level, found.code, Printed(found.title, text.cells), line.is_row, labelled=True)


def section_label(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A label of the rows below it, alone on its line: `Целевые индикаторы:`."""
    text = _heading_text(line)
    found = read_section_label(text.text) if text else None
    return Section(found.kind, line.cells) if found and not found.rest else None


def labelled_indicator(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """An indicator behind its label on the same line: `НЫСАНАЛЫ ИНДИКАТОР: …`."""
    found = read_section_label(line.lone.text) if line.lone else None
    if found is None or found.kind is not SectionKind.INDICATORS or line.lone is None:
        return None
    return _sentence(Printed(found.rest, line.lone.cells))


def indicator_sentence(line: Line, seen: Seen, style: Style) -> Outcome | None:
    """An indicator written as a sentence: below the label, or anywhere under a direction where it holds numbers by year."""
    if line.lone is None or (line.is_row and line.fields is not None):
        return None
    text, coded = line.lone.text, split_code(line.lone.text)
    in_section = seen.section is SectionKind.INDICATORS
    if in_section and coded and _begins_next_direction(coded, seen, style):
        return None
    if in_section and (coded or has_series(text) or not isinstance(seen.open, Sentence)):
        return _sentence(line.lone)
    if in_section and isinstance(seen.open, Sentence) and (is_open(seen.open.text.text) or not text[0].isupper()):
        return Continuation(line)
    if in_section:
        return _sentence(line.lone)
    return _sentence(line.lone) if coded and has_series(text) and seen.direction is not None else None


def coded_heading(line: Line, seen: Seen, style: Style) -> Outcome | None:
    """A heading that has a number and no label: outside the table, or a row with nothing but a name."""
    text = _heading_text(line)
    coded = split_code(text.text) if text else None
    if text is None or coded is None or text.text.endswith(";"):
        return None
    in_rows = line.fields is not None
    if not in_rows and (style.labels_direction if coded.depth == 1 else style.labels_task):
        return None
    if in_rows and (_is_row_without_numbers(coded, seen) or (coded.depth == 1 and style.rows_flat)):
        return None
    level = Level.DIRECTION if coded.depth == 1 else None
    return Heading(level, coded.code, Printed(coded.rest, text.cells), in_rows, labelled=False)


# ---- rows ------------------------------------------------------------------------------------------------------------------------------


def continuation(line: Line, seen: Seen, style: Style) -> Outcome | None:
    """The second half of a row or heading that a page break cut: no number of its own, no values, and the first half is open to it."""
    if seen.open is None or isinstance(seen.open, Sentence):
        return None
    if line.fields is None:
        return _text_continuation(line, seen)
    fields = line.fields
    if not _only_open_texts(fields, seen.open, seen, style):
        return None
    if fields.name is None:
        return Continuation(line)
    text = fields.name.text
    if is_list_label(text) and not is_open(seen.open_text):
        return None
    if is_open(seen.open_text) or (seen.cut and (text[0].islower() or style.rows_coded)):
        return Continuation(line)
    return Continuation(line, doubtful=True) if text[0].islower() and not fields.unit else None


def completed_heading(line: Line, seen: Seen, style: Style) -> Outcome | None:
    """The second half of a row whose first half was only a name, its values standing beside the second."""
    fields = line.fields
    if not (style.rows_coded and seen.cut and fields and fields.code is None and fields.has_marks and fields.name):
        return None
    is_row_heading = isinstance(seen.open, Heading) and seen.open.in_table and not seen.open.labelled
    return Continuation(line) if is_row_heading else None


def list_label(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A row that only leads to the rows below it: `оның ішінде:`."""
    fields = line.fields
    if fields is None or fields.name is None or fields.has_marks or fields.stakeholders or fields.executors or not is_list_label(fields.name.text):
        return None
    return Section(SectionKind.OF_WHICH, line.cells)


def section_heading(line: Line, seen: Seen, style: Style) -> Outcome | None:
    """A heading with neither label nor number, in a document that has no other headings: `Спорт` above its rows.

    Where the rows have numbers of several parts, the headings that those come from are missing, and nothing stands in for them.
    """
    if style.has_headings or line.lone is None or (style.rows_coded and not style.rows_flat):
        return None
    in_table = line.fields is not None and line.fields.is_name_only and line.fields.name is not None and bool(line.fields.values)
    if in_table or (not line.is_row and seen.next_is_row):
        return Heading(Level.DIRECTION, None, line.lone, line.is_row, labelled=False)
    return None


def measure(line: Line, seen: Seen, _style: Style) -> Outcome | None:
    """A row of a table that has a name: a measure, or an indicator below the label of indicators."""
    fields = line.fields
    if fields is None or (fields.name is None and fields.code_cell is None):
        return None
    name = fields.name or Printed("", ())
    return Entry(
        fields.code,
        fields.code_cell,
        name,
        fields.unit,
        seen.above,
        fields.values,
        fields.stakeholders,
        fields.executors,
        seen.section is SectionKind.INDICATORS,
        any(column.role == "unit" for column in line.layout.columns) if line.layout else False,
        line.place,
        fields.shifted,
    )


# ---- what the rules have in common -----------------------------------------------------------------------------------------------------


def _heading_text(line: Line) -> Printed | None:
    """The text that may be a heading: a paragraph, the only cell of a row, or a number and a name in their own columns."""
    if line.lone is not None:
        in_name = line.fields is None or line.fields.name is not None or line.fields.code_cell is not None
        return line.lone if in_name and not line.header else None
    fields = line.fields
    if fields and fields.is_name_only and fields.code_cell and fields.name:
        return Printed(f"{fields.code}. {fields.name.text}", line.cells)
    return None


def _sentence(printed: Printed) -> Sentence:
    coded = split_code(printed.text)
    return Sentence(coded.code, Printed(coded.rest, printed.cells)) if coded else Sentence(None, printed)


def _begins_next_direction(coded: Coded, seen: Seen, style: Style) -> bool:
    """Whether a number below the label of indicators is that of the next direction rather than of the next indicator."""
    if coded.depth != 1 or style.labels_direction or not seen.direction or has_series(coded.rest):
        return False
    last = seen.open.code if isinstance(seen.open, Sentence) else None
    return is_next(coded.code, seen.direction) and not (last and is_next(coded.code, last))


def _is_row_without_numbers(coded: Coded, seen: Seen) -> bool:
    """Whether a name alone is the next measure of its task, its numbers being left out, rather than a heading."""
    last = seen.open.code if isinstance(seen.open, Entry) else None
    return bool(last and seen.task and is_next(coded.code, last) and is_below(coded.code, seen.task))


def _only_open_texts(fields: Fields, open_reading: Heading | Entry, seen: Seen, style: Style) -> bool:
    """Whether a row holds nothing that the open reading could not go on with."""
    if fields.code or fields.code_cell or fields.has_marks or fields.others or fields.repeated or fields.extra:
        return False
    if isinstance(open_reading, Heading):
        return open_reading.in_table and fields.is_name_only
    return not fields.unit or fields.name is None or (seen.cut and style.rows_coded)


def _text_continuation(line: Line, seen: Seen) -> Continuation | None:
    """A line of text that goes on with a heading, or between two rows with the row above."""
    if line.lone is None or split_code(line.lone.text):
        return None
    goes_on = line.lone.text[0].islower() or is_open(seen.open_text)
    in_table = isinstance(seen.open, Entry) or (isinstance(seen.open, Heading) and seen.open.in_table)
    if in_table:
        return Continuation(line) if goes_on and seen.cut and seen.next_is_row else None
    return Continuation(line) if goes_on else None


# ---- what is left ----------------------------------------------------------------------------------------------------------------------


def front_line(line: Line, seen: Seen, style: Style) -> Outcome | None:
    """A line above the first heading and the first table."""
    if line.lone is None or line.layout is not None or seen.direction is not None or seen.open is not None:
        return None
    return FrontLine(line.lone, line.starts_block)


def lost_series(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A sentence with numbers by year where no indicator is expected."""
    if line.lone is None or line.is_row or not has_series(line.lone.text):
        return None
    return Flagged(Finding("series_not_read", line.place, line.lone.text, flags=line.cells))


def prose(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """Plain text outside the tables."""
    return Ignored(line.cells) if not line.is_row or (line.layout is None and line.lone is not None) else None


def unread_row(line: Line, _seen: Seen, _style: Style) -> Outcome | None:
    """A row that no record can use."""
    return Flagged(Finding("cell_not_used", line.place, " | ".join(cell.text for cell in line.cells), flags=line.cells))


ROW_RULES: tuple[Rule, ...] = (
    header,
    repeated_header,
    column_numbers,
    rule_of_dashes,
    page_number,
    table_continues,
    caption,
    footnote,
    transition,
    labelled_heading,
    section_label,
    labelled_indicator,
    running_header,
    indicator_sentence,
    continuation,
    completed_heading,
    coded_heading,
    list_label,
    section_heading,
    measure,
    front_line,
    lost_series,
    prose,
    unread_row,
)
