"""Reads a file of corrections: YAML with one list of corrections and one of accepted issues.

It is as strict as the word lists: an unknown key, a text that is not quoted, an entry that stands twice or a new value that can't be read
is an error with its line. The nodes of the file are taken as they stand; nothing is made of tags, references are refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

import yaml

from jospar.extract.document import Place
from jospar.extract.words.vocabulary import describe_yaml_error
from jospar.normalize.corrections.columns import VALUE, BadValue, ensure_readable, read_date
from jospar.normalize.corrections.entries import Acceptance, Correction, Corrections, Review
from jospar.normalize.corrections.errors import BadCorrections
from jospar.normalize.records import Stage

MAX_BYTES = 1024 * 1024  # five thousand entries: more than a document has values
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one loader that files of corrections are read and changed with: what one takes, another may refuse."""
_DEEPEST = 4  # the file, a list, an entry, a place
_PLACE_KEYS = Place._fields[:-1]

YamlNode = Any  # of yaml, which has no types for what CSafeLoader makes
EntryT = TypeVar("EntryT", Correction, Acceptance)


def read_corrections(text: str, name: str) -> Corrections:
    """The entries of one file; `name` is what messages call it. Raises BadCorrections.

    >>> read_corrections('', "plan.yml")
    Corrections(corrections=(), accepted=())
    >>> read_corrections('fixes: []', "plan.yml")
    Traceback (most recent call last):
    jospar.normalize.corrections.errors.BadCorrections: plan.yml, line 1: unknown key 'fixes'
    """
    try:
        root = _compose(text)
        lists = {} if is_empty(root) else _read_mapping(root, {"corrections": _read_items, "accepted": _read_items})
        corrections = tuple(map(_read_correction, lists.get("corrections", ())))
        accepted = tuple(map(_read_acceptance, lists.get("accepted", ())))
        _refuse_doubles(corrections)
        _refuse_doubles(accepted)
    except _Malformed as error:
        raise BadCorrections(f"{name}, line {error.line}: {error}") from error
    except yaml.YAMLError as error:
        raise BadCorrections(f"{name}, {describe_yaml_error(error)}") from error
    return Corrections(corrections, accepted)


def is_empty(node: YamlNode) -> bool:
    """Whether nothing stands where a node could, but for comments."""
    return node is None or (isinstance(node, yaml.ScalarNode) and not node.value and not node.style)


class _Malformed(Exception):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def _bad(node: YamlNode, what: str) -> _Malformed:
    return _Malformed(_line(node), what)


def _line(node: YamlNode) -> int:
    line: int = node.start_mark.line + 1
    return line


