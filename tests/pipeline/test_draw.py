"""Pictures of pages: what is marked on them, where boxes lie on pages of all kinds, and what happens to hostile files."""

from __future__ import annotations

import io
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from signal import SIGTERM
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from jospar.extract.limits import MAX_PICTURE_SIDE
from jospar.extract.readers.pdf import read
from jospar.normalize.records import Bound, Fate, LedgerCell, Records, Severity, Stage, Status
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.draw import page_render
from jospar.pipeline.draw.layout import Rect, find_rooms, find_rooms_beside, place_label
from jospar.pipeline.draw.marks import Mark, MarkRole, PageBox, PageMarks, Remark, find_marks, parse_box
from jospar.pipeline.draw.page_render import RenderedPage, render, render_isolated
from jospar.pipeline.draw.painting import ROLE_COLOURS, SEVERITY_COLOURS, paint
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import Exit
from jospar.pipeline.system.process_limits import Limits
from tests.support.output_factory import make_records
from tests.support.reading import ROOT, SAMPLE, read_records

pytestmark = pytest.mark.slow

PDF = ROOT / "samples" / "pdf" / "ktu-2024.pdf"
SHORT = Limits(memory=512 * 1024 * 1024, cpu_seconds=5, seconds=0.5)


@pytest.fixture(scope="module")
def data() -> bytes:
    return PDF.read_bytes()


@pytest.fixture(scope="module")
def records(data: bytes) -> Records:
    return read_records(data, suffix=".pdf")


@pytest.fixture(scope="module")
def pages(records: Records) -> tuple[PageMarks, ...]:
    return find_marks(records)


# ---- what is marked ------------------------------------------------------------------------------------------------------------------


def test_every_cell_of_the_ledger_is_marked_once(records: Records, pages: tuple[PageMarks, ...]) -> None:
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    assert [parse_box(cell.place.bbox or "") for cell in records.cells] == [mark.box for page in pages for mark in page.marks]
    assert all(label.isascii() for page in pages for mark in page.marks for label in mark.labels)


def test_every_issue_is_on_some_page(records: Records, pages: tuple[PageMarks, ...]) -> None:
    shown = Counter(remark.code for page in pages for mark in page.marks for remark in mark.remarks)
    shown.update(remark.code for page in pages for remark in page.remarks)
    assert shown == Counter(issue.code for issue in records.issues)


def test_what_a_row_became_is_said_in_few_words(records: Records, pages: tuple[PageMarks, ...]) -> None:
    line = next(measure.place.line for measure in records.measures if measure.measure_id == "ktu-2024/d1/t1/m1")
    boxes = {parse_box(cell.place.bbox or "") for cell in records.cells if cell.place.line == line}
    marks = [mark for mark in pages[0].marks if mark.box in boxes]
    assert [(mark.role, mark.labels) for mark in marks] == [
        (MarkRole.NAME, ("d1/t1/m1 name", "d1/t1/m1")),
        (MarkRole.UNIT, ("unit: person", "person")),
        (MarkRole.VALUE, ("2024 = 9976", "9976")),
        (MarkRole.VALUE, ("2025 = 10070", "10070")),
        (MarkRole.VALUE, ("2026 = 10164", "10164")),
        (MarkRole.VALUE, ("2027 = 10259", "10259")),
        (MarkRole.VALUE, ("2028 = 10355", "10355")),
        (MarkRole.VALUE, ("2029 = 10452", "10452")),
        (MarkRole.PARTY, ("6 stakeholders",)),
        (MarkRole.PARTY, ("2 executors",)),
    ]
    assert marks[0].remarks == (Remark("code_out_of_place", Severity.WARNING),)
    assert not any(mark.stands_free for mark in marks)


def test_headings_tell_their_numbers(pages: tuple[PageMarks, ...]) -> None:
    labels = {mark.labels[0]: mark.role for page in pages for mark in page.marks}
    assert labels["d1 direction"] is MarkRole.HEADING
    assert labels["d1/t1 task: 6591606.25 -> 9245068.75 x10^3 KZT"] is MarkRole.HEADING
    assert labels["d1/i3 indicator: 2024 = 1.35, 2025 = 1.38, 2026 = 1.41, 2027 = 1.44, 2028 = 1.47, 2029 = 1.5"] is MarkRole.INDICATOR
    assert labels["document: approved_on"] is MarkRole.DOCUMENT
    assert labels["repeated_header"] is MarkRole.IGNORED


