"""Types the tree of an outline: the record of each heading and row, with its id and its code, and all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jospar.extract.columns.column import ColumnRole
from jospar.extract.document import Place, Printed
from jospar.extract.lines.readings import EntryRow, Heading, HeadingLevel, Sentence
from jospar.extract.outline import OutlineNode
from jospar.extract.words.labels import begins_with
from jospar.normalize.entries import read_facts, read_parties, read_unit
from jospar.normalize.issues import Note
from jospar.normalize.ledger import Use, use_of
from jospar.normalize.merged_values import DocumentPrints
from jospar.normalize.owner import Owner, name_of, note_name
from jospar.normalize.phrases.codes import PlacedCode, place_headings, place_measures
from jospar.normalize.phrases.targets import has_number, parse_target
from jospar.normalize.records import TABLE_NAMES, Direction, Goal, HeadingRecord, Indicator, Measure, Party, Task, Value, table_of
from jospar.normalize.sentences import read_series
from jospar.normalize.tree import TreeRecord
from jospar.normalize.values import read_values

OutlineItem = TreeRecord | Value | Party | Note | Use


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where in the tree a node stands: the path that ids are built on, and the records above; `prints` is the same for all."""

    document_id: str
    path: str
    prints: DocumentPrints
    direction_id: str | None = None
    goal_id: str | None = None
    task_id: str | None = None
    code: str | None = None


def read_tree(root: OutlineNode, document_id: str, prints: DocumentPrints) -> Iterator[OutlineItem]:
    """Everything below the root of an outline, in order: records, notes, and the cells that went into them."""
    return _read_node(root, _Branch(document_id, document_id, prints))


def _read_node(node: OutlineNode, branch: _Branch) -> Iterator[OutlineItem]:
    """Everything below a heading, in order: its indicators, its measures, its headings."""
    for position, indicator in enumerate(node.indicators, 1):
        yield from _read_indicator(indicator, branch, position)
    codes = place_measures(branch.code, [measure.code for measure in node.measures])
    for position, (measure, placed) in enumerate(zip(node.measures, codes, strict=True), 1):
        yield from _read_measure(measure, branch, position, placed)
    headings = [child.heading for child in node.children if child.heading]
    labelled = any(heading.labelled for heading in headings)
    placed_headings = place_headings(branch.code, [heading.code for heading in headings], labelled)
    positions: dict[HeadingLevel, int] = {}
    for child, heading, placed in zip(node.children, headings, placed_headings, strict=True):
        level = HeadingLevel.GOAL if heading.level is HeadingLevel.SUBLEVEL else heading.level or HeadingLevel.TASK
        positions[level] = positions.get(level, 0) + 1
        below, items = _read_heading(heading, level, branch, positions[level], placed)
        yield from items
        yield from _read_node(child, below)


def _read_heading(
    heading: Heading, level: HeadingLevel, branch: _Branch, position: int, placed: PlacedCode
) -> tuple[_Branch, list[OutlineItem]]:
    """The record of a heading with what belongs to it, and the branch below it."""
    path = f"{branch.path}/{level[0]}{position}"
    record: HeadingRecord
    if level is HeadingLevel.DIRECTION:
        record = _read_direction(heading, branch, path, position, placed)
        below = _Branch(branch.document_id, path, branch.prints, direction_id=path, code=placed.code)
    elif level is HeadingLevel.GOAL:
        record = _read_goal(heading, branch, path, position, placed)
        below = replace(branch, path=path, goal_id=path, task_id=None, code=placed.code)
    else:
        record = _read_task(heading, branch, path, position, placed)
        below = replace(branch, path=path, task_id=path, code=placed.code)
    owner = Owner(branch.document_id, table_of(record), path)
    items: list[OutlineItem] = [record]
    if isinstance(record, Task) and record.target_value is None and has_number(record.title):
        items.append(owner.note("target_not_read", record.place, printed=record.title_printed))
    items.extend(note_name(heading.title, owner))
    items.extend(_note_code(placed, heading.code, record.place, owner))
    items.extend(use_of(heading.title, owner.table, path, "title_printed"))
    return below, items


def _read_direction(heading: Heading, branch: _Branch, path: str, position: int, placed: PlacedCode) -> Direction:
    return Direction(
        document_id=branch.document_id,
        direction_id=path,
        place=heading.title.place,
        position=position,
        code_printed=heading.code,
        code=placed.code,
        title=name_of(heading.title.text),
        title_printed=heading.title.text,
    )


def _read_goal(heading: Heading, branch: _Branch, path: str, position: int, placed: PlacedCode) -> Goal:
    return Goal(
        document_id=branch.document_id,
        goal_id=path,
        place=heading.title.place,
        direction_id=branch.direction_id,
        position=position,
        code_printed=heading.code,
        code=placed.code,
        title=name_of(heading.title.text),
        title_printed=heading.title.text,
    )


