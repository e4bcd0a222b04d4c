"""The views of a DuckDB export: what an analyst would join first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatabaseView:
    """One view; `tables` are those that it reads."""

    name: str
    description: str
    tables: frozenset[str]
    query: str


_VALUE = (
    'v.period, v.period_kind, v."year", v.stage, v.aspect, v.component, v."value", v.value_upper, v.value_text, '
    "v.unit, v.unit_mult, v.per, v.bound, v.status, v.origin, v.column_label"
)

_EXECUTORS = "SELECT owner_id, string_agg(name, '; ' ORDER BY position) AS executors FROM parties WHERE role = 'executor' GROUP BY owner_id"

VIEWS = (
    DatabaseView(
        "measure_values",
        "Values of measures, each with its measure, the headings above it, its document and who answers for it.",
        frozenset({"documents", "directions", "goals", "tasks", "measures", "values", "parties"}),
        f"""
        SELECT v.document_id, d.organization, r.title AS direction, g.title AS goal, t.title AS task,
               m.measure_id, m.code, m.name, {_VALUE}, e.executors, v.value_id
        FROM "values" AS v
        JOIN measures AS m ON v.owner_table = 'measures' AND v.owner_id = m.measure_id
        JOIN documents AS d ON d.document_id = v.document_id
        LEFT JOIN directions AS r ON r.direction_id = m.direction_id
        LEFT JOIN goals AS g ON g.goal_id = m.goal_id
        LEFT JOIN tasks AS t ON t.task_id = m.task_id
        LEFT JOIN ({_EXECUTORS}) AS e ON e.owner_id = m.measure_id
        """,  # noqa: S608  both pieces are above
    ),
    DatabaseView(
        "indicator_values",
        "Values of target indicators, each with its indicator, the headings above it, its document and who answers for it.",
        frozenset({"documents", "directions", "goals", "indicators", "values", "parties"}),
        f"""
        SELECT v.document_id, d.organization, r.title AS direction, g.title AS goal, i.indicator_id, i.code, i.name, {_VALUE},
               e.executors, v.value_id
        FROM "values" AS v
        JOIN indicators AS i ON v.owner_table = 'indicators' AND v.owner_id = i.indicator_id
        JOIN documents AS d ON d.document_id = v.document_id
        LEFT JOIN directions AS r ON r.direction_id = i.direction_id
        LEFT JOIN goals AS g ON g.goal_id = i.goal_id
        LEFT JOIN ({_EXECUTORS}) AS e ON e.owner_id = i.indicator_id
        """,  # noqa: S608
    ),
    DatabaseView(
        "open_issues",
        "What needs a person, worst first.",
        frozenset({"issues"}),
        """
        SELECT document_id, severity, code, source_page, source_line, printed, message, suggestion, "table", record_id, "year", issue_id
        FROM issues
        WHERE state = 'open'
        ORDER BY severity = 'error' DESC, severity = 'warning' DESC, document_id, source_line, issue_id
        """,
    ),
)
