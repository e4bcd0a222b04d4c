"""The strict loader of word lists: what it reads, and everything it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.vocabulary import BadVocabulary, Entry, fold, index_forms, read_vocabulary
from tests.reading import ROOT

LISTS = sorted([*ROOT.glob("extract/*.yml"), *ROOT.glob("normalize/vocabulary/*.yml")])


def _file(folder: Path, text: str) -> Path:
    path = folder / "list.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    path = _file(tmp_path, '- code: "KZT"\n  kind: "money"\n  forms: ["теңге", "тг"]\n  examples: ["мың тг"]\n  note: "seen in 2024"\n')
    assert read_vocabulary(path, extra_keys=("kind",)) == (
        Entry("KZT", ("теңге", "тг"), ("мың тг",), "seen in 2024", (("kind", "money"),)),
    )


def test_what_an_entry_may_leave_out(tmp_path: Path) -> None:
    (entry,) = read_vocabulary(_file(tmp_path, '- code: "person"\n'), extra_keys=("kind",))
    assert entry == Entry("person", (), (), "")
    assert entry.get("kind") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a list"),
        ('code: "KZT"\n', "not a list"),
        ('- "KZT"\n', "entry 1: not a mapping"),
        ('- code: "KZT"\n- code: "USD"\n  form: ["доллар"]\n', "entry 2: unknown key 'form'"),
        ('- code: "KZT"\n  1: "теңге"\n', "unknown key '1'"),
        ('- forms: ["теңге"]\n', "code and note"),
        ('- code: 100\n  forms: ["теңге"]\n', "code and note"),
        ('- code: no\n  forms: ["теңге"]\n', "code and note"),
        ('- code: "KZT"\n  note: 2024-06-25\n', "code and note"),
        ('- code: "KZT"\n  forms: "теңге"\n', "forms is a list"),
        ('- code: "KZT"\n  forms: ["теңге", 1]\n', "forms is a list"),
        ('- code: "KZT"\n  forms: ["теңге", да, yes]\n', "forms is a list"),
        ('- code: "KZT"\n  forms: ["теңге", ""]\n', "forms is a list"),
        ('- code: "KZT"\n  forms:\n', "forms is a list"),
        ('- code: "KZT"\n  examples: [1.5]\n', "examples is a list"),
        ('- code: "KZT"\n  kind: 3\n', "kind must be quoted text"),
    ],
)
def test_a_malformed_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadVocabulary, match=message) as refusal:
        read_vocabulary(_file(tmp_path, text), extra_keys=("kind",))
    assert str(refusal.value).startswith("list.yml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('- code: "KZT"\n  forms: ["теңге"]\n  forms: ["тг"]\n', id="a key twice in one entry"),
        pytest.param('- code: "KZT\n', id="a quote that is not closed"),
    ],
)
def test_what_is_not_yaml_as_written_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadVocabulary):
        read_vocabulary(_file(tmp_path, text))


def test_a_key_that_only_another_list_allows_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, '- code: "KZT"\n  kind: "money"\n')
    with pytest.raises(BadVocabulary, match="unknown key 'kind'"):
        read_vocabulary(path)


def test_forms_are_found_under_their_folded_spelling() -> None:
    tenge, dollar = Entry("KZT", ("Теңге", "теңге", "тг"), (), ""), Entry("USD", ("$",), (), "")
    assert index_forms((tenge, dollar)) == {"теңге": tenge, "тг": tenge, "$": dollar}


def test_a_form_that_two_entries_claim_is_refused() -> None:
    with pytest.raises(BadVocabulary, match="'Саны' is claimed by 'item' and by 'count'"):
        index_forms((Entry("item", ("саны",), (), ""), Entry("count", ("Саны",), (), "")))


def test_the_key_decides_which_forms_are_one() -> None:
    entries = (Entry("a", ("тг.",), (), ""), Entry("b", ("тг",), (), ""))
    assert len(index_forms(entries)) == 2
    with pytest.raises(BadVocabulary):
        index_forms(entries, key=lambda form: form.rstrip("."))


@pytest.mark.parametrize(
    ("text", "folded"), [(" Өлшем  БІРЛІГІ ", "өлшем бірлігі"), ("и\u0306", "й"), ("ед.\u00a0изм.", "ед. изм."), ("\n", "")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_text_of_our_lists_is_quoted(path: Path) -> None:
    """A bare word may turn into a number, a date or a boolean when somebody edits it."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        key, colon, value = line.lstrip("- ").partition(": ")
        if colon and key.isidentifier() and not line.lstrip().startswith("#"):
            assert value.lstrip()[:1] in ('"', "["), f"{path.name}, line {number}: {line}"
