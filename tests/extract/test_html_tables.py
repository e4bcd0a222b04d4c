"""Tables of HTML: spans, groups of rows, frames, tables in tables, and what stands in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.detect import read
from jospar.extract.document import Cell, Gap, Paragraph, Place, Row, SourceKind, UnreadableDocument
from jospar.extract.limits import MAX_TABLE_DEPTH
from jospar.extract.readers import spans
from jospar.extract.readers.html import page


def shown(markup: str) -> list[object]:
    """Rows as lists, lines as texts, gaps as None."""
    raw = read(f"<html><body>{markup}</body></html>".encode(), "plan.txt")
    assert raw.kind is SourceKind.HTML
    cells = list(raw.cells())
    assert len({cell.place for cell in cells}) == len(cells)
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.cell.text if isinstance(block, Paragraph) else None
        for block in raw.blocks
    ]


def cell_of(content: str) -> object:
    """The text of a cell with this content, beside another."""
    row = shown(f"<table><tr><td>{content}</td><td>end</td></tr></table>")[0]
    assert isinstance(row, list)
    return row[0]


def test_a_table() -> None:
    raw = read(b"<html><p>1. Plan</p><table><tr><th>a<th>b<tr><td>c<td></table><p>end", "plan.html")
    assert raw.blocks == (
        Paragraph(Cell("1. Plan", Place(line=1))),
        Row(
            (Cell("a", Place(None, 2, 1, 1, 1)), Cell("b", Place(None, 2, 1, 1, 2))),
            Place(None, 2, 1, 1),
        ),
        Row((Cell("c", Place(None, 3, 1, 2, 1)), Cell("", Place(None, 3, 1, 2, 2))), Place(None, 3, 1, 2)),
        Paragraph(Cell("end", Place(line=4))),
    )


def test_spans() -> None:
    rows = shown("<table><tr><td rowspan=2>name<td colspan=2>2024<tr><td>plan<td>fact<tr><td>a<td>1<td>2</table>")
    assert rows == [["name", "2024", "2024"], ["name", "plan", "fact"], ["a", "1", "2"]]


@pytest.mark.parametrize("span", ["0", "3", "65534", "65535", "3px"])
def test_a_cell_that_would_reach_below_its_group_ends_there(span: str) -> None:
    rows = shown(f"<table><tbody><tr><td rowspan='{span}'>a<td>1<tr><td>2<tr><td>3</tbody><tbody><tr><td>b<td>4</tbody></table>")
    assert rows == [["a", "1"], ["a", "2"], ["a", "3"], ["b", "4"]]


@pytest.mark.parametrize("span", ["3", "100", "1000", "1001"])
def test_a_cell_that_is_wider_than_its_table_adds_no_columns(span: str) -> None:
    assert shown(f"<table><tr><td colspan={span}>a<tr><td>1<td>2<td>3</table>") == [["a", "a", "a"], ["1", "2", "3"]]


@pytest.mark.parametrize("span", ["", "x", "-2", "0"])
def test_a_span_that_is_no_number_is_one(span: str) -> None:
    assert shown(f"<table><tr><td colspan='{span}'>a<td>b</table>") == [["a", "b"]]


def test_head_and_foot_stand_where_they_are_shown() -> None:
    rows = shown("<table><tfoot><tr><td>sum<td>3</tfoot><tbody><tr><td>a<td>3</tbody><thead><tr><th>name<th>2024</thead></table>")
    assert rows == [["name", "2024"], ["a", "3"], ["sum", "3"]]


def test_a_caption_and_text_between_the_rows_stand_above() -> None:
    assert shown("<table><caption>Table 1<br>Plan</caption><tr><td>a<td>1</tr>stray<tr><td>b<td>2</table>") == [
        "Table 1 Plan",
        "stray",
        ["a", "1"],
        ["b", "2"],
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "<table><tr><td>a<td>1<tr><td>b<td>2</table>",
        "<table><tr><td><b>a<td><i>1<tr><td>b<td>2</table>",
        "<p><table><td>a</td><td>1</td><tr><td>b</td><td>2</p></td></table></p>",
        "<table><tr><td><p>a<td></div>1</b><tr><td>b<td>2",
        "<table><thead><tr><td>a<td>1<tbody><tr><td>b<td>2</table>",
        "<TABLE><TR><TD>a</TD><TD>1</TD></TR><TR><TD>b</TD><TD>2</TD></TR></TABLE></TABLE></TD>",
    ],
)
def test_tags_that_were_left_out(broken: str) -> None:
    assert shown(broken) == [["a", "1"], ["b", "2"]]


# ---- frames and tables in tables -------------------------------------------------------------------------------------------------------


def test_a_frame_is_not_there() -> None:
    inner = "<table><tr><td>a<td>1<tr><td>b<td>2</table>"
    framed = shown(f"<table><tr><td>menu</tr><tr><td><p>1. Plan</p>{inner}<p>end</p></td></tr></table>")
    assert framed == ["menu", "1. Plan", ["a", "1"], ["b", "2"], "end"]
    assert shown(f"<table><tr><td><table><tr><td>{inner}</table></table>") == [["a", "1"], ["b", "2"]]
    assert shown(f"<table><tr><td>&nbsp;<td>{inner}</table>") == [["a", "1"], ["b", "2"]]


def test_a_frame_with_a_menu_beside_the_text() -> None:
    inner = "<table><tr><td>a<td>1<td>2</table>"
    assert shown(f"<table><tr><td>menu<td><p>1. Plan</p>{inner}</table>") == ["menu", "1. Plan", ["a", "1", "2"]]


def test_a_box_around_text_is_no_table() -> None:
    assert shown("<table><tr><td><p>1. Plan</p><p>1.1. Goal</p></td></tr></table>") == ["1. Plan", "1.1. Goal"]


def test_another_table_in_a_cell_is_a_part_of_it() -> None:
    inner = "<table><tr><td>x<td>y</table>"
    rows = shown(f"<table><tr><td>a<td>before {inner} after<td>1<tr><td>b<td>c<td>2</table><p>end")
    assert rows == [["a", "before\nx\ny\nafter", "1"], ["b", "c", "2"], "end"]


# ---- what stands in a cell -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("өлш.<br>бірл.", "өлш.\nбірл."),
        ("<p>өлш.</p>\n<p>бірл.</p>", "өлш.\nбірл."),
        ("12<br>345", "12\n345"),
        ("<p>12</p><p>345</p>", "12\n345"),
        ("<div>12\n345</div>", "12 345"),
        ("9&nbsp;976", "9\u00a0976"),
        ("&nbsp; 5 &nbsp;", "5"),
        ("  5\n\t 6  ", "5 6"),
        ("қар&shy;жы\u200b", "қаржы"),
        ("12<sup>3</sup>", "12³"),
        ("12<sup><font size=1>3</font></sup>", "12³"),
        ("12<span style='vertical-align: super'>3</span>", "12³"),
        ("м<sup>екен</sup>", "мекен"),
        ("<b>5</b><i>6</i><o:p></o:p>", "56"),
        ("&laquo;ҚТУ&raquo; &#8211; &amp;lt;", "«ҚТУ» – &lt;"),
        ("<ol start=3><li>а</li><li>б</li></ol>", "3. а\n4. б"),
        ("5<!--[if gte mso 9]>6<![endif]--><script>7</script><style>8</style>", "5"),
        ("(0,89\\$)", "(0,89$)"),
    ],
)
def test_the_text_of_a_cell(content: str, text: str) -> None:
    assert cell_of(content) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<span hidden>7</span>",
        "<span style='DISPLAY : none'>7</span>",
        "<span style='color:red;visibility:hidden'>7</span>",
        "<p style='mso-hide:all;color:red'>7</p>",
        "<del>7</del>",
        "<noscript>7</noscript>",
        "<table style='display:none'><tr><td>7</table>",
    ],
)
def test_what_is_hidden_is_not_read(hidden: str) -> None:
    assert cell_of(f"5{hidden}") == "5"


def test_hidden_rows_and_cells_are_not_there() -> None:
    assert shown("<table><tr><td>a<td style='display:none'>x<td>1</tr><tr hidden><td>y<td>z</tr><tr><td>b<td>2</table>") == [
        ["a", "1"],
        ["b", "2"],
    ]


@pytest.mark.parametrize("struck", ["<s>140</s>", "<strike>140</strike>", "<span style='text-decoration:line-through'>140</span>"])
def test_what_is_struck_out_is_not_read_and_said(struck: str) -> None:
    raw = read(f"<html><p>1. Plan {struck}</p><table><tr><td>a</td><td>{struck} 150</td></tr></table>".encode(), "plan.html")
    assert [cell.text for cell in raw.cells()] == ["1. Plan", "a", "150"]
    assert [(finding.code, finding.place, finding.printed) for finding in raw.findings] == [
        ("cell_not_used", Place(line=1), "140"),
        ("cell_not_used", Place(None, 2, 1, 1), "140"),
    ]


def test_a_table_that_is_struck_out_as_a_whole_is_not_read() -> None:
    raw = read(b"<html><p>1. Plan</p><s><table><tr><td>a<td>1</table></s>", "plan.html")
    assert [cell.text for cell in raw.cells()] == ["1. Plan"]
    assert [finding.printed for finding in raw.findings] == ["a", "1"]


def test_a_text_that_excel_lets_run_over_its_neighbours_is_one_cell() -> None:
    rows = shown("<table><tr><td colspan=3 style='mso-ignore:colspan'>Plan of all<td>x<tr><td>a<td>1<td>2<td>3</table>")
    assert rows == [["Plan of all", "", "", "x"], ["a", "1", "2", "3"]]


# ---- any grid --------------------------------------------------------------------------------------------------------------------------


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[list[int]], list[list[tuple[int, int, int]]]]:
    """A grid that numbers its cells, and the cells that begin in each row, with their columns and rows."""
    height, width = draw(st.integers(2, 7)), draw(st.integers(2, 7))
    grid = [[0] * width for _ in range(height)]
    rows: list[list[tuple[int, int, int]]] = [[] for _ in range(height)]
    number = 0
    for row in range(height):
        for column in range(width):
            if grid[row][column]:
                continue
            free = next((at for at in range(column, width) if grid[row][at]), width) - column
            columns = draw(st.integers(1, free))
            down = draw(st.integers(1, height - row))
            number += 1
            for line in grid[row : row + down]:
                line[column : column + columns] = [number] * columns
            rows[row].append((number, columns, down))
    return grid, rows


@given(grids())
def test_a_grid_comes_back_as_it_was(drawn: tuple[list[list[int]], list[list[tuple[int, int, int]]]]) -> None:
    grid, rows = drawn
    markup = "".join(
        "<tr>" + "".join(f"<td colspan={columns} rowspan={down}>n{number}" for number, columns, down in row) + "</tr>" for row in rows
    )
    raw = read(f"<html><table>{markup}</table>".encode(), "plan.html")
    printed = [block.cells for block in raw.blocks if isinstance(block, Row)]
    if len({number for line in grid for number in line}) == 1:
        assert [cell.text for cell in raw.cells()] == ["n1"]
        return
    begin = {number for row in rows for number, _, _ in row if any(line.index(number) == 0 for line in grid if number in line)}
    width = 1 + max(line.index(number) for line in grid for number in line)
    assert begin and [[cell.text for cell in line] for line in printed] == [[f"n{number}" for number in line[:width]] for line in grid]
    for line, numbers in zip(printed, grid, strict=True):
        for cell, number in zip(line, numbers, strict=False):
            assert cell is next(other for cells in printed for other in cells if other.text == f"n{number}")


# ---- bounds ----------------------------------------------------------------------------------------------------------------------------


def refusal_of(markup: str) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read(markup.encode(), "plan.html")
    return refusal.value.reason


def test_tables_in_too_many_tables() -> None:
    assert refusal_of("<html>" + "<table><tr><td>a<td>b" * (MAX_TABLE_DEPTH + 1)) == "too_deep"


def test_elements_in_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_MARKUP_DEPTH", 20)
    assert refusal_of("<html>" + "<div>" * 21 + "x" + "</b>" * 21) == "too_deep"


def test_too_many_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal_of("<html><table><tr>" + "<td>a" * 1_001 + "</table>") == "too_many_columns"
    monkeypatch.setattr(spans, "MAX_TABLE_CELLS", 1_000)
    assert refusal_of("<html><table>" + "<tr><td rowspan=20 colspan=10>a" * 20 + "</table>") == "too_many_columns"
    assert refusal_of("<html><table><tr>" + "<td>a" * 20 + "<tr><td>b" * 50 + "</table>") == "too_many_columns"


def test_a_page_break_between_paragraphs() -> None:
    assert shown("<p>a</p><p style='page-break-before:always'>b</p><hr><p>c</p><p>&nbsp;</p><p>d<br><br>e</p><p>f<br>g") == [
        "a", None, "b", None, "c", None, "d", None, "e", "f", "g",
    ]  # fmt: skip
    assert Gap() in read(b"<html><p>a<br style='mso-special-character:line-break'>b", "plan.html").blocks
