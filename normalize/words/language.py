"""Tells the language of a document, or of a short label: Kazakh, Russian or English.

It knows letters that one language has and the others lack; frequent words are in vocabulary/languages.yml.
It must not know formats or layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from jospar.extract.words.alphabet import KAZAKH_LETTERS
from jospar.extract.words.vocabulary import index_forms, read_vocabulary
from jospar.normalize.words.names import clean_name

_LANGUAGES = Path(__file__).parent.parent / "vocabulary" / "languages.yml"
_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH = frozenset(KAZAKH_LETTERS)
# Kazakh words of Russian origin have щ, ъ and ё so rarely that a label with one of them is Russian.
_RUSSIAN = frozenset("щъё")
_LATIN = re.compile("[a-z]")
# In Kazakh about two words of three have such a letter or are in the list; one of three marks the half of a mixed text.
_KAZAKH_SHARE = 3
# Fewer Cyrillic words than these may be Kazakh and have no Kazakh letter.
_FEWEST_WORDS = 10


def detect_language(texts: Iterable[str]) -> str | None:
    """The language that most of the texts of a document are in: `kk`, `ru` or `en`; None where nothing tells. Total.

    Letters and words are counted, never the name of the file or the language of its headers.

    >>> detect_language(["Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет."])
    'kk'
    >>> detect_language(["Снижение смертности от туберкулеза на 100 тысяч населения", "на уровне не более 0,6 %"])
    'ru'
    """
    words = Counter(_WORD.findall("\n".join(texts).lower()))
    languages = Counter[str]()
    for word, count in words.items():
        languages[_language_of(word) or ("latin" if _LATIN.match(word) else "cyrillic")] += count
    latin = languages["en"] + languages["latin"]
    cyrillic = languages.total() - latin
    if latin > cyrillic:
        return "en" if languages["en"] else None
    if languages["kk"] * _KAZAKH_SHARE >= cyrillic and languages["kk"]:
        return "kk"
    return "ru" if languages["ru"] or cyrillic >= _FEWEST_WORDS else None


@lru_cache(maxsize=2048)
def word_language(text: str) -> str | None:
    """The language of a short label, None where no letter or word of it decides, or where they disagree.

    >>> word_language("өлш.бірл."), word_language("ед.изм."), word_language("2024ж."), word_language("индикатор")
    ('kk', 'ru', 'kk', None)
    """
    found = {_language_of(word) for word in _WORD.findall(clean_name(text).lower())} - {None}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=16384)
def _language_of(word: str) -> str | None:
    if not _KAZAKH.isdisjoint(word):
        return "kk"
    if not _RUSSIAN.isdisjoint(word):
        return "ru"
    return _frequent_words().get(word)


@cache
def _frequent_words() -> dict[str, str]:
    return {form: entry.code for form, entry in index_forms(read_vocabulary(_LANGUAGES)).items()}
