"""Reads the lines of a document one after the other: asks the rules, joins continuations, keeps what later lines depend on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from jospar.extract.columns.column import ColumnRole, TableLayout
from jospar.extract.columns.stitch import join_lines, join_printed
from jospar.extract.columns.tables import HeaderPart, SourceLine
from jospar.extract.document import Finding, Paragraph, Place, Printed
from jospar.extract.lines.document_style import DocumentStyle
from jospar.extract.lines.headings import is_line_label, is_page_number, is_sentence
from jospar.extract.lines.readings import (
    EntryRow,
    Heading,
    HeadingLevel,
    Ignored,
    LineReading,
    PartHeading,
    RowGroup,
    Section,
    SectionKind,
    Sentence,
    TableUnit,
)
from jospar.extract.lines.rules import ROW_RULES
from jospar.extract.lines.rules.base import Continuation, RuleName, RuleOutcome, Seen
from jospar.extract.lines.rules.rows import read_entry

# What stands between the halves of a row that a page break cut.
_FURNITURE = frozenset(
    {
        RuleName.PAGE_MARGIN,
        RuleName.PAGE_NUMBER,
        RuleName.RUNNING_HEADER,
        RuleName.RULE_OF_DASHES,
        RuleName.COLUMN_NUMBERS,
        RuleName.TABLE_CONTINUES,
        RuleName.FOOTNOTE,
        RuleName.PROSE,
    }
)
_WORD = re.compile(r"[^\W\d_]+")
# Of the lines above a table so many may name its unit.
_LINES_ABOVE = 5
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class ReadLines:
    """The readings in order, the rule that decided each place, and what was noticed."""

    readings: tuple[LineReading, ...]
    rules: dict[Place, RuleName]
    findings: tuple[Finding, ...]


def read_lines(lines: Sequence[SourceLine], style: DocumentStyle) -> ReadLines:
    """What every line is. Total: a line that no rule takes is flagged by the last one."""
    readings: list[LineReading] = []
    rules: dict[Place, RuleName] = {}
    findings: list[Finding] = []
    words = _WordCounts(lines)
    ahead = _look_ahead(lines, style)
    seen = Seen()
    opened = -1
    for position, line in enumerate(lines):
        seen = _before(seen, line, ahead[position])
        outcome, rule = _decide(line, seen, style)
        rules.update((cell.place, rule) for cell in line.cells)
        if isinstance(outcome, Continuation):
            joined = _join(readings[opened], outcome, words, seen)
            readings[opened] = joined
            if outcome.doubtful:
                findings.append(Finding("continuation_doubtful", line.place, line.cells[0].text))
            # What goes on with a heading may be the unit of the table below it, printed as a line of its own.
            seen = replace(_above_next_table(seen, joined, line), open=joined, cut=False)
            continue
        readings.append(outcome)
        if isinstance(outcome, Heading | EntryRow | Sentence):
            opened = len(readings) - 1
        seen = _after(seen, outcome, rule, line)
    return ReadLines(tuple(readings), rules, tuple(findings))


def _decide(line: SourceLine, seen: Seen, style: DocumentStyle) -> tuple[RuleOutcome, RuleName]:
    for name, rule in ROW_RULES:
        outcome = rule(line, seen, style)
        if outcome is not None:
            return outcome, name
    raise AssertionError("the last rule takes every line")


def _look_ahead(lines: Sequence[SourceLine], style: DocumentStyle) -> list[tuple[SourceLine | None, str | None]]:
    """For each line of text the next line that is not the number of a table or a page, and the number of the first row below it.

    Where headings are plain lines, a sentence of prose does not count either. Rows look at nothing ahead.
    """
    ahead: list[tuple[SourceLine | None, str | None]] = []
    following: SourceLine | None = None
    code: str | None = None
    for line in reversed(lines):
        ahead.append((None, None) if line.is_row else (following, code))
        if line.is_row:
            following = line
            code = code if line.header else line.fields.code if line.fields else None
        elif line.lone is None or not _is_between(line.lone.text, style):
            following, code = line, None
    return ahead[::-1]


def _is_between(text: str, style: DocumentStyle) -> bool:
    return (not style.has_headings and is_sentence(text)) or is_line_label(text, "caption") or is_page_number(text)


def _before(seen: Seen, line: SourceLine, ahead: tuple[SourceLine | None, str | None]) -> Seen:
    """What is known once it is seen what a line stands between."""
    after, code = ahead
    row = after if after is not None and after.is_row else None
    is_row = row is not None and not row.header and row.layout is line.layout
    is_header = row is not None and (row.header is HeaderPart.HEADER or row.layout is not line.layout)
    cut, is_repeat = seen.cut or line.gap, row is not None and row.header is HeaderPart.REPEATED
    code = code if row is not None and row.header else None
    if (cut, is_row, is_header, is_repeat, code) == (seen.cut, seen.next_is_row, seen.next_is_header, seen.next_is_repeat, seen.next_code):
        return seen
    return replace(seen, cut=cut, next_is_row=is_row, next_is_header=is_header, next_is_repeat=is_repeat, next_code=code)


def _after(seen: Seen, outcome: LineReading, rule: RuleName, line: SourceLine) -> Seen:
    """What is known once a line has been read."""
    seen = seen if rule in _FURNITURE - {RuleName.PROSE} else _above_next_table(seen, outcome, line)
    match outcome:
        case Heading():
            is_direction = outcome.level is HeadingLevel.DIRECTION
            below_header = outcome.in_table and outcome.level is not HeadingLevel.TASK
            return replace(
                seen,
                section=seen.named if below_header else None,
                open=outcome,
                direction=outcome.code or "" if is_direction else seen.direction,
                task=None if is_direction else outcome.code,
                cut=False,
                group=None,
                kind=None,
                whole=None,
            )
        case EntryRow():
            above = seen.above if outcome.is_ditto else outcome.unit
            whole = None if outcome.code else seen.whole
            kind = (line.fields.group if line.fields else None) or seen.kind
            return replace(seen, open=outcome, cut=False, above=above, measure=outcome.code, whole=whole, kind=kind)
        case Sentence():
            return replace(
                seen, open=outcome, cut=False, section=SectionKind.INDICATORS if rule is RuleName.LABELLED_INDICATOR else seen.section
            )
        case Section(kind=SectionKind.OF_WHICH):
            above = seen.open.name if isinstance(seen.open, EntryRow) and seen.open.code else None
            return replace(seen, open=None, cut=False, whole=outcome.whole or above)
        case RowGroup():
            return replace(seen, open=None, cut=False, group=outcome.printed, kind=None, whole=None)
        case Section():
            return replace(seen, open=None, cut=False, section=outcome.kind)
        case PartHeading():
            ended = replace(seen, open=None, section=None, direction=None, task=None, measure=None, cut=True)
            return replace(ended, group=None, kind=None, whole=None)
        case TableUnit():
            return replace(seen, unit_line=outcome.printed, cut=True)
        case Ignored():
            return _after_ignored(seen, rule, line)
        case _:
            return seen


def _after_ignored(seen: Seen, rule: RuleName, line: SourceLine) -> Seen:
    """What is known once a line has been passed over."""
    if rule is RuleName.HEADER and line.layout is not None:
        return _after_header(seen, line.layout)
    if rule is RuleName.REPEATED_HEADER:
        return _after_repeated_header(seen)
    ends_heading = rule is RuleName.PROSE and isinstance(seen.open, Heading) and not seen.open.in_table
    # What stands below the number of a table or an annex is of that one.
    if ends_heading or (rule is RuleName.CAPTION and isinstance(seen.open, EntryRow)):
        return replace(seen, open=None, cut=True)
    return replace(seen, cut=True) if rule in _FURNITURE else seen


def _above_next_table(seen: Seen, outcome: LineReading, line: SourceLine) -> Seen:
    """The lines between the last row and the next table, the nearest first; page margins and the like are not of them."""
    if line.is_row:
        is_data = not line.header and isinstance(outcome, EntryRow) and seen.above_table
        return replace(seen, above_table=(), titles=()) if is_data else seen
    if line.lone is None or (isinstance(line.block, Paragraph) and line.block.runs) or is_page_number(line.lone.text):
        return seen
    printed = outcome.printed if isinstance(outcome, TableUnit) else line.lone
    is_title = isinstance(outcome, Ignored) and len(printed.text) <= _LONGEST_TITLE and not is_sentence(printed.text)
    titles = (printed, *seen.titles)[:_LINES_ABOVE] if is_title else seen.titles
    return replace(seen, above_table=(printed, *seen.above_table)[:_LINES_ABOVE], titles=() if isinstance(outcome, Heading) else titles)


def _after_header(seen: Seen, layout: TableLayout) -> Seen:
    """What is known below a header: what it says that its rows are; else a table after sentences holds the measures."""
    if seen.layout is not layout:
        named = SectionKind(layout.names_what) if layout.names_what else None
        return replace(
            seen,
            open=None,
            cut=False,
            above=None,
            section=named or _table_section(seen),
            named=named,
            unit_line=None,
            table_units=seen.above_table,
            above_table=(),
            table_title=next(iter(seen.titles), None),
            titles=(),
            group=None,
            kind=None,
            whole=None,
            layout=layout,
        )
    return seen


def _after_repeated_header(seen: Seen) -> Seen:
    """What is known below a header that is printed again: after a page break all as before, else what a new table begins with.

    A table begins anew below a heading, a label or sentences of its own, and below any line that is no part of a page's margin.
    """
    goes_on = isinstance(seen.open, EntryRow) or (isinstance(seen.open, Heading) and seen.open.in_table)
    if goes_on and not seen.above_table:
        return replace(seen, cut=True)
    section = seen.section if isinstance(seen.open, EntryRow) else seen.named or _table_section(seen)
    still_open = seen.open if isinstance(seen.open, Heading) and seen.named is None else None
    # The lower rows of a header of several have nothing above them.
    units = seen.above_table or seen.table_units
    title = next(iter(seen.titles), seen.table_title)
    seen = replace(seen, table_title=title, titles=(), group=None, kind=None, whole=None)
    return replace(seen, open=still_open, cut=True, above=None, section=section, table_units=units, above_table=(), unit_line=None)


def _table_section(seen: Seen) -> SectionKind | None:
    """What the rows of a table are whose header does not say: what the label above says, but measures below sentences of indicators."""
    return None if isinstance(seen.open, Sentence) else seen.section


def _join(open_reading: LineReading, continuation: Continuation, words: _WordCounts, seen: Seen) -> Heading | EntryRow | Sentence:
    """The open reading with its second half; a heading or a bare name becomes a row where the second half has values."""
    line = continuation.line
    fields = line.fields
    text = fields.name if fields else line.lone
    match open_reading:
        case Sentence():
            return replace(open_reading, text=join_printed(open_reading.text, text, words.count) or open_reading.text)
        case Heading():
            title = join_printed(open_reading.title, text, words.count) or open_reading.title
            if fields is None or not fields.has_marks:
                return replace(open_reading, title=title)
            return replace(read_entry(line, fields, seen), code=open_reading.code, name=title, place=title.place)
        case EntryRow():
            join_parties = join_lines if continuation.beside else partial(join_printed, count=words.count)
            name = join_printed(open_reading.name, text, words.count) or open_reading.name
            if fields is None:
                return replace(open_reading, name=name)
            return replace(
                open_reading,
                name=name,
                unit=join_printed(open_reading.unit, fields.unit, words.count),
                values=fields.values if fields.has_marks else open_reading.values,
                shifted=open_reading.shifted or (fields.shifted and not continuation.beside),
                stakeholders=join_parties(open_reading.stakeholders, fields.stakeholders),
                executors=join_parties(open_reading.executors, fields.executors),
                facts=_join_facts(open_reading.facts, fields.facts, words),
            )
        case _:
            raise AssertionError("only headings, entries and sentences go on")


def _join_facts(
    first: Mapping[ColumnRole, Printed], second: Mapping[ColumnRole, Printed], words: _WordCounts
) -> Mapping[ColumnRole, Printed]:
    joined = {role: join_printed(first.get(role), second.get(role), words.count) for role in (*first, *second)}
    return {role: printed for role, printed in joined.items() if printed is not None}


class _WordCounts:
    """The words of a document, looked up where a cut text is joined."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self._lines = lines

    @cached_property
    def _text(self) -> str:
        return "\n".join(cell.text for line in self._lines for cell in line.cells).lower()

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

    def count(self, word: str) -> int:
        """How often the document has a word, whatever its case."""
        return self._counts[word.lower()] if word.lower() in self._text else 0
