"""The words of common_words.yml, which a broken line is told by. It must not know what they mean."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jospar.extract.words.vocabulary import BadVocabulary, VocabularyEntry, read_vocabulary

# Other words end with a letter or two too often.
_WORD = re.compile(r"[^\W\d_]{3,}")


@cache
def common_entries() -> tuple[VocabularyEntry, ...]:
    """The entries of common_words.yml; BadVocabulary where a form is not one word of three letters or more."""
    entries = read_vocabulary(Path(__file__).with_name("common_words.yml"), extra_keys=("language",))
    for entry in entries:
        for form in entry.forms:
            if not _WORD.fullmatch(form):
                raise BadVocabulary(f"{entry.source}: the form {form!r} is not one word of three letters or more")
    return entries


@cache
def common_words() -> frozenset[str]:
    """The forms in lower case."""
    return frozenset(form.lower() for entry in common_entries() for form in entry.forms)
