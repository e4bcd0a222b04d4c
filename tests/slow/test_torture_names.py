"""Names and files that mean harm: nothing is written but where it was asked for, nothing is waited for, every message is one line."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from jospar.output.storage.dataset import list_documents
from jospar.pipeline.system.exits import Exit
from tests.slow.torture import check_whole, find_leftovers, run, show_tree
from tests.support.reading import SHORT

LONG = "қ" * 125 + "x"  # 251 bytes, 255 with .txt
READ = {
    "...txt", "....txt", "..;.txt", "good.txt", f"{LONG}.txt", "-rf.txt", "--out.txt", "$(touch broken).txt", "`touch broken`.txt",
    "%s%n{}.txt", "..\\..\\broken.txt", "C:broken.txt", "CON.txt", " .txt", "'\".txt", "*.txt", "<script>.txt", "&#x2e;&#x2e;&#x2f;.txt",
    "%2e%2e%2fbroken.txt", "latest.txt", "snapshots.txt", "index.txt", "=cmd.txt", "\u202etxt.txt",
}  # fmt: skip
UNUSABLE = ["two\nlines.txt", "\x1b[2J.txt", "\r.txt", "\u2028.txt", os.fsdecode(b"\xff\xfe.txt"), os.fsdecode(b"\xd2.txt")]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder to work in, with a folder `in` of files that are named in every way, and what lies around it."""
    folder, around = tmp_path / "here", tmp_path / "around"
    (folder / "in").mkdir(parents=True)
    around.mkdir()
    (around / "secret.txt").write_bytes(SHORT)
    for name in [*sorted(READ), *UNUSABLE]:
        (folder / "in" / name).write_bytes(SHORT)
    return folder


def add_others(folder: Path) -> int:
    """What is no document: how many of these there are."""
    around = folder.parent.parent / "around"
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "other.pdf")
    links = {
        "loop.txt": "loop.txt", "lost.txt": "nowhere", "zero.pdf": "/dev/zero", "tty.txt": "/dev/tty", "memory.txt": "/proc/self/mem",
        "input.txt": "/dev/stdin", "piped.txt": "pipe.txt",
    }  # fmt: skip
    for name, to in links.items():
        (folder / name).symlink_to(to)
    with socket.socket(socket.AF_UNIX) as server:
        was = Path.cwd()
        os.chdir(folder)  # the path of a socket is short
        try:
            server.bind("socket.txt")
        finally:
            os.chdir(was)
    (folder / "up.txt").symlink_to("..")
    (folder / "out of it").symlink_to(around)
    (folder / "linked.txt").symlink_to(around / "secret.txt")
    return 2 + len(links) + 1


def test_any_name_in_a_folder(here: Path) -> None:
    around = show_tree(here.parent / "around")
    refused = add_others(here / "in") + len(UNUSABLE)
    inputs = sorted(path.name for path in (here / "in").iterdir())
    code, errors = run("extract", "in", "--out", "out", "--recursive", cwd=here)
    assert (code, errors.count("\n")) == (Exit.SOME_REFUSED, refused), errors
    assert all(line.startswith("jospar: in/") and line.endswith("]") for line in errors.splitlines()), errors
    assert errors.isprintable() or set(filter(lambda char: not char.isprintable(), errors)) == {"\n"}
    # hidden files of a folder are left alone; a link to a file is that file, under its own name
    expected = {name.removesuffix(".txt") for name in READ if not name.startswith(".")} | {"linked"}
    assert check_whole(here / "out").keys() == set(list_documents(here / "out")) == expected
    assert find_leftovers(here / "out") == []
    assert {path.name for path in here.iterdir()} == {"in", "out"}
    assert sorted(path.name for path in (here / "in").iterdir()) == inputs
    assert show_tree(here.parent / "around") == around


def test_any_name_in_every_command(here: Path) -> None:
    """Also names that are hidden in a folder, where they are named themselves: `...txt` is the document `..`."""
    names = sorted(READ)
    assert run("extract", "--out", "out", "--", *(f"in/{name}" for name in names), cwd=here) == (Exit.ALL_READ, "")
    ids = sorted(name.removesuffix(".txt") for name in READ)
    assert sorted(list_documents(here / "out")) == ids
    shutil.rmtree(here / "in")
    for command in (
        ["status", "--data", "out"],
        ["show", "..", "--data", "out"],
        ["report", "--data", "out", "--out", "pages"],
        ["export", "--to", "csv", "--data", "out", "csv"],
        ["correct", "..", "../nothing", "--accept", "--reason", "x", "--by", "x", "--data", "out"],
        ["remove", "--data", "out", "--", *ids],
    ):
        code, errors = run(*command, cwd=here)
        assert (code, errors) == (Exit.ALL_READ, "") or (command[0] == "correct" and errors.count("\n") == 1), errors
        assert {path.name for path in here.iterdir()} <= {"out", "pages", "csv"}
        assert {path.name for path in here.parent.iterdir()} == {"here", "around"}
    assert len({path.name for path in (here / "pages").rglob("*.html")}) == len(ids) + 1
    assert all(path.parent == here / "pages" for path in (here / "pages").rglob("*.html"))
    assert list_documents(here / "out") == ()


@pytest.mark.parametrize("name", ["latest", "snapshots"])
def test_the_folder_of_the_dataset_leads_elsewhere(here: Path, name: str) -> None:
    """A link in place of what the dataset keeps must not make a run write over what it leads to."""
    around = here.parent / "around"
    before = show_tree(around)
    (here / "out").mkdir()
    (here / "out" / name).symlink_to(around if name == "latest" else around / "nowhere")
    code, errors = run("extract", "in/good.txt", "--out", "out", cwd=here)
    assert errors.count("\n") == (code == Exit.OUTPUT_FAILED)
    assert code in (Exit.ALL_READ, Exit.OUTPUT_FAILED)
    assert show_tree(around) == before
