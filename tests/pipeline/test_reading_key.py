"""When a document is read again: keys, the plan of a run, and what changed word lists can change."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.folding import fold_to_letters
from jospar.output.storage.readings import DocumentReading, FileVersion, ReadingInputs, ReadingState
from jospar.pipeline.incremental import reading_key
from jospar.pipeline.incremental.planning import Plan, plan
from jospar.pipeline.incremental.reading_key import (
    Basis,
    differ_by_words,
    find_basis,
    hash_file,
    hash_words,
    make_key,
    read_words,
    words_of_key,
)
from jospar.pipeline.incremental.word_changes import find_changed_pieces, may_concern
from jospar.pipeline.inputs.input_file import InputFile
from tests.support.reading import ROOT, SAMPLE

BASIS = Basis("code", "words")
KEY = make_key(BASIS, "plan.txt", "0" * 64, None)
FILE = InputFile(Path("plan.txt"), "plan")
VERSION = ReadingInputs(FileVersion("plan.txt", "0" * 64))
READ = DocumentReading("plan", ReadingState.OK, VERSION, VERSION, key=KEY)

# ---- keys ------------------------------------------------------------------------------------------------------------------------------


def test_a_key_depends_on_all_that_can_change_a_reading() -> None:
    others = (
        make_key(replace(BASIS, code="other"), "plan.txt", "0" * 64, None),
        make_key(replace(BASIS, words="other"), "plan.txt", "0" * 64, None),
        make_key(BASIS, "plan.md", "0" * 64, None),
        make_key(BASIS, "plan.txt", "1" * 64, None),
        make_key(BASIS, "plan.txt", "0" * 64, "1" * 64),
    )
    assert len({KEY, *others}) == 6
    assert make_key(BASIS, "plan.txt", "0" * 64, None) == KEY
    assert [differ_by_words(KEY, other) for other in (KEY, *others)] == [False, False, True, False, False, False]
    assert words_of_key(KEY) == "words"


def test_the_basis_is_stable_and_knows_the_engine() -> None:
    assert find_basis("pdfium") == find_basis("pdfium")
    assert find_basis("pdfium").code != find_basis("pdfplumber").code
    assert find_basis("pdfium").words == find_basis("pdfplumber").words == hash_words(read_words())


@pytest.fixture
def _fresh() -> Iterator[None]:
    for cached in (reading_key._hash_code, reading_key.read_words):
        cached.cache_clear()
    yield
    for cached in (reading_key._hash_code, reading_key.read_words):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("extract/columns/stitch.py", "code"),
        ("extract/readers/pdf/pdfium.py", "code"),
        ("normalize/checks/units.py", "code"),
        ("pipeline/document/stages.py", "code"),
        ("normalize/vocabulary/units.yml", "words"),
        ("extract/words/labels.yml", "words"),
        ("output/report/page.py", "neither"),
        ("pipeline/views/summary.py", "neither"),
    ],
)
@pytest.mark.usefixtures("_fresh")
def test_a_change_of_a_file_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, part: str) -> None:
    for top in ("extract", "normalize", "pipeline", "output"):
        shutil.copytree(ROOT / top, tmp_path / top, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(reading_key, "_ROOT", tmp_path)
    before = reading_key._hash_code(), hash_words(read_words(tmp_path))
    with (tmp_path / name).open("a") as file:
        file.write("\n")
    for cached in (reading_key._hash_code, reading_key.read_words):
        cached.cache_clear()
    after = reading_key._hash_code(), hash_words(read_words(tmp_path))
    assert [old != new for old, new in zip(before, after, strict=True)] == [part == "code", part == "words"]


def test_every_list_that_a_reading_loads_is_in_the_key() -> None:
    lists = {path.relative_to(ROOT).as_posix() for top in ("extract", "normalize") for path in (ROOT / top).rglob("*.yml")}
    assert set(read_words()) == lists
    assert len(lists) > 20


def test_hashes_of_files(tmp_path: Path) -> None:
    assert hash_file(SAMPLE) == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    os.mkfifo(tmp_path / "pipe")
    assert [hash_file(path) for path in (tmp_path, tmp_path / "nowhere", tmp_path / "pipe")] == [None] * 3


# ---- plans -----------------------------------------------------------------------------------------------------------------------------


def refused(state: ReadingState, code: str) -> DocumentReading:
    return replace(READ, state=state, code=code, published=None)


@pytest.mark.parametrize(
    ("reading", "again"),
    [
        (READ, False),
        (replace(READ, state=ReadingState.PARTIAL), False),
        (replace(READ, key=None), True),
        (replace(READ, key=make_key(BASIS, "plan.txt", "1" * 64, None)), True),
        (refused(ReadingState.ENCRYPTED, "encrypted_file"), False),
        (refused(ReadingState.UNSUPPORTED, "unsupported_format"), False),
        (refused(ReadingState.FAILED, "empty_file"), False),
        (refused(ReadingState.TIMEOUT, "out_of_time"), True),
        (refused(ReadingState.MEMORY, "out_of_memory"), True),
        (refused(ReadingState.CRASHED, "reader_crashed"), True),
        (refused(ReadingState.FAILED, "conversion_failed"), True),
    ],
)
def test_what_is_read_again(reading: DocumentReading, again: bool) -> None:
    assert plan([FILE], {"plan": reading}, {"plan": KEY}) == (Plan((FILE,), ()) if again else Plan((), (FILE,)))


def test_what_the_dataset_does_not_know_is_read() -> None:
    duplicates = replace(FILE, duplicates=(Path("plan.md"),))
    nameless, new = InputFile(Path("a\nb.txt"), None), InputFile(Path("new.txt"), "new")
    files = (nameless, new, duplicates)
    assert plan(files, {"plan": READ}, {"plan": KEY, "new": KEY}) == Plan(files, ())
    assert plan([FILE], {"plan": READ}, {}) == Plan((FILE,), ())


def test_word_lists_alone_change_what_they_can() -> None:
    key = make_key(replace(BASIS, words="new"), "plan.txt", "0" * 64, None)
    assert plan([FILE], {"plan": READ}, {"plan": key}) == Plan((FILE,), ())
    assert plan([FILE], {"plan": READ}, {"plan": key}, lambda reading: reading is not READ) == Plan((), (FILE,))
    failed = refused(ReadingState.FAILED, "no_strategy")
    assert plan([FILE], {"plan": failed}, {"plan": key}, lambda _: False) == Plan((FILE,), ())


# ---- word lists ------------------------------------------------------------------------------------------------------------------------

LIST = """
- code: "ministry"
  forms: ["Министерство просвещения", "Просвещение"]
  examples: ["Министерство просвещения РК"]
