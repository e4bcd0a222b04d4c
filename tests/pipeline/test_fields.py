"""Fields of older formats keep the results that the file holds, though LibreOffice would compute them anew."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from jospar.extract.document import Row, UnreadableDocument
from jospar.extract.readers import word
from jospar.pipeline.document.conversion import convert
from jospar.pipeline.document.fields import keep_results
from jospar.pipeline.document.stages import read_document
from tests.pipeline.test_conversion import make_doc, make_odt
from tests.support.reading import ROOT

BEGIN = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\lang1049 "
FIELD = rb"{\field{\*\fldinst { %s }}{\fldrslt {%s}}}"


def field(instruction: str, result: str) -> bytes:
    return FIELD % (instruction.replace("\\", "\\\\").encode(), result.encode())


def rtf_row(*cells: str | bytes) -> bytes:
    texts = (cell if isinstance(cell, bytes) else "".join(rf"\u{ord(c)} ?" if ord(c) > 127 else c for c in cell).encode() for cell in cells)
    bounds = b"".join(rb"\cellx%d" % (2000 * number) for number in range(1, len(cells) + 1))
    return rb"\trowd%s\intbl %s\cell\row " % (bounds, rb"\cell ".join(texts))


def printed(docx: bytes) -> str:
    """What the reader of Word documents finds, rows as cells between bars."""
    blocks = word.read(docx, "a.docx").blocks
    lines = (" | ".join(cell.text for cell in block.cells) if isinstance(block, Row) else getattr(block, "cell", None) for block in blocks)
    return "\n".join(line if isinstance(line, str) else line.text for line in lines if line)


def test_texts_are_read_without_what_fields_need() -> None:
    program = "import sys, jospar.pipeline.document.reading; print('lxml' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.check_output([sys.executable, "-c", program], text=True, env=environment) == "False\n"


# ---- RTF -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.needs("soffice")
def test_totals_of_an_rtf_table_are_those_of_the_file() -> None:
    rows = (
        rtf_row("Plan", "2024", "2025"),
        rtf_row("A", "10", "1 000,5"),
        rtf_row("B", "20", "2 000,5"),
        rtf_row("Total", field("=SUM(B2:B3)", "30"), field(r"=SUM(ABOVE) \# \"# ##0,0\"", "3 001,0")),
    )
    assert printed(convert(BEGIN + b"".join(rows) + rb"\pard end\par}")).splitlines()[3] == "Total | 30 | 3 001,0"


@pytest.mark.needs("soffice")
def test_a_total_becomes_the_value_that_the_file_prints() -> None:
    """LibreOffice computes the fields of a table that a text begins with; of others not all."""
    rows = (
        rtf_row("№", "Наименование показателя", "Ед. изм.", "2024 год", "2025 год"),
        *map(rtf_row, ("Стратегическое направление 1. Рост", "Цель 1.1. Рост", "Задача 1.1.1. Рост")),
        rtf_row("1.1.1.1", "Число мест", "ед.", "10", "20"),
        rtf_row("1.1.1.2", "Число групп", "ед.", field("=SUM(D5:D5)", "30"), field("=SUM(ABOVE)", "60")),
    )
    records = read_document(convert(BEGIN + b"".join(rows) + rb"\pard end\par}"), "plan.rtf")
    assert [str(value.value) for value in records.values] == ["10", "20", "30", "60"]


@pytest.mark.needs("soffice")
def test_all_fields_of_rtf_that_print_their_result_do() -> None:
    fields = ("=1+2", 'IF 1=1 "a" "b"', "DATE", "TIME", "PAGE", "NUMPAGES", "REF x", "x", "SEQ t", "TITLE", "QUOTE 5", "DOCVARIABLE v")
    text = b" ".join(field(instruction, f"{number}77") for number, instruction in enumerate(fields))
    assert printed(convert(BEGIN + text + rb"\par}")) == " ".join(f"{number}77" for number in range(len(fields)))


@pytest.mark.parametrize(
    ("rtf", "kept"),
    [
        (rb"{\field{\*\fldinst =1}{\fldrslt 2}}", rb"{\unread {\*\unread =1}{\unread 2}}"),
        (rb"{\field\fldedit{\*\fldinst {\b =}{1}}{\fldrslt{\b 2}}}", rb"{\unread \fldedit{\*\unread {\b =}{1}}{\unread {\b 2}}}"),
        (rb"{\field{\fldinst DA" b"\r\n" rb"TE}{\*\fldrslt 2}}", rb"{\unread {\*\unread DA" b"\r\n" rb"TE}{\unread 2}}"),
        (rb"{\field{\*\fldinst =1}{\fldrslt 2}", rb"{\unread {\*\unread =1}{\unread 2}"),
        (rb"{\field{\*\fldinst =1}}", rb"{\unread {\*\unread =1}}"),
        (rb"\bin9 {\field{\*{\field{\*\fldinst x}}", rb"\bin9 {\field{\*{\unread {\*\unread x}}"),
        (
            rb'{\field{\*\fldinst IF {\field{\*\fldinst REF a}{\fldrslt 1}} = 1 "x"}{\fldrslt {\field{\*\fldinst SYMBOL 176}{\fldrslt}}}}',
            rb'{\unread {\*\unread IF {\unread {\*\unread REF a}{\unread 1}} = 1 "x"}{\unread {\field{\*\fldinst SYMBOL 176}{\fldrslt}}}}',
        ),
    ],
)
def test_fields_of_rtf_become_groups(rtf: bytes, kept: bytes) -> None:
    assert keep_results(rb"{\rtf1 " + rtf) == rb"{\rtf1 " + kept


@pytest.mark.parametrize(
    "rtf",
    [
        rb"{\field{\*\fldinst SYMBOL 176 \\f Symbol}{\fldrslt\f3}}",
        rb"{\field{\*\fldinst {hyper}{LINK x}}{\fldrslt 2}}",
        rb"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0}}}{\fldrslt 5}}",
        rb"a path \\field\\fldinst and \'7b {\*\fldinst =1}",
        rb"{\fielded{\*\fldinst2 =1}} fldinst \ " b"\\",
        rb"\bin99999999999999 {\field{\*\fldinst =1}}",
    ],
)
def test_what_prints_no_result_stays(rtf: bytes) -> None:
    assert keep_results(rb"{\rtf1 " + rtf) == rb"{\rtf1 " + rtf


# ---- OpenDocument ----------------------------------------------------------------------------------------------------------------------


_TABLES = (b" office:version=", b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version=')


def make_odt_with_parts(body: str, *others: tuple[str, str], change: tuple[bytes, bytes] = _TABLES) -> bytes:
    """An .odt with other parts, and with other bytes in each part; by default it knows the prefix of tables, too."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_odt(body))) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(*change))
        for name, text in others:
            new.writestr(name, text)
    return file.getvalue()


