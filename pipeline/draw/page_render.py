"""Makes the picture of a PDF's page, set upright as its places are counted, in a process of its own: the file may be hostile.

The process may take a bounded time and memory and write no file; what it hands over is pixels, which mean nothing else.
"""

from __future__ import annotations

import ctypes
import io
import math
import os
import select
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import pypdfium2 as pdfium
from pypdfium2 import raw

from jospar.extract.limits import MAX_PICTURE_MEMORY, MAX_PICTURE_SECONDS, MAX_PICTURE_SIDE
from jospar.extract.readers.pdf.pdfium import read_page
from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.isolation.exit_reason import ChildAnswer, ChildExit, find_exit_reason
from jospar.pipeline.system.process_limits import Limits, apply_limits, end_with_parent, kill_and_reap

DPI = 144
_POINTS_PER_INCH, _COLOURS = 72, 3
_HEAD = struct.Struct("<ddLL")
_PIECE_BYTES = 1024 * 1024
_LIMITS = Limits(memory=MAX_PICTURE_MEMORY, cpu_seconds=MAX_PICTURE_SECONDS, seconds=MAX_PICTURE_SECONDS)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The picture of an upright page: its size in points, its columns and rows of pixels, and those, three bytes each, from the top."""

    width: float
    height: float
    columns: int
    rows: int
    pixels: bytes


def fit_picture(width: float, height: float) -> tuple[int, int]:
    """The columns and rows of pixels that a page gets.

    >>> fit_picture(595, 842)
    (1190, 1684)
    >>> fit_picture(1e30, 1)
    (4000, 1)
    """
    scale = min(DPI / _POINTS_PER_INCH, MAX_PICTURE_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def render(data: bytes, number: int) -> RenderedPage:
    """The picture of a page, counted from 1; in the process that calls. Raises whatever a hostile file brings about."""
    content = read_page(data, number)
    page = pdfium.PdfDocument(data)[number - 1]
    # A page without text has nothing that tells how it was turned, and no places either: it is shown as it is seen.
    turn = content.turn if content.words else page.get_rotation() // 90
    width, height = content.width, content.height
    if turn % 2 != content.turn % 2:
        width, height = height, width
    columns, rows = fit_picture(width, height)
    pixels = (ctypes.c_ubyte * (columns * rows * _COLOURS))()
    bitmap = raw.FPDFBitmap_CreateEx(columns, rows, raw.FPDFBitmap_BGR, pixels, columns * _COLOURS)
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
    rotation = (turn - page.get_rotation() // 90) % 4
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, rotation, raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER)
    return RenderedPage(width, height, columns, rows, bytes(pixels))


def render_isolated(data: bytes, number: int, limits: Limits = _LIMITS) -> RenderedPage | Refusal:
    """The picture of a page, counted from 1, made in a process of its own; why there is none where that failed.

    To be called while there are no threads, for it forks.
    """
    with _pipe() as (source, target):
        parent, child = os.getpid(), os.fork()
        if child == 0:
            _work(data, number, parent, target.fileno(), limits)
        target.close()
        try:
            answer = _receive(source.fileno(), time.monotonic() + limits.seconds)
        finally:
            code, usage = kill_and_reap(child)
    if isinstance(answer, ChildAnswer):
        refusal = find_exit_reason(answer, ChildExit(code, usage, b""), limits)
        return Refusal(refusal.code, "; ".join(filter(None, (f"the picture of page {number}", refusal.detail))))
    return answer


def _work(data: bytes, number: int, parent: int, target: int, limits: Limits) -> NoReturn:
    """The process itself. Whatever goes wrong, it ends here: that no picture comes says it."""
    try:
        os.setpgid(0, 0)
        end_with_parent(parent)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        apply_limits(limits)
        page_picture = render(data, number)
        message = memoryview(
            _HEAD.pack(page_picture.width, page_picture.height, page_picture.columns, page_picture.rows) + page_picture.pixels
        )
        while message:
            message = message[os.write(target, message) :]
    except BaseException:  # noqa: S110
        pass
    finally:
        os._exit(0)


def _receive(source: int, deadline: float) -> RenderedPage | ChildAnswer:
    """Waits for a picture. Nothing that is said is believed: it must be as long as it says and no larger than it may be."""
    poller = select.poll()
    poller.register(source, select.POLLIN)
    received = bytearray()
    wanted = _HEAD.size
    while len(received) < wanted:
        if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
            return ChildAnswer(timed_out=True)
        piece = os.read(source, _PIECE_BYTES)
        received += piece
        if len(received) >= _HEAD.size:
            width, height, columns, rows = _HEAD.unpack_from(received)
            if not (0 < width < math.inf and 0 < height < math.inf and 0 < columns <= MAX_PICTURE_SIDE and 0 < rows <= MAX_PICTURE_SIDE):
                return ChildAnswer()
            wanted = _HEAD.size + columns * rows * _COLOURS
        if not piece or len(received) > wanted:
            return ChildAnswer()
    return RenderedPage(width, height, columns, rows, bytes(received[_HEAD.size :]))


@contextmanager
def _pipe() -> Iterator[tuple[io.FileIO, io.FileIO]]:
    out, into = os.pipe()
    with io.FileIO(out, "r") as reading, io.FileIO(into, "w") as writing:
        yield reading, writing
