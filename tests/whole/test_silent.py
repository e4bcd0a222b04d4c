"""Documents that once gave a wrong number without a word: each must be null with an issue, or right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jospar.normalize.records import Records, Status
from tests.support.reading import read_records, values_of


def _read(table: str) -> Records:
    return read_records(table.replace(" | ", "\t").replace("| ", "\t").replace(" |", "\t").replace("|", "\t"), "plan")


def _values(records: Records, measure: int = 0) -> list[Decimal | None]:
    return [value.value for value in values_of(records, records.measures[measure].measure_id)]


def _codes(records: Records) -> set[str]:
    return {issue.code for issue in records.issues}


HEADER = "Мероприятие | Ед. изм. | 2024 | 2025 | 2026 | Стейкхолдеры | Ответственный исполнитель"


@pytest.mark.parametrize(
    "row",
    [
        "1.1. Число | чел. | 20 | 30 | бизнес | Ректор |",
        "1.1. Число | чел. || 10 | 20 | 30 | бизнес | Ректор",
        "1.1. Число | 10 | 20 | 30 | бизнес | Ректор |",
        "1.1. Число | чел. | 10 | 10 | 20 | 30 | бизнес | Ректор",
    ],
)
def test_a_row_that_lost_or_gained_a_cell_has_no_values(row: str) -> None:
    records = _read(f"1. Кадры\n{HEADER}\n{row}")
    assert all(value is None for value in _values(records))
    assert "row_shifted" in _codes(records)
    assert records.parties == ()


def test_the_second_half_of_a_row_may_be_shifted_too() -> None:
    records = _read(f"1. Кадры\n{HEADER}\n1.1. Число второе ||||||\n\nи третье | 10 | 20 | 30 | бизнес | Ректор |")
    assert all(value is None for value in _values(records))


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_percentages_have_no_groups_of_three(space: str) -> None:
    records = _read(f"1. Кадры\n{HEADER}\n1.1. Доля | % | 95{space}100 | 1{space}200 | 97 | бизнес | Ректор")
    assert _values(records) == [None, None, Decimal(97)]


@pytest.mark.parametrize("cell", ["<p>12</p><p>345</p>", "12<br>345", "12\x0b345", "12\u2028345"])
def test_a_line_end_in_a_cell_groups_no_thousands(cell: str) -> None:
    records = _read(f"1. Кадры\n{HEADER}\n1.1. Число | чел. | {cell} | 5 | 6 | бизнес | Ректор")
    assert _values(records) == [None, Decimal(5), Decimal(6)]


def test_a_raised_figure_is_a_footnote() -> None:
    records = _read(f"1. Кадры\n{HEADER}\n1.1. Доля | % | 85<sup>1</sup> | 90 | 95 | бизнес | Ректор")
    assert _values(records) == [Decimal(85), Decimal(90), Decimal(95)]


@pytest.mark.parametrize("cells", ["468 350 586 566 || 705 748", "100 130 || 160"])
def test_numbers_that_slid_beside_a_blank(cells: str) -> None:
    records = _read(f"1. Кадры\n{HEADER}\n1.1. Число | чел. | {cells} | бизнес | Ректор")
    assert _values(records)[0] is None
    assert "numbers_slid_together" in _codes(records)


def test_a_unit_holds_for_its_own_table() -> None:
    table = "Мероприятие | 2024 | 2025\n{}| 5 | 6"
    first, second, third = (table.format(name) for name in ("Мясо", "Хлеб", "Соль"))
    records = _read(f"1. Кадры\n\n(млн. тенге)\n{first}\n\n2. Другое\n\n(тыс. тенге)\n{second}\n\n3. Третье\n\n{third}")
    units = [(measure.unit, measure.unit_mult) for measure in records.measures]
    assert units == [("KZT", 6), ("KZT", 3), (None, 0)]


def test_a_unit_in_the_header_holds_for_its_own_table() -> None:
    table = "Мероприятие | Объем ({}) |\n| 2024 | 2025\n{} | 5 | 6"
    records = _read(f"1. Кадры\n{table.format('кг', 'Мясо')}\n\n2. Другое\n{table.format('т', 'Хлеб')}")
    assert [measure.unit_label for measure in records.measures] == ["кг", "т"]


def test_a_ditto_mark_repeats_the_cell_above_it_only() -> None:
    rows = (f"{name} | {unit} | 1 | 2 | 3 | бизнес | Ректор" for name, unit in (("Доля", "%"), ("Балл", ""), ("Рост", '"')))
    records = _read("\n".join(("1. Кадры", HEADER, *rows)))
    assert [measure.unit for measure in records.measures] == ["percent", None, None]
    assert "ditto_without_unit" in _codes(records)


def test_a_year_in_percent_is_the_year() -> None:
    records = _read("1. Кадры\nМероприятие | 2024 год, % | 2025 год, %\nДоля | 5 | 6")
    assert [(value.year, value.unit, value.status) for value in records.values] == [
        (2024, "percent", Status.REPORTED),
        (2025, "percent", Status.REPORTED),
    ]


def test_wrapped_lines_of_a_series_are_no_running_header() -> None:
    lines = "\n".join(f"{year}ж. – {year - 1900} мың теңге," for year in range(2026, 2031))
    records = read_records(
        f"1. Қаржы\n\nНЫСАНАЛЫ ИНДИКАТОР:\n\n1. Пайда: 2025ж. – 110 мың теңге,\n{lines}\n\nКөрсеткіш\tөлш.бірл.\t2025ж.\nСаны\t%\t5", "plan"
    )
    assert [value.year for value in records.values if value.owner_table == "indicators"] == list(range(2025, 2031))


def test_the_same_title_below_three_directions_is_no_running_header() -> None:
    parts = "\n".join(f"{n}. Бағыт {n}\n{n}.1. Кадр даярлау\nАтауы\tӨлшем бірлігі\t2024\n{n}.1.1. Саны\t%\t5" for n in (1, 2, 3))
    assert [task.code for task in read_records(parts, "plan").tasks] == ["1.1", "2.1", "3.1"]


def test_labels_typed_with_a_latin_i() -> None:
    records = read_records("1-бағыт. Сапа\n1.1.1-мiндет. Бiлiм беру\nАтауы\tӨлшем бiрлiгi\t2023 ж.\nДокторанттар\tадам\t50", "plan")
    assert [(task.code, task.title) for task in records.tasks] == [("1.1.1", "Білім беру")]


def test_a_word_near_a_label_is_no_header() -> None:
    header = "Атауы | Өлшем бірлігі | 2024ж. | Стейкхолдерлер | Жауапты"
    records = _read(f"1. Қаржы\n{header}\n1.1. Саны | % | 5 | экономика | АМД\n\n{header}\n||| пәндері |")
    assert [party.name for party in records.parties if party.role == "stakeholder"] == ["экономика пәндері"]
