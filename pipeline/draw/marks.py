"""What is painted on a page: a mark for each cell and paragraph of the ledger, with what it became in few words.

It knows records and turns them into marks, and must not know how marks are painted. What the marks say is ASCII, for the type that
pictures are lettered with has no other letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from jospar.extract.document import Place
from jospar.normalize.records import Fate, Indicator, Issue, LedgerCell, Measure, Records, Severity, Stage, Task, Value, id_of
from jospar.normalize.tree import rows_of
from jospar.output.report.source_lines import line_of
from jospar.pipeline.views.wording import describe_place, describe_target, describe_unit, describe_value

PageBox = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ASCII = str.maketrans({"≥": ">=", "≤": "<=", "≈": "~", "–": "-", "×": "x", "→": "->"})
_ORDER = tuple(Severity)


class MarkRole(StrEnum):
    """What a cell is to the reader of a picture; each has a colour. The words stand in the legend."""

    DOCUMENT = "document"
    HEADING = "direction, goal, task"
    INDICATOR = "indicator"
    CODE = "code"
    NAME = "name of a measure"
    UNIT = "unit"
    VALUE = "value"
    PARTY = "stakeholder, executor"
    IGNORED = "ignored by a rule"
    FLAGGED = "flagged"


_BY_COLUMN = {"value_text": MarkRole.VALUE, "unit_label": MarkRole.UNIT, "code_printed": MarkRole.CODE}
_BY_TABLE = {
    "documents": MarkRole.DOCUMENT,
    "indicators": MarkRole.INDICATOR,
    "measures": MarkRole.NAME,
    "values": MarkRole.VALUE,
    "parties": MarkRole.PARTY,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """An issue, as a picture tells it: its code and how much it matters; `where` says what the page has no box for."""

    code: str
    severity: Severity
    where: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of a page, in points from its top left: what it is, the same in ever fewer words, and the issues there.

    `stands_free` says that it is no cell of a table: its box is narrow around its text, and the paper beside it is free.
    """

    box: PageBox
    role: MarkRole
    labels: tuple[str, ...]
    stands_free: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All marks of a page in reading order, and the issues that no cell of it can show."""

    number: int
    pages: int
    marks: tuple[Mark, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    """The records of a document by what cells lead to."""

    values: Mapping[Place, Sequence[Value]]
    parties: Mapping[Place, int]
    owners: Mapping[str, Indicator | Measure | Task]


def find_marks(records: Records) -> tuple[PageMarks, ...]:
    """The marks of every page of a document, whose pages count from 1. Issues about the whole of it stand on the first page."""
    index = _make_index(records)
    cells: dict[int, list[LedgerCell]] = defaultdict(list)
    for cell in records.cells:
        if cell.place.page and cell.place.bbox:
            cells[cell.place.page].append(cell)
    homes = _find_homes(records, cells)
    pages = records.document.source_pages or 0
    return tuple(_mark_page(number, pages, cells[number], index, homes) for number in range(1, pages + 1))


def _mark_page(
    number: int, pages: int, cells: Sequence[LedgerCell], index: _Index, homes: Mapping[tuple[int, Place | None], Sequence[Issue]]
) -> PageMarks:
    marks = tuple(
        Mark(
            parse_box(cell.place.bbox or ""),
            _find_role(cell),
            _describe_cell(cell, index),
            cell.place.table is None,
            _remark(homes.get((number, cell.place), ())),
        )
        for cell in cells
    )
    return PageMarks(number, pages, marks, _remark(homes.get((number, None), ()), with_place=True))


def _find_homes(records: Records, cells: Mapping[int, Sequence[LedgerCell]]) -> dict[tuple[int, Place | None], list[Issue]]:
    """The issues by page and the place of the cell that shows them: their own, or else the first of their line, or else none."""
    places = {cell.place for own in cells.values() for cell in own}
    firsts: dict[Place, Place] = {}
    for own in cells.values():
        for cell in own:
            firsts.setdefault(line_of(cell.place), cell.place)
    homes: dict[tuple[int, Place | None], list[Issue]] = defaultdict(list)
    for issue in records.issues:
        home = issue.place if issue.place in places else firsts.get(line_of(issue.place))
        homes[issue.place.page or 1, home].append(issue)
    return homes


def _remark(issues: Iterable[Issue], with_place: bool = False) -> tuple[Remark, ...]:
    """Each code once, what matters most first."""
    remarks = (Remark(issue.code, issue.severity, describe_place(issue.place) if with_place else "") for issue in issues)
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: _ORDER.index(remark.severity)))


def _make_index(records: Records) -> _Index:
    values: dict[Place, list[Value]] = defaultdict(list)
    for value in records.values:
        values[value.place].append(value)
    parties: dict[Place, int] = defaultdict(int)
    for party in records.parties:
        parties[party.place] += 1
    owners: dict[str, Indicator | Measure | Task] = {id_of(owner): owner for owner in (*rows_of(records), *records.tasks)}
    return _Index(values, parties, owners)


def parse_box(bbox: str) -> PageBox:
    """A source_bbox as numbers.

    >>> parse_box("37.1,394.9,793.9,405.8")
    (37.1, 394.9, 793.9, 405.8)
    """
    x0, top, x1, bottom = map(float, bbox.split(","))
    return x0, top, x1, bottom


def _find_role(cell: LedgerCell) -> MarkRole:
    match cell.fate:
        case Fate.FLAGGED:
            return MarkRole.FLAGGED
        case Fate.IGNORED:
            return MarkRole.IGNORED
        case Fate.USED:
            return _BY_COLUMN.get(cell.column or "") or _BY_TABLE.get(cell.table or "", MarkRole.HEADING)


def _describe_cell(cell: LedgerCell, index: _Index) -> tuple[str, ...]:
    if cell.fate is not Fate.USED:
        return (cell.rule,)
    short = (cell.record_id or "").removeprefix(f"{cell.document_id}/")
    match _find_role(cell):
        case MarkRole.VALUE:
            labels = _describe_values(index.values.get(cell.place, ()))
        case MarkRole.UNIT:
            labels = _describe_unit_of(index.owners.get(cell.record_id or ""))
        case MarkRole.PARTY:
            labels = _describe_parties(short, index.parties.get(cell.place, 1))
        case MarkRole.DOCUMENT:
            labels = (f"document: {cell.column}", str(cell.column))
        case MarkRole.INDICATOR | MarkRole.HEADING:
            labels = _describe_heading(short, cell, index)
        case _:
            labels = (f"{short} {(cell.column or '').removesuffix('_printed')}", short)
    return tuple(label.translate(_ASCII).encode("ascii", "replace").decode() for label in dict.fromkeys(labels))


def _describe_values(values: Sequence[Value]) -> tuple[str, ...]:
    """`2024 = 9976`, `2025 >=70`, the two numbers of a pair parted by a stroke; in a narrow cell the number alone."""
    series = [
        (f"{year}{'' if stage in (None, Stage.PLAN) else f' {stage}'}", "/".join(map(describe_value, group)))
        for (year, stage), group in groupby(values, key=lambda value: (value.year, value.stage))
    ]
    numbers = ", ".join(number for _, number in series)
    return ", ".join(f"{year} {'= ' if number[:1].isdigit() else ''}{number}" for year, number in series), numbers


def _describe_unit_of(owner: Indicator | Measure | Task | None) -> tuple[str, ...]:
    if not isinstance(owner, Indicator | Measure):
        return ("unit",)
    unit = describe_unit(owner.unit or "?", owner.unit_mult, owner.per).strip()
    return f"unit: {unit}", unit


def _describe_parties(short: str, count: int) -> tuple[str, ...]:
    word = "executor" if short.rpartition("/")[2].startswith("e") else "stakeholder"
    return (f"{count} {word}s" if count > 1 else word,)


def _describe_heading(short: str, cell: LedgerCell, index: _Index) -> tuple[str, ...]:
    """`d1/t3 task: 110 -> 120`: what a heading or an indicator is, with the numbers that its text gave."""
    name = f"{short} {(cell.table or '').removesuffix('s')}"
    owner = index.owners.get(cell.record_id or "")
    numbers = describe_target(owner) if isinstance(owner, Task) else _describe_values(index.values.get(cell.place, ()))[0]
    return (f"{name}: {numbers}", name, short) if numbers else (name, short)
