"""Reads the text of a paragraph out of its runs: what is printed of it, with marks where lines and pages end.

Hidden and deleted text, the instructions of fields and the other of two alternatives are not printed. It must not know how lists count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from jospar.extract.document import Unread
from jospar.extract.readers.equations import is_plain_number
from jospar.extract.readers.printed import BREAK, raise_digits
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.content import FLOW, HIDDEN, PAGE, STRUCK, UNREAD_MARKS
from jospar.extract.readers.word.drawings import find_boxes, mark_drawing
from jospar.extract.readers.word.fields import print_drawn_field
from jospar.extract.readers.word.looks import TextLook, is_lost
from jospar.extract.readers.word.pieces import TextPiece, join_pieces
from jospar.extract.readers.word.properties import find_properties, is_attribute_on
from jospar.extract.readers.word.story import Story, choose
from jospar.extract.readers.word.styles import WordStyle

_LITERALS = {n.TAB: "\t", n.PTAB: "\t", n.CR: BREAK, n.NO_BREAK_HYPHEN: "-", n.LAST_RENDERED_PAGE_BREAK: FLOW}
_WRAPPERS = frozenset(
    {n.HYPERLINK, n.SMART_TAG, n.INS, n.MOVE_TO, n.SDT, n.SDT_CONTENT, n.CUSTOM_XML}
    | {n.FLD_SIMPLE, n.DIR, n.BDO, n.RUBY, n.RUBY_BASE, n.MATH_PARAGRAPH}
)
_DRAWINGS = frozenset({n.DRAWING, n.PICT, n.OBJECT})
_NOTES = frozenset({n.FOOTNOTE_REFERENCE, n.ENDNOTE_REFERENCE})
_INSTRUCTIONS = frozenset({n.INSTRUCTION, n.DELETED_INSTRUCTION})
_BREAKS = frozenset({"\t", BREAK, FLOW, PAGE})
_LINE_ENDS = re.compile(r"[\n\r]+")

# The characters of fonts that have signs in the place of letters, as far as such documents have them.
_SYMBOLS = {
    "symbol": {0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xE5: "∑"},
    "wingdings": {0xA7: "▪", 0xA8: "□", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xD8: "➢", 0x9F: "•", 0xE0: "→", 0x76: "❖", 0x71: "❑"},
}
_FONT_PAGE, _FONT_CHARS = 0xF000, 0x100


@dataclass(slots=True)
class Inline:
    """A paragraph while it is read: the pieces of its text, what nobody sees of it, and the text boxes that are anchored in it.

    `fill` is the colour behind it, None where it has none of its own.
    """

    fill: str | None = None
    pieces: list[TextPiece] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def is_seen(self) -> bool:
        """Whether anything of it is seen."""
        return any(piece.text.strip() for piece in self.pieces)

    @property
    def text(self) -> str:
        """What is seen of the text, and behind it what is not."""
        hidden = "".join(self.hidden)
        text = join_pieces(self.pieces)
        return f"{text}{HIDDEN}{hidden}{HIDDEN}" if hidden.strip() else text

    def add(self, text: str, look: TextLook) -> None:
        """Adds a text that looks so."""
        if text:
            self.pieces.append(TextPiece(text, look))


def read_inline(parent: etree._Element, style: WordStyle, story: Story, found: Inline) -> None:
    """Adds what the runs in an element print."""
    for child in parent:
        tag = child.tag
        if tag == n.R:
            _read_run(child, style, story, found)
        elif tag in _WRAPPERS:
            read_inline(child, style, story, found)
            if tag == n.FLD_SIMPLE and story.is_printed:
                found.add(print_drawn_field(child.get(n.INSTR) or "", has_result=bool(len(child))), style.look)
        elif tag == n.ALTERNATE_CONTENT:
            chosen = choose(child)
            if chosen is not None:
                read_inline(chosen, style, story, found)
        elif tag == n.MATH and story.is_printed:
            found.add(_equation(child), style.look)
        elif tag == n.SUB_DOC:
            found.add(UNREAD_MARKS[Unread.OBJECT], style.look)


def _read_run(run: etree._Element, style: WordStyle, story: Story, found: Inline) -> None:
    if run in story.placeholders:
        found.add(UNREAD_MARKS[Unread.FIELD] if story.is_printed else "", style.look)
        return
    properties = find_properties(run, n.R_PR)
    look = style.look if properties is None else story.styles.look_of_run(properties, style)
    is_seen = not (look.is_speck or story.is_clipped or _is_lost(look, story, found))
    for child in run:
        tag = child.tag
        if tag == n.FLD_CHAR:
            found.add(story.mark_field(child), look)
        elif tag in _INSTRUCTIONS:
            story.instruct(child.text or "")
        elif tag == n.R_PR or not story.is_printed:
            continue
        elif tag == n.T:
            story.note_result()
            _add_text(child.text or "", look, is_seen, found)
        elif look.hidden:
            continue
        elif tag in _DRAWINGS:
            _read_drawing(child, look, found)
        elif tag == n.ALTERNATE_CONTENT:
            _read_alternative(child, style, story, found)
        elif tag in _WRAPPERS:
            read_inline(child, style, story, found)
        else:
            _add_sign(_LITERALS[tag] if tag in _LITERALS else _sign(child, story), look, is_seen, found)


def _is_lost(look: TextLook, story: Story, found: Inline) -> bool:
    """Whether a run has the colour of what lies behind it."""
    color = look.color if look.color is not None else story.ink()
    return color is not None and is_lost(color, look.fill or found.fill or story.ground)


def _add_text(text: str, look: TextLook, is_seen: bool, found: Inline) -> None:
    """Adds a text, hidden or struck out if it is so; line ends in the markup are spaces."""
    if "\n" in text or "\r" in text:
        text = _LINE_ENDS.sub(" ", text)
    if (look.hidden or not is_seen) and text:
        found.hidden.append(text)
    else:
        found.add(f"{STRUCK}{text}{STRUCK}" if look.struck else text, look)


def _add_sign(sign: str, look: TextLook, is_seen: bool, found: Inline) -> None:
    """Adds a sign; one that breaks lines or pages does so however it looks."""
    if is_seen or sign in _BREAKS:
        found.add(sign, look)


def _read_drawing(drawing: etree._Element, look: TextLook, found: Inline) -> None:
    """Adds the text boxes of a drawing, and the mark of what else it shows."""
    found.boxes.extend(find_boxes(drawing))
    found.add(mark_drawing(drawing), look)


def _equation(equation: etree._Element) -> str:
    """What an equation on one line says, with a mark behind it unless it is a number or words; of any other the mark alone."""
    if any(child.tag not in {n.MATH_RUN, n.R} for child in equation):
        return UNREAD_MARKS[Unread.EQUATION]
    text = "".join(text.text or "" for text in equation.iter(n.MATH_TEXT, n.T))
    is_text = is_plain_number(text.strip()) or not any(map(str.isdecimal, text))
    return text if is_text else f"{text}{UNREAD_MARKS[Unread.EQUATION]}"


def _sign(element: etree._Element, story: Story) -> str:
    """What an element prints that is neither text nor holds any; nothing if it is none of those."""
    if element.tag == n.BR:
        return PAGE if element.get(n.TYPE) == "page" else BREAK
    if element.tag == n.SYM:
        return _symbol(element)
    if element.tag in _NOTES:
        number = raise_digits(str(story.cite(element.tag, element.get(n.ID) or "")))
        return "" if is_attribute_on(element, n.CUSTOM_MARK_FOLLOWS) else number
    return ""


def _read_alternative(alternatives: etree._Element, style: WordStyle, story: Story, found: Inline) -> None:
    """Reads what stands in a run in several ways: a drawing, or pieces of a run."""
    chosen = choose(alternatives)
    if chosen is None:
        return
    drawings = [child for child in chosen if child.tag in _DRAWINGS]
    for drawing in drawings:
        _read_drawing(drawing, style.look, found)
    if not drawings:
        _read_run(chosen, style, story, found)


def _symbol(element: etree._Element) -> str:
    """A character that is named by its place in a font."""
    try:
        code = int(element.get(n.CHAR) or "", 16)
    except ValueError:
        return ""
    if code >= _FONT_PAGE + _FONT_CHARS:
        return ""
    code = code - _FONT_PAGE if code >= _FONT_PAGE else code
    font = (element.get(n.FONT) or "").lower()
    signs = next((signs for name, signs in _SYMBOLS.items() if font.startswith(name)), None)
    if signs is not None:
        return signs.get(code, chr(code) if 0x20 <= code < 0x7F and font.startswith("symbol") else "\ufffd")
    return chr(code) if code >= 0x20 else ""
