"""`jospar show`: a document as the tree that it is, each measure with its values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from jospar.normalize.records import Indicator, IssueState, Measure, Role, Severity, Stage, Status, Task, Value, id_of
from jospar.normalize.tree import TreeRecord, children_of
from jospar.pipeline.system.console import Paint, TextStyle, printable
from jospar.pipeline.views.wording import describe_place, describe_target, describe_unit, describe_value, short_id

if TYPE_CHECKING:
    from jospar.normalize.records import Document, Party, Records


def format_tree(records: Records, paint: Paint) -> str:
    """The whole document, one line a record and one for its values, stakeholders and executors."""
    children = children_of(records)
    values: dict[str, list[Value]] = defaultdict(list)
    for value in records.values:
        values[value.owner_id].append(value)
    parties: dict[str, list[Party]] = defaultdict(list)
    for party in records.parties:
        parties[party.owner_id].append(party)

    def draw(parent: str, indent: str) -> Iterator[str]:
        below_parent = children.get(parent, ())
        for number, record in enumerate(below_parent, 1):
            record_id, last = id_of(record), number == len(below_parent)
            below = indent + ("   " if last else "│  ")
            yield f"{indent}{'└─ ' if last else '├─ '}{_describe(record, paint)}"
            bar = "│  " if record_id in children else "   "
            details = filter(None, (_describe_values(values[record_id]), *_describe_parties(parties[record_id])))
            yield from (f"{below}{bar}{paint(detail, TextStyle.DIM)}" for detail in details)
            yield from draw(record_id, below)

    document = records.document
    return "\n".join((_describe_document(document, paint), *draw(document.document_id, ""), *_describe_issues(records, paint)))


def _describe_issues(records: Records, paint: Paint) -> Iterator[str]:
    """The open errors and warnings of a document, and how many infos; `jospar explain` has all issues, each at its line."""
    still_open = [issue for issue in records.issues if issue.state is IssueState.OPEN]
    infos = sum(issue.severity is Severity.INFO for issue in still_open)
    for issue in sorted(still_open, key=lambda issue: issue.severity is not Severity.ERROR):
        if issue.severity is not Severity.INFO:
            style = TextStyle.RED if issue.severity is Severity.ERROR else TextStyle.YELLOW
            printed = f"{printable(issue.printed)}: " if issue.printed else ""
            place = describe_place(issue.place)
            where = f"{place}: " if place else ""
            yield f"{paint(issue.severity, style)} {where}{printed}{printable(issue.message)} [{issue.code} {short_id(issue)}]"
    if infos:
        yield paint(f"{infos} {'info' if infos == 1 else 'infos'}: jospar explain", TextStyle.DIM)


def _describe_document(document: Document, paint: Paint) -> str:
    years = f"{document.first_year}–{document.last_year}" if document.first_year else None
    approved = f"approved {document.approved_on}" if document.approved_on else None
    facts = (document.title, document.organization, years, document.language, approved)
    return "  ".join((paint(document.document_id, TextStyle.BOLD), *(printable(fact) for fact in facts if fact)))


def _describe(record: TreeRecord, paint: Paint) -> str:
    code = f"{record.code} " if record.code else ""
    if isinstance(record, Indicator | Measure):
        unit = f"  [{printable(record.unit_label)}]" if record.unit_label else ""
        label = "◆ " if isinstance(record, Indicator) else ""
        return f"{label}{code}{printable(record.name)}{unit}"
    heading = paint(f"{code}{printable(record.title)}", TextStyle.BOLD)
    target = describe_target(record) if isinstance(record, Task) else ""
    return f"{heading}  → target {target}" if target else heading


def _describe_values(values: Sequence[Value]) -> str:
    """`2024: 85, 2025: ≥86 (fact) percent`: the two numbers of a pair parted by a stroke."""
    if not values:
        return ""
    first = values[0]
    usual = describe_unit(first.unit, first.unit_mult, first.per)

    def describe(value: Value) -> str:
        own = describe_unit(value.unit, value.unit_mult, value.per)
        return _describe_value(value) + (own or " without unit" if own != usual else "")

    years = [
        f"{period}: {'/'.join(map(describe, group))}{f' ({stage})' if stage not in (None, Stage.PLAN) else ''}"
        for (period, stage), group in groupby(values, key=lambda value: (value.period_label, value.stage))
    ]
    return f"{', '.join(years)}{usual}"


def _describe_value(value: Value) -> str:
    printed = f" ({printable(value.value_text)})" if value.status is Status.UNREADABLE else ""
    return f"{describe_value(value)}{printed}"


def _describe_parties(parties: Sequence[Party]) -> Iterator[str]:
    for role in Role:
        names = [printable(party.name) for party in parties if party.role is role]
        if names:
            yield f"{role.replace('_', '-')}s: {'; '.join(names)}"
