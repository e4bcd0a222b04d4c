"""Whether a line of a cell of parties begins a new name, or goes on with the one on the line above.

It knows the marks of lists and the words that names begin and end with (vocabulary/party_heads.yml). It must not know any name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jospar.extract.columns.stitch import is_open
from jospar.extract.words.folding import fold_in_place, fold_letters
from jospar.extract.words.particles import particle_pattern
from jospar.normalize.words.lookup import vocabulary

LINE_ENDS = "\n\v\u0085\u2028\u2029"
"""What ends a line that its writer set, in any form of a document; for the inside of a class."""

BULLETS = "•·▪▫◦●○‣►■□✓➢➤\uf0b7\uf0a7\uf0d8"

_LINE_END, _LINE = re.compile(f"[{LINE_ENDS}]"), re.compile(f"[,;{LINE_ENDS}]")
_MARKER = re.compile(rf"\s*(?:(?:\d{{1,2}}|[^\W\d_])\)|\d{{1,2}}\.(?!\d)|[{BULLETS}*+]|[-\u2010-\u2015\u2212](?=\s|[^\W\d_]))\s*")
_FIRST_WORD, _LAST_WORD = re.compile(r"[^\W\d_]+\.?"), re.compile(r"[^\W\d_]+\.?$")


class LineEnd(StrEnum):
    """What the end of a line is between two lines of names."""

    PARTS = "parts"
    JOINS = "joins"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How the names of a cell are parted: by marks of a list in front of them, or by commas at the ends of lines."""

    marked: bool
    separated: bool


def style_of(printed: str) -> CellStyle:
    """How the names of a cell are parted.

    >>> style_of("1) Отдел кадров\\n2) Деканат").marked, style_of("Отдел кадров,\\nДеканат,\\nРектор").separated
    (True, True)
    """
    lines = [line.strip() for line in _LINE_END.split(printed) if line.strip()]
    marked = sum(1 for line in lines if marker_length(line))
    return CellStyle(marked > 1, any(line.endswith((",", ";")) for line in lines[:-1]))


def marker_length(text: str) -> int:
    """How long the mark of a list in front of a text is: `1)`, `а)`, `–`, `•`; 0 where there is none, or nothing behind it.

    >>> marker_length("1) Отдел кадров"), marker_length("– Деканат"), marker_length("Отдел кадров"), marker_length("А.Ж. Аманов")
    (3, 2, 0, 0)
    """
    match = _MARKER.match(text)
    return match.end() if match and match.end() < len(text) else 0


def read_line_end(before: str, after: str, style: CellStyle) -> LineEnd:
    """What the end of a line is: the text of the name above so far, and what follows.

    >>> plain = CellStyle(marked=False, separated=False)
    >>> str(read_line_end("проректор по науке", "директор центра", plain)), str(read_line_end("Аким", "Кемерского района", plain))
    ('parts', 'joins')
    >>> str(read_line_end("Отдел международного", "сотрудничества", plain)), str(read_line_end("Отдел кадров", "Учебный отдел", plain))
    ('joins', 'parts')
    """
    if marker_length(after):
        return LineEnd.PARTS
    leads_on = is_open(before.rstrip()) or _last_word(before).endswith(_forms("leads")) or _is_bare(before)
    if style.marked or leads_on or after.startswith("(") or _conjunction().match(fold_in_place(after)):
        return LineEnd.JOINS
    if _begins_with(after, "begins"):
        return LineEnd.PARTS
    if style.separated or _goes_on(after):
        return LineEnd.JOINS
    are_whole = _names_head(before) and _names_head(_LINE.split(after, maxsplit=1)[0])
    if are_whole or _last_word(before) in _forms("ends") or _is_acronym(before):
        return LineEnd.PARTS
    first = after[:1]
    return LineEnd.DOUBTFUL if first.isupper() or first.isdigit() or first in "«\"“„" else LineEnd.JOINS


def _goes_on(text: str) -> bool:
    """Whether a line begins with a word that only goes on with a name: `Костанайской области`."""
    match = _FIRST_WORD.match(text)
    word = fold_letters(match[0]) if match else ""
    return word.endswith(_forms("complement")) and word not in _forms("begins")


def _begins_with(text: str, code: str) -> bool:
    match = _FIRST_WORD.match(text)
    return match is not None and (fold_letters(match[0]) in _forms(code) or fold_letters(match[0]).rstrip(".") in _forms(code))


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text.rstrip())
    return fold_letters(match[0]) if match else ""


def _is_acronym(text: str) -> bool:
    """Whether a text ends with an abbreviation in capitals: `ҒЖИД`, `АДжӘД`."""
    match = _LAST_WORD.search(text.rstrip())
    return match is not None and sum(map(str.isupper, match[0])) > 1


def _names_head(text: str) -> bool:
    """Whether a line has a word of its own that names begin with, in the nominative: `учебный отдел`."""
    return any(word in _forms("begins") for word in re.findall(r"[^\W\d_]+", fold_letters(text)))


def _is_bare(text: str) -> bool:
    """Whether a text is words alone that no name ends with: `Аким`, `Областное`."""
    words = fold_in_place(text).split()
    return bool(words) and all(fold_letters(word) in _forms("bare") for word in words)


@cache
def _conjunction() -> re.Pattern[str]:
    return re.compile(rf"(?:{particle_pattern('leads_on')})(?!\w)")


@cache
def _forms(code: str) -> tuple[str, ...]:
    return tuple(fold_letters(form) for entry in vocabulary("party_heads") if entry.code == code for form in entry.forms)
