"""Finds the approval and the title among the lines before the first heading.

It knows how a first page is laid out: blocks between blank lines, and which block is what by the words it holds. It reads no value.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from jospar.extract.words.folding import fold_in_place
from jospar.extract.words.vocabulary import VocabularyEntry, index_forms, read_vocabulary
from jospar.normalize.phrases.dates import find_dates

TextSpan = tuple[int, int]

_VOCABULARY = Path(__file__).parent.parent / "vocabulary"
_NUMBERED = re.compile(r"\d{1,2}[.)]")
# An approval stands on the first page; a longer block is running text.
_MOST_LINES, _LONGEST_BLOCK, _LONGEST_FRAGMENT = 80, 600, 80


@dataclass(frozen=True, slots=True)
class FirstPagePart:
    """Lines that belong together, joined by spaces.

    `indexes` are the lines, `starts` their places in `text`; `folded` is the text for searches, each letter in its place.
    """

    indexes: tuple[int, ...]
    text: str
    folded: str
    starts: tuple[int, ...]

    def lines(self, spans: Iterable[TextSpan]) -> set[int]:
        """The lines that hold any of the spans of `text`."""
        return {
            self.indexes[number]
            for start, end in spans
            for number in range(bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1))
        }


def read_parts(lines: Sequence[str]) -> tuple[FirstPagePart, FirstPagePart]:
    """The approval and the title of a document, each empty where there is none; blank lines part blocks. Total.

    The approval is the first block with a word of approval, and what belongs to it before and after. The title is a block before
    it that names a kind of document (`стратегия`, `бағыттары`), else the block after it. Without an approval it is the first
    block with such a word, else the first that is no numbered list.
    """
    printed = [" ".join(unicodedata.normalize("NFC", line).split()) for line in lines[:_MOST_LINES]]
    parts = [part for block in _blocks(printed) for part in _split_block(printed, block)]
    first = next((number for number, part in enumerate(parts) if _is_approval(part)), None)
    if first is None:
        titles = [part for part in parts if _may_be_title(part)]
        return _join(printed, ()), next(filter(_names_document, titles), titles[0] if titles else _join(printed, ()))
    last = first
    while step := _step(parts[last + 1 : last + 3]):
        last += step
    while first > 0 and (_continues_approval(parts[first - 1]) or _is_fragment(parts[first - 1])):
        first -= 1
    zone = _join(printed, [index for part in parts[first : last + 1] for index in part.indexes])
    before = (part for part in parts[:first] if _may_be_title(part) and _names_document(part))
    after = (part for part in parts[last + 1 : last + 2] if _may_be_title(part))
    return zone, next(before, None) or next(after, _join(printed, ()))


def find_words(part: FirstPagePart, code: str) -> tuple[TextSpan, ...]:
    """The places of the words of approval.yml under `code`."""
    return tuple(match.span() for match in form_pattern("approval.yml", code).finditer(part.folded))


def find_numbers(part: FirstPagePart) -> Iterator[re.Match[str]]:
    """Every number behind a sign for numbers (`№ 4`, `No. 12-р`), its group `number` without the sign."""
    return _number().finditer(part.folded)


@cache
def _number() -> re.Pattern[str]:
    forms = sorted((form for form, entry in _index("approval.yml").items() if entry.code == "number"), key=len, reverse=True)
    signs = "|".join(rf"(?<!\w){re.escape(form)}\.?" if form.isalpha() else re.escape(form) for form in forms)
    return re.compile(rf"(?:{signs}) ?(?P<number>\d+(?:[-/](?:\d+|[^\W\d_]{{1,2}}))*)(?!\w)")


@cache
def form_pattern(file: str, code: str | None = None) -> re.Pattern[str]:
    """What finds the forms of a list, or of one entry of it, in folded text: whole words, the longest form first."""
    forms = sorted((form for form, entry in _index(file).items() if code in (None, entry.code)), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


@cache
def form_codes(file: str) -> dict[str, str]:
    """The code of every folded form of a list."""
    return {form: entry.code for form, entry in _index(file).items()}


@cache
def _index(file: str) -> dict[str, VocabularyEntry]:
    return index_forms(read_vocabulary(_VOCABULARY / file), key=fold_in_place)


def _blocks(printed: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Lines between blank ones; a line as long as running text is a block of its own."""

    def key(index: int) -> tuple[bool, int]:
        return bool(printed[index]), index if len(printed[index]) > _LONGEST_BLOCK else -1

    for (filled, _), indexes in groupby(range(len(printed)), key):
        if filled:
            yield tuple(indexes)


def _join(printed: Sequence[str], indexes: Sequence[int]) -> FirstPagePart:
    starts = []
    place = 0
    for index in indexes:
        starts.append(place)
        place += len(printed[index]) + 1
    text = " ".join(printed[index] for index in indexes)
    return FirstPagePart(tuple(indexes), text, fold_in_place(text), tuple(starts))


def _split_block(printed: Sequence[str], block: tuple[int, ...]) -> Iterator[FirstPagePart]:
    """The block, or where it holds an approval and a title with no blank line between them, its parts."""
    whole = _join(printed, block)
    if not _says_approval(whole):
        yield whole
        return
    titles = {index for index in block if _names_document(_join(printed, (index,)))}
    marked = whole.lines(_marks(whole)) - titles | whole.lines(_words_of_approval(whole))
    first, last = min(marked), max(marked)
    lead, rest = [index for index in block if index < first], [index for index in block if index > last]
    core = [index for index in block if first <= index <= last]
    if not titles & set(lead):
        core, lead = lead + core, []
    if not titles & set(rest):
        core, rest = core + rest, []
    yield from (_join(printed, indexes) for indexes in (lead, core, rest) if indexes)


def _words_of_approval(part: FirstPagePart) -> tuple[TextSpan, ...]:
    return find_words(part, "status") + find_words(part, "decision") + find_words(part, "protocol")


def _marks(part: FirstPagePart) -> tuple[TextSpan, ...]:
    """The dates, numbers and bodies, which also stand in titles and in running text."""
    numbers_and_bodies = (*find_numbers(part), *form_pattern("bodies.yml").finditer(part.folded))
    return (*((found.start, found.end) for found in find_dates(part.text)), *(match.span() for match in numbers_and_bodies))


def _is_approval(part: FirstPagePart) -> bool:
    return len(part.text) <= _LONGEST_BLOCK and _says_approval(part)


def _says_approval(part: FirstPagePart) -> bool:
    return bool(find_words(part, "status") or (_words_of_approval(part) and _marks(part)))


def _continues_approval(part: FirstPagePart) -> bool:
    if len(part.text) > _LONGEST_BLOCK or _names_document(part) or find_words(part, "agreement"):
        return False
    return bool(_words_of_approval(part) or _marks(part))


def _step(following: Sequence[FirstPagePart]) -> int:
    """How many parts further the approval goes: one, two short lines where the first is a name that says nothing of approval, or none."""
    if following and _continues_approval(following[0]):
        return 1
    return 2 if len(following) == 2 and all(map(_is_fragment, following)) and _continues_approval(following[1]) else 0


def _is_fragment(part: FirstPagePart) -> bool:
    """One short line: every line of the approval may stand in a paragraph of its own."""
    return len(part.indexes) == 1 and len(part.text) <= _LONGEST_FRAGMENT and not _names_document(part)


def _names_document(part: FirstPagePart) -> bool:
    return bool(find_words(part, "title"))


def _may_be_title(part: FirstPagePart) -> bool:
    return len(part.text) <= _LONGEST_BLOCK and not _NUMBERED.match(part.text) and any(map(str.isalpha, part.text))
