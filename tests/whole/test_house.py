"""What holds in the whole tree: a stranger who looks for a name finds one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.support.reading import ROOT

ROOMS = ("extract", "normalize", "output", "pipeline", "jospar")


def list_modules() -> Iterator[Path]:
    """The modules of the product, each once: the folder jospar holds links to the other rooms."""
    for room in ROOMS:
        folder = ROOT / room
        yield from folder.glob("*.py") if room == "jospar" else folder.rglob("*.py")


def find_classes() -> dict[str, list[str]]:
    """Where each class stands, by its name without the underscore that marks it as private."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(list_modules()):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name.lstrip("_")].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def test_the_modules_are_found() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in list_modules()} == set(ROOMS)


def test_a_class_name_stands_once() -> None:
    assert {name: places for name, places in find_classes().items() if len(places) > 1} == {}
