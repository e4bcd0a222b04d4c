"""The command line of `jospar`: its commands, their arguments and the help on them. It only reads what was typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from jospar.extract.readers.pdf_engines import PDF_ENGINES
from jospar.pipeline.engines import ENGINES
from jospar.pipeline.system.exits import WrongUsage, describe_exits


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are one line, as all others of the program are."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message}; see {self.prog} --help")


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """What was typed; `command` names the command. WrongUsage where it can't be understood; SystemExit 0 after help."""
    known, unknown = _build_parser().parse_known_args(arguments)
    if unknown:
        command = f"jospar {known.command}" if known.command else "jospar"
        raise WrongUsage(f"unrecognized arguments: {' '.join(unknown)}; see {command} --help")
    return known


def _count(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text}: not a number from 1 on")
    return int(text)


_CORRECT_DETAIL = (
    "The entry is added to the document's file of corrections, DIR/ID.yml, which is to be reviewed like code; the next jospar extract "
    "applies it."
)


def _add_correct(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", metavar="DOCUMENT", help="the id of a document in the dataset")
    command.add_argument("issue", metavar="ISSUE", help="the id of the issue, or its number: n000007, 7")
    command.add_argument("--value", metavar="NEW", help="what is right (default: what the issue suggests)")
    command.add_argument("--column", metavar="NAME", help="what to correct, where the issue does not tell: name, target_value …")
    command.add_argument("--accept", action="store_true", help="say instead that the document is right as printed")
    command.add_argument("--reason", metavar="TEXT", help="why (default: what the issue says)")
    command.add_argument("--by", metavar="NAME", help="who says it (default: your name in git, or your login)")
    command.add_argument("--data", metavar="DIR", default="tables", help="the dataset to look in (default: tables)")
    command.add_argument("--corrections", metavar="DIR", help="the folder to write to (default: corrections)")


def _add_wait(command: argparse.ArgumentParser) -> None:
    command.add_argument("--wait", action="store_true", help="where another run is writing to the dataset, wait until it ends")


def _add_dataset_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    status = add(
        "status",
        "print what is in the dataset",
        "Its documents with their grades and open issues, what the last snapshots changed, and which documents could not be read and why.",
    )
    status.add_argument("--data", metavar="DIR", default="tables", help="the dataset (default: tables)")
    remove = add("remove", "take documents out of the dataset", "A new snapshot is published without them; the older ones still have them.")
    remove.add_argument("documents", metavar="DOCUMENT", nargs="+", help="the id of a document in the dataset")
    remove.add_argument("--data", "--out", metavar="DIR", default="tables", dest="data", help="the dataset (default: tables)")
    _add_wait(remove)


_FORMS = ("csv", "xlsx", "duckdb", "delta")
_EXPORT_DETAIL = (
    "An earlier export in that place is replaced in one step, anything else there is refused. Text that begins as a formula (=, +, -, @) "
    "has an apostrophe in front in CSV, and in Excel a mark of the cell that does the same; a dash alone stays."
)


def _add_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", metavar="OUT", help="the folder (csv, delta) or file (xlsx, duckdb) to write")
    command.add_argument("--to", metavar="FORM", required=True, choices=_FORMS, help=f"one of {', '.join(_FORMS)}")
    command.add_argument("--data", metavar="DIR", default="tables", help="the dataset to export (default: tables)")
    command.add_argument("--document", metavar="ID", action="append", default=[], help="only this document; again for more of them")
    command.add_argument("--table", metavar="NAME", action="append", default=[], help="only this table; again for more of them")
    command.add_argument("--no-guard", action="store_true", help="leave text that begins as a formula as it is")


def _build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="jospar",
        description="Board strategy documents, in Kazakh and Russian, as typed tables.",
        epilog=f"exit codes:\n{describe_exits()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, summary: str, detail: str = "") -> argparse.ArgumentParser:
        return commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}. {detail}", allow_abbrev=False)

    extract = add(
        "extract",
        "read documents into a dataset",
        'In a folder every file is a document, but those whose names begin with "." or "~$"; subfolders are left out without --recursive, '
        "links to folders always. The documents are added to the dataset or replaced there, all others stay as they are; a new snapshot is "
        "published as a whole or not at all. A document that can't be read any more keeps its last good version, marked by the issue "
        "document_stale.",
    )
    extract.add_argument("inputs", metavar="INPUT", nargs="+", help="a document, or a folder of documents; s3://bucket/prefix too")
    extract.add_argument("--out", metavar="DIR", required=True, help="the dataset: a folder, whose tables will be in DIR/latest, or s3://…")
    _add_wait(extract)
    extract.add_argument(
        "--workers", metavar="N", type=_count, help="how many documents are read at a time (default: as many as there are cores)"
    )
    extract.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="where documents are read: here, or on a Dask cluster (default: %(default)s)"
    )
    extract.add_argument("--scheduler", metavar="ADDRESS", help="of the cluster, with --engine dask: tcp://HOST:PORT")
    extract.add_argument(
        "--shared-paths", action="store_true",
        help="with --engine dask: the workers find the inputs under the same paths; without it they are read here and sent to them",
    )  # fmt: skip
    extract.add_argument("--log-json", action="store_true", help="write one JSON object a line to standard error, for machines")
    extract.add_argument("--recursive", action="store_true", help="read the subfolders of folders too")
    extract.add_argument(
        "--fail-on", metavar="SEVERITY", choices=("error", "warning"),
        help="error or warning: end with exit code 6 where an issue of that severity or a worse one is open in the documents of the run",
    )  # fmt: skip
    show = add("show", "print a document as a tree, with its values")
    explain = add(
        "explain",
        "print why each line was read as it was",
        "For every line or row: the rule that decided what it is, where each of its cells went, and what was noticed there.",
    )
    explain.add_argument("--line", metavar="N", type=int, help="only this line; of other documents than texts, this paragraph or row")
    explain.add_argument("--page", metavar="N", type=int, help="only this page of a PDF")
    explain.add_argument(
        "--draw", metavar="DIR", help="instead, paint on pictures of the pages of a PDF what each cell became: DIR/ID-page-001.png"
    )
    for command in (extract, show, explain):
        command.add_argument(
            "--pdf-engine", choices=PDF_ENGINES, default=PDF_ENGINES[0], help="what takes the pages from PDF files (default: %(default)s)"
        )
        command.add_argument(
            "--corrections", metavar="DIR",
            help="the folder with a file of corrections for each document that has some, ID.yml (default: corrections, if there is one)",
        )  # fmt: skip
    _add_dataset_commands(add)
    _add_correct(add("correct", "write a correction of a document out of one of its issues", _CORRECT_DETAIL))
    for command in (show, explain):
        command.add_argument("document", metavar="DOCUMENT", help="a file, or the id of a document in the dataset")
        command.add_argument("--data", metavar="DIR", default="tables", help="the dataset to look in (default: tables)")
    report = add(
        "report",
        "write the pages to review a dataset on",
        "DIR/index.html has all documents, and each document has a page; they work from the folder, without a network. Where the original "
        "of a PDF document is among the sources, its page shows pictures of the paper.",
    )
    report.add_argument("sources", metavar="SOURCE", nargs="*", help="originals of the documents, or folders of them, subfolders too")
    report.add_argument("--data", metavar="DIR", default="tables", help="the dataset to show (default: tables)")
    report.add_argument("--out", metavar="DIR", default="report", help="the folder of the pages (default: report)")
    _add_export(add("export", "write the dataset as CSV, an Excel workbook, a DuckDB database or Delta Lake tables", _EXPORT_DETAIL))
    add("schema", "print the data dictionary: every table and column")
    add("issues", "print every issue code: its severity, what it means, what to do")
    return parser
