"""Datasets and documents on object storage, against a real S3 server on this machine."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import boto3
import distributed
import duckdb
import pytest
import requests
from botocore.exceptions import ClientError, ConnectionClosedError
from moto.server import ThreadedMotoServer

import jospar.output.storage.location
import jospar.output.storage.publishing.remote
import jospar.pipeline.incremental.known
import jospar.pipeline.inputs.fetching
from jospar.output import open_dataset
from jospar.output.schema.tables import DOCUMENTS, TABLES
from jospar.output.storage.base_snapshot import find_latest, find_readings, read_base, read_kept
from jospar.output.storage.dataset import list_documents, load_records, read_columns
from jospar.output.storage.errors import OutputError
from jospar.output.storage.location import RemotePath, find_location
from jospar.output.storage.publishing.pointer import read_pointer
from jospar.output.storage.snapshot import open_snapshot
from jospar.output.storage.tables.layout import FileLayout
from jospar.pipeline.incremental.reading_key import Basis, find_basis, hash_words, read_words
from jospar.pipeline.inputs.input_file import LocalCopy
from jospar.pipeline.main import run_command
from jospar.pipeline.system.exits import Exit
from tests.slow.torture import FULL
from tests.support.output_factory import make_reading, make_records, write_documents
from tests.support.reading import ROOT, SAMPLE, SHORT

PAGE = (ROOT / "docs" / "object-storage.md").read_text(encoding="utf-8")
SECRET = "a-secret-that-nobody-may-see"
_numbers = count(1)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def here(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in (
        ("AWS_ENDPOINT_URL", endpoint),
        ("AWS_ACCESS_KEY_ID", "somebody"),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_CONFIG_FILE", str(tmp_path / "none")),
        ("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none")),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def client() -> Any:
    return boto3.client("s3", region_name="us-east-1")


@pytest.fixture
def bucket(client: Any) -> str:
    name = f"bucket-{next(_numbers)}"
    client.create_bucket(Bucket=name)
    return name


@pytest.fixture
def out(bucket: str) -> RemotePath:
    return RemotePath(bucket, "tables")


def list_keys(client: Any, place: RemotePath) -> list[str]:
    """The keys of all objects below a prefix, from there on, without those that only mark a folder."""
    found = client.list_objects_v2(Bucket=place.bucket, Prefix=f"{place.key}/").get("Contents", ())
    return [item["Key"].removeprefix(f"{place.key}/") for item in found if not item["Key"].endswith("/")]


def list_runs(client: Any, out: RemotePath) -> set[str]:
    return {key.partition("/")[0] for key in list_keys(client, out / "snapshots")}


def assert_equal_files(out: RemotePath, folder: Path) -> None:
    """That the current snapshot has the files of a local one, byte by byte."""
    latest = find_latest(out)
    assert isinstance(latest, RemotePath)
    objects = [item.path for item in latest.list(recursive=True) if not item.is_folder]
    found = {str(path).removeprefix(f"{latest}/"): path.read_bytes() for path in objects}
    latest_there = folder / "latest"
    meant = {path.relative_to(latest_there).as_posix(): path.read_bytes() for path in latest_there.rglob("*") if path.is_file()}
    assert found == meant


def assert_whole(out: RemotePath) -> None:
    """That the files of the current snapshot are as its manifest has them."""
    latest = find_latest(out)
    assert latest is not None
    for file in json.loads((latest / "manifest.json").read_bytes())["files"]:
        assert hashlib.sha256((latest / file["name"]).read_bytes()).hexdigest() == file["sha256"]


# commands


def test_a_run_from_store_to_store_writes_the_bytes_of_a_local_one(
    bucket: str, out: RemotePath, client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for key in ("docs/ktu-2024.txt", "docs/.hidden", "docs/~$lock.docx", "docs/2025/жоспар б.txt", "docs/.old/x.txt"):
        client.put_object(Bucket=bucket, Key=key, Body=SHORT)
    client.put_object(Bucket=bucket, Key="docs/empty.txt", Body=b"")
    Path("docs/2025").mkdir(parents=True)
    Path("docs/empty.txt").touch()
    for name in ("docs/ktu-2024.txt", "docs/2025/жоспар б.txt"):
        Path(name).write_bytes(SHORT)
    assert run_command(["extract", f"s3://{bucket}/docs/", "--recursive", "--out", str(out)]) == Exit.SOME_REFUSED
    printed = capsys.readouterr()
    assert f"{out}/latest.json: published (000001-" in printed.out
    assert f"s3://{bucket}/docs/empty.txt: the file is empty" in printed.err
    assert run_command(["extract", "docs", "--recursive", "--out", "local"]) == Exit.SOME_REFUSED
    assert_equal_files(out, Path("local"))
    assert load_records(str(out), "ktu-2024") == load_records("local", "ktu-2024")
    assert open_dataset(str(out)).values.equals(open_dataset("local").values)
    assert open_dataset(str(find_latest(out))).cells.equals(open_dataset("local").cells)
    for place, data in (("csv", str(out)), ("csv-local", "local")):
        assert run_command(["export", "--to", "csv", "--data", data, place]) == Exit.ALL_READ
    assert Path("csv/values.csv").read_bytes() == Path("csv-local/values.csv").read_bytes()
    capsys.readouterr()
    assert run_command(["extract", f"s3://{bucket}/docs", "--recursive", "--out", str(out)]) == Exit.SOME_REFUSED
    assert "unchanged, nothing is published" in capsys.readouterr().out
    assert run_command(["status", "--data", str(out)]) == Exit.ALL_READ
    status = capsys.readouterr().out
    assert "ktu-2024" in status and "000001-" in status and "empty" in status
    assert run_command(["show", "ktu-2024", "--data", str(out)]) == Exit.ALL_READ
    assert run_command(["report", "--data", str(out), "--out", "pages"]) == Exit.ALL_READ
    assert "documents: 2" in capsys.readouterr().out
    assert run_command(["remove", "жоспар б", "--data", str(out)]) == Exit.ALL_READ
    assert list_documents(str(out)) == ("ktu-2024",)
    assert SECRET not in capsys.readouterr().out + status + printed.out + printed.err


def test_a_cluster_reads_what_lies_in_the_store(bucket: str, out: RemotePath, client: Any, tmp_path: Path) -> None:
    client.put_object(Bucket=bucket, Key="docs/ktu-2024.txt", Body=SHORT)
    client.put_object(Bucket=bucket, Key="docs/empty.txt", Body=b"")
    command = ["extract", f"s3://{bucket}/docs", "--out"]
    assert run_command([*command, "here"]) == Exit.SOME_REFUSED
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=True, host="127.0.0.1", silence_logs=100, dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False}, local_directory=str(tmp_path / "workers"),
    ) as cluster:  # fmt: skip
        on = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
        assert run_command([*command, str(out), *on]) == Exit.SOME_REFUSED
    assert_equal_files(out, Path("here"))


def test_copies_of_this_machine_are_no_shared_paths(bucket: str, out: RemotePath, capsys: pytest.CaptureFixture[str]) -> None:
    cluster = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--shared-paths"]
    assert run_command(["extract", f"s3://{bucket}/docs", "--out", str(out), *cluster]) == Exit.WRONG_USAGE
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "--shared-paths" in error and "leave it out" in error


def test_of_a_prefix_only_what_is_right_below_is_read_and_never_the_dataset(bucket: str, out: RemotePath, client: Any) -> None:
    write_documents(out, make_records("a"))
    client.put_object(Bucket=bucket, Key="plan.txt", Body=b"1")
    client.put_object(Bucket=bucket, Key="more/plan-2.txt", Body=b"2")
    client.put_object(Bucket=bucket, Key="more-2.txt", Body=b"3")

    def find(address: RemotePath, recursive: bool) -> list[str]:
        with jospar.pipeline.inputs.fetching.fetched([address], recursive, out) as copies:
            assert all(copy.path.read_bytes() == copy.origin.read_bytes() for copy in copies)
            return [copy.origin.key for copy in copies]

    assert find(RemotePath(bucket), False) == ["more-2.txt", "plan.txt"]
    assert find(RemotePath(bucket), True) == ["more-2.txt", "more/plan-2.txt", "plan.txt"]
    assert find(RemotePath(bucket, "more"), True) == ["more/plan-2.txt"]
    assert find(RemotePath(bucket, "plan.txt"), False) == ["plan.txt"]


def test_two_objects_of_one_name_are_named_both(bucket: str, client: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for key in ("a/plan.txt", "b/plan.txt"):
        client.upload_file(str(SAMPLE), bucket, key)
    assert run_command(["extract", f"s3://{bucket}", "--recursive", "--out", "local"]) == Exit.NONE_READ
    assert f"s3://{bucket}/a/plan.txt and s3://{bucket}/b/plan.txt: two inputs" in capsys.readouterr().err


def test_what_is_too_large_is_not_copied_and_what_has_no_place_is_not_there(
    bucket: str, client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jospar.pipeline.inputs.fetching, "MAX_BYTES", 10)
    client.put_object(Bucket=bucket, Key="large.txt", Body=b"x" * 11)
    client.put_object(Bucket=bucket, Key="small.txt", Body=b"x" * 10)
    client.put_object(Bucket=bucket, Key="ә" * 200 + ".txt", Body=b"x")
    order = jospar.pipeline.inputs.fetching._FetchRequest((RemotePath(bucket),), False, (), tmp_path)
    large, small, long = jospar.pipeline.inputs.fetching._fetch(order)
    assert large.path.read_bytes() == bytes(11)
    assert small.path.read_bytes() == b"x" * 10
    assert isinstance(long, LocalCopy) and len(list(long.path.parent.iterdir())) == 0


# snapshots


def test_only_what_a_run_touches_is_fetched_and_sent(
    out: RemotePath, client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = FileLayout(table_bytes=0, part_documents=2)
    documents = [make_records(f"doc-{number}") for number in range(10, 22)]
    write_documents(out, *documents, layout=layout)
    changed = make_records("doc-15", cells=4)
    moved: dict[str, list[str]] = {"fetch": [], "put": [], "copy": []}
    for name, paths in moved.items():
        original = getattr(RemotePath, name)

        def noted(self: RemotePath, *arguments: Any, original: Callable[..., Any] = original, paths: list[str] = paths) -> Any:
            paths.append(self.key.split("/", 3)[3])
            return original(self, *arguments)

        monkeypatch.setattr(RemotePath, name, noted)
    assert write_documents(out, changed, layout=layout).changed
    documents[5] = changed
    write_documents(tmp_path / "local", *documents, layout=layout)
    assert_equal_files(out, tmp_path / "local")
    assert len(moved["fetch"]) == len(TABLES)  # one part of each table
    assert sorted(name.partition("/")[0] for name in moved["put"]) == [
        "cells.parquet", "datapackage.json", "documents.parquet", "manifest.json", "readings.jsonl",
    ]  # fmt: skip
    parts = [name for name in list_keys(client, out) if name.endswith(".parquet") and name.startswith("snapshots/000002-")]
    assert len(moved["copy"]) == len(parts) - 2 > len(TABLES)


def test_documents_come_and_go_as_in_a_local_dataset(out: RemotePath, tmp_path: Path) -> None:
    for place in (out, tmp_path / "local"):
        write_documents(place, make_records("a"), make_records("b"))
        write_documents(place, make_records("b", cells=5), make_records("c"))
        write_documents(place, drop=("a",))
    assert_equal_files(out, tmp_path / "local")
    assert find_readings(out) == find_readings(tmp_path / "local")
    with pytest.raises(KeyError):
        load_records(out, "a")


def test_further_files_stay_with_the_dataset(out: RemotePath, client: Any) -> None:
    with open_snapshot(out) as snapshot:
        snapshot.keep("notes.json", "сөздер")
        snapshot.publish()
    write_documents(out, make_records("a"))
    assert read_kept(read_base(out), "notes.json") == "сөздер"
    assert read_kept(read_base(out), "others.json") is None
    assert not write_documents(out).changed
    base = read_base(out)
    client.put_object(Bucket=out.bucket, Key=(base.folder / "notes.json").key, Body=b"{}")
    assert read_kept(base, "notes.json") is None


def test_a_changed_list_of_words_is_read_into_what_it_can_change(
    out: RemotePath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(SHORT)
    lists = dict(read_words())

    def run_with(form: str) -> list[int]:
        """How many documents a run leaves as they are, with one more word in the lists."""
        lists["normalize/vocabulary/parties.yml"] += f'\n- code: "{form}"\n  forms: ["{form}"]\n  examples: []\n'
        monkeypatch.setattr(jospar.pipeline.incremental.known, "read_words", lambda: lists)
        basis = Basis(find_basis("pdfium").code, hash_words(lists))
        monkeypatch.setattr(jospar.pipeline.incremental.known, "find_basis", lambda _: basis)
        capsys.readouterr()
        assert run_command(["extract", "a.txt", "--out", str(out), "--log-json"]) == Exit.ALL_READ
        events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        return [event["unchanged"] for event in events if event["event"] == "started"]

    assert [run_with("Химиктер"), run_with("Геологтар"), run_with("білім")] == [[0], [1], [0]]


def test_the_last_five_snapshots_stay(out: RemotePath, client: Any) -> None:
    for cells in range(1, 8):
        write_documents(out, make_records("a", cells))
    found = read_pointer(out)
    assert found is not None
    assert [run[:6] for run in found[0].runs] == [f"{number:06}" for number in range(3, 8)]
    assert list_runs(client, out) == set(found[0].runs)
    assert len(open_dataset(str(out / "snapshots" / found[0].earlier[0])).cells) == 3


def test_the_documentation_reads_the_snapshot_that_the_pointer_names(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    client.create_bucket(Bucket="plans")
    out = RemotePath("plans", "tables")
    write_documents(out, make_records("a"))
    write_documents(out, make_records("b"))
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")  # for Polars
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    python, sql = (re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[0] for language in ("py", "duckdb"))
    exec(compile(python, "object-storage.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Даму бағдарламасы" in printed and "KZT" in printed
    for key in list_keys(client, out):  # DuckDB reads the store by an extension that is no part of it
        (out / key).fetch(tmp_path / "tables" / key)
    begin, query = sql.replace("s3://plans", str(tmp_path)).strip().rstrip(";").split(";")
    with duckdb.connect() as connection:
        connection.execute(begin)
        assert dict(connection.execute(query).fetchall()) == {"KZT": 8, None: 2}


# two runs at once


@pytest.mark.parametrize("begun", [False, True])
def test_of_runs_at_once_one_wins(out: RemotePath, client: Any, begun: bool) -> None:
    before = ("a",) if begun else ()
    if begun:
        write_documents(out, make_records("a"))
    ready = threading.Barrier(4)
    won, lost = [], []

    def run(name: str) -> None:
        with open_snapshot(out) as snapshot:
            snapshot.put(make_records(name), make_reading(make_records(name)))
            ready.wait()
            try:
                snapshot.publish()
                won.append(name)
            except OutputError as error:
                lost.append(str(error))

    threads = [threading.Thread(target=run, args=(name,)) for name in ("b", "c", "d", "e")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert lost == [f"{out}: another run has published since this one began, and this one publishes nothing; run again to add to it"] * 3
    assert list_documents(out) == (*before, *won)
    assert_whole(out)
    assert len(list_runs(client, out)) == 1 + begun


def test_a_run_that_is_overtaken_while_it_uploads_publishes_nothing(out: RemotePath, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(out, make_records("a"))
    upload = jospar.output.storage.publishing.remote._upload

    def slow(*arguments: Any) -> None:
        monkeypatch.setattr(jospar.output.storage.publishing.remote, "_upload", upload)
        write_documents(out, make_records("b"))
        upload(*arguments)

    monkeypatch.setattr(jospar.output.storage.publishing.remote, "_upload", slow)
    with pytest.raises(OutputError, match="another run has published"):
        write_documents(out, make_records("c"))
    assert list_documents(out) == ("a", "b")
    assert_whole(out)
    assert len(list_runs(client, out)) == 2


class Client:
    """The client that moves pointers, with something done before or in the place of its one request."""

    def __init__(self, put: Callable[..., Any]) -> None:
        self.put_object = put


def fail(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "PutObject")


def test_a_request_that_is_repeated_meets_its_own_work(out: RemotePath, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(**request: Any) -> None:
        client.put_object(**request)
        raise fail("PreconditionFailed")

    monkeypatch.setattr(jospar.output.storage.publishing.remote, "_connect", lambda: Client(put))
    assert write_documents(out, make_records("a")).changed
    assert list_documents(out) == ("a",)


def test_an_answer_that_is_lost_for_good(out: RemotePath, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(**request: Any) -> None:
        client.put_object(**request)
        raise ConnectionClosedError(endpoint_url="nobody")

    monkeypatch.setattr(jospar.output.storage.publishing.remote, "_connect", lambda: Client(put))
    assert write_documents(out, make_records("a")).changed
    assert list_documents(out) == ("a",)

    def put_and_end(**request: Any) -> None:
        monkeypatch.setattr(jospar.output.storage.publishing.remote, "read_pointer", refuse)
        put(**request)

    def refuse(_: RemotePath) -> None:
        raise OutputError("no answer")

    monkeypatch.setattr(jospar.output.storage.publishing.remote, "_connect", lambda: Client(put_and_end))
    with pytest.raises(OutputError, match=f"^no answer; it may have published: jospar status --data {out} tells$"):
        write_documents(out, make_records("b"))
    assert list_documents(out) == ("a", "b")


def test_a_store_without_conditions_is_looked_at_just_before(out: RemotePath, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(out, make_records("a"))
    others: list[Callable[[], Any]] = []

    def put(**request: Any) -> None:
        if "IfMatch" in request:
            for other in others:
                other()
            raise fail("NotImplemented")
        client.put_object(**request)

    connect = jospar.output.storage.publishing.remote._connect
    monkeypatch.setattr(jospar.output.storage.publishing.remote, "_connect", lambda: Client(put))
    write_documents(out, make_records("b"))
    assert list_documents(out) == ("a", "b")

    def overtake() -> None:
        with monkeypatch.context() as other:
            other.setattr(jospar.output.storage.publishing.remote, "_connect", connect)
            write_documents(out, make_records("c"))

    others.append(overtake)
    with pytest.raises(OutputError, match="another run has published"):
        write_documents(out, make_records("d"))
    assert list_documents(out) == ("a", "b", "c")
    assert_whole(out)


# runs that die


class Killed(BaseException):
    """The end of a run, as it finds it."""


class Line:
    """All requests of a run to the store; from the one with a number on, each raises."""

    def __init__(self, fatal: int | None, error: BaseException, only_once: bool = False) -> None:
        self.fatal, self.error, self.only_once = fatal, error, only_once
        self.requests: list[str] = []

    def wrap(self, inner: Any) -> Any:
        line = self

        class Wrapped:
            def __getattr__(self, name: str) -> Any:
                return lambda *arguments, **named: line.ask(getattr(inner, name), *arguments, **named)

        return Wrapped()

    def ask(self, request: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        number = len(self.requests)
        self.requests.append(request.__name__)
        if self.fatal is not None and (number == self.fatal if self.only_once else number >= self.fatal):
            raise self.error
        return request(*arguments, **named)


def run_on(line: Line, out: RemotePath, cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that puts a document in, over a line."""
    filesystem, connect = jospar.output.storage.location._connect(), jospar.output.storage.publishing.remote._connect
    with monkeypatch.context() as patch:
        patch.setattr(jospar.output.storage.location, "_connect", lambda: line.wrap(filesystem))
        patch.setattr(jospar.output.storage.publishing.remote, "_connect", lambda: line.wrap(connect()))
        write_documents(out, make_records("b", cells))


