"""Tells what is seen of the texts of a Word file from what is not: struck out, hidden, or shown without being text.

It knows the marks of jospar.extract.readers.word.content. It must not know where a text stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jospar.extract.document import Unread
from jospar.extract.readers.printed import BREAK, make_printed
from jospar.extract.readers.word.content import EMBLEM, FLOW, HIDDEN, PAGE, STRUCK, UNREAD_MARKS, Content, Text, TextBox, WordTable

_KINDS = {mark: unread for unread, mark in UNREAD_MARKS.items()} | {EMBLEM: Unread.PICTURE}
_MARKS = str.maketrans({PAGE: BREAK, FLOW: None, "\t": " ", **dict.fromkeys(_KINDS)})
_MARK = re.compile(f"[{PAGE}{FLOW}\t{''.join(_KINDS)}]")
_UNREAD = re.compile(f"[{''.join(UNREAD_MARKS.values())}]")
_STRUCK_OUT = re.compile(f"{STRUCK}([^{STRUCK}]*){STRUCK}")
_HIDDEN = re.compile(f"{HIDDEN}([^{HIDDEN}]*){HIDDEN}")


class Shown(NamedTuple):
    """What is seen of a text, what is shown there that is no text, and what nobody sees."""

    text: str
    unread: Unread | None = None
    hidden: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self.text and self.unread is None and not self.hidden


_NOTHING = Shown("")


def show_text(text: str, keeps_lines: bool = False) -> Shown:
    """A line outside the tables, where a small picture is an ornament; or one in a table, which `keeps_lines` that its writer ended."""
    hidden = tuple(filter(None, map(make_printed, _HIDDEN.findall(text)))) if HIDDEN in text else ()
    unread = _UNREAD.search(text)
    return Shown(_printed(text, keeps_lines), _KINDS[unread[0]] if unread else None, hidden)


def show_contents(contents: Sequence[Content]) -> Shown:
    """What is seen of the contents of a cell; each line that its writer ended is one.

    A text box or a table in a cell is part of it. Where the box has text beside it, or the table columns, nobody can say in what order they
    are read, so the cell is in doubt.
    """
    if len(contents) == 1 and isinstance(contents[0], Text):
        return _show_paragraph(contents[0])
    parts = [(content, _show(content)) for content in contents]
    unread = next((shown.unread for _, shown in parts if shown.unread is not None), None)
    has_box = any(isinstance(content, TextBox) and shown.text for content, shown in parts)
    if unread is None and has_box and sum(bool(shown.text) for _, shown in parts) > 1:
        unread = Unread.OVERLAP
    text = "\n".join(shown.text for _, shown in parts if shown.text)
    return Shown(text, unread, tuple(hidden for _, shown in parts for hidden in shown.hidden))


def _show(content: Content) -> Shown:
    match content:
        case Text():
            return _show_paragraph(content)
        case TextBox():
            return show_contents(content.contents)
        case WordTable():
            return _show_table(content)


def _show_paragraph(paragraph: Text) -> Shown:
    """A paragraph in a cell: any picture in it is something that the cell says."""
    shown = show_text(paragraph.text, keeps_lines=True)
    return shown._replace(unread=Unread.PICTURE) if shown.unread is None and EMBLEM in paragraph.text else shown


def _show_table(table: WordTable) -> Shown:
    """A table within a cell, line by line."""
    rows = [[show_contents(cell.contents) for cell in row] for row in table.rows]
    parts = [shown for row in rows for shown in row]
    unread = next((shown.unread for shown in parts if shown.unread is not None), None)
    if unread is None and any(sum(bool(shown.text) for shown in row) > 1 for row in rows):
        unread = Unread.TABLE
    return Shown("\n".join(shown.text for shown in parts if shown.text), unread, tuple(text for shown in parts for text in shown.hidden))


def texts_in(contents: Iterable[Content]) -> Iterator[Text]:
    """The paragraphs of contents, whatever holds them."""
    for content in contents:
        match content:
            case Text():
                yield content
            case TextBox():
                yield from texts_in(content.contents)
            case WordTable():
                yield from texts_in(inner for row in content.rows for cell in row for inner in cell.contents)


def struck_text(text: str) -> str:
    """What is struck out of a text; empty where nothing is."""
    return make_printed("".join(_STRUCK_OUT.findall(text))) if STRUCK in text else ""


def _printed(text: str, keeps_lines: bool) -> str:
    text = _STRUCK_OUT.sub("", text) if STRUCK in text else text
    text = _HIDDEN.sub("", text) if HIDDEN in text else text
    return make_printed(text.translate(_MARKS) if _MARK.search(text) else text, keeps_lines)
