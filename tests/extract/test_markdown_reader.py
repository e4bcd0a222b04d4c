"""Markdown: which text is read so, its tables of pipes and of HTML, the marks that are taken off, and the lines of the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.detect import read
from jospar.extract.document import Paragraph, Place, RawDocument, Row, SourceKind, Unread, UnreadableDocument
from jospar.extract.limits import MAX_TABLE_DEPTH
from jospar.extract.outline import parse
from jospar.extract.readers.markdown import is_markdown
from jospar.normalize.assemble import SourceFile, normalize

TABLE = "\n\n| a | b |\n|---|---|\n| c | d |\n"


def texts(raw: RawDocument) -> list[object]:
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.cell.text if isinstance(block, Paragraph) else None
        for block in raw.blocks
    ]


def shown(text: str) -> list[object]:
    """What is shown, without gaps."""
    raw = read(text.encode(), "plan.txt")
    assert (raw.kind, raw.encoding) == (SourceKind.TEXT, "utf-8")
    return [piece for piece in texts(raw) if piece is not None]


def line_of(text: str) -> object:
    """What is shown of a line above a table."""
    return shown(text + TABLE)[0]


# ---- which texts -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| c | d |",
        "a | b\n--|--\nc | d\n",
        "a|b\r\n:-|-:\r\nc|d\r\n",
        "# Plan\n\n> | a | b |\n> | :---: | --- |\n> | c | d |",
        "# Plan\n<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        "# Plan\n<table>\n<tr>\n<td>a</td><td>b</td>\n</tr>\n<tr><td>c</td><td>d</td></tr>\n</table>\n",
        "|a|b|\n|-|-|\n|c|d|\nКүні\t2024",
    ],
)
def test_texts_with_tables_of_pipes_or_html(text: str) -> None:
    assert is_markdown(text.encode()) and is_markdown(text.encode("utf-16"))
    assert [piece for piece in shown(text) if isinstance(piece, list)][:2] == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    "text",
    [
        "a | b\nc | d\n",
        "# 1. Қаржы\n\n---\n\nмәтін | мәтін\n",
        "a\tb\n--\t--\nc\td\n",
        "a\tb | c\n--\t--\nc\td\n|---|---|\ne\tf\n",
        "a < b\n<table\n",
    ],
)
def test_texts_without(text: str) -> None:
    assert not is_markdown(text.encode())


# ---- tables ----------------------------------------------------------------------------------------------------------------------------


def test_rows_have_the_lines_of_the_file() -> None:
    raw = read("# 1. Plan\n\na | b\n---|---\nc | d\ne | f\n\nend\n".encode("utf-16"), "plan.md")
    assert raw.encoding == "utf-16"
    assert [block.place for block in raw.blocks if isinstance(block, Row)] == [
        Place(None, 3, 1, 1),
        Place(None, 5, 1, 2),
        Place(None, 6, 1, 3),
    ]
    assert [block.cell.place.line for block in raw.blocks if isinstance(block, Paragraph)] == [1, 8]
    assert texts(raw)[1:3] == [None, ["a", "b"]]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| c | d |", ["c", "d"]),
        ("c|d", ["c", "d"]),
        ("| c |  |", ["c", ""]),
        ("|  | d |", ["", "d"]),
        ("| c \\| e | d |", ["c | e", "d"]),
        ("| `c | e` | d |", ["c | e", "d"]),
        ('| **c** _e_ | [d](https://example.kz "x") |', ["c e", "d"]),
        ("| 12<br>345 | өлш.<br/>бірл. |", ["12\n345", "өлш.\nбірл."]),
        ("| 12<sup>3</sup> | &laquo;d&raquo; &#8211; |", ["12³", "«d» –"]),
        ("| 31,0-38,0* | a* b** |", ["31,0-38,0*", "a* b**"]),
        ("| 1\\.1\\. c | (0,89\\$) |", ["1.1. c", "(0,89$)"]),
        ("| c | d |  ", ["c", "d"]),
    ],
)
def test_cells(row: str, cells: list[str]) -> None:
    assert shown(f"| a | b |\n|---|---|\n{row}\n") == [["a", "b"], cells]


def test_rows_that_are_longer_or_shorter_than_the_header() -> None:
    assert shown("|a|b|\n|-|-|\n|c|\n|d|e|f|\n") == [["a", "b", ""], ["c", "", ""], ["d", "e", "f"]]


def test_a_table_ends_where_a_line_has_no_pipe() -> None:
    assert shown("a|b\n-|-\nc|d\ntext\n\ne|f\n:-:|-\ng|h\n# End\n") == [["a", "b"], ["c", "d"], "text", ["e", "f"], ["g", "h"], "End"]


def test_tables_of_html_have_the_line_where_they_begin() -> None:
    raw = read(
        b"# Plan\n\n<table>\n<tr><td rowspan=2>a</td><td>1</td></tr>\n<tr><td>2<table><tr><td>x<td>y</table></tr>\n</table>\n\nend\n", "p"
    )
    assert [piece for piece in texts(raw) if piece] == ["Plan", ["a", "1"], ["a", "2\nx\ny"], "end"]
    cells = list(raw.cells())
    assert [cell.place.line for cell in cells] == [1, 3, 3, 3, 8]
    assert len({cell.place for cell in cells}) == len(cells)


def test_rows_that_tabs_part() -> None:
    assert shown(f"c\td\ne\tf\n{TABLE}") == [["c", "d"], ["e", "f"], ["a", "b"], ["c", "d"]]
    assert shown(f"# Plan\n\nc\td\n{TABLE}")[:2] == ["Plan", "c d"]


def test_what_is_struck_out_is_not_read_and_said() -> None:
    raw = read(b"~~old~~ new\n\n|a|b|\n|-|-|\n|c|~~1~~ 2|\n", "plan.md")
    assert [piece for piece in texts(raw) if piece] == ["new", ["a", "b"], ["c", "2"]]
    assert [(finding.code, finding.place.line, finding.printed) for finding in raw.findings] == [
        ("cell_not_used", 1, "old"),
        ("cell_not_used", 5, "1"),
    ]


# ---- lines -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("# 1. Қаржы", "1. Қаржы"),
        ("### **1. Қаржы** ###", "1. Қаржы"),
        ("## 1\\. Қаржы {#finance .unnumbered}", "1. Қаржы"),
        ("1. Қаржы\n========", "1. Қаржы"),
        ("1. Қаржы\n---", "1. Қаржы"),
        ("1. Қаржы", "1. Қаржы"),
        ("1\\. Қаржы", "1. Қаржы"),
        ("- 1.1. Қаржы", "1.1. Қаржы"),
        ("* 1.1. Қаржы\n* 1.2. Кадр", "1.1. Қаржы"),
        ("* тұрақты бағада", "* тұрақты бағада"),
        ("   + Қаржы", "Қаржы"),
        ("> > Қаржы", "Қаржы"),
        ("__Қаржы__ *және* ***база***", "Қаржы және база"),
        ("a_b_c 2*3*4", "a_b_c 2*3*4"),
        ("![сурет](x.png) Қаржы", "Қаржы"),
        ("[]{#z1}Қаржы [база][1] <https://example.kz>", "Қаржы база https://example.kz"),
        ("[^1]: ескерту", "¹ ескерту"),
        ("\\*Қаржы\\*", "*Қаржы*"),
        ("Қаржы <!-- note -->", "Қаржы"),
        ("<!-- a\nb -->\nҚаржы", "Қаржы"),
        ("```\nҚаржы\n```", "Қаржы"),
        ("---\ntitle: x\n---\n\nҚаржы", "Қаржы"),
        ("<div align=center>\n\nҚаржы\n\n</div>", "Қаржы"),
        ("#5 Қаржы", "#5 Қаржы"),
        ("Қаржы\\", "Қаржы"),
    ],
)
def test_marks_are_taken_off(line: str, text: str) -> None:
    assert line_of(line) == text


def test_lines_that_the_width_of_the_file_broke_are_one() -> None:
    words = "Университеттің таза пайдасын арттыру: 2024ж. – 110 120 мың теңге, 2025ж. –\n117 828 мың теңге, 2026ж. – 126 076 мың теңге."
    assert shown(f"{words}\n\nҚысқа жол\nкелесі жол\n{TABLE}")[:3] == [words.replace("\n", " "), "Қысқа жол", "келесі жол"]


def test_lines_of_a_file_that_is_not_broken_stay() -> None:
    assert shown(f"{'ұзын жол ' * 20}\n\n{'а' * 70} б\nв{TABLE}")[1:3] == ["а" * 70 + " б", "в"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a|b\n-|-\n" + "c|" * 1_001 + "\n", "too_many_columns"),
        ("a|b\n-|-\n" + "c" * 1_000_001 + "\n", "line_too_long"),
        ("a|b\n-|-\n<table><tr><td>" + "<table><tr><td>c<td>" * MAX_TABLE_DEPTH, "too_deep"),
        ("a|b\n-|-\n\x01\n", "binary_file"),
    ],
)
def test_refusals(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(text.encode(), "plan.md")
    assert refusal.value.reason == reason


# fmt: off
_PIECES = (
    "|", "\n", "---", "# ", "- ", "* ", "**", "`", "~~", "<table>", "<tr><td>", "</table>", "\\", "[", "](x)", "1. ", "Атауы",
    "2024ж.", "\t", " ", "12", "\n|-|-|\n", "<br>", "&lt;", "\n\n", "> ", "<!--", "-->", "_", "\U0010f721",
)
# fmt: on


@given(st.lists(st.sampled_from(_PIECES), max_size=80).map("".join))
def test_any_text_is_read_and_every_cell_is_accounted_for(text: str) -> None:
    raw = read(f"a|b\n-|-\nc|d\n{text}".encode(), "plan.md")
    records = normalize(parse(raw), SourceFile("plan", "plan.md", "0" * 64))
    document = records.document
    assert document.cells == document.cells_used + document.cells_ignored + document.cells_flagged
    assert document.cells == len({cell.place for cell in records.cells}) == len(list(raw.cells()))


@pytest.mark.parametrize("line", ["{}x", "---{}x|", "# {}x", "x{}x {{#", "|{}|", "- {}x", "{}\tx"])
def test_long_runs_of_spaces_take_no_time(line: str) -> None:
    assert "x" in str(shown("a|b\n-|-\n\n" + line.format(" " * 900_000) + "\n\nx"))


# ---- what a line shows, and tables that are drawn --------------------------------------------------------------------------------------


def test_what_a_cell_shows_is_read_as_html() -> None:
    cells = [
        "41<span style='color:#fff'>0</span>", "<input value=46>", "![](n.png)", "46[^1]", "46^1^", "CO~2~", "$46\\,\\%$", "$10^{3}$",
        "[46]{.mark}", "4[6]{style=\"display:none\"}", "0,5$ и 0,7$", "46[1](#fn1)",
    ]  # fmt: skip
    width = len(cells)
    raw = read(f"| {' | '.join('a' * width)} |\n|{'---|' * width}\n| {' | '.join(cells)} |\n".encode(), "plan.md")
    row = [block for block in raw.blocks if isinstance(block, Row)][1]
    assert [cell.text for cell in row.cells] == ["41", "46", "", "46¹", "46¹", "CO₂", "46 %", "", "46", "4", "0,5$ и 0,7$", "46¹"]
    assert [cell.unread for cell in row.cells if cell.unread] == [Unread.PICTURE, Unread.EQUATION]
    assert [cell.text for cell in raw.hidden] == ["0", "6"]


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("![таблица](t.png)", Unread.PICTURE),
        ("![таблица][t]", Unread.PICTURE),
        ("![](t.png){width=6in height=3in}", Unread.PICTURE),
        ("<img src=t.png width=600 height=400>", Unread.PICTURE),
        ("![герб](e.png){width=1in height=1in}", None),
        ("см. ![знак](e.png) ниже", None),
    ],
)
def test_pictures_between_the_lines(line: str, unread: Unread | None) -> None:
    raw = read(f"План\n\n{line}\n\n{TABLE}".encode(), "plan.md")
    assert [block.cell.unread for block in raw.blocks if isinstance(block, Paragraph) and block.cell.unread] == ([unread] if unread else [])


def test_an_element_that_hides_lines() -> None:
    raw = read(f"План\n\n<div style='display:none'>\n\n{TABLE}\n</div>\n\n{TABLE}".encode(), "plan.md")
    assert [piece for piece in texts(raw) if piece] == ["План", ["a", "b"], ["c", "d"]]
    assert len(raw.hidden) == 3


GRID = """\
+---------+------------------+-----------------+--------------+
| №       | Атауы            | Жоспар          | Жауапты      |
|         |                  +--------+--------+ орындаушы    |
|         |                  | 2024   | 2025   |              |
+=========+==================+========+========+==============+
| 1.1     | Дәрежесі бар     | 41     | 46^1^  | Кадр\\        |
|         | оқытушылар       |        |        | бөлімі       |
+---------+------------------+--------+--------+--------------+
| 1.2     | Курстар          | 1 234                          |
+---------+------------------+--------------------------------+

