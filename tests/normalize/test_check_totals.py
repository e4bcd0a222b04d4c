"""Targets against their measures, and rows that are the sum of others."""

from __future__ import annotations

import pytest

from tests.support.checking import check_text, found, outcomes, rows

CODES = ("target_near", "target_unmet", "target_unlike", "target_unconfirmed", "target_unit", "total_unmet", "total_unlike")
PEOPLE = "Задача 1.1. Увеличение числа обучающихся с 406 человек до 1196 человек"


def test_a_target_that_is_the_sum_of_a_run_of_measures() -> None:
    # the sample's 3.2: five of its six measures in persons
    records = check_text(rows("2 | 30", "2 | 80", "200 | 732", "197 | 344", "5 | 10", "40 | 57", unit="чел.", task=PEOPLE))
    assert outcomes(records, "target_met") == [("holds", "2024"), ("holds", "2025")]
    assert found(records, *CODES) == []
    confirmed = {value.owner_id[-2:] for value in records.values if value.confirmations}
    assert confirmed == {"m1", "m2", "m3", "m4", "m5"}


def test_a_target_that_one_measure_has_in_other_words() -> None:
    # 100 persons whom the measure counts as pieces: the sample's 2.2
    task = "Задача 1.1. Увеличить число обучающихся со 100 человек до 250 человек"
    records = check_text(rows("тыс. тенге : 10 000 | 25 000", "ед. : 100 | 250", task=task))
    assert outcomes(records, "target_met") == [("holds", "2024"), ("holds", "2025")]


def test_a_sum_that_fails_in_one_year_names_the_number_that_would_fit() -> None:
    task = "Задача 1.1. Рост стимулирования с 2 500 тыс. тенге до 6 000 тыс. тенге"
    records = check_text(rows("5000 | 1 500", "2000 | 4 500", unit="тыс. тенге", task=task))
    assert found(records, *CODES) == [("target_unmet", "1.1.1", 2024, "500")]
    assert outcomes(records, "target_met") == [("fails", "2024"), ("holds", "2025")]


@pytest.mark.parametrize("low", ["1 811", "1 945"])
def test_a_target_begins_with_the_last_report_or_the_first_plan(low: str) -> None:
    text = f"""
    Показатель | Ед. изм. | 2022 г. факт | 2023 г. факт | 2024 г. план | 2025 г. план | 2026 г. план
    Задача 1.1. Рост с {low} человек до 3 127 человек |||||||
    Обладатели грантов | чел. | 1 700 | 1 811 | 1 945 | 2 300 | 3 127
    """
    records = check_text(text)
    assert [outcome for outcome, _ in outcomes(records, "target_met")] == ["holds", "holds"]
    assert found(records, *CODES) == []


def test_a_target_that_names_no_unit_is_in_that_of_its_measures() -> None:
    records = check_text(rows("500 | 1100", "277 | 307", "107 | 116", task="Задача 1.1. Рост с 884 до 1 523"))
    assert outcomes(records, "target_met") == [("holds", "2024"), ("holds", "2025")]
    assert found(records, *CODES) == []


def test_a_target_of_one_number_that_is_one_slip_away() -> None:
    task = "Задача 1.1. Увеличить число обучающихся до 12 345 человек"
    assert found(check_text(rows("10 020 | 11 733 | 12 345", unit="чел.", task=task)), *CODES) == []
    near = found(check_text(rows("10 020 | 11 733 | 12 435", unit="чел.", task=task)), *CODES)
    assert near == [("target_near", "1.1", 2026, None)]
    other = found(check_text(rows("50 | 60 | 70", unit="чел.", task=task)), *CODES)
    assert other == [("target_unconfirmed", "1.1", None, None)]
    assert found(check_text(rows("50 | 60 | 70", "5 | 6 | 7", unit="чел.", task=task)), *CODES) == []


