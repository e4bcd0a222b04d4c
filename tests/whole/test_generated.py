"""Made-up strategies in many layouts and forms: what comes out is what went in, and nothing is silently wrong.

`make accuracy` runs hundreds of them; here stands one of each layout.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.generator.compare import Comparison
from tests.generator.documents import Form, Generated, generate, read_back, write
from tests.generator.fonts import missing_fonts
from tests.generator.layouts import LAYOUTS, Layout, Turn
from tests.generator.office import PROGRAM, print_all
from tests.support.programs import miss
from tests.support.seeds import choose_seed

_SEED = choose_seed(11)
pytestmark = [pytest.mark.seeded, pytest.mark.slow]


def _case(layout: Layout, form: Form) -> object:
    """A document in a form."""
    return pytest.param(layout, form, id=f"{layout.name}, {form}", marks=[pytest.mark.needs(PROGRAM)] if form is Form.PRINTED else [])


# Every layout in every form that it differs in. Word processors know nothing of drift and turned text: those layouts would be others again.
_CASES = [
    _case(layout, form)
    for layout in LAYOUTS
    for form in Form
    if form in (Form.TEXT, Form.PDF) or (layout.turn is Turn.NONE and not layout.drift)
]


@cache
def _document(layout: Layout) -> Generated:
    return generate(layout, _SEED)


@cache
def _printed() -> dict[str, bytes]:
    """The Word files as LibreOffice prints them, all in one call."""
    return print_all({document.name: write(document, Form.PRINTED) for document in map(_document, LAYOUTS)})


@cache
def compared(layout: Layout, form: Form) -> Comparison:
    """Reads each document once in each form."""
    document = _document(layout)
    if form is Form.PDF and missing_fonts():
        miss(f"no fonts with Kazakh letters: {', '.join(missing_fonts())}")
    data = _printed()[document.name] if form is Form.PRINTED else write(document, form)
    return read_back(document, form, data)


@pytest.mark.parametrize(("layout", "form"), _CASES)
def test_nothing_is_silently_wrong(layout: Layout, form: Form) -> None:
    """Whatever the layout: no wrong number, no number of another row or year, without an issue that speaks of it."""
    comparison = compared(layout, form)
    assert (comparison.silently_wrong, comparison.invented) == (0, 0), comparison.differences


@pytest.mark.parametrize(("layout", "form"), _CASES)
def test_all_differences_are_flagged(layout: Layout, form: Form) -> None:
    """What is not as it was written, names and parties too, has an issue that says so."""
    assert compared(layout, form).unflagged == []


@pytest.mark.parametrize(("layout", "form"), _CASES)
def test_all_numbers_come_out(layout: Layout, form: Form) -> None:
    """Every number is there, in columns too that are so tight that the groups of a number are broken."""
    comparison = compared(layout, form)
    assert comparison.right + comparison.merged == comparison.values > 0, comparison.differences


@pytest.mark.parametrize(("layout", "form"), [_case(layout, form) for form in (Form.TEXT, Form.WORD) for layout in LAYOUTS])
def test_everything_comes_out(layout: Layout, form: Form) -> None:
    """Where cells are whole nothing is doubtful, and everything is equal."""
    assert compared(layout, form).differences == []


def test_differences_are_seen() -> None:
    document = _document(next(layout for layout in LAYOUTS if layout.name == "portrait"))
    amount = next(amount for measure in document.strategy.measures() for amount in measure.amounts if amount.number)
    data = write(document, Form.TEXT).replace(f"\t{amount.text}\t".encode(), b"\t987654321\t", 1)
    comparison = read_back(document, Form.TEXT, data)
    assert (comparison.silently_wrong, comparison.right) == (1, comparison.values - 1)
    assert len(comparison.differences) == len(comparison.unflagged) == 1
