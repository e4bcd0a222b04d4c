"""Headers of tables: which rows they are, and what each column is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import ColumnRole, TableColumn, TableLayout
from jospar.extract.columns.header import is_column_numbers, is_header_row, is_lower_header_row, row_key
from jospar.extract.columns.layout import read_layout, same_columns
from jospar.extract.document import Cell, Place, Row

KTU = (
    "Алға қойылған тапсырманы орындауға арналған іс-шара | Іс-шараның орындалу көрсеткішінің сандық мәні |||| "
    "Стейкхолдерлер/клиенттер | Жауапты орындаушы",
    "| өлш.бірл. | 2024ж. | 2025ж. | 2026ж. ||",
)


def _row(text: str, line: int = 1) -> Row:
    texts = [cell.strip() for cell in text.split("|")]
    cells = tuple(Cell(cell, Place(line=line, column=column)) for column, cell in enumerate(texts, 1))
    return Row(cells, Place(line=line))


def _layout(header: tuple[str, ...], *below: str) -> TableLayout:
    return read_layout([_row(text, line) for line, text in enumerate(header, 1)], [_row(text, 9) for text in below])


def _roles(layout: TableLayout) -> list[str]:
    """The role of each column; of values the year with its figures, the stage, and what they count if not the measure itself."""
    return [_describe_values(column) if column.role is ColumnRole.VALUE else column.role.value for column in layout.columns]


def _describe_values(column: TableColumn) -> str:
    aspect = None if column.aspect is Aspect.VALUE else column.aspect
    return " ".join(filter(None, [column.year, column.stage, aspect]))


@pytest.mark.parametrize(
    "text",
    [
        *KTU,
        "Наименование | Ед. изм. | 2024 г. | 2025 г.",
        "Көрсеткiштiң аталуы | Өлшем бiрлiгi | 2003ж есеп | 2004ж бағалау | 2005ж 2004 жылға %",
        "Атауы | Өлшем бірлігі | Есепті кезең || Жоспарлы кезең ||",
        "| 2024 | 2025 | 2026",
        "| 2024ж. | 2024ж.",
        "Р/с № | Іс-шаралар | Аяқтау нысаны | Орындауға жауаптылар | Орындау мерзімі",
        "Түрі | Көрсеткіш атауы | Өлшем бірлігі | 2024 жыл | 2025 жыл",
        "КПД | Ед. изм. | Вес, % | 2024 г. | 2025 г. | Ответственный",
        "Атауы | 2010/2011 оқу жылы | 2011/12 оқу жылы",
        "2026ж. | 2027ж.",
    ],
)
def test_header_rows(text: str) -> None:
    assert is_header_row(_row(text))


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1. Білім алушылар контингентін ұлғайту | адам | 9 976 | 10 070",
        "Ауруханалар саны | 2000 | 2005 | 2010",  # a name and values
        "2000 | 2005 | 2010",  # no blank first cell
        "| 2010 | 2005 | 2000",  # years rise
        "| 2000 | 2000",
        "Атауы",
        "Атауы | |",
        "||",
        "Целевые индикаторы | рост | доходов",
        "2025 жылы 2024 жылмен салыстырғанда | адам | 5",
        "Наименование | Программа развития молодежной политики",
        "Показатели работы университета в соответствии с утвержденной стратегией и планом всех мероприятий на период до 2029 | Ед. изм. |",
        "Оқытушылар саны | адам | 5 | 6 | 7",
        "2023 ж. 10 желтоқсан | 2024 жылғы 25 маусым № 4 хаттама",
    ],
)
def test_no_header_rows(text: str) -> None:
    assert not is_header_row(_row(text))


def test_years_five_apart_are_values() -> None:
    assert not is_header_row(_row("| 2000 | 2005 | 2010"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| өлщ.бірл. | 2024ж. | 2025ж. |", True),
        ("|| план | факт | %", True),
        ("|| 2024 | 2025", True),
        ("| % ||", False),  # the unit of a cut row
        ("||", False),
        ("| адам | 2024ж.", False),
        ("Сапа | 2024ж.", False),
        ("| Нысаналы индикаторлар: ||", False),
    ],
)
def test_lower_header_rows(text: str, expected: bool) -> None:
    assert is_lower_header_row(_row(text)) is expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [("| Ед. изм. | 2024 | 2025 | иенты |", True), ("| Ед. изм. | 2024 | 2025 | бизнес |", False)],
)
def test_the_rest_of_a_broken_label_is_of_the_header(below: str, expected: bool) -> None:
    above = _row("Мероприятие | Числовое значение показателя ||| Стейкхолдеры/кл | Ответственный исполнитель")
    assert is_lower_header_row(_row(below), [above]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 | 2 | 3 | 4", True),
        ("1. | 2. | 3.", True),
        ("(1) | (2)", True),
        ("1 || 2 | 3", True),
        ("1", False),
        ("2 | 3 | 4", False),
        ("1 | 3 | 4", False),
        ("1 | Атауы | 2", False),
        ("||", False),
    ],
)
def test_column_numbers(text: str, expected: bool) -> None:
    assert is_column_numbers(_row(text)) is expected


# ---- what each column is ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        (KTU, ["name", "unit", "2024ж.", "2025ж.", "2026ж.", "stakeholders", "executors"]),
        (("№ п/п | Наименование | Ед. изм. | 2024 г. | 2025 г.",), ["number", "name", "unit", "2024 г.", "2025 г."]),
        (
            ("Ответственные | 2025 г. | 2026 г. | Единица измерения | Мероприятия | Срок исполнения",),
            ["executors", "2025 г.", "2026 г.", "unit", "name", "other"],
        ),
        (
            ("Атауы | Өлшем бірлігі | Есепті кезең || Жоспарлы кезең |", "|| 2018 | 2019 | 2020 | 2021"),
            ["name", "unit", "2018 fact", "2019 fact", "2020 plan", "2021 plan"],
        ),
        (
            ("Показатель | Ед. изм. | 2022 год ||| 2023 год ||", "|| план | факт | % | план | факт | %"),
            [
                "name", "unit", "2022 год plan", "2022 год fact", "2022 год execution",
                "2023 год plan", "2023 год fact", "2023 год execution",
            ],
        ),
        (
            ("Показатель | Ед. изм. | Значение показателей по годам |||", "|| 2022 || 2023 |", "|| план | факт | план | факт"),
            ["name", "unit", "2022 plan", "2022 fact", "2023 plan", "2023 fact"],
        ),
        (
            ("Наименование | Ед. изм. | 2021 | 2022 | 2023", "|| факт | оценка | прогноз"),
            ["name", "unit", "2021 fact", "2022 estimate", "2023 plan"],
        ),
        (
            ("Көрсеткiштiң аталуы | Өлшем бiрлiгi | 2003ж есеп | 2004ж баға лау | 2005ж 2004 жылға % | 2006ж",),
            ["name", "unit", "2003ж есеп fact", "2004ж баға лау estimate", "change", "2006ж"],
        ),
        (("Атауы | 2010/2011 оқу жылы | 2011/12 оқу жылы",), ["name", "2010/2011 оқу жылы", "2011/12 оқу жылы"]),
        (("Атауы | Тұтыну стандарты | Ақпарат көзі | 2005",), ["name", "other", "other", "2005"]),
        (("Атауы | 2024ж. | 2024ж. | 2025ж.",), ["name", "2024ж.", "repeated_value", "2025ж."]),
        (("Атауы | 2024 факт | 2024 план | 2024 план",), ["name", "2024 факт fact", "2024 план plan", "repeated_value"]),
        (("Наименование | Показатель | Ед. изм. | 2024",), ["name", "unknown", "unit", "2024"]),
        (("Атауы | өлщ.бірл. | 2024ж. | Жауапты орынаушы",), ["name", "unit", "2024ж.", "executors"]),
        (("Показатель | Базовое значение (2023 г.) | 2024 г.",), ["name", "Базовое значение (2023 г.) baseline", "2024 г."]),
        (("Атауы | 2024 және 2025 жылдар | 2026",), ["name", "unknown", "2026"]),
        (("Атауы | 2024 жылғы қажеттілік | 2026",), ["name", "unknown", "2026"]),
        (("Мероприятие | Значение показателя | Финансирование |", "| 2024 | 2024 | 2025"), ["name", "2024", "unknown", "unknown"]),
    ],
)
def test_columns(header: tuple[str, ...], roles: list[str]) -> None:
    assert _roles(_layout(header)) == roles


@pytest.mark.parametrize(
    ("header", "below", "roles"),
    [
        # no label over the names
        (("| Ед. изм. | 2024 | 2025",), ("Услуги | ед. | 1 | 2", "Доля | % | 3 | 4"), ["name", "unit", "2024", "2025"]),
        # no label over the units
        (("Атауы || 2024 | 2025",), ("Оқу саны | бірлік | 1 | 2", "Үлесі | % | 3 | 4"), ["name", "unit", "2024", "2025"]),
        # neither
        (("|| 2024 | 2025",), ("Оқу саны | бірлік | 1 | 2", "Үлесі | % | 3 | 4"), ["name", "unit", "2024", "2025"]),
        (("||| 2024",), ("1 | Оқу саны | бірлік | 5", "2 | Үлесі | % | 6"), ["number", "name", "unit", "2024"]),
        # numbers are no names, long texts no units
        (("Атауы || 2024",), ("Оқу саны | 15 | 1", "Үлесі | 20 | 3"), ["name", "other", "2024"]),
        (("Атауы || 2024",), ("Оқу саны | ғылыми жобалар мен бағдарламалардың тізбесі | 1",), ["name", "unknown", "2024"]),
        (("Атауы || 2024",), (), ["name", "unknown", "2024"]),
        (("| 2024 | 2025",), ("5 | 6 | 7",), ["unknown", "2024", "2025"]),
        # what stands behind the years is not guessed
        (("Атауы | Ед. изм. | 2024 |",), ("Оқу саны | бірлік | 1 | ПБД",), ["name", "unit", "2024", "unknown"]),
        (("2024 | 2025 |",), ("1 | 2 | Оқу саны",), ["2024", "2025", "unknown"]),
        (("Ед. изм. || Атауы | 2024",), ("бірлік | а | Оқу саны | 1",), ["unit", "unknown", "name", "2024"]),
    ],
)
def test_columns_by_their_shape(header: tuple[str, ...], below: tuple[str, ...], roles: list[str]) -> None:
    assert _roles(_layout(header, *below)) == roles


def test_a_group_label_does_not_reach_over_its_neighbour() -> None:
    layout = _layout(("Атауы | Есепті кезең | Жоспарлы кезең | Жауапты", "| 2018 | 2019 |"))
    assert _roles(layout) == ["name", "2018 fact", "2019 plan", "executors"]


def test_a_second_group_label_is_not_reached_by_the_group_above() -> None:
    layout = _layout(("Показатель | 2022 год || 2023 год |", "| план | факт || факт", "| 1 | 2 | 3 | 4"))
    assert _roles(layout)[3:] == ["2023 год", "2023 год fact"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        (("Түрлері | Нақты тұтынылуы (кг) |", "| 2003 | 2004"), "кг"),
        (("Наименование | Значение показателя, млн. тенге |", "| 2024 | 2025"), "млн. тенге"),
        (("Наименование | Финансирование, млн. тенге |", "| 2024 | 2025"), "млн. тенге"),
        (("Показатель | Базовое значение (2023 г.) | 2024",), None),
        (("Атауы | Мәні |", "| 2024 | 2025"), None),
    ],
)
def test_a_unit_that_the_header_names(header: tuple[str, ...], unit: str | None) -> None:
    assert {column.unit for column in _layout(header).values} == {unit}


def test_the_language_of_labels() -> None:
    layout = _layout(("Атауы | ед.изм. | 2024г. | 2025ж. | 2026 | Жауапты",))
    assert [column.language for column in layout.columns] == ["kk", "ru", "ru", "kk", None, "kk"]


def test_what_was_noticed() -> None:
    layout = _layout(("Атауы | өлщ.бірл. | Ақпарат көзі | 2024ж. | 2024ж 2023 жылға % | Xyz",))
    assert [(finding.code, finding.printed, finding.place.column) for finding in layout.findings] == [
        ("header_misspelt", "өлщ.бірл.", 2),
        ("column_not_read", "Ақпарат көзі", 3),
        ("column_not_read", "2024ж 2023 жылға %", 5),
    ]
    assert layout.findings[0].detail == "read as өлш.бірл."


def test_header_cells_and_rows_are_kept() -> None:
    layout = _layout(KTU)
    assert layout.columns[2].header.text == "Іс-шараның орындалу көрсеткішінің сандық мәні / 2024ж."
    assert layout.header_rows == tuple(row_key(_row(text)) for text in KTU)
    unit = layout.find(ColumnRole.UNIT)
    assert unit is not None and unit.index == 1
    assert layout.find(ColumnRole.NUMBER) is None
    assert [column.index for column in layout.values] == [2, 3, 4]


def test_two_prints_of_a_header_have_one_key() -> None:
    assert row_key(_row("Атауы | Өлшем  бірлігі | 2024ж. ||")) == row_key(_row("АТАУЫ | өлшембірлігі | 2024 ж"))
    assert row_key(_row("| 2024ж.")) != row_key(_row("2024ж."))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Атауы | Өлшем бірлігі | 2024 | 2025", "|| 2024 | 2025", True),
        ("Атауы | Өлшем бірлігі | 2024 | 2025", "|| 2024ж. | 2025ж.", True),
        ("Атауы | Өлшем бірлігі | 2024 | 2025", "| 2024 | 2025 |", False),
        ("Атауы | Өлшем бірлігі | 2024 | 2025", "|| 2025 | 2026", False),
        ("Атауы | Өлшем бірлігі | 2024 | 2025", "Атауы || 2024 | 2025", False),
        ("|| 2024 | 2025", "|| 2024 | 2025", False),
        ("Атауы | Жауапты", "| Жауапты", False),
    ],
)
def test_same_columns(old: str, new: str, expected: bool) -> None:
    assert same_columns(_layout((old,)), _layout((new,))) is expected


CELLS = st.sampled_from(
    ["", "Атауы", "өлш.бірл.", "2024ж.", "2025", "2025ж 2024 жылға %", "план", "факт", "%", "Жауапты", "Есепті кезең", "Сапа", "№", "мәні"]
)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=3), st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=3)
)
def test_any_header_has_one_column_for_each_cell_and_each_role_once(header: list[list[str]], below: list[list[str]]) -> None:
    layout = read_layout([_row(" | ".join(cells)) for cells in header], [_row(" | ".join(cells)) for cells in below])
    assert [column.index for column in layout.columns] == list(range(max(map(len, header))))
    for role in (ColumnRole.NUMBER, ColumnRole.NAME, ColumnRole.UNIT, ColumnRole.STAKEHOLDERS, ColumnRole.EXECUTORS):
        assert sum(column.role is role for column in layout.columns) <= 1
    years = [(column.year[:4], column.stage) for column in layout.values]
    assert len(years) == len(set(years))
