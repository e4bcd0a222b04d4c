"""Trials of the checks: a document, its clean twin, what was seeded and what was noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from jospar.extract.detect import read
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.checks import check
from jospar.normalize.records import Records
from tests.generator.documents import Form, Generated, file_name, generate, write
from tests.generator.layouts import LAYOUTS
from tests.generator.mistakes import Mistake, seed
from tests.generator.noticing import Noticed, notice
from tests.generator.sheet import set_out
from tests.generator.slips import Slip

# One document in so many has numbers that have nothing to do with each other.
_UNRELATED_EVERY = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """A mistake in the file of a document, and what the checks made of it."""

    name: str
    mistake: Mistake
    noticed: Noticed
    data: bytes


def documents(count: int, first: int) -> Iterator[Generated]:
    """Documents of all layouts in turn."""
    for number in range(first, first + count):
        yield generate(LAYOUTS[number % len(LAYOUTS)], number, related=number % _UNRELATED_EVERY > 0)


def read_checked(name: str, data: bytes) -> Records:
    """The records of a file with what the checks found."""
    source = SourceFile(name.rpartition(".")[0], name, hashlib.sha256(data).hexdigest())
    return check(normalize(parse(read(data, name)), source))


def clean_records(document: Generated, form: Form) -> Records:
    """The records of a document as it was made up."""
    return read_checked(file_name(document, form), write(document, form))


def trials(document: Generated, clean: Records, form: Form, slips: tuple[Slip, ...] = tuple(Slip)) -> Iterator[Trial]:
    """One trial of each kind of mistake that the document has a place for."""
    for slip in slips:
        seeded = seed(document.strategy, slip, Random(f"{document.name} {slip}"), coded=not document.layout.lists)
        if seeded is not None:
            strategy, mistake = seeded
            twin = replace(document, strategy=strategy, blocks=set_out(strategy, document.layout))
            data = write(twin, form)
            yield Trial(file_name(document, form), mistake, notice(clean, read_checked(file_name(document, form), data), mistake), data)
