"""Older formats by way of LibreOffice: what becomes .docx, what is refused, and that nothing stays behind."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import jospar.pipeline.document.reading
from jospar.extract.document import UnreadableDocument
from jospar.normalize.records import Records
from jospar.pipeline.document.conversion import convert, may_need_conversion, needs_conversion
from jospar.pipeline.document.reading import try_file
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.document.stages import read_document
from jospar.pipeline.isolation.pool import read_isolated
from jospar.pipeline.system.process_limits import Limits
from tests.pipeline.test_isolation import HEARS_INTERRUPTS, below, is_alive, wait_until
from tests.support.reading import ROOT, SAMPLE

pytestmark = pytest.mark.slow

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_STREAM = "WordDocument".encode("utf-16-le")
RTF = rb"{\rtf1\ansi Plan for 2024 \par Second line}"
SMALL = 'svg:width="1cm" svg:height="1cm"'
NAMESPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go; none may stay."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield made
    assert list(made.iterdir()) == []


def make_odt(body: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>' for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f'<office:document-content office:version="1.2" {NAMESPACES}>{text}</office:document-content>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>')
    return file.getvalue()


def make_doc(tmp_path: Path, data: bytes) -> bytes:
    source = tmp_path / "made.rtf"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
    )
    return (tmp_path / "made.doc").read_bytes()


def text_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def reason(data: bytes, seconds: float = 60) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        convert(data, seconds)
    return refusal.value.reason


def fake_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program in the place of LibreOffice."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "soffice").write_text(f"#!/bin/sh\n{script}\n")
    (programs / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


# ---- which files -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "needed", "perhaps"),
    [
        (OLE + bytes(1000) + WORD_STREAM, True, True),
        (OLE + bytes(1000) + "Workbook".encode("utf-16-le"), False, True),
        (RTF, True, True),
        (make_odt(""), True, True),
        (b"PK\x03\x04" + bytes(40) + b"word/document.xml", False, False),
        (b"%PDF-1.7", False, False),
        (SAMPLE.read_bytes(), False, False),
        (b"", False, False),
    ],
)
def test_what_is_converted(data: bytes, needed: bool, perhaps: bool) -> None:
    assert needs_conversion(data) is needed
    assert may_need_conversion(data[:512]) is perhaps


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """What was asked of a portal on this machine."""
    return []


@pytest.fixture(scope="module")
def converted(asked: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A document of each format with links to files and to a portal, after LibreOffice had it; each is converted once."""

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    folder = tmp_path_factory.mktemp("linked")
    secret, picture = folder / "secret.txt", folder / "secret.svg"
    secret.write_text("xyzzy")
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>xyzzy</text></svg>')
    rtf = RTF[:-1] + rb' {\field{\*\fldinst INCLUDETEXT "%s"}{\fldrslt old}}}' % os.fsencode(secret)
    with ThreadingHTTPServer(("127.0.0.1", 0), Portal) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        addresses = (picture.as_uri(), f"http://127.0.0.1:{server.server_address[1]}/picture.svg")
        frames = "".join(f'<draw:frame {SMALL}><draw:image xlink:href="{address}"/></draw:frame>' for address in addresses)
        section = (
            f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/><text:p>Second line</text:p></text:section>'
        )
        odt = make_odt(f"<text:p>Plan for 2024{frames}</text:p>{section}")
        made = {"rtf": convert(rtf), "odt": convert(odt), "doc": convert(make_doc(folder, rtf))}
        server.shutdown()
    return made


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("kind", ["rtf", "odt", "doc"])
def test_older_formats_become_docx(converted: dict[str, bytes], kind: str) -> None:
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(converted[kind])).namelist()
    assert "Plan for 2024" in text_of(converted[kind])
    assert "Second line" in text_of(converted[kind])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("kind", ["rtf", "odt", "doc"])
def test_links_are_not_followed(converted: dict[str, bytes], kind: str) -> None:
    assert "xyzzy" not in text_of(converted[kind])


