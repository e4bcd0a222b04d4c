"""The word lists that the readings of a dataset were made with, kept beside its tables, so that a later run can tell what has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from jospar.output.storage.readings import DocumentReading
from jospar.pipeline.incremental.reading_key import hash_words, words_of_key
from jospar.pipeline.incremental.word_changes import WordPieces, find_changed_pieces, may_concern

if TYPE_CHECKING:
    from jospar.output.storage.location import Location

FILE_NAME = "words.json"

WordLists = Mapping[str, str]


def parse_states(text: str | None) -> dict[str, WordLists]:
    """The states of the lists in a file, by their hashes; none where there is no file."""
    return dict(json.loads(text)) if text else {}


def format_states(states: Mapping[str, WordLists], readings: Iterable[DocumentReading]) -> str:
    """The file with those states that readings were made with."""
    used = {words_of_key(reading.key) for reading in readings if reading.key}
    return json.dumps({hashed: states[hashed] for hashed in sorted(used & states.keys())}, ensure_ascii=False, sort_keys=True, indent=0)


def find_concerned(out: Location, readings: Iterable[DocumentReading], states: Mapping[str, WordLists], lists: WordLists) -> frozenset[str]:
    """Which of these documents of the dataset in `out` the lists as they are now may have read otherwise than those of their readings.

    Streams over the cells, where there is a document that may not be concerned. OutputError where they can't be read.
    """
    pieces = _find_pieces(readings, states, lists)
    concerned = {document_id for document_id, found in pieces.items() if found is None}
    if len(concerned) < len(pieces):
        concerned.update(document_id for document_id, cells in _read_cells(out) if may_concern(pieces.get(document_id, frozenset()), cells))
    return frozenset(concerned)


def _find_pieces(readings: Iterable[DocumentReading], states: Mapping[str, WordLists], lists: WordLists) -> dict[str, WordPieces | None]:
    """By document_id; each state of the lists is compared once."""
    hashed = {reading.document_id: words_of_key(reading.key or "") for reading in readings}
    now = hash_words(lists)
    by_state = {
        state: frozenset() if state == now else find_changed_pieces(states[state], lists) if state in states else None
        for state in set(hashed.values())
    }
    return {document_id: by_state[state] for document_id, state in hashed.items()}


def _read_cells(out: Location) -> Iterator[tuple[str, list[str]]]:
    """The texts of the cells of each document, one file of the table after another."""
    from jospar.output.schema.tables import CELLS
    from jospar.output.storage.dataset import read_columns

    for rows in read_columns(out, CELLS, ["document_id", "text"]):
        pairs = zip(rows.column("document_id").to_pylist(), rows.column("text").to_pylist(), strict=True)
        for document_id, group in groupby(pairs, itemgetter(0)):
            yield document_id, [text for _, text in group]
