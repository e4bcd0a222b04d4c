"""How a document is laid out: paper, type, columns, ruling, what is merged and what repeats.

A layout is a value; the writers in this folder draw it, as far as their form of document has such a thing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class Columns(StrEnum):
    """How wide the columns are: numbers fit on a line, wrap between their groups, or do not even fit in that way."""

    ROOMY = "roomy"
    NARROW = "narrow"
    TIGHT = "tight"


class Tables(StrEnum):
    """What has a table of its own; the headings above that level are paragraphs between the tables."""

    TASK = "task"
    DIRECTION = "direction"
    WHOLE = "whole"


class Rules(StrEnum):
    """Which lines are drawn."""

    GRID = "grid"
    ROWS = "rows"
    HEADER = "header"
    NONE = "none"


class Hyphens(StrEnum):
    """How words are broken over lines: not at all, with a hyphen that is printed, or at soft hyphens that stand in the text."""

    NONE = "none"
    PRINTED = "printed"
    SOFT = "soft"


class Turn(StrEnum):
    """Pages that lie on their side: the page is marked as turned, or its text is drawn turned."""

    NONE = "none"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures are in points. `lists` numbers headings and rows by the word processor; `cover` gives approval and title an upright page of
    their own; `approval_in_table` puts the approval into a table without lines; `party_lines` begins a line for each party.
    """

    name: str
    width: float = 595.3
    height: float = 841.9
    margin: float = 50
    font: str = "LiberationSerif"
    size: float = 9
    columns: Columns = Columns.ROOMY
    header_repeats: bool = True
    rows_break: bool = False
    merges_years: bool = False
    tables: Tables = Tables.DIRECTION
    rules: Rules = Rules.GRID
    header_rows: int = 2
    column_numbers: bool = False
    number_column: bool = False
    running: bool = False
    justified: bool = False
    hyphens: Hyphens = Hyphens.NONE
    turn: Turn = Turn.NONE
    drift: float = 0
    lists: bool = False
    merged_headings: bool = True
    cover: bool = False
    approval_in_table: bool = False
    party_lines: bool = False


def _landscape(name: str, **changes: object) -> Layout:
    return replace(Layout(name, width=841.9, height=595.3), **changes)  # type: ignore[arg-type]


LAYOUTS = (
    Layout("portrait"),
    _landscape("landscape"),
    Layout("narrow columns", columns=Columns.NARROW),
    _landscape("landscape, narrow columns", columns=Columns.NARROW, rows_break=True),
    Layout("tight columns", columns=Columns.TIGHT, size=10),
    Layout("small type", size=6, font="DejaVuSans"),
    Layout("header once", header_repeats=False, rows_break=True, margin=70),
    Layout("rows break over pages", rows_break=True, size=11, margin=70),
    _landscape("merged years", merges_years=True),
    Layout("one table a task", tables=Tables.TASK),
    Layout("one table in all", tables=Tables.WHOLE, header_rows=1),
    _landscape("headings in the first cell", merged_headings=False),
    _landscape("rules between rows", rules=Rules.ROWS),
    _landscape("rule below the header", rules=Rules.HEADER, header_rows=1),
    _landscape("no rules", rules=Rules.NONE, header_rows=1),
    Layout("running lines", running=True, rows_break=True),
    Layout("justified", justified=True, font="DejaVuSerif", size=8),
    Layout("printed hyphens", hyphens=Hyphens.PRINTED, columns=Columns.NARROW),
    Layout("soft hyphens", hyphens=Hyphens.SOFT, columns=Columns.NARROW),
    _landscape("turned pages", turn=Turn.PAGE, running=True),
    _landscape("turned text", turn=Turn.TEXT),
    Layout("drift between pages", drift=4, rows_break=True),
    _landscape("automatic numbers", lists=True),
    _landscape("column of numbers", number_column=True, column_numbers=True),
    Layout("column of automatic numbers", number_column=True, lists=True, header_rows=1),
    _landscape("cover page", cover=True, running=True),
    Layout("approval in a table", approval_in_table=True, party_lines=True),
    _landscape("large sans", font="LiberationSans", size=12, rows_break=True),
)


def mixed_layout(random: Random, name: str = "mixed") -> Layout:
    """Any layout: each trait on its own."""
    size = random.choice((7, 8, 9, 10, 11, 12))
    base = Layout(name) if random.random() < 0.5 else _landscape(name)
    return replace(
        base,
        size=size,
        margin=random.choice((36, 50, 70)),
        font=random.choice(("LiberationSerif", "LiberationSans", "DejaVuSans", "DejaVuSerif")),
        columns=random.choice((Columns.ROOMY, Columns.ROOMY, Columns.NARROW, Columns.TIGHT)),
        header_repeats=random.random() < 0.6,
        rows_break=random.random() < 0.5,
        merges_years=random.random() < 0.25,
        tables=random.choice(tuple(Tables)),
        rules=random.choice((Rules.GRID, Rules.GRID, Rules.GRID, Rules.ROWS, Rules.HEADER, Rules.NONE)),
        header_rows=random.choice((1, 2)),
        column_numbers=random.random() < 0.2,
        number_column=random.random() < 0.25,
        running=random.random() < 0.3,
        justified=random.random() < 0.2,
        hyphens=random.choice((Hyphens.NONE, Hyphens.NONE, Hyphens.PRINTED, Hyphens.SOFT)),
        turn=random.choice((Turn.NONE, Turn.NONE, Turn.NONE, Turn.PAGE, Turn.TEXT)) if base.width > base.height else Turn.NONE,
        drift=random.choice((0, 0, 0, 4)),
        lists=random.random() < 0.2,
        merged_headings=random.random() < 0.8,
        cover=random.random() < 0.2,
        approval_in_table=random.random() < 0.2,
        party_lines=random.random() < 0.2,
    )
