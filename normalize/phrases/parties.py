"""Parts a cell of stakeholders or executors into names and gives each name its canonical key.

It knows what parts two names and what does not. It must not know any name: those are in vocabulary/parties.yml. What only one
organization has, such as the abbreviations of its departments, has no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from jospar.extract.words.folding import fold_in_place, fold_lookalikes, fold_spelling
from jospar.extract.words.vocabulary import VocabularyEntry, index_forms, read_vocabulary
from jospar.normalize.words.names import clean_name, keeps_its_end

_VOCABULARY = Path(__file__).parent.parent / "vocabulary"

_PROTECTED = re.compile(r"""\([^()]*\)|\[[^][]*\]|«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|"[^"]*\"""")
# A comma between figures is a decimal one (`0,5 ставки`).
_SEPARATOR = re.compile(r"(?<!\d),|,(?!\d)|[;\n]|\.(?=\s+[^\W\d_])")
_WHOLE_WORD_END = re.compile(r"(?<![\w.])(?:[^\W\d_]+-)*[^\W\d_]{5,}$")
# Bounds that no list of names reaches; with them a hostile cell costs no more than its length.
_NEAR, _DEEPEST = 100, 8
_DASHES = re.compile("\\s*[-\u2010-\u2015]\\s*")


@dataclass(frozen=True, slots=True)
class PartyName:
    """One name as printed; `separator_doubtful` where a full stop or a line end, not a comma, parts it from the name before."""

    printed: str
    separator_doubtful: bool


@dataclass(frozen=True, slots=True)
class PartyList:
    """The names of one cell, in order."""

    names: tuple[PartyName, ...]


@lru_cache(maxsize=2048)
def split_parties(printed: str) -> PartyList:
    """The names in a cell of parties; total, empty for a cell without letters and figures.

    Commas, semicolons and line breaks part names, never inside brackets or quotes; `және` and `и` never do. A part that opens with
    `оның ішінде` or `в том числе` belongs to the name before it. A full stop parts names where it follows a whole word of five lower-case
    letters or more, or a party of the list: then nothing was shortened. Rule: seen in ktu-2024, 3.2.1 and 4.1.1.

    >>> [name.printed for name in split_parties("ҒЗИ, оның ішінде шетелдік, ПОҚ және ғалымдар").names]
    ['ҒЗИ, оның ішінде шетелдік', 'ПОҚ және ғалымдар']
    >>> [name.separator_doubtful for name in split_parties("бизнес-серіктестер. ПОҚ, білім алушылар").names]
    [False, True, False]
    """
    folded = fold_in_place(printed)
    names: list[tuple[int, int, bool]] = []
    for start, end, after_stop in _pieces(printed):
        if names and not after_stop and _part_opening().match(folded, start):
            names[-1] = (names[-1][0], end, names[-1][2])
        else:
            names.append((start, end, after_stop))
    return PartyList(tuple(PartyName(printed[start:end], doubtful) for start, end, doubtful in names))


@lru_cache(maxsize=2048)
def resolve_party(name: str) -> str | None:
    """The canonical key of a party, None where the list does not hold it. Case, spaces, dashes and look-alike letters do not count.

    >>> resolve_party("Жұмыс берушілер"), resolve_party("МНВО РК"), resolve_party("ЖБББ")
    ('employers', 'ministry_of_science_and_higher_education', None)
    """
    entry = _parties().get(_fold_words(clean_name(name)))
    return entry.code if entry else None


def _pieces(printed: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each piece that holds a letter or figure, and whether it follows a full stop."""
    start, after_stop = 0, False
    for separator in _SEPARATOR.finditer(_mask_protected(printed)):
        if separator[0] == "." and not _is_separating_stop(printed[start : separator.start()]):
            continue
        yield from _stripped(printed, start, separator.start(), after_stop)
        before, after = printed[: separator.start()].rstrip(), printed[separator.end() :].lstrip()
        is_line_end = separator[0] == "\n" and not before.endswith((",", ";")) and after[:1].isupper()
        start, after_stop = separator.end(), separator[0] == "." or is_line_end
    yield from _stripped(printed, start, len(printed), after_stop)


def _stripped(printed: str, start: int, end: int, after_stop: bool) -> Iterator[tuple[int, int, bool]]:
    piece = printed[start:end]
    if any(map(str.isalnum, piece)):
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()), after_stop


def _is_separating_stop(before: str) -> bool:
    near = before[-_NEAR:]
    word = _WHOLE_WORD_END.search(near)
    whole = word is not None and word[0].islower() and not keeps_its_end(near + ".")
    return whole or (near == before and resolve_party(before) is not None)


def _mask_protected(text: str) -> str:
    """The text with what stands in brackets or quotes blotted out, from the inside to the outside; the length stays."""
    for _ in range(_DEEPEST):
        text, count = _PROTECTED.subn(lambda match: "_" * len(match[0]), text)
        if not count:
            break
    return text


def _fold_words(text: str) -> str:
    return fold_spelling(_DASHES.sub("-", fold_lookalikes(text)))


@cache
def _parties() -> dict[str, VocabularyEntry]:
    return index_forms(read_vocabulary(_VOCABULARY / "parties.yml"), key=_fold_words)


@cache
def _part_opening() -> re.Pattern[str]:
    forms = (form for entry in read_vocabulary(_VOCABULARY / "party_parts.yml") for form in entry.forms)
    literals = (r"\s+".join(map(re.escape, fold_in_place(form).split())) for form in forms)
    return re.compile(rf"(?:{'|'.join(literals)})(?!\w)")
