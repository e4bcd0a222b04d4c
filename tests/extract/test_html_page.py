"""Whole HTML files: what is text and what is not, encodings, what office programs and browsers write, and hostile files."""

from __future__ import annotations

import socket
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.detect import read
from jospar.extract.document import Block, Paragraph, Row, SourceKind, UnreadableDocument
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize

KAZAKH = "<html><head>{}</head><body><p>Нысаналы индикаторлар</p><p>Оқушылардың саны - 9 976</p></body></html>"
RUSSIAN = "<html><head>{}</head><body><p>Целевые индикаторы</p><p>Доля студентов - 1 167</p></body></html>"


def texts(blocks: tuple[Block, ...]) -> list[object]:
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.cell.text if isinstance(block, Paragraph) else None
        for block in blocks
    ]


def shown(markup: str) -> list[object]:
    return texts(read(markup.encode(), "plan.txt").blocks)


def refusal_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "plan.html")
    return refusal.value.reason


# ---- which files are pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE html><html>",
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"><html>',
        "<!DOCTYPE html><!-- saved from url=(0014)about:internet -->\n<html>",
        "\n <!-- a > b -->\n<HTML lang='kk'>",
        "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='x'/></head>",
        "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns='http://www.w3.org/TR/REC-html40'>",
        "<meta charset=utf-8><title>plan</title>",
        "<table>",
        "<div class=plan>",
    ],
)
def test_pages(before: str) -> None:
    raw = read(f"{before}<table><tr><td>a</td><td>1</td></tr></table>".encode(), "plan.doc")
    assert (raw.kind, raw.encoding, texts(raw.blocks)) == (SourceKind.HTML, "utf-8", [["a", "1"]])


@pytest.mark.parametrize("text", ["<p>1. Қаржы</p>", "<div>1. Қаржы</div>", "<i>1.</i> <html>", "a < b", "<!-- a -->", "Subject: x"])
def test_what_is_no_page(text: str) -> None:
    assert read(text.encode(), "plan.html").kind is SourceKind.TEXT


@pytest.mark.parametrize("page", ["<html>", "<!DOCTYPE html><html><head><title>plan</title></head><body><p> </p></body>", "<html><td>"])
def test_a_page_without_text_is_empty(page: str) -> None:
    assert refusal_of(page.encode()) == "empty_file"


# ---- encodings -----------------------------------------------------------------------------------------------------------------------

_META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("page", "declared", "codec", "encoding"),
    [
        (KAZAKH, "utf-8", "utf-8", "utf-8"),
        (KAZAKH, "windows-1251", "utf-8", "utf-8"),
        (KAZAKH, "", "utf-8-sig", "utf-8-sig"),
        (KAZAKH, "windows-1251", "kz1048", "kz1048"),
        (KAZAKH, "", "kz1048", "kz1048"),
        (KAZAKH, "utf-16", "utf-16", "utf-16"),
        (KAZAKH, "utf-16", "utf-16-le", "utf-16-le"),
        (RUSSIAN, "windows-1251", "cp1251", "cp1251"),
        (RUSSIAN, "utf-8", "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r", "koi8-r"),
        (RUSSIAN, "ibm866", "cp866", "cp866"),
        (RUSSIAN, "no-such-thing", "cp1251", "cp1251"),
    ],
)
def test_encodings(page: str, declared: str, codec: str, encoding: str) -> None:
    markup = page.format(_META.format(declared) if declared else "")
    raw = read(markup.encode(codec), "plan.html")
    assert (raw.kind, raw.encoding) == (SourceKind.HTML, encoding)
    assert texts(raw.blocks) == shown(page.format(""))


def test_a_letter_that_was_cut_in_two_does_not_make_the_rest_another_encoding() -> None:
    data = KAZAKH.format('<meta charset="utf-8">').replace("</body></html>", "Қ" * 100).encode()[:-1]
    assert str(texts(read(data, "plan.html").blocks)[1]).startswith("Оқушылардың саны")


