"""Texts and tables that page breaks cut, joined again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.columns.stitch import announces_part, is_open, join_printed, join_side_parts, join_texts
from jospar.extract.document import Cell, Paragraph, Place, Printed, RawDocument, Row
from jospar.extract.outline import parse
from jospar.extract.readers.text import read
from tests.support.reading import read_records

WORDS = {"бағдарламаларының", "бағдарлама", "үлесін", "арттыру", "білім", "алушылар"}


# ---- texts -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("білім беру", "бағдарламаларының үлесін арттыру", "білім беру бағдарламаларының үлесін арттыру"),
        ("жаңа бағдарлама", "ларының үлесі", "жаңа бағдарламаларының үлесі"),
        ("білім", "алушылар", "білім алушылар"),  # both halves are words
        ("бағдар", "ламалар", "бағдар ламалар"),  # the whole is no word
        ("бағдарлама", "Ларының үлесі", "бағдарлама Ларының үлесі"),
        ("бағдарлама,", "ларының үлесі", "бағдарлама, ларының үлесі"),
        ("кемінде 5", "адам", "кемінде 5 адам"),
        ("үлесі", "(%)", "үлесі (%)"),
        ("", "үлесі", "үлесі"),
        ("үлесі", "", "үлесі"),
        ("", "", ""),
    ],
)
def test_join_texts(first: str, second: str, joined: str) -> None:
    assert join_texts(first, second, WORDS.__contains__) == joined


@given(st.text(), st.text(), st.booleans())
def test_joining_loses_no_letter(first: str, second: str, known: bool) -> None:
    joined = join_texts(first, second, lambda word: known)
    assert joined.replace(" ", "") == (first + second).replace(" ", "")


def test_join_printed_keeps_the_cells_of_both() -> None:
    one, two = (Printed(text, (Cell(text, Place(line=line)),)) for text, line in (("білім", 1), ("алушылар", 3)))
    assert join_printed(one, two, WORDS.__contains__) == Printed("білім алушылар", one.cells + two.cells)
    assert join_printed(one, None, WORDS.__contains__) is one
    assert join_printed(None, two, WORDS.__contains__) is two
    assert join_printed(None, None, WORDS.__contains__) is None


def test_a_word_cut_in_its_middle_is_made_whole() -> None:
    records = read_records(
        "1. Қаржы\nАтауы\tӨлшем бірлігі\t2024ж.\t2025ж.\n1.1. Білім беру бағдарламаларының саны\tбірлік\t3\t4\n"
        "1.2. Жаңа бағдарлама\tбірлік\t3\t4\n\nларының үлесі\t\t\t\n1.3. Оқу саны\tадам\t3\t4\n"
    )
    assert [measure.name for measure in records.measures][1] == "Жаңа бағдарламаларының үлесі"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("жұмыс берушілер, бизнес,", True),
        ("жұмыс берушілер, бизнес ,", True),
        ("кәсіпорындар мен", True),
        ("білім және", True),
        ("доступ по", True),
        ("и", True),
        ("контингентін ұлғайту (типтік, бакалавриат", True),
        ("«Әбілқас Сағынов атындағы", True),
        ("2024 –", True),
        ("ПОҚ-", True),
        ("ғалымдар/", True),
        ("", True),
        ("көбейту", False),
        ("көбейту.", False),
        ("(типтік)", False),
        ("Ермен", False),
        ("депо", False),
        ("а) ауылдық", False),
    ],
)
def test_is_open(text: str, expected: bool) -> None:
    assert is_open(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("кестенің жалғасы:", True),
        ("Кестенің соңы", True),
        ("Продолжение таблицы:", True),
        ("Продолжение таблицы 2", True),
        ("2-кестенің жалғасы", True),
        ("Таблица 2 (продолжение)", True),
        ("Продолжение таблицы № 2.", True),
        ("Таблица 2", False),
        ("Жобаның жалғасы келесі жылы", False),
        ("Продолжение работы по развитию сети", False),
        ("Кестенің жалғасы мәліметтер базасында келтірілген", False),
        ("Продолжение таблицы" + " " * 60, False),
        ("", False),
    ],
)
def test_announcements_of_a_second_part(text: str, expected: bool) -> None:
    assert announces_part(text) is expected


# ---- tables cut from top to bottom -----------------------------------------------------------------------------------------------------


def _read(*lines: str) -> RawDocument:
    return read("\n".join(re.sub(r" ?\| ?", "\t", line) for line in lines).encode(), "plan.txt")


def _texts(raw: RawDocument) -> list[list[str] | str]:
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.cell.text
        for block in raw.blocks
        if isinstance(block, Row | Paragraph)
    ]


FIRST = (
    "Көрсеткіштің аталуы | Өлшем бірлігі | 2003ж есеп | 2004ж бағалау",
    "Ауруханалар саны | бірлік | 77 | 78",
    "Дәрігерлер | адам | 1 520",
)
SECOND = ("2005ж болжам | 2006ж болжам", "79 | 80", "1 560 | 1 600")


def test_a_second_part_stands_beside_the_first() -> None:
    whole, findings = join_side_parts(_read("1. Бағыт", *FIRST, "кестенің жалғасы:", *SECOND, "Соңы"))
    assert findings == ()
    assert _texts(whole) == [
        "1. Бағыт",
        ["Көрсеткіштің аталуы", "Өлшем бірлігі", "2003ж есеп", "2004ж бағалау", "2005ж болжам", "2006ж болжам"],
        ["Ауруханалар саны", "бірлік", "77", "78", "79", "80"],
        ["Дәрігерлер", "адам", "1 520", "", "1 560", "1 600"],
        "кестенің жалғасы:",
        "Соңы",
    ]
    joined = [block for block in whole.blocks if isinstance(block, Row)]
    assert [row.place.line for row in joined] == [2, 3, 4]
    assert [cell.place.line for cell in joined[1].cells] == [3, 3, 3, 3, 7, 7]


def test_headers_of_unequal_height() -> None:
    two = ("Есепті кезең | Жоспарлы кезең", "2005 | 2006")
    whole, findings = join_side_parts(_read("1. Бағыт", *FIRST, "кестенің жалғасы:", *two, *SECOND[1:]))
    assert findings == ()
    assert _texts(whole)[1:3] == [
        ["Көрсеткіштің аталуы", "Өлшем бірлігі", "2003ж есеп", "2004ж бағалау", "Есепті кезең", "Жоспарлы кезең"],
        ["", "", "", "", "2005", "2006"],
    ]


def test_blank_rows_at_the_end_of_the_second_part_do_not_count() -> None:
    whole, findings = join_side_parts(_read(*FIRST, "кестенің жалғасы:", *SECOND, "|", "", "|"))
    assert findings == ()
    assert _texts(whole)[-2] == ["Дәрігерлер", "адам", "1 520", "", "1 560", "1 600"]


def test_blank_lines_between_the_rows_of_a_part_do_not_matter() -> None:
    whole, findings = join_side_parts(_read(FIRST[0], "", *FIRST[1:], "", "кестенің жалғасы:", "", SECOND[0], "", *SECOND[1:]))
    assert findings == ()
    assert [len(row) for row in _texts(whole) if isinstance(row, list)] == [6, 6, 6]


def test_a_second_part_below_rows_that_nothing_heads() -> None:
    _, (finding,) = join_side_parts(_read(*FIRST[1:], "кестенің жалғасы:", *SECOND))
    assert (finding.code, finding.detail) == ("table_part_unmatched", "2 rows, then 3")


def test_what_follows_the_second_part_stays() -> None:
    after = ("Атауы | Өлшем бірлігі | 2005ж есеп | 2006ж есеп", "Үлесі | % | 1 | 2")
    whole, _ = join_side_parts(_read(*FIRST, "кестенің жалғасы:", *SECOND, *after))
    assert len([block for block in whole.blocks if isinstance(block, Row)]) == 5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, SECOND[:2]),  # a row too few
        (FIRST[:2], SECOND),  # a row too many
        (FIRST[1:], SECOND),  # a first part without a header
        ((), SECOND),
    ],
)
def test_parts_that_do_not_match_stay_as_they_are_and_are_said(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    raw = _read("1. Бағыт", *first, "кестенің жалғасы:", *second)
    whole, (finding,) = join_side_parts(raw)
    assert (finding.code, finding.printed) == ("table_part_unmatched", "2005ж болжам")
    assert (finding.place.line, finding.flags) == (len(first) + 3, ())
    assert whole == raw


def test_the_numbers_of_a_second_part_that_does_not_match_are_nobodys() -> None:
    text = "\n".join(line.replace(" | ", "\t") for line in ("1. Бағыт", *FIRST, "кестенің жалғасы:", *SECOND[:2]))
    records = read_records(text.encode())
    assert {value.year for value in records.values} == {2003, 2004}
    assert {"table_part_unmatched", "cell_not_used"} <= {issue.code for issue in records.issues}


@pytest.mark.parametrize(
    "second",
    [
        ("Атауы | 2005ж | 2006ж", "Ауруханалар | 79 | 80"),  # the names again
        ("79 | 80", "1 560 | 1 600"),  # no header
        (),
    ],
)
def test_a_table_that_goes_on_below_is_left_as_it_is(second: tuple[str, ...]) -> None:
    raw = _read("1. Бағыт", *FIRST, "кестенің жалғасы:", *second)
    assert join_side_parts(raw) == (raw, ())


ROWS = st.lists(st.sampled_from([*FIRST, *SECOND, "кестенің жалғасы:", "1. Бағыт", "|", ""]), max_size=12)


@given(ROWS)
def test_no_cell_is_lost_or_doubled(lines: list[str]) -> None:
    raw = _read("x", *lines)
    whole, findings = join_side_parts(raw)
    kept = [*whole.cells(), *(cell for finding in findings for cell in finding.flags)]
    assert sorted(cell.place for cell in kept) == sorted(cell.place for cell in raw.cells())
    assert parse(raw).raw == raw
