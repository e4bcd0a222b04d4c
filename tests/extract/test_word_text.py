"""The text of Word documents: what of the markup is printed, and how."""

from __future__ import annotations

import pytest

from jospar.extract.document import Gap, Paragraph, Place, SourceKind
from jospar.extract.readers.word.styles import WordStyles
from tests.support.word import document, p, part, read_word, run, shown, tbl, tc, texts, tr

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(mark) for mark in ("begin", "separate", "end"))
INSTRUCTION = "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"


def one(content: str, properties: str = "", **others: str) -> object:
    """The only text of a document that has one paragraph."""
    found = texts(p(content, properties), **others)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (run("Бағдар") + run("лама"), "Бағдарлама"),
        ("<w:smartTag>" + run("2024") + "</w:smartTag>" + run(" жыл"), "2024 жыл"),
        ("<w:hyperlink>" + run("сілтеме") + "</w:hyperlink>", "сілтеме"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("таңдау") + "</w:sdtContent></w:sdt>", "таңдау"),
        ("<w:ins>" + run("жаңа") + "</w:ins><w:del><w:r><w:delText>ескі</w:delText></w:r></w:del>", "жаңа"),
        ("<w:moveTo>" + run("мұнда") + "</w:moveTo><w:moveFrom>" + run("анда") + "</w:moveFrom>", "мұнда"),
        ("<w:r><w:t>оқу</w:t><w:noBreakHyphen/><w:t>әдістемелік</w:t></w:r>", "оқу-әдістемелік"),
        ("<w:r><w:t>бағдар</w:t><w:softHyphen/><w:t>лама\u00adлар</w:t></w:r>", "бағдарламалар"),
        ("<w:r><w:t>Жоспар</w:t><w:br/><w:t>2024</w:t></w:r>", "Жоспар 2024"),
        ("<w:r><w:t>атауы</w:t><w:tab/><w:t>мәні</w:t></w:r>", "атауы мәні"),
        ("<w:r><w:t>екі\nжол</w:t></w:r>", "екі жол"),
        (run("38,0") + run("1", '<w:vertAlign w:val="superscript"/>'), "38,0¹"),
        (run("м") + run("кв", '<w:vertAlign w:val="superscript"/>'), "мкв"),
        (run("көрінеді") + run("жасырын", "<w:vanish/>"), "көрінеді"),
        (run("көрінеді", '<w:vanish w:val="0"/>'), "көрінеді"),
        (run("бас әріп", "<w:caps/>"), "бас әріп"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/><w:t> 5</w:t></w:r>', "≤ 5"),
        ('<w:fldSimple w:instr="PAGE">' + run("12") + "</w:fldSimple>" + run(" бет"), "12 бет"),
        (run("1-бет ") + BEGIN + INSTRUCTION + SEPARATE + run("7") + END, "1-бет 7"),
        (BEGIN + INSTRUCTION + BEGIN + INSTRUCTION + SEPARATE + run("ішкі") + END + SEPARATE + run("нәтиже") + END, "нәтиже"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="w16"><w:t>жаңа</w:t></mc:Choice><mc:Fallback><w:t>ескі</w:t></mc:Fallback>'
            "</mc:AlternateContent></w:r>",
            "жаңа",
        ),
        ("<w:r><w:t>и\u0306</w:t></w:r>", "й"),
    ],
)
def test_what_is_printed_of_runs(content: str, printed: str) -> None:
    assert one(content) == printed


def test_a_field_that_never_ends_loses_no_text_but_its_own() -> None:
    assert texts(p(BEGIN + INSTRUCTION + run("x")) + p("1. Қаржы") + p(BEGIN + SEPARATE + run("нәтиже")) + p("соңы")) == [
        "1. Қаржы",
        "нәтиже",
        "соңы",
    ]


