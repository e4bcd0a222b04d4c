"""Which tables of the pages of a PDF are one, and which of their rows are a header again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import pytest

from jospar.extract.readers.pdf.grid import RuledCell
from jospar.extract.readers.pdf.lines import make_line
from jospar.extract.readers.pdf.page import Word
from jospar.extract.readers.pdf.table_continuations import make_parts
from jospar.extract.readers.pdf.tables import PageTable, PdfTableCell

HEADER = ["Атауы", "2024", "2025"]
XS = (50.0, 150.0, 200.0, 250.0)


def page_table(page: int, *rows: Sequence[str], xs: Sequence[float] = XS) -> PageTable:
    ys = list(accumulate([20.0] * len(rows), initial=50.0))
    cells = []
    for row, texts in enumerate(rows):
        for column, (text, (left, right)) in enumerate(zip(texts, pairwise(xs), strict=True)):
            word = Word(text, left + 4, ys[row] + 2, left + 4 + 5 * len(text), ys[row] + 12, 0, 0, 5.0)
            box = (left, ys[row], right, ys[row + 1])
            cells.append(PdfTableCell(RuledCell(row, column, 1, 1, box), (make_line([word]),) if text else (), overflows=False))
    return PageTable(page, tuple(xs), tuple(ys), tuple(cells))


def numbers(*pages: Sequence[PageTable | None]) -> list[list[int | None]]:
    """The number of the table that each thing on each page is of."""
    return [[part and part.number for part in page] for page in make_parts(pages)]


def test_a_table_goes_on_where_nothing_stands_between() -> None:
    one, two, three = (page_table(number, ["а", "1", "2"]) for number in (1, 2, 3))
    assert numbers([one], [two], [three]) == [[1], [1], [1]]
    assert numbers([None, one], [two, None], [three]) == [[None, 1], [1, None], [2]]
    assert numbers([one, None], [two]) == [[1, None], [2]]
    assert numbers([one], [None, two]) == [[1], [None, 2]]
    assert numbers([one, two], [three]) == [[1, 2], [2]]
    assert numbers([None], []) == [[None], []]


@pytest.mark.parametrize(
    ("xs", "expected"),
    [((56, 154, 207, 255), 1), ((50, 150, 250), 1), ((50, 250), 1), ((50, 150, 200, 350), 2), ((50, 100, 225, 250), 2)],
    ids=["drifts", "has merged columns", "is merged", "is wider", "has others"],
)
def test_what_the_next_page_must_look_like(xs: tuple[float, ...], expected: int) -> None:
    assert numbers([page_table(1, ["а", "1", "2"])], [page_table(2, ["б"] * (len(xs) - 1), xs=xs)]) == [[1], [expected]]


def test_columns_are_counted_over_all_pages() -> None:
    first, second = page_table(1, ["а", "1"], xs=(50, 150, 250)), page_table(2, ["а", "1", "2"])
    one, two = (page[0] for page in make_parts([[first], [second]]))
    assert one is not None
    assert two is not None
    assert (one.columns, two.columns) == ((0, 1, 3), (0, 1, 2, 3))
    assert one.width == two.width == 3


@pytest.mark.parametrize(
    ("first", "second", "again"),
    [
        ([HEADER, ["а", "1", "2"]], [HEADER, ["б", "3", "4"]], 1),
        ([HEADER, ["а", "1", "2"]], [["б", "3", "4"]], 0),
        ([["1. Бөлім", "", ""], HEADER, ["а", "1", "2"]], [HEADER, ["б", "3", "4"]], 1),
        ([["1. Бөлім", "", ""], HEADER, ["а", "1", "2"]], [["1. Бөлім", "", ""], HEADER, ["б", "3", "4"]], 2),
        ([["1. Бөлім", "", ""], ["а", "1", "2"]], [["б", "3", "4"]], 0),
    ],
    ids=["again", "once", "below a heading", "with its heading", "none"],
)
def test_how_many_rows_are_a_header_again(first: list[list[str]], second: list[list[str]], again: int) -> None:
    parts = [page[0] for page in make_parts([[page_table(1, *first)], [page_table(2, *second)]])]
    assert [part and part.again for part in parts] == [0, again]
