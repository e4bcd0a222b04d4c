"""The tables of the dataset, written once: the files, `datapackage.json`, `jospar schema` and the documentation are made from here.

Versions: a new column is a minor one and goes after the last field of its table, before the place, so that the field ids of the others
stay; a rename, a new type or a changed meaning is a major one. It must not know how tables are stored: nothing heavy is imported.
"""

from __future__ import annotations

from typing import NamedTuple

from jospar.extract.columns.aspects import Aspect
from jospar.extract.document import SourceKind
from jospar.normalize import records as r
from jospar.output.schema.columns import (
    CODES,
    DATE,
    DECIMAL,
    DIRECTION_ID,
    DOCUMENT_ID,
    FLOAT,
    GOAL_ID,
    INT8,
    INT16,
    INT32,
    NAMES,
    PLACE,
    STRING,
    TASK_ID,
    TITLES,
    UNIT,
    UNIT_LABEL,
    optional,
    required,
)
from jospar.output.schema.table import ColumnSchema, ForeignKey, Labels, OpenKey, TableSchema

SCHEMA_VERSION = "2.0"

DOCUMENTS = TableSchema(
    r.Document, "Board documents: who approved them, when, for which years, and the sums of their ledger.",
    Labels("құжаттар", "документы", "documents"),
    (
        DOCUMENT_ID,
        optional("title", STRING, "The title on the first page.", Labels("атауы", "название", "title")),
        optional("organization", STRING, "The organization that the document is about.", Labels("ұйым", "организация", "organization")),
        optional("approved_by", STRING, "The body that approved it.", Labels("бекіткен орган", "кем утверждён", "approved by")),
        optional("approved_on", DATE, "The day of approval.", Labels("бекітілген күні", "дата утверждения", "approved on")),
        optional(
            "protocol_number", STRING, "Number of the minutes of approval.",
            Labels("хаттама нөмірі", "номер протокола", "protocol number"),
        ),
        optional(
            "approval_status", STRING, "The word that says whether it is approved.",
            Labels("бекіту белгісі", "отметка об утверждении", "approval status"),
        ),
        optional("language", STRING, "Language of the document: kk, ru.", Labels("тілі", "язык", "language")),
        optional("first_year", INT16, "The first year that it covers.", Labels("бірінші жыл", "первый год", "first year"), unit="year"),
        optional("last_year", INT16, "The last year that it covers.", Labels("соңғы жыл", "последний год", "last year"), unit="year"),
        required("source_name", STRING, "Name of the file.", Labels("файл атауы", "имя файла", "file name")),
        required(
            "source_sha256", STRING, "SHA-256 of the file, 64 hexadecimal digits.",
            Labels("файлдың SHA-256 мәні", "SHA-256 файла", "SHA-256 of the file"),
        ),
        required(
            "source_kind", STRING, "The form that it came in.",
            Labels("файл түрі", "вид файла", "kind of file"), choices=tuple(SourceKind),
        ),
        optional("source_encoding", STRING, "Encoding of a text file.", Labels("кодтау", "кодировка", "encoding")),
        optional("source_pages", INT32, "How many pages it has.", Labels("бет саны", "число страниц", "pages"), unit="page"),
        required(
            "cells", INT32, "Non-empty cells and lines of the source: cells_used + cells_ignored + cells_flagged.",
            Labels("ұяшықтар", "ячейки", "cells"), unit="cell",
        ),
        required(
            "cells_used", INT32, "Cells that went to a record.",
            Labels("пайдаланылған ұяшықтар", "использованные ячейки", "cells used"), unit="cell",
        ),
        required(
            "cells_ignored", INT32, "Cells that a named rule left out.",
            Labels("ескерілмеген ұяшықтар", "пропущенные ячейки", "cells ignored"), unit="cell",
        ),
        required(
            "cells_flagged", INT32, "Cells that ended in an issue.",
            Labels("белгіленген ұяшықтар", "отмеченные ячейки", "cells flagged"), unit="cell",
        ),
        required(
            "values_confirmed", INT32, "Values that a check confirms and none contradicts.",
            Labels("расталған мәндер", "подтверждённые значения", "values confirmed"), unit="value",
        ),
        required(
            "values_contradicted", INT32, "Values that an open error or warning speaks against.",
            Labels("қайшы мәндер", "оспоренные значения", "values contradicted"), unit="value",
        ),
        required(
            "values_unreadable", INT32, "Values whose print can't be read for certain.",
            Labels("оқылмаған мәндер", "нечитаемые значения", "values unreadable"), unit="value",
        ),
        required(
            "grade", INT8, "0 to 100: the share of its cells that are accounted for, times that of its values that nothing speaks against.",
            Labels("баға", "оценка", "grade"), unit="percent",
        ),
        *PLACE,
    ),
)

