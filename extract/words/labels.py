"""Finds the words of labels.yml in printed text: header words, heading labels, fixed lines.

It knows how words are compared (letters only, look-alikes of another script as one); which words there are, and what they stand for,
is data. It must not know where on the page a word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from jospar.extract.words.folding import fold_lookalikes, fold_spelling
from jospar.extract.words.vocabulary import BadVocabulary, VocabularyEntry, read_vocabulary

_KINDS = frozenset({"column", "stage", "year", "level", "section", "line", "quantity", "unit"})

_WORD = re.compile(r"[^\W\d_]+|\d+|[%№]")
_WRITTEN, _ENDING, _SHORTEST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*"), re.compile(r"(?<=\w)\(\w+\)"), 3


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """What a printed label was read as: `code` and `kind` of its entry, and whether it was misspelt.

    `language` is empty where both languages have the word.
    """

    code: str
    kind: str
    language: str
    form: str
    misspelt: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    label: FoundLabel


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text for comparison: lower case, look-alike letters as one, without punctuation.

    >>> words_of("өлш.бірл.")
    ('өлш', 'бірл')
    """
    return tuple(_WORD.findall(fold_lookalikes(fold_spelling(text))))


@cache
def label_entries() -> tuple[VocabularyEntry, ...]:
    """The entries of labels.yml; BadVocabulary where a kind is unknown or two entries of one kind claim a form."""
    entries = read_vocabulary(Path(__file__).with_name("labels.yml"), extra_keys=("kind", "language"))
    for entry in entries:
        if entry.get("kind") not in _KINDS or not entry.get("language"):
            raise BadVocabulary(f"labels.yml ({entry.code}): needs a language and a kind of {', '.join(sorted(_KINDS))}")
    return entries


@cache
def label_words() -> frozenset[str]:
    """The words that labels are made of, as they are written: those that tell a word from the end of a broken one."""
    words = (word for entry in label_entries() for form in entry.forms for word in _WRITTEN.findall(_ENDING.sub("", form.lower())))
    return frozenset(word for word in words if len(word) >= _SHORTEST)


@cache
def _forms(kind: str) -> tuple[_Form, ...]:
    """All forms of one kind, longest first."""
    forms: dict[tuple[str, ...], _Form] = {}
    for entry in label_entries():
        if entry.get("kind") != kind:
            continue
        for form in entry.forms:
            words = words_of(form)
            if not words:
                raise BadVocabulary(f"labels.yml ({entry.code}): the form {form!r} has no word")
            label = FoundLabel(entry.code, kind, entry.get("language") or "", form)
            other = forms.setdefault(words, _Form(words, label))
            if other.label.language != label.language:
                forms[words] = _Form(words, FoundLabel(entry.code, kind, "", form))
            if other.label.code != entry.code:
                raise BadVocabulary(f"labels.yml: the form {form!r} is claimed by {other.label.code!r} and by {entry.code!r}")
    return tuple(sorted(forms.values(), key=lambda form: (-len(form.words), -sum(map(len, form.words)), form.words)))


@cache
def _forms_by_word(kind: str) -> dict[str, tuple[_Form, ...]]:
    """The forms of one kind under their first word, longest first."""
    index: dict[str, list[_Form]] = {}
    for form in _forms(kind):
        index.setdefault(form.words[0], []).append(form)
    return {word: tuple(forms) for word, forms in index.items()}


def find_label(words: Sequence[str], kind: str) -> FoundLabel | None:
    """The label of `kind` whose longest form stands anywhere among `words`.

    >>> find_label(words_of("Іс-шараның орындалу көрсеткішінің сандық мәні"), "column").code
    'values'
    """
    index = _forms_by_word(kind)
    found: _Form | None = None
    for start, word in enumerate(words):
        for form in index.get(word, ()):
            size = len(form.words)
            if tuple(words[start : start + size]) == form.words and (found is None or size > len(found.words)):
                found = form
    return found.label if found else None


def starts_with_label(words: Sequence[str], kind: str) -> tuple[FoundLabel, int] | None:
    """The longest label of `kind` that `words` begin with, and how many words it has."""
    for form in _forms_by_word(kind).get(words[0], ()) if words else ():
        if tuple(words[: len(form.words)]) == form.words:
            return form.label, len(form.words)
    return None


def begins_with(text: str, kind: str, code: str) -> bool:
    """Whether the longest label of `kind` that a text begins with is that of `code`.

    >>> begins_with("Всего, млн. тенге", "line", "total"), begins_with("Доля всех", "line", "total")
    (True, False)
    """
    found = starts_with_label(words_of(text), kind)
    return found is not None and found[0].code == code


@lru_cache(maxsize=2048)
def resolve_label(text: str, kind: str) -> FoundLabel | None:
    """The label that a whole short text is, its words perhaps broken by line ends: `баға лау` is `бағалау`.

    >>> resolve_label("баға лау", "stage").code
    'estimate'
    """
    words = words_of(text)
    return find_label(words, kind) or _by_letters(kind).get("".join(words))


def is_broken_label(words: Sequence[str], kind: str) -> bool:
    """Whether words are the pieces of one form of `kind` that line ends broke."""
    return "".join(words) in _by_letters(kind)


@lru_cache(maxsize=2048)
def resolve_misspelt(text: str, kind: str) -> FoundLabel | None:
    """The one label of `kind` whose letters differ from those of `text` in one place; None where there are none or several.

    Only words of five letters and more: shorter ones have too many neighbours.

    >>> resolve_misspelt("өлщ.бірл.", "column").form
    'өлш.бірл.'
    """
    letters = "".join(words_of(text))
    if len(letters) < 5 or len(letters) > 60:
        return None
    near = {label.code: label for form, label in _by_letters(kind).items() if len(form) >= 5 and _differs_in_one_place(form, letters)}
    if len(near) != 1:
        return None
    label = next(iter(near.values()))
    return FoundLabel(label.code, label.kind, label.language, label.form, misspelt=True)


def _differs_in_one_place(left: str, right: str) -> bool:
    """Whether one letter is changed, added or left out between two words.

    >>> _differs_in_one_place("өлшбірл", "өлщбірл"), _differs_in_one_place("өлшбірл", "өлбірл"), _differs_in_one_place("план", "факт")
    (True, True, False)
    """
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    same = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    shorter, longer = sorted((left, right), key=len)
    return shorter[same + (len(shorter) == len(longer)) :] == longer[same + 1 :]


@cache
def _by_letters(kind: str) -> dict[str, FoundLabel]:
    return {"".join(form.words): form.label for form in _forms(kind)}


def without_words(words: Iterable[str], *kinds: str) -> tuple[str, ...]:
    """`words` less those that labels of `kinds` are made of: what remains is what the label list does not know.

    A kind may also be the code of one column, as `values`.
    """
    known = frozenset().union(*map(_known_words, kinds))
    return tuple(word for word in words if word not in known)


@cache
def _known_words(kind: str) -> frozenset[str]:
    forms = _forms(kind) or tuple(form for form in _forms("column") if form.label.code == kind)
    return frozenset(word for form in forms for word in form.words)
