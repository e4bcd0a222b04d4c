"""What a person sees of a Word document is what is read: hidden text is none of it, and what shows and is no text is said."""

from __future__ import annotations

import pytest

from jospar.extract.detect import read
from jospar.extract.document import Paragraph, RawDocument, Unread
from tests.support.word import document, p, parts_of, read_word, run, shown, tbl, tc, texts, tr, zipped

WHITE = '<w:color w:val="FFFFFF"/>'
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BOX = "<w:txbxContent>{}</w:txbxContent>"
THEME = (
    '<a:themeElements xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:clrScheme>'
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements>'
)
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


def hidden(raw: RawDocument) -> list[tuple[str, int | None, int | None, int | None]]:
    """The texts that nobody sees, each with its line, row and column."""
    return [(cell.text, cell.place.line, cell.place.row, cell.place.column) for cell in raw.hidden]


def unread(raw: RawDocument) -> list[tuple[str, Unread | None]]:
    """What is shown that is no text, with the text beside it."""
    return [(cell.text, cell.unread) for cell in raw.unread()]


@pytest.mark.parametrize(
    "properties",
    [
        WHITE,
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="000000" w:themeColor="background1"/>',
        '<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="auto"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:color w:val="1F3864"/><w:shd w:val="solid" w:color="1F3864"/>',
        "<w:vanish/>",
        '<w:rStyle w:val="Secret"/>',
        '<w:rStyle w:val="Pale"/>',
        '<w:sz w:val="2"/>',
        '<w:w w:val="1"/>',
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill><w14:srgbClr w14:val="000000">'
        '<w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill><w14:schemeClr w14:val="bg1"/>'
        "</w14:solidFill></w14:textFill>",
    ],
)
def test_what_nobody_sees_is_hidden(properties: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Pale"><w:basedOn w:val="White"/></w:style>'
    )
    raw = read_word(tbl(tr("Гранттар", tc(p(run("46") + run("0", properties))), "52")), styles=styles, theme=THEME)
    assert shown(raw) == [["Гранттар", "46", "52"]]
    assert hidden(raw) == [("0", 1, 1, 2)]


@pytest.mark.parametrize(
    ("properties", "cell", "paragraph"),
    [
        (WHITE, DARK, ""),
        (WHITE, '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>', ""),
        (WHITE, '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>', ""),
        (WHITE, "", DARK),
        (WHITE + DARK, "", ""),
        (WHITE + '<w:highlight w:val="darkBlue"/>', "", ""),
        ('<w:color w:val="auto"/>', DARK, ""),
        ('<w:color w:val="FFFF00"/>', "", ""),
        ('<w:color w:val="808080"/>', "", ""),
        ("<w:webHidden/>", "", ""),
        ('<w:vanish w:val="0"/>', "", ""),
        ('<w:sz w:val="10"/>', "", ""),
    ],
)
def test_what_shows_on_its_ground_is_read(properties: str, cell: str, paragraph: str) -> None:
    raw = read_word(tbl(tr("Гранты", tc(p(run("460", properties), paragraph), cell))), theme=THEME)
    assert (shown(raw), hidden(raw)) == ([["Гранты", "460"]], [])


@pytest.mark.parametrize(
    ("look", "row", "column"),
    [('w:firstRow="1"', 0, 1), ('w:val="0020"', 0, 1), ('w:firstColumn="1"', 1, 0), ('w:lastRow="1" w:noHBand="1"', 1, 1)],
)
def test_white_text_on_the_fill_of_a_table_style(look: str, row: int, column: int) -> None:
    part = '<w:tblStylePr w:type="{}"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr>'
    parts = "".join(map(part.format, ("firstRow", "lastRow", "firstCol")))
    styles = f'<w:style w:type="table" w:styleId="Grid"><w:tblPr/>{parts}</w:style>'
    cells = [["Атауы", "2024"], ["Саны", "7"]]
    cells[row][column] = tc(p(run("АҚ", WHITE)))
    table = tbl(tr(*cells[0]), tr(*cells[1]), properties=f'<w:tblStyle w:val="Grid"/><w:tblLook {look}/>', widths=(900, 900))
    assert hidden(read_word(table, styles=styles)) == []
    cells[row][column] = tc(p(run("АҚ", WHITE)), '<w:shd w:val="clear" w:fill="FFFFFF"/>')
    table = tbl(tr(*cells[0]), tr(*cells[1]), properties=f'<w:tblStyle w:val="Grid"/><w:tblLook {look}/>', widths=(900, 900))
    assert [text for text, *_ in hidden(read_word(table, styles=styles))] == ["АҚ"]