@pytest.mark.parametrize("data", [b"<html>\x01\x02", b"<html>\x98\x98", b"<html>" + bytes(range(256)), b"<html>\x00"])
def test_what_is_no_text(data: bytes) -> None:
    assert refusal_of(data) in {"binary_file", "unknown_encoding"}


# ---- what is text --------------------------------------------------------------------------------------------------------------------


def test_the_window_and_its_scripts_are_no_text() -> None:
    assert shown(
        "<html><head><title>Plan</title><style>p {}</style></head><body><script>1</script><!-- 2 --><p>3</p><select><option>4</select>"
        "<button>5</button><template>6</template><svg><text>7</text></svg><textarea>8</textarea><p>9<img alt='10'></p>"
    ) == ["3", "4 8", "9"]


def test_what_goes_with_every_page_of_a_site_is_no_text_of_the_document() -> None:
    raw = read(
        b"<html><header><p>logo</p></header><nav><ul><li>laws<li>search</ul></nav><main><header>Plan</header><p>text</p></main>"
        b"<div role=contentinfo>address</div><footer>2024</footer>",
        "plan.html",
    )
    lines = [(block.cell.text, block.runs) for block in raw.blocks if isinstance(block, Paragraph)]
    assert [text for text, runs in lines if not runs] == ["Plan", "text"]
    assert [text for text, runs in lines if runs] == ["logo", "laws", "search", "address", "2024"]


def test_a_list_of_links_is_a_menu() -> None:
    raw = read(b"<html><ul><li><a href=/>home</a><li><a href=/s>1. <b>search</b></a></ul><ul><li><a href=x>Plan</a> text<li>item</ul>", "p")
    assert [(block.cell.text, block.runs) for block in raw.blocks if isinstance(block, Paragraph)] == [
        ("home", True),
        ("1. search", True),
        ("Plan text", False),
        ("item", False),
    ]


def test_lines_of_text() -> None:
    assert shown("<html><h2>1. Қаржы<br>және база</h2><div>a<div>b</div>c</div><p>d<br>e<p>f <b>g</b>\n h<dl><dt>i<dd>j</dl>k") == [
        "1. Қаржы және база", "a", "b", "c", "d", "e", "f g h", "i", "j", "k",
    ]  # fmt: skip
    assert shown("<html><h2>2024<br>2025</h2>") == ["2024\n2025"]


def test_kept_lines_with_tabs_are_rows() -> None:
    assert shown("<html><pre>\nAтауы\tадам\t2024ж.\n1.  Саны\tадам\t\n\n  жазба  </pre>") == [
        ["Aтауы", "адам", "2024ж."],
        ["1.  Саны", "адам", ""],
        None,
        "жазба",
    ]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=4><li>a<li value=7>b<li>c</ol>", ["4. a", "7. b", "8. c"]),
        ("<ol type=a><li>a<li type=I>b</ol>", ["a. a", "II. b"]),
        ("<ol start=3 reversed><li>a<li>b</ol>", ["3. a", "2. b"]),
        ("<ol style='list-style-type: upper-roman'><li>a</ol>", ["I. a"]),
        ("<ol style='list-style: none'><li>1.1. a</ol>", ["1.1. a"]),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", ["a", "1. b", "c"]),
        ("<ol><li><p><b>a</b></p><p>b</p><li></li><li>c</ol>", ["1. a", "b", None, "3. c"]),
        ("<li>a", ["a"]),
    ],
)
def test_numbers_of_lists(markup: str, lines: list[str | None]) -> None:
    assert shown(f"<html>{markup}") == lines


