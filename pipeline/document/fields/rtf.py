"""Fields of RTF: `{\\field{\\*\\fldinst =SUM(ABOVE)}{\\fldrslt 30}}` becomes a group with 30 and an instruction that nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from jospar.pipeline.document.fields.word_types import PRINT_NO_RESULT

_TOKEN = re.compile(rb"(\\\*\s*)?\\([A-Za-z]+)(-?\d+)? ?|\\[^A-Za-z]|[{}]|[^\\{}]+", re.DOTALL)
_NAME = re.compile(rb"\s*(=|[^\s\\\"]*)")
_LINE_ENDS = b"\r\n"  # they mean nothing
_NAME_BYTES = 100
# Readers pass over a word that they do not know, and over the whole of a group that begins with one behind a star.
_UNKNOWN_WORD, _UNKNOWN_GROUP = b"\\unread ", b"\\*\\unread "


class _Edit(NamedTuple):
    start: int
    end: int
    text: bytes


@dataclass(slots=True)
class _RtfField:
    """A field while it is read: the first bytes of its instruction, and what makes it plain text."""

    instruction: bytearray = field(default_factory=bytearray)
    edits: list[_Edit] = field(default_factory=list)

    @property
    def prints_result(self) -> bool:
        name = _NAME.match(self.instruction)
        return name is None or name[1].decode("ascii", "replace").upper() not in PRINT_NO_RESULT


@dataclass(slots=True)
class _Group:
    """An open group: the field that it is in, and whether its text is that of the instruction."""

    field: _RtfField | None = None
    is_instruction: bool = False


def keep_results(data: bytes) -> bytes:
    """The text with the fields as described above, but for those whose result is not what they print."""
    if b"fldinst" not in data:
        return data
    edits = sorted(edit for found in list(_find_fields(data)) if found.prints_result for edit in found.edits)
    bounds = [_Edit(0, 0, b""), *edits, _Edit(len(data), len(data), b"")]
    return b"".join(before.text + data[before.end : after.start] for before, after in pairwise(bounds))


def _find_fields(data: bytes) -> Iterator[_RtfField]:
    groups = [_Group()]
    for token in _split(data):
        group = groups[-1]
        if token[0] == b"{":
            groups.append(_Group(group.field, group.is_instruction))
        elif token[0] == b"}":
            groups = groups[:-1] or [_Group()]
        elif token[2] == b"field":
            group.field, group.is_instruction = _RtfField(edits=[_Edit(*token.span(), _UNKNOWN_WORD)]), False
            yield group.field
        elif group.field and token[2] == b"fldinst":
            group.is_instruction = True
            group.field.edits.append(_Edit(*token.span(), _UNKNOWN_GROUP))
        elif group.field and token[2] == b"fldrslt":
            group.is_instruction = False
            group.field.edits.append(_Edit(*token.span(), _UNKNOWN_WORD))
        elif token[1]:
            group.is_instruction = False
        elif group.field and group.is_instruction and token[0][:1] != b"\\" and len(group.field.instruction) < _NAME_BYTES:
            group.field.instruction += token[0].translate(None, _LINE_ENDS)[:_NAME_BYTES]


def _split(data: bytes) -> Iterator[re.Match[bytes]]:
    """The control words, signs, braces and texts between them; binary data is passed over."""
    at = 0
    while token := _TOKEN.match(data, at):
        at = token.end() + (int(token[3][:12]) if token[2] == b"bin" and token[3] and token[3].isdigit() else 0)
        yield token
