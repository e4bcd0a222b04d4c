"""Disks that refuse: at every call that changes something, once or from there on; full ones, and ones that may not be written.

The old snapshot stays whole, one line says what to do, and the next run finds nothing in its way.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jospar.pipeline.system.exits import Exit
from tests.slow.torture import (
    FULL,
    Versions,
    check_whole,
    choose_some,
    copy_dataset,
    find_leftovers,
    hash_tables,
    run,
    show_tree,
)
from tests.slow.torture_calls import KILL, Fault, Run, Then, build_library, runner
from tests.support.programs import needs
from tests.support.reading import SHORT

ERRORS = {errno.ENOSPC: "the disk is full", errno.EIO: "Input/output error", errno.EROFS: "on a disk that may not be written"}


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """A folder with a dataset `old` of two documents, and in `in` what the next run reads: one of them changed, one new."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "in").mkdir()
        for document in ("same", "changes"):
            (folder / "in" / f"{document}.txt").write_bytes(SHORT)
        assert run("extract", folder / "in", "--out", folder / "old") == (Exit.ALL_READ, "")
        (folder / "in" / "changes.txt").write_bytes(SHORT + b"\n")
        (folder / "in" / "new.txt").write_bytes(SHORT)
        assert run("extract", folder / "in", "--out", copy_dataset(folder / "old", folder / "new")) == (Exit.ALL_READ, "")
        yield folder


@pytest.fixture(scope="module")
def faulty(base: Path) -> Iterator[Run]:
    with runner(build_library(base)) as run_with:
        yield run_with


def find_calls(base: Path, faulty: Run) -> list[str]:
    """The names of the calls of a good run that change something in the folder of the dataset, in order."""
    out, log = copy_dataset(base / "old", base / "counted"), base / "log"
    assert faulty(out, arguments(base, out), log=str(log)) == (Exit.ALL_READ, "")
    assert hash_tables(out) == hash_tables(base / "new")
    calls = [line.partition(" ")[0] for line in log.read_text().splitlines()]
    shutil.rmtree(out)
    log.unlink()
    return calls


def arguments(base: Path, out: Path) -> list[str]:
    return ["extract", str(base / "in"), "--out", str(out), "--workers", "1"]


def find_fault(base: Path, out: Path, code: int, errors: str, fault: Fault) -> str | None:
    """What is wrong after a run under a fault, if something is."""
    old, new = check_whole(base / "old"), check_whole(base / "new")
    try:
        found: Versions | str = check_whole(out)
    except (AssertionError, OSError) as error:
        return f"not whole: {error!r:.200}"
    if fault.error == KILL:
        return None if found in (old, new) else "neither old nor new"
    if code == Exit.ALL_READ:
        return None if (found, errors) == (new, "") else f"ended well and was not so: {errors}"
    is_clear = errors.count("\n") == 1 and errors.startswith(f"jospar: {out}: ") and ERRORS[fault.error] in errors
    if code != Exit.OUTPUT_FAILED or not is_clear:
        return f"{code}: {errors}"
    if found != old and fault.then is Then.WELL:
        return "failed and published"
    if fault.then is Then.WELL and show_tree(out) != show_tree(base / "old"):
        return f"left behind: {sorted(show_tree(out).keys() ^ show_tree(base / 'old').keys())[:4]}"
    return None


def find_wrongs(base: Path, faulty: Run, faults: list[Fault], calls: list[str]) -> list[str]:
    wrongs = []
    for fault in faults:
        out = copy_dataset(base / "old", base / "out")
        code, errors = faulty(out, arguments(base, out), fault)
        wrong = find_fault(base, out, code, errors, fault)
        again = faulty(out, arguments(base, out))
        if not wrong and (again != (Exit.ALL_READ, "") or hash_tables(out) != hash_tables(base / "new") or find_leftovers(out)):
            wrong = f"not repaired: {again}, {find_leftovers(out)}"
        if wrong:
            wrongs.append(f"{fault}, {calls[fault.at - 1]}: {wrong}")
        shutil.rmtree(out)
    return wrongs


