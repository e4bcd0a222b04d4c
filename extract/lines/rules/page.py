"""Rules for what stands on every page or belongs to a table as such: headers, page numbers, rules of dashes, captions, notes."""

from __future__ import annotations

import re

from jospar.extract.columns.stitch import announces_part
from jospar.extract.columns.tables import HeaderPart, SourceLine, is_rule_of_dashes
from jospar.extract.document import Finding, Paragraph, Printed
from jospar.extract.lines.document_style import DocumentStyle, running_text
from jospar.extract.lines.headings import is_contents_entry, is_line_label, is_page_number, is_titled_caption, may_be_unit
from jospar.extract.lines.readings import Flagged, Ignored, Section, SectionKind
from jospar.extract.lines.rules.base import RuleOutcome, Seen
from jospar.extract.words.figures import is_one_number
from jospar.extract.words.years import YEAR

# A number with a word of its own behind it, a year or a day aside: `40 мың теңге`.
_AMOUNT = re.compile(rf"(?!{YEAR})\d[\d\s.,]*(?:\s[^\W\d_]{{2,}}\.?){{1,3}}")
_NOTE_MARKS = ("*", *"¹²³⁴⁵⁶⁷⁸⁹")


def header(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """The header of a table."""
    return Ignored(line.cells) if line.header is HeaderPart.HEADER else None


def repeated_header(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """The header again, as after a page break."""
    return Ignored(line.cells) if line.header is HeaderPart.REPEATED else None


def column_numbers(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row that numbers the columns."""
    return Ignored(line.cells) if line.header is HeaderPart.COLUMN_NUMBERS else None


def rule_of_dashes(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line that is ruled, not written."""
    return Ignored(line.cells) if is_rule_of_dashes(line) else None


def page_margin(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line that belongs to the page rather than to the text, as its header or footer, where the format tells the two apart."""
    return Ignored(line.cells) if isinstance(line.block, Paragraph) and line.block.runs else None


def page_number(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A page number, alone on its line."""
    lone = line.lone
    first_column = (
        not line.is_row
        or line.fields is None
        or (lone is not None and line.fields.name is not None and line.fields.name.cells == lone.cells)
    )
    return Ignored(line.cells) if lone and first_column and is_page_number(lone.text) else None


def running_header(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A line that stands on several pages; its first print above the first heading is the title, which the others repeat."""
    first = style.running.get(running_text(line.lone.text)) if line.lone else None
    is_title = first == line.place and seen.at_front
    if first is None or is_title or _may_be_unit(line, seen):
        return None
    return Ignored(line.cells)


def _may_be_unit(line: SourceLine, seen: Seen) -> bool:
    """Whether a line right above a table, of a document that shows no pages, may be the unit that each table repeats."""
    above_table = line.lone is not None and line.place.page is None and (seen.next_is_header or seen.next_is_repeat)
    return above_table and line.lone is not None and may_be_unit(line.lone.text) and not any(map(str.isdigit, line.lone.text))


def table_continues(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line that says that the table goes on."""
    return Ignored(line.cells) if line.lone and announces_part(line.lone.text) else None


def other_table(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row of a table that holds no measures, such as one of risks, or whose header is not understood; one cell may still be a heading."""
    if line.fields is None or line.layout is None or line.layout.holds_measures or line.lone is not None:
        return None
    if line.layout.is_unknown:
        header = line.layout.columns[0].header
        return Flagged(Finding("table_unknown", header.place, header.text, flags=line.cells))
    if any(is_one_number(cell.text) or _AMOUNT.fullmatch(cell.text) for cell in line.cells[1:]):
        header = next((column.header for column in line.layout.columns if column.header.cells), Printed("", ()))
        return Flagged(Finding("table_unknown", header.place, header.text, flags=line.cells))
    return Ignored(line.cells)


def caption(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """The number of a table or an annex, its title perhaps behind it."""
    text = line.lone.text if line.lone else ""
    is_caption = is_line_label(text, "caption") or (not line.is_row and is_titled_caption(text))
    return Ignored(line.cells) if text and is_caption else None


def footnote(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A footnote, which a star or a raised number stands before, or a remark below a table."""
    text = line.lone.text if line.lone else ""
    return Ignored(line.cells) if text.startswith(_NOTE_MARKS) or (text and is_line_label(text, "note")) else None


def transition(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A sentence that leads from the indicators to the tasks."""
    return Section(SectionKind.MEASURES, line.cells) if line.lone and is_line_label(line.lone.text, "transition") else None


def contents_entry(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line of a list of contents: a title and its page, parted by dots or by a tab above the first table."""
    if line.lone is not None:
        return Ignored(line.cells) if is_contents_entry(line.lone.text) else None
    title_and_page = line.is_row and line.layout is None and len(line.cells) == 2
    return Ignored(line.cells) if title_and_page and is_page_number(line.cells[1].text) and not is_page_number(line.cells[0].text) else None


def label_in_other_table(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row of one cell in a table that holds no measures, once it is no heading."""
    in_other = line.fields is not None and line.layout is not None and not line.layout.holds_measures
    return Ignored(line.cells) if in_other else None