def test_bands_of_a_table_style() -> None:
    band = '<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr>'
    styles = f'<w:style w:type="table" w:styleId="Bands">{band}</w:style>'
    rows = [tr(tc(p(run(text, WHITE)))) + "" for text in ("а", "б", "в", "г")]
    raw = read_word(tbl(*rows, properties='<w:tblStyle w:val="Bands"/><w:tblLook w:firstRow="1"/>'), styles=styles)
    assert shown(raw) == [[""], ["б"], [""], ["г"]]


def test_hidden_lines_have_a_place_among_the_others() -> None:
    raw = read_word(
        p("Стратегия") + p(run("черновик", WHITE)) + p(run("жасырын", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>") + p("1. Қаржы")
    )
    assert shown(raw) == ["Стратегия", "1. Қаржы"]
    assert hidden(raw) == [("черновик", 2, None, None), ("жасырын", 3, None, None)]


def test_white_text_in_front_of_a_picture_is_seen() -> None:
    anchor = (
        '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" behindDoc="1">'
        '<wp:extent cx="7560000" cy="10692000"/></wp:anchor></w:drawing>'
    )
    assert texts(p(f"<w:r>{anchor}</w:r>" + run("СТРАТЕГИЯ", WHITE))) == ["СТРАТЕГИЯ"]
    assert hidden(read_word(p("мәтін"), header=p(f"<w:r>{anchor}</w:r>"))) == []
    assert [text for text, *_ in hidden(read_word(p("мәтін") + p(run("СТРАТЕГИЯ", WHITE))))] == ["СТРАТЕГИЯ"]


@pytest.mark.parametrize(
    ("box", "is_seen"),
    [
        ('<v:shape fillcolor="#1F3864"><v:textbox>{}</v:textbox></v:shape>', True),
        ("<v:shape><v:textbox>{}</v:textbox></v:shape>", False),
        ('<v:shape filled="f"><v:textbox>{}</v:textbox></v:shape>', False),
    ],
)
def test_white_text_in_a_text_box(box: str, is_seen: bool) -> None:
    content = box.format(BOX.format(p(run("БЕКІТІЛДІ", WHITE))))
    raw = read_word(p(f"<w:r><w:pict>{content}</w:pict></w:r>" + run("мәтін")))
    assert [text for text in shown(raw) if text] == (["БЕКІТІЛДІ", "мәтін"] if is_seen else ["мәтін"])


def test_a_hidden_row_shows_what_is_not_hidden_by_itself() -> None:
    """ISO/IEC 29500-1, 17.4.20: the row is hidden only where all of its content is."""
    rows = tr("а", "1"), tr("б", "2", properties="<w:hidden/>"), tr(tc(p(run("в", "<w:vanish/>"))), tc(p(run("3", "<w:vanish/>"))))
    raw = read_word(tbl(*rows))
    assert shown(raw) == [["а", "1"], ["б", "2"], ["", ""]]
    assert hidden(raw) == [("в", 3, 3, 1), ("3", 3, 3, 2)]


def test_rows_and_lines_too_low_for_their_text_show_none() -> None:
    low = tr("жасырын", "9", properties='<w:trHeight w:val="2" w:hRule="exact"/>')
    line = p("жол", '<w:spacing w:line="1" w:lineRule="exact"/>')
    raw = read_word(tbl(tr("а", "1", properties='<w:trHeight w:val="2" w:hRule="atLeast"/>'), low) + line)
    assert shown(raw) == [["а", "1"], ["", ""]]
    assert [text for text, *_ in hidden(raw)] == ["жасырын", "9", "жол"]


def test_hidden_text_of_a_cell_below_a_merged_one_has_its_own_place() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    raw = read_word(tbl(tr(tc("а", down), "1"), tr(tc("", on), tc(p(run("2") + run("0", WHITE))))))
    assert hidden(raw) == [("0", 2, 2, 2)]


PICTURE = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{}" cy="{}"/><wp:docPr id="1" name="x"{}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>{}</a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)
BLIP = '<a:blip r:embed="r1"/>'
CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="r1"/>'
SMART = '<d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="r1"/>'
SHEET = '<w:object><v:shape/><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{}"/></w:object>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PICTURE.format(360_000, 180_000, "", BLIP), Unread.PICTURE),
        (PICTURE.format(3_600_000, 1_800_000, "", BLIP), Unread.PICTURE),
        (PICTURE.format(3_600_000, 1_800_000, "", CHART), Unread.DRAWING),
        (PICTURE.format(3_600_000, 1_800_000, "", SMART), Unread.DRAWING),
        ('<w:pict><v:shape style="width:40pt;height:12pt"><v:imagedata/></v:shape></w:pict>', Unread.PICTURE),
        (SHEET.format("Excel.Sheet.12"), Unread.OBJECT),
        (SHEET.format("Equation.3"), Unread.EQUATION),
        ("<w:object><v:shape/><w:control/></w:object>", Unread.FIELD),
        (
            f'<mc:AlternateContent><mc:Choice Requires="x">{PICTURE.format(360_000, 180_000, "", BLIP)}</mc:Choice></mc:AlternateContent>',
            Unread.PICTURE,
        ),
    ],
)
def test_what_shows_in_a_cell_and_is_no_text(content: str, kind: Unread) -> None:
    raw = read_word(tbl(tr("Гранты", tc(p(run("4") + f"<w:r>{content}</w:r>")), "52")))
    assert (shown(raw), unread(raw)) == ([["Гранты", "4", "52"]], [("4", kind)])


