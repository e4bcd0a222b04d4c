"""What the page of the dataset says of a document: its grade, its counts, and what is open in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from jospar.normalize.records import Document, Issue, IssueState, Records, Severity
from jospar.output.report import translations as words

# More would make a page that nobody reads; the page says how many there are beyond.
MOST_OPEN = 3000
_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Summary:
    """One document, without its records."""

    document: Document
    page: str
    measures: int
    values: int
    accepted: int
    open: tuple[Issue, ...]


def summarize(records: Records, page: str) -> Summary:
    """The summary of a document whose page is the file `page`."""
    found = tuple(issue for issue in records.issues if issue.state is IssueState.OPEN)
    return Summary(records.document, page, len(records.measures), len(records.values), len(records.issues) - len(found), found)


def encode_dataset(summaries: tuple[Summary, ...], links: dict[str, str]) -> dict[str, Any]:
    """The documents with their counts, what is open in all of them by code, and the open issues, the worst first."""
    issues = [(number, issue) for number, summary in enumerate(summaries) for issue in summary.open]
    issues.sort(key=lambda item: (_ORDER.index(item[1].severity), item[0]))
    return {
        "documents": [_encode(summary, links[summary.document.document_id]) for summary in summaries],
        "codes": _count_codes(summaries),
        "open": [_encode_issue(number, issue) for number, issue in issues[:MOST_OPEN]],
        "beyond": max(0, len(issues) - MOST_OPEN),
    }


def _encode(summary: Summary, link: str) -> dict[str, Any]:
    document = summary.document
    severities = Counter(issue.severity for issue in summary.open)
    return {
        "id": document.document_id,
        "page": link,
        "title": document.title or "",
        "organization": document.organization or "",
        "language": document.language or "",
        "first": document.first_year,
        "last": document.last_year,
        "kind": document.source_kind,
        "grade": document.grade,
        "measures": summary.measures,
        "values": summary.values,
        "confirmed": document.values_confirmed,
        "contradicted": document.values_contradicted,
        "unreadable": document.values_unreadable,
        "cells": document.cells,
        "flagged": document.cells_flagged,
        "open": [severities[severity] for severity in _ORDER],
        "accepted": summary.accepted,
    }


def _count_codes(summaries: tuple[Summary, ...]) -> list[Any]:
    """Code, severity, how many are open, in how many documents: the most severe first, then the most frequent."""
    counts: Counter[tuple[Severity, str]] = Counter()
    documents: Counter[tuple[Severity, str]] = Counter()
    for summary in summaries:
        found = Counter((issue.severity, issue.code) for issue in summary.open)
        counts.update(found)
        documents.update(found.keys())
    order = sorted(counts, key=lambda key: (_ORDER.index(key[0]), -counts[key], key[1]))
    return [[code, severity, counts[severity, code], documents[severity, code]] for severity, code in order]


def _encode_issue(number: int, issue: Issue) -> list[Any]:
    """The document's number, id, code, severity, page, line, print, detail, suggestion."""
    detail = words.of_detail(issue)
    short = {language: text[:200] for language, text in detail.items()} if isinstance(detail, dict) else detail[:200]
    return [
        number, issue.issue_id, issue.code, issue.severity, issue.place.page, issue.place.line,
        (issue.printed or "")[:200], short, issue.suggestion,
    ]