@pytest.mark.needs("soffice")
def test_nothing_is_fetched(converted: dict[str, bytes], asked: list[str]) -> None:
    assert len(converted) == 3
    assert asked == []


# ---- what is refused -------------------------------------------------------------------------------------------------------------------


def test_without_libreoffice_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("jospar.pipeline.document.conversion._ON_MACOS", str(tmp_path / "soffice"))
    path = tmp_path / "plan.rtf"
    path.write_bytes(RTF)
    with read_isolated([path]) as attempts:
        (attempt,) = attempts
    assert attempt.result == Refusal("needs_libreoffice", "RTF")
    assert attempt.sha256 == hashlib.sha256(RTF).hexdigest()


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("data", [OLE + bytes(4000) + WORD_STREAM, make_odt("")[:200]], ids=["doc", "odt"])
def test_a_damaged_file(data: bytes) -> None:
    assert reason(data) == "damaged_file"


def test_a_doc_with_a_password() -> None:
    head = b"\xec\xa5" + bytes(8) + b"\x00\x01"
    assert reason(OLE + bytes(504) + head + bytes(600) + WORD_STREAM) == "encrypted_file"


@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "exit 1",
        "kill -9 $$",
        "sleep 60",
        "sleep 60 & wait",
        'mkdir out; ln -s "$0" out/document.docx',
        "mkdir -p out/document.docx",
    ],
)
def test_a_conversion_that_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    fake_office(tmp_path, monkeypatch, script)
    assert reason(RTF, seconds=0.5) == "conversion_failed"


def test_a_conversion_that_gives_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_office(tmp_path, monkeypatch, "mkdir out; head -c 5000 /dev/zero > out/document.docx")
    monkeypatch.setattr("jospar.pipeline.document.conversion.MAX_BYTES", 1000)
    assert reason(RTF) == "conversion_failed"


# ---- in a run --------------------------------------------------------------------------------------------------------------------------


def test_the_hash_and_the_name_are_the_original_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_office(tmp_path, monkeypatch, f'mkdir out; cp "{SAMPLE}" out/document.docx')  # text, which is read as well
    path = tmp_path / "plan.rtf"
    path.write_bytes(RTF)
    with read_isolated([path, path]) as attempts:
        one, two = attempts
    assert one == two == try_file(path)
    assert isinstance(one.result, Records)
    document = one.result.document
    assert (document.document_id, document.source_name) == ("plan", "plan.rtf")
    assert document.source_sha256 == one.sha256 == hashlib.sha256(RTF).hexdigest()


def test_a_reader_that_hangs_after_a_conversion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_office(tmp_path, monkeypatch, f'mkdir out; cp "{SAMPLE}" out/document.docx; touch "$TMPDIR/left"')

    def loop(data: bytes, name: str, *_: str) -> Records:
        while name == "plan.rtf":
            pass
        return read_document(data, name)

    monkeypatch.setattr(jospar.pipeline.document.reading, "read_document", loop)
    path = tmp_path / "plan.rtf"
    path.write_bytes(RTF)
    with read_isolated([path, SAMPLE], Limits(cpu_seconds=1)) as attempts:
        first, second = (attempt.result for attempt in attempts)
    assert isinstance(first, Refusal)
    assert first.code == "out_of_time"
    assert isinstance(second, Records)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux ends what others started")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_ends_takes_the_conversion_along(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, end: signal.Signals
) -> None:
    fake_office(tmp_path, monkeypatch, "sleep 60 & wait")
    path = tmp_path / "plan.rtf"
    path.write_bytes(RTF)
    command = (sys.executable, "-c", HEARS_INTERRUPTS + "from jospar.pipeline.main import main; main()", "show", str(path))
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        assert wait_until(lambda: len(below(process.pid)) == 4)
        processes = below(process.pid)
        process.send_signal(end)
        process.wait(10)
        assert wait_until(lambda: not any(map(is_alive, processes)), 2)
        assert wait_until(lambda: list(folder.iterdir()) == [], 2)
