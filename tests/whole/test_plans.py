"""Plans of the shapes that universities and akimats print: a document, and the values that a person reads in it.

A value is written as period, stage, aspect, number and unit, as `2025-Q1 plan value 12 person`; `KZT/6` is a unit with its power of ten.
The same table is read as text with tabs, as Markdown and as HTML.
"""

from __future__ import annotations

import pytest

from jospar.normalize.records import Records, Severity, Value
from tests.support.reading import read_records

Read = dict[str, list[str]]


def _write(lines: str, form: str) -> str:
    """A document of lines, the cells of a row parted by `|`, in one of the forms."""
    if form == ".txt":
        return "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in lines.splitlines())
    written: list[str] = []
    in_table = False
    for line in lines.splitlines():
        is_row = "|" in line
        cells = [cell.strip() for cell in line.split("|")]
        if form == ".md":
            written.append("| " + " | ".join(cells) + " |" if is_row else line)
            written += ["|" + "---|" * len(cells)] if is_row and not in_table else []
        else:
            written += ["</table>"] if in_table and not is_row else ["<table>"] if is_row and not in_table else []
            written.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" if is_row else f"<p>{line}</p>" if line else "")
        in_table = is_row
    body = "\n".join(written)
    return body if form == ".md" else f"<html><body>{body}{'</table>' if in_table else ''}</body></html>"


def _code(value: Value) -> str:
    unit = f"{value.unit}/{value.unit_mult}" if value.unit_mult else value.unit
    return " ".join(str(part) for part in (value.period, value.stage, value.aspect, value.value, unit))


def _read(lines: str, form: str = ".txt") -> Read:
    return _values(read_records(_write(lines, form), "plan", form))


def _values(records: Records) -> Read:
    names = {m.measure_id: m.name for m in records.measures} | {i.indicator_id: i.name for i in records.indicators}
    found: Read = {name: [] for name in names.values()}
    for value in records.values:
        if value.value is not None:
            found[names[value.owner_id]].append(_code(value))
    return found


def _warned(lines: str, form: str = ".txt") -> set[str]:
    return {issue.code for issue in read_records(_write(lines, form), "plan", form).issues if issue.severity is not Severity.INFO}


YEAR_BESIDE_QUARTERS = """Жылдық жұмыс жоспары

1-бағыт. Кітапхана

№ | Көрсеткіш | Өлшем бірлігі | 2027 жылға жоспар | I тоқсан | II тоқсан | III тоқсан | IV тоқсан
1 | Жаңа оқырмандар | адам | 410 | 120 | 90 | 60 | 140
2 | Цифрланған кітаптар | дана | 96 | 24 | 20 | 22 | 30"""

YEAR_ABOVE_QUARTERS = """План работы библиотеки

Направление 1. Фонд

№ | Показатель | Ед. изм. | 2027 год | | |
 | | | 1 кв. | 2 кв. | 3 кв. | 4 кв.
1 | Новые читатели | чел. | 11 | 12 | 13 | 14
2 | Оцифровано книг | шт. | 21 | 22 | 23 | 24"""

HALF_YEARS = """План мероприятий

Направление 1. Спорт

№ | Показатель | Ед. изм. | 1 полугодие 2026 г. | 2 полугодие 2026 г. | 1 полугодие 2027 г.
1 | Участники секций | чел. | 310 | 325 | 340"""

NINE_MONTHS = """Өндірістік бағдарлама

1-бағыт. Өндіріс

№ | Көрсеткіш атауы | Өлшем бірлігі | 2026 жылғы 9 ай | 2026 жыл
1 | Жөнделген аудиториялар | бірлік | 7 | 11"""

PLAN_AND_FACT = """Отчет о работе колледжа за 2023 год

Направление 1. Кадры

№ | Показатель | Ед. изм. | План | Факт | % исполнения
1 | Принято педагогов | чел. | 40 | 30 | 75"""

WEIGHTS = """Карта показателей

Направление 1. Качество

№ | Показатель | Ед. изм. | Вес, % | Порог | План 2026 | Вызов
1 | Доля трудоустроенных | % | 60 | 70 | 80 | 90
2 | Число публикаций | ед. | 40 | 15 | 20 | 25"""

ACADEMIC = """Даму жоспары

1-бағыт. Оқу

№ | Көрсеткіш | Өлшем бірлігі | 2024-2025 оқу жылы | 2025-2026 оқу жылы
1 | Грант иегерлері | адам | 55 | 66"""

