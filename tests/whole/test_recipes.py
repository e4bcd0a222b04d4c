"""The recipes of docs/extending.md: each fails to hold before its changes are made to a copy of the tree, and holds after."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.documentation import Change, find_blocks, find_changes, read_page
from tests.support.reading import ROOT

PAGE = read_page("docs/extending.md")
BEGINNING, *RECIPES = re.split(r"^## ", PAGE, flags=re.MULTILINE)
(SHARED,) = find_blocks(BEGINNING, "python")
ROOMS = ("jospar", "extract", "normalize", "output", "pipeline")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program, to be changed; with what was compiled of it, but for what is being compiled."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / "tree" / room, symlinks=True, ignore=shutil.ignore_patterns("*.pyc.*"))
    return tmp_path / "tree"


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.splitlines()[0])
def test_a_recipe_holds(recipe: str, tree: Path, tmp_path: Path) -> None:
    proof = SHARED + "\n" + "".join(find_blocks(recipe, "python"))
    before = _run(proof, ROOT, tmp_path / "before")
    assert before.returncode != 0
    for change in find_changes(recipe):
        _apply(change, tree)
    after = _run(proof, tree, tmp_path / "after")
    assert after.returncode == 0, after.stderr


def _run(proof: str, tree: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-c", proof], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _apply(change: Change, tree: Path) -> None:
    path = tree / change.path
    if not change.before:
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + change.after, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(change.before) == 1, change
    path.write_text(text.replace(change.before, change.after), encoding="utf-8")


def test_every_recipe_of_the_readme_is_there() -> None:
    (named,) = re.findall(r"^- \[extending\.md\].*?: (.+)$", read_page("README.md"), re.MULTILINE)
    assert [recipe.splitlines()[0].lower() for recipe in RECIPES] == named.split(", ")
