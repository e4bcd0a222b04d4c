"""The part of a year that a header names, and the period that a title is about."""

from __future__ import annotations

import pytest

from jospar.extract.words.periods import PartKind, YearPart, find_part, find_title_period

YEAR = YearPart(PartKind.YEAR, 1, 12)


def _quarter(number: int) -> YearPart:
    return YearPart(PartKind.QUARTER, 3 * number - 2, 3 * number)


def _half(number: int) -> YearPart:
    return YearPart(PartKind.HALF_YEAR, 6 * number - 5, 6 * number)


def _months(last: int, first: int = 1) -> YearPart:
    return YearPart(PartKind.MONTHS, first, last)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("I тоқсан", _quarter(1)),
        ("IV тоқсан", _quarter(4)),
        ("3-тоқсан", _quarter(3)),
        ("2-ші тоқсан", _quarter(2)),
        ("1 кв.", _quarter(1)),
        ("кв. 2", _quarter(2)),
        ("3 квартал 2027 г.", _quarter(3)),
        ("2027 жылғы 2 тоқсан", _quarter(2)),
        ("1-й квартал", _quarter(1)),
        ("План на IV квартал 2027 года", _quarter(4)),
        ("первый квартал", _quarter(1)),
        ("1 полугодие", _half(1)),
        ("II полугодие 2026 г.", _half(2)),
        ("I п/г", _half(1)),
        ("2 п/г 2026 г.", _half(2)),
        ("бірінші жартыжылдық", _half(1)),
        ("1 жарты жыл", _half(1)),
        ("2-жартыжылдық", _half(2)),
        ("9 месяцев", _months(9)),
        ("Факт за 9 мес. 2026 г.", _months(9)),
        ("тоғыз ай", _months(9)),
        ("11 ай", _months(11)),
        ("январь-сентябрь", _months(9)),
        ("Қаңтар–маусым 2026 ж.", _months(6)),
        ("апрель–июнь", _months(6, 4)),
        ("май", YearPart(PartKind.MONTH, 5, 5)),
        ("қыркүйек", YearPart(PartKind.MONTH, 9, 9)),
        ("12 месяцев", YEAR),
        ("январь–декабрь", YEAR),
        ("год", YEAR),
        ("жыл", YEAR),
    ],
)
def test_parts_of_a_year(text: str, part: YearPart) -> None:
    assert find_part(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026 год",
        "План 2026 г.",
        "5 квартал",
        "3 полугодие",
        "13 месяцев",
        "1 месяц назад",
        "1,3 тоқсан",
        "2-3 кварталы",
        "кв. м",
        "25 кв.м",
        "квартал",
        "жылу",
        "ай сайын",
        "ежемесячно",
        "каждый квартал",
        "Майский район",
        "май – апрель",
        "15 мая",
        "сроки работ в первом полугодии следующего за отчетным года по плану ремонтов всех зданий",
    ],
)
def test_what_is_no_part_of_a_year(text: str) -> None:
    assert find_part(text) is None


@pytest.mark.parametrize(
    ("text", "year", "part"),
    [
        ("Отчет колледжа за 2023 год", "2023", None),
        ("2026 жылға арналған жұмыс жоспары", "2026", None),
        ("Отчет за 9 месяцев 2024 года", "2024", _months(9)),
        ("Итоги 1 полугодия 2025 года", "2025", _half(1)),
        ("Исполнение бюджета за II квартал 2025 г.", "2025", _quarter(2)),
        ("2025 жылдың 3 тоқсаны", "2025", _quarter(3)),
        ("Итоги за январь–июнь 2025 года", "2025", _months(6)),
        ("2024 жылғы 9 айдағы нәтижелер туралы есеп", "2024", _months(9)),
        ("2025 жылдың бірінші жартыжылдығының қорытындысы", "2025", _half(1)),
        ("План на 2025 год с разбивкой по кварталам", "2025", None),
    ],
)
def test_the_period_of_a_title(text: str, year: str, part: YearPart | None) -> None:
    found = find_title_period(text)
    assert found is not None and (found.year, found.part) == (year, part)


@pytest.mark.parametrize(
    "text",
    [
        "План развития",
        "План на 2024-2026 годы",
        "2024, 2025 жылдарға арналған жоспар",
        "от 20.01.2025 г.",
        "20 желтоқсан 2025 жыл",
        "приказ № 15 2025 года",
        "Утверждено 5 мая 2025 года",
        "план на 20250 тонн",
        "смета на 12025 тенге",
        "Сравнение с 2023 годом",
        "2023 жылмен салыстырғанда",
        "Отчет о работе в 3 кварталах, 2025 год",  # a part, in a form that nobody knows
        "2025 жыл бойынша есеп, оның 2 тоқсанынан бастап",
    ],
)
def test_what_names_no_period(text: str) -> None:
    assert find_title_period(text) is None
