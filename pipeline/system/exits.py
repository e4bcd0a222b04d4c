"""How the command ends: every exit code, its meaning, and the one exception that means wrong usage."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    ALL_READ = 0
    FAULT = 1
    WRONG_USAGE = 2
    SOME_REFUSED = 3
    NONE_READ = 4
    OUTPUT_FAILED = 5
    ISSUES_OPEN = 6
    CLUSTER_FAILED = 7
    INTERRUPTED = 130


EXIT_MEANINGS: dict[Exit, str] = {
    Exit.ALL_READ: "every document was read",
    Exit.FAULT: "a fault of the program itself (JOSPAR_DEBUG=1 shows where), or a malformed word list",
    Exit.WRONG_USAGE: "wrong usage: a bad option, a missing path, no input, a malformed file of corrections",
    Exit.SOME_REFUSED: "some documents could not be read, the others are published",
    Exit.NONE_READ: "no document could be read, the dataset keeps the versions that it has",
    Exit.OUTPUT_FAILED: "the output can't be written, or a dataset can't be read",
    Exit.ISSUES_OPEN: "every document was read and published, but issues are open that --fail-on names",
    Exit.CLUSTER_FAILED: "the cluster can't be reached, does not fit or is lost, nothing is published",
    Exit.INTERRUPTED: "interrupted: no dataset is published, a report is not complete",
}


class WrongUsage(Exception):
    """The command can't begin as it was called; the message is one line with what, where and what to do."""


class ClusterFailed(Exception):
    """The cluster that a run was to be read on can't be reached, does not fit or is lost; the message is one line as well."""


def describe_exits() -> str:
    """The exit codes, one a line."""
    return "\n".join(f"{code:>5}  {meaning}" for code, meaning in EXIT_MEANINGS.items())
