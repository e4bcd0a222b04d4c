"""Takes apart the pages of the documentation: those of the top folder, docs/ and findings/README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.reading import ROOT

PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "findings" / "README.md")


def read_page(name: str) -> str:
    """The text of a page, by its path in the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def name_page(page: Path) -> str:
    """What to call a page in a test: its path in the repository."""
    return page.relative_to(ROOT).as_posix()


def find_blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def find_rows(text: str, heading: str) -> Iterator[list[str]]:
    """The rows of the tables below a heading, without their header: the texts of their cells, and of code without its ticks."""
    _, _, below = text.partition(f"{heading}\n")
    assert below, heading
    header = True
    for line in below.splitlines():
        if line.startswith("#"):
            return
        if line.startswith("| ---"):
            header = False
        elif not line.startswith("|"):
            header = True
        elif not header:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def find_code(text: str) -> list[str]:
    """What stands between ticks within a line."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


@dataclass(frozen=True, slots=True)
class Change:
    """What a diff of a page does to a file: `before` becomes `after`. Without `before`, `after` goes to its end, or is a new file."""

    path: str
    before: str
    after: str


def find_changes(text: str) -> list[Change]:
    """The changes that the diffs of a page make, in their order."""
    changes = []
    for block in find_blocks(text, "diff"):
        head, *lines = block.splitlines()
        before = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("", " ", "-"))
        after = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("", " ", "+"))
        changes.append(Change(head.removeprefix("--- "), before, after))
    return changes


def find_made_files(text: str) -> set[str]:
    """The files that the diffs of a page make."""
    return {change.path for change in find_changes(text) if not change.before}
