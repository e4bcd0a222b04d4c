"""The rules in their order: which one answers for a real line, and what is known after it."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from extract.outline import Outline, parse
from extract.readers.text import read
from extract.rules import ROW_RULES

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
        Ескерту: көрсеткіштер меморандумда көрсетіледі.  <- footnote
        кестенің жалғасы:  <- table_continues
        Кейін жоспар қаралады.  <- prose
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
        """,
    "halves that a page break cut": """
        1. Тіімді менеджмент және
        адал басқару  <- continuation

        1 кесте
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
        1.1.4. Салалық қауымдастықтардың  ||||  <- coded_heading

        тапсырысы | % | 5 | 7 | ПБД  <- completed_heading
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
}  # fmt: skip

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


def test_every_rule_is_exercised() -> None:
    answered = {rule for document in DOCUMENTS.values() for _, rule in _without_answers(document)[1]}
    assert answered == {rule.__name__ for rule in ROW_RULES}


def test_every_rule_has_its_own_name_and_a_docstring() -> None:
    assert len({rule.__name__ for rule in ROW_RULES}) == len(ROW_RULES)
    assert all(rule.__doc__ for rule in ROW_RULES)
