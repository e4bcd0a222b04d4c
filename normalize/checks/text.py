"""Words and abbreviations that are a letter away from such as the document uses more often, in the names of its records.

How they are found is in checks.spelling and checks.acronyms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jospar.extract.document import Place
from jospar.extract.words.folding import fold_yo
from jospar.normalize.checks.acronyms import find_acronyms, find_unusual
from jospar.normalize.checks.base import CheckFinding, RecordView
from jospar.normalize.checks.spelling import WordIndex, find_misspelt
from jospar.normalize.issues import Note
from jospar.normalize.records import Direction, Goal, Records, id_of, table_of
from jospar.normalize.words.names import clean_name


@dataclass(slots=True)
class _Occurrence:
    """The first record that has a text, and how many have it."""

    place: Place
    table: str
    record_id: str
    times: int = 0


def check_text(view: RecordView) -> Iterator[CheckFinding]:
    """Likely mistakes in names, titles, parties and unit labels, each at the first record that has it."""
    origins = _texts(view.records)
    yield from _words(origins)
    yield from _acronyms(origins)


def _texts(records: Records) -> dict[str, _Occurrence]:
    """Every different text of the records: a party that stands in many rows is one."""
    origins: dict[str, _Occurrence] = {}

    def add(text: str | None, place: Place, table: str, record_id: str) -> None:
        if text:
            origins.setdefault(text, _Occurrence(place, table, record_id)).times += 1

    above_tasks: tuple[Direction | Goal, ...] = (*records.directions, *records.goals)
    for heading in above_tasks:
        add(heading.title, heading.place, table_of(heading), id_of(heading))
    for indicator in records.indicators:
        # The name of a sentence is a part of it.
        add(clean_name(indicator.name_printed), indicator.place, table_of(indicator), indicator.indicator_id)
    for task in records.tasks:
        add(task.title, task.place, table_of(task), task.task_id)
    for measure in records.measures:
        add(measure.name, measure.place, table_of(measure), measure.measure_id)
        add(measure.unit_label, measure.place, table_of(measure), measure.measure_id)
    for party in records.parties:
        add(party.name, party.place, party.owner_table, party.owner_id)
    return origins


def _words(origins: dict[str, _Occurrence]) -> Iterator[Note]:
    words = WordIndex(origins)
    texts = tuple(origins)
    for word, corrected in find_misspelt(words).items():
        for text in (texts[number] for number in words.texts_of[word]):
            printed = _as_printed(word, text)
            suggestion = corrected.capitalize() if printed[:1].isupper() else corrected
            yield _note("word_unusual", origins[text], printed, suggestion.upper() if printed.isupper() else suggestion)


def _as_printed(word: str, text: str) -> str:
    """A word as it stands in a text, with its capitals; as it is where a line end breaks it."""
    start = fold_yo(text.lower()).find(word)
    printed = text[start : start + len(word)]
    return printed if start >= 0 and fold_yo(printed.lower()) == word else word


def _acronyms(origins: dict[str, _Occurrence]) -> Iterator[Note]:
    of_texts = {text: found for text in origins if (found := find_acronyms(text))}
    counts: Counter[str] = Counter()
    for text, found in of_texts.items():
        counts.update(dict.fromkeys(found, origins[text].times))
    for acronym, usual in find_unusual(counts):
        for text in (text for text, found in of_texts.items() if acronym in found):
            yield _note("acronym_unusual", origins[text], acronym, usual)


def _note(code: str, origin: _Occurrence, printed: str, suggestion: str) -> Note:
    return Note(code, origin.place, printed=printed, table=origin.table, record_id=origin.record_id, suggestion=suggestion)
