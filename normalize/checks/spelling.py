"""Finds words that are spelt otherwise than the document mostly spells them: its own frequency is the dictionary, for any language.

Words are compared by their beginnings, since Kazakh and Russian inflect at the end. It knows letters and how often words stand. It must
not know any word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

from jospar.extract.words.folding import fold_yo
from jospar.normalize.words.endings import stems
from jospar.normalize.words.lookup import vocabulary

_WORD = re.compile(r"[^\W\d_]{5,}")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‑]\s+(?=[^\W\d_])")
_DOUBLE = re.compile(r"(.)\1")
_SHORTEST = 6
# How much of two words must agree before letters that are confused are a mistake: this much, or the whole stem of the one in doubt.
_AGREED, _STEM = 7, 5
# Beginnings of this length are compared letter by letter; so many letters stand behind a wrong one, which is among the first ones.
_LONG, _BEHIND, _EARLY = 8, 3, 6
# Any other mistake stands behind the first letters, where prefixes are (представление, предоставление), and before the last.
_BEFORE, _AFTER = 5, 4
# A mistake stands in two texts at most, the right word in so many times more.
_RARE, _CONFUSED_TIMES, _OTHER_TIMES = 2, 3, 4
# Letters that may follow the inside of a stem: the right one and the wrong one. Where more do, another part of the word begins.
_INSIDE = 2
# No stem of a real document has more words; without a bound, a hostile one would take its square.
_COMPARED = 100


class WordIndex:
    """The different words of some texts in small letters, with the numbers of the texts that each stands in."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts_of: dict[str, list[int]] = {}
        self._continuing: dict[str, bool] = {}
        plain = "\n".join(_BROKEN.sub("", text) if "-" in text or "‑" in text else text for text in map(_one_line, texts))
        for number, line in enumerate(fold_yo(plain.lower()).split("\n")):
            for word in _WORD.findall(line):
                known = self.texts_of.setdefault(word, [number])
                if known[-1] != number:
                    known.append(number)
        self.folded = dict(zip(self.texts_of, fold_confused("\n".join(self.texts_of)).split("\n"), strict=False))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.texts_of)

    @cached_property
    def _reversed(self) -> list[str]:
        return sorted(word[::-1] for word in self.texts_of)

    def beginning_with(self, start: str) -> Sequence[str]:
        """The words that begin so, in alphabetical order."""
        return _range(self._sorted, start)

    def count(self, start: str) -> int:
        """In how many texts a word stands that begins so."""
        return len({number for word in self.beginning_with(start) for number in self.texts_of[word]})

    def is_ending(self, end: str, start: str) -> bool:
        """Whether a word that does not begin with `start` has this end."""
        return any(not word.endswith(start[::-1]) for word in _range(self._reversed, end[::-1]))

    def continues(self, start: str) -> bool:
        """Whether words go on behind `start` as if it were whole: many letters follow, or a word ends there too."""
        known = self._continuing.get(start)
        if known is None:
            following = {word[len(start) : len(start) + 1] for word in self.beginning_with(start)}
            known = self._continuing[start] = "" in following or len(following) > _INSIDE
        return known


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _range(words: list[str], start: str) -> Sequence[str]:
    first = bisect_left(words, start)
    return words[first : bisect_left(words, start + "\U0010ffff", first)]


def fold_confused(text: str) -> str:
    """The text with one letter for all that are typed for one another; it keeps the length.

    >>> fold_confused("тенгеге") == fold_confused("теңгеге")
    True
    """
    for form, letter in _confused():
        text = text.replace(form, letter)
    return text


@cache
def _confused() -> tuple[tuple[str, str], ...]:
    return tuple((form, entry.code) for entry in vocabulary("confused_letters") for form in entry.forms)


def find_misspelt(words: WordIndex) -> dict[str, str]:
    """Words that are likely mistakes, each with the word that it should be; both in small letters."""
    found: dict[str, str] = {}
    for rare, usual in _rare_first(words, _confused_pairs(words), _CONFUSED_TIMES):
        for word in words.beginning_with(rare):
            corrected = _correct_confused(words, word, usual)
            if corrected:
                found.setdefault(word, corrected)
    for rare, usual in _rare_first(words, (*_doubled_pairs(words), *_exchanged_pairs(words)), _OTHER_TIMES):
        for word in words.beginning_with(rare):
            found.setdefault(word, usual + word[len(rare) :])
    for rare, usual in _rare_first(words, _other_pairs(words), _OTHER_TIMES):
        at = _first_difference(rare, usual)
        if not words.continues(rare[:at]):
            for word in words.beginning_with(rare):
                if not words.is_ending(word[at:], rare[:at]):
                    found.setdefault(word, usual + word[len(rare) :])
    return found