: 1-кесте
"""


def test_a_grid_table() -> None:
    raw = read(GRID.encode(), "plan.md")
    name = ["№", "Атауы"]
    assert [piece for piece in texts(raw) if piece] == [
        "1-кесте",
        [*name, "Жоспар", "Жоспар", "Жауапты орындаушы"],
        [*name, "2024", "2025", "Жауапты орындаушы"],
        ["1.1", "Дәрежесі бар оқытушылар", "41", "46¹", "Кадр\nбөлімі"],
        ["1.2", "Курстар", "1 234", "1 234", "1 234"],
    ]


SEVERAL_LINES = """\
  -------------------------------------------
  №     Атауы            2024 ж.     Жауапты
                                     орындаушы
  ----- --------------- --------- -----------
  1.1   Дәрежесі бар           41 Кадр бөлімі
        оқытушылар

  1.2   Курстар                12 Оқу бөлімі
  -------------------------------------------
"""
ONE_LINE = """\
  №     Атауы            2024 ж. Жауапты
  ----- --------------- --------- -----------
  1.1   Оқытушылар             41 Кадр бөлімі
  1.2   Курстар                12 Оқу бөлімі
"""


def test_tables_below_rulers() -> None:
    assert shown(SEVERAL_LINES) == [
        ["№", "Атауы", "2024 ж.", "Жауапты орындаушы"],
        ["1.1", "Дәрежесі бар оқытушылар", "41", "Кадр бөлімі"],
        ["1.2", "Курстар", "12", "Оқу бөлімі"],
    ]
    rows = [["№", "Атауы", "2024 ж.", "Жауапты"], ["1.1", "Оқытушылар", "41", "Кадр бөлімі"], ["1.2", "Курстар", "12", "Оқу бөлімі"]]
    assert shown(ONE_LINE) == rows
    closed = ONE_LINE + ONE_LINE.splitlines()[1] + "\n"
    assert shown(closed) == rows
    assert shown("".join(closed.splitlines(keepends=True)[1:])) == rows[1:]


@pytest.mark.parametrize("text", ["a\n-----\nb\n", "+---+\n| a\n+---+\n", "----- -----\n\na b\n", "+--+--+\n|a|b|\n"])
def test_dashes_that_draw_no_table(text: str) -> None:
    assert all(not isinstance(block, Row) for block in read(f"{text}\n\nкүн".encode(), "plan.md").blocks)
