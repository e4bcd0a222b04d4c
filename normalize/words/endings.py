"""Kazakh case endings (vocabulary/case_endings.yml): which case a word is in, and what is left of it without its endings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jospar.extract.words.folding import fold_letters
from jospar.extract.words.vocabulary import index_forms
from jospar.normalize.words.lookup import vocabulary

_SHORTEST_STEM = 2


@cache
def _endings() -> dict[str, str]:
    return {form: entry.code for form, entry in index_forms(vocabulary("case_endings"), key=fold_letters).items()}


def case_of(word: str) -> str | None:
    """The case of vocabulary/case_endings.yml that a word, folded, ends in; None where it ends in none.

    >>> case_of("теңгеден"), case_of("адамға"), case_of("-ге"), case_of("адам")
    ('ablative', 'dative', 'dative', None)
    """
    endings = _endings()
    return next((endings[word[-length:]] for length in (3, 2) if word[-length:] in endings), None)


def is_ending(text: str) -> bool:
    """Whether a text, folded, is a case ending and nothing else."""
    return text in _endings()


def stems(word: str) -> Iterator[str]:
    """What is left of a folded word without its last ending, then without the one before it.

    >>> list(stems("студенттерге"))
    ['студенттер', 'студент']
    """
    for _ in range(2):
        stem = next((word[:-length] for length in (3, 2) if word[-length:] in _endings() and len(word) - length >= _SHORTEST_STEM), None)
        if stem is None:
            return
        yield stem
        word = stem
