"""`jospar schema` and `jospar issues`: what the tables hold, and what can be said about a document."""

from __future__ import annotations

from itertools import groupby

from jospar.normalize.catalogue import ISSUES, REFUSALS
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES, describe
from jospar.pipeline.system.console import Paint, TextStyle, format_table


def format_schema(paint: Paint) -> str:
    """The data dictionary: each table with its columns."""
    descriptions = {table.name: table.description for table in TABLES}
    blocks = [f"Schema {SCHEMA_VERSION}"]
    for name, rows in groupby(describe(), key=lambda row: row.table):
        columns = [(f"  {row.column}", row.type, "null" if row.nullable else "", row.description) for row in rows]
        head = f"{paint(name, TextStyle.BOLD)}  {descriptions[name]}"
        blocks.append(f"{head}\n{format_table(columns[0], columns[1:])}")
    return "\n\n".join(blocks)


def format_issues(paint: Paint) -> str:
    """The catalogue: the issues of the issues table, and the reasons to refuse a document as a whole."""
    rows = [(kind.code, str(kind.severity), kind.meaning, kind.remedy) for kind in (*ISSUES, *REFUSALS)]
    lines = format_table(("code", "severity", "meaning", "what to do"), rows).splitlines()
    heads = (
        paint("In the table of issues:", TextStyle.BOLD),
        paint("Why a document is refused, as printed to standard error:", TextStyle.BOLD),
    )
    first = 1 + len(ISSUES)
    return "\n".join((heads[0], *lines[:first], "", heads[1], lines[0], *lines[first:]))
