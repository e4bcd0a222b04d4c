"""What the reading of a text depends on beyond the paragraph at hand: styles, lists that count on, open fields, the notes cited so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import WHITE
from jospar.extract.readers.word.fields import is_placeholder, print_drawn_field, print_form_field
from jospar.extract.readers.word.numbering import Lists
from jospar.extract.readers.word.styles import WordStyles

# Elements that only wrap others: their content is read as if they were not there.
_WRAPPERS = frozenset({n.CUSTOM_XML, n.SMART_TAG, n.INS, n.MOVE_TO, n.SDT, n.SDT_CONTENT, n.ALTERNATE_CONTENT})


@dataclass(slots=True)
class OpenField:
    """A field while it is read: its instruction so far, whether its result is being read, and whether that has had any text.

    `is_silent` says that what it prints is known, whatever result the file holds.
    """

    is_silent: bool
    instruction: str = ""
    is_result: bool = False
    has_result: bool = False


def _white() -> str | None:
    return WHITE


def no_ink() -> None:
    """The colour of a text that no table gives one to."""


@dataclass(slots=True)
class Story:
    """A text of its own: the body, a note, the header of a page.

    `cited` are the notes by kind and id in the order of their marks; `placeholders` are runs that only say what to write in a form;
    `ground` tells the colour behind the text that is being read, None where nobody can say, `ink` the one that a table gives to it, None
    for none; `is_clipped` says that its line or row is too low to show it.
    """

    styles: WordStyles
    lists: Lists
    placeholders: frozenset[etree._Element] = frozenset()
    ground: Callable[[], str | None] = _white
    ink: Callable[[], str | None] = no_ink
    is_clipped: bool = False
    cited: list[tuple[str, str]] = field(default_factory=list)
    _notes: Counter[str] = field(default_factory=Counter)
    _fields: list[OpenField] = field(default_factory=list)
    _instructions: int = 0

    @property
    def is_printed(self) -> bool:
        """Whether no field is open whose instruction is being read, which is not printed."""
        return self._instructions == 0

    def mark_field(self, mark: etree._Element) -> str:
        """Goes on behind a mark of a field: `begin`, `separate` before its result, `end`. What it prints by itself, often nothing."""
        kind, was_printed = mark.get(n.FLD_CHAR_TYPE), self.is_printed
        if kind == "begin":
            shown = print_form_field(mark.find(n.FF_DATA))
            self._fields.append(OpenField(shown is not None))
            self._instructions += 1
            return (shown or "") if was_printed else ""
        if kind == "separate" and self._fields and not self._fields[-1].is_result and not self._fields[-1].is_silent:
            self._fields[-1].is_result = True
            self._instructions -= 1
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._instructions -= not ended.is_result
            return print_drawn_field(ended.instruction, ended.has_result) if self.is_printed else ""
        return ""

    def instruct(self, text: str) -> None:
        """Goes on with the instruction of the innermost field."""
        if self._fields and not self._fields[-1].is_result:
            self._fields[-1].instruction += text

    def note_result(self) -> None:
        """Says that text is printed, which is the result of the fields that are open."""
        for found in self._fields:
            found.has_result = True

    def end_paragraph(self) -> None:
        """Leaves the fields whose instruction has not ended: in a damaged file all that follows would be lost with them."""
        if self._instructions:
            self._fields = [found for found in self._fields if found.is_result]
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
    """The first of alternatives that holds a text, else the first; all say the same to programs of different age."""
    with_text = (found for found in alternatives if next(found.iter(n.T, n.SYM, n.TXBX_CONTENT, n.NUM_PR), None) is not None)
    return next(with_text, next(iter(alternatives), None))


def find_placeholders(root: etree._Element) -> frozenset[etree._Element]:
    """The runs of content controls that nobody has filled in."""
    shown = {mark.getparent().getparent() for mark in root.iter(n.SHOWING_PLACEHOLDER)}
    return frozenset(run for control in shown if control is not None and is_placeholder(control) for run in control.iter(n.R))
