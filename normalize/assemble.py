"""Outline -> Records: walks the tree once, gives every record its id and its code, and closes the ledger.

`normalize` is total: what can't be read is null with an issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from jospar.extract.columns.layout import TableLayout
from jospar.extract.document import Place, Printed
from jospar.extract.lines.readings import EntryRow, Heading, HeadingLevel, Sentence
from jospar.extract.outline import Outline, OutlineNode
from jospar.extract.words.labels import starts_with_label, words_of
from jospar.normalize.entries import Owner, name_of, note_name, read_parties, read_series, read_unit, read_values, stages_of, year_of
from jospar.normalize.issues import Note, make_issues, note_finding
from jospar.normalize.ledger import Use, count_fates, explain_levels, make_ledger, passed_over, unused_cells, use_of
from jospar.normalize.phrases.approval import Approval, read_approval
from jospar.normalize.phrases.codes import PlacedCode, place_headings, place_measures
from jospar.normalize.phrases.targets import has_number, parse_target
from jospar.normalize.records import Direction, Document, Fate, Goal, Indicator, Measure, Party, Records, Task, Value
from jospar.normalize.words.language import detect_language

Item = Direction | Goal | Indicator | Task | Measure | Value | Party | Note | Use
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document was read from; its stem is the document's id."""

    document_id: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where in the tree a node stands: the path that ids are built on, and the records above."""

    document_id: str
    path: str
    direction_id: str | None = None
    goal_id: str | None = None
    task_id: str | None = None
    code: str | None = None


def normalize(outline: Outline, source: Source) -> Records:
    """The typed records of one document."""
    document_id = source.document_id
    items: list[Item] = list(_read_node(outline.root, _Branch(document_id, document_id)))
    language = detect_language(cell.text for cell in outline.raw.cells())
    items.extend(map(note_finding, outline.findings))
    items.extend(_note_headers(outline.layouts, language))
    items.extend(_flag_unread_years(outline.root))
    approval = read_approval(_front_lines(outline))
    items.extend(_approval_items(outline, approval, document_id))
    sorted_items = _Sorted(items)
    uses = {use.place: use for use in sorted_items.of(Use)}
    flagged = {cell.place: note.code for note in sorted_items.of(Note) for cell in note.flags}
    ignored = passed_over(outline)
    lost = list(unused_cells(outline, uses, ignored, flagged))
    flagged.update((cell.place, note.code) for note in lost for cell in note.flags)
    cells = make_ledger(document_id, outline, uses, ignored, flagged)
    fates = count_fates(cells)
    values = sorted_items.of(Value)
    years = [value.year for value in values]
    raw = outline.raw
    document = Document(
        document_id=document_id,
        place=Place(),
        title=approval.title or _title_of(outline),
        organization=approval.organization,
        approved_by=approval.approved_by,
        approved_on=approval.approved_on,
        protocol_number=approval.protocol_number,
        approval_status=approval.approval_status,
        language=language,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        source_name=source.name,
        source_sha256=source.sha256,
        source_kind=raw.kind,
        source_encoding=raw.encoding,
        source_pages=raw.pages,
        cells=len(cells),
        cells_used=fates[Fate.USED],
        cells_ignored=fates[Fate.IGNORED],
        cells_flagged=fates[Fate.FLAGGED],
        values_confirmed=0,
        values_contradicted=0,
        values_unreadable=0,
        grade=0,
    )
    issues = make_issues(document_id, [*sorted_items.of(Note), *lost])
    return Records(
        document,
        sorted_items.of(Direction),
        sorted_items.of(Goal),
        sorted_items.of(Indicator),
        sorted_items.of(Task),
        sorted_items.of(Measure),
        values,
        sorted_items.of(Party),
        issues,
        (),
        cells,
        explain_levels(outline),
    )


class _Sorted:
    """Items by their type, each in the order it came."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._by_type: dict[type, list[Any]] = {}
        for item in items:
            self._by_type.setdefault(type(item), []).append(item)

    def of(self, kind: type[T]) -> tuple[T, ...]:
        return tuple(self._by_type.get(kind, ()))


