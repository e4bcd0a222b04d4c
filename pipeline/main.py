"""The command `jospar`: reads its arguments, calls what they ask for, and turns what went wrong into one line and an exit code.

It is started again and again, so each command imports what it needs itself.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from output.errors import OutputError
from pipeline.console import choose_paint, complain, emit, prepare_streams
from pipeline.exits import Exit, WrongUsage, describe_exits

if TYPE_CHECKING:
    from normalize.records import Records
    from pipeline.outcome import Outcome

_HELP = f"""Board strategy documents, in Kazakh and Russian, as typed tables.

\b
Exit codes:
{describe_exits()}
"""

# typer raises UsageError for every fault in the arguments but exports only this class below it
_UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])

app = typer.Typer(name="jospar", help=_HELP, rich_markup_mode=None, add_completion=False)
Document = Annotated[str, typer.Argument(metavar="DOCUMENT", help="A file, or the id of a document in the dataset.")]
Data = Annotated[str, typer.Option("--data", metavar="DIR", help="The dataset to look in.")]


def main() -> None:
    """The entry point: ends the process with an exit code of pipeline.exits."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Runs one command and returns its exit code; whatever goes wrong is one line on standard error."""
    prepare_streams()
    try:
        code = int(app(arguments, prog_name="jospar", standalone_mode=False) or 0)
    except _UsageError as error:
        return _fail(f"{cast(Any, error).format_message()} See jospar --help", Exit.WRONG_USAGE)
    except WrongUsage as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except OutputError as error:
        return _fail(str(error), Exit.OUTPUT_FAILED)
    except (KeyboardInterrupt, typer.Abort):
        code = Exit.INTERRUPTED
    except Exception as error:
        return _fail_by_fault(error)
    return _fail("interrupted, nothing is published", Exit.INTERRUPTED) if code == Exit.INTERRUPTED else code


def _fail(message: str, code: Exit) -> Exit:
    complain(message)
    return code


def _fail_by_fault(error: Exception) -> Exit:
    from pipeline.refusals import describe_fault

    if os.environ.get("JOSPAR_DEBUG"):
        traceback.print_exception(error)
    return _fail(f"a fault of the program itself ({describe_fault(error)}); JOSPAR_DEBUG=1 shows where, please report it", Exit.FAULT)


def _print_version(wanted: bool) -> None:
    if wanted:
        from output.schema import SCHEMA_VERSION, TOOL_VERSION

        emit(f"jospar {TOOL_VERSION} (schema {SCHEMA_VERSION})")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)] = False,
) -> None:
    pass


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Documents, or folders of documents.")],
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="The folder of the dataset; its tables will be in DIR/latest.")],
    recursive: Annotated[bool, typer.Option("--recursive", help="Read the subfolders of folders too.")] = False,
) -> int:
    """Read documents into a dataset.

    In a folder every file is a document, but those whose names begin with "." or "~$"; subfolders are left out without --recursive, links
    to folders always. The dataset holds the documents of this run; it is published as a whole or not at all. A document that can't be
    read any more keeps its last good version, marked by the issue document_stale.
    """
    from pipeline.inputs import find_inputs
    from pipeline.outcome import State, choose_exit
    from pipeline.progress import show_progress
    from pipeline.refusals import describe_refusal
    from pipeline.run import extract as run_extract
    from pipeline.summary import format_summary

    if not out:
        raise WrongUsage("--out: no folder is named")
    files = find_inputs(inputs, recursive, Path(out))
    with show_progress(len(files)) as advance:

        def report(outcome: Outcome) -> None:
            if outcome.refusal:
                kept = "; its last good version is kept" if outcome.state is State.STALE else ""
                complain(f"{describe_refusal(str(outcome.file.path), outcome.refusal)}{kept}")
            advance()

        outcomes, published = run_extract(files, Path(out), report)
    if published:
        where = f"{Path(out) / 'latest'}: {'published' if published.changed else 'unchanged'} ({published.folder.name})"
    else:
        where = "nothing is published"
    emit(format_summary(outcomes, where, choose_paint(sys.stdout)))
    return choose_exit(outcomes)


@app.command()
def show(document: Document, data: Data = "tables") -> int:
    """Print a document as a tree, with its values."""
    from pipeline.tree import format_tree

    records = _find_records(document, data)
    if records is None:
        return Exit.NONE_READ
    emit(format_tree(records, choose_paint(sys.stdout)))
    return Exit.ALL_READ


@app.command()
def explain(
    document: Document,
    line: Annotated[int | None, typer.Option("--line", metavar="N", help="Only this line of a text.")] = None,
    data: Data = "tables",
) -> int:
    """Print why each line was read as it was.

    For every line or row: the rule that decided what it is, where each of its cells went, and what was noticed there.
    """
    from pipeline.explain import format_explanation

    records = _find_records(document, data)
    if records is None:
        return Exit.NONE_READ
    text = format_explanation(records, line, choose_paint(sys.stdout))
    emit(text or f"line {line}: nothing is printed there, or the document has no lines")
    return Exit.ALL_READ


@app.command()
def schema() -> None:
    """Print the data dictionary: every table and column."""
    from pipeline.reference import format_schema

    emit(format_schema(choose_paint(sys.stdout)))


@app.command()
def issues() -> None:
    """Print every issue code: its severity, what it means, what to do."""
    from pipeline.reference import format_issues

    emit(format_issues(choose_paint(sys.stdout)))


def _find_records(document: str, data: str) -> Records | None:
    """The records of a file, or of a document of the dataset in `data`; None where the file is refused, which is then said.

    WrongUsage where there is neither.
    """
    if os.path.lexists(document) and not Path(document).is_dir():
        from pipeline.attempt import try_file
        from pipeline.refusals import Refusal, describe_refusal

        result = try_file(Path(document)).result
        if isinstance(result, Refusal):
            complain(describe_refusal(document, result))
            return None
        return result
    from output.dataset import load_records

    try:
        return load_records(data, document)
    except KeyError:
        raise WrongUsage(f"{document}: neither a file nor a document of {data}; check the name or name another dataset by --data") from None
    except OutputError as error:
        raise WrongUsage(f"{document}: no such file, and no dataset to find it in ({error})") from None
