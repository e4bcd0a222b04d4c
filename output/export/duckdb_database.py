"""A DuckDB database: the tables with types, keys and comments, the data dictionary as a table, and views that analysts begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.export.source import ExportSource, count_rows, open_reader
from jospar.output.export.views import VIEWS
from jospar.output.export.writer import DictionaryRow, Exported, as_os_error, build_dictionary, needing
from jospar.output.schema.table import ColumnSchema, ColumnType, TableSchema
from jospar.output.schema.tables import TABLES
from jospar.output.storage.tables.parquet import arrow_schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEYED_ROWS = 10_000_000  # a key needs an index, which is best held in memory
_MEMORY = "1GB"
_DICTIONARY = "dictionary"
_TYPES = {
    ColumnType.STRING: "VARCHAR",
    ColumnType.INT8: "TINYINT",
    ColumnType.INT16: "SMALLINT",
    ColumnType.INT32: "INTEGER",
    ColumnType.DATE32: "DATE",
    ColumnType.DECIMAL: "DECIMAL(24,6)",
    ColumnType.FLOAT64: "DOUBLE",
}


def find_foreign(old: Path) -> str | None:
    """What an existing place is, if it is no database as jospar left it."""
    with needing("DuckDB", "duckdb"):
        import duckdb
    if old.with_name(f"{old.name}.wal").exists():
        return "is open in another program, or one that wrote to it has died"
    if not old.is_file():
        return "is no database of jospar"
    try:
        with duckdb.connect(str(old), read_only=True) as connection:
            found = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    except duckdb.IOException as error:
        return "is open in another program" if "lock" in str(error) else "is no database of jospar"
    except duckdb.Error:
        return "is no database of jospar"
    if _DICTIONARY not in found:
        return "is no database of jospar"
    more = min(found - {_DICTIONARY, *(table.name for table in TABLES), *(view.name for view in VIEWS)}, default=None)
    return f"holds {more}, which is no part of an export" if more else None


def write(source: ExportSource, new: Path, _old: Path | None, _guarded: bool) -> Exported:
    """Writes the database. Errors: as export()."""
    with needing("DuckDB", "duckdb"):
        import duckdb
    try:
        with duckdb.connect(str(new), config={"temp_directory": str(new.with_name("spilled")), "memory_limit": _MEMORY}) as connection:
            counts = {table.name: count_rows(source, table) for table in source.tables}
            keyed = {name for name, count in counts.items() if count <= KEYED_ROWS}
            _create(connection, source, keyed)
            for table in source.tables:
                connection.register("batches", open_reader(source, table, arrow_schema(table)))
                connection.execute(f"INSERT INTO {_quote(table.name)} SELECT * FROM batches")  # noqa: S608  a name of the schema
                connection.unregister("batches")
    except duckdb.Error as error:
        raise as_os_error(error) from error
    notes = (
        f"{name}: without keys, for the index of {count:,} rows would have to fit into memory"
        for name, count in counts.items()
        if name not in keyed
    )
    return Exported(sum(counts.values()), tuple(notes))


def _create(connection: DuckDBPyConnection, source: ExportSource, keyed: set[str]) -> None:
    """Makes the empty tables, the dictionary and the views that these tables allow, each with its comment, in one transaction."""
    connection.begin()
    for table in source.tables:
        connection.execute(_create_table(table, keyed))
        _comment(connection, "TABLE", table.name, table.description)
        for column in table.columns:
            _comment(connection, "COLUMN", f"{table.name}.{column.name}", column.description)
    _add_dictionary(connection, source)
    there = {table.name for table in source.tables}
    for view in VIEWS:
        if view.tables <= there:
            connection.execute(f"CREATE VIEW {_quote(view.name)} AS {view.query}")
            _comment(connection, "VIEW", view.name, view.description)
    connection.commit()


def _create_table(table: TableSchema, keyed: set[str]) -> str:
    """The statement that makes it; `keyed` are the tables that have their keys."""
    lines = [_define(column) for column in table.columns]
    if table.name in keyed:
        lines.append(f"PRIMARY KEY ({_quote(table.primary_key)})")
        lines += [
            f"FOREIGN KEY ({_quote(key.column)}) REFERENCES {_quote(key.table)} ({_quote(key.column)})"
            for key in table.foreign_keys
            if key.table in keyed
        ]
    return f"CREATE TABLE {_quote(table.name)} ({', '.join(lines)})"


def _define(column: ColumnSchema) -> str:
    return f"{_quote(column.name)} {_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"


def _add_dictionary(connection: DuckDBPyConnection, source: ExportSource) -> None:
    fields = ", ".join(f"{_quote(name)} {'BOOLEAN' if name == 'nullable' else 'VARCHAR'}" for name in DictionaryRow._fields)
    connection.execute(f"CREATE TABLE {_DICTIONARY} ({fields})")
    _comment(connection, "TABLE", _DICTIONARY, "The data dictionary: every column of every table.")
    marks = ", ".join("?" * len(DictionaryRow._fields))
    connection.executemany(f"INSERT INTO {_DICTIONARY} VALUES ({marks})", build_dictionary(source.tables))  # noqa: S608  names of the schema


def _comment(connection: DuckDBPyConnection, kind: str, name: str, text: str) -> None:
    path = ".".join(map(_quote, name.split(".")))
    literal = text.replace("'", "''")
    connection.execute(f"COMMENT ON {kind} {path} IS '{literal}'")


def _quote(name: str) -> str:
    return f'"{name}"'
