"""The words of the interface in each language, read from words/*.yml; the English of issues and of their details comes from
normalize (catalogue.py, details.py).

Kinds of words: the interface, what each issue means and what to do about it, checks and units. A code without words stands for itself, so
that a new check never breaks a page; tests hold that none lacks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jospar.extract.words.vocabulary import BadVocabulary, VocabularyEntry, read_vocabulary
from jospar.normalize.catalogue import kind_of
from jospar.normalize.details import DETAILS, split_detail
from jospar.normalize.records import Issue

LANGUAGES = ("kk", "ru", "en")
_FOLDER = Path(__file__).with_name("words")

Translations = dict[str, dict[str, str]]
"""By language, then by key."""


@cache
def interface() -> Translations:
    """The words of the pages themselves."""
    return _by_language(_read("interface.yml", LANGUAGES))


def of_issues(codes: Iterable[str]) -> Translations:
    """What issues mean (`CODE`) and what to do (`CODE.remedy`)."""
    translated = {entry.code: entry for entry in issue_entries()}
    words: Translations = {language: {} for language in LANGUAGES}
    for code in sorted(set(codes)):
        kind, entry = kind_of(code), translated.get(code)
        for language, found in words.items():
            found[code] = (entry.get(language) if entry else None) or kind.meaning
            found[f"{code}.remedy"] = (entry.get(f"{language}_remedy") if entry else None) or kind.remedy
    return words


def of_checks(names: Iterable[str]) -> Translations:
    """What each check tests."""
    return _chosen("checks.yml", names)


def of_units(codes: Iterable[str]) -> Translations:
    """The names of units."""
    return _chosen("units.yml", codes)


def of_detail(issue: Issue) -> str | dict[str, str]:
    """What stands in brackets behind an issue's meaning: a formula as it is, words by language; empty where there is nothing."""
    detail = kind_of(issue.code).split(issue.message)
    named = split_detail(detail)
    if named is None:
        return detail
    name, said = named
    entry = detail_entries()[name]
    return {language: (entry.get(language) or DETAILS[name]).format(*said) for language in LANGUAGES}


@cache
def issue_entries() -> tuple[VocabularyEntry, ...]:
    """Every issue code that has words in Kazakh and Russian."""
    return _read("issues.yml", ("kk", "kk_remedy", "ru", "ru_remedy"))


@cache
def detail_entries() -> Mapping[str, VocabularyEntry]:
    """The Kazakh and Russian words of details, by the name of the detail."""
    return {entry.code: entry for entry in _read("details.yml", ("kk", "ru"))}


@cache
def entries(file: str) -> tuple[VocabularyEntry, ...]:
    """The entries of checks.yml or units.yml."""
    return _read(file, LANGUAGES)


def _chosen(file: str, codes: Iterable[str]) -> Translations:
    words = _by_language(entries(file))
    chosen = sorted(set(codes))
    return {language: {code: found.get(code, code) for code in chosen} for language, found in words.items()}


def _by_language(found: Iterable[VocabularyEntry]) -> Translations:
    kept = tuple(found)
    return {language: {entry.code: entry.get(language) or "" for entry in kept} for language in LANGUAGES}


def _read(file: str, keys: tuple[str, ...]) -> tuple[VocabularyEntry, ...]:
    """The entries of a list, each with all its keys. BadVocabulary where one lacks a language."""
    found = read_vocabulary(_FOLDER / file, keys)
    for entry in found:
        missing = [key for key in keys if not entry.get(key)]
        if missing:
            raise BadVocabulary(f"{entry.source}: {entry.code!r} has no {', '.join(missing)}")
    return found
