"""The dataset: how the tables are stored, published and read back.

`output.open_dataset(folder)` hands a dataset over as typed DataFrames. Nothing heavy is imported before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jospar.output.storage.dataset import open_dataset

__all__ = ["open_dataset"]


def __getattr__(name: str) -> Any:
    if name == "open_dataset":
        from jospar.output.storage.dataset import open_dataset  # pyarrow is imported where it is used

        return open_dataset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
