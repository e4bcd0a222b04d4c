"""The marks that lead to notes are no part of what they stand at: a number, a year, a unit, a name."""

from __future__ import annotations

import pytest

from jospar.extract.columns.header import cell_kind
from jospar.extract.words.note_marks import without_last_mark, without_note_marks
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.numbers import parse_cell
from jospar.normalize.phrases.units import find_unit
from jospar.normalize.words.names import clean_name

MARKS = ["¹", "¹²", "¹,²", "¹⁻³", "¹⁾", "⁽¹⁾", "⁽а⁾", " ¹", "†"]


@pytest.mark.parametrize("mark", [*MARKS, "₄", "*"])
def test_at_a_number(mark: str) -> None:
    assert [str(quantity.value) for quantity in parse_cell(f"41{mark}").quantities] == ["41"]
    assert [str(quantity.value) for quantity in parse_cell(f"-3 290,5{mark}").quantities] == ["-3290.5"]


@pytest.mark.parametrize("mark", ["¹", "¹,²", "¹⁾ "])
def test_in_front_of_a_number(mark: str) -> None:
    assert [str(quantity.value) for quantity in parse_cell(f"{mark}41").quantities] == ["41"]


@pytest.mark.parametrize("text", ["10²", "10⁻³", "5·10⁶", "46¹/₂", "¹"])
def test_powers_and_fractions_have_none(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_cell(text)


@pytest.mark.parametrize("mark", [*MARKS, "*"])
def test_at_a_year(mark: str) -> None:
    assert cell_kind(f"2025{mark}") == cell_kind(f"2025 ж.{mark}") == "year"


@pytest.mark.parametrize("mark", MARKS)
def test_within_a_year(mark: str) -> None:
    assert cell_kind(f"2025{mark} год") == "year"


@pytest.mark.parametrize("mark", [*MARKS, "*"])
@pytest.mark.parametrize(("label", "code"), [("чел.", "person"), ("%", "percent"), ("мың теңге", "KZT")])
def test_at_a_unit(label: str, code: str, mark: str) -> None:
    unit = find_unit(f"{label}{mark}")
    assert unit is not None and unit.code == code


@pytest.mark.parametrize(("label", "code"), [("м²", "m2"), ("м²*", "m2"), ("м² ¹", "m2")])
def test_powers_of_a_unit_are_no_marks(label: str, code: str) -> None:
    unit = find_unit(label)
    assert unit is not None and unit.code == code


@pytest.mark.parametrize("mark", [*MARKS, "*"])
def test_at_a_name(mark: str) -> None:
    assert clean_name(f"ПОҚ үлесі{mark}") == "ПОҚ үлесі"


@pytest.mark.parametrize("name", ["выбросы CO₂", "көлемі, м²"])
def test_figures_that_belong_to_a_name(name: str) -> None:
    assert clean_name(name) == name


RUNS = [("41", "¹ "), ("", "¹ "), ("", "⁽а⁾"), ("a", " *"), ("41", "*⁾"), ("a", " "), ("", "⁽")]


def _is_refused(text: str) -> bool:
    try:
        parse_cell(text)
    except Unreadable:
        return True
    return False


@pytest.mark.parametrize(("before", "mark"), RUNS)
def test_a_long_run_of_marks_is_read_as_a_short_one(before: str, mark: str) -> None:
    short, long = (f"{before}{mark * times}x" for times in (20, 3000))
    assert _is_refused(long) == _is_refused(short)
    assert (find_unit(long), cell_kind(long)) == (find_unit(short), cell_kind(short))
    for without in (clean_name, without_note_marks, without_last_mark):
        assert without(long)[-1:] == without(short)[-1:]