def odt_row(*cells: str) -> str:
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def odt_cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


TOTAL = 'table:formula="ooow:sum &lt;B2:B3&gt;" office:value-type="float" office:value="30.0"'


@pytest.mark.needs("soffice")
def test_totals_of_an_odt_table_are_those_of_the_file() -> None:
    rows = (
        odt_row(odt_cell("Plan"), odt_cell("2024"), odt_cell("2025")),
        odt_row(odt_cell("A"), odt_cell("10"), odt_cell("1 000,5")),
        odt_row(odt_cell("B"), odt_cell("20"), odt_cell("2 000,5")),
        odt_row(odt_cell("Total"), odt_cell("30", TOTAL), odt_cell("3 001,0", TOTAL.replace("30.0", "3001"))),
        odt_row(odt_cell("No text"), f"<table:table-cell {TOTAL}/>", odt_cell("5", 'office:value-type="float" office:value="5"')),
    )
    body = f'<table:table table:name="t"><table:table-column table:number-columns-repeated="3"/>{"".join(rows)}</table:table>'
    lines = printed(convert(make_odt_with_parts(body))).splitlines()
    assert lines[3:] == ["Total | 30 | 3 001,0", "No text | 30.0 | 5"]


@pytest.mark.needs("soffice")
def test_all_fields_of_odt_that_print_a_text_do() -> None:
    body = (
        '<text:variable-decls><text:variable-decl text:name="v" office:value-type="float"/></text:variable-decls><text:p>'
        '<text:variable-set text:name="v" text:display="none" text:formula="ooow:1" office:value-type="float" office:value="1">9'
        "</text:variable-set>"
        '<text:expression text:formula="ooow:1+2" office:value-type="float" office:value="70">70</text:expression> '
        '<text:variable-get text:name="v">71</text:variable-get> <text:date text:date-value="2020-01-02">72</text:date> '
        '<text:conditional-text text:condition="ooow:1==1" text:string-value-if-true="a">73</text:conditional-text> '
        "<text:page-number>74</text:page-number> <text:title>75</text:title> <text:word-count>76</text:word-count>.</text:p>"
    )
    assert printed(convert(make_odt(body))) == "70 71 72 73 74 75 76."


