"""What a page hides and what it shows: styles, style sheets, colours, fields, pictures, raised marks, equations."""

from __future__ import annotations

import pytest

from jospar.extract.detect import read
from jospar.extract.document import Cell, Paragraph, Row, Unread


def first_cell(content: str, sheet: str = "", cell: str = "", table: str = "", body: str = "") -> tuple[str, Unread | None, list[str]]:
    """The text of a cell, what it shows that is no text, and what is hidden in the page."""
    style = f"<style>{sheet}</style>" if sheet else ""
    markup = f"<html><head>{style}</head><body {body}><table {table}><tr><td {cell}>{content}</td><td>соңы</td></tr></table>"
    raw = read(markup.encode(), "plan.html")
    [row] = [block for block in raw.blocks if isinstance(block, Row)]
    return row.cells[0].text, row.cells[0].unread, [cell.text for cell in raw.hidden]


def lines_of(markup: str) -> list[tuple[str, Unread | None]]:
    raw = read(f"<html><body>{markup}<p>соңы</p>".encode(), "plan.html")
    return [(block.cell.text, block.cell.unread) for block in raw.blocks if isinstance(block, Paragraph)][:-1]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY: NONE !important",
        "visibility:hidden",
        "opacity:0",
        "opacity: 0%",
        "filter:opacity(0)",
        "font-size:0",
        "font-size:1px",
        "font:0/0 a",
        "font: 1px/1 Arial",
        "color:white",
        "color:#fff",
        "color:#FFFFFE",
        "color:rgb(255, 255, 255)",
        "color:hsl(0 0% 100%)",
        "color:transparent",
        "color:rgba(0,0,0,0)",
        "background:black;color:#010101",
        "position:absolute;left:-9999px",
        "position:fixed;top:-100em",
        "position:absolute;clip:rect(0,0,0,0)",
        "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
        "position:absolute;width:1px;height:1px;overflow:hidden",
        "display:inline-block;width:0;overflow:hidden",
        "display:block;max-height:0;overflow:hidden",
        "clip-path:inset(50%)",
        "clip-path: circle(0)",
        "transform:scale(0)",
        "transform:translateX(-9999px)",
        "text-indent:-9999px;display:block",
        "mso-hide:all",
        "content-visibility:hidden",
        "-webkit-text-fill-color:transparent",
    ],
)
def test_a_style_hides(style: str) -> None:
    assert first_cell(f'46<span style="{style}">0</span>') == ("46", None, ["0"])
    assert first_cell('46<span class="k">0</span>', f".k {{ {style} }}") == ("46", None, ["0"])


@pytest.mark.parametrize(
    ("sheet", "inside"),
    [
        (".a .k { display: none }", '<b class="a"><i class="k">0</i></b>'),
        ("td > b.k, p { display:none }", '<b class="k">0</b>'),
        ("#secret { color: white }", '<b id="secret">0</b>'),
        ("table b { visibility: hidden }", "<b>0</b>"),
        ("table tbody tr td b { visibility: hidden }", "<b>0</b>"),
        ("b[data-x] { opacity: 0 }", "<b data-x=1>0</b>"),
        ("b[class^='hid'] { opacity: 0 }", "<b class=hidden-now>0</b>"),
        ("td:first-child b { font-size: 0 }", "<b>0</b>"),
        ("td:nth-child(2n+1) b { font-size: 0 }", "<b>0</b>"),
        ("b:not(.shown) { display: none }", "<b>0</b>"),
        ("@media screen { .k { display:none } }", "<b class=k>0</b>"),
        ("/* b */ <!-- .k { display:none } -->", "<b class=k>0</b>"),
        (":root { --ink: #fff } .k { color: var(--ink) }", "<b class=k>0</b>"),
        (".k { color: var(--none, white) }", "<b class=k>0</b>"),
        (".k { display: inline } b.k { display: none }", "<b class=k>0</b>"),
        (".k { display: none !important } b.k { display: inline }", "<b class=k>0</b>"),
        ("b { color: white }", "<b><i>0</i></b>"),
    ],
)
def test_a_style_sheet_hides(sheet: str, inside: str) -> None:
    assert first_cell(f"46{inside}", sheet) == ("46", None, ["0"])


