"""The sample, whole and exact: every field of its records against the gold record."""

from __future__ import annotations

import pytest

from jospar.normalize.records import Fate, Records, Role, Status
from tests.support.reading import SAMPLE, differences, gold_record, read_records


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(SAMPLE.read_bytes())


def test_every_field_equals_the_gold_record(records: Records) -> None:
    assert differences(records, gold_record()) == []


def test_differences_are_seen(records: Records) -> None:
    gold = gold_record()
    gold["directions"][3]["tasks"][4]["measures"][0]["values"]["2024"] = "500"
    gold["directions"][0]["indicators"][0]["series"][0]["values"]["2029"] = "1"
    assert len(differences(records, gold)) == 2


def test_totals(records: Records) -> None:
    measure_values = [value for value in records.values if value.owner_table == "measures"]
    assert (len(records.directions), len(records.goals), len(records.indicators), len(records.tasks)) == (4, 0, 7, 17)
    assert len(records.measures) == 56
    assert sum(value.status is Status.REPORTED for value in measure_values) == 334
    assert sum(value.status is Status.DASH for value in measure_values) == 2
    assert sum(value.owner_table == "indicators" for value in records.values) == 36
    assert sum(party.role is Role.STAKEHOLDER for party in records.parties) == 183
    assert sum(party.role is Role.EXECUTOR for party in records.parties) == 138


def test_every_cell_is_accounted_for(records: Records) -> None:
    assert {cell.fate for cell in records.cells} == {Fate.USED, Fate.IGNORED}
    assert records.document.cells_flagged == 0


def test_what_reading_itself_notices(records: Records) -> None:
    noticed = {(issue.code, issue.place.line) for issue in records.issues}
    assert noticed == {
        ("header_misspelt", 28),
        ("code_out_of_place", 30),
        ("code_out_of_place", 31),
        ("code_out_of_place", 45),
        ("value_missing", 51),
        ("code_out_of_place", 53),
        ("value_missing", 78),
        ("party_separator", 109),
        ("mixed_script", 124),
        ("year_mark_missing", 128),
        ("header_language", 132),
        ("target_not_read", 139),
        ("code_gap", 142),
    }


def test_mixed_script_is_set_right_in_the_name_only(records: Records) -> None:
    measure = next(measure for measure in records.measures if measure.code == "3.3.6")
    assert "индекcін" in measure.name_printed  # Latin c, as printed
    assert measure.name == "Тұтынушылардың адалдық индексін арттыру"


def test_places_of_a_row_cut_in_two_columns(records: Records) -> None:
    measure = next(measure for measure in records.measures if measure.code == "3.2.2")
    cells = [cell for cell in records.cells if cell.record_id == measure.measure_id]
    assert [(cell.place.line, cell.column) for cell in cells] == [(110, "name_printed"), (110, "unit_label"), (112, "name_printed")]


def test_ids_sort_as_they_count(records: Records) -> None:
    for ids in (
        [value.value_id for value in records.values],
        [party.party_id for party in records.parties],
        [issue.issue_id for issue in records.issues],
        [cell.cell_id for cell in records.cells],
        [measure.measure_id for measure in records.measures],
    ):
        assert ids == sorted(ids)
