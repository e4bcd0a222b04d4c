"""Looks words up in the lists of normalize/vocabulary, under one spelling for what is printed and for what is listed.

It knows letters and line breaks inside words. It must not know what any word means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from jospar.extract.words.figures import SPACES
from jospar.extract.words.folding import fold_letters
from jospar.extract.words.vocabulary import VocabularyEntry, index_forms, read_vocabulary

_FOLDER = Path(__file__).parent.parent / "vocabulary"
_GROUPS = re.compile(rf"(?<![0-9])([1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+)(?![0-9])")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‑]\s*(?=[^\W\d_])")
_ABBREVIATED = re.compile(r"(?<=[^\W\d_])\.")
_SYMBOL = re.compile(r"([%/$€₽₸‰()≥≤<>≈~])")


@cache
def vocabulary(name: str, *extra_keys: str) -> tuple[VocabularyEntry, ...]:
    """The entries of one of the lists in normalize/vocabulary, read once."""
    return read_vocabulary(_FOLDER / f"{name}.yml", extra_keys)


@cache
def codes_by_words(name: str) -> dict[str, str]:
    """The code of every form of a list, each form as `words` gives it."""
    return {form: entry.code for form, entry in index_forms(vocabulary(name), key=joined_words).items()}


@cache
def forms_of(name: str, code: str) -> frozenset[str]:
    """The forms under one code of a list, each as `words` gives it; in lists of roles a form may have several."""
    return frozenset(joined_words(form) for entry in vocabulary(name) if entry.code == code for form in entry.forms)


def words(text: str) -> tuple[str, ...]:
    """The words, signs and numbers of a label, under the spelling that look-ups use.

    Words that a line end broke are joined, and so are the parts of a compound; groups of three digits are one number; full stops of
    abbreviations, commas and colons are gone.

    >>> words("число койко- дней на 1 000 насе- ления")
    ('число', 'койкодней', 'на', '1000', 'населения')
    >>> words("млн.тенге"), words("%-дан")
    (('млн', 'тенге'), ('%', '-дан'))
    """
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("²", "2").replace("³", "3")
    text = _GROUPS.sub(lambda groups: "".join(groups[1].split()), fold_letters(text))
    text = _SYMBOL.sub(r" \1 ", _ABBREVIATED.sub(" ", _BROKEN.sub("", text)))
    return tuple(text.replace(",", " ").replace(":", " ").replace("‑", "-").split())


@lru_cache(maxsize=2048)
def joined_words(text: str) -> str:
    """`words` with single spaces between them: the key of look-ups."""
    return " ".join(words(text))


def alternatives(forms: Iterable[str]) -> str:
    """A regular expression for any of the literal forms, folded, the longest first, with any run of spaces for a space."""
    longest_first = sorted({fold_letters(form) for form in forms}, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