def test_what_is_no_plain_number_is_told_apart() -> None:
    records = make_records()
    value = records.values[0]
    place = value.place._replace(page=1, bbox="1.0,2.0,3.0,4.0")
    cell = LedgerCell("ktu-2024", "c1", place, "x", Fate.USED, "measure", "values", value.value_id, "value_text")
    document = replace(records.document, source_pages=1)

    def label(**changes: Any) -> str:
        one = replace(value, place=place, **changes)
        return find_marks(replace(records, document=document, values=(one,), cells=(cell,)))[0].marks[0].labels[0]

    plain: dict[str, Any] = {"year": 2024, "stage": Stage.PLAN, "value": Decimal("31.500000"), "value_upper": None, "bound": Bound.EXACT}
    assert label(**plain) == "2024 = 31.5"
    assert label(**plain | {"stage": Stage.FACT}) == "2024 fact = 31.5"
    assert label(**plain | {"value_upper": Decimal(38), "bound": Bound.RANGE}) == "2024 = 31.5-38"
    assert label(**plain | {"bound": Bound.AT_LEAST}) == "2024 >=31.5"
    assert label(**plain | {"value": None, "status": Status.DASH}) == "2024 -"
    assert label(**plain | {"value": None, "status": Status.UNREADABLE}) == "2024 ?"


# ---- where boxes lie -----------------------------------------------------------------------------------------------------------------


def draw_text(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    for number in range(4):
        canvas.drawString(60, 300 - 60 * number, f"Paragraph {number} with some words on it")


def make_pdf(paint_page: Callable[[Canvas], None], size: tuple[float, float] = (500, 400), turn: int = 0) -> bytes:
    """A page whose content is turned by quarters against the clock, as far as the user of the file can tell."""
    out = io.BytesIO()
    width, height = size
    canvas = Canvas(out, pagesize=size if turn % 2 == 0 else (height, width))
    canvas.translate(*((0, 0), (height, 0), (width, height), (0, width))[turn])
    canvas.rotate(90 * turn)
    paint_page(canvas)
    canvas.save()
    return out.getvalue()


def changed(data: bytes, change: Callable[[pdfium.PdfPage], None]) -> bytes:
    document = pdfium.PdfDocument(data)
    for page in document:
        change(page)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(rendered: RenderedPage) -> Image.Image:
    return Image.frombytes("RGB", (rendered.columns, rendered.rows), rendered.pixels).convert("L")


def check_boxes(data: bytes, number: int = 1) -> list[PageBox]:
    """Each box has ink in it, and no ink is outside all boxes but ruling lines on their borders."""
    boxes = [parse_box(cell.place.bbox or "") for cell in read(data, "plan.pdf").cells() if cell.place.page == number]
    rendered = render(data, number)
    page = picture(rendered).point(lambda level: 255 if level < 128 else 0)
    across, down = rendered.columns / rendered.width, rendered.rows / rendered.height
    rects = [(round(x0 * across), round(top * down), round(x1 * across), round(bottom * down)) for x0, top, x1, bottom in boxes]
    assert rects
    assert all(page.crop(rect).getbbox() for rect in rects)
    rest = ImageDraw.Draw(page)
    for x0, top, x1, bottom in rects:
        rest.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), fill=0)
    assert page.getbbox() is None
    return boxes


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_boxes_fit_the_upright_page(turn: int, rotation: int) -> None:
    upright = check_boxes(make_pdf(draw_text))
    boxes = check_boxes(changed(make_pdf(draw_text, turn=turn), lambda page: page.set_rotation(rotation)))
    assert [pytest.approx(box, abs=0.2) for box in upright] == boxes


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_boxes_fit_a_page_that_is_cut_to_its_crop_box(turn: int) -> None:
    def cut(page: pdfium.PdfPage) -> None:
        width, height = page.get_size()
        page.set_cropbox(31, 17, width - 11, height - 23)

    data = changed(make_pdf(draw_text, turn=turn), cut)
    check_boxes(data)
    rendered = render(data, 1)
    assert {rendered.width, rendered.height} == ({458, 360} if turn % 2 == 0 else {460, 358})


def test_boxes_fit_a_page_whose_origin_is_elsewhere() -> None:
    def draw_elsewhere(canvas: Canvas) -> None:
        canvas.translate(-700, 900)
        draw_text(canvas)

    check_boxes(changed(make_pdf(draw_elsewhere), lambda page: page.set_mediabox(-700, 900, -200, 1300)))


def test_a_turned_page_of_the_sample_looks_as_it_did(data: bytes, records: Records) -> None:
    turned = changed(data, lambda page: page.set_rotation(90))
    assert [cell.place for cell in read(turned, "x.pdf").cells()] == [cell.place for cell in records.cells]
    one, other = render(turned, 2), render(data, 2)
    assert (one.width, one.height) == (other.width, other.height)
    differing = ImageChops.difference(picture(one), picture(other)).point(lambda level: 255 if level > 100 else 0)
    assert differing.histogram()[255] < 0.001 * one.columns * one.rows


