"""Every code of a period that the data contract has, its days and its kind; a year is one only where it is whole."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jospar.extract.words.periods import PartKind, YearPart
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.periods import NO_PERIOD, parse_period
from jospar.normalize.records import PeriodKind
from tests.support.reading import read_records

PARTS = [
    (YearPart(PartKind.QUARTER, 3 * n - 2, 3 * n), f"2025-Q{n}", PeriodKind.QUARTER, date(2025, 3 * n - 2, 1)) for n in (1, 2, 3, 4)
] + [(YearPart(PartKind.HALF_YEAR, 6 * n - 5, 6 * n), f"2025-S{n}", PeriodKind.HALF_YEAR, date(2025, 6 * n - 5, 1)) for n in (1, 2)]


@pytest.mark.parametrize(
    ("label", "code", "start", "end", "kind", "year"),
    [
        ("2025", "2025", date(2025, 1, 1), date(2025, 12, 31), PeriodKind.YEAR, 2025),
        ("2025 ж.", "2025", date(2025, 1, 1), date(2025, 12, 31), PeriodKind.YEAR, 2025),
        ("План на 2025 год", "2025", date(2025, 1, 1), date(2025, 12, 31), PeriodKind.YEAR, 2025),
        ("2024-2025 оқу жылы", "2024-09/2025-08", date(2024, 9, 1), date(2025, 8, 31), PeriodKind.ACADEMIC_YEAR, 2024),
        ("2023/2024 учебный год", "2023-09/2024-08", date(2023, 9, 1), date(2024, 8, 31), PeriodKind.ACADEMIC_YEAR, 2023),
        ("2024–2026 гг.", "2024/2026", date(2024, 1, 1), date(2026, 12, 31), PeriodKind.YEARS, None),
        ("2021 - 2025", "2021/2025", date(2021, 1, 1), date(2025, 12, 31), PeriodKind.YEARS, None),
    ],
)
def test_periods_of_whole_years(label: str, code: str, start: date, end: date, kind: PeriodKind, year: int | None) -> None:
    period = parse_period(label)
    assert (period.code, period.start, period.end, period.kind, period.year) == (code, start, end, kind, year)


@pytest.mark.parametrize(("part", "code", "kind", "start"), PARTS)
def test_quarters_and_half_years(part: YearPart, code: str, kind: PeriodKind, start: date) -> None:
    period = parse_period("2025 год", part)
    assert (period.code, period.kind, period.start, period.year) == (code, kind, start, None)


@pytest.mark.parametrize(
    ("part", "code", "end", "kind"),
    [
        (YearPart(PartKind.MONTH, 9, 9), "2024-09", date(2024, 9, 30), PeriodKind.MONTH),
        (YearPart(PartKind.MONTH, 2, 2), "2024-02", date(2024, 2, 29), PeriodKind.MONTH),
        (YearPart(PartKind.MONTHS, 1, 9), "2024-01/2024-09", date(2024, 9, 30), PeriodKind.MONTHS),
        (YearPart(PartKind.MONTHS, 4, 6), "2024-04/2024-06", date(2024, 6, 30), PeriodKind.MONTHS),
    ],
)
def test_months(part: YearPart, code: str, end: date, kind: PeriodKind) -> None:
    period = parse_period("2024 ж.", part)
    assert (period.code, period.end, period.kind, period.year) == (code, end, kind, None)


def test_the_year_beside_its_parts_is_a_year() -> None:
    assert parse_period("2025 год", YearPart(PartKind.YEAR, 1, 12)) == parse_period("2025")


def test_a_column_without_a_label_has_no_period() -> None:
    assert parse_period("") is NO_PERIOD


@pytest.mark.parametrize("label", ["202", "годы", "2026-2024", "2024, 2025, 2026"])
def test_labels_that_name_no_certain_year(label: str) -> None:
    with pytest.raises(Unreadable):
        parse_period(label)


@pytest.mark.parametrize("label", ["годы", "2024-2025"])
def test_a_part_needs_one_year(label: str) -> None:
    with pytest.raises(Unreadable):
        parse_period(label, YearPart(PartKind.QUARTER, 1, 3))


_WHOLE = ("2025 год", "План 2026", "2024 ж. (факт)")
_OF_PARTS = ("I тоқсан", "2 кв.", "1 полугодие", "9 месяцев", "III квартал 2025 г.", "2026 ж. 6 ай", "май", "январь–сентябрь", "I п/г")
_OTHERS = ("% исполнения", "Вес", "Порог", "Вызов", "Мощность", "Ответственные")


@settings(deadline=None)
@given(labels=st.lists(st.sampled_from(_WHOLE + _OF_PARTS + _OTHERS), min_size=1, max_size=7), upper=st.sampled_from(("", "2025 год")))
def test_a_part_of_a_year_never_has_the_year(labels: list[str], upper: str) -> None:
    """For any header of known kinds, beside and below a year or with one in the title."""
    group = ["", "", *([upper] + [""] * (len(labels) - 1))]
    header = ["\t".join(group)] if upper else []
    lines = ["Отчет за 2025 год", "", "Направление 1. Кадры", "", *header, "\t".join(["Показатель", "Ед. изм.", *labels])]
    lines += ["\t".join([name, "чел.", *(str(11 + at) for at in range(len(labels)))]) for name in ("Педагоги", "Мастера")]
    if not any(label in _WHOLE or label in _OF_PARTS for label in labels):
        return
    parts = {str(11 + at) for at, label in enumerate(labels) if label in _OF_PARTS}
    for value in read_records("\n".join(lines), "plan").values:
        if value.value_text in parts:
            assert value.year is None, (value.column_label, value.period)
        if value.year is not None:
            assert value.period_kind in (PeriodKind.YEAR, PeriodKind.ACADEMIC_YEAR)
