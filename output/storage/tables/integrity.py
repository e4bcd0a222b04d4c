"""Whether the records of one document may stand in a dataset: unique ids, and references that lead somewhere.

Ids begin with the document's, so what is unique and complete within each document is so in the whole dataset, and no id has to be
remembered from one document to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from jospar.output.schema.tables import TABLES
from jospar.output.storage.errors import IntegrityError

if TYPE_CHECKING:
    from jospar.normalize.records import Records
    from jospar.output.schema.table import OpenKey, TableSchema

_Ids = dict[str, set[str]]


def check_integrity(records: Records) -> None:
    """Raises IntegrityError at the first id that is not unique, or that leads to no record of this document."""
    document_id = records.document.document_id
    ids = {table.name: _collect_ids(table, table.rows(records), document_id) for table in TABLES}
    for table in TABLES:
        rows = table.rows(records)
        for key in table.foreign_keys:
            lost = set(map(attrgetter(key.column), rows)) - ids[key.table] - {None}
            _refuse(document_id, table.name, key.column, lost)
        if table.open_key:
            _refuse(document_id, table.name, table.open_key.column, _lost(table.open_key, rows, ids))


def _collect_ids(table: TableSchema, rows: tuple[Any, ...], document_id: str) -> set[str]:
    found = list(map(attrgetter(table.primary_key), rows))
    unique = set(found)
    if len(unique) < len(found):
        twice = next(id_ for id_ in found if found.count(id_) > 1)
        raise IntegrityError(f"{document_id}: {table.name}.{table.primary_key} {twice!r} stands twice")
    if table.name != "documents":
        _refuse(document_id, table.name, table.primary_key, (id_ for id_ in unique if not id_.startswith(f"{document_id}/")))
    return unique


def _lost(key: OpenKey, rows: tuple[Any, ...], ids: _Ids) -> set[str]:
    pairs = set(map(attrgetter(key.table_column, key.column), rows))
    return {id_ for table, id_ in pairs if id_ is not None and id_ not in ids.get(table, ())}


def _refuse(document_id: str, table: str, column: str, lost: Iterable[str]) -> None:
    first = min(lost, default=None)
    if first is not None:
        raise IntegrityError(f"{document_id}: {table}.{column} {first!r} leads to no record of this document")
