"""Percentages of the plan are held against plan and fact of their period."""

from __future__ import annotations

import pytest

from tests.support.checking import check_text, found, outcomes


def _report(*row: str, labels: str = "План\tФакт\t% исполнения") -> str:
    cells = "\t".join(row)
    return f"Направление 1. Наука\n\nОтчет за 2024 год\n\nПоказатель\tЕд. изм.\t{labels}\nЧисло статей\tединиц\t{cells}\n"


@pytest.mark.parametrize(
    "row", [("83", "82,1", "98,9"), ("100", "110", "110"), ("3", "2", "67"), ("120,5", "133,8", "111,0"), ("10", "8", "125")]
)
def test_a_percentage_that_is_that_of_the_two(row: tuple[str, ...]) -> None:
    records = check_text(_report(*row))
    assert [outcome for outcome, _ in outcomes(records, "execution")] == ["holds"]
    assert {value.confirmations for value in records.values} >= {1} and found(records, "execution_unmet") == []


@pytest.mark.parametrize("row", [("83", "90", "98,9"), ("100", "110", "95"), ("50", "25", "5")])
def test_a_percentage_that_is_not(row: tuple[str, ...]) -> None:
    records = check_text(_report(*row))
    assert [outcome for outcome, _ in outcomes(records, "execution")] == ["fails"]
    assert [issue.printed for issue in records.issues if issue.code == "execution_unmet"] == [row[2]]


@pytest.mark.parametrize("row", [("83", "-", "98,9"), ("0", "5", "100"), ("80-85", "82", "100")])
def test_what_cannot_be_tested(row: tuple[str, ...]) -> None:
    assert outcomes(check_text(_report(*row)), "execution") == []
