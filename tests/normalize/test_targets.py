"""Titles by where they were seen: KTU is a university's strategy of 2024, MOH the health ministry's plan for 2010-2014."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.phrases.targets import Target, has_number, parse_target
from jospar.normalize.records import Bound
from jospar.normalize.words.lookup import vocabulary


def _target(
    value: str,
    unit: str | None = None,
    *,
    baseline: str | None = None,
    mult: int = 0,
    per: str | None = None,
    year: int | None = None,
    bound: Bound = Bound.EXACT,
    upper: str | None = None,
) -> Target:
    start, high = Decimal(baseline) if baseline else None, Decimal(upper) if upper else None
    return Target(start, Decimal(value), unit, mult, per, year, bound, high)


KTU = [
    (
        "Білім беру қызметінен түсетін табысты арттыру (6 591 606,25 мың теңгеден 9 245 068,75 мың теңгеге дейін)",
        _target("9245068.75", "KZT", baseline="6591606.25", mult=3),
    ),
    ("Оқу процесінің еңбек өнімділігін арттыру 1,4-ге дейін 2029 жылға", _target("1.4", year=2029)),
    ("табысты арттыру (2029 жылға жылына 500 теңгеге дейін жеткізу)", _target("500", "KZT", year=2029)),
    ("процесінің еңбек өнімділігін арттыру 2029 жылға 1,12-ге жеткізу", _target("1.12", year=2029)),
    ("сапасына қанағаттану деңгейін жыл сайын кемінде 85% ұстап тұру)", _target("85", "percent", bound=Bound.AT_LEAST)),
    ("білім алушылар санын ұлғайту, 100 адамнан 250 адамға дейін", _target("250", "person", baseline="100")),
    ("шеңберінде білім алушылар санын 406 адамнан 1196 адамға дейін арттыру)", _target("1196", "person", baseline="406")),
    (
        "имиджін қамтамасыз ету және күніне 500 рет клик/күн арқылы күніне 1500 рет клик/күнге дейінгі жеткізу арқылы танымал ету)",
        _target("1500", "click", baseline="500", per="day"),
    ),
    ("Q1, Q2 Journal Citation Reports мақалалары бар қызметкерлер (20 адамнан 150 адамға дейін)", _target("150", "person", baseline="20")),
    ("ынталандыруын арттыру (2 500 мың тенгеден 6 000 мың тенгеге дейін)", _target("6000", "KZT", baseline="2500", mult=3)),
    ("Көлемі 1 млн. теңгеден астам ФФТҚН коммерцияландырған университет қызметкерлерінің санын арттыру", None),
    ("Барлық қызмет түрлерінің құқықтық тазалығының жоғары деңгейін қамтамасыз ету", None),
]
MOH = [
    ("Удержание материнской смертности на уровне 31,0-38,0*", _target("31.0", bound=Bound.RANGE, upper="38.0")),
    ("Удержание показателя заболеваемости чумой* на уровне не более 0,03", _target("0.03", bound=Bound.AT_MOST)),
    ("в возрастной группе 15-49 лет** на уровне не более 0,6 %*", _target("0.6", "percent", bound=Bound.AT_MOST)),
    ("организаций, прошедших аккредитацию) до 100 % к 2014 году", _target("100", "percent", year=2014)),
    ("Доля расходов к 2014 году составит не менее 80 %", _target("80", "percent", year=2014, bound=Bound.AT_LEAST)),
    ("хозяйственного ведения: не менее 50 организаций к 2014 году", _target("50", "organization", year=2014, bound=Bound.AT_LEAST)),
    ("разрешительных документов и процедур на 30 % к 2014 году по сравнению с 2010 годом", None),
    ("Снижение смертности детей в возрасте до 5 лет* с учетом внедренных с 2008 года критериев", None),
    ("Увеличение доли детей в возрасте до 6-ти месяцев", None),
    ("больных злокачественными новообразованиями, живущих 5 и более лет*", None),
    ("расходов по областям в расчете на 1 жителя", None),
    ("Создание службы внутреннего аудита к 2010 году", None),
]
MADE = [
    ("увеличить с 100 до 250 человек", _target("250", "person", baseline="100")),
    ("от 5 % до 10 %", _target("10", "percent", baseline="5")),
    ("5-тен 10-ға дейін", _target("10", baseline="5")),
    ("5 мыңнан 10 мың адамға дейін", _target("10", "person", baseline="5", mult=3)),
    ("2024 жылғы 5 %-дан 2029 жылы 10 %-ға дейін", _target("10", "percent", baseline="5", year=2029)),
    ("до 1,4 к 2029 году", _target("1.4", year=2029)),
    ("до 2029 года довести до 80 %", _target("80", "percent", year=2029)),
    ("довести до 80 процентов.", _target("80", "percent")),
    ("до 5 случаев на 100 тысяч населения", _target("5", "case", per="100000 person")),
    ("80 %-дан кем емес", _target("80", "percent", bound=Bound.AT_LEAST)),
    ("85 % деңгейінде сақтау", _target("85", "percent")),
    ("шамамен 100 адамға дейін", _target("100", "person", bound=Bound.ABOUT)),
    ("2024-2029 жылдары 80 %-ға дейін", _target("80", "percent")),
    ("2000 адамға дейін", _target("2000", "person")),
]
REFUSED = {
    "20%-ға арттыру": "by 20 %, or to 20 %",
    "на 5 %": "a change",
    "рост в 1,5 раза": "a change",
    "5 жасқа дейінгі балалар": "an age",
    "не менее 5 и не более 10": "two limits",
    "до 100 % к 2014 году, не менее 50 организаций": "two targets",
    "2027 жылға 5-ке, 2029 жылға 10-ға жеткізу": "two years",
    "500 мың теңгеден 1 млн теңгеге дейін": "two scales",
    "с 900 до 1 млн. тенге": "two scales, perhaps",
    "довести до 50 кластеров": "a unit that is not known",
    "с 5 кластеров до 10 единиц": "a baseline that is not known",
    "5 шеберден 10 адамға дейін": "a baseline that is not known",
    "до 80 (восьмидесяти) %": "words between the number and its unit",
    "до 40 тысяч": "thousands of what",
    "с 1 234 до 5 6 человек": "numbers slid together",
    "кемінде 1.234 адам": "a point of thousands or decimals",
    "до 6-5 %": "a reversed range",
    "ұлғайту –100 адамнан 250 адамға дейін": "a dash or a minus",
    "100 000 адамға шаққанда 5 жағдайға дейін": "the denominator is not beside the number",
    "күніне 5-ке дейін": "a day of what",
    "объемом не менее 5 млн. тенге": "which things, not how many",
}


@pytest.mark.parametrize(("title", "target"), [*KTU, *MOH, *MADE])
def test_titles(title: str, target: Target | None) -> None:
    assert parse_target(title) == target


@pytest.mark.parametrize("title", REFUSED)
def test_refused_titles_hold_a_number(title: str) -> None:
    assert (parse_target(title), has_number(title)) == (None, True)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Көлемі 1 млн. теңгеден астам", True),
        ("на 30 % к 2014 году", True),
        ("1,4-ге дейін 2029 жылға", True),
        ("6-ти месяцев", True),
        ("Q1, Q2 Journal Citation Reports", False),
        ("кемінде ТОП-5 көшбасшылық", False),
        ("ROI, ROMI және т. б.", False),
        ("COVID-19", False),
        ("к 2010 году", False),
        ("2024-2029 жылдары", False),
        ("с 2024 по 2029 годы", False),
        ("", False),
    ],
)
def test_has_number(title: str, expected: bool) -> None:
    assert has_number(title) == expected


def test_examples() -> None:
    for entry in vocabulary("targets"):
        assert entry.examples
        for example in entry.examples:
            assert (parse_target(example) is None) == (entry.code == "qualifier"), example


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from([("адамнан", "адамға"), ("теңгеден", "теңгеге"), ("%-дан", "%-ға")]))
def test_from_and_to_read_as_printed(low: int, high: int, units: tuple[str, str]) -> None:
    title = f"санын ұлғайту, {low:,} {units[0]} {high:,} {units[1]} дейін".replace(",", " ").replace("ұлғайту ", "ұлғайту,", 1)
    target = parse_target(title)
    assert target is not None
    assert (target.baseline, target.value) == (Decimal(low), Decimal(high))


@given(st.text(alphabet="0123456789 ,.-–%адмнғдейінкшс()", max_size=40) | st.text())
def test_a_target_is_only_found_where_there_is_a_number(title: str) -> None:
    target = parse_target(title)
    assert target is None or any(character.isdigit() for character in title)
    assert target is None or target.upper is None or target.bound is Bound.RANGE
