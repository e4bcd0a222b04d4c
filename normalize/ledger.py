"""The ledger: how each non-empty cell and line of the source ended. Used in a record, ignored by a named rule, or flagged by an issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jospar.extract.document import PICTURES, Cell, Place, Printed, RawDocument
from jospar.extract.lines.rules.base import RuleName
from jospar.extract.outline import Outline, headings
from jospar.normalize.issues import Note
from jospar.normalize.phrases.units import find_unit
from jospar.normalize.records import Fate, LedgerCell, LevelExplanation

VALUE_TEXT = "value_text"
"""The column that the text of a value goes to."""


@dataclass(frozen=True, slots=True)
class Use:
    """A cell of the source that went into a column of a record."""

    place: Place
    table: str
    record_id: str
    column: str


def use_of(printed: Printed | None, table: str, record_id: str, column: str) -> Iterator[Use]:
    """The uses of all cells that a field was printed in."""
    for cell in printed.cells if printed else ():
        yield Use(cell.place, table, record_id, column)


def explain_levels(outline: Outline) -> tuple[LevelExplanation, ...]:
    """Why each heading that became a record has its level, in reading order."""
    return tuple(
        LevelExplanation(heading.title.place, heading.level.value, heading.reason.value)
        for heading in headings(outline.root)
        if heading.level is not None and heading.reason is not None
    )


def passed_over(outline: Outline) -> dict[Place, RuleName]:
    """The rule by which each cell is ignored that no record needs; a line above a table is one of them only if it names a unit."""
    unit_lines = {cell.place: RuleName.TABLE_UNIT for line in outline.unit_lines if find_unit(line.text) for cell in line.cells}
    return outline.ignored | unit_lines


def unused_cells(
    outline: Outline, uses: Mapping[Place, Use], ignored: Mapping[Place, RuleName], flagged: Mapping[Place, str]
) -> Iterator[Note]:
    """A note for each line that has cells which nothing used, ignored or flagged, so that no cell is lost in silence."""
    lines: dict[tuple[int | None, ...], list[Cell]] = {}
    for cell in outline.raw.cells():
        if cell.place not in uses and cell.place not in ignored and cell.place not in flagged:
            place = cell.place
            lines.setdefault((place.page, place.line, place.table, place.row), []).append(cell)
    for cells in lines.values():
        yield Note("cell_not_used", cells[0].place, printed=" | ".join(cell.text for cell in cells), flags=tuple(cells))


def make_ledger(
    document_id: str, outline: Outline, uses: Mapping[Place, Use], ignored: Mapping[Place, RuleName], flagged: Mapping[Place, str]
) -> tuple[LedgerCell, ...]:
    """One entry for every cell of the source, in reading order. A use comes before a rule, a rule before a flag."""
    entries: list[LedgerCell] = []
    hidden = {id(cell) for cell in outline.raw.hidden}
    for number, cell in enumerate(_in_order(outline.raw), 1):
        place = cell.place
        use = None if id(cell) in hidden else uses.get(place)
        rule = outline.rules.get(place, RuleName.UNREAD_ROW).value
        if id(cell) in hidden:
            fate, rule = Fate.IGNORED, RuleName.NOT_VISIBLE.value
        elif use is not None:
            fate = Fate.USED
        elif place in ignored:
            fate, rule = Fate.IGNORED, ignored[place].value
        else:
            fate, rule = Fate.FLAGGED, flagged.get(place, rule)
        entries.append(
            LedgerCell(
                document_id=document_id,
                cell_id=f"{document_id}/c{number:06}",
                place=place,
                text=cell.text,
                fate=fate,
                rule=rule,
                table=use.table if use else None,
                record_id=use.record_id if use else None,
                column=use.column if use else None,
            )
        )
    return tuple(entries)


def _in_order(raw: RawDocument) -> Iterable[Cell]:
    """What is seen and what is hidden, in reading order, a hidden part of a cell behind what the cell shows."""
    return sorted((*raw.cells(), *raw.hidden), key=lambda cell: cell.place.order) if raw.hidden else raw.cells()


def note_unseen(raw: RawDocument, uses: Mapping[Place, Use]) -> Iterator[Note]:
    """Notes on what text and paper do not share: one on all hidden text, and one on each cell that shows what could not be read.

    The cells of values are not among the latter: they are unreadable by themselves.
    """
    if raw.hidden:
        count = f"{len(raw.hidden)} places" if len(raw.hidden) > 1 else ""
        yield Note("text_hidden", raw.hidden[0].place, printed=raw.hidden[0].text, detail=count)
    for cell in raw.unread():
        use = uses.get(cell.place)
        if use is None:
            code = "content_unread" if cell.place.table is not None or cell.unread not in PICTURES else "picture_not_read"
            yield Note(code, cell.place, printed=cell.text or None, detail=str(cell.unread))
        elif use.column != VALUE_TEXT:
            found = Note("content_unread", cell.place, printed=cell.text, detail=str(cell.unread))
            yield replace(found, table=use.table, record_id=use.record_id)


def count_fates(cells: Iterable[LedgerCell]) -> dict[Fate, int]:
    """How many cells ended each way."""
    counts = dict.fromkeys(Fate, 0)
    for cell in cells:
        counts[cell.fate] += 1
    return counts
