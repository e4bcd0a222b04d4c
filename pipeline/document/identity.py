"""What a document is called in the tables."""

from __future__ import annotations

import unicodedata
from pathlib import Path

_NOT_IN_AN_ID = frozenset({"Cc", "Cs", "Zl", "Zp"})


def find_document_id(name: str) -> str | None:
    """The stem of a file name in NFC; None where the name holds control characters, line ends or bytes that are not UTF-8.

    >>> find_document_id("ktu-2024.v2.txt")
    'ktu-2024.v2'
    """
    if any(unicodedata.category(char) in _NOT_IN_AN_ID for char in name):
        return None
    return unicodedata.normalize("NFC", Path(name).stem)
