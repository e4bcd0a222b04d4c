"""Seeds one mistake into a strategy, and knows what of the document bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.generator.changes import Change, Changer, Truth
from tests.generator.editing import numbers_of
from tests.generator.plan import Strategy
from tests.generator.relations import Kind, Relation, broken, parent_of
from tests.generator.slips import Slip

_SUMS = (Kind.TARGET, Kind.TOTAL, Kind.INDICATOR)


class Bearing(StrEnum):
    """What of a document bears on a mistake: a relation of which enough holds still to be known; the codes, units, years or numbers around
    it; a relation of which too little is left; nothing.
    """

    RELATION = "relation"
    CONTEXT = "context"
    REMNANT = "remnant"
    NONE = "nothing"


@dataclass(frozen=True, slots=True)
class Mistake:
    """`at` are the keys of rows and paths of tasks where an issue speaks of it, empty where any issue does; `because` is what bears on it;
    `truth` is what stood there before.
    """

    slip: Slip
    what: str
    bearing: Bearing
    because: str
    at: frozenset[str]
    truth: Truth


def seed(strategy: Strategy, slip: Slip, random: Random, coded: bool = True) -> tuple[Strategy, Mistake] | None:
    """A strategy with a slip in a random place; None where it has no place for one. `coded` documents print the codes of their plan."""
    change = Changer(strategy, random, coded and strategy.shape.coded).change(slip)
    if change is None:
        return None
    relations = list(_broken(strategy, change, slip))
    bearing, because = weigh(relations, change.context)
    taking_part = {row for relation, _ in relations for row in relation.rows}
    at = {*change.rows, *map(parent_of, change.rows), *change.around, *taking_part} if slip is not Slip.YEARS_SWAPPED else set()
    return change.strategy, Mistake(slip, change.what, bearing, because, frozenset(at), change.truth)


def weigh(relations: list[tuple[Relation, frozenset[int]]], context: str) -> tuple[Bearing, str]:
    """What bears on a mistake, out of the relations that it breaks (each with the years in which it still holds) and what is around it."""
    known = [relation.kind for relation, holding in relations if relation.known_without(holding)]
    if known:
        return Bearing.RELATION, ", ".join(known)
    if context:
        return Bearing.CONTEXT, context
    return (Bearing.REMNANT, ", ".join(relation.kind for relation, _ in relations)) if relations else (Bearing.NONE, "")


def _broken(strategy: Strategy, change: Change, slip: Slip) -> Iterator[tuple[Relation, frozenset[int]]]:
    """The relations that a change breaks; one of units breaks those with other rows, though the numbers add up as before. Where a row is
    lost, only what it was a part of is broken.
    """
    if slip is Slip.UNIT_CHANGED:
        for relation in strategy.relations:
            if len(relation.rows) > 1 and set(relation.rows) & set(change.rows):
                yield relation, frozenset(relation.years)
        return
    for relation, holding in broken(strategy.relations, numbers_of(strategy), numbers_of(change.strategy)):
        if slip is not Slip.ROW_LOST or (relation.kind in _SUMS and relation.rows[0] not in change.rows):
            yield relation, holding
