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
from jospar.output.report.pictures import PagePicture, PagePictures
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.draw.page_render import DPI, RenderedPage, render_isolated

# A page of a review must open at once in any browser and pass through a mail.
MAX_PICTURES_BYTES = 12 * 1024 * 1024
_SHOWN_DPI = 108
_GREYS = 16


@contextmanager
def open_picture_process() -> Iterator[Callable[[bytes, tuple[int, ...], int], PagePictures]]:
    """Gives `make_pictures`, called in a process of its own: rendering forks, and this one has the threads of pyarrow."""
    with ProcessPoolExecutor(1, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as process:
        yield lambda data, pages, most: process.submit(make_pictures, data, pages, most).result()


def make_pictures(data: bytes, pages: tuple[int, ...], most: int) -> PagePictures:
    """The pictures of pages, the first ones first, `most` bytes of them at most. A page that can't be drawn has none.

    To be called while there are no threads, for it forks.
    """
    pictures: list[PagePicture] = []
    size = 0
    for done, page in enumerate(pages):
        page_picture = render_isolated(data, page)
        if isinstance(page_picture, Refusal):
            continue
        picture = _encode(page, page_picture)
        if size + len(picture.data) > most:
            return PagePictures(_sorted(pictures), len(pages) - done)
        size += len(picture.data)
        pictures.append(picture)
    return PagePictures(_sorted(pictures))


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


def _encode(page: int, page_picture: RenderedPage) -> PagePicture:
    """A page in few greys: a quarter of the bytes, and print stays as sharp."""
    image = Image.frombytes("RGB", (page_picture.columns, page_picture.rows), page_picture.pixels).convert("L")
    if page_picture.columns / page_picture.width * 72 > _SHOWN_DPI:
        size = (max(1, round(page_picture.columns * _SHOWN_DPI / DPI)), max(1, round(page_picture.rows * _SHOWN_DPI / DPI)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    levels = image.point([round(grey * (_GREYS - 1) / 255) for grey in range(256)])
    levels = Image.frombytes("P", levels.size, levels.tobytes())
    levels.putpalette([round(grey * 255 / (_GREYS - 1)) for grey in range(_GREYS) for _ in range(3)])
    content = io.BytesIO()
    levels.save(content, "PNG", optimize=True, bits=4)
    return PagePicture(page, page_picture.width, page_picture.height, "image/png", content.getvalue())


def _sorted(pictures: Iterable[PagePicture]) -> tuple[PagePicture, ...]:
    return tuple(sorted(pictures, key=lambda picture: picture.page))
