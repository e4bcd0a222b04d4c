"""`jospar correct`: writes an entry of the corrections of a document out of one of its issues."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.normalize.corrections.entries import Review
from jospar.normalize.corrections.proposing import CantPropose, propose_acceptance, propose_correction
from jospar.normalize.corrections.writing import add_entry, format_entry
from jospar.normalize.records import IssueState
from jospar.output.storage.dataset import load_records
from jospar.output.storage.errors import NoDataset
from jospar.pipeline.inputs.correction_files import choose_folder, find_files, read_text, write_text
from jospar.pipeline.system.console import emit
from jospar.pipeline.system.exits import Exit, WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace

    from jospar.normalize.records import Issue, Records

_GIT_SECONDS = 5
_NUMBER = re.compile(r"n?0*([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class CorrectionRequest:
    """What was asked for: the new text and its column where the issue does not tell, or that it be accepted; by whom and why."""

    value: str | None = None
    column: str | None = None
    accept: bool = False
    reason: str | None = None
    by: str | None = None


def run(arguments: Namespace) -> int:
    """Writes a correction of a document out of one of its issues, and prints where and what."""
    request = CorrectionRequest(arguments.value, arguments.column, arguments.accept, arguments.reason, arguments.by)
    path, entry = write_correction(arguments.document, arguments.issue, request, arguments.data, arguments.corrections)
    emit(f"{path}:\n{entry}")
    return Exit.ALL_READ


def write_correction(document_id: str, issue_id: str, request: CorrectionRequest, data: str, folder: str | None) -> tuple[Path, str]:
    """Adds an entry to the document's file of corrections, which is made where there is none; its path and the entry as written.

    Raises WrongUsage where the issue gives no entry, BadCorrections where the file is malformed or has the entry already, OutputError
    where it can't be written.
    """
    if request.accept and (request.value is not None or request.column is not None):
        raise WrongUsage("--accept: it says that the document is right as printed, so --value and --column have no place beside it")
    if document_id.startswith("."):
        raise WrongUsage(f"{document_id}: hidden files of corrections are not read, so this document can't have any; rename it")
    records = _load(document_id, data)
    issue = _find_issue(records, issue_id)
    review = Review(_choose_reason(request.reason, issue), _choose_name(request.by), date.today())
    try:
        entry = (
            propose_acceptance(issue, review)
            if request.accept
            else propose_correction(records, issue, request.column, request.value, review)
        )
    except CantPropose as error:
        raise WrongUsage(f"{issue.issue_id} ({issue.code}): {error}") from error
    named = choose_folder(folder)
    files = find_files(folder) if named.exists() else {}
    path = files.get(document_id) or named / f"{document_id}.yml"
    text = read_text(path) if os.path.lexists(path) else ""
    write_text(path, add_entry(text, entry, str(path)))
    return path, format_entry(entry)


def _load(document_id: str, data: str) -> Records:
    try:
        return load_records(data, document_id)
    except KeyError:
        raise WrongUsage(f"{document_id}: not a document of {data}; check the name or name another dataset by --data") from None
    except NoDataset as error:
        raise WrongUsage(f"{document_id}: no dataset to find it in ({error})") from None


def _find_issue(records: Records, issue_id: str) -> Issue:
    """The issue that is meant by its id, or by its number alone: `ktu-2024/n000007`, `n000007`, `7`. Raises WrongUsage."""
    document_id = records.document.document_id
    short = issue_id.removeprefix(f"{document_id}/")
    number = _NUMBER.fullmatch(short)
    wanted = f"{document_id}/n{int(number[1]):06}" if number else f"{document_id}/{short}"
    issue = next((issue for issue in records.issues if issue.issue_id == wanted), None)
    if issue is None:
        raise WrongUsage(f"{issue_id}: {document_id} has no such issue; see jospar explain {document_id}")
    if issue.state is not IssueState.OPEN:
        raise WrongUsage(f"{issue.issue_id} ({issue.code}): it is not open any more ({issue.remark})")
    return issue


def _choose_reason(reason: str | None, issue: Issue) -> str:
    return issue.message if reason is None else _ensure_text("--reason", reason)


def _choose_name(by: str | None) -> str:
    """Who it is by: as typed, else the name that git knows, else the login."""
    if by is not None:
        return _ensure_text("--by", by)
    return _ensure_text("--by", _ask_git() or _find_login())


def _ensure_text(option: str, text: str) -> str:
    if not text.strip():
        raise WrongUsage(f"{option}: it must not be empty")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise WrongUsage(f"{option}: it holds a control character or is not UTF-8")
    return text.strip()


def _ask_git() -> str:
    program = shutil.which("git")
    if program is None:
        return ""
    with suppress(OSError, subprocess.SubprocessError):
        asked = subprocess.run(  # noqa: S603 (a fixed command)
            (program, "config", "user.name"), stdin=subprocess.DEVNULL, capture_output=True, timeout=_GIT_SECONDS, check=False
        )
        return asked.stdout.decode(errors="replace").strip()
    return ""


def _find_login() -> str:
    import getpass

    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""
