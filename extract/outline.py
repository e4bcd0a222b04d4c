"""A document as the tree it is printed as: directions, goals, tasks, and below them indicators and measures.

`parse` is the whole of extraction from a RawDocument on; it is total: no content raises. It must not know what a number or a unit means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jospar.extract.columns.column import ColumnRole, TableLayout
from jospar.extract.columns.stitch import join_side_parts
from jospar.extract.columns.tables import SourceLine, read_tables
from jospar.extract.columns.turning import turn_tables
from jospar.extract.document import Cell, Finding, Paragraph, Place, Printed, RawDocument, Row, UnreadableDocument
from jospar.extract.heading_levels import DEPTH, decide_levels
from jospar.extract.lines.document_style import read_style
from jospar.extract.lines.reader import read_lines
from jospar.extract.lines.readings import (
    EntryRow,
    Flagged,
    FrontLine,
    Heading,
    HeadingLevel,
    Ignored,
    LevelReason,
    LineReading,
    PartHeading,
    Section,
    Sentence,
    TableUnit,
)
from jospar.extract.lines.rules.base import RuleName
from jospar.extract.words.codes import is_below


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A heading with what stands below it, in order; the root of an outline has no heading."""

    heading: Heading | None
    indicators: tuple[EntryRow | Sentence, ...]
    measures: tuple[EntryRow, ...]
    children: tuple[OutlineNode, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that a document says, as printed.

    `front` are the lines above the first heading, `unit_lines` those above tables that may name a unit. `rules` names for each place the
    rule that decided its line, `ignored` the rule that passed it over where no record needs it; `findings` are what extraction noticed,
    with the cells that it flags.
    """

    raw: RawDocument
    front: tuple[FrontLine, ...]
    unit_lines: tuple[Printed, ...]
    root: OutlineNode
    layouts: tuple[TableLayout, ...]
    rules: dict[Place, RuleName]
    ignored: dict[Place, RuleName]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Draft:
    """A node while it grows."""

    heading: Heading | None
    level: HeadingLevel | None
    reason: LevelReason | None = None
    indicators: list[EntryRow | Sentence] = field(default_factory=list)
    measures: list[EntryRow] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)

    def freeze(self) -> OutlineNode:
        heading = replace(self.heading, level=self.level, reason=self.reason) if self.heading else None
        return OutlineNode(heading, tuple(self.indicators), tuple(self.measures), tuple(child.freeze() for child in self.children))


def _with_text(raw: RawDocument) -> RawDocument:
    """A document without the lines that show a picture and no text: they part nothing."""
    blocks = tuple(block for block in raw.blocks if not isinstance(block, Paragraph) or block.cell.text)
    return raw if len(blocks) == len(raw.blocks) else replace(raw, blocks=blocks)


def parse(raw: RawDocument) -> Outline:
    """The outline of a document."""
    whole, findings = join_side_parts(turn_tables(_with_text(raw)))
    lines, layouts = read_tables(whole.blocks)
    read = read_lines(lines, read_style(lines))
    levels, dropped = decide_levels(read.readings)
    columns, ignored = _column_cells(lines, layouts)
    ignored.update((cell.place, read.rules[cell.place]) for reading in read.readings for cell in _passed_over(reading))
    ignored.update((cell.place, RuleName.HEADING_WITHOUT_ROWS) for heading in dropped for cell in heading.title.cells)
    ignored.update((cell.place, RuleName.ROW_GROUP) for reading in read.readings for cell in _above_indicators(reading))
    flagged = [reading.finding for reading in read.readings if isinstance(reading, Flagged)]
    root, added = _build(read.readings, levels)
    front = tuple(reading for reading in read.readings if isinstance(reading, FrontLine))
    if not root.children and front and _has_rows(root):
        root = _below_title(root, front)
    unit_lines = tuple(reading.printed for reading in read.readings if isinstance(reading, TableUnit))
    every = (*raw.findings, *findings, *columns, *read.findings, *_one_a_table(flagged), *added)
    return Outline(raw, front, unit_lines, root, layouts, read.rules, ignored, every)


def _below_title(root: OutlineNode, front: Sequence[FrontLine]) -> OutlineNode:
    """The rows of a document without headings below its title: the line that stands nearest above its first table."""
    heading = Heading(HeadingLevel.DIRECTION, None, front[-1].printed, in_table=False, labelled=False)
    return replace(root, indicators=(), measures=(), children=(OutlineNode(heading, root.indicators, root.measures, ()),))


def headings(node: OutlineNode) -> Iterator[Heading]:
    """Every heading of a tree in reading order, each with its level and the reason for it."""
    if node.heading is not None:
        yield node.heading
    for child in node.children:
        yield from headings(child)


def ensure_strategy(outline: Outline) -> None:
    """Raises UnreadableDocument where there is nothing to make records of: no_table."""
    if not any(layout.columns for layout in outline.layouts) or not _has_rows(outline.root):
        raise UnreadableDocument("no_table")


def _has_rows(node: OutlineNode) -> bool:
    return bool(node.measures) or any(isinstance(i, EntryRow) for i in node.indicators) or any(map(_has_rows, node.children))


def _passed_over(reading: LineReading) -> tuple[Cell, ...]:
    """The cells of a reading that is no record."""
    if isinstance(reading, FrontLine):
        return reading.printed.cells
    return reading.cells if isinstance(reading, Ignored | Section | PartHeading) else ()


def _above_indicators(reading: LineReading) -> tuple[Cell, ...]:
    """The row that heads indicators, which have no section."""
    return reading.section.cells if isinstance(reading, EntryRow) and reading.is_indicator and reading.section else ()


def _build(readings: Sequence[LineReading], levels: dict[int, tuple[HeadingLevel, LevelReason]]) -> tuple[OutlineNode, list[Finding]]:
    """The tree of all headings that stay, and findings for rows without a direction and for levels that the tables do not have."""
    root = _Draft(None, None)
    path = [root]
    findings: list[Finding] = []
    for position, reading in enumerate(readings):
        if isinstance(reading, Heading) and position in levels:
            draft = _Draft(reading, *levels[position])
            while len(path) > 1 and not _belongs_below(draft, path[-1]):
                path.pop()
            if _is_added_level(draft, path):
                findings.append(Finding("level_added", reading.title.place, reading.title.text))
            path[-1].children.append(draft)
            path.append(draft)
        elif isinstance(reading, PartHeading):
            del path[1:]
        elif isinstance(reading, Sentence) or (isinstance(reading, EntryRow) and reading.is_indicator):
            path[-1].indicators.append(reading)
        elif isinstance(reading, EntryRow):
            path[-1].measures.append(reading)
    stray = [child for child in root.children if child.level is not HeadingLevel.DIRECTION]
    loose: list[Printed] = [i.text if isinstance(i, Sentence) else i.name for i in (*root.indicators, *root.measures)]
    if len(stray) < len(root.children):
        loose.extend(child.heading.title for child in stray if child.heading)
    if loose and root.children:
        first = min(loose, key=lambda printed: printed.place.line or 0)
        findings.append(Finding("no_direction", first.place, first.text, f"{len(loose)} rows or headings"))
    return root.freeze(), findings


def _belongs_below(draft: _Draft, above: _Draft) -> bool:
    """Whether a heading stands below another: a lower level; or of the same kind of level, its number extending the other's."""
    if _depth(draft) != _depth(above):
        if draft.level is HeadingLevel.TASK and above.level is HeadingLevel.GOAL and not _labelled(draft) and not _labelled(above):
            return _extends(draft, above)
        return _depth(draft) > _depth(above)
    return draft.level is HeadingLevel.GOAL and not _labelled(draft) and _extends(draft, above)


def _depth(draft: _Draft) -> int:
    return DEPTH[draft.level] if draft.level else 0


def _labelled(draft: _Draft) -> bool:
    return draft.heading is not None and draft.heading.labelled


def _extends(draft: _Draft, above: _Draft) -> bool:
    code, other = draft.heading and draft.heading.code, above.heading and above.heading.code
    return bool(code and other and is_below(code, other))


def _is_added_level(draft: _Draft, path: Sequence[_Draft]) -> bool:
    return draft.level is HeadingLevel.SUBLEVEL or (draft.level is HeadingLevel.GOAL and path[-1].level is HeadingLevel.GOAL)


def _one_a_table(findings: Sequence[Finding]) -> Iterator[Finding]:
    """One finding for all rows of a table that is not understood; the others as they are."""
    tables: dict[tuple[int | None, str], list[Finding]] = {}
    for finding in findings:
        if finding.code == "table_unknown":
            tables.setdefault((finding.place.table, finding.printed), []).append(finding)
        else:
            yield finding
    for rows in tables.values():
        yield replace(rows[0], detail=f"{len(rows)} rows", flags=tuple(cell for row in rows for cell in row.flags))


def _layout_findings(layout: TableLayout) -> tuple[Finding, ...]:
    if layout.holds_measures or layout.is_unknown:
        return layout.findings
    header = " | ".join(column.header.text for column in layout.columns)
    place = next((column.header.place for column in layout.columns if column.header.cells), Place())
    return (Finding("table_not_read", place, header),)


def _column_cells(lines: Sequence[SourceLine], layouts: Sequence[TableLayout]) -> tuple[list[Finding], dict[Place, RuleName]]:
    """What was noticed in every header, with the cells of its unread columns; and the places of cells that a rule passes over."""
    ignored: dict[Place, RuleName] = {}
    flags: dict[tuple[int, int], list[Cell]] = {}
    numbers = {id(layout): number for number, layout in enumerate(layouts)}
    for line in lines:
        if line.fields is None or line.layout is None or not isinstance(line.block, Row) or not line.layout.holds_measures:
            continue
        ignored.update((cell.place, RuleName.COLUMN_NOT_READ) for cell in line.fields.others)
        # Those of a measure are used; an indicator has no such columns.
        ignored.update((cell.place, RuleName.COLUMN_NOT_READ) for fact in line.fields.facts.values() for cell in fact.cells)
        for cell in (*line.fields.repeated, *line.fields.extra):
            flags.setdefault((numbers[id(line.layout)], line.block.cells.index(cell)), []).append(cell)
    findings = [finding for layout in layouts for finding in _layout_findings(layout)]
    for (number, index), flagged in flags.items():
        columns = layouts[number].columns
        header = columns[index].header if index < len(columns) else Printed("", ())
        is_repeated = index < len(columns) and columns[index].role is ColumnRole.REPEATED_VALUE
        place = header.cells[-1].place if header.cells else flagged[0].place
        code = "year_repeated" if is_repeated else "column_unknown"
        findings.append(Finding(code, place, header.text, f"{len(flagged)} cells", tuple(flagged)))
    return findings, ignored
