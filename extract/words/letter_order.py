"""How much a text looks like Kazakh or Russian by its letters and a few words.

A wrong guess at an encoding shows letters that neither has, capitals inside words, and no word that anybody knows.

It must not know encodings.
"""

from __future__ import annotations

import re

from jospar.extract.words.alphabet import KAZAKH_LETTERS
from jospar.extract.words.common_words import common_words
from jospar.extract.words.labels import label_words

_COMMON, _RARE = "оеаинтсрвлкмдпуыі", "ъщэфёцю"
_WEIGHTS = {
    **dict.fromkeys("абвгдежзийклмнопрстуфхцчшщъыьэюяё", 1.0),
    **dict.fromkeys(KAZAKH_LETTERS, 1.0),
    **dict.fromkeys(_COMMON, 1.3),
    **dict.fromkeys(_RARE, 0.2),
}
_CAPITALS = {letter.upper(): weight for letter, weight in _WEIGHTS.items()}
_SIGNS = frozenset("«»–—№“”„…’•·°≥≤×±§ \u00a0\u202f\u2009¹²³⁰⁴⁵⁶⁷⁸⁹½¼¾−₸€\u00ad\u200b\ufeff")
_CAPITAL_INSIDE = re.compile(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]")
# Signs that no word has right behind a letter: `развити€`.
_SIGN_INSIDE = re.compile(r"[а-яё][€†‡¬√ƒ≈∆¶®™ҐЎЏ]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_WRONG, _SAMPLE, _MOST_SIGNS, _DOUBTFUL = -3.0, 40_000, 0.005, 0.3


def natural_share(text: str) -> float | None:
    """How natural the letters beyond ASCII are, about 1 where all of them are and below 0 where most are not; None where there are none.

    >>> natural_share("Сапаны арттыру") > 0.9, natural_share("РЎС‚СЂР°С‚РµРіРёСЏ") < 0, natural_share("plan")
    (True, True, None)
    """
    letters = [char for char in text[:_SAMPLE] if char > "\x7f"]
    if not letters:
        return None
    score = 0.0
    for char in letters:
        if char in _WEIGHTS:
            score += _WEIGHTS[char]
        elif char in _CAPITALS:
            score += _CAPITALS[char]
        elif char not in _SIGNS:
            score += _WRONG
    share = (score + 2 * _WRONG * len(_CAPITAL_INSIDE.findall(text[:_SAMPLE]))) / len(letters)
    signs = len(_SIGN_INSIDE.findall(text[:_SAMPLE]))
    return min(share, _DOUBTFUL) if signs > _MOST_SIGNS * len(letters) else share


def count_known_words(text: str) -> int:
    """How many different words of headers and of common phrases stand in a text.

    >>> count_known_words("Ед. изм., наименование показателя"), count_known_words("мЮХЛЕМНБЮМХЕ ОНЙЮГЮРЕКЪ")
    (3, 0)
    """
    return len({word.lower() for word in _WORD.findall(text[:_SAMPLE])} & (label_words() | common_words()))