def count_cells(out: RemotePath, document_id: str) -> int:
    (table,) = read_columns(out, DOCUMENTS, ["document_id", "cells"])
    cells: int = dict(zip(*(column.to_pylist() for column in table.columns), strict=True))[document_id]
    return cells


def choose_requests(requests: list[str], writing: int) -> list[int]:
    """The first and the last request of each kind, those beside the one that publishes, and the very last; all that write in full."""
    if FULL:
        return [*range(0, writing, 12), *range(writing, len(requests))]
    at = {name: [number for number, other in enumerate(requests) if other == name] for name in requests[writing:]}
    published = requests.index("put_object", writing)
    return sorted({0, *(numbers[end] for numbers in at.values() for end in (0, -1)), published - 1, published + 1, len(requests) - 1})


@pytest.mark.parametrize(
    ("error", "only_once"), [(Killed(), False), (OSError("AWS Error NETWORK_CONNECTION"), True)], ids=["killed", "refused"]
)
def test_at_whatever_request_a_run_ends_the_dataset_is_whole_and_the_next_run_repairs(
    out: RemotePath, client: Any, error: BaseException, only_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cells in range(1, 6):  # so that a run has a snapshot to delete
        write_documents(out, make_records("b", cells))
    line = Line(None, error)
    run_on(line, out, 99, monkeypatch)
    writing = line.requests.index("copy_file")
    seen: dict[str, tuple[dict[str, str], int]] = {}

    def look() -> int:
        """The cells of the document that the runs put in; all files are read where a snapshot is seen first, else they are as they were."""
        current = find_latest(out)
        assert isinstance(current, RemotePath)
        tags = {item["Key"]: item["ETag"] for item in client.list_objects_v2(Bucket=out.bucket, Prefix=f"{current.key}/")["Contents"]}
        if current.name not in seen:
            assert_whole(out)
            seen[current.name] = tags, count_cells(out, "b")
        assert seen[current.name][0] == tags
        return seen[current.name][1]

    old, died, published = look(), 0, 0
    for fatal in choose_requests(line.requests, writing):
        new = 100 + fatal
        try:
            run_on(Line(fatal, error, only_once), out, new, monkeypatch)
        except (Killed, OutputError) as end:
            died += 1
            assert isinstance(end, Killed) or str(end).startswith(str(out))  # never a folder of this machine
        found = look()
        assert found in (old, new)
        published += found == new
        old = found
        if died % 3 == 0 or found == new:
            old = 1000 + fatal
            write_documents(out, make_records("b", old))
            pointer = read_pointer(out)
            assert pointer is not None and list_runs(client, out) == set(pointer[0].runs)
    assert line.requests[writing:].count("put_object") == 1
    assert died > 3 and published > 0


# what goes wrong


def test_addresses() -> None:
    assert find_location("s3://plans") == RemotePath("plans")
    assert str(find_location("s3://plans//a/b/")) == "s3://plans/a/b"
    assert find_location("plans/s3") == Path("plans/s3")
    assert RemotePath("plans", "a/b").name == "b" and (RemotePath("plans") / "a").key == "a"


@pytest.mark.parametrize("address", ["gs://plans/a", "hdfs://plans/a", "s3://", "s3:///a", f"s3://me:{SECRET}@plans/a", "s3://A b/c"])
@pytest.mark.parametrize("command", [["extract", "{}", "--out", "x"], ["extract", "docs", "--out", "{}"], ["status", "--data", "{}"]])
def test_other_addresses_are_refused_in_one_line(address: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([word.format(address) for word in command]) == Exit.WRONG_USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert "://: n" in line and SECRET not in line
    assert not any(Path().iterdir())


@pytest.mark.parametrize("command", [["extract", str(SAMPLE), "--out", "s3://no-bucket/t"], ["remove", "a", "--data", "s3://no-bucket/t"],
                                     ["status", "--data", "s3://no-bucket/t"], ["report", "--data", "s3://no-bucket/t"],
                                     ["extract", "s3://no-bucket/t", "--out", "x"]])  # fmt: skip
def test_a_bucket_that_does_not_exist(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(command) in (Exit.OUTPUT_FAILED, Exit.WRONG_USAGE)
    assert capsys.readouterr().err == "jospar: s3://no-bucket/t: there is no such bucket; make it, or name another one\n"


@pytest.mark.parametrize("command", [["extract", str(SAMPLE), "--out", "{}"], ["status", "--data", "{}"], ["extract", "{}", "--out", "x"]])
def test_a_store_that_does_not_answer(
    out: RemotePath, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert run_command([word.format(out) for word in command]) == Exit.OUTPUT_FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert "the store can't be reached; check AWS_ENDPOINT_URL" in line


def test_a_store_that_does_not_allow_it(endpoint: str, out: RemotePath, capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(out, make_records("a"))
    requests.post(f"{endpoint}/moto-api/reset-auth", data="0", timeout=10)
    try:
        assert run_command(["status", "--data", str(out)]) == Exit.OUTPUT_FAILED
    finally:
        requests.post(f"{endpoint}/moto-api/reset-auth", data="1000000000", timeout=10)
    (line,) = capsys.readouterr().err.splitlines()
    assert "the credentials" in line and "somebody" not in line


@pytest.mark.parametrize("code", ["AccessDenied", "SlowDown"])
def test_a_pointer_that_may_not_be_written(out: RemotePath, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(**_: Any) -> None:
        raise fail(code)

    monkeypatch.setattr(jospar.output.storage.publishing.remote, "_connect", lambda: Client(put))
    with pytest.raises(OutputError, match=f"^{out}/latest.json: .*(the store does not allow it|the store is busy)"):
        write_documents(out, make_records("a"))
    assert find_latest(out) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"run": "../x", "manifest_sha256": "", "earlier": []}', b"\xff"])
def test_a_broken_pointer(out: RemotePath, client: Any, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    write_documents(out, make_records("a"))
    client.put_object(Bucket=out.bucket, Key="tables/latest.json", Body=content)
    for command in (["status", "--data", str(out)], ["extract", str(SAMPLE), "--out", str(out)]):
        assert run_command(command) == Exit.OUTPUT_FAILED
        (line,) = capsys.readouterr().err.splitlines()
        assert f"{out}/latest.json: a broken pointer" in line


def test_a_snapshot_that_is_gone_or_damaged(out: RemotePath, client: Any) -> None:
    write_documents(out, make_records("a"))
    latest = find_latest(out)
    assert isinstance(latest, RemotePath)
    table, manifest = latest / "cells.parquet", latest / "manifest.json"
    kept = table.read_bytes(), manifest.read_bytes()
    client.put_object(Bucket=out.bucket, Key=table.key, Body=kept[0][:-9] + bytes(9))
    with pytest.raises(OutputError, match=r"cells\.parquet: missing or damaged"):
        write_documents(out, make_records("b"))
    client.put_object(Bucket=out.bucket, Key=table.key, Body=kept[0])
    client.put_object(Bucket=out.bucket, Key=manifest.key, Body=kept[1] + b" ")
    with pytest.raises(OutputError, match=r"manifest\.json: missing or damaged"):
        open_dataset(str(out))
    client.delete_object(Bucket=out.bucket, Key=manifest.key)
    with pytest.raises(OutputError, match=r"latest\.json: leads to no snapshot"):
        open_dataset(str(out))


def test_writing_needs_what_can_move_a_pointer(out: RemotePath, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(out, make_records("a"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"pip install '\.\[s3\]'"):
        write_documents(out, make_records("b"))
    assert list_documents(out) == ("a",)


def test_a_local_run_takes_nothing_of_it_along() -> None:
    code = "import sys; from jospar.pipeline.main import run_command; run_command(sys.argv[1:]); print(*sys.modules)"
    arguments = ["extract", str(SAMPLE), "--out", "local"]
    ended = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    modules = ended.stdout.splitlines()[-1].split()
    assert "jospar.output.storage.publishing.local" in modules
    remote = {"jospar.pipeline.inputs.fetching", "jospar.output.storage.publishing.remote", "jospar.output.storage.publishing.pointer"}
    assert not ({"boto3", "botocore", "multiprocessing"} | remote) & set(modules)