@pytest.mark.parametrize(
    ("sheet", "inside"),
    [
        ("</style><style media=print>.k { display: none }", "<b class=k>0</b>"),
        (".k { display: none } b.k { display: inline }", "<b class=k>0</b>"),
        (".k { display: none }", '<b class="k" style="display:inline">0</b>'),
        ("@media print { .k { display: none } }", "<b class=k>0</b>"),
        ("@font-face { display: none } @page { color: white }", "<b class=k>0</b>"),
        (".k:hover { display: none }", "<b class=k>0</b>"),
        (".a > .k { display: none }", "<b class=a><u><i class=k>0</i></u></b>"),
        (".other, #k { display: none }", "<b class=k>0</b>"),
        ("b { visibility: hidden } i { visibility: visible }", "<b><i>0</i></b>"),
        (".k { width: 0; overflow: hidden }", "<b class=k>0</b>"),
        (".k { color: white; background: navy }", "<b class=k>0</b>"),
        (".k { color: white; background: tomato }", "<b class=k>0</b>"),
        (".k { color: white; background: url(x.png) }", "<b class=k>0</b>"),
        (".k { left: -9999px; color: #ddd }", "<b class=k>0</b>"),
        ("{ } } .k { ; : x; } @", "<b class=k>0</b>"),
    ],
)  # fmt: skip
def test_what_shows_is_read(sheet: str, inside: str) -> None:
    assert first_cell(f"46{inside}", sheet) == ("460", None, [])


@pytest.mark.parametrize(
    ("cell", "table", "body", "content", "seen"),
    [
        ("bgcolor=navy", "", "", "<font color=white>46</font>", "46"),
        ("", "bgcolor='#000080'", "", "<font color=white>46</font>", "46"),
        ("style='background:#1F3864;color:white'", "", "", "46", "46"),
        ("", "", "bgcolor=black text=white", "46", "46"),
        ("background=x.gif", "", "", "<font color=white>46</font>", "46"),
        ("bgcolor=yellow", "", "", "<font color=yellow>0</font>46", "46"),
        ("bgcolor=white", "bgcolor=navy", "", "46<font color=white>0</font>", "46"),
        ("bgcolor=black", "", "", "46<font color=white>0</font>", "0"),
        ("", "", "", "46<font color=FFFFFF>0</font>", "46"),
        ("", "", "", "46<font color='#EEEEEE'>0</font>", "460"),
        ("", "", "", "46<font color=white><a href=x>0</a></font>", "460"),
    ],
)
def test_colours_of_attributes(cell: str, table: str, body: str, content: str, seen: str) -> None:
    assert first_cell(content, cell=cell, table=table, body=body)[0] == seen


def test_a_picture_behind_a_cell_is_what_it_shows_unless_it_holds_a_text() -> None:
    for behind in ("background=46.png", "style='background:url(46.png)'", "style='background-image: url(46.png)'"):
        assert first_cell("", cell=behind)[:2] == ("", Unread.PICTURE)
        assert first_cell("46", cell=behind)[:2] == ("46", None)


@pytest.mark.parametrize(
    "content",
    [
        "460<span style='position:absolute;left:9px;background:white'></span>",
        "4<span style='position:absolute;left:-8px'>6</span>",
        "46<span style='position:absolute;z-index:-1'>0</span>",
        "<span style='float:right'>6</span>4",
        "<span style='display:flex;flex-direction:row-reverse'><i>6</i><i>4</i></span>",
        "<bdo dir=rtl>64</bdo>",
    ],
)
def test_what_a_style_moves_leaves_its_cell_in_doubt(content: str) -> None:
    assert first_cell(content)[1] is Unread.OVERLAP


def test_what_is_moved_as_a_whole_is_read() -> None:
    assert first_cell("<div style='float:left'>46</div>")[:2] == ("46", None)
    raw = read(b"<html><div style='position:absolute'><table style='float:left'><tr><td>a<td>46</table></div>", "plan.html")
    assert [(cell.text, cell.unread) for cell in raw.cells()] == [("a", None), ("46", None)]


@pytest.mark.parametrize("font", ["<font face=Wingdings>{}</font>", "<span style='font-family:Wingdings, serif'>{}</span>"])
def test_fonts_that_show_signs(font: str) -> None:
    assert first_cell(font.format("ü"))[0] == "✓"
    assert first_cell(font.format("46"))[0] == "\ufffd\ufffd"
    assert first_cell(font.format("<b style='font-family:Arial'>46</b>"))[0] == "46"


