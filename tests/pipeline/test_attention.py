"""The few lines about what needs a person."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from jospar.extract.document import Place
from jospar.normalize.records import Issue, IssueState, Severity
from jospar.pipeline.main import run_command
from jospar.pipeline.system.console import plain
from jospar.pipeline.views.attention import MOST_LINES, Attention, find_concerns, format_attention
from tests.support.reading import SAMPLE


def _issue(number: int, code: str, severity: Severity, record: str | None = None, year: int | None = None) -> Issue:
    place = Place(line=number)
    return Issue("doc", f"doc/n{number}", place, code, severity, None, record, year, "5000", "a message", None, IssueState.OPEN, None)


def test_errors_stand_alone_and_warnings_of_one_code_together() -> None:
    error, warning = Severity.ERROR, Severity.WARNING
    issues = [
        _issue(1, "unit_unknown", warning),
        _issue(2, "number_point", error, "doc/m1", 2024),
        _issue(3, "number_point", error, "doc/m1", 2025),
        _issue(4, "unit_unknown", warning),
        _issue(5, "value_missing", Severity.INFO),
    ]
    told = [[issue.issue_id for issue in concern.issues] for concern in find_concerns(issues)]
    assert told == [["doc/n2"], ["doc/n3"], ["doc/n1", "doc/n4"]]


def test_one_value_is_told_of_once_and_what_was_accepted_not_at_all() -> None:
    error = _issue(1, "target_unmet", Severity.ERROR, "doc/m1", 2024)
    warning = _issue(1, "step_broken", Severity.WARNING, "doc/m1", 2024)
    assert [concern.issues for concern in find_concerns([warning, error])] == [(error,)]
    assert find_concerns([replace(error, state=IssueState.ACCEPTED)]) == []


@pytest.mark.parametrize("count", [3, MOST_LINES, MOST_LINES + 1, 40])
def test_at_most_ten_lines_that_count_what_they_leave_out(count: int) -> None:
    attention = Attention()
    for document in range(2):
        issues = tuple(_issue(number, "number_point", Severity.ERROR, f"m{number}", 2024) for number in range(document, count, 2))
        attention.add(issues)
    heading, *lines = format_attention(attention, plain).splitlines()
    assert heading.startswith("What needs a person")
    assert len(lines) == min(count, MOST_LINES)
    if count > MOST_LINES:
        assert lines[-1] == f"… and {count - MOST_LINES + 1} more"


def test_nobody_is_needed_where_nothing_is_open() -> None:
    attention = Attention()
    attention.add(())
    assert format_attention(attention, plain) == ""


def test_the_command_says_where_and_what_would_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["extract", str(SAMPLE), "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = lines[lines.index(next(line for line in lines if line.startswith("What needs"))) + 1]
    assert first.startswith("error ktu-2024, line 152, ")
    assert "5000, 500 would fit" in first
    assert re.search(r"\[target_unmet n\d{6}\]$", first)