@pytest.mark.parametrize(
    "content",
    [
        PICTURE.format(90_000, 90_000, "", BLIP),
        PICTURE.format(3_600_000, 1_800_000, ' hidden="1"', BLIP),
        PICTURE.format(3_600_000, 12_700, "", "<wps:wsp/>"),
        '<w:pict><v:shape style="visibility:hidden"><v:imagedata/></v:shape></w:pict>',
    ],
)
def test_what_shows_nothing_to_read(content: str) -> None:
    assert unread(read_word(tbl(tr("Гранты", tc(p(run("46") + f"<w:r>{content}</w:r>")))))) == []


def test_outside_the_tables_a_large_picture_is_said_and_an_emblem_is_not() -> None:
    emblem, table = PICTURE.format(900_000, 900_000, "", BLIP), PICTURE.format(5_400_000, 1_800_000, "", BLIP)
    raw = read_word(p(f"<w:r>{emblem}</w:r>") + p("Стратегия") + p(f"<w:r>{table}</w:r>") + p("соңы"))
    blocks = [(block.cell.text, block.cell.unread, block.cell.place.line) for block in raw.blocks if isinstance(block, Paragraph)]
    assert blocks == [("Стратегия", None, 1), ("", Unread.PICTURE, 2), ("соңы", None, 3)]


def test_an_embedded_document_of_another_format_is_said_where_it_stands() -> None:
    assert unread(read_word(p("мәтін") + '<w:altChunk r:id="x"/>')) == [("", Unread.OBJECT)]
    assert unread(read_word(tbl(tr("а", tc('<w:altChunk r:id="x"/>' + p()))))) == [("", Unread.OBJECT)]


def test_a_document_that_is_a_picture_is_refused() -> None:
    with pytest.raises(Exception, match="scan_not_read"):
        read(document(p(f"<w:r>{PICTURE.format(5_400_000, 7_200_000, '', BLIP)}</w:r>")), "plan.docx")