# ---- the tree --------------------------------------------------------------------------------------------------------------------------


def _read_node(node: OutlineNode, branch: _Branch) -> Iterator[Item]:
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


def _read_heading(heading: Heading, level: HeadingLevel, branch: _Branch, position: int, placed: PlacedCode) -> tuple[_Branch, list[Item]]:
    """The record of a heading, and the branch below it."""
    document_id, path = branch.document_id, f"{branch.path}/{level[0]}{position}"
    place, printed, title = heading.title.place, heading.title.text, name_of(heading.title.text)
    table = f"{level}s"
    items: list[Item] = []
    if level is HeadingLevel.DIRECTION:
        items.append(Direction(document_id, path, place, position, heading.code, placed.code, title, printed))
        below = _Branch(document_id, path, direction_id=path, code=placed.code)
    elif level is HeadingLevel.GOAL:
        items.append(Goal(document_id, path, place, branch.direction_id, position, heading.code, placed.code, title, printed))
        below = _Branch(document_id, path, branch.direction_id, goal_id=path, code=placed.code)
    else:
        task, notes = _read_task(heading, branch, path, position, placed)
        items.extend((task, *notes))
        below = _Branch(document_id, path, branch.direction_id, branch.goal_id, path, placed.code)
    owner = Owner(document_id, table, path)
    items.extend(note_name(heading.title, owner))
    items.extend(_note_code(placed, heading.code, place, owner))
    items.extend(use_of(heading.title, table, path, "title_printed"))
    return below, items


def _read_task(heading: Heading, branch: _Branch, path: str, position: int, placed: PlacedCode) -> tuple[Task, list[Note]]:
    printed, place = heading.title.text, heading.title.place
    title = name_of(printed)
    target = parse_target(title)
    notes = [] if target or not has_number(title) else [Note("target_not_read", place, printed, "", "tasks", path)]
    task = Task(
        document_id=branch.document_id,
        task_id=path,
        place=place,
        direction_id=branch.direction_id,
        goal_id=branch.goal_id,
        position=position,
        code_printed=heading.code,
        code=placed.code,
        title=title,
        title_printed=printed,
        target_baseline=target.baseline if target else None,
        target_value=target.value if target else None,
        target_value_upper=target.upper if target else None,
        target_unit=target.unit if target else None,
        target_unit_mult=target.mult if target else None,
        target_per=target.per if target else None,
        target_year=target.year if target else None,
        target_bound=target.bound if target else None,
    )
    return task, notes


def _note_code(placed: PlacedCode, printed: str | None, place: Place, owner: Owner) -> Iterator[Note]:
    if placed.issue:
        suggestion = placed.code if placed.issue == "code_out_of_place" else None
        yield Note(placed.issue, place, printed, "", owner.table, owner.record_id, suggestion=suggestion)


def _read_indicator(reading: EntryRow | Sentence, branch: _Branch, position: int) -> Iterator[Item]:
    path = f"{branch.path}/i{position}"
    owner = Owner(branch.document_id, "indicators", path)
    printed = reading.text if isinstance(reading, Sentence) else reading.name
    if isinstance(reading, Sentence):
        name, unit, items = read_series(reading, owner)
        label = None
    else:
        found = read_unit(reading, owner)
        name, unit, label = printed.text, found.unit, found.label
        items = (*found.notes, *read_values(reading, unit, owner), *_unkept_parties(reading, owner))
        yield from use_of(None if reading.shifted else reading.unit, "indicators", path, "unit_label")
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
    yield from use_of(printed, "indicators", path, "name_printed")
    yield from _use_code(reading, owner)


def _unkept_parties(entry: EntryRow, owner: Owner) -> Iterator[Note]:
    """A note on the parties of an indicator, which the tables do not hold."""
    for printed in (entry.stakeholders, entry.executors):
        if printed is not None:
            yield Note("indicator_party", printed.place, printed.text, "", owner.table, owner.record_id, flags=printed.cells)


