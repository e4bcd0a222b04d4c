"""Amounts that are a share of another series."""

from __future__ import annotations

from tests.support.checking import check_text, found, outcomes, rows

CODES = ("share_broken", "unit_scale_conflict")
INCOME = (
    "Целевой индикатор: Доход: 2024 г. – 9 367 017 тыс. тенге, 2025 г. – 9 776 106 тыс. тенге, 2026 г. – 10 082 113 тыс. тенге, "
    "2027 г. – 10 509 420 тыс. тенге.\n"
)
AMOUNT, PERCENT = "тыс. тенге : 468 350 | 586 566 | 705 748 | 840 753", "% : 5 | 6 | 7 | 8"


def test_an_amount_that_is_a_share_of_an_indicator() -> None:
    # the sample's 1.2.1.1 and 1.2.1.2; the first amount is rounded down
    records = check_text(INCOME + rows(AMOUNT, PERCENT))
    assert outcomes(records, "share") == [("holds", "2024"), ("holds", "2025"), ("holds", "2026"), ("holds", "2027")]
    assert found(records, *CODES) == []
    assert {value.owner_table for value in records.values if value.confirmations} == {"indicators", "measures"}


def test_the_year_that_breaks_it_names_what_would_fit() -> None:
    records = check_text(INCOME + rows(AMOUNT.replace("705 748", "705 478"), PERCENT))
    assert found(records, *CODES) == [("share_broken", "1.1.1", 2026, "705748")]


def test_a_percentage_that_breaks_its_own_step_is_the_wrong_one() -> None:
    wide = INCOME.replace("2027 г. – 10 509 420 тыс. тенге.", "2027 г. – 10 509 420 тыс. тенге, 2028 г. – 10 967 088 тыс. тенге.")
    records = check_text(wide + rows(f"{AMOUNT} | 987 037", "% : 5 | 6 | 9 | 8 | 9"))
    assert found(records, *CODES) == [("share_broken", "1.1.2", 2026, "7")]


def test_where_two_shares_break_the_series_itself_is_wrong() -> None:
    other = "тыс. тенге : 327 845 | 371 492 | 413 366 | 462 414"
    text = INCOME.replace("10 082 113", "10 802 113") + rows(AMOUNT, PERCENT, other, "% : 3,5 | 3,8 | 4,1 | 4,4")
    assert found(check_text(text), *CODES) == [("share_broken", "indicator", 2026, "10082113")]


def test_a_unit_that_lost_its_thousands() -> None:
    records = check_text(INCOME + rows(AMOUNT.replace("тыс. тенге", "тенге"), PERCENT))
    assert found(records, *CODES) == [("unit_scale_conflict", "1.1.1", None, None)]


def test_shares_in_small_numbers_say_nothing() -> None:
    records = check_text(rows("ед. : 100 | 200 | 300 | 400", "ед. : 10 | 20 | 30 | 40", "% : 10 | 10 | 10 | 10"))
    assert outcomes(records, "share") == []


def test_a_share_across_scales_and_a_missing_year() -> None:
    income = INCOME.replace("9 367 017 тыс.", "9 367,017 млн.").replace("9 776 106 тыс.", "9 776,106 млн.")
    income = income.replace("10 082 113 тыс.", "10 082,113 млн.").replace("10 509 420 тыс.", "10 509,420 млн.")
    records = check_text(income + rows(AMOUNT, PERCENT))
    assert [outcome for outcome, _ in outcomes(records, "share")] == ["holds"] * 4
    assert found(records, *CODES) == []
    with_gap = check_text(INCOME + rows(AMOUNT.replace("586 566", "-"), PERCENT))
    assert [outcome for outcome, _ in outcomes(with_gap, "share")] == ["holds"] * 3


def test_a_comma_that_moved_in_the_percentage() -> None:
    income = (
        "Целевой индикатор: Доход: 2024 г. – 2 171 269 тыс. тенге, 2025 г. – 2 301 541 тыс. тенге, 2026 г. – 2 351 700 тыс. тенге, "
        "2027 г. – 2 450 000 тыс. тенге.\n"
    )
    records = check_text(income + rows("тыс. тенге : 115 077 | 140 394 | 141 102 | 181 300", "% : 5,3 | 61,0 | 6,0 | 7,4"))
    assert [item[:3] for item in found(records, *CODES)] == [("share_broken", "1.1.2", 2025)]
