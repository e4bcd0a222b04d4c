"""What tests need beside Python: a test that misses a program or a font is passed over on a user's machine and fails in CI."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str) -> None:
    """Passes the test over where a program is not installed; in CI that is a failure."""
    if shutil.which(program) is None:
        miss(f"{program} is not installed")


def is_ci() -> bool:
    """Whether nobody looks on, and everything that tests need is meant to be there."""
    return os.environ.get("CI", "").lower() == "true"


def miss(reason: str) -> None:
    """Passes the test over, or fails it in CI."""
    if is_ci():
        pytest.fail(f"{reason}, and CI must have it")
    pytest.skip(reason)
