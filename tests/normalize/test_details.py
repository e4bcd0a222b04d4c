"""The words behind the meaning of an issue: what is composed can be read back."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.catalogue import CATALOGUE, ISSUES, IssueKind, kind_of
from jospar.normalize.corrections.columns import COLUMNS, VALUE
from jospar.normalize.details import DETAILS, compose_detail, split_detail
from tests.support.reading import ROOT


@given(kind=st.sampled_from(ISSUES), detail=st.text())
def test_a_message_gives_its_detail_back(kind: IssueKind, detail: str) -> None:
    assert kind.split(kind.compose(detail)) == detail


def test_a_message_of_another_version_is_all_detail() -> None:
    assert CATALOGUE["code_gap"].split("a number is lost (4.2.3)") == "a number is lost (4.2.3)"
    assert kind_of("brand_new").split("brand_new") == ""


@given(name=st.sampled_from(sorted(DETAILS)), said=st.tuples(st.integers(), st.text(alphabet="0123456789 ,абв", min_size=1)))
def test_a_detail_gives_back_what_it_was_made_of(name: str, said: tuple[int, str]) -> None:
    number, text = said
    used = (str(number), text)[: DETAILS[name].count("{")]
    assert split_detail(compose_detail(name, *said)) == (name, used)


@pytest.mark.parametrize("text", ["4.5.1 = 5000 ≠ 2500 (2024)", "", "2024 2025", "4.2.3"])
def test_a_formula_holds_no_words(text: str) -> None:
    assert split_detail(text) is None


@pytest.mark.parametrize("column", [VALUE, "name", "title", "code", "unit_label"])
def test_the_detail_of_a_correction_is_known(column: str) -> None:
    assert column in {VALUE, *COLUMNS}
    assert split_detail(f"{column}: 5000 → 500: a zero too many (A. Reviewer, 2024-05-16)") is not None


def _details_of_extraction() -> list[str]:
    """The detail of every finding that extract/ makes, with a number for each thing that is filled in."""
    found: list[str] = []
    for path in sorted((ROOT / "extract").glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Finding", "replace"):
                found += (_text_of(given) for given in (*node.args[3:4], *(key.value for key in node.keywords if key.arg == "detail")))
    return [text for text in found if text]


def _text_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "12" for part in node.values)  # type: ignore[misc]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_extraction_writes_its_details_in_words_that_are_known() -> None:
    details = _details_of_extraction()
    assert [text for text in details if split_detail(text) is None and not re.fullmatch(r"[0-9. ]*", text)] == []
    assert len(details) >= 7
