"""Layouts that HTML documents bring along: ordinary rows marked as headers, facts above a table, kinds of rows in a first column."""

from __future__ import annotations

from jospar.extract.detect import read
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.records import Fate, Records

YEARS = "<th>Өлшем бірлігі<th>2024ж.<th>2025ж.<th>Жауапты орындаушы"


def records_of(*rows: str, above: str = "<p>1. Бағыт. Денсаулық</p><p>1.1. Ананы қорғау</p>") -> Records:
    """The records of a document with one table of these rows."""
    page = f"<html>{above}<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    records = normalize(parse(read(page.encode(), "plan.html")), SourceFile("plan", "plan.html", "0" * 64))
    document = records.document
    assert document.cells == document.cells_used + document.cells_ignored + document.cells_flagged
    return records


def measures(records: Records) -> list[str]:
    """Each measure with the values of its years."""
    return [
        f"{measure.name}: {' '.join(value.value_text for value in records.values if value.owner_id == measure.measure_id)}"
        for measure in records.measures
    ]


def flagged(records: Records) -> list[str]:
    return [cell.text for cell in records.cells if cell.fate is Fate.FLAGGED]


def test_rows_and_headings_marked_as_header_cells_with_empty_rows_between() -> None:
    records = records_of(
        f"<th>№<th>Көрсеткіш атауы{YEARS}",
        "<th>1<th>2<th>3<th>4<th>5<th>6",
        "<th><th><th><th><th><th>",
        "<th><th>1.2. Балаларды қорғау<th><th><th><th>",
        "<th colspan=6>&nbsp;",
        "<th>1<th>Дәрігерлер саны<th>адам<th>10<th>20<th>ДСБ",
    )
    assert [task.title for task in records.tasks] == ["Балаларды қорғау"]
    assert (measures(records), flagged(records)) == (["Дәрігерлер саны: 10 20"], [])


def test_a_kind_of_row_in_a_first_column_is_no_name() -> None:
    header, row = f"<th>Көрсеткіш түрі<th>Көрсеткіш атауы{YEARS}", "<td>{}<td>адам<td>10<td>20<td>ДСБ"
    expected = ["Дәрігерлер саны: 10 20", "Мейіргерлер саны: 10 20"]
    merged = records_of(header, "<td rowspan=2>Тікелей нәтиже" + row.format("Дәрігерлер саны"), row.format("Мейіргерлер саны"))
    once = records_of(header, "<td>Тікелей нәтиже" + row.format("Дәрігерлер саны"), "<td>" + row.format("Мейіргерлер саны"))
    for records in (merged, once):
        assert (measures(records), flagged(records)) == (expected, [])
        assert {measure.section for measure in records.measures} == {"Тікелей нәтиже"}


def test_a_label_over_codes_and_names() -> None:
    records = records_of(
        f"<th colspan=2>Көрсеткіш атауы{YEARS}",
        "<td>1.1.1.<td>Дәрігерлер саны<td>адам<td>10<td>20<td>ДСБ",
        "<td>1.1.2.<td>Мейіргерлер саны<td>адам<td>1<td>2<td>ДСБ",
    )
    assert measures(records) == ["Дәрігерлер саны: 10 20", "Мейіргерлер саны: 1 2"]
    assert [measure.code for measure in records.measures] == ["1.1.1", "1.1.2"]


def test_a_heading_whose_label_and_title_have_a_cell_each() -> None:
    table = (
        "<td>Цель 1.{0}<td colspan=4>Охрана здоровья {0}",
        "<td>Код программы<td colspan=4>001",
        "<td>Наименование показателя<td>Ед. изм.<td>2024 год<td>2025 год<td>Ответственные исполнители",
        "<td>Число врачей<td>чел.<td>1<td>{0}<td>ДКП",
    )
    rows = [row.format(number) for number in (1, 2) for row in table]
    records = records_of(*rows, above="<p>Стратегическое направление 1. Здоровье</p>")
    assert [goal.title for goal in records.goals] == ["Охрана здоровья 1", "Охрана здоровья 2"]
    assert [measure.goal_id for measure in records.measures] == [goal.goal_id for goal in records.goals]
    assert measures(records) == ["Число врачей: 1 1", "Число врачей: 1 2"]
    assert flagged(records) == ["Код программы", "001"]  # the first such row may be one of a list of contents


def test_a_value_over_all_years_is_that_of_the_whole() -> None:
    records = records_of(
        f"<th>Көрсеткіш атауы{YEARS}", "<td>Дәрігерлер саны<td>адам<td colspan=2>10<td>ДСБ", "<td>Төсек<td><td colspan=2>5<td>"
    )
    assert measures(records) == ["Дәрігерлер саны: 10", "Төсек: 5"]