def _read_measure(entry: EntryRow, branch: _Branch, position: int, placed: PlacedCode) -> Iterator[Item]:
    path = f"{branch.path}/m{position}"
    owner = Owner(branch.document_id, "measures", path)
    found = read_unit(entry, owner)
    unit = found.unit
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
    )
    yield from found.notes
    yield from _note_code(placed, entry.code, entry.place, owner)
    yield from note_name(entry.name, owner)
    total = starts_with_label(words_of(entry.name.text), "line") if entry.code is None else None
    if total is not None and total[0].code == "total":
        yield Note("total_row", entry.place, entry.name.text, "", "measures", path)
    yield from read_values(entry, unit, owner)
    if not entry.shifted:
        yield from read_parties(entry, owner)
    yield from use_of(entry.name, "measures", path, "name_printed")
    yield from use_of(None if entry.shifted else entry.unit, "measures", path, "unit_label")
    yield from _use_code(entry, owner)


def _use_code(reading: EntryRow | Sentence, owner: Owner) -> Iterator[Use]:
    if isinstance(reading, EntryRow) and reading.code_cell is not None:
        yield Use(reading.code_cell.place, owner.table, owner.record_id, "code_printed")


def _place(reading: EntryRow | Sentence) -> Place:
    return reading.place if isinstance(reading, EntryRow) else reading.text.place


# ---- the document as a whole -----------------------------------------------------------------------------------------------------------


def _title_of(outline: Outline) -> str | None:
    """The title of a document whose first line is all that stands above its table: it heads the rows and names the document."""
    first = outline.root.children[0].heading if outline.root.children else None
    if outline.front or first is None or first.code is not None or first.labelled or first.in_table:
        return None
    return name_of(first.title.text)


def _front_lines(outline: Outline) -> list[str]:
    """The lines above the first heading, an empty one where a block of them begins."""
    lines: list[str] = []
    for line in outline.front:
        if line.block_starts:
            lines.append("")
        lines.append(line.printed.text)
    return lines


def _approval_items(outline: Outline, approval: Approval, document_id: str) -> Iterator[Item]:
    """The uses of the first lines, and what could not be read in them."""
    used = iter(approval.used)
    for line in outline.front:
        fields = next(used)
        if line.block_starts:
            fields = next(used)
        if fields:
            yield from use_of(line.printed, "documents", document_id, fields[0])
    place = outline.front[0].printed.place if outline.front else Place()
    for problem in approval.problems:
        yield Note(problem.code, place, problem.detail or None, "", "documents", document_id)


def _note_headers(layouts: Sequence[TableLayout], language: str | None) -> Iterator[Note]:
    """Notes on headers as a whole: labels in another language than the document, a year whose stage is left open."""
    for layout in layouts:
        foreign = [column for column in layout.columns if language and column.language and column.language != language]
        if foreign:
            yield Note("header_language", foreign[0].header.place, ", ".join(_leaf(column.header) for column in foreign))
        stages = stages_of(layout.years)
        for column in layout.years:
            if stages[column.index] is None:
                yield Note("stage_unknown", column.header.place, column.header.text)


def _leaf(header: Printed) -> str:
    return header.cells[-1].text if header.cells else header.text


def _flag_unread_years(root: OutlineNode) -> Iterator[Note]:
    """A note for every column whose label names no certain year, with the cells of that column."""
    columns: dict[Place, tuple[str, list[EntryRow]]] = {}
    for entry in _entries(root):
        for cell in entry.values:
            if year_of(cell.column) is None:
                columns.setdefault(cell.column.header.place, (cell.column.year, []))[1].append(entry)
    for place, (label, entries) in columns.items():
        cells = tuple(c for e in entries for v in e.values if v.column.header.place == place for c in v.printed.cells)
        yield Note("year_unreadable", place, label, f"{len(cells)} cells", flags=cells)


def _entries(node: OutlineNode) -> Iterator[EntryRow]:
    yield from (indicator for indicator in node.indicators if isinstance(indicator, EntryRow))
    yield from node.measures
    for child in node.children:
        yield from _entries(child)
