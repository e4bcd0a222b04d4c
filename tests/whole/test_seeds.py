"""Random tests are the same every time in CI, and begin from the seed that is given; who sees one fail is told which it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.reading import ROOT

pytestmark = pytest.mark.slow

RANDOM_TESTS = """
from hypothesis import given
from hypothesis import strategies as st

from tests.support.seeds import choose_seed

drawn = []

@given(st.integers())
def test_numbers(number):
    drawn.append(number)

def test_what_was_drawn():
    assert drawn == choose_seed(5)

@given(st.integers())
def test_small(number):
    assert number < 1000
"""


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    path = tmp_path / "test_random.py"
    path.write_text(RANDOM_TESTS)
    return path


def run(tests: Path, *options: str, **variables: str) -> str:
    """What pytest prints of the tests, with these variables and no others of those that choose."""
    environment = {name: text for name, text in os.environ.items() if name not in ("CI", "JOSPAR_SEED")}
    command = (sys.executable, "-m", "pytest", "-vv", "-p", "tests.conftest", "-p", "no:cacheprovider", *options, str(tests))
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env={**environment, **variables})
    assert done.returncode == 1, done.stderr
    return done.stdout


def find_drawn(printed: str) -> str:
    """The numbers that were drawn, and the seed of what does not use Hypothesis."""
    found = re.search(r"assert (\[.*\] == \d+)$", printed, re.MULTILINE)
    assert found
    return found[1]


def test_a_seed_decides_and_is_printed(tests: Path) -> None:
    first, again, other = (run(tests, f"--hypothesis-seed={seed}", JOSPAR_SEED=seed, CI="true") for seed in ("7", "7", "8"))
    assert find_drawn(first) == find_drawn(again) != find_drawn(other)
    assert find_drawn(first).endswith(" == 7")
    assert "the seed was 7; to see it again: make test-random JOSPAR_SEED=7" in first
    assert "@reproduce_failure(" in first


def test_ci_has_the_same_examples_every_time(tests: Path) -> None:
    first, again = (run(tests, CI="true") for _ in range(2))
    assert find_drawn(first) == find_drawn(again)
    assert find_drawn(first).endswith(" == 5")
    assert "the seed was" not in first
    assert "@reproduce_failure(" in first