UNIT_ABOVE = """Бюджет колледжа на 2026 год

Направление 1. Деньги

(тыс. тенге)
Наименование | 2026 год | 2027 год
Стипендии студентам | 1200 | 1300"""

UNIT_IN_HEADING = """Смета колледжа

Направление 1. Деньги

Расходы на ремонт, млн. тенге
Наименование | 2026 год | 2027 год
Крыша корпуса | 12 | 13"""

UNIT_IN_GROUP = """Смета колледжа

Направление 1. Деньги

Наименование | Объем, млн. тенге |
 | 2026 год | 2027 год
Крыша корпуса | 12 | 13"""

UNIT_OF_NAMES = """Смета колледжа

Направление 1. Деньги

Наименование расходов (тыс. тенге) | 2026 год | 2027 год
Крыша корпуса | 12 | 13"""

NO_KNOWN_LABEL = """Паспортные данные

Направление 1. Общежития

Корпус | Коек | Этажей
Северный | 120 | 5
Южный | 240 | 9
Новый | 310 | 12"""

BARE_YEARS = """Сведения

Направление 1. Общежития

Корпуса университета | 2024 | 2025 | 2026
Северный корпус | 120 | 125 | 130
Южный корпус | 240 | 245 | 250"""

TWO_TABLES = """Жоспар

1-бағыт. Оқу

Көрсеткіш | Өлшем бірлігі | 2025 жыл | 2026 жыл
Түлектер | адам | 31 | 32

Жатақханалар туралы мәлімет
Ғимарат | Орын | Қабат
Бірінші ғимарат | 130 | 5
Екінші ғимарат | 250 | 9"""

CAPTION_BETWEEN = """План

Направление 1. Учеба

Показатель | Ед. изм. | 2025 год | 2026 год
Выпускники | чел. | 31 | 32
Таблица 2. Расходы на практику
Показатель | Ед. изм. | 2025 год | 2026 год
Проезд | тыс. тенге | 41 | 42"""

PASSPORT = """Программа колледжа

Направление 1. Паспорт

Наименование программы | Чистый двор
Сроки реализации | 2025-2027 годы
Руководитель | Отдел хозяйства

Показатель | Ед. изм. | 2025 год | 2026 год
Высажено деревьев | шт. | 51 | 52"""

CUT = """Даму жоспары

1-бағыт. Оқу

Көрсеткіш | Өлшем бірлігі | 2025 жыл | 2026 жыл
Түлектер | адам | 31 | 32
Курстар | дана | 3 | 4

кестенің жалғасы:
2027 жыл | 2028 жыл
33 | 34
5 | 6"""

UNKNOWN_COLUMN = """План колледжа

Направление 1. Учеба

Показатель | Ед. изм. | 2025 год | 2026 год | Мощность мастерской
Выпускники | чел. | 31 | 32 | 70
Слушатели | чел. | 41 | 42 | 80"""

POINTS = """Об утверждении плана колледжа

1. Утвердить прилагаемый план.
2. Контроль возложить на заместителя директора.

Показатель | Ед. изм. | 2025 год | 2026 год
Выпускники | чел. | 31 | 32"""

KPI = """№ | Показатель | Ед. изм. | План 2025 | Факт 2025
1 | Выпускники | чел. | 31 | 30
2 | Слушатели | чел. | 41 | 40"""

