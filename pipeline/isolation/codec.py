"""Encodes the result of a reading process: as bytes that show whether they are whole, and that decode to nothing but records.

The bytes come from a process that a hostile document may have taken over, so only the classes of a result are ever called. Records
travel as columns, a list for each field of each table: a thousand of them are encoded and decoded in the time of a few.
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar

from jospar.extract.columns.aspects import Aspect
from jospar.extract.document import Place, SourceKind
from jospar.extract.words.vocabulary import BadVocabulary
from jospar.normalize import records
from jospar.normalize.records import RECORD_TABLES, Document, LevelExplanation, Records
from jospar.pipeline.document.attempt import Attempt
from jospar.pipeline.document.refusals import Refusal

_MARK = b"jospar\x00\x01"
_HEAD = struct.Struct("<8sQL")
_RECORDS = [item for item in vars(records).values() if isinstance(item, type) and item.__module__ == records.__name__]
_CLASSES: dict[tuple[str, str], type] = {
    (item.__module__, item.__name__): item
    for item in (*_RECORDS, Attempt, Refusal, BadVocabulary, Place, SourceKind, Aspect, Decimal, date)
}
# The class of what stands in each field of Records but the document, and its own fields but the place.
_TABLES: dict[str, type] = {
    **{table.name: table.record for table in RECORD_TABLES if table.record is not Document},
    "heading_levels": LevelExplanation,
}
_FIELDS = {cls: [field.name for field in fields(cls) if field.name != "place"] for cls in _TABLES.values()}


class BadEncodedResult(Exception):
    """The bytes are no encoded result, or not a whole one."""


def encode_result(content: Attempt | BadVocabulary) -> bytes:
    """The bytes of a result, or of the fault in our own lists that must stop the run."""
    encodable: object = content
    if isinstance(content, Attempt) and isinstance(content.result, Records):
        tables = [_split_columns(cls, getattr(content.result, name)) for name, cls in _TABLES.items()]
        encodable = content.sha256, content.result.document, tables
    body = io.BytesIO()
    _Pickler(body, protocol=5).dump(encodable)
    return _HEAD.pack(_MARK, body.tell(), zlib.crc32(body.getbuffer())) + body.getbuffer()


def find_length(begun: bytes | bytearray | memoryview) -> int | None:
    """How long the encoded result is that begins so; None where that can't be told yet. Raises BadEncodedResult."""
    if not _MARK.startswith(bytes(begun[: len(_MARK)])):
        raise BadEncodedResult("not an encoded result")
    if len(begun) < _HEAD.size:
        return None
    length: int = _HEAD.unpack_from(begun)[1]
    return _HEAD.size + length


def decode_result(encoded: bytes | memoryview) -> Attempt | BadVocabulary:
    """What was encoded. Raises BadEncodedResult."""
    if find_length(encoded) != len(encoded):
        raise BadEncodedResult("not whole")
    body = memoryview(encoded)[_HEAD.size :]
    if zlib.crc32(body) != _HEAD.unpack_from(encoded)[2]:
        raise BadEncodedResult("not what was encoded")
    try:
        content = _join_columns(_Unpickler(io.BytesIO(body)).load())
    except Exception as error:  # whatever a forged one brings about
        raise BadEncodedResult(f"{type(error).__name__}: {error}") from error
    if not isinstance(content, Attempt | BadVocabulary):
        raise BadEncodedResult("no result")
    return content


def _join_columns(decoded: Any) -> Any:
    """The result whose records `encode_result` turned into columns; anything else as it is."""
    if not isinstance(decoded, tuple):
        return decoded
    sha256, document, tables = decoded
    if not isinstance(document, Document):
        raise TypeError("no document")
    found = {name: _build(cls, *table) for (name, cls), table in zip(_TABLES.items(), tables, strict=True)}
    return Attempt(sha256, Records(document, **found))


def _split_columns(cls: type, records: tuple[Any, ...]) -> tuple[Any, ...]:
    """The columns of records of one class, and those of their places."""
    columns = [list(map(attrgetter(name), records)) for name in _FIELDS[cls]]
    return columns, list(zip(*map(attrgetter("place"), records), strict=True))


def _build(cls: type[Any], columns: list[list[Any]], places: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    found = list(map(Place, *places)) if places else []
    records: list[Any] = [object.__new__(cls) for _ in found]
    for name, column in zip((*_FIELDS[cls], "place"), (*columns, found), strict=True):
        if len(column) != len(records):
            raise ValueError(f"{name}: not one for each record")
        deque(map(getattr(cls, name).__set__, records, column), maxlen=0)  # frozen, they let no other way in
    return tuple(records)


def _reduce_by_fields(cls: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    names = [field.name for field in fields(cls)]
    return lambda item, get=attrgetter(*names): (cls, get(item))  # type: ignore[misc]


class _Pickler(pickle.Pickler):
    """Reduces a record to its fields with one look at it, which is three times as fast as the way that dataclasses bring along."""

    dispatch_table: ClassVar[dict[type, Callable[[Any], tuple[Any, ...]]]] = {  # type: ignore[misc]
        **{cls: _reduce_by_fields(cls) for cls in _CLASSES.values() if is_dataclass(cls)},
        Place: lambda place: (Place, tuple(place)),
        Decimal: lambda number: (Decimal, (str(number),)),
    }


class _Unpickler(pickle.Unpickler):
    """Knows the classes of a result only."""

    def find_class(self, module: str, name: str) -> type:
        return _CLASSES[module, name]
