"""Makes strategies up, the same for the same seed: years, facts of the first page, and what an author writes below them.

It must not know how a document is laid out.
"""

from __future__ import annotations

from datetime import date
from random import Random

from jospar.normalize.records import Stage
from tests.generator.author import Author
from tests.generator.phrases import KAZAKH, RUSSIAN, Phrases
from tests.generator.plan import Shape, Strategy, YearColumn
from tests.generator.related import RelatedAuthor

PHRASES = {phrases.language: phrases for phrases in (KAZAKH, RUSSIAN)}
_SPACES = (" ", "\u00a0")


def make_shape(random: Random) -> Shape:
    """Any kind of strategy."""
    labelled = random.random() < 0.4
    return Shape(
        language=random.choice(("kk", "ru")),
        years=random.choice((2, 3, 4, 5, 5, 6, 6, 6, 7, 8, 10, 12)),
        stages=random.choice(("none", "none", "none", "groups", "marks")),
        coded=random.random() < 0.75,
        labelled=labelled,
        has_goals=labelled and random.random() < 0.5,
        indicators=random.choice(("none", "sentences", "sentences", "rows")),
        parties=random.choice(("both", "both", "executors", "none")),
        space=random.choice(_SPACES),
        directions=random.randint(1, 3),
        tasks=random.randint(1, 3),
        measures=random.randint(2, 6),
    )


def make_strategy(shape: Shape, seed: int) -> Strategy:
    """A strategy of a shape."""
    random = Random(f"strategy {seed}")
    phrases = PHRASES[shape.language]
    first = random.choice((2018, 2020, 2021, 2024, 2025))
    columns = _columns(random, phrases, shape, first)
    organization = random.choice(phrases.organizations)
    approved_on, month = _approval_day(random, phrases, first)
    protocol = str(random.randint(1, 19))
    facts = {"organization": organization, "year": approved_on.year, "day": f"{approved_on.day:02}", "month": month, "protocol": protocol}
    title = random.choice(phrases.titles).format(organization=organization, first=first, last=first + shape.years - 1)
    author = (RelatedAuthor if shape.related else Author)(random, phrases, shape)
    return Strategy(
        shape=shape,
        title=title,
        organization=organization,
        approval=tuple(line.format(**facts) for line in phrases.approval),
        approved_by=phrases.approved_by,
        approved_on=approved_on,
        protocol=protocol,
        columns=columns,
        directions=author.directions(),
        relations=tuple(author.relations),
    )


def _columns(random: Random, phrases: Phrases, shape: Shape, first: int) -> tuple[YearColumn, ...]:
    mark = random.choice(phrases.year_marks)
    reported = random.randint(1, shape.years - 1) if shape.stages != "none" else 0
    columns = []
    for index in range(shape.years):
        stage = Stage.FACT if index < reported else Stage.PLAN
        word = f" {phrases.header[stage.value]}" if shape.stages == "marks" else ""
        columns.append(YearColumn(first + index, mark.format(first + index) + word, stage))
    return tuple(columns)


def _approval_day(random: Random, phrases: Phrases, first: int) -> tuple[date, str]:
    month = random.randint(1, len(phrases.months))
    return date(first, month, random.randint(1, 28)), phrases.months[month - 1]
