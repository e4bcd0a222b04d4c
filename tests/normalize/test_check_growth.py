"""Series that keep one value, step or rate, and the number that breaks it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.checks.patterns import PatternKind, find_pattern
from tests.support.checking import check_text, found, outcomes, rows

CODES = ("value_differs", "step_broken", "growth_broken", "values_swapped", "step_differs")


@pytest.mark.parametrize(
    ("numbers", "name", "years"),
    [
        ("600 | 600 | 600 | 600", "constant_value", "2024 2025 2026 2027"),
        ("100 | 130 | 160 | 190 | 220 | 250", "constant_step", "2024 2025 2026 2027 2028 2029"),
        ("5 | 4,9 | 4,8 | 4,7 | 4,6", "constant_step", "2024 2025 2026 2027 2028"),
        # 12 a year, rounded down in the middle: the sample's 2.3.2
        ("140 | 151 | 163 | 175 | 187 | 200", "constant_step", "2024 2025 2026 2027 2028 2029"),
        # net profit, 7 % a year: the sample's indicator 1
        ("110 120 | 117 828 | 126 076 | 134 901 | 144 344 | 154 449", "constant_growth", "2024 2025 2026 2027 2028 2029"),
    ],
)
def test_a_pattern_confirms_its_numbers(numbers: str, name: str, years: str) -> None:
    records = check_text(rows(numbers))
    assert outcomes(records, name) == [("holds", years)]
    assert [value.confirmations for value in records.values] == [1] * len(years.split())
    assert found(records, *CODES) == []


@pytest.mark.parametrize(
    ("numbers", "code", "year", "suggestion"),
    [
        ("5000 | 700 | 900 | 1 100 | 1 300 | 1 500", "step_broken", 2024, "500"),  # the sample's 4.5.1
        ("100 | 130 | 290 | 190 | 220 | 250", "step_broken", 2026, "160"),
        ("10 | 11 | 15 | 13 | 14 | 15", "step_broken", 2026, "12"),
        ("14,5 | 15 | 15,5 | 18 | 16,5 | 17", "step_broken", 2027, "16"),
        ("600 | 600 | 900 | 600 | 600", "value_differs", 2026, "600"),
        ("110 120 | 117 828 | 128 076 | 134 901 | 144 344 | 154 449", "growth_broken", 2026, "126076"),
        ("20 000 | 25 000 | 30 000 | 35 000 | 40 000 | 45 003", "step_broken", 2029, "45000"),
        # the first year stands apart, and another one breaks the step of the rest
        ("1000 | 2000 | 4000 | 6002 | 8000 | 10000", "step_broken", 2027, "6000"),
    ],
)
def test_one_number_breaks_the_pattern(numbers: str, code: str, year: int, suggestion: str) -> None:
    records = check_text(rows(numbers))
    assert found(records, *CODES) == [(code, "1.1.1", year, suggestion)]
    assert ("fails", str(year)) in [pair for kind in PatternKind for pair in outcomes(records, kind)]


def test_two_numbers_that_changed_places() -> None:
    records = check_text(rows("10 | 30 | 20 | 40 | 50"))
    assert found(records, *CODES) == [("values_swapped", "1.1.1", 2025, "20"), ("values_swapped", "1.1.1", 2026, "30")]


@pytest.mark.parametrize(
    "numbers",
    [
        "55 | 60 | 60 | 60 | 60 | 60",  # a plan that leaves its base: the sample's 4.1.1
        "5000 | 10000 | 20000 | 30000 | 40000 | 50000",  # 3.3.3
        "2 | 5 | 15 | 20 | 25 | 30",  # 3.2.1
        "25 | 30 | 40 | 50 | 55 | 60",
        "7 | 12 | 14 | 21 | 28",
        "10 | 20 | 30",
    ],
)
def test_what_a_plan_may_well_be_is_no_issue(numbers: str) -> None:
    assert found(check_text(rows(numbers)), *CODES) == []


def test_a_last_year_by_another_step_is_an_info() -> None:
    assert found(check_text(rows("15 | 17 | 19 | 21 | 23 | 26")), *CODES) == [("step_differs", "1.1.1", 2029, "25")]


@pytest.mark.parametrize("numbers", ["4 | 5 | 7 | 7 | 8 | 9", "10 | 20 | 30 | 45 | 50", "100 | 130 | 190 | 190 | 220 | 250"])
def test_a_year_that_stays_where_it_is_or_is_rounder_is_an_info(numbers: str) -> None:
    assert [code for code, *_ in found(check_text(rows(numbers)), *CODES)] == ["step_differs"]


@pytest.mark.parametrize("numbers", ["54 | 64,6 | 75,2 | 85,8 | 96,4 | 100", "55 | 65 | 75 | 85 | 95 | 100"])
def test_nothing_above_a_hundred_percent_is_expected(numbers: str) -> None:
    assert found(check_text(rows(numbers, unit="%")), *CODES) == []


def test_planned_numbers_are_a_series_of_their_own_behind_reported_ones() -> None:
    text = """
    Показатель | Ед. изм. | 2022 г. факт | 2023 г. факт | 2024 г. план | 2025 г. план | 2026 г. план | 2027 г. план | 2028 г. план
    Задача 1.1. Рост |||||||||
    Студенты | чел. | 91 | 97 | 110 | 120 | 830 | 140 | 150
    """
    assert found(check_text(text), *CODES)[0][2:] == (2026, "130")


def test_a_year_with_a_report_and_a_plan_has_two_series() -> None:
    text = """
    Показатель | Ед. изм. | 2024 г. факт | 2024 г. план | 2025 г. план | 2026 г. план | 2027 г. план | 2028 г. план
    Задача 1.1. Рост ||||||||
    Студенты | чел. | 580 | 600 | 600 | 6000 | 600 | 600
    """
    assert found(check_text(text), *CODES)[0][2:] == (2026, "600")


def test_what_a_total_confirms_breaks_no_pattern() -> None:
    records = check_text(rows("1034 | 1172 | 1342 | 1554 | 1814", "600 | 700 | 800 | 900 | 1000", "1634 | 1872 | 2142 | 2454 | 2814"))
    assert found(records, *CODES) == []
    assert len(outcomes(records, "total")) == 5


def test_what_was_reported_follows_no_plan() -> None:
    text = """
    Показатель | Ед. изм. | 2022 г. факт | 2023 г. факт | 2024 г. план | 2025 г. план | 2026 г. план | 2027 г. план
    Задача 1.1. Охват ||||||||
    Охват детей | % | 98 | 97,8 | 98,5 | 99 | 99,5 | 100
    """
    assert found(check_text(text), *CODES) == []


@given(
    start=st.integers(1, 5000), step=st.integers(1, 500), count=st.integers(5, 9), at=st.integers(1, 7), off=st.integers(2, 400)
)
def test_a_number_that_breaks_an_exact_step_is_found_with_what_was_meant(start: int, step: int, count: int, at: int, off: int) -> None:
    amounts = [Decimal(start + step * index) for index in range(count)]
    at = min(at, count - 2)
    whole = find_pattern(range(2024, 2024 + len(amounts)), amounts, Decimal(1))
    assert whole is not None
    assert whole.holds
    meant = amounts[at]
    amounts[at] += step * off
    broken = find_pattern(range(2024, 2024 + len(amounts)), amounts, Decimal(1))
    assert broken is not None
    assert (broken.broken, broken.expected, broken.sure) == ((at,), (meant,), True)


@given(st.lists(st.decimals(-10**9, 10**9, places=2), min_size=0, max_size=8))
def test_any_numbers(amounts: list[Decimal]) -> None:
    pattern = find_pattern(range(2024, 2024 + len(amounts)), amounts, Decimal("0.01"))
    assert pattern is None or len(pattern.broken) == len(pattern.expected) <= 2
