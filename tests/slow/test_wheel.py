"""The package as it is installed: `jospar/` alone with all its files, beside files of other people that have the names of its folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from jospar import __version__
from tests.support.reading import ROOT

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--quiet")
_BUILD_SDIST = "import sys; from hatchling.build import build_sdist; print(build_sdist(sys.argv[1]))"
_NAMES = ("extract", "normalize", "output", "pipeline", "tests", "tools")
_FOREIGN = 'from pathlib import Path\n\nPath(__file__).with_suffix(".imported").touch()\nraise ImportError("a file of other people")\n'
_NEW_MODULES = "import sys; before = set(sys.modules); import jospar; print(*sorted(set(sys.modules) - before))"
_OPEN = "import jospar; print(jospar.__file__, *jospar.open_dataset('tables').documents['document_id'])"
_CLUSTER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to work in, and the programs of an environment that has the wheel."""

    folder: Path
    programs: Path

    def run(self, program: str, *arguments: str) -> str:
        """What it prints; it must end well."""
        command = (self.programs / program, *arguments)
        done = subprocess.run(command, cwd=self.folder, env=_environment(), check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _build(source: Path, folder: Path) -> Path:
    subprocess.run((*_PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source), check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _list(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of an environment with the wheel, which finds what it needs, but no other jospar, in the environment of the tests."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    subprocess.run((*_PIP, "--python", home / "bin" / "python", "install", "--no-deps", "--no-index", wheel), check=True)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


@pytest.fixture
def place(programs: Path, tmp_path: Path) -> Iterator[Place]:
    """A folder full of foreign files, none of which may have been imported in the end."""
    for name in _NAMES:
        (tmp_path / f"{name}.py").write_text(_FOREIGN, encoding="utf-8")
    yield Place(tmp_path, programs)
    assert not list(tmp_path.glob("*.imported"))


def test_a_wheel_holds_one_package_with_all_its_files(wheel: Path) -> None:
    files = {
        (Path(folder) / name).relative_to(ROOT).as_posix()
        for folder, _, names in os.walk(ROOT / "jospar", followlinks=True)
        if not folder.endswith("__pycache__")
        for name in names
    }
    held = _list(wheel)
    assert {name for name in held if ".dist-info/" not in name} == files
    assert {Path(name).suffix for name in files} >= {".css", ".html", ".js", ".txt", ".typed", ".yml"}
    assert f"jospar-{__version__}.dist-info/licenses/LICENSE" in held


def test_an_archive_of_the_sources_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    built = subprocess.run((sys.executable, "-c", _BUILD_SDIST, tmp_path), cwd=ROOT, check=True, capture_output=True, text=True)
    assert _list(_build(tmp_path / built.stdout.strip(), tmp_path)) == _list(wheel)


def test_import_jospar_imports_nothing_else(place: Place) -> None:
    assert place.run("python", "-c", _NEW_MODULES).split() == ["__future__", "jospar", "jospar.version"]


def test_the_command_and_open_dataset_work_beside_foreign_files(place: Place) -> None:
    assert place.run("python", "-m", "jospar", "--version").startswith(f"jospar {__version__} ")
    place.run("jospar", "extract", str(ROOT / "samples"), "--out", "tables")
    where, *documents = place.run("python", "-c", _OPEN).split()
    assert Path(where).is_relative_to(place.programs.parent)
    assert documents == ["ktu-2024"]


def test_processes_of_a_run_import_no_foreign_files(place: Place) -> None:
    """`python -m` looks into the working directory first, and so do the processes that it makes for documents and for pictures of pages."""
    source = str(ROOT / "samples" / "pdf")
    place.run("python", "-m", "jospar", "extract", source, "--out", "tables")
    place.run("python", "-m", "jospar", "report", source, "--data", "tables", "--out", "report")
    assert (place.folder / "report").is_dir()


@pytest.fixture
def scheduler(place: Place) -> Iterator[str]:
    """The address of a Dask cluster of one worker, both of which look into the working directory."""
    pytest.importorskip("distributed")
    file = place.folder / "scheduler.json"
    python, common = place.programs / "python", ("--scheduler-file", file, "--host", "127.0.0.1", "--no-dashboard")
    commands = (
        (python, "-m", "distributed.cli.dask_scheduler", *common, "--port", "0"),
        (python, "-m", "distributed.cli.dask_worker", *common, "--nthreads", "1", "--local-directory", place.folder),
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [subprocess.Popen(command, cwd=place.folder, env=_environment(), **quiet) for command in commands]
    try:
        end = time.monotonic() + _CLUSTER_SECONDS
        while not file.exists() or not file.stat().st_size:
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.1)
        yield json.loads(file.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


def test_workers_of_a_cluster_import_no_foreign_files(place: Place, scheduler: str) -> None:
    place.run("jospar", "extract", str(ROOT / "samples"), "--out", "tables", "--engine", "dask", "--scheduler", scheduler)
    assert place.run("python", "-c", _OPEN).split()[1:] == ["ktu-2024"]
