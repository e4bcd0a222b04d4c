"""jospar.extract.columns.turning: tables whose years stand in the rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from jospar import read_document

HEADING = "Жоспар\n\n1-бағыт. Өндіріс\n\n"


def values_of(folder: Path, table: str) -> list[tuple[str, int | None, str]]:
    path = folder / "plan.txt"
    path.write_text(HEADING + table, encoding="utf-8")
    records = read_document(path)
    names = {measure.measure_id: measure.name for measure in records.measures}
    return [(names[value.owner_id], value.year, value.value_text) for value in records.values]


def test_years_in_rows_are_columns(tmp_path: Path) -> None:
    table = "Жылдар\tКартоп\tСүт\n2024\t1149,2\t-\n2025\t1251,4\t1 124,6\n2026\t1255,5\t1 158,2\n"
    assert values_of(tmp_path, table) == [
        ("Картоп", 2024, "1149,2"),
        ("Картоп", 2025, "1251,4"),
        ("Картоп", 2026, "1255,5"),
        ("Сүт", 2024, "-"),
        ("Сүт", 2025, "1 124,6"),
        ("Сүт", 2026, "1 158,2"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Көрсеткіш\t2024 жыл\t2025 жыл\nКартоп\t1149,2\t1251,4\nСүт\t1,5\t2,5\n",
        "Жылдар\tКартоп\tСүт\n2025\t1149,2\t3\n2024\t1251,4\t4\n",
        "Жылдар\tІс-шара\tНысан\n2024\tЖөндеу\tАкт\n2025\tСатып алу\tШарт\n",
    ],
    ids=["years above", "years that go down", "words below the names"],
)
def test_other_tables_stay(tmp_path: Path, table: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(HEADING + "№\tАтауы\t2030 жыл\n1\tМектеп, бірлік\t5\n\n" + table, encoding="utf-8")
    assert all(value.value_text not in ("2024", "2025") for value in read_document(path).values)