PLANS: list[tuple[str, Read]] = [
    (
        YEAR_BESIDE_QUARTERS,
        {
            "Жаңа оқырмандар": [
                "2027 plan value 410 person",
                "2027-Q1 plan value 120 person",
                "2027-Q2 plan value 90 person",
                "2027-Q3 plan value 60 person",
                "2027-Q4 plan value 140 person",
            ],
            "Цифрланған кітаптар": [
                "2027 plan value 96 item",
                "2027-Q1 plan value 24 item",
                "2027-Q2 plan value 20 item",
                "2027-Q3 plan value 22 item",
                "2027-Q4 plan value 30 item",
            ],
        },
    ),
    (
        YEAR_ABOVE_QUARTERS,
        {
            "Новые читатели": [f"2027-Q{n} plan value 1{n} person" for n in (1, 2, 3, 4)],
            "Оцифровано книг": [f"2027-Q{n} plan value 2{n} item" for n in (1, 2, 3, 4)],
        },
    ),
    (
        HALF_YEARS,
        {"Участники секций": ["2026-S1 plan value 310 person", "2026-S2 plan value 325 person", "2027-S1 plan value 340 person"]},
    ),
    (NINE_MONTHS, {"Жөнделген аудиториялар": ["2026-01/2026-09 plan value 7 item", "2026 plan value 11 item"]}),
    (
        PLAN_AND_FACT,
        {"Принято педагогов": ["2023 plan value 40 person", "2023 fact value 30 person", "2023 None execution 75 percent"]},
    ),
    (
        WEIGHTS,
        {
            "Доля трудоустроенных": [
                "None None weight 60 percent",
                "None threshold value 70 percent",
                "2026 plan value 80 percent",
                "None stretch value 90 percent",
            ],
            "Число публикаций": [
                "None None weight 40 percent",
                "None threshold value 15 item",
                "2026 plan value 20 item",
                "None stretch value 25 item",
            ],
        },
    ),
    (ACADEMIC, {"Грант иегерлері": ["2024-09/2025-08 plan value 55 person", "2025-09/2026-08 plan value 66 person"]}),
    (UNIT_ABOVE, {"Стипендии студентам": ["2026 plan value 1200 KZT/3", "2027 plan value 1300 KZT/3"]}),
    (UNIT_IN_HEADING, {"Крыша корпуса": ["2026 plan value 12 KZT/6", "2027 plan value 13 KZT/6"]}),
    (UNIT_IN_GROUP, {"Крыша корпуса": ["2026 plan value 12 KZT/6", "2027 plan value 13 KZT/6"]}),
    (UNIT_OF_NAMES, {"Крыша корпуса": ["2026 plan value 12 KZT/3", "2027 plan value 13 KZT/3"]}),
    (
        NO_KNOWN_LABEL,
        {
            "Северный": ["None None other 120 None", "None None other 5 None"],
            "Южный": ["None None other 240 None", "None None other 9 None"],
            "Новый": ["None None other 310 None", "None None other 12 None"],
        },
    ),
    (
        BARE_YEARS,
        {
            "Северный корпус": ["2024 plan value 120 None", "2025 plan value 125 None", "2026 plan value 130 None"],
            "Южный корпус": ["2024 plan value 240 None", "2025 plan value 245 None", "2026 plan value 250 None"],
        },
    ),
    (
        TWO_TABLES,
        {
            "Түлектер": ["2025 plan value 31 person", "2026 plan value 32 person"],
            "Бірінші ғимарат": ["None None other 130 None", "None None other 5 None"],
            "Екінші ғимарат": ["None None other 250 None", "None None other 9 None"],
        },
    ),
    (
        CAPTION_BETWEEN,
        {
            "Выпускники": ["2025 plan value 31 person", "2026 plan value 32 person"],
            "Проезд": ["2025 plan value 41 KZT/3", "2026 plan value 42 KZT/3"],
        },
    ),
    (PASSPORT, {"Высажено деревьев": ["2025 plan value 51 item", "2026 plan value 52 item"]}),
    (
        CUT,
        {
            "Түлектер": [f"202{n} plan value {26 + n} person" for n in (5, 6, 7, 8)],
            "Курстар": [f"202{n} plan value {n - 2} item" for n in (5, 6, 7, 8)],
        },
    ),
    (
        UNKNOWN_COLUMN,
        {
            "Выпускники": ["2025 plan value 31 person", "2026 plan value 32 person", "None None other 70 None"],
            "Слушатели": ["2025 plan value 41 person", "2026 plan value 42 person", "None None other 80 None"],
        },
    ),
    (POINTS, {"Выпускники": ["2025 plan value 31 person", "2026 plan value 32 person"]}),
    (
        KPI,
        {
            "Выпускники": ["2025 plan value 31 person", "2025 fact value 30 person"],
            "Слушатели": ["2025 plan value 41 person", "2025 fact value 40 person"],
        },
    ),
]


@pytest.mark.parametrize("form", [".txt", ".md", ".html"])
@pytest.mark.parametrize(("lines", "values"), PLANS)
def test_what_is_read_is_what_a_person_sees(lines: str, values: Read, form: str) -> None:
    assert _read(lines, form) == values


def test_a_year_above_its_parts_in_one_merged_cell() -> None:
    page = """<html><body><p>План</p><h1>Направление 1. Фонд</h1><table>
    <tr><td rowspan="2">Показатель</td><td rowspan="2">Ед. изм.</td><td colspan="2">2027 год</td></tr>
    <tr><td>1 полугодие</td><td>2 полугодие</td></tr>
    <tr><td>Новые читатели</td><td>чел.</td><td>11</td><td>12</td></tr></table></body></html>"""
    assert _values(read_records(page, "plan", ".html")) == {
        "Новые читатели": ["2027-S1 plan value 11 person", "2027-S2 plan value 12 person"]
    }


