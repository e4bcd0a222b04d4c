"""Numbers that their own row speaks against, rows that repeat the one above, years out of order."""

from __future__ import annotations

import pytest

from tests.support.checking import check_text, found, rows

CODES = ("series_outlier", "series_reversal", "row_repeated", "years_out_of_order")


@pytest.mark.parametrize(
    ("numbers", "code", "year", "suggestion"),
    [
        ("1 185 | 12 400 | 1 275 | 1 302 | 1 350", "series_outlier", 2025, "1240"),
        ("403 | 463 | 53,3 | 613 | 704", "series_outlier", 2026, "533"),
        ("9 976 | 10 959 | 10 064 | 10 259 | 10 371", "series_reversal", 2025, "10059"),
        ("54 | 59 | 89 | 106 | 263 | 192 | 318", "series_reversal", 2029, "292"),  # Ministry of Health, 2010-2014
        ("6 000 | 1 190 | 1 275 | 1 302 | 1 367", "series_outlier", 2024, None),
    ],
)
def test_a_number_off_its_row(numbers: str, code: str, year: int, suggestion: str | None) -> None:
    assert found(check_text(rows(numbers)), *CODES) == [(code, "1.1.1", year, suggestion)]


@pytest.mark.parametrize(
    "numbers",
    [
        "2 | 2 | 10 | 20 | 40 | 80",
        "1 | 12 | 15 | 19 | 24",  # a start from little
        "197 | 225 | 264 | 281 | 305 | 344",
        "71 | 69 | 74 | 70 | 73",  # up and down
        "100 | 90 | 85 | 84 | 80",
    ],
)
def test_rows_as_plans_are(numbers: str) -> None:
    assert found(check_text(rows(numbers)), *CODES) == []


def test_a_row_with_the_numbers_of_the_row_above() -> None:
    records = check_text(rows("1 185 | 1 240 | 1 275 | 1 302", "1 185 | 1 240 | 1 275 | 1 302", "20 | 20 | 20 | 20", "20 | 20 | 20 | 20"))
    assert found(records, *CODES) == [("row_repeated", "1.1.2", None, None)]


def test_a_total_has_the_numbers_of_its_only_part_by_right() -> None:
    text = rows("208 | 207 | 209 | 211", "208 | 207 | 209 | 211").replace("Показатель альфа", "Число амбулаторий – всего")
    assert found(check_text(text), *CODES) == []


def test_years_that_changed_places_are_told_once() -> None:
    text = rows("5 | 6 | 7 | 9", "15 | 16 | 17 | 19").replace("2025 г. | 2026 г.", "2026 г. | 2025 г.")
    assert found(check_text(text), "years_out_of_order") == [("years_out_of_order", "1.1.1", None, None)]
