"""When a document need not be read again: a key of everything that can change what is read from it.

The word lists are kept apart, for a list that changed changes few documents; jospar.pipeline.incremental.word_changes says which.
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jospar.output.schema.tables import SCHEMA_VERSION
from jospar.version import __version__

_ROOT = Path(__file__).parents[2]
# The code between the bytes of a file and its records; the rest of the pipeline only carries them.
_CODE = ("extract", "normalize", "pipeline/document")
# The packages, as the folders of their descriptions are called in lower case, that take text from files.
_READERS = ("lxml-", "pdfminer_six-", "pdfminer.six-", "pdfplumber-", "pypdfium2-")


@dataclass(frozen=True, slots=True)
class Basis:
    """What all readings of a run have in common: hashes of `code` (with options and versions) and of the word lists."""

    code: str
    words: str


@cache
def find_basis(pdf_engine: str) -> Basis:
    """The basis of readings by this program, as it stands on the disk and on this machine."""
    from jospar.pipeline.document.conversion import find_office  # with the readers, which the run itself does without until here

    versions = (__version__, SCHEMA_VERSION, sys.version.split()[0], unicodedata.unidata_version, *_list_readers(), find_office() or "")
    return Basis(_hash((_hash_code(), pdf_engine, *versions)), hash_words(read_words()))


def make_key(basis: Basis, name: str, sha256: str, corrections: str | None) -> str:
    """The key of a reading: of a file by its name and hash, with the file of corrections that has the hash `corrections`, if any."""
    return f"{_hash((basis.code, name, sha256, corrections or ''))}/{basis.words}"


def words_of_key(key: str) -> str:
    """The hash of the word lists that a reading was made with."""
    return key.partition("/")[2]


def differ_by_words(left: str | None, right: str | None) -> bool:
    """Whether two keys differ, and by the word lists alone."""
    return left is not None and right is not None and left != right and left.partition("/")[0] == right.partition("/")[0]


@cache
def read_words(root: Path = _ROOT) -> Mapping[str, str]:
    """The word lists that readings depend on, as they stand, by their paths."""
    return {name: (root / name).read_text(encoding="utf-8") for name in _find(root, ("extract", "normalize"), ".yml")}


def hash_words(words: Mapping[str, str]) -> str:
    """One hash of many lists."""
    return _hash(text for name in sorted(words) for text in (name, words[name]))


def hash_file(path: Path) -> str | None:
    """The sha256 of a regular file; None where it has none to be had."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


@cache
def _hash_code() -> str:
    return _hash(text for name in _find(_ROOT, _CODE, ".py") for text in (name, (_ROOT / name).read_bytes()))


def _find(root: Path, names: Iterable[str], suffix: str) -> list[str]:
    """The files with that suffix at or below `names`, in an order of their own."""
    paths = (path for name in names for path in ((root / name).rglob(f"*{suffix}") if (root / name).is_dir() else (root / name,)))
    return sorted(path.relative_to(root).as_posix() for path in paths)


def _list_readers() -> list[str]:
    """`lxml-6.0.0.dist-info` …: a look at their names is a tenth of the work that importlib.metadata makes of it."""
    return sorted(name for name in map(str.lower, _list_packages()) if name.startswith(_READERS))


def _list_packages() -> Iterator[str]:
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112
            yield from (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208


def _hash(parts: Iterable[str | bytes]) -> str:
    """One hash of many parts, which may not run into each other."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()
