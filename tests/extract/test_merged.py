"""A merged cell is one cell in every column and row that it covers."""

import pytest

from jospar.extract.document import Cell, Paragraph, Place, RawDocument, Row, SourceKind
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.records import Fate, Records

SOURCE = SourceFile("plan", "plan.docx", "0" * 64)


def read(*rows: str, heading: str = "1. Оқу процесін дамыту") -> Records:
    """Rows of cells parted by `|`; `<` goes on with the cell on its left, `^` with the one above."""
    blocks: list[Paragraph | Row] = [Paragraph(Cell(heading, Place(page=1)))]
    above: list[Cell] = []
    for number, line in enumerate(rows, 1):
        cells: list[Cell] = []
        for column, text in enumerate(line.split("|"), 1):
            match text.strip():
                case "<":
                    cells.append(cells[-1])
                case "^":
                    cells.append(above[column - 1])
                case printed:
                    cells.append(Cell(printed, Place(table=1, row=number, column=column)))
        above = cells
        blocks.append(Row(tuple(cells), Place(table=1, row=number)))
    raw = RawDocument("plan.docx", SourceKind.DOCX, None, None, tuple(blocks))
    records = normalize(parse(raw), SOURCE)
    assert records.document.cells == records.document.cells_used + records.document.cells_ignored + records.document.cells_flagged
    assert records.document.cells == len({cell.place for cell in records.cells})
    return records


HEADER = ("Атауы | Өлшем бірлігі | Жоспар | < | < | Жауапты орындаушы", "^ | ^ | 2024ж. | 2025ж. | 2026ж. | ^")


def values(records: Records) -> list[str]:
    return [f"{value.year} {value.value_text}" for value in records.values]


def test_a_header_of_merged_cells_is_one_header() -> None:
    records = read(*HEADER, "1.1. Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі")
    assert values(records) == ["2024 10", "2025 20", "2026 30"]
    assert [issue.code for issue in records.issues] == []
    assert {cell.rule for cell in records.cells if cell.fate is Fate.IGNORED} == {"header"}


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ("1.1. Студенттердің үлесі | % | 50 | < | 60", ["2024 50", "2025 50", "2026 60"]),
        ("1.1. Доля доцентов | % | не менее 50 | < | <", ["2024 не менее 50", "2025 не менее 50", "2026 не менее 50"]),
        ("1.1. Рейтингтегі орны | орын | 50 | < | <", ["2024 50", "2025 50", "2026 50"]),
        ("1.1. Студенттер саны | адам | 10 | < | 30", ["2024/2025 10", "2026 30"]),
        ("1.1. Построить общежитие | ед. | 1 | < | <", ["2024/2026 1"]),
        ("1.1. Қаржыландыру көлемі | млн. теңге | 5 | 7,5 | <", ["2024 5", "2025/2026 7,5"]),
        ("1.1. Темп роста доходов | % | 20 | < | <", ["2024/2026 20"]),
        ("1.1. Доход вырастет | раз | в 2 раза | < | <", ["2024/2026 в 2 раза"]),
    ],
)
def test_a_value_over_several_years_is_that_of_each_or_of_all(row: str, printed: list[str]) -> None:
    records = read(*HEADER, f"{row} | Кадр бөлімі")
    assert [f"{value.period} {value.value_text}" for value in records.values] == printed
    assert all(value.value is not None and (value.year is None) == ("/" in (value.period or "")) for value in records.values)
    (issue,) = records.issues
    assert (issue.code, issue.severity, issue.record_id) == ("value_merged", "warning", records.measures[0].measure_id)


def test_quarters_below_one_cell_are_the_year() -> None:
    header = ("Атауы | Өлшем бірлігі | 2025 жыл | < | < | <", "^ | ^ | I тоқсан | II тоқсан | III тоқсан | IV тоқсан")
    records = read(*header, "1.1. Студенттер саны | адам | 10 | < | < | <", "1.2. Курстар саны | бірлік | 4 | < | 5 | 6")
    assert [(value.period, value.value_text) for value in records.values] == [
        ("2025", "10"), ("2025-S1", "4"), ("2025-Q3", "5"), ("2025-Q4", "6"),
    ]  # fmt: skip


def test_a_plan_and_a_fact_in_one_cell_have_no_stage() -> None:
    header = ("Атауы | Өлшем бірлігі | 2024 жыл | <", "^ | ^ | жоспар | нақты")
    (value,) = read(*header, "1.1. Студенттер саны | адам | 10 | <").values
    assert (value.period, value.stage, value.value_text) == ("2024", None, "10")


def test_what_is_no_number_over_several_years_is_said_once() -> None:
    records = read(*HEADER, "1.1. Студенттер саны | адам | тұрақты | < | < | Кадр бөлімі", "1.2. Үлесі | % | - | < | < | Кадр бөлімі")
    assert [(value.period, value.status) for value in records.values[:1]] == [("2024/2026", "unreadable")]
    assert [(value.year, value.status) for value in records.values[1:]] == [(2024, "dash"), (2025, "dash"), (2026, "dash")]
    assert [issue.code for issue in records.issues if issue.severity != "info"] == ["number_unreadable"]


def test_a_value_over_several_rows_is_that_of_each_with_a_warning() -> None:
    rows = ("1.1. Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі", "1.2. Доценттер үлесі | % | 15 | ^ | 17 | Деканат")
    records = read(*HEADER, *rows)
    assert values(records) == ["2024 10", "2025 20", "2026 30", "2024 15", "2025 20", "2026 17"]
    assert [(issue.code, issue.year, issue.record_id) for issue in records.issues] == [
        ("value_merged", 2025, "plan/d1/m1"),
        ("value_merged", 2025, "plan/d1/m2"),
    ]


