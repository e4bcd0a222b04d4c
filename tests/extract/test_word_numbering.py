"""The numbers that lists print and no run holds."""

from __future__ import annotations

import pytest

from jospar.extract.readers.word.number_formats import format_number
from tests.support.word import item, levels, numbering, p, tbl, tc, texts, tr

THREE = levels(("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3."))


def numbers(body: str, **others: str) -> list[str]:
    """What stands before each text."""
    return [str(text).rpartition("x")[0] for text in texts(body, **others)]


def test_levels_count_below_each_other() -> None:
    body = item("x") + item("x", level=1) + item("x", level=2) + item("x", level=2) + item("x", level=1) + item("x") + item("x", level=1)
    assert numbers(body, numbering=numbering(THREE)) == ["1. ", "1.1. ", "1.1.1. ", "1.1.2. ", "1.2. ", "2. ", "2.1. "]


def test_text_between_items_does_not_end_a_list() -> None:
    assert numbers(item("x") + p("мәтін") + item("x"), numbering=numbering(THREE)) == ["1. ", "", "2. "]


def test_an_upper_level_that_no_item_has_begun() -> None:
    assert numbers(item("x", level=1) + item("x", level=1) + item("x"), numbering=numbering(THREE)) == ["1.1. ", "1.2. ", "2. "]


@pytest.mark.parametrize(("restart", "expected"), [("0", ["1. ", "1.1. ", "2. ", "2.2. "]), ("1", ["1. ", "1.1. ", "2. ", "2.1. "])])
def test_whether_a_level_begins_anew(restart: str, expected: list[str]) -> None:
    definition = levels(("decimal", "%1."), ("decimal", "%1.%2."), more=f'<w:lvlRestart w:val="{restart}"/>')
    assert numbers((item("x") + item("x", level=1)) * 2, numbering=numbering(definition)) == expected


NUM = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
FIVE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


def test_lists_of_one_definition_count_on() -> None:
    nums = NUM.format(1, "") + NUM.format(2, "")
    assert numbers(item("x") + item("x", 2) + item("x"), numbering=numbering(THREE, nums)) == ["1. ", "2. ", "3. "]


def test_a_list_that_begins_with_a_number_of_its_own() -> None:
    nums = NUM.format(1, "") + NUM.format(2, FIVE)
    body = item("x") + item("x") + item("x", 2) + item("x", 2) + item("x", 2, 1) + item("x")
    assert numbers(body, numbering=numbering(THREE, nums)) == ["1. ", "2. ", "5. ", "6. ", "6.1. ", "7. "]


def test_a_list_with_a_level_of_its_own() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl>'
    own = f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>'
    assert numbers(item("x") + item("x"), numbering=numbering(THREE, NUM.format(1, own))) == ["III) ", "IV) "]


@pytest.mark.parametrize(
    ("level", "number"),
    [
        ('<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1."/>', "1."),
        ('<w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1)"/>', "1) "),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="Міндет %1."/>', "Міндет 1. "),
        ('<w:numFmt w:val="russianLower"/><w:lvlText w:val="%1)"/>', "а) "),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/>', ""),
        ('<w:numFmt w:val="none"/><w:lvlText w:val="%1"/>', ""),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val=""/>', ""),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr>', ""),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/>', "1.. "),
        (
            '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001"/></mc:Choice>'
            '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/>',
            "01. ",
        ),
    ],
)  # fmt: skip
def test_how_a_number_is_written(level: str, number: str) -> None:
    assert texts(item("x"), numbering=numbering(f'<w:lvl w:ilvl="0">{level}</w:lvl>')) == [f"{number}x"]


def test_a_level_in_figures_only() -> None:
    definition = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>'
    )
    assert numbers(item("x") + item("x", level=1), numbering=numbering(definition)) == ["I. ", "1.1. "]


def heading(name: str, more: str = "") -> str:
    return p("x", f'<w:pStyle w:val="{name}"/>{more}')


def test_numbers_that_styles_give() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="No"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        heading("H1")
        + heading("H2")
        + heading("H3")
        + heading("No")
        + heading("H1", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + heading("H1")
    )
    assert numbers(body, styles=styles, numbering=numbering(THREE)) == ["1. ", "1.1. ", "1.2. ", "", "", "2. "]


def test_a_level_that_names_its_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    definition = (
        '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:pStyle w:val="H2"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    )
    assert numbers(heading("H2"), styles=styles, numbering=numbering(definition)) == ["1.1. "]


def test_a_definition_that_names_a_list_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{THREE}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert numbers(item("x") + item("x", 2), styles=styles, numbering=lists) == ["1. ", "2. "]


def test_lists_that_are_not_there() -> None:
    assert numbers(item("x", 7) + item("x"), numbering=numbering(THREE)) == ["", "1. "]
    assert numbers(item("x")) == [""]
    assert numbers(item("x", level=99), numbering=numbering(THREE)) == [""]


def test_what_is_not_printed_does_not_count() -> None:
    deleted = p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')
    hidden = p("", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>')
    row = tbl(tr(tc(item("x")), "а", properties="<w:del/>"), tr("б", "в"))
    assert texts(item("x") + deleted + hidden + row + item("x"), numbering=numbering(THREE)) == ["1. x", ["б", "в"], "2. x"]


def test_an_item_without_text_is_printed() -> None:
    assert texts(item("") + item("x"), numbering=numbering(THREE)) == ["1.", "2. x"]


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (1, "decimal", "1"), (1994, "upperRoman", "MCMXCIV"), (26, "lowerLetter", "z"), (27, "upperLetter", "AA"),
        (29, "russianLower", "я"),
        (30, "russianUpper", "АА"), (10, "decimalZero", "10"), (3, "ordinal", "3"), (0, "upperRoman", "0"), (4000, "lowerRoman", "4000"),
        (0, "lowerLetter", "0"), (10**8, "upperLetter", "100000000"),
    ],
)  # fmt: skip
def test_forms_of_numbers(value: int, form: str, written: str) -> None:
    assert format_number(value, form) == written
