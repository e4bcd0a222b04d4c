"""Finds abbreviations in capitals that are likely mistakes for one that the document uses more often: ДЖС beside ЖСД."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jospar.extract.words.alphabet import KAZAKH_LETTERS
from jospar.extract.words.codes import ROMAN_LETTERS
from jospar.normalize.checks.spelling import fold_confused
from jospar.normalize.phrases.parties import resolve_party

_CAPITALS = re.compile(f"[A-ZА-ЯЁ{KAZAKH_LETTERS.upper()}]{{3,}}")
_LONGEST = 7
_ROMAN = re.compile(f"[{ROMAN_LETTERS}]+")
# A short abbreviation is one letter from many others.
_SHORTEST_BUT_ONE = 5
_RARE, _TIMES = 2, 3


def find_acronyms(text: str) -> set[str]:
    """The abbreviations of three letters or more in a text; none in one that is all capitals.

    >>> find_acronyms("ТЖ жөніндегі проректор, ЖСД")
    {'ЖСД'}
    """
    found = {match[0] for match in _CAPITALS.finditer(text) if not (text[: match.start()][-1:] + text[match.end() :][:1]).isalnum()}
    if found and text.isupper() and found != {text}:
        return set()
    return {acronym for acronym in found if len(acronym) <= _LONGEST and not _ROMAN.fullmatch(acronym)}


def find_unusual(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Abbreviations that are rare, each with a frequent one of the same letters or but one; known parties are no mistakes.

    >>> list(find_unusual({"ЖСД": 4, "ДЖС": 1, "АМД": 9}))
    [('ДЖС', 'ЖСД')]
    """
    by_key: dict[str, list[str]] = {}
    for acronym in sorted(counts):
        for key in _keys(acronym):
            by_key.setdefault(key, []).append(acronym)
    for acronym in sorted(counts):
        enough = max(_TIMES, _TIMES * counts[acronym])
        alike = sorted({other for key in _keys(acronym) for other in by_key[key] if other != acronym and counts[other] >= enough})
        if alike and counts[acronym] <= _RARE and resolve_party(acronym) is None:
            yield acronym, max(alike, key=lambda other: counts[other])


def _keys(acronym: str) -> Iterator[str]:
    """What an abbreviation shares with those that it may be a mistake for."""
    small = acronym.lower()
    yield "".join(sorted(small))
    yield fold_confused(small) + "="
    if len(acronym) >= _SHORTEST_BUT_ONE:
        for index in range(len(acronym)):
            yield f"{small[:index]}*{small[index + 1 :]}"
