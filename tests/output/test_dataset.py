"""A dataset over time: whatever came, was replaced and went, its tables are those of one run over what is in it now."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jospar import output
from jospar.normalize.records import Records
from jospar.output.export.source import count_rows, open_source, read_batches
from jospar.output.schema.table import TableSchema
from jospar.output.schema.tables import CELLS, DOCUMENTS, TABLES, VALUES
from jospar.output.storage.base_snapshot import find_readings
from jospar.output.storage.changes import DocumentChanges, compare, read_history
from jospar.output.storage.dataset import list_documents, load_records, read_documents
from jospar.output.storage.errors import OutputError
from jospar.output.storage.overview import DocumentLine, read_overview
from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs, ReadingState
from jospar.output.storage.readings_file import format_reading, parse_reading
from jospar.output.storage.snapshot import open_snapshot
from jospar.output.storage.tables.build import _RowSource
from jospar.output.storage.tables.layout import DocumentSpan, FileLayout, list_files
from tests.support.output_factory import make_failure, make_reading, make_records, write_documents
from tests.support.seeds import choose_examples

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

# Tables of a few documents are split, into parts of two or so, with row groups that end within documents.
SMALL = FileLayout(table_bytes=1500, part_documents=2, group_rows=7)
WHOLE = FileLayout(group_rows=7)
NAMES = tuple(f"{letter}{number}" for letter in "aяж" for number in range(4))


def read_tables(folder: Path) -> dict[str, str]:
    """The hash of each file of a table by its name in the snapshot."""
    files = sorted(file for file in folder.rglob("*.parquet") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def count_parts(folder: Path, table: TableSchema) -> list[int]:
    """The rows of each file of a table."""
    return [pq.read_metadata(path).num_rows for path in list_files(folder, table)]


def count_cells(folder: Path) -> int:
    return sum(count_parts(folder, CELLS))


@pytest.fixture(scope="module")
def many_written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Records]]:
    """Twenty documents in tables that are split: the snapshot and the documents."""
    documents = [make_records(f"d{number:02}", cells=number) for number in range(20)]
    return write_documents(tmp_path_factory.mktemp("many") / "tables", *documents, layout=SMALL).folder, documents


@pytest.fixture
def many(many_written: tuple[Path, list[Records]], tmp_path: Path) -> tuple[Path, list[Records]]:
    """The same for one test, which may change it."""
    snapshot, documents = many_written
    shutil.copytree(snapshot.parents[1], tmp_path / "many", symlinks=True)
    return tmp_path / "many" / "snapshots" / snapshot.name, documents


# The same bytes


steps = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9), max_size=5), st.sets(st.sampled_from(NAMES), max_size=4)),
    min_size=1,
    max_size=4,
)
# The second run splits a table, and the documents of one part have no row in it; of the first part all documents are gone.
PART_WITHOUT_ROWS = [({"a1": 7, "ж0": 9, "ж2": 0, "я1": 5}, set()), ({"ж3": 40}, set())]
PART_WITHOUT_DOCUMENTS = [({"a0": 1, "a1": 1, "a2": 1}, set()), ({"ж0": 1, "ж1": 1}, {"a0"})]


@pytest.mark.slow
@pytest.mark.parametrize("layout", [SMALL, WHOLE], ids=["split", "whole"])
@settings(max_examples=choose_examples(2, 20), deadline=None)
@example(steps=PART_WITHOUT_ROWS)
@example(steps=PART_WITHOUT_DOCUMENTS)
@given(steps=steps)
def test_any_sequence_of_runs_makes_the_tables_of_one(layout: FileLayout, steps) -> None:
    with tempfile.TemporaryDirectory() as folder:
        there: dict[str, int] = {}
        for put, dropped in steps:
            drop = tuple(name for name in dropped if name in there and name not in put)
            there = {name: cells for name, cells in {**there, **put}.items() if name not in drop}
            documents = [make_records(name, cells) for name, cells in sorted(put.items())]
            write_documents(Path(folder, "steps"), *documents, drop=drop, layout=layout)
        at_once = [make_records(name, cells) for name, cells in sorted(there.items())]
        one = write_documents(Path(folder, "one"), *at_once, layout=layout).folder
        latest = Path(folder, "steps", "latest").resolve()
        assert read_tables(latest) == read_tables(one)
        assert all(0 not in counts or counts == [0] for counts in (count_parts(latest, table) for table in TABLES))
        assert (latest / "manifest.json").read_bytes() == (one / "manifest.json").read_bytes()
        assert list_documents(latest) == tuple(sorted(there))
        assert list(read_documents(latest)) == at_once
        for records in at_once:
            assert load_records(latest, records.document.document_id) == records


def test_a_table_is_split_by_its_rows_and_joined_again(tmp_path: Path) -> None:
    few = [make_records(name, cells=2) for name in "ab"]
    assert (write_documents(tmp_path, *few, layout=SMALL).folder / "cells.parquet").is_file()
    large = make_records("c", cells=60)
    folder = write_documents(tmp_path, large, layout=SMALL).folder
    assert (folder / "cells.parquet").is_dir()
    assert (folder / "goals.parquet").is_file()
    assert count_cells(folder) == 64
    assert (write_documents(tmp_path, drop=("c",), layout=SMALL).folder / "cells.parquet").is_file()


@given(st.sets(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=30))
def test_parts_cover_all_documents_once_and_in_order(names: set[str]) -> None:
    spans = SMALL.find_spans(sorted(names))
    assert (spans[0].start, spans[-1].stop) == ("", None)
    for name in names:
        assert sum(span.holds(name, name) for span in spans) == 1
    assert [span.start for span in spans[1:]] == [name for name in sorted(names) if SMALL.begins_part(name)]


def test_about_one_document_in_so_many_begins_a_part() -> None:
    begin = sum(FileLayout(part_documents=100).begins_part(f"ktu-{number}") for number in range(20_000))
    assert 150 < begin < 250


def test_a_span_holds_what_lies_between_its_ends() -> None:
    span = DocumentSpan("b", "d")
    assert [span.holds(*ends) for ends in (("b", "c"), ("b", "d"), ("a", "c"), ("c", "cz"))] == [True, False, False, True]


# What is split is read as what is not


def test_a_split_table_is_one_table_for_everybody(many) -> None:
    folder, documents = many
    rows = sum(len(records.values) for records in documents)
    assert len(list_files(folder, VALUES)) > 3
    assert pq.read_table(folder / "values.parquet").num_rows == rows
    assert len(pandas.read_parquet(folder / "values.parquet")) == rows
    assert polars.read_parquet(folder / "values.parquet").height == rows
    assert duckdb.sql(f"select count(*) from '{folder}/values.parquet/*.parquet'").fetchall() == [(rows,)]
    dataset = output.open_dataset(folder)
    assert dataset.values["document_id"].tolist() == [value.document_id for records in documents for value in records.values]
    assert len(dataset.cells) == count_cells(folder) == sum(range(20))


def test_documents_of_a_split_dataset_are_found(many) -> None:
    folder, documents = many
    assert list_documents(folder) == tuple(records.document.document_id for records in documents)
    assert [load_records(folder, records.document.document_id) for records in documents] == documents
    assert list(read_documents(folder)) == documents
    for name in ("", "d", "d055", "z"):
        with pytest.raises(KeyError):
            load_records(folder, name)


def test_a_part_that_is_missing_or_another_table_is_said(many) -> None:
    folder, _ = many
    first = list_files(folder, VALUES)[1]
    shutil.copy(list_files(folder, DOCUMENTS)[0], first)
    with pytest.raises(OutputError, match=r"values\.parquet/part-000001\.parquet: not the columns"):
        write_documents(folder.parent.parent, make_records("z"), layout=SMALL)


# Parts without rows, as 0.4.0 left them


def has_any_by_its_ends(source: _RowSource, span: DocumentSpan) -> bool:
    """As it was asked up to 0.4.0: whether the ends of a file lie around those of the span."""
    return source.rows > 0 and source.file.last >= span.start and (span.stop is None or source.file.first < span.stop)


@pytest.fixture
def with_empty_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[Records]]:
    """A snapshot with an empty part, and its documents."""
    (first, _), (second, _) = PART_WITHOUT_ROWS
    with monkeypatch.context() as patch:
        patch.setattr(_RowSource, "has_any_in", has_any_by_its_ends)
        for step in (first, second):
            published = write_documents(tmp_path / "old", *(make_records(*item) for item in sorted(step.items())), layout=SMALL)
    assert 0 in count_parts(published.folder, CELLS)
    return published.folder, [make_records(*item) for item in sorted({**first, **second}.items())]


def assert_read_by_all(folder: Path, documents: list[Records]) -> None:
    assert [load_records(folder, records.document.document_id) for records in documents] == documents
    assert list(read_documents(folder)) == documents
    assert list_documents(folder) == tuple(records.document.document_id for records in documents)
    assert [line.document_id for line in read_overview(folder)] == list(list_documents(folder))
    dataset, source = output.open_dataset(folder), open_source(folder)
    for table in TABLES:
        rows = sum(len(table.rows(records)) for records in documents)
        assert len(dataset.read(table.name)) == count_rows(source, table) == rows
        assert sum(batch.num_rows for batch in read_batches(source, table)) == rows


def test_an_empty_part_of_an_earlier_build_is_passed_over(with_empty_parts) -> None:
    folder, documents = with_empty_parts
    assert_read_by_all(folder, documents)
    for name in ("", "a", "ж", "я2"):
        with pytest.raises(KeyError):
            load_records(folder, name)


@pytest.mark.slow
def test_empty_parts_anywhere_are_passed_over(many) -> None:
    folder, documents = many
    for table in (DOCUMENTS, CELLS, VALUES):
        files = list_files(folder, table)
        empty = pq.read_table(files[0]).slice(0, 0)
        for path in files:
            pq.write_table(empty, path.with_name(f"{path.stem}-.parquet"))  # the name comes before that of the part
        pq.write_table(empty, files[0].with_name("part-999999.parquet"))
        assert len(list_files(folder, table)) == 2 * len(files) + 1
    assert_read_by_all(folder, documents)
    with pytest.raises(KeyError):
        load_records(folder, "z")


def test_an_empty_part_of_an_earlier_build_is_gone_after_the_next_run(with_empty_parts, tmp_path: Path) -> None:
    folder, documents = with_empty_parts
    healed = write_documents(folder.parent.parent, layout=SMALL)
    assert healed.changed
    assert healed.changes == DocumentChanges(unchanged=len(documents))
    assert read_tables(healed.folder) == read_tables(write_documents(tmp_path / "one", *documents, layout=SMALL).folder)
    assert_read_by_all(healed.folder, documents)


def test_a_document_beside_an_empty_part_goes_stale_with_all_its_rows(with_empty_parts) -> None:
    folder, documents = with_empty_parts
    out = folder.parent.parent
    reading = find_readings(out)["ж0"]
    with open_snapshot(out, layout=SMALL) as snapshot:
        snapshot.put(snapshot.load("ж0"), make_failure("ж0", reading.published))
        snapshot.publish()
    assert_read_by_all(out / "latest", documents)


# What was not read in a run is not lost by it


def publish_stale(out: Path, records: Records) -> None:
    """A run in which the document can't be read, and these are said to be its last good records."""
    document_id = records.document.document_id
    with open_snapshot(out, layout=SMALL) as snapshot:
        snapshot.put(records, make_failure(document_id, find_readings(out)[document_id].published))
        snapshot.publish()


