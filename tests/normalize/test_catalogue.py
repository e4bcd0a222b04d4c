"""Every code that the source can emit has an entry in the catalogue, and every entry is emitted somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from jospar.extract.document import UnreadableDocument
from jospar.normalize.catalogue import CATALOGUE, ISSUES, REFUSALS, IssueKind, Unreadable
from jospar.normalize.records import Severity
from tests.support.reading import ROOT

SOURCES = sorted(path for folder in ("extract", "normalize", "output", "pipeline") for path in ROOT.glob(f"{folder}/**/*.py"))
EMITTERS = {"Finding", "Note", "note", "Unreadable", "UnreadableDocument", "Refusal"}
CATALOGUE_FILE = ROOT / "normalize" / "catalogue.py"


def _texts(node: ast.AST) -> Iterator[str]:
    """Every text constant in an expression, those of a choice (`a if b else c`) too."""
    yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _emitted() -> dict[str, str]:
    """The code that each call of an emitter names as its first argument, with where it stands."""
    found: dict[str, str] = {}
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or _name_of(call.func) not in EMITTERS or not call.args:
                continue
            code = call.args[0]
            if isinstance(code, ast.Constant | ast.IfExp):
                branches = code if isinstance(code, ast.Constant) else ast.Tuple([code.body, code.orelse])
                found.update((text, f"{path.name}:{call.lineno}") for text in _texts(branches))
    return found


@cache
def _written() -> frozenset[str]:
    """Every text constant of the source outside the catalogue: codes that reach an emitter through a variable are among them."""
    return frozenset(text for path in SOURCES if path != CATALOGUE_FILE for text in _texts(ast.parse(path.read_text(encoding="utf-8"))))


def test_every_code_that_is_emitted_has_an_entry() -> None:
    assert {code: where for code, where in _emitted().items() if code not in CATALOGUE} == {}
    assert len(_emitted()) > 40


@pytest.mark.parametrize("kind", [*ISSUES, *REFUSALS], ids=lambda kind: kind.code)
def test_every_entry_is_emitted_somewhere(kind: IssueKind) -> None:
    assert kind.code in _written()


@pytest.mark.parametrize("kind", [*ISSUES, *REFUSALS], ids=lambda kind: kind.code)
def test_an_entry_tells_what_it_means_and_what_to_do(kind: IssueKind) -> None:
    assert kind.code.replace("_", "").islower() and kind.code.isascii()
    assert isinstance(kind.severity, Severity)
    for text in (kind.meaning, kind.remedy):
        assert text and text[0].islower() and not text.endswith(".")


def test_an_issue_has_an_example() -> None:
    assert [kind.code for kind in ISSUES if not kind.example] == []


def test_no_code_stands_twice() -> None:
    assert len(CATALOGUE) == len(ISSUES) + len(REFUSALS)
    assert all(CATALOGUE[kind.code] is kind for kind in (*ISSUES, *REFUSALS))


def test_a_refusal_is_an_error() -> None:
    assert {kind.severity for kind in REFUSALS} == {Severity.ERROR}


def test_a_null_is_never_less_than_an_error_where_a_number_was_printed() -> None:
    assert {kind.severity for kind in ISSUES if "the value is null" in kind.meaning} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (Unreadable("number_point", "1.234"), "number_point: 1.234"),
        (Unreadable("number_point"), "number_point"),
        (UnreadableDocument("empty_file"), "empty_file"),
    ],
)
def test_refusals_say_what_was_seen(error: Exception, text: str) -> None:
    assert str(error) == text
