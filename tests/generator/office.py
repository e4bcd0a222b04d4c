"""Has LibreOffice print many .docx files as PDFs in one call, with a profile of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = "soffice"
_SECONDS = 600


def print_all(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDF of each .docx by the same name without suffix; a file that LibreOffice could not print is not among them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for stem, data in files.items():
            (folder / f"{stem}.docx").write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [PROGRAM, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        inputs = [str(path) for path in sorted(folder.glob("*.docx"))]
        subprocess.run([*command, *inputs], check=True, capture_output=True, timeout=_SECONDS)
        return {path.stem: path.read_bytes() for path in folder.glob("*.pdf")}
