"""Records for the tests of the review page: the sample with what checks will say of it, a large document, and one that attacks the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from jospar.extract.document import Place
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.checks import check
from jospar.normalize.corrections.reading import read_corrections
from jospar.normalize.grade import grade
from jospar.normalize.records import (
    Bound,
    Direction,
    Fate,
    Issue,
    IssueState,
    LedgerCell,
    Measure,
    Origin,
    Party,
    Records,
    Role,
    Severity,
    Stage,
    Status,
    Task,
    Value,
)
from jospar.pipeline.document.stages import read_document
from tests.support.correcting import acceptance, correction, corrections_file
from tests.support.output_factory import make_records
from tests.support.reading import SAMPLE

YEARS = (2024, 2025, 2026, 2027, 2028, 2029)
ATTACKS = (
    "<script>document.title='pwned'</script>",
    "<img src=x onerror=\"document.title='pwned'\">",
    "</script><script>document.title='pwned'</script>",
    "<!--<script>",
    "\"><svg onload=document.title='pwned'>",
    "{{ 7*7 }} {% raw %} ${7*7} \u2028 \u2029 \x00 &lt;b&gt;",
    "javascript:document.title='pwned'",
)


@cache
def make_reviewed() -> Records:
    """The sample with all that is checked, as a reviewer leaves it: a cell that can't be read, a corrected value, two accepted issues."""
    text = SAMPLE.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("4.1.3."))
    return read_document(text.replace(row, row.replace("\t7\t", "\t5 0 0\t", 1)).encode(), "ktu-2024.txt", corrections=_CORRECTIONS)


_CORRECTIONS = read_corrections(
    corrections_file(
        correction("ktu-2024/d2/t1/m1", "value", "30", "32", "year: 2025, "),
        accepted=tuple(acceptance(f"ktu-2024/{row}", "value_missing", "-", "year: 2024, ") for row in ("d1/t5/m1", "d2/t2/m1")),
    ),
    "ktu-2024.yml",
)


@cache
def make_large(measures: int = 5000, in_task: int = 10) -> Records:
    """A document of so many measures, ten to a task and ten tasks to a direction, with a ledger, parties and all that is checked."""
    document_id = "large"
    base = make_records(document_id)
    directions: list[Direction] = []
    tasks: list[Task] = []
    rows: list[Measure] = []
    values: list[Value] = []
    parties: list[Party] = []
    issues: list[Issue] = []
    cells: list[LedgerCell] = []
    for number in range(measures):
        task, place = number // in_task, number % in_task + 1
        direction = task // 10
        d, t = f"{document_id}/d{direction + 1}", f"{document_id}/d{direction + 1}/t{task % 10 + 1}"
        line = Place(line=2 * number + 3, table=direction + 1, row=number + 2)
        if task % 10 == 0 and place == 1:
            title = f"Бағыт {direction + 1}: сапалы білім және ғылым"
            at = line._replace(line=2 * number + 1)
            directions.append(Direction(document_id, d, at, direction + 1, None, str(direction + 1), title, title))
        if place == 1:
            title = f"Міндет {task + 1}: көрсеткіштерді арттыру"
            tasks.append(
                Task(document_id, t, line._replace(line=2 * number + 2), d, None, task % 10 + 1, None, f"{direction + 1}.{task % 10 + 1}",
                     title, title, Decimal(number + 100), Decimal(number + 600), None, "person", 0, None, 2029, Bound.EXACT)
            )
        m = f"{t}/m{place}"
        name = f"Мероприятие {number + 1}: увеличение числа обучающихся по программам обмена"
        rows.append(Measure(document_id, m, line, d, None, t, place, None, f"{direction + 1}.{task % 10 + 1}.{place}", name, name, "адам",
                            "person", 0, None, Bound.EXACT))
        cells.append(LedgerCell(document_id, f"{document_id}/c{len(cells):06}", line._replace(column=1), name, Fate.USED, "measure",
                                "measures", m, "name_printed"))
        for index, year in enumerate(YEARS):
            amount = number + 10 * index * (1 + number % 7)
            at = line._replace(column=index + 2)
            values.append(Value(document_id, f"{m}/v{index:02}", at, "measures", m, year, Stage.PLAN, 0, Decimal(amount), None, str(amount),
                                "person", 0, None, Bound.EXACT, Status.REPORTED, Origin.PRINTED, 0))
            cells.append(LedgerCell(document_id, f"{document_id}/c{len(cells):06}", at, str(amount), Fate.USED, "measure", "values",
                                    f"{m}/v{index:02}", "value_text"))
        executor = f"Проректор {number % 9}"
        parties.append(Party(document_id, f"{m}/e1", line, m, Role.EXECUTOR, 1, executor, executor, None, "measures", m))
        if number % 25 == 0:
            severity = (Severity.ERROR, Severity.WARNING, Severity.INFO)[number // 25 % 3]
            issues.append(Issue(document_id, f"{document_id}/n{len(issues) + 1:06}", line._replace(column=3), "series_outlier", severity,
                                "measures", m, 2025, "5000", CATALOGUE["series_outlier"].meaning, "500", IssueState.OPEN, None))
    return grade(check(
        replace(base, document=replace(base.document, cells=len(cells), cells_used=len(cells)), directions=tuple(directions), goals=(),
                indicators=(), tasks=tuple(tasks), measures=tuple(rows), values=tuple(values), parties=tuple(parties), issues=tuple(issues),
                checks=(), cells=tuple(cells))
    ))


def make_hostile() -> Records:
    """A document whose every text tries to run."""
    texts = _endless(ATTACKS)
    base = make_records("hostile & <b>id</b>")
    d = base.document
    return replace(
        base,
        document=replace(
            d, title=next(texts), organization=next(texts), approved_by=next(texts), protocol_number=next(texts), source_name=next(texts)
        ),
        directions=tuple(replace(found, title=next(texts), code=next(texts)) for found in base.directions),
        goals=tuple(replace(found, title=next(texts)) for found in base.goals),
        tasks=tuple(replace(found, title=next(texts), title_printed=next(texts)) for found in base.tasks),
        indicators=tuple(replace(found, name=next(texts)) for found in base.indicators),
        measures=tuple(replace(found, name=next(texts), unit_label=next(texts), code_printed=next(texts)) for found in base.measures),
        values=tuple(replace(value, value_text=next(texts)) for value in base.values),
        parties=tuple(replace(party, name=next(texts)) for party in base.parties),
        issues=tuple(
            replace(issue, printed=next(texts), message=next(texts), suggestion=next(texts), remark=next(texts)) for issue in base.issues
        ),
        checks=tuple(replace(check, check=next(texts)) for check in base.checks),
        cells=tuple(replace(cell, text=next(texts)) for cell in base.cells),
    )


def _endless(texts: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from texts
