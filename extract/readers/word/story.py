"""What the reading of a text depends on beyond the paragraph at hand: styles, lists that count on, open fields, the notes cited so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.numbering import Lists
from jospar.extract.readers.word.styles import WordStyles

# Elements that only wrap others: their content is read as if they were not there.
_WRAPPERS = frozenset({n.CUSTOM_XML, n.SMART_TAG, n.INS, n.MOVE_TO, n.SDT, n.SDT_CONTENT, n.ALTERNATE_CONTENT})


@dataclass(slots=True)
class Story:
    """A text of its own: the body, a note, the header of a page.

    `cited` are the notes by kind and id in the order of their marks; `foreign` counts embedded documents of other formats, which are not
    read.
    """

    styles: WordStyles
    lists: Lists
    cited: list[tuple[str, str]] = field(default_factory=list)
    foreign: int = 0
    _notes: Counter[str] = field(default_factory=Counter)
    _fields: list[bool] = field(default_factory=list)
    _instructions: int = 0

    @property
    def is_printed(self) -> bool:
        """Whether no field is open whose instruction is being read, which is not printed."""
        return self._instructions == 0

    def mark_field(self, mark: str | None) -> None:
        """Goes on behind a mark of a field: `begin`, `separate` before its result, `end`."""
        if mark == "begin":
            self._fields.append(False)
            self._instructions += 1
        elif mark == "separate" and self._fields and not self._fields[-1]:
            self._fields[-1] = True
            self._instructions -= 1
        elif mark == "end" and self._fields and not self._fields.pop():
            self._instructions -= 1

    def end_paragraph(self) -> None:
        """Leaves the fields whose instruction has not ended: in a damaged file all that follows would be lost with them."""
        if self._instructions:
            self._fields = [is_result for is_result in self._fields if is_result]
            self._instructions = 0

    def cite(self, kind: str, note_id: str) -> int:
        """The number of the next note of a kind."""
        self.cited.append((kind, note_id))
        self._notes[kind] += 1
        return self._notes[kind]


def unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, those of mere wrappers in their stead; of alternatives one, and nothing that was deleted."""
    for child in parent:
        tag = child.tag
        if tag not in _WRAPPERS:
            yield child
            continue
        wrapper = child.find(n.SDT_CONTENT) if tag == n.SDT else choose(child) if tag == n.ALTERNATE_CONTENT else child
        if wrapper is not None:
            yield from unwrapped(wrapper)


def choose(alternatives: etree._Element) -> etree._Element | None:
    """The first of alternatives that holds a text; all say the same to programs of different age."""
    return next((found for found in alternatives if next(found.iter(n.T, n.SYM, n.TXBX_CONTENT, n.NUM_PR), None) is not None), None)
