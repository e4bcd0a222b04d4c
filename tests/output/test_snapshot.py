"""A snapshot is published whole or not at all, by one run at a time."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import jospar.output.storage.files
import jospar.output.storage.publishing.local
from jospar import output
from jospar.output.schema.tables import SCHEMA_VERSION, TABLES
from jospar.output.storage.base_snapshot import find_readings
from jospar.output.storage.dataset import list_documents, load_records
from jospar.output.storage.errors import OutputError, explained
from jospar.output.storage.publishing.local import SNAPSHOTS_KEPT, list_snapshots
from jospar.output.storage.readings_file import FILE_NAME
from jospar.output.storage.snapshot import Published, open_snapshot
from tests.support.output_factory import make_reading, make_records, write_documents

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

MANIFEST = "manifest.json"


def publish(out: Path, *names: str, drop: tuple[str, ...] = ()) -> Published:
    return write_documents(out, *map(make_records, names), drop=drop)


def tree(out: Path) -> dict[str, str]:
    """Every file's content and every link's target."""
    return {
        str(path.relative_to(out)): str(path.readlink()) if path.is_symlink() else path.read_bytes().hex()
        for path in sorted(out.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def runs(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "snapshots").iterdir())


# What is published


def test_latest_is_a_relative_link_to_a_whole_snapshot(tmp_path) -> None:
    out = tmp_path / "out"
    published = publish(out, "a", "b")
    assert published.changed
    assert str((out / "latest").readlink()) == f"snapshots/{published.folder.name}"
    manifest = (out / "latest" / MANIFEST).read_bytes()
    assert published.folder.name == f"000001-{hashlib.sha256(manifest).hexdigest()[:12]}"
    names = {MANIFEST, FILE_NAME, "datapackage.json", *(f"{table.name}.parquet" for table in TABLES)}
    assert {path.name for path in published.folder.iterdir()} == names
    assert list_documents(out) == list_documents(out / "latest") == list_documents(published.folder) == ("a", "b")
    shutil.move(out, tmp_path / "moved")
    assert load_records(tmp_path / "moved", "b") == make_records("b")


def test_manifest_holds_hashes_and_rows(tmp_path) -> None:
    folder = publish(tmp_path, "a", "b").folder
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert manifest["schema_version"] == SCHEMA_VERSION
    assert manifest["inputs"] == [{"name": f"{name}.txt", "sha256": "0" * 64} for name in "ab"]
    files = {file.pop("name"): file for file in manifest["files"]}
    assert set(files) == {path.name for path in folder.iterdir()} - {MANIFEST}
    for name, facts in files.items():
        content = (folder / name).read_bytes()
        assert (facts["sha256"], facts["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (files["documents.parquet"]["rows"], files["measures.parquet"]["rows"], files["datapackage.json"]["rows"]) == (2, 22, None)
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert {resource["path"]: resource["rows"] for resource in package["resources"]} == {
        name: facts["rows"] for name, facts in files.items() if name.endswith(".parquet")
    }


def test_the_same_content_is_not_published_twice(tmp_path) -> None:
    first = publish(tmp_path, "a")
    before = tree(tmp_path)
    again = publish(tmp_path, "a")
    assert (again.folder.name, again.changed) == (first.folder.name, False)
    assert tree(tmp_path) == before
    assert publish(tmp_path, "b").folder.name.startswith("000002-")
    assert publish(tmp_path, drop=("b",)).folder.name == first.folder.name.replace("000001", "000003")


def test_a_file_that_was_tampered_with_and_is_not_needed_is_written_anew(tmp_path) -> None:
    first = publish(tmp_path, "a").folder
    (first / "values.parquet").write_bytes(b"x")
    second = publish(tmp_path, "a").folder
    assert second.name.startswith("000002-")
    (second / "values.parquet").unlink()
    assert publish(tmp_path, "a").folder.name.startswith("000003-")
    assert load_records(tmp_path, "a") == make_records("a")


@pytest.mark.slow
def test_the_last_five_are_kept_and_leftovers_go(tmp_path) -> None:
    for number in range(SNAPSHOTS_KEPT + 3):
        publish(tmp_path, f"d{number}")
    for leftover in (".unfinished", ".000001-0123456789ab"):
        (tmp_path / "snapshots" / leftover).mkdir()
        (tmp_path / "snapshots" / leftover / "values.parquet").write_bytes(b"x")
    (tmp_path / ".latest").symlink_to("nowhere")
    (tmp_path / "snapshots" / "mine").mkdir()
    (tmp_path / "snapshots" / ".mine").write_text("x")
    publish(tmp_path, "last")
    assert [name[:6] for name in runs(tmp_path)] == [".mine", "000005", "000006", "000007", "000008", "000009", "mine"]
    assert not (tmp_path / ".latest").is_symlink()


def test_a_run_that_publishes_nothing_clears_what_a_killed_one_left(tmp_path) -> None:
    for number in range(SNAPSHOTS_KEPT):
        publish(tmp_path, f"d{number}")
    first = tmp_path / "snapshots" / runs(tmp_path)[0]
    for number in (6, 7):
        shutil.copytree(first, tmp_path / "snapshots" / f"{number:06}-0123456789ab")
    (tmp_path / "latest").unlink()
    (tmp_path / "latest").symlink_to(Path("snapshots", first.name))  # set back by hand: the one that is read stays
    with open_snapshot(tmp_path):
        pass
    assert [name[:6] for name in runs(tmp_path)] == ["000001", "000003", "000004", "000005", "000006", "000007"]
    assert load_records(tmp_path, "d0") == make_records("d0")


def test_old_numbers_are_compared_as_numbers(tmp_path) -> None:
    publish(tmp_path, "a").folder.rename(tmp_path / "snapshots" / "1000000-0123456789ab")
    (tmp_path / "latest").unlink()
    assert publish(tmp_path, "b").folder.name.startswith("1000001-")


def test_leaving_without_publish_changes_nothing(tmp_path) -> None:
    publish(tmp_path, "a")
    before = tree(tmp_path)
    records = make_records("b")
    with open_snapshot(tmp_path) as snapshot:
        snapshot.put(records, make_reading(records))
    with pytest.raises(RuntimeError), open_snapshot(tmp_path) as snapshot:
        snapshot.put(records, make_reading(records))
        raise RuntimeError
    assert tree(tmp_path) == before
    assert len(runs(tmp_path)) == 1


# What can't be carried over


def test_a_dataset_of_another_schema_is_refused_and_stays(tmp_path) -> None:
    folder = publish(tmp_path, "a").folder
    manifest = json.loads((folder / MANIFEST).read_bytes())
    without_readings = [file for file in manifest["files"] if file["name"] != FILE_NAME]
    for change, said in (({"schema_version": "1.0"}, "another version of jospar"), ({"files": without_readings}, "manifest.json: ")):
        (folder / MANIFEST).write_text(json.dumps({**manifest, **change}))
        before = tree(tmp_path)
        for attempt in (lambda: publish(tmp_path, "b"), lambda: find_readings(tmp_path)):
            with pytest.raises(OutputError, match=said) as caught:
                attempt()
            assert "\n" not in str(caught.value)
        assert tree(tmp_path) == before


def damage_cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def damage_one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def damage_gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [damage_cut_short, damage_one_byte, damage_gone])
@pytest.mark.parametrize("name", ["values.parquet", FILE_NAME])
def test_what_is_damaged_is_not_carried_over(tmp_path, damage, name) -> None:
    damage(publish(tmp_path, "a").folder / name)
    before = tree(tmp_path)
    with pytest.raises(OutputError, match=f"{name}: (missing or damaged|not )") as caught:
        publish(tmp_path, "b")
    assert "\n" not in str(caught.value)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("content", [b"", b"[]", b'{"schema_version": 3', b"{}", b"[" * 2_000], ids=lambda content: content[:4])
def test_a_manifest_that_is_none(tmp_path, content) -> None:
    (publish(tmp_path, "a").folder / MANIFEST).write_bytes(content)
    with pytest.raises(OutputError):
        publish(tmp_path, "b")
    assert list_documents(tmp_path) == ("a",)


def test_latest_that_leads_to_nothing_is_not_begun_anew(tmp_path) -> None:
    shutil.rmtree(publish(tmp_path, "a").folder)
    with pytest.raises(OutputError, match="leads to no snapshot"):
        publish(tmp_path, "b")


def test_latest_that_leads_to_itself(tmp_path) -> None:
    publish(tmp_path, "a")
    (tmp_path / "latest").unlink()
    (tmp_path / "latest").symlink_to("latest")
    with pytest.raises(OutputError, match="leads to no snapshot"):
        publish(tmp_path, "b")


def test_latest_that_is_lost_leads_to_the_newest_snapshot_again(tmp_path) -> None:
    """As a copy of the folder without its links has it, or a run that died before it made the first one."""
    publish(tmp_path, "a")
    newest = publish(tmp_path, "b").folder
    (tmp_path / "latest").unlink()
    with open_snapshot(tmp_path) as snapshot:
        assert set(snapshot.readings) == {"a", "b"}
        assert not snapshot.publish().changed
    assert (tmp_path / "latest").resolve() == newest
    (tmp_path / "latest").unlink()
    (tmp_path / ".latest").symlink_to("nowhere")
    publish(tmp_path, "c")
    assert list_documents(tmp_path) == ("a", "b", "c")


def test_a_further_file_that_is_damaged_stays_behind(tmp_path) -> None:
    with open_snapshot(tmp_path) as snapshot:
        snapshot.put(make_records("a"), make_reading(make_records("a")))
        snapshot.keep("words.json", "{}")
        folder = snapshot.publish().folder
    (folder / "words.json").write_text("[]")
    after = publish(tmp_path, "b").folder
    assert not (after / "words.json").exists()
    assert "words.json" not in {file["name"] for file in json.loads((after / MANIFEST).read_bytes())["files"]}


def test_a_footer_that_is_damaged_is_said_of_its_file(tmp_path) -> None:
    path = publish(tmp_path, "a").folder / "values.parquet"
    data = bytearray(path.read_bytes())
    for place in range(len(data) - 400, len(data) - 8, 7):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(OutputError, match=r"values\.parquet: (missing or damaged|not )") as caught:
        load_records(tmp_path, "a")
    assert "\n" not in str(caught.value)


def test_latest_that_is_not_a_link(tmp_path) -> None:
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="not a link"):
        publish(tmp_path, "a")
    assert (tmp_path / "latest" / "mine.txt").read_text() == "x"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda lock: lock.symlink_to("elsewhere")], ids=["pipe", "folder", "link"])
def test_a_lock_that_is_something_else(tmp_path, make) -> None:
    make(tmp_path / ".lock")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path, "a")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


# Readers


@pytest.mark.slow
def test_readers_in_a_loop_see_whole_snapshots(tmp_path) -> None:
    publish(tmp_path, "a", "b")
    seen: set[tuple[str, ...]] = set()
    stop = threading.Event()
    failures: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                dataset = output.open_dataset(tmp_path)
                names = tuple(dataset.documents["document_id"])
                assert dict.fromkeys(names, 5) == dataset.values["document_id"].value_counts().to_dict()
                seen.add(names)
            except BaseException as error:
                failures.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    # no more snapshots than are kept: one that is being read must not be the sixth from the end
    states = [("c",), (), (), ("d",)]
    for number, names in enumerate(states):
        publish(tmp_path, *names, drop=("a",) if number == 1 else ("b",) if number == 2 else ())
    stop.set()
    reader.join()
    assert not failures
    assert seen <= {("a", "b"), ("a", "b", "c"), ("b", "c"), ("c",), ("c", "d")}


def test_an_open_dataset_stays_with_its_snapshot(tmp_path) -> None:
    publish(tmp_path, "a")
    dataset = output.open_dataset(tmp_path)
    assert dataset.documents["document_id"].tolist() == ["a"]
    publish(tmp_path, "b", drop=("a",))
    assert set(dataset.values["document_id"]) == {"a"}
    assert output.open_dataset(str(tmp_path / "latest")).documents["document_id"].tolist() == ["b"]


# One run at a time


def test_two_runs_do_not_write_at_once(tmp_path) -> None:
    with open_snapshot(tmp_path) as snapshot:
        with pytest.raises(OutputError, match="another run"), open_snapshot(tmp_path):
            pytest.fail("opened twice")
        snapshot.put(make_records("b"), make_reading(make_records("b")))
        snapshot.publish()
    publish(tmp_path, "a")
    assert list_documents(tmp_path) == ("a", "b")


def test_a_run_that_waits_builds_on_what_the_other_published(tmp_path) -> None:
    waiting = threading.Event()

    def add() -> None:
        with open_snapshot(tmp_path, wait=waiting.set) as snapshot:
            snapshot.put(make_records("b"), make_reading(make_records("b")))
            snapshot.publish()

    with open_snapshot(tmp_path) as snapshot:
        other = threading.Thread(target=add)
        other.start()
        assert waiting.wait(60)
        snapshot.put(make_records("a"), make_reading(make_records("a")))
        snapshot.publish()
    other.join()
    assert list_documents(tmp_path) == ("a", "b")


def test_nobody_waits_where_nobody_writes(tmp_path) -> None:
    with open_snapshot(tmp_path, wait=lambda: pytest.fail("waits")):
        pass


@pytest.mark.slow
def test_a_child_that_outlives_the_run_holds_no_lock(tmp_path) -> None:
    (lives, living), (ended, ending) = os.pipe(), os.pipe()
    with open_snapshot(tmp_path):
        child = os.fork()
        if child == 0:
            os.write(living, b".")
            os.close(ending)
            os.read(ended, 1)
            os._exit(0)
        os.read(lives, 1)
    publish(tmp_path, "a")
    os.close(ending)
    os.waitpid(child, 0)


# Crashes and disks

CALLS = [
    (os, "rename"), (os, "replace"), (os, "symlink"), (os, "link"), (os, "fsync"), (os, "mkdir"), (os, "unlink"),
    (jospar.output.storage.files, "hash_file"), (jospar.output.storage.files, "carry_over"),
]  # fmt: skip


def nth(call: Callable, number: int, act: Callable[[], object]) -> Callable:
    """`call`, but at the `number`th time something else happens."""
    count = 0

    def counted(*arguments, **keywords):
        nonlocal count
        count += 1
        if count == number:
            act()
        return call(*arguments, **keywords)

    return counted


def change(out: Path) -> None:
    publish(out, "b", "c", drop=("a",))


def refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.slow
@pytest.mark.parametrize(("place", "name"), CALLS[:-2], ids=lambda value: value if isinstance(value, str) else "")
def test_a_disk_that_refuses_any_call_leaves_the_old_snapshot(tmp_path, monkeypatch, place, name) -> None:
    publish(tmp_path, "a", "b")
    before = tree(tmp_path)
    for number in range(1, 200):
        with monkeypatch.context() as patch:
            called = nth(getattr(place, name), number, refuse)
            patch.setattr(place, name, called)
            try:
                change(tmp_path)
            except OutputError as error:
                assert "the disk is full" in str(error)
                assert tree(tmp_path) == before, number
                continue
        break
    else:
        pytest.fail("called without end")
    assert list_documents(tmp_path) == ("b", "c")
    assert load_records(tmp_path, "c") == make_records("c")


@pytest.mark.slow
@pytest.mark.parametrize(("place", "name"), CALLS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_run_that_is_killed_at_any_call_leaves_one_whole_snapshot(tmp_path, monkeypatch, place, name) -> None:
    publish(tmp_path, "a", "b")
    ends = {("a", "b"): "old", ("b", "c"): "new"}
    for number in range(1, 200):
        out = tmp_path / f"out{number}"
        shutil.copytree(tmp_path / "snapshots", out / "snapshots")
        (out / "latest").symlink_to((tmp_path / "latest").readlink())
        child = os.fork()
        if child == 0:
            monkeypatch.setattr(place, name, nth(getattr(place, name), number, lambda: os._exit(9)))
            change(out)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert list_documents(out) in ends
        for document_id in list_documents(out):
            assert load_records(out, document_id) == make_records(document_id)
        publish(out, "b", "c", "d", drop=("a",) if "a" in list_documents(out) else ())
        assert list_documents(out) == ("b", "c", "d")
        assert all(not found.startswith(".") for found in runs(out))
        if os.waitstatus_to_exitcode(status) == 0:
            return
    pytest.fail("called without end")


def test_links_that_the_disk_does_not_have_are_copies(tmp_path, monkeypatch) -> None:
    first = publish(tmp_path, "a").folder
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links here")))
        records = make_records("a")
        with open_snapshot(tmp_path) as snapshot:
            snapshot.put(records, make_reading(records, key="other"))
            second = snapshot.publish().folder
    assert second != first
    for table in TABLES:
        old, new = (folder / f"{table.name}.parquet" for folder in (first, second))
        assert old.read_bytes() == new.read_bytes()
        assert old.stat().st_ino != new.stat().st_ino


def test_a_file_in_place_of_the_folder(tmp_path) -> None:
    out = tmp_path / "out"
    out.write_text("x")
    for path in (out, out / "deeper"):
        with pytest.raises(OutputError, match="a file stands where a folder is needed"):
            publish(path, "a")
    (tmp_path / "snapshots").write_text("x")
    with pytest.raises(OutputError, match="a file stands where a folder is needed"):
        publish(tmp_path, "a")


def test_a_folder_that_may_not_be_written(tmp_path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    if os.access(out, os.W_OK):
        pytest.skip("this user may write anywhere")
    with pytest.raises(OutputError, match="permissions"):
        publish(out, "a")


def test_snapshots_are_listed_from_the_oldest(tmp_path) -> None:
    folders = [publish(tmp_path, name).folder for name in "abc"]
    assert list_snapshots(tmp_path) == folders


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "Permission denied"), "permissions"),
        (OSError(30, "Read-only file system"), "may not be written"),
        (OSError(28, "No space left on device"), "free some space"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (OSError("no number"), "no number"),
    ],
)
def test_errors_of_the_system_become_one_line(error, says) -> None:
    with pytest.raises(OutputError, match=says) as caught, explained(Path("OUT")):
        raise error
    assert str(caught.value).startswith("OUT: ")
    assert "\n" not in str(caught.value)
