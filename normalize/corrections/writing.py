"""Adds an entry to the text of a file of corrections: its comments, its order and all its other entries stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from jospar.normalize.corrections.entries import Acceptance, Correction, Corrections
from jospar.normalize.corrections.errors import BadCorrections
from jospar.normalize.corrections.reading import LOADER, is_empty, read_corrections

_BYTE_ORDER_MARK = "\ufeff"  # not counted by the fast loader in the places that it gives
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def add_entry(text: str, entry: Correction | Acceptance, name: str) -> str:
    """The text of the file with one more entry at the end of its list; `name` is what messages call the file.

    Raises BadCorrections where the file is malformed, has such an entry, or is written so that none can be added to it.
    """
    before = read_corrections(text, name)
    key = "corrections" if isinstance(entry, Correction) else "accepted"
    listed: tuple[Correction | Acceptance, ...] = getattr(before, key)
    twin = next((other for other in listed if other.aim == entry.aim), None)
    if twin is not None:
        raise BadCorrections(f"{name}, line {twin.line}: the entry is there already; change it by hand")
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    inserted = _insert(text.removeprefix(mark), key, tuple(_format_fields(entry)))
    added = None if inserted is None else mark + inserted
    if added is None or read_corrections(added, name) != _expect(before, entry):
        raise BadCorrections(f"{name}: its list {key!r} is written so that no entry can be added to it; write one entry a line with a dash")
    return added


def format_entry(entry: Correction | Acceptance) -> str:
    """The entry as it stands in a list, without the line end after it."""
    return "\n".join(_indent(tuple(_format_fields(entry)), "  "))


def _expect(before: Corrections, entry: Correction | Acceptance) -> Corrections:
    if isinstance(entry, Correction):
        return replace(before, corrections=(*before.corrections, entry))
    return replace(before, accepted=(*before.accepted, entry))


def _insert(text: str, key: str, fields: tuple[str, ...]) -> str | None:
    """The text, without a byte order mark, with an entry of these fields at the end of the list; None where that is not one of dashes."""
    root: Any = yaml.compose(text, Loader=LOADER)
    if is_empty(root):
        return _insert_after(text, len(text), (f"{key}:", *_indent(fields, "  ")))
    if root.flow_style:
        return None
    indent = " " * root.start_mark.column
    nodes = {key_node.value: (key_node, node) for key_node, node in root.value}
    if key not in nodes:
        # a block ends where the next thing begins: the end of the file, or its end mark
        return _insert_after(text, root.end_mark.index - 1, (f"{indent}{key}:", *_indent(fields, f"{indent}  ")))
    key_node, items = nodes[key]
    if isinstance(items, yaml.SequenceNode) and items.value and not items.flow_style:
        return _insert_after(text, _end(items), _indent(fields, " " * items.start_mark.column))
    if items.value:
        return None
    # `key:` or `key: []`: the line keeps what stands behind, a comment perhaps
    emptied = text[: items.start_mark.index].rstrip() + text[items.end_mark.index :] if isinstance(items, yaml.SequenceNode) else text
    return _insert_after(emptied, key_node.end_mark.index, _indent(fields, f"{indent}  "))


def _end(node: Any) -> int:
    """Where the last text of a node ends; the node of a block ends where the next one begins, behind comments."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        end: int = node.end_mark.index
        return end
    last = node.value[-1]
    if not isinstance(last, tuple):
        return _end(last)
    key_node, value = last
    return max(_end(key_node), _end(value)) if value.value else _end(key_node)


def _insert_after(text: str, index: int, lines: tuple[str, ...]) -> str:
    """The text with lines below the one that holds `index`, with line ends as it has them."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    at = text.find("\n", index) + 1 or len(text)
    before = text[:at]
    if before and not before.endswith("\n"):
        before += line_end
    return before + "".join(f"{line}{line_end}" for line in lines) + text[at:]


def _indent(fields: tuple[str, ...], indent: str) -> tuple[str, ...]:
    return tuple(f"{indent}{'  ' if number else '- '}{field}" for number, field in enumerate(fields))


def _format_fields(entry: Correction | Acceptance) -> Iterator[str]:
    if isinstance(entry, Acceptance):
        yield f"issue: {_quote(entry.issue)}"
    if entry.record is not None:
        yield f"record: {_quote(entry.record)}"
    if entry.place is not None:
        numbers = zip(entry.place._fields, entry.place, strict=True)
        yield f"place: {{{', '.join(f'{name}: {number}' for name, number in numbers if number is not None and name != 'bbox')}}}"
    if isinstance(entry, Correction):
        yield f"column: {_quote(entry.column)}"
    if entry.year is not None:
        yield f"year: {entry.year}"
    if isinstance(entry, Correction):
        if entry.stage is not None:
            yield f"stage: {_quote(entry.stage)}"
        if entry.component is not None:
            yield f"component: {entry.component}"
        yield f"printed: {_quote(entry.printed)}"
        yield f"value: {_quote(entry.value)}"
    elif entry.printed:
        yield f"printed: {_quote(entry.printed)}"
    yield f"reason: {_quote(entry.review.reason)}"
    yield f"by: {_quote(entry.review.by)}"
    yield f"on: {_quote(str(entry.review.on))}"


def _quote(text: str) -> str:
    """The text between double quotes, on one line; what can't be seen is escaped, so that a reviewer sees it."""
    return f'"{"".join(map(_escape, text))}"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
