"""Documents that are changed at random: each is read, or refused for a reason that the catalogue has; nothing else comes of any.

What is changed is what our own readers make sense of: text, markup, the content of a page. The files around it are whole, so that none of
them tries the programs of others.
"""

from __future__ import annotations

import io
import multiprocessing
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jospar.extract.document import UnreadableDocument
from jospar.normalize.catalogue import CATALOGUE
from jospar.pipeline.document.stages import read_document
from tests.slow.torture import choose_count
from tests.support.pdf import document as pdf_document
from tests.support.pdf import paragraphs, table
from tests.support.reading import SAMPLE
from tests.support.seeds import SEED
from tests.support.word import item, levels, numbering, p, parts_of, tbl, tc, tr, zipped

# The beginning of the sample, with two tables: headings, indicators, measures.
LINES = SAMPLE.read_text(encoding="utf-8").splitlines()[:45]
ROWS = [
    ["№", "Атауы", "Өлш. бірл.", "2024ж.", "2025ж."],
    ["1.1.1.", "Білім алушылардың саны", "адам", "5", "7,5"],
    ["1.1.2.", "Үлес", "%", "-", "3-4"],
]
TEXT = "\n".join(LINES).encode()
PIPES = "\n".join(f"| {' | '.join(row)} |" for row in [ROWS[0], ["---"] * 5, *ROWS[1:]])
MARKDOWN = (
    f"# 1-бағыт. Білім беру\n\n## 1.1-міндет. **Сапаны** арттыру\n\n{PIPES}\n\n- тізім\n\n<table><tr><td>1.1.3.</td></tr></table>\n"
).encode()
HTML = (
    "<!doctype html><html><head><meta charset='utf-8'></head><body><h1>1-бағыт. Білім беру</h1><p>1.1-міндет. Сапаны арттыру</p><table>"
    + "".join(f"<tr>{''.join(f'<td colspan=1 rowspan=1>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    + "</table><ol><li>бір<li>екі</ol></body></html>"
).encode()
MERGED = tr(tc("a", '<w:gridSpan w:val="2"/>'), tc("b", '<w:vMerge w:val="restart"/>'), "c", "d")
HEADINGS = ("1-бағыт. Білім беру", "1.1-міндет. Сапаны арттыру")
BODY = "".join(map(p, HEADINGS)) + item("бір") + tbl(*(tr(*row) for row in ROWS), MERGED)
PARTS = parts_of(BODY, numbering=numbering(levels(("decimal", "%1."))))
PAGE = paragraphs(50, 800, *HEADINGS) + table(50, 750, [50, 170, 80, 60, 60], ROWS)
PDF = pdf_document(PAGE, paragraphs(50, 700, *LINES[:5]))

PIECES: dict[str, list[bytes]] = {
    "txt": [b"\t", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\t" * 300, b"1.1.1.", "2024ж.".encode(), b"9" * 40, b"1e9"],
    "md": [b"|", b"|---|", b"\n", b"```", b"<table>", b"</td>", b"#" * 9, b"\\|", b"> " * 50, b"* * *", b"&#x41;", b"\xff"],
    "html": [b"<", b">", b"<table>", b"</table>", b"<td colspan=1001 rowspan=-1>", b"<tr>", b"<pre>", b"&#x41;", b"<!--", b"\x00"],
    "docx": [b"<w:p>", b"</w:p>", b"<w:tbl/>", b'<w:gridSpan w:val="1001"/>', b'w:val="-1"', b"<w:tc>", b"&#65;", b"<!DOCTYPE a>"],
    "pdf": [b"1 ", b"40 ", b"600 ", b"-1 ", b"BT ", b"ET ", b"q ", b"Q ", b"S\n", b" re ", b" l ", b"(a) Tj "],
}


def outcome(data: bytes, name: str) -> str:
    """The reason why a document can't be read, else that it was; the name of the exception where it is none of these."""
    try:
        read_document(data, name)
    except UnreadableDocument as refused:
        return refused.reason
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return "read"


@pytest.fixture(scope="module")
def in_other_process() -> Iterator[Callable[[bytes, str], str]]:
    """Reads in another process, so that a crash fails one test and ends nothing; a document that is never done fails it too."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield lambda data, name: pool.submit(outcome, data, name).result(timeout=120)


def changed(sample: bytes, pieces: list[bytes]) -> st.SearchStrategy[bytes]:
    """The sample with some stretches lost, doubled, moved or overwritten, and with pieces of its language where none belong."""
    places = st.integers(0, len(sample))
    deeds = st.sampled_from(["lose", "double", "move", "put", "over", "flip"])
    change = st.tuples(deeds, places, st.integers(1, 60), places, st.sampled_from(pieces))
    return st.lists(change, min_size=1, max_size=8).map(lambda changes: _change(sample, changes))


def _change(sample: bytes, changes: list[tuple[str, int, int, int, bytes]]) -> bytes:
    data = bytearray(sample)
    for deed, at, size, to, piece in changes:
        stretch = bytes(data[at : at + size])
        if deed in ("lose", "move"):
            del data[at : at + size]
        if deed in ("double", "move"):
            data[to:to] = stretch
        if deed == "put":
            data[at:at] = piece
        if deed == "over":
            data[at : at + len(piece)] = piece
        if deed == "flip" and at < len(data):
            data[at] ^= size
    return bytes(data)


def words() -> st.SearchStrategy[bytes]:
    """Changes within a part; the archive is whole."""
    return st.sampled_from(sorted(PARTS)).flatmap(
        lambda name: changed(PARTS[name], PIECES["docx"]).map(lambda data: zipped({**PARTS, name: data}))
    )


SAMPLES: dict[str, st.SearchStrategy[bytes]] = {
    "txt": changed(TEXT, PIECES["txt"]),
    "md": changed(MARKDOWN, PIECES["md"]),
    "html": changed(HTML, PIECES["html"]),
    "docx": words(),
    "pdf": changed(PAGE.encode(), PIECES["pdf"]).map(pdf_document),
}


@pytest.mark.parametrize(("name", "sample"), [("txt", TEXT), ("md", MARKDOWN), ("html", HTML), ("docx", zipped(PARTS)), ("pdf", PDF)])
def test_the_samples_are_read(name: str, sample: bytes) -> None:
    assert outcome(sample, f"plan.{name}") == "read"
    assert zipfile.ZipFile(io.BytesIO(zipped(PARTS))).testzip() is None


@pytest.mark.seeded
@pytest.mark.parametrize("name", SAMPLES)
def test_changed_documents_are_read_or_refused(name: str, in_other_process: Callable[[bytes, str], str]) -> None:
    @settings(
        max_examples=choose_count(25, 2000), deadline=None, database=None, derandomize=SEED is None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(SAMPLES[name])
    def check(data: bytes) -> None:
        found = in_other_process(data, f"plan.{name}")
        assert found == "read" or found in CATALOGUE

    check()
