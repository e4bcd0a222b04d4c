"""Real documents, read in every form that they come in: they are no part of the project, so these tests run only where they are at hand.

JOSPAR_CORPUS names their folder; else it is looked for beside the checkout.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jospar.normalize.records import Records
from jospar.pipeline.document.stages import read_document
from tests.support.reading import ROOT

CORPUS = Path(os.environ.get("JOSPAR_CORPUS", ROOT.parent / "shared" / "corpus"))
FORMS = (".txt", ".docx", ".pdf")
KEY = CORPUS / "moh-2010-2014" / "rus_section3_indicators.expected.tsv"
OTHERS = ("almaty-2005-2007/kaz_health_sport", "excerpts/kaz_agro_programme_2003_2005_excerpt")

pytestmark = pytest.mark.skipif(not KEY.exists(), reason="the corpus of real documents is not at hand; JOSPAR_CORPUS may name its folder")


def read(name: str, form: str) -> Records:
    path = CORPUS / f"{name}{form}"
    return read_document(path.read_bytes(), path.name)


def rows_of(records: Records) -> list[tuple[Any, dict[int, list[Decimal | None]]]]:
    """The indicators and measures in reading order, with their numbers by year."""
    numbers: dict[str, dict[int, list[Decimal | None]]] = defaultdict(lambda: defaultdict(list))
    for value in records.values:
        numbers[value.owner_id][value.year].append(value.value)
    found = [
        *((indicator, numbers[indicator.indicator_id]) for indicator in records.indicators),
        *((measure, numbers[measure.measure_id]) for measure in records.measures),
    ]
    return sorted(found, key=lambda row: row[0].place.order)


@pytest.mark.parametrize("form", FORMS)
def test_every_number_of_the_answer_key(form: str) -> None:
    expected: dict[int, dict[int, Decimal]] = defaultdict(dict)
    with KEY.open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            expected[int(line["row"])].update({int(line["year"]): Decimal(line["number"])} if line["number"] else {})
    rows = rows_of(read("moh-2010-2014/rus_section3_indicators", form))
    assert len(rows) == len(expected) == 68
    wrong = [
        (number, year, value, numbers.get(year))
        for (number, years), (_, numbers) in zip(sorted(expected.items()), rows, strict=True)
        for year, value in years.items()
        if numbers.get(year) != [value]
    ]
    assert wrong == []
    assert sum(map(len, expected.values())) > 380


@pytest.mark.parametrize("form", FORMS[1:])
@pytest.mark.parametrize("name", OTHERS)
def test_the_same_rows_out_of_every_form(name: str, form: str) -> None:
    def facts(records: Records) -> list[tuple[object, ...]]:
        # A hyphen at the end of a printed line may part a word or belong to it.
        return [("".join(row.name.split()).replace("-", ""), row.unit, row.unit_mult, numbers) for row, numbers in rows_of(records)]

    assert facts(read(name, form)) == facts(read(name, ".txt"))


@pytest.mark.parametrize("form", FORMS)
def test_every_document_has_a_balanced_ledger(form: str) -> None:
    for path in sorted(CORPUS.glob(f"*/*{form}")):
        document = read_document(path.read_bytes(), path.name).document
        assert document.cells_used + document.cells_ignored + document.cells_flagged == document.cells > 20
