"""What one place knows, no second place may know beside it: each test fails where a table of its own comes in somewhere in the tree."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from jospar.extract.lines.rules.base import RuleName
from jospar.extract.words.figures import MINUSES

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ROOMS = ("extract", "normalize", "output", "pipeline")
SOURCES = {path.relative_to(ROOT).as_posix(): path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))}
CYRILLIC, LATIN = re.compile("[\u0400-\u052f]"), re.compile("[A-Za-z]")
# A range of years, be it a pattern or a pair of bounds.
YEAR_PATTERN = re.compile(r"\(\?:19\||\(19\||\b19\|20|199\[|20\[0-9\]|20\\d")
YEAR_BOUNDS = frozenset({1900, 1990, 1991, 2000, 2099, 2100})
DASH_CLASS = re.compile("\\[[^]]*(?:–—−|—−|−—)[^]]*\\]")
# What stands for a number as a whole: figures, and the spaces and marks that group them.
NUMBER_CLASS = re.compile(r"^[^()|]*\\d\[\\d(?:\\s| )[^\]]*\][*+]$|^\[\\d\\s[^\]]*\][*+]$")
# A class of letters in a pattern, the end of which may stand in another piece of a formatted text.
CLASS = re.compile(r"\[[^]]*(?:\]|$)")
# Rules that are words of other things too: kinds of labels, columns, parts and fields of files.
ALSO_OTHERS = {"header", "caption", "chapter", "transition", "measure", "footnote", "table_continues", "column_not_read"}


@cache
def _parse(source: str) -> ast.Module:
    return ast.parse(source)


def _texts(source: str) -> Iterator[str]:
    """The texts of a module that are no docstrings, pieces of formatted ones too."""
    tree = _parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def _has_lookalikes(source: str) -> bool:
    """Whether a module pairs letters of two scripts: it makes a table of letters, or one of its mappings goes from one to the other."""
    for node in ast.walk(_parse(source)) if CYRILLIC.search(source) else ():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("maketrans", "replace"):
            texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            if any(map(CYRILLIC.search, texts)):
                return True
        if isinstance(node, ast.Dict):
            pairs = [
                (key.value, value.value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
            ]
            letters = [pair for pair in pairs if all(isinstance(text, str) and len(text) == 1 for text in pair)]
            if any(
                (CYRILLIC.match(left) and LATIN.match(right)) or (LATIN.match(left) and CYRILLIC.match(right)) for left, right in letters
            ):
                return True
    return False


def _has_years(source: str) -> bool:
    """Whether a module has a range of years: a pattern of its own, or a comparison with the bounds of one."""
    tree = _parse(source)
    compared = (
        number.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare | ast.Assign)
        for number in ast.walk(node)
        if isinstance(number, ast.Constant) and isinstance(number.value, int)
    )
    return any(map(YEAR_PATTERN.search, _texts(source))) or len(YEAR_BOUNDS.intersection(compared)) > 1


def _has_numbers(source: str) -> bool:
    return any(map(NUMBER_CLASS.match, _texts(source)))


def _has_dashes(source: str) -> bool:
    return any(map(DASH_CLASS.search, _texts(source))) or not {"-–—−", MINUSES}.isdisjoint(_texts(source))


def _has_rule_names(source: str) -> bool:
    return not {name.value for name in RuleName}.difference(ALSO_OTHERS).isdisjoint(_texts(source))


PLACES = [
    pytest.param(_has_lookalikes, {"extract/words/folding.py"}, id="look-alike letters"),
    pytest.param(_has_years, {"extract/words/years.py"}, id="years"),
    pytest.param(_has_numbers, set(), id="numbers"),
    pytest.param(_has_dashes, {"extract/words/figures.py"}, id="missing marks"),
    pytest.param(_has_rule_names, {"extract/lines/rules/base.py"}, id="names of rules"),
]


@pytest.mark.parametrize(("knows", "places"), PLACES)
def test_one_place_knows_it(knows, places: set[str]) -> None:  # type: ignore[no-untyped-def]
    found = {name for name, path in SOURCES.items() if knows(path.read_text(encoding="utf-8"))}
    # Where a header is printed again is a part of the header and a rule by the same name, as is the row that numbers the columns.
    assert found - {"extract/columns/tables.py"} == places


@pytest.mark.parametrize(
    ("knows", "source"),
    [
        (_has_lookalikes, '_ALIKE = str.maketrans("aceo", "асео")'),
        (_has_lookalikes, 'text = text.replace("ё", "е")'),
        (_has_lookalikes, '_ROMAN = {"Х": "X"}'),
        (_has_years, '_YEAR = re.compile(r"(?:19|20)\\d\\d")'),
        (_has_years, 'YEAR = r"(?:199[0-9]|20[0-9]{2}|2100)"'),
        (_has_years, "_FIRST, _LAST = 1990, 2100"),
        (_has_years, "is_year = 1900 <= number < 2100"),
        (_has_numbers, '_NUMERIC = re.compile(r"[-–]?\\d[\\d ,.%]*")'),
        (_has_numbers, '_FIGURES = re.compile(r"[\\d\\s.,]+")'),
        (_has_dashes, '_DASH = re.compile("[-–—−]+")'),
        (_has_dashes, 'missing = text in "-–—−"'),
        (_has_rule_names, 'ignored = cell.rule == "heading_without_rows"'),
    ],
)
def test_a_second_place_would_be_seen(knows, source: str) -> None:  # type: ignore[no-untyped-def]
    assert knows(source)


def test_no_word_of_the_documents_stands_in_code() -> None:
    """Words are in the lists (rule 5 of the design); letters, and examples of the catalogue and labels of the columns, are none."""
    for name, path in SOURCES.items():
        if name.startswith(("extract", "normalize")) and name not in LETTERS:
            assert not [text for text in _texts(path.read_text(encoding="utf-8")) if CYRILLIC.search(CLASS.sub("", text))], name


LETTERS = {
    "extract/readers/raised.py",
    "extract/words/letter_order.py",
    "extract/readers/encodings.py",
    "extract/letters.py",
    "extract/words/alphabet.py",
    "extract/words/folding.py",
    "extract/readers/text.py",
    "extract/readers/pdf/checks.py",
    "extract/readers/word/number_formats.py",
    "normalize/words/language.py",
    "normalize/words/names.py",
    "normalize/catalogue.py",
}
"""Modules whose texts are letters, and the catalogue with its examples."""


def test_a_class_of_extract_has_its_name_alone() -> None:
    classes = Counter(
        (node.name, name.partition("/")[0])
        for name, path in SOURCES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    rooms: dict[str, set[str]] = {}
    for name, room in classes:
        rooms.setdefault(name, set()).add(room)
    twice = [name for (name, room), count in classes.items() if room == "extract" and (count > 1 or len(rooms[name]) > 1)]
    # A correction finds a row of its own kind.
    assert set(twice) <= {"Row"}
