"""Numbers of headings and measures: which phrases have one, and what it must be in its place.

Phrases by where they were seen: ktu = a university's strategy of 2024, moh = the health ministry's plan for 2010-2014, other = other plans.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.codes import Coded, arabic, is_below, is_next, read_code, split_code
from jospar.normalize.phrases.codes import PlacedCode, place_headings, place_measures

KTU = [
    ("1. Университеттің таза пайдасын арттыру", "1", "Университеттің таза пайдасын арттыру"),
    ("1.1.1. Білім алушылар контингентін ұлғайту", "1.1.1", "Білім алушылар контингентін ұлғайту"),
    ("1.2.2.1 ЖОО-ның жалпы табысынан", "1.2.2.1", "ЖОО-ның жалпы табысынан"),
    ("1.3. ЖОО ның жалпы табысынан", "1.3", "ЖОО ның жалпы табысынан"),
    ("3.2.6 Штаттық ПОҚ жалпы санынан", "3.2.6", "Штаттық ПОҚ жалпы санынан"),
    ("4.1. Q1, Q2 Journal Citation Reports JCR", "4.1", "Q1, Q2 Journal Citation Reports JCR"),
]
OTHER = [
    ("1) Сапаны арттыру", "1", "Сапаны арттыру"),
    ("1.1) Сапаны арттыру", "1.1", "Сапаны арттыру"),
    ("а) ауылдық елді мекендер", "а", "ауылдық елді мекендер"),
    ("1.1а. Ауылдық мектептер", "1.1а", "Ауылдық мектептер"),
    ("01.02. Мектептер", "01.02", "Мектептер"),
    ("1. 2. Сапа", "1.2", "Сапа"),
    ("1 . 2 . Сапа", "1.2", "Сапа"),
    ("2.1.«Болашақ» бағдарламасы", "2.1", "«Болашақ» бағдарламасы"),
    ("1.1 «Болашақ» бағдарламасы", "1.1", "«Болашақ» бағдарламасы"),
    ("1.1 (қосымша) іс-шара", "1.1", "(қосымша) іс-шара"),
    ("1.1. iPhone қосымшасы", "1.1", "iPhone қосымшасы"),
    ("3.Тіімді менеджмент", "3", "Тіімді менеджмент"),
    ("3. 2024 жылға дейін", "3", "2024 жылға дейін"),
    ("I. Кіріспе", "I", "Кіріспе"),
    ("IV. «Болашақ» бағдарламасы", "IV", "«Болашақ» бағдарламасы"),
    ("ІІ. Қаржы", "ІІ", "Қаржы"),  # Cyrillic letters
    ("01.02", "01.02", ""),
    ("1.2.", "1.2", ""),
    ("1.", "1", ""),
]
WITHOUT = [
    "1 млн. теңге",
    "1 млн. теңгеден астам ФФТҚН",
    "1.5 млн. теңге",
    "1,4-ге дейін 2029 жылға",
    "2028. – 340 адам",
    "2024ж. – 290 адам",
    "2024. Қорытынды",
    "25.06.2024 ж. № 4 хаттама",
    "25.06.2024",
    "«25» маусым",
    "100 000 адамға шаққанда",
    "9 976",
    "12 а",
    "1 кесте",
    "1-бағыт. Туризм",
    "1.1 - мақсат",
    "1.1)",
    "3D басып шығару",
    "5G желісі",
    "85% деңгейде",
    "а. Сапа",
    "аб) Сапа",
    "Сапа 1.1.",
    "(1) Сапа",
    "№ 4 хаттама",
    "Q1. Journal",
    "I бағыт",
    "I. ішкі аудит",
    "IT. Жүйелер",
    "V.I. Ленин",
    "--",
    "",
]
BESIDE_ANOTHER = [
    ("1. 100 % қамтуды қамтамасыз ету", Coded("1", "100 % қамтуды қамтамасыз ету")),
    ("2. 5 жаңа зертхана ашу", Coded("2", "5 жаңа зертхана ашу")),
    ("2. 5 Жаңа зертхана ашу", Coded("2", "5 Жаңа зертхана ашу")),
    ("2.1. 85% деңгейде ұстап тұру", Coded("2.1", "85% деңгейде ұстап тұру")),
    ("25. 06. 2024 ж. № 4 хаттама", None),
    ("1.1.а Ауылдық мектептер", Coded("1.1.а", "Ауылдық мектептер")),
    ("1.1.а. Ауылдық мектептер", Coded("1.1.а", "Ауылдық мектептер")),
]


@pytest.mark.parametrize(("text", "code", "rest"), KTU + OTHER)
def test_a_number_in_front(text: str, code: str, rest: str) -> None:
    assert split_code(text) == Coded(code, rest)


@pytest.mark.parametrize("text", WITHOUT)
def test_no_number_in_front(text: str) -> None:
    assert split_code(text) is None


@pytest.mark.parametrize(("text", "expected"), BESIDE_ANOTHER)
def test_a_number_beside_another(text: str, expected: Coded | None) -> None:
    assert split_code(text) == expected


PARTS = st.lists(st.integers(0, 999), min_size=1, max_size=5).map(lambda parts: ".".join(map(str, parts)))


@given(PARTS, st.sampled_from([". ", ".  ", " . ", ") "]), st.sampled_from(["Сапа", "қамту", "«Даму»", "Q1 мақалалары"]))
def test_a_number_with_its_stop_is_always_found(code: str, stop: str, name: str) -> None:
    coded = split_code(f"{code}{stop}{name}")
    assert coded == Coded(code, name)
    assert coded.depth == code.count(".") + 1


@given(st.text())
def test_a_code_and_its_rest_are_what_is_printed(text: str) -> None:
    coded = split_code(text)
    if coded is not None:
        assert text.endswith(coded.rest)
        assert "".join(text.split()).startswith(coded.code)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1", "1"),
        ("2.", "2"),
        ("1.1.2", "1.1.2"),
        ("1. 1.", "1.1"),
        ("01.02", "01.02"),
        ("1а", "1а"),
        ("а)", "а"),
        ("адам", None),
        ("1,2", None),
        ("1-1", None),
        ("2024", None),
        ("1 000", None),
        ("Барлығы", None),
        ("", None),
        ("1)", "1"),
        ("1.1.а", "1.1.а"),
        ("1.1.2 1.1.2", "1.1.2"),
        ("1.1.2. 1.1.2.", "1.1.2"),
        ("1) 1.1.2", "1.1.2"),
        ("1. 1.2", "1.1.2"),
    ],
)
def test_the_cell_of_a_number_column(cell: str, code: str | None) -> None:
    assert read_code(cell) == code


@pytest.mark.parametrize(
    ("code", "previous", "expected"),
    [
        ("2", "1", True),
        ("4.2.3", "4.2.2", True),
        ("1.10", "1.9", True),
        ("1.2", "1.1.1", False),
        ("1.3", "1.1", False),
        ("1.1", "1.1", False),
        ("2.1", "1.1", False),
        ("б", "а", False),
        ("II", "I", True),
        ("5", "IV", True),
        ("X", "IX", True),
        ("IV", "II", False),
        ("1.1а", "1.1", False),
    ],
)
def test_is_next(code: str, previous: str, expected: bool) -> None:
    assert is_next(code, previous) is expected


@pytest.mark.parametrize(
    ("code", "parent", "expected"),
    [("1.1.2", "1.1", True), ("1.1.2", "1", True), ("1.1", "I", True), ("1.1", "1.1", False), ("11.1", "1", False), ("2.1", "I", False)],
)
def test_is_below(code: str, parent: str, expected: bool) -> None:
    assert is_below(code, parent) is expected


@pytest.mark.parametrize(
    ("code", "figures"),
    [("I", "1"), ("IV", "4"), ("VIII", "8"), ("IX", "9"), ("ХІІ", "12"), ("1.2", "1.2"), ("1а", "1а"), ("", ""), ("а", "а")],
)
def test_arabic(code: str, figures: str) -> None:
    assert arabic(code) == figures


# ---- what a number must be in its place ------------------------------------------------------------------------------------------------

OUT, GAP, MISSING = "code_out_of_place", "code_gap", "code_missing"


@pytest.mark.parametrize(
    ("parent", "printed", "placed"),
    [
        # ktu: the tasks of direction 1 are numbered by the indicators that they serve
        (
            "1",
            ["1.1.1", "1.2.1", "1.1.2", "1.2.2", "1.1.3", "1.2.3"],
            [("1.1.1", None), ("1.2.1", None), ("1.1.2", None), ("1.2.2", None), ("1.1.3", None), ("1.2.3", None)],
        ),
        (None, ["1", "2", "3"], [("1", None), ("2", None), ("3", None)]),
        (None, ["1", "1", "3"], [("1", None), ("2", OUT), ("3", None)]),
        (None, ["1", "3", "2"], [("1", None), ("3", None), ("4", OUT)]),
        (None, ["а", "б"], [("а", None), ("б", None)]),
        (None, ["I", "II"], [("1", None), ("2", None)]),
        (None, ["1.1", "1.2"], [("1.1", None), ("1.2", None)]),
        ("2", ["2.1", "2.1", "2.3"], [("2.1", None), ("2.2", OUT), ("2.3", None)]),
        ("2", ["1.1", "2.2"], [("2.1", OUT), ("2.2", None)]),
        ("2", ["1.1", "2.1"], [("2.1", OUT), ("2.2", OUT)]),
        ("2", [None, "2.2"], [(None, MISSING), ("2.2", None)]),
        ("2", [None, None], [(None, None), (None, None)]),
        (None, [None, None], [(None, None), (None, None)]),
        ("1", ["1.1а", "1.1а"], [("1.1а", None), (None, OUT)]),
        ("1", [], []),
    ],
)
def test_place_headings(parent: str | None, printed: list[str | None], placed: list[tuple[str | None, str | None]]) -> None:
    assert place_headings(parent, printed) == tuple(PlacedCode(*pair) for pair in placed)


@pytest.mark.parametrize(
    ("printed", "codes", "issue"),
    [
        (["1", "2"], ["1", "2"], None),
        (["1", "1"], ["1", "2"], OUT),
        (["2.1", "2.2"], ["2.1", "2.2"], None),
        (["2.1", "5"], ["2.1", "2.2"], OUT),
    ],
)
def test_headings_that_name_their_level_may_count_on_their_own(printed: list[str], codes: list[str], issue: str | None) -> None:
    placed = place_headings("2", printed, labelled=True)
    assert ([result.code for result in placed], placed[-1].issue) == (codes, issue)
    assert place_headings("2", ["1", "2"])[0] == PlacedCode("2.1", OUT)


@pytest.mark.parametrize(
    ("parent", "printed", "placed"),
    [
        ("1.1.2", ["1.1.2.1", "1.2"], [("1.1.2.1", None), ("1.1.2.2", OUT)]),  # ktu
        ("1.1.1", ["1.1.1", "1.1.2"], [("1.1.1.1", OUT), ("1.1.1.2", OUT)]),  # ktu: as the task itself
        ("1.1.3", ["1.1.3.1", "1.1.3.2", "1.3"], [("1.1.3.1", None), ("1.1.3.2", None), ("1.1.3.3", OUT)]),  # ktu
        ("4.2", ["4.2.1", "4.2.2", "4.2.4"], [("4.2.1", None), ("4.2.2", None), ("4.2.4", GAP)]),  # ktu
        ("2.1", ["2.1.1", "2.1.1", "2.1.3"], [("2.1.1", None), ("2.1.2", OUT), ("2.1.3", None)]),
        ("2.1", ["2.1.2"], [("2.1.2", GAP)]),
        ("2.1", ["2.1.1", None, "2.1.3"], [("2.1.1", None), (None, MISSING), ("2.1.3", GAP)]),
        ("2.1", ["2.1.1", "2.1.1.1", "2.1.2"], [("2.1.1", None), ("2.1.1.1", None), ("2.1.2", None)]),
        ("2.1", ["2.1.1", "2.1.2а"], [("2.1.1", None), (None, None)]),
        ("2.1", ["1", "2"], [("1", None), ("2", None)]),
        ("2.1", ["1", None], [("1", None), (None, MISSING)]),
        ("2.1", [None, None], [(None, None), (None, None)]),
        (None, ["1.1", None], [("1.1", None), (None, MISSING)]),
        ("2.1", [], []),
    ],
)
def test_place_measures(parent: str | None, printed: list[str | None], placed: list[tuple[str | None, str | None]]) -> None:
    assert place_measures(parent, printed) == tuple(PlacedCode(*pair) for pair in placed)


CODES = st.lists(st.one_of(st.none(), st.sampled_from(["1", "2", "а", "1.1", "1.2", "1.1.1", "1.1.2", "1.1.2.1", "2.1", "1.1а", "1.10"])))


@given(st.sampled_from([None, "1", "1.1"]), CODES)
def test_what_is_placed_is_the_print_or_has_an_issue(parent: str | None, printed: list[str | None]) -> None:
    for place in (place_headings, place_measures):
        placed = place(parent, printed)
        assert len(placed) == len(printed)
        for result, code in zip(placed, printed, strict=True):
            assert result.code == code or result.issue == OUT or (result.code is None and code is not None)
        made = [result.code for result in placed if result.issue == OUT and result.code]
        assert len(made) == len(set(made))


@given(st.sampled_from(["1", "1.1"]), CODES)
def test_no_two_measures_of_a_heading_have_one_code(parent: str, printed: list[str | None]) -> None:
    if any(code and "." in code for code in printed):
        codes = [placed.code for placed in place_measures(parent, printed) if placed.code]
        assert len(codes) == len(set(codes))


def test_a_code_that_is_made_is_not_taken_already() -> None:
    codes = [placed.code for placed in place_headings("1", ["1.1.2", "1.1.1", "1.1.1"])]
    assert len(codes) == len(set(codes))