def test_executors_on_rows_of_their_own_beside_a_merged_row_are_those_of_one_measure() -> None:
    rows = ("1.1. Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі", "^ | ^ | ^ | ^ | ^ | Деканат", "^ | ^ | ^ | ^ | ^ | Кеңсе")
    records = read(*HEADER, *rows, "1.2. Оқытушылар саны | адам | 1 | 2 | 3 | Кадр бөлімі")
    assert [measure.name for measure in records.measures] == ["Студенттер саны", "Оқытушылар саны"]
    assert [party.name for party in records.parties] == ["Кадр бөлімі", "Деканат", "Кеңсе", "Кадр бөлімі"]
    assert values(records) == ["2024 10", "2025 20", "2026 30", "2024 1", "2025 2", "2026 3"]


def test_a_name_that_reaches_over_years_is_no_value() -> None:
    rows = ("1.1. Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі", "1.2. Оқытушылар саны | < | < | < | < | Кадр бөлімі")
    records = read(*HEADER, *rows)
    assert [value.value_text for value in records.values if value.owner_id.endswith("m2")] == ["", "", ""]


def test_a_unit_and_an_executor_over_several_rows_are_those_of_each() -> None:
    records = read(*HEADER, "1.1. Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі", "1.2. Оқытушылар саны | ^ | 1 | 2 | 3 | ^")
    assert [measure.unit for measure in records.measures] == ["person", "person"]
    assert [party.name for party in records.parties] == ["Кадр бөлімі", "Кадр бөлімі"]


def test_a_row_of_one_merged_cell_is_a_heading() -> None:
    records = read(*HEADER, "1.1. Контингентті ұлғайту | < | < | < | < | <", "1.1.1. Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі")
    assert [task.title for task in records.tasks] == ["Контингентті ұлғайту"]
    assert [measure.code for measure in records.measures] == ["1.1.1"]


def test_a_merged_row_goes_on_with_no_row() -> None:
    rows = ("1.1. Студенттер саны, | адам | 10 | 20 | 30 | Кадр бөлімі", "ғылым | < | < | < | < | <")
    records = read(*HEADER, *rows)
    assert [measure.name for measure in records.measures] == ["Студенттер саны,"]
    assert [issue.printed for issue in records.issues if issue.code == "cell_not_used"] == ["ғылым"]


@pytest.mark.parametrize("heading", ["{}. {} | < | < | < | < | < | <", "{} | {} | < | < | < | < | <"])
def test_a_merged_row_is_a_heading_though_the_rows_have_numbers_like_its_own(heading: str) -> None:
    header = ("№ | Атауы | Өлшем бірлігі | 2024ж. | 2025ж. | 2026ж. | Жауапты орындаушы",)
    row = "{} | Студенттер саны | адам | 10 | 20 | 30 | Кадр бөлімі"
    rows = (heading.format(1, "Оқу"), row.format(1), row.format(2), heading.format(2, "Ғылым"), row.format(1), row.format(2), row.format(3))
    records = read(*header, *rows, heading="Даму стратегиясы")
    assert [(direction.code, direction.title) for direction in records.directions] == [("1", "Оқу"), ("2", "Ғылым")]
    assert [measure.direction_id for measure in records.measures] == ["plan/d1"] * 2 + ["plan/d2"] * 3


def test_a_name_beside_a_value_of_all_years_is_no_heading() -> None:
    header = ("Атауы | 2024ж. | 2025ж. | 2026ж.",)
    records = read(*header, "1. Студенттер саны | 10 | < | <", "2. Оқытушылар саны | 5 | 6 | 7")
    assert [(measure.code, measure.name) for measure in records.measures] == [("1", "Студенттер саны"), ("2", "Оқытушылар саны")]
    assert [f"{value.period} {value.value_text}" for value in records.values] == ["2024/2026 10", "2024 5", "2025 6", "2026 7"]


def test_a_line_of_the_page_itself_is_passed_over() -> None:
    line = Paragraph(Cell("Даму бағдарламасы", Place(page=2)), runs=True)
    records = normalize(parse(RawDocument("plan.pdf", SourceKind.PDF, None, 2, (line,))), SOURCE)
    assert [(cell.fate, cell.rule) for cell in records.cells] == [(Fate.IGNORED, "page_margin")]


def test_sides_of_header_cells_that_lie_a_little_off_those_below_move_no_column() -> None:
    header = ("Атауы | Өлшем бірлігі | Жоспар | < | Жауапты орындаушы | <", "^ | ^ | 2024ж. | 2025ж. | ^ | ^")
    records = read(*header, "1.1. Студенттер саны | адам | 10 | 20 | < | Кадр бөлімі", "1.2. Үлесі | % | 1 | 2 | < | Деканат")
    assert values(records) == ["2024 10", "2025 20", "2024 1", "2025 2"]
    assert [party.name for party in records.parties] == ["Кадр бөлімі", "Деканат"]
    assert records.issues == ()


def test_a_second_column_below_one_year_is_not_that_year() -> None:
    header = ("Атауы | Өлшем бірлігі | 2024ж. | < | Жауапты орындаушы",)
    records = read(*header, "1.1. Студенттер саны | адам | 10 | 20 | Кадр бөлімі", "1.2. Үлесі | % | 1 | < | Деканат")
    assert values(records) == ["2024 10", "2024 1"]
    assert [issue.code for issue in records.issues] == ["year_repeated"]
