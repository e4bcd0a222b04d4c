"""What tests of the documentation share: a folder as `make extract` leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jospar.pipeline.main import run_command
from tests.support.reading import SAMPLE


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with samples/, in which `make extract` has just written tables/."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "samples").symlink_to(SAMPLE.parent)
    assert run_command(["extract", str(SAMPLE.parent), "--out", str(folder / "tables")]) == 0
    return folder


@pytest.fixture
def dataset_here(extracted: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, which the test runs in."""
    monkeypatch.chdir(extracted)
    return extracted
