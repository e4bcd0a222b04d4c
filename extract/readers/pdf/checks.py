"""Tells a PDF that can be read from one that only looks so: a scan without text, a text layer whose letters are not those on the paper."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from jospar.extract.document import UnreadableDocument
from jospar.extract.words.alphabet import VOWELS

# So many characters are enough to judge a text by how often it has them.
_ENOUGH = 40
# The share of characters that may be of no European script; and what share of its letters a language written so has as vowels.
_MOST_FOREIGN, _FEWEST_VOWELS, _MOST_VOWELS = 0.1, 0.2, 0.65
# Signs of a font that has no letters, such as the marks of lists and ticks, are allowed up to this share.
_MOST_SIGNS = 0.3
# Letters that make up three quarters of a Kazakh or a Russian text, seven tenths of the oddest; and their share where letters are others.
_COMMON, _FEWEST_COMMON = frozenset("аеёиоыіурнтлдскмқ"), 0.62
# The share of letters that may stand beside one of the other script; і and һ are often Latin ones.
_MOST_MIXED = 0.1
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u052f]"), re.compile(r"[A-Za-z]")
_MIXED = re.compile(r"[\u0400-\u052f](?=[a-gj-z])|[a-gj-z](?=[\u0400-\u052f])")
_ACCENTED = re.compile(r"[\u00c0-\u00ff]")
_VOWELS = frozenset(VOWELS)


def check_text(texts: Iterable[str]) -> None:
    """Raises UnreadableDocument: text_layer_garbage where the characters can't be those that are printed.

    A text layer that maps its letters wrongly has signs of no language, accented letters in place of Cyrillic ones, letters of two scripts
    in one word, or letters that are rare where they should be common.
    """
    whole = "\n".join(texts).lower()
    counts = Counter(whole)
    del counts["\n"]
    total = sum(counts.values())
    foreign = sum(count for char, count in counts.items() if _is_foreign(char))
    signs = sum(count for char, count in counts.items() if _is_sign(char))
    if foreign > (_MOST_FOREIGN if total >= _ENOUGH else 0.5) * total or signs > _MOST_SIGNS * max(total, _ENOUGH):
        raise UnreadableDocument("text_layer_garbage", f"{foreign + signs:,} of {total:,} characters are of no European script")
    letters = {char: count for char, count in counts.items() if _CYRILLIC.match(char) or _LATIN.match(char)}
    written = sum(letters.values())
    accented = sum(count for char, count in counts.items() if _ACCENTED.match(char))
    if accented > max(written, _ENOUGH):
        raise UnreadableDocument("text_layer_garbage", f"{accented:,} accented letters, {written:,} others")
    if written > _ENOUGH:
        _check_letters(letters, written, whole)


def _check_letters(letters: Mapping[str, int], written: int, whole: str) -> None:
    vowels = sum(count for char, count in letters.items() if char in _VOWELS)
    if not _FEWEST_VOWELS * written < vowels < _MOST_VOWELS * written:
        raise UnreadableDocument("text_layer_garbage", f"{vowels:,} vowels in {written:,} letters")
    cyrillic = sum(count for char, count in letters.items() if _CYRILLIC.match(char))
    # Each Latin letter has two neighbours at most.
    mixed = len(_MIXED.findall(whole)) if 2 * (written - cyrillic) > _MOST_MIXED * written else 0
    if mixed > _MOST_MIXED * written:
        raise UnreadableDocument("text_layer_garbage", f"{mixed:,} of {written:,} letters stand beside one of another script")
    common = sum(count for char, count in letters.items() if char in _COMMON)
    if cyrillic > _ENOUGH and common < _FEWEST_COMMON * cyrillic:
        raise UnreadableDocument("text_layer_garbage", f"{common:,} common letters among {cyrillic:,} Cyrillic ones")


def _is_sign(char: str) -> bool:
    return "\uf0a0" <= char <= "\uf0ff"


def _is_foreign(char: str) -> bool:
    """Whether a character is of no European script and no usual sign: private use, unassigned, control, or of another script."""
    if char < "\u0530":
        return unicodedata.category(char) in ("Cc", "Cn")
    return not ("\u1e00" <= char < "\u2c00" or "\ufb00" <= char <= "\ufb06" or _is_sign(char))
