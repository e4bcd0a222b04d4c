"""Why a child process gave no result: the refusal that its exit amounts to."""

from __future__ import annotations

import resource
import signal
from dataclasses import dataclass

from jospar.pipeline.document.refusals import Refusal
from jospar.pipeline.system.process_limits import Limits, peak_bytes

# What native code says before it gives up where there is no memory left.
_OUT_OF_MEMORY = (b"bad_alloc", b"out of memory", b"cannot allocate memory", b"memoryerror")
# How a process ends that gets no memory, by its own hand or the system's.
_BROKEN = (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGTRAP, signal.SIGILL, signal.SIGBUS)
# A child that ended for its size holds at least this part of what it may: the rest of the machine may have left it no more.
_LARGE = 1 / 16


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """What a child process sent: a whole encoded result, or why there is none."""

    encoded: bytes | None = None
    timed_out: bool = False
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class ChildExit:
    """How a child process ended: its exit code, or its signal below zero; what it had used; the end of its standard error."""

    code: int
    usage: resource.struct_rusage
    stderr: bytes


def find_exit_reason(answer: ChildAnswer, ended: ChildExit, limits: Limits) -> Refusal:
    """out_of_time, out_of_memory or reader_crashed."""
    if answer.timed_out:
        return Refusal("out_of_time", f"at most {limits.seconds:g} seconds")
    if answer.too_large:
        return Refusal("out_of_memory", f"more than {limits.result_bytes:,} bytes of records")
    if -ended.code == signal.SIGXCPU or ended.usage.ru_utime + ended.usage.ru_stime >= limits.cpu_seconds:
        return Refusal("out_of_time", f"at most {limits.cpu_seconds} seconds of processor time")
    if _ran_out_of_memory(ended, limits):
        return Refusal("out_of_memory")
    return Refusal("reader_crashed", _name_signal(-ended.code) if ended.code < 0 else "it ended without a result")


def _ran_out_of_memory(ended: ChildExit, limits: Limits) -> bool:
    stderr = ended.stderr.lower()
    if any(phrase in stderr for phrase in _OUT_OF_MEMORY):
        return True
    own = peak_bytes(resource.getrusage(resource.RUSAGE_SELF))
    return -ended.code in _BROKEN and peak_bytes(ended.usage) - own > limits.memory * _LARGE


def _name_signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
