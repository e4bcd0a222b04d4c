"""Tables whose lines are missing in part, and text that is set in ways of its own, are read as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import pytest

from jospar.extract.document import Row
from jospar.extract.readers import pdf
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from tests.support.pdf import document, filled, heights, line, paragraphs, read_page, read_shown, table, text

LEFT, TOP, WIDTHS = 50, 700, [40, 160, 60, 50, 50, 120]
ROWS = [
    ["№", "Атауы", "Бірлік", "2024", "2025", "Орындаушы"],
    ["1.1.", "Гранттар\nсаны", "дана", "41", "46", "Ғылым\nдепартаменті"],
    ["1.2.", "Түлектер үлесі", "%", "52", "55", "Мансап орталығы"],
    ["1.3.", "Жобалар", "дана", "3", "4", "Ректорат"],
]
READ = [[cell.replace("\n", " ") for cell in row] for row in ROWS]
XS = [LEFT, *(LEFT + width for width in accumulate(WIDTHS))]
YS = [TOP, *(TOP - depth for depth in accumulate(heights(ROWS)))]
BEFORE, AFTER = paragraphs(LEFT, 760, "1-бағыт. Білім беру"), paragraphs(LEFT, 560, "Осы мәтін кестеден тыс тұр.")


def _on_lines(shown: Sequence[object]) -> list[object]:
    """What is shown, whatever lines the texts of cells are set on."""
    return [[str(cell).replace("\n", " ") for cell in block] if isinstance(block, list) else block for block in shown]


def down(xs: Sequence[float], first: float = YS[0], last: float = YS[-1]) -> str:
    return "".join(line(x, first, x, last) for x in xs)


def across(ys: Sequence[float]) -> str:
    return "".join(line(XS[0], y, XS[-1], y) for y in ys)


RULES = {
    "between the columns": down(XS[1:-1]),
    "between the columns, and on the left": down(XS[:-1]),
    "between the columns, and on the right": down(XS[1:]),
    "between the columns, row by row": "".join(down(XS[1:-1], top, bottom) for top, bottom in pairwise(YS)),
    "between the rows": across(YS[1:-1]),
    "between columns and rows": down(XS[1:-1]) + across(YS[1:-1]),
    "without the left and the right": down(XS[1:-1]) + across(YS),
    "without the upper and the lower": down(XS) + across(YS[1:-1]),
    "under the header and between columns": down(XS[1:-1]) + across(YS[1:2]),
    "white on grey": f"0.9 g {XS[0]} {YS[-1]} {XS[-1] - XS[0]} {YS[0] - YS[-1]} re f 1 G {down(XS)} {across(YS)} 0 g 0 G ",
    "double": "".join(line(x, YS[0], x, YS[-1]) for at in XS for x in (at - 0.7, at + 0.7))
    + across([y + d for y in YS for d in (-0.7, 0.7)]),
}


@pytest.mark.parametrize("engine", PDF_ENGINES)
@pytest.mark.parametrize("rules", RULES.values(), ids=RULES.keys())
def test_no_column_is_lost_however_few_lines_there_are(rules: str, engine: str) -> None:
    content = rules + BEFORE + filled(LEFT, TOP, WIDTHS, ROWS) + AFTER
    assert _on_lines(read_page(content, engine=engine)) == ["1-бағыт. Білім беру", *READ, "Осы мәтін кестеден тыс тұр."]


def test_text_beside_a_table_is_none_of_its_columns() -> None:
    rows = [["Атауы", "2024"], ["Саны", "5"]]
    beside = paragraphs(300, 700, "Бұл мәтін кестенің", "қасында тұр.")
    found = read_page(table(50, 700, [100, 60], rows) + beside)
    assert [block for block in found if isinstance(block, list)] == rows


def test_rows_that_lines_part_are_not_in_doubt() -> None:
    rows = [[*row] for row in ROWS]
    rows[2][3:5] = ["6 591\n606,25", "7 245\n068,75"]
    ys = [TOP, *(TOP - depth for depth in accumulate(heights(rows)))]
    raw = pdf.read(document(across(ys[1:]) + BEFORE + filled(LEFT, TOP, WIDTHS, rows)), "plan.pdf")
    assert [finding.code for finding in raw.findings if finding.code == "rows_unruled"] == []


def test_rows_between_which_a_line_is_missing_are_in_doubt() -> None:
    rows = [*ROWS, *([f"1.{number}.", "Жобалар", "дана", "3", "4", "Ректорат"] for number in range(4, 30))]
    ys = [TOP, *(TOP - depth for depth in accumulate(heights(rows)))]
    raw = pdf.read(document(across([y for number, y in enumerate(ys) if number != 8]) + filled(LEFT, TOP, WIDTHS, rows)), "plan.pdf")
    assert {finding.code for finding in raw.findings} >= {"rows_unruled"}


# ---- figures that are set apart ------------------------------------------------------------------------------------------------------

WORDS = paragraphs(50, 760, "Бұл бетте сөздердің арасында бос орын таңбасы бар, әр жолда бірнеше сөз тұр.")


@pytest.mark.parametrize("engine", PDF_ENGINES)
@pytest.mark.parametrize(("number", "spacing"), [("46", 2), ("14", 3), ("133,8", 2), ("2025", 4), ("3 290", 1), ("3 290", 2.5)])
def test_figures_with_letter_spacing_are_one_number(number: str, spacing: float, engine: str) -> None:
    assert read_page(WORDS + text(50, 700, number, before=f"{spacing} Tc"), engine=engine)[-1] == number


@pytest.mark.parametrize(("words", "spacing"), [("5 0 0", 0), ("4 6", 0), ("4 6", 2)])
def test_figures_with_blanks_between_them_are_not(words: str, spacing: float) -> None:
    assert read_page(WORDS + text(50, 700, words, before=f"{spacing} Tc"))[-1] == words


def test_figures_of_columns_stay_apart() -> None:
    rows = [["Атауы", "1", "2", "3"], ["Саны", "4", "6", "8"]]
    assert read_page(WORDS + table(50, 700, [60, 9, 9, 9], rows))[-2:] == rows
    apart = "".join(text(100 + 20 * number, 600, str(number)) for number in range(5))
    assert read_page(WORDS + apart)[-1] != "01234"


def test_gaps_of_a_page_that_writes_no_blanks_may_be_blanks() -> None:
    assert read_page(text(50, 700, "46", before="2.5 Tc"))[-1] == "4 6"


# ---- rows that a page end cuts though there was room ------------------------------------------------------------------------------


ABOVE = ["1.4.", "Гранттық қаржы", "дана", "5", "6", "Ғылым"]
HALVES = [
    ["", "көлемі", "", "", "", "департаменті"],
    ["", "көлемі", "", "", "", ""],
    ["", "", "", "", "", "Бухгалтерия"],
    ["", "Көлемі", "", "", "", "Бухгалтерия"],
]
ROWS_OF_THEIR_OWN = [
    ["", "көлемі", "", "5", "", "департаменті"],
    ["", "Магистратура", "", "", "", ""],
    ["", "оның ішінде:", "", "", "", ""],
    ["1.5.", "көлемі", "", "", "", "департаменті"],
]


def cut(below: list[str]) -> bytes:
    after = ["1.6.", "Жобалар саны", "дана", "7", "8", "Ректорат"]
    return document(table(LEFT, TOP, WIDTHS, [*ROWS, ABOVE]), table(LEFT, 760, WIDTHS, [below, after]))


@pytest.mark.parametrize("below", HALVES)
def test_a_row_that_goes_on_over_a_page_end_is_one(below: list[str]) -> None:
    data = cut(below)
    found = read_shown(data)
    assert [" ".join(cell.split()) for cell in found[len(ROWS)]] == [
        " ".join(filter(None, pair)) for pair in zip(ABOVE, below, strict=True)
    ]
    assert len(found) == len(ROWS) + 2
    assert {finding.code for finding in pdf.read(data, "plan.pdf").findings} == {"continuation_doubtful"}


@pytest.mark.parametrize("below", ROWS_OF_THEIR_OWN)
def test_a_row_of_its_own_is_none_of_the_row_before(below: list[str]) -> None:
    rows = [block for block in pdf.read(cut(below), "plan.pdf").blocks if isinstance(block, Row)]
    assert [cell.text for cell in rows[len(ROWS) + 1].cells] == below
