"""jospar.normalize.words.language: texts and labels of real documents and their language."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar import normalize
from jospar.extract.words.vocabulary import read_vocabulary
from jospar.normalize.words.language import detect_language, word_language

LANGUAGES = read_vocabulary(Path(next(iter(normalize.__path__))) / "vocabulary" / "languages.yml")
KAZAKH = "Білім алушылар контингентін ұлғайту, оқу процесінің еңбек өнімділігін арттыру"
RUSSIAN = "Увеличение доли врачей в государственных организациях, повысивших квалификацию внутри страны"
ENGLISH = "Increase the number of students in the programmes of the university"


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ([KAZAKH], "kk"),
        (["Көрсеткiштiң аталуы", "Өлшем бiрлiгi", "Спорт клубтарының саны", "оларда шұғылданатын оқушылар саны"], "kk"),
        ([RUSSIAN], "ru"),
        (["Число университетских клиник", "ед.", "Увеличение доли международных патентов"], "ru"),
        ([ENGLISH], "en"),
        ([KAZAKH] * 8 + [RUSSIAN] * 2, "kk"),
        ([KAZAKH] * 2 + [RUSSIAN] * 8, "ru"),
        ([KAZAKH, "Journal Citation Reports JCR", "ROI, ROMI"], "kk"),
        ([RUSSIAN, "GMP", "ISO"], "ru"),
        ([], None),
        (["1 200", "-", "%"], None),
        (["индикатор"], None),
        (["Lorem ipsum dolor"], None),
    ],
)
def test_detect_language(texts: list[str], language: str | None) -> None:
    assert detect_language(texts) == language


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("өлщ.бірл.", "kk"),
        ("Өлшем бiрлiгi", "kk"),
        ("бiрлiгi", "kk"),
        ("2003ж есеп", "kk"),
        ("ед.изм.", "ru"),
        ("2024г.", "ru"),
        ("Ответственные исполнители", "ru"),
        ("Year", "en"),
        ("Өлшем бірлігі / Ед. изм.", None),
        ("2028.", None),
        ("%", None),
        ("", None),
    ],
)
def test_word_language(label: str, language: str | None) -> None:
    assert word_language(label) == language


@pytest.mark.parametrize(("example", "code"), [(example, entry.code) for entry in LANGUAGES for example in entry.examples])
def test_every_example_is_of_its_language(example: str, code: str) -> None:
    assert word_language(example) == code


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_has_a_language_or_none(texts: list[str]) -> None:
    assert detect_language(texts) in {"kk", "ru", "en", None}
    assert {word_language(text) for text in texts} <= {"kk", "ru", "en", None}


@given(st.permutations([KAZAKH, RUSSIAN, ENGLISH, "100 адам", "ед."]))
def test_the_order_of_texts_does_not_matter(texts: list[str]) -> None:
    assert detect_language(texts) == detect_language(sorted(texts))
