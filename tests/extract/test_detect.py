"""Which reader a file gets, by what is in it; what no reader takes is refused with its reason."""

from __future__ import annotations

import codecs

import pytest

from jospar.extract import detect
from jospar.extract.detect import read
from jospar.extract.document import SourceKind, UnreadableDocument


@pytest.mark.parametrize("name", ["plan.txt", "plan.pdf", "plan", "plan.docx.TXT"])
def test_text_is_text_whatever_its_name(name: str) -> None:
    raw = read("1. Қаржы\n".encode(), name)
    assert (raw.kind, raw.name) == (SourceKind.TEXT, name)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\x0c ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8 + b"\n", b"\x00\x00"]
)
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "plan.txt")
    assert (refusal.value.reason, str(refusal.value)) == ("empty_file", "empty_file")


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "Word before 2007"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"<?xml version='1.0'?>", "XML"),
        (codecs.BOM_UTF8 + b"<?xml version='1.0'?><!-- plan --><workbook><html/></workbook>", "XML"),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, detail: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "plan.txt")
    assert (refusal.value.reason, refusal.value.detail) == ("unsupported_format", detail)
    assert str(refusal.value) == f"unsupported_format: {detail}"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3", codecs.BOM_UTF8 + b"\r\n%PDF-1.4 cut short"])
def test_a_pdf_is_known_by_its_mark(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "plan.txt")
    assert refusal.value.reason == "damaged_file"


@pytest.mark.parametrize("text", ["<i>1. Қаржы</i>", "<html туралы", "PK бөлімі", "% PDF"])
def test_text_that_only_resembles_another_format(text: str) -> None:
    if text.startswith("<html"):
        with pytest.raises(UnreadableDocument):
            read(text.encode(), "plan.txt")
    else:
        assert read(text.encode(), "plan.txt").kind is SourceKind.TEXT


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "MAX_BYTES", 8)
    assert read(b"12345678", "plan.txt").encoding == "utf-8"
    with pytest.raises(UnreadableDocument, match="9 bytes, at most 8") as refusal:
        read(b"123456789", "plan.txt")
    assert refusal.value.reason == "file_too_large"