@pytest.mark.parametrize("others", [(), ("a", "c")], ids=["alone", "among others"])
def test_a_stale_document_that_would_lose_rows_is_not_published(tmp_path: Path, others) -> None:
    good = make_records("b", cells=30)
    before = write_documents(tmp_path, *(make_records(name, cells=30) for name in sorted({"b", *others})), layout=SMALL)
    for lossy in (replace(good, cells=()), replace(good, cells=good.cells[:-1]), replace(good, issues=good.issues[1:])):
        with pytest.raises(OutputError, match=r"'b' was not read.*(cells|issues)") as caught:
            publish_stale(tmp_path, lossy)
        assert str(caught.value).startswith(f"{tmp_path}: ")
        assert "\n" not in str(caught.value)
        assert (tmp_path / "latest").resolve() == before.folder
    publish_stale(tmp_path, replace(good, issues=(*good.issues, replace(good.issues[0], issue_id="b/issue3"))))
    assert (tmp_path / "latest").resolve() != before.folder


def test_a_build_that_leaves_a_part_out_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write_documents(tmp_path, make_records("a", cells=60), layout=SMALL)
    monkeypatch.setattr(FileLayout, "find_spans", lambda *_: (DocumentSpan("", "b"),))
    with pytest.raises(OutputError, match="cells would hold 60 of 65 rows") as caught:
        write_documents(tmp_path, make_records("b", cells=5), layout=SMALL)
    assert str(caught.value).startswith(f"{tmp_path}: ")
    assert "\n" not in str(caught.value)
    assert (tmp_path / "latest").resolve() == before.folder


