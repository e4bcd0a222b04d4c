"""The rules in their order: which one answers for a real line, and what is known after it."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from jospar.extract.lines.rules import ROW_RULES
from jospar.extract.lines.rules.base import OUTLINE_RULES, RuleName
from jospar.extract.outline import Outline, parse
from jospar.extract.readers import html
from jospar.extract.readers.text import read
from tests.support.word import p, read_word, tbl, tr

HEADER = "Атауы | Өлшем бірлігі | 2024ж. | 2025ж. | Жауапты орындаушы"


def _parse(text: str) -> Outline:
    source = re.sub(r" ?\| ?", "\t", dedent(text).strip("\n").replace("HEADER", HEADER))
    return parse(read(source.encode(), "plan.txt"))


# Each line that is meant ends with `<- rule` behind it; the other lines are what it stands between.
DOCUMENTS = {
    "frames of pages and tables": """
        «Әбілқас Сағынов атындағы университет» КеАҚ  <- front_line
        Кіріспе ........ 3  <- contents_entry
        Қорытынды | 12  <- contents_entry
        1. Қаржы  <- coded_heading
        1 кесте  <- caption
        HEADER  <- header
        1 | 2 | 3 | 4 | 5  <- column_numbers
        1.1. Оқу саны | бірлік | 7 | 8 | ПБД  <- measure
        -- | -- | -- | -- | --  <- rule_of_dashes
        - 12 -  <- page_number
        HEADER  <- repeated_header
        1 | 2 | 3 | 4 | 5  <- column_numbers
        1.2. Ғылым саны | бірлік | 9 | 10 | ПБД  <- measure
        * алдын ала дерек  <- footnote
        ¹ министрліктің дерегі  <- footnote
        Ескерту: көрсеткіштер меморандумда көрсетіледі.  <- footnote
        кестенің жалғасы:  <- table_continues
        Кейін жоспар қаралады.  <- prose
        Тәуекелдер атауы | Салдары | Шаралары  <- other_table
        Сыртқы тәуекелдер | |  <- label_in_other_table
        Мамандардың кетуі | сапаның төмендеуі | жалақыны көтеру  <- other_table
        """,
    "indicators": """
        1. Қаржы
        НЫСАНАЛЫ ИНДИКАТОР:  <- section_label
        1. Университеттің таза пайдасын арттыру: 2024ж. – 110 120 мың теңге, 2025ж. – 117 828 мың теңге.  <- indicator_sentence
        1.1. Білім алушылардың бұзушылықтарының нөлдік деңгейін  <- indicator_sentence
        қамтамасыз ету.  <- indicator_sentence
        «Үздік университет» атағын алу  <- indicator_sentence
        Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет.  <- transition
        HEADER
        1.1. Сапа||||  <- coded_heading
        1.1.1. Оқу саны | бірлік | 7 | 8 | ПБД
        2. Кадр  <- coded_heading
        НЫСАНАЛЫ ИНДИКАТОР: Мамандар саны: 2024ж. – 290 адам, 2025ж. – 300 адам.  <- labelled_indicator
        3. Менеджмент  <- coded_heading
        Мамандар саны: 2024ж. – 5, 2025ж. – 6.  <- lost_series
        3.1. Мамандар саны: 2024ж. – 5, 2025ж. – 6.  <- indicator_sentence
        """,
    "labelled headings and rows that lead to others": """
        Стратегическое направление 1. Здоровье  <- labelled_heading
        Наименование | Ед. изм. | 2024 г. | 2025 г.
        Цель 1.1. Охрана здоровья|||  <- labelled_heading
        Целевые индикаторы:|||  <- section_label
        Ожидаемая продолжительность жизни | лет | 70 | 71  <- measure
        Задача 1.1.1. Профилактика|||  <- labelled_heading
        Показатели прямых результатов:|||  <- section_label
        Число больниц | ед. | 77 | 78  <- measure
        в том числе:|||  <- section_label
        в селе | ед. | 7 | 8  <- measure
        из них | ед. ||  <- list_label
        новых | ед. | 1 | 2  <- measure
        из них |||  <- list_label
        частных | ед. | 1 | 2  <- measure

        4. Финансирование  <- chapter
        """,
    "rows that head others, and rows of the one above": """
        1. Қаржы
        № | Іс-шара | Орындау мерзімі | Орындаушы | Қаржыландыру көлемі, млн. теңге
        Жөндеу жұмыстары||||  <- row_group
        1 | Мектеп жөндеу | 2025 ж. | Білім басқармасы | 10  <- measure
        || 2026 ж. || 12  <- nameless_row
        2 | Арал ауданы |||  <- measure
        || 2025 ж. || 3
        3 | Жол салу | 2025 ж. | Жол басқармасы | 4  <- measure
        |||| 26  <- unread_row
        """,
    "halves that a page break cut": """
        1. Тіімді менеджмент және
        адал басқару  <- continuation
        Тікелей нәтижелер көрсеткіштері:
        HEADER
        1.1. Сапаны арттыру (жұмыс берушілердің||||  <- coded_heading
        қанағаттануы)||||  <- continuation
        1.1.1. Дуалды оқыту шеңберінде білім беру | % | 10 | 15 | ПБД, <- measure
        |||| АМД  <- continuation

        бағдарламаларының үлесін арттыру ||||  <- continuation
        1.1.2. Жұмысшы кәсіптерін ұсынатын | % | 5 | 7 | ПБД

        ПОҚ үлесі ||||  <- continuation
        1.1.3. Стартап-жобалардың | % | 5 | 7 | ПБД

        жалпы саны  <- continuation
        1.2. Салалық қауымдастықтардың  ||||  <- coded_heading

        тапсырысы | % | 5 | 7 | ПБД  <- completed_row
        1.2.1. Оқытушылар ||||  <- coded_heading
        1.1.5. Ғалымдар | адам | 5 | 7 | ПБД
        Түсініксіз жол  <- text_between_rows
        1.1.6. Ғалымдар | адам | 5 | 7 | ПБД
        | | | | бос <- continuation
        | | 5 | |   <- unread_row
        """,
    "a unit above the table": """
        1. Инвестиция
        1.1. Көлем
        (млн. теңге)  <- table_unit
        HEADER
        1.1.1. Негізгі капитал || 5 | 7 | ПБД
        1.2. Тағы
        Өлшем бірлігі: мың теңге  <- table_unit
        Атауы | 2026ж. | 2027ж.
        1.2.1. Негізгі капитал | 5 | 7
        """,
    "headings without numbers or labels": """
        HEADER
        Спорт ||||  <- section_heading
        Залдар | бірлік | 7 | 8 | ПБД  <- measure
        Мәдениет  <- section_heading
        Мұражайлар | бірлік | 7 | 8 | ПБД  <- measure
        Туризм  <- section_heading
        Атауы | 2026ж. | 2027ж.
        Қонақүйлер | 7 | 8  <- measure
        """,
    "lines that run through all pages": """
        Университеттің даму жоспары, 1-бет  <- front_line
        1. Қаржы
        HEADER
        1.1. Оқу саны | бірлік | 7 | 8 | ПБД

        Университеттің даму жоспары, 2-бет  <- running_header
        1.2. Ғылым саны | бірлік | 7 | 8 | ПБД

        Университеттің даму жоспары, 3-бет  <- running_header
        1.3. Кадр саны | бірлік | 7 | 8 | ПБД
        """,
    "a passport above the first table": """
        Наименование | Программа развития молодежи  <- unread_row
        1. Кадры
        """,
}


def _without_answers(document: str) -> tuple[str, list[tuple[int, str]]]:
    lines = dedent(document).strip("\n").split("\n")
    answers = [(number, line.partition("<-")[2].strip()) for number, line in enumerate(lines, 1) if "<-" in line]
    return "\n".join(line.partition("<-")[0].rstrip(" ") for line in lines), answers


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_rule_that_answers(name: str) -> None:
    text, answers = _without_answers(DOCUMENTS[name])
    outline = _parse(text)
    found = {cell.place.line: outline.rules[cell.place] for cell in outline.raw.cells()}
    assert [(number, found.get(number)) for number, _ in answers] == answers


# What no plain text shows: lines of the page itself, and merged cells.
PAGE = """
<html><nav>Заңдар</nav><p>1. Кадрлар</p><table><tr><th>Атауы<th>Өлшем бірлігі<th>2024ж.<th>2025ж.<th>Орындаушы
<tr><td>Бағдарламаның коды<td colspan=4>001
<tr><td rowspan=2>Мамандар саны<td rowspan=2>адам<td rowspan=2>5<td rowspan=2>6<td>ПБД
<tr><td>Деканат</table>
"""
RULES_OF_PAGE = {
    "Заңдар": "page_margin",
    "Бағдарламаның коды": "key_and_value",
    "001": "key_and_value",
    "Мамандар саны": "measure",
    "Деканат": "merged_row",
}


def test_the_rules_that_answer_where_the_format_shows_more() -> None:
    outline = parse(html.read(PAGE.encode(), "plan.html"))
    found = {cell.text: outline.rules[cell.place] for cell in outline.raw.cells()}
    assert {text: found[text] for text in RULES_OF_PAGE} == RULES_OF_PAGE


STYLED = p("Сапа", '<w:outlineLvl w:val="0"/>') + tbl(tr("Іс-шара", "Өлшем бірлігі", "2024 ж."), tr("Гранттар саны", "бірлік", "120"))
RULES_OF_STYLES = {"Сапа": "styled_heading", "Гранттар саны": "measure"}


def test_the_rules_that_answer_where_the_format_has_styles() -> None:
    outline = parse(read_word(STYLED))
    found = {cell.text: outline.rules[cell.place] for cell in outline.raw.cells()}
    assert {text: found[text] for text in RULES_OF_STYLES} == RULES_OF_STYLES


def test_every_rule_is_exercised() -> None:
    answered = {rule for document in DOCUMENTS.values() for _, rule in _without_answers(document)[1]}
    answered |= {*RULES_OF_PAGE.values(), *RULES_OF_STYLES.values()}
    assert answered == {name for name, _ in ROW_RULES}


def test_every_rule_has_its_own_name_and_a_docstring() -> None:
    assert {name for name, _ in ROW_RULES} == {*RuleName} - OUTLINE_RULES
    assert all(rule.__doc__ for _, rule in ROW_RULES)


def _titles(outline: Outline) -> list[str]:
    return [child.heading.title.text for child in outline.root.children if child.heading]


def _names(outline: Outline) -> list[str]:
    """The names of all measures, from the first branch of the tree down."""
    node, names = outline.root, [measure.name.text for measure in outline.root.measures]
    while node.children:
        node = node.children[0]
        names.extend(measure.name.text for measure in node.measures)
    return names


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Тіімді менеджмент және", "адал басқару"),
        ("Тұтынушыларға бағдарлау", "және сапаны арттыру"),
        ("Тіімді менеджмент", "адал басқару және сапаны арттыру жөніндегі жоспар бойынша"),
    ],
)
def test_a_heading_of_two_lines_above_a_table(first: str, second: str) -> None:
    outline = _parse(f"1. {first}\n{second}\nHEADER\n1.1. Оқу саны | бірлік | 7 | 8 | ПБД")
    assert _titles(outline) == [f"{first} {second}"]


def test_the_first_print_of_a_running_header_is_no_part_of_a_name() -> None:
    outline = _parse(
        """
        1. Қаржы
        HEADER
        1.1. Оқу жабдықтарының | бірлік | 7 | 8 | ПБД

        Даму жоспары 2

        жалпы саны ||||
        1.2. Ғылым саны | бірлік | 7 | 8 | ПБД

        Даму жоспары 3

        1.3. Кадр саны | бірлік | 7 | 8 | ПБД

        Даму жоспары 4
        """
    )
    assert _names(outline) == ["Оқу жабдықтарының жалпы саны", "Ғылым саны", "Кадр саны"]
    assert sorted(set(outline.ignored.values())) == ["header", "running_header"]


@pytest.mark.parametrize("tabs", ["", " ||||"])
def test_a_first_half_without_its_values(tabs: str) -> None:
    outline = _parse(
        f"""
        1. Қаржы
        HEADER
        1.1. Сапа ||||
        1.1.1. Оқу саны | бірлік | 7 | 8 | ПБД

        1.1.2. Оқытушылардың жалпы{tabs}

        санын көбейту | адам | 3 | 4 | ПБД
        1.1.3. Ғылым саны | бірлік | 7 | 8 | ПБД
        """
    )
    assert _names(outline) == ["Оқу саны", "Оқытушылардың жалпы санын көбейту", "Ғылым саны"]


@pytest.mark.parametrize(
    ("half", "doubtful"),
    [
        ("бағдарламаларының үлесін арттыру ||||", False),
        ("ПОҚ үлесі ||||", False),
        ("бағдарламаларының үлесін арттыру", False),
        ("(барлық деңгейде)", False),
        ("ПОҚ үлесі", True),
    ],
)
def test_second_halves_after_a_gap(half: str, doubtful: bool) -> None:
    rows = "1.1. Дуалды оқыту | % | 10 | 15 | ПБД\n\n{}\n1.2. Ғылым саны | бірлік | 7 | 8 | ПБД"
    outline = _parse("1. Қаржы\nHEADER\n" + rows.format(half))
    assert _names(outline) == [f"Дуалды оқыту {half.rstrip('| ')}", "Ғылым саны"]
    assert [finding.code for finding in outline.findings] == (["continuation_doubtful"] if doubtful else [])


def test_a_labelled_heading_is_no_first_half_of_a_row() -> None:
    outline = _parse("Бағыт 1. Қаржы\nHEADER\n1.1. Оқу саны | адам | 5 | 6 | ПБД\nМіндет 1.2. Сапа||||\n\nКадр саны | адам | 5 | 6 | ПБД")
    assert [item.heading.title.text for item in outline.root.children[0].children if item.heading] == ["Сапа"]
    assert _names(outline) == ["Оқу саны", "Кадр саны"]


def test_a_second_half_without_a_gap_is_doubtful() -> None:
    outline = _parse(
        "1. Қаржы\nHEADER\n1.1. Дуалды оқыту | % | 1 | 2 | ПБД\nбағдарламаларының үлесі ||||\n1.2. Ғылым саны | бірлік | 7 | 8 | ПБД"
    )
    assert _names(outline) == ["Дуалды оқыту бағдарламаларының үлесі", "Ғылым саны"]
    assert [finding.code for finding in outline.findings] == ["continuation_doubtful"]


def test_a_second_half_in_several_columns() -> None:
    outline = _parse(
        """
        1. Қаржы
        Атауы | Өлшем бірлігі | 2024ж. | Стейкхолдерлер | Жауапты
        1.1. Қос дипломды білім | жазылу- | 2 | шетелдік серіктестер | АМД,

        беру бағдарламалары | шылар || және ПОҚ | ЖБББ
        """
    )
    (measure,) = outline.root.children[0].measures
    printed = (measure.name, measure.unit, measure.stakeholders, measure.executors)
    assert [field and field.text for field in printed] == [
        "Қос дипломды білім беру бағдарламалары",
        "жазылу- шылар",
        "шетелдік серіктестер және ПОҚ",
        "АМД, ЖБББ",
    ]
    assert all(field is not None and [cell.place.line for cell in field.cells] == [3, 5] for field in printed)


@pytest.mark.parametrize(
    "row",
    [
        "Ғылым саны | бірлік | 7 | 8 | ПБД",
        "ғылым саны | бірлік | 7 | 8 | ПБД",
        "1.2. ғылым саны | бірлік |||",
        "қалада | бірлік |||",
    ],
)
def test_a_row_with_values_or_a_number_of_its_own_goes_on_with_nothing(row: str) -> None:
    outline = _parse(f"1. Қаржы\nHEADER\n1.1. Оқу саны | бірлік | 7 | 8 | ПБД\n{row}")
    assert _names(outline)[0] == "Оқу саны"
    assert len(_names(outline)) == 2


def test_a_number_alone_in_its_column_is_no_heading() -> None:
    outline = _parse("1. Қаржы\nР/с № | Атауы | Өлшем бірлігі | 2024ж.\n1.1 | Сапа ||\n1.1.1 | Оқу саны | адам | 5\n1.1.2 |||")
    (task,) = outline.root.children[0].children
    assert task.heading is not None
    assert (task.heading.code, task.heading.title.text) == ("1.1", "Сапа")
    assert [(measure.code, measure.name.text) for measure in task.measures] == [("1.1.1", "Оқу саны"), ("1.1.2", "")]


def test_a_label_of_a_list_after_an_open_name_goes_on_with_it() -> None:
    rows = "1.1. Ғылыми жобалар{} | бірлік | 7 | 8 | ПБД\nоның ішінде | бірлік ||| \n1.2. Ғылым саны | бірлік | 7 | 8 | ПБД"
    assert _names(_parse("1. Қаржы\nHEADER\n" + rows.format(""))) == ["Ғылыми жобалар", "Ғылым саны"]


def test_the_next_measure_whose_numbers_are_left_out_is_no_heading() -> None:
    outline = _parse(
        """
        1. Қаржы
        HEADER
        1.1. Сапа ||||
        1.1.1. Оқу саны | бірлік | 7 | 8 | ПБД
        1.1.2. Ғылым саны ||||
        1.2. Кадр ||||
        1.2.1. Кадр саны | бірлік | 7 | 8 | ПБД
        """
    )
    (direction,) = outline.root.children
    assert [[measure.code for measure in task.measures] for task in direction.children] == [["1.1.1", "1.1.2"], ["1.2.1"]]


FLAT = """
    {}
    Р/с № | Іс-шаралар | Өлшем бірлігі | 2024ж.
    1. Нормативтік қамтамасыз ету |||
    1 | Ережелерді жаңарту | бірлік | 5
    2 | Тізілімді бекіту | бірлік | 6
    3 | Аттестаттау | бірлік | 7
    """


def test_flat_numbers_of_rows_make_no_directions_where_headings_have_labels() -> None:
    (direction,) = _parse(FLAT.format("Бағыт 1. Басқару")).root.children
    assert [measure.code for measure in direction.measures] == ["1", "1", "2", "3"]


def test_a_numbered_row_above_flat_numbers_is_a_heading_where_there_is_no_other() -> None:
    (direction,) = _parse(FLAT.format("")).root.children
    assert direction.heading is not None
    assert (direction.heading.code, direction.heading.title.text) == ("1", "Нормативтік қамтамасыз ету")
    assert [measure.code for measure in direction.measures] == ["1", "2", "3"]


@pytest.mark.parametrize("text", ["1. нормативті жаңарту;", "2. ашықтықты қамтамасыз ету;"])
def test_an_item_of_a_list_is_no_heading(text: str) -> None:
    outline = _parse(f"1. Қаржы\nHEADER\n1.1. Оқу саны | бірлік | 7 | 8 | ПБД\n\nШаралар:\n{text}")
    assert _titles(outline) == ["Қаржы"]


def test_labels_of_headings_make_bare_numbers_prose() -> None:
    outline = _parse(
        """
        Направление 1. Здоровье
        Задача 1.1. Профилактика
        1. Общие положения
        1.2. Порядок работы
        Наименование | Ед. изм. | 2024 г. | 2025 г.
        Число больниц | ед. | 77 | 78
        """
    )
    assert _titles(outline) == ["Здоровье"]
    assert len(outline.root.children[0].children) == 1


def test_the_next_number_below_indicators_is_the_next_direction() -> None:
    outline = _parse(
        """
        1. Қаржы
        НЫСАНАЛЫ ИНДИКАТОР:
        1. Табысты арттыру
        2. Сапаны арттыру
        Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет.
        HEADER
        1.1. Оқу саны | бірлік | 7 | 8 | ПБД
        2. Кадр
        НЫСАНАЛЫ ИНДИКАТОР:
        Мамандар санын көбейту
        3. Менеджмент
        HEADER
        3.1. Кадр саны | бірлік | 7 | 8 | ПБД
        """
    )
    assert _titles(outline) == ["Қаржы", "Кадр", "Менеджмент"]
    indicators = [[indicator.code for indicator in child.indicators] for child in outline.root.children]
    assert indicators == [["1", "2"], [None], []]


def test_a_number_right_above_a_table_is_no_indicator_where_the_indicators_have_none() -> None:
    outline = _parse(
        """
        1. Қаржы
        НЫСАНАЛЫ ИНДИКАТОР:
        Табысты арттыру: 2024ж. – 5 %, 2025ж. – 6 %
        1.1. Сапаны арттыру
        HEADER
        1. Оқу саны | бірлік | 7 | 8 | ПБД
        """
    )
    direction = outline.root.children[0]
    assert [indicator.code for indicator in direction.indicators] == [None]
    assert [child.heading.title.text for child in direction.children if child.heading] == ["Сапаны арттыру"]
