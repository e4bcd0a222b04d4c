"""How Hypothesis draws its examples, and the seed that failures come from."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.support.programs import is_ci
from tests.support.seeds import SEED

# A change is taken or not by the same examples every time, and by no clock: the machine may be shared.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
# The seed alone decides, no failure of an earlier run.
settings.register_profile("random", settings.get_profile("ci"), derandomize=False, database=None)
if SEED is not None:
    settings.load_profile("random")
elif is_ci():
    settings.load_profile("ci")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SEED is not None and (terminalreporter.stats.keys() & {"failed", "error"}):
        terminalreporter.write_line(f"the seed was {SEED}; to see it again: make test-random JOSPAR_SEED={SEED}")