def test_a_page_without_text_is_shown_as_it_is_seen() -> None:
    data = make_pdf(lambda canvas: canvas.rect(50, 50, 300, 100, fill=1))
    seen = render(changed(data, lambda page: page.set_rotation(90)), 1)
    assert (seen.width, seen.height) == (400, 500)
    box = picture(seen).point(lambda level: 255 - level).getbbox()
    assert box == pytest.approx((100, 100, 300, 700), abs=2)


# ---- where labels go -----------------------------------------------------------------------------------------------------------------


def ink_at(*dark: Rect) -> Callable[[Rect], int]:
    def ink(rect: Rect) -> int:
        return sum(max(0, min(rect[2], x1) - max(rect[0], x0)) * max(0, min(rect[3], y1) - max(rect[1], y0)) for x0, y0, x1, y1 in dark)

    return ink


def test_a_label_goes_where_its_cell_is_free() -> None:
    cell, size, rendered = (100, 100, 200, 140), (40, 10), (400, 400)
    foot = place_label(find_rooms(cell, size), ink_at(), (), rendered)
    assert foot == (159, 129, 199, 139)
    beside = place_label(find_rooms(cell, size), ink_at(), (foot,), rendered)
    assert beside == (119, 129, 159, 139)
    above = place_label(find_rooms(cell, size), ink_at((100, 120, 200, 140)), (), rendered)
    assert above == (159, 109, 199, 119)


def test_a_label_of_a_text_goes_beside_it_and_never_off_the_sheet() -> None:
    size = (40, 10)
    line = (100, 100, 200, 112)
    assert place_label(find_rooms_beside(line, size), ink_at(line), (), (400, 400)) == (203, 101, 243, 111)
    assert place_label(find_rooms_beside(line, size), ink_at(line), (), (210, 400)) == (57, 101, 97, 111)
    for room in find_rooms((0, 0, 5, 5), (60, 10)):
        x0, top, x1, bottom = place_label([room], ink_at(), (), (50, 50))
        assert x0 >= 0 and top >= 0 and bottom <= 50
        assert (x1 - x0, bottom - top) == (60, 10)


# ---- what is painted -----------------------------------------------------------------------------------------------------------------


def test_a_picture_shows_marks_and_legend() -> None:
    rendered = RenderedPage(100, 80, 200, 160, bytes([255]) * (200 * 160 * 3))
    marks = (
        Mark((10.0, 10.0, 90.0, 30.0), MarkRole.VALUE, ("2024 = 5", "5")),
        Mark((10.0, 40.0, 90.0, 70.0), MarkRole.FLAGGED, ("cell_not_used",), False, (Remark("cell_not_used", Severity.WARNING),)),
        Mark((10.0, 72.0, 90.0, 79.0), MarkRole.VALUE, ("2024 ?", "?"), False, (Remark("number_point", Severity.ERROR),)),
    )
    made = Image.open(io.BytesIO(paint(rendered, PageMarks(1, 1, marks))))
    assert made.format == "PNG"
    assert made.width > 200 + 100 and made.height >= 160
    assert made.getpixel((20, 20)) == made.getpixel((180, 30)) == ROLE_COLOURS[MarkRole.VALUE]
    assert made.getpixel((20, 80)) == made.getpixel((21, 100)) == ROLE_COLOURS[MarkRole.FLAGGED]
    assert made.getpixel((20, 145)) == made.getpixel((21, 150)) == SEVERITY_COLOURS[Severity.ERROR]
    assert made.getpixel((5, 5)) == (255, 255, 255)
    inside = made.getpixel((30, 30))
    assert isinstance(inside, tuple) and inside != (255, 255, 255) and min(inside) > 200
    ground = made.getpixel((177, 132))
    assert isinstance(ground, tuple)
    assert all(abs(one - other) < 40 for one, other in zip(ground, SEVERITY_COLOURS[Severity.WARNING], strict=True))


def test_colours_are_told_apart_by_every_eye() -> None:
    """Two roles differ in lightness or in blue against yellow, which all but a very few readers see."""

    def seen(colour: tuple[int, int, int]) -> tuple[float, float]:
        red, green, blue = colour
        return 0.3 * red + 0.59 * green + 0.11 * blue, blue - (red + green) / 2

    colours = [seen(colour) for colour in ROLE_COLOURS.values()]
    assert len(set(ROLE_COLOURS.values())) == len(MarkRole)
    for number, one in enumerate(colours):
        assert all(abs(one[0] - other[0]) + abs(one[1] - other[1]) > 20 for other in colours[number + 1 :])


# ---- the command ---------------------------------------------------------------------------------------------------------------------