DIRECTIONS = TableSchema(
    r.Direction, "The numbered top parts of a strategy.",
    Labels("бағыттар", "направления", "directions"),
    (
        DOCUMENT_ID,
        required("direction_id", STRING, "Id of the direction.", Labels("бағыт", "направление", "direction")),
        *CODES, *TITLES, *PLACE,
    ),
    (ForeignKey("document_id", "documents"),),
)

GOALS = TableSchema(
    r.Goal, "The level between direction and task, in documents that have one.",
    Labels("мақсаттар", "цели", "goals"),
    (
        DOCUMENT_ID,
        required("goal_id", STRING, "Id of the goal.", Labels("мақсат", "цель", "goal")),
        DIRECTION_ID, *CODES, *TITLES, *PLACE,
    ),
    (ForeignKey("document_id", "documents"), ForeignKey("direction_id", "directions")),
)

INDICATORS = TableSchema(
    r.Indicator, "What a direction or a goal is measured by, also without a number.",
    Labels("нысаналы индикаторлар", "целевые индикаторы", "target indicators"),
    (
        DOCUMENT_ID,
        required("indicator_id", STRING, "Id of the indicator.", Labels("нысаналы индикатор", "целевой индикатор", "target indicator")),
        DIRECTION_ID, GOAL_ID, *CODES, *NAMES, UNIT_LABEL, *UNIT, *PLACE,
    ),
    (ForeignKey("document_id", "documents"), ForeignKey("direction_id", "directions"), ForeignKey("goal_id", "goals")),
)

TASKS = TableSchema(
    r.Task, "Headings that measures stand under, with the target in their titles.",
    Labels("міндеттер", "задачи", "tasks"),
    (
        DOCUMENT_ID,
        required("task_id", STRING, "Id of the task.", Labels("міндет", "задача", "task")),
        DIRECTION_ID, GOAL_ID, *CODES, *TITLES,
        optional(
            "target_baseline", DECIMAL, "The number that the target starts from.",
            Labels("бастапқы мән", "исходное значение", "baseline"), unit="target_unit × 10^target_unit_mult",
        ),
        optional(
            "target_value", DECIMAL, "The number to be reached; the low end where it is a range.",
            Labels("нысаналы мән", "целевое значение", "target"), unit="target_unit × 10^target_unit_mult",
        ),
        optional(
            "target_value_upper", DECIMAL, "The high end where the target is a range.",
            Labels("нысаналы мәннің жоғарғы шегі", "верхняя граница целевого значения", "target, high end"),
            unit="target_unit × 10^target_unit_mult",
        ),
        optional("target_unit", STRING, "Code of the target's unit.", Labels("нысананың өлшем бірлігі", "единица цели", "target unit")),
        optional(
            "target_unit_mult", INT8, "Power of ten that the target is to be multiplied by.",
            Labels("нысананың он дәрежесі", "степень десяти цели", "target unit multiplier"), unit="power of ten",
        ),
        optional("target_per", STRING, "What the target is per.", Labels("нысана неге шаққанда", "цель в расчёте на", "target per")),
        optional("target_year", INT16, "The year to reach it by.", Labels("нысана жылы", "год цели", "target year"), unit="year"),
        optional(
            "target_bound", STRING, "How the target limits.",
            Labels("нысана шектеуі", "граница цели", "target bound"), choices=tuple(r.Bound),
        ),
        *PLACE,
    ),
    (ForeignKey("document_id", "documents"), ForeignKey("direction_id", "directions"), ForeignKey("goal_id", "goals")),
)

