"""`jospar show`: a document as the tree that it is, each measure with its values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from normalize.records import Bound, Direction, Goal, Indicator, Measure, Role, Severity, Stage, Status, Task, Value
from pipeline.console import Paint, Style, printable

if TYPE_CHECKING:
    from extract.document import Place
    from normalize.records import Document, Party, Records

Node = Direction | Goal | Task | Indicator | Measure
_MARKS = {Bound.EXACT: "", Bound.RANGE: "", Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤", Bound.ABOUT: "≈"}


def format_tree(records: Records, paint: Paint) -> str:
    """The whole document, one line a record and one for its values, stakeholders and executors."""
    children = _children(records)
    values: dict[str, list[Value]] = defaultdict(list)
    for value in records.values:
        values[value.owner_id].append(value)
    parties: dict[str, list[Party]] = defaultdict(list)
    for party in records.parties:
        parties[party.measure_id].append(party)

    def draw(parent: str, indent: str) -> Iterator[str]:
        nodes = children[parent]
        for number, (node_id, node) in enumerate(nodes, 1):
            last = number == len(nodes)
            below = indent + ("   " if last else "│  ")
            yield f"{indent}{'└─ ' if last else '├─ '}{_describe(node, paint)}"
            bar = "│  " if children[node_id] else "   "
            details = filter(None, (_describe_values(values[node_id]), *_describe_parties(parties[node_id])))
            yield from (f"{below}{bar}{paint(detail, Style.DIM)}" for detail in details)
            yield from draw(node_id, below)

    document = records.document
    return "\n".join((_describe_document(document, paint), *draw(document.document_id, ""), *_describe_issues(records, paint)))


def _describe_issues(records: Records, paint: Paint) -> Iterator[str]:
    """The errors and warnings of a document, and how many infos it has; `jospar explain` has them all, each at its line."""
    infos = sum(issue.severity is Severity.INFO for issue in records.issues)
    for issue in sorted(records.issues, key=lambda issue: issue.severity is not Severity.ERROR):
        if issue.severity is not Severity.INFO:
            style = Style.RED if issue.severity is Severity.ERROR else Style.YELLOW
            printed = f" {printable(issue.printed)}:" if issue.printed else ""
            where = f"line {issue.place.line}:" if issue.place.line else ""
            yield f"{paint(issue.severity, style)} {where}{printed} {issue.message} [{issue.code}]"
    if infos:
        yield paint(f"{infos} infos: jospar explain", Style.DIM)


def _children(records: Records) -> dict[str, list[tuple[str, Node]]]:
    """Ids and records by the id of what they stand below, as the ids say: indicators, measures, then headings in reading order."""
    headings: list[tuple[str, Node]] = [
        *((direction.direction_id, direction) for direction in records.directions),
        *((goal.goal_id, goal) for goal in records.goals),
        *((task.task_id, task) for task in records.tasks),
    ]
    headings.sort(key=lambda item: _reading_order(item[1].place))
    rows: list[tuple[str, Node]] = [
        *((indicator.indicator_id, indicator) for indicator in records.indicators),
        *((measure.measure_id, measure) for measure in records.measures),
    ]
    children: dict[str, list[tuple[str, Node]]] = defaultdict(list)
    for node_id, node in (*rows, *headings):
        children[node_id.rpartition("/")[0]].append((node_id, node))
    return children


def _reading_order(place: Place) -> tuple[int, ...]:
    return tuple(number or 0 for number in (place.page, place.line, place.table, place.row, place.column))


def _describe_document(document: Document, paint: Paint) -> str:
    years = f"{document.first_year}–{document.last_year}" if document.first_year else None
    approved = f"approved {document.approved_on}" if document.approved_on else None
    facts = (document.title, document.organization, years, document.language, approved)
    return "  ".join((paint(document.document_id, Style.BOLD), *(printable(fact) for fact in facts if fact)))


def _describe(node: Node, paint: Paint) -> str:
    code = f"{node.code} " if node.code else ""
    if isinstance(node, Indicator | Measure):
        unit = f"  [{printable(node.unit_label)}]" if node.unit_label else ""
        label = "◆ " if isinstance(node, Indicator) else ""
        return f"{label}{code}{printable(node.name)}{unit}"
    heading = paint(f"{code}{printable(node.title)}", Style.BOLD)
    return f"{heading}{_describe_target(node)}" if isinstance(node, Task) else heading


def _describe_target(task: Task) -> str:
    if task.target_value is None:
        return ""
    start = f"{_number(task.target_baseline)} → " if task.target_baseline is not None else ""
    upper = f"–{_number(task.target_value_upper)}" if task.target_value_upper is not None else ""
    mark = _MARKS[task.target_bound or Bound.EXACT]
    unit = _describe_unit(task.target_unit, task.target_unit_mult or 0, task.target_per)
    year = f" in {task.target_year}" if task.target_year else ""
    return f"  → target {start}{mark}{_number(task.target_value)}{upper}{unit}{year}"


def _describe_unit(unit: str | None, mult: int, per: str | None) -> str:
    scale = f" ×10^{mult}" if mult else ""
    return f"{scale}{f' {unit}' if unit else ''}{f' per {per}' if per else ''}"


def _describe_values(values: Sequence[Value]) -> str:
    """`2024: 85, 2025: ≥86 (fact) percent`: the two numbers of a pair parted by a stroke."""
    if not values:
        return ""
    first = values[0]
    usual = _describe_unit(first.unit, first.unit_mult, first.per)

    def describe(value: Value) -> str:
        own = _describe_unit(value.unit, value.unit_mult, value.per)
        return _describe_value(value) + (own or " without unit" if own != usual else "")

    years = [
        f"{year}: {'/'.join(map(describe, group))}{f' ({stage})' if stage not in (None, Stage.PLAN) else ''}"
        for (year, stage), group in groupby(values, key=lambda value: (value.year, value.stage))
    ]
    return f"{', '.join(years)}{usual}"


def _describe_value(value: Value) -> str:
    if value.value is None:
        words = {Status.DASH: "–", Status.BLANK: "blank"}
        return words.get(value.status, f"? ({printable(value.value_text)})")
    upper = f"–{_number(value.value_upper)}" if value.value_upper is not None else ""
    return f"{_MARKS[value.bound]}{_number(value.value)}{upper}"


def _number(value: Decimal) -> str:
    """A number without the zeros that its storage adds.

    >>> _number(Decimal("6591606.250000"))
    '6591606.25'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _describe_parties(parties: Sequence[Party]) -> Iterator[str]:
    for role in Role:
        names = [printable(party.name) for party in parties if party.role is role]
        if names:
            yield f"{role}s: {'; '.join(names)}"
