"""Reads what stands before the first heading: the approval and the title of the document.

It knows how a date, a number, a body and an organization are written there; phrases.first_page knows which lines are the approval.
The words themselves are in vocabulary/.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from jospar.extract.words.folding import fold_in_place
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.dates import find_dates
from jospar.normalize.phrases.first_page import FirstPagePart, TextSpan, find_numbers, find_words, form_codes, form_pattern, read_parts
from jospar.normalize.words.names import clean_name

_QUOTED = r"(?:«[^«»]*(?:«[^«»]*»[^«»]*)*»|«[^«»]*«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\")"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Approval:
    """What the lines before the first heading say; a field is None where they don't say it, or not with certainty.

    `used` has one item a line: the fields that the line gave, empty where it gave none. `problems` say what could not be read.
    """

    title: str | None
    organization: str | None
    approved_by: str | None
    approved_on: date | None
    protocol_number: str | None
    approval_status: str | None
    used: tuple[tuple[str, ...], ...]
    problems: tuple[Unreadable, ...]


@dataclass(frozen=True, slots=True)
class _Field(Generic[T]):
    """A value, the places in the text that gave it, and why there is none where there should be one."""

    value: T | None = None
    spans: tuple[TextSpan, ...] = ()
    problem: Unreadable | None = None


def read_approval(lines: Sequence[str]) -> Approval:
    """The approval and the title in the printed lines before the first heading; blank lines are empty strings. Total.

    The organization is that of the title, else that of the approval: a quoted name beside its legal form. Of several dates,
    numbers or bodies none is chosen: the field is None and a problem says so. The number of an order is no protocol number.

    >>> approval = read_approval(["Директорлар кеңесінің шешімімен", "(2024 жылғы «25» маусымдағы", "№ 4 хаттама)", "БЕКІТІЛДІ"])
    >>> approval.approved_by, str(approval.approved_on), approval.protocol_number, approval.approval_status
    ('Директорлар кеңесі', '2024-06-25', '4', 'БЕКІТІЛДІ')
    """
    zone, title = read_parts(lines)
    body, day, protocol, status = _find_body(zone), _find_date(zone), _find_protocol(zone), _find_status(zone)
    in_title, in_zone = _find_organization(title), _find_organization(zone)
    given = {
        "title": set(title.indexes),
        "organization": title.lines(in_title.spans) | zone.lines(in_zone.spans),
        "approved_by": zone.lines(body.spans),
        "approved_on": zone.lines(day.spans),
        "protocol_number": zone.lines(protocol.spans),
        "approval_status": zone.lines(status.spans),
    }
    return Approval(
        title=clean_name(title.text) or None,
        organization=in_title.value or in_zone.value,
        approved_by=body.value,
        approved_on=day.value,
        protocol_number=protocol.value,
        approval_status=status.value,
        used=tuple(tuple(field for field, indexes in given.items() if index in indexes) for index in range(len(lines))),
        problems=tuple(field.problem for field in (body, day, protocol) if field.problem),
    )


def _find_organization(part: FirstPagePart) -> _Field[str]:
    match = _organization().search(part.folded)
    if match is None:
        return _Field()
    form_before, named, name, form_after = (part.text[slice(*match.span(group))] for group in range(1, 5))
    printed = f"{_legal_form(form_before)} {named}" if form_before else f"{name} {_legal_form(form_after)}"
    return _Field(clean_name(printed), (match.span(),))


def _legal_form(printed: str) -> str:
    """The form in the nominative: as printed where it stands in it, else from the list."""
    nominative = form_codes("legal_forms.yml")[fold_in_place(printed)]
    return printed if fold_in_place(nominative) == fold_in_place(printed) else nominative


def _find_body(part: FirstPagePart) -> _Field[str]:
    """The one body that is named, or of several the one beside the word of decision."""
    decisions, protocols = find_words(part, "decision"), find_words(part, "protocol")
    codes = form_codes("bodies.yml")
    named = [(codes[match[0]], match.span()) for match in form_pattern("bodies.yml").finditer(part.folded)]
    beside = [(code, span) for code, span in named if any(_is_beside(span, decision) for decision in decisions)]
    for found in (named, beside):
        if len({code for code, _ in found}) == 1:
            return _Field(found[0][0], (*(span for _, span in found), *decisions))
    if named or decisions or protocols:
        return _Field(problem=Unreadable("approver_unknown", ", ".join(code for code, _ in named) or part.text))
    return _Field()


def _is_beside(span: TextSpan, other: TextSpan) -> bool:
    """Whether one character at most, a space or a hyphen, stands between the two."""
    return 0 <= max(span[0], other[0]) - min(span[1], other[1]) <= 1


def _find_date(part: FirstPagePart) -> _Field[date]:
    found = find_dates(part.text)
    days = {one.value for one in found}
    if len(days) == 1 and None not in days:
        return _Field(found[0].value, tuple((one.start, one.end) for one in found))
    if found:
        return _Field(problem=Unreadable("approval_unreadable", ", ".join(part.text[one.start : one.end] for one in found)))
    return _Field()


def _find_protocol(part: FirstPagePart) -> _Field[str]:
    """The number beside each word for protocol, else the one that is not beside a word for a decision (`протокол от 25 июня № 4`)."""
    words, decisions = find_words(part, "protocol"), find_words(part, "decision")
    if not words:
        return _Field()
    numbers = tuple(find_numbers(part))
    beside = [number for number in numbers if any(_is_beside(number.span(), word) for word in words)]
    free = [number for number in numbers if not any(_is_beside(number.span(), word) for word in decisions)]
    chosen = beside if len(beside) == len(words) else free
    printed = {part.text[slice(*number.span("number"))] for number in chosen}
    if len(printed) == 1:
        return _Field(printed.pop(), (*words, *(number.span() for number in chosen)))
    if printed:
        return _Field(problem=Unreadable("approval_unreadable", ", ".join(sorted(printed))))
    return _Field()


def _find_status(part: FirstPagePart) -> _Field[str]:
    spans = find_words(part, "status")
    return _Field(part.text[slice(*spans[0])], spans[:1]) if spans else _Field()


@cache
def _organization() -> re.Pattern[str]:
    form = form_pattern("legal_forms.yml").pattern
    return re.compile(f"({form}) ?({_QUOTED})|({_QUOTED}) ?({form})")
