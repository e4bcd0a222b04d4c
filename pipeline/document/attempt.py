"""What came of one file: its records, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jospar.normalize.records import Records
    from jospar.pipeline.document.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a file gave; `sha256` is None where its bytes could not be had, `milliseconds` where nobody took the time of reading it."""

    sha256: str | None
    result: Records | Refusal
    milliseconds: int | None = field(default=None, compare=False)