@pytest.mark.parametrize(
    ("content", "printed", "kind"),
    [
        (tbl(tr("46")) + p(), "46", None),
        (tbl(tr("Отдел кадров"), tr("Учебный отдел")) + p(), "Отдел кадров\nУчебный отдел", None),
        (tbl(tr("4", "6")) + p(), "4\n6", Unread.TABLE),
        (tbl(tr(tc(tbl(tr("46")) + p()))) + p(), "46", None),
        (p(f"<w:r><w:pict><v:textbox>{BOX.format(p('46'))}</v:textbox></w:pict></w:r>"), "46", None),
        (p(run("4") + f"<w:r><w:pict><v:textbox>{BOX.format(p('6'))}</v:textbox></w:pict></w:r>"), "6\n4", Unread.OVERLAP),
        (p("Отдел кадров", '<w:framePr w:w="900"/>'), "Отдел кадров", None),
    ],
)
def test_what_stands_within_a_cell_is_the_cell(content: str, printed: str, kind: Unread | None) -> None:
    raw = read_word(tbl(tr("1.1.", tc(content), "52"), tr("1.2.", "12", "17")))
    assert shown(raw) == [["1.1.", printed, "52"], ["1.2.", "12", "17"]]
    assert [found for _, found in unread(raw)] == ([] if kind is None else [kind])


FIELD = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
END = FIELD.format("end", "")


def form(data: str, result: str = "") -> str:
    """A field of a form with what it holds."""
    separate = FIELD.format("separate", "") + result if result else ""
    return FIELD.format("begin", f"<w:ffData>{data}</w:ffData>") + "<w:r><w:instrText>FORM</w:instrText></w:r>" + separate + END


ENTRIES = '<w:listEntry w:val="ед."/><w:listEntry w:val="%"/>'


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (form("<w:textInput/>", run("46")), "46"),
        (form("<w:checkBox><w:default w:val='1'/></w:checkBox>"), "☒"),
        (form("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>"), "☐"),
        (form(f"<w:ddList><w:result w:val='1'/>{ENTRIES}</w:ddList>"), "%"),
        (form(f"<w:ddList>{ENTRIES}</w:ddList>", run("%")), "ед."),
        ("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + run("%") + "</w:sdtContent></w:sdt>", "%"),
        ('<w:sdt><w:sdtContent><w:r><w:sym w:font="MS Gothic" w:char="2612"/></w:r></w:sdtContent></w:sdt>', "☒"),
    ],
)
def test_the_fields_of_forms_are_read_as_they_show(content: str, printed: str) -> None:
    raw = read_word(tbl(tr("Гранты", tc(p(content)))))
    assert (shown(raw), unread(raw)) == ([["Гранты", printed]], [])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Место для ввода") + "</w:sdtContent></w:sdt>", Unread.FIELD),
        (form("<w:ddList><w:result w:val='7'/></w:ddList>"), Unread.FIELD),
        (FIELD.format("begin", "") + r"<w:r><w:instrText> EQ \f(1;2) </w:instrText></w:r>" + END, Unread.EQUATION),
        (FIELD.format("begin", "") + "<w:r><w:instrText> LISTNUM </w:instrText></w:r>" + END, Unread.FIELD),
        (FIELD.format("begin", "") + "<w:r><w:instrText> MACROBUTTON NoMacro [46] </w:instrText></w:r>" + END, Unread.FIELD),
        (r'<w:fldSimple w:instr="EQ \f(1;2)"/>', Unread.EQUATION),
        ("<m:oMath><m:f><m:num><m:r><m:t>5</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>", Unread.EQUATION),
        ("<m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e></m:sSup></m:oMath></m:oMathPara>", Unread.EQUATION),
    ],
)
def test_what_is_to_be_filled_in_or_is_drawn_is_no_text(content: str, kind: Unread) -> None:
    raw = read_word(tbl(tr("Гранты", tc(p(content)))))
    assert (shown(raw), unread(raw)) == ([["Гранты", ""]], [("", kind)])


