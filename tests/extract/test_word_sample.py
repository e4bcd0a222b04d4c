"""The sample as a Word file: the same records as out of its text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jospar.normalize.records import Fate, Records
from tests.support.reading import ROOT, SAMPLE, differences, gold_record, read_records

WORD_SAMPLE = ROOT / "samples" / "word" / "ktu-2024.docx"


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(WORD_SAMPLE.read_bytes(), suffix=".docx")


def test_every_field_equals_the_gold_record(records: Records) -> None:
    assert differences(records, gold_record(), as_printed=False) == []


def test_values_are_printed_as_in_the_text(records: Records) -> None:
    of_text = read_records(SAMPLE.read_bytes())
    assert [(value.value_id, value.value_text) for value in records.values] == [
        (value.value_id, value.value_text) for value in of_text.values
    ]


def test_every_cell_is_accounted_for(records: Records) -> None:
    assert records.document.source_kind == "docx"
    assert {cell.fate for cell in records.cells} == {Fate.USED, Fate.IGNORED}
    assert len({cell.place for cell in records.cells}) == len(records.cells)


def test_places_name_the_cell(records: Records) -> None:
    measure = records.measures[0]
    assert (measure.place.page, measure.place.table, measure.place.row) == (None, 1, 4)
    values = [value.place.column for value in records.values if value.owner_id == measure.measure_id]
    assert values == [3, 4, 5, 6, 7, 8]


def test_a_text_is_read_without_a_parser_of_xml() -> None:
    code = (
        "import sys; from jospar.extract.detect import read; read(b'plan', 'plan.txt'); "
        "sys.exit(not {'lxml', 'zipfile'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
