"""Tables on pages without lines between columns or rows: the rows that come out, those that are flagged, and what must not be a table."""

from __future__ import annotations

import pytest

from jospar.extract.readers import pdf
from tests.support.pdf import PADDING, document, filled, heights, line, paragraphs, read_page, ruled, text

_WIDTHS = (180, 60, 60, 60, 60)
_HEADER = ("Measure", "Unit", "2024", "2025", "2026")
_ROWS = (
    _HEADER,
    ("1.1. Growth of the number\nof students from abroad", "persons", "120", "130", "140"),
    ("1.2. Share of graduates", "percent", "71,5", "72,0", "73,5"),
    ("1.3. Income of the\nuniversity from research\nand its services", "million", "1 250", "1 310", "1 400"),
)
_SPOKEN = [[" ".join(cell.split()) for cell in row] for row in _ROWS]


def _codes(*contents: str) -> list[str]:
    return [finding.code for finding in pdf.read(document("".join(contents)), "plan.pdf").findings]


def _of_figures(shown: list[object]) -> list[list[str]]:
    return [row for row in shown if isinstance(row, list)]


def test_blanks_part_the_rows() -> None:
    """Lines of a row stand nearer to each other than rows do."""
    assert read_page(filled(50, 700, _WIDTHS, _ROWS)) == _SPOKEN
    assert _codes(filled(50, 700, _WIDTHS, _ROWS)) == ["columns_unruled"]


def test_rules_part_the_rows() -> None:
    """Where lines are drawn between rows blanks do not count: here rows stand no further apart than lines."""
    edges = [700, 684, 656, 640, 600]
    rules = "".join(line(50, y, 470, y) for y in edges)
    assert read_page(filled(50, 700, _WIDTHS, _ROWS) + rules) == _SPOKEN


def test_a_number_that_is_broken_stays_one_row() -> None:
    """The second lines of figures have no unit beside them and no blank above."""
    widths = (140, 50, 26, 26, 26)
    rows = (
        ("Measure", "Unit", "2024", "2025", "2026"),
        ("Grants", "items", "9", "12", "15"),
        ("Endowment of the\nuniversity at the end", "million", "347\n856", "389\n599", "432\n455"),
        ("Students", "persons", "856", "870", "880"),
    )
    found = _of_figures(read_page(filled(50, 700, widths, rows)))
    assert found[1] == ["Grants", "items", "9", "12", "15"]
    assert found[2] == ["Endowment of the university at the end", "million", "347 856", "389 599", "432 455"]
    assert found[3] == ["Students", "persons", "856", "870", "880"]


@pytest.mark.parametrize(("padding", "rows"), [(4, 3), (9, 1)])
def test_lines_of_figures_in_a_ruled_row_are_rows_where_there_was_room_beside(padding: int, rows: int) -> None:
    """`150 000` would have fitted into 48 points between paddings of 4, not between those of 9."""
    widths = (140, 48, 48, 48)
    table = (
        ("Measure", "2024", "2025", "2026"),
        ("Grants of\nthe city and\nthe region", "150\n000\n000", "200\n000\n000", "250\n000\n000"),
        ("Students", "856", "870", "880"),
    )
    page = filled(50 + padding - PADDING, 700, widths, table) + ruled(50, 700, widths, heights(table))
    assert len(_of_figures(read_page(page))) == 2 + rows


def test_numbers_of_two_rows_are_not_joined() -> None:
    """In one spacing, a row of three figures below another is its own: it has a name and a unit."""
    rows = [("Measure", "Unit", "2024", "2025", "2026"), *((f"Number {n}", "items", "347", "389", "432") for n in range(1, 6))]
    page = "".join(filled(50, 700 - 12 * n, (140, 50, 26, 26, 26), [row]) for n, row in enumerate(rows))
    assert read_page(page) == [list(row) for row in rows]


