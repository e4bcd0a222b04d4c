"""Cells by where they were seen: ktu, moh and almaty as in test_units; made = made for the rule."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jospar.normalize.catalogue import CATALOGUE, Unreadable
from jospar.normalize.phrases.numbers import CellReading, Quantity, parse_cell, parse_number
from jospar.normalize.records import Bound, Status
from jospar.normalize.words.lookup import vocabulary

NUMBERS = {
    "9 976": "9976",
    "1 146 612": "1146612",
    "6 591 606,25": "6591606.25",
    "12\u00a0480\u00a0551": "12480551",
    "1\u202f234\u2009567": "1234567",
    "1200": "1200",
    "0,086": "0.086",
    "0.086": "0.086",
    "1.5": "1.5",
    "12.25": "12.25",
    "1.2345": "1.2345",
    "-5": "-5",
    "−5": "-5",
    "–5": "-5",
    "0": "0",
    "-0,0": "0.0",
    "999999999999999999,999999": "999999999999999999.999999",
    "1,250,000": "1250000",
    "1,234.5": "1234.5",
    "12.345.678": "12345678",
    "1.234,50": "1234.50",
    "\u20115": "-5",
    "\u20125,5": "-5.5",
    "\u22121\u2007234": "-1234",
    "\ufe635": "-5",
    "\uff0d5": "-5",
    "12\u2003480\u2008551": "12480551",
    "1\u3000234": "1234",
}
REFUSED = {
    "1.234": "number_point",
    "12.345": "number_point",
    "1234.567": "number_point",
    "1 234.567": "number_point",
    "1 234.567,8": "number_unreadable",
    "1,25,000": "number_unreadable",
    "1,250,00": "number_unreadable",
    "1,250,000,5": "number_unreadable",
    "1,250.000.5": "number_unreadable",
    "1,2,3": "number_unreadable",
    "5 0 0": "number_grouping",
    "5 00": "number_grouping",
    "10 00": "number_grouping",
    "0 500": "number_grouping",
    "1 234 56": "number_grouping",
    "23 95": "numbers_slid_together",
    "98,0 98,5 99": "numbers_slid_together",
    "100 98": "numbers_slid_together",
    "12 345,6 12 400,1": "numbers_slid_together",
    "5; 6": "numbers_slid_together",
    "96\n97": "numbers_slid_together",
    "1234567890123456789": "number_too_long",
    "0,1234567": "number_too_long",
    "05": "number_unreadable",
    "٣": "number_unreadable",
    "५": "number_unreadable",
    "--5": "number_unreadable",
    "- 5": "number_unreadable",
    "—5": "number_unreadable",
    "++5": "number_unreadable",
    "1e5": "number_unreadable",
    "5 адам": "number_unreadable",
    "жиырма": "number_unreadable",
    "": "number_unreadable",
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers(text: str, value: str) -> None:
    found = parse_number(text)
    assert (found, str(found)) == (Decimal(value), value)


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_refused_numbers(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_number(text)
    assert refusal.value.code == code


def _one(value: str, upper: str | None = None, bound: Bound = Bound.EXACT) -> tuple[Quantity, ...]:
    return (Quantity(Decimal(value), Decimal(upper) if upper else None, bound),)


READ = [
    ("9 976", _one("9976"), ""),
    ("1,75", _one("1.75"), ""),
    ("100 %", _one("100"), "%"),
    ("31,0- 38,0", _one("31.0", "38.0", Bound.RANGE), ""),
    ("31,0-38,0", _one("31.0", "38.0", Bound.RANGE), ""),
    ("0,08- 0,1", _one("0.08", "0.1", Bound.RANGE), ""),
    ("0,08–0,1", _one("0.08", "0.1", Bound.RANGE), ""),
    ("5 – 10 %", _one("5", "10", Bound.RANGE), "%"),
    ("5%-10%", _one("5", "10", Bound.RANGE), "%"),
    ("-5--3", _one("-5", "-3", Bound.RANGE), ""),
    ("1 234-5 678", _one("1234", "5678", Bound.RANGE), ""),
    ("69,8/ 76,3", (*_one("69.8"), *_one("76.3")), ""),
    ("3503/ 1056", (*_one("3503"), *_one("1056")), ""),
    ("на 6,9", _one("6.9"), ""),
    ("1,75-ке", _one("1.75"), ""),
    ("2029-ға", _one("2029"), ""),
    ("кемінде 5", _one("5", bound=Bound.AT_LEAST), ""),
    ("не менее 80", _one("80", bound=Bound.AT_LEAST), ""),
    ("5-тен кем емес", _one("5", bound=Bound.AT_LEAST), ""),
    ("80 %-дан кем емес", _one("80", bound=Bound.AT_LEAST), "%-дан"),
    ("≥ 85", _one("85", bound=Bound.AT_LEAST), ""),
    ("≤5", _one("5", bound=Bound.AT_MOST), ""),
    ("около 100", _one("100", bound=Bound.ABOUT), ""),
    ("12,5*", _one("12.5"), ""),
    ("12,5 **", _one("12.5"), ""),
    ("12,5* %", _one("12.5"), "%"),
    ("12,5¹", _one("12.5"), ""),
    ("10 адам", _one("10"), "адам"),
    ("5 млн. теңге", _one("5"), "млн. теңге"),
    ("5 м2", _one("5"), "м2"),
    ("5 жыл", _one("5"), "жыл"),
    ("10+", _one("10", bound=Bound.AT_LEAST), ""),
    ("50%+", _one("50", bound=Bound.AT_LEAST), "%"),
    ("от 10", _one("10", bound=Bound.AT_LEAST), ""),
    ("50 и выше", _one("50", bound=Bound.AT_LEAST), ""),
    ("50 % и более", _one("50", bound=Bound.AT_LEAST), "%"),
    ("50 және одан жоғары", _one("50", bound=Bound.AT_LEAST), ""),
    ("10-нан аса", _one("10", bound=Bound.AT_LEAST), ""),
    ("10-нан көп", _one("10", bound=Bound.AT_LEAST), ""),
    ("не < 50", _one("50", bound=Bound.AT_LEAST), ""),
    ("топ-10", _one("10", bound=Bound.AT_MOST), "место"),
    ("ТОП 500", _one("500", bound=Bound.AT_MOST), "место"),
    ("Top-200", _one("200", bound=Bound.AT_MOST), "место"),
    ("в 2 раза", _one("2"), "раза"),
    ("в 1,5–2 раза", _one("1.5", "2", Bound.RANGE), "раза"),
    ("2 есе", _one("2"), "есе"),
    ("1,5 есеге", _one("1.5"), "есеге"),
    ("10\u201215", _one("10", "15", Bound.RANGE), ""),
    ("+5 %", _one("5"), "%"),
    ("12¹⁾", _one("12"), ""),
]
REFUSED_CELLS = {
    **REFUSED,
    "5 адам": None,
    "": None,
    "- 5": "number_sign",
    "—5": "number_sign",
    "38,0-31,0": "range_reversed",
    "5--3": "range_reversed",
    "5 -10": "numbers_slid_together",
    "5 6 %": "numbers_slid_together",
    "1 234 56 %": "number_grouping",
    "5-": "number_sign",
    "3,5\u2212": "number_sign",
    "минус 5": "number_sign",
    "(12,5)": "number_sign",
    "(12,5 %)": "number_sign",
    "(-5)": "number_unreadable",
    "(5-10)": "number_unreadable",
    "+-5": "number_unreadable",
    "в 5": "number_unreadable",
    "в 2 %": "number_unreadable",
    "топ-10 %": "number_unreadable",
    "±5": "number_unreadable",
    "12 а": "number_unreadable",
    "1.1.2": "number_unreadable",
    "12.05.2024": "number_unreadable",
    "12-05-2024": "number_unreadable",
    "2024 г.": "number_unreadable",
    "2024ж": "number_unreadable",
    "2024-2029": "number_unreadable",
    "2023/2024": "number_unreadable",
    "5/6/7": "number_unreadable",
    "5-6-7": "number_unreadable",
    "не менее 5-10": "number_unreadable",
    "не менее кемінде 5": "number_unreadable",
    "10²": "number_unreadable",
    "(5)": "number_sign",
    "5 (6)": "number_unreadable",
    "5.": "number_unreadable",
    "5, адам": "number_unreadable",
    "5-ші": "number_unreadable",
    "№ 5": "number_unreadable",
    "5%-10 адам": "number_unreadable",
}


@pytest.mark.parametrize(("text", "quantities", "unit_text"), READ)
def test_cells(text: str, quantities: tuple[Quantity, ...], unit_text: str) -> None:
    assert parse_cell(text) == CellReading(Status.REPORTED, quantities, unit_text)


@pytest.mark.parametrize(("text", "code"), [(text, code) for text, code in REFUSED_CELLS.items() if code])
def test_refused_cells(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_cell(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["-", "–", "—", "х", "Х", "x", "X", "…", "н/д", "Н/Д", " - ", *vocabulary("missing")[0].examples])
def test_missing_marks(text: str) -> None:
    assert parse_cell(text) == CellReading(Status.DASH)


@pytest.mark.parametrize("text", ["до 15", "15-ке дейін", "до 15 %"])
def test_a_number_that_something_leads_up_to(text: str) -> None:
    reading = parse_cell(text)
    assert (reading.quantities, reading.up_to) == (_one("15"), True)


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_blank(text: str) -> None:
    assert parse_cell(text) == CellReading(Status.BLANK)


values = st.decimals(min_value=0, max_value=Decimal(10) ** 18 - 1, places=6, allow_nan=False, allow_infinity=False)


@given(values, st.integers(0, 6), st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009"]), st.booleans())
def test_a_printed_number_reads_as_itself(value: Decimal, places: int, space: str, minus: bool) -> None:
    digits = f"{value:.6f}"
    whole, fraction = digits.split(".")
    text = ("-" if minus else "") + f"{int(whole):,}".replace(",", space) + ("," + fraction[:places] if places else "")
    assert parse_number(text) == Decimal(text.replace(space, "").replace(",", ".") if space else text.replace(",", "."))


@given(st.integers(1, 999), st.integers(0, 99999))
def test_digits_parted_by_a_space_are_never_joined_unless_grouped_by_three(left: int, right: int) -> None:
    assume(len(str(right)) != 3)
    with pytest.raises(Unreadable):
        parse_cell(f"{left} {right}")


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–/%*адмкен≥()\u00a0¹"), max_size=14) | st.text(max_size=20))
def test_any_cell_is_read_or_refused_by_a_known_code(text: str) -> None:
    try:
        reading = parse_cell(text)
    except Unreadable as refusal:
        assert refusal.code in CATALOGUE
        return
    assert bool(reading.quantities) == (reading.status is Status.REPORTED)
    for quantity in reading.quantities:
        assert (quantity.upper is None) == (quantity.bound is not Bound.RANGE)
        assert quantity.upper is None or quantity.value <= quantity.upper
    # No digit that stands in the cell is lost or moved, and none is added: raised figures are marks, `м2` is a unit.
    printed = re.sub(r"[^0-9]", "", text)
    read = "".join(re.sub(r"[^0-9]", "", f"{quantity.value}{quantity.upper or ''}") for quantity in reading.quantities)
    assert printed == read or reading.unit_text
