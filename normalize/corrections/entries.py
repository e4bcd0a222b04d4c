"""What a reviewer says about a document: corrections of what is wrong in it, and issues that are accepted as printed.

It knows neither how the file is written nor how an entry is applied.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from jospar.extract.document import Place
from jospar.normalize.records import Stage


@dataclass(frozen=True, slots=True)
class Review:
    """Why something was decided, by whom and when."""

    reason: str
    by: str
    on: date

    def __str__(self) -> str:
        return f"{self.reason} ({self.by}, {self.on})"


@dataclass(frozen=True, slots=True)
class Correction:
    """A new text for what is printed in one column of one record; for a value, in one year of a measure or an indicator.

    Either `record` (an id) or `place` says where, `line` where the entry stands in its file. `printed` must be what is printed there.
    `stage` is needed where a year has several, `component` where one of the two numbers of a pair is meant.
    """

    column: str
    record: str | None
    place: Place | None
    year: int | None
    stage: Stage | None
    component: int | None
    printed: str
    value: str
    review: Review
    line: int = field(default=0, compare=False)

    @property
    def aim(self) -> tuple[object, ...]:
        """What it corrects: no other correction of the file may have the same."""
        return self.column, self.record, self.place, self.year, self.stage, self.component


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An issue that somebody looked at and found right as printed: all open issues of this code, place, year and print."""

    issue: str
    record: str | None
    place: Place | None
    year: int | None
    printed: str
    review: Review
    line: int = field(default=0, compare=False)

    @property
    def aim(self) -> tuple[object, ...]:
        """What it accepts: no other entry of the file may have the same."""
        return self.issue, self.record, self.place, self.year, same_print(self.printed)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the file of one document says, in its order."""

    corrections: tuple[Correction, ...] = ()
    accepted: tuple[Acceptance, ...] = ()


def same_print(text: str | None) -> str:
    """The form under which two prints count as the same: NFC, and every white space one plain space.

    >>> same_print("5\\u00a0000 ") == same_print("5 000")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def covers(wanted: Place, place: Place) -> bool:
    """Whether a place is the one that is wanted, in all that the wanted one tells.

    A row or a line has no column: it is the place of each of its cells.

    >>> covers(Place(line=151, column=4), Place(line=151, table=17, row=2, column=4))
    True
    >>> covers(Place(line=151, column=4), Place(line=151, table=17, row=2)), covers(Place(line=150), Place(line=151))
    (True, False)
    """
    if wanted.column is not None and place.column is not None and wanted.column != place.column:
        return False
    pairs = zip(wanted[:4], place[:4], strict=True)
    return all(one is None or one == other for one, other in pairs)
