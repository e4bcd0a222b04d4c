"""Finds the fonts that generated PDFs are set in: those files that have the letters of Kazakh, which old versions of some have not.

Debian: fonts-dejavu-core, fonts-liberation2 or fonts-liberation from version 2 on.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("/opt/homebrew/share/fonts"),
    Path("C:/Windows/Fonts"),
)
_FILES = {
    "LiberationSerif": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    "LiberationSans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "DejaVuSans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "DejaVuSerif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
}


_LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІ№–"


@cache
def missing_fonts() -> tuple[str, ...]:
    """The font files that are not on this machine."""
    return tuple(file for files in _FILES.values() for file in files if _find(file) is None)


@cache
def register(font: str) -> tuple[str, str]:
    """The names, for reportlab, of a font and of its bold."""
    names = (font, f"{font}-Bold")
    for name, file in zip(names, _FILES[font], strict=True):
        path = _find(file)
        if path is None:
            raise FileNotFoundError(f"no font {file} with Kazakh letters is installed")
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return names


@cache
def _find(file: str) -> Path | None:
    found = (path for folder in _FOLDERS if folder.is_dir() for path in sorted(folder.rglob(file)))
    return next((path for path in found if _has_letters(path)), None)


def _has_letters(path: Path) -> bool:
    glyphs = TTFont(path.stem, str(path)).face.charToGlyph
    return all(ord(letter) in glyphs for letter in _LETTERS)
