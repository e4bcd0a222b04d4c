"""Amounts of money in the cells of action plans: alone, by year, by source, with a total; and what can't be parted."""

from __future__ import annotations

import pytest

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.amounts import parse_amounts
from jospar.normalize.records import Records, Value
from tests.support.reading import read_records


def _shown(text: str) -> list[tuple[str, ...]]:
    return [tuple(filter(None, (a.year, a.source, a.number, a.unit))) for a in parse_amounts(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("2005ж-88,9 2006ж - 98,2 2007ж- 134,1", [("2005", "88,9"), ("2006", "98,2"), ("2007", "134,1")]),
        ("2006 - 22 500\n2007 - 23 000", [("2006", "22 500"), ("2007", "23 000")]),
        ("2008 г. – 15,0; 2009 г. – 20,0", [("2008", "15,0"), ("2009", "20,0")]),
        ("2025 год - 500 тыс. тенге, 2026 год – 600 тыс. тенге", [("2025", "500", "тыс. тенге"), ("2026", "600", "тыс. тенге")]),
        ("Республикалық бюджет – 9 352,6", [("Республикалық бюджет", "9 352,6")]),
        ("внебюджетные средства, 24 млн тенге", [("внебюджетные средства", "24", "млн тенге")]),
        ("РБ – 60, МБ – 40", [("РБ", "60"), ("МБ", "40")]),
        ("3,2 млрд тенге, ГЧП", [("ГЧП", "3,2", "млрд тенге")]),
        ("12,5 млн. тенге", [("12,5", "млн. тенге")]),
        ("6,0 областной бюджет", [("областной бюджет", "6,0")]),
        ("20,0\nжергілікті бюджет", [("жергілікті бюджет", "20,0")]),
        ("5,0 млн.тг. МБ", [("МБ", "5,0", "млн.тг.")]),
        ("30, оның ішінде 2025 ж. - 10, 2026 ж. - 20", [("30",), ("2025", "10"), ("2026", "20")]),
        ("Всего - 100,0, в том числе: РБ – 60, МБ – 40", [("100,0",), ("РБ", "60"), ("МБ", "40")]),
    ],
)
def test_a_list(text: str, amounts: list[tuple[str, ...]]) -> None:
    assert _shown(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        "2005ж- 1195,1\n2005ж-\n3097,1",
        "30, в том числе: РБ – 10, МБ – 21",
        "2005-2007",
        "2024",
        "по 50",
        "100 неведомых",
        "тыс. тенге 500",
        "РБ – 60, 2025 – 40",
        "Всего – 100, РБ – 60, МБ – 40",
    ],
)
def test_what_is_no_list_of_amounts(text: str) -> None:
    with pytest.raises(Unreadable, match="amounts_unreadable"):
        parse_amounts(text)


def _plan(due: str, money: str, header: str = "Объем финансирования, млн. тенге", title: str = "План мероприятий") -> Records:
    return read_records(
        f"{title}\n\nЗадача 1. Кампус\n№\tМероприятие\tСрок исполнения\tОтветственные\t{header}\n"
        f"1\tРемонт корпуса\t{due}\tАХО\t{money}\n2\tЗакуп мебели\t2026 г.\tАХО\t7,5\n"
    )


def _told(values: tuple[Value, ...]) -> list[tuple[str | None, str | None, str | None, int]]:
    return [(v.period, str(v.value) if v.value is not None else None, v.unit, v.unit_mult) for v in values]


@pytest.mark.parametrize(
    ("due", "money", "values"),
    [
        ("2025 г.", "10", [("2025", "10", "KZT", 6)]),
        ("2025–2027 гг.", "10", [("2025/2027", "10", "KZT", 6)]),
        ("II квартал 2025 г.", "10", [("2025", "10", "KZT", 6)]),
        ("ежегодно", "10", [(None, "10", "KZT", 6)]),
        ("ежегодно", "2025 г. – 10; 2026 г. – 12", [("2025", "10", "KZT", 6), ("2026", "12", "KZT", 6)]),
        (
            "2025–2026 гг.",
            "22, в т.ч. 2025 – 10, 2026 – 12",
            [("2025/2026", "22", "KZT", 6), ("2025", "10", "KZT", 6), ("2026", "12", "KZT", 6)],
        ),
        ("2025 г.", "500 тыс. тенге", [("2025", "500", "KZT", 3)]),
        ("2025 г.", "не требуется", [("2025", None, "KZT", 6)]),
    ],
)
def test_money_of_a_row(due: str, money: str, values: list[tuple[str | None, str | None, str | None, int]]) -> None:
    records = _plan(due, money)
    assert _told(records.values[: len(values)]) == values
    assert {value.aspect.value for value in records.values} == {"cost"}
    assert not [issue for issue in records.issues if issue.code in ("period_unknown", "unit_missing")]


def test_a_source_stands_in_the_label_of_its_amount() -> None:
    values = _plan("2025 г.", "РБ – 60, МБ – 40").values[:2]
    assert [value.column_label for value in values] == ["Объем финансирования, млн. тенге / РБ", "Объем финансирования, млн. тенге / МБ"]


def test_a_term_that_is_no_period_leaves_the_money_without_one_and_says_so() -> None:
    records = _plan("до 1 июня 2025 г.", "10")
    assert records.values[0].period is None and records.measures[0].due_end is not None
    assert [(issue.code, issue.printed) for issue in records.issues if issue.code == "period_unknown"] == [("period_unknown", "10")]


@pytest.mark.parametrize("header", ["Источник финансирования и сумма тыс. тенге", "Объем и источники финансирования, тыс. тенге"])
def test_a_column_of_sources_and_sums_is_money(header: str) -> None:
    records = _plan("2025 г.", "6,0 областной бюджет", header=header)
    assert _told(records.values[:1]) == [("2025", "6.0", "KZT", 3)]


def test_money_without_a_unit_is_told() -> None:
    records = _plan("2025 г.", "10", header="Объем финансирования")
    assert records.values[0].unit is None and "unit_missing" in {issue.code for issue in records.issues}


def test_a_list_that_cannot_be_parted_is_one_issue() -> None:
    records = _plan("2025 г.", "Всего – 100, РБ – 60, МБ – 40")
    [issue] = [issue for issue in records.issues if issue.severity == "error"]
    assert (issue.code, issue.record_id, records.values[0].value) == ("amounts_unreadable", records.measures[0].measure_id, None)
