"""Where things stand on the pages of a PDF: the same table drawn in every way comes out as the same cells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, product

import pytest

from jospar.extract.document import Gap, Paragraph, Row
from jospar.extract.readers import pdf
from jospar.extract.readers.pdf.lines import make_line
from jospar.extract.readers.pdf.page import join_words
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from tests.support.pdf import (
    A4,
    document,
    filled,
    heights,
    line,
    paragraphs,
    read_page,
    read_shown,
    ruled,
    shows,
    stream,
    table,
    text,
    width,
)
from tests.support.word import shown

ROWS = [
    ["Атауы", "Бірлік", "2024", "2025"],
    ["1.1. Білім алушылардың\nсаны", "адам", "3", "4"],
    ["1.2. Шығыс", "%", "150", "4,5"],
]
WIDTHS = [140.0, 90.0, 60.0, 60.0]
LEFT, TOP = 50.0, 750.0
BELOW = "Мына мәтін кестеден тыс тұр."
PAGE = table(LEFT, TOP, WIDTHS, ROWS) + paragraphs(LEFT, 600, BELOW)
CELLS = [
    ["Атауы", "Бірлік", "2024", "2025"],
    ["1.1. Білім алушылардың саны", "адам", "3", "4"],
    ["1.2. Шығыс", "%", "150", "4,5"],
]
READ: list[object] = [*CELLS, BELOW]

TEXTS = filled(LEFT, TOP, WIDTHS, ROWS)
XS = [LEFT, *(LEFT + x for x in accumulate(WIDTHS))]
YS = [TOP, *(TOP - y for y in accumulate(heights(ROWS)))]
BOXES = [(x0, y1, x1, y0) for (y0, y1), (x0, x1) in product(pairwise(YS), pairwise(XS))]


# ---- how a page lies -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [0, 90, 180, 270, -90, 450])
def test_a_page_that_is_shown_turned(angle: int) -> None:
    assert read_page(PAGE, page=f"{A4} /Rotate {angle}") == READ


@pytest.mark.parametrize(
    ("matrix", "page"),
    [
        ("0 1 -1 0 800 0", "/MediaBox [0 0 800 600]"),
        ("-1 0 0 -1 600 800", A4),
        ("0 -1 1 0 0 600", "/MediaBox [0 0 800 600]"),
        ("0 1 -1 0 800 0", "/MediaBox [0 0 800 600] /Rotate 90"),
        ("1 0.01 -0.01 1 0 0", A4),
    ],
)
def test_text_that_is_drawn_turned(matrix: str, page: str) -> None:
    assert read_page(f"q {matrix} cm {PAGE} Q", page=page) == READ


@pytest.mark.parametrize(
    ("matrix", "page"),
    [
        ("1 0 0 1 1000 -500", "/MediaBox [1000 -500 1600 300]"),
        ("1 0 0 1 -300 -400", "/MediaBox [-300 -400 300 400]"),
        ("1 0 0 1 0 0", "/MediaBox [600 800 0 0]"),
        ("1 0 0 1 0 0", f"{A4} /CropBox [40 500 500 770]"),
        ("1 0 0 1 0 0", f"{A4} /CropBox [40 500 500 770] /Rotate 90"),
        ("1 0 0 1 0 0", f"{A4} /CropBox [-100 -100 700 900]"),
        ("1 0 0 1 0 0", f"{A4} /UserUnit 2"),
        ("0.01 0 0 0.01 0 0 cm 100 0 0 100 0 0", A4),
    ],
)
def test_boxes_and_scales_of_a_page(matrix: str, page: str) -> None:
    assert read_page(f"q {matrix} cm {PAGE} Q", page=page) == READ


def test_a_page_ten_times_as_large() -> None:
    """The cells have so much room there that a line in one ends where its writer ended it."""
    read = read_page(f"q 10 0 0 10 0 0 cm {PAGE} Q", page="/MediaBox [0 0 6000 8000]")
    assert str(read).replace("\\n", " ") == str(READ)


@pytest.mark.parametrize("degrees", [-3, -1, -0.3, 0.1, 0.5, 1, 2])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_leans_is_set_straight(degrees: float, turn: int) -> None:
    """As one is that was copied awry. It is turned around its middle, with margins that keep its text on it."""
    angle = math.radians(degrees + turn)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = 500 - 300 * cos + 400 * sin, 500 - 300 * sin - 400 * cos
    matrix = " ".join(f"{part:.6f}" for part in (cos, sin, -sin, cos, x, y))
    assert read_page(f"q {matrix} cm {PAGE} Q", page="/MediaBox [0 0 1000 1000]") == READ


def test_what_is_cut_off_the_page_does_not_count() -> None:
    outside = text(5, 790, "жоғарыда") + text(50, 100, "төменде") + text(-1e6, 600, "алыста")
    assert read_page(PAGE, outside, page=f"{A4} /CropBox [40 500 500 770]") == READ


def test_places_are_counted_from_the_corner_that_shows() -> None:
    raw = pdf.read(document(PAGE, page=f"{A4} /CropBox [40 500 500 770]"), "plan.pdf")
    first = next(block for block in raw.blocks if isinstance(block, Row)).cells[0]
    assert first.place.bbox == "10.0,20.0,150.0,36.0"
    assert (first.place.page, first.place.table, first.place.row, first.place.column) == (1, 1, 1, 1)


def test_pages_that_lie_otherwise_than_others() -> None:
    turned = f"q 0 1 -1 0 800 0 cm {table(LEFT, 550, WIDTHS, ROWS)} Q"
    wide = "/MediaBox [0 0 800 600]"
    data = document(PAGE, turned, PAGE, page=[A4, wide, f"{A4} /Rotate 180"])
    assert read_shown(data) == [*READ, *CELLS, *READ]


# ---- how text is set -------------------------------------------------------------------------------------------------------------------


def set_with(operators: str, words: str = "Бірінші жол 150 000", moved: str = "1 0 0 1 50 700") -> list[object]:
    return read_page(f"BT /F 10 Tf {operators} {moved} Tm {shows(words)} ET")


@pytest.mark.parametrize("operators", ["70 Tz", "130 Tz", "0.5 Tc", "1.5 Tc", "-0.8 Tc", "-2 Tw", "-3 Tw", "2 Tw", "2 Tr", "0.5 g"])
def test_spacing_of_letters_and_words(operators: str) -> None:
    assert set_with(operators) == ["Бірінші жол 150 000"]


def test_size_may_stand_in_the_matrix() -> None:
    assert read_page(f"BT /F 1 Tf 10 0 0 10 50 700 Tm {shows('Бірінші жол')} ET") == ["Бірінші жол"]
    assert read_page(f"q 1 0 0 -1 0 800 cm BT /F 10 Tf 1 0 0 -1 50 50 Tm {shows('Бірінші жол')} ET Q") == ["Бірінші жол"]


def test_a_word_in_several_pieces() -> None:
    pieces = " -80 ".join(shows(piece).removesuffix(" Tj") for piece in ("Бі", "рін", "ші"))
    assert read_page(f"BT /F 10 Tf 50 700 Td [{pieces} -300 {shows('жол').removesuffix(' Tj')}] TJ ET") == ["Бірінші жол"]


def test_words_drawn_in_any_order() -> None:
    words = [("қаласы", 100), ("Астана", 65), ("(", 60), (")", 130)]
    assert read_page(*(text(x, 700, word) for word, x in words)) == ["(Астана қаласы)"]


def test_ligatures_are_letters() -> None:
    assert read_page(text(50, 700, "о_ерта мен ко^ициент"), letters={0x5F: "ф", 0x5E: "ffi"}) == ["оферта мен коffiициент"]
    assert read_page(text(50, 700, "co_ee ^le"), letters={0x5F: "\ufb00", 0x5E: "\ufb01"}) == ["coffee file"]


def test_marks_above_letters_join_them() -> None:
    assert read_page(text(50, 700, "сараи_"), letters={0x5F: "\u0306"}) == ["сарай"]


@pytest.mark.parametrize("offset", [0, 0.3, 0.7])
@pytest.mark.parametrize("times", [2, 3])
def test_text_printed_twice_in_one_place_is_one(offset: float, times: int) -> None:
    again = [filled(LEFT + turn * offset / times, TOP, WIDTHS, ROWS) for turn in range(1, times)]
    assert read_page(PAGE, *again) == READ


def test_letters_printed_twice_are_one_each() -> None:
    letters = [(50 + 5 * index, letter) for index, letter in enumerate("Саны 1100")]
    assert read_page(*(text(x + more, 700, letter) for x, letter in letters for more in (0, 0.4))) == ["Саны 1100"]


def test_text_printed_twice_in_different_places_is_two() -> None:
    rows = [["а", "б", "в"], ["5", "5", "5"], ["5", "5", "5"]]
    assert read_page(table(50, 750, [20, 20, 20], rows)) == rows
    assert read_page(text(50, 700, "11 11 1 1 1")) == ["11 11 1 1 1"]


def test_clipped_text_does_not_show() -> None:
    assert read_page(PAGE, "q 10 10 20 20 re W n ", text(50, 500, "кесілген"), "Q ") == READ
    assert read_page(PAGE, "q 50 490 20 30 re W n ", text(50, 500, "кесілген мәтін"), "Q ") == [*READ, "кесі"]


def test_white_text_on_a_dark_header_is_read() -> None:
    x0, y0, x1, y1 = XS[0], YS[0], XS[-1], YS[1]
    header = f"0 0 0.5 rg {x0} {y1} {x1 - x0} {y0 - y1} re f 1 g {filled(LEFT, TOP, WIDTHS, ROWS[:1])} 0 g "
    assert read_page(header, PAGE) == READ


def test_type_of_no_size_does_not_show() -> None:
    assert read_page(PAGE, text(50, 500, "көрінбейді", 0), text(50, 480, "көрінбейді", 1e-6)) == READ


@pytest.mark.parametrize("turn", ["1 0 0 1 60 650", "0.7 0.7 -0.7 0.7 100 600"])
def test_a_large_word_behind_the_text_is_no_part_of_it(turn: str) -> None:
    found = read_page(f"0.8 g q {turn} cm {text(0, 0, 'ЖОБА', 120)} Q 0 g", PAGE)
    assert [block for block in found if block != "ЖОБА"] == READ
    assert found.count("ЖОБА") == 1


def test_slanted_text_is_one_piece() -> None:
    turn = "0.7 0.7 -0.7 0.7"
    slanted = f"q {turn} 100 600 cm {text(0, 0, 'ЖОБА НҰСҚАСЫ', 30)}{text(0, -60, '   ', 30)}{text(0, -200, 'ҚҰПИЯ', 30)} Q "
    assert sorted(map(str, read_page(slanted, PAGE))) == sorted(map(str, [*READ, "ЖОБА НҰСҚАСЫ", "ҚҰПИЯ"]))


def test_a_large_word_behind_a_paragraph() -> None:
    lines = ["Бірінші жол осында тұр.", "Екінші жол осында тұр.", "Үшінші жол осында тұр."]
    found = read_page(text(60, 660, "ЖОБА", 80), paragraphs(50, 720, *lines))
    assert sorted(found, key=str) == sorted(["ЖОБА", *lines], key=str)


# ---- forms and pictures ----------------------------------------------------------------------------------------------------------------

FORM = "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
USES = "/XObject << /X 100 0 R >>"


@pytest.mark.parametrize(
    ("content", "matrix", "page"),
    [
        ("/X Do", "1 0 0 1 0 0", A4),
        ("q 2 0 0 2 -100 -400 cm /X Do Q", "0.5 0 0 0.5 50 200", A4),
        ("/X Do", "0 1 -1 0 800 0", "/MediaBox [0 0 800 600]"),
        ("q 0 1 -1 0 800 0 cm /X Do Q", "1 0 0 1 0 0", "/MediaBox [0 0 800 600]"),
    ],
)
def test_a_form_has_a_matrix_of_its_own(content: str, matrix: str, page: str) -> None:
    form = stream(PAGE.encode(), f"{FORM} /Matrix [{matrix}]")
    assert read_page(content, page=page, resources=USES, others={100: form}) == READ


def test_a_form_shows_within_its_box() -> None:
    form = stream((PAGE + text(50, 100, "сыртта")).encode(), FORM.replace("0 0 600 800", "0 500 600 800"))
    assert read_page("/X Do", resources=USES, others={100: form}) == READ


def test_a_form_within_a_form() -> None:
    inner = stream(PAGE.encode(), f"{FORM} /Matrix [1 0 0 1 -20 0]")
    outer = stream(b"q 1 0 0 1 10 5 cm /Y Do Q", FORM.replace("/Font", "/XObject << /Y 101 0 R >> /Font") + " /Matrix [1 0 0 1 10 -5]")
    assert read_page("/X Do", resources=USES, others={100: outer, 101: inner}) == READ


def test_a_form_that_is_shown_twice() -> None:
    form = stream(table(50, 750, [60, 60], [["а", "1"], ["б", "2"]]).encode(), FORM)
    rows = [["а", "1"], ["б", "2"]]
    assert read_page("/X Do q 1 0 0 1 0 -300 cm /X Do Q", resources=USES, others={100: form}) == rows * 2


def test_a_picture_within_the_content() -> None:
    assert read_page("q 10 0 0 10 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q ", PAGE) == READ


# ---- how a table is ruled --------------------------------------------------------------------------------------------------------------


def box(x0: float, y0: float, x1: float, y1: float, paint: str = "S") -> str:
    return f"{x0} {y0} {x1 - x0} {y1 - y0} re {paint}\n"


def edges(xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> Iterator[tuple[float, float, float, float]]:
    """Every ruling line of the table from end to end."""
    yield from ((XS[0], y, XS[-1], y) for y in ys)
    yield from ((x, YS[-1], x, YS[0]) for x in xs)


def dashes(on: float, off: float) -> Iterator[str]:
    for x0, y0, x1, y1 in edges():
        length = (x1 - x0) + (y1 - y0)
        for start in range(0, int(length * 10), int((on + off) * 10)):
            first, last = start / 10, min(start / 10 + on, length)
            yield line(x0 + first, y0, x0 + last, y0) if y0 == y1 else line(x0, y0 + first, x0, y0 + last)


def bars(thick: float) -> Iterator[str]:
    """The lines as filled rectangles."""
    for x0, y0, x1, y1 in edges():
        yield box(x0 - thick / 2, y0 - thick / 2, x1 + thick / 2, y1 + thick / 2, "f")


def longer(edge: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = edge
    return (x0 - by, y0, x1 + by, y1) if y0 == y1 else (x0, y0 - by, x1, y1 + by)


RULES: dict[str, str] = {
    "lines": "".join(line(*edge) for edge in edges()),
    "dashed": "[3 2] 0 d " + "".join(line(*edge) for edge in edges()) + " [] 0 d ",
    "dashes drawn one by one": "".join(dashes(3, 2)),
    "dots drawn one by one": "".join(dashes(0.5, 1)),
    "double": "".join(line(*edge) + line(*(side + 1.5 for side in edge)) for edge in edges()),
    "thin bars": "".join(bars(0.5)),
    "thick bars": "".join(bars(3)),
    "one path": " ".join(f"{x0} {y0} m {x1} {y1} l" for x0, y0, x1, y1 in edges()) + " S ",
    "cell by cell": "".join(box(*cell) for cell in BOXES),
    "cell by cell, closed paths": "".join(f"{a} {b} m {c} {b} l {c} {d} l {a} {d} l s " for a, b, c, d in BOXES),
    "cells a little apart": "".join(box(a + 0.5, b + 0.5, c - 0.5, d - 0.5) for a, b, c, d in BOXES),
    "each cell's four sides": "".join(line(a, b, c, b) + line(a, d, c, d) + line(a, b, a, d) + line(c, b, c, d) for a, b, c, d in BOXES),
    "lines drawn twice": "".join(line(*edge) for edge in edges()) * 2,
    "lines a little too short": "".join(line(*longer(edge, -1)) for edge in edges()),
    "lines a little too long": "".join(line(*longer(edge, 2)) for edge in edges()),
    "no outer border": "".join(line(*edge) for edge in edges(XS[1:-1], YS[1:-1])),
    "no left and right border": "".join(line(*edge) for edge in edges(XS[1:-1])),
    "no upper and lower border": "".join(line(*edge) for edge in edges(XS, YS[1:-1])),
    "only between rows": "".join(line(*edge) for edge in edges([])),
    "only between columns": "".join(line(*edge) for edge in edges(XS, [])),
    "only around the header and below": "".join(line(*edge) for edge in edges([], [YS[0], YS[1], YS[-1]])),
    "shaded header": f"0.9 g {box(XS[0], YS[1], XS[-1], YS[0], 'f')} 0 g " + "".join(line(*edge) for edge in edges()),
    "every cell shaded": "0.9 g " + "".join(box(*cell, "f") for cell in BOXES) + " 0 g " + "".join(line(*edge) for edge in edges()),
    "in a frame": box(30, 500, 560, 780) + "".join(line(*edge) for edge in edges()),
    "beside a drawing": "400 100 m 420 200 430 300 500 150 c S " + "".join(line(*edge) for edge in edges()),
    "beside a line that leaves the page": line(-5000, 560, 5000, 560) + "".join(line(*edge) for edge in edges()),
    "none": "",
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES.keys())
def test_the_cells_are_the_same_however_they_are_ruled(rules: str) -> None:
    assert read_page(rules, TEXTS, paragraphs(LEFT, 600, BELOW)) == READ


# ---- merged cells ----------------------------------------------------------------------------------------------------------------------


def lined(*edges: tuple[float, float, float, float]) -> str:
    return "".join(line(*edge) for edge in edges)


SIDES = (50, 150, 210, 270, 330)
QUARTERS = [100.0, 60.0, 60.0, 60.0]


def test_a_header_in_two_rows() -> None:
    rows = [["Атауы", "Жылдар", "", ""], ["", "2024", "2025", "2026"], ["1.1. Саны", "3", "4", "5"]]
    across = [(50, 750, 330, 750), (150, 734, 330, 734), (50, 718, 330, 718), (50, 702, 330, 702)]
    down = [(50, 750, 50, 702), (150, 750, 150, 702), (210, 734, 210, 702), (270, 734, 270, 702), (330, 750, 330, 702)]
    assert read_page(filled(50, 750, QUARTERS, rows, 16), lined(*across, *down)) == [
        ["Атауы", "Жылдар", "Жылдар", "Жылдар"],
        ["Атауы", "2024", "2025", "2026"],
        ["1.1. Саны", "3", "4", "5"],
    ]


def test_a_value_merged_over_years_is_one_cell_in_each() -> None:
    rows = [["Атауы", "2024", "2025", "2026"], ["1.1. Саны", "100", "", ""]]
    across = [(50, y, 330, y) for y in (750, 734, 718)]
    down = [(50, 750, 50, 718), (150, 750, 150, 718), (210, 750, 210, 734), (270, 750, 270, 734), (330, 750, 330, 718)]
    data = document(filled(50, 750, QUARTERS, rows, 16) + lined(*across, *down))
    assert read_shown(data)[1] == ["1.1. Саны", "100", "100", "100"]
    cells = [block for block in pdf.read(data, "plan.pdf").blocks if isinstance(block, Row)][1].cells
    assert cells[1] is cells[2] is cells[3]


def test_an_executor_merged_over_rows() -> None:
    rows = [["Атауы", "2024", "2025", "Орындаушы"], ["1.1. Саны", "1", "2", "Ректорат"], ["1.2. Үлесі", "3", "4", ""]]
    right = [(270, 750, 330, 750), (270, 734, 330, 734), (270, 702, 330, 702), (330, 750, 330, 702)]
    assert read_page(filled(50, 750, QUARTERS, rows, 16), ruled(50, 750, QUARTERS[:3], [16] * 3), lined(*right)) == [
        ["Атауы", "2024", "2025", "Орындаушы"],
        ["1.1. Саны", "1", "2", "Ректорат"],
        ["1.2. Үлесі", "3", "4", "Ректорат"],
    ]


def test_a_row_that_runs_through_all_columns() -> None:
    title = "1. Білім беру бағыты бойынша міндеттер"
    rows = [["Атауы", "2024", "2025", "2026"], [title, "", "", ""], ["1.1. Саны", "1", "2", "3"]]
    across = [(50, y, 330, y) for y in (750, 734, 718, 702)]
    down = [(50, 750, 50, 702), (330, 750, 330, 702), *((x, 750, x, 734) for x in SIDES[1:-1]), *((x, 718, x, 702) for x in SIDES[1:-1])]
    assert read_page(filled(50, 750, QUARTERS, rows, 16), lined(*across, *down)) == [rows[0], [title] * 4, rows[2]]


def test_empty_cells_stay_in_their_places() -> None:
    rows = [["а", "", "в", ""], ["", "2", "", "4"], ["", "", "", ""], ["", "", "", "5"]]
    assert read_page(table(50, 750, QUARTERS, rows)) == rows


def test_a_word_over_a_border_is_told() -> None:
    raw = pdf.read(document(table(50, 750, [60, 60, 60], [["ұзынсөзбірақшықпайды", "", "5"], ["а", "б", "в"]])), "plan.pdf")
    assert [block.cells[0].text for block in raw.blocks if isinstance(block, Row)] == ["ұзынсөзбірақшықпайды", "а"]
    assert [finding.code for finding in raw.findings] == ["cell_overflows"]


def test_a_cell_that_a_word_runs_into_is_told_too() -> None:
    raw = pdf.read(document(table(50, 750, [60, 60, 60], [["ұзынсөзбірақ", "", "5"], ["а", "б", "в"]]) + text(118, 738, "б")), "plan.pdf")
    assert [(finding.code, finding.place.column) for finding in raw.findings] == [("cell_overflows", 1), ("cell_overflows", 2)]


def test_numbers_that_touch_at_a_border_are_two() -> None:
    """Each fills its cell, and half a point more than none keeps them apart."""
    cells = ruled(50, 750, [60, 25.5, 25.5, 60], [16, 16])
    texts = [text(54, 738, "а"), text(110.2, 738, "10070"), text(135.7, 738, "10164"), text(166, 738, "б"), text(54, 722, "в")]
    assert read_page(cells, *texts) == [["а", "10070", "10164", "б"], ["в", "", "", ""]]


# ---- several tables --------------------------------------------------------------------------------------------------------------------

ONE, TWO = [["а", "б", "в"], ["1", "2", "3"]], [["г", "ғ", "д"], ["4", "5", "6"]]


def tables_of(data: bytes) -> list[int | None]:
    """The number of the table that each row is of."""
    return [block.place.table for block in pdf.read(data, "plan.pdf").blocks if isinstance(block, Row)]


@pytest.mark.parametrize(("left", "top"), [(50, 650), (300, 750), (50, 700), (320, 600)])
def test_two_tables_on_a_page(left: float, top: float) -> None:
    data = document(table(50, 750, [80, 60, 60], ONE) + table(left, top, [60, 60, 60], TWO))
    assert read_shown(data) == [*ONE, *TWO]
    assert tables_of(data) == [1, 1, 2, 2]


def test_text_between_two_tables() -> None:
    data = document(table(50, 750, [80, 60, 60], ONE) + text(50, 690, "Келесі кесте:") + table(50, 670, [80, 60, 60], TWO))
    assert read_shown(data) == [*ONE, "Келесі кесте:", *TWO]
    assert tables_of(data) == [1, 1, 2, 2]


def test_a_table_in_the_cell_of_a_frame() -> None:
    frame = box(30, 400, 300, 780) + box(300, 400, 560, 780) + text(310, 760, "оң жақ")
    assert read_page(frame, table(50, 750, [80, 60, 60], ONE)) == [["", "оң жақ"], *ONE]


def test_a_frame_around_text_is_no_table() -> None:
    assert read_page(box(40, 700, 500, 760), text(50, 730, "Жақтаудағы мәтін")) == ["Жақтаудағы мәтін"]


def test_a_table_of_one_row() -> None:
    assert read_page(table(50, 750, [80, 60, 60], ONE[:1])) == ONE[:1]


# ---- text outside tables ---------------------------------------------------------------------------------------------------------------


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = ["Бірінші бағанның жолы осында тұр.", "Бұл жол да сол бағанда тұр."]
    right = ["Екінші бағанның жолы осында тұр.", "Бұл жол да осы бағанда тұр."]
    found = read_page(paragraphs(50, 750, *left), paragraphs(320, 750, *right))
    assert " ".join(map(str, found)) == " ".join((*left, *right))


def to_right(top: float, words: str) -> str:
    """A line that ends at the right margin of the pages below."""
    return text(550 - width(words), top, words)


def test_a_mark_at_the_right_margin_is_no_part_of_the_line_below() -> None:
    title = "Университеттің даму стратегиясы мен оны іске асыру жоспары туралы тұжырымдамалық бағыттар жинағы"
    assert read_page(to_right(700, "БЕКІТІЛДІ"), text(50, 686, title), to_right(600, "соңы")) == ["БЕКІТІЛДІ", title, "соңы"]


def test_lines_set_to_the_right_margin_are_one_paragraph_where_they_are_full() -> None:
    full = "4.1. Жоғары рейтингті басылымдарда мақалалары мен шолулары бар қызметкерлер санын көбейту үшін сан"
    lines = (text(50, 760, "Жоғарыда тұрған жол."), to_right(700, full), to_right(688, "(20 адамнан 150 адамға дейін)"))
    assert read_page(*lines)[1:] == [f"{full} (20 адамнан 150 адамға дейін)"]


def test_the_lines_of_a_left_column_are_one_paragraph() -> None:
    left = ["Бірінші бағанның жолы ұзақ созылып", "жатыр, екінші жолға өтеді де осында", "бітеді."]
    right = ["Екінші бағанның жолы да ұзақ болып", "созылады, содан кейін ол да осында", "бітеді."]
    assert read_page(paragraphs(50, 750, *left), paragraphs(320, 750, *right)) == [" ".join(left), " ".join(right)]


def test_running_lines_are_told_from_the_text() -> None:
    body = [table(LEFT, 700, WIDTHS, ROWS), paragraphs(LEFT, 700, "Бірінші сөйлем осында тұр."), paragraphs(LEFT, 700, "Басқа сөйлем тұр.")]
    pages = [
        text(60, 770, "Университеттің даму жоспары") + content + text(290, 20, f"{number}") for number, content in enumerate(body, start=1)
    ]
    blocks = pdf.read(document(*pages), "plan.pdf").blocks
    found = [block for block in blocks if isinstance(block, Paragraph)]
    assert [block.cell.text for block in found if block.runs] == [
        text for number in "123" for text in ("Университеттің даму жоспары", number)
    ]
    assert [block.cell.text for block in found if not block.runs] == ["Бірінші сөйлем осында тұр.", "Басқа сөйлем тұр."]
    assert sum(isinstance(block, Gap) for block in blocks) == 2


def test_running_lines_do_not_part_a_table() -> None:
    more = [["1.3. Кіріс", "теңге", "7", "8"]]
    pages = [
        text(60, 785, "Даму жоспары") + table(LEFT, 700, WIDTHS, rows) + text(290, 20, f"- {number} -")
        for number, rows in enumerate((ROWS, more), start=1)
    ]
    data = document(*pages)
    assert [row for row in read_shown(data) if isinstance(row, list)] == [*CELLS, *more]
    assert tables_of(data) == [1, 1, 1, 1]


# ---- tables that go on over pages ------------------------------------------------------------------------------------------------------

HEADER = ["Атауы", "Бірлік", "2024", "2025", "Орындаушы"]
FIVE = [120.0, 50.0, 30.0, 40.0, 80.0]
# The last row of each page ends where its text may end.
FLOOR = 60.0


def on_pages(*pages: Sequence[Sequence[str]], shift: float = 0, stretch: float = 0) -> bytes:
    """A table that fills each page down to its end, and goes on from the top of the next one; each by `shift` further to the right."""
    contents = []
    for number, rows in enumerate(pages):
        widths = [width + stretch * number * (-1) ** index for index, width in enumerate(FIVE)]
        top = 760 if number else FLOOR + sum(heights(rows))
        contents.append(table(LEFT + number * shift, top, widths, rows))
    return document(*contents)


FIRST = ["1.1. Білім алушылар", "адам", "10", "20", "Ректорат"]
SECOND = ["1.2. Шығыстар", "теңге", "30", "40", "Бухгалтерия"]


@pytest.mark.parametrize(("shift", "stretch"), [(0, 0), (6, 0), (-4, 0), (0, 1.5), (3, -1.5)])
def test_columns_may_drift_from_page_to_page(shift: float, stretch: float) -> None:
    data = on_pages([HEADER, FIRST], [SECOND], [["1.3. Кіріс", "теңге", "50", "60", "Ректорат"]], shift=shift, stretch=stretch)
    assert read_shown(data) == [HEADER, FIRST, SECOND, ["1.3. Кіріс", "теңге", "50", "60", "Ректорат"]]
    assert tables_of(data) == [1, 1, 1, 1]


def test_a_header_that_is_printed_again_stays_a_row_of_the_table() -> None:
    data = on_pages([HEADER, FIRST], [HEADER, SECOND])
    assert read_shown(data) == [HEADER, FIRST, HEADER, SECOND]
    assert tables_of(data) == [1, 1, 1, 1]


def test_a_row_is_cut_below_a_header_that_stands_above_text_running_through_the_table() -> None:
    above, below = ["1.1. Білім", "адам", "10", "20", "Бухгалтерия,"], ["", "", "", "", "Ректорат"]
    floor = FLOOR + sum(heights([above]))
    first = table(LEFT, floor + 60, FIVE, [HEADER]) + text(LEFT + 4, floor + 20, "1. Бөлім") + table(LEFT, floor, FIVE, [above])
    found = read_shown(document(first, table(LEFT, 760, FIVE, [HEADER, below, SECOND])))
    assert found == [HEADER, "1. Бөлім", [*above[:4], "Бухгалтерия, Ректорат"], HEADER, SECOND]


@pytest.mark.parametrize(
    ("column", "above", "below", "whole"),
    [
        (0, "1.2. Білім беру бағдар\nламалары бойынша", "оқитындар саны", "1.2. Білім беру бағдарламалары бойынша оқитындар саны"),
        (1, "миллион", "теңге", "миллион теңге"),
        (2, "150", "000", "150 000"),
        (3, "1 150", "000", "1 150 000"),
        (4, "Бухгалтерия", "және Ректорат", "Бухгалтерия және Ректорат"),
    ],
    ids=["name", "unit", "narrow number", "number", "executor"],
)
@pytest.mark.parametrize("again", [False, True], ids=["header once", "header again"])
def test_a_row_that_a_page_end_cut_in_one_column(column: int, above: str, below: str, whole: str, again: bool) -> None:
    first = ["1.1. Білім беру бағдарламалары", "адам", "10", "20", "Ректорат"]
    last = [above if at == column else text for at, text in enumerate(SECOND)]
    rest = [below if at == column else "" for at in range(5)]
    after = ["1.3. Кіріс", "теңге", "50", "60", "Ректорат"]
    data = on_pages([HEADER, first, last], [HEADER, rest, after] if again else [rest, after])
    assert read_shown(data) == [
        HEADER,
        first,
        [whole if at == column else text for at, text in enumerate(SECOND)],
        *([HEADER] if again else []),
        after,
    ]


def test_a_row_that_a_page_end_cut_in_all_columns() -> None:
    above = ["1.2. Жөндеу жұмыстарына", "миллион", "150", "1 150", "Бухгалтерия,"]
    below = ["жұмсалған қаражат", "теңге", "000", "000", "Ректорат"]
    assert read_shown(on_pages([HEADER, FIRST, above], [below])) == [
        HEADER,
        FIRST,
        ["1.2. Жөндеу жұмыстарына жұмсалған қаражат", "миллион теңге", "150 000", "1 150 000", "Бухгалтерия, Ректорат"],
    ]


def test_a_header_that_a_page_end_cut_within_its_merged_cells() -> None:
    above = [["Алға қойылған міндет", "Көрсеткіштің сандық мәні"]]
    below = [["үшін қажет іс-шара", "жылдар бойынша", "", ""], ["", "2024", "2025", "2026"], ["1.1. Саны", "3", "4", "5"]]
    bottom = FLOOR + sum(heights(above))
    first = table(50, bottom, [110, 125], above)
    sides = [160 + 125 / 3 * column for column in range(4)]
    second = filled(50, 760, [110, *[125 / 3] * 3], below, 16)
    second += lined((50, 760, 285, 760), (160, 744, 285, 744), (50, 728, 285, 728), (50, 712, 285, 712), (50, 760, 50, 712))
    second += lined((160, 760, 160, 712), (285, 760, 285, 712), *((x, 744, x, 712) for x in sides[1:3]))
    name, group = "Алға қойылған міндет үшін қажет іс-шара", "Көрсеткіштің сандық мәні жылдар бойынша"
    assert read_shown(document(first, second)) == [[name, group, group, group], [name, "2024", "2025", "2026"], below[2]]


def test_a_row_with_a_number_of_its_own_is_no_second_half() -> None:
    data = on_pages([HEADER, FIRST], [["1.2. Жаңа", "", "", "", ""]])
    assert read_shown(data) == [HEADER, FIRST, ["1.2. Жаңа", "", "", "", ""]]


def test_rows_on_a_page_that_is_not_full_are_not_cut() -> None:
    above, below = ["1.2. Шығыстар", "теңге", "30", "40", "Бухгалтерия"], ["жалпы", "", "", "", ""]
    full = paragraphs(LEFT, FLOOR + 10, "Соңғы жол осында.")
    data = document(table(LEFT, 700, FIVE, [HEADER, above]), table(LEFT, 760, FIVE, [below]), full)
    assert read_shown(data)[:3] == [HEADER, above, below]


def test_a_merged_cell_goes_on_over_a_page_end() -> None:
    rows = [["Атауы", "2024", "2025", "Орындаушы"], ["1.1. Саны", "1", "2", "Ректорат"], ["1.2. Үлесі", "3", "4", ""]]
    rest = [["1.3. Шығыс", "5", "6", ""], ["1.4. Кіріс", "7", "8", ""]]
    bottom = FLOOR + 48
    first = filled(50, bottom, QUARTERS, rows, 16) + ruled(50, bottom, QUARTERS[:3], [16] * 3)
    first += lined((270, bottom, 330, bottom), (270, bottom - 16, 330, bottom - 16), (270, 60, 330, 60), (330, bottom, 330, 60))
    second = filled(50, 760, QUARTERS, rest, 16) + ruled(50, 760, QUARTERS[:3], [16] * 2)
    second += lined((270, 760, 330, 760), (270, 728, 330, 728), (330, 760, 330, 728))
    found = read_shown(document(first, second))
    assert found[1:] == [
        ["1.1. Саны", "1", "2", "Ректорат"],
        ["1.2. Үлесі", "3", "4", "Ректорат"],
        ["1.3. Шығыс", "5", "6", "Ректорат"],
        ["1.4. Кіріс", "7", "8", "Ректорат"],
    ]


def test_another_table_on_the_next_page_is_another() -> None:
    data = document(table(50, 92, [80, 60, 60], ONE), table(50, 760, [40, 90, 40, 90], [["г", "ғ", "д", "е"], ["4", "5", "6", "7"]]))
    assert tables_of(data) == [1, 1, 2, 2]


def test_text_at_the_top_of_a_page_parts_tables() -> None:
    data = document(table(50, 92, [80, 60, 60], ONE), text(50, 700, "Екінші кесте мынадай:") + table(50, 680, [80, 60, 60], TWO))
    assert tables_of(data) == [1, 1, 2, 2]


# ---- words that the width of a cell broke ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("150\n000", "150 000"),
        ("12\n480\n551", "12 480 551"),
        ("бағда\nрлама\nлары", "бағдарламалары"),
    ],
)
def test_lines_of_a_narrow_cell(printed: str, whole: str) -> None:
    narrow = max(width(line) for line in printed.split("\n")) + 9
    rows = [["Атауы", "Мәні", "Ескерту"], ["1.1. Білім беру бағдарламалары", printed, "жоқ"]]
    assert read_page(table(50, 750, [200, narrow, 60], [["Атауы", "Мә", "Ескерту"], rows[1]]))[1] == [rows[1][0], whole, "жоқ"]


def test_words_of_justified_lines_may_stand_far_apart() -> None:
    lines = [
        "Университеттің қаржылық тұрақтылығын",
        "арттыру және материалдық базасын",
        "дамыту бағыты бойынша іс-шаралар",
        "жоспары бекітілді.",
    ]
    spread = ""
    for row, words in enumerate(map(str.split, lines)):
        gap = (230 - sum(map(width, words))) / (len(words) - 1) if row < len(lines) - 1 else 3
        for number, word in enumerate(words):
            spread += text(50 + sum(map(width, words[:number])) + gap * number, 750 - 14 * row, word)
    assert " ".join(str(block) for block in read_page(spread)) == " ".join(lines)


# ---- what is struck out ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", PDF_ENGINES)
@pytest.mark.parametrize("turn", ["", "/Rotate 90"])
def test_what_is_struck_out_is_not_read_and_said(engine: str, turn: str) -> None:
    struck = text(LEFT, 700, "140 адам") + line(LEFT - 0.5, 702.8, LEFT + width("140 адам") + 0.5, 702.8)
    more = text(LEFT + width("140 адам "), 700, "150") + text(LEFT, 650, "Келесі жол.")
    raw = pdf.read(document(struck + more, page=f"{A4} {turn}"), "plan.pdf", engine)
    assert shown(raw) == ["150", "Келесі жол."]
    assert [(finding.code, finding.printed) for finding in raw.findings] == [("cell_not_used", "140 адам")]


@pytest.mark.parametrize(
    "drawn",
    [
        line(LEFT, 698.8, LEFT + width("1400"), 698.8),
        line(LEFT - 10, 702.8, LEFT + width("1400") + 10, 702.8),
        line(LEFT, 702.8, LEFT + width("1400") + 10, 702.8),
    ],
    ids=["an underline", "a ruling line behind the text", "a line that leads on from the text"],
)
def test_other_lines_strike_nothing_out(drawn: str) -> None:
    raw = pdf.read(document(text(LEFT, 700, "1400") + drawn), "plan.pdf")
    assert (shown(raw), raw.findings) == (["1400"], ())


# ---- how borders are drawn -------------------------------------------------------------------------------------------------------------


def test_borders_that_are_filled_between_two_outlines() -> None:
    rings = "".join(f"{x0} {y0} {x1 - x0} {y1 - y0} re {x0 + 1} {y0 + 1} {x1 - x0 - 2} {y1 - y0 - 2} re f*\n" for x0, y0, x1, y1 in BOXES)
    raw = pdf.read(document(TEXTS + rings), "plan.pdf")
    assert [row.cells[0].text for row in raw.blocks if isinstance(row, Row)] == [row[0] for row in CELLS]
    assert raw.findings == ()


def test_text_of_cells_without_any_padding() -> None:
    rows = [["10 070", "10 164", "10 259"], ["11 185", "11 240", "11 275"], ["12 000", "15 000", "17 000"]]
    each = width(rows[0][0])
    places = product(range(3), range(3))
    texts = "".join(text(LEFT + each * column, TOP - 12 - 16 * row, rows[row][column]) for row, column in places)
    assert read_page(texts, ruled(LEFT, TOP, [each] * 3, [16] * 3)) == rows


def test_a_space_counts_where_the_letter_behind_it_reaches_back_over_it() -> None:
    letters = [("а", 0, 5), (" ", 5, 7), ("J", 5.5, 9), ("o", 9, 14)]
    words = join_words([(letter, 50.0 + left, 0.0, 50.0 + right, 10.0) for letter, left, right in letters])
    assert make_line(words).text == "а Jo"


@pytest.mark.parametrize("padding", [4, 8.5, 11])
@pytest.mark.parametrize("is_right", [False, True])
def test_a_word_broken_in_cells_of_any_padding(padding: float, is_right: bool) -> None:
    rows = [["бағдарлама", "ры"], ["жоспарлау", "дың"], ["қамтамасыз", "ету"], ["тақырыптар", "ы"]]
    room = width("бағдарлама") + 2.0
    drawn = text(LEFT + padding, TOP + 20, "бағдарламары")
    for row, words in product(range(4), range(2)):
        left = LEFT + padding + (room - width(rows[row][words]) if is_right else 0.0)
        drawn += text(left, TOP - 12 - 40 * row - 12 * words, rows[row][words])
        drawn += text(LEFT + room + 3 * padding, TOP - 12 - 40 * row, "саны")
    found = read_page(drawn, ruled(LEFT, TOP, [room + 2 * padding, 80], [40] * 4))
    assert found[1] == ["бағдарламары", "саны"]
