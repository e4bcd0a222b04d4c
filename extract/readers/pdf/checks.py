"""Tells a PDF that can be read from one that only looks so: a scan without text, a text layer whose letters are not those on the paper."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from extract.document import UnreadableDocument

# So many characters are enough to judge a text by.
_ENOUGH = 40
# The share of characters that may be of no European script; and what share of its letters a language written so has as vowels.
_MOST_FOREIGN, _FEWEST_VOWELS, _MOST_VOWELS = 0.1, 0.2, 0.65
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u052f]"), re.compile(r"[A-Za-z]")
_ACCENTED = re.compile(r"[\u00c0-\u00ff]")
_VOWELS = frozenset("аәеёиіоөуұүыэюяaeiouy")


def check_text(texts: Iterable[str]) -> None:
    """Raises UnreadableDocument: text_layer_garbage where the characters can't be those that are printed.

    A text layer that maps its letters wrongly has signs of no language, accented letters in place of Cyrillic ones, or too few vowels.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text.lower())
    total = sum(counts.values())
    if total < _ENOUGH:
        return
    foreign = sum(count for char, count in counts.items() if _is_foreign(char))
    letters = {char: count for char, count in counts.items() if _CYRILLIC.match(char) or _LATIN.match(char)}
    accented = sum(count for char, count in counts.items() if _ACCENTED.match(char))
    written = sum(letters.values())
    if foreign > _MOST_FOREIGN * total:
        raise UnreadableDocument("text_layer_garbage", f"{foreign:,} of {total:,} characters are of no European script")
    if accented > max(written, _ENOUGH):
        raise UnreadableDocument("text_layer_garbage", f"{accented:,} accented letters, {written:,} others")
    vowels = sum(count for char, count in letters.items() if char in _VOWELS)
    if written > _ENOUGH and not _FEWEST_VOWELS * written < vowels < _MOST_VOWELS * written:
        raise UnreadableDocument("text_layer_garbage", f"{vowels:,} vowels in {written:,} letters")


def _is_foreign(char: str) -> bool:
    """Whether a character is of no European script and no usual sign: private use, unassigned, control, or of another script."""
    if char < "\u0530":
        return unicodedata.category(char) in ("Cc", "Cn")
    return not ("\u1e00" <= char < "\u2c00" or "\ufb00" <= char <= "\ufb06" or "\uf0a0" <= char <= "\uf0ff")