def test_units_that_differ_are_loud() -> None:
    lines = UNIT_OF_NAMES.replace("Наименование расходов", "(млн. тенге)\nНаименование расходов")
    read = _read(lines)
    assert read["Крыша корпуса"][0] == "2026 plan value 12 KZT/3" or _warned(lines)


@pytest.mark.parametrize("lines", [NO_KNOWN_LABEL, UNKNOWN_COLUMN])
def test_a_kept_column_is_warned_of(lines: str) -> None:
    assert "column_kept" in _warned(lines)


def test_halves_of_another_height_stay_apart_and_are_loud() -> None:
    lines = CUT.removesuffix("\n5 | 6")
    read = _read(lines)
    assert read["Түлектер"] == ["2025 plan value 31 person", "2026 plan value 32 person"]
    assert "table_part_unmatched" in _warned(lines)
    assert not any(name.isdigit() for name in read)


def test_names_merged_over_two_columns() -> None:
    page = """<html><body><p>План</p><h1>Направление 1. Фонд</h1><table>
    <tr><td colspan="2">Показатель</td><td>Ед. изм.</td><td>2026 год</td><td>2027 год</td></tr>
    <tr><td colspan="2">Новые читатели</td><td>чел.</td><td>11</td><td>12</td></tr>
    <tr><td colspan="2">Залы</td><td>ед.</td><td>3</td><td>4</td></tr></table></body></html>"""
    assert _values(read_records(page, "plan", ".html")) == {
        "Новые читатели": ["2026 plan value 11 person", "2027 plan value 12 person"],
        "Залы": ["2026 plan value 3 item", "2027 plan value 4 item"],
    }


