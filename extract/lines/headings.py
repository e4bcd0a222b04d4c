"""Reads the labels and numbers of headings: `Задача 1.1.1. …`, `1.1 - мақсат. …`, `Целевые индикаторы:`, `1. …`.

It knows how a heading is written. Whether a line stands where a heading can stand is decided in jospar.extract.lines.reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jospar.extract.lines.readings import HeadingLevel, SectionKind
from jospar.extract.words.codes import ROMAN_LETTERS, split_code
from jospar.extract.words.folding import fold_in_place
from jospar.extract.words.labels import label_entries, starts_with_label, words_of
from jospar.extract.words.particles import particle_pattern, particles
from jospar.extract.words.years import WHOLE_YEAR

_SERIES = re.compile(rf"{WHOLE_YEAR}[^\d\n]{{0,12}}?[–—:=-]\s?\d")
_LEADERS = re.compile(r"(?:\.{3}|…|_{3}|·{3}|(?:\. ){3})[.…·_\s]*\d{1,4}$")
_LONGEST_UNIT = 5
# `1-кесте.`: the hyphen inside a label parts nothing.
_CAPTION_MARK = re.compile(r"\s*([.:]|\s[–—-])\s+(?=\S)")
_LONGEST_LABEL, _LONGEST_NUMBERED_LABEL, _LONGEST_LEADERS = 100, 40, 200
_FEWEST_SPACES_IN_PROSE = 4
_CODE = rf"(?:\d{{1,3}}(?:\s?\.\s?\d{{1,3}}){{0,7}}|[{ROMAN_LETTERS.lower()}]{{1,5}}\b)"


@dataclass(frozen=True, slots=True)
class LabelledHeading:
    """A heading that names its own level; `code` and `title` as printed, the title perhaps empty."""

    level: HeadingLevel
    code: str | None
    title: str


@cache
def _heading_patterns() -> tuple[tuple[re.Pattern[str], HeadingLevel], ...]:
    """The two orders of label and number, made from the words of labels.yml, longest first.

    `Цель 1.1. Охрана …`, and `1.1 - мақсат. …` where a stop or a dash must follow the label, since `1. Мақсатты …` is a title.
    """
    forms = [(form, HeadingLevel(entry.code)) for entry in label_entries() if entry.get("kind") == "level" for form in entry.forms]
    ordinal = fold_in_place(particle_pattern("ordinal_ending"))
    patterns: list[tuple[re.Pattern[str], HeadingLevel]] = []
    for form, level in sorted(forms, key=lambda pair: -len(pair[0])):
        word = r"\s+".join(re.escape(part) for part in fold_in_place(form).split())
        after = r"(?:\s*[.:)–—-]+\s*|\s+|$)"
        first = rf"{word}\s*№?\s*(?P<code>{_CODE}){after}(?P<title>.*)"
        last = rf"(?P<code>{_CODE})\.?\s*[–—-]?\s*(?:(?:{ordinal})\s+)?{word}(?:\s*[.:–—]+\s*|\s+[-–—]\s+|$)(?P<title>.*)"
        hyphened = rf"(?P<code>{_CODE})[-–]{word}\s+(?P<title>.+)"
        bare = rf"{word}(?:\s*[:.]\s*|\s+(?=[«\"“„]))(?P<title>.+)"
        patterns.extend((re.compile(pattern, re.IGNORECASE | re.DOTALL), level) for pattern in (first, last, hyphened, bare))
    return tuple(patterns)


@cache
def _level_words() -> frozenset[str]:
    return frozenset(words_of(form)[0] for entry in label_entries() if entry.get("kind") == "level" for form in entry.forms)


def read_labelled_heading(text: str) -> LabelledHeading | None:
    """The heading that a text labels itself as, or None.

    >>> read_labelled_heading("Задача 1.1.1. Укрепление здоровья женщин")
    LabelledHeading(level=<HeadingLevel.TASK: 'task'>, code='1.1.1', title='Укрепление здоровья женщин')
    >>> read_labelled_heading("1.1- мақсат. Ана мен баланы қорғау").level
    <HeadingLevel.GOAL: 'goal'>
    """
    if _level_words().isdisjoint(words_of(text[:60])):
        return None
    folded = fold_in_place(text)
    for pattern, level in _heading_patterns():
        match = pattern.match(folded)
        if match:
            code = text[slice(*match.span("code"))] if "code" in pattern.groupindex else ""
            return LabelledHeading(level, re.sub(r"\s", "", code) or None, text[match.start("title") : match.end("title")].strip())
    return None


@dataclass(frozen=True, slots=True)
class SectionLabel:
    """A label of the rows below it, and what stands behind it on the same line."""

    kind: SectionKind
    rest: str


def read_section_label(text: str) -> SectionLabel | None:
    """The section label that a text is or begins with; behind the label only a colon may part it from the rest.

    >>> read_section_label("НЫСАНАЛЫ ИНДИКАТОР: Мамандардың санын көбейту")
    SectionLabel(kind=<SectionKind.INDICATORS: 'indicators'>, rest='Мамандардың санын көбейту')
    """
    head, colon, rest = text.partition(":")
    if len(head) > _LONGEST_LABEL:
        return None
    words = words_of(head)
    found = starts_with_label(words, "section")
    if found is None:
        return None
    label, size = found
    kind = SectionKind(label.code)
    if kind is SectionKind.OF_WHICH:
        return SectionLabel(kind, "") if colon and not rest.strip() else None
    plural_mark = len(words) == size + 1 and (head.rstrip().endswith(")") or words[-1].isdigit())
    if (len(words) == size or plural_mark) and (colon or not rest):
        return SectionLabel(kind, rest.strip())
    return None


def is_line_label(text: str, code: str) -> bool:
    """Whether a line begins with a fixed label: a transition or a note, or a caption or a page that has only a number besides.

    >>> is_line_label("1 кесте", "caption")
    True
    """
    numbered = code in ("caption", "page")
    if numbered and len(text) > _LONGEST_NUMBERED_LABEL:
        return False
    words = words_of(text[:_LONGEST_LABEL])
    found = starts_with_label(words, "line")
    if found is not None and found[0].code == code:
        return not numbered or _is_number(words[found[1] :])
    if numbered and len(words) >= 2 and words[0].isdigit():
        last = starts_with_label(words[1:], "line")
        return last is not None and last[0].code == code and len(words) == 1 + last[1]
    return False


def may_be_unit(text: str) -> bool:
    """Whether a line is as short as a unit, and in brackets, in per cent or in lower case.

    >>> may_be_unit("(млн. тенге)"), may_be_unit("мың теңге"), may_be_unit("Мәслихаттың шешімі")
    (True, True, False)
    """
    return len(words_of(text)) <= _LONGEST_UNIT and (text[0] in "(%" or text[0].islower())


def is_titled_caption(text: str) -> bool:
    """Whether a line is the number of a table or an annex with its title behind a mark.

    >>> is_titled_caption("1-кесте. Жөндеу жоспары"), is_titled_caption("Таблица № 2 – План"), is_titled_caption("Таблица 2 показывает")
    (True, True, False)
    """
    label, mark, title = _CAPTION_MARK.split(text, maxsplit=1) if _CAPTION_MARK.search(text) else (text, "", "")
    return bool(mark and title) and is_line_label(label, "caption")


def _is_number(words: tuple[str, ...]) -> bool:
    numbers = [word for word in words if word.isdigit()]
    between = {"№", *words_of(" ".join(particles("of_total")))}
    return bool(numbers) and len(words) <= 3 and all(word.isdigit() or word in between for word in words)


@cache
def _plain_number() -> re.Pattern[str]:
    return re.compile(rf"[-–—\s]*\d{{1,4}}(?:\s*(?:/|{particle_pattern('of_total')})\s*\d{{1,4}})?[-–—\s]*", re.IGNORECASE)


def is_page_number(text: str) -> bool:
    """Whether a line is a page number: `12`, `- 12 -`, `12-бет`, `стр. 12`, `Page 3 of 12`."""
    return bool(_plain_number().fullmatch(text)) or (len(text) < 30 and is_line_label(text, "page"))


def is_page_word(word: str) -> bool:
    """Whether a word only says that a number is that of a page."""
    found = starts_with_label((word,), "line")
    return found is not None and found[0].code == "page"


def is_contents_entry(text: str) -> bool:
    """Whether a line of a list of contents leads to its page by dots: `Кіріспе ........ 3`."""
    return text[-1].isdigit() and text[0].isalnum() and bool(_LEADERS.search(text[-_LONGEST_LEADERS:]))


def has_series(text: str) -> bool:
    """Whether a sentence holds numbers by year: at least two years, each with a number behind a dash."""
    return len(_SERIES.findall(text)) >= 2


def is_sentence(text: str) -> bool:
    """Whether a line is a sentence of prose rather than a title: several words that end with a full stop."""
    return text.endswith(".") and text.count(" ") >= _FEWEST_SPACES_IN_PROSE


def is_list_label(text: str) -> bool:
    """Whether a text only leads to the rows below it: it ends with a colon, or is a word such as `оның ішінде`."""
    section = read_section_label(text if text.endswith(":") else text + ":")
    return text.endswith(":") or (section is not None and section.kind is SectionKind.OF_WHICH and not split_code(text))
