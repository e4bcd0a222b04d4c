import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.folding import fold_letters
from jospar.normalize.words.endings import case_of, stems
from jospar.normalize.words.lookup import vocabulary, words


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ново- рож- денных", ("новорожденных",)),
        ("койко-дней", ("койкодней",)),
        ("% от числа орга- низа- ций", ("%", "от", "числа", "организаций")),
        ("тыс.тенге", ("тыс", "тенге")),
        ("на 100 000 насе- ления", ("на", "100000", "населения")),
        ("на 100\u00a0000 населения", ("на", "100000", "населения")),
        ("тг/сағ.", ("тг", "/", "сағ")),
        ("%, от предыдущего года", ("%", "от", "предыдущего", "года")),
        ("м²", ("м2",)),
        ("Сaны", ("саны",)),  # Latin a
        ("чел - час", ("чел", "-", "час")),
    ],
)
def test_words(printed: str, expected: tuple[str, ...]) -> None:
    assert words(printed) == expected


def test_look_alike_letters_are_one_letter() -> None:
    assert fold_letters("бiрлiк") == fold_letters("БІРЛІК") == "бірлік"


@given(st.text())
def test_folding_keeps_places(text: str) -> None:
    assert len(fold_letters(text)) == len(text)


@given(st.text())
def test_words_have_no_spaces_and_fold_once(text: str) -> None:
    found = words(text)
    assert all(word == word.strip() and word for word in found)


@given(st.text(alphabet="абдентнрлысыіға", max_size=12))
def test_stems_are_beginnings_of_the_word(word: str) -> None:
    assert all(word.startswith(stem) and 2 <= len(stem) < len(word) for stem in stems(word))


def test_examples_of_case_endings() -> None:
    for entry in vocabulary("case_endings"):
        for example in entry.examples:
            assert case_of(words(example)[-1]) == entry.code, example
