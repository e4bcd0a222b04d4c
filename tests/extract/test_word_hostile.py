"""Word documents that no office program wrote: each is refused with its reason, or read for what it is.

Nothing here harms a program that opens it: limits are lowered to what a small file exceeds, and a directory of an archive that lies is
forged in memory.
"""

from __future__ import annotations

import codecs
import io
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_XML_DEPTH
from jospar.extract.readers.word import archive, markup
from tests.support.reading import read_records
from tests.support.seeds import choose_examples
from tests.support.word import document, item, levels, numbering, p, part, parts_of, shown, tbl, tc, tr, zipped

TEXT = p("1. Қаржы")


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as raised:
        read(data, "plan.docx")
    return raised.value


def reason(data: bytes) -> str:
    return refusal(data).reason


def with_part(name: str, data: bytes) -> bytes:
    """A good document with one entry put in or changed."""
    return zipped({**parts_of(TEXT), name: data})


Entries = dict[str, zipfile.ZipInfo]


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Entries], object]], None]:
    """Has what the directory of an archive says changed by a function, or entries put in, after it was read from a good file."""

    def forge(change: Callable[[Entries], object]) -> None:
        class Forged(zipfile.ZipFile):
            def __init__(self, file: io.BytesIO) -> None:
                super().__init__(file)
                entries = {info.filename: info for info in self.filelist}
                change(entries)
                self.filelist = list(entries.values())

        monkeypatch.setattr(archive, "ZipFile", Forged)

    return forge


Forge = Callable[[Callable[[Entries], object]], None]


# ---- what is a Word document ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan.docx", "plan.txt", "plan.pdf", "plan"])
def test_a_wrong_suffix_does_not_count(name: str) -> None:
    assert shown(read(document(TEXT), name)) == ["1. Қаржы"]


@pytest.mark.parametrize(
    "main_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/xml",
    ],
)
def test_other_kinds_of_word_documents(main_type: str) -> None:
    assert shown(read(zipped(parts_of(TEXT, main_type=main_type)), "plan.docm")) == ["1. Қаржы"]


def test_the_strict_form_of_the_format() -> None:
    strict = {
        name: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, data in parts_of(TEXT + tbl(tr("а", "1")), styles="").items()
    }  # fmt: skip
    assert shown(read(zipped(strict), "plan.docx")) == ["1. Қаржы", ["а", "1"]]


def test_parts_under_other_names() -> None:
    entries = parts_of(TEXT)
    renamed = {"word/Main.xml" if name == "word/document.xml" else name: data for name, data in entries.items()}
    renamed["_rels/.rels"] = renamed["_rels/.rels"].replace(b'Target="word/document.xml"', b'Target="/WORD/main.xml"')
    assert shown(read(zipped(renamed), "plan.docx")) == ["1. Қаржы"]


@pytest.mark.parametrize(
    ("main_type", "called"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Excel"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "Excel"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "PowerPoint"),
    ],
)
def test_other_office_files(main_type: str, called: str) -> None:
    found = refusal(zipped(parts_of(TEXT, main_type=main_type)))
    assert (found.reason, found.detail) == ("unsupported_format", called)


def test_other_archives() -> None:
    opendocument = refusal(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}))
    assert (opendocument.reason, opendocument.detail) == ("unsupported_format", "OpenDocument (application/vnd.oasis.opendocument.text)")
    assert refusal(zipped({"plan.txt": b"x"})).detail == "a zip archive"
    assert refusal(zipped({})).detail == "a zip archive"


@pytest.mark.parametrize("body", ["", p(), p(" "), tbl(tr("", ""))])
def test_a_document_without_text_is_empty(body: str) -> None:
    assert reason(document(body, header=p("Стратегия"))) == "empty_file"


def test_a_document_of_pictures_is_a_scan() -> None:
    assert reason(document(p("<w:r><w:drawing/></w:r>"))) == "scan_not_read"


def test_a_document_with_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert reason(ole + "EncryptedPackage".encode("utf-16-le") + bytes(500)) == "encrypted_file"
    assert reason(ole) == "unsupported_format"


# ---- the archive -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_short(share: float) -> None:
    data = document(TEXT * 50)
    assert reason(data[: int(len(data) * share)]) == "damaged_file"


def test_a_part_that_was_damaged() -> None:
    data = document(TEXT)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        start = opened.getinfo("word/document.xml").header_offset + 60
    assert reason(data[:start] + bytes(20) + data[start + 20 :]) == "damaged_file"
    assert reason(with_part("word/document.xml", b"<w:document")) == "damaged_file"
    assert reason(with_part("word/document.xml", b"")) == "damaged_file"
    assert reason(with_part("word/document.xml", b"<x/>")) == "damaged_file"
    assert reason(with_part("_rels/.rels", b"<x/>")) == "damaged_file"
    assert reason(zipped({name: data for name, data in parts_of(TEXT).items() if name != "word/document.xml"})) == "damaged_file"