def test_rows_that_nothing_tells_are_flagged() -> None:
    """Figures without a name and a unit below others, in one spacing: the rest of numbers or a row; whatever is read, it is flagged."""
    rows = (*_ROWS[:1], ("Endowment", "million", "347", "389", "432"), ("", "", "856", "599", "455"), ("Grants", "items", "9", "12", "15"))
    page = "".join(filled(50, 700 - 12 * n, (140, 50, 26, 26, 26), [row]) for n, row in enumerate(rows))
    found = pdf.read(document(page), "plan.pdf")
    flagged = {finding.printed for finding in found.findings if finding.code == "rows_unruled"}
    assert flagged >= {"347 856", "389 599", "432 455"}


def test_a_row_with_a_blank_among_its_figures_is_flagged() -> None:
    """A number in the middle may be of all years or of one."""
    rows = (*_ROWS[:3], ("1.4. Quality of teaching", "points", "", "85", ""))
    found = pdf.read(document(filled(50, 700, _WIDTHS, rows)), "plan.pdf")
    assert "85" in [finding.printed for finding in found.findings if finding.code == "rows_unruled"]


def test_a_word_below_every_year_is_in_its_column() -> None:
    years = [f"{year}\nжыл" for year in range(2021, 2029)]
    rows = (("Іс-шара", "өлш.", *years), *((f"1.{n}. Саны", "адам", *(str(100 * n + at) for at in range(8))) for n in range(1, 5)))
    found = _of_figures(read_page(filled(50, 700, (110, 40, *[28] * 8), rows)))
    assert found == [["Іс-шара", "өлш.", *(f"{year} жыл" for year in range(2021, 2029))], *map(list, rows[1:])]


def test_a_label_below_a_heading_that_fills_its_line() -> None:
    heading = "2. Modernisation of the buildings and of the digital infrastructure of the university"
    above, below = filled(50, 700, _WIDTHS, _ROWS[:2]), filled(50, 628, _WIDTHS, _ROWS[2:])
    found = read_page(above, text(54, 650, heading), text(54, 638, "Target indicators:"), below)
    assert [row if isinstance(row, str) else row[0] for row in found[2:4]] == [heading, "Target indicators:"]


def test_a_label_above_a_single_row_below_a_ruled_header() -> None:
    label, figures = ("Target indicators:", "", "", "", ""), ("persons", "120", "130", "140")
    page = filled(50, 700, _WIDTHS, (_HEADER, label, ("Growth of the number\nof students", *figures)))
    found = read_page(page + line(50, 685, 470, 685))
    assert found == [list(_HEADER), list(label), ["Growth of the number of students", *figures]]


def test_headings_between_rows_stand_alone() -> None:
    """A heading that runs through the columns is a row of its own, and so is a second one below it."""
    page = filled(50, 700, _WIDTHS, _ROWS[:2])
    page += text(54, 646, "Goal 2. Quality of teaching at all faculties of the university")
    page += text(54, 630, "Task 2.1. More teachers with degrees at all faculties")
    page += filled(50, 624, _WIDTHS, _ROWS[2:])
    found = _of_figures(read_page(page))
    assert [row[0] for row in found[1:]] == [
        "1.1. Growth of the number of students from abroad",
        "Goal 2. Quality of teaching at all faculties of the university",
        "Task 2.1. More teachers with degrees at all faculties",
        "1.2. Share of graduates",
        "1.3. Income of the university from research and its services",
    ]


