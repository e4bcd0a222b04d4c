"""PDFium and pdfplumber, which other people made in other ways, give the same cells in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import pytest

from jospar.extract.document import Paragraph, RawDocument, Row, UnreadableDocument
from jospar.extract.readers import pdf
from jospar.extract.readers.pdf_engines import PDF_ENGINES
from tests.extract.test_pdf_annotations import BOX, FIELDS, SHOWN, annotated
from tests.extract.test_pdf_pages import FIVE, FORM, HEADER, LEFT, PAGE, ROWS, RULES, TEXTS, TOP, USES, WIDTHS
from tests.extract.test_pdf_visibility import SEEN, UNSEEN, made
from tests.generator.documents import Form, generate, write
from tests.generator.fonts import missing_fonts
from tests.generator.layouts import LAYOUTS, Layout
from tests.support.pdf import A4, SIZE, build, document, filled, packed, paragraphs, parts_of, shows, stream, table, text
from tests.support.programs import miss
from tests.support.reading import ROOT
from tests.support.seeds import choose_seed

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

# How far the places that two engines find may differ, in points: each measures type in its own way.
NEAR = 1.5
PRIVATE = {code: chr(0xE000 + code) for code in range(192, 256)}


def cells(raw: RawDocument) -> Iterator[tuple[object, tuple[float, ...]]]:
    """What each cell and line is, says and where it is counted; and its box."""
    for block in raw.blocks:
        for cell in block.cells if isinstance(block, Row) else (block.cell,) if isinstance(block, Paragraph) else ():
            box = tuple(map(float, cell.place.bbox.split(","))) if cell.place.bbox else ()
            yield (type(block).__name__, cell.text, cell.place._replace(bbox=None)), box


def differences(data: bytes) -> list[object]:
    """Where the engines do not agree."""
    fast, reference = (list(cells(pdf.read(data, "plan.pdf", engine))) for engine in PDF_ENGINES)
    assert fast
    return [
        (one, other)
        for one, other in zip_longest(fast, reference)
        if one is None or other is None or one[0] != other[0] or any(abs(a - b) > NEAR for a, b in zip(one[1], other[1], strict=True))
    ]


@pytest.mark.slow
def test_the_sample() -> None:
    assert differences((ROOT / "samples" / "pdf" / "ktu-2024.pdf").read_bytes()) == []


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if not layout.cover][::3], ids=lambda layout: layout.name)
def test_generated_documents(layout: Layout) -> None:
    if missing_fonts():
        miss(f"no fonts with Kazakh letters: {', '.join(missing_fonts())}")
    assert differences(write(generate(layout, choose_seed(3)), Form.PDF)) == []


# PDFium counts the thickness of a dot to its length, which makes it a line.
@pytest.mark.parametrize("rules", sorted(RULES.keys() - {"dots drawn one by one"}))
def test_ruling_lines(rules: str) -> None:
    assert differences(document(RULES[rules] + TEXTS + paragraphs(LEFT, 600, "Мына мәтін кестеден тыс тұр."))) == []


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (PAGE, f"{A4} /Rotate 90"),
        (PAGE, f"{A4} /Rotate 180"),
        (PAGE, f"{A4} /Rotate 270"),
        (f"q 0 1 -1 0 800 0 cm {PAGE} Q", "/MediaBox [0 0 800 600]"),
        (f"q 0 -1 1 0 0 600 cm {PAGE} Q", "/MediaBox [0 0 800 600]"),
        (f"q -1 0 0 -1 600 800 cm {PAGE} Q", A4),
        (f"q 1 0 0 1 1000 -500 cm {PAGE} Q", "/MediaBox [1000 -500 1600 300]"),
        (f"q 1 0 0 1 -300 -400 cm {PAGE} Q", "/MediaBox [-300 -400 300 400]"),
        (PAGE + text(5, 790, "қиылған") + text(50, 100, "төменде"), f"{A4} /CropBox [40 500 500 770]"),
        (f"q 10 0 0 10 0 0 cm {PAGE} Q", "/MediaBox [0 0 6000 8000]"),
    ],
)
def test_how_pages_lie(content: str, page: str) -> None:
    assert differences(document(content, page=page)) == []


@pytest.mark.parametrize(
    "content",
    [
        PAGE + filled(LEFT + 0.3, TOP, WIDTHS, ROWS),
        "".join(text(50 + 5 * index + more, 700, letter) for index, letter in enumerate("Саны 1100") for more in (0, 0.4)),
        text(50, 700, "м") + text(55, 704, "2", 6) + text(62, 700, "ауданы"),
        f"BT /F 10 Tf 70 Tz 0.5 Tc -1 Tw 50 700 Td {shows('Бірінші жол 150 000')} ET",
        f"0.8 g q 0.7 0.7 -0.7 0.7 100 600 cm {text(0, 0, 'ЖОБА', 120)} Q 0 g {PAGE}",
        text(60, 650, "ЖОБА", 120) + PAGE,
        PAGE + text(50, 500, "көрінбейді", 0),
    ],
    ids=["twice", "letters twice", "raised", "spaced", "slanted", "large", "no size"],
)
def test_how_text_is_set(content: str) -> None:
    assert differences(document(content)) == []


def test_forms() -> None:
    form = stream(PAGE.encode(), f"{FORM} /Matrix [0.5 0 0 0.5 50 200]")
    assert differences(document("q 2 0 0 2 -100 -400 cm /X Do Q", resources=USES, others={100: form})) == []


def test_signs_that_stand_for_several_letters() -> None:
    assert differences(document(text(50, 700, "co_ee ^le"), letters={0x5F: "\ufb00", 0x5E: "\ufb01"})) == []


def test_a_table_over_pages() -> None:
    rows = [[f"1.{number}. Білім", "адам", "10", "20", "Ректорат"] for number in range(1, 4)]
    contents = [table(LEFT + 2 * number, 760 - 300 * (not number), FIVE, [HEADER, row]) for number, row in enumerate(rows)]
    assert differences(document(*contents)) == []


@pytest.mark.parametrize("content", [*UNSEEN.values(), *SEEN.values()], ids=[*UNSEEN.keys(), *(f"{name}, which is seen" for name in SEEN)])
def test_what_is_seen(content: str) -> None:
    assert differences(made(content)) == []


@pytest.mark.parametrize("annotation", SHOWN.values(), ids=SHOWN.keys())
def test_what_annotations_show(annotation: str) -> None:
    assert differences(annotated(f"{annotation} {BOX}", catalog=FIELDS)) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (document(""), "empty_file"),
        (b"%PDF-1.7\n", "damaged_file"),
        (build(parts_of()), "damaged_file"),
        (document("q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"), "scan_not_read"),
        (document(text(50, 700, "Қаржылық тұрақтылық"), letters=PRIVATE), "text_layer_garbage"),
    ],
    ids=["blank", "cut", "no pages", "scan", "garbage"],
)
@pytest.mark.parametrize("engine", PDF_ENGINES)
def test_both_refuse_alike(data: bytes, expected: str, engine: str) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        pdf.read(data, "plan.pdf", engine)
    assert raised.value.reason == expected


def test_both_count_pages() -> None:
    objects = parts_of(*[text(50, 700, str(number), SIZE) for number in range(12)])
    objects[11] = packed(text(50, 700, "0").encode())
    assert [pdf.read(build(objects), "plan.pdf", engine).pages for engine in PDF_ENGINES] == [12, 12]