def test_the_command_draws_every_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "ktu-2024-page-003.png").write_text("an old file")
    assert run_command(["explain", str(PDF), "--draw", str(folder)]) == Exit.ALL_READ
    paths = [folder / f"ktu-2024-page-{number:03}.png" for number in range(1, 7)]
    assert capsys.readouterr() == ("".join(f"{path}\n" for path in paths), "")
    assert sorted(folder.iterdir()) == paths
    for path in paths:
        with Image.open(path) as made:
            assert made.height == 1191
            assert made.width > 1684


def test_the_command_draws_one_page_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run_command(["explain", str(PDF), "--draw", str(tmp_path / name), "--page", "2"]) == Exit.ALL_READ
        assert [path.name for path in (tmp_path / name).iterdir()] == ["ktu-2024-page-002.png"]
    assert (tmp_path / "a" / "ktu-2024-page-002.png").read_bytes() == (tmp_path / "b" / "ktu-2024-page-002.png").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([str(SAMPLE), "--draw", "out"], "only a PDF has pages to draw on"),
        (["ktu-2024", "--draw", "out"], "--draw needs the file itself"),
        ([str(PDF), "--draw", "out", "--page", "7"], "there is no page 7; the document has 6"),
        ([str(PDF), "--draw", "out", "--page", "0"], "there is no page 0"),
        ([str(PDF), "--draw", "out", "--line", "3"], "name one by --page"),
        ([str(PDF), "--draw", ""], "no folder is named"),
    ],
)
def test_what_can_not_be_drawn_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_command(["explain", *arguments]) == Exit.WRONG_USAGE
    printed = capsys.readouterr()
    assert words in printed.err
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert run_command(["explain", str(PDF), "--draw", str(tmp_path / "file")]) == Exit.OUTPUT_FAILED
    assert capsys.readouterr().err.count("\n") == 1
    (tmp_path / "out" / "ktu-2024-page-001.png").mkdir(parents=True)
    assert run_command(["explain", str(PDF), "--draw", str(tmp_path / "out"), "--page", "1"]) == Exit.OUTPUT_FAILED
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ktu-2024-page-001.png"]


def test_pages_that_fail_leave_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = page_render.render
    monkeypatch.setattr(page_render, "render", lambda data, number: os.kill(os.getpid(), SIGTERM) if number == 2 else whole(data, number))
    assert run_command(["explain", str(PDF), "--draw", str(tmp_path)]) == Exit.SOME_REFUSED
    printed = capsys.readouterr()
    assert "the picture of page 2; SIGTERM" in printed.err
    assert printed.err.endswith("[reader_crashed]\n")
    assert printed.out.count("\n") == len(list(tmp_path.iterdir())) == 5
    assert run_command(["explain", str(PDF), "--draw", str(tmp_path), "--page", "2"]) == Exit.NONE_READ


# ---- pages of any size, and processes that fail --------------------------------------------------------------------------------------


def raw_page(box: str) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[" + box.encode() + b"]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


@pytest.mark.parametrize("box", ["0 0 14400 14400", "0 0 14400 5", "0 0 0.001 0.001", "-7200 -7200 7200 7200", "0 0 0 0"])
def test_a_page_of_any_size_is_a_small_picture(box: str) -> None:
    made = render_isolated(raw_page(box), 1)
    if not isinstance(made, Refusal):
        assert max(made.columns, made.rows) <= MAX_PICTURE_SIDE
        assert len(made.pixels) == made.columns * made.rows * 3


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda data, number: os.kill(os.getpid(), SIGTERM), "reader_crashed"),
        (lambda data, number: 1 / 0, "reader_crashed"),
        (lambda data, number: os._exit(0), "reader_crashed"),
        (lambda data, number: time.sleep(60), "out_of_time"),
        (lambda data, number: RenderedPage(1.0, 1.0, 2, 2, bytes(13)), "reader_crashed"),
        (lambda data, number: RenderedPage(1.0, 1.0, 2, 2, bytes(11)), "reader_crashed"),
        (lambda data, number: RenderedPage(1.0, 1.0, 100_000, 100_000, b""), "reader_crashed"),
        (lambda data, number: RenderedPage(float("nan"), 1.0, 1, 1, bytes(3)), "reader_crashed"),
        (lambda data, number: Path("written").write_text("x") and RenderedPage(1.0, 1.0, 1, 1, bytes(3)), "reader_crashed"),
    ],
)
def test_whatever_the_process_does_it_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[bytes, int], object], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(page_render, "render", act)
    made = render_isolated(b"", 1, SHORT)
    assert isinstance(made, Refusal)
    assert made.code == code
    assert made.detail.startswith("the picture of page 1")
    assert all(path.stat().st_size == 0 for path in tmp_path.iterdir())
