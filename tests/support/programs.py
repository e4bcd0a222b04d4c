"""What tests need beside Python: a test that misses a program or a font is passed over on a user's machine and fails in CI."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str) -> None:
    """Passes the test over where a program is not installed; in CI that is a failure."""
    if shutil.which(program) is None:
        miss(f"{program} is not installed")


def miss(reason: str) -> None:
    """Passes the test over, or fails it in CI."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{reason}, and CI must have it")
    pytest.skip(reason)
