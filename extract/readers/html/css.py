"""Reads style sheets and inline styles: which declarations hold for which elements.

It knows the syntax of CSS as far as office programs and browsers write it. It must not know what a property does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from jospar.extract.readers.html.selectors import Selector, read_selector

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(r"\s*([-\w]+)\s*:(.*)", re.DOTALL)
_PIECE = re.compile(r"""[^"'();]+|"[^"]*"|'[^']*'|.""", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_BLOCK = re.compile(r"[{};]")
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)
_SCREEN = re.compile(r"\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_COMMA = re.compile(r",(?![^()]*\))")
_MOST_DEPTH, _MOST_RULES, _LONGEST_SELECTOR = 8, 5_000, 4_000


class Declared(NamedTuple):
    """A declaration: its value, and whether it is important."""

    value: str
    important: bool


class Rule(NamedTuple):
    """Declarations for the elements that a selector finds."""

    selector: Selector
    declarations: Mapping[str, Declared]


def read_declarations(text: str) -> dict[str, Declared]:
    """The declarations of a block or of an inline style, names and most values in small letters.

    >>> read_declarations("COLOR: White; font-size:0 !important")
    {'color': Declared(value='white', important=False), 'font-size': Declared(value='0', important=True)}
    """
    found: dict[str, Declared] = {}
    for one in _split_declarations(_COMMENT.sub(" ", text)):
        match = _DECLARATION.fullmatch(one)
        if match is None:
            continue
        name, value = match[1].lower(), match[2].strip()
        bare = _IMPORTANT.sub("", value).strip()
        declared = Declared(bare if name == "content" or name.startswith("--") else bare.lower(), bare != value)
        if declared.important or not (name in found and found[name].important):
            found[name] = declared
    return found


def _split_declarations(text: str) -> Iterator[str]:
    """What semicolons part, but for those in quotes and brackets."""
    pieces: list[str] = []
    depth = 0
    for match in _PIECE.finditer(text):
        depth = max(depth + (match[0] == "(") - (match[0] == ")"), 0)
        if match[0] == ";" and depth == 0:
            yield "".join(pieces)
            pieces.clear()
        else:
            pieces.append(match[0])
    yield "".join(pieces)


def read_rules(sheet: str) -> list[Rule]:
    """The rules of a style sheet that hold on a screen, in order; those with selectors that are not understood are left out."""
    return list(islice(_rules(_COMMENT.sub(" ", sheet), 0), _MOST_RULES))


def _rules(sheet: str, depth: int) -> Iterator[Rule]:
    position = 0
    while match := _BLOCK.search(sheet, position):
        prelude, position = sheet[position : match.start()].strip(), match.end()
        if match[0] != "{":
            continue
        end = _end_of_block(sheet, position)
        body, position = sheet[position:end], end + 1
        if not prelude.startswith("@"):
            yield from _rules_of(prelude, body)
        elif depth < _MOST_DEPTH and _holds_on_screen(prelude):
            yield from _rules(body, depth + 1)


def _end_of_block(sheet: str, position: int) -> int:
    depth = 1
    for match in _BRACE.finditer(sheet, position):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(sheet)


def _holds_on_screen(prelude: str) -> bool:
    name, _, condition = prelude[1:].partition(" ")
    if name.lower() in {"supports", "layer"}:
        return True
    return name.lower() == "media" and any(_SCREEN.fullmatch(one) for one in condition.split(","))


def _rules_of(prelude: str, body: str) -> Iterator[Rule]:
    declarations = read_declarations(body)
    for one in _COMMA.split(prelude) if declarations and len(prelude) <= _LONGEST_SELECTOR else ():
        selector = read_selector(one.strip())
        if selector is not None:
            yield Rule(selector, declarations)
