"""Headings that name their level, labels of rows, page numbers and fixed lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.lines.headings import (
    LabelledHeading,
    has_series,
    is_contents_entry,
    is_line_label,
    is_list_label,
    is_page_number,
    read_labelled_heading,
    read_section_label,
)
from jospar.extract.lines.readings import HeadingLevel, SectionKind

DIRECTION, GOAL, SUBLEVEL, TASK = HeadingLevel.DIRECTION, HeadingLevel.GOAL, HeadingLevel.SUBLEVEL, HeadingLevel.TASK


@pytest.mark.parametrize(
    ("text", "level", "code", "title"),
    [
        # the label first
        ("Стратегическое направление 1. Укрепление здоровья граждан", DIRECTION, "1", "Укрепление здоровья граждан"),
        ("Направление 1.1 . Рост", DIRECTION, "1.1", "Рост"),
        ("Цель 1.1. Охрана здоровья матери и ребенка", GOAL, "1.1", "Охрана здоровья матери и ребенка"),
        ("Цель 1.1 Охрана здоровья", GOAL, "1.1", "Охрана здоровья"),
        ("Задача 1.1.1. Укрепление здоровья женщин", TASK, "1.1.1", "Укрепление здоровья женщин"),
        ("ЗАДАЧА № 2: Рост выпуска", TASK, "2", "Рост выпуска"),
        ("Міндет 1. 1. Желіні дамыту", TASK, "1.1", "Желіні дамыту"),
        ("Бағыт 1 - Сапа", DIRECTION, "1", "Сапа"),
        ("Бағыт 1 – Сапа", DIRECTION, "1", "Сапа"),
        ("Стратегиялық  басымдық 2) Сапа", DIRECTION, "2", "Сапа"),
        ("Программа 001. Здоровье", SUBLEVEL, "001", "Здоровье"),
        ("Подцель 1.1.1. Профилактика", SUBLEVEL, "1.1.1", "Профилактика"),
        ("МІНДЕТ 1.1", TASK, "1.1", ""),
        # the number first
        ("1 - Стратегиялық бағыт. Азаматтардың денсаулығын нығайту", DIRECTION, "1", "Азаматтардың денсаулығын нығайту"),
        ("1.1- мақсат. Ана мен баланы қорғау", GOAL, "1.1", "Ана мен баланы қорғау"),
        ("1.1.1 - міндет. Әйелдердің денсаулығын нығайту", TASK, "1.1.1", "Әйелдердің денсаулығын нығайту"),
        ("1-бағыт: Туризм", DIRECTION, "1", "Туризм"),
        ("2-басымдық – Сапа", DIRECTION, "2", "Сапа"),
        ("1-ші бағыт. Сапа", DIRECTION, "1", "Сапа"),
        ("3 шы бағыт. Сапа", DIRECTION, "3", "Сапа"),
        ("1. Цель. Рост", GOAL, "1", "Рост"),
        ("Направление IV. Рост", DIRECTION, "IV", "Рост"),
        ("II бағыт. Туризм", DIRECTION, "II", "Туризм"),
        ("1.1.1-міндет Әйелдердің денсаулығы", TASK, "1.1.1", "Әйелдердің денсаулығы"),
        ("1.2 міндет", TASK, "1.2", ""),
        # no number
        ("Цель: Рост доходов", GOAL, None, "Рост доходов"),
        ("Міндет. Қамту", TASK, None, "Қамту"),
        # the longer label wins
        ("Стратегическая цель 1. Рост", GOAL, "1", "Рост"),
        ("Ішкі мақсат 1.1.1. Алдын алу", SUBLEVEL, "1.1.1", "Алдын алу"),
    ],
)
def test_labelled_headings(text: str, level: HeadingLevel, code: str | None, title: str) -> None:
    assert read_labelled_heading(text) == LabelledHeading(level, code, title)


@pytest.mark.parametrize(
    "text",
    [
        "1. Мақсатты бағдарламаларды іске асыру",
        "1. Міндетті медициналық сақтандыру",
        "Мақсатты индикаторлар",
        "Цели и задачи",
        "Цель 2024 года",
        "Направление работы совета",
        "Программа развития до 2029 года",
        "Паспорт Программы",
        "Рост: цель 1.1.",
        "Тұтынушыларға бағдарлау",
        "",
    ],
)
def test_texts_that_only_hold_such_a_word(text: str) -> None:
    assert read_labelled_heading(text) is None


def test_a_number_tied_to_its_label_needs_no_stop_behind_it() -> None:
    assert read_labelled_heading("1.1.1-міндет Әйелдердің денсаулығын нығайту") == LabelledHeading(
        TASK, "1.1.1", "Әйелдердің денсаулығын нығайту"
    )


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("НЫСАНАЛЫ ИНДИКАТОР:", SectionKind.INDICATORS, ""),
        ("Целевые индикаторы", SectionKind.INDICATORS, ""),
        ("Целевой индикатор(ы):", SectionKind.INDICATORS, ""),
        ("Нысаналы индикатор(лар):", SectionKind.INDICATORS, ""),
        ("Нысаналы индикатор 1: Сапа", SectionKind.INDICATORS, "Сапа"),
        ("НЫСАНАЛЫ ИНДИКАТОР: Мамандардың санын көбейту: 2024ж. – 290", SectionKind.INDICATORS, "Мамандардың санын көбейту: 2024ж. – 290"),
        ("Показатели прямых результатов:", SectionKind.MEASURES, ""),
        ("Тікелей нәтижелер көрсеткіштері:", SectionKind.MEASURES, ""),
        ("Мероприятия: обучение", SectionKind.MEASURES, "обучение"),
        ("оның iшiнде:", SectionKind.OF_WHICH, ""),
        ("оның ішінде нақты аудандар мен қалалар:", SectionKind.OF_WHICH, ""),
        ("из них женщин:", SectionKind.OF_WHICH, ""),
    ],
)
def test_section_labels(text: str, kind: SectionKind, rest: str) -> None:
    found = read_section_label(text)
    assert found is not None
    assert (found.kind, found.rest) == (kind, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Целевые индикаторы достигнуты",
        "Показатели качества жизни:",
        "Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет.",
        "в том числе",
        "в том числе: село",
        "из них женщин",
        "Целевые индикаторы " + "а" * 100 + ":",
        "Білім алушылар:",
        ":",
        "",
    ],
)
def test_no_section_label(text: str) -> None:
    assert read_section_label(text) is None


@pytest.mark.parametrize("text", ["Іс-шаралар саны", "Показатели ВВП", "Целевой индикатор – рост"])
def test_a_short_word_behind_a_label_is_no_ending(text: str) -> None:
    assert read_section_label(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 кесте", "caption"),
        ("2-кесте", "caption"),
        ("Кесте 3", "caption"),
        ("Таблица № 2.", "caption"),
        ("Таблица 1 из 3", "caption"),
        ("Приложение 1", "caption"),
        ("12-бет", "page"),
        ("Ескерту: көрсеткіштер меморандумда көрсетіледі.", "note"),
        ("Справочно", "note"),
        ("Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет.", "transition"),
        ("Для достижения цели необходимо решить задачи.", "transition"),
        ("1-қосымша", "caption"),
    ],
)
def test_fixed_lines(text: str, code: str) -> None:
    assert is_line_label(text, code)
    assert not any(is_line_label(text, other) for other in ("caption", "page", "note", "transition") if other != code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Таблица", "caption"),
        ("кесте", "caption"),
        ("Таблица 2 Показатели по годам", "caption"),
        ("Приложение 1 к решению Совета", "caption"),
        ("Кестеде 3 жол", "caption"),
        ("1 кесте бойынша", "caption"),
        ("1 2 кесте", "caption"),
        ("Таблица 2 " + " " * 40 + "3", "caption"),
        ("12 адам", "page"),
        ("12", "page"),
        ("В примечании: нет", "note"),
        ("", "note"),
    ],
)
def test_no_fixed_line(text: str, code: str) -> None:
    assert not is_line_label(text, code)


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "- 12 -",
        "– 12 –",
        "3 / 12",
        "3 из 12",
        "3 of 12",
        "12-бет",
        "12 бет",
        "стр. 12",
        "с. 5",
        "p. 5",
        "Страница 12 из 40",
        "Page 12",
        "Page 3 of 12",
    ],
)
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize(
    "text", ["12.", "12 345", "12345", "12,5", "85%", "12 адам", "--", "-", "", "бетон 3", "стр.", "Страница документа номер 12", "2024ж."]
)
def test_no_page_numbers(text: str) -> None:
    assert not is_page_number(text)


@given(st.integers(1, 9999), st.sampled_from(["{}", "- {} -", "{}-бет", "стр. {}", "{} / 9999"]))
def test_every_page_has_its_number(number: int, form: str) -> None:
    assert is_page_number(form.format(number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мамандардың санын көбейту: 2024ж. – 290 адам, 2025ж. – 300 адам, 2028. – 340 адам", True),
        ("2025ж.–463 теңге (0,94$), 2026ж. – 533 теңге", True),
        ("2009 г. - 5 %; 2010 г. - 10 %", True),
        ("в 2009 году – 5 %, в 2010 году – 10 %", True),
        ("2024ж. – 290 адам", False),
        ("2024-2029 жылдарға арналған", False),
        ("2024 - 2025 - 2026", False),
        ("2024, 2025", False),
    ],
)
def test_has_series(text: str, expected: bool) -> None:
    assert has_series(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Кіріспе ........ 3", True),
        ("1. Қаржы…………12", True),
        ("Кадр . . . . . 7", True),
        ("Кіріспе 3", False),
        ("........ 3", False),
        ("Кіріспе ..... адам", False),
    ],
)
def test_contents_entries(text: str, expected: bool) -> None:
    assert is_contents_entry(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("оның ішінде:", True),
        ("оның ішінде", True),
        ("из них", True),
        ("в т.ч.", True),
        ("в том числе село", True),
        ("Ауылдық жерде:", True),
        ("1. из них", False),
        ("Целевые индикаторы", False),
        ("Спорт", False),
    ],
)
def test_is_list_label(text: str, expected: bool) -> None:
    assert is_list_label(text) is expected
