"""Mistakes seeded into made-up documents and the sample: those that something bears on are noticed, and clean documents are left alone.

`make mistakes` runs hundreds of documents; here stands one of each layout. The instrument is tested too: its relations hold, its mistakes
are in the file, and only an issue at the right place counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.issues import Note, add_issues
from jospar.normalize.records import Records, Severity
from tests.generator.documents import Form, Generated, generate, read_back, write
from tests.generator.editing import numbers_of
from tests.generator.layouts import LAYOUTS, Layout
from tests.generator.mistakes import Bearing
from tests.generator.noticing import keys_of, notice
from tests.generator.relations import Kind, Relation
from tests.generator.sample import sample_trials
from tests.generator.slips import IN_NUMBERS, Slip, misprint, number_of
from tests.generator.trials import Trial, clean_records, documents, read_checked, trials
from tests.support.reading import SAMPLE
from tests.support.seeds import choose_seed

_SEED = choose_seed(1000)
pytestmark = [pytest.mark.seeded, pytest.mark.slow]
_BEARS = (Bearing.RELATION, Bearing.CONTEXT)


@pytest.fixture(scope="module")
def clean() -> list[tuple[Generated, Records]]:
    return [(document, clean_records(document, Form.TEXT)) for document in documents(len(LAYOUTS), _SEED)]


@pytest.fixture(scope="module")
def seeded(clean: list[tuple[Generated, Records]]) -> list[Trial]:
    """In each document every third kind of mistake, in the next one those after them."""
    slips = tuple(Slip)
    return [
        trial for number, (document, records) in enumerate(clean) for trial in trials(document, records, Form.TEXT, slips[number % 3 :: 3])
    ]


def test_what_something_bears_on_is_noticed(seeded: list[Trial]) -> None:
    assert _rate(seeded) >= 95, _missed(seeded)


def test_mistakes_in_the_sample_are_noticed() -> None:
    found = list(sample_trials(SAMPLE.read_bytes(), every=12))
    assert _rate(found) >= 95, _missed(found)


def test_clean_documents_are_left_alone(clean: list[tuple[Generated, Records]]) -> None:
    """At most one warning or error in a hundred measures."""
    loud = [issue for _, records in clean for issue in records.issues if issue.severity is not Severity.INFO]
    measures = sum(len(records.measures) for _, records in clean)
    assert 100 * len(loud) <= measures, [(issue.code, issue.printed, issue.message) for issue in loud]


# ---- the instrument --------------------------------------------------------------------------------------------------------------------


def test_each_kind_of_mistake_and_relation_is_tried(seeded: list[Trial], clean: list[tuple[Generated, Records]]) -> None:
    assert {trial.mistake.slip for trial in seeded} == set(Slip)
    assert {relation.kind for document, _ in clean for relation in document.strategy.relations} == set(Kind)
    assert sum(trial.mistake.bearing is Bearing.RELATION for trial in seeded) > 30


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_relations_hold_and_are_read(layout: Layout) -> None:
    """Every relation holds in each of its years, and the document comes out as it was made up."""
    document = generate(layout, _SEED, related=True)
    numbers = numbers_of(document.strategy)
    for relation in document.strategy.relations:
        assert relation.holding(numbers) == set(relation.years), relation
    assert read_back(document, Form.TEXT, write(document, Form.TEXT)).differences == []


def test_unrelated_documents_have_no_relations() -> None:
    assert generate(LAYOUTS[0], 1).strategy.relations == ()


def test_keys_are_those_of_the_records(clean: list[tuple[Generated, Records]]) -> None:
    """A key means the same row in the plan and in what was read."""
    for document, records in clean:
        assert {key for key, _ in numbers_of(document.strategy)} <= set(keys_of(records).values())


def test_a_mistake_is_in_the_file(seeded: list[Trial], clean: list[tuple[Generated, Records]]) -> None:
    files = {records.document.source_name: write(document, Form.TEXT) for document, records in clean}
    assert all(trial.data != files[trial.name] for trial in seeded)


def test_only_new_issues_at_the_place_count(seeded: list[Trial], clean: list[tuple[Generated, Records]]) -> None:
    trial = next(trial for trial in seeded if trial.mistake.slip is Slip.DIGIT_CHANGED and trial.mistake.bearing is Bearing.RELATION)
    unchanged = next(records for _, records in clean if records.document.source_name == trial.name)
    found = read_checked(trial.name, trial.data)
    ((key, year), truth) = next(iter(trial.mistake.truth.items()))
    here = next(record_id for record_id, found_key in keys_of(found).items() if found_key == key)
    elsewhere = next(record_id for record_id, found_key in keys_of(found).items() if found_key not in trial.mistake.at)
    bare, clean_bare = replace(found, issues=()), replace(unchanged, issues=())
    right = _noted(bare, here, year, truth)
    assert notice(clean_bare, right, trial.mistake).loudly
    assert notice(clean_bare, right, trial.mistake).suggestion_right is True
    assert notice(clean_bare, _noted(bare, here, year, "987654321"), trial.mistake).suggestion_right is False
    assert not notice(clean_bare, _noted(bare, elsewhere, year, truth), trial.mistake).issues
    assert not notice(_noted(clean_bare, here, year, truth), right, trial.mistake).issues


def test_a_relation_says_whether_it_is_still_known() -> None:
    """Five years of growth by steps, one of them wrong: four still tell; a sum that is neither begins nor ends right is not told."""
    steps = Relation(Kind.STEPS, ("a",), tuple(range(5)), tuple(map(Decimal, (1, 2, 3, 4, 5))))
    numbers = {("a", year): Decimal(year + 1) for year in range(5)}
    wrong = {**numbers, ("a", 2): Decimal(30)}
    assert steps.holding(numbers) == {0, 1, 2, 3, 4}
    assert steps.known_without(steps.holding(wrong)) is True
    target = Relation(Kind.TARGET, ("t", "a", "b"), (0, 4))
    assert target.known_without(target.holding(wrong)) is False


def test_shares_hold_however_they_were_rounded() -> None:
    share = Relation(Kind.SHARE, ("amount", "percent", "whole"), (0,))
    numbers = {("percent", 0): Decimal("3.5"), ("whole", 0): Decimal("9367017")}
    held = [amount for amount in range(327843, 327849) if share.holding({**numbers, ("amount", 0): Decimal(amount)})]
    assert held == [327845, 327846]


@given(st.integers(0, 10**9), st.integers(0, 2), st.sampled_from(IN_NUMBERS), st.randoms(use_true_random=False))
def test_a_misprint_is_another_number(digits: int, places: int, slip: Slip, random: Random) -> None:
    text = f"{Decimal(digits).scaleb(-places):,}".replace(",", " ").replace(".", ",")
    changed = misprint(text, slip, random, lambda number: f"{number:,}".replace(",", " ").replace(".", ","))
    assert changed is None or number_of(changed) not in (number_of(text), 0)


def _noted(records: Records, record_id: str, year: int | None, suggestion: str) -> Records:
    place = next(cell.place for cell in records.cells)
    return add_issues(records, [Note("number_unreadable", place, record_id=record_id, year=year, suggestion=suggestion)])


def _rate(found: Sequence[Trial]) -> float:
    borne = [trial for trial in found if trial.mistake.bearing in _BEARS]
    return 100 * sum(trial.noticed.loudly for trial in borne) / len(borne)


def _missed(found: Sequence[Trial]) -> list[str]:
    missed = [trial for trial in found if trial.mistake.bearing in _BEARS and not trial.noticed.loudly]
    return [f"{trial.name}: {trial.mistake.slip} ({trial.mistake.because}) {trial.mistake.what}" for trial in missed]