@pytest.mark.parametrize(
    ("content", "printed"), [("<m:r><m:t>41</m:t></m:r>", "41"), ("<m:r><m:t>≥</m:t></m:r><m:r><m:t>17</m:t></m:r>", "≥17")]
)
def test_an_equation_on_one_line_is_read(content: str, printed: str) -> None:
    assert texts(tbl(tr("Гранты", tc(p(f"<m:oMath>{content}</m:oMath>"))))) == [["Гранты", printed]]


def test_a_white_page_of_another_colour() -> None:
    entries = parts_of(p("мәтін") + p(run("ақ", WHITE)), settings="<w:displayBackgroundShape/>")
    name = "word/document.xml"
    entries[name] = entries[name].replace(b"<w:body>", b'<w:background w:color="1F3864"/><w:body>')
    assert [text for text in shown(read(zipped(entries), "plan.docx")) if text] == ["мәтін", "ақ"]


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (run("41") + run("1", RAISED), "41¹"),
        (run("41") + run("1", RAISED) + run(",", RAISED) + run("2", RAISED), "41¹,²"),
        (run("41") + run("1)", RAISED), "41¹⁾"),
        (run("41") + run("1-3", RAISED), "41¹⁻³"),
        (run("41") + run("а", RAISED), "41⁽а⁾"),
        (run("41") + run("*", RAISED), "41*"),
        (run("1", RAISED) + run("41"), "¹41"),
        (run("41") + run("2", '<w:position w:val="10"/><w:sz w:val="14"/>'), "41²"),
        (run("41") + run("3)", '<w:rStyle w:val="Note"/>'), "41³⁾"),
        (run("14") + run("4", LOWERED), "14₄"),
        (run("3 290", '<w:sz w:val="22"/>') + run("1", '<w:sz w:val="12"/>'), "3 290¹"),
        (run("3 290", '<w:sz w:val="22"/>') + run("*", '<w:sz w:val="12"/>'), "3 290*"),
        (run("1", '<w:sz w:val="12"/>') + run("3 290", '<w:sz w:val="22"/>'), "¹3 290"),
        (run("133,8 ") + run("6", RAISED), "133,8 ⁶"),
        (run("2025") + run("1", RAISED) + run(" г."), "2025¹ г."),
        (run("м") + run("2", RAISED), "м²"),
        (run("CO") + run("2", LOWERED), "CO₂"),
        (run("1") + run("-й", RAISED) + run(" кезең"), "1-й кезең"),
        (run("бәрі жоғары 46", '<w:position w:val="6"/>'), "бәрі жоғары 46"),
        (run("46", '<w:position w:val="6"/>') + run(" %", '<w:position w:val="6"/>'), "46 %"),
        (run("3 2", '<w:sz w:val="22"/>') + run("90", '<w:sz w:val="20"/>'), "3 290"),
        (run("46") + run("0", WHITE) + run("1", RAISED), "46¹"),
    ],
)
def test_raised_and_lowered_marks_stand_apart_from_the_number(content: str, printed: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    raw = read_word(tbl(tr("Гранты", tc(p(content)))), styles=styles)
    assert (shown(raw), unread(raw)) == ([["Гранты", printed]], [])


@pytest.mark.parametrize(
    "content",
    [
        run("10") + run("-3", RAISED),
        run("120") + run("05", RAISED),
        run("46") + run("1", RAISED) + run("/") + run("2", LOWERED),
        run("46") + run("1/2", RAISED),
        run("120", '<w:sz w:val="24"/>') + run("50", '<w:sz w:val="14"/>'),
    ],
)
def test_raised_figures_that_are_no_note_leave_the_cell_in_doubt(content: str) -> None:
    assert [kind for _, kind in unread(read_word(tbl(tr("Гранты", tc(p(content))))))] == [Unread.RAISED]


@pytest.mark.parametrize(("fill", "is_seen"), [("1F3864", True), ("auto", False)])
def test_the_colour_that_a_table_style_gives_to_text(fill: str, is_seen: bool) -> None:
    first = f'<w:tblStylePr w:type="firstRow"><w:rPr>{WHITE}</w:rPr><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr></w:tblStylePr>'
    styles = f'<w:style w:type="table" w:styleId="Head">{first}</w:style>'
    own = tc(p(run("2025", '<w:color w:val="000000"/>')), '<w:shd w:val="clear" w:fill="FFFFFF"/>')
    table = tbl(tr("2024", own), tr("46", "52"), properties='<w:tblStyle w:val="Head"/><w:tblLook w:firstRow="1"/>', widths=(900, 900))
    assert shown(read_word(table, styles=styles)) == [["2024" if is_seen else "", "2025"], ["46", "52"]]


@pytest.mark.parametrize(
    "properties", [f"{WHITE}<w:outline/>", f'{WHITE}<w14:textOutline xmlns:w14="{W14}"><w14:solidFill/></w14:textOutline>']
)
def test_white_letters_with_a_line_around_them_are_seen(properties: str) -> None:
    assert texts(tbl(tr("Гранты", tc(p(run("46", properties)))))) == [["Гранты", "46"]]


def test_a_letter_that_is_set_large_belongs_to_its_text() -> None:
    assert texts(p("Д", '<w:framePr w:dropCap="drop" w:lines="3"/>') + p("аму стратегиясы")) == ["Даму стратегиясы"]


FLOATING = (
    '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" behindDoc="{}">'
    '<wp:extent cx="720000" cy="360000"/><wps:wsp><wps:spPr>'
    '<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wps:spPr>{}</wps:wsp></wp:anchor></w:drawing>'
)


@pytest.mark.parametrize(
    ("content", "is_said"),
    [
        (FLOATING.format(0, ""), True),
        (FLOATING.format(1, ""), False),
        ('<w:pict><v:shape style="width:60pt;height:20pt"><v:textpath string="46"/></v:shape></w:pict>', True),
        ('<w:pict><v:line style="width:60pt;height:20pt"/></w:pict>', False),
    ],
)
def test_shapes_that_may_cover_a_number_or_be_one(content: str, is_said: bool) -> None:
    raw = read_word(tbl(tr("Гранты", tc(p(run("46") + f"<w:r>{content}</w:r>")))) + p(f"<w:r>{content}</w:r>"))
    assert [text for text, _ in unread(raw)] == (["46"] if is_said else [])


@pytest.mark.parametrize(("parts", "is_said"), [(["92", "/", "2"], True), (["40", "+", "6"], True), (["жоқ"], False)])
def test_an_equation_on_one_line_that_is_no_number(parts: list[str], is_said: bool) -> None:
    content = "".join(f"<m:r><m:t>{part}</m:t></m:r>" for part in parts)
    raw = read_word(tbl(tr("Гранты", tc(p(f"<m:oMath>{content}</m:oMath>")))))
    assert (shown(raw), bool(unread(raw))) == ([["Гранты", "".join(parts)]], is_said)


def test_a_document_that_only_embeds_another_is_refused() -> None:
    with pytest.raises(Exception, match="unsupported_format"):
        read(document(p() + '<w:altChunk r:id="x"/>'), "plan.docx")


def test_form_fields_that_a_program_has_emptied() -> None:
    field = FIELD.format("begin", "") + "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>" + FIELD.format("separate", "") + END
    assert unread(read_word(tbl(tr("Гранты", tc(p(field)))))) == [("", Unread.FIELD)]


def test_figures_that_libreoffice_lowers() -> None:
    content = run("46", '<w:sz w:val="24"/>') + run("4", '<w:position w:val="-2"/><w:sz w:val="19"/>')
    assert shown(read_word(tbl(tr("Гранты", tc(p(content)))))) == [["Гранты", "46₄"]]


def test_a_small_picture_or_a_watermark_is_no_backdrop() -> None:
    small = FLOATING.format(1, "").replace('cx="720000"', 'cx="360000"')
    letters = '<w:pict><v:shape style="z-index:-1;width:400pt;height:200pt"><v:textpath string="ЖОБА"/></v:shape></w:pict>'
    for drawing in (small, letters):
        raw = read_word(p("мәтін") + p(run("Құпия", WHITE)), header=p(f"<w:r>{drawing}</w:r>"))
        assert [text for text, *_ in hidden(raw)] == ["Құпия"]
