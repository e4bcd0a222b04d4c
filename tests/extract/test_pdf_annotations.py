"""What annotations show on a page of a PDF is read with it; remarks on it are not."""

from __future__ import annotations

import pytest

from jospar.extract.document import Row, Unread
from jospar.extract.readers import pdf
from tests.extract.test_pdf_visibility import PLAN, values
from tests.support.pdf import A4, document, shows, stream
from tests.support.reading import read_records

# The cell of the second measure in 2025, whose own text is blank here.
BLANK = PLAN.replace(shows("55"), "")
BOX = "/Rect [402 652 458 664]"


def annotated(*annotations: str, catalog: str = "", appearance: str = "") -> bytes:
    """The plan with annotations, the first of which shows 55 in the blank cell."""
    shown = appearance or f"BT /F 10 Tf 2 2 Td {shows('55')} ET"
    form = stream(shown.encode(), "/Type /XObject /Subtype /Form /BBox [0 0 56 12] /Resources << /Font << /F 3 0 R >> >>")
    numbers = range(201, 201 + len(annotations))
    own = " ".join(f"{number} 0 R" for number in numbers)
    others: dict[int, bytes | str] = {200: form}
    others |= {number: f"<< /Type /Annot {entries} >>" for number, entries in zip(numbers, annotations, strict=True)}
    return document(BLANK, page=f"{A4} /Annots [{own}]", catalog=catalog, others=others)


SHOWN = {
    "a field": "/Subtype /Widget /FT /Tx /T (a) /V (55) /F 4 /AP << /N 200 0 R >>",
    "a chosen entry": "/Subtype /Widget /FT /Ch /Ff 131072 /Opt [(41) (55)] /T (a) /V (55) /F 4 /AP << /N 200 0 R >>",
    "typed on the page": "/Subtype /FreeText /Contents (55) /DA (/F 10 Tf) /F 4 /AP << /N 200 0 R >>",
    "a stamp": "/Subtype /Stamp /F 4 /AP << /N 200 0 R >>",
    "not for the printer": "/Subtype /FreeText /Contents (55) /F 0 /AP << /N 200 0 R >>",
}
FIELDS = "/AcroForm << /Fields [201 0 R] /DA (/F 10 Tf) >>"


@pytest.mark.parametrize("annotation", SHOWN.values(), ids=SHOWN.keys())
def test_what_annotations_show_is_read(annotation: str) -> None:
    assert values(read_records(annotated(f"{annotation} {BOX}", catalog=FIELDS), "plan", ".pdf")) == ["41", "46", "52", "55"]


NOT_SHOWN = {
    "hidden": "/Subtype /FreeText /Contents (55) /F 2 /AP << /N 200 0 R >>",
    "not to be viewed": "/Subtype /FreeText /Contents (55) /F 32 /AP << /N 200 0 R >>",
    "a remark": "/Subtype /Text /Contents (55) /F 4 /AP << /N 200 0 R >>",
    "a link": "/Subtype /Link /F 4 /AP << /N 200 0 R >>",
    "a note that opens": "/Subtype /Popup /F 4 /AP << /N 200 0 R >>",
    "without appearance": "/Subtype /Stamp /F 4",
}


@pytest.mark.parametrize("annotation", NOT_SHOWN.values(), ids=NOT_SHOWN.keys())
def test_what_remarks_say_is_not(annotation: str) -> None:
    assert values(read_records(annotated(f"{annotation} {BOX}"), "plan", ".pdf")) == ["41", "46", "52", "None"]


UNSET = {
    "a field": "/Subtype /Widget /FT /Tx /T (a) /V (55) /DA (/F 10 Tf) /F 4",
    "a text": "/Subtype /FreeText /Contents (55) /DA (/F 10 Tf) /F 4",
}


@pytest.mark.parametrize("needed", ["", "/NeedAppearances true"])
@pytest.mark.parametrize("annotation", UNSET.values(), ids=UNSET.keys())
def test_a_text_that_only_the_viewer_sets_is_told(annotation: str, needed: str) -> None:
    catalog = f"/AcroForm << /Fields [201 0 R] /DA (/F 10 Tf) {needed} >>"
    data = annotated(f"{annotation} {BOX}", catalog=catalog)
    assert [(cell.unread, cell.place.row, cell.place.column) for cell in pdf.read(data, "plan.pdf").unread()] == [(Unread.FIELD, 3, 5)]
    records = read_records(data, "plan", ".pdf")
    assert values(records) == ["41", "46", "52", "None"]
    assert [issue.code for issue in records.issues if issue.code == "content_unread"] == ["content_unread"]


def test_a_field_without_text_is_blank() -> None:
    data = annotated(f"/Subtype /Widget /FT /Tx /T (a) /V () /DA (/F 10 Tf) /F 4 {BOX}", catalog=FIELDS)
    assert list(pdf.read(data, "plan.pdf").unread()) == []


@pytest.mark.parametrize(("state", "shown"), [("/Yes", "✔"), ("/Off", "")])
def test_a_check_box_shows_its_state(state: str, shown: str) -> None:
    tick = stream(
        b"BT /Z 10 Tf 2 2 Td (4) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 56 12] /Resources << /Font << /Z 202 0 R >> >>"
    )
    others: dict[int, bytes | str] = {
        200: tick,
        201: f"<< /Type /Annot /Subtype /Widget /FT /Btn /T (a) /AS {state} /F 4 /AP << /N << /Yes 200 0 R >> >> {BOX} >>",
        202: "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
    }
    data = document(BLANK, page=f"{A4} /Annots [201 0 R]", catalog=FIELDS, others=others)
    rows = [block for block in pdf.read(data, "plan.pdf").blocks if isinstance(block, Row)]
    assert rows[2].cells[-1].text == shown


def test_a_marker_hides_nothing() -> None:
    marker = "/Subtype /Highlight /C [1 1 0] /QuadPoints [400 684 460 684 400 668 460 668] /F 4 /Rect [400 668 460 684]"
    plain, marked = (pdf.read(annotated(*more), "plan.pdf") for more in ((), (marker,)))
    assert (marked.blocks, marked.hidden) == (plain.blocks, ())


def test_a_page_with_a_form_and_a_link() -> None:
    data = annotated(f"{SHOWN['a field']} {BOX}", "/Subtype /Link /Rect [0 0 600 800] /Border [0 0 3]", catalog=FIELDS)
    assert values(read_records(data, "plan", ".pdf")) == ["41", "46", "52", "55"]
