"""The letters of the languages that documents are written in, for the classes of regular expressions and for look-ups in sets.

Which letter passes for which is in jospar.extract.words.folding.
"""

from __future__ import annotations

KAZAKH_LETTERS = "әғқңөұүһі"
"""Small letters that Kazakh has and Russian lacks. They lie outside the range а-я of Unicode, so that a class of letters needs both."""

SMALL_CYRILLIC = f"а-я{KAZAKH_LETTERS}"
"""The inside of a character class: a small letter that numbers an item, as in `1.а` or `б)`. Nobody numbers with ё."""

VOWELS = "аәеёиіоөуұүыэюяaeiouy"
"""The vowels of Kazakh, Russian and English, small."""