# Only what is touched is written


def inodes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*.parquet") if path.is_file()}


def test_parts_that_are_not_touched_are_linked(many) -> None:
    folder, _ = many
    before = inodes(folder)
    after = inodes(write_documents(folder.parent.parent, make_records("d05"), layout=SMALL).folder)
    cells = {name for name in before if name.startswith("cells.parquet/")}
    written = {name for name in after if after[name] not in before.values()}
    assert len(cells) > 3
    assert sum(name in written for name in cells) == 1
    assert {name.partition("/")[0] for name in written} == {"cells.parquet", "documents.parquet"}, "d05 differs in its cells alone"


def test_a_new_reading_with_the_same_records_links_every_table(many) -> None:
    folder, documents = many
    with open_snapshot(folder.parent.parent, layout=SMALL) as snapshot:
        snapshot.put(documents[7], make_reading(documents[7], key="another word list"))
        published = snapshot.publish()
    assert published.changed
    assert inodes(published.folder) == inodes(folder)


def test_a_note_links_every_table(many) -> None:
    folder, _ = many
    with open_snapshot(folder.parent.parent, layout=SMALL) as snapshot:
        snapshot.note(make_failure("new"))
        published = snapshot.publish()
    assert inodes(published.folder) == inodes(folder)
    assert published.changes == DocumentChanges(unchanged=20)


