"""Small documents for the tests of checks, and what the checks say of them in a form that is easy to compare."""

from __future__ import annotations

import re
from textwrap import dedent

from jospar.normalize.checks import check
from jospar.normalize.records import Records
from tests.support.reading import read_records

_HEAD = "Направление 1. Развитие\n"


def check_text(text: str) -> Records:
    """The checked records of a document below a first heading; in its text `|` stands for a tab."""
    return check(read_records(_HEAD + re.sub(r" ?\| ?", "\t", dedent(text).strip("\n")) + "\n"))


def rows(*numbers: str, unit: str = "ед.", task: str = "Задача 1.1. Рост") -> str:
    """A task with one measure for each text of numbers, `5 | 7 | 9`; a text of two parts is a unit and numbers: `% : 5 | 7`."""
    years = max(text.count("|") for text in numbers) + 1
    lines = ["№ | Показатель | Ед. изм. | " + " | ".join(f"{2024 + at} г." for at in range(years)), task + " |" * (years + 2)]
    for position, text in enumerate(numbers, 1):
        own, _, amounts = text.rpartition(" : ")
        lines.append(f"1.1.{position} | Показатель {_letters(position)} | {own or unit} | {amounts}")
    return "\n".join(lines)


def _letters(position: int) -> str:
    return ("альфа", "бета", "гамма", "дельта", "эпсилон", "дзета", "эта", "тета")[position - 1]


def found(records: Records, *codes: str) -> list[tuple[str, str | None, int | None, str | None]]:
    """Code of the issue, code of its record, year and suggestion, of the issues with some codes (all of the checks where none is given)."""
    labels = {
        **{task.task_id: task.code for task in records.tasks},
        **{measure.measure_id: measure.code for measure in records.measures},
        **{indicator.indicator_id: indicator.code or "indicator" for indicator in records.indicators},
    }
    return [
        (issue.code, labels.get(issue.record_id or ""), issue.year, issue.suggestion)
        for issue in records.issues
        if not codes or issue.code in codes
    ]


def outcomes(records: Records, name: str) -> list[tuple[str, str]]:
    """Outcome and years of the checks of a name."""
    return [(str(made.outcome), made.years) for made in records.checks if made.check == name]
