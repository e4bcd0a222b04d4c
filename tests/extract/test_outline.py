"""Documents as trees: which level a heading has, what stands below it, what is dropped and what is refused."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.columns.tables import read_tables
from jospar.extract.document import UnreadableDocument
from jospar.extract.lines.document_style import DocumentStyle, read_style, running_text
from jospar.extract.lines.readings import Sentence
from jospar.extract.outline import Outline, OutlineNode, ensure_strategy, parse
from jospar.extract.readers.text import read

HEADER = "Атауы | Өлшем бірлігі | 2024ж. | 2025ж."
ROW = "Оқу саны | адам | 5 | 6"


def _source(text: str) -> bytes:
    return re.sub(r" ?\| ?", "\t", dedent(text).strip("\n").replace("HEADER", HEADER).replace("ROW", ROW)).encode()


def _parse(text: str) -> Outline:
    return parse(read(_source(text), "plan.txt"))


def _tree(node: OutlineNode) -> list[str]:
    """One line a heading, indicator (I) and measure (M), indented by its depth."""
    lines = [f"I {item.code or '-'} {(item.text if isinstance(item, Sentence) else item.name).text}" for item in node.indicators]
    lines += [f"M {item.code or '-'} {item.name.text}" for item in node.measures]
    for child in node.children:
        heading = child.heading
        assert heading is not None and heading.level is not None
        lines.append(f"{heading.level} {heading.code or '-'} {heading.title.text}")
        lines += [f"  {line}" for line in _tree(child)]
    return lines


def _codes(outline: Outline) -> list[str]:
    return [finding.code for finding in outline.findings]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param(
            """
            1. Қаржы
            1.1. Табыс
            1.1.1. Білім беру қызметі
            HEADER
            1.1.1.1. Оқу саны | адам | 5 | 6
            1.1.2. Ғылым
            HEADER
            1.1.2.1. Ғылым саны | адам | 5 | 6
            1.2. Еңбек өнімділігі
            HEADER
            1.2.1. Кадр саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              goal 1.1 Табыс
                task 1.1.1 Білім беру қызметі
                  M 1.1.1.1 Оқу саны
                task 1.1.2 Ғылым
                  M 1.1.2.1 Ғылым саны
              task 1.2 Еңбек өнімділігі
                M 1.2.1 Кадр саны
            """,
            id="a goal is what the next heading extends, a task is not",
        ),
        pytest.param(
            """
            1. Қаржы
            1.1. Табыс
            HEADER
            1.1.1. Оқу саны | адам | 5 | 6
            1.1.1.1. Білім беру
            HEADER
            1.1.1.1.1. Ғылым саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              task 1.1 Табыс
                M 1.1.1 Оқу саны
              task 1.1.1.1 Білім беру
                M 1.1.1.1.1 Ғылым саны
            """,
            id="a heading with measures of its own is no goal",
        ),
        pytest.param(
            """
            Стратегическое направление 1. Здоровье
            Цель 1.1. Охрана здоровья
            Наименование | Ед. изм. | 2024 г. | 2025 г.
            Целевой индикатор:|||
            Ожидаемая продолжительность | лет | 70 | 71
            Подцель 1.1.1. Профилактика|||
            Задача 1.1.1.1. Скрининг|||
            Число осмотров | ед. | 5 | 6
            Направление 2. Кадры
            Задача 2.1. Обучение|||
            Обучено | чел. | 5 | 6
            """,
            """
            direction 1 Здоровье
              goal 1.1 Охрана здоровья
                I - Ожидаемая продолжительность
                sublevel 1.1.1 Профилактика
                  task 1.1.1.1 Скрининг
                    M - Число осмотров
            direction 2 Кадры
              task 2.1 Обучение
                M - Обучено
            """,
            id="labels say the level, one level more than the tables have",
        ),
        pytest.param(
            """
            1. Қаржы
            1.1. Табыс
            1.1.1. Қызмет
            1.1.1.1. Білім беру
            HEADER
            1.1.1.1.1. Оқу саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              goal 1.1 Табыс
                goal 1.1.1 Қызмет
                  task 1.1.1.1 Білім беру
                    M 1.1.1.1.1 Оқу саны
            """,
            id="a goal below a goal",
        ),
        pytest.param(
            """
            Мазмұны
            1. Қаржы
            1.1. Табыс
            2. Кадр

            1. Қаржы
            1.1. Табыс
            HEADER
            1.1.1. Оқу саны | адам | 5 | 6
            2. Кадр
            2.1. Біліктілік
            HEADER
            2.1.1. Кадр саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              task 1.1 Табыс
                M 1.1.1 Оқу саны
            direction 2 Кадр
              task 2.1 Біліктілік
                M 2.1.1 Кадр саны
            """,
            id="a list of contents is dropped",
        ),
        pytest.param(
            """
            1. Тіімді менеджмент
            Басымдықтар:
            1. Ашықтық
            2. Есептілік
            1.1. Құқықтық тазалық
            HEADER
            1.1.1. Аудит саны | бірлік | 5 | 6
            """,
            """
            direction 1 Тіімді менеджмент
              task 1.1 Құқықтық тазалық
                M 1.1.1 Аудит саны
            """,
            id="a numbered list between a heading and what belongs to it is dropped",
        ),
        pytest.param(
            """
            1. Қаржы
            Атауы | Өлшем бірлігі | 2024ж. | 2025ж.
            Пайда саны | адам | 5 | 6
            НЫСАНАЛЫ ИНДИКАТОР: Мамандар саны: 2024ж. – 290 адам, 2025ж. – 300 адам.
            HEADER
            Кадр саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              I - Мамандар саны: 2024ж. – 290 адам, 2025ж. – 300 адам.
              M - Пайда саны
              M - Кадр саны
            """,
            id="the same header below a sentence begins measures",
        ),
        pytest.param(
            """
            HEADER
            ROW
            Направление 1. Туризм
            ROW
            """,
            """
            M - Оқу саны
            direction 1 Туризм
              M - Оқу саны
            """,
            id="rows before the first heading",
        ),
        pytest.param(
            """
            1. Қаржы
            HEADER
            НЫСАНАЛЫ ИНДИКАТОР:|||
            1. Пайда | адам | 5 | 6
            Іс-шаралар:|||
            1.1. Оқу саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              I 1 Пайда
              M 1.1 Оқу саны
            """,
            id="indicators that are rows",
        ),
        pytest.param(
            """
            1. Қаржы
            HEADER
            НЫСАНАЛЫ ИНДИКАТОР:|||
            1. Пайда | адам | 5 | 6
            1.1. Сапа|||
            1.1.1. Оқу саны | адам | 5 | 6
            """,
            """
            direction 1 Қаржы
              I 1 Пайда
              task 1.1 Сапа
                M 1.1.1 Оқу саны
            """,
            id="a row with a name alone ends the indicators",
        ),
    ],
)
def test_levels(text: str, tree: str) -> None:
    assert _tree(_parse(text).root) == dedent(tree).strip("\n").split("\n")


def test_levels_that_the_tables_do_not_have_are_noticed() -> None:
    labelled = _parse("Направление 1. A\nЦель 1.1. B\nПодцель 1.1.1. C\nЗадача 1.1.1.1. D\nHEADER\nROW")
    assert _codes(labelled) == ["level_added"]


def test_a_goal_below_a_goal_is_noticed() -> None:
    numbered = _parse("1. A\n1.1. B\n1.1.1. C\n1.1.1.1. D\nHEADER\n1.1.1.1.1. ROW")
    assert [(finding.code, finding.printed) for finding in numbered.findings] == [("level_added", "C")]


def test_rows_before_the_first_heading_are_noticed_once() -> None:
    outline = _parse("HEADER\nROW\nROW\nНаправление 1. Туризм\nROW")
    (finding,) = outline.findings
    assert (finding.code, finding.printed, finding.detail, finding.place.line) == ("no_direction", "Оқу саны", "2 rows or headings", 2)
    sentence = _parse("НЫСАНАЛЫ ИНДИКАТОР: Табыс: 2024ж. – 5, 2025ж. – 6.\nБағыт 1. Туризм\nHEADER\nROW")
    assert [(finding.code, finding.printed) for finding in sentence.findings] == [("no_direction", "Табыс: 2024ж. – 5, 2025ж. – 6.")]
    assert _codes(_parse("HEADER\nROW")) == []


def test_where_headings_that_lead_to_nothing_go() -> None:
    outline = _parse("1. Қаржы\n2. Кадр\n\n1. Қаржы\nHEADER\n1.1. ROW\n\n2. Қорытынды")
    assert {cell.text for cell in outline.raw.cells() if outline.ignored.get(cell.place) == "heading_without_rows"} == {
        "1. Қаржы",
        "2. Кадр",
        "2. Қорытынды",
    }


def test_a_labelled_heading_stays_though_nothing_follows_it() -> None:
    assert _tree(_parse("Направление 1. Туризм\nЗадача 1.1. Рост\nHEADER\nROW\nНаправление 2. Спорт").root)[-1] == "direction 2 Спорт"


def test_the_front_and_the_rules() -> None:
    outline = _parse("«Сапа» КеАҚ\n\nДаму жоспары\n1. Қаржы\nHEADER\n1.1. ROW\n")
    assert [(line.printed.text, line.block_starts) for line in outline.front] == [("«Сапа» КеАҚ", True), ("Даму жоспары", True)]
    assert set(outline.rules) == {cell.place for cell in outline.raw.cells()}
    assert {outline.ignored[line.printed.place] for line in outline.front} == {"front_line"}


# ---- columns that are not read ---------------------------------------------------------------------------------------------------------


def test_columns_that_are_not_read() -> None:
    outline = _parse(
        """
        1. Қаржы
        Атауы | Өлшем бірлігі | 2024ж. | 2024ж. | Ақпарат көзі | Xyz
        1.1. Оқу саны | адам | 5 | 6 | есеп | да | артық
        1.2. Кадр саны | адам | 7 | 8 | есеп |
        1.3. Ғылым саны | адам | 7 | | | жоқ
        """
    )
    assert [(f.code, f.printed, f.detail, [cell.text for cell in f.flags]) for f in outline.findings] == [
        ("year_repeated", "2024ж.", "2 cells", ["6", "8"]),
        ("column_unknown", "", "1 cells", ["артық"]),
        ("column_unknown", "Xyz", "2 cells", ["да", "жоқ"]),
    ]
    assert [f.place.line for f in outline.findings] == [2, 3, 2]
    assert [cell.text for cell in outline.raw.cells() if outline.ignored.get(cell.place) == "column_not_read"] == ["есеп", "есеп"]


# ---- refusals --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Мәтін ғана", "no_table"),
        ("1. Қаржы\n1.1. Табыс", "no_table"),
        ("1. Қаржы\nHEADER", "no_table"),
        ("1. Қаржы\na | b\nc | d", "no_table"),
        ("Направление 1. Туризм\nHEADER\nЗадача 1.1. Рост|||", "no_table"),
    ],
)
def test_what_is_no_strategy(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        ensure_strategy(_parse(text))
    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    "text",
    [
        "HEADER\n1.1. Оқу саны | адам | 5 | 6",
        "1. Қаржы\nHEADER\n1.1. Оқу саны | адам | 5 | 6",
        "1. Қаржы\n1.1. Табыс\nHEADER\n1.1.1. Оқу саны | адам | 5 | 6",
        "Направление 1. Туризм\nHEADER\nЦелевые индикаторы:|||\nROW",
    ],
)
def test_what_is_a_strategy(text: str) -> None:
    ensure_strategy(_parse(text))


# ---- the style of a document -----------------------------------------------------------------------------------------------------------


def _style(text: str) -> DocumentStyle:
    return read_style(read_tables(read(_source(text), "plan.txt").blocks)[0])


@pytest.mark.parametrize(
    ("text", "coded", "flat", "directions", "tasks", "headings"),
    [
        ("1. Қаржы\nHEADER\n1.1. ROW\n1.2. ROW", True, False, False, False, True),
        ("Спорт\nHEADER\n1. ROW\n2. ROW", True, True, False, False, False),
        ("Спорт\nHEADER\n1. ROW\n1.1. ROW", True, False, False, False, False),
        ("Спорт\nHEADER\nROW\nROW\n1. ROW", False, False, False, False, False),
        ("Бағыт 1. Спорт\nHEADER\nROW", False, False, True, False, True),
        ("HEADER\nМіндет 1.1. Спорт|||\nROW", False, False, False, True, True),
        ("Спорт\nHEADER\n1. Кадр|||\nROW", False, False, False, False, True),
        ("", False, False, False, False, False),
        ("Мәтін", False, False, False, False, False),
        ("Р/с № | Іс-шаралар | Аяқтау нысаны\n1 | Ережелерді жаңарту | бұйрық", True, True, False, False, False),
    ],
)
def test_style(text: str, coded: bool, flat: bool, directions: bool, tasks: bool, headings: bool) -> None:
    style = _style(text)
    assert (style.rows_coded, style.rows_flat) == (coded, flat)
    assert (style.labels_direction, style.labels_task, style.has_headings) == (directions, tasks, headings)


def test_running_lines_stand_three_times() -> None:
    style = _style("Даму жоспары, 1-бет\nМәтін\nДаму жоспары, 2-бет\nМәтін\nДаму жоспары, 3-бет\nМақсат\nНысаналы индикатор:\n")
    assert list(style.running) == [running_text("Даму жоспары, 9-бет")]
    assert [place.line for place in style.running.values()] == [1]


def test_section_labels_do_not_run() -> None:
    assert _style("Нысаналы индикатор:\n" * 4).running == {}


# ---- any document ----------------------------------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "1. Қаржы",
        "1.1. Табыс",
        "1.1.1. Қызмет",
        "2. Кадр",
        "Направление 1. Туризм",
        "Цель 1.1. Рост",
        "Подцель 1.1.1. Рост",
        "Задача 1.1.1. Рост",
        "НЫСАНАЛЫ ИНДИКАТОР:",
        "Іс-шаралар:",
        "Табыс: 2024ж. – 5, 2025ж. – 6.",
        "1. Табыс: 2024ж. – 5, 2025ж. – 6.",
        HEADER,
        ROW,
        "1.1. " + ROW,
        "1.1. Табыс |||",
        "жалғасы |||",
        "| | 5 |",
        "жалғасы",
        "Мәтін",
        "12",
        "",
        "--",
        "оның ішінде:|||",
        "кестенің жалғасы:",
        "2026ж. | 2027ж.",
        "(мың теңге)",
        "Барлығы |" * 4,
        "|||| артық",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_every_cell_is_in_the_tree_or_ignored_or_flagged_or_left_to_the_ledger(lines: list[str]) -> None:
    outline = _parse("x\n" + "\n".join(lines))
    places = {cell.place for cell in outline.raw.cells()}
    assert set(outline.rules) <= places
    assert set(outline.ignored) <= places
    assert {cell.place for finding in outline.findings for cell in finding.flags} <= places
