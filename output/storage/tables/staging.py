"""Keeps new documents on the disk until it is known how they lie among the others, so that memory does not grow with their number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.schema.tables import TABLES
from jospar.output.storage.tables.parquet import RowFile, RowFileWriter, build_batches

if TYPE_CHECKING:
    import pyarrow as pa

    from jospar.normalize.records import Records
    from jospar.output.schema.table import TableSchema
    from jospar.output.storage.tables.layout import FileLayout


class Staging:
    """The new documents by ascending id, in the files that tables split into parts would have if there were no others."""

    def __init__(self, folder: Path, layout: FileLayout) -> None:
        """The files will be in an existing folder."""
        self._layout = layout
        self._tables = [_StagedTable(table, folder, layout) for table in TABLES]
        self.document_ids: list[str] = []

    def add(self, records: Records) -> None:
        """Adds one document, or nothing of it.

        Raises ValueError where document_id does not come after the one before, IntegrityError where the records may not be stored,
        OSError where the disk refuses.
        """
        document_id = records.document.document_id
        if self.document_ids and document_id <= self.document_ids[-1]:
            raise ValueError(f"documents are added in ascending order: {document_id!r} after {self.document_ids[-1]!r}")
        batches = build_batches(records)
        self.document_ids.append(document_id)
        begins = self._layout.begins_part(document_id)
        for staged in self._tables:
            staged.add(batches[staged.table.name], document_id, begins)

    def close(self) -> dict[str, list[RowFile]]:
        """Finishes the files; those of each table by its name. OSError or OutputError where one can't be finished."""
        return {staged.table.name: staged.close() for staged in self._tables}

    def abandon(self) -> None:
        """Closes all files; what is in them is good for nothing."""
        for staged in self._tables:
            staged.abandon()


class _StagedTable:
    """The finished files of one table, and the one that is being written."""

    def __init__(self, table: TableSchema, folder: Path, layout: FileLayout) -> None:
        self.table, self._folder, self._layout = table, folder, layout
        self._files: list[RowFile] = []
        self._writer: RowFileWriter | None = None

    def add(self, batch: pa.RecordBatch, document_id: str, begins: bool) -> None:
        if begins:
            self._finish()
        if not batch.num_rows:
            return
        if self._writer is None:
            path = self._folder / f"{self.table.name}-{len(self._files)}.parquet"
            self._writer = RowFileWriter(self.table, path, self._layout.group_rows)
        self._writer.add(batch, document_id, document_id)

    def close(self) -> list[RowFile]:
        self._finish()
        return self._files

    def abandon(self) -> None:
        if self._writer:
            self._writer.abandon()

    def _finish(self) -> None:
        if self._writer:
            self._files.append(self._writer.close())
            self._writer = None
