"""The strict loader of word lists: what it reads, and everything it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.folding import fold_spelling
from jospar.extract.words.vocabulary import BadVocabulary, VocabularyEntry, index_forms, read_vocabulary


def _file(folder: Path, text: str) -> Path:
    path = folder / "list.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    path = _file(tmp_path, '- code: "KZT"\n  kind: "money"\n  forms: ["теңге", "тг"]\n  examples: ["мың тг"]\n  note: "seen in 2024"\n')
    assert read_vocabulary(path, extra_keys=("kind",)) == (
        VocabularyEntry("KZT", ("теңге", "тг"), ("мың тг",), "seen in 2024", (("kind", "money"),)),
    )


def test_what_an_entry_may_leave_out(tmp_path: Path) -> None:
    (entry,) = read_vocabulary(_file(tmp_path, '- code: "person"\n'), extra_keys=("kind",))
    assert entry == VocabularyEntry("person", (), (), "")
    assert entry.get("kind") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "list.yml: not a list of entries"),
        ('code: "KZT"\n', "list.yml: not a list of entries"),
        ('- "KZT"\n', "line 1: not a mapping"),
        ('- code: "KZT"\n- code: "USD"\n  form: ["доллар"]\n', "line 3: unknown key 'form'"),
        ('- code: "KZT"\n  1: "теңге"\n', "line 2: unknown key '1'"),
        ('- code: "KZT"\n- forms: ["теңге"]\n', "line 2: an entry without a code"),
        ('- code: ""\n', "line 1: not quoted text"),
        ('- code: 100\n  forms: ["теңге"]\n', "line 1: not quoted text"),
        ('- code: no\n  forms: ["теңге"]\n', "line 1: not quoted text"),
        ("- code: KZT\n", "line 1: not quoted text"),
        ('- code: ["KZT"]\n', "line 1: not quoted text"),
        ('- code: "KZT"\n  note: 2024-06-25\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  forms: "теңге"\n', "line 2: not a list of quoted texts"),
        ('- code: "KZT"\n  forms: ["теңге", 1]\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  forms: ["теңге", да]\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  forms: ["теңге", yes]\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  forms: ["теңге", ["тг"]]\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  forms:\n    - "теңге"\n    - ""\n', "line 4: not quoted text"),
        ('- code: "KZT"\n  forms:\n', "line 2: not a list of quoted texts"),
        ('- code: "KZT"\n  examples: [1.5]\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  kind: 3\n', "line 2: not quoted text"),
        ('- code: "KZT"\n  forms: ["теңге"]\n  forms: ["тг"]\n', "line 3: the key 'forms' is given twice"),
        ('- code: "KZT"\n  code: "USD"\n', "line 2: the key 'code' is given twice"),
        ('- code: "KZT\n', "list.yml, line 2: while scanning a quoted scalar"),
    ],
)
def test_a_malformed_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadVocabulary, match=message) as refusal:
        read_vocabulary(_file(tmp_path, text), extra_keys=("kind",))
    assert str(refusal.value).startswith("list.yml")


def test_single_quotes_are_quotes(tmp_path: Path) -> None:
    (entry,) = read_vocabulary(_file(tmp_path, "- code: 'no'\n  forms: ['1.10']\n"))
    assert (entry.code, entry.forms) == ("no", ("1.10",))


def test_a_key_that_only_another_list_allows_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, '- code: "KZT"\n  kind: "money"\n')
    with pytest.raises(BadVocabulary, match="unknown key 'kind'"):
        read_vocabulary(path)


def test_forms_are_found_under_their_folded_spelling() -> None:
    tenge, dollar = VocabularyEntry("KZT", ("Теңге", "теңге", "тг"), (), ""), VocabularyEntry("USD", ("$",), (), "")
    assert index_forms((tenge, dollar)) == {"теңге": tenge, "тг": tenge, "$": dollar}


def test_a_form_that_two_entries_claim_is_refused() -> None:
    with pytest.raises(BadVocabulary, match="'Саны' is claimed by 'item' and by 'count'"):
        index_forms((VocabularyEntry("item", ("саны",), (), ""), VocabularyEntry("count", ("Саны",), (), "")))


def test_the_key_decides_which_forms_are_one() -> None:
    entries = (VocabularyEntry("a", ("тг.",), (), ""), VocabularyEntry("b", ("тг",), (), ""))
    assert len(index_forms(entries)) == 2
    with pytest.raises(BadVocabulary):
        index_forms(entries, key=lambda form: form.rstrip("."))


@pytest.mark.parametrize(
    ("text", "folded"), [(" Өлшем  БІРЛІГІ ", "өлшем бірлігі"), ("и\u0306", "й"), ("ед.\u00a0изм.", "ед. изм."), ("\n", "")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold_spelling(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_spelling(fold_spelling(text)) == fold_spelling(text)
