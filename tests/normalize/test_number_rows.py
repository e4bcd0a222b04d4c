"""Rows of numbers: what the others of the row, its name and its unit say of a print with two readings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.number_rows import NumberContext, Reading, parse_row, prints_thousandths
from jospar.normalize.phrases.numbers import CellReading
from jospar.normalize.phrases.signs import Sign

SIGNED, COUNTS, THOUSANDTHS = NumberContext(signed=True), NumberContext(counts=True), NumberContext(thousandths=True)


def _said(reading: Reading) -> str:
    if isinstance(reading, Unreadable):
        return reading.code
    return "/".join(f"{quantity.value}" for quantity in reading.quantities) or str(reading.status)


@pytest.mark.parametrize(
    ("cells", "context", "said"),
    [
        (["(12,5)", "3,5-", "4"], SIGNED, ["-12.5", "-3.5", "4"]),
        (["(12,5)", "10", "12"], NumberContext(), ["number_sign", "10", "12"]),
        (["-4", "(12,5)", "– 5"], NumberContext(), ["-4", "-12.5", "-5"]),
        (["(1 250)", "(980)"], NumberContext(), ["number_sign", "number_sign"]),
        (["минус 5", "минус 3 %"], SIGNED, ["-5", "-3"]),
        (["1,234", "100,000", "1,250,000"], NumberContext(), ["number_comma", "number_comma", "1250000"]),
        (["1,250,000", "1 234,5"], NumberContext(), ["1250000", "1234.5"]),
        (["1,234", "1,5"], NumberContext(), ["1.234", "1.5"]),
        (["1,234", "1,5"], COUNTS, ["number_comma", "1.5"]),
        (["3,150", "3,290"], NumberContext(), ["number_comma", "number_comma"]),
        (["не менее 1,250", "1,250-1,500", "до 1,250"], NumberContext(), ["number_comma"] * 3),
        (["10 -", "3,5 %-", "4"], SIGNED, ["number_unreadable", "-3.5", "4"]),
        (["3,150", "3,290"], THOUSANDTHS, ["3.150", "3.290"]),
        (["3,150", "3,290"], NumberContext(counts=True, thousandths=True), ["number_comma", "number_comma"]),
        (["3,150 тыс.", "0,086"], NumberContext(counts=True, thousandths=True), ["3.150", "0.086"]),
        (["0,125", "0,250"], NumberContext(), ["0.125", "0.250"]),
        (["1 234,567", "12 345,678"], NumberContext(), ["1234.567", "12345.678"]),
        (["9 35O", "9 410", "9 520"], COUNTS, ["letter_for_digit", "9410", "9520"]),
        (["l2", "З5", "12"], NumberContext(), ["letter_for_digit", "letter_for_digit", "12"]),
        (["12.05", "15", "17"], COUNTS, ["number_unreadable", "15", "17"]),
        (["12.05", "15.5"], NumberContext(), ["12.05", "15.5"]),
        (["12.05.2024", "2024", "5"], NumberContext(), ["number_unreadable", "number_unreadable", "5"]),
        (["3/4", "5", "6"], NumberContext(), ["number_unreadable", "5", "6"]),
        (["5/ 7", "5", "6"], NumberContext(), ["5/7", "5", "6"]),
        (["3/4", "4/5"], NumberContext(), ["3/4", "4/5"]),
    ],
)
def test_rows(cells: list[str], context: NumberContext, said: list[str]) -> None:
    assert [_said(reading) for reading in parse_row(cells, context)] == said


@pytest.mark.parametrize(
    ("text", "digits"),
    [("9 35O", "9 350"), ("1о,5", "10,5"), ("l2", "12"), ("І2 %", "12 %"), ("З5", "35"), ("1б0", "160"), ("S0", "50")],
)
def test_a_typed_letter_suggests_the_number(text: str, digits: str) -> None:
    (reading,) = parse_row([text])
    assert isinstance(reading, Unreadable)
    assert (reading.code, reading.suggestion) == ("letter_for_digit", digits)


@pytest.mark.parametrize("text", ["12 а", "lO", "5 ғ", "Q1", "5G", "Об1", "№ З5"])
def test_words_beside_a_number_suggest_none(text: str) -> None:
    (reading,) = parse_row([text])
    assert isinstance(reading, Unreadable)
    assert reading.code == "number_unreadable"


def test_a_doubtful_minus_suggests_the_number() -> None:
    (reading,) = parse_row(["(12,50)"])
    assert isinstance(reading, Unreadable)
    assert reading.suggestion == "-12.5"


@pytest.mark.parametrize(("context", "sign"), [(NumberContext(), Sign.PLUS), (SIGNED, Sign.NONE)])
def test_a_plus_tells_of_a_change_unless_the_row_is_one_of_changes(context: NumberContext, sign: Sign) -> None:
    (reading,) = parse_row(["+5 %"], context)
    assert isinstance(reading, CellReading)
    assert (reading.sign, reading.quantities[0].value) == (sign, Decimal(5))


@pytest.mark.parametrize(
    ("texts", "printed"),
    [
        (["1 234,567", "12,345"], True),
        (["0,086"], True),
        (["12,345"], False),
        (["0,086", "1,250,000"], False),
        (["0,086", "1,250.5"], False),
        (["2024,100"], True),
        (["5,1234"], False),
    ],
)
def test_thousandths_of_a_document(texts: list[str], printed: bool) -> None:
    assert prints_thousandths(texts) is printed


def test_groups_beside_numbers_that_slid_together() -> None:
    row = parse_row(["94 111", "96 97", "94 92", "92 87", "89 82", "86 77"])
    assert [cell.code for cell in row if isinstance(cell, Unreadable)] == ["numbers_slid_together"] * 6


def test_a_row_keeps_what_is_certain() -> None:
    row = parse_row(["9 976", "5 0 0", "-", "85", ""])
    assert [cell.code if isinstance(cell, Unreadable) else str(cell.status) for cell in row] == [
        "reported", "number_grouping", "dash", "reported", "blank",
    ]  # fmt: skip
    slid = parse_row(["87", "23 95", "9976", "100 105 %"])
    assert [isinstance(cell, Unreadable) for cell in slid] == [False, True, False, True]


@given(st.lists(st.sampled_from(["9 976", "23 95", "94 111", "5", "-", "98,0 98,5", "1 146 612,5"]), max_size=6))
def test_no_group_of_three_is_read_beside_numbers_that_slid(texts: list[str]) -> None:
    row = parse_row(texts)
    slid = any(text in ("23 95", "98,0 98,5") for text in texts)
    for text, cell in zip(texts, row, strict=True):
        assert isinstance(cell, Unreadable) == (text in ("23 95", "98,0 98,5") or (slid and " " in text))
