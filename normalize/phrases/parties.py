"""Parts a cell of stakeholders or executors into names and gives each name its canonical key.

It knows what parts two names and what does not. It must not know any name: those are in vocabulary/parties.yml. What only one
organization has, such as the abbreviations of its departments, has no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from jospar.extract.words.folding import fold_in_place, fold_letters, fold_lookalikes, fold_spelling
from jospar.extract.words.vocabulary import VocabularyEntry, index_forms, read_vocabulary
from jospar.normalize.phrases.party_lines import BULLETS, LINE_ENDS, CellStyle, LineEnd, marker_length, read_line_end, style_of
from jospar.normalize.words.lookup import alternatives, vocabulary
from jospar.normalize.words.names import clean_name, keeps_its_end

_VOCABULARY = Path(__file__).parent.parent / "vocabulary"

_PROTECTED = re.compile(r"""\([^()]*\)|\[[^][]*\]|«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|"[^"]*\"""")
# A comma between figures is a decimal one (`0,5 ставки`).
_SEPARATOR = rf"(?<![\d¹²³⁰⁴-⁹⁾]),|,(?![\d¹²³⁰⁴-⁹⁽])|[;{LINE_ENDS}{BULLETS}]|\.(?=\s+[^\W\d_])|(?<=\s)(?=\d{{1,2}}\)\s)"
_WHOLE_WORD_END = re.compile(r"(?<![\w.])(?:[^\W\d_]+-)*[^\W\d_]{5,}$")
# Bounds that no list of names reaches; with them a hostile cell costs no more than its length.
_NEAR, _DEEPEST = 200, 8
_DASHES = re.compile("\\s*[-\u2010-\u2015]\\s*")


@dataclass(frozen=True, slots=True)
class PartyName:
    """One name as printed; `separator_doubtful` where a full stop or a line end, not a comma, parts it from the name before.

    `role` is a code of vocabulary/party_roles.yml where the cell says what the party does, None where only its column does.
    """

    printed: str
    separator_doubtful: bool
    role: str | None = None


@dataclass(frozen=True, slots=True)
class PartyList:
    """The names of one cell, in order."""

    names: tuple[PartyName, ...]


@dataclass(frozen=True, slots=True)
class _CellPiece:
    """A part of a cell between separators: where it begins and ends; `doubtful` as of PartyName, `after_stop` behind a full stop."""

    start: int
    end: int
    doubtful: bool = False
    after_stop: bool = False


@lru_cache(maxsize=2048)
def split_parties(printed: str) -> PartyList:
    """The names in a cell of parties; total, empty for a cell without letters and figures.

    Commas, semicolons and marks of lists part names, never inside brackets or quotes; `және` and `и` never do; line ends do as party_lines
    says. A part that opens with `оның ішінде` or `в том числе` belongs to the name before it. A full stop parts names where it follows a
    whole word of five lower-case letters or more, or a party of the list: then nothing was shortened. Rule: seen in ktu-2024, 3.2.1 and
    4.1.1. A label such as `отв.:` or `соисп.:` is the role of the names behind it, in brackets that of the name in front.

    >>> [name.printed for name in split_parties("ҒЗИ, оның ішінде шетелдік, ПОҚ және ғалымдар").names]
    ['ҒЗИ, оның ішінде шетелдік', 'ПОҚ және ғалымдар']
    >>> [name.separator_doubtful for name in split_parties("бизнес-серіктестер. ПОҚ, білім алушылар").names]
    [False, True, False]
    >>> [(name.printed, name.role) for name in split_parties("отв.: Отдел кадров\\n2) Деканат (соисп.)").names]
    [('Отдел кадров', 'executor'), ('Деканат', 'co_executor')]
    """
    folded = fold_in_place(printed)
    names: list[tuple[int, int, bool, str | None]] = []
    role: str | None = None
    for piece in _pieces(printed, folded):
        if names and not piece.after_stop and _part_opening().match(folded, piece.start):
            names[-1] = (names[-1][0], piece.end, *names[-1][2:])
            continue
        start = piece.start + marker_length(printed[piece.start : piece.end])
        if label := _role_before().match(folded, start, piece.end):
            role, start = _role_codes()[_label_key(label[1])], label.end()
        start, end, own = _role_behind(printed, folded, start, piece.end)
        if any(map(str.isalnum, printed[start:end])):
            names.append((start, end, piece.doubtful, own or role))
    return PartyList(tuple(PartyName(printed[start:end], doubtful, role) for start, end, doubtful, role in names))


def _role_behind(printed: str, folded: str, start: int, end: int) -> tuple[int, int, str | None]:
    """A name without what stands behind it in brackets or behind a dash and says its role, and that role."""
    found = _role_in_brackets().search(folded, start, end)
    while start < end and printed[start].isspace():
        start += 1
    if found is None or found.start() <= start:
        return start, end, None
    return start, found.start() + len(folded[: found.start()].rstrip()) - len(folded[: found.start()]), _role_codes()[_label_key(found[1])]


@lru_cache(maxsize=2048)
def resolve_party(name: str) -> str | None:
    """The canonical key of a party, None where the list does not hold it. Case, spaces, dashes and look-alike letters do not count.

    >>> resolve_party("Жұмыс берушілер"), resolve_party("МНВО РК"), resolve_party("ЖБББ")
    ('employers', 'ministry_of_science_and_higher_education', None)
    """
    entry = _parties().get(_fold_words(clean_name(name)))
    return entry.code if entry else None


def _pieces(printed: str, folded: str) -> Iterator[_CellPiece]:
    """Each piece that holds a letter or figure."""
    style = style_of(printed)
    start, doubtful, after_stop = 0, False, False
    for separator in _separator().finditer(_mask_protected(folded)):
        mark, end = separator[0], separator.end()
        before, after = printed[max(start, separator.start() - _NEAR) : separator.start()], printed[end : end + _NEAR]
        if (mark == "." and not _is_separating_stop(before)) or _is_within_label(folded, start, end):
            continue
        line_end = LineEnd.PARTS
        if mark and mark in LINE_ENDS and before.strip():
            line_end = _line_end(before, after, style)
            if line_end is LineEnd.JOINS:
                continue
        yield from _stripped(printed, _CellPiece(start, separator.start(), doubtful, after_stop))
        if before.strip() or not mark or mark not in LINE_ENDS:
            doubtful, after_stop = mark == "." or line_end is LineEnd.DOUBTFUL, mark == "."
        start = end
    yield from _stripped(printed, _CellPiece(start, len(printed), doubtful, after_stop))


def _is_within_label(folded: str, start: int, position: int) -> bool:
    """Whether what stands at a position is a part of the label that a piece begins with."""
    label = _role_before().match(folded, start, start + _NEAR)
    return label is not None and label.end(1) >= position


def _line_end(before: str, after: str, style: CellStyle) -> LineEnd:
    """What a line end is in the middle of a cell; a label of roles begins a line of its own."""
    following = after.lstrip()
    if _role_before().match(fold_in_place(following)) or _role_before().fullmatch(fold_in_place(before.strip())):
        return LineEnd.PARTS
    text = before.strip()
    both_known = resolve_party(text) is not None and resolve_party(_first_line(following)) is not None
    return LineEnd.PARTS if both_known else read_line_end(text[marker_length(text) :], following, style)


def _first_line(text: str) -> str:
    return re.split(rf"[,;{LINE_ENDS}]", text, maxsplit=1)[0]


def _stripped(printed: str, piece: _CellPiece) -> Iterator[_CellPiece]:
    text = printed[piece.start : piece.end]
    if any(map(str.isalnum, text)):
        yield replace(piece, start=piece.start + len(text) - len(text.lstrip()), end=piece.end - len(text) + len(text.rstrip()))


def _is_separating_stop(before: str) -> bool:
    if marker_length(f"{before}. ?") > len(before):
        return False
    word = _WHOLE_WORD_END.search(before)
    whole = word is not None and word[0].islower() and not keeps_its_end(before + ".")
    return whole or resolve_party(before) is not None


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
def _separator() -> re.Pattern[str]:
    return re.compile(rf"{_SEPARATOR}|(?<=\s)(?=(?:{_labels()})\s*[:\u2013\u2014])")


@cache
def _role_before() -> re.Pattern[str]:
    """A label with a colon or a dash behind it; one that ends with a full stop needs neither."""
    return re.compile(rf"\s*+(?:({_labels()})(?:\s*[:\u2010-\u2015\u2212]\s*|\s+-\s+|(?<=\.)\s*(?=[^\s.])))")


@cache
def _role_in_brackets() -> re.Pattern[str]:
    return re.compile(rf"(?:\(|\s[\u2010-\u2015-])\s*({_labels()})\s*\)?\s*$")


def _labels() -> str:
    return alternatives(form for entry in vocabulary("party_roles") for form in entry.forms)


def _label_key(label: str) -> str:
    return "".join(fold_letters(label).split())


@cache
def _role_codes() -> dict[str, str]:
    return {key: entry.code for key, entry in index_forms(vocabulary("party_roles"), key=_label_key).items()}


@cache
def _part_opening() -> re.Pattern[str]:
    forms = (form for entry in read_vocabulary(_VOCABULARY / "party_parts.yml") for form in entry.forms)
    literals = (r"\s+".join(map(re.escape, fold_in_place(form).split())) for form in forms)
    return re.compile(rf"(?:{'|'.join(literals)})(?!\w)")