def _rare_first(words: WordIndex, groups: Iterable[set[str]], times: int) -> Iterator[tuple[str, str]]:
    """The beginnings of each group that are rare, each with the one that is usual; none where none is."""
    for group in groups:
        counts = {start: words.count(start) for start in sorted(group)}
        usual = max(counts, key=lambda start: counts[start])
        for start, count in counts.items():
            if count <= _RARE and counts[usual] >= times * count:
                yield start, usual


def _confused_pairs(words: WordIndex) -> Iterable[set[str]]:
    """Beginnings that differ in confused letters only: of a short stem, of the agreed length, and whole words."""
    first: dict[str, str] = {}
    groups: dict[str, set[str]] = {}
    for word, folded in words.folded.items():
        for length in (_STEM, _LONG, len(word)):
            key, start = folded[:length], word[:length]
            other = first.setdefault(key, start)
            if other != start:
                groups.setdefault(key, {other}).add(start)
    return groups.values()


def _correct_confused(words: WordIndex, word: str, usual: str) -> str | None:
    """The word with the letters of the one most like it that begins with `usual`; None where they need not be of one stem."""
    folded = words.folded[word]
    agreed = {other: _first_difference(folded, words.folded[other]) for other in words.beginning_with(usual)[:_COMPARED]}
    other = max(agreed, key=lambda other: agreed[other])
    length = agreed[other]
    wrong = [index for index in range(length) if word[index] != other[index]]
    if len(word) < _SHORTEST or not wrong or len(wrong) > (1 if length < _LONG else 2) or wrong[0] > length - _BEHIND:
        return None
    whole = length >= _AGREED or any(wrong[0] < len(stem) - 1 and _STEM <= len(stem) <= length for stem in (word, *stems(word)))
    return other[:length] + word[length:] if whole else None


def _doubled_pairs(words: WordIndex) -> Iterator[set[str]]:
    """Beginnings of which one has a letter twice that the other has once."""
    long = {word[:_LONG] for word in words.texts_of}
    for word in words.texts_of:
        for double in _DOUBLE.finditer(word, 1, _EARLY):
            single = (word[: double.start()] + word[double.start() + 1 :])[:_LONG]
            if len(single) == _LONG and single in long:
                yield {single, word[: _LONG + 1]}


def _exchanged_pairs(words: WordIndex) -> Iterator[set[str]]:
    """Beginnings in which two letters beside each other have changed places."""
    first: dict[str, str] = {}
    for word in words.texts_of:
        start = word[:_LONG]
        if len(start) == _LONG:
            other = first.setdefault("".join(sorted(start)), start)
            if other != start:
                at = _first_difference(start, other)
                if 0 < at < _EARLY and start[:at] + start[at : at + 2][::-1] + start[at + 2 :] == other:
                    yield {start, other}


def _other_pairs(words: WordIndex) -> Iterable[set[str]]:
    """Beginnings that are equal but for one letter behind the first ones, replaced or left out, with some letters behind it."""
    first: dict[str, str] = {}
    groups: dict[str, set[str]] = {}
    for word in words.texts_of:
        for index in range(_BEFORE, len(word) - _AFTER):
            key, start = word[:index] + word[index + 1 : index + 1 + _AFTER], word[: index + 1 + _AFTER]
            other = first.setdefault(key, start)
            if other != start:
                groups.setdefault(key, {other}).add(start)
    for word in words.texts_of:
        for length in range(_BEFORE + _AFTER, len(word) + 1):
            start = word[:length]
            other = first.get(start, start)
            if other != start:
                groups.setdefault(start, {other}).add(start)
    return groups.values()


def _first_difference(one: str, other: str) -> int:
    """The index of the first letter in which two words differ; the length of the shorter one where they do not."""
    return next((index for index, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
