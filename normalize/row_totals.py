"""Numbers below `Всего` beside the years of a row: what all years come to, if they do. It must not know how a cell is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jospar.normalize.issues import Note
from jospar.normalize.owner import Owner
from jospar.normalize.records import Value


def confirm_total(total: Value, annual: Sequence[Value], owner: Owner) -> Iterator[Value | Note]:
    """The number for all years of a row, with what it counts where the years come to it; else as it is, with a note."""
    counted = [value for value in annual if value.value is not None]
    alike = {(value.aspect, value.stage, value.unit, value.unit_mult, value.per) for value in counted}
    if total.value is None:
        yield total
    elif len(alike) == 1 and len(counted) > 1 and sum(value.value or 0 for value in counted) == total.value:
        of = counted[0]
        yield replace(total, aspect=of.aspect, stage=of.stage, unit=of.unit, unit_mult=of.unit_mult, per=of.per)
    else:
        yield total
        yield owner.note("total_column_unmet", total.place, printed=total.value_text)
