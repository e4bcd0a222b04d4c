"""How fast the readers of PDF and Word files are beside other programs on the same files, and what memory they take (part of `make bench`).

Everything that is compared is run in turns in one process; memory is measured in a process of its own.
"""

from __future__ import annotations

import gc
import io
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import docx
import pdfplumber
import pypdfium2

from jospar.extract.document import RawDocument, Row
from jospar.extract.readers import pdf, word
from jospar.pipeline.system.console import format_table

SAMPLES = Path(__file__).parent.parent / "samples"
PDF, WORD = SAMPLES / "pdf" / "ktu-2024.pdf", SAMPLES / "word" / "ktu-2024.docx"
_MILLISECONDS, _LONG = 1000, 200


def main() -> None:
    """Prints the tables, or in a process of its own the peak of memory that reading so many pages takes."""
    if len(sys.argv) > 2:
        read_pages(sys.argv[1], int(sys.argv[2]))
        return
    bench_pdf()
    bench_word()
    bench_memory()


def bench_pdf() -> None:
    """Reading a PDF, from bytes to RawDocument, beside what pdfplumber takes for the tables of the same pages; and whether cells agree."""
    rows = []
    for name, data, repeats in (("the sample, 6 pages", PDF.read_bytes(), 7), (f"{_LONG} pages", make_long(_LONG), 1)):
        reading = {
            "pdfplumber: extract_tables()": lambda data=data: extract_tables(data),
            "jospar": lambda data=data: pdf.read(data, PDF.name),
            "jospar --pdf-engine pdfplumber": lambda data=data: pdf.read(data, PDF.name, "pdfplumber"),
        }
        times = in_turns(reading, repeats)
        unit = times["pdfplumber: extract_tables()"]
        rows.extend((name, way, f"{seconds * _MILLISECONDS:.0f}", f"{unit / seconds:.1f}") for way, seconds in times.items())
    print(format_table(("PDF", "read by", "ms", "times as fast"), rows, (2, 3)))
    same, cells = compare_cells(PDF.read_bytes())
    print(f"cells of ruled tables that pdfplumber finds with the same text: {same} of {cells}", end="\n\n")


def extract_tables(data: bytes) -> list[list[list[str | None]]]:
    """The tables of all pages, as pdfplumber finds them."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [table for page in document.pages for table in page.extract_tables()]


def make_long(pages: int) -> bytes:
    """The pages of the sample over and over."""
    source, target = pypdfium2.PdfDocument(PDF.read_bytes()), pypdfium2.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    file = io.BytesIO()
    target.save(file)
    return file.getvalue()


def compare_cells(data: bytes) -> tuple[int, int]:
    """How many of pdfplumber's cells with text are among ours with the same letters and figures, and how many there are.

    Cells that a page end cuts are one of ours, so a cell counts whose text begins one of ours or ends it.
    """
    ours = {_squeezed(cell.text) for cell in pdf.read(data, PDF.name).cells()}
    theirs = [_squeezed(cell) for table in extract_tables(data) for row in table for cell in row if cell]
    same = sum(text in ours or any(own.startswith(text) or own.endswith(text) for own in ours) for text in theirs)
    return same, len(theirs)


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\\", "")


def bench_word() -> None:
    """Reading a Word file beside what python-docx takes to open it and touch every cell."""
    data = WORD.read_bytes()
    times = in_turns({"python-docx: open, touch every cell": lambda: touch_cells(data), "jospar": lambda: word.read(data, WORD.name)}, 15)
    unit = times["python-docx: open, touch every cell"]
    rows = [("the sample", way, f"{seconds * _MILLISECONDS:.1f}", f"{unit / seconds:.1f}") for way, seconds in times.items()]
    print(format_table(("Word", "read by", "ms", "times as fast"), rows, (2, 3)), end="\n\n")


def touch_cells(data: bytes) -> int:
    """Opens a Word file and looks at the text of every cell."""
    return sum(len(cell.text) for table in docx.Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells)


def in_turns(ways: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """The median of the seconds that each takes, after one round that does not count."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(repeats + 1):
        for way, work in ways.items():
            gc.collect()
            start = time.perf_counter()
            work()
            times[way].append(time.perf_counter() - start)
    return {way: statistics.median(islice(seconds, 1, None)) for way, seconds in times.items()}


def bench_memory() -> None:
    """The peak of memory by the number of pages: of the pages alone, one after the other, and of the whole reading."""
    rows = []
    for pages in (6, 50, _LONG):
        peaks = [
            subprocess.run((sys.executable, __file__, what, str(pages)), check=True, capture_output=True, text=True).stdout.strip()
            for what in ("pages", "document")
        ]
        rows.append((str(pages), *peaks))
    print(format_table(("pages", "MB, pages one by one", "MB, whole document"), rows, range(3)))


def read_pages(what: str, pages: int) -> None:
    """Prints the peak of this process in MB, once it has read a PDF of so many pages."""
    from jospar.extract.readers.pdf import pdfium

    data = make_long(pages)
    if what == "document":
        raw: RawDocument = pdf.read(data, PDF.name)
        assert sum(isinstance(block, Row) for block in raw.blocks) > pages
    else:
        for _ in pdfium.read_pages(data):
            pass
    print(f"{find_peak():.0f}")


def find_peak() -> float:
    """The peak of memory of this process alone in MB; what getrusage says on Linux is that of the process it was forked from, too."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    main()
