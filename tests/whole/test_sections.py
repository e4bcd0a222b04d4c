"""What stands around a row: the row or the column that heads it, the title of its table, a total beside its years."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.reading import read_records


def _rows(text: str, suffix: str = ".txt") -> list[tuple[Any, ...]]:
    """Each measure by its name, section and table title, with its values."""
    records = read_records(text.replace(" | ", "\t").replace("|", "\t") if suffix == ".txt" else text, suffix=suffix)
    return [
        (
            measure.name,
            measure.section,
            measure.table_title,
            [(value.period, value.aspect.value, str(value.value)) for value in records.values if value.owner_id == measure.measure_id],
        )
        for measure in records.measures
    ]


def _codes(text: str) -> list[str]:
    return [issue.code for issue in read_records(text.replace(" | ", "\t").replace("|", "\t")).issues if issue.severity != "info"]


_HEAD = "1-бағыт. Кампус\n\n"


def test_a_row_over_all_columns_heads_those_below_it() -> None:
    table = (
        "<h2>1-бағыт. Кампус</h2><table><tr><td>№<td>Іс-шара<td>2025 ж.<tr><td colspan=3>Жөндеу<tr><td>1<td>Мектеп<td>5"
        "<tr><td>2<td>Жол<td>6<tr><td colspan=3>Құрылыс<tr><td>3<td>Көпір<td>7</table>"
    )
    assert [row[:2] for row in _rows(f"<html>{table}", ".html")] == [("Мектеп", "Жөндеу"), ("Жол", "Жөндеу"), ("Көпір", "Құрылыс")]


def test_a_row_without_a_number_heads_those_that_have_one() -> None:
    rows = _rows(_HEAD + "№ | Мероприятие | 2025 г.\nРемонт | |\n1 | Школы | 5\n2 | Дороги | 6\n")
    assert [row[:2] for row in rows] == [("Школы", "Ремонт"), ("Дороги", "Ремонт")]


def test_a_column_in_front_of_the_names_heads_the_rows_that_it_is_merged_over() -> None:
    table = (
        "<h2>1-бағыт. Кампус</h2><table><tr><td><td><td>2025 ж.<td>2026 ж.<tr><td rowspan=2>Ағаштар<td>отырғызылды<td>5<td>6"
        "<tr><td>кесілді<td>1<td>2<tr><td rowspan=2>Гүлдер<td>отырғызылды<td>50<td>60<tr><td>суарылды<td>40<td>45</table>"
    )
    assert [row[:2] for row in _rows(f"<html>{table}", ".html")] == [
        ("отырғызылды", "Ағаштар"),
        ("кесілді", "Ағаштар"),
        ("отырғызылды", "Гүлдер"),
        ("суарылды", "Гүлдер"),
    ]


def test_a_line_right_above_a_table_is_its_title() -> None:
    rows = _rows(_HEAD + "1-кесте. Жөндеу жоспары\n\nІс-шара | 2025 ж.\nМектеп | 5\nЖол | 6\n")
    assert [row[2] for row in rows] == ["1-кесте. Жөндеу жоспары"] * 2


def test_rows_of_which_are_parts_of_the_row_above() -> None:
    rows = _rows(_HEAD + "№ | Мероприятие | 2025 г.\n1 | Школы | 5\n | в том числе: |\n | в селе | 3\n | в городе | 2\n2 | Дороги | 6\n")
    assert [row[:2] for row in rows] == [("Школы", None), ("в селе", "Школы"), ("в городе", "Школы"), ("Дороги", None)]


@pytest.mark.parametrize("label", ["Всего", "Итого", "Барлығы"])
def test_a_total_that_the_years_come_to_is_for_all_of_them(label: str) -> None:
    rows = _rows(_HEAD + f"Мероприятие | {label} | 2025 г. | 2026 г. | 2027 г.\nДороги, км | 60 | 10 | 20 | 30\n")
    assert rows[0][3] == [
        ("2025", "value", "10"), ("2026", "value", "20"), ("2027", "value", "30"), ("2025/2027", "value", "60"),
    ]  # fmt: skip


def test_a_total_that_the_years_do_not_come_to_is_another_aspect_and_is_told() -> None:
    text = _HEAD + "Мероприятие | Всего | 2025 г. | 2026 г.\nДороги, км | 60 | 10 | 20\n"
    assert ("2025/2026", "other", "60") in _rows(text)[0][3] and "total_column_unmet" in _codes(text)


def test_numbers_behind_a_label_that_leads_to_rows_are_not_lost() -> None:
    text = _HEAD + "Мероприятие | Xyz 2025 г. | Abc 2025 г.\nДороги | 1 шт | 2 шт\nИтого: | 3 | 4\n"
    records = read_records(text.replace(" | ", "\t"))
    assert {cell.text: cell.fate.value for cell in records.cells if cell.text in ("3", "4")} == {"3": "flagged", "4": "flagged"}


def test_the_only_column_of_numbers_is_of_the_year_in_the_title() -> None:
    rows = _rows("Ставки платы на 2002 год\n\nНаименование | Ед. изм. | Ставка платы, в тенге\nГрибы | кг | 30\nЛук | кг | 15\n")
    assert [row[3] for row in rows] == [[("2002", "value", "30")], [("2002", "value", "15")]]


def test_a_table_without_a_header_is_of_the_year_above_it() -> None:
    text = (
        "# Об объемах трансфертов\n\n1. Установить бюджетные субвенции на 2020 год в сумме 9 тысяч тенге, в том числе:\n\n<table>\n"
        "<tr><td>Абайскому району</td><td>3 тысяч тенге;</td></tr>\n<tr><td>району Алтай</td><td>4 тысяч тенге;</td></tr>\n"
        "<tr><td>Уланскому району</td><td>2 тысяч тенге.</td></tr>\n</table>\n"
    )
    records = read_records(text, suffix=".md")
    assert [(value.period, str(value.value), value.unit, value.unit_mult) for value in records.values] == [
        ("2020", "3", "KZT", 3), ("2020", "4", "KZT", 3), ("2020", "2", "KZT", 3),
    ]  # fmt: skip
    assert "header_missing" in {issue.code for issue in records.issues}


@pytest.mark.parametrize("unit", ["мың теңге", "тыс. тенге"])
def test_a_unit_that_every_table_repeats_is_that_of_each(unit: str) -> None:
    table = f"\n{unit}\n\nАтауы | 2025 ж. | 2026 ж.\nМектеп | 5 | 6\n"
    records = read_records((_HEAD + "".join(f"\n{name}\n{table}" for name in ("Қала", "Аудан", "Ауыл", "Облыс"))).replace(" | ", "\t"))
    assert [(value.unit, value.unit_mult) for value in records.values] == [("KZT", 3)] * 8


@pytest.mark.parametrize("label", ["2005 год (тысяч тенге)", "2005 жыл, мың теңге", "2005 год, тыс. тенге"])
def test_a_year_beside_a_unit_is_a_year(label: str) -> None:
    records = read_records((_HEAD + f"Атауы | {label} | 2006\nМектеп | 5 | 6\n").replace(" | ", "\t"))
    value = records.values[0]
    assert (value.period, value.aspect.value, value.unit, value.unit_mult) == ("2005", "value", "KZT", 3)


def test_rows_without_a_name_are_of_the_row_above() -> None:
    text = (
        _HEAD + "№\tІс-шара\tОрындау мерзімі\tҚаржыландыру көлемі, млн. теңге\n1\tЖөндеу\t2004 ж.\t9\n\tАрал ауданы\t\t\n"
        "\t\t2005 ж.\t3\n\t\t2006 ж.\t4\n"
    )
    records = read_records(text)
    names = {measure.measure_id: measure.name for measure in records.measures}
    assert [(names[value.owner_id], value.period, str(value.value)) for value in records.values][1:] == [
        ("Арал ауданы", "2005", "3"), ("Арал ауданы", "2006", "4"),
    ]  # fmt: skip
    assert [issue.code for issue in records.issues].count("name_above") == 2


@pytest.mark.parametrize("remark", ["Примечание: суммы указаны в тыс. тенге", "Ескерту: сомалар мың теңге"])
def test_a_unit_in_a_remark_below_a_table_is_told(remark: str) -> None:
    records = read_records((_HEAD + f"Атауы | 2025 ж. | 2026 ж.\nЖолдар | 10 | 9\n\n{remark}\n").replace(" | ", "\t"))
    assert records.values[0].unit is None
    assert [(issue.code, issue.printed) for issue in records.issues if issue.severity == "warning"] == [("unit_in_remark", remark)]


def test_a_product_is_read_where_it_comes_out() -> None:
    records = read_records((_HEAD + "Атауы | 2025 ж. | 2026 ж.\nАвтобус | 1200 х 8 = 9600 | 1200 х 9 = 9600\n").replace(" | ", "\t"))
    assert [str(value.value) for value in records.values] == ["9600", "None"]


@pytest.mark.parametrize("title", ["Отчет за 2024 год", "2024 жылғы есеп"])
def test_years_of_a_report_are_facts_up_to_its_own(title: str) -> None:
    def stages(years: str) -> list[str | None]:
        records = read_records((_HEAD + f"{title}\n\nАтауы | {years}\nЖолдар, км | 10 | 9\n").replace(" | ", "\t"))
        return [value.stage for value in records.values]

    assert stages("2023 г. | 2024 г.") == ["fact", "fact"]
    assert stages("2024 г. | 2025 г.") == ["plan", "plan"]
