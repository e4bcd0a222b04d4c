"""The folder of corrections: one file a document, `<document_id>.yml`. Files are opened here, before any document is read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.normalize.corrections.errors import BadCorrections
from jospar.output.storage.errors import explained
from jospar.output.storage.readings import DocumentReading, FileVersion
from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.system.exits import WrongUsage

if TYPE_CHECKING:
    from jospar.normalize.corrections.entries import Corrections

_DEFAULT_FOLDER = "corrections"
_SUFFIX = ".yml"


def choose_folder(folder: str | None) -> Path:
    """The folder of corrections: the one that is named, else `corrections` in the current one. Raises WrongUsage."""
    if folder == "":
        raise WrongUsage("--corrections: no folder is named")
    return Path(_DEFAULT_FOLDER if folder is None else folder)


def find_files(folder: str | None) -> dict[str, Path]:
    """The files of a folder by document_id; without a folder those of `corrections` in the current one, if there is such.

    Hidden files and those of other kinds are left alone. Raises WrongUsage where the folder can't be listed, BadCorrections where a file
    would be passed over by mistake: `plan.yaml`, or two of one id.
    """
    named = choose_folder(folder)
    if folder is None and not os.path.lexists(named):
        return {}
    try:
        paths = sorted(named.iterdir())
    except OSError as error:
        raise WrongUsage(f"{folder or named}: no folder of corrections ({error.strerror}); name another by --corrections") from error
    files: dict[str, Path] = {}
    for path in paths:
        if path.name.startswith(".") or path.suffix.lower() not in (_SUFFIX, ".yaml") or path.is_dir():
            continue
        document_id = find_document_id(path.name)
        if path.suffix != _SUFFIX or document_id is None:
            raise BadCorrections(f"{path}: not read; name it after its document, ending in {_SUFFIX}")
        other = files.setdefault(document_id, path)
        if other != path:
            raise BadCorrections(f"{other} and {path}: two files for one document")
    return files


def read_files(files: Mapping[str, Path], document_ids: Iterable[str]) -> dict[str, Corrections]:
    """The corrections of these documents, where there are any. Raises BadCorrections."""
    wanted = [document_id for document_id in document_ids if document_id in files]
    if not wanted:
        return {}
    from jospar.normalize.corrections.reading import read_corrections  # with the word lists, which most runs read in another process

    return {document_id: read_corrections(read_text(files[document_id]), str(files[document_id])) for document_id in wanted}


def hash_files(files: Mapping[str, Path], document_ids: Iterable[str]) -> dict[str, FileVersion]:
    """What the manifest says of the files of these documents, where there are any. Raises BadCorrections."""
    wanted = [document_id for document_id in document_ids if document_id in files]
    return {document_id: _describe_file(files[document_id]) for document_id in wanted}


def describe_unused(files: Mapping[str, Path], document_ids: Iterable[str], readings: Mapping[str, DocumentReading]) -> list[str]:
    """A line for each file that neither these documents of a run use nor the others of the dataset, as it is now. Raises BadCorrections."""
    lines = []
    for document_id in sorted(files.keys() - set(document_ids)):
        path, known = files[document_id], readings.get(document_id)
        if known is None:
            lines.append(
                f"{path}: no document of this run has that name, nor one of the dataset, so its corrections are not used; rename it, or "
                "take it out"
            )
        elif known.published is not None and known.published.corrections != _describe_file(path):
            lines.append(f"{path}: not as it was when {document_id} was read; give the document again to apply it")
    return lines


def read_text(path: Path) -> str:
    """The text of a regular file of a bearable size. Raises BadCorrections."""
    try:
        return _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCorrections(f"{path}: not UTF-8; save it as such") from error


def write_text(path: Path, text: str) -> None:
    """Puts a whole new file in the place of an old one, or of none. OutputError where that can't be."""
    import tempfile

    target = Path(os.path.realpath(path))  # a link stays one
    with explained(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        handle, made = tempfile.mkstemp(prefix=".", suffix=_SUFFIX, dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            os.replace(made, target)  # noqa: PTH105
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise


def _read_bytes(path: Path) -> bytes:
    from jospar.normalize.corrections.reading import MAX_BYTES

    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise BadCorrections(f"{path}: not a regular file")
        if facts.st_size > MAX_BYTES:
            raise BadCorrections(f"{path}: {facts.st_size:,} bytes, at most {MAX_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise BadCorrections(f"{path}: {error.strerror}") from error


def _describe_file(path: Path) -> FileVersion:
    return FileVersion(path.name, hashlib.sha256(_read_bytes(path)).hexdigest())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
