"""The command `jospar`: reads its arguments, calls what they ask for, and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from extract.vocabulary import BadVocabulary
from normalize.corrections.errors import BadCorrections
from output.errors import OutputError, WrongAddress
from pipeline.arguments import read_arguments
from pipeline.commands import COMMANDS
from pipeline.console import complain, emit, prepare_streams
from pipeline.exits import ClusterFailed, Exit, WrongUsage
from pipeline.interrupts import hear_interrupts, ignore_interrupts, is_interrupted
from pipeline.log import log_end, start_log

if TYPE_CHECKING:
    from argparse import Namespace


def main() -> None:
    """The entry point: ends the process with an exit code of pipeline.exits."""
    # pyarrow takes numpy along where there is one, which is more than half of its start; no command needs it, and pyarrow does without.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    hear_interrupts()
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Runs one command and returns its exit code; whatever goes wrong is one line on standard error."""
    prepare_streams()
    start_log(wanted="--log-json" in arguments)
    try:
        code = _run(read_arguments(arguments))
        ignore_interrupts()
    except BaseException as error:
        ignore_interrupts()
        code = _fail(error)
    log_end(code)
    return code


def _run(arguments: Namespace) -> int:
    if arguments.version:
        return _print_version()
    if arguments.command is None:
        raise WrongUsage("no command is named; see jospar --help")
    return COMMANDS[arguments.command](arguments)


def _fail(error: BaseException) -> Exit:
    """Says what went wrong; the exit code."""
    if isinstance(error, KeyboardInterrupt) or is_interrupted():  # libraries may turn one into an error of their own
        complain("interrupted, nothing is published")
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
    complain(message)
    return code


def _describe_fault(error: BaseException) -> str:
    from pipeline.refusals import describe_fault

    if os.environ.get("JOSPAR_DEBUG"):
        traceback.print_exception(error)
    return f"a fault of the program itself ({describe_fault(error)}); JOSPAR_DEBUG=1 shows where, please report it"


def _print_version() -> int:
    from output.schema import SCHEMA_VERSION, TOOL_VERSION

    emit(f"jospar {TOOL_VERSION} (schema {SCHEMA_VERSION})")
    return Exit.ALL_READ