def test_what_is_hidden_keeps_its_place() -> None:
    raw = read("<html><p>1. План<span hidden>черновик</span></p><table><tr><td>a<td>46<i hidden>0</i></table>".encode(), "plan.html")
    assert [(cell.text, cell.place.line, cell.place.row, cell.place.column) for cell in raw.hidden] == [
        ("черновик", 1, None, None),
        ("0", 2, 1, 2),
    ]


def test_a_white_cell_stays_in_its_column_and_an_absent_one_does_not() -> None:
    raw = read(b"<html><table><tr><td>a<td style='color:white'>0<td>1<tr><td>b<td style='display:none'>0<td>2<td>3</table>", "plan.html")
    assert [[cell.text for cell in block.cells] for block in raw.blocks if isinstance(block, Row)] == [["a", "", "1"], ["b", "2", "3"]]
    assert {cell.text for cell in raw.hidden} == {"0"}


def test_menus_that_open_on_a_click_are_no_hidden_text() -> None:
    raw = read(b"<html><nav><ul style='display:none'><li><a href=/>home</a></ul></nav><dialog>cookies</dialog><p>a</p>", "plan.html")
    assert raw.hidden == ()


# ---- what shows and is no text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "unread"),
    [
        ("<img src=n.png>", Unread.PICTURE),
        ("<img src='data:image/png;base64,AA==' alt=46 width=20 height=12>", Unread.PICTURE),
        ("<picture><source srcset=a><img src=b></picture>", Unread.PICTURE),
        ("<svg width=20><text>46</text></svg>", Unread.DRAWING),
        ("<canvas></canvas>", Unread.DRAWING),
        ("<object data=x.xls>46</object>", Unread.OBJECT),
        ("<embed src=x.pdf>", Unread.OBJECT),
        ("<iframe src=x.html></iframe>", Unread.OBJECT),
        ("<meter value=0.46>46</meter>", Unread.DRAWING),
        ("<input type=range value=46>", Unread.FIELD),
        ("<select multiple><option selected>4<option selected>6</select>", Unread.FIELD),
        ("<math><mfrac><mn>4</mn><mn>6</mn></mfrac></math>", Unread.EQUATION),
        ("<math><msup><mn>10</mn><mn>2</mn></msup></math>", Unread.EQUATION),
        (r"\(10^{2}\)", Unread.EQUATION),
        ("$$10^2$$", Unread.EQUATION),
        ("<script type='math/tex'>10^2</script>", Unread.EQUATION),
        ("<input placeholder='46'>", Unread.FIELD),
        ("<script>document.write(46)</script>", Unread.OBJECT),
        ("<img src=minus.gif width=6 height=2>", Unread.PICTURE),
    ],
)
def test_what_a_cell_shows_that_is_no_text(content: str, unread: Unread) -> None:
    assert first_cell(content) == ("", unread, [])
    assert first_cell(f"41 {content}")[:2] == ("41", unread)


@pytest.mark.parametrize(
    "content",
    ["<img>", "<img src=x width=1 height=1>", "<img src=x style='display:none'>", "<svg width=0 height=0></svg>", "<object></object>"],
)
def test_what_shows_nothing(content: str) -> None:
    assert first_cell(f"46{content}") == ("46", None, [])


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p><img src=t.png></p>", [("", Unread.PICTURE)]),
        ("<img src=t.png width=600 height=300>", [("", Unread.PICTURE)]),
        ("<p>Рис. <img src=t.png width=600 height=300></p>", [("Рис.", Unread.PICTURE)]),
        ("<p>Рис. <img src=t.png></p>", [("Рис.", None)]),
        ("<p><img src=emblem.png width=90 height=90></p>", []),
        ("<p><img src=emblem.png style='width:2cm;height:2cm'></p>", []),
        ("<header><img src=logo.png></header>", []),
    ],
)
def test_pictures_outside_tables(markup: str, lines: list[tuple[str, Unread | None]]) -> None:
    assert lines_of(markup) == lines


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<input value=46>", "46"),
        ("<input type=number value=46> %", "46 %"),
        ("<input value=4><input value=6>", "4 6"),
        ("<input type=hidden value=7>46", "46"),
        ("<input type=checkbox checked>", "☑"),
        ("<input type=radio> да <input type=radio checked> нет", "○ да ◉ нет"),
        ("<select><option>чел.<option selected>ед.</select>", "ед."),
        ("<select><option>чел.<option>ед.</select>", "чел."),
        ("<select><option disabled>?<option value=2>ед.</select>", "ед."),
        ("<textarea>133,8</textarea>", "133,8"),
        ("<textarea>Отдел кадров\nНаучный отдел</textarea>", "Отдел кадров\nНаучный отдел"),
        ("<math><mn>46</mn></math>", "46"),
        ("<math><mrow><mo>−</mo><mn>46,5</mn><mo>%</mo></mrow></math>", "−46,5%"),
        ("<math><semantics><mn>46</mn><annotation>4x6</annotation></semantics></math>", "46"),
        (r"\(46{,}5\)", "46,5"),
        ("<span class=katex><math><mn>46</mn></math><span class=katex-html>46</span></span>", "46"),
        ("<del>41</del>46", "46"),
        ("<span class=MathJax>4 6</span><script type='math/tex'>46</script>", "46"),
        ("<button>46</button>", "46"),
    ],
)
def test_fields_and_equations_that_are_read(content: str, text: str) -> None:
    assert first_cell(content)[:2] == (text, None)


