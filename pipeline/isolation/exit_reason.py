"""Why a child gave no result: the refusal that its end amounts to."""

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
class Heard:
    """What came through the pipe of a child: a whole parcel, or why there is none."""

    parcel: bytes | None = None
    late: bool = False
    too_much: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit code, or its signal below zero; what it had used; what it wrote to standard error."""

    code: int
    usage: resource.struct_rusage
    last_words: bytes


def judge(heard: Heard, ended: Ended, limits: Limits) -> Refusal:
    """out_of_time, out_of_memory or reader_crashed."""
    if heard.late:
        return Refusal("out_of_time", f"at most {limits.seconds:g} seconds")
    if heard.too_much:
        return Refusal("out_of_memory", f"more than {limits.result_bytes:,} bytes of records")
    if -ended.code == signal.SIGXCPU or ended.usage.ru_utime + ended.usage.ru_stime >= limits.cpu_seconds:
        return Refusal("out_of_time", f"at most {limits.cpu_seconds} seconds of processor time")
    if _ran_out_of_memory(ended, limits):
        return Refusal("out_of_memory")
    return Refusal("reader_crashed", _name_signal(-ended.code) if ended.code < 0 else "it ended without a result")


def _ran_out_of_memory(ended: Ended, limits: Limits) -> bool:
    words = ended.last_words.lower()
    if any(phrase in words for phrase in _OUT_OF_MEMORY):
        return True
    own = peak_bytes(resource.getrusage(resource.RUSAGE_SELF))
    return -ended.code in _BROKEN and peak_bytes(ended.usage) - own > limits.memory * _LARGE


def _name_signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
