"""The record that values, parties and notes belong to, and its name set right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jospar.extract.document import Cell, Place, Printed
from jospar.normalize.issues import Note
from jospar.normalize.words.names import clean_name, mixed_script_words


@dataclass(frozen=True, slots=True)
class Owner:
    """The record that values and notes belong to."""

    document_id: str
    table: str
    record_id: str

    def note(
        self,
        code: str,
        place: Place,
        *,
        printed: str | None = None,
        year: int | None = None,
        suggestion: str | None = None,
        flags: tuple[Cell, ...] = (),
    ) -> Note:
        """A note about this record."""
        return Note(code, place, printed=printed, table=self.table, record_id=self.record_id, year=year, suggestion=suggestion, flags=flags)


def name_of(printed: str) -> str:
    """A name set right; as printed where nothing is left of it."""
    return clean_name(printed) or printed.strip()


def note_name(printed: Printed, owner: Owner) -> Iterator[Note]:
    """Notes on a name: there is none, or letters of two scripts stand in one word."""
    if not printed.text.strip():
        yield owner.note("name_missing", printed.place)
    for word, corrected in mixed_script_words(printed.text):
        yield owner.note("mixed_script", printed.place, printed=word, suggestion=corrected)