def test_text_that_its_styles_hide() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Base"/></w:style>'
    )
    body = p(run("а") + run("б", '<w:rStyle w:val="Hidden"/>')) + p("в", '<w:pStyle w:val="Note"/>')
    assert shown(read_word(body, styles=styles)) == ["а"]
    assert texts(p(run("г", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="Note"/>'), styles=styles) == ["г"]


def test_a_style_based_on_itself() -> None:
    """In the styles alone, so that there is no document of it."""
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = WordStyles(part("styles", style.format("A", "A") + style.format("B", "C") + style.format("C", "B")).encode(), "styles.xml")
    assert [styles.find(name, "paragraph").ids for name in "AB"] == [("A",), ("B", "C")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert texts(p("1. Оқу ", "<w:rPr><w:del/></w:rPr>") + p("процесін дамыту") + p("соңы")) == ["1. Оқу процесін дамыту", "соңы"]
    assert shown(read_word(p("<w:del>" + run("ескі") + "</w:del>", "<w:rPr><w:del/></w:rPr>") + p("жаңа"))) == ["жаңа"]


def test_lines_of_their_own_in_one_paragraph() -> None:
    lines = "<w:r><w:t>НЫСАНАЛЫ ИНДИКАТОР:</w:t><w:br/><w:t>1. Пайда</w:t><w:br/><w:t>1.1. Кіріс</w:t><w:br/><w:t>көлемі</w:t></w:r>"
    assert texts(p(lines)) == ["НЫСАНАЛЫ ИНДИКАТОР:", "1. Пайда", "1.1. Кіріс көлемі"]


@pytest.mark.parametrize("properties", ['<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>', '<w:pStyle w:val="T1"/>'])
def test_entries_of_a_list_of_contents_lead_to_their_page(properties: str) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    entry = "<w:r><w:t>1. Кіріспе</w:t><w:tab/><w:t>3</w:t></w:r>"
    assert one(entry, properties, styles=styles) == "1. Кіріспе ........ 3"


def test_where_the_paper_may_have_been_cut() -> None:
    body = (
        p("а")
        + p()
        + p("б")
        + p('<w:r><w:br w:type="page"/><w:t>в</w:t></w:r>')
        + p("<w:r><w:lastRenderedPageBreak/><w:t>г</w:t></w:r>")
        + p("<w:r><w:t>д </w:t><w:lastRenderedPageBreak/><w:t>е</w:t></w:r>", "<w:pageBreakBefore/>")
        + p("ж", "<w:sectPr/>")
        + p("з")
    )
    assert shown(read_word(body)) == ["а", None, "б", None, "в", None, "г", None, "д е", "ж", None, "з"]


def test_text_boxes_are_read_once_and_before_their_paragraph() -> None:
    box = "<w:txbxContent>" + p("БЕКІТІЛДІ") + p("№ 4 хаттама") + "</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
    content = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert shown(read_word(p(f"<w:r>{content}</w:r>" + run("СТРАТЕГИЯ")))) == [None, "БЕКІТІЛДІ", "№ 4 хаттама", None, "СТРАТЕГИЯ"]
    assert texts(p(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")) == ["БЕКІТІЛДІ", "№ 4 хаттама"]


def test_notes_stand_at_the_end_with_the_number_of_their_mark() -> None:
    body = p(run("Өлім") + '<w:r><w:footnoteReference w:id="7"/></w:r>') + p(run("саны") + '<w:r><w:footnoteReference w:id="3"/></w:r>')
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("сызық")}</w:footnote>'
        f'<w:footnote w:id="3">{p("екінші")}</w:footnote><w:footnote w:id="7">{p("бірінші")}{p("жалғасы")}</w:footnote>'
        f'<w:footnote w:id="9">{p("басылмаған")}</w:footnote>'
    )
    assert texts(body, footnotes=notes) == ["Өлім¹", "саны²", "¹ бірінші жалғасы", "² екінші"]


def test_headers_and_footers_belong_to_the_page() -> None:
    raw = read_word(p("мәтін"), header=p("Стратегия") + tbl(tr("КТУ", "Стратегия")), footer=p("Стратегия") + p("12"))
    margins = [block.cell.text for block in raw.blocks if isinstance(block, Paragraph) and block.runs]
    assert margins == ["Стратегия", "КТУ", "12"]


def test_places_count_through_the_document() -> None:
    raw = read_word(p("а") + p() + tbl(tr("б", "в"), tr("г", "")) + p("д") + tbl(tr("е", "ж")), footer=p("з"))
    text = (None, None, None)
    assert [cell.place[1:5] for cell in raw.cells()] == [
        *((1, *text), (2, 1, 1, 1), (2, 1, 1, 2), (3, 1, 2, 1), (4, *text), (5, 2, 1, 1), (5, 2, 1, 2), (6, *text))
    ]
    assert (raw.kind, raw.encoding, raw.pages) == (SourceKind.DOCX, None, None)


def test_a_changed_property_keeps_the_new_one() -> None:
    old = (
        "<w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
        "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
    )
    assert one("мәтін", old) == "мәтін"


def test_a_gap_is_no_text() -> None:
    assert [type(block) for block in read_word(p("а") + p(" ") + p("б")).blocks] == [Paragraph, Gap, Paragraph]
    assert document(p("а")).startswith(b"PK")


def test_the_breaks_of_a_cell() -> None:
    rows = tbl(
        tr(tc(p("атауы") + p() + p("жалғасы")), tc(p("10") + p("20")), tc("<w:p><w:r><w:t>1 </w:t><w:br/><w:t> 2</w:t></w:r></w:p>"))
    )
    assert texts(rows) == [["атауы\nжалғасы", "10\n20", "1\n2"]]


STYLED = '<w:style w:type="character" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="gone"/>'])
def test_what_is_struck_out_is_not_read_and_said(look: str) -> None:
    struck = run("1", look) + run("40", look)
    raw = read_word(p(run("1. Қаржы ") + struck) + tbl(tr("саны", tc(p(struck + run("150"))))), styles=STYLED)
    assert shown(raw) == ["1. Қаржы", ["саны", "150"]]
    assert [(finding.code, finding.place, finding.printed) for finding in raw.findings] == [
        ("cell_not_used", Place(line=1), "140"),
        ("cell_not_used", Place(None, 2, 1, 1), "140"),
    ]


@pytest.mark.parametrize("look", ['<w:strike w:val="0"/>', '<w:rStyle w:val="gone"/><w:strike w:val="0"/>'])
def test_what_is_struck_out_no_more_is_read(look: str) -> None:
    raw = read_word(p(run("140", look)), styles=STYLED)
    assert (shown(raw), raw.findings) == (["140"], ())
