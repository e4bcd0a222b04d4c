"""Turns documents of older formats (.doc, .odt, .rtf) into .docx by way of LibreOffice, where that is installed.

LibreOffice is started with a profile of its own, which forbids macros, links and the network, and which is gone afterwards. It knows
nothing of what a document says.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from jospar.extract.detect import Format, find_format
from jospar.extract.document import UnreadableDocument
from jospar.extract.limits import MAX_BYTES, MAX_CONVERSION_MEMORY, MAX_CONVERSION_SECONDS
from jospar.pipeline.document.fields import keep_results
from jospar.pipeline.system.process_limits import lower_limit

_ON_MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
# The import filter of each format, so that LibreOffice takes a file for what it was found to be and nothing else.
_FILTERS = {Format.OLE: ("doc", "MS Word 97"), Format.ODT: ("odt", "writer8"), Format.RTF: ("rtf", "Rich Text Format")}
# The name of the stream that a Word document has in an OLE file.
_WORD_STREAM = "WordDocument".encode("utf-16-le")
# The text stream of a Word document begins with this number; two bytes at ten say whether it is protected by a password.
_WORD_SIGN, _FLAGS_AT, _PROTECTED = b"\xec\xa5", slice(10, 12), 0x0100
_SECTOR = 512

_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Load", "UpdateDocMode", "0"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "localhost"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "localhost"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def needs_conversion(data: bytes) -> bool:
    """Whether a file is one that only LibreOffice opens: an OLE file is where it holds a Word document."""
    found = find_format(data)
    return found in _FILTERS and (found is not Format.OLE or _WORD_STREAM in data)


def may_need_conversion(head: bytes) -> bool:
    """The same by the first bytes alone."""
    return find_format(head) in _FILTERS


def find_office() -> str | None:
    """The program's path, None where LibreOffice is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or shutil.which(_ON_MACOS)


def convert(data: bytes, seconds: float = MAX_CONVERSION_SECONDS) -> bytes:
    """The document as .docx, its fields with the results that it holds.

    Raises UnreadableDocument: needs_libreoffice, conversion_failed, encrypted_file, and the others of keep_results.
    """
    if data[_SECTOR:].startswith(_WORD_SIGN) and int.from_bytes(data[_SECTOR:][_FLAGS_AT], "little") & _PROTECTED:
        raise UnreadableDocument("encrypted_file")
    program = find_office()
    if program is None:
        raise UnreadableDocument("needs_libreoffice", find_format(data).value)
    with TemporaryDirectory(prefix="jospar-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        suffix, import_filter = _FILTERS[find_format(data)]
        source = folder / f"document.{suffix}"
        source.write_bytes(keep_results(data))
        _write_settings(folder / "profile")
        _run_office(_build_command(program, folder, source, import_filter), folder, seconds)
        return _take(folder / "out" / "document.docx")


def _build_command(program: str, folder: Path, source: Path, import_filter: str) -> tuple[str, ...]:
    options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    out = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"))
    return (program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options, f"--infilter={import_filter}", *out, str(source))


def _write_settings(profile: Path) -> None:
    items = "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(f"{head}\n{items}\n</oor:items>\n", encoding="utf-8")


def _run_office(command: tuple[str, ...], folder: Path, seconds: float) -> None:
    """Runs LibreOffice in a process group of its own, which does not outlive this call."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 (a fixed program and our own file names)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            process_group=0,
            preexec_fn=_limit_office,  # noqa: PLW1509 (this process has no threads where it matters)
        )
    except OSError as error:
        raise UnreadableDocument("conversion_failed", error.strerror or "") from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument("conversion_failed", f"it took longer than {seconds:g} seconds") from error
    finally:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _limit_office() -> None:
    lower_limit(resource.RLIMIT_CORE, 0)
    lower_limit(resource.RLIMIT_FSIZE, MAX_BYTES)
    lower_limit(resource.RLIMIT_AS, MAX_CONVERSION_MEMORY)


def _take(converted: Path) -> bytes:
    """What LibreOffice wrote; the way in which it ends says nothing."""
    try:
        if not converted.is_symlink() and converted.stat().st_size < MAX_BYTES:
            return converted.read_bytes()
    except OSError as error:
        raise UnreadableDocument("conversion_failed") from error
    raise UnreadableDocument("conversion_failed", f"more than {MAX_BYTES:,} bytes came out")