def test_a_part_that_unpacks_into_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MIN_RATIO_BYTES", 1_000)
    found = refusal(with_part("word/media/image.png", bytes(10_000)))
    assert found.reason == "archive_unsafe"
    assert "word/media/image.png" in found.detail


def test_parts_that_unpack_into_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 100)
    assert reason(document(TEXT)) == "archive_unsafe"


def test_a_part_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART_BYTES", 100)
    assert reason(document(TEXT)) == "archive_unsafe"


def test_a_directory_that_lies_about_sizes(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    forge(lambda entries: setattr(entries["word/document.xml"], "file_size", 10))
    assert reason(document(TEXT * 100)) == "damaged_file"
    # and where it unpacks on nevertheless
    monkeypatch.setattr(archive, "MAX_PART_BYTES", 2_000)
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda *_: bytes(2_001))
    found = refusal(document(TEXT))
    assert (found.reason, found.detail) == ("archive_unsafe", "_rels/.rels has more than 2,000 bytes")


def test_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    assert reason(document(TEXT)) == "archive_unsafe"


@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml"])
def test_entries_of_one_name(name: str, forge: Forge) -> None:
    forge(lambda entries: entries.update(twice=zipfile.ZipInfo(name)))
    assert reason(document(TEXT)) == "archive_unsafe"


@pytest.mark.parametrize("name", ["../other.xml", "word/../../other.xml", "/other.xml", "..\\other.xml"])
def test_entries_outside_the_archive(name: str, forge: Forge) -> None:
    forge(lambda entries: entries.update(outside=zipfile.ZipInfo(name)))
    assert reason(document(TEXT)) == "archive_unsafe"


def test_an_encrypted_entry() -> None:
    data = bytearray(document(TEXT))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert reason(bytes(data)) == "encrypted_file"


def test_entries_that_overlap(forge: Forge) -> None:
    forge(lambda entries: setattr(entries["[Content_Types].xml"], "header_offset", entries["word/document.xml"].header_offset))
    assert reason(document(TEXT)) == "archive_unsafe"


def test_a_way_of_packing_that_office_programs_do_not_have() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as opened:
        for name, data in parts_of(TEXT).items():
            opened.writestr(name, data)
    assert reason(stream.getvalue()) == "archive_unsafe"


# ---- the markup ------------------------------------------------------------------------------------------------------------------------

DTD = '<!DOCTYPE w:document [<!ENTITY x "y">]>'


def declared(encoding: str, dtd: str = DTD, words: str = "&amp;") -> str:
    return part("document", f"<w:body>{p(words)}</w:body>").replace(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', f'<?xml version="1.0" encoding="{encoding}"?>{dtd}'
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (declared("UTF-8").encode(), "dtd_refused"),
        (codecs.BOM_UTF8 + declared("UTF-8").encode(), "dtd_refused"),
        (declared("UTF-16").encode("utf-16"), "dtd_refused"),
        (declared("UTF-16").encode("utf-16-le"), "dtd_refused"),
        (declared("UTF-16").encode("utf-16-be"), "dtd_refused"),
        (declared("UTF-16").encode("utf-16")[:-1], "damaged_file"),
        (declared("UTF-32", "").encode("utf-32"), "damaged_file"),
        (declared("IBM037", "").encode("cp037"), "damaged_file"),
    ],
)
def test_a_document_type_is_refused_in_any_encoding(data: bytes, expected: str) -> None:
    """And no encoding is read that one could hide in."""
    assert reason(with_part("word/document.xml", data)) == expected


def test_no_encoding_is_read_that_a_document_type_could_hide_in() -> None:
    data = declared("UTF-7", "", "+BBo-").encode()
    assert shown(read(with_part("word/document.xml", data), "plan.docx")) == ["+BBo-"]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/numbering.xml", "word/header.xml"])
def test_a_document_type_is_refused_in_any_part(name: str) -> None:
    entries = parts_of(TEXT, styles="", numbering="", header="")
    entries[name] = DTD.encode() + entries[name].partition(b"?>")[2] if b"?>" in entries[name] else DTD.encode() + entries[name]
    assert reason(zipped(entries)) == "dtd_refused"


def test_a_part_in_utf_16() -> None:
    entries = parts_of(TEXT)
    text = entries["word/document.xml"].decode().replace("UTF-8", "UTF-16")
    assert shown(read(zipped({**entries, "word/document.xml": text.encode("utf-16")}), "plan.docx")) == ["1. Қаржы"]


