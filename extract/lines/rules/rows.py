"""Rules for the rows of tables: measures, the halves that page breaks cut them into, and rows that only lead to others."""

from __future__ import annotations

from dataclasses import replace

from jospar.extract.columns.column import ColumnRole, TableLayout
from jospar.extract.columns.fields import Fields
from jospar.extract.columns.stitch import is_open
from jospar.extract.columns.tables import SourceLine
from jospar.extract.document import Finding, Printed, Row
from jospar.extract.limits import MAX_CELL_CHARS
from jospar.extract.lines.document_style import DocumentStyle
from jospar.extract.lines.headings import is_list_label, may_be_unit, read_section_label
from jospar.extract.lines.readings import EntryRow, Flagged, Heading, RowGroup, Section, SectionKind, Sentence, TableUnit
from jospar.extract.lines.rules.base import Continuation, RuleOutcome, Seen
from jospar.extract.words.codes import is_next, split_code
from jospar.extract.words.labels import begins_with, find_label, words_of


def merged_row(line: SourceLine, seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A further line of the row above: its name and all else are merged over both, and it has nothing of its own but parties."""
    fields, above = line.fields, seen.open
    if fields is None or fields.name is None or not isinstance(above, EntryRow) or not _is_same(fields.name, above.name):
        return None
    own = {id(cell) for cell in line.cells}
    parties = [printed for printed in (fields.stakeholders, fields.executors) if printed and id(printed.cells[0]) in own]
    if len(parties) < len(own):
        return None
    stakeholders, executors = (printed if printed in parties else None for printed in (fields.stakeholders, fields.executors))
    rest = replace(fields, name=None, unit=None, values=(), stakeholders=stakeholders, executors=executors)
    return Continuation(replace(line, fields=rest), beside=True)


def _is_same(printed: Printed, other: Printed) -> bool:
    return bool(other.cells) and printed.cells[0] is other.cells[0]


def continuation(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """The second half of a row or heading that a page break cut: no number of its own, no values, and the first half is open to it."""
    if seen.open is None or isinstance(seen.open, Sentence) or len(seen.open_text) > MAX_CELL_CHARS:
        return None
    if line.fields is None:
        return _text_continuation(line, seen, style)
    fields = line.fields
    if (line.is_spanned and isinstance(seen.open, EntryRow)) or not _only_open_texts(fields, seen.open, seen, style):
        return None
    if fields.name is None:
        return Continuation(line)
    text = fields.name.text
    if seen.had_room_for(text) or (is_list_label(text) and not is_open(seen.open_text)):
        return None
    if is_open(seen.open_text) or (seen.cut and (text[0].islower() or style.rows_coded)):
        return Continuation(line)
    return Continuation(line, doubtful=True) if text[0].islower() and not fields.unit and style.rows_coded else None


def completed_row(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """The second half of a row whose first half was only a number and a name, its values standing beside the second."""
    fields = line.fields
    if not (style.rows_coded and seen.cut and fields and fields.code is None and fields.has_marks and fields.name):
        return None
    if isinstance(seen.open, EntryRow):
        return Continuation(line) if seen.open.code and seen.open.is_name_only else None
    if not isinstance(seen.open, Heading) or seen.open.labelled:
        return None
    code, last = seen.open.code, seen.measure
    is_next_measure = code is not None and last is not None and is_next(code, last)
    return Continuation(line) if seen.open.in_table or is_next_measure else None


def list_label(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row that only leads to the rows below it: `оның ішінде:`."""
    fields = line.fields
    if fields is None or fields.name is None or not replace(fields, unit=None).is_name_only or not is_list_label(fields.name.text):
        return None
    # `15 | Закупить для районов:` names the whole itself, `оның ішінде` is of the row above.
    names_whole = fields.code is not None and read_section_label(fields.name.text) is None
    return Section(SectionKind.OF_WHICH, line.cells, fields.name if names_whole else None)


def key_and_value(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row of facts about the table: a key, and a value that is merged over the years and over what stands beside them."""
    if not isinstance(line.block, Row) or line.layout is None or line.fields is None or len(line.cells) != 2:
        return None
    roles = [column.role for column, cell in zip(line.layout.columns, line.block.cells, strict=False) if cell is line.cells[1]]
    if ColumnRole.VALUE not in roles or set(roles) == {ColumnRole.VALUE} or roles[0] in (ColumnRole.NUMBER, ColumnRole.NAME):
        return None
    return Flagged(Finding("cell_not_used", line.place, " | ".join(cell.text for cell in line.cells), flags=line.cells))


def row_group(line: SourceLine, _seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A row of nothing but a name that heads the rows below it: merged over all columns, or without a number where the rows have one."""
    fields = line.fields
    if fields is None or fields.name is None or fields.code is not None or not fields.is_name_only:
        return None
    if line.layout is None or not line.layout.holds_measures or begins_with(fields.name.text, "line", "total"):
        return None
    is_uncoded = style.rows_flat and fields.code_cell is None
    return RowGroup(fields.name) if line.is_spanned or is_uncoded else None


def nameless_row(line: SourceLine, seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row without a name that has more than numbers: another term, source or executor of what the row above is about.

    Numbers alone may as well be a total of the rows above.
    """
    fields, above = line.fields, seen.open
    if fields is None or fields.name is not None or fields.code_cell is not None or seen.cut or seen.layout is not line.layout:
        return None
    beside = fields.facts or fields.executors or fields.stakeholders
    if fields.extra or fields.repeated or not fields.has_values:
        return None
    if isinstance(above, EntryRow) and above.is_name_only:
        return Continuation(line)
    # Right below a row that heads others it is one of that name.
    name = above.name if isinstance(above, EntryRow) else seen.group if above is None else None
    return replace(read_entry(line, fields, seen), name=name, name_above=True) if beside and name is not None else None


def measure(line: SourceLine, seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A row of a table that has a name: a measure, or an indicator below the label of indicators."""
    fields = line.fields
    if fields is None or (fields.name is None and fields.code_cell is None):
        return None
    return read_entry(line, fields, seen)


def read_entry(line: SourceLine, fields: Fields, seen: Seen) -> EntryRow:
    """The entry that a row is by the columns of its table."""
    return EntryRow(
        code=fields.code,
        code_cell=fields.code_cell,
        name=fields.name or Printed("", ()),
        unit=fields.unit,
        unit_above=seen.above,
        values=fields.values,
        stakeholders=fields.stakeholders,
        executors=fields.executors,
        facts=fields.facts,
        table_units=(*_unit_in_header(line.layout), *seen.table_units),
        is_indicator=seen.section is SectionKind.INDICATORS,
        has_unit_column=line.layout is not None and line.layout.find(ColumnRole.UNIT) is not None,
        place=line.place,
        shifted=fields.shifted,
        table_title=seen.table_title,
        section=_section(fields, seen),
        due_year=due.year if (due := line.layout.find(ColumnRole.DUE) if line.layout else None) else "",
    )


def _section(fields: Fields, seen: Seen) -> Printed | None:
    """What heads a row: the row that it is a part of, else the one above its part of the table."""
    if seen.whole is not None and fields.code is None:
        return seen.whole
    return fields.group or seen.kind or seen.group


def _unit_in_header(layout: TableLayout | None) -> tuple[Printed, ...]:
    """What may be a unit in the header of the names."""
    name = layout.find(ColumnRole.NAME) if layout else None
    return (Printed(name.unit, name.header.cells),) if name and name.unit else ()


def table_unit(line: SourceLine, seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A line right above a table that is written as a unit is: in brackets, behind the label of units, or on its own in lower case."""
    if line.lone is None or line.is_row or not (seen.next_is_header or seen.next_is_repeat):
        return None
    text = line.lone.text
    label, colon, rest = text.partition(":")
    found = find_label(words_of(label), "column") if colon else None
    if found is not None and found.code == "unit" and rest.strip():
        return TableUnit(Printed(rest.strip(), line.lone.cells))
    if not may_be_unit(text) or (text[0].islower() and not (line.starts_block and seen.next_is_header)):
        return None
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return TableUnit(Printed(bare, line.lone.cells))


def _only_open_texts(fields: Fields, open_reading: Heading | EntryRow, seen: Seen, style: DocumentStyle) -> bool:
    """Whether a row holds nothing that the open reading could not go on with."""
    if fields.code or fields.code_cell or fields.has_marks or fields.others or fields.repeated or fields.extra:
        return False
    if isinstance(open_reading, Heading):
        return open_reading.in_table and fields.is_name_only
    return not fields.unit or fields.name is None or (seen.cut and style.rows_coded)


def _text_continuation(line: SourceLine, seen: Seen, style: DocumentStyle) -> Continuation | None:
    """A line of text that goes on with a heading, or, where a page break cut the table, with the row above."""
    if line.lone is None or split_code(line.lone.text):
        return None
    first = line.lone.text[0]
    begins_low = first.islower()
    begins_within = begins_low or first == "(" or first.isdigit()
    if not (isinstance(seen.open, EntryRow) or (isinstance(seen.open, Heading) and seen.open.in_table)):
        is_label = line.lone.text.endswith(":")
        return Continuation(line) if is_open(seen.open_text) or (begins_within and not is_label) else None
    # What stands right above another table belongs to that one.
    if not seen.cut or ((seen.next_is_header or seen.next_is_repeat) and not is_open(seen.open_text)):
        return None
    if begins_low and not seen.next_is_row and line.lone.text.endswith(";"):
        return None  # an item of a list below the table
    if begins_low or not seen.open_text or (seen.next_is_row and (begins_within or is_open(seen.open_text))):
        return Continuation(line)
    return Continuation(line, doubtful=True) if style.rows_coded and style.has_headings and seen.next_is_row else None
