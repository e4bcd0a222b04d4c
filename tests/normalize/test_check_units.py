"""Units against names, numbers and siblings.

Names by where they were seen: ktu = a university's strategy of 2024, moh = the health ministry's plan for 2010-2014, other = other plans.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.checks import check
from jospar.normalize.checks.units import check_units, speaks_of_share
from jospar.normalize.records import Issue
from jospar.normalize.words.lookup import vocabulary
from tests.support.reading import SAMPLE, read_records

HEADER = "Мероприятие\tЕд. изм.\t2024\t2025\t2026\tОтветственный исполнитель"


def _issues(*rows: str, heading: str = "1. Кадры") -> list[Issue]:
    """The issues of rows `name | unit | values`; a row without `|` is a heading."""
    lines = [row.replace(" | ", "\t") + "\tРектор" if "|" in row else f"\n{row}\n\n{HEADER}" for row in (heading, *rows)]
    return [issue for issue in check(read_records("\n".join(lines), "plan"), (check_units,)).issues if issue.code in CODES]


CODES = ("share_in_counts", "percent_above_hundred", "unit_scale_differs", "grouping_uneven")

SHARES = [
    "Штаттық ПОҚ жалпы санынан ағылшын тілінде оқытатын ПОҚ үлесін ұлғайту",  # ktu 3.2.6
    "ЖОО-ның жалпы табысынан ғылыми жабдықты жаңартуға жұмсалған қаржы қаражатының үлесін ұлғайту",  # ktu 1.2.2.2
    "Увеличение доли организаций науки и образования в составе профильных кластеров",  # moh
    "Увеличение удельного веса врачей общей практики от числа врачей ПМСП*",  # moh
    "Увеличение процента выявленных лиц с риском вовлечения в зависимость",  # moh
    "Доля расходов лекарственных средств в рамках ГОБМП",  # moh
    "Асыл тұқымды ірі қара үлесі",  # other
    "ДОЛЯ МОЛОДЫХ УЧЕНЫХ",
    "Share of international students",
]
NO_SHARES = [
    "Студенттердің жалпы контингентінен шетелдік студенттер санын арттыру",  # ktu 3.2.4
    "Студенттік кәсіпкерлікті дамытуға жұмсалған қаржы қаражатының көлемін арттыру",  # ktu 2.2.3
    "Увеличение числа медицинских организаций, прошедших аккредитацию",  # moh
    "Количество вузов, увеличивших долю иностранных студентов",
    "Шетелдік студенттердің үлесін арттырған жоғары оқу орындарының саны",
    "Объем средств на выкуп доли участия",
    "Үлестік құрылысқа қатысушылар",
    "Недолеченные больные",
    "Үлескерлерді қорғау",
    "",
]


@pytest.mark.parametrize("name", SHARES)
def test_names_that_speak_of_shares(name: str) -> None:
    assert speaks_of_share(name)


@pytest.mark.parametrize("name", NO_SHARES)
def test_names_that_do_not_speak_of_shares(name: str) -> None:
    assert not speaks_of_share(name)


@pytest.mark.parametrize("example", [example for entry in vocabulary("quantity_words", "head") for example in entry.examples])
def test_every_example_of_a_share_is_one(example: str) -> None:
    codes = {entry.code for entry in vocabulary("quantity_words", "head") if example in entry.examples}
    assert codes == {"share" if speaks_of_share(example) else (codes - {"share"}).pop()}


def test_every_form_says_which_of_several_words_counts() -> None:
    entries = vocabulary("quantity_words", "head")
    assert {entry.get("head") for entry in entries} == {"first", "last"}
    assert {entry.code for entry in entries} == {"share", "count", "amount"}


@pytest.mark.parametrize("unit", ["чел.", "ед.", "тыс. тенге", "га"])
def test_a_share_that_is_counted(unit: str) -> None:
    (issue,) = _issues(f"1.1. Доля молодых ученых | {unit} | 10 | 14 | 18")
    assert (issue.code, issue.printed, issue.record_id) == ("share_in_counts", unit, "plan/d1/m1")


@pytest.mark.parametrize("unit", ["%", "коэф.", "п.п.", "на 1000 населения"])
def test_a_share_in_a_unit_of_shares(unit: str) -> None:
    assert _issues(f"1.1. Доля молодых ученых | {unit} | 10 | 14 | 18") == []


def test_a_percentage_above_a_hundred() -> None:
    (issue,) = _issues("1.1. Охват осмотрами | % | 80 | 850 | 90")
    assert (issue.code, issue.printed, issue.year, issue.record_id) == ("percent_above_hundred", "850", 2025, "plan/d1/m1")


def test_a_share_is_never_above_a_hundred() -> None:
    assert [issue.year for issue in _issues("1.1. Рост доли молодых ученых | % | 120 | 130 | 140")] == [2024, 2025, 2026]


@pytest.mark.parametrize(
    "row",
    [
        "1.1. Темп роста доходов | % | 99 | 98 | 107",
        "1.1. Табыстың өсу қарқыны | % | 95 | 98 | 107",
        "1.1. Нақты көлем индексі | % | 95 | 98 | 107",
        "1.1. Исполнение плана закупок | % | 95 | 98 | 107",
        "1.1. Отношение средней заработной платы педагогов к средней по экономике | % | 71 | 85 | 102",
        "1.1. Охват осмотрами | % | 98 | 99 | 100",
        "1.1. Сокращение проверок | в % от 2010 года | 90 | 95 | 101",  # moh
        "1.1. Удельные расходы | %, не более | 105 | 95 | 95",
        "1.1. Заработная плата к прожиточному минимуму | % | 180 | 190 | 200",
        "1.1. Доля расходов | %, не более | 105 | 95 | 95",
    ],
)
def test_percentages_that_may_be_above_a_hundred(row: str) -> None:
    assert _issues(row) == []


@pytest.mark.parametrize("example", [example for entry in vocabulary("above_hundred") for example in entry.examples])
def test_every_example_may_be_above_a_hundred(example: str) -> None:
    assert _issues(f"1.1. {example} | % | 90 | 95 | 110") == []


def test_a_target_of_a_share_above_a_hundred() -> None:
    issues = _issues("1.1. Повышение доли ученых со степенью до 120 %", "1.1.1. Число ученых | чел. | 1 | 2 | 3")
    assert [(issue.code, issue.table) for issue in issues] == [("percent_above_hundred", "tasks")]


def test_a_target_without_its_scale() -> None:
    """ktu 1.1.3: 500 tenge a year beside two incomes of thousands of tenge."""
    records = check(read_records(SAMPLE.read_bytes()), (check_units,))
    (issue,) = [issue for issue in records.issues if issue.code == "unit_scale_differs"]
    (task,) = [task for task in records.tasks if task.code == "1.1.3"]
    assert (issue.record_id, issue.table) == (task.task_id, "tasks")


def test_an_amount_without_its_scale() -> None:
    rows = ("1.1. Доходы от обучения | млн. тенге | 500 | 600 | 700", "1.2. Доходы от науки | млн. тенге | 50 | 60 | 70")
    (issue,) = _issues(*rows, "1.3. Доходы от аренды | тенге | 40 | 45 | 50")
    assert (issue.code, issue.printed, issue.record_id) == ("unit_scale_differs", "тенге", "plan/d1/m3")


@pytest.mark.parametrize(
    "row",
    [
        "1.3. Доходы от аренды | тыс. тенге | 40 000 | 45 000 | 50 000",  # the same amounts in another scale
        "1.3. Средняя заработная плата | тенге | 250 000 | 260 000 | 270 000",  # no scale would make it of a size with the others
        "1.3. Стоимость обучения | тенге на 1 студента | 40 | 45 | 50",
        "1.3. Доходы за рубежом | долл. США | 40 | 45 | 50",
        "1.3. Доходы от аренды | тыс. тенге | 40 | 45 | 50",  # thousands among millions need more witnesses
    ],
)
def test_amounts_that_may_be_small(row: str) -> None:
    rows = ("1.1. Доходы от обучения | млн. тенге | 500 | 600 | 700", "1.2. Доходы от науки | млн. тенге | 50 | 60 | 70")
    assert _issues(*rows, row) == []


@pytest.mark.parametrize(
    ("values", "printed", "suggestion", "year"),
    [
        ("5000 | 700 | 1 100", "5000", "5 000", 2024),  # ktu 4.5.1
        ("1 100 | 700 | 5000", "5000", "5 000", 2026),
        ("5000 | 6000 | 7 000", "7 000", "7000", 2026),
        ("12 500,5 | 13000,5 | 14 000", "13000,5", "13 000,5", 2025),
        ("1000\u00a0000 | 1\u00a0100\u00a0000 | 12\u00a0000", None, None, None),  # unreadable, has its own error
        ("10 000 | 20000 | 30000", "10 000", "10000", 2024),
    ],
)
def test_digits_that_are_grouped_here_and_not_there(values: str, printed: str | None, suggestion: str | None, year: int | None) -> None:
    issues = _issues(f"1.1. Число | чел. | {values}")
    assert [(issue.code, issue.printed, issue.suggestion, issue.year) for issue in issues] == (
        [("grouping_uneven", printed, suggestion, year)] if printed else []
    )


@pytest.mark.parametrize(
    "values", ["9500 | 9800 | 10 200", "5000 | 6000 | 7000", "5 000 | 6 000 | 700", "0,1234 | 1 200 | 1 300", "1 100 | - | 900"]
)
def test_digits_that_are_grouped_alike(values: str) -> None:
    assert _issues(f"1.1. Число | чел. | {values}") == []


def test_the_sample() -> None:
    records = check(read_records(SAMPLE.read_bytes()), (check_units,))
    names = {row.measure_id: row.code for row in records.measures} | {row.task_id: row.code for row in records.tasks}
    assert [(issue.code, names[issue.record_id or ""]) for issue in records.issues if issue.code in CODES] == [
        ("unit_scale_differs", "1.1.3"),
        ("share_in_counts", "3.2.6"),
        ("grouping_uneven", "4.5.1"),
    ]


@given(st.text())
def test_any_name_speaks_of_a_share_or_not(name: str) -> None:
    assert speaks_of_share(name) in (True, False)


UNITS = st.sampled_from(["percent", "KZT", "person", None])
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=6)


@given(st.lists(st.tuples(st.text(), UNITS, st.text(), AMOUNTS)))
def test_any_records_can_be_checked(changes: list[tuple[str, str | None, str, Decimal]]) -> None:
    records = read_records(SAMPLE.read_bytes())
    rows = tuple(replace(row, name=name, unit=unit) for row, (name, unit, _, _) in zip(records.measures, changes, strict=False))
    values = tuple(
        replace(value, value_text=text, unit=unit, value=amount)
        for value, (_, unit, text, amount) in zip(records.values, changes, strict=False)
    )
    changed = replace(records, measures=rows, values=(*values, *records.values[len(values) :]))
    assert check(changed, (check_units,)) == check(changed, (check_units,))
