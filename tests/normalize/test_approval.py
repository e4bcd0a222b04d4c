"""jospar.normalize.phrases.approval and jospar.normalize.phrases.first_page: first pages as printed, and what they say."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar import normalize
from jospar.extract.words.folding import fold_spelling
from jospar.extract.words.vocabulary import read_vocabulary
from jospar.normalize.phrases.approval import Approval, read_approval

VOCABULARY = Path(next(iter(normalize.__path__))) / "vocabulary"
FIELDS = ("title", "organization", "approved_by", "approved_on", "protocol_number", "approval_status")
UNIVERSITY = "«Әбілқас Сағынов атындағы Қарағанды техникалық университеті» КЕАҚ"
UNIVERSITY_RU = "НАО «Карагандинский технический университет имени Абылкаса Сагинова»"
UNIVERSITY_2024 = [
    "",
    "«Әбілқас Сағынов атындағы",
    "Қарағанды техникалық",
    "университеті» КеАҚ",
    "Директорлар кеңесінің шешімімен",
    "(2024 жылғы «25» маусымдағы",
    "№ 4 хаттама)",
    "БЕКІТІЛДІ",
    "",
    f"{UNIVERSITY} дамуының тұжырымдамалық бағыттары",
    "",
]


def said(approval: Approval) -> tuple[str | date | None, ...]:
    return tuple(getattr(approval, field) for field in FIELDS)


def test_the_first_page_of_a_university() -> None:
    approval = read_approval(UNIVERSITY_2024)
    assert said(approval) == (
        f"{UNIVERSITY} дамуының тұжырымдамалық бағыттары",
        UNIVERSITY,
        "Директорлар кеңесі",
        date(2024, 6, 25),
        "4",
        "БЕКІТІЛДІ",
    )
    organization = ("organization",)
    assert approval.used == (
        (),
        organization,
        organization,
        organization,
        ("approved_by",),
        ("approved_on",),
        ("protocol_number",),
        ("approval_status",),
        (),
        ("title", "organization"),
        (),
    )
    assert approval.problems == ()


LAYOUTS: list[tuple[list[str], tuple[str | date | None, ...]]] = [
    (
        [
            f"УТВЕРЖДЕНО решением Совета директоров {UNIVERSITY_RU} от «25» июня 2024 года (протокол № 4)",
            "",
            f"Стратегия развития {UNIVERSITY_RU}",
        ],
        (f"Стратегия развития {UNIVERSITY_RU}", UNIVERSITY_RU, "Совет директоров", date(2024, 6, 25), "4", "УТВЕРЖДЕНО"),
    ),
    (
        [
            "Утверждена постановлением Правительства Республики Казахстан от 12 марта 2010 года № 187",
            "",
            "Стратегический план на 2010-2014 годы",
        ],
        ("Стратегический план на 2010-2014 годы", None, "Правительство Республики Казахстан", date(2010, 3, 12), None, "Утверждена"),
    ),
    (
        ["Басқарма отырысының 2023 жылғы 15 қыркүйектегі № 12 хаттамасы"],
        (None, None, "Басқарма", date(2023, 9, 15), "12", None),
    ),
    (  # every line is a paragraph of its own
        [
            *("2009ж. «02» қыркүйектен", "", "«Қазтеміртранс» Акционерлік", "", "қоғамының директорлар", "", "Кеңесі шешімімен", ""),
            *("БЕКІТІЛГЕН", "", "№ 13 хаттама", "", "«Қазтеміртранс» Акционерлік қоғамының тәуекелдерді басқару САЯСАТЫ", ""),
            "Астана, 2009",
        ],
        (
            "«Қазтеміртранс» Акционерлік қоғамының тәуекелдерді басқару САЯСАТЫ",
            "«Қазтеміртранс» акционерлік қоғамы",
            "Директорлар кеңесі",
            date(2009, 9, 2),
            "13",
            "БЕКІТІЛГЕН",
        ),
    ),
    (
        [
            "«Қазақтелеком» АҚ акционерлерінің кезектен тыс Жалпы жиналысының шешімімен бекітілген",
            "2008 жылдың 29 қыркүйегіндегі №38 хаттама",
            "",
            "«Қазақтелеком» АҚ-ның Директорлар кеңесі туралы",
            "ЕРЕЖЕ",
        ],
        (
            "«Қазақтелеком» АҚ-ның Директорлар кеңесі туралы ЕРЕЖЕ",
            "«Қазақтелеком» АҚ",
            "Акционерлердің жалпы жиналысы",
            date(2008, 9, 29),
            "38",
            "бекітілген",
        ),
    ),
    (
        ["«Самұрық-Энерго» АҚ Директорлар кеңесінің шешімімен бекітілді хаттама №01/18"],
        (None, "«Самұрық-Энерго» АҚ", "Директорлар кеңесі", None, "01/18", "бекітілді"),
    ),
    (  # blank lines between all lines, a name among them
        [
            *("УТВЕРЖДЕНА", "", "решением Совета директоров", "", "НАО «Университет «Туран»", "", "от «14» марта 2024 года", ""),
            *("(протокол № 3)", "", "Стратегия развития НАО «Университет «Туран» на 2024-2029 годы"),
        ],
        (
            "Стратегия развития НАО «Университет «Туран» на 2024-2029 годы",
            "НАО «Университет «Туран»",
            "Совет директоров",
            date(2024, 3, 14),
            "3",
            "УТВЕРЖДЕНА",
        ),
    ),
    (  # no blank line before the title
        [
            *("УТВЕРЖДАЮ", "Председатель Правления – Ректор", "______", "25.06.2024"),
            *("Стратегия развития", "НАО «Университет «Туран» на 2024-2029 годы"),
        ],
        (
            "Стратегия развития НАО «Университет «Туран» на 2024-2029 годы",
            "НАО «Университет «Туран»",
            "Председатель Правления – Ректор",
            date(2024, 6, 25),
            None,
            "УТВЕРЖДАЮ",
        ),
    ),
    (  # the title first
        ["СТРАТЕГИЯ РАЗВИТИЯ НАО «Тест»", "(утверждена решением Совета директоров от 25.06.2024, протокол № 4)", "", "Введение и обзор"],
        ("СТРАТЕГИЯ РАЗВИТИЯ НАО «Тест»", "НАО «Тест»", "Совет директоров", date(2024, 6, 25), "4", "утверждена"),
    ),
    (
        ["протокол заседания Совета директоров от «25» июня 2024 года № 4"],
        (None, None, "Совет директоров", date(2024, 6, 25), "4", None),
    ),
    (  # Latin i
        ["БЕКIТIЛДI", "Директорлар кеңесiнiң шешiмiмен", "2024 ж. 25 маусым, № 18-п хаттама", "", "1. Бағыт"],
        (None, None, "Директорлар кеңесі", date(2024, 6, 25), "18-п", "БЕКIТIЛДI"),
    ),
    (
        ["Некоммерческого акционерного общества", "«Университет» УТВЕРЖДЕНО", "", "План развития."],
        ("План развития", "Некоммерческое акционерное общество «Университет»", None, None, None, "УТВЕРЖДЕНО"),
    ),
    (
        ["Утверждено", "Правлением НАО «Тест» 25.06.2024, протокол № 4", "Дорожная карта развития НАО «Тест»"],
        ("Дорожная карта развития НАО «Тест»", "НАО «Тест»", "Правление", date(2024, 6, 25), "4", "Утверждено"),
    ),
    (["1. Укрепление здоровья граждан", "", "2. Развитие кадровых ресурсов"], (None,) * 6),
    (["1. Бағыт", "", "Облыс халқының тұтынуы", "нақты"], ("Облыс халқының тұтынуы нақты", None, None, None, None, None)),
    ([], (None,) * 6),
    (["", " "], (None,) * 6),
]


@pytest.mark.parametrize(("lines", "expected"), LAYOUTS)
def test_layouts(lines: list[str], expected: tuple[str | date | None, ...]) -> None:
    approval = read_approval(lines)
    assert said(approval) == expected
    assert approval.problems == ()
    given_fields = {field for fields in approval.used for field in fields}
    assert given_fields == {field for field, value in zip(FIELDS, expected, strict=True) if value is not None}


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (["Директорлар кеңесінің шешімімен", "2024 жылғы «31» ақпандағы", "БЕКІТІЛДІ"], ["approval_unreadable"]),
        (["УТВЕРЖДЕНО решением Совета директоров от «__» июня 2024 года"], ["approval_unreadable"]),
        (["Алқаның шешімімен", "БЕКІТІЛДІ"], ["approver_unknown"]),
        (["УТВЕРЖДЕНО решением Правления, решением Совета директоров"], ["approver_unknown"]),
        (["УТВЕРЖДЕНО протоколом Правления № 3 от 01.02.2020, протоколом № 7 от 03.02.2020"], ["approval_unreadable"] * 2),
    ],
)
def test_what_is_not_certain_is_null_with_a_problem(lines: list[str], problems: list[str]) -> None:
    approval = read_approval(lines)
    assert [problem.code for problem in approval.problems] == problems
    assert said(approval).count(None) >= 2 + len(problems)


def test_of_two_bodies_the_one_that_decided() -> None:
    approval = read_approval(["Одобрено Правлением, утверждено решением Совета директоров от 25.06.2024"])
    assert approval.approved_by == "Совет директоров"


def test_running_text_right_after_the_title_is_left_out() -> None:
    lines = [line for line in UNIVERSITY_2024 if line]
    whole, cut = read_approval([*lines, "Университеттің дамуы. " * 40]), read_approval(lines)
    assert said(whole) == said(cut) == said(read_approval(UNIVERSITY_2024))
    assert whole.used == (*cut.used, ())


def test_running_text_is_no_approval() -> None:
    text = "Стратегия разработана. " * 30 + "Решением Правительства Республики Казахстан от 12 марта 2010 года № 187."
    assert said(read_approval([text])) == (None,) * 6


PHRASES = [*UNIVERSITY_2024, "решением Совета директоров", "протокол № 5", "25.06.2024", "«25", "№", "План"]
BODIES, LEGAL_FORMS, WORDS = (read_vocabulary(VOCABULARY / name) for name in ("bodies.yml", "legal_forms.yml", "approval.yml"))


@given(st.lists(st.text(max_size=40) | st.sampled_from(PHRASES), max_size=12))
def test_any_lines_at_all(lines: list[str]) -> None:
    approval = read_approval(lines)
    assert len(approval.used) == len(lines)
    assert all(line.strip() for line, fields in zip(lines, approval.used, strict=True) if fields)
    given_fields = {field for fields in approval.used for field in fields}
    assert given_fields == {field for field in FIELDS if getattr(approval, field) is not None}


@pytest.mark.parametrize(("example", "code"), [(text, entry.code) for entry in BODIES for text in entry.examples])
def test_every_body(example: str, code: str) -> None:
    assert read_approval([f"{example} (№ 1 хаттама)"]).approved_by == code


@pytest.mark.parametrize(("form", "code"), [(form, entry.code) for entry in LEGAL_FORMS for form in entry.forms])
def test_every_legal_form_beside_a_quoted_name(form: str, code: str) -> None:
    assert fold_spelling(read_approval([f"{form} «Тест»"]).organization or "") == fold_spelling(f"{code} «Тест»")
    assert fold_spelling(read_approval([f"«Тест» {form}"]).organization or "") == fold_spelling(f"«Тест» {code}")


@pytest.mark.parametrize(("example", "code"), [(text, entry.code) for entry in LEGAL_FORMS for text in entry.examples])
def test_every_example_of_an_organization(example: str, code: str) -> None:
    quoted = example[example.index("«") : example.index("»") + 1]
    assert fold_spelling(read_approval([f"{example} дамуы"]).organization or "") in {
        fold_spelling(f"{code} {quoted}"),
        fold_spelling(f"{quoted} {code}"),
    }


@pytest.mark.parametrize(("code", "example"), [(entry.code, text) for entry in WORDS for text in entry.examples])
def test_every_word_of_approval(code: str, example: str) -> None:
    if code == "status":
        assert read_approval([f"{example} 25.06.2024"]).approval_status == example
    elif code == "decision":
        assert read_approval([f"{example} 25.06.2024"]).approved_on == date(2024, 6, 25)
    elif code == "protocol":
        assert read_approval([f"{example} 25.06.2024"]).protocol_number in {"4", "12"}
    elif code == "number":
        assert read_approval(["Директорлар кеңесінің шешімімен", f"{example} 25.06.2024"]).protocol_number in {"4", "12"}
    elif code == "agreement":
        lines = [example, "2023 жылғы «10» желтоқсан", "", "БЕКІТІЛДІ", "2024 жылғы «25» маусым"]
        assert read_approval(lines).approved_on == date(2024, 6, 25)
    else:
        assert read_approval(["Облыс", "", example]).title == example
