"""Sets right Kazakh that was typed in a font with Kazakh letters in the places of others, before Unicode: `Ќазаќстан`, `жєне`.

Such fonts drew Kazakh letters for those of Windows-1251 that Kazakh does not have; without the font the others are shown. It knows these
fonts and the words of jospar.extract.words; it must not know formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from jospar.extract.document import Block, Cell, Finding, Paragraph, Place, RawDocument, Row, UnreadableDocument
from jospar.extract.words.alphabet import KAZAKH_LETTERS
from jospar.extract.words.common_words import common_words
from jospar.extract.words.labels import label_words

_FOREIGN = "ђѓќџљњћўєїјґѕ"
_ANY_FOREIGN = re.compile(f"[{_FOREIGN}{_FOREIGN.upper()}]")
_OTHER_LANGUAGES = frozenset("єїґў")
"""Those that Ukrainian and Belarusian have."""
# What each font draws for the letters of Windows-1251, small ones; the third is what is shown of KZ-1048, the national standard, where it
# is taken for Windows-1251. They share most letters: the words tell which it was.
_FONTS = (
    {"є": "ә", "ѓ": "ғ", "ќ": "қ", "њ": "ң", "ґ": "ө", "ў": "ұ", "ї": "ү", "ћ": "һ"},
    {"ѕ": "ә", "ѓ": "ғ", "ќ": "қ", "њ": "ң", "ґ": "ө", "ђ": "ұ", "џ": "ү", "ћ": "һ"},
    {"ј": "ә", "є": "ғ", "ќ": "қ", "ѕ": "ң", "ґ": "ө", "ў": "ұ", "ї": "ү", "ћ": "һ"},
    {"є": "ә", "ђ": "ғ", "ќ": "қ", "њ": "ң", "ґ": "ө", "ў": "ұ", "ї": "ү", "ћ": "һ"},
    {"ѕ": "ә", "ђ": "ғ", "ќ": "қ", "њ": "ң", "ґ": "ө", "ў": "ұ", "џ": "ү", "ћ": "һ"},
    {"ј": "ә", "ѓ": "ғ", "ќ": "қ", "њ": "ң", "ґ": "ө", "ў": "ұ", "џ": "ү", "ћ": "һ"},
)
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _LEAST_SHARE, _FEWEST_WORDS, _STEM = 10, 0.02, 3, 4


def set_letters_right(raw: RawDocument) -> RawDocument:
    """The document with Kazakh letters where a font had drawn them, and with a finding that says so; itself where its letters are in order.

    Raises UnreadableDocument: letters_garbled where the letters are those of such a font and fit none that is known, or more than one.
    """
    texts = [cell.text for cell in raw.cells()]
    found = {letter.lower() for text in texts for letter in _ANY_FOREIGN.findall(text)}
    if not found or not _are_many(texts):
        return raw
    words = [word.lower() for text in texts for word in _WORD.findall(text) if _ANY_FOREIGN.search(word)]
    font = _find_font(frozenset(found), words)
    if font is None:
        if found <= _OTHER_LANGUAGES:
            return raw
        raise UnreadableDocument("letters_garbled", ", ".join(sorted(found)))
    table = str.maketrans({**font, **{letter.upper(): drawn.upper() for letter, drawn in font.items()}})
    first = next(cell for cell in raw.cells() if _ANY_FOREIGN.search(cell.text))
    changed = {id(cell): replace(cell, text=cell.text.translate(table)) for cell in _all_cells(raw)}
    detail = ", ".join(f"{letter} → {font[letter]}" for letter in sorted(found))
    return replace(
        raw,
        blocks=tuple(_with_cells(block, changed) for block in raw.blocks),
        hidden=tuple(changed[id(cell)] for cell in raw.hidden),
        findings=(Finding("letters_set_right", Place(), first.text, detail), *raw.findings),
    )


def _are_many(texts: Iterable[str]) -> bool:
    letters = foreign = 0
    for text in texts:
        letters += sum(map(len, _WORD.findall(text)))
        foreign += len(_ANY_FOREIGN.findall(text))
    return foreign >= _FEWEST and foreign >= _LEAST_SHARE * letters


def _find_font(found: frozenset[str], words: Iterable[str]) -> Mapping[str, str] | None:
    """The one font that makes the most known words of those with foreign letters; None where none makes some, or two make as many."""
    different = set(words)
    rated: dict[tuple[tuple[str, str], ...], int] = {}
    for font in _FONTS:
        if found <= font.keys():
            used = tuple(sorted((letter, font[letter]) for letter in found))
            table = str.maketrans(font)
            rated[used] = sum(1 for word in different if _is_known(word.translate(table)))
    ordered = sorted(rated.items(), key=lambda item: -item[1])
    if not ordered or ordered[0][1] < _FEWEST_WORDS or (len(ordered) > 1 and ordered[0][1] == ordered[1][1]):
        return None
    return dict(ordered[0][0])


def _is_known(word: str) -> bool:
    return any(word[:end] in _kazakh_stems() for end in range(_STEM, len(word) + 1))


@cache
def _kazakh_stems() -> frozenset[str]:
    """The words of four letters or more that have a letter which Russian lacks, other than і, which no font had to draw."""
    letters = frozenset(KAZAKH_LETTERS) - {"і"}
    return frozenset(word for word in label_words() | common_words() if len(word) >= _STEM and letters & set(word))


def _all_cells(raw: RawDocument) -> Iterable[Cell]:
    for block in raw.blocks:
        if isinstance(block, Row):
            yield from block.cells
        elif isinstance(block, Paragraph):
            yield block.cell
    yield from raw.hidden


def _with_cells(block: Block, changed: Mapping[int, Cell]) -> Block:
    if isinstance(block, Row):
        return replace(block, cells=tuple(changed[id(cell)] for cell in block.cells))
    return replace(block, cell=changed[id(block.cell)]) if isinstance(block, Paragraph) else block
