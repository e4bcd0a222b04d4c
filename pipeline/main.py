"""The command `jospar`: reads its arguments, calls what they ask for, and turns what went wrong into one line and an exit code.

Nothing else is imported before interrupts are handled, so that one that comes early is no traceback.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from jospar.pipeline.system.interrupts import catch_interrupts, ignore_interrupts, is_interrupted

if TYPE_CHECKING:
    from jospar.pipeline.system.exits import Exit


def main() -> None:
    """The entry point: ends the process with an exit code of jospar.pipeline.system.exits."""
    # pyarrow takes numpy along where there is one, which is more than half of its start; no command needs it, and pyarrow does without.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    catch_interrupts()
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Runs one command and returns its exit code; whatever goes wrong is one line on standard error."""
    try:
        code = _run(arguments)
        ignore_interrupts()
    except BaseException as error:
        ignore_interrupts()
        code = _fail(error)
    from jospar.pipeline.views.log import log_end

    log_end(code)
    return code


def _run(typed: list[str]) -> int:
    from jospar.pipeline.commands import find_command
    from jospar.pipeline.commands.arguments import read_arguments
    from jospar.pipeline.system.console import prepare_streams
    from jospar.pipeline.system.exits import WrongUsage
    from jospar.pipeline.views.log import start_log

    prepare_streams()
    start_log(wanted="--log-json" in typed)
    arguments = read_arguments(typed)
    if arguments.version:
        return _print_version()
    if arguments.command is None:
        raise WrongUsage("no command is named; see jospar --help")
    return find_command(arguments.command)(arguments)


def _fail(error: BaseException) -> Exit:
    """Says what went wrong; the exit code."""
    from jospar.extract.words.vocabulary import BadVocabulary
    from jospar.normalize.corrections.errors import BadCorrections
    from jospar.output.storage.errors import OutputError, WrongAddress
    from jospar.pipeline.system.console import print_message
    from jospar.pipeline.system.exits import ClusterFailed, Exit, WrongUsage

    if isinstance(error, KeyboardInterrupt) or is_interrupted():  # libraries may turn one into an error of their own
        print_message("interrupted, nothing is published")
        return Exit.INTERRUPTED
    match error:
        case SystemExit():  # help was printed
            return Exit.ALL_READ
        case WrongUsage() | WrongAddress() | BadCorrections():
            code, message = Exit.WRONG_USAGE, str(error)
        case OutputError():
            code, message = Exit.OUTPUT_FAILED, str(error)
        case ClusterFailed():
            code, message = Exit.CLUSTER_FAILED, str(error)
        case BadVocabulary():
            code, message = Exit.FAULT, f"a word list is malformed: {error}; correct the list"
        case _:
            code, message = Exit.FAULT, _describe_fault(error)
    print_message(message)
    return code


def _describe_fault(error: BaseException) -> str:
    from jospar.pipeline.document.refusals import describe_fault

    if os.environ.get("JOSPAR_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return f"a fault of the program itself ({describe_fault(error)}); JOSPAR_DEBUG=1 shows where, please report it"


def _print_version() -> int:
    from jospar.output.schema.tables import SCHEMA_VERSION
    from jospar.pipeline.system.console import emit
    from jospar.pipeline.system.exits import Exit
    from jospar.version import __version__

    emit(f"jospar {__version__} (schema {SCHEMA_VERSION})")
    return Exit.ALL_READ