def test_every_call_fails_in_turn(base: Path, faulty: Run) -> None:
    """Calls that only write differ in little: each has one fault of all; the others have every one."""
    calls = find_calls(base, faulty)
    kinds = [(error, then) for error in ERRORS for then in Then]
    faults = [
        Fault(number, error, then)
        for number, call in enumerate(calls, 1)
        for at, (error, then) in enumerate(kinds)
        if call != "write" or at == number % len(kinds)
    ]
    assert find_wrongs(base, faulty, choose_some(faults, 5), calls) == []


def test_the_last_call_of_all_fails(base: Path, faulty: Run) -> None:
    """The new snapshot is the latest by then, and a disk that is full may refuse the link back to the old one."""
    calls = find_calls(base, faulty)
    last = len(calls) - calls[::-1].index("fsync")
    assert find_wrongs(base, faulty, [Fault(last, errno.ENOSPC, then) for then in Then], calls) == []


def test_a_kill_at_every_call(base: Path, faulty: Run) -> None:
    calls = find_calls(base, faulty)
    faults = [Fault(number, KILL) for number in range(1, len(calls) + 1)]
    few = [fault for fault in faults if calls[fault.at - 1] != "write"]
    assert find_wrongs(base, faulty, faults if FULL else choose_some(few, 3), calls) == []


# Real disks


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = _mount("-t", "tmpfs", "-o", "size=2m", "jospar", str(folder))
    if made:
        pytest.skip(f"no disk can be mounted here: {made}")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def _mount(*options: str) -> str:
    """Why it can't be done, nothing where it was."""
    if sys.platform != "linux" or os.getuid() != 0:
        return "only root may, on Linux"
    done = subprocess.run(("mount", *options), capture_output=True, text=True, check=False)
    return (done.stderr.strip() or "mount failed") if done.returncode else ""


def test_a_disk_that_is_full_sooner_or_later(base: Path, disk: Path) -> None:
    out = copy_dataset(base / "old", disk / "out")
    before, refused = show_tree(out), 0
    for kilobytes in choose_some(range(0, 400, 4), 4):
        free = os.statvfs(disk)
        (disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize - kilobytes * 1024))
        code, errors = run(*arguments(base, out))
        (disk / "ballast").unlink()
        if code == Exit.ALL_READ:
            shutil.rmtree(out)
            copy_dataset(base / "old", out)
            continue
        refused += 1
        assert (code, errors) == (Exit.OUTPUT_FAILED, f"jospar: {out}: the disk is full; free some space and run again\n"), kilobytes
        assert show_tree(out) == before, kilobytes
    assert refused > 1
    assert run(*arguments(base, out)) == (Exit.ALL_READ, "")
    assert hash_tables(out) == hash_tables(base / "new")


def test_a_disk_that_may_not_be_written(base: Path, disk: Path) -> None:
    out = copy_dataset(base / "old", disk / "out")
    before = show_tree(out)
    assert not _mount("-o", "remount,ro", str(disk))
    for folder in (out, disk / "other"):
        code, errors = run(*arguments(base, folder))
        assert (code, errors) == (Exit.OUTPUT_FAILED, f"jospar: {folder}: it is on a disk that may not be written; name another folder\n")
    assert run("status", "--data", out) == (Exit.ALL_READ, "")
    assert show_tree(out) == before
    assert not _mount("-o", "remount,rw", str(disk))
    assert run(*arguments(base, out)) == (Exit.ALL_READ, "")


@pytest.mark.parametrize("where", [".", "snapshots"])
def test_a_folder_that_may_not_be_written(base: Path, tmp_path: Path, where: str) -> None:
    within: tuple[str, ...] = ()
    if os.getuid() == 0:
        within = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
        needs("setpriv")
        if run("--version", within=within)[0]:
            pytest.skip("root may write anywhere, and can't be kept from it here")
    out = copy_dataset(base / "old", tmp_path / "out")
    (out / where).chmod(0o555)
    before = show_tree(out)
    code, errors = run(*arguments(base, out), within=within)
    assert (code, errors) == (
        Exit.OUTPUT_FAILED, f"jospar: {out}: permission is denied; check its permissions or name another folder\n",
    )  # fmt: skip
    assert show_tree(out) == before
    assert run("status", "--data", out, within=within) == (Exit.ALL_READ, "")
    (out / where).chmod(0o755)
    assert run(*arguments(base, out)) == (Exit.ALL_READ, "")
