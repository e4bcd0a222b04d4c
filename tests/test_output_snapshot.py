"""A snapshot is published whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

import output
import output.snapshot
from output.datapackage import Input
from output.dataset import list_documents, load_records
from output.errors import OutputError, explained
from output.parquet import DatasetWriter
from output.schema import SCHEMA_VERSION, TABLES
from output.snapshot import SNAPSHOTS_KEPT, Published, open_snapshot
from tests.output_factory import make_records

INPUTS = [Input("a.txt", "0" * 64)]


def publish(out: Path, *names: str) -> Published:
    with open_snapshot(out) as snapshot:
        with DatasetWriter(snapshot.folder) as writer:
            for name in names:
                writer.add(make_records(name))
        return snapshot.publish(INPUTS)


def tree(out: Path) -> dict[str, str]:
    """Every file's content and every link's target."""
    return {
        str(path.relative_to(out)): str(path.readlink()) if path.is_symlink() else path.read_bytes().hex()
        for path in sorted(out.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def runs(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "snapshots").iterdir())


def test_latest_is_a_relative_link_to_a_whole_snapshot(tmp_path) -> None:
    out = tmp_path / "out"
    published = publish(out, "a", "b")
    assert published.changed
    assert str((out / "latest").readlink()) == f"snapshots/{published.folder.name}"
    manifest = (out / "latest" / "manifest.json").read_bytes()
    assert published.folder.name == f"000001-{hashlib.sha256(manifest).hexdigest()[:12]}"
    names = {"manifest.json", "datapackage.json", *(f"{table.name}.parquet" for table in TABLES)}
    assert {path.name for path in published.folder.iterdir()} == names
    assert list_documents(out) == list_documents(out / "latest") == list_documents(published.folder) == ("a", "b")
    shutil.move(out, tmp_path / "moved")
    assert load_records(tmp_path / "moved", "b") == make_records("b")


def test_manifest_holds_hashes_and_rows(tmp_path) -> None:
    folder = publish(tmp_path, "a", "b").folder
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["schema_version"] == SCHEMA_VERSION
    assert manifest["inputs"] == [{"name": "a.txt", "sha256": "0" * 64}]
    files = {file.pop("name"): file for file in manifest["files"]}
    assert set(files) == {path.name for path in folder.iterdir()} - {"manifest.json"}
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
    assert publish(tmp_path, "a") == Published(first.folder, changed=False)
    assert tree(tmp_path) == before
    assert publish(tmp_path, "a", "b").folder.name.startswith("000002-")
    assert publish(tmp_path, "a").folder.name == first.folder.name.replace("000001", "000003")


def test_other_inputs_are_other_content(tmp_path) -> None:
    publish(tmp_path, "a")
    with open_snapshot(tmp_path) as snapshot:
        with DatasetWriter(snapshot.folder) as writer:
            writer.add(make_records("a"))
        assert snapshot.publish([*INPUTS, Input("b.txt", "1" * 64)]).changed


def test_a_snapshot_that_was_tampered_with_is_published_anew(tmp_path) -> None:
    first = publish(tmp_path, "a").folder
    (first / "values.parquet").write_bytes(b"x")
    second = publish(tmp_path, "a").folder
    assert second.name.startswith("000002-")
    (second / "values.parquet").unlink()
    assert publish(tmp_path, "a").folder.name.startswith("000003-")
    assert load_records(tmp_path, "a") == make_records("a")


def test_a_run_that_died_before_the_swap_is_finished_by_the_next(tmp_path) -> None:
    first = publish(tmp_path, "a").folder
    second = publish(tmp_path, "b").folder
    (tmp_path / "latest").unlink()
    (tmp_path / "latest").symlink_to(f"snapshots/{first.name}")
    (tmp_path / ".latest").symlink_to("nowhere")
    assert publish(tmp_path, "b") == Published(second, changed=True)
    assert list_documents(tmp_path) == ("b",)


def test_the_last_five_are_kept_and_leftovers_go(tmp_path) -> None:
    for number in range(SNAPSHOTS_KEPT + 3):
        publish(tmp_path, f"d{number}")
    for leftover in (".unfinished", ".000001-0123456789ab"):
        (tmp_path / "snapshots" / leftover).mkdir()
        (tmp_path / "snapshots" / leftover / "values.parquet").write_bytes(b"x")
    (tmp_path / "snapshots" / "mine").mkdir()
    (tmp_path / "snapshots" / ".mine").write_text("x")
    publish(tmp_path, "last")
    assert [name[:6] for name in runs(tmp_path)] == [".mine", "000005", "000006", "000007", "000008", "000009", "mine"]


def test_old_numbers_are_compared_as_numbers(tmp_path) -> None:
    first = publish(tmp_path, "a").folder
    first.rename(first.with_name("1000000-0123456789ab"))
    assert publish(tmp_path, "b").folder.name.startswith("1000001-")


def test_leaving_without_publish_changes_nothing(tmp_path) -> None:
    publish(tmp_path, "a")
    before = tree(tmp_path)
    with open_snapshot(tmp_path) as snapshot, DatasetWriter(snapshot.folder) as writer:
        writer.add(make_records("b"))
    with pytest.raises(RuntimeError), open_snapshot(tmp_path) as snapshot, DatasetWriter(snapshot.folder) as writer:
        writer.add(make_records("b"))
        raise RuntimeError
    assert tree(tmp_path) == before
    assert len(runs(tmp_path)) == 1


def damage_nothing_written(folder: Path) -> None:
    (folder / "goals.parquet").unlink()


def damage_cut_short(folder: Path) -> None:
    path = folder / "goals.parquet"
    path.write_bytes(path.read_bytes()[:-10])


def damage_other_table(folder: Path) -> None:
    shutil.copy(folder / "tasks.parquet", folder / "goals.parquet")


@pytest.mark.parametrize("damage", [damage_nothing_written, damage_cut_short, damage_other_table])
def test_a_damaged_table_is_not_published(tmp_path, damage) -> None:
    publish(tmp_path, "a")
    before = tree(tmp_path)
    with pytest.raises(OutputError, match=r"goals\.parquet"), open_snapshot(tmp_path) as snapshot:
        with DatasetWriter(snapshot.folder) as writer:
            writer.add(make_records("b"))
        damage(snapshot.folder)
        snapshot.publish(INPUTS)
    assert tree(tmp_path) == before


def test_an_unfinished_writer_is_not_published(tmp_path) -> None:
    with pytest.raises(OutputError, match=r"documents\.parquet"), open_snapshot(tmp_path) as snapshot:
        DatasetWriter(snapshot.folder).add(make_records("a"))
        snapshot.publish(INPUTS)
    assert not (tmp_path / "latest").exists()


@pytest.mark.parametrize("step", ["rename", "replace", "symlink_to", "write_text"])
def test_a_disk_that_fills_up_leaves_the_old_snapshot(tmp_path, monkeypatch, step) -> None:
    publish(tmp_path, "a")
    link = (tmp_path / "latest").readlink()

    def fail(*_args, **_keywords):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, fail)
        with pytest.raises(OutputError, match="the disk is full"):
            publish(tmp_path, "b")
    assert (tmp_path / "latest").readlink() == link
    assert list_documents(tmp_path) == ("a",)
    publish(tmp_path, "b")
    assert list_documents(tmp_path) == ("b",)


def test_latest_is_there_at_every_moment(tmp_path, monkeypatch) -> None:
    publish(tmp_path, "a")
    seen = set()
    replace = Path.replace

    def watched(self, target):
        seen.add(list_documents(tmp_path))
        found = replace(self, target)
        seen.add(list_documents(tmp_path))
        return found

    monkeypatch.setattr(Path, "replace", watched)
    publish(tmp_path, "b")
    assert seen == {("a",), ("b",)}


def test_an_open_dataset_stays_with_its_snapshot(tmp_path) -> None:
    publish(tmp_path, "a")
    dataset = output.open_dataset(tmp_path)
    assert dataset.documents["document_id"].tolist() == ["a"]
    publish(tmp_path, "b")
    assert set(dataset.values["document_id"]) == {"a"}
    assert output.open_dataset(str(tmp_path / "latest")).documents["document_id"].tolist() == ["b"]


def test_two_runs_do_not_write_at_once(tmp_path) -> None:
    with open_snapshot(tmp_path) as snapshot:
        with pytest.raises(OutputError, match="another run"), open_snapshot(tmp_path):
            pytest.fail("opened twice")
        assert snapshot.folder.is_dir()
    publish(tmp_path, "a")


def test_latest_that_is_not_a_link(tmp_path) -> None:
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="not a link"):
        publish(tmp_path, "a")
    assert (tmp_path / "latest" / "mine.txt").read_text() == "x"


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
