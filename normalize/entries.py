"""Types what rows of tables hold beside their values: units and parties.

It must not know where in the tree a row stands: ids are given to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jospar.extract.columns.aspects import Aspect
from jospar.extract.columns.column import ColumnRole
from jospar.extract.document import Place, Printed
from jospar.extract.lines.readings import EntryRow
from jospar.extract.words.figures import is_missing_mark
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.issues import Note, note_unreadable
from jospar.normalize.ledger import Use, use_of
from jospar.normalize.owner import Owner, name_of
from jospar.normalize.phrases.deadlines import Due, parse_due
from jospar.normalize.phrases.parties import PartyName, resolve_party, split_parties
from jospar.normalize.phrases.unit_rules import NO_UNIT, Unit
from jospar.normalize.phrases.units import find_unit, money_if_short, resolve_unit, unit_at_end, unit_of_line
from jospar.normalize.records import TABLE_NAMES, Measure, Party, Role

# The columns of the table of measures that have not the name of their role.
_FACT_COLUMNS = {ColumnRole.DUE: "due_printed"}


@dataclass(frozen=True, slots=True)
class UnitReading:
    """The unit of a row: the label that names it, its meaning, and what was wrong with it."""

    label: str | None
    unit: Unit
    notes: tuple[Note, ...] = ()


def read_unit(entry: EntryRow, owner: Owner) -> UnitReading:
    """The unit of a row: its cell, the cell above that a ditto mark repeats, the end of its name, or the header."""
    printed = entry.unit
    if entry.shifted or (printed is not None and _is_dash(printed.text)):
        return UnitReading(None, NO_UNIT)
    if printed is not None and entry.is_ditto:
        if entry.unit_above is None:
            return UnitReading(
                printed.text,
                NO_UNIT,
                (owner.note("ditto_without_unit", printed.place, printed=printed.text),),
            )
        printed = entry.unit_above
    label = printed.text if printed else _unit_elsewhere(entry)
    if label is None:
        blank = entry.has_unit_column and any(value.printed.text for value in entry.values)
        return UnitReading(None, NO_UNIT, (owner.note("unit_missing", entry.place),) if blank else ())
    try:
        unit = money_if_short(label, resolve_unit(label), _beside(entry)) if printed is None else resolve_unit(label)
        other = _other_unit_in_header(entry, unit)
        conflict = (owner.note("unit_conflict", entry.place, printed=f"{label}, {other}"),) if other else ()
        return UnitReading(label, unit, conflict)
    except Unreadable as error:
        place = entry.unit.place if entry.unit else entry.place
        return UnitReading(label, NO_UNIT, (note_unreadable(error, place, label, owner.table, owner.record_id),))


def _unit_elsewhere(entry: EntryRow) -> str | None:
    """The unit of a row that has no unit cell: at the end of its name, in the header, or in the line above the table."""
    in_header = _unit_in_header(entry)
    above = (unit for line in entry.table_units if (unit := unit_of_line(line.text)) is not None)
    return unit_at_end(entry.name.text) or in_header or next(above, None)


def _unit_in_header(entry: EntryRow) -> str | None:
    """The unit that the header names for the values of a row, or its money where it has no others: for all of them, or alike for each."""
    columns = [value.column for value in entry.values if value.column.aspect in (Aspect.VALUE, Aspect.COST)]
    columns = [column for column in columns if column.aspect is Aspect.VALUE] or columns
    labels = {column.unit for column in columns}
    shared = next((column.unit for column in columns if column.unit and not column.own_unit), None)
    return shared or (labels.pop() if len(labels) == 1 else None)


def _beside(entry: EntryRow) -> str:
    """What stands beside a unit that the row does not name itself: the header of its values and the lines above its table."""
    return " ".join((*(value.column.header.text for value in entry.values), *(line.text for line in entry.table_units)))


def _other_unit_in_header(entry: EntryRow, unit: Unit) -> str | None:
    """A unit in the header that is not the one at the end of the name."""
    label = _unit_in_header(entry)
    other = find_unit(label) if label and entry.unit is None else None
    return label if other is not None and other != unit else None


def _is_dash(text: str) -> bool:
    return not any(character.isalnum() or character in "%$€₸\"'″“”„«»/" for character in text)


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a row says beside its numbers: the texts of its columns of facts, its term, and the uses and notes that they make."""

    printed: Mapping[ColumnRole, Printed]
    due: Due | None
    items: tuple[Note | Use, ...]

    def text(self, role: ColumnRole) -> str | None:
        """A fact as printed, on one line where the width of the cell alone broke it."""
        return self.printed[role].text if role in self.printed else None


def read_facts(entry: EntryRow, owner: Owner) -> RowFacts:
    """The facts of a measure; none of a row whose cells stand one column off."""
    facts = {} if entry.shifted else entry.facts
    items: list[Note | Use] = []
    for role, printed in facts.items():
        if role is ColumnRole.CO_EXECUTORS:
            continue
        items.extend(use_of(printed, owner.table, owner.record_id, _FACT_COLUMNS.get(role, role.value)))
    due, year = facts.get(ColumnRole.DUE), entry.due_year
    try:
        term = parse_due(due.text, year) if due is not None and not is_missing_mark(due.text) else None
    except Unreadable as error:
        term = None
        items.append(note_unreadable(error, due.place if due else entry.place, due.text if due else "", owner.table, owner.record_id))
    return RowFacts(facts, term, tuple(items))


def read_parties(entry: EntryRow, owner: Owner) -> Iterator[Party | Note | Use]:
    """The stakeholders and executors of a row; none of one whose cells stand one column off.

    A role that the cell itself names comes before that of its column.
    """
    columns = (
        (Role.EXECUTOR, entry.executors),
        (Role.CO_EXECUTOR, entry.facts.get(ColumnRole.CO_EXECUTORS)),
        (Role.STAKEHOLDER, entry.stakeholders),
    )
    counts: Counter[Role] = Counter()
    for column_role, printed in columns:
        if printed is None or entry.shifted:
            continue
        for number, name in enumerate(split_parties(printed.text).names):
            role = Role(name.role) if name.role else column_role
            counts[role] += 1
            party = _make_party(name, role, counts[role], printed.place, owner)
            yield party
            if name.separator_doubtful:
                yield owner.note("party_separator", printed.place, printed=name.printed)
            if number == 0:
                yield from use_of(printed, TABLE_NAMES[Party], party.party_id, "name_printed")


def _make_party(name: PartyName, role: Role, position: int, place: Place, owner: Owner) -> Party:
    clean = name_of(name.printed)
    return Party(
        document_id=owner.document_id,
        party_id=f"{owner.record_id}/{role[0]}{position:02}",
        place=place,
        measure_id=owner.record_id if owner.table == TABLE_NAMES[Measure] else None,
        role=role,
        position=position,
        name=clean,
        name_printed=name.printed,
        party=resolve_party(clean),
        owner_table=owner.table,
        owner_id=owner.record_id,
    )
