"""The document that a command is about: a file, which is read now, or one of a dataset."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jospar.output.storage.errors import NoDataset
from jospar.pipeline.system.exits import WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace

    from jospar.normalize.records import Records


def find_records(arguments: Namespace, data: str) -> Records | None:
    """The records of a file, as corrected, or of a document of the dataset in `data`; None where the file is refused, which is then said.

    WrongUsage where there is neither.
    """
    document = arguments.document
    if is_file(document):
        from jospar.pipeline.document.identity import find_document_id
        from jospar.pipeline.document.refusals import Refusal, print_refusal
        from jospar.pipeline.inputs.correction_files import find_files, read_files
        from jospar.pipeline.isolation.pool import read_isolated

        path = Path(document)
        corrected = read_files(find_files(arguments.corrections), filter(None, [find_document_id(path.name)]))
        with read_isolated((path,), pdf_engine=arguments.pdf_engine, corrections=corrected) as attempts:
            result = next(attempts).result
        if isinstance(result, Refusal):
            print_refusal(document, result)
            return None
        return result
    from jospar.output.storage.dataset import load_records

    try:
        return load_records(data, document)
    except KeyError:
        raise WrongUsage(f"{document}: neither a file nor a document of {data}; check the name or name another dataset by --data") from None
    except NoDataset as error:
        raise WrongUsage(f"{document}: no such file, and no dataset to find it in ({error})") from None


def is_file(document: str) -> bool:
    """Whether a file is meant, be it one that can't be opened, and no document of a dataset."""
    return os.path.lexists(document) and not Path(document).is_dir()
