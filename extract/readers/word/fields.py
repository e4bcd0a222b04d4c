"""What a field prints that holds no text of its own: the boxes and lists of forms, and fields that draw their result.

It must not know where a field begins or ends.
"""

from __future__ import annotations

from lxml import etree

from jospar.extract.document import Unread
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.content import UNREAD_MARKS
from jospar.extract.readers.word.properties import children_of, is_on, number_of

# ISO/IEC 29500-1, 17.16.5: fields that set signs above each other, and fields that count.
_DRAWN = {"EQ": Unread.EQUATION, "SYMBOL": Unread.FIELD, "LISTNUM": Unread.FIELD, "AUTONUM": Unread.FIELD}
_DRAWN |= {"FORMCHECKBOX": Unread.FIELD, "FORMDROPDOWN": Unread.FIELD, "MACROBUTTON": Unread.FIELD, "GOTOBUTTON": Unread.FIELD}
_DRAWN |= {"AUTONUMLGL": Unread.FIELD, "AUTONUMOUT": Unread.FIELD, "BARCODE": Unread.FIELD, "DISPLAYBARCODE": Unread.FIELD}
_TICKED, _EMPTY = "☒", "☐"


def print_form_field(data: etree._Element | None) -> str | None:
    """What the box or the list of a form shows: its state, the entry that is chosen; None where it is neither."""
    properties = children_of(data)
    box = properties.get(n.CHECK_BOX)
    if box is not None:
        states = children_of(box)
        ticked = is_on(states, n.CHECKED)
        return _TICKED if (bool(is_on(states, n.DEFAULT)) if ticked is None else ticked) else _EMPTY
    entries = properties.get(n.DROP_DOWN)
    if entries is None:
        return None
    chosen = number_of(children_of(entries), n.RESULT)
    chosen = number_of(children_of(entries), n.DEFAULT) if chosen is None else chosen
    texts = [entry.get(n.VAL) or "" for entry in entries.iterchildren(n.LIST_ENTRY)]
    return texts[chosen or 0] if 0 <= (chosen or 0) < len(texts) else UNREAD_MARKS[Unread.FIELD]


def print_drawn_field(instruction: str, has_result: bool) -> str:
    """The mark of a field that draws what no text in the file says; empty for all others.

    >>> print_drawn_field(" EQ \\\\f(1;2) ", False) == UNREAD_MARKS[Unread.EQUATION], print_drawn_field("PAGE", False)
    (True, '')
    """
    name = next(iter(instruction.split()), "").upper()
    unread = _DRAWN.get(name)
    return "" if unread is None or (has_result and unread is Unread.FIELD) else UNREAD_MARKS[unread]


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control shows what to write there, in the place of something written."""
    return bool(is_on(children_of(control.find(n.SDT_PR)), n.SHOWING_PLACEHOLDER))