- code: "museum"
  forms: ["Национальный музей"]
  examples: []
"""


def changed(old: str, new: str) -> frozenset[str] | None:
    return find_changed_pieces({"a.yml": LIST, "b.yml": LIST}, {"a.yml": LIST.replace(old, new), "b.yml": LIST})


def halves(*words: str) -> set[str]:
    folded = map(fold_to_letters, words)
    return {half for word in folded for half in (word[: len(word) // 2], word[len(word) // 2 :])}


def test_forms_that_came_or_went() -> None:
    assert changed("музей", "музей") == frozenset()
    assert changed('"Просвещение"', '"Просвещение", "Минпросвещения"') == halves("Минпросвещения")
    assert changed(', "Просвещение"', "") == halves("Просвещение")
    assert changed("examples: []\n", 'examples: ["Национальный музей РК"]\n  note: "в Астане"\n') == frozenset()
    assert changed('code: "museum"', 'code: "gallery"') is None  # музей has five letters, and so halves of two
    assert changed("Национальный музей", "Национальный") is None


def test_an_entry_that_means_something_else_concerns_all_its_forms() -> None:
    both = halves("Министерство", "просвещения", "Просвещение")
    assert changed('code: "ministry"', 'code: "ministries"') == both
    assert changed('code: "ministry"', 'code: "ministry"\n  kind: "state"') == both
    # the form that stands first speaks for its entry
    assert changed('"Министерство просвещения", "Просвещение"', '"Просвещение", "Министерство просвещения"') == both


@pytest.mark.parametrize("broken", ["- [", "text", "- forms: 1", "- code: a", "", "{}", "- - a"])
def test_in_doubt_all_are_concerned(broken: str) -> None:
    assert find_changed_pieces({"a": LIST}, {"a": broken}) is None
    assert find_changed_pieces({"a": broken}, {"a": LIST}) is None
    assert find_changed_pieces({"a": LIST}, {"a": LIST, "b": LIST}) is None
    first, second = LIST.split('- code: "museum"')
    assert find_changed_pieces({"a": LIST}, {"a": f'- code: "museum"{second}{first}'}) is None
    assert may_concern(None, [])


@pytest.mark.parametrize(
    "text",
    [
        "Просвещение", "просвещениеге", "ПРОСВЕЩЕНИЕ", "Просвещeниe (Latin e)", "Просвецение", "Просвещние", "Просвещенние", "росвещение",
        "Просве- щение", "Просве\nщение", "П р о с в е щ е н и е", "Просвещение/наука", "просвещ\u00adение", "Про свещение",
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_is_spelt(text: str) -> None:
    pieces = find_changed_pieces({"a": LIST}, {"a": LIST.replace(', "Просвещение"', "")})
    assert pieces
    assert may_concern(pieces, ["Бағыт", text, "2024"])
    assert may_concern(pieces, ["Бағыт", text[:6], text[6:], "2024"])
    assert not may_concern(pieces, ["Бағыт", "Білім алушылардың саны", "2024"])


def test_kazakh_letters_and_those_that_stand_in_for_them_are_one() -> None:
    assert fold_to_letters("Қаңғұөүәһі") == fold_to_letters("Кангуоуахи") == fold_to_letters("ҚАҢҒҰӨҮӘҺІ")
    assert fold_to_letters("Көрсеткiштiң") == fold_to_letters("Көрсеткіштің")


@given(st.text("абвгдежзиклмнопрстуіқғңө", min_size=6, max_size=20), st.data())
def test_a_word_that_is_broken_or_misspelt_once_is_found(word: str, data: st.DataObject) -> None:
    entry = f'- code: "x"\n  forms: ["{word}"]\n'
    pieces = find_changed_pieces({"a": LIST}, {"a": LIST + entry})
    assert pieces is not None
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(["", "ж", "жж", "-", " ", "\n"]))
    assert may_concern(pieces, [f"сан {word[:at]}{letter}{word[at + 1 :]}дан"])
    assert may_concern(pieces, [word[:at], word[at:]])
