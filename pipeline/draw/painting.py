"""Paints marks over the picture of a page, with a legend beside it. Only colours, type and sizes are decided here."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from PIL import Image, ImageDraw, ImageFont

from jospar.normalize.records import Severity
from jospar.pipeline.draw.layout import Rect, choose_label, find_rooms, find_rooms_beside, place_label, scale_box
from jospar.pipeline.draw.marks import Mark, MarkRole, PageMarks, Remark
from jospar.pipeline.draw.page_render import RenderedPage

Colour = tuple[int, int, int]

# After Paul Tol's schemes for readers who see colours differently (https://sronpersonalpages.nl/~pault/).
ROLE_COLOURS: dict[MarkRole, Colour] = {
    MarkRole.DOCUMENT: (85, 85, 85),
    MarkRole.HEADING: (51, 34, 136),
    MarkRole.INDICATOR: (0, 119, 187),
    MarkRole.CODE: (180, 160, 0),
    MarkRole.NAME: (17, 119, 51),
    MarkRole.UNIT: (170, 68, 153),
    MarkRole.VALUE: (204, 102, 0),
    MarkRole.PARTY: (0, 136, 136),
    MarkRole.IGNORED: (140, 140, 140),
    MarkRole.FLAGGED: (204, 17, 17),
}
SEVERITY_COLOURS: dict[Severity, Colour] = {Severity.ERROR: (204, 17, 17), Severity.WARNING: (187, 85, 0), Severity.INFO: (200, 200, 200)}
_SIGNS = {Severity.ERROR: "!!", Severity.WARNING: "!", Severity.INFO: "i"}
_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (30, 30, 30)

# How much white is laid over the print; of 255, how strong a cell is tinted, and how dense the ground of a label is, and of one over print.
_LIGHTENED, _TINT, _TINT_FLAGGED, _GROUND, _VEIL = 0.3, 30, 60, 225, 130
_DARK, _BORDER = 150, 3
_SMALL, _LABEL_HEIGHT = 9.5, 10
_LEGEND_SIZE, _LINE_HEIGHT, _MARGIN, _SWATCH = 13, 19, 14, 24


@cache
def _type(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def paint(rendered: RenderedPage, page: PageMarks) -> bytes:
    """The picture of a page with its marks, as PNG."""
    printed = Image.frombytes("RGB", (rendered.columns, rendered.rows), rendered.pixels)
    legend = list(_describe_legend(page))
    width, height = rendered.columns + _legend_width(legend), max(rendered.rows, _LINE_HEIGHT * len(legend) + 2 * _MARGIN)
    picture = Image.new("RGB", (width, height), _WHITE)
    picture.paste(Image.blend(printed, Image.new("RGB", printed.size, _WHITE), _LIGHTENED))
    canvas = ImageDraw.Draw(picture, "RGBA")
    scale = rendered.columns / rendered.width, rendered.rows / rendered.height
    cells = [(mark, scale_box(mark.box, scale)) for mark in page.marks]
    for mark, cell in cells:
        _paint_cell(canvas, mark, cell)
    _paint_labels(canvas, cells, _find_letters(printed, [cell for _, cell in cells]))
    _paint_legend(canvas, legend, rendered.columns, height)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _paint_cell(canvas: ImageDraw.ImageDraw, mark: Mark, cell: Rect) -> None:
    """The border of a cell that an error is in is red and thick, whatever the cell became."""
    colour, flagged = ROLE_COLOURS[mark.role], mark.role is MarkRole.FLAGGED
    wrong = any(remark.severity is Severity.ERROR for remark in mark.remarks)
    border = SEVERITY_COLOURS[Severity.ERROR] if wrong else colour
    canvas.rectangle(cell, fill=(*colour, _TINT_FLAGGED if flagged else _TINT), outline=(*border, 255), width=2 if flagged or wrong else 1)


def _find_letters(printed: Image.Image, cells: list[Rect]) -> Image.Image:
    """What of the print must not be hidden, white on black; the borders of cells may be, for they are painted again."""
    letters = printed.convert("L").point(lambda level: 255 if level < _DARK else 0)
    canvas = ImageDraw.Draw(letters)
    for cell in cells:
        canvas.rectangle(cell, outline=0, width=_BORDER)
    return letters


@dataclass(frozen=True, slots=True)
class _PaintedLabel:
    """A label as it is painted."""

    text: str
    letters: Colour
    ground: Colour = _WHITE


def _list_labels(mark: Mark, cell: Rect) -> Iterator[_PaintedLabel]:
    """The label of a mark and those of its issues; a flagged cell is labelled by its issue."""
    text = mark.labels[0] if mark.stands_free else choose_label(mark.labels, cell[2] - cell[0] - 2, _measure)
    if text not in {remark.code for remark in mark.remarks}:
        colour = ROLE_COLOURS[mark.role]
        yield _PaintedLabel(text, _WHITE, colour) if mark.role is MarkRole.FLAGGED else _PaintedLabel(text, colour)
    for remark in mark.remarks:
        letters, ground = _BLACK if remark.severity is Severity.INFO else _WHITE, SEVERITY_COLOURS[remark.severity]
        yield _PaintedLabel(f"{_SIGNS[remark.severity]} {remark.code}", letters, ground)


def _measure(text: str) -> int:
    return round(_type(_SMALL).getlength(text)) + 4


def _paint_labels(canvas: ImageDraw.ImageDraw, cells: list[tuple[Mark, Rect]], letters: Image.Image) -> None:
    """All labels, each where it hides least; those of texts outside tables keep clear of all cells but their own."""
    taken: list[Rect] = []
    for mark, cell in cells:
        others = [other for _, other in cells if other != cell] if mark.stands_free else []
        find = find_rooms_beside if mark.stands_free else find_rooms
        for label in _list_labels(mark, cell):
            size = _measure(label.text), _LABEL_HEIGHT
            rect = place_label(find(cell, size), partial(_count_ink, letters), (*taken, *others), letters.size)
            over_print = label.ground == _WHITE and _count_ink(letters, rect) > 0
            _paint_label(canvas, label, rect, _VEIL if over_print else _GROUND)
            taken.append(rect)


def _paint_label(canvas: ImageDraw.ImageDraw, label: _PaintedLabel, rect: Rect, density: int) -> None:
    canvas.rectangle(rect, fill=(*label.ground, density))
    canvas.text((rect[0] + 2, (rect[1] + rect[3]) / 2), label.text, fill=label.letters, font=_type(_SMALL), anchor="lm")


def _count_ink(dark: Image.Image, rect: Rect) -> int:
    return dark.crop(rect).histogram()[255]


@dataclass(frozen=True, slots=True)
class _LegendLine:
    """A line of the legend, with the swatch before it if it has one."""

    text: str
    colour: Colour | None = None
    severity: Severity | None = None


def _describe_legend(page: PageMarks) -> Iterator[_LegendLine]:
    """What the colours mean and how often they occur; what was noticed on the page."""
    yield _LegendLine(f"page {page.number} of {page.pages}")
    roles = Counter(mark.role for mark in page.marks)
    for role in MarkRole:
        yield _LegendLine(f"{role}: {roles[role]}" if roles[role] else role, ROLE_COLOURS[role])
    issues = Counter(Remark(remark.code, remark.severity) for mark in page.marks for remark in mark.remarks)
    if issues or page.remarks:
        yield _LegendLine("")
        yield _LegendLine("issues (!! error, ! warning, i info)")
    for remark, count in issues.items():
        yield _LegendLine(f"{_SIGNS[remark.severity]} {remark.code}: {count}", SEVERITY_COLOURS[remark.severity], remark.severity)
    for remark in page.remarks:
        where = f" ({remark.where})" if remark.where else ""
        yield _LegendLine(f"{_SIGNS[remark.severity]} {remark.code}{where}", SEVERITY_COLOURS[remark.severity], remark.severity)
    yield _LegendLine("")
    yield _LegendLine("a cell that a page end cuts is")
    yield _LegendLine("marked where it begins")


def _legend_width(lines: list[_LegendLine]) -> int:
    return 2 * _MARGIN + _SWATCH + round(max(_type(_LEGEND_SIZE).getlength(line.text) for line in lines))


def _paint_legend(canvas: ImageDraw.ImageDraw, lines: list[_LegendLine], left: int, height: int) -> None:
    canvas.line((left, 0, left, height), fill=(200, 200, 200))
    for number, line in enumerate(lines):
        x, y = left + _MARGIN, _MARGIN + number * _LINE_HEIGHT
        if line.colour:
            fill = (*line.colour, 255 if line.severity else _TINT * 2)
            canvas.rectangle((x, y + 1, x + 16, y + 13), fill=fill, outline=(*line.colour, 255))
            x += _SWATCH
        canvas.text((x, y + 7), line.text, fill=_BLACK, font=_type(_LEGEND_SIZE), anchor="lm")