MEASURES = TableSchema(
    r.Measure, "Rows of the tables of measures.",
    Labels("іс-шаралар", "мероприятия", "measures"),
    (
        DOCUMENT_ID,
        required("measure_id", STRING, "Id of the measure.", Labels("іс-шара", "мероприятие", "measure")),
        DIRECTION_ID, GOAL_ID, TASK_ID, *CODES, *NAMES, UNIT_LABEL, *UNIT,
        optional(
            "table_title", STRING, "The title of its table, where that is no heading of the strategy.",
            Labels("кесте атауы", "название таблицы", "title of the table"),
        ),
        optional(
            "section", STRING, "The row that heads its part of the table, or that it is a part of.",
            Labels("кесте бөлімі", "раздел таблицы", "section of the table"),
        ),
        optional(
            "due_printed", STRING, "When it is to be done, as printed.",
            Labels("басылған орындау мерзімі", "срок в документе", "printed term"),
        ),
        optional("due_start", DATE, "The first day of its term.", Labels("мерзім басы", "начало срока", "term start")),
        optional("due_end", DATE, "The last day of its term.", Labels("мерзім соңы", "конец срока", "term end")),
        optional(
            "due_kind", STRING, "Whether it is due once, again in each period, or all the time.",
            Labels("мерзім қайталануы", "повторение срока", "kind of term"), choices=tuple(r.DueKind),
        ),
        optional(
            "completion_form", STRING, "The paper that shows that it was done, as printed.",
            Labels("аяқтау нысаны", "форма завершения", "form of completion"),
        ),
        optional(
            "expected_result", STRING, "What is to come of it, as printed.",
            Labels("күтілетін нәтиже", "ожидаемый результат", "expected result"),
        ),
        optional(
            "funding_source", STRING, "Out of what it is paid, as printed.",
            Labels("қаржыландыру көзі", "источник финансирования", "source of money"),
        ),
        optional(
            "information_source", STRING, "Where its numbers come from, as printed.",
            Labels("ақпарат көзі", "источник информации", "source of information"),
        ),
        optional("method", STRING, "How it is counted, as printed.", Labels("есептеу әдісі", "методика расчёта", "method")),
        optional("note", STRING, "The note beside it, as printed.", Labels("ескертпе", "примечание", "note")),
        *PLACE,
    ),
    (
        ForeignKey("document_id", "documents"), ForeignKey("direction_id", "directions"), ForeignKey("goal_id", "goals"),
        ForeignKey("task_id", "tasks"),
    ),
)

VALUES = TableSchema(
    r.Value, "Values of indicators and measures by year.",
    Labels("мәндер", "значения", "values"),
    (
        DOCUMENT_ID,
        required("value_id", STRING, "Id of the value.", Labels("мән", "значение", "value")),
        required(
            "owner_table", STRING, "The table of what the value belongs to.",
            Labels("иесінің кестесі", "таблица владельца", "owner's table"), choices=("indicators", "measures"),
        ),
        required(
            "owner_id", STRING, "Id of the indicator or measure, in the table that owner_table names.",
            Labels("иесі", "владелец", "owner"),
        ),
        optional(
            "year", INT16, "The year of a whole year, of an academic one the first; null for parts of a year and several years.",
            Labels("жыл", "год", "year"), unit="year",
        ),
        optional(
            "stage", STRING, "Planned, reported, estimated, or what it is measured against; null where the table does not say.",
            Labels("кезеңі", "стадия", "stage"), choices=tuple(r.Stage),
        ),
        required("component", INT8, "0; 0 and 1 where a cell holds a pair.", Labels("құраушы", "составляющая", "component")),
        optional(
            "value", DECIMAL, "The number in the printed scale, never rounded; the low end of a range.",
            Labels("мән", "значение", "value"), unit="unit × 10^unit_mult",
        ),
        optional(
            "value_upper", DECIMAL, "The high end of a range.",
            Labels("жоғарғы мән", "верхнее значение", "upper value"), unit="unit × 10^unit_mult",
        ),
        ColumnSchema(
            "value_float", FLOAT, True, "The value as a floating point number, for plots only.",
            Labels("мән (график үшін)", "значение (для графиков)", "value for plots"), unit="unit × 10^unit_mult", source="value",
        ),
        required("value_text", STRING, "The cell as printed.", Labels("басылған мән", "значение в документе", "printed value")),
        *UNIT,
        required(
            "status", STRING, "What the cell held: a number, a dash, nothing, or what can't be read for certain. A dash is never zero.",
            Labels("күйі", "состояние", "status"), choices=tuple(r.Status),
        ),
        required("origin", STRING, "Where the value comes from.", Labels("шығу көзі", "происхождение", "origin"), choices=tuple(r.Origin)),
        required(
            "confirmations", INT32, "How many checks that hold it took part in.",
            Labels("растаулар саны", "число подтверждений", "confirmations"), unit="check",
        ),
        optional(
            "period", STRING, "What the value holds for: 2025, 2025-Q4, 2025-S1, 2025-09, 2025-01/2025-09, 2024/2026, 2024-09/2025-08.",
            Labels("мерзім", "период", "period"),
        ),
        optional("period_start", DATE, "The first day of the period.", Labels("мерзімнің басы", "начало периода", "period start")),
        optional("period_end", DATE, "The last day of the period.", Labels("мерзімнің соңы", "конец периода", "period end")),
        optional(
            "period_kind", STRING, "What kind of period it is.",
            Labels("мерзім түрі", "вид периода", "period kind"), choices=tuple(r.PeriodKind),
        ),
        required(
            "aspect", STRING, "What it counts: the measure, its cost, percent of the plan, a change, a weight, or what is not understood.",
            Labels("қыры", "аспект", "aspect"), choices=tuple(Aspect),
        ),
        optional(
            "column_label", STRING, "The header above the cell as printed, its rows joined by ` / `.",
            Labels("баған атауы", "заголовок столбца", "column label"),
        ),
        *PLACE,
    ),
    (ForeignKey("document_id", "documents"),),
    OpenKey("owner_id", "owner_table"),
)

