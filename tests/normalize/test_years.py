import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.years import YearLabel, parse_year
from jospar.normalize.words.lookup import vocabulary

READ = {
    "2024ж.": (2024, True, False),
    "2024 ж": (2024, True, False),
    "2024г.": (2024, True, False),
    "2008 г.": (2008, True, False),
    "2024 год": (2024, True, False),
    "2024 жыл": (2024, True, False),
    "2000": (2000, False, False),
    "2028.": (2028, False, False),
    "2003ж есеп": (2003, True, False),
    "2004ж бағалау": (2004, True, False),
    "план 2024 г.": (2024, True, False),
    "Жоспар (2024 жыл)": (2024, True, False),
    "2023 (факт)": (2023, False, False),
    "2024 ж.*": (2024, True, False),
    "2010/2011 оқу жылы": (2010, True, True),
    "2010-2011 учебный год": (2010, True, True),
    "2010/11 уч. год": (2010, True, True),
    "1999 – 2000 оқу жылы": (1999, True, True),
}
REFUSED = [
    "2005ж 2004 жылға %", "2007 ж. 2004 жылға %", "2004 жылға %", "2024-2029", "2024–2029 жж.", "2010/2012", "2010-2011",
    "2010-2012 оқу жылы",
    "1899 ж.", "2101", "2024ж. 5", "2 024", "02024", "20245", "x2024", "до 2029 года", "2029 жылға дейін", "есеп", "", "٢٠٢٤",
]  # fmt: skip


@pytest.mark.parametrize(("label", "expected"), READ.items())
def test_years(label: str, expected: tuple[int, bool, bool]) -> None:
    assert parse_year(label) == YearLabel(*expected)


@pytest.mark.parametrize("label", REFUSED)
def test_refused(label: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_year(label)
    assert refusal.value.code == "year_unreadable"


def test_examples() -> None:
    for entry in vocabulary("years"):
        for example in entry.examples:
            if entry.code in ("reference", "before", "span"):
                with pytest.raises(Unreadable):
                    parse_year(example)
            else:
                label = parse_year(example)
                assert (label.marked, label.academic) == (True, entry.code == "academic")


@given(st.integers(0, 9999), st.sampled_from(["", "ж.", " ж", " жыл", "г.", " год"]))
def test_every_year_from_1900_to_2100_and_no_other(year: int, mark: str) -> None:
    label = f"{year}{mark}"
    if 1900 <= year <= 2100:
        assert parse_year(label) == YearLabel(year, bool(mark), False)
    else:
        with pytest.raises(Unreadable):
            parse_year(label)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert 1900 <= parse_year(text).year <= 2100
    except Unreadable as refusal:
        assert refusal.code == "year_unreadable"
