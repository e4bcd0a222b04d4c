"""One generated document: a layout and a seed give its strategy and its blocks, and from those its files in every form."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

from extract.detect import read
from extract.document import UnreadableDocument
from extract.outline import ensure_strategy, parse
from normalize.assemble import Source, normalize
from tests.generator.compare import Comparison, compare, refused
from tests.generator.layouts import Layout
from tests.generator.maker import make_shape, make_strategy
from tests.generator.plan import Strategy
from tests.generator.sheet import Block, fit_shape, set_out


@dataclass(frozen=True, slots=True)
class Generated:
    """A document before it is written in any form."""

    name: str
    layout: Layout
    strategy: Strategy
    blocks: tuple[Block, ...]


def generate(layout: Layout, seed: int) -> Generated:
    """The document of a layout and a seed, the same each time."""
    strategy = make_strategy(fit_shape(make_shape(Random(f"{layout.name} {seed}")), layout), seed)
    return Generated(f"{layout.name.replace(',', '').replace(' ', '-')}-{seed}", layout, strategy, set_out(strategy, layout))


def read_back(strategy: Strategy, data: bytes, file_name: str) -> Comparison:
    """What a file gives, held against what went into it."""
    try:
        outline = parse(read(data, file_name))
        ensure_strategy(outline)
    except UnreadableDocument as reason:
        return refused(strategy, str(reason))
    return compare(strategy, normalize(outline, Source("generated", file_name, hashlib.sha256(data).hexdigest())))