def test_parts_get_new_names_and_stay_the_same_files(many) -> None:
    folder, documents = many
    first = next(name for name in map("a{}".format, range(99)) if SMALL.begins_part(name))
    before = set(inodes(folder).values())
    after = inodes(write_documents(folder.parent.parent, make_records(first), layout=SMALL).folder)
    cells = [after[name] in before for name in sorted(after) if name.startswith("cells.parquet/")]
    assert cells.count(False) == 1
    assert len(documents) == 20


# Readings


def test_readings_are_carried_over_noted_and_dropped(tmp_path: Path) -> None:
    write_documents(tmp_path, make_records("a"), make_records("b"))
    good = find_readings(tmp_path)["a"].published
    stale = replace(make_failure("a", good), state=ReadingState.ENCRYPTED, code="encrypted_file")
    with open_snapshot(tmp_path) as snapshot:
        assert snapshot.load("a") == make_records("a")
        snapshot.put(make_records("a", cells=5), stale)
        snapshot.note(make_failure("c"))
        snapshot.drop("b")
        snapshot.publish()
    assert find_readings(tmp_path) == {"a": stale, "c": make_failure("c")}
    assert [reading.stale for reading in find_readings(tmp_path).values()] == [True, False]
    assert list_documents(tmp_path) == ("a",)
    with open_snapshot(tmp_path) as snapshot:
        for name in ("b", "c"):
            with pytest.raises(KeyError):
                snapshot.load(name)
        with pytest.raises(KeyError):
            snapshot.drop("b")


