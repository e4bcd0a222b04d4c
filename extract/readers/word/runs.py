"""Reads the text of a paragraph out of its runs: what is printed of it, with marks where lines and pages end.

Hidden and deleted text, the instructions of fields and the other of two alternatives are not printed. It must not know how lists count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jospar.extract.readers.printed import BREAK, raise_digits
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.content import FLOW, PAGE, STRUCK
from jospar.extract.readers.word.properties import Properties, is_attribute_on, is_on, is_struck, properties_of, value_of
from jospar.extract.readers.word.story import Story, choose
from jospar.extract.readers.word.styles import WordStyle

_LITERALS = {n.TAB: "\t", n.PTAB: "\t", n.CR: BREAK, n.NO_BREAK_HYPHEN: "-", n.LAST_RENDERED_PAGE_BREAK: FLOW}
_WRAPPERS = frozenset(
    {n.HYPERLINK, n.SMART_TAG, n.INS, n.MOVE_TO, n.SDT, n.SDT_CONTENT, n.CUSTOM_XML}
    | {n.FLD_SIMPLE, n.DIR, n.BDO, n.RUBY, n.RUBY_BASE, n.MATH_PARAGRAPH}
)
_DRAWINGS = frozenset({n.DRAWING, n.PICT, n.OBJECT})
_NOTES = frozenset({n.FOOTNOTE_REFERENCE, n.ENDNOTE_REFERENCE})
_FEW_DIGITS = re.compile(r"\s*\d{1,3}\s*")
_LINE_ENDS = re.compile(r"[\n\r]+")

# The characters of fonts that have signs in the place of letters, as far as such documents have them.
_SYMBOLS = {
    "symbol": {0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xE5: "∑"},
    "wingdings": {0xA7: "▪", 0xA8: "□", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xD8: "➢", 0x9F: "•", 0xE0: "→", 0x76: "❖", 0x71: "❑"},
}
_FONT_PAGE, _FONT_CHARS = 0xF000, 0x100


@dataclass(slots=True)
class Inline:
    """The text of a paragraph while it is read, and the text boxes that are anchored in it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def read_inline(parent: etree._Element, style: WordStyle, story: Story, found: Inline) -> None:
    """Adds what the runs in an element print."""
    for child in parent:
        tag = child.tag
        if tag == n.R:
            _read_run(child, style, story, found)
        elif tag in _WRAPPERS:
            read_inline(child, style, story, found)
        elif tag == n.ALTERNATE_CONTENT:
            chosen = choose(child)
            if chosen is not None:
                read_inline(chosen, style, story, found)
        elif tag == n.MATH and story.is_printed:
            found.pieces.extend(text.text or "" for text in child.iter(n.MATH_TEXT))


def _read_run(run: etree._Element, style: WordStyle, story: Story, found: Inline) -> None:
    properties = properties_of(run, n.R_PR)
    hidden, raised, struck = _looks(properties, style, story) if properties else (style.hidden, style.raised, style.struck)
    for child in run:
        tag = child.tag
        if tag == n.FLD_CHAR:
            story.mark_field(child.get(n.FLD_CHAR_TYPE))
        elif tag == n.R_PR or hidden or not story.is_printed:
            continue
        elif tag == n.T:
            text = _text(child.text or "", raised)
            found.pieces.append(f"{STRUCK}{text}{STRUCK}" if struck else text)
        elif tag in _LITERALS:
            found.pieces.append(_LITERALS[tag])
        elif tag in _DRAWINGS:
            found.boxes.extend(_find_boxes(child))
        elif tag == n.ALTERNATE_CONTENT:
            _read_alternative(child, style, story, found)
        elif tag in _WRAPPERS:
            read_inline(child, style, story, found)
        else:
            found.pieces.append(_sign(child, story))


def _text(text: str, raised: bool) -> str:
    if "\n" in text or "\r" in text:
        text = _LINE_ENDS.sub(" ", text)
    return raise_digits(text.strip()) if raised and _FEW_DIGITS.fullmatch(text) else text


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
    boxes = list(_find_boxes(chosen))
    found.boxes.extend(boxes)
    if not boxes:
        _read_run(chosen, style, story, found)


def _looks(properties: Properties, style: WordStyle, story: Story) -> tuple[bool, bool, bool]:
    """Whether a run is hidden, stands above the line, and is struck out: by itself, by its own style, or by that of the paragraph."""
    name = value_of(properties, n.R_STYLE)
    own = story.styles.find(name, "character") if name else None
    hidden = is_on(properties, n.VANISH)
    height = value_of(properties, n.VERT_ALIGN)
    if hidden is None:
        hidden = style.hidden or (own is not None and own.hidden)
    raised = style.raised or (own is not None and own.raised) if height is None else height == "superscript"
    struck = is_struck(properties)
    if struck is None:
        struck = style.struck or (own is not None and own.struck)
    return hidden, raised, struck


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


def _find_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes in a drawing, one of two alternatives only."""
    pending = [drawing]
    while pending:
        element = pending.pop()
        if element.tag == n.TXBX_CONTENT:
            yield element
        elif element.tag == n.ALTERNATE_CONTENT:
            chosen = choose(element)
            pending.extend(() if chosen is None else (chosen,))
        else:
            pending.extend(reversed(element))
