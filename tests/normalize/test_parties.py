"""jospar.normalize.phrases.parties: cells of stakeholders and executors as printed, and the names in them."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jospar import normalize
from jospar.extract.words.vocabulary import VocabularyEntry, read_vocabulary
from jospar.normalize.phrases.parties import resolve_party, split_parties
from jospar.normalize.records import Role

VOCABULARY = Path(next(iter(normalize.__path__))) / "vocabulary"
PARTIES = read_vocabulary(VOCABULARY / "parties.yml")
CELL = st.text(st.sampled_from('абПОҚ ,;.\n()«»"-1'), max_size=40) | st.text(max_size=40)

UNIVERSITY_2024 = [
    ("ҒЖБМ, ЖАО, жұмыс берушілер, бизнес", ["ҒЖБМ", "ЖАО", "жұмыс берушілер", "бизнес"]),
    ("кәсіпорындар мен бизнес, ҒЗИ, ПОҚ және ғалымдар", ["кәсіпорындар мен бизнес", "ҒЗИ", "ПОҚ және ғалымдар"]),
    (
        "серіктес ЖОО, оның ішінде шетелдік, ҒЗИ, оның ішінде шетелдік, ПОҚ және ғалымдар",
        ["серіктес ЖОО, оның ішінде шетелдік", "ҒЗИ, оның ішінде шетелдік", "ПОҚ және ғалымдар"],
    ),
    ("шетелдік серіктес ЖОО және ҒЗИ, ПОҚ өкілдері", ["шетелдік серіктес ЖОО және ҒЗИ", "ПОҚ өкілдері"]),
    ("ТЖ жөніндегі проректор, ЖСД, патриоттық тәрбие ҒИ", ["ТЖ жөніндегі проректор", "ЖСД", "патриоттық тәрбие ҒИ"]),
    ("АМ жөніндегі проректор, СД, БАИ жөніндегі Директор", ["АМ жөніндегі проректор", "СД", "БАИ жөніндегі Директор"]),
]
LANGUAGES_2005 = [
    (
        "Облыстық тілдерді дамыту басқармасы, қалалар мен аудандардың әкімдері",
        ["Облыстық тілдерді дамыту басқармасы", "қалалар мен аудандардың әкімдері"],
    ),
    ("Облыстық білім департаменті, ЖОМ мен АОМ", ["Облыстық білім департаменті", "ЖОМ мен АОМ"]),
]
MADE = [
    ("", []),
    ("-", []),
    ("ПОҚ,, ;", ["ПОҚ"]),
    ("МНВО;\nМИО\nработодатели", ["МНВО", "МИО", "работодатели"]),
    ("вузы-партнеры, в том  числе зарубежные, НИИ", ["вузы-партнеры, в том  числе зарубежные", "НИИ"]),
    ("НИИ, в  том числe зарубежные", ["НИИ, в  том числe зарубежные"]),
    ("оның ішінде шетелдік, ҒЗИ", ["оның ішінде шетелдік", "ҒЗИ"]),
    ("банктер (Halyk, Kaspi; т.б.), «Самұрық, Қазына» ҰӘҚ АҚ", ["банктер (Halyk, Kaspi; т.б.)", "«Самұрық, Қазына» ҰӘҚ АҚ"]),
    ("(а (б, в), г), д", ["(а (б, в), г)", "д"]),
    ("ПОҚ (штаттық, студенттер", ["ПОҚ (штаттық", "студенттер"]),
    ("методист 0,5 ставки, декан", ["методист 0,5 ставки", "декан"]),
    ("А.Ж. Аманов, т.б. ұйымдар", ["А.Ж. Аманов", "т.б. ұйымдар"]),
    ("ЖШС. Серіктес", ["ЖШС. Серіктес"]),
    ("Талдықорған қ. әкімдігі", ["Талдықорған қ. әкімдігі"]),
    ("білім алушылар.", ["білім алушылар."]),
]


@pytest.mark.parametrize(("cell", "names"), UNIVERSITY_2024 + LANGUAGES_2005 + MADE)
def test_split_parties(cell: str, names: list[str]) -> None:
    found = split_parties(cell).names
    assert [name.printed for name in found] == names
    assert not any(name.separator_doubtful for name in found)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "шетелдік жоғары оқу орындары-серіктестер және бизнес-серіктестер. ПОҚ, білім алушылар",
            [("шетелдік жоғары оқу орындары-серіктестер және бизнес-серіктестер", False), ("ПОҚ", True), ("білім алушылар", False)],
        ),
        ("ЖАО. ПОҚ", [("ЖАО", False), ("ПОҚ", True)]),
        ("ректор, деканы. заведующие кафедрами", [("ректор", False), ("деканы", False), ("заведующие кафедрами", True)]),
    ],
)
def test_a_full_stop_between_names_is_doubtful(cell: str, names: list[tuple[str, bool]]) -> None:
    assert [(name.printed, name.separator_doubtful) for name in split_parties(cell).names] == names


@given(CELL)
def test_names_are_parts_of_the_cell_in_order(cell: str) -> None:
    place = 0
    for name in split_parties(cell).names:
        place = cell.index(name.printed, place) + len(name.printed)
        assert name.printed == name.printed.strip()
        assert any(map(str.isalnum, name.printed))


@given(CELL)
def test_no_letter_is_lost_but_of_marks_of_a_list(cell: str) -> None:
    assume(not re.search(r"\w\s*[).]|[*+]", cell))
    printed = "".join(name.printed for name in split_parties(cell).names)
    assert [sign for sign in printed if sign.isalnum()] == [sign for sign in cell if sign.isalnum()]


@given(st.lists(st.sampled_from([form for entry in PARTIES for form in entry.forms if "," not in form]), min_size=1, max_size=6))
def test_a_list_of_known_parties_comes_back(names: list[str]) -> None:
    found = split_parties(", ".join(names)).names
    assert [name.printed for name in found] == names
    assert all(resolve_party(name.printed) for name in found)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Аким\nТулпарского района", ["Аким\nТулпарского района"]),
        ("Отдел образования\nАким Тулпарского района", ["Отдел образования", "Аким Тулпарского района"]),
        ("Управление образования\nКостанайской области", ["Управление образования\nКостанайской области"]),
        ("Учебно-методический\nотдел", ["Учебно-методический\nотдел"]),
        ("Начальник\nотдела кадров", ["Начальник\nотдела кадров"]),
        ("Ректор\nпроректоры\nдеканы факультетов", ["Ректор", "проректоры", "деканы факультетов"]),
        ("Департамент занятости и\nсоциальных программ,\nаким района", ["Департамент занятости и\nсоциальных программ", "аким района"]),
        ("ГУ «Департамент координации\nКостанайской области»", ["ГУ «Департамент координации\nКостанайской области»"]),
        ("Проректор по АД\nи стратегии", ["Проректор по АД\nи стратегии"]),
        ("экономический отдел\nюридический отдел", ["экономический отдел", "юридический отдел"]),
        ("заместитель руководителя\nаппарата акима области", ["заместитель руководителя\nаппарата акима области"]),
        ("Облыстық білім\nбасқармасы", ["Облыстық білім\nбасқармасы"]),
        ("Кафедра меңгерушілері\nфакультет декандары", ["Кафедра меңгерушілері", "факультет декандары"]),
        ("АМ жөніндегі\nпроректор", ["АМ жөніндегі\nпроректор"]),
        ("ҒЖИД\nкадр бөлімі", ["ҒЖИД", "кадр бөлімі"]),
        ("1) Отдел кадров 2) Деканат", ["Отдел кадров", "Деканат"]),
        ("1) Отдел\nкадров\n2) Деканат", ["Отдел\nкадров", "Деканат"]),
        ("• Отдел кадров • Деканат", ["Отдел кадров", "Деканат"]),
        ("а) Кадр бөлімі;\nб) деканаттар.", ["Кадр бөлімі", "деканаттар."]),
        ("Отдел кадров\vРектор\u2028Деканат", ["Отдел кадров", "Ректор", "Деканат"]),
    ],
)
def test_lines_and_marks(cell: str, names: list[str]) -> None:
    assert [name.printed for name in split_parties(cell).names] == names


E, C = "executor", "co_executor"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("отв.: Отдел кадров\nсоисп.: Деканат, Ректорат", [("Отдел кадров", E), ("Деканат", C), ("Ректорат", C)]),
        ("отв. Отдел кадров, соисп. Деканат", [("Отдел кадров", E), ("Деканат", C)]),
        ("Исполнитель: Отдел кадров; соисполнители: Деканат; Ректорат", [("Отдел кадров", E), ("Деканат", C), ("Ректорат", C)]),
        ("Исполнители:\nОтдел кадров\nСоисполнители:\nДеканат", [("Отдел кадров", E), ("Деканат", C)]),
        ("Отдел кадров (отв.), Деканат (соисп.)", [("Отдел кадров", E), ("Деканат", C)]),
        ("Отдел кадров – отв.", [("Отдел кадров", E)]),
        ("Отдел кадров, соисп.: Деканат", [("Отдел кадров", None), ("Деканат", C)]),
        ("жауапты: Кадр бөлімі\nқосалқы орындаушы: Деканат", [("Кадр бөлімі", E), ("Деканат", C)]),
        ("Жауапты орындаушы: ҒЖИД бірлескен орындаушылар: ОБД, ҚЖД", [("ҒЖИД", E), ("ОБД", C), ("ҚЖД", C)]),
        ("стейкхолдеры: работодатели", [("работодатели", "stakeholder")]),
        ("Жауапты хатшы", [("Жауапты хатшы", None)]),
    ],
)
def test_roles_are_no_names(cell: str, names: list[tuple[str, str | None]]) -> None:
    assert [(name.printed, name.role) for name in split_parties(cell).names] == names


@pytest.mark.parametrize("entry", read_vocabulary(VOCABULARY / "party_roles.yml"), ids=lambda entry: entry.code)
def test_every_role_is_read_from_its_examples(entry: VocabularyEntry) -> None:
    assert {name.role for example in entry.examples for name in split_parties(example).names} == {entry.code}
    assert entry.code in {*Role}


@pytest.mark.parametrize(("example", "code"), [(example, entry.code) for entry in PARTIES for example in entry.examples])
def test_every_example_resolves_to_its_entry(example: str, code: str) -> None:
    assert resolve_party(example) == code


def test_every_entry_has_an_example_and_a_code_of_its_own() -> None:
    assert all(entry.examples for entry in PARTIES)
    assert len({entry.code for entry in PARTIES}) == len(PARTIES)


@pytest.mark.parametrize("example", [example for entry in read_vocabulary(VOCABULARY / "party_parts.yml") for example in entry.examples])
def test_every_part_belongs_to_the_name_before(example: str) -> None:
    assert [name.printed for name in split_parties(example).names] == [example]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ЖҰМЫС  БЕРУШIЛЕР", "employers"),
        ("жұмыс берушілер.", "employers"),
        ("ЖАO", "local_executive_bodies"),
        ("ЖОО – серіктестер", "partner_universities"),
        ("АМ жөніндегі проректор", "vice_rector_academic"),
        ("Ректор", "rector"),
        ("ЖБББ", None),
        ("СД", None),
        ("БАИ жөніндегі Директор", None),
        ("", None),
    ],
)
def test_resolve_party(name: str, code: str | None) -> None:
    assert resolve_party(name) == code
