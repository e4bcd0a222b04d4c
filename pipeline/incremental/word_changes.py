"""Which documents changed word lists can change: those in which a word of a form that came, went or changed may stand, however spelt.

Readers take words as misspelt by one letter, broken by a line end, with Kazakh endings and with letters of another script. Each of them
leaves one half of a word as it is, so a document without either half of any of the words can't be read otherwise. It knows nothing of
what the lists are for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from jospar.extract.words.folding import fold_to_letters

# A half of fewer letters stands in any text.
_SHORTEST_HALF = 3

_NO_MEANING = frozenset({"examples", "note"})
_YamlLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

WordPieces = frozenset[str]


def find_changed_pieces(old: Mapping[str, str], new: Mapping[str, str]) -> WordPieces | None:
    """The halves of all words of the forms that differ between two states of the lists, folded; None where any document may be concerned.

    The lists are YAML by name. That is so where a list came or went or is malformed, where what stayed stands in another order, and where
    a form has a word that is too short to be looked for.
    """
    if old.keys() != new.keys():
        return None
    pieces: set[str] = set()
    for name in sorted(new):
        forms = _find_changed_forms(old[name], new[name]) if old[name] != new[name] else set()
        halves = None if forms is None else _halve(forms)
        if halves is None:
            return None
        pieces |= halves
    return frozenset(pieces)


def may_concern(pieces: WordPieces | None, cells: Iterable[str]) -> bool:
    """Whether a document with the text of these cells may be read otherwise."""
    if pieces is None:
        return True
    letters = fold_to_letters("".join(cells)) if pieces else ""
    return any(piece in letters for piece in pieces)


def _find_changed_forms(old: str, new: str) -> set[str] | None:
    """The forms of a list that mean something else, or nothing, in its other state; None where that can't be told."""
    try:
        before, after = _list_meanings(old), _list_meanings(new)
    except (yaml.YAMLError, AttributeError, KeyError, IndexError, TypeError, ValueError):
        return None
    same = set(before) & set(after)
    if [item for item in before if item in same] != [item for item in after if item in same]:
        return None
    return {form for form, _ in set(before) ^ set(after)}


def _list_meanings(text: str) -> list[tuple[str, Any]]:
    """Each form of a list with all that makes its entry what it is: its other keys, and the form that stands first and speaks for all."""
    return [
        (form, (entry["forms"][0], *sorted((key, value) for key, value in entry.items() if key not in {"forms", *_NO_MEANING})))
        for entry in yaml.load(text, Loader=_YamlLoader)  # noqa: S506 (makes texts, lists and mappings only)
        for form in entry["forms"]
    ]


def _halve(forms: Iterable[str]) -> set[str] | None:
    """Both halves of every word; None where one is too short, or no word of letters at all."""
    halves: set[str] = set()
    for form in forms:
        for word in "".join(char if char.isalpha() or unicodedata.combining(char) else " " for char in form).split() or [""]:
            letters = fold_to_letters(word)
            middle = len(letters) // 2
            if middle < _SHORTEST_HALF:
                return None
            halves |= {letters[:middle], letters[middle:]}
    return halves
