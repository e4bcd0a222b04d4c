"""What ruling lines make, line by line, and which columns of two pages are the same."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.limits import MAX_PAGE_RULES
from jospar.extract.readers.pdf.columns import go_on, unite
from jospar.extract.readers.pdf.grid import find_grids, join_rules
from jospar.extract.readers.pdf.lines import make_lines, split_line
from jospar.extract.readers.pdf.page import Painted, RulingLine, Word, find_turn, join_words, make_page, turned

# ---- ruling lines --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "joined"),
    [
        ([(10, 0, 50), (10, 50, 90)], [(10, 0, 90)]),
        ([(10, 0, 50), (10, 53, 90)], [(10, 0, 90)]),
        ([(10, 0, 50), (10, 60, 90)], [(10, 0, 50), (10, 60, 90)]),
        ([(10, 0, 90), (11.5, 0, 90)], [(10.75, 0, 90)]),
        ([(10, 0, 90), (14, 0, 90)], [(10, 0, 90), (14, 0, 90)]),
        ([(10, 20, 40), (10, 0, 90)], [(10, 0, 90)]),
        ([], []),
    ],
)
def test_lines_that_are_one(rules: list[tuple[float, float, float]], joined: list[tuple[float, float, float]]) -> None:
    assert join_rules([RulingLine(*rule) for rule in rules]) == [RulingLine(*rule) for rule in joined]


@given(st.lists(st.tuples(*[st.floats(0, 800)] * 2, st.floats(2, 500))), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_count(rules: list[tuple[float, float, float]], random: object) -> None:
    made = [RulingLine(at, start, start + length) for at, start, length in rules]
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert join_rules(made) == join_rules(shuffled)


def grid(xs: list[float], ys: list[float]) -> tuple[list[RulingLine], list[RulingLine]]:
    return [RulingLine(y, xs[0], xs[-1]) for y in ys], [RulingLine(x, ys[0], ys[-1]) for x in xs]


sides = st.lists(st.floats(8, 120), min_size=1, max_size=8).map(lambda widths: list(accumulate(widths, initial=50)))


@given(sides, sides)
def test_a_ruled_table_has_a_cell_between_any_two_lines(xs: list[float], ys: list[float]) -> None:
    found = find_grids(*grid(xs, ys))
    if len(xs) == len(ys) == 2:
        assert found == []
        return
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in found[0].cells] == [
        (row, column, 1, 1) for row in range(len(ys) - 1) for column in range(len(xs) - 1)
    ]
    assert (found[0].xs, found[0].ys) == (pytest.approx(xs), pytest.approx(ys))


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(3, 300)), max_size=25), st.integers(0, 25))
def test_cells_lie_beside_each_other_whatever_lines_there_are(rules: list[tuple[float, float, float]], across: int) -> None:
    made = [RulingLine(at, start, start + length) for at, start, length in rules]
    for found in find_grids(made[:across], made[across:]):
        places = [
            (row, column)
            for cell in found.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        ]
        assert len(places) == len(set(places))
        assert all(row < len(found.ys) - 1 and column < len(found.xs) - 1 for row, column in places)
        assert all(cell.box[0] < cell.box[2] and cell.box[1] < cell.box[3] for cell in found.cells)


def test_a_frame_and_lines_that_do_not_meet_are_no_tables() -> None:
    assert find_grids(*grid([50, 300], [50, 300])) == []
    assert find_grids([RulingLine(50, 0, 100), RulingLine(80, 0, 100)], []) == []
    assert find_grids([RulingLine(50, 0, 100)], [RulingLine(300, 200, 400)]) == []
    assert find_grids([], []) == []


def boxes(xs: list[tuple[float, float]], ys: list[tuple[float, float]]) -> tuple[list[RulingLine], list[RulingLine]]:
    across = [RulingLine(y, x0, x1) for x0, x1 in xs for pair in ys for y in pair]
    return across, [RulingLine(x, y0, y1) for pair in xs for x in pair for y0, y1 in ys]


@pytest.mark.parametrize("gap", [0, 1.5, 3, 5, 8, 11])
def test_boxes_that_stand_apart_a_little_are_the_cells_of_one_table(gap: float) -> None:
    xs, ys = [(50.0, 100.0), (100 + gap, 150.0), (150 + gap, 220.0)], [(50.0, 70.0), (70 + gap, 95.0)]
    found = find_grids(*boxes(xs, ys))
    assert [len(grid.cells) for grid in found] == [6]
    assert len(found[0].xs) == 4 and len(found[0].ys) == 3


def test_boxes_far_from_each_other_are_no_table() -> None:
    assert find_grids(*boxes([(50, 100), (120, 150)], [(50, 70), (100, 120)])) == []


def test_a_box_merged_over_others_that_stand_apart() -> None:
    across, down = boxes([(50, 100), (108, 150)], [(80, 100)])
    wide = boxes([(50, 150)], [(50, 72)])
    found = find_grids([*across, *wide[0]], [*down, *wide[1]])
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in found[0].cells] == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_lines_that_no_type_fits_between_are_one_border() -> None:
    found = find_grids(*grid([50, 100, 104.5, 150], [50, 70, 75, 90]))
    assert (found[0].xs, found[0].ys, len(found[0].cells)) == ((50, 102.25, 150), (50, 72.5, 90), 4)


def test_a_table_that_is_open_on_all_sides_has_its_outer_rows_where_one_line_goes_on() -> None:
    found = find_grids([RulingLine(70, 50, 150), RulingLine(90, 50, 150)], [RulingLine(100, 52, 108)])
    assert found[0].cells[0].box == (50, 52, 100, 70)
    assert len(found[0].cells) == 6


def test_thick_lines_end_where_a_row_is_merged() -> None:
    across, _ = grid([50, 100, 150], [50, 80, 89.2, 120])
    down = [RulingLine(50, 47, 123), RulingLine(100, 47, 83.3), RulingLine(100, 85.9, 123), RulingLine(150, 47, 123)]
    assert [(cell.row, cell.columns) for cell in find_grids(across, down)[0].cells] == [(0, 1), (0, 1), (1, 2), (2, 1), (2, 1)]


def test_a_merged_cell_that_the_end_of_a_page_cuts_is_closed_there() -> None:
    across = [RulingLine(50, 50, 150), RulingLine(70, 50, 100), RulingLine(90, 50, 100)]
    found = find_grids(across, [RulingLine(x, 50, 90) for x in (50, 100, 150)])
    assert [(cell.row, cell.column, cell.rows) for cell in found[0].cells] == [(0, 0, 1), (0, 1, 2), (1, 0, 1)]


def test_dots_in_a_row_are_a_line() -> None:
    dots = [(50.0 + 2 * step, 700.0, 51.0 + 2 * step, 701.0) for step in range(50)]
    dots += [(80.0, 600.0 + 2 * step, 81.0, 601.0 + 2 * step) for step in range(40)]
    page = make_page(1, (0, 0, 600, 800), [], [], Painted(dots))
    assert page.horizontals == (RulingLine(99.5, 50, 149),)
    assert page.verticals == (RulingLine(80.5, 121, 200),)


def test_a_page_of_too_many_lines_has_no_tables() -> None:
    xs = [float(5 * number) for number in range(MAX_PAGE_RULES)]
    assert find_grids(*grid(xs, [0, 50, 100])) == []


def test_lines_that_nearly_meet_do() -> None:
    across, down = grid([50, 150, 250], [50, 70, 90])
    short = [rule._replace(start=rule.start + 2, end=rule.end - 2) for rule in down]
    assert len(find_grids(across, short)[0].cells) == 4


def test_merged_cells() -> None:
    across = [RulingLine(50, 0, 300), RulingLine(70, 100, 300), RulingLine(90, 0, 300)]
    down = [RulingLine(0, 50, 90), RulingLine(100, 50, 90), RulingLine(200, 70, 90), RulingLine(300, 50, 90)]
    cells = find_grids(across, down)[0].cells
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in cells] == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


# ---- columns of several pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edges", "others", "expected"),
    [
        ([50, 150, 250], [50, 150, 250], True),
        ([50, 150, 250], [58, 160, 256], True),
        ([50, 150, 250], [50, 250], True),
        ([50, 150, 250], [70, 170, 270], False),
        ([50, 150, 250], [50, 150, 350], False),
        ([50, 150, 200, 250], [50, 100, 250], False),
    ],
)
def test_which_tables_go_on(edges: list[float], others: list[float], expected: bool) -> None:
    assert go_on(edges, others) is expected
    assert go_on(others, edges) is expected


@given(sides, st.lists(st.floats(-3, 3), min_size=1, max_size=5))
def test_columns_that_drift_are_the_same(xs: list[float], shifts: list[float]) -> None:
    pages = [[x + shift for x in xs] for shift in shifts]
    assert unite(pages) == [list(range(len(xs)))] * len(pages)
    assert all(go_on(pages[0], page) for page in pages)


@given(sides, st.lists(st.tuples(st.sets(st.integers(1, 7)), st.floats(-3, 3)), max_size=5))
def test_columns_that_a_page_leaves_out_keep_their_numbers(xs: list[float], others: list[tuple[set[int], float]]) -> None:
    kept = [[index for index in range(len(xs)) if index not in left_out or index == len(xs) - 1] for left_out, _ in others]
    pages = [[xs[index] + shift for index in own] for own, (_, shift) in zip(kept, others, strict=True)]
    assert unite([xs, *pages]) == [list(range(len(xs))), *kept]


@given(st.lists(sides, min_size=1, max_size=4))
def test_columns_keep_their_order(pages: list[list[float]]) -> None:
    chain = [page for page in pages if go_on(pages[0], page)]
    for own, xs in zip(unite(chain), chain, strict=True):
        assert len(own) == len(xs)
        assert own == sorted(set(own))


# ---- characters, words and lines -----------------------------------------------------------------------------------------------------


def chars(text: str, x: float = 0, y: float = 0, size: float = 10) -> list[tuple[str, float, float, float, float]]:
    return [(char, x + size * index / 2, y, x + size * (index + 1) / 2, y + size) for index, char in enumerate(text)]


def word(text: str, x: float, top: float = 0, size: float = 10) -> Word:
    return Word(text, x, top, x + size * len(text) / 2, top + size, 0, 0, size / 2)


def test_what_ends_a_word() -> None:
    assert [found.text for found in join_words(chars("білім беру"))] == ["білім", "беру"]
    assert [found.text for found in join_words([*chars("білім"), *chars("беру", x=27)])] == ["білім", "беру"]
    assert [found.text for found in join_words([*chars("білім"), *chars("беру", x=26)])] == ["білімберу"]
    assert [found.text for found in join_words([*chars("м"), *chars("2", x=5, y=-1, size=6)])] == ["м", "2"]
    assert [found.text for found in join_words([*chars("білім"), *chars("беру", x=0, y=12)])] == ["білім", "беру"]


@given(st.text(st.sampled_from("аб 12\x00"), max_size=30))
def test_words_hold_all_characters_but_blanks(text: str) -> None:
    made = chars(text)
    assert "".join(found.text for found in join_words(made)) == text.replace(" ", "").replace("\x00", "")
    assert all(found.text == "".join(char[0] for char in made[found.first : found.last]).strip(" \x00") for found in join_words(made))


@given(st.tuples(*[st.floats(0, 300)] * 2), st.integers(0, 3))
def test_a_turned_box_stays_on_the_page(corner: tuple[float, float], turn: int) -> None:
    x, y = corner
    x0, top, x1, bottom = turned((x, y, x + 10, y + 20), (0, 0, 600, 800), turn)
    assert sorted((round(x1 - x0, 6), round(bottom - top, 6))) == [10, 20]
    assert 0 <= x0 < x1 <= (800 if turn % 2 else 600)
    assert 0 <= top < bottom <= (600 if turn % 2 else 800)


@pytest.mark.parametrize(
    ("a", "b", "turn"), [(1, 0.05, 0), (0.05, 1, 1), (-1, -0.1, 2), (0.1, -1, 3), (1, 1, 4), (1, -1, 4), (-2, 1.5, 4), (0, 0, 0)]
)
def test_turns(a: float, b: float, turn: int) -> None:
    assert find_turn(a, b) == turn


def test_the_turn_of_a_page_is_that_of_most_of_its_text() -> None:
    made = [*chars("мәтін"), *chars("б")]
    assert make_page(1, (0, 0, 600, 800), made, [1] * 5 + [0], Painted([])).turn == 1
    assert make_page(1, (0, 0, 600, 800), made, [4] * 5 + [0], Painted([])).turn == 0
    assert make_page(1, (0, 0, 600, 800), made, [4] * 6, Painted([])).turn == 0


def test_words_make_lines() -> None:
    lines = make_lines([word("беру", 40), word("білім", 0, 1), word("2", 61, -2, 6), word("саны", 0, 14)])
    assert [line.text for line in lines] == ["білім беру²", "саны"]


def test_words_of_other_sizes_make_lines_of_their_own() -> None:
    lines = make_lines([word("ЖОБА", 0, -20, 60), word("бір", 0, 0), word("екі", 40, 0), word("үш", 0, 12)])
    assert sorted(line.text for line in lines) == ["ЖОБА", "бір екі", "үш"]


def test_a_word_that_is_printed_twice_is_one() -> None:
    assert [line.text for line in make_lines([word("бір", 0), word("екі", 20), word("бір", 0.4), word("екі", 20.4)])] == ["бір екі"]
    assert [line.text for line in make_lines([word("1", 0), word("1", 12)])] == ["1 1"]


def test_lines_part_at_gaps() -> None:
    line = make_lines([word("бір", 0), word("екі", 20), word("үш", 80)])[0]
    assert [piece.text for piece in split_line(line, 0.8)] == ["бір екі", "үш"]
    assert split_line(line, 10) == [line]
