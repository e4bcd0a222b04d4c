"""Words and abbreviations that are likely mistakes, by the document's own frequency.

Real mistakes are from ktu-2024 (камтамасыз, тенгеге, ДЖС); the near misses are pairs of real words that differ by a letter.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.vocabulary import read_vocabulary
from jospar.normalize.checks import check
from jospar.normalize.checks.acronyms import find_acronyms, find_unusual
from jospar.normalize.checks.spelling import WordIndex, find_misspelt, fold_confused
from jospar.normalize.checks.text import check_text
from jospar.normalize.records import Severity
from tests.support.reading import ROOT, SAMPLE, read_records

LETTERS = read_vocabulary(ROOT / "normalize" / "vocabulary" / "confused_letters.yml")


def _misspelt(usual: str, rare: str, times: int = 6) -> dict[str, str]:
    """What is found where the usual words stand in so many texts, each beside another word, and the rare ones in one."""
    return find_misspelt(WordIndex([*(f"{usual} {'абвгдежзик'[number] * 7}" for number in range(times)), rare]))


MISTAKES = [
    ("білімді қамтамасыз ету", "ынтаны камтамасыз ету", {"камтамасыз": "қамтамасыз"}),  # ktu 2.2.2
    ("мың теңгеден мың теңгеге", "2 500 мың тенгеден 6 000 мың тенгеге", {"тенгеден": "теңгеден", "тенгеге": "теңгеге"}),  # ktu 4.5
    ("мың теңге", "тенгенің", {"тенгенің": "теңгенің"}),  # the stem, with another ending
    ("тиімділігін арттыру", "Тіімді менеджмент", {"тіімді": "тиімді"}),  # ktu, direction 3
    ("қызметкерлердің санын", "кызметкерлердін саны", {"кызметкерлердін": "қызметкерлердің"}),  # two letters of a long word
    ("доля организаций", "доля органнизаций", {"органнизаций": "организаций"}),
    ("доля медицинских", "доля медиицнских", {"медиицнских": "медицинских"}),
    ("работа университета", "работа универсетета", {"универсетета": "университета"}),
    ("работа университета", "работа универитета", {"универитета": "университета"}),
    ("доля здравоохранения", "доля здравоохранненья", {}),
    ("нет соответствующего права", "нет соотвествующего ключа", {"соотвествующего": "соответствующего"}),  # a message of git in Russian
    ("проект ЁЛКА", "проэкт", {"проэкт": "проект"}),
]


@pytest.mark.parametrize(("usual", "rare", "expected"), MISTAKES)
def test_mistakes(usual: str, rare: str, expected: dict[str, str]) -> None:
    assert _misspelt(usual, rare) == expected


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("қызметкер қызметкерін", "қызметтер қызметтерін, серіктестерін"),
        ("санын арттыру", "санын арттырудың"),
        ("студенттерді студенттердің", "студенттерге"),
        ("жаңарту жаңартуды", "жанармай"),
        ("ғылыми жобалар", "ғылымы дамыған"),
        ("кәсіби шеберлік", "кәсібі бар"),
        ("ғалымдар", "ғылымдар"),
        ("болуды", "бөлуді"),
        ("проведения проверок", "поведения людей"),
        ("создания центров", "сознания граждан"),
        ("посещение больных", "помещение больных"),
        ("управление рисками", "правление общества"),
        ("представление данных", "предоставление данных"),
        ("включены в план", "включенные в план"),
        ("ақпараты бар", "ақпаратты жинау"),
        ("сжатие файлов", "сжатые файлы"),
        ("проведенных проверок", "проведены проверки"),
        ("образования детей", "образованием детей"),
        ("компании", "кампании"),
        ("теңге", "тенге"),  # shorter than the shortest word
    ],
)
def test_pairs_that_are_both_words(usual: str, rare: str) -> None:
    assert _misspelt(usual, rare, 9) == {}


def test_a_mistake_is_rare_beside_the_right_word() -> None:
    usual, rare = [f"қамтамасыз {letter * 7}" for letter in "абвгде"], [f"камтамасыз {letter * 7}" for letter in "жзи"]
    assert find_misspelt(WordIndex([*usual[:3], *rare[:1]])) == {"камтамасыз": "қамтамасыз"}
    assert find_misspelt(WordIndex([*usual[:2], *rare[:1]])) == {}
    assert find_misspelt(WordIndex([*usual, *rare[:2]])) == {"камтамасыз": "қамтамасыз"}
    assert find_misspelt(WordIndex([*usual, *rare])) == {}


def test_a_word_counts_once_in_a_text() -> None:
    assert find_misspelt(WordIndex(["қамтамасыз " * 9, "камтамасыз"])) == {}


def test_a_word_that_a_line_end_broke_is_whole() -> None:
    assert "новообразованиями" in WordIndex(["злокачественными новообразова- ниями"]).texts_of


def test_confused_letters_are_one_letter_each() -> None:
    forms = [form for entry in LETTERS for form in entry.forms]
    assert all(len(letter) == 1 for letter in (*forms, *(entry.code for entry in LETTERS)))
    assert not {*forms} & {entry.code for entry in LETTERS}


@pytest.mark.parametrize("example", [example for entry in LETTERS for example in entry.examples])
def test_every_example_is_one_word_with_confused_letters(example: str) -> None:
    wrong, _, right = example.partition(" for ")
    assert wrong != right
    assert fold_confused(wrong) == fold_confused(right)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"ЖСД": 4, "ДЖС": 1}, [("ДЖС", "ЖСД")]),  # ktu 2.2.3
        ({"ЖСД": 2, "ДЖС": 1}, []),
        ({"ЖСД": 9, "ДЖС": 4}, []),
        ({"ҒЖИД": 9, "ГЖИД": 1}, [("ГЖИД", "ҒЖИД")]),
        ({"СМЖАО": 5, "СМЖАУ": 1}, [("СМЖАУ", "СМЖАО")]),
        ({"АМД": 9, "АМБ": 1}, []),
        ({"ОИМ": 9, "МИО": 1}, []),  # a known party
        ({"ЖБББ": 9, "ЖБББ ": 1}, []),
    ],
)
def test_abbreviations(counts: dict[str, int], expected: list[tuple[str, str]]) -> None:
    assert list(find_unusual(counts)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ТЖ жөніндегі проректор, ЖСД", {"ЖСД"}),
        ("ПОҚ-тың ынталануы", {"ПОҚ"}),
        ("ЖСД", {"ЖСД"}),
        ("ДЕНСАУЛЫҚ САҚТАУ", set()),
        ("III тоқсан, XIV ғасыр", set()),
        ("ROMIдің өсуі", set()),
        ("ҒЗЖ2, Q1", set()),
        ("", set()),
    ],
)
def test_what_is_an_abbreviation(text: str, expected: set[str]) -> None:
    assert find_acronyms(text) == expected


def test_the_sample() -> None:
    records = check(read_records(SAMPLE.read_bytes()), (check_text,))
    codes = {row.measure_id: row.code for row in records.measures} | {row.task_id: row.code for row in records.tasks}
    found = [issue for issue in records.issues if issue.code in ("word_unusual", "acronym_unusual")]
    assert [(codes[issue.record_id or ""], issue.printed, issue.suggestion) for issue in found] == [
        ("2.2.2", "камтамасыз", "қамтамасыз"),
        ("2.2.3", "ДЖС", "ЖСД"),
        ("4.5", "тенгеге", "теңгеге"),
        ("4.5", "тенгеден", "теңгеден"),
    ]
    assert {issue.severity for issue in found} == {Severity.INFO}


def test_a_word_is_shown_as_printed() -> None:
    records = read_records(SAMPLE.read_bytes())
    changed = replace(records, measures=(replace(records.measures[0], name="Камтамасыз ету"), *records.measures[1:]))
    found = [issue for issue in check(changed, (check_text,)).issues if issue.code == "word_unusual"]
    assert ("Камтамасыз", "Қамтамасыз") in [(issue.printed, issue.suggestion) for issue in found]


WORDS = st.lists(st.text(alphabet="абвқкңніиыт ТД-\nİё", max_size=40) | st.text(max_size=30), max_size=30)


@given(WORDS)
def test_any_texts_have_words_or_none(texts: list[str]) -> None:
    found = find_misspelt(WordIndex(texts))
    assert all(word != corrected for word, corrected in found.items())
    assert found == find_misspelt(WordIndex(texts))


@given(st.lists(st.text(alphabet="АБВҒГ", min_size=3, max_size=6), max_size=30), st.integers(1, 9))
def test_no_abbreviation_is_a_mistake_for_a_rarer_one(acronyms: list[str], times: int) -> None:
    counts = {acronym: times * acronyms.count(acronym) for acronym in acronyms}
    assert all(counts[usual] > counts[acronym] for acronym, usual in find_unusual(counts))


@given(WORDS)
def test_any_records_can_be_checked(names: list[str]) -> None:
    records = read_records(SAMPLE.read_bytes())
    rows = tuple(replace(row, name=name, unit_label=name[:5]) for row, name in zip(records.measures, names, strict=False))
    parties = tuple(replace(party, name=name) for party, name in zip(records.parties, names, strict=False))
    changed = replace(records, measures=(*rows, *records.measures[len(rows) :]), parties=parties)
    assert check(changed, (check_text,)) == check(changed, (check_text,))
