"""jospar.normalize.words.names: phrases by origin, each with the name that a careful reader would write down."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar import normalize
from jospar.extract.words.folding import fold_in_place, fold_lookalikes
from jospar.extract.words.vocabulary import read_vocabulary
from jospar.normalize.words.names import clean_name, keeps_its_end, mixed_script_words

NAME_ENDS = read_vocabulary(Path(next(iter(normalize.__path__))) / "vocabulary" / "name_ends.yml")
PRINTED = st.text(st.sampled_from("аәбвгдеіiocрсxyhтКMбж .*¹²-\u0301\u00ad\u200b\n«»1"), max_size=30) | st.text(max_size=30)

MINISTRY_OF_HEALTH_2010 = [
    ("Удержание материнской смертности на уровне 31,0-38,0*", "Удержание материнской смертности на уровне 31,0-38,0"),
    ("критериев живо- и мертворождения, рекомендованных ВОЗ**", "критериев живо- и мертворождения, рекомендованных ВОЗ"),
    ("больных туберкулезом с БК+*", "больных туберкулезом с БК+"),
    ("заболеваемости острым вирусным гепатитом А.", "заболеваемости острым вирусным гепатитом А"),
    ("Доля¹,² доцентов со степенью", "Доля доцентов со степенью"),
    ("оқытушылардың⁽а⁾ үлесі¹⁾", "оқытушылардың үлесі"),
    ("площадь, м² на студента", "площадь, м² на студента"),
    ("смертности* с учетом внедренных критериев", "смертности* с учетом внедренных критериев"),
    ("на 100 000 насе- ления", "на 100 000 насе- ления"),
    ("доли научно- технических программ", "доли научно- технических программ"),
]
ALMATY_2005 = [
    ("Талдықорған қ.", "Талдықорған қ."),
    ("өсу қарқыны 2005 ж.", "өсу қарқыны 2005 ж."),
    ("Көрсеткiштiң аталуы", "Көрсеткіштің аталуы"),
    ("оның iшiнде нақты аудандар", "оның ішінде нақты аудандар"),
    ("ЖЕРГIЛIКТI БЮДЖЕТ", "ЖЕРГІЛІКТІ БЮДЖЕТ"),
    ("көбейтпей) арттыру жөніндегі жұмысты жалғастыру.", "көбейтпей) арттыру жөніндегі жұмысты жалғастыру"),
]
UNIVERSITY_2024 = [
    ("Тұтынушылардың адалдық индекcін арттыру", "Тұтынушылардың адалдық индексін арттыру"),
    ("тиімділігін арттыру (ROI, ROMI және т. б.)", "тиімділігін арттыру (ROI, ROMI және т. б.)"),
    ("имиджін қалыптастыру және т. б.", "имиджін қалыптастыру және т. б."),
    ("Q1, Q2 Journal Citation Reports JCR", "Q1, Q2 Journal Citation Reports JCR"),
    (" ЖОО  ның\u00a0жалпы\nтабысы. ", "ЖОО ның жалпы табысы"),
]
MADE = [
    ("", ""),
    ("*", ""),
    ("...", ""),
    ("жалпы ауданы, м²", "жалпы ауданы, м²"),
    ("жалпы ауданы²", "жалпы ауданы"),
    ("насе\u00ad ления", "населения"),
    ("А. Ж. Аманов, Б. С.", "А. Ж. Аманов, Б. С."),
    ("iс-шаралар", "іс-шаралар"),
    ("iс", "іс"),
    ("Емдеу iсi, iрi мал", "Емдеу ісі, ірі мал"),
    ("IT-компания", "IT-компания"),
    ("EXPOмызға", "EXPOмызға"),
    ("PRдың", "PRдың"),
    ("Journаl", "Journal"),
    ("ХXI", "XXI"),
    ("Yкімет", "Yкімет"),
    ("и\u0306од", "йод"),
]


@pytest.mark.parametrize(("printed", "name"), MINISTRY_OF_HEALTH_2010 + ALMATY_2005 + UNIVERSITY_2024 + MADE)
def test_clean_name(printed: str, name: str) -> None:
    assert clean_name(printed) == name


def test_words_of_two_scripts_are_named_with_their_correction() -> None:
    assert mixed_script_words("индекcін, ROI және Journаl; PRдың") == (("индекcін", "индексін"), ("Journаl", "Journal"))
    assert mixed_script_words("Тұтынушылардың адалдық деңгейі, ROI") == ()


@pytest.mark.parametrize("example", [example for entry in NAME_ENDS for example in entry.examples])
def test_every_example_keeps_its_end(example: str) -> None:
    assert clean_name(example) == example
    assert not example[-1].isalpha()


@pytest.mark.parametrize("form", [form for entry in NAME_ENDS for form in entry.forms if form.count(".") < 2])
def test_forms_are_whole_words(form: str) -> None:
    assert keeps_its_end(f"5 {form}")
    assert not keeps_its_end(f"сөз{form}")


@given(PRINTED)
def test_a_clean_name_is_clean(printed: str) -> None:
    name = clean_name(printed)
    assert clean_name(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert name == " ".join(name.split())
    assert not name.endswith("*")
    assert mixed_script_words(name) == ()


@given(PRINTED)
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(fold_lookalikes(text)) == len(fold_in_place(text)) == len(text)
    assert fold_in_place(fold_in_place(text)) == fold_in_place(text)


@pytest.mark.parametrize("spellings", [("МИО", "MИO", "мио", "mиo"), ("May", "MAY", "may"), ("Board", "BOARD"), ("НИИ", "HИИ", "нии")])
def test_spellings_that_meet_in_look_ups(spellings: tuple[str, ...]) -> None:
    assert len({fold_in_place(spelling) for spelling in spellings}) == 1


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_place_in_the_folded_text_is_a_place_in_the_text(before: str, after: str) -> None:
    assert fold_in_place(before + "İ" + after)[len(before)] == fold_in_place("İ")
