"""The columns that several tables share, and the words that columns are written with."""

from __future__ import annotations

from jospar.normalize.records import Bound
from jospar.output.schema.table import ColumnSchema, ColumnType, Labels

STRING, INT8, INT16, INT32 = ColumnType.STRING, ColumnType.INT8, ColumnType.INT16, ColumnType.INT32
DATE, DECIMAL, FLOAT = ColumnType.DATE32, ColumnType.DECIMAL, ColumnType.FLOAT64


def required(
    name: str, kind: ColumnType, description: str, label: Labels, *, unit: str | None = None, choices: tuple[str, ...] = ()
) -> ColumnSchema:
    """A column that is never null."""
    return ColumnSchema(name, kind, False, description, label, unit, choices)


def optional(
    name: str, kind: ColumnType, description: str, label: Labels, *, unit: str | None = None, choices: tuple[str, ...] = ()
) -> ColumnSchema:
    """A column that may be null."""
    return ColumnSchema(name, kind, True, description, label, unit, choices)


DOCUMENT_ID = required("document_id", STRING, "The document: the stem of its file name.", Labels("құжат", "документ", "document"))
PLACE = (
    ColumnSchema("source_page", INT32, True, "Page of the source, from 1.", Labels("бет", "страница", "page"), source="place.page"),
    ColumnSchema(
        "source_line", INT32, True, "Line of a text source, from 1; elsewhere the number of the paragraph or table row in reading order.",
        Labels("жол", "строка текста", "line"), source="place.line",
    ),
    ColumnSchema(
        "source_table", INT32, True, "Table of the source, counted through the document from 1.",
        Labels("кесте", "таблица", "table"), source="place.table",
    ),
    ColumnSchema(
        "source_row", INT32, True, "Row of that table, from 1.", Labels("кесте жолы", "строка таблицы", "row"), source="place.row",
    ),
    ColumnSchema("source_column", INT32, True, "Column of that row, from 1.", Labels("баған", "столбец", "column"), source="place.column"),
    ColumnSchema(
        "source_bbox", STRING, True, "Where it stands on the page: x0,top,x1,bottom (PDF and scans).",
        Labels("беттегі орны", "место на странице", "box on the page"), unit="point", source="place.bbox",
    ),
)
DIRECTION_ID = optional("direction_id", STRING, "The direction that it belongs to.", Labels("бағыт", "направление", "direction"))
GOAL_ID = optional("goal_id", STRING, "The goal that it belongs to, in documents that have goals.", Labels("мақсат", "цель", "goal"))
TASK_ID = optional("task_id", STRING, "The task that it belongs to.", Labels("міндет", "задача", "task"))
CODES = (
    required("position", INT32, "Its place among its siblings, from 1.", Labels("реттік нөмірі", "порядковый номер", "position")),
    optional("code_printed", STRING, "The code as printed.", Labels("басылған код", "код в документе", "printed code")),
    optional("code", STRING, "The code that its place has; an issue says where the printed one differs.", Labels("код", "код", "code")),
)
TITLES = (
    required("title", STRING, "The title, cleaned: NFC, single spaces, no full stop at the end.", Labels("атауы", "название", "title")),
    required(
        "title_printed", STRING, "The title as printed, without its number.",
        Labels("басылған атауы", "название в документе", "printed title"),
    ),
)
NAMES = (
    required("name", STRING, "The name, cleaned: NFC, single spaces, no full stop at the end.", Labels("атауы", "наименование", "name")),
    required(
        "name_printed", STRING, "The name as printed, without its number.",
        Labels("басылған атауы", "наименование в документе", "printed name"),
    ),
)
UNIT_LABEL = optional(
    "unit_label", STRING, "The unit as printed.",
    Labels("басылған өлшем бірлігі", "единица измерения в документе", "printed unit"),
)
UNIT = (
    optional(
        "unit", STRING, "Code of the unit: ISO 4217 for money, else of the list of units; null where unknown.",
        Labels("өлшем бірлігі", "единица измерения", "unit"),
    ),
    required(
        "unit_mult", INT8, "Power of ten that the printed numbers are to be multiplied by (thousand: 3).",
        Labels("он дәрежесі", "степень десяти", "unit multiplier"), unit="power of ten",
    ),
    optional("per", STRING, "What a rate is per: week, academic_hour, `100000 person`.", Labels("неге шаққанда", "в расчёте на", "per")),
    required(
        "bound", STRING, "How the number limits: exactly, at least, at most, about, or from a low to a high end.",
        Labels("шектеу", "граница", "bound"), choices=tuple(Bound),
    ),
)
