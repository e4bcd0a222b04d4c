"""Records for the tests of the review page: the sample with what checks will say of it, a large document, and one that attacks the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.document import Place
from normalize.grade import grade
from normalize.records import (
    Bound,
    Check,
    Direction,
    Fate,
    Issue,
    IssueState,
    LedgerCell,
    Measure,
    Origin,
    Outcome,
    Party,
    Records,
    Role,
    Severity,
    Stage,
    Status,
    Task,
    Value,
)
from tests.output_factory import make_records
from tests.reading import SAMPLE, read_records

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


def make_reviewed() -> Records:
    """The sample with checks that hold and fail, a corrected value, an accepted issue and errors: what a reviewer finds."""
    records = read_records(SAMPLE.read_bytes())
    codes = {measure.code: measure.measure_id for measure in records.measures}
    tasks = {task.code: task.task_id for task in records.tasks}
    indicator = {found.code: found.indicator_id for found in records.indicators}
    facts: tuple[tuple[str, Outcome, tuple[str, ...], tuple[int, ...], str, str], ...] = (
        ("total", Outcome.HOLDS, (tasks["3.2"], *(codes[f"3.2.{n}"] for n in range(1, 6))), (2024,), "406", "406"),
        ("total", Outcome.HOLDS, (tasks["3.2"], *(codes[f"3.2.{n}"] for n in range(1, 6))), (2029,), "1196", "1196"),
        ("target_met", Outcome.HOLDS, (tasks["2.2"], codes["2.2.2"]), (2024, 2029), "250", "250"),
        ("target_met", Outcome.HOLDS, (tasks["2.3"], codes["2.3.2"]), (2024, 2029), "200", "200"),
        ("total", Outcome.HOLDS, (tasks["4.5"], codes["4.5.1"], codes["4.5.2"]), (2029,), "6000", "6000"),
        ("total", Outcome.FAILS, (tasks["4.5"], codes["4.5.1"], codes["4.5.2"]), (2024,), "2500", "7000"),
        ("share", Outcome.HOLDS, (codes["1.2.1.1"], codes["1.2.1.2"], indicator["1.1"]), YEARS, "468350.85", "468350"),
        ("share", Outcome.HOLDS, (codes["1.2.2.1"], codes["1.2.2.2"], indicator["1.1"]), YEARS, "327845.6", "327845"),
        ("constant_growth", Outcome.HOLDS, (indicator["1"],), YEARS, "7", "7"),
        ("unheard_of", Outcome.NOT_TESTABLE, (codes["2.1.1"],), (2024,), "1", "2"),
    )
    checks = tuple(
        Check("ktu-2024", f"ktu-2024/k{n:06}", Place(), name, outcome, "\n".join(ids), " ".join(map(str, years)), Decimal(expected),
              Decimal(found), Decimal("0.5"))
        for n, (name, outcome, ids, years, expected, found) in enumerate(facts, 1)
    )
    confirmed = {
        (record, int(year)) for check in checks if check.outcome is Outcome.HOLDS for record in check.records.split("\n")
        for year in check.years.split()
    }
    values = tuple(_review(value, codes, (value.owner_id, value.year) in confirmed) for value in records.values)
    outlier = next(value for value in values if value.owner_id == codes["4.5.1"] and value.year == 2024)
    issues = (
        *(replace(issue, state=IssueState.ACCEPTED, remark="checked with the printed original; А. Б., 2024-07-01")
          if issue.code == "value_missing" else issue for issue in records.issues),
        Issue("ktu-2024", "ktu-2024/n000014", outlier.place, "total_unmet", Severity.ERROR, "measures", codes["4.5.1"], 2024, "5000",
              "total_unmet (4.5.1 + 4.5.2 = 7000 in 2024, the heading says 2500; 500 would fit)", "500", IssueState.OPEN, None),
    )
    return grade(replace(records, values=values, issues=issues, checks=checks))


def _review(value: Value, codes: dict[str | None, str], confirmed: bool) -> Value:
    value = replace(value, confirmations=int(confirmed))
    if value.owner_id == codes["4.1.1"] and value.year == 2026:
        return replace(value, origin=Origin.CORRECTED)
    if value.owner_id == codes["4.1.2"] and value.year == 2027:
        return replace(value, value=None, status=Status.UNREADABLE, value_text="5 0 0")
    return value


def make_large(measures: int = 5000, in_task: int = 10) -> Records:
    """A document of so many measures, ten to a task and ten tasks to a direction, with a ledger, parties and issues."""
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
                                "person", 0, None, Bound.EXACT, Status.REPORTED, Origin.PRINTED, number % 3))
            cells.append(LedgerCell(document_id, f"{document_id}/c{len(cells):06}", at, str(amount), Fate.USED, "measure", "values",
                                    f"{m}/v{index:02}", "value_text"))
        parties.append(Party(document_id, f"{m}/e1", line, m, Role.EXECUTOR, 1, f"Проректор {number % 9}", f"Проректор {number % 9}", None))
        if number % 25 == 0:
            severity = (Severity.ERROR, Severity.WARNING, Severity.INFO)[number // 25 % 3]
            issues.append(Issue(document_id, f"{document_id}/n{len(issues) + 1:06}", line._replace(column=3), "series_outlier", severity,
                                "measures", m, 2025, "5000", "far from its own row", "500", IssueState.OPEN, None))
    return grade(
        replace(base, document=replace(base.document, cells=len(cells), cells_used=len(cells)), directions=tuple(directions), goals=(),
                indicators=(), tasks=tuple(tasks), measures=tuple(rows), values=tuple(values), parties=tuple(parties), issues=tuple(issues),
                checks=(), cells=tuple(cells))
    )


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
