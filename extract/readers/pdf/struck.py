"""Takes the characters that a line runs through off a page: the writer has struck them out, or a deleted text was printed as one.

It knows the geometry of type. It must not know what a text says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jospar.extract.readers.pdf.page import Char, PageContent, RulingLine, Word, join_words

# Between these shares of the height of type, from its top, a line runs through it; one that underlines it lies lower.
_HIGHEST, _LOWEST = 0.38, 0.66
# Such a line begins and ends with the text, within this share of the height; the lines of tables do not.
_BESIDE = 0.2


def without_struck(page: PageContent) -> tuple[PageContent, tuple[str, ...]]:
    """The page without what is struck out, and the texts of that."""
    struck = {index for rule, words in _words_of_rules(page).items() for index in _find_struck(page.chars, words, rule)}
    if not struck:
        return page, ()
    kept = [char for index, char in enumerate(page.chars) if index not in struck]
    across = (word for word in page.words if not word.last)
    text = " ".join(word.text for word in join_words([page.chars[index] for index in sorted(struck)]))
    return replace(page, chars=kept, words=(*join_words(kept), *across)), (text,)


def _words_of_rules(page: PageContent) -> dict[RulingLine, list[Word]]:
    """The lines that may run through words, and which words these are."""
    levels: dict[int, list[RulingLine]] = defaultdict(list)
    for rule in page.horizontals:
        levels[int(rule.at)].append(rule)
    found: dict[RulingLine, list[Word]] = defaultdict(list)
    for word in page.words:
        height = word.bottom - word.top
        for level in range(int(word.top + _HIGHEST * height), int(word.top + _LOWEST * height) + 1):
            for rule in levels.get(level, ()):
                if rule.start < word.x1 and rule.end > word.x0:
                    found[rule].append(word)
    return found


def _find_struck(chars: Sequence[Char], words: Sequence[Word], rule: RulingLine) -> list[int]:
    """The characters of words that a line runs through, if it begins and ends with them."""
    through = [index for word in words for index in range(word.first, word.last) if _runs_through(rule, chars[index])]
    if not through:
        return []
    beside = _BESIDE * max(chars[index][4] - chars[index][2] for index in through)
    left, right = min(chars[index][1] for index in through), max(chars[index][3] for index in through)
    return through if abs(left - rule.start) < beside and abs(right - rule.end) < beside else []


def _runs_through(rule: RulingLine, char: Char) -> bool:
    _, x0, top, x1, bottom = char
    return _HIGHEST * (bottom - top) <= rule.at - top <= _LOWEST * (bottom - top) and rule.start < (x0 + x1) / 2 < rule.end
