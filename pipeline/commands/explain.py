"""`jospar explain`: prints why each line of a document was read as it was, or paints it on pictures of its pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.extract.document import Place
from jospar.pipeline.commands.destination import choose_folder
from jospar.pipeline.commands.find_records import find_records, is_file
from jospar.pipeline.document.refusals import Refusal, print_refusal
from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit, WrongUsage
from jospar.pipeline.views.explain import format_explanation
from jospar.pipeline.views.wording import describe_place

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: Namespace) -> int:
    """Prints why each line was read as it was, or paints it on pictures of the pages."""
    return _explain_lines(arguments) if arguments.draw is None else _draw(arguments)


def _explain_lines(arguments: Namespace) -> int:
    line, page = arguments.line, arguments.page
    records = find_records(arguments, arguments.data)
    if records is None:
        return Exit.NONE_READ
    text = format_explanation(records, line, page, choose_paint(sys.stdout))
    emit(text or f"{describe_place(Place(page, line))}: nothing is printed there, or the document has no such places")
    return Exit.ALL_READ


def _draw(arguments: Namespace) -> int:
    """Paints what each cell of a PDF became on pictures of its pages, and prints their paths."""
    document = arguments.document
    if not arguments.draw:
        raise WrongUsage("--draw: no folder is named")
    if arguments.line is not None:
        raise WrongUsage("--line: a picture shows a whole page; name one by --page")
    if not is_file(document):
        raise WrongUsage(f"{document}: no such file; --draw needs the file itself, for the dataset does not hold its pages")
    records = find_records(arguments, "")
    if records is None:
        return Exit.NONE_READ
    from jospar.pipeline.draw import draw as draw_pages  # with pypdfium2 and Pillow

    target = choose_folder(arguments.draw)
    drawn = refused = 0
    for made in draw_pages(Path(document), records, target, arguments.page):
        if isinstance(made, Refusal):
            print_refusal(document, made)
            refused += 1
        else:
            emit(str(made))
            drawn += 1
    return Exit.ALL_READ if not refused else Exit.SOME_REFUSED if drawn else Exit.NONE_READ
