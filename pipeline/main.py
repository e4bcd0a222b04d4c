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
from pipeline.interrupts import hear_interrupts
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
    code = _run_guarded(arguments)
    log_end(code)
    return code


def _run_guarded(arguments: list[str]) -> int:
    try:
        return _run(read_arguments(arguments))
    except SystemExit:
        return Exit.ALL_READ
    except WrongUsage as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except WrongAddress as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except OutputError as error:
        return _fail(str(error), Exit.OUTPUT_FAILED)
    except ClusterFailed as error:
        return _fail(str(error), Exit.CLUSTER_FAILED)
    except BadVocabulary as error:
        return _fail(f"a word list is malformed: {error}; correct the list", Exit.FAULT)
    except BadCorrections as error:
        return _fail(str(error), Exit.WRONG_USAGE)
    except KeyboardInterrupt:
        return _fail("interrupted, nothing is published", Exit.INTERRUPTED)
    except Exception as error:
        return _fail_by_fault(error)


def _run(arguments: Namespace) -> int:
    if arguments.version:
        return _print_version()
    if arguments.command is None:
        raise WrongUsage("no command is named; see jospar --help")
    return COMMANDS[arguments.command](arguments)


def _fail(message: str, code: Exit) -> Exit:
    complain(message)
    return code


def _fail_by_fault(error: Exception) -> Exit:
    from pipeline.refusals import describe_fault

    if os.environ.get("JOSPAR_DEBUG"):
        traceback.print_exception(error)
    return _fail(f"a fault of the program itself ({describe_fault(error)}); JOSPAR_DEBUG=1 shows where, please report it", Exit.FAULT)


def _print_version() -> int:
    from output.schema import SCHEMA_VERSION, TOOL_VERSION

    emit(f"jospar {TOOL_VERSION} (schema {SCHEMA_VERSION})")
    return Exit.ALL_READ
