"""Reads word lists: YAML lists of entries with literal forms and real examples.

A list is strict: an unknown key, a scalar that is not quoted text, or a form that two entries claim is an error
in our own files and stops the program. It knows nothing of what the words mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from jospar.extract.words.folding import fold_spelling

_TEXTS, _LISTS = ("code", "note"), ("forms", "examples")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadVocabulary(Exception):
    """One of our own word lists is malformed; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One meaning: its code, every form it is written in, and phrases from real documents that must resolve to it.

    `source` is the file and the line that it stands in.
    """

    code: str
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    note: str
    extra: tuple[tuple[str, str], ...] = ()
    source: str = field(default="", compare=False)

    def get(self, key: str) -> str | None:
        """The text under an extra key of the list, None where the entry has none."""
        return dict(self.extra).get(key)


def read_vocabulary(path: Path, extra_keys: Iterable[str] = ()) -> tuple[VocabularyEntry, ...]:
    """The entries of one YAML list.

    `extra_keys` are the further keys that this list allows, each with quoted text as its value. The nodes of the file are taken as they
    stand, not as YAML would type them. Raises BadVocabulary where the file is not such a list.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise BadVocabulary(f"{path.name}, {describe_yaml_error(error)}") from error
    if not isinstance(root, yaml.SequenceNode):
        raise BadVocabulary(f"{path.name}: not a list of entries")
    extra = tuple(extra_keys)
    return tuple(_read_entry(path.name, node, extra) for node in root.value)


def describe_yaml_error(error: yaml.YAMLError) -> str:
    """Where a text is not YAML, and why, in one line.

    >>> try: yaml.compose("a: [")
    ... except yaml.YAMLError as error: describe_yaml_error(error)
    "line 1: while parsing a flow node, expected the node content, but found '<stream end>'"
    """
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {', '.join(filter(None, (error.context, error.problem)))}"
    if isinstance(error, yaml.reader.ReaderError):
        return f"character {error.position + 1}: {error.reason}"
    return " ".join(str(error).split())


def index_forms(entries: Iterable[VocabularyEntry], key: Callable[[str], str] = fold_spelling) -> dict[str, VocabularyEntry]:
    """Every form under its folded spelling; BadVocabulary where two entries claim one form."""
    index: dict[str, VocabularyEntry] = {}
    for entry in entries:
        for form in entry.forms:
            folded = key(form)
            other = index.setdefault(folded, entry)
            if other is not entry:
                where = f" ({other.source}; {entry.source})" if entry.source else ""
                raise BadVocabulary(f"the form {form!r} is claimed by {other.code!r} and by {entry.code!r}{where}")
    return index


def _read_entry(file: str, node: Any, extra: tuple[str, ...]) -> VocabularyEntry:
    if not isinstance(node, yaml.MappingNode):
        raise _bad(file, node, "not a mapping")
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key_node, value in node.value:
        key = key_node.value
        if key in texts or key in lists:
            raise _bad(file, key_node, f"the key {key!r} is given twice")
        if key in _LISTS:
            lists[key] = tuple(_read_list(file, value))
        elif key in _TEXTS or key in extra:
            texts[key] = _read_text(file, value)
        else:
            raise _bad(file, key_node, f"unknown key {key!r}")
    if "code" not in texts:
        raise _bad(file, node, "an entry without a code")
    more = tuple((key, texts[key]) for key in extra if key in texts)
    source = f"{file}, line {node.start_mark.line + 1}"
    return VocabularyEntry(texts["code"], lists.get("forms", ()), lists.get("examples", ()), texts.get("note", ""), more, source)


def _read_list(file: str, node: Any) -> Iterator[str]:
    if not isinstance(node, yaml.SequenceNode):
        raise _bad(file, node, "not a list of quoted texts")
    for item in node.value:
        yield _read_text(file, item)


def _read_text(file: str, node: Any) -> str:
    """The text of a quoted scalar: unquoted, `no` and `1.10` would be something else."""
    if not isinstance(node, yaml.ScalarNode) or node.style not in ('"', "'") or not node.value:
        raise _bad(file, node, "not quoted text")
    return str(node.value)


def _bad(file: str, node: Any, what: str) -> BadVocabulary:
    return BadVocabulary(f"{file}, line {node.start_mark.line + 1}: {what}")
