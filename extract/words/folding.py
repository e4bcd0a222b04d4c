"""Letters that pass for one another: the one table of look-alikes, and every folding that is made of it.

A Kazakh or Russian word is often typed with letters of another script that look the same (`Көрсеткiш` with a Latin i), with е for ё, or
without the Kazakh letters. Each function says how much it takes for one; all that look words up use these and no table of their own.
"""

from __future__ import annotations

import re
import unicodedata

# Each Latin letter, and the Cyrillic one that looks the same in print (Unicode confusables). Capital Y is left out: it looks like Ү and У.
_LATIN = "ABCEHIKMOPTXËƏƟaceiopxyhëəɵ"
_CYRILLIC = "АВСЕНІКМОРТХЁӘӨасеіорхуһёәө"
TO_CYRILLIC, TO_LATIN = str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_CYRILLIC, _LATIN)
"""For `str.translate`: letters as their twins of the other script, to set a word right whose letters are of both."""

# For look-ups a letter folds in both cases if it has a twin in either, so that `МИO`, `мио` and `MИО` meet; h and H go by the capital.
_SMALL_TWINS = {latin.lower(): twin.lower() for latin, twin in reversed([*zip(_LATIN, _CYRILLIC, strict=True)])}
_FOLDED = str.maketrans({**_SMALL_TWINS, **{latin.upper(): twin.upper() for latin, twin in _SMALL_TWINS.items()}})
# Latin letters that are near a Cyrillic one in print, and Kazakh letters as they are typed on a Russian keyboard.
_SIMILAR = str.maketrans("nruzіқғңөұүәһъ", "приз" + "икгноууахь")

_LATIN_LETTER = re.compile("[A-Za-zÀ-ʯ]")


def fold_lookalikes(text: str) -> str:
    """The text with every Latin letter that has a Cyrillic twin in either case as that twin: for look-ups only. It keeps the length.

    >>> fold_lookalikes("оның iшiнде") == "оның ішінде"
    True
    """
    return text.translate(_FOLDED) if _LATIN_LETTER.search(text) else text  # to look is far cheaper than to translate


def fold_in_place(text: str) -> str:
    """Small letters and folded look-alikes, each letter in its place: for searches that need to know where in the text they found it.

    >>> fold_in_place("БЕКIТIЛДI") == "бекітілді"
    True
    """
    folded = fold_lookalikes(text)
    small = folded.lower()
    # İ is the one capital with a small form of two characters.
    return small if len(small) == len(folded) else folded.replace("İ", "І").lower()


def fold_yo(text: str) -> str:
    """A text with е for ё, which most print so; it keeps the length.

    >>> fold_yo("отчёт")
    'отчет'
    """
    return text.replace("ё", "е").replace("Ё", "Е")


def fold_letters(text: str) -> str:
    """As fold_in_place, and е for ё.

    >>> fold_letters("Жұмыс Kүнi")
    'жұмыс күні'
    """
    return fold_yo(fold_in_place(text))


def fold_spelling(text: str) -> str:
    """The form under which two spellings count as the same: NFC, lower case, single spaces. It leaves scripts alone.

    >>> fold_spelling(" Өлшем  БІРЛІГІ ")
    'өлшем бірлігі'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def fold_to_letters(text: str) -> str:
    """The letters of a text alone, small, without marks, look-alikes and similar ones as one: at least as wide as any comparison here.

    >>> fold_to_letters("Өлшем бір-\\nлігі") == fold_to_letters("ОЛШЕМБИРЛИГИ")
    True
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return fold_lookalikes("".join(filter(str.isalpha, plain))).translate(_SIMILAR).translate(_SIMILAR)
