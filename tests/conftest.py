"""How tests are run: how Hypothesis draws its examples, which tests are slow, and in what order they come."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.programs import is_ci, needs
from tests.support.seeds import SEED, choose_examples

_SLOW = Path(__file__).parent / "slow"

# No test goes by the clock, for the machine may be shared; few examples are drawn where they are not fresh ones.
settings.register_profile("usual", max_examples=choose_examples(20, 100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A change is taken or not by the same examples every time.
settings.register_profile("ci", settings.get_profile("usual"), derandomize=True, print_blob=True)
# The seed alone decides, no failure of an earlier run.
settings.register_profile("random", settings.get_profile("ci"), derandomize=False, database=None)
settings.load_profile("random" if SEED is not None else "ci" if is_ci() else "usual")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is slow where it stands in tests/slow, needs a program, or says so itself.

    Where several processes share the tests, each file is read by one of them: what its tests share, such as a browser, a server or a
    cluster, is started once. Files with slow tests come first, so that no process is left alone with one at the end.
    """
    for item in items:
        if item.path.is_relative_to(_SLOW) or item.get_closest_marker("needs"):
            item.add_marker(pytest.mark.slow)
    if "PYTEST_XDIST_WORKER" in os.environ:
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: (not item.path.is_relative_to(_SLOW), item.path not in slow))


def pytest_collection() -> None:
    """What collecting makes stays to the end: it is looked through for garbage neither now nor in the processes that tests fork."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _disks_need_not_keep_what_is_written() -> Iterator[None]:
    """Waiting for them is most of the time of a small publication; the programs that slow tests start do wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for program in marker.args:
            needs(program)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SEED is not None and (terminalreporter.stats.keys() & {"failed", "error"}):
        terminalreporter.write_line(f"the seed was {SEED}; to see it again: make test-random JOSPAR_SEED={SEED}")