PARTIES = TableSchema(
    r.Party, "Stakeholders and executors of measures and indicators.",
    Labels("стейкхолдерлер мен орындаушылар", "стейкхолдеры и исполнители", "stakeholders and executors"),
    (
        DOCUMENT_ID,
        required("party_id", STRING, "Id of the row.", Labels("қатысушы", "участник", "party")),
        optional("measure_id", STRING, "The measure; null where the owner is none.", Labels("іс-шара", "мероприятие", "measure")),
        required(
            "role", STRING, "Whom it concerns, who answers for it, or who answers together with others.",
            Labels("рөлі", "роль", "role"), choices=tuple(r.Role),
        ),
        required("position", INT32, "Its place among those of its role, from 1.", Labels("реттік нөмірі", "порядковый номер", "position")),
        *NAMES,
        optional(
            "party", STRING, "Key of the list of parties; null where unknown.",
            Labels("қатысушы кілті", "ключ участника", "party key"),
        ),
        required(
            "owner_table", STRING, "The table of what the party belongs to.",
            Labels("иесінің кестесі", "таблица владельца", "owner's table"), choices=("indicators", "measures", "tasks"),
        ),
        required(
            "owner_id", STRING, "Id of the measure, indicator or task, in the table that owner_table names.",
            Labels("иесі", "владелец", "owner"),
        ),
        *PLACE,
    ),
    (ForeignKey("document_id", "documents"), ForeignKey("measure_id", "measures")),
    OpenKey("owner_id", "owner_table"),
)

ISSUES = TableSchema(
    r.Issue, "What a reader should know.",
    Labels("ескертулер", "замечания", "issues"),
    (
        DOCUMENT_ID,
        required("issue_id", STRING, "Id of the issue.", Labels("ескерту", "замечание", "issue")),
        required("code", STRING, "Its code in the list of issues.", Labels("коды", "код", "code")),
        required(
            "severity", STRING, "error: wrong or lost; warning: doubtful; info: worth knowing.",
            Labels("маңыздылығы", "серьёзность", "severity"), choices=tuple(r.Severity),
        ),
        optional("table", STRING, "The table of the record that it is about.", Labels("кесте", "таблица", "table")),
        optional("record_id", STRING, "Id of that record.", Labels("жазба", "запись", "record")),
        optional("year", INT16, "The year that it is about.", Labels("жыл", "год", "year"), unit="year"),
        optional(
            "printed", STRING, "The text that it is about, as printed.",
            Labels("басылған мәтін", "текст в документе", "printed text"),
        ),
        required("message", STRING, "What it says.", Labels("хабарлама", "сообщение", "message")),
        optional("suggestion", STRING, "What would fit in its place.", Labels("ұсыныс", "предложение", "suggestion")),
        required(
            "state", STRING, "Open, or accepted: somebody looked at it and the document is right as printed.",
            Labels("күйі", "состояние", "state"), choices=tuple(r.IssueState),
        ),
        optional("remark", STRING, "Who accepted it, when and why.", Labels("түсініктеме", "примечание", "remark")),
        *PLACE,
    ),
    (ForeignKey("document_id", "documents"),),
    OpenKey("record_id", "table"),
)