def _read_task(heading: Heading, branch: _Branch, path: str, position: int, placed: PlacedCode) -> Task:
    title = name_of(heading.title.text)
    target = parse_target(title)
    return Task(
        document_id=branch.document_id,
        task_id=path,
        place=heading.title.place,
        direction_id=branch.direction_id,
        goal_id=branch.goal_id,
        position=position,
        code_printed=heading.code,
        code=placed.code,
        title=title,
        title_printed=heading.title.text,
        target_baseline=target.baseline if target else None,
        target_value=target.value if target else None,
        target_value_upper=target.upper if target else None,
        target_unit=target.unit if target else None,
        target_unit_mult=target.mult if target else None,
        target_per=target.per if target else None,
        target_year=target.year if target else None,
        target_bound=target.bound if target else None,
    )


def _note_code(placed: PlacedCode, printed: str | None, place: Place, owner: Owner) -> Iterator[Note]:
    if placed.issue:
        suggestion = placed.code if placed.issue == "code_out_of_place" else None
        yield owner.note(placed.issue, place, printed=printed, suggestion=suggestion)


def _read_indicator(reading: EntryRow | Sentence, branch: _Branch, position: int) -> Iterator[OutlineItem]:
    path = f"{branch.path}/i{position}"
    owner = Owner(branch.document_id, TABLE_NAMES[Indicator], path)
    printed = reading.text if isinstance(reading, Sentence) else reading.name
    if isinstance(reading, Sentence):
        items: tuple[Value | Party | Note | Use, ...]
        name, unit, items = read_series(reading, owner)
        label = None
    else:
        found = read_unit(reading, owner)
        name, unit, label = printed.text, found.unit, found.label
        items = (*found.notes, *read_values(reading, unit, owner, branch.prints), *read_parties(reading, owner))
        yield from use_of(None if reading.shifted else reading.unit, owner.table, path, "unit_label")
    yield Indicator(
        document_id=branch.document_id,
        indicator_id=path,
        place=printed.place if printed.cells else _place(reading),
        direction_id=branch.direction_id,
        goal_id=branch.goal_id,
        position=position,
        code_printed=reading.code,
        code=reading.code,
        name=name_of(name),
        name_printed=printed.text,
        unit_label=label,
        unit=unit.code,
        unit_mult=unit.mult,
        per=unit.per,
        bound=unit.bound,
    )
    yield from items
    yield from note_name(Printed(name, printed.cells), owner)
    yield from use_of(printed, owner.table, path, "name_printed")
    yield from _use_code(reading, owner)


def _read_measure(entry: EntryRow, branch: _Branch, position: int, placed: PlacedCode) -> Iterator[OutlineItem]:
    path = f"{branch.path}/m{position}"
    owner = Owner(branch.document_id, TABLE_NAMES[Measure], path)
    found = read_unit(entry, owner)
    unit = found.unit
    facts = read_facts(entry, owner)
    yield Measure(
        document_id=branch.document_id,
        measure_id=path,
        place=entry.place,
        direction_id=branch.direction_id,
        goal_id=branch.goal_id,
        task_id=branch.task_id,
        position=position,
        code_printed=entry.code,
        code=placed.code,
        name=name_of(entry.name.text),
        name_printed=entry.name.text,
        unit_label=found.label,
        unit=unit.code,
        unit_mult=unit.mult,
        per=unit.per,
        bound=unit.bound,
        table_title=name_of(entry.table_title.text) if entry.table_title else None,
        section=name_of(entry.section.text) if entry.section else None,
        due_printed=facts.text(ColumnRole.DUE),
        due_start=facts.due.start if facts.due else None,
        due_end=facts.due.end if facts.due else None,
        due_kind=facts.due.kind if facts.due else None,
        completion_form=facts.text(ColumnRole.COMPLETION_FORM),
        expected_result=facts.text(ColumnRole.EXPECTED_RESULT),
        funding_source=facts.text(ColumnRole.FUNDING_SOURCE),
        information_source=facts.text(ColumnRole.INFORMATION_SOURCE),
        method=facts.text(ColumnRole.METHOD),
        note=facts.text(ColumnRole.NOTE),
    )
    yield from (*found.notes, *facts.items)
    yield from use_of(entry.table_title, owner.table, path, "table_title")
    yield from use_of(entry.section, owner.table, path, "section")
    if entry.name_above:
        yield owner.note("name_above", entry.place, printed=entry.name.text)
    yield from _note_code(placed, entry.code, entry.place, owner)
    yield from note_name(entry.name, owner)
    if entry.code is None and begins_with(entry.name.text, "line", "total"):
        yield owner.note("total_row", entry.place, printed=entry.name.text)
    yield from read_values(entry, unit, owner, branch.prints)
    yield from read_parties(entry, owner)
    yield from use_of(entry.name, owner.table, path, "name_printed")
    yield from use_of(None if entry.shifted else entry.unit, owner.table, path, "unit_label")
    yield from _use_code(entry, owner)


def _use_code(reading: EntryRow | Sentence, owner: Owner) -> Iterator[Use]:
    if isinstance(reading, EntryRow) and reading.code_cell is not None:
        yield Use(reading.code_cell.place, owner.table, owner.record_id, "code_printed")


def _place(reading: EntryRow | Sentence) -> Place:
    return reading.place if isinstance(reading, EntryRow) else reading.text.place
