"""What the name of a row says of how its numbers go (vocabulary/changes.yml). It must not know numbers."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jospar.extract.words.folding import fold_letters
from jospar.normalize.words.lookup import alternatives, vocabulary


@lru_cache(maxsize=2048)
def may_be_signed(name: str) -> bool:
    """Whether the numbers of a row may be below zero, or are changes.

    >>> may_be_signed("Прибыль (убыток) до налогообложения"), may_be_signed("Бюджет тапшылығы"), may_be_signed("Доля доцентов")
    (True, True, False)
    """
    return _beginnings("signed").search(fold_letters(name)) is not None


@lru_cache(maxsize=2048)
def is_brought_to_level(name: str) -> bool:
    """Whether something is brought to a level, so that `до 15` is that level.

    >>> is_brought_to_level("Увеличение доли доцентов"), is_brought_to_level("Срок рассмотрения жалоб")
    (True, False)
    """
    return _beginnings("reach").search(fold_letters(name)) is not None


@cache
def _beginnings(code: str) -> re.Pattern[str]:
    forms = (form for entry in vocabulary("changes") if entry.code == code for form in entry.forms)
    return re.compile(rf"(?<!\w)(?:{alternatives(forms)})")