def test_two_numbers_of_a_sum_that_changed_places_are_still_found() -> None:
    records = check_text(rows("330 | 340 | 350 | 360 | 308", "346 | 215 | 328 | 251 | 370", "676 | 555 | 678 | 611 | 678"))
    assert ("step_broken", "1.1.1", 2028, "370") in found(records)


def test_a_total_that_lost_a_part() -> None:
    text = rows("413 | 452 | 517", "297 | 322 | 354", "710 | 774 | 999").replace("Показатель гамма", "Итого")
    assert found(check_text(text.replace("999", "871")), *CODES) == []
    assert [code for code, *_ in found(check_text(text.replace("710 | 774 | 999", "910 | 974 | 1071")), *CODES)] == ["total_unlike"]


def test_a_unit_that_a_sum_contradicts() -> None:
    records = check_text(rows("710 | 774 | 871 | 930", "% : 413 | 452 | 517 | 560", "297 | 322 | 354 | 370"))
    assert ("unit_scale_conflict", "1.1.2", None, None) in found(records, "unit_scale_conflict")


def test_where_each_measure_follows_its_step_the_heading_is_wrong() -> None:
    task = "Задача 1.1. Рост с 300 человек до 560 человек"
    records = check_text(rows("100 | 130 | 160 | 190 | 220", "200 | 240 | 280 | 320 | 360", unit="чел.", task=task))
    assert found(records, *CODES) == [("target_unmet", "1.1", 2028, "580")]


def test_a_target_that_no_measure_has() -> None:
    task = "Задача 1.1. Увеличить число сотрудников с 90 человек до 200 человек"
    assert found(check_text(rows("50 | 100", unit="чел.", task=task)), *CODES) == [("target_unconfirmed", "1.1", None, None)]


def test_a_target_in_another_unit_than_its_measure() -> None:
    task = "Задача 1.1. Рост с 1 423 человек до 1 967 человек"
    assert found(check_text(rows("% : 1 423 | 1 967", task=task)), *CODES)[:1] == []
    assert found(check_text(rows("тыс. тенге : 1423 | 1967", task=task)), *CODES) == [("target_unit", "1.1.1", None, None)]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0)])
def test_a_row_that_is_the_sum_of_those_after_or_before_it(order: tuple[int, ...]) -> None:
    numbers = ["710 | 774 | 871 | 930", "413 | 452 | 517 | 560", "297 | 322 | 354 | 370"]
    records = check_text(rows(*(numbers[index] for index in order)))
    assert outcomes(records, "total") == [("holds", "2024"), ("holds", "2025"), ("holds", "2026"), ("holds", "2027")]
    assert found(records, *CODES) == []
    broken = [numbers[0].replace("871", "817"), *numbers[1:]]
    records = check_text(rows(*(broken[index] for index in order)))
    assert found(records, *CODES) == [("total_unmet", f"1.1.{order.index(0) + 1}", 2026, "871")]


def test_a_part_that_breaks_its_own_step_is_the_wrong_one() -> None:
    records = check_text(rows("310 | 341 | 372 | 403 | 434", "100 | 110 | 150 | 130 | 140", "210 | 231 | 252 | 273 | 294"))
    assert found(records, *CODES) == [("total_unmet", "1.1.2", 2026, "120")]


def test_small_round_numbers_that_add_up_by_chance_say_nothing() -> None:
    records = check_text(rows("3 | 6 | 9 | 12", "1 | 2 | 3 | 4", "2 | 4 | 6 | 8"))
    assert outcomes(records, "total") == []


def test_an_indicator_that_is_the_sum_of_the_measures_of_its_direction() -> None:
    text = (
        "Целевой индикатор: Число проектов: 2024 г. – 413 ед., 2025 г. – 468 ед., 2026 г. – 531 ед.\n"
        + rows("113 | 131 | 157", "203 | 229 | 262", "97 | 108 | 112")
    )
    records = check_text(text)
    assert outcomes(records, "total") == [("holds", "2024"), ("holds", "2025"), ("holds", "2026")]
