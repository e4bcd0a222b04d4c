"""Writes docs/issues.md out of the catalogue: `python tools/issues_page.py` prints it, a test holds the file to it."""

from __future__ import annotations

from collections.abc import Iterable

from jospar.normalize.catalogue import ISSUES, REFUSALS

_HEAD = """\
# What an issue means

This page is made from `normalize/catalogue.py` by `python tools/issues_page.py > docs/issues.md`. `jospar issues` prints the same list.

An error is wrong or lost, a warning is doubtful, an info is worth knowing."""

_REFUSED = """\
## Why a document is refused

A document that can't be read is refused with one line."""


def format_page() -> str:
    """The page: every issue of the table of issues, then every reason to refuse a document."""
    issues = ((f"`{kind.code}`", str(kind.severity), kind.meaning, kind.remedy, kind.example) for kind in ISSUES)
    refusals = ((f"`{kind.code}`", kind.meaning, kind.remedy, kind.example) for kind in REFUSALS)
    tables = (
        _format_table(("code", "severity", "meaning", "what to do", "example"), issues),
        _format_table(("code", "meaning", "what to do", "example"), refusals),
    )
    return "\n\n".join((_HEAD, tables[0], _REFUSED, tables[1])) + "\n"


def _format_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    print(format_page(), end="")
