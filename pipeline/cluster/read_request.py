"""What travels between the run and a cluster's worker, and whether both would read a document alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jospar.pipeline.incremental.reading_key import Basis
from jospar.pipeline.system.process_limits import Limits

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

# The file that a worker lays the corrections of a document out in, beside it.
CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A document to be read: its file's name and bytes, or with `data` None the path under which the worker finds it.

    `path` is as os.fsencode gives it. `corrections` are those of this document, `basis` is what the run would read it with.
    """

    path: bytes
    data: bytes | None
    corrections: Corrections | None
    pdf_engine: str
    limits: Limits
    basis: Basis


class UnlikeReadings(Exception):
    """A worker would read otherwise than the run; the message is one line."""


def compare(ours: Basis, theirs: Basis, where: str) -> None:
    """Raises UnlikeReadings where two places differ in what readings depend on."""
    if theirs.code != ours.code:
        what = "it has other code, or other versions of Python, of the packages that read files or of LibreOffice"
    elif theirs.words != ours.words:
        what = "it has other word lists"
    else:
        return
    raise UnlikeReadings(f"{where}: {what} than here, and would read documents otherwise; install there what is installed here")