def test_a_hyphen_at_a_line_end_joins_a_word() -> None:
    page = """<html><body><p>План</p><h1>Направление 1. Фонд</h1><table>
    <tr><td>Показатель</td><td>Ед. изм.</td><td>2026 год</td><td>2027 год</td></tr>
    <tr><td>Читатели республи-<br>канского фонда</td><td>чел.</td><td>11</td><td>12</td></tr>
    <tr><td>Онлайн-курсы</td><td>ед.</td><td>3</td><td>4</td></tr></table></body></html>"""
    assert list(_values(read_records(page, "plan", ".html"))) == ["Читатели республиканского фонда", "Онлайн-курсы"]


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (  # a bare % behind plan and fact
            """Отчет

Направление 1. Наука

Показатель | Ед. изм. | 2023 год | | | 2024 год | |
 | | план | факт | % | план | факт | %
Патенты | ед. | 20 | 15 | 75 | 10 | 12 | 120""",
            {
                "Патенты": [
                    "2023 plan value 20 item",
                    "2023 fact value 15 item",
                    "2023 None execution 75 percent",
                    "2024 plan value 10 item",
                    "2024 fact value 12 item",
                    "2024 None execution 120 percent",
                ]
            },
        ),
        (  # the total of a year beside its quarters
            """План закупок

Направление 1. Склад

Показатель | Ед. изм. | 2026 | | | 2027 |
 | | I кв | II кв | Итого | I п/г | год
Бумага | шт. | 11 | 12 | 50 | 21 | 60""",
            {
                "Бумага": [
                    "2026-Q1 plan value 11 item",
                    "2026-Q2 plan value 12 item",
                    "2026 plan value 50 item",
                    "2027-S1 plan value 21 item",
                    "2027 plan value 60 item",
                ]
            },
        ),
        (  # the header of the names is one of another column elsewhere
            """Бюджет

Направление 1. Деньги

Источник финансирования | 2025 год | 2026 год
Местный бюджет, млн. тенге | 5 | 6""",
            {"Местный бюджет, млн. тенге": ["2025 plan value 5 KZT/6", "2026 plan value 6 KZT/6"]},
        ),
        (  # letters of a source of money are no unit
            """Программа

Направление 1. Вода

Мероприятие | Источник | Объем финансирования, млн. тенге |
 | | 2025 | 2026
Колодцы | МБ | 5 | 6""",
            {"Колодцы": ["2025 plan cost 5 KZT/6", "2026 plan cost 6 KZT/6"]},
        ),
        (  # a unit in two languages is one
            """Даму жоспары

1-бағыт. Ғылым

Көрсеткіш | Өлшем бірлігі | 2025 жыл | 2026 жыл
Мақалалар | дана / шт. | 7 | 8
Қаржы | млн. теңге / млн. тенге | 9 | 10""",
            {
                "Мақалалар": ["2025 plan value 7 item", "2026 plan value 8 item"],
                "Қаржы": ["2025 plan value 9 KZT/6", "2026 plan value 10 KZT/6"],
            },
        ),
        (  # a unit on a line of its own, right below a heading
            """Шығыстар

1-бағыт. Білім
мың теңге
Атауы | 2024 жыл | 2025 жыл
Мектептер | 3200 | 3500""",
            {"Мектептер": ["2024 plan value 3200 KZT/3", "2025 plan value 3500 KZT/3"]},
        ),
        (  # the value that is aimed at, between a threshold and a stretch
            """Карта показателей на 2026 год

Направление 1. Наука

Показатель | Ед. изм. | Пороговое значение (80%) | Целевое значение (100%) | Вызов (120%)
Доход | млн тенге | 40 | 50 | 65""",
            {"Доход": ["None threshold value 40 KZT/6", "2026 plan value 50 KZT/6", "None stretch value 65 KZT/6"]},
        ),
        (  # an execution without a sign is one in percent
            """Есеп

1-бағыт. Орман

Көрсеткіш атауы | Өлшем бірлігі | 2024 жыл жоспар | 2024 жыл нақты | Орындалу пайызы
Ағаштар | дана | 50 | 22 | 44""",
            {"Ағаштар": ["2024 plan value 50 item", "2024 fact value 22 item", "2024 None execution 44 percent"]},
        ),
        (  # the whole of a year behind its parts
            """Дорожная карта

Направление 1. Встречи

Мероприятие | Ед. изм. | I кв. 2025 г. | II кв. 2025 г. | Всего за 2025 год
Семинары | ед. | 3 | 4 | 16""",
            {"Семинары": ["2025-Q1 plan value 3 item", "2025-Q2 plan value 4 item", "2025 plan value 16 item"]},
        ),
        (  # the same header below another title; a year that is compared with is not that of the table
            """Отчеты

Направление 1. Кадры

За 2024 год
Показатель | Ед. изм. | План | Факт
Курсы | ед. | 10 | 9

За 2025 год
Показатель | Ед. изм. | План | Факт
Кружки | ед. | 12 | 13

За 2026 год
Сравнение с 2021 годом
Показатель | Ед. изм. | План | Факт
Лекции | ед. | 14 | 15""",
            {
                "Курсы": ["2024 plan value 10 item", "2024 fact value 9 item"],
                "Кружки": ["2025 plan value 12 item", "2025 fact value 13 item"],
                "Лекции": ["2026 plan value 14 item", "2026 fact value 15 item"],
            },
        ),
        (  # a plan for the period of a report is a plan
            """Отчет за 2025 год

Направление 1. Бюджет

Наименование | Ед. изм. | План на отчетный период | Исполнено
Доходы | тыс. тенге | 9100 | 9050""",
            {"Доходы": ["2025 plan value 9100 KZT/3", "2025 fact value 9050 KZT/3"]},
        ),
        (  # another page begins with the numbers of the columns
            """План

Направление 1. Кружки

Показатель | Ед. изм. | 2025 год | 2026 год
Кружки | ед. | 10 | 12

Продолжение таблицы

1 | 2 | 3 | 4
Секции | ед. | 20 | 22
Ученики | чел. | 30 | 33""",
            {
                "Кружки": ["2025 plan value 10 item", "2026 plan value 12 item"],
                "Секции": ["2025 plan value 20 item", "2026 plan value 22 item"],
                "Ученики": ["2025 plan value 30 person", "2026 plan value 33 person"],
            },
        ),
        (  # the header of codes and names in one column; no label of its numbers is known
            """План приема

Направление 1. Прием

Код и наименование программы | Грант | Платное
6B01 Педагогика | 40 | 60
6B06 Информатика | 80 | 20""",
            {
                "6B01 Педагогика": ["None None other 40 None", "None None other 60 None"],
                "6B06 Информатика": ["None None other 80 None", "None None other 20 None"],
            },
        ),
    ],
)
@pytest.mark.parametrize("form", [".txt", ".md", ".html"])
def test_plans_that_were_read_wrong(lines: str, values: Read, form: str) -> None:
    assert _read(lines, form) == values
