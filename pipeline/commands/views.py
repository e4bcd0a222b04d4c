"""The commands that look into one document: show, explain, and explain with pictures."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.storage.errors import NoDataset
from jospar.pipeline.commands.destination import choose_folder
from jospar.pipeline.system.console import choose_paint, emit
from jospar.pipeline.system.exits import Exit, WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace

    from jospar.normalize.records import Records


def show(arguments: Namespace) -> int:
    """Prints a document as a tree, with its values."""
    from jospar.pipeline.views.tree import format_tree

    records = _find_records(arguments, arguments.data)
    if records is None:
        return Exit.NONE_READ
    emit(format_tree(records, choose_paint(sys.stdout)))
    return Exit.ALL_READ


def explain(arguments: Namespace) -> int:
    """Prints why each line was read as it was, or paints it on pictures of the pages."""
    return _explain_lines(arguments) if arguments.draw is None else _draw(arguments)


def _explain_lines(arguments: Namespace) -> int:
    from jospar.extract.document import Place
    from jospar.pipeline.views.explain import format_explanation
    from jospar.pipeline.views.wording import describe_place

    line, page = arguments.line, arguments.page
    records = _find_records(arguments, arguments.data)
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
    if not _is_file(document):
        raise WrongUsage(f"{document}: no such file; --draw needs the file itself, for the dataset does not hold its pages")
    records = _find_records(arguments, "")
    if records is None:
        return Exit.NONE_READ
    from jospar.pipeline.document.refusals import Refusal, complain_of
    from jospar.pipeline.draw import draw as draw_pages

    target = choose_folder(arguments.draw)
    drawn = refused = 0
    for made in draw_pages(Path(document), records, target, arguments.page):
        if isinstance(made, Refusal):
            complain_of(document, made)
            refused += 1
        else:
            emit(str(made))
            drawn += 1
    return Exit.ALL_READ if not refused else Exit.SOME_REFUSED if drawn else Exit.NONE_READ


def _find_records(arguments: Namespace, data: str) -> Records | None:
    """The records of a file, as corrected, or of a document of the dataset in `data`; None where the file is refused, which is then said.

    WrongUsage where there is neither.
    """
    document = arguments.document
    if _is_file(document):
        from jospar.pipeline.document.identity import find_document_id
        from jospar.pipeline.document.refusals import Refusal, complain_of
        from jospar.pipeline.inputs.correction_files import find_files, read_files
        from jospar.pipeline.isolation.pool import read_isolated

        path = Path(document)
        corrected = read_files(find_files(arguments.corrections), filter(None, [find_document_id(path.name)]))
        with read_isolated((path,), pdf_engine=arguments.pdf_engine, corrections=corrected) as attempts:
            result = next(attempts).result
        if isinstance(result, Refusal):
            complain_of(document, result)
            return None
        return result
    from jospar.output.storage.dataset import load_records

    try:
        return load_records(data, document)
    except KeyError:
        raise WrongUsage(f"{document}: neither a file nor a document of {data}; check the name or name another dataset by --data") from None
    except NoDataset as error:
        raise WrongUsage(f"{document}: no such file, and no dataset to find it in ({error})") from None


def _is_file(document: str) -> bool:
    """Whether a file is meant, be it one that can't be opened, and no document of a dataset."""
    return os.path.lexists(document) and not Path(document).is_dir()