def test_what_word_writes() -> None:
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
    <head><meta http-equiv=Content-Type content="text/html; charset=windows-1251">
    <!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->
    <style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=RU><div class=WordSection1>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><b><span style='mso-list:Ignore'>1.<span
    style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></b><![endif]><b>Кадры и
    наука<o:p></o:p></b></p>
    <p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>
    доля</p>
    <p class=MsoNormal><o:p>&nbsp;</o:p></p>
    <p>было <del cite="mailto:x" datetime="2024-01-01T10:00">90</del><ins>95</ins></p>
    <span><br clear=all style='page-break-before:always'></span>
    <table class=MsoNormalTable border=1><thead><tr style='height:1pt'><td rowspan=2><p class=MsoNormal>Наименование<o:p></o:p></p></td>
    <td colspan=2><p>Годы</p></td></tr><tr><td><p>2024</p></td><td><p>2025</p></td></tr></thead><tr><td><p>Доля</p></td><td><p>5</p></td>
    <td><p>6</p></td></tr><![if !supportMisalignedColumns]><tr height=0><td width=9></td><td width=9></td><td></td></tr><![endif]></table>
    </div></body></html>"""
    blocks = read(page.encode("cp1251"), "plan.doc").blocks
    assert texts(blocks) == [
        "1. Кадры и наука",
        "доля",
        None,
        "было 95",
        None,
        ["Наименование", "Годы", "Годы"],
        ["Наименование", "2024", "2025"],
        ["Доля", "5", "6"],
        ["", "", ""],
    ]


def test_a_web_archive() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Plan"
    mail.set_content(RUSSIAN.format(""), subtype="html", charset="cp1251", cte="quoted-printable")
    mail.add_related(b"\x89PNG", maintype="image", subtype="png")
    raw = read(mail.as_bytes(), "plan.mht")
    assert (raw.kind, raw.encoding) == (SourceKind.HTML, "cp1251")
    assert texts(raw.blocks) == ["Целевые индикаторы", "Доля студентов - 1 167"]


def test_a_web_archive_without_a_page() -> None:
    head = b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    assert refusal_of(head + b"--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n") == "damaged_file"


def test_a_web_archive_whose_parts_are_too_deep_for_the_standard_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def sink(_: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr("email.message_from_bytes", sink)
    head = b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    assert refusal_of(head) == "too_deep"


# ---- what is not read ----------------------------------------------------------------------------------------------------------------


def test_entities_of_its_own_are_refused(tmp_path: object) -> None:
    for entity in ('<!ENTITY x SYSTEM "other.txt">', '<!ENTITY x "xx">'):
        page = f"<?xml version='1.0'?><!-- a --><!DOCTYPE html [{entity}]><html><p>x</p></html>"
        assert refusal_of(page.encode()) == "dtd_refused"


def test_nothing_outside_the_file_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    assert shown(
        '<!DOCTYPE html SYSTEM "http://localhost:9/x.dtd"><html><base href="http://localhost:9/"><link rel=stylesheet href=x.css>'
        "<img src=x.png><iframe src=x.html></iframe><p>a</p>"
    ) == ["", "a"]


def test_other_xml_is_refused() -> None:
    assert refusal_of(b"<?xml version='1.0'?><Workbook><html/></Workbook>") == "unsupported_format"


# fmt: off
_PIECES = (
    "<thead>", "<tfoot>", "<tbody>", "1.", "Атауы", "2024ж.", "12", "а", "&nbsp;", "<!--", "-->", "\t", "\n", "</nav>", " ",
    "<table>", "<tr>", "<td>", "<th rowspan=3>", "<td colspan=2>", "</td>", "</tr>", "</table>", "<p>", "</p>", "<br>", "<ol>",
    "<li>", "<ul>", "</ul>", "<pre>", "</pre>", "<s>", "</s>", "<div hidden>", "</div>", "<sup>", "</sup>", "<h1>", "<caption>",
    "<nav>",
)
# fmt: on


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join).map(str.encode) | st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_every_cell_is_accounted_for(data: bytes) -> None:
    try:
        raw = read(b"<html>" + data, "plan.html")
    except UnreadableDocument:
        return
    records = normalize(parse(raw), SourceFile("plan", "plan.html", "0" * 64))
    document = records.document
    assert document.cells == document.cells_used + document.cells_ignored + document.cells_flagged
    seen = [cell for cell in records.cells if cell.rule != "not_visible"]
    assert len({cell.place for cell in seen}) == len(seen) == len(list(raw.cells())) == document.cells - len(raw.hidden)
