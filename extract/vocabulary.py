"""Reads word lists: YAML lists of entries with literal forms and real examples.

A list is strict: an unknown key, a scalar that is not quoted text, or a form that two entries claim is an error
in our own files and stops the program. It knows nothing of what the words mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_KEYS = frozenset({"code", "forms", "examples", "note"})
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadVocabulary(Exception):
    """One of our own word lists is malformed; the message names the file and the entry."""


class _Loader(_SafeLoader):  # type: ignore[misc]
    """A safe loader, in C where there is one, that refuses a key given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.YAMLError(f"a key is given twice in line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning: its code, every form it is written in, and phrases from real documents that must resolve to it."""

    code: str
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    note: str
    extra: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """The text under an extra key of the list, None where the entry has none."""
        return dict(self.extra).get(key)


def fold(text: str) -> str:
    """The form under which two spellings count as the same: NFC, lower case, single spaces.

    >>> fold(" Өлшем  БІРЛІГІ ")
    'өлшем бірлігі'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def read_vocabulary(path: Path, extra_keys: Iterable[str] = ()) -> tuple[Entry, ...]:
    """The entries of one YAML list.

    `extra_keys` are the further keys that this list allows, each with quoted text as its value.
    Raises BadVocabulary where the file is not such a list.
    """
    allowed = _KEYS | frozenset(extra_keys)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise BadVocabulary(f"{path.name}: {' '.join(str(error).split())}") from error
    if not isinstance(content, list):
        raise BadVocabulary(f"{path.name}: not a list of entries")
    return tuple(_read_entry(path.name, number, item, allowed) for number, item in enumerate(content, 1))


def index_forms(entries: Iterable[Entry], key: Callable[[str], str] = fold) -> dict[str, Entry]:
    """Every form under its folded spelling; BadVocabulary where two entries claim one form."""
    index: dict[str, Entry] = {}
    for entry in entries:
        for form in entry.forms:
            folded = key(form)
            other = index.setdefault(folded, entry)
            if other is not entry:
                raise BadVocabulary(f"the form {form!r} is claimed by {other.code!r} and by {entry.code!r}")
    return index


def _read_entry(file: str, number: int, item: Any, allowed: frozenset[str]) -> Entry:
    where = f"{file}, entry {number}"
    if not isinstance(item, dict):
        raise BadVocabulary(f"{where}: not a mapping")
    unknown = set(item) - allowed
    if unknown:
        raise BadVocabulary(f"{where}: unknown key {sorted(map(str, unknown))[0]!r}")
    code, note = item.get("code"), item.get("note", "")
    if not isinstance(code, str) or not isinstance(note, str):
        raise BadVocabulary(f"{where}: code and note are quoted text")
    extra = {key: value for key, value in item.items() if key not in _KEYS}
    if not all(isinstance(value, str) for value in extra.values()):
        raise BadVocabulary(f"{where} ({code}): {', '.join(extra)} must be quoted text")
    return Entry(code, _texts(where, item, "forms"), _texts(where, item, "examples"), note, tuple(extra.items()))


def _texts(where: str, item: dict[str, Any], key: str) -> tuple[str, ...]:
    value = item.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise BadVocabulary(f"{where}: {key} is a list of quoted texts")
    return tuple(value)
