"""Rules for headings, for the labels of what stands below them, and for indicators that are sentences."""

from __future__ import annotations

from jospar.extract.columns.stitch import is_open
from jospar.extract.columns.tables import SourceLine
from jospar.extract.document import Printed
from jospar.extract.limits import MAX_CELL_CHARS
from jospar.extract.lines.document_style import DocumentStyle, depth_of
from jospar.extract.lines.headings import has_series, is_sentence, read_labelled_heading, read_section_label
from jospar.extract.lines.readings import EntryRow, Heading, HeadingLevel, LevelReason, PartHeading, Section, SectionKind, Sentence
from jospar.extract.lines.rules.base import Continuation, RuleOutcome, Seen, heading_text
from jospar.extract.words.codes import Coded, is_below, is_next, split_code


def labelled_heading(line: SourceLine, _seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A heading that names its level: `Цель 1.1. …`, also where the label and the title have a cell each."""
    text = _label_and_title(line) or heading_text(line)
    found = read_labelled_heading(text.text) if text else None
    if found is None or text is None:
        return None
    title = Printed(found.title, text.cells)
    if found.level is not HeadingLevel.PART:
        return Heading(found.level, found.code, title, line.is_row, labelled=True, reason=LevelReason.LABEL)
    # Where directions name themselves a part is above them; elsewhere it may be what stands for one, if it has rows.
    if style.labels_direction:
        return PartHeading(text.cells)
    return Heading(HeadingLevel.DIRECTION, found.code, title, line.is_row, labelled=False, reason=LevelReason.PART)


def section_label(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """A label of the rows below it, alone on its line: `Целевые индикаторы:`."""
    text = heading_text(line)
    found = read_section_label(text.text) if text else None
    return Section(found.kind, line.cells) if found and not found.rest else None


def labelled_indicator(line: SourceLine, _seen: Seen, _style: DocumentStyle) -> RuleOutcome | None:
    """An indicator behind its label on the same line: `НЫСАНАЛЫ ИНДИКАТОР: …`."""
    found = read_section_label(line.lone.text) if line.lone else None
    if found is None or found.kind is not SectionKind.INDICATORS or line.lone is None:
        return None
    return _sentence(Printed(found.rest, line.lone.cells))


def indicator_sentence(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """An indicator written as a sentence: below the label, or anywhere under a direction where it holds numbers by year."""
    if line.lone is None or (line.fields is not None and not line.fields.is_name_only):
        return None
    text, coded = line.lone.text, split_code(line.lone.text)
    if seen.section is not SectionKind.INDICATORS:
        return _sentence(line.lone) if coded and _is_unlabelled_indicator(text, seen) else None
    if coded and (_begins_next_direction(coded, seen, style) or _heads_next_table(coded, seen)):
        return None
    if coded is None and isinstance(seen.open, Sentence) and len(seen.open_text) <= MAX_CELL_CHARS and _goes_on(text, seen.open):
        return Continuation(line)
    if has_series(text):
        return _sentence(line.lone)
    # Below rows of indicators there are no sentences; a row of one cell is one only where it is numbered.
    if isinstance(seen.open, EntryRow):
        return None
    return _sentence(line.lone) if line.fields is None or (coded and coded.depth == 1) else None


def _is_unlabelled_indicator(text: str, seen: Seen) -> bool:
    """Whether a numbered sentence with numbers by year stands right below a direction or another such; items of lists end with `;`."""
    below_direction = isinstance(seen.open, Heading) and seen.open.level is HeadingLevel.DIRECTION and not seen.open.in_table
    return has_series(text) and not text.endswith(";") and (below_direction or isinstance(seen.open, Sentence))


def _heads_next_table(coded: Coded, seen: Seen) -> bool:
    """Whether a number is that of the table right below: its rows carry it on, or it follows series by year that have no numbers."""
    if has_series(coded.rest):
        return False
    if seen.next_code is not None and is_below(seen.next_code, coded.code):
        return True
    above_table = (seen.next_is_header or seen.next_is_repeat) and is_below(coded.code, seen.direction or "")
    return above_table and isinstance(seen.open, Sentence) and seen.open.code is None and has_series(seen.open_text)


def _goes_on(text: str, sentence: Sentence) -> bool:
    """Whether a line without a number goes on with the sentence above rather than beginning one of its own."""
    if is_open(sentence.text.text) or not (text[0].isupper() or text[0] in '«"'):
        return True
    return sentence.code is not None and not sentence.text.text.endswith((".", ";", ":"))


def coded_heading(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A heading that has a number and no label: outside the table, or a row with nothing but a name."""
    text = heading_text(line)
    coded = split_code(text.text) if text else None
    if text is None or coded is None or text.text.endswith(";"):
        return None
    in_rows = line.fields is not None
    if not in_rows and (style.labels_direction if coded.depth == 1 else style.labels_task):
        return None
    if in_rows and not line.is_spanned and (_is_row_without_numbers(coded, seen) or (coded.depth == 1 and style.rows_flat)):
        return None
    level, reason = (HeadingLevel.DIRECTION, LevelReason.ONE_NUMBER) if coded.depth == 1 else (None, None)
    return Heading(level, coded.code, Printed(coded.rest, text.cells), in_rows, labelled=False, reason=reason)


def chapter(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A numbered line of text in a document whose directions name themselves: below rows, or in capitals, it begins another part."""
    if line.lone is None or line.is_row or not style.labels_direction:
        return None
    coded = split_code(line.lone.text)
    if coded is None or coded.depth > 1 or line.lone.text.endswith(";"):
        return None
    return PartHeading(line.cells) if isinstance(seen.open, EntryRow) or (seen.direction is not None and coded.rest.isupper()) else None


def styled_heading(line: SourceLine, _seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A heading by its style alone, in a document whose headings have neither labels nor numbers."""
    level = style.depths.get(depth_of(line) or 0)
    if level is None or line.lone is None or is_sentence(line.lone.text):
        return None
    return Heading(level, None, line.lone, in_table=False, labelled=False, reason=LevelReason.STYLE)


def section_heading(line: SourceLine, seen: Seen, style: DocumentStyle) -> RuleOutcome | None:
    """A heading with neither label nor number, in a document that has no other headings: `Спорт` above its rows.

    Where the rows have numbers of several parts, the headings that those come from are missing, and nothing stands in for them.
    """
    if style.has_headings or style.depths or line.lone is None or (style.rows_coded and not style.rows_flat) or is_sentence(line.lone.text):
        return None
    in_table = line.fields is not None and line.fields.is_name_only and line.fields.name is not None and bool(line.fields.values)
    if in_table or (not line.is_row and (seen.next_is_row or seen.next_is_header or seen.next_is_repeat)):
        coded = split_code(line.lone.text)
        title = Printed(coded.rest, line.lone.cells) if coded else line.lone
        code = coded.code if coded else None
        return Heading(HeadingLevel.DIRECTION, code, title, line.is_row, labelled=False, reason=LevelReason.ABOVE_ROWS)
    return None


def _label_and_title(line: SourceLine) -> Printed | None:
    """The text of a row that has two cells, the first of which is no more than the label of a heading and its number."""
    if not line.is_row or line.header or len(line.cells) != 2:
        return None
    label, title = (cell.text for cell in line.cells)
    found = read_labelled_heading(label)
    if found is None or found.code is None or found.title or not any(map(str.isalpha, title)):
        return None
    return Printed(f"{label} {title}", line.cells)


def _sentence(printed: Printed) -> Sentence:
    coded = split_code(printed.text)
    return Sentence(coded.code, Printed(coded.rest, printed.cells)) if coded else Sentence(None, printed)


def _begins_next_direction(coded: Coded, seen: Seen, style: DocumentStyle) -> bool:
    """Whether a number below the label of indicators is that of the next direction rather than of the next indicator."""
    if coded.depth != 1 or style.labels_direction or not seen.direction or has_series(coded.rest):
        return False
    last = seen.open.code if isinstance(seen.open, Sentence) else None
    return is_next(coded.code, seen.direction) and not (last and is_next(coded.code, last))


def _is_row_without_numbers(coded: Coded, seen: Seen) -> bool:
    """Whether a name alone is the next measure of its task, its numbers being left out, rather than a heading."""
    last = seen.open.code if isinstance(seen.open, EntryRow) else None
    return bool(last and seen.task and is_next(coded.code, last) and is_below(coded.code, seen.task))
