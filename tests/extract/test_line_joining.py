"""Lines that the width of a cell made are joined again, whatever the width; and nothing is changed in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.readers.line_joining import PrintedLine, PrintedWords, join_lines
from jospar.extract.words.common_words import common_entries, common_words
from jospar.extract.words.vocabulary import VocabularyEntry
from tests.generator.layouts import Hyphens
from tests.generator.typeset import wrap

# The width of a character, and the height of the type.
CHAR, HEIGHT = 5.0, 10.0
VOCABULARY = """
    университет білім беру бағдарламаларының сапасын арттыру және қаржылық тұрақтылығын қамтамасыз ету ғылыми зерттеулердің үлесі
    халықаралық рейтингтегі орны бойынша профессорлар оқытушылар құрамының біліктілігін көтеру студенттердің саны адам теңге
    обеспечение финансовой устойчивости повышение качества образовательных программ доля научных исследований международных
""".split()  # noqa: SIM905
NOTHING_KNOWN, KNOWN = PrintedWords([]), PrintedWords([], known=VOCABULARY)


def printed(text: str) -> PrintedLine:
    words = text.split()
    return PrintedLine(text, CHAR * len(text), CHAR * len(words[0]), CHAR * len(words[-1]), CHAR, HEIGHT)


def joined(*lines: str, chars: float, words: PrintedWords = NOTHING_KNOWN) -> tuple[str, tuple[str, ...]]:
    """Lines joined in a cell that is so many characters wide."""
    return join_lines([printed(line) for line in lines], CHAR * chars, words)


def wrapped(text: str, chars: int, hyphens: Hyphens = Hyphens.NONE) -> list[str]:
    return wrap(text, chars, len, hyphens)


sentences = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)
numbers = st.integers(0, 10**12).map(lambda number: f"{number:,}".replace(",", " "))
# Raised figures have a test of their own.
anything = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z", "No"))).map(str.strip).filter(bool)


# ---- words ---------------------------------------------------------------------------------------------------------------------------


@given(sentences, st.integers(24, 80))
def test_lines_broken_between_words(text: str, chars: int) -> None:
    assert joined(*wrapped(text, chars), chars=chars) == (text, ())


@given(sentences, st.integers(6, 80))
def test_words_that_the_document_knows_are_made_whole(text: str, chars: int) -> None:
    assert joined(*wrapped(text, chars), chars=chars, words=KNOWN)[0] == text


@given(sentences, st.integers(12, 60))
def test_hyphens_that_break_words_go_where_the_document_knows_the_word(text: str, chars: int) -> None:
    assert joined(*wrapped(text, chars, Hyphens.PRINTED), chars=chars, words=KNOWN)[0] == text


@pytest.mark.parametrize("chars", range(9, 30))
def test_hyphens_of_the_words_themselves_stay(chars: int) -> None:
    text = "оқу-әдістемелік құралдар мен профессор-оқытушылар құрамы"
    known = PrintedWords([], known=[*text.split(), "оқу", "профессор"])
    assert joined(*wrapped(text, chars), chars=chars, words=known)[0] == text


@pytest.mark.parametrize(
    ("lines", "chars", "text"),
    [
        (["бағдарлама", "лары"], 10, "бағдарламалары"),
        (["бағдарлама", "лары"], 18, "бағдарлама\nлары"),
        (["өлш.бір", "лік"], 7, "өлш.бірлік"),
        (["2024-", "2029"], 5, "2024-2029"),
        (["саны/", "үлесі"], 6, "саны/үлесі"),
        (["үлесі", "(%)"], 6, "үлесі (%)"),
        (["оқу орны -", "Қазақстан"], 11, "оқу орны - Қазақстан"),
        (["ғылым", ", білім"], 8, "ғылым , білім"),
        (["адам"], 4, "адам"),
    ],
)
def test_joints(lines: list[str], chars: int, text: str) -> None:
    known = PrintedWords([], known=["бағдарламалары", "өлшем", "бірлік", "бірлігі"])
    assert joined(*lines, chars=chars, words=known)[0] == text


@pytest.mark.parametrize("example", [example for entry in common_entries() for example in entry.examples])
def test_common_words_end_where_a_column_breaks_beside_them(example: str) -> None:
    """As in the narrowest column that holds each word, for words that the document prints nowhere else."""
    lines = example.split()
    assert joined(*lines, chars=max(map(len, lines)), words=PrintedWords([], known=common_words()))[0] == example


@pytest.mark.parametrize("entry", common_entries(), ids=lambda entry: entry.source)
def test_common_words_have_examples(entry: VocabularyEntry) -> None:
    assert any(form in example.split() for form in entry.forms for example in entry.examples)


def test_a_letter_that_a_break_leaves_over_is_no_word() -> None:
    known = PrintedWords([], known=["саны", "сан", "ы"])
    assert joined("сан", "ы", chars=3.5, words=known) == ("саны", ())


def test_a_hyphen_on_a_line_of_its_own_joins() -> None:
    assert joined("серіктес", "-", "қала", chars=8)[0] == "серіктес-қала"


def test_the_parts_of_a_word_with_a_hyphen_are_words() -> None:
    known = PrintedWords([([printed("әлеуметтік-тәрбие")], 200)])
    assert joined("патриоттық", "тәрбие", chars=10.2, words=known)[0] == "патриоттық тәрбие"


def test_no_lines_are_no_text() -> None:
    assert join_lines([], 50, NOTHING_KNOWN) == ("", ())


def test_a_break_within_a_word_that_nobody_knows_is_told() -> None:
    text, doubtful = joined("қыркүйекта", "ғаныңдағы", chars=10)
    assert text in ("қыркүйектағаныңдағы", "қыркүйекта ғаныңдағы")
    assert doubtful == ("қыркүйекта|ғаныңдағы",)


# ---- figures -------------------------------------------------------------------------------------------------------------------------


@given(numbers, st.integers(5, 20))
def test_numbers_broken_between_their_groups(text: str, chars: int) -> None:
    assert joined(*wrapped(text, chars), chars=chars) == (text, ())


@pytest.mark.parametrize(("first", "chars"), [("10", 3), ("100", 4)])
def test_numbers_broken_between_groups_that_fill_their_lines(first: str, chars: int) -> None:
    assert joined(first, "000", "000", chars=chars) == (f"{first} 000 000", ())


def test_numbers_broken_within_their_groups() -> None:
    assert joined("10", "0", "00", "0", chars=2) in [("100 000", ()), ("10\n0\n00\n0", ())]


@given(numbers, st.integers(3, 20))
def test_a_number_is_given_back_or_its_line_ends_or_doubts_are(text: str, chars: int) -> None:
    found, doubtful = joined(*wrapped(text, chars), chars=chars)
    assert found == text or doubtful or "\n" in found


@given(st.lists(st.integers(1, 99), min_size=2, max_size=4))
def test_numbers_that_the_writer_set_below_each_other_stay_apart(values: list[int]) -> None:
    lines = [str(value) for value in values]
    assert joined(*lines, chars=12) == ("\n".join(lines), ())


@given(st.decimals(0, 10**6, places=2).map(lambda value: str(value).replace(".", ",")), st.integers(2, 12))
def test_decimals_are_given_back_or_their_line_ends_or_doubts_are(text: str, chars: int) -> None:
    found, doubtful = joined(*wrapped(text, chars), chars=chars)
    assert found.replace(" ", "") == text or doubtful or "\n" in found


def test_a_raised_figure_at_the_end_of_a_full_line() -> None:
    assert joined("м²", "150", chars=2)[0].split() == ["м²", "150"]


# ---- anything ------------------------------------------------------------------------------------------------------------------------


def signs(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@given(st.lists(anything, max_size=6), st.floats(0, 40), st.booleans())
def test_letters_and_digits_are_those_of_the_lines_in_order(lines: list[str], chars: float, known: bool) -> None:
    text, _ = joined(*lines, chars=chars, words=KNOWN if known else NOTHING_KNOWN)
    assert signs(text) == signs("".join(lines))


@given(st.lists(anything, max_size=6), st.floats(0, 40))
def test_no_sign_goes_but_a_hyphen_at_the_end_of_a_line(lines: list[str], chars: float) -> None:
    text, _ = joined(*lines, chars=chars)
    whole = "".join(lines)
    assert "".join(text.split()).replace("-", "") == "".join(whole.split()).replace("-", "")
    assert 0 <= whole.count("-") - text.count("-") < max(len(lines), 1)


@given(st.lists(sentences, max_size=5), st.integers(6, 40))
def test_a_document_knows_only_words_that_it_prints(texts: list[str], chars: int) -> None:
    words = PrintedWords([([printed(line) for line in wrapped(text, chars)], CHAR * chars) for text in texts])
    assert {word for word in VOCABULARY if words.has(word)} <= {word for text in texts for word in text.split()}
