"""Pictures of the pages of a PDF for its review page: small, few greys, the pages that need a look first, and bounded in all."""

from __future__ import annotations

import io
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from PIL import Image

from jospar.normalize.records import Issue, IssueState, Records, Severity
from jospar.output.report.pictures import Album, Picture
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.draw.page_render import DPI, Sheet, render_isolated

# A page of a review must open at once in any browser and pass through a mail.
MAX_ALBUM_BYTES = 12 * 1024 * 1024
_SHOWN_DPI = 108
_GREYS = 16


@contextmanager
def open_studio() -> Iterator[Callable[[bytes, tuple[int, ...], int], Album]]:
    """What makes albums, in a process of its own: making pictures forks, and this one has the threads of pyarrow."""
    with ProcessPoolExecutor(1, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as studio:
        yield lambda data, pages, most: studio.submit(make_album, data, pages, most).result()


def make_album(data: bytes, pages: tuple[int, ...], most: int) -> Album:
    """The pictures of pages, the first ones first, `most` bytes of them at most. A page that can't be drawn has none.

    To be called while there are no threads, for it forks.
    """
    pictures: list[Picture] = []
    size = 0
    for done, page in enumerate(pages):
        sheet = render_isolated(data, page)
        if isinstance(sheet, Refusal):
            continue
        picture = _encode(page, sheet)
        if size + len(picture.data) > most:
            return Album(_sorted(pictures), len(pages) - done)
        size += len(picture.data)
        pictures.append(picture)
    return Album(_sorted(pictures))


def choose_pages(records: Records) -> tuple[int, ...]:
    """The pages on which something stands, those that need a look first.

    They are those with open errors and warnings of values, with others, with open infos, with values, with anything else that was read.
    """

    def rank(issue: Issue) -> int:
        return 0 if issue.year is not None and issue.severity is not Severity.INFO else 1 if issue.severity is not Severity.INFO else 2

    ranks: dict[int, int] = {}

    def note(page: int | None, rank: int) -> None:
        if page is not None:
            ranks[page] = min(rank, ranks.get(page, rank))

    for issue in records.issues:
        if issue.state is IssueState.OPEN:
            note(issue.place.page, rank(issue))
    for value in records.values:
        note(value.place.page, 3)
    for cell in records.cells:
        if cell.record_id is not None:
            note(cell.place.page, 4)
    return tuple(sorted(ranks, key=lambda page: (ranks[page], page)))


def _encode(page: int, sheet: Sheet) -> Picture:
    """A page in few greys: a quarter of the bytes, and print stays as sharp."""
    image = Image.frombytes("RGB", (sheet.columns, sheet.rows), sheet.pixels).convert("L")
    if sheet.columns / sheet.width * 72 > _SHOWN_DPI:
        size = (max(1, round(sheet.columns * _SHOWN_DPI / DPI)), max(1, round(sheet.rows * _SHOWN_DPI / DPI)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    levels = image.point([round(grey * (_GREYS - 1) / 255) for grey in range(256)])
    levels = Image.frombytes("P", levels.size, levels.tobytes())
    levels.putpalette([round(grey * 255 / (_GREYS - 1)) for grey in range(_GREYS) for _ in range(3)])
    content = io.BytesIO()
    levels.save(content, "PNG", optimize=True, bits=4)
    return Picture(page, sheet.width, sheet.height, "image/png", content.getvalue())


def _sorted(pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    return tuple(sorted(pictures, key=lambda picture: picture.page))