def _compose(text: str) -> YamlNode:
    """The nodes of the one document in a file. What could grow or nest without end is refused before any node is made."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _bad(event, "references are not read; write the entry out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _bad(event, "nested deeper than an entry is")
    return yaml.compose(text, Loader=LOADER)


def _read_mapping(node: YamlNode, readers: dict[str, Callable[[YamlNode], Any]], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """The content of a mapping, each key with its reader."""
    if not isinstance(node, yaml.MappingNode):
        raise _bad(node, f"not an entry with the keys {', '.join(readers)}")
    found: dict[str, Any] = {}
    for key_node, value in node.value:
        key = key_node.value
        if not isinstance(key, str) or key not in readers:
            raise _bad(key_node, f"unknown key {key!r}" if isinstance(key, str) else "a key that is no text")
        if key in found:
            raise _bad(key_node, f"the key {key!r} is given twice")
        found[key] = readers[key](value)
    missing = [key for key in required if key not in found]
    if missing:
        raise _bad(node, f"an entry without {missing[0]!r}")
    return found


def _read_items(node: YamlNode) -> list[YamlNode]:
    if is_empty(node):
        return []  # all its entries are gone, or only comments
    if not isinstance(node, yaml.SequenceNode):
        raise _bad(node, "not a list of entries")
    items: list[YamlNode] = node.value
    return items


def _read_correction(node: YamlNode) -> Correction:
    found = _read_entry(node, _CORRECTION, ("column", "printed", "value"))
    try:
        ensure_readable(found["column"], found["value"])
    except BadValue as error:
        raise _bad(node, f"{found['value']!r} can't stand in the column {found['column']!r}: {error}") from error
    if found["column"] != VALUE and any(key in found for key in ("year", "stage", "component")):
        raise _bad(node, "year, stage and component are those of the column 'value' only")
    return Correction(
        found["column"], found.get("record"), found.get("place"), found.get("year"), found.get("stage"), found.get("component"),
        found["printed"], found["value"], _review(found), _line(node),
    )  # fmt: skip


def _read_acceptance(node: YamlNode) -> Acceptance:
    found = _read_entry(node, _ACCEPTANCE, ("issue",))
    return Acceptance(
        found["issue"], found.get("record"), found.get("place"), found.get("year"), found.get("printed", ""), _review(found), _line(node)
    )


def _read_entry(node: YamlNode, readers: dict[str, Callable[[YamlNode], Any]], required: tuple[str, ...]) -> dict[str, Any]:
    found = _read_mapping(node, readers, (*required, "reason", "by", "on"))
    if ("record" in found) == ("place" in found):
        raise _bad(node, "an entry has either a record or a place")
    return found


def _review(found: dict[str, Any]) -> Review:
    return Review(found["reason"], found["by"], found["on"])


def _refuse_doubles(entries: tuple[EntryT, ...]) -> None:
    lines: dict[tuple[object, ...], int] = {}
    for entry in entries:
        if entry.aim in lines:
            raise _Malformed(entry.line, f"the entry of line {lines[entry.aim]} is about the same")
        lines[entry.aim] = entry.line


def _read_text(node: YamlNode) -> str:
    """The text of a quoted scalar: unquoted, `1.10` and `no` would be something else."""
    if not isinstance(node, yaml.ScalarNode) or node.style not in ('"', "'"):
        raise _bad(node, "not quoted text")
    text = str(node.value)
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n" for char in text):
        raise _bad(node, "a control character in the text")
    return text


def _read_words(node: YamlNode) -> str:
    text = _read_text(node)
    if not text.strip():
        raise _bad(node, "an empty text")
    return text


def _read_number(node: YamlNode) -> int:
    """A whole number as it is written, without quotes."""
    if not isinstance(node, yaml.ScalarNode) or node.style or not (node.value.isascii() and node.value.isdecimal()):
        raise _bad(node, "not a whole number")
    if len(node.value) > 9:
        raise _bad(node, "a number larger than any place")
    return int(node.value)


def _read_place(node: YamlNode) -> Place:
    found = _read_mapping(node, dict.fromkeys(_PLACE_KEYS, _read_number))
    if not found:
        raise _bad(node, "a place without any number")
    return Place(**found)


def _read_stage(node: YamlNode) -> Stage:
    text = _read_text(node)
    if text not in tuple(Stage):
        raise _bad(node, f"not a stage: {', '.join(Stage)}")
    return Stage(text)


def _read_date(node: YamlNode) -> Any:
    try:
        return read_date(_read_text(node))
    except BadValue as error:
        raise _bad(node, str(error)) from error


_WHERE: dict[str, Callable[[YamlNode], Any]] = {"record": _read_words, "place": _read_place}
_WHY: dict[str, Callable[[YamlNode], Any]] = {"reason": _read_words, "by": _read_words, "on": _read_date}
_CORRECTION: dict[str, Callable[[YamlNode], Any]] = {
    **_WHERE, "column": _read_words, "year": _read_number, "stage": _read_stage, "component": _read_number,
    "printed": _read_text, "value": _read_text, **_WHY,
}  # fmt: skip
_ACCEPTANCE: dict[str, Callable[[YamlNode], Any]] = {
    "issue": _read_words, **_WHERE, "year": _read_number, "printed": _read_text, **_WHY,
}  # fmt: skip