def test_tables_in_tables_in_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    table = tbl(tr("а", "б"))
    for _ in range(3):
        table = tbl(tr("в", tc(table + p())))
    assert shown(read(document(table), "plan.docx")) == [["в", "в\nв\nа\nб"]]
    monkeypatch.setattr(markup, "_IS_TOO_DEEP", etree.XPath("boolean(" + "/*" * 10 + ")"))
    assert reason(document(table)) == "too_deep"


def test_depths_that_may_still_be() -> None:
    table = tbl(tr("а", "б"))
    for _ in range(20):
        table = tbl(tr("в", tc(table + p())))
    assert shown(read(document(table), "plan.docx")) == [["в", "\n".join("в" * 19 + "аб")]]


@pytest.mark.parametrize("tag", ["w:smartTag", "w:sdt", "w:ins", "w:p", "w:hyperlink", "mc:AlternateContent", "x"])
@pytest.mark.parametrize("depth", [MAX_XML_DEPTH, 300], ids=["for us", "for lxml"])
def test_elements_in_elements(tag: str, depth: int) -> None:
    assert reason(document(f"<w:p>{f'<{tag}>' * depth}{f'</{tag}>' * depth}</w:p>")) in ("too_deep", "damaged_file")


def test_what_stands_where_nothing_of_it_should() -> None:
    stray = "<w:t>а</w:t><w:tc/><w:tr/><w:tbl/><w:tbl><w:tr/></w:tbl><w:p><w:p/><w:tbl/><w:r><w:p/></w:r></w:p><w:sdt/>"
    body = stray + "<w:p><w:pPr><w:numPr/></w:pPr></w:p>"
    assert shown(read(document(body + TEXT, numbering="<w:num/><w:abstractNum><w:lvl/></w:abstractNum>"), "x"))[-1] == "1. Қаржы"


_HOLDERS = ("p", "tbl", "tr", "tc", "r", "t", "sdt", "sdtContent", "ins", "del", "pict", "txbxContent", "hyperlink", "footnoteReference")
_PROPERTIES = ("pPr", "rPr", "tcPr", "trPr", "vMerge", "hMerge", "gridSpan", "gridBefore", "gridCol", "numPr", "numId", "ilvl", "vanish")
_TAGS = st.sampled_from((*_HOLDERS, *_PROPERTIES, "br", "tab", "fldChar"))
_VALUES = st.sampled_from(["", "1", "restart", "continue", "1001", "-3"])
_TEXTS = st.sampled_from(["", "а", "1.1. Қаржы", "2024", "5"])
_ELEMENTS = st.recursive(
    _TEXTS,
    lambda inner: st.builds(
        lambda tag, value, parts: f'<w:{tag} w:val="{value}">{"".join(parts)}</w:{tag}>', _TAGS, _VALUES, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=choose_examples(60, 200), deadline=None)
@given(_ELEMENTS, _ELEMENTS, _ELEMENTS)
def test_any_markup_is_read_and_nothing_of_it_is_lost(body: str, lists: str, styles: str) -> None:
    data = document(f"<w:p/>{body}{TEXT}", numbering=lists + numbering(levels(("decimal", "%1."))), styles=styles, footnotes=body)
    records = read_records(data, "plan", ".docx")
    assert len({cell.place for cell in records.cells}) == records.document.cells > 0


CITED = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:footnoteReference w:id="1"/></w:r>'
MANY = range(1, 2_000)
# A style is based on another, which is based on one before, so many times at most.
CHAIN = 20


def based(style: str, other: str) -> str:
    return f'<w:style w:styleId="{style}"><w:basedOn w:val="{other}"/></w:style>'


@pytest.mark.parametrize(
    ("body", "others"),
    [
        (f"<w:p>{CITED}</w:p>" * len(MANY), {"footnotes": '<w:footnote w:id="1"><w:p/></w:footnote>'}),
        (
            "".join(p("x", f'<w:pStyle w:val="s{number}"/>') for number in MANY),
            {"styles": "".join(based(f"s{number}", f"s{number - 1 if number % CHAIN else 0}") for number in MANY)},
        ),
        (
            "".join(item("x", number) for number in MANY),
            {"numbering": "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>' for number in MANY)},
        ),
        (tbl(*[tr("", "x")] * len(MANY)), {}),
        (tbl(*[tr(tc("x", '<w:vMerge w:val="restart"/>'), tc("", "<w:vMerge/>"))] * len(MANY)), {}),
    ],
    ids=["fields", "styles", "lists", "rows", "merges"],
)
def test_many_things_are_read_in_a_time_that_grows_with_them(body: str, others: dict[str, str]) -> None:
    started = time.process_time()
    read(document(body + TEXT, **others), "x")
    assert time.process_time() - started < 3
