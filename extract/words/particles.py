"""The small words of particles.yml. It must not know where they stand in a text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jospar.extract.words.vocabulary import VocabularyEntry, read_vocabulary


@cache
def particle_entries() -> tuple[VocabularyEntry, ...]:
    """The entries of particles.yml."""
    return read_vocabulary(Path(__file__).with_name("particles.yml"), extra_keys=("language",))


@cache
def particles(code: str) -> tuple[str, ...]:
    """The words that do what a code says, in every language, the longest first."""
    return tuple(sorted((form for entry in particle_entries() if entry.code == code for form in entry.forms), key=len, reverse=True))


def particle_pattern(code: str) -> str:
    """A regular expression for any of those words."""
    return "|".join(map(re.escape, particles(code)))