# ---- raised and lowered --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("46<sup>1</sup>", "46¹"),
        ("46<sup>1,2</sup>", "46¹,²"),
        ("46<sup>1-3</sup>", "46¹⁻³"),
        ("46<sup>1)</sup>", "46¹⁾"),
        ("46<sup>[3]</sup>", "46⁽³⁾"),
        ("46<sup>*</sup> %", "46* %"),
        ("46<sup>а</sup>", "46⁽а⁾"),
        ("46<sub>4</sub>", "46₄"),
        ("<sup>8</sup>3 150", "⁸3 150"),
        ("46<a href='#n1'><sup>7</sup></a>", "46⁷"),
        ("46<a href='#n1'>[7]</a>", "46⁷"),
        ("46<a href='#_ftn1'><span style='vertical-align:super'>[1]</span></a>", "46⁽¹⁾"),
        ("46<span style='vertical-align:4pt'>1</span>", "46¹"),
        ("46<span style='vertical-align:30%;font-size:8px'>1</span>", "46¹"),
        ("46<span style='position:relative;top:-4pt'>1</span>", "46¹"),
        ("46<span style='position:relative;bottom:.4em'>1</span>", "46¹"),
        ("46<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>1</span>", "46¹"),
        ("46<span style='font-size:60%;vertical-align:top'>1</span>", "46¹"),
        ("ед.<sup>1</sup>", "ед.¹"),
        ("м<sup>2</sup>", "м²"),
        ("2025 г.<sup>1</sup>", "2025 г.¹"),
        ("CO<sub>2</sub>", "CO₂"),
        ("Отдел кадров<sub>1</sub>", "Отдел кадров¹"),
        ("Отдел кадров<sup>а</sup>", "Отдел кадров⁽а⁾"),
        ("м<sup>екен</sup>", "мекен"),
        ("14<span style='font-size:60%'>5</span>", "14⁵"),
        ("<span style='font-size:7pt'>1</span>46", "¹46"),
        ("46<span style='position:relative;top:-.5pt;mso-text-raise:.5pt'>5</span>", "465"),
        ("3<font size=3>150</font>", "3150"),
        ("<a href='#p1'>Кадры</a>", "Кадры"),
    ],
)
def test_marks_that_lead_to_notes(content: str, text: str) -> None:
    assert first_cell(content)[:2] == (text, None)


@pytest.mark.parametrize("content", ["46<span class=n>1</span>", "46<span class='x n'><b>1</b></span>"])
def test_a_mark_that_a_style_sheet_raises(content: str) -> None:
    assert first_cell(content, ".n { vertical-align: super; font-size: 7pt }")[0] == "46¹"


@pytest.mark.parametrize(
    "content",
    [
        "10<sup>-3</sup>",
        "46<sup>1</sup>/<sub>2</sub>",
        "<sup>3</sup>/<sub>4</sub>",
        "14<small>5</small>",
        "147<font size=1>,2</font>",
    ],
)
def test_what_is_raised_or_small_and_no_note_leaves_its_cell_unread(content: str) -> None:
    assert first_cell(content)[1] is Unread.RAISED


