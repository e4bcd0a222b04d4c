"""One generated document: a layout and a seed give its strategy and its blocks, and from those its files in every form."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument
from jospar.extract.outline import ensure_strategy, parse
from jospar.normalize.assemble import SourceFile, normalize
from tests.generator.compare import Comparison, compare, refused
from tests.generator.layouts import Layout
from tests.generator.maker import PHRASES, make_shape, make_strategy
from tests.generator.plan import Strategy
from tests.generator.sheet import Block, fit_shape, set_out
from tests.generator.to_pdf import write_pdf
from tests.generator.to_text import write_text
from tests.generator.to_word import write_word


class Form(StrEnum):
    """The forms that a document is written in; PRINTED is the Word file as LibreOffice prints it."""

    TEXT = "text"
    WORD = "docx"
    PDF = "pdf"
    PRINTED = "printed pdf"


_SUFFIXES = {Form.TEXT: ".txt", Form.WORD: ".docx", Form.PDF: ".pdf", Form.PRINTED: ".pdf"}


@dataclass(frozen=True, slots=True)
class Generated:
    """A document before it is written in any form."""

    name: str
    layout: Layout
    strategy: Strategy
    blocks: tuple[Block, ...]


def generate(layout: Layout, seed: int, related: bool = False) -> Generated:
    """The document of a layout and a seed, the same each time; the numbers of related documents follow from each other."""
    shape = fit_shape(make_shape(Random(f"{layout.name} {seed}")), layout)
    strategy = make_strategy(replace(shape, related=related), seed)
    name = f"{layout.name.replace(',', '').replace(' ', '-')}-{'related-' if related else ''}{seed}"
    return Generated(name, layout, strategy, set_out(strategy, layout))


def write(document: Generated, form: Form) -> bytes:
    """The file of a document in a form; what LibreOffice prints begins as a Word file."""
    running = PHRASES[document.strategy.shape.language].labels["running"]
    if form is Form.TEXT:
        return write_text(document.blocks, document.layout)
    if form is Form.PDF:
        return write_pdf(document.blocks, document.layout, running)
    return write_word(document.blocks, document.layout, running)


def file_name(document: Generated, form: Form) -> str:
    """The name of a document's file."""
    return document.name + _SUFFIXES[form]


def read_back(document: Generated, form: Form, data: bytes) -> Comparison:
    """What a file gives, held against what went into it."""
    name = file_name(document, form)
    try:
        outline = parse(read(data, name))
        ensure_strategy(outline)
    except UnreadableDocument as reason:
        return refused(document.strategy, str(reason))
    return compare(document.strategy, normalize(outline, SourceFile(document.name, name, hashlib.sha256(data).hexdigest())))
