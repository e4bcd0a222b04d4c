"""The words of headings, headers and fixed lines: every example and form is found as what its entry says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.columns.stitch import announces_part
from jospar.extract.lines.headings import is_line_label, is_page_number, read_labelled_heading, read_section_label
from jospar.extract.words import labels
from jospar.extract.words.labels import (
    FoundLabel,
    find_label,
    label_entries,
    resolve_label,
    resolve_misspelt,
    starts_with_label,
    without_words,
    words_of,
)
from jospar.extract.words.vocabulary import BadVocabulary, VocabularyEntry

CELL_KINDS = ("column", "stage", "year", "unit")
EXAMPLES = [pytest.param(entry, example, id=f"{entry.get('kind')} {example}") for entry in label_entries() for example in entry.examples]
FORMS = [(entry, form) for entry in label_entries() for form in entry.forms]


def _of_kind(kind: str) -> list[tuple[VocabularyEntry, str]]:
    return [(entry, form) for entry, form in FORMS if entry.get("kind") == kind]


def _found(entry: VocabularyEntry, text: str) -> str | None:
    """The code of what a text is, asked as the reader of that kind of label asks."""
    kind = entry.get("kind") or ""
    if kind in CELL_KINDS:
        label = resolve_label(text, kind)
        return label.code if label else None
    if kind == "quantity":
        quantity = find_label(words_of(text), kind)
        return quantity.code if quantity else None
    if kind == "level":
        heading = read_labelled_heading(text)
        return heading.level if heading else None
    if kind == "section":
        section = read_section_label(text)
        return section.kind if section else None
    if entry.code == "table_continues":
        return "table_continues" if announces_part(text) else None
    return entry.code if is_line_label(text, entry.code) else None


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_resolves_to_its_entry(entry: VocabularyEntry, example: str) -> None:
    assert _found(entry, example) == entry.code


@pytest.mark.parametrize("entry", label_entries(), ids=lambda entry: f"{entry.get('kind')} {entry.code} {entry.get('language')}")
def test_every_entry_has_an_example_and_its_forms_are_different(entry: VocabularyEntry) -> None:
    assert entry.examples
    assert len({words_of(form) for form in entry.forms}) >= len(entry.forms) - 1


@pytest.mark.parametrize("kind", CELL_KINDS)
def test_every_form_of_a_cell_resolves_to_its_entry_and_language(kind: str) -> None:
    for entry, form in _of_kind(kind):
        label = resolve_label(form, kind)
        assert label is not None
        assert (label.code, label.kind) == (entry.code, kind), form
        languages = {other.get("language") for other, shared in _of_kind(kind) if words_of(shared) == words_of(form)}
        assert label.language in (languages if len(languages) == 1 else {""}), form


def test_every_form_of_a_level_labels_a_heading() -> None:
    for entry, form in _of_kind("level"):
        for text in (f"{form.capitalize()} 1. Атауы", f"{form.upper()} № 1: Атауы", f"1 - {form}. Атауы", f"{form}: Атауы"):
            assert _found(entry, text) == entry.code, text


def test_every_form_of_a_section_is_a_label_in_capitals_with_a_colon() -> None:
    for entry, form in _of_kind("section"):
        assert _found(entry, f"{form.upper()}:") == entry.code, form


def test_every_form_of_a_line_is_found() -> None:
    for entry, form in _of_kind("line"):
        assert _found(entry, f"{form} 2") == entry.code, form


def test_every_page_label_makes_a_page_number() -> None:
    for entry, form in _of_kind("line"):
        if entry.code == "page":
            assert is_page_number(f"{form} 2"), form
            assert is_page_number(f"2 {form}"), form


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Көрсеткiштiң аталуы", "column", "name"),  # Latin i
        ("Алға қойылған тапсырманы орындауға арналған іс-шара", "column", "name"),
        ("Іс-шараның орындалу көрсеткішінің сандық мәні", "column", "values"),
        ("өлшем\nбірлігі", "column", "unit"),
        ("Өл-шем бірлігі", "column", "unit"),
        ("Ответ-ственные исполнители", "column", "executors"),
        ("баға лау", "stage", "estimate"),
        ("Отчёт", "stage", "fact"),
        ("2010/2011 оқу жылы", "year", "year"),
        ("Білім алушылар", "column", None),
        ("адам", "column", None),
        ("", "column", None),
    ],
)
def test_resolve_label(text: str, kind: str, code: str | None) -> None:
    label = resolve_label(text, kind)
    assert (label.code if label else None) == code


def test_the_longest_form_wins_wherever_it_stands() -> None:
    found = find_label(words_of("Показатель: наименование показателя по годам"), "column")
    assert found is not None and found.form == "наименование показателя"


def test_a_label_at_the_start_and_how_long_it_is() -> None:
    found = starts_with_label(words_of("Таблица № 2."), "line")
    assert found is not None and (found[0].code, found[1]) == ("caption", 1)
    assert starts_with_label(words_of("2 таблица"), "line") is None
    assert starts_with_label((), "line") is None


def test_without_words_leaves_what_no_label_is_made_of() -> None:
    assert without_words(words_of("2005ж болжам қаласы"), "year", "stage") == ("2005", "қаласы")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("өлщ.бірл.", "өлш.бірл."),  # another letter
        ("Жауапты орынаушы", "жауапты орындаушы"),  # one left out
        ("Стейкхолдерлер/клиенттерр", "стейкхолдерлер/клиенттер"),  # one too many
        ("Наименвание", "наименование"),
        ("өлщм.бірл.", None),  # two letters off
        ("саны", None),  # four letters: too many neighbours
        ("а" * 61, None),
        ("Білім алушылар", None),
        ("аталеы", "аталуы"),
        ("атауу", "атауы"),
    ],
)
def test_resolve_misspelt(text: str, form: str | None) -> None:
    label = resolve_misspelt(text, "column")
    assert (label and label.form) == form
    assert label is None or label.misspelt


_LONG_FORMS = [(entry, form) for entry, form in _of_kind("column") if len("".join(words_of(form))) >= 6]


@given(st.sampled_from(_LONG_FORMS), st.integers(0, 60), st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"), st.booleans())
def test_one_wrong_letter_never_makes_another_column(entry_form: tuple[VocabularyEntry, str], at: int, letter: str, replaces: bool) -> None:
    entry, form = entry_form
    letters = "".join(words_of(form))
    at %= len(letters)
    label = resolve_misspelt(letters[:at] + (letter if replaces else "") + letters[at + 1 :], "column")
    assert label is None or label.code == entry.code


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    for kind in CELL_KINDS:
        for label in (resolve_label(text, kind), resolve_misspelt(text, kind)):
            assert label is None or (label.kind == kind and label.code in {entry.code for entry, _ in _of_kind(kind)})


def _read_list(monkeypatch: pytest.MonkeyPatch, *entries: VocabularyEntry) -> None:
    monkeypatch.setattr(labels, "read_vocabulary", lambda path, extra_keys: entries)


def _entry(code: str, form: str, **extra: str) -> VocabularyEntry:
    return VocabularyEntry(code, (form,), (), "", tuple(extra.items()))


@pytest.mark.parametrize(
    "extra", [{"kind": "colum", "language": "kk"}, {"language": "kk"}, {"kind": "column"}, {"kind": "column", "language": ""}]
)
def test_an_entry_without_a_known_kind_or_a_language_is_refused(monkeypatch: pytest.MonkeyPatch, extra: dict[str, str]) -> None:
    _read_list(monkeypatch, _entry("name", "атауы", **extra))
    with pytest.raises(BadVocabulary, match=r"labels\.yml \(name\)"):
        label_entries.__wrapped__()


def test_a_form_that_two_entries_of_one_kind_claim_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = {"kind": "column", "language": "kk"}
    entries = (_entry("name", "Атауы", **both), _entry("unit", "атауы:", **both), _entry("plan", "атауы", kind="stage", language="kk"))
    monkeypatch.setattr(labels, "label_entries", lambda: entries)
    with pytest.raises(BadVocabulary, match="claimed by 'name' and by 'unit'"):
        labels._forms.__wrapped__("column")
    assert [form.label for form in labels._forms.__wrapped__("stage")] == [FoundLabel("plan", "stage", "kk", "атауы")]


def test_a_word_of_both_languages_is_of_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (_entry("other", "бюджет", kind="column", language="kk"), _entry("other", "Бюджет", kind="column", language="ru"))
    monkeypatch.setattr(labels, "label_entries", lambda: entries)
    assert [form.label.language for form in labels._forms.__wrapped__("column")] == [""]


def test_a_form_without_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "label_entries", lambda: (_entry("name", "—", kind="column", language="kk"),))
    monkeypatch.setattr(labels, "_forms", labels._forms.__wrapped__)
    with pytest.raises(BadVocabulary):
        labels._forms_by_word.__wrapped__("column")


def test_the_list_itself_is_well_formed() -> None:
    assert Path(labels.__file__).with_name("labels.yml").exists()
    for kind in sorted({entry.get("kind") or "" for entry in label_entries()}):
        assert labels._forms(kind)