# ---- texts that the file has no text for, numbers of lists ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "content", "text"),
    [
        (".m::before { content: '−' }", "<b class=m>46</b>", "−46"),
        (".m:after { content: \"\\00a0%\" }", "<b class=m>46</b>", "46\u00a0%"),
        (".m::before { content: attr(data-sign) }", "<b class=m data-sign='-'>46</b>", "-46"),
        (".m::before { content: '7'; display: none }", "<b class=m>46</b>", "46"),
        (".m::before { content: '\ue123' }", "<b class=m>46</b>", "46"),
        ("ol { counter-reset: n } li { counter-increment: n; list-style: none } li::before { content: counter(n) ') ' }",
         "<ol><li>а</li><li>б</li></ol>", "1) а\n2) б"),
        (".k { list-style-type: none } .k > li { counter-increment: c } .k > li:before { content: '' counter(c,decimal) '. ' }",
         "<ol class=k><li>а</li><li>б</li></ol>", "1. а\n2. б"),
        ("li::before { content: '● ' }", "<ul><li>а</li></ul>", "а"),
    ],
)  # fmt: skip
def test_what_a_style_sheet_writes(sheet: str, content: str, text: str) -> None:
    assert first_cell(content, sheet)[0] == text


def test_the_numbers_of_headings_in_lists_in_each_other() -> None:
    markup = "<ol><li><h1>Наука</h1><ol><li><h2>Рост</h2><li><h2>Кадры</h2></ol><li><h1>Связи</h1><ol><li><h2>Обмен</h2></ol></ol>"
    assert [text for text, _ in lines_of(markup)] == ["1. Наука", "1.1. Рост", "1.2. Кадры", "2. Связи", "2.1. Обмен"]


def test_lines_as_styles_set_them() -> None:
    markup = "<ol><li><h1 style='display:inline'>Наука</h1></ol><p>а<span style='display:block'>б</span>в<p style='display:inline'>г"
    assert [text for text, _ in lines_of(markup)] == ["1. Наука", "а", "б", "в", "г"]


def test_a_row_that_an_empty_item_numbers() -> None:
    assert first_cell("<ol start=2><li></li></ol>")[0] == "2."


@pytest.mark.parametrize(
    ("inner", "text", "unread"),
    [
        ("<tr><td>46", "46", None),
        ("<tr><td>ҒЗИ<tr><td>ПОҚ", "ҒЗИ\nПОҚ", None),
        ("<tr><td>4<td>6", "4\n6", Unread.TABLE),
        ("<tr><td>1<td>ҒЗИ<tr><td>2<td>ПОҚ", "1\nҒЗИ\n2\nПОҚ", Unread.TABLE),
    ],
)
def test_a_table_in_a_cell(inner: str, text: str, unread: Unread | None) -> None:
    markup = f"<html><table><tr><td>a<td><table>{inner}</table><td>b<td>c<tr><td>d<td>e<td>f<td>g</table>"
    [row, _] = read(markup.encode(), "plan.html").blocks
    assert isinstance(row, Row)
    assert [(cell.text, cell.unread) for cell in row.cells] == [("a", None), (text, unread), ("b", None), ("c", None)]


def test_texts_over_each_other() -> None:
    raw = read(b"<html><table><tr><td>a<td rowspan=2>41<td>46<tr><td colspan=2>b<td>52</table>", "plan.html")
    rows = [[(cell.text, cell.unread) for cell in block.cells] for block in raw.blocks if isinstance(block, Row)]
    assert rows == [[("a", None), ("41", None), ("46", None)], [("b", None), ("", Unread.OVERLAP), ("52", None)]]
    assert isinstance(next(raw.unread()), Cell)


N = 20_000


@pytest.mark.parametrize(
    "markup",
    [
        "<style>" * N,
        f"<p style=\"{'a:' * N}\">x</p>",
        f"<p style='{'a:(' * N}'>x</p>",
        f"<style>{'a{' * N}</style>",
        f"<style>{',' * N}{{a:b}}</style>",
        f"<style>{'* p q {color:red} p b {color:red} ' * 1000}</style>" + "<p><b>x</b>" * 1000,
        "<p>" + "1<sup>2</sup>" * 2000,
        "<p>" + r"\(" * N,
        f"<style>p {{ counter-increment: {' '.join(f'c{at}' for at in range(2000))} }} p::after {{ content: '.' }}</style>" + "<p>x" * 500,
    ],
)  # fmt: skip
def test_styles_of_any_length_are_read_to_their_end(markup: str) -> None:
    raw = read(f"<html><table><tr><td>a<td>b</table>{markup}".encode(), "plan.html")
    assert [cell.text for block in raw.blocks if isinstance(block, Row) for cell in block.cells] == ["a", "b"]