def test_readings_must_be_those_of_the_records(tmp_path: Path) -> None:
    records = make_records("a")
    with open_snapshot(tmp_path) as snapshot:
        for reading in (make_reading(make_records("b")), make_failure("a")):
            with pytest.raises(ValueError, match="not of its records"):
                snapshot.put(records, reading)
        snapshot.put(records, make_reading(records))
        with pytest.raises(ValueError, match="does not have"):
            snapshot.note(make_failure("a"))
        with pytest.raises(ValueError, match="does not have"):
            snapshot.note(make_failure("b", make_reading(records).published))


def test_a_document_that_is_dropped_and_failed_again_is_gone(tmp_path: Path) -> None:
    write_documents(tmp_path, make_records("a"), make_records("b"))
    with open_snapshot(tmp_path) as snapshot:
        snapshot.drop("a")
        snapshot.note(make_failure("a"))
        snapshot.publish()
    assert list_documents(tmp_path) == ("b",)
    assert find_readings(tmp_path)["a"] == make_failure("a")


def test_no_dataset_has_no_readings(tmp_path: Path) -> None:
    assert find_readings(tmp_path / "nowhere") == {}
    assert not (tmp_path / "nowhere").exists()


texts = st.text(st.characters(exclude_categories=["Cs"]))
inputs = st.builds(FileVersion, texts, st.none() | texts)
versions = st.builds(ReadingInputs, inputs, st.none() | inputs)
maybe = st.none() | texts


@given(st.builds(DocumentReading, texts, st.sampled_from(ReadingState), versions, st.none() | versions, maybe, maybe, maybe))
def test_any_reading_comes_back(reading: DocumentReading) -> None:
    line = format_reading(reading)
    assert "\n" not in line
    found = parse_reading(line)
    assert found == reading
    assert type(found.state) is ReadingState


def test_readings_can_be_asked_with_sql(tmp_path: Path) -> None:
    write_documents(tmp_path, make_records("a"))
    with open_snapshot(tmp_path) as snapshot:
        snapshot.note(make_failure("b"))
        snapshot.publish()
    found = duckdb.sql(f"select document_id, state, code from '{tmp_path}/latest/readings.jsonl' where state <> 'ok'").fetchall()
    assert found == [("b", "failed", "empty_file")]


# What is said of it


def test_changes_are_counted(tmp_path: Path) -> None:
    first = write_documents(tmp_path, make_records("a"), make_records("b"))
    assert first.changes == DocumentChanges(added=2)
    with open_snapshot(tmp_path) as snapshot:
        snapshot.drop("a")
        snapshot.put(make_records("b"), make_reading(make_records("b"), key="new"))
        snapshot.put(make_records("c"), make_reading(make_records("c")))
        second = snapshot.publish()
    assert second.changes == DocumentChanges(added=1, replaced=1, removed=1)
    assert second.changes.documents == 2
    assert [(step.folder, step.changes) for step in read_history(tmp_path)] == [
        (second.folder, second.changes),
        (first.folder, first.changes),
    ]
    shutil.rmtree(first.folder)
    assert [step.changes for step in read_history(tmp_path)] == [None]


def test_documents_that_were_never_read_do_not_count() -> None:
    failed = {"a": make_failure("a")}
    assert compare({}, failed) == compare(failed, {}) == DocumentChanges()
    good = {"a": make_reading(make_records("a"))}
    assert compare(failed, good) == DocumentChanges(added=1)


def test_the_overview_counts_open_issues(many) -> None:
    folder, documents = many

    def lines() -> Iterator[DocumentLine]:
        for records in documents:
            yield DocumentLine(records.document.document_id, 97, 0, 0, 1)

    assert read_overview(folder) == tuple(lines())
