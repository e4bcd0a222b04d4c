"""Which files a run reads, what they are called, and what is wrong usage."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.pipeline.document.identity import find_document_id
from jospar.pipeline.inputs.discovery import find_inputs
from jospar.pipeline.system.exits import WrongUsage


def find(tmp_path: Path, *paths: Path | str, recursive: bool = False) -> list[str | None]:
    files = find_inputs([str(path) for path in paths or (tmp_path,)], recursive, tmp_path / "tables")
    return [file.document_id for file in files]


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_a_folder_holds_documents_but_hidden_files_and_locks(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.docx", "c", "photo.jpg", ".hidden.txt", "~$a.docx", "below/d.txt", ".git/e.txt")
    assert find(tmp_path) == ["a", "b", "c", "photo"]
    assert find(tmp_path, recursive=True) == ["a", "b", "c", "d", "photo"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".plan.txt")
    assert find(tmp_path, tmp_path / ".plan.txt") == [".plan"]


def test_a_folder_called_like_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "plan.txt/a.txt")
    assert find(tmp_path, tmp_path / "plan.txt") == ["a"]
    assert find(tmp_path, recursive=True) == ["a"]


def test_what_is_no_regular_file_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere")
    assert find(tmp_path) == ["lost", "pipe"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "below/a.txt")
    (tmp_path / "below" / "again").symlink_to(tmp_path)
    assert find(tmp_path, recursive=True) == ["a"]


def test_the_dataset_itself_is_no_input(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "tables/snapshots/000001-123456789abc/values.parquet", "tables/own.txt")
    assert find(tmp_path, recursive=True) == ["a", "own"]


def test_a_file_named_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.txt")
    monkeypatch.chdir(tmp_path)
    assert find(tmp_path, tmp_path, "a.txt", "./a.txt") == ["a", "b"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("plan.txt", "plan.docx"),
        ("one/plan.txt", "two/plan.txt"),
        (unicodedata.normalize("NFC", "йод.txt"), unicodedata.normalize("NFD", "йод.docx")),
    ],
)
def test_two_inputs_of_one_stem_are_one_that_names_both(tmp_path: Path, first: str, second: str) -> None:
    write(tmp_path, first, second, "other.txt")
    duplicates, other = sorted(find_inputs([str(tmp_path)], recursive=True, out=tmp_path / "out"), key=lambda file: -len(file.duplicates))
    assert {duplicates.path, *duplicates.duplicates} == {tmp_path / first, tmp_path / second}
    assert all(str(tmp_path / name) in duplicates.shown for name in (first, second))
    assert (other.document_id, other.duplicates) == ("other", ())


def test_stems_are_compared_exactly(tmp_path: Path) -> None:
    write(tmp_path, "Plan.txt", "plan.txt", "plan.v2.txt", "plan .txt")
    assert find(tmp_path) == ["Plan", "plan", "plan ", "plan.v2"]


@pytest.mark.parametrize("path", ["", "nowhere", "nowhere/a.txt", "a.txt/b"])
def test_a_missing_path_is_wrong_usage(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUsage, match=r"no such file or folder.*\[missing_path\]"):
        find(tmp_path, "a.txt", path)


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, ".hidden", "below/a.txt")
    with pytest.raises(WrongUsage, match="no_input"):
        find(tmp_path)


def test_a_folder_that_cannot_be_listed_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(WrongUsage, match=r"Permission denied.*\[unreadable_folder\]"):
        find(tmp_path)


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[31m.txt", "a\x7f.txt", "a\u2028b.txt", os.fsdecode(b"\xff\xfe.txt"), "a.t\udcffxt"])
def test_names_that_cannot_be_ids(name: str) -> None:
    assert find_document_id(name) is None


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1).filter(lambda name: name not in {".", ".."}))
def test_an_id_is_stable_one_line_and_no_path(name: str) -> None:
    document_id = find_document_id(name)
    if document_id is not None:
        assert document_id
        assert "/" not in document_id
        assert document_id.isprintable() or not any(char in document_id for char in "\n\r\t\x1b\x7f\u2028")
        assert unicodedata.is_normalized("NFC", document_id)
        assert document_id.encode("utf-8")