def test_wide_spaces_are_no_columns() -> None:
    """In a column of text with even margins gaps stand below each other by chance, but other lines run through them."""
    names = ("Growth of the number", "of foreign students", "at every faculty,", "both new and old")
    rows = [_HEADER, *((f"{n}. Quality", "points", f"{n}5", f"{n}6", f"{n}7") for n in range(1, 6))]
    page = filled(50, 700, (300, 60, 60, 60, 60), rows)
    for n in range(1, 6):
        page += (
            text(150, 700 - 16 * n - 12, names[0 if n % 2 else 3])
            if n > 2
            else text(150, 700 - 16 * n - 12, "of") + text(225, 700 - 16 * n - 12, "all")
        )
    assert {len(row) for row in _of_figures(read_page(page))} <= {5, 6}
    assert [row[-3:] for row in _of_figures(read_page(page))[1:]] == [[f"{n}5", f"{n}6", f"{n}7"] for n in range(1, 6)]


def test_a_table_of_other_columns_keeps_its_own() -> None:
    """Columns of the table before are taken over only where each text has its own."""
    upper = (_HEADER, *_ROWS[1:])
    lower = (("Post", "2024", "2025", "2026", "2027", "2028"), *((f"Post {n}", *(f"{n}{k}" for k in range(5))) for n in range(1, 5)))
    page = filled(50, 760, _WIDTHS, upper) + paragraphs(50, 640, *_PROSE) + filled(50, 540, (60, 40, 40, 40, 40, 40), lower)
    found = _of_figures(read_page(page))
    assert [row for row in found if len(row) == 6] == [list(row) for row in lower]


def test_a_financial_statement_is_a_table() -> None:
    rows = (
        ("Item", "Note", "2024", "2023"),
        ("Revenue", "4", "1 204 551", "1 118 020"),
        ("Cost of sales", "5", "(802 114)", "(771 905)"),
        ("Gross profit", "", "402 437", "346 115"),
        ("Administrative expenses", "6", "(120 008)", "(115 442)"),
        ("Profit of the year", "", "282 429", "230 673"),
    )
    assert read_page(filled(60, 700, (200, 50, 90, 90), rows)) == [list(row) for row in rows]


_PROSE = (
    "The university was founded in the year 1962 and has today eleven faculties with",
    "forty departments, at which 12 450 students are taught by 1 120 teachers, among",
    "them 380 with degrees. Its library holds 1 400 000 books in forty languages. The",
    "strategy of the board says what is to be reached until the end of the year 2028.",
)
_LEFT = ("The board decides about", "the strategy, the budget", "and the members of the", "management, and hears", "reports twice a year.")
_RIGHT = (
    "Each member has a vote.",
    "Where votes are equal the",
    "chair decides. Minutes",
    "are kept by the secretary",
    "and are signed by all.",
)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(paragraphs(50, 700, *_PROSE, *_PROSE), id="prose"),
        pytest.param(paragraphs(50, 700, *_LEFT) + paragraphs(320, 700, *_RIGHT), id="two columns of text"),
        pytest.param(
            "".join(text(50, 700 - 14 * n, f"{n}. Chapter {'.' * 60} {n * 7}") for n in range(1, 9)), id="a list of contents with dots"
        ),
        pytest.param(
            "".join(text(50, 700 - 14 * n, f"{n}. Chapter of the plan") + text(520, 700 - 14 * n, str(n * 7)) for n in range(1, 9)),
            id="a list of contents without dots",
        ),
        pytest.param(
            paragraphs(380, 700, "APPROVED", "by the board of the", "university on 4 May 2024", "(minutes No. 12)"), id="an approval"
        ),
        pytest.param(
            paragraphs(50, 700, "Almaty", "12 Abai Avenue", "Tel. 8 727 2501234")
            + paragraphs(380, 700, "University", "Rector's office", "No. 14"),
            id="an address block",
        ),
        pytest.param(
            "".join(
                text(50, 700 - 30 * n, "Member of the board") + text(300, 700 - 30 * n, "________") + text(440, 700 - 30 * n, name)
                for n, name in enumerate(("A. Serik", "B. Omar"))
            ),
            id="signatures",
        ),
    ],
)
def test_no_table(page: str) -> None:
    """What only looks like columns stays text."""
    assert [found for found in read_page(page) if isinstance(found, list)] == []