def test_an_odt_without_fields_stays_as_it_is() -> None:
    data = make_odt("<text:p>Plan</text:p>")
    assert keep_results(data) == data


def test_an_odt_keeps_its_other_parts_and_loses_its_signature() -> None:
    styles = '<s xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:page-number>3</text:page-number></s>'
    data = make_odt_with_parts(
        "<text:p>Plan</text:p>", ("styles.xml", styles), ("Pictures/a.png", "png"), ("META-INF/documentsignatures.xml", "")
    )
    with zipfile.ZipFile(io.BytesIO(keep_results(data))) as kept, zipfile.ZipFile(io.BytesIO(data)) as old:
        assert kept.namelist() == old.namelist()[:-1]
        assert kept.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert b":span>3</" in kept.read("styles.xml")
        assert all(kept.read(name) == old.read(name) for name in kept.namelist() if name != "styles.xml")


def test_an_odt_with_a_password() -> None:
    data = make_odt_with_parts("", change=(b"<m:file-entry", b"<m:encryption-data/><m:file-entry"))
    with pytest.raises(UnreadableDocument, match="encrypted_file"):
        keep_results(data)


# ---- Word before 2007 ------------------------------------------------------------------------------------------------------------------

YEAR = field(r'DATE \@ "yyyy"', "1")
PARTS = rb"{\header\pard head %s\par}{\footer\pard foot %s\par}\pard a{\footnote\pard note %s} b{\footnote\ftnalt\pard end %s}\par "


def make_dated_doc(tmp_path: Path, paragraphs: int) -> bytes:
    """A .doc with the year 1999 as the result of fields that give today's, in all parts that the reader reads."""
    body = b"".join(rb"\pard p%d %s\par " % (number, YEAR) for number in range(paragraphs))
    data = make_doc(tmp_path, BEGIN + PARTS % ((YEAR,) * 4) + body + b"}")
    return re.sub(rb"\x14\0(?:\d\0){4}\x15\0", "\x141999\x15".encode("utf-16-le"), data)


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("paragraphs", [3, 400], ids=["in short sectors", "in sectors"])
def test_fields_of_doc_have_the_results_of_the_file(tmp_path: Path, paragraphs: int) -> None:
    lines = printed(convert(make_dated_doc(tmp_path, paragraphs))).splitlines()
    assert [line for line in lines if line.startswith("p")] == [f"p{number} 1999" for number in range(paragraphs)]
    assert {line for line in lines if not line.startswith(("p", "a"))} == {"¹ note 1999", "¹ end 1999", "head 1999", "foot 1999"}


@pytest.mark.needs("soffice")
def test_a_damaged_doc(tmp_path: Path) -> None:
    data = make_dated_doc(tmp_path, 3)
    for at in range(0, len(data), 499):
        for broken in (data[:at], data[:at] + b"\xfe" * 40 + data[at + 40 :], data[:at] + bytes(40) + data[at + 40 :]):
            if broken.startswith(data[:8]):
                try:
                    assert len(keep_results(broken)) == len(broken)
                except UnreadableDocument as error:
                    assert error.reason in ("damaged_file", "encrypted_file")
    with pytest.raises(UnreadableDocument, match="damaged_file"):
        keep_results(data[:600])


@pytest.mark.needs("soffice")
def test_a_doc_with_a_password_that_stands_anywhere_in_its_file(tmp_path: Path) -> None:
    data = bytearray(make_dated_doc(tmp_path, 3))
    data[data.index(b"\xec\xa5") + 11] |= 1
    with pytest.raises(UnreadableDocument, match="encrypted_file"):
        keep_results(bytes(data))
