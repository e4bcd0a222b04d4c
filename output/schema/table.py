"""What a table of the dataset is made of: columns, keys, and where a column's content stands in a record.

It knows no storage library and none of the tables themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from jospar.normalize.records import RECORD_TABLES

if TYPE_CHECKING:
    from jospar.normalize.records import Records, RecordTable

_RECORD_TABLES: dict[type[Any], RecordTable] = {table.record: table for table in RECORD_TABLES}


class ColumnType(StrEnum):
    """The storage types, by their Arrow names; none that some reader refuses or changes."""

    STRING = "string"
    INT8 = "int8"
    INT16 = "int16"
    INT32 = "int32"
    DATE32 = "date32"
    DECIMAL = "decimal128(24,6)"
    FLOAT64 = "float64"


class Labels(NamedTuple):
    """What to call it in a table or a plot."""

    kk: str
    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """One column; `unit` is what its numbers count.

    `choices` are all texts that it may hold, empty where it is open. `source` is the attribute of the record that it is
    made from, where that has another name.
    """

    name: str
    type: ColumnType
    nullable: bool
    description: str
    label: Labels
    unit: str | None = None
    choices: tuple[str, ...] = ()
    source: str | None = None

    @property
    def path(self) -> str:
        """The attribute of the record, dotted: `year`, `place.page`."""
        return self.source or self.name


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column that holds the id of a row in another table, or null."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A column that holds the id of a row in the table that another column names."""

    column: str
    table_column: str


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: one row a record of class `record`, for which normalize.records has its name and the field of its ids."""

    record: type[Any]
    description: str
    label: Labels
    columns: tuple[ColumnSchema, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    open_key: OpenKey | None = None

    @property
    def name(self) -> str:
        """What the table is called."""
        return _RECORD_TABLES[self.record].name

    @property
    def primary_key(self) -> str:
        """The column of its own ids."""
        return _RECORD_TABLES[self.record].id_field

    def rows(self, records: Records) -> tuple[Any, ...]:
        """The records of this table, in reading order."""
        return (records.document,) if self.name == "documents" else getattr(records, self.name)
