"""Plans and strategies of public bodies, in Kazakh and Russian, as typed tables that analysts can trust.

What stands in `__all__` is promised; everything else may change between versions. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from jospar.version import __version__

TYPE_CHECKING = False  # type checkers take it for true; `typing` alone would cost more than all else here
if TYPE_CHECKING:
    from os import PathLike

    from jospar.normalize.records import Records
    from jospar.output.storage.dataset import Dataset

__all__ = ["__version__", "open_dataset", "read_document"]


def open_dataset(folder: str | PathLike[str]) -> Dataset:
    """A dataset that `jospar extract` wrote, as typed pandas DataFrames: `open_dataset("tables").values`, one attribute a table.

    `folder` is the folder given to `--out`, or an address such as `s3://plans/tables`. Raises DatasetError where there is no dataset.
    """
    from jospar.output.storage.dataset import open_dataset as open_

    return open_(folder if isinstance(folder, str) else str(folder))


def read_document(path: str | PathLike[str]) -> Records:
    """What `jospar extract` would publish of one document, as frozen records: `read_document("plan.docx").measures`, one attribute a table.

    It is read in this process, and its word lists are those of the package; corrections are not applied. Older formats (.doc, .odt, .rtf)
    need LibreOffice. Raises UnreadableDocument with the reason where there is nothing to make records of.
    """
    from pathlib import Path

    from jospar.pipeline.document.reading import read_file

    return read_file(Path(path))