CHECKS = TableSchema(
    r.Check, "Relations between values that were tested.",
    Labels("тексерулер", "проверки", "checks"),
    (
        DOCUMENT_ID,
        required("check_id", STRING, "Id of the check.", Labels("тексеру", "проверка", "check")),
        required("check", STRING, "Name of the relation.", Labels("тексеру атауы", "название проверки", "name of the check")),
        required(
            "outcome", STRING, "Whether the relation holds.",
            Labels("нәтижесі", "исход", "outcome"), choices=tuple(r.Outcome),
        ),
        required("records", STRING, "Ids of the records that took part, one a line.", Labels("жазбалар", "записи", "records")),
        required("years", STRING, "Years that took part, parted by spaces.", Labels("жылдар", "годы", "years")),
        optional("expected", DECIMAL, "The number that was expected.", Labels("күтілген мән", "ожидаемое значение", "expected")),
        optional("found", DECIMAL, "The number that was found.", Labels("табылған мән", "найденное значение", "found")),
        optional(
            "tolerance", DECIMAL, "How far they may lie apart.",
            Labels("жол берілетін айырма", "допустимое расхождение", "tolerance"),
        ),
        *PLACE,
    ),
    (ForeignKey("document_id", "documents"),),
)

CELLS = TableSchema(
    r.LedgerCell, "The ledger: every non-empty cell and line of the source, and how it ended.",
    Labels("ұяшықтар тізілімі", "реестр ячеек", "ledger of cells"),
    (
        DOCUMENT_ID,
        required("cell_id", STRING, "Id of the cell.", Labels("ұяшық", "ячейка", "cell")),
        required("text", STRING, "Its text.", Labels("мәтіні", "текст", "text")),
        required(
            "fate", STRING, "Used in a record, ignored by a rule, or flagged by an issue.",
            Labels("тағдыры", "исход", "fate"), choices=tuple(r.Fate),
        ),
        required("rule", STRING, "The rule that decided.", Labels("ереже", "правило", "rule")),
        optional("table", STRING, "The table that it went to.", Labels("кесте", "таблица", "table")),
        optional("record_id", STRING, "Id of the record that it went to.", Labels("жазба", "запись", "record")),
        optional("column", STRING, "The column that it went to.", Labels("баған", "столбец", "column")),
        *PLACE,
    ),
    (ForeignKey("document_id", "documents"),),
    OpenKey("record_id", "table"),
)

TABLES = (DOCUMENTS, DIRECTIONS, GOALS, INDICATORS, TASKS, MEASURES, VALUES, PARTIES, ISSUES, CHECKS, CELLS)


class SchemaRow(NamedTuple):
    """One column as `jospar schema` prints it."""

    table: str
    column: str
    type: str
    nullable: bool
    description: str


def describe() -> tuple[SchemaRow, ...]:
    """Every column of every table, in the order of the files.

    >>> [row.type for row in describe() if row[:2] == ("values", "value")]
    ['decimal128(24,6)']
    """
    return tuple(
        SchemaRow(table.name, column.name, str(column.type), column.nullable, column.description)
        for table in TABLES
        for column in table.columns
    )


def field_ids(table: TableSchema) -> dict[str, int]:
    """Parquet field ids by column: 1 for document_id, 2 to 7 for the place, the fields from 8 on.

    Ids of columns never change: a new column comes last among the fields and takes the next number.

    >>> ids = field_ids(DIRECTIONS)
    >>> ids["document_id"], ids["source_page"], ids["direction_id"], ids["position"]
    (1, 2, 8, 9)
    """
    fixed = [DOCUMENT_ID.name, *(column.name for column in PLACE)]
    fields = [column.name for column in table.columns if column.name not in fixed]
    return {name: number for number, name in enumerate([*fixed, *fields], 1)}
